#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <fstream>
#include <functional>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "parvis/pieces.h"
#include "parvis/sha256.h"
#include "parvis/tokenizer.h"

/// @file
/// The tiny tokenizer of tests/data/tiny, and packs made around it in memory.

namespace parvis::tiny {

inline std::string read_file(const std::string& name) {
  std::ifstream file(std::string(PARVIS_TEST_DATA) + "/tiny/" + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

inline const Tokenizer& tokenizer() {
  static const Tokenizer loaded = Tokenizer::load(read_file("tiny.model")).value();
  return loaded;
}

/// (language, sentence) of sentences.tsv.
inline std::vector<std::pair<std::string, std::string>> sentences() {
  std::vector<std::pair<std::string, std::string>> rows;
  std::ifstream file(std::string(PARVIS_TEST_DATA) + "/tiny/sentences.tsv");
  for (std::string line; std::getline(file, line);) rows.emplace_back(line.substr(0, 2), line.substr(3));
  return rows;
}

/// Bytes of a pieces.bin with the joint pieces for which `flags` gives something (bit 0 French, bit 1 other, 4 for
/// neither).
inline std::string pieces_file(const std::function<int(PieceId)>& flags) {
  std::string ids;
  std::string bits;
  for (PieceId id = 0; static_cast<std::size_t>(id) < tokenizer().size(); ++id) {
    const int flag = flags(id);
    if (flag == 0) continue;
    ids += {static_cast<char>(id & 0xff), static_cast<char>(id >> 8)};
    bits.push_back(static_cast<char>(flag & 3));
  }
  std::string head = "PVP1";
  const std::size_t count = bits.size();
  for (int shift = 0; shift < 32; shift += 8) head.push_back(static_cast<char>(count >> shift & 0xff));
  return head + ids + bits;
}

/// Every piece may come out on both sides, but for language tags and padding.
inline std::string full_pieces_file() {
  return pieces_file([](PieceId id) { return id == padding_piece || tokenizer().piece(id).starts_with("<2") ? 4 : 3; });
}

inline nlohmann::json file_entry(const std::string& path, const std::string& role, std::string_view bytes) {
  Sha256 hash;
  hash.update(bytes);
  return {{"path", path}, {"bytes", bytes.size()}, {"sha256", hash.hex()}, {"role", role}};
}

inline nlohmann::json architecture() {
  return {{"type", "transformer-ssru"},
          {"encoder_layers", 6},
          {"decoder_layers", 2},
          {"d", 384},
          {"ffn", 1536},
          {"heads", 8},
          {"vocabulary", tokenizer().size()}};
}

using Files = std::vector<std::pair<std::string, std::string>>;

/// A manifest and the files that it lists.
struct RawPack {
  nlohmann::json manifest;
  Files files;
};

inline RawPack raw_body() {
  const Files files{{"body.bin", std::string(5000, 'w')}, {"tokenizer.model", read_file("tiny.model")}};
  return {{{"format", 1},
           {"id", "body-1"},
           {"version", "1"},
           {"kind", "body"},
           {"languages", nlohmann::json::array()},
           {"needs", nlohmann::json::array()},
           {"architecture", architecture()},
           {"files",
            {file_entry("body.bin", "weights", files[0].second),
             file_entry("tokenizer.model", "tokenizer", files[1].second)}},
           {"licence", "CC-BY-4.0"},
           {"data", "card"}},
          files};
}

inline RawPack raw_language(const std::string& code, const std::string& pieces = full_pieces_file()) {
  const Files files{{"graph.onnx", "graph"}, {"embeddings.bin", std::string(3000, 'e')}, {"pieces.bin", pieces}};
  const std::string id = "fr-" + code + "-1";
  return {{{"format", 1},
           {"id", id},
           {"version", "1"},
           {"kind", "language"},
           {"languages", {"fr", code}},
           {"needs", {"body-1"}},
           {"architecture", architecture()},
           {"files",
            {file_entry("graph.onnx", "graph", files[0].second),
             file_entry("embeddings.bin", "embeddings", files[1].second),
             file_entry("pieces.bin", "pieces", files[2].second)}},
           {"licence", "CC-BY-4.0"},
           {"data", "card"},
           {"scores", {{"fr-" + code, {{"chrf", 41.5}}}}},
           {"status", {{"fr-" + code, "released"}, {code + "-fr", "beta"}}},
           {"confidence", {{"fr-" + code, {{"a", 2.0}, {"b", 1.5}}}}}},
          files};
}

}  // namespace parvis::tiny
