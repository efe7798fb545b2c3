#include "parvis/tokenizer.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "parvis/pieces.h"
#include "parvis/text.h"
#include "support/tiny.h"

namespace parvis {
namespace {

std::vector<std::string> symbols() { return {"<2fr>", "<2ar>", "<ph1>", "<ph9>"}; }

TEST(Tokenizer, GivesTheReferenceIdsAndTexts) {
  const auto rows = nlohmann::json::parse(tiny::read_file("encoded.json"));
  ASSERT_GT(rows.size(), 60U);
  for (const auto& row : rows) {
    const auto text = row["text"].get<std::string>();
    const auto ids = row["ids"].get<std::vector<PieceId>>();
    EXPECT_EQ(tiny::tokenizer().encode(text), ids) << text;
    EXPECT_EQ(tiny::tokenizer().decode(ids), row["decoded"].get<std::string>()) << text;
  }
}

TEST(Tokenizer, TellsKindsOfPieces) {
  const Tokenizer& tokenizer = tiny::tokenizer();
  EXPECT_EQ(tokenizer.kind(end_piece), PieceKind::control);
  EXPECT_EQ(tokenizer.kind(padding_piece), PieceKind::control);
  EXPECT_EQ(tokenizer.kind(*tokenizer.find("<2ar>")), PieceKind::symbol);
  EXPECT_EQ(tokenizer.kind(*tokenizer.find("<ph9>")), PieceKind::symbol);
  EXPECT_EQ(tokenizer.kind(tokenizer.byte_piece(0xe9)), PieceKind::byte);
  EXPECT_EQ(tokenizer.byte_of(tokenizer.byte_piece(0xe9)), 0xe9);
  EXPECT_EQ(tokenizer.kind(*tokenizer.find(space_mark)), PieceKind::text);
  EXPECT_EQ(tokenizer.find("<ph10>"), std::nullopt);
}

TEST(Tokenizer, RefusesWhatIsNoModel) {
  for (const std::string& bytes : {std::string(), std::string("not a model"), std::string(1000, '\xff'),
                                   tiny::read_file("tiny.model").substr(0, 5000)}) {
    const auto loaded = Tokenizer::load(bytes);
    ASSERT_FALSE(loaded) << bytes.size();
    EXPECT_EQ(loaded.error().code, ErrorCode::pack_tokenizer_invalid);
  }
}

TEST(Tokenizer, ReplacesBrokenBytes) {
  const Tokenizer& tokenizer = tiny::tokenizer();
  const std::vector<PieceId> ids{tokenizer.byte_piece(0xc3), tokenizer.byte_piece(0xa9), tokenizer.byte_piece(0xe2),
                                 tokenizer.byte_piece(0x41)};
  EXPECT_EQ(tokenizer.decode(ids), "é\uFFFDA");
}

TEST(Pieces, ReadsItsFile) {
  const auto table = PieceTable::parse(
      tiny::pieces_file([](PieceId id) { return id < 400 ? (id % 2 == 0 ? 1 : 2) : (id == 500 ? 4 : 0); }));
  ASSERT_TRUE(table);
  EXPECT_EQ(table->size(), 401U);
  EXPECT_EQ(table->global(400), 500);
  EXPECT_EQ(table->local(500), 400);
  EXPECT_EQ(table->local(450), std::nullopt);
  EXPECT_TRUE(table->allowed(2, PieceTable::Side::french));
  EXPECT_FALSE(table->allowed(2, PieceTable::Side::other));
  EXPECT_TRUE(table->allowed(3, PieceTable::Side::other));
  EXPECT_FALSE(table->allowed(400, PieceTable::Side::french));
  EXPECT_TRUE(table->fits(tiny::tokenizer(), symbols()));
}

TEST(Pieces, RefusesADamagedFile) {
  const std::string good = tiny::full_pieces_file();
  ASSERT_TRUE(PieceTable::parse(good));
  std::string magic = good;
  magic[3] = '2';
  std::string count = good;
  count[4] ^= 1;
  std::string huge = good;
  huge[7] = '\x7f';
  std::string order = good;
  std::swap(order[8 + 20], order[8 + 22]);
  std::string flags = good;
  flags.back() = 4;
  std::string front = good;
  front[8] = 5;
  for (const std::string& bad : {magic, count, huge, order, flags, front, good.substr(0, good.size() - 1), good + '\0',
                                 std::string(), std::string("PVP1")}) {
    const auto table = PieceTable::parse(bad);
    ASSERT_FALSE(table);
    EXPECT_EQ(table.error().code, ErrorCode::pack_pieces_invalid);
  }
}

TEST(Pieces, RefusesATableThatDoesNotFitTheTokenizer) {
  const auto without = [](const std::string& piece) {
    const PieceId missing = *tiny::tokenizer().find(piece);
    return PieceTable::parse(tiny::pieces_file([=](PieceId id) { return id == missing ? 0 : 3; })).value();
  };
  for (const std::string piece : {"<0x41>", "<2ar>", "<ph9>"}) {
    const auto fits = without(piece).fits(tiny::tokenizer(), symbols());
    ASSERT_FALSE(fits);
    EXPECT_EQ(fits.error().detail, piece);
  }
  std::string beyond = tiny::full_pieces_file();
  const std::size_t last = 8 + (beyond.size() - 8) / 3 * 2 - 1;
  beyond[last] = '\x7f';
  EXPECT_FALSE(PieceTable::parse(beyond).value().fits(tiny::tokenizer(), symbols()));
}

TEST(Pieces, EncodesAndDecodesWithTheWholeTokenizer) {
  const PieceTable table = PieceTable::parse(tiny::full_pieces_file()).value();
  for (const auto& [language, sentence] : tiny::sentences()) {
    const std::string text = normalise(sentence);
    const EncodedText encoded = encode(tiny::tokenizer(), table, text);
    EXPECT_EQ(encoded.ids, tiny::tokenizer().encode(text)) << language;
    ASSERT_EQ(encoded.offsets.size(), encoded.ids.size() + 1);
    EXPECT_EQ(encoded.offsets.front(), 0U);
    EXPECT_EQ(encoded.offsets.back(), text.size());
    const DecodedText decoded = decode(tiny::tokenizer(), table, encoded.ids);
    EXPECT_EQ(decoded.text, text);
    ASSERT_EQ(decoded.offsets.size(), encoded.ids.size() + 1);
    // What each piece covers on the way in is what it gives on the way out.
    for (std::size_t i = 0; i < encoded.ids.size(); ++i) {
      if (tiny::tokenizer().kind(encoded.ids[i]) == PieceKind::byte) continue;
      EXPECT_EQ(text.substr(encoded.offsets[i], encoded.offsets[i + 1] - encoded.offsets[i]),
                decoded.text.substr(decoded.offsets[i], decoded.offsets[i + 1] - decoded.offsets[i]));
    }
  }
}

TEST(Pieces, SpellsMissingPiecesInBytes) {
  // A pack with symbols, bytes and the space alone: everything else is spelled.
  const PieceId space = *tiny::tokenizer().find(space_mark);
  const PieceTable table =
      PieceTable::parse(tiny::pieces_file([=](PieceId id) { return id < 284 || id == space ? 3 : 0; })).value();
  ASSERT_TRUE(table.fits(tiny::tokenizer(), symbols()));
  for (const auto& [language, sentence] : tiny::sentences()) {
    const std::string text = normalise(sentence);
    const EncodedText encoded = encode(tiny::tokenizer(), table, text);
    EXPECT_EQ(encoded.ids.size(), text.size() + 1) << language;  // one for each byte, and the opening space
    EXPECT_EQ(decode(tiny::tokenizer(), table, encoded.ids).text, text);
    EXPECT_EQ(encoded.offsets.back(), text.size());
  }
}

TEST(Pieces, KeepsOffsetsAroundTheReservedMark) {
  const PieceTable table = PieceTable::parse(tiny::full_pieces_file()).value();
  const std::string text = "a▁b▁▁c d";
  const EncodedText encoded = encode(tiny::tokenizer(), table, text);
  EXPECT_EQ(decode(tiny::tokenizer(), table, encoded.ids).text, "a_b__c d");
  EXPECT_EQ(encoded.offsets.back(), text.size());
  EXPECT_TRUE(std::is_sorted(encoded.offsets.begin(), encoded.offsets.end()));
}

TEST(Pieces, DecodesAnyNumbers) {
  const PieceTable table = PieceTable::parse(tiny::full_pieces_file()).value();
  const std::vector<LocalId> ids{-5, 1, 0, 100000, table.local(tiny::tokenizer().byte_piece(0xf0)).value(), -1, 2};
  const DecodedText decoded = decode(tiny::tokenizer(), table, ids);
  EXPECT_EQ(decoded.text, "\uFFFD<2fr>");
  EXPECT_EQ(decoded.offsets.size(), ids.size() + 1);
}

}  // namespace
}  // namespace parvis
