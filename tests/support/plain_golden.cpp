#include "plain_golden.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <span>
#include <sstream>
#include <string_view>
#include <utility>
#include <vector>

#include "parvis/segment.h"

namespace parvis {
namespace {

using Json = nlohmann::json;
namespace fs = std::filesystem;

std::string read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<fs::path> files(const fs::path& folder, const std::string& extension) {
  std::vector<fs::path> found;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == extension) found.push_back(entry.path());
  }
  std::sort(found.begin(), found.end());
  return found;
}

Json read_lines(const fs::path& folder) {
  Json all = Json::array();
  for (const fs::path& path : files(folder, ".jsonl")) {
    std::ifstream lines(path);
    for (std::string line; std::getline(lines, line);) {
      if (!line.empty()) all.push_back(Json::parse(line));
    }
  }
  return all;
}

Simplifier make_simplifier(const std::string& root) {
  Json lists{{"replacements", read_lines(root + "i18n/plain/replacements")},
             {"terms", read_lines(root + "i18n/terms")},
             {"frequent", Json::array()}};
  std::ifstream frequent(root + "i18n/plain/frequent.txt");
  for (std::string lemma; std::getline(frequent, lemma);) lists["frequent"].push_back(lemma);
  const std::string model = read_file(root + "models/french/french.bin");
  return Simplifier::create(FrenchAnalyser::load(std::as_bytes(std::span(model))).value(),
                            SimplifyLists::parse(lists.dump()).value(),
                            GuardLists::parse(read_file(root + "i18n/guards/fr.json")).value())
      .value();
}

/// Whether a tag ends the sentence before it.
bool is_block_tag(std::string_view tag) {
  constexpr std::array<std::string_view, 9> kInline{"a", "abbr", "b", "em", "i", "span", "strong", "sub", "sup"};
  tag.remove_prefix(tag.starts_with("</") ? 2 : 1);
  const std::string_view name = tag.substr(0, tag.find_first_of(" >/"));
  return std::find(kInline.begin(), kInline.end(), name) == kInline.end();
}

struct Range {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// Sentences of a fragment of HTML, without the tags around them.
std::vector<Range> sentences_of(std::string_view html) {
  std::vector<Range> found;
  const auto add = [&](std::size_t begin, std::size_t end) {
    for (const Segment& one : segment(html.substr(begin, end - begin), "fr"))
      found.push_back({begin + one.begin, begin + one.end});
  };
  std::size_t start = 0;
  for (std::size_t at = html.find('<'); at != std::string_view::npos; at = html.find('<', at + 1)) {
    const std::size_t close = html.find('>', at);
    if (close == std::string_view::npos) break;
    if (!is_block_tag(html.substr(at, close - at + 1))) continue;
    add(start, at);
    start = close + 1;
  }
  add(start, html.size());
  return found;
}

/// The sentences that an edit touches, where it reaches over an end together with the next one.
std::vector<Range> changed_sentences(std::string_view html, const std::vector<SimplifyEdit>& edits) {
  const std::vector<Range> sentences = sentences_of(html);
  std::vector<Range> changed;
  for (const SimplifyEdit& edit : edits) {
    Range range{edit.begin, edit.end};
    for (const Range& one : sentences) {
      if (one.end < edit.begin || one.begin > edit.end || (one.begin == edit.end && edit.begin < edit.end)) continue;
      range = {std::min(range.begin, one.begin), std::max(range.end, one.end)};
    }
    if (!changed.empty() && range.begin <= changed.back().end) {
      changed.back().end = std::max(changed.back().end, range.end);
    } else {
      changed.push_back(range);
    }
  }
  return changed;
}

/// One line for each sentence that is changed, with "[before|after]" in the place of each edit.
std::vector<std::string> changes_of(std::string_view html, const SimplifyResult& result) {
  std::vector<std::string> lines;
  auto edit = result.edits.begin();
  for (const Range& range : changed_sentences(html, result.edits)) {
    std::string line;
    std::size_t at = range.begin;
    for (; edit != result.edits.end() && edit->begin <= range.end; ++edit) {
      line += html.substr(at, edit->begin - at);
      line += '[';
      line += html.substr(edit->begin, edit->end - edit->begin);
      line += '|';
      line += edit->replacement;
      line += ']';
      at = edit->end;
    }
    line += html.substr(at, range.end - at);
    line += '\n';
    lines.push_back(std::move(line));
  }
  return lines;
}

}  // namespace

std::map<std::string, std::map<std::string, std::string>> plain_golden(const std::string& root) {
  const Simplifier simplifier = make_simplifier(root);
  std::map<std::string, std::map<std::string, std::string>> snapshots;
  for (const fs::path& path : files(root + "i18n/plain/corpus", ".json")) {
    const Json letter = Json::parse(read_file(path));
    const std::string html = letter["text"];
    const std::string id = letter["id"];
    const auto changes = [&](SimplifyLevel level) {
      return changes_of(html, simplifier.simplify(html, {level, true}).value());
    };
    const std::vector<std::string> standard = changes(SimplifyLevel::standard);
    for (const std::string& line : standard) snapshots["standard.txt"][id] += line;
    // What is the same at both levels is read once.
    for (const std::string& line : changes(SimplifyLevel::strong)) {
      if (std::find(standard.begin(), standard.end(), line) == standard.end()) snapshots["strong.txt"][id] += line;
    }
  }
  return snapshots;
}

std::string golden_text(const std::map<std::string, std::string>& letters) {
  std::string text;
  for (const auto& [id, changes] : letters) {
    text += "# ";
    text += id;
    text += '\n';
    text += changes;
  }
  return text;
}

std::map<std::string, std::string> golden_letters(const std::string& text) {
  std::map<std::string, std::string> letters;
  std::istringstream lines(text);
  std::string* changes = nullptr;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("# ")) {
      changes = &letters[line.substr(2)];
    } else if (changes != nullptr) {
      *changes += line;
      *changes += '\n';
    }
  }
  return letters;
}

}  // namespace parvis
