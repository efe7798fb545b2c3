#include "intents.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "parvis/text.h"

namespace parvis::wasm {
namespace {

using Json = nlohmann::json;

Answer answer(const Json& json) { return {json.dump(-1, ' ', false, Json::error_handler_t::replace), false}; }

Answer not_started() { return Answer::error({ErrorCode::argument_invalid, "The classifier has not been started", ""}); }

Json describe(const IntentChoice& choice, const OffsetMap& offsets) {
  Json reasons = Json::array();
  for (const IntentReason& reason : choice.reasons) {
    reasons.push_back(
        {{"start", offsets.to_utf16(reason.begin)}, {"end", offsets.to_utf16(reason.end)}, {"weight", reason.weight}});
  }
  return {{"id", choice.id},
          {"probability", choice.probability},
          {"lexical", choice.lexical},
          {"semantic", choice.semantic},
          {"reasons", reasons}};
}

/// The first text of a field in a language; null where there is none.
Json text_in(const Localised& field, std::string_view language) {
  const auto found = field.find(language);
  return found == field.end() || found->second.empty() ? Json() : Json(found->second.front());
}

}  // namespace

Answer Intents::set(std::string_view settings) {
  auto parsed = IntentSettings::parse(settings);
  if (!parsed) return Answer::error(parsed.error());
  settings_ = *std::move(parsed);
  return Answer::none();
}

Answer Intents::add_catalogue(std::string_view json) {
  const auto added = catalogue_.add(json);
  return added ? Answer::none() : Answer::error(added.error());
}

Answer Intents::start() {
  if (classifier_) {
    classifier_ = classifier_->with_catalogue(catalogue_);
  } else {
    classifier_.emplace(settings_, catalogue_);
  }
  return Answer::none();
}

Answer Intents::load_encoder(std::string_view bytes) {
  if (!classifier_) return not_started();
  auto with_encoder = classifier_->with_encoder(bytes);
  if (!with_encoder) return Answer::error(with_encoder.error());
  classifier_ = *std::move(with_encoder);
  return Answer::none();
}

Answer Intents::add_safety(std::string_view json) {
  const auto added = safety_.add(json);
  return added ? Answer::none() : Answer::error(added.error());
}

Answer Intents::classify(std::string_view text) const {
  if (!classifier_) return not_started();
  const std::string sound = repair_utf8(text);
  const OffsetMap offsets(sound);
  const IntentAnswer result = classifier_->classify(sound);
  Json choices = Json::array(), alarms = Json::array(), safety = Json::array();
  for (const IntentChoice& choice : result.choices) choices.push_back(describe(choice, offsets));
  for (const IntentAlarm& alarm : result.alarms) {
    alarms.push_back({{"category", alarm.category}, {"probability", alarm.probability}});
  }
  for (const SafetyMatch& match : safety_.find(sound)) {
    safety.push_back(
        {{"category", match.category}, {"start", offsets.to_utf16(match.begin)}, {"end", offsets.to_utf16(match.end)}});
  }
  return answer({{"outcome", to_string(result.outcome)},
                 {"choices", choices},
                 {"outside", result.outside},
                 {"alarms", alarms},
                 {"safety", safety},
                 {"semantic", result.semantic},
                 {"version", result.version}});
}

Answer Intents::procedures(std::string_view language) const {
  Json list = Json::array();
  for (const Procedure& one : catalogue_.procedures()) {
    list.push_back({{"id", one.id},
                    {"theme", one.theme},
                    {"url", one.url},
                    {"checked", one.checked},
                    {"safety", one.safety},
                    {"audience", one.audience},
                    {"related", one.related},
                    {"title", text_in(one.title, language)},
                    {"description", text_in(one.description, language)}});
  }
  return answer(list);
}

}  // namespace parvis::wasm
