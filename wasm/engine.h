#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "answer.h"
#include "intents.h"
#include "parvis/detect.h"
#include "parvis/guards.h"
#include "parvis/pack.h"
#include "parvis/phrasebook.h"
#include "parvis/translate.h"
#include "plain.h"

namespace parvis::wasm {

/// The state behind one module instance: open packs, running jobs, loaded word lists. Methods answer as `bindings.cpp`
/// describes.
class Engine {
 public:
  Answer load_icu(std::string_view data);
  Answer load_profiles(std::string_view text);
  Answer load_guards(std::string_view json);
  Answer load_phrasebook(std::string_view bytes);
  Answer load_termbase(std::string_view json);

  static Answer read_manifest(std::string_view json);
  Answer begin_pack(std::string_view manifest);
  Answer begin_file(std::string_view path, std::uint64_t bytes);
  Answer append(std::string_view bytes);
  Answer end_file();
  Answer finish_pack();
  Answer cancel_pack();
  Answer close_pack(std::string_view id);

  [[nodiscard]] Answer detect(std::string_view text) const;
  static Answer segment(std::string_view text, std::string_view language);
  /// Request: {"to", "isolate", "similar", "inputs": [{"text", "markup"}]}; answer: [{"result", "similar"}].
  [[nodiscard]] Answer find_phrases(std::string_view request) const;
  static Answer find_locks(std::string_view text, std::string_view language);
  [[nodiscard]] Answer compare(std::string_view request) const;
  static Answer transliterate(std::string_view name, std::string_view language);

  Answer open_job(std::string_view request);
  Answer next_batch(int job);
  Answer accept(int job, int batch, const BatchOutput& output);
  [[nodiscard]] Answer results(int job) const;
  Answer close_job(int job);

  Intents intents;     ///< procedures and their classifier
  Plain plain;         ///< plain French
  std::string answer;  ///< of the last call

 private:
  [[nodiscard]] std::shared_ptr<const GuardLists> guards(std::string_view language) const;
  /// What people wrote in a language.
  void add_written(TranslationOptions& options, std::string_view to) const;

  std::optional<PackReader> reader_;
  std::map<std::string, std::shared_ptr<const Pack>, std::less<>> packs_;
  std::map<std::string, std::shared_ptr<const GuardLists>, std::less<>> guards_;
  std::map<std::string, std::shared_ptr<const Phrasebook>, std::less<>> phrasebooks_;
  std::map<std::string, std::shared_ptr<const Termbase>, std::less<>> termbases_;
  DetectProfiles profiles_;
  std::map<int, TranslationJob> jobs_;
  std::optional<Batch> batch_;  // whose tensors the caller is reading
  int last_job_ = 0;
};

}  // namespace parvis::wasm
