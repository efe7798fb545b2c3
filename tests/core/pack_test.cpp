#include "parvis/pack.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "support/tiny.h"

namespace parvis {
namespace {

using nlohmann::json;

Result<Pack> read(const json& manifest, const tiny::Files& files, std::size_t step = 1000) {
  auto reader = PackReader::start(manifest.dump());
  if (!reader) return reader.error();
  for (const auto& [path, bytes] : files) {
    if (const auto done = reader->begin_file(path, bytes.size()); !done) return done.error();
    for (std::size_t at = 0; at < bytes.size(); at += step) {
      if (const auto done = reader->append(std::string_view(bytes).substr(at, step)); !done) return done.error();
    }
    if (const auto done = reader->end_file(); !done) return done.error();
  }
  return std::move(*reader).finish();
}

void expect_error(const Result<Pack>& result, ErrorCode code, std::string_view detail) {
  ASSERT_FALSE(result) << detail;
  EXPECT_EQ(to_string(result.error().code), to_string(code));
  EXPECT_EQ(result.error().detail, detail);
}

TEST(Pack, OpensABody) {
  const auto [manifest, files] = tiny::raw_body();
  const auto pack = read(manifest, files);
  ASSERT_TRUE(pack) << pack.error().detail;
  EXPECT_EQ(pack->manifest.kind, PackKind::body);
  EXPECT_EQ(pack->tokenizer->size(), tiny::tokenizer().size());
  EXPECT_FALSE(pack->pieces);
  EXPECT_EQ(pack->manifest.find(FileRole::weights)->path, "body.bin");
  EXPECT_EQ(pack->manifest.find(FileRole::graph), nullptr);
}

TEST(Pack, OpensALanguage) {
  for (const std::string code : {"ar", "uk", "zh", "vi"}) {
    const auto [manifest, files] = tiny::raw_language(code);
    const auto pack = read(manifest, files, 7);
    ASSERT_TRUE(pack) << pack.error().detail;
    EXPECT_EQ(pack->manifest.languages, (std::vector<std::string>{"fr", code}));
    EXPECT_EQ(pack->manifest.needs, std::vector<std::string>{"body-1"});
    EXPECT_EQ(pack->manifest.status.at("fr-" + code), DirectionStatus::released);
    EXPECT_EQ(pack->manifest.status.at(code + "-fr"), DirectionStatus::beta);
    EXPECT_EQ(pack->manifest.confidence.at("fr-" + code).a, 2.0);
    EXPECT_EQ(pack->manifest.confidence.at("fr-" + code).check, ConfidenceModel().check);
    EXPECT_EQ(json::parse(pack->manifest.scores)["fr-" + code]["chrf"], 41.5);
    EXPECT_EQ(pack->pieces->size(), tiny::tokenizer().size());
  }
}

TEST(Pack, NamesTheDamagedFile) {
  for (const tiny::RawPack& pack : {tiny::raw_body(), tiny::raw_language("ar")}) {
    for (std::size_t i = 0; i < pack.files.size(); ++i) {
      const std::string& path = pack.files[i].first;
      tiny::Files files = pack.files;
      files[i].second.back() ^= 1;
      expect_error(read(pack.manifest, files), ErrorCode::pack_hash_mismatch, path);
      files = pack.files;
      files[i].second.pop_back();
      expect_error(read(pack.manifest, files), ErrorCode::pack_file_truncated, path);
      files = pack.files;
      files[i].second.push_back('x');
      expect_error(read(pack.manifest, files), ErrorCode::pack_file_oversized, path);
      files = pack.files;
      files.erase(files.begin() + static_cast<std::ptrdiff_t>(i));
      expect_error(read(pack.manifest, files), ErrorCode::pack_file_missing, path);
      files = pack.files;
      files.push_back(files[i]);
      expect_error(read(pack.manifest, files), ErrorCode::argument_invalid, path);
    }
    tiny::Files files = pack.files;
    files.emplace_back("extra.bin", "x");
    expect_error(read(pack.manifest, files), ErrorCode::argument_invalid, "extra.bin");
  }
}

TEST(Pack, RefusesPiecesAndTokenizersThatCannotBeRead) {
  // The hashes are right here: what is wrong is what the exporter wrote.
  const auto language = tiny::raw_language("ar", "PVP1 but not a table");
  expect_error(read(language.manifest, language.files), ErrorCode::pack_pieces_invalid, "size");

  tiny::RawPack body = tiny::raw_body();
  body.files[1].second = "not a model";
  body.manifest["files"][1] = tiny::file_entry("tokenizer.model", "tokenizer", body.files[1].second);
  const auto pack = read(body.manifest, body.files);
  ASSERT_FALSE(pack);
  EXPECT_EQ(pack.error().code, ErrorCode::pack_tokenizer_invalid);

  body = tiny::raw_body();
  body.manifest["architecture"]["vocabulary"] = 32000;
  expect_error(read(body.manifest, body.files), ErrorCode::pack_tokenizer_invalid,
               std::to_string(tiny::tokenizer().size()));
}

TEST(Pack, RefusesCallsOutOfOrder) {
  const auto [manifest, files] = tiny::raw_body();
  auto reader = PackReader::start(manifest.dump());
  ASSERT_TRUE(reader);
  EXPECT_EQ(reader->append("x").error().code, ErrorCode::argument_invalid);
  EXPECT_EQ(reader->end_file().error().code, ErrorCode::argument_invalid);
  ASSERT_TRUE(reader->begin_file("body.bin", 5000));
  EXPECT_EQ(reader->begin_file("tokenizer.model", files[1].second.size()).error().code, ErrorCode::argument_invalid);
  EXPECT_EQ(reader->append(std::string(5001, 'w')).error().code, ErrorCode::pack_file_oversized);
  EXPECT_TRUE(reader->append(std::string(10, 'w')));
  EXPECT_EQ(reader->end_file().error().code, ErrorCode::pack_file_truncated);
}

TEST(Manifest, RefusesAnotherFormatOrNetwork) {
  const json good = tiny::raw_language("ar").manifest;
  for (const json& format : {json(2), json(0), json(-1), json(123456789012345)}) {
    json manifest = good;
    manifest["format"] = format;
    const auto parsed = parse_manifest(manifest.dump());
    ASSERT_FALSE(parsed);
    EXPECT_EQ(parsed.error().code, ErrorCode::pack_format_unknown);
    EXPECT_EQ(parsed.error().detail, format.dump());
  }
  json manifest = good;
  manifest["architecture"]["type"] = "rnn";
  const auto parsed = parse_manifest(manifest.dump());
  ASSERT_FALSE(parsed);
  EXPECT_EQ(parsed.error().code, ErrorCode::pack_architecture_unknown);
  EXPECT_EQ(parsed.error().detail, "rnn");
}

TEST(Manifest, RefusesWhatIsNoManifest) {
  const std::string good = tiny::raw_language("ar").manifest.dump();
  const std::vector<std::string> bad{"",
                                     "[]",
                                     "null",
                                     "{}",
                                     "\xff\xfe",
                                     std::string(100000, '['),
                                     good.substr(0, good.size() - 1),
                                     good + "x",
                                     std::string(2 << 20, ' ') + good,
                                     R"({"format":"1"})",
                                     R"({"format":1.0})"};
  for (const std::string& text : bad) {
    const auto parsed = parse_manifest(text);
    ASSERT_FALSE(parsed) << text.substr(0, 40);
    EXPECT_EQ(parsed.error().code, ErrorCode::pack_json_invalid) << text.substr(0, 40);
  }
}

struct Edit {
  const char* pointer;
  json value;  // null: the member is taken away
  std::string detail;
};

TEST(Manifest, NamesTheBadField) {
  const std::vector<Edit> edits{
      {"/id", nullptr, "id"},
      {"/id", "../x", "id"},
      {"/id", 5, "id"},
      {"/version", nullptr, "version"},
      {"/kind", "other", "kind"},
      {"/languages", nullptr, "languages"},
      {"/languages", {"ar", "fr"}, "languages"},
      {"/languages", {"fr"}, "languages"},
      {"/languages", {"fr", "fr"}, "languages"},
      {"/languages/1", "xx", "languages xx"},
      {"/languages/1", "AR", "languages AR"},
      {"/needs", "body-1", "needs"},
      {"/needs", json::array(), "needs"},
      {"/needs/0", 1, "needs"},
      {"/architecture", nullptr, "architecture"},
      {"/architecture/d", 0, "architecture.d"},
      {"/architecture/d", -384, "architecture.d"},
      {"/architecture/heads", 7, "architecture.heads"},
      {"/architecture/vocabulary", 1e9, "architecture.vocabulary"},
      {"/architecture/ffn", 4000000000U, "architecture.ffn"},
      {"/files", nullptr, "files"},
      {"/files", json::object(), "files"},
      {"/files/0", 1, "files"},
      {"/files/0/path", "/etc/graph.onnx", "files.path"},
      {"/files/0/path", "a/../../graph.onnx", "files.path"},
      {"/files/0/path", "graph.onnx?x", "files.path"},
      {"/files/0/path", "pieces.bin", "files.path pieces.bin"},
      {"/files/0/role", "program", "files.role graph.onnx"},
      {"/files/0/role", "tokenizer", "files.role graph"},
      {"/files/1/role", "graph", "files.role graph"},
      {"/files/0/bytes", -1, "files.bytes graph.onnx"},
      {"/files/0/bytes", 0, "files.bytes graph.onnx"},
      {"/files/0/bytes", 1.5, "files.bytes graph.onnx"},
      {"/files/0/bytes", 9007199254740993, "files.bytes graph.onnx"},
      {"/files/2/bytes", 100000000, "files.bytes pieces.bin"},
      {"/files/0/sha256", "abc", "files.sha256 graph.onnx"},
      {"/files/0/sha256", std::string(64, 'G'), "files.sha256 graph.onnx"},
      {"/licence", nullptr, "licence"},
      {"/scores", 5, "scores"},
      {"/status", {{"fr-ar", "perfect"}}, "status.fr-ar"},
      {"/confidence", json::array(), "confidence"},
      {"/confidence/fr-ar", 1, "confidence"},
      {"/confidence/fr-ar/a", "steep", "confidence.a"},
  };
  for (const Edit& edit : edits) {
    json manifest = tiny::raw_language("ar").manifest;
    const json::json_pointer at(edit.pointer);
    if (edit.value.is_null()) {
      manifest[at.parent_pointer()].erase(at.back());
    } else {
      manifest[at] = edit.value;
    }
    const auto parsed = parse_manifest(manifest.dump());
    ASSERT_FALSE(parsed) << edit.pointer << " " << edit.value;
    EXPECT_EQ(parsed.error().code, ErrorCode::pack_json_invalid) << edit.pointer << " " << edit.value;
    EXPECT_EQ(parsed.error().detail, edit.detail) << edit.pointer << " " << edit.value;
  }
}

TEST(Manifest, PassesOverUnknownFieldsAndFillsInDefaults) {
  json manifest = tiny::raw_language("ps").manifest;
  manifest["later"] = {{"any", "thing"}};
  manifest.erase("scores");
  manifest.erase("status");
  manifest.erase("confidence");
  const auto parsed = parse_manifest(manifest.dump());
  ASSERT_TRUE(parsed) << parsed.error().detail;
  EXPECT_EQ(parsed->scores, "{}");
  EXPECT_TRUE(parsed->status.empty());
  EXPECT_TRUE(parsed->confidence.empty());
}

}  // namespace
}  // namespace parvis
