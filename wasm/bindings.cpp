// The C functions of the module. A call takes an engine and plain values, gives 0 for success or 1 for an error, and
// leaves its answer in the engine as JSON: the value, or {"code", "message", "detail"}. Texts are UTF-8 with their
// size; nothing here needs a terminating zero.

#ifdef __EMSCRIPTEN__
#include <emscripten/em_macros.h>
#define PARVIS_EXPORT extern "C" EMSCRIPTEN_KEEPALIVE
#else
#define PARVIS_EXPORT extern "C"
#endif

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <exception>
#include <new>
#include <span>
#include <string>
#include <string_view>

#include "engine.h"

namespace {

using parvis::wasm::Answer;
using parvis::wasm::Engine;

/// Runs a call; what it throws becomes an error like any other.
template <typename Call>
int answer(Engine* engine, Call call) {
  Answer result;
  try {
    result = call();
  } catch (const std::bad_alloc&) {
    result = Answer::error({parvis::ErrorCode::out_of_memory, "The memory of the core is exhausted", ""});
  } catch (const std::exception& exception) {
    result = Answer::error({parvis::ErrorCode::internal, "The core failed", exception.what()});
  } catch (...) {
    result = Answer::error({parvis::ErrorCode::internal, "The core failed", ""});
  }
  engine->answer = std::move(result.json);
  return result.failed ? 1 : 0;
}

std::string_view view(const char* text, std::size_t size) {
  return size == 0 ? std::string_view() : std::string_view(text, size);
}

}  // namespace

// ---- memory and answers ----------------------------------------------------------------------------------------

/// Memory for the caller's values, aligned for any of them and for ICU's data; null where there is none left.
PARVIS_EXPORT void* parvis_alloc(std::size_t size) {
  return std::aligned_alloc(16, std::max<std::size_t>((size + 15) / 16 * 16, 16));
}

PARVIS_EXPORT void parvis_free(void* memory) { std::free(memory); }

PARVIS_EXPORT Engine* parvis_engine_create() { return new (std::nothrow) Engine(); }

PARVIS_EXPORT const char* parvis_answer(const Engine* engine) { return engine->answer.data(); }

PARVIS_EXPORT std::size_t parvis_answer_size(const Engine* engine) { return engine->answer.size(); }

PARVIS_EXPORT int parvis_version(Engine* engine) {
  return answer(engine, [] { return Answer::value(PARVIS_VERSION); });
}

// ---- data ------------------------------------------------------------------------------------------------------

/// The data must stay where it is as long as the module lives.
PARVIS_EXPORT int parvis_load_icu(Engine* engine, const char* data, std::size_t size) {
  return answer(engine, [=] { return engine->load_icu(view(data, size)); });
}

PARVIS_EXPORT int parvis_load_profiles(Engine* engine, const char* data, std::size_t size) {
  return answer(engine, [=] { return engine->load_profiles(view(data, size)); });
}

PARVIS_EXPORT int parvis_load_guards(Engine* engine, const char* data, std::size_t size) {
  return answer(engine, [=] { return engine->load_guards(view(data, size)); });
}

PARVIS_EXPORT int parvis_load_phrasebook(Engine* engine, const char* data, std::size_t size) {
  return answer(engine, [=] { return engine->load_phrasebook(view(data, size)); });
}

PARVIS_EXPORT int parvis_load_termbase(Engine* engine, const char* data, std::size_t size) {
  return answer(engine, [=] { return engine->load_termbase(view(data, size)); });
}

// ---- packs -----------------------------------------------------------------------------------------------------

PARVIS_EXPORT int parvis_read_manifest(Engine* engine, const char* text, std::size_t size) {
  return answer(engine, [=] { return Engine::read_manifest(view(text, size)); });
}

PARVIS_EXPORT int parvis_pack_begin(Engine* engine, const char* manifest, std::size_t size) {
  return answer(engine, [=] { return engine->begin_pack(view(manifest, size)); });
}

PARVIS_EXPORT int parvis_pack_file_begin(Engine* engine, const char* path, std::size_t size, std::uint32_t bytes) {
  return answer(engine, [=] { return engine->begin_file(view(path, size), bytes); });
}

PARVIS_EXPORT int parvis_pack_file_chunk(Engine* engine, const char* data, std::size_t size) {
  return answer(engine, [=] { return engine->append(view(data, size)); });
}

PARVIS_EXPORT int parvis_pack_file_end(Engine* engine) {
  return answer(engine, [=] { return engine->end_file(); });
}

PARVIS_EXPORT int parvis_pack_finish(Engine* engine) {
  return answer(engine, [=] { return engine->finish_pack(); });
}

PARVIS_EXPORT int parvis_pack_cancel(Engine* engine) {
  return answer(engine, [=] { return engine->cancel_pack(); });
}

PARVIS_EXPORT int parvis_pack_close(Engine* engine, const char* id, std::size_t size) {
  return answer(engine, [=] { return engine->close_pack(view(id, size)); });
}

// ---- text ------------------------------------------------------------------------------------------------------

PARVIS_EXPORT int parvis_detect(Engine* engine, const char* text, std::size_t size) {
  return answer(engine, [=] { return engine->detect(view(text, size)); });
}

PARVIS_EXPORT int parvis_segment(Engine* engine, const char* text, std::size_t size, const char* language,
                                 std::size_t language_size) {
  return answer(engine, [=] { return Engine::segment(view(text, size), view(language, language_size)); });
}

/// Request: {"to", "isolate", "similar", "inputs": [{"text", "markup"}]}, where similar is how many entries alike are
/// asked for. Answer: for each input {"result", "similar"}, the result null where the phrasebook does not have it.
PARVIS_EXPORT int parvis_find_phrases(Engine* engine, const char* request, std::size_t size) {
  return answer(engine, [=] { return engine->find_phrases(view(request, size)); });
}

PARVIS_EXPORT int parvis_find_locks(Engine* engine, const char* text, std::size_t size, const char* language,
                                    std::size_t language_size) {
  return answer(engine, [=] { return Engine::find_locks(view(text, size), view(language, language_size)); });
}

/// Request: {"source", "from", "target", "to"}, two finished texts. Answer: {"values": [{"what", "value"}], "flags"}.
PARVIS_EXPORT int parvis_compare(Engine* engine, const char* request, std::size_t size) {
  return answer(engine, [=] { return engine->compare(view(request, size)); });
}

/// Answer: the name in Latin letters.
PARVIS_EXPORT int parvis_transliterate(Engine* engine, const char* name, std::size_t size, const char* language,
                                       std::size_t language_size) {
  return answer(engine, [=] { return Engine::transliterate(view(name, size), view(language, language_size)); });
}

// ---- procedures ------------------------------------------------------------------------------------------------

/// Calls in this order: settings, catalogues (any number), start; then the encoder and the lists whenever they are
/// there.
PARVIS_EXPORT int parvis_intent_settings(Engine* engine, const char* json, std::size_t size) {
  return answer(engine, [=] { return engine->intents.set(view(json, size)); });
}

PARVIS_EXPORT int parvis_intent_catalogue(Engine* engine, const char* json, std::size_t size) {
  return answer(engine, [=] { return engine->intents.add_catalogue(view(json, size)); });
}

PARVIS_EXPORT int parvis_intent_start(Engine* engine) {
  return answer(engine, [=] { return engine->intents.start(); });
}

PARVIS_EXPORT int parvis_intent_encoder(Engine* engine, const char* bytes, std::size_t size) {
  return answer(engine, [=] { return engine->intents.load_encoder(view(bytes, size)); });
}

PARVIS_EXPORT int parvis_intent_safety(Engine* engine, const char* json, std::size_t size) {
  return answer(engine, [=] { return engine->intents.add_safety(view(json, size)); });
}

PARVIS_EXPORT int parvis_intent_classify(Engine* engine, const char* text, std::size_t size) {
  return answer(engine, [=] { return engine->intents.classify(view(text, size)); });
}

/// Answer: the procedures with their texts in that language.
PARVIS_EXPORT int parvis_intent_procedures(Engine* engine, const char* language, std::size_t size) {
  return answer(engine, [=] { return engine->intents.procedures(view(language, size)); });
}

// ---- plain French ----------------------------------------------------------------------------------------------

/// The model file of the analyser, then the lists and the guard words of French, in any order.
PARVIS_EXPORT int parvis_plain_analyser(Engine* engine, const char* bytes, std::size_t size) {
  return answer(engine, [=] { return engine->plain.load_analyser(view(bytes, size)); });
}

PARVIS_EXPORT int parvis_plain_lists(Engine* engine, const char* json, std::size_t size) {
  return answer(engine, [=] { return engine->plain.load_lists(view(json, size)); });
}

PARVIS_EXPORT int parvis_plain_guards(Engine* engine, const char* json, std::size_t size) {
  return answer(engine, [=] { return engine->plain.load_guards(view(json, size)); });
}

/// Request: {"text", "level", "markup"}. Answer: the result with UTF-16 offsets.
PARVIS_EXPORT int parvis_plain_simplify(Engine* engine, const char* request, std::size_t size) {
  return answer(engine, [=] { return engine->plain.simplify(view(request, size)); });
}

/// Answer: UTF-16 offsets at which syllables begin, the first of each word left out.
PARVIS_EXPORT int parvis_plain_syllables(Engine* engine, const char* text, std::size_t size) {
  return answer(engine, [=] { return parvis::wasm::Plain::syllables(view(text, size)); });
}

// ---- jobs ------------------------------------------------------------------------------------------------------

/// Request: {"pack", "to", "isolate", "localiseDates", "guard", "guideTerms", "inputs": [{"text", "markup"}]}. Answer:
/// the job's number.
PARVIS_EXPORT int parvis_job_open(Engine* engine, const char* request, std::size_t size) {
  return answer(engine, [=] { return engine->open_job(view(request, size)); });
}

/// Answer: null, or {"id", "batch", "length", "maxLength", "source", "shortlist", "shortlistSize"}, where source and
/// shortlist are addresses of int32 values that stay as they are until the next call.
PARVIS_EXPORT int parvis_job_next(Engine* engine, int job) {
  return answer(engine, [=] { return engine->next_batch(job); });
}

/// Tensors of steps x width values.
PARVIS_EXPORT int parvis_job_accept(Engine* engine, int job, int batch, const std::int32_t* target,
                                    const std::int32_t* alignment, const float* score, std::size_t steps,
                                    std::size_t width) {
  return answer(engine, [=] {
    const std::size_t size = steps * width;
    return engine->accept(job, batch,
                          {std::span(target, size), std::span(alignment, size), std::span(score, size), steps, width});
  });
}

PARVIS_EXPORT int parvis_job_results(Engine* engine, int job) {
  return answer(engine, [=] { return engine->results(job); });
}

PARVIS_EXPORT int parvis_job_close(Engine* engine, int job) {
  return answer(engine, [=] { return engine->close_job(job); });
}
