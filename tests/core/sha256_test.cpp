#include "parvis/sha256.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace parvis {
namespace {

// Messages and digests of FIPS 180-4's examples and of NIST's byte-oriented test vectors.
const std::vector<std::pair<std::string, std::string_view>> vectors{
    {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
    {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
    {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
     "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
    {"abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
     "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"},
    {std::string(1000000, 'a'), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"},
    {std::string(1, '\xbd'), "68325720aabd7c82f30f554b313d0570c95accbb7dc4b5aae11204c08ffe732b"},
};

TEST(Sha256, AgreesWithTheStandardVectors) {
  for (const auto& [message, expected] : vectors) {
    Sha256 hash;
    hash.update(message);
    EXPECT_EQ(hash.hex(), expected) << message.size() << " bytes";
  }
}

TEST(Sha256, DoesNotDependOnHowTheMessageIsCut) {
  std::string message;
  for (int i = 0; i < 300; ++i) message.push_back(static_cast<char>(i * 7));
  for (std::size_t size = 0; size <= message.size(); ++size) {
    Sha256 whole;
    whole.update(std::string_view(message).substr(0, size));
    for (const std::size_t step : {1U, 3U, 63U, 64U, 65U}) {
      Sha256 parts;
      for (std::size_t at = 0; at < size; at += step)
        parts.update(std::string_view(message).substr(at, std::min(step, size - at)));
      ASSERT_EQ(parts.hex(), whole.hex()) << size << " bytes in steps of " << step;
    }
  }
}

TEST(Sha256, CarriesOnAfterADigest) {
  Sha256 hash;
  hash.update("ab");
  EXPECT_EQ(hash.hex(), "fb8e20fc2e4c3f248c60c39bd652f3c1347298bb977b8b4d5903b85055620603");
  hash.update("c");
  EXPECT_EQ(hash.hex(), vectors[1].second);
}

}  // namespace
}  // namespace parvis
