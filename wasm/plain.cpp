#include "plain.h"

#include <array>
#include <nlohmann/json.hpp>
#include <span>
#include <utility>

#include "parvis/syllables.h"
#include "parvis/text.h"

namespace parvis::wasm {
namespace {

using Json = nlohmann::json;

Answer answer(const Json& json) { return {json.dump(-1, ' ', false, Json::error_handler_t::replace), false}; }

Json describe(const Readability& r) {
  return {{"sentences", r.sentences},
          {"words", r.words},
          {"wordsPerSentence", r.words_per_sentence},
          {"longSentences", r.long_sentences},
          {"kandelMoles", r.kandel_moles},
          {"frequent", r.frequent},
          {"jargon", r.jargon},
          {"passive", r.passive},
          {"nested", r.nested}};
}

/// "start", "end" in the original, "plainStart", "plainEnd" in the result.
template <typename Place>
Json place(const Place& one, const OffsetMap& original, const OffsetMap& plain) {
  return {{"start", original.to_utf16(one.begin)},
          {"end", original.to_utf16(one.end)},
          {"plainStart", plain.to_utf16(one.plain_begin)},
          {"plainEnd", plain.to_utf16(one.plain_end)}};
}

Json describe(const SimplifyResult& result, std::string_view text) {
  const OffsetMap original(text);
  const OffsetMap plain(result.text);
  Json edits = Json::array(), explanations = Json::array(), hard_terms = Json::array(), hard = Json::array();
  for (const SimplifyEdit& edit : result.edits) {
    Json one = place(edit, original, plain);
    one["replacement"] = edit.replacement;
    one["kind"] = to_string(edit.kind);
    one["rule"] = edit.rule;
    one["entry"] = edit.entry;
    one["group"] = edit.group;
    edits.push_back(std::move(one));
  }
  for (const SimplifyExplanation& explanation : result.explanations) {
    Json one = place(explanation, original, plain);
    one["id"] = explanation.id;
    one["term"] = explanation.term;
    one["expand"] = explanation.expand;
    one["text"] = explanation.text;
    explanations.push_back(std::move(one));
  }
  for (const HardTerm& term : result.hard_terms) hard_terms.push_back(place(term, original, plain));
  for (const HardSentence& sentence : result.hard) {
    Json one = place(sentence, original, plain);
    one["words"] = sentence.words;
    one["undone"] = sentence.undone;
    hard.push_back(std::move(one));
  }
  return {{"text", result.text},
          {"edits", std::move(edits)},
          {"explanations", std::move(explanations)},
          {"hardTerms", std::move(hard_terms)},
          {"hard", std::move(hard)},
          {"before", describe(result.before)},
          {"after", describe(result.after)},
          {"undone", result.undone}};
}

}  // namespace

Answer Plain::load_analyser(std::string_view bytes) {
  auto loaded = FrenchAnalyser::load(std::as_bytes(std::span(bytes)));
  if (!loaded) return Answer::error(loaded.error());
  analyser_ = *std::move(loaded);
  simplifier_.reset();
  return Answer::none();
}

Answer Plain::load_lists(std::string_view json) {
  auto lists = SimplifyLists::parse(json);
  if (!lists) return Answer::error(lists.error());
  lists_ = *std::move(lists);
  simplifier_.reset();
  return Answer::none();
}

Answer Plain::load_guards(std::string_view json) {
  auto guards = GuardLists::parse(json);
  if (!guards) return Answer::error(guards.error());
  guards_ = *std::move(guards);
  simplifier_.reset();
  return Answer::none();
}

Answer Plain::simplify(std::string_view request) {
  const Json asked = Json::parse(request, nullptr, false);
  constexpr std::array<std::string_view, 3> kLevels{"light", "standard", "strong"};
  SimplifyOptions options;
  bool known = false;
  if (asked.is_object() && asked.contains("text") && asked["text"].is_string()) {
    const std::string level = asked.value("level", "standard");
    for (std::size_t i = 0; i < kLevels.size(); ++i) {
      if (level != kLevels[i]) continue;
      options.level = static_cast<SimplifyLevel>(i);
      known = true;
    }
    options.markup = asked.value("markup", false);
  }
  if (!known) return Answer::error({ErrorCode::argument_invalid, "No text, or no such level", ""});
  if (!simplifier_) {
    if (!analyser_ || !guards_)
      return Answer::error({ErrorCode::argument_invalid, "The analyser and the guard words of French come first", ""});
    auto made = Simplifier::create(*analyser_, lists_, *guards_);
    if (!made) return Answer::error(made.error());
    simplifier_ = *std::move(made);
  }
  const std::string text = asked["text"].get<std::string>();
  const auto result = simplifier_->simplify(text, options);
  return result ? answer(describe(*result, text)) : Answer::error(result.error());
}

Answer Plain::syllables(std::string_view text) {
  const OffsetMap units(text);
  Json breaks = Json::array();
  for (const std::size_t at : syllable_breaks(text)) breaks.push_back(units.to_utf16(at));
  return answer(breaks);
}

}  // namespace parvis::wasm
