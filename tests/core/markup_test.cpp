#include "parvis/markup.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace parvis {
namespace {

MarkedText parsed(std::string_view markup) {
  auto result = parse_markup(markup);
  EXPECT_TRUE(result) << markup;
  return result ? *std::move(result) : MarkedText{};
}

/// Words of a text set apart by spaces, as byte ranges.
std::vector<std::pair<std::uint32_t, std::uint32_t>> words(std::string_view text) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> result;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    result.emplace_back(at, end);
    at = end + 1;
  }
  return result;
}

/// Links of the words of `target` to words of `source`: number i of `from` is the source word of target word i, -1 for
/// none.
std::vector<AlignmentLink> linked(std::string_view source, std::string_view target, const std::vector<int>& from) {
  const auto source_words = words(source);
  const auto target_words = words(target);
  EXPECT_EQ(from.size(), target_words.size()) << target;
  std::vector<AlignmentLink> links;
  for (std::size_t i = 0; i < from.size(); ++i) {
    if (from[i] < 0) continue;
    const auto [begin, end] = source_words.at(static_cast<std::size_t>(from[i]));
    links.push_back({begin, end, target_words[i].first, target_words[i].second});
  }
  return links;
}

std::string projected(std::string_view markup, std::string_view target, const std::vector<int>& from) {
  const MarkedText source = normalise_marked(parsed(markup));
  return write_markup(project_markup(source, target, linked(source.text, target, from)));
}

// ---- reading and writing ---------------------------------------------------------------------------------------

TEST(Markup, TakesTagsAndReferencesOut) {
  const MarkedText marked = parsed(
      "Le <a href=\"a>b?x=1&amp;y=2\">dossier <b>complet</b></a> &lt; 3&nbsp;mois<br>&eacute;t&#233; &#x20AC; R&D "
      "&inconnu; a < b");
  EXPECT_EQ(marked.text, "Le dossier complet < 3\u00a0moisété € R&D &inconnu; a < b");
  ASSERT_EQ(marked.spans.size(), 3U);
  EXPECT_EQ(marked.spans[0], (MarkupSpan{3, 18, "<a href=\"a>b?x=1&amp;y=2\">", "</a>", {}}));
  EXPECT_EQ(marked.spans[1], (MarkupSpan{11, 18, "<b>", "</b>", 0}));
  EXPECT_EQ(marked.spans[2].open, "<br>");
  EXPECT_EQ(marked.spans[2].close, "");
  EXPECT_TRUE(is_line_break(marked.spans[2]));
  EXPECT_FALSE(is_line_break(marked.spans[1]));
}

TEST(Markup, ComesBackAsItWas) {
  for (const std::string_view markup :
       {"", "Nom", "<b>Nom</b>", "a<br/>b<BR >c", "<x1>a<x2/></x1>", "<!-- a > b -->Nom<i></i>",
        "<B CLASS='x>y'>Nom</b >", "<b><i>a</i></b><i><b>b</b></i>", "&amp;lt; &amp;eacute;", "<img alt=\"5 > 3\">",
        "  <b> x </b>  "}) {
    EXPECT_EQ(write_markup(parsed(markup)), markup);
  }
}

TEST(Markup, ReadsNumbersOfCharactersAsHtmlDoes) {
  EXPECT_EQ(parsed("l&#146;aide &#x92; &#0; &#xD800; &#99999999999; &#x1F600; &# &#; &#x; &#12a;").text,
            "l\u2019aide \u2019 \ufffd \ufffd \ufffd \U0001F600 &# &#; &#x; &#12a;");
}

TEST(Markup, RefusesWhatIsNotWellNested) {
  const std::vector<std::pair<std::string, std::string>> bad{
      {"<b>Nom", "6"},      {"Nom</b>", "3"}, {"<b><i>x</b></i>", "7"},
      {"a <b", "2"},        {"x<!-- y", "1"}, {"<br>x</br>", "5"},
      {"x<!doctype>", "1"}, {"<?php", "0"},   {"<a href=\"x>y</a>", "0"}};
  for (const auto& [markup, offset] : bad) {
    const auto result = parse_markup(markup);
    ASSERT_FALSE(result) << markup;
    EXPECT_EQ(result.error().code, ErrorCode::markup_invalid);
    EXPECT_EQ(result.error().detail, offset) << markup;
  }
  std::string many;
  for (int i = 0; i < 101; ++i) many += "<b>";
  for (int i = 0; i < 101; ++i) many += "</b>";
  EXPECT_FALSE(parse_markup(many));
  EXPECT_TRUE(parse_markup(many.substr(3, many.size() - 7)));
}

TEST(Markup, WritesNestedTagsWhateverTheOffsets) {
  MarkedText marked = parsed("<a><b>x</b><i>y</i></a><br>");
  marked.text = "un deux trois";
  marked.spans[0] = {8, 2, "<a>", "</a>", {}};
  marked.spans[1] = {0, 100, "<b>", "</b>", 0};
  marked.spans[2] = {1, 9, "<i>", "</i>", 0};
  EXPECT_EQ(write_markup(marked), "un<br> deux <a><b></b><i></i></a>trois");
}

TEST(Markup, KeepsSpansThroughNormalisation) {
  const MarkedText marked =
      normalise_marked(parsed("  <b>l\u2019aide </b>\n <i>  \u00ab\u00a0sociale\u00a0\u00bb</i>\t"));
  EXPECT_EQ(marked.text, "l'aide \u00ab sociale \u00bb");
  EXPECT_EQ(write_markup(marked), "<b>l'aide </b><i>\u00ab sociale \u00bb</i>");
}

TEST(Markup, PutsWhiteSpaceBackAtTheBorders) {
  for (const std::string_view markup :
       {"  <b> Nom </b>\n", "<b>\n  Nom</b> :  ", "<i></i> Nom <br>", " ", "\t<b> </b>", "Nom"}) {
    const MarkedText original = parsed(markup);
    EXPECT_EQ(write_markup(restore_borders(normalise_marked(original), original)), markup);
  }
}

// ---- projection ------------------------------------------------------------------------------------------------

TEST(Projection, FollowsTheWordsInEightLanguages) {
  const std::string_view fr = "Joignez <b>votre titre de séjour</b> à la demande.";
  EXPECT_EQ(projected(fr, "Attach your residence permit to the application.", {0, 1, 4, 2, 5, 6, 7}),
            "Attach <b>your residence permit</b> to the application.");
  EXPECT_EQ(projected(fr, "أرفق بطاقة إقامتك بالطلب.", {0, 2, 4, 7}), "أرفق <b>بطاقة إقامتك</b> بالطلب.");
  EXPECT_EQ(projected(fr, "Fügen Sie dem Antrag Ihren Aufenthaltstitel bei.", {0, 0, 6, 7, 1, 2, 0}),
            "Fügen Sie dem Antrag <b>Ihren Aufenthaltstitel</b> bei.");
  EXPECT_EQ(projected(fr, "Başvuruya oturma izninizi ekleyin.", {7, 4, 2, 0}),
            "Başvuruya <b>oturma izninizi</b> ekleyin.");
  EXPECT_EQ(projected(fr, "Приложите вид на жительство к заявлению.", {0, 2, 3, 4, 5, 7}),
            "Приложите <b>вид на жительство</b> к заявлению.");
  EXPECT_EQ(projected(fr, "Додайте до заяви вашу посвідку на проживання.", {0, 5, 7, 1, 2, 3, 4}),
            "Додайте до заяви <b>вашу посвідку на проживання</b>.");
  EXPECT_EQ(projected(fr, "کارت اقامت خود را پیوست درخواست کنید.", {2, 4, 1, -1, 0, 7, 0}),
            "<b>کارت اقامت خود</b> را پیوست درخواست کنید.");
  EXPECT_EQ(projected(fr, "Bashkëngjitni lejen tuaj të qëndrimit kërkesës.", {0, 2, 1, 3, 4, 7}),
            "Bashkëngjitni <b>lejen tuaj të qëndrimit</b> kërkesës.");
}

TEST(Projection, CutsChineseBetweenCharacters) {
  const MarkedText source = normalise_marked(parsed("Écrivez <b>votre nom</b> ici"));
  // 请 在此 填写 您的 姓名
  const std::string_view target = "请在此填写您的姓名。";
  const std::vector<AlignmentLink> links{{0, 8, 0, 3},    {19, 22, 3, 9},   {0, 8, 9, 15},
                                         {9, 14, 15, 21}, {15, 18, 21, 27}, {0, 0, 27, 30}};
  EXPECT_EQ(write_markup(project_markup(source, target, links)), "请在此填写<b>您的姓名</b>。");
}

TEST(Projection, LeavesPunctuationOutsideAsInTheSource) {
  EXPECT_EQ(projected("<b>Nom</b> :", "Name:", {0}), "<b>Name</b>:");
  EXPECT_EQ(projected("Cliquez <a href=x>ici</a>.", "Click here.", {0, 1}), "Click <a href=x>here</a>.");
  EXPECT_EQ(projected("(<i>facultatif</i>)", "(optional)", {0}), "(<i>optional</i>)");
}

TEST(Projection, CoversTheWholeTextWhenTheSourceDoes) {
  EXPECT_EQ(projected("<b><i>Nom de famille</i></b>", "Family name", {-1, -1}), "<b><i>Family name</i></b>");
  EXPECT_EQ(projected("<label>Nom <b>de naissance</b></label>", "Birth name", {2, 0}),
            "<label><b>Birth</b> name</label>");
}

TEST(Projection, KeepsSiblingsApartAndInAnyOrder) {
  EXPECT_EQ(projected("<b>carte</b> <i>rouge</i>", "red card", {1, 0}), "<i>red</i> <b>card</b>");
  EXPECT_EQ(projected("<b>un</b> deux <i>trois</i>", "a b c a2", {0, 2, 1, 0}), "<b>a</b> <i>b</i> c a2");
  EXPECT_EQ(projected("<b>a b c</b> <i>d</i> e", "A B D C E", {0, 1, 3, 2, 4}), "<b>A B</b> <i>D</i> C E");
}

TEST(Projection, BridgesOneStrangerBetweenTwoVotes) {
  EXPECT_EQ(projected("x <b>y z</b> w", "Y W Z X", {1, 3, 2, 0}), "<b>Y W Z</b> X");
}

TEST(Projection, GivesALinkAWordEvenWithoutVotes) {
  EXPECT_EQ(projected("Voir <a href=x>ici</a> la liste", "See the list here", {0, 2, 3, -1}),
            "See <a href=x>the</a> list here");
  EXPECT_EQ(projected("Voir <a href=x>ici</a>", "", {}), "<a href=x></a>");
  EXPECT_EQ(projected("a <b>b</b> <i>c</i>", "x", {0}), "<b>x</b><i></i>");
}

TEST(Projection, PutsSingleTagsWhereNoLinkCrosses) {
  const MarkedText glued = normalise_marked(parsed("Nom<br>Prénom"));
  const std::vector<AlignmentLink> pieces{{0, 3, 0, 6}, {0, 3, 7, 11}, {3, 10, 12, 17}, {3, 10, 18, 22}};
  EXPECT_EQ(write_markup(project_markup(glued, "Family name Given name", pieces)), "Family name<br> Given name");
  const MarkedText source = normalise_marked(parsed("Nom <br>Prénom"));
  EXPECT_EQ(write_markup(project_markup(source, "Family name Given name",
                                        linked(source.text, "Family name Given name", {0, 0, 1, 1}))),
            "Family name <br>Given name");
  EXPECT_EQ(projected("<img src=i> Nom", "Name", {0}), "<img src=i>Name");
  EXPECT_EQ(projected("Nom <img src=i>", "Name", {0}), "Name<img src=i>");
  EXPECT_EQ(projected("<b>un deux</b> <wbr>trois", "C A B", {2, 0, 1}), "C <b>A B</b><wbr>");
}

TEST(Projection, CutsWordsOnlyWhereTheSourceDoes) {
  const MarkedText source = normalise_marked(parsed("le 1<sup>er</sup> mars"));
  const std::vector<AlignmentLink> links{{0, 2, 0, 3}, {3, 4, 4, 5}, {4, 6, 5, 7}, {7, 11, 8, 16}};
  EXPECT_EQ(write_markup(project_markup(source, "the 1st of March", links)), "the 1<sup>st</sup> of March");
  const MarkedText whole = normalise_marked(parsed("le <b>dossier</b>"));
  const std::vector<AlignmentLink> halves{{0, 2, 0, 2}, {3, 10, 2, 8}};
  EXPECT_EQ(write_markup(project_markup(whole, "thefiles", halves)), "<b>thefiles</b>");
}

TEST(Projection, KeepsSpacesInsideTheBorders) {
  EXPECT_EQ(projected("<b>Nom : </b>Jean", "Name : Jean", {0, 1, 2}), "<b>Name : </b>Jean");
  EXPECT_EQ(projected("Voir<b> ici</b>", "See here", {0, 1}), "See<b> here</b>");
}

TEST(Projection, FindsSymbolsAndAcronymsThatCameThrough) {
  EXPECT_EQ(projected("Les champs marqués <abbr>*</abbr> sont requis", "The * marked fields are required",
                      {0, 2, 2, 3, 4, 5}),
            "The <abbr>*</abbr> marked fields are required");
  EXPECT_EQ(projected("la <abbr>CAF</abbr> de <b>Lyon</b>", "Lyon CAF", {1, 3}), "<b>Lyon</b> <abbr>CAF</abbr>");
  EXPECT_EQ(projected("<b>*</b> et *", "* ve *", {0, 1, 2}), "<b>*</b> ve *");
}

TEST(Projection, KeepsApostrophesInsideWords) {
  const MarkedText source = normalise_marked(parsed("est <em>requis</em>"));
  const std::string_view uk = "є обов'язковим";
  const std::vector<AlignmentLink> links{{0, 3, 0, 2}, {4, 10, 3, 11}, {0, 3, 12, 26}};
  EXPECT_EQ(write_markup(project_markup(source, uk, links)), "є <em>обов'язковим</em>");
  EXPECT_EQ(projected("ne <b>pas</b> signer", "don't sign", {1, 2}), "<b>don't</b> sign");
}

TEST(Projection, CutsAfterAnElision) {
  const MarkedText source = normalise_marked(parsed("the <b>office</b>"));
  const std::vector<AlignmentLink> links{{0, 3, 0, 2}, {4, 10, 2, 8}};
  EXPECT_EQ(write_markup(project_markup(source, "l'agence", links)), "l'<b>agence</b>");
}

}  // namespace
}  // namespace parvis
