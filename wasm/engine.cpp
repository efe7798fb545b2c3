#include "engine.h"

#include <unicode/brkiter.h>
#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/udata.h>

#include <nlohmann/json.hpp>

#include "parvis/locks.h"
#include "parvis/script.h"
#include "parvis/segment.h"
#include "parvis/text.h"
#include "parvis/transliterate.h"

namespace parvis::wasm {
namespace {

using Json = nlohmann::json;

Answer answer(const Json& json) { return {json.dump(-1, ' ', false, Json::error_handler_t::replace), false}; }

Answer answer(const Result<void>& result) { return result ? Answer::none() : Answer::error(result.error()); }

Answer refusal(ErrorCode code, std::string message, std::string detail) {
  return Answer::error({code, std::move(message), std::move(detail)});
}

Answer unknown_job(int job) { return refusal(ErrorCode::job_unknown, "No such job is open", std::to_string(job)); }

Json describe(const Manifest& manifest) {
  Json files = Json::array();
  for (const PackFile& file : manifest.files) {
    files.push_back(
        {{"path", file.path}, {"bytes", file.bytes}, {"sha256", file.sha256}, {"role", to_string(file.role)}});
  }
  Json status = Json::object();
  for (const auto& [direction, value] : manifest.status) status[direction] = to_string(value);
  return {{"id", manifest.id},
          {"version", manifest.version},
          {"kind", manifest.kind == PackKind::body ? "body" : "language"},
          {"languages", manifest.languages},
          {"needs", manifest.needs},
          {"files", files},
          {"licence", manifest.licence},
          {"status", status},
          {"scores", Json::parse(manifest.scores, nullptr, false)}};
}

Json describe(const TranslationResult& result) {
  Json flags = Json::array();
  for (const Flag flag : result.flags) flags.push_back(to_string(flag));
  Json terms = Json::array();
  for (const TermNote& term : result.terms) {
    terms.push_back(
        {{"id", term.id}, {"french", term.french}, {"equivalent", term.equivalent}, {"respected", term.respected}});
  }
  return {{"text", result.text},
          {"status", to_string(result.status)},
          {"confidence", result.confidence},
          {"level", to_string(result.level)},
          {"flags", flags},
          {"terms", terms}};
}

std::vector<TranslationInput> read_inputs(const Json& request) {
  std::vector<TranslationInput> inputs;
  for (const Json& input : request.value("inputs", Json::array())) {
    inputs.push_back({input.value("text", std::string()), input.value("markup", false)});
  }
  return inputs;
}

/// Whether ICU finds in its data what the core cannot do without.
bool icu_works() {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* normalizer = icu::Normalizer2::getNFCInstance(status);
  const std::unique_ptr<icu::BreakIterator> sentences(
      icu::BreakIterator::createSentenceInstance(icu::Locale("fr"), status));
  return U_SUCCESS(status) && normalizer != nullptr && sentences != nullptr;
}

}  // namespace

Answer Answer::error(const Error& error) {
  const Json json{{"code", to_string(error.code)}, {"message", error.message}, {"detail", error.detail}};
  return {json.dump(-1, ' ', false, Json::error_handler_t::replace), true};
}

Answer Answer::value(std::string_view text) { return wasm::answer(Json(text)); }

// ---- data ------------------------------------------------------------------------------------------------------

Answer Engine::load_icu(std::string_view data) {
  // ICU trusts the sizes inside its data: what is no such file at all is refused before it looks.
  const bool has_header = data.size() > 32 && data[2] == '\xda' && data[3] == '\x27' && data.substr(12, 4) == "CmnD";
  UErrorCode status = U_ZERO_ERROR;
  if (has_header) udata_setCommonData(data.data(), &status);
  if (!has_header || U_FAILURE(status) || !icu_works()) {
    return refusal(ErrorCode::icu_data_invalid, "The Unicode data cannot be used",
                   has_header ? u_errorName(status) : "header");
  }
  return Answer::none();
}

Answer Engine::load_profiles(std::string_view text) {
  auto profiles = DetectProfiles::parse(text);
  if (!profiles) return Answer::error(profiles.error());
  profiles_ = *std::move(profiles);
  return Answer::none();
}

Answer Engine::load_guards(std::string_view json) {
  auto lists = GuardLists::parse(json);
  if (!lists) return Answer::error(lists.error());
  std::string language = lists->language();
  guards_.insert_or_assign(std::move(language), std::make_shared<const GuardLists>(*std::move(lists)));
  return Answer::none();
}

Answer Engine::load_phrasebook(std::string_view bytes) {
  auto phrasebook = Phrasebook::parse(bytes);
  if (!phrasebook) return Answer::error(phrasebook.error());
  std::string language = phrasebook->language();
  phrasebooks_.insert_or_assign(std::move(language), std::make_shared<const Phrasebook>(*std::move(phrasebook)));
  return Answer::none();
}

Answer Engine::load_termbase(std::string_view json) {
  auto termbase = Termbase::parse(json);
  if (!termbase) return Answer::error(termbase.error());
  std::string language = termbase->language();
  termbases_.insert_or_assign(std::move(language), std::make_shared<const Termbase>(*std::move(termbase)));
  return Answer::none();
}

std::shared_ptr<const GuardLists> Engine::guards(std::string_view language) const {
  const auto at = guards_.find(language);
  return at == guards_.end() ? nullptr : at->second;
}

// ---- packs -----------------------------------------------------------------------------------------------------

Answer Engine::read_manifest(std::string_view json) {
  const auto manifest = parse_manifest(json);
  return manifest ? wasm::answer(describe(*manifest)) : Answer::error(manifest.error());
}

Answer Engine::begin_pack(std::string_view manifest) {
  reader_.reset();
  auto reader = PackReader::start(manifest);
  if (!reader) return Answer::error(reader.error());
  reader_ = *std::move(reader);
  return Answer::none();
}

Answer Engine::begin_file(std::string_view path, std::uint64_t bytes) {
  if (!reader_) return refusal(ErrorCode::argument_invalid, "No pack is being opened", std::string(path));
  return wasm::answer(reader_->begin_file(path, bytes));
}

Answer Engine::append(std::string_view bytes) {
  if (!reader_) return refusal(ErrorCode::argument_invalid, "No pack is being opened", "");
  return wasm::answer(reader_->append(bytes));
}

Answer Engine::end_file() {
  if (!reader_) return refusal(ErrorCode::argument_invalid, "No pack is being opened", "");
  return wasm::answer(reader_->end_file());
}

Answer Engine::finish_pack() {
  if (!reader_) return refusal(ErrorCode::argument_invalid, "No pack is being opened", "");
  auto pack = (*std::move(reader_)).finish();
  reader_.reset();
  if (!pack) return Answer::error(pack.error());
  Json json = describe(pack->manifest);
  std::string id = pack->manifest.id;
  packs_.insert_or_assign(std::move(id), std::make_shared<const Pack>(*std::move(pack)));
  return wasm::answer(json);
}

Answer Engine::cancel_pack() {
  reader_.reset();
  return Answer::none();
}

Answer Engine::close_pack(std::string_view id) {
  const auto at = packs_.find(id);
  if (at == packs_.end()) return refusal(ErrorCode::pack_unknown, "No such pack is open", std::string(id));
  packs_.erase(at);
  return Answer::none();
}

// ---- text ------------------------------------------------------------------------------------------------------

Answer Engine::detect(std::string_view text) const {
  const Detection found = profiles_.detect(text);
  return wasm::answer(Json{{"language", found.language},
                           {"script", to_string(found.script)},
                           {"direction", to_string(found.direction)},
                           {"confidence", found.confidence}});
}

Answer Engine::segment(std::string_view text, std::string_view language) {
  Json sentences = Json::array();
  std::size_t begin = 0;  // white space in front belongs to the first sentence, so that all of them give the text again
  for (const Segment& part : parvis::segment(text, language)) {
    sentences.push_back(text.substr(begin, part.next - begin));
    begin = part.next;
  }
  if (begin < text.size()) sentences.push_back(text.substr(begin));
  return wasm::answer(sentences);
}

Answer Engine::find_locks(std::string_view text, std::string_view language) {
  const OffsetMap offsets(text);
  Json locks = Json::array();
  for (const LockSpan& span : parvis::find_locks(text, language)) {
    locks.push_back(
        {{"start", offsets.to_utf16(span.begin)}, {"end", offsets.to_utf16(span.end)}, {"kind", to_string(span.kind)}});
  }
  return wasm::answer(locks);
}

Answer Engine::compare(std::string_view request) const {
  const Json json = Json::parse(request, nullptr, false);
  const auto text = [&json](const char* name) {
    const bool given = json.is_object() && json.contains(name) && json[name].is_string();
    return given ? json[name].get<std::string>() : std::string();
  };
  const std::string source = text("source");
  const std::string target = text("target");
  const std::string from = text("from");
  const std::string to = text("to");
  if (!find_language(from) || !find_language(to))
    return refusal(ErrorCode::language_unknown, "A language is none of ours", find_language(from) ? to : from);
  Json values = Json::array();
  for (const ValueProblem& problem : verify_values(source, from, target, to)) {
    const bool missing = problem.what == ValueProblem::What::missing;
    values.push_back({{"what", missing ? "missing" : "added"}, {"value", problem.value}});
  }
  Json flags = Json::array();
  const auto source_lists = guards(from);
  const auto target_lists = guards(to);
  for (const GuardFlag flag : check_guards(source, from, target, to, source_lists.get(), target_lists.get())) {
    flags.push_back(to_string(flag));
  }
  return wasm::answer({{"values", values}, {"flags", flags}});
}

Answer Engine::transliterate(std::string_view name, std::string_view language) {
  const auto latin = transliterate_name(name, language);
  return latin ? Answer::value(*latin) : Answer::error(latin.error());
}

Answer Engine::find_phrases(std::string_view request) const {
  const Json json = Json::parse(request, nullptr, false);
  if (!json.is_object()) return refusal(ErrorCode::argument_invalid, "The request is no JSON object", "");
  const std::vector<TranslationInput> inputs = read_inputs(json);
  const std::string to = json.value("to", std::string());
  TranslationOptions options;
  options.isolate = json.value("isolate", false);
  add_written(options, to);
  const auto results = parvis::find_phrases(inputs, options);
  const auto wanted = json.value("similar", std::size_t{0});
  Json answers = Json::array();
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    Json similar = Json::array();
    if (options.phrasebook) {
      for (const PhraseSuggestion& one : options.phrasebook->similar(inputs[i].text, wanted)) {
        similar.push_back({{"french", one.french},
                           {"text", one.translation},
                           {"status", to_string(one.status)},
                           {"similarity", one.similarity}});
      }
    }
    answers.push_back({{"result", results[i] ? describe(*results[i]) : Json()}, {"similar", std::move(similar)}});
  }
  return wasm::answer(answers);
}

// ---- jobs ------------------------------------------------------------------------------------------------------

void Engine::add_written(TranslationOptions& options, std::string_view to) const {
  if (const auto found = phrasebooks_.find(to); found != phrasebooks_.end()) options.phrasebook = found->second;
  if (const auto found = termbases_.find(to); found != termbases_.end()) options.termbase = found->second;
}

Answer Engine::open_job(std::string_view request) {
  const Json json = Json::parse(request, nullptr, false);
  if (!json.is_object()) return refusal(ErrorCode::argument_invalid, "The request is no JSON object", "");
  const auto id = json.value("pack", std::string());
  const auto at = packs_.find(id);
  if (at == packs_.end()) return refusal(ErrorCode::pack_unknown, "No such pack is open", id);
  const std::shared_ptr<const Pack>& language = at->second;
  std::shared_ptr<const Pack> body;
  for (const std::string& needed : language->manifest.needs) {
    if (const auto open = packs_.find(needed); open != packs_.end()) body = open->second;
  }
  std::vector<TranslationInput> inputs = read_inputs(json);
  const std::string to = json.value("to", std::string());
  TranslationOptions options;
  options.isolate = json.value("isolate", false);
  options.localise_dates = json.value("localiseDates", false);
  options.guard = json.value("guard", true);
  options.guide_terms = json.value("guideTerms", true);
  const auto& languages = language->manifest.languages;
  for (const std::string& code : languages) (code == to ? options.target_lists : options.source_lists) = guards(code);
  add_written(options, to);
  auto job = TranslationJob::create(std::move(body), language, to, std::move(inputs), options);
  if (!job) return Answer::error(job.error());
  jobs_.emplace(++last_job_, *std::move(job));
  return wasm::answer(Json(last_job_));
}

Answer Engine::next_batch(int job) {
  const auto at = jobs_.find(job);
  if (at == jobs_.end()) return unknown_job(job);
  batch_ = at->second.next();
  if (!batch_) return wasm::answer(Json());
  const auto address = [](const auto& values) { return reinterpret_cast<std::uintptr_t>(values.data()); };
  return wasm::answer(Json{{"id", batch_->id},
                           {"batch", batch_->rows},
                           {"length", batch_->length},
                           {"maxLength", batch_->max_length},
                           {"source", address(batch_->source)},
                           {"shortlist", address(batch_->shortlist)},
                           {"shortlistSize", batch_->shortlist.size()}});
}

Answer Engine::accept(int job, int batch, const BatchOutput& output) {
  const auto at = jobs_.find(job);
  return at == jobs_.end() ? unknown_job(job) : wasm::answer(at->second.accept(batch, output));
}

Answer Engine::results(int job) const {
  const auto at = jobs_.find(job);
  if (at == jobs_.end()) return unknown_job(job);
  Json results = Json::array();
  for (const TranslationResult& result : at->second.results()) results.push_back(describe(result));
  return wasm::answer(results);
}

Answer Engine::close_job(int job) { return jobs_.erase(job) == 0 ? unknown_job(job) : Answer::none(); }

}  // namespace parvis::wasm
