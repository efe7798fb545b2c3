#include "parvis/termbase.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "support/terms.h"

namespace parvis {
namespace {

const char* const kTerms = R"json([
  {"id": "qf", "fr": "quotient familial", "forms": ["quotients familiaux"], "to": "family quotient"},
  {"id": "avis", "fr": "avis d'imposition", "to": "tax notice"},
  {"id": "creance", "fr": "créance", "to": "claim (debt owed to you)"
},
  {"id": "assure", "fr": "assuré", "when": ["caisse", "maladie"], "to": "insured person"},
  {"id": "appel", "fr": "appel", "when": ["jugement", "tribunal"], "to": "appeal"},
  {"id": "tuteur", "fr": "tuteur", "to": "guardian"},
  {"id": "conseil", "fr": "médecin-conseil", "forms": ["médecins-conseils"], "to": "insurance fund doctor"},
  {"id": "caf", "kind": "acronym", "fr": "CAF", "to": "CAF (family benefits office)"},
  {"id": "pacs", "kind": "acronym", "fr": "Pacs", "forms": ["PACS"], "to": "Pacs (civil partnership)"},
  {"id": "tj", "kind": "institution", "fr": "tribunal judiciaire", "to": "tribunal judiciaire (civil court)"},
  {"id": "exonere", "fr": "exonéré", "to": "exempt", "guides": false}
])json";

Termbase english() { return *Termbase::parse(tiny::term_list("en", kTerms)); }

/// "id:words" of each term found.
std::vector<std::string> found_in(const std::string& text) {
  const Termbase base = english();
  std::vector<std::string> found;
  for (const FoundTerm& term : base.find(text)) {
    found.push_back(base.entry(term.entry).id + ":" + text.substr(term.begin, term.end - term.begin));
  }
  return found;
}

using List = std::vector<std::string>;

TEST(Termbase, FindsTermsInTheirInflections) {
  EXPECT_EQ(found_in("Votre quotient familial et les quotients familiaux"),
            (List{"qf:quotient familial", "qf:quotients familiaux"}));
  EXPECT_EQ(found_in("Le tuteur, la tutrice, deux tuteurs"), (List{"tuteur:tuteur", "tuteur:tuteurs"}));
  EXPECT_EQ(found_in("Joindre l'avis d'imposition"), (List{"avis:avis d'imposition"}));
  EXPECT_EQ(found_in("Avis d’imposition"), (List{"avis:Avis d’imposition"})) << "typographic apostrophe";
  EXPECT_EQ(found_in("le médecin conseil ; les médecins-conseils"),
            (List{"conseil:médecin conseil", "conseil:médecins-conseils"}));
}

TEST(Termbase, ReadsCapitals) {
  EXPECT_EQ(found_in("QUOTIENT FAMILIAL"), (List{"qf:QUOTIENT FAMILIAL"}));
  EXPECT_EQ(found_in("MONTANT DE LA CREANCE"), (List{"creance:CREANCE"})) << "capitals may lack their accents";
  EXPECT_EQ(found_in("une creance"), List{}) << "small letters may not";
  EXPECT_EQ(found_in("Créances"), (List{"creance:Créances"}));
}

TEST(Termbase, FindsAcronymsByTheirCapitals) {
  EXPECT_EQ(found_in("la CAF, un Pacs, le PACS"), (List{"caf:CAF", "pacs:Pacs", "pacs:PACS"}));
  EXPECT_EQ(found_in("un café à la caf, pacs"), List{});
}

TEST(Termbase, LeavesPartsOfWordsAndOtherWordsAlone) {
  EXPECT_EQ(found_in("le vice-tuteur ; tuteur-e"), List{});
  EXPECT_EQ(found_in("avis, d'imposition"), List{}) << "a comma parts them";
  EXPECT_EQ(found_in("il tuteur"), List{}) << "a verb after a pronoun";
}

TEST(Termbase, FindsConfusableTermsByTheirNeighbours) {
  EXPECT_EQ(found_in("L'assuré écrit à sa caisse."), (List{"assure:assuré"}));
  EXPECT_EQ(found_in("L'assuré écrit."), List{});
  EXPECT_EQ(found_in("Vous pouvez former un appel des jugements."), (List{"appel:appel"}));
  EXPECT_EQ(found_in("L'appel de fonds du tribunal"), List{}) << "a longer term";
  EXPECT_EQ(found_in("L'appel de ce jugement"), (List{"appel:appel"}));
  EXPECT_EQ(found_in("Faites appel à un artisan avant le jugement."), List{}) << "no determiner: another sense";
}

TEST(Termbase, AnswersForWholeLabels) {
  const Termbase base = english();
  const auto id = [&](const char* text) {
    const TermEntry* entry = base.find_whole(text);
    return entry == nullptr ? std::string("-") : entry->id;
  };
  EXPECT_EQ(id("Quotient familial"), "qf");
  EXPECT_EQ(id("Le quotient familial :"), "qf");
  EXPECT_EQ(id("L’avis d’imposition *"), "avis");
  EXPECT_EQ(id("CAF"), "caf");
  EXPECT_EQ(id("Quotients familiaux"), "-") << "the equivalent is no plural";
  EXPECT_EQ(id("Tuteurs"), "-");
  EXPECT_EQ(id("Appel"), "-") << "confusable";
  EXPECT_EQ(id("Votre quotient familial"), "-");
  EXPECT_EQ(id(""), "-");
  EXPECT_EQ(id("("), "-");
}

TEST(Termbase, KeepsGlossesApart) {
  const Termbase base = english();
  const TermEntry* caf = base.find_whole("CAF");
  ASSERT_NE(caf, nullptr);
  EXPECT_EQ(caf->equivalent, "CAF (family benefits office)");
  EXPECT_EQ(caf->head, "CAF");
  EXPECT_EQ(to_string(caf->kind), "acronym");
  const Termbase chinese =
      *Termbase::parse(tiny::term_list("zh", R"([{"id": "a", "fr": "Sirene", "to": "Sirene（企业名录）"}])"));
  EXPECT_EQ(chinese.entry(0).head, "Sirene");
}

TEST(Termbase, TellsRespectedTerms) {
  const Termbase base = english();
  const auto respects = [&](const char* french, const char* target) {
    return base.is_respected(base.find(french).at(0).entry, target);
  };
  EXPECT_TRUE(respects("la CAF", "Write to the CAF."));
  EXPECT_FALSE(respects("la CAF", "Write to the caf.")) << "a name keeps its capitals";
  EXPECT_TRUE(respects("un Pacs", "a PACS")) << "spelt otherwise";
  EXPECT_TRUE(respects("le tribunal judiciaire", "Tribunal judiciaire of Lyon"));
  EXPECT_FALSE(respects("le tribunal judiciaire", "Court of Lyon"));
  EXPECT_TRUE(respects("une créance", "Your claims are due.")) << "the gloss is not asked for";
}

TEST(Termbase, RefusesWhatIsNoTermList) {
  const auto code = [](const std::string& json) {
    const auto base = Termbase::parse(json);
    return base ? std::string("read") : std::string(to_string(base.error().code));
  };
  EXPECT_EQ(code("PVB1"), "lists-invalid");
  EXPECT_EQ(code(R"({"language": "xx", "terms": []})"), "lists-invalid");
  EXPECT_EQ(code(R"({"language": "fr", "terms": []})"), "lists-invalid");
  EXPECT_EQ(code(R"({"language": 3, "terms": []})"), "lists-invalid");
  EXPECT_EQ(code(R"({"language": "en"})"), "lists-invalid");
  for (const char* row :
       {"3", R"({"id": "a", "fr": "b"})", R"json({"id": "a", "fr": "b", "to": "(c)"})json",
        R"({"id": "a", "fr": "b", "to": "c", "kind": "verb"})", R"({"id": "a", "fr": "b", "to": "c", "forms": "b"})"}) {
    EXPECT_EQ(code(tiny::term_list("en", std::string("[") + row + "]")), "lists-invalid") << row;
  }
  EXPECT_EQ(code(tiny::term_list("en", "[]")), "read");
}

struct Inflected {
  const char* language;
  const char* term;
  const char* text;
};

TEST(TermForms, KnowsInflectedEquivalents) {
  for (const auto& [language, term, text] : std::initializer_list<Inflected>{
           {"en", "tax notice", "Enclose your tax notices for both years."},
           {"en", "benefit", "These benefits are paid monthly."},
           {"en", "body responsible for the procedure", "the bodies responsible for this procedure"},
           {"es", "requerimiento oficial de pago", "los requerimientos oficiales de pago"},
           {"es", "decisión", "las decisiones del juez"},
           {"pt", "declaração de rendimentos", "as declarações dos rendimentos"},
           {"it", "avviso d'imposta", "con gli avvisi d'imposta"},
           {"it", "richiesta", "le richieste respinte"},
           {"de", "Antrag", "die Anträge der Familie"},
           {"de", "rechtmäßiger Aufenthalt", "wegen des rechtmäßigen Aufenthalts"},
           {"ro", "locuință vacantă", "chiria locuinței vacante"},
           {"ro", "cerere", "depunerea cererilor"},
           {"pl", "świadczenie rodzinne", "prawo do świadczeń rodzinnych"},
           {"pl", "umowa najmu", "bez umów najmu"},
           {"ru", "страховой полис", "по страховому полису"},
           {"ru", "вид на жительство", "без вида на жительство"},
           {"uk", "податкове повідомлення", "з податковим повідомленням"},
           {"uk", "календарний рік", "протягом календарного року"},
           {"uk", "заборгованість", "сума заборгованості"},
           {"tr", "oturma izni", "oturma izninizin fotokopisi"},
           {"tr", "çocuk", "çocuğunuzun adı"},
           {"sq", "leje qëndrimi", "kopja e lejes së qëndrimit"},
           {"ar", "إعانة", "صرف الإعانات العائلية"},
           {"ar", "مستحقات", "والمستحقات المتأخرة"},
           {"ar", "سكن شاغر", "للسكن الشاغر"},
           {"fa", "گواهی اقامت", "گواهی‌های اقامت شما"},
           {"fa", "مالیات", "مالیات‌ها"},
           {"ps", "کاري ورځ", "درې کاري ورځې"},
           {"zh", "居留证", "请附上您的居留证复印件"},
           {"vi", "giấy phép cư trú", "Bản sao Giấy phép cư trú của bạn"}}) {
    EXPECT_TRUE(stands_in(term, text, language)) << language << ": " << term;
  }
}

TEST(TermForms, TellsOtherWordsApart) {
  for (const auto& [language, term, text] :
       std::initializer_list<Inflected>{{"en", "tax notice", "Enclose your tax return."},
                                        {"en", "tax notice", "the tax is due; you will find a separate notice"},
                                        {"en", "claim", "the climate"},
                                        {"es", "recurso de reposición", "un recurso gracioso"},
                                        {"pt", "subsídio", "a subsistência"},
                                        {"it", "avviso", "l'avvocato"},
                                        {"de", "Antrag", "die Antwort"},
                                        {"ro", "cerere", "cerul"},
                                        {"pl", "umowa", "umysł"},
                                        {"ru", "справка", "справедливость"},
                                        {"uk", "рік", "рука"},
                                        {"tr", "izin", "iz"},
                                        {"sq", "leje", "libër"},
                                        {"ar", "إعانة", "إعلان"},
                                        {"fa", "مالیات", "مالی"},
                                        {"ps", "ورځ", "ورور"},
                                        {"zh", "居留证", "居住证明"},
                                        {"vi", "giấy phép cư trú", "giấy phep cư trú"},
                                        {"en", "", "anything"},
                                        {"en", "claim", ""}}) {
    EXPECT_FALSE(stands_in(term, text, language)) << language << ": " << term;
  }
}

}  // namespace
}  // namespace parvis
