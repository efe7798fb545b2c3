// Every change of what plain French makes of the corpus shows as a change of tests/data/plain, to be read before it
// lands.

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

#include "support/plain_golden.h"

namespace parvis {
namespace {

TEST(SimplifyGolden, CorpusIsRewrittenAsReviewed) {
  const std::string data = PARVIS_TEST_DATA;
  const auto snapshots = plain_golden(data + "/../../");
  ASSERT_EQ(snapshots.size(), 2U);
  EXPECT_GT(snapshots.at("standard.txt").size(), 100U);
  for (const auto& [name, letters] : snapshots) {
    SCOPED_TRACE(name);
    std::ifstream file(data + "/plain/" + name, std::ios::binary);
    const std::string reviewed{std::istreambuf_iterator<char>(file), {}};
    const auto expected = golden_letters(reviewed);
    for (const auto& [id, changes] : letters) {
      SCOPED_TRACE(id);
      EXPECT_EQ(changes, expected.contains(id) ? expected.at(id) : "");
    }
    for (const auto& [id, changes] : expected) EXPECT_TRUE(letters.contains(id)) << id << " changes no more";
  }
}

}  // namespace
}  // namespace parvis
