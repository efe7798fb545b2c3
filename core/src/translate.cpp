#include "parvis/translate.h"

#include <algorithm>
#include <map>
#include <utility>

#include "item.h"
#include "parts.h"
#include "parvis/bidi.h"
#include "parvis/script.h"
#include "parvis/text.h"

namespace parvis {
namespace {

constexpr std::size_t most_rows = 16;
constexpr std::size_t most_cells = 400;  // of one batch
constexpr std::size_t most_steps = 200;
constexpr double trust_when_remarked = 0.8;
constexpr int placeholders = 9;

Error refusal(ErrorCode code, std::string message, std::string detail) {
  return {code, std::move(message), std::move(detail)};
}

std::string placeholder(int number) { return "<ph" + std::to_string(number) + ">"; }

/// Steps for a batch whose longest source has this many cells.
std::int64_t steps_for(std::size_t length) { return static_cast<std::int64_t>(std::min(2 * length + 12, most_steps)); }

}  // namespace

class TranslationJob::State {
 public:
  State(std::shared_ptr<const Pack> body, std::shared_ptr<const Pack> language, std::string from, std::string to,
        const TranslationOptions& options)
      : body_(std::move(body)),
        language_(std::move(language)),
        route_{*body_->tokenizer, *language_->pieces, std::move(from), std::move(to), options},
        parts_(route_) {
    const bool for_us = options.phrasebook && route_.from == "fr" && options.phrasebook->language() == route_.to;
    if (!for_us) route_.options.phrasebook = nullptr;
    const bool ours = options.termbase && route_.from == "fr" && options.termbase->language() == route_.to;
    if (!ours) route_.options.termbase = nullptr;
    const auto target = find_language(route_.to);
    isolate_ = options.isolate && target && target->direction == Direction::rtl;
    const std::string name = route_.from + "-" + route_.to;
    if (const auto at = language_->manifest.confidence.find(name); at != language_->manifest.confidence.end())
      model_ = at->second;
    tag_ = local("<2" + route_.to + ">");
    for (int i = 1; i <= placeholders; ++i) placeholders_.push_back(local(placeholder(i)));
    const auto side = route_.to == "fr" ? PieceTable::Side::french : PieceTable::Side::other;
    std::vector<LocalId> never = placeholders_;  // those in use are added for each batch
    never.push_back(padding_piece);
    for (const Language& one : languages()) {
      const auto tag = route_.tokenizer.find("<2" + std::string(one.code) + ">");
      if (const auto own = tag ? route_.table.local(*tag) : std::nullopt) never.push_back(*own);
    }
    std::ranges::sort(never);
    for (LocalId id = 0; static_cast<std::size_t>(id) < route_.table.size(); ++id) {
      const bool fits = id == end_piece || route_.table.allowed(id, side);
      if (fits && !std::ranges::binary_search(never, id)) allowed_.push_back(id);
    }
  }

  void add(TranslationInput input) {
    std::optional<std::string> phrase = detail::find_written(input, route_.options);
    detail::Item item = detail::read_item(std::move(input), route_.from);
    if (phrase && !item.refused) {
      item.phrase = isolate_ && !item.original ? isolate_ltr_runs(*phrase) : std::move(*phrase);
      items_.push_back(std::move(item));
      return;
    }
    for (detail::ItemSegment& segment : detail::segments_of(item)) {
      item.parts.push_back(parts_.add(items_.size(), std::move(segment.text), segment.base));
    }
    items_.push_back(std::move(item));
  }

  std::optional<Batch> next() {
    std::vector<std::size_t>& waiting = parts_.waiting();
    std::erase_if(waiting, [&](std::size_t part) { return items_[parts_.input_of(part)].refused; });
    if (waiting.empty()) return std::nullopt;
    const auto cells = [&](std::size_t part) { return parts_.cells_of(part); };
    std::ranges::stable_sort(waiting, {}, cells);
    // Sentences of like length share a batch: the graph runs as long as the longest needs.
    const std::size_t longest_for_first = cells(waiting.front()) * 3 / 2 + 8;
    std::size_t rows = 1;
    while (rows < std::min(most_rows, waiting.size()) && (rows + 1) * cells(waiting[rows]) <= most_cells &&
           cells(waiting[rows]) <= longest_for_first) {
      ++rows;
    }
    std::vector<std::size_t> chosen(waiting.begin(), waiting.begin() + static_cast<std::ptrdiff_t>(rows));
    waiting.erase(waiting.begin(), waiting.begin() + static_cast<std::ptrdiff_t>(rows));
    Batch batch = make_batch(chosen);
    out_.emplace(batch.id, std::move(chosen));
    return batch;
  }

  Result<void> accept(int id, const BatchOutput& output) {
    const auto at = out_.find(id);
    if (at == out_.end()) return refusal(ErrorCode::job_batch_unknown, "No such batch is out", std::to_string(id));
    const std::size_t width = at->second.size();
    const std::size_t size = output.steps * width;
    if (output.width != width || output.steps > most_steps || output.target.size() != size ||
        output.alignment.size() != size || output.score.size() != size) {
      return refusal(ErrorCode::job_shape_invalid, "Tensors do not fit the batch",
                     std::to_string(output.steps) + " x " + std::to_string(output.width));
    }
    const std::vector<std::size_t> chosen = std::move(at->second);
    out_.erase(at);
    for (std::size_t row = 0; row < width; ++row) finish(chosen[row], column_of(output, row));
    return {};
  }

  [[nodiscard]] std::vector<TranslationResult> results() const {
    std::vector<TranslationResult> results;
    for (const detail::Item& item : items_) {
      results.push_back(result(item));
      TranslationResult& last = results.back();
      if (last.status != TranslationStatus::translated) last.terms = terms_of(item, last);
    }
    return results;
  }

 private:
  [[nodiscard]] LocalId local(const std::string& symbol) const {
    return *route_.table.local(*route_.tokenizer.find(symbol));
  }

  /// A batch of parts in the order of their length.
  Batch make_batch(const std::vector<std::size_t>& chosen) {
    Batch batch;
    batch.id = ++last_batch_;
    batch.rows = chosen.size();
    batch.length = parts_.cells_of(chosen.back());
    batch.max_length = steps_for(batch.length);
    std::size_t locks = 0;
    for (const std::size_t part : chosen) {
      const detail::Reading& reading = parts_.reading_of(part);
      batch.source.push_back(tag_);
      batch.source.insert(batch.source.end(), reading.pieces.begin(), reading.pieces.end());
      batch.source.push_back(end_piece);
      batch.source.resize(batch.source.size() + batch.length - parts_.cells_of(part), padding_piece);
      locks = std::max(locks, reading.locked.kept.size());
    }
    batch.shortlist = allowed_;
    // A placeholder that no source of the batch has cannot come out.
    batch.shortlist.insert(batch.shortlist.end(), placeholders_.begin(),
                           placeholders_.begin() + static_cast<std::ptrdiff_t>(locks));
    std::ranges::sort(batch.shortlist);
    return batch;
  }

  static detail::Column column_of(const BatchOutput& output, std::size_t row) {
    detail::Column column;
    for (std::size_t step = 0; step < output.steps && !column.ended; ++step) {
      const std::size_t cell = step * output.width + row;
      column.scores.push_back(output.score[cell]);
      column.ended = output.target[cell] == end_piece;
      if (column.ended) break;
      column.pieces.push_back(output.target[cell]);
      column.cells.push_back(output.alignment[cell]);
    }
    return column;
  }

  void finish(std::size_t part, const detail::Column& column) {
    detail::Item& item = items_[parts_.input_of(part)];
    if (item.refused) return;
    switch (parts_.finish(part, column)) {
      case detail::Parts::Outcome::done:
      case detail::Parts::Outcome::again:
        return;
      case detail::Parts::Outcome::cut:
        detail::add_flag(item.flags, Flag::split);
        return;
      case detail::Parts::Outcome::refused:
        item.refused = true;
        detail::add_flag(item.flags, *parts_.fault_of(part));
        return;
    }
  }

  static TranslationResult kept(const detail::Item& item) {
    return {item.input.text, TranslationStatus::kept, 0, Level::kept, item.flags, {}};
  }

  /// Terms of an input that did not go through the network as it is.
  [[nodiscard]] std::vector<TermNote> terms_of(const detail::Item& item, const TranslationResult& result) const {
    std::vector<TermNote> notes;
    if (!route_.options.termbase) return notes;
    const std::string normal = normalise(item.text);
    const detail::TermGuide guide(route_.options.termbase.get(), false);
    guide.note(notes, guide.find(normal), normal, result.status == TranslationStatus::phrase ? result.text : "");
    return notes;
  }

  [[nodiscard]] TranslationResult result(const detail::Item& item) const {
    if (item.refused) return kept(item);
    if (item.phrase) return {*item.phrase, TranslationStatus::phrase, 1, Level::phrase, item.flags, {}};
    TranslationResult result{item.input.text, TranslationStatus::translated, 1, Level::good, item.flags, {}};
    if (std::ranges::all_of(item.parts, [&](std::size_t part) { return parts_.is_copied(part); })) {
      detail::add_flag(result.flags, Flag::nothing_to_translate);
      return result;
    }
    std::vector<detail::Finished> finished;
    for (const std::size_t part : item.parts) {
      finished.push_back(parts_.gather(part, model_));
      result.confidence = std::min(result.confidence, finished.back().confidence);
      for (const Flag flag : finished.back().remarks) detail::add_flag(result.flags, flag);
      detail::add_terms(result.terms, finished.back().terms);
    }
    if (!std::ranges::all_of(finished, &detail::Finished::done)) {
      result = kept(item);
      detail::add_flag(result.flags, Flag::unfinished);
      return result;
    }
    judge(result);
    if (result.level == Level::kept) {
      const double value = result.confidence;
      result = kept(item);
      result.confidence = value;
      detail::add_flag(result.flags, Flag::low_confidence);
      return result;
    }
    result.text = detail::write_item(item, finished, route_.to);
    if (isolate_ && !item.original) result.text = isolate_ltr_runs(result.text);
    return result;
  }

  /// Lowers the confidence for what was remarked, and settles the level.
  void judge(TranslationResult& result) const {
    const bool remarked = std::ranges::any_of(result.flags, [](Flag flag) { return flag != Flag::text_repaired; });
    if (remarked) result.confidence *= trust_when_remarked;
    result.level = level_of(result.confidence, model_);
    if (remarked && result.level == Level::good) result.level = Level::check;
  }

  std::shared_ptr<const Pack> body_;
  std::shared_ptr<const Pack> language_;
  detail::Route route_;
  bool isolate_ = false;
  ConfidenceModel model_;
  LocalId tag_ = 0;
  std::vector<LocalId> placeholders_;
  std::vector<LocalId> allowed_;
  std::vector<detail::Item> items_;
  detail::Parts parts_;
  std::map<int, std::vector<std::size_t>> out_;
  int last_batch_ = 0;
};

Result<TranslationJob> TranslationJob::create(std::shared_ptr<const Pack> body, std::shared_ptr<const Pack> language,
                                              std::string_view to, std::vector<TranslationInput> inputs,
                                              const TranslationOptions& options) {
  if (!language || !language->pieces) return refusal(ErrorCode::argument_invalid, "No language pack was given", "");
  const Manifest& manifest = language->manifest;
  if (!body || !body->tokenizer || std::ranges::find(manifest.needs, body->manifest.id) == manifest.needs.end() ||
      body->manifest.architecture != manifest.architecture) {
    return refusal(ErrorCode::pack_body_missing, "The pack needs another body", manifest.needs.front());
  }
  const auto side = std::ranges::find(manifest.languages, to);
  if (side == manifest.languages.end()) {
    return refusal(ErrorCode::pack_direction_missing, "The pack does not translate into this language",
                   std::string(to));
  }
  const std::string from = manifest.languages[side == manifest.languages.begin() ? 1 : 0];
  const std::string name = from + "-" + std::string(to);
  const auto status = manifest.status.find(name);
  if (status != manifest.status.end() && status->second == DirectionStatus::off) {
    return refusal(ErrorCode::pack_direction_missing, "The direction is switched off in this pack", name);
  }
  std::vector<std::string> symbols{"<2" + std::string(to) + ">"};
  for (int i = 1; i <= placeholders; ++i) symbols.push_back(placeholder(i));
  if (const auto fits = language->pieces->fits(*body->tokenizer, symbols); !fits) return fits.error();
  auto state = std::make_unique<State>(std::move(body), std::move(language), from, std::string(to), options);
  for (TranslationInput& input : inputs) state->add(std::move(input));
  return TranslationJob(std::move(state));
}

TranslationJob::TranslationJob(std::unique_ptr<State> state) : state_(std::move(state)) {}
TranslationJob::TranslationJob(TranslationJob&&) noexcept = default;
TranslationJob& TranslationJob::operator=(TranslationJob&&) noexcept = default;
TranslationJob::~TranslationJob() = default;

std::optional<Batch> TranslationJob::next() { return state_->next(); }

Result<void> TranslationJob::accept(int batch, const BatchOutput& output) { return state_->accept(batch, output); }

std::vector<TranslationResult> TranslationJob::results() const { return state_->results(); }

}  // namespace parvis
