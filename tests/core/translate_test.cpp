#include "parvis/translate.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support/fake_model.h"

namespace parvis {
namespace {

const std::shared_ptr<const Pack>& body() {
  static const std::shared_ptr<const Pack> pack = tiny::open(tiny::raw_body());
  return pack;
}

/// The stand-ins mostly repeat French, which the guards would refuse.
const TranslationOptions unguarded{.guard = false};

TranslationJob job_for(std::string_view to, std::vector<TranslationInput> inputs,
                       const TranslationOptions& options = unguarded, const std::string& pack = "") {
  auto job = TranslationJob::create(body(), tiny::open(tiny::raw_language(pack.empty() ? std::string(to) : pack)), to,
                                    std::move(inputs), options);
  EXPECT_TRUE(job);
  return *std::move(job);
}

TranslationResult translated(std::string_view to, TranslationInput input, const tiny::Model& model,
                             const TranslationOptions& options = unguarded, const std::string& pack = "") {
  TranslationJob job = job_for(to, {std::move(input)}, options, pack);
  tiny::run_all(job, model);
  return job.results().front();
}

bool has(const TranslationResult& result, Flag flag) {
  return std::ranges::find(result.flags, flag) != result.flags.end();
}

// ---- planning --------------------------------------------------------------------------------------------------

TEST(Translate, OpensEachSourceWithTheTagAndClosesItWithTheEnd) {
  for (const std::string code : {"en", "ar", "es", "de", "tr", "uk", "zh", "vi"}) {
    TranslationJob job = job_for(code, {{"Nom de famille"}, {"Joignez une copie de votre titre."}});
    const auto batch = job.next();
    ASSERT_TRUE(batch);
    ASSERT_EQ(batch->source.size(), batch->rows * batch->length);
    EXPECT_EQ(batch->rows, 2U);
    EXPECT_EQ(batch->max_length, static_cast<std::int64_t>(2 * batch->length + 12));
    const LocalId tag = *tiny::tokenizer().find("<2" + code + ">");
    for (std::size_t row = 0; row < batch->rows; ++row) {
      EXPECT_EQ(batch->source[row * batch->length], tag);
      const auto begin = batch->source.begin() + static_cast<std::ptrdiff_t>(row * batch->length);
      const auto end = std::find(begin, begin + static_cast<std::ptrdiff_t>(batch->length), end_piece);
      EXPECT_TRUE(std::all_of(end + 1, begin + static_cast<std::ptrdiff_t>(batch->length),
                              [](LocalId id) { return id == padding_piece; }));
    }
    EXPECT_FALSE(job.next());
  }
}

TEST(Translate, AsksForTheTargetTagOfFrench) {
  TranslationJob job = job_for("fr", {{"اسم العائلة"}}, unguarded, "ar");
  EXPECT_EQ(job.next()->source.front(), *tiny::tokenizer().find("<2fr>"));
}

TEST(Translate, ShortlistsTheTargetSideAndThePlaceholdersInUse) {
  const auto side = [](PieceId id) { return id < 284 ? (id < 2 ? 4 : 3) : (id % 2 == 0 ? 1 : 2); };
  const auto pack = tiny::open(tiny::raw_language("ar", tiny::pieces_file(side)));
  const auto shortlist = [&](std::string_view to, const std::string& text) {
    auto job = TranslationJob::create(body(), pack, to, {{text}});
    return job->next()->shortlist;
  };
  const std::vector<LocalId> arabic = shortlist("ar", "Avant le 15/03/2026 et le 16/03/2026.");
  EXPECT_EQ(arabic.front(), end_piece);
  EXPECT_TRUE(std::ranges::is_sorted(arabic));
  std::set<std::string> symbols;
  for (const LocalId id : arabic) {
    const PieceId global = pack->pieces->global(id);
    EXPECT_NE(global, padding_piece);
    if (global >= 284) {
      EXPECT_EQ(global % 2, 1);
    }
    if (tiny::tokenizer().kind(global) == PieceKind::symbol) symbols.emplace(tiny::tokenizer().piece(global));
  }
  EXPECT_EQ(symbols, (std::set<std::string>{"<ph1>", "<ph2>"}));
  for (const LocalId id : shortlist("fr", "اسم العائلة")) {
    if (pack->pieces->global(id) >= 284) {
      EXPECT_EQ(pack->pieces->global(id) % 2, 0);
    }
    EXPECT_NE(tiny::tokenizer().kind(pack->pieces->global(id)), PieceKind::symbol);
  }
}

TEST(Translate, KeepsBatchesSmall) {
  std::vector<TranslationInput> inputs;
  for (int round = 0; round < 5; ++round) {
    for (const auto& [language, text] : tiny::sentences()) inputs.push_back({text});
  }
  inputs.push_back({std::string(3000, 'x')});
  TranslationJob job = job_for("ar", inputs);
  std::size_t rows = 0;
  std::size_t last = 0;
  while (const auto batch = job.next()) {
    EXPECT_LE(batch->rows, 16U);
    if (batch->rows > 1) {
      EXPECT_LE(batch->rows * batch->length, 400U);
    }
    EXPECT_LE(batch->max_length, 200);
    EXPECT_GE(batch->length, last);
    last = batch->length;
    rows += batch->rows;
  }
  EXPECT_GE(rows, inputs.size());
}

TEST(Translate, CutsWhatIsTooLongForTheModel) {
  std::string text;
  for (int i = 0; i < 12; ++i) text += "si vous vivez seul avec vos enfants, cochez cette case ; ";
  text += "fin";
  TranslationJob job = job_for("es", {{text}});
  std::size_t rows = 0;
  while (const auto batch = job.next()) {
    EXPECT_LE(batch->length, 122U);
    rows += batch->rows;
    EXPECT_TRUE(job.accept(batch->id, tiny::run(*batch, tiny::echo).view()));
  }
  EXPECT_GT(rows, 2U);
  EXPECT_EQ(job.results().front().text, text);
}

// ---- finishing -------------------------------------------------------------------------------------------------

TEST(Translate, GivesAnEchoBackUnchangedInAllLanguages) {
  std::vector<TranslationInput> french;
  for (const auto& [language, text] : tiny::sentences()) {
    if (language == "fr") {
      french.push_back({text});
      continue;
    }
    const auto result = translated("fr", {text}, tiny::echo, unguarded, language);
    EXPECT_EQ(result.text, text);
    EXPECT_EQ(result.status, TranslationStatus::translated);
    EXPECT_EQ(result.level, Level::good);
    EXPECT_TRUE(result.flags.empty()) << text << to_string(result.flags.empty() ? Flag::empty : result.flags.front());
  }
  TranslationJob job = job_for("vi", french);
  tiny::run_all(job, tiny::echo);
  const auto results = job.results();
  for (std::size_t i = 0; i < french.size(); ++i) EXPECT_EQ(results[i].text, french[i].text);
}

TEST(Translate, PutsKnownPhrasesIntoEightLanguages) {
  const std::vector<std::pair<std::string, std::string>> targets{
      {"en", "Family name"}, {"ar", "اسم العائلة"}, {"de", "Familienname"}, {"tr", "Soyadı"},
      {"uk", "Прізвище"},    {"zh", "姓"},          {"fa", "نام خانوادگی"}, {"vi", "Họ"}};
  for (const auto& [code, target] : targets) {
    const std::vector<int> from(static_cast<std::size_t>(std::ranges::count(target, ' ')) + 1, 0);
    const auto result = translated(code, {"  Nom de famille "}, tiny::phrases({{"Nom de famille", {target, from}}}));
    EXPECT_EQ(result.text, "  " + target + " ");
    EXPECT_EQ(result.status, TranslationStatus::translated);
  }
}

TEST(Translate, CarriesLocksOver) {
  const auto model = tiny::phrases({{"Déposez le formulaire <ph1> avant le <ph2>.",
                                     {"Reicht bis <ph2> das Formular <ph1> ein.", {0, 4, 5, 1, 2, 3, 0}}}});
  const auto result = translated("de", {"Déposez le formulaire 15036*03 avant le 15 mars 2026."}, model);
  EXPECT_EQ(result.text, "Reicht bis 15 mars 2026 das Formular 15036*03 ein.");
  EXPECT_EQ(result.level, Level::good);
  const auto localised =
      translated("de", {"Déposez le formulaire 15036*03 avant le 15 mars 2026."}, model, {.localise_dates = true});
  EXPECT_EQ(localised.text, "Reicht bis 15. März 2026 das Formular 15036*03 ein.");
  const auto last = tiny::phrases({{"avant le <ph1>.", {"до <ph1>.", {0, 2}}}});
  EXPECT_EQ(translated("uk", {"avant le 15 mars 2026."}, last, {.localise_dates = true}).text, "до 15 березня 2026 р.");
}

TEST(Translate, MakesSpacesAroundLocksThoseOfTheSource) {
  const auto model =
      tiny::phrases({{"le dossier (<ph1>) du <ph2>, svp", {"file ( <ph1> ) of<ph2> , please", {1, 2, 2, 2, 3, 4, 5}}}});
  EXPECT_EQ(translated("en", {"le dossier (AB-1234) du 12/05/2024, svp"}, model).text,
            "file (AB-1234) of 12/05/2024, please");
}

TEST(Translate, TranslatesCapitalsThroughLowerCase) {
  const auto model = tiny::phrases({{"Nom de famille", {"nume de familie", {0, 1, 2}}},
                                    {"Date de naissance : <ph1>", {"дата народження: <ph1>", {0, 2, 4}}}});
  EXPECT_EQ(translated("ro", {"NOM DE FAMILLE"}, model).text, "NUME DE FAMILIE");
  EXPECT_EQ(translated("uk", {"DATE DE NAISSANCE : 12/05/1990"}, model).text, "ДАТА НАРОДЖЕННЯ: 12/05/1990");
}

TEST(Translate, JoinsSentencesAsTheyStood) {
  const auto model =
      tiny::phrases({{"Signez ici.", {"请在此签名。", {0}}}, {"Datez la demande.", {"请填写日期。", {0}}}});
  EXPECT_EQ(translated("zh", {"Signez ici. Datez la demande."}, model).text, "请在此签名。请填写日期。");
  EXPECT_EQ(translated("zh", {"Signez ici.\n\n  Datez la demande."}, model).text, "请在此签名。\n\n  请填写日期。");
  const auto back =
      tiny::phrases({{"请在此签名。", {"Signez ici.", {0, 0}}}, {"请填写日期。", {"Datez la demande.", {0, 0, 0}}}});
  EXPECT_EQ(translated("fr", {"请在此签名。请填写日期。"}, back, unguarded, "zh").text,
            "Signez ici. Datez la demande.");
}

TEST(Translate, LeavesTextWithoutWordsAlone) {
  TranslationJob job = job_for("ar", {{""}, {"  \n"}, {"12,50 €"}, {"*"}, {"01 23 45 67 89"}, {"a.b@mairie.fr"}});
  EXPECT_FALSE(job.next());
  const std::vector<std::string> texts{"", "  \n", "12,50 €", "*", "01 23 45 67 89", "a.b@mairie.fr"};
  const auto results = job.results();
  for (std::size_t i = 0; i < texts.size(); ++i) {
    EXPECT_EQ(results[i].text, texts[i]);
    EXPECT_EQ(results[i].status, TranslationStatus::translated);
    EXPECT_TRUE(has(results[i], Flag::nothing_to_translate));
    EXPECT_EQ(results[i].confidence, 1);
  }
}

TEST(Translate, IsolatesLeftToRightRunsWhereAsked) {
  const auto model = tiny::phrases({{"Écrivez à <ph1> vite", {"اكتب إلى <ph1> بسرعة", {0, 1, 2, 3}}}});
  EXPECT_EQ(translated("ar", {"Écrivez à aide@caf.fr vite"}, model).text, "اكتب إلى aide@caf.fr بسرعة");
  EXPECT_EQ(translated("ar", {"Écrivez à aide@caf.fr vite"}, model, {.isolate = true}).text,
            "اكتب إلى \u2068aide@caf.fr\u2069 بسرعة");
}

TEST(Translate, RepairsBrokenText) {
  const auto result = translated("en", {"Nom \xff de famille"}, tiny::echo);
  EXPECT_EQ(result.text, "Nom \ufffd de famille");
  EXPECT_TRUE(has(result, Flag::text_repaired));
}

// ---- what goes wrong -------------------------------------------------------------------------------------------

/// Answers with `then` when `fails` says so, and repeats the source otherwise; counts the rows it saw.
struct Moody {
  std::function<bool(const std::string&)> fails;
  tiny::Model then;
  int rows = 0;

  tiny::Answer operator()(const std::vector<LocalId>& source) {
    ++rows;
    return fails(tiny::text_of(source)) ? then(source) : tiny::echo(source);
  }
};

tiny::Answer without_symbols(const std::vector<LocalId>& source) {
  tiny::Answer all = tiny::echo(source);
  tiny::Answer some;
  for (std::size_t i = 0; i < all.pieces.size(); ++i) {
    if (tiny::tokenizer().kind(all.pieces[i]) == PieceKind::symbol) continue;
    some.pieces.push_back(all.pieces[i]);
    some.cells.push_back(all.cells[i]);
  }
  return some;
}

tiny::Answer loop(const std::vector<LocalId>& source) {
  tiny::Answer answer;
  const auto period = tiny::pieces_of("le dossier");
  for (int i = 0; i < 200; ++i) {
    answer.pieces.push_back(period[static_cast<std::size_t>(i) % period.size()]);
    answer.cells.push_back(static_cast<std::int32_t>(source.size() / 2));
  }
  return answer;
}

tiny::Answer endless(const std::vector<LocalId>&) {
  tiny::Answer answer;
  for (LocalId id = 300; id < 500; ++id) {
    answer.pieces.push_back(id);
    answer.cells.push_back(1);
  }
  return answer;
}

tiny::Answer silent(const std::vector<LocalId>&) { return {{end_piece}, {0}}; }

TEST(Translate, TriesAgainWithEveryDigitLocked) {
  // A model that writes the digit as a word as long as it sees it.
  const auto model = tiny::phrases({{"Joignez 2 copies", {"Enclose two copies", {0, 1, 2}}},
                                    {"Joignez <ph1> copies", {"Enclose <ph1> copies", {0, 1, 2}}}});
  TranslationJob job = job_for("en", {{"Joignez 2 copies"}});
  EXPECT_EQ(tiny::run_all(job, model), 2);
  EXPECT_EQ(job.results().front().text, "Enclose 2 copies");
  EXPECT_EQ(job.results().front().level, Level::good);
}

TEST(Translate, TriesAgainInPartsAndSaysSo) {
  Moody model{[](const std::string& text) { return text.size() > 40; }, loop};
  TranslationJob job = job_for(
      "it", {{"Si vous vivez seul, cochez cette case."}, {"Si vous vivez seul avec vos enfants, cochez cette case."}});
  tiny::run_all(job, std::ref(model));
  const auto results = job.results();
  EXPECT_TRUE(results[0].flags.empty());
  EXPECT_EQ(results[1].text, "Si vous vivez seul avec vos enfants, cochez cette case.");
  EXPECT_EQ(results[1].status, TranslationStatus::translated);
  EXPECT_EQ(results[1].level, Level::check);
  EXPECT_TRUE(has(results[1], Flag::split));
  EXPECT_EQ(model.rows, 4);
}

TEST(Translate, KeepsTheSourceAndSaysWhyWhenNothingHelps) {
  const std::string text = "Envoyez le dossier avant le 15/03/2026, ou venez au guichet.";
  const std::vector<std::pair<tiny::Model, Flag>> models{{without_symbols, Flag::lock_lost},
                                                         {loop, Flag::repetition},
                                                         {endless, Flag::unfinished},
                                                         {silent, Flag::lock_lost}};
  for (const auto& [model, flag] : models) {
    const auto result = translated("pl", {"\t" + text + "\n"}, model);
    EXPECT_EQ(result.text, "\t" + text + "\n");
    EXPECT_EQ(result.status, TranslationStatus::kept);
    EXPECT_EQ(result.level, Level::kept);
    EXPECT_EQ(result.confidence, 0);
    EXPECT_TRUE(has(result, flag)) << to_string(flag);
  }
  EXPECT_TRUE(has(translated("pl", {"Nom"}, silent), Flag::empty));
}

TEST(Translate, KeepsTheWholeInputOfARefusedSentenceAndNoOther) {
  Moody model{[](const std::string& text) { return text.find("guichet") != std::string::npos; }, endless};
  TranslationJob job = job_for("tr", {{"Signez ici. Venez au guichet."}, {"Signez ici."}});
  tiny::run_all(job, std::ref(model));
  EXPECT_EQ(job.results()[0].status, TranslationStatus::kept);
  EXPECT_EQ(job.results()[0].text, "Signez ici. Venez au guichet.");
  EXPECT_EQ(job.results()[1].status, TranslationStatus::translated);
}

TEST(Translate, RefusesNumbersThatNobodyWrote) {
  const auto model = tiny::phrases({{"Payez avant demain", {"Pay before 2031", {0, 1, 2}}},
                                    {"Payez", {"Pay 2031", {0, 0}}},
                                    {"avant demain", {"before 2031", {0, 1}}},
                                    {"Payez avant", {"Pay 2031", {0, 1}}},
                                    {"demain", {"2031", {0}}},
                                    {"avant", {"2031", {0}}}});
  const auto result = translated("en", {"Payez avant demain"}, model);
  EXPECT_EQ(result.status, TranslationStatus::kept);
  EXPECT_TRUE(has(result, Flag::lock_added));
  const auto word = tiny::phrases({{"dans un mois", {"in 1 month", {0, 1, 2}}}});
  const auto digit = translated("en", {"dans un mois"}, word);
  EXPECT_EQ(digit.text, "in 1 month");
  EXPECT_EQ(digit.level, Level::check);
  EXPECT_TRUE(has(digit, Flag::value_added));
}

TEST(Translate, WatchesNumbersBeyondTheNineThatFit) {
  std::string text = "Dossiers";
  for (int i = 10; i < 22; ++i) text += " " + std::to_string(i * 37) + ",";
  EXPECT_EQ(translated("es", {text + " merci"}, tiny::echo).status, TranslationStatus::translated);
  // The model changes digits of the last numbers, which it sees as plain text.
  const tiny::Model careless = [](const std::vector<LocalId>& source) {
    tiny::Answer answer = tiny::echo(source);
    for (LocalId& piece : answer.pieces) {
      if (tiny::text_of({piece}) == "7") piece = tiny::pieces_of("1").back();
    }
    return answer;
  };
  // In parts, each has few enough numbers for all to be locked.
  const auto result = translated("es", {text + " merci"}, careless);
  EXPECT_EQ(result.text, text + " merci");
  EXPECT_TRUE(has(result, Flag::split));
}

TEST(Translate, CarriesTextThatLooksLikeAPlaceholder) {
  for (const std::string text : {"Écrivez <ph1> ou <2ar> puis 15/03/2026 ici", "Nom <ph3>", "a < b ▁ c"}) {
    const auto result = translated("en", {text}, tiny::echo);
    EXPECT_EQ(result.status, TranslationStatus::translated) << text;
    if (text.find("▁") == std::string::npos) {
      EXPECT_EQ(result.text, text);
    }
  }
}

TEST(Translate, AbstainsWhereThePackAsksForIt) {
  auto raw = tiny::raw_language("ar");
  raw.manifest["confidence"]["fr-ar"] = {{"a", 1.0}, {"b", 0.0}, {"check", 0.6}, {"keep", 0.3}};
  const auto pack = tiny::open(raw);
  const auto run = [&](float score) {
    auto job = TranslationJob::create(body(), pack, "ar", {{"Nom de famille"}}, unguarded);
    tiny::run_all(*job, [&](const std::vector<LocalId>& source) {
      tiny::Answer answer = tiny::echo(source);
      answer.score = score;
      return answer;
    });
    return job->results().front();
  };
  EXPECT_EQ(run(-0.5F).level, Level::check);
  EXPECT_NEAR(run(-0.5F).confidence, 1 / (1 + std::exp(0.55)), 1e-6);
  const auto unsure = run(-1);
  EXPECT_EQ(unsure.status, TranslationStatus::kept);
  EXPECT_TRUE(has(unsure, Flag::low_confidence));
  EXPECT_NEAR(unsure.confidence, 1 / (1 + std::exp(1.1)), 1e-6);
}

TEST(Translate, GuardsFinishedSentences) {
  const TranslationOptions guarded;
  const std::string text = "Vous devez joindre une copie de votre titre de séjour";
  const auto copied = translated("es", {text}, tiny::echo, guarded);
  EXPECT_EQ(copied.status, TranslationStatus::kept);
  EXPECT_TRUE(has(copied, Flag::copied));
  const auto script =
      translated("ru", {"Nom de famille"}, tiny::phrases({{"Nom de famille", {"family name", {2, 0}}}}), guarded);
  EXPECT_TRUE(has(script, Flag::wrong_script));
  const auto twice =
      translated("de", {"Parfait"}, tiny::phrases({{"Parfait", {"Perfekt! Perfekt!", {0, 0}}}}), guarded);
  EXPECT_TRUE(has(twice, Flag::repetition));
  const auto good = translated(
      "es", {text},
      tiny::phrases({{text, {"Debe adjuntar una copia de su permiso de residencia", {1, 2, 3, 4, 5, 6, 7, 8, 9}}}}),
      guarded);
  EXPECT_EQ(good.level, Level::good);
  EXPECT_TRUE(good.flags.empty());
}

TEST(Translate, ComparesNegationWhereBothWordListsAreThere) {
  const auto lists = [](const std::string& code) {
    std::ifstream file(std::string(PARVIS_TEST_DATA) + "/../../i18n/guards/" + code + ".json");
    const std::string json{std::istreambuf_iterator<char>(file), {}};
    return std::make_shared<const GuardLists>(GuardLists::parse(json).value());
  };
  const TranslationOptions guarded{.source_lists = lists("fr"), .target_lists = lists("en")};
  const std::string text = "Vous ne devez pas signer ici";
  const auto reversed =
      translated("en", {text}, tiny::phrases({{text, {"You must sign here", {0, 2, 4, 5}}}}), guarded);
  EXPECT_TRUE(has(reversed, Flag::negation));
  EXPECT_EQ(reversed.status, TranslationStatus::kept);
  const auto kept =
      translated("en", {text}, tiny::phrases({{text, {"You must not sign here", {0, 2, 3, 4, 5}}}}), guarded);
  EXPECT_TRUE(kept.flags.empty());
}

// ---- markup ----------------------------------------------------------------------------------------------------

TEST(TranslateMarkup, MovesTagsWithTheirWords) {
  const auto model = tiny::phrases({{"Joignez votre titre au dossier.", {"أرفق بالملف سندك.", {0, 4, 2}}}});
  EXPECT_EQ(translated("ar", {" Joignez <b class=\"x\">votre <i>titre</i></b> au dossier.\n", true}, model).text,
            " أرفق بالملف <b class=\"x\"><i>سندك</i></b>.\n");
}

TEST(TranslateMarkup, EndsLinesAtBreaksAndKeepsSpansAcrossSentences) {
  const auto model = tiny::phrases({{"Nom", {"Name", {0}}},
                                    {"Prénom", {"First name", {0, 0}}},
                                    {"Signez ici.", {"Sign here.", {0, 1}}},
                                    {"Datez aussi.", {"Date it too.", {0, 0, 1}}}});
  const auto lines = translated("en", {"Nom<br>Prénom", true}, model);
  EXPECT_EQ(lines.text, "Name<br>First name");
  EXPECT_EQ(translated("en", {"<b>Signez ici. Datez</b> aussi.", true}, model).text, "<b>Sign here. Date it</b> too.");
}

TEST(TranslateMarkup, KeepsReferencesAndNoBreakSpaces) {
  EXPECT_EQ(translated("en", {"Revenus &lt; 1&nbsp;250,00&nbsp;&euro; &amp; loyer", true}, tiny::echo).text,
            "Revenus &lt; 1\u00a0250,00\u00a0€ &amp; loyer");
}

TEST(TranslateMarkup, FollowsTagsInsideLocks) {
  const auto model = tiny::phrases({{"avant le <ph1> ici", {"here before <ph1>", {3, 0, 2}}}});
  EXPECT_EQ(translated("en", {"avant le <b>15</b> mars 2026 ici", true}, model).text,
            "here before <b>15</b> mars 2026");
}

TEST(TranslateMarkup, KeepsTheSourceOfBrokenMarkup) {
  const auto result = translated("en", {"<b>Nom", true}, tiny::echo);
  EXPECT_EQ(result.text, "<b>Nom");
  EXPECT_EQ(result.status, TranslationStatus::kept);
  EXPECT_TRUE(has(result, Flag::markup_invalid));
  EXPECT_EQ(translated("en", {"<b>Nom", false}, tiny::echo).text, "<b>Nom");
}

TEST(TranslateMarkup, GivesEveryEchoBack) {
  for (const std::string text : {"<a href=\"x\">Nom <b>de famille</b></a> <br> et <i>prénoms</i>.",
                                 "  <b> Nom </b>: <i></i>", "<b>Un.</b> Deux. <i>Trois</i>", "Le 1<sup>er</sup> mars",
                                 "<x1>Nom</x1><x2/>", "NOM DE <b>FAMILLE</b>", "<b>12</b>", "<!-- note -->Nom"}) {
    EXPECT_EQ(translated("es", {text, true}, tiny::echo).text, text);
  }
}

// ---- the interface ---------------------------------------------------------------------------------------------

TEST(Translate, RefusesTensorsThatDoNotFit) {
  TranslationJob job = job_for("ar", {{"Nom"}, {"Prénom"}});
  const auto batch = job.next();
  ASSERT_TRUE(batch);
  const tiny::Tensors good = tiny::run(*batch, tiny::echo);
  BatchOutput bad = good.view();
  bad.width = 3;
  EXPECT_EQ(job.accept(batch->id, bad).error().code, ErrorCode::job_shape_invalid);
  bad = good.view();
  bad.steps += 1;
  EXPECT_EQ(job.accept(batch->id, bad).error().code, ErrorCode::job_shape_invalid);
  bad = good.view();
  bad.score = bad.score.first(bad.score.size() - 1);
  EXPECT_EQ(job.accept(batch->id, bad).error().code, ErrorCode::job_shape_invalid);
  EXPECT_EQ(job.accept(batch->id + 1, good.view()).error().code, ErrorCode::job_batch_unknown);
  EXPECT_TRUE(has(job.results()[0], Flag::unfinished));
  EXPECT_EQ(job.results()[0].status, TranslationStatus::kept);
  EXPECT_TRUE(job.accept(batch->id, good.view()));
  EXPECT_EQ(job.accept(batch->id, good.view()).error().code, ErrorCode::job_batch_unknown);
  EXPECT_EQ(job.results()[0].text, "Nom");
}

TEST(Translate, SurvivesAnyTensors) {
  std::uint32_t seed = 7;
  const auto random = [&] { return seed = seed * 1664525 + 1013904223; };
  for (int round = 0; round < 200; ++round) {
    TranslationJob job = job_for("ar", {{"Le <b>15 mars 2026</b>, payez 2 fois.", true}, {"NOM (AB-1234)"}});
    while (const auto batch = job.next()) {
      tiny::Tensors tensors{{}, {}, {}, random() % 30, batch->rows};
      for (std::size_t i = 0; i < tensors.steps * tensors.width; ++i) {
        const std::uint32_t kind = random() >> 28;
        tensors.target.push_back(kind == 0  ? 0
                                 : kind < 3 ? static_cast<std::int32_t>(random())
                                            : static_cast<std::int32_t>((random() >> 8) % 800));
        tensors.alignment.push_back(kind == 1 ? static_cast<std::int32_t>(random())
                                              : static_cast<std::int32_t>((random() >> 8) % 20));
        tensors.score.push_back(static_cast<float>(static_cast<std::int32_t>(random())));
      }
      ASSERT_TRUE(job.accept(batch->id, tensors.view()));
    }
    for (const TranslationResult& result : job.results()) {
      EXPECT_GE(result.confidence, 0);
      EXPECT_LE(result.confidence, 1);
    }
  }
}

TEST(Translate, RefusesPacksThatDoNotFitTogether) {
  const auto language = tiny::open(tiny::raw_language("ar"));
  const auto code = [](const auto& job) { return to_string(job.error().code); };
  EXPECT_EQ(code(TranslationJob::create(body(), language, "es", {})), "pack-direction-missing");
  EXPECT_EQ(code(TranslationJob::create(body(), body(), "ar", {})), "argument-invalid");
  EXPECT_EQ(code(TranslationJob::create(nullptr, language, "ar", {})), "pack-body-missing");
  EXPECT_EQ(code(TranslationJob::create(language, language, "ar", {})), "pack-body-missing");
  auto other = tiny::raw_language("ar");
  other.manifest["needs"] = {"body-2"};
  EXPECT_EQ(TranslationJob::create(body(), tiny::open(other), "ar", {}).error().detail, "body-2");
  other = tiny::raw_language("ar");
  other.manifest["architecture"]["d"] = 256;
  EXPECT_EQ(code(TranslationJob::create(body(), tiny::open(other), "ar", {})), "pack-body-missing");
  other.manifest = tiny::raw_language("ar").manifest;
  other.manifest["status"]["ar-fr"] = "off";
  EXPECT_EQ(TranslationJob::create(body(), tiny::open(other), "fr", {}).error().detail, "ar-fr");
  EXPECT_TRUE(TranslationJob::create(body(), tiny::open(other), "ar", {}));
  const auto few = tiny::raw_language("ar", tiny::pieces_file([](PieceId id) { return id < 30 ? 3 : 0; }));
  EXPECT_EQ(code(TranslationJob::create(body(), tiny::open(few), "ar", {})), "pack-pieces-invalid");
}

}  // namespace
}  // namespace parvis
