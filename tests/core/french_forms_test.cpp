#include "parvis/french_forms.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace parvis {
namespace {

/// Je, tu, il, nous, vous, ils; "-" where there is no form.
std::string table(std::string_view verb, Mood mood, Tense tense) {
  std::string result;
  for (const Number number : {Number::singular, Number::plural}) {
    for (const Person person : {Person::first, Person::second, Person::third}) {
      result += (result.empty() ? "" : " ") + conjugate(verb, mood, tense, person, number).value_or("-");
    }
  }
  return result;
}

struct Row {
  const char* verb;
  const char* forms;
};

TEST(FrenchForms, PresentIndicative) {
  const std::vector<Row> rows{
      {"demander", "demande demandes demande demandons demandez demandent"},
      {"commencer", "commence commences commence commençons commencez commencent"},
      {"changer", "change changes change changeons changez changent"},
      {"rappeler", "rappelle rappelles rappelle rappelons rappelez rappellent"},
      {"rejeter", "rejette rejettes rejette rejetons rejetez rejettent"},
      {"acheter", "achète achètes achète achetons achetez achètent"},
      {"cacheter", "cachette cachettes cachette cachetons cachetez cachettent"},
      {"relever", "relève relèves relève relevons relevez relèvent"},
      {"compléter", "complète complètes complète complétons complétez complètent"},
      {"régler", "règle règles règle réglons réglez règlent"},
      {"déléguer", "délègue délègues délègue déléguons déléguez délèguent"},
      {"annexer", "annexe annexes annexe annexons annexez annexent"},
      {"agréer", "agrée agrées agrée agréons agréez agréent"},
      {"envoyer", "envoie envoies envoie envoyons envoyez envoient"},
      {"payer", "paie paies paie payons payez paient"},
      {"appuyer", "appuie appuies appuie appuyons appuyez appuient"},
      {"installer", "installe installes installe installons installez installent"},
      {"remplir", "remplis remplis remplit remplissons remplissez remplissent"},
      {"répartir", "répartis répartis répartit répartissons répartissez répartissent"},
      {"partir", "pars pars part partons partez partent"},
      {"obtenir", "obtiens obtiens obtient obtenons obtenez obtiennent"},
      {"requérir", "requiers requiers requiert requérons requérez requièrent"},
      {"rendre", "rends rends rend rendons rendez rendent"},
      {"joindre", "joins joins joint joignons joignez joignent"},
      {"permettre", "permets permets permet permettons permettez permettent"},
      {"résoudre", "résous résous résout résolvons résolvez résolvent"},
      {"inscrire", "inscris inscris inscrit inscrivons inscrivez inscrivent"},
      {"interdire", "interdis interdis interdit interdisons interdisez interdisent"},
      {"produire", "produis produis produit produisons produisez produisent"},
      {"connaître", "connais connais connaît connaissons connaissez connaissent"},
      {"satisfaire", "satisfais satisfais satisfait satisfaisons satisfaites satisfont"},
      {"percevoir", "perçois perçois perçoit percevons percevez perçoivent"},
      {"pouvoir", "peux peux peut pouvons pouvez peuvent"},
      {"devoir", "dois dois doit devons devez doivent"},
      {"falloir", "- - faut - - -"},
      {"être", "suis es est sommes êtes sont"},
      {"avoir", "ai as a avons avez ont"},
      {"aller", "vais vas va allons allez vont"},
  };
  for (const Row& row : rows) EXPECT_EQ(table(row.verb, Mood::indicative, Tense::present), row.forms) << row.verb;
}

TEST(FrenchForms, OtherTenses) {
  EXPECT_EQ(table("changer", Mood::indicative, Tense::imperfect),
            "changeais changeais changeait changions changiez changeaient");
  EXPECT_EQ(table("être", Mood::indicative, Tense::imperfect), "étais étais était étions étiez étaient");
  EXPECT_EQ(table("commencer", Mood::indicative, Tense::past),
            "commençai commenças commença commençâmes commençâtes commencèrent");
  EXPECT_EQ(table("obtenir", Mood::indicative, Tense::past), "obtins obtins obtint obtînmes obtîntes obtinrent");
  EXPECT_EQ(table("devoir", Mood::indicative, Tense::past), "dus dus dut dûmes dûtes durent");
  EXPECT_EQ(table("appeler", Mood::indicative, Tense::future),
            "appellerai appelleras appellera appellerons appellerez appelleront");
  EXPECT_EQ(table("céder", Mood::indicative, Tense::future), "céderai céderas cédera céderons céderez céderont");
  EXPECT_EQ(table("renvoyer", Mood::indicative, Tense::future),
            "renverrai renverras renverra renverrons renverrez renverront");
  EXPECT_EQ(table("prévoir", Mood::indicative, Tense::future),
            "prévoirai prévoiras prévoira prévoirons prévoirez prévoiront");
  EXPECT_EQ(table("pouvoir", Mood::conditional, Tense::present),
            "pourrais pourrais pourrait pourrions pourriez pourraient");
  EXPECT_EQ(table("faire", Mood::subjunctive, Tense::present), "fasse fasses fasse fassions fassiez fassent");
  EXPECT_EQ(table("prendre", Mood::subjunctive, Tense::present), "prenne prennes prenne prenions preniez prennent");
  EXPECT_EQ(table("remplir", Mood::subjunctive, Tense::imperfect),
            "remplisse remplisses remplît remplissions remplissiez remplissent");
  EXPECT_EQ(table("joindre", Mood::imperative, Tense::present), "- joins - joignons joignez -");
  EXPECT_EQ(table("envoyer", Mood::imperative, Tense::present), "- envoie - envoyons envoyez -");
  EXPECT_EQ(table("vouloir", Mood::imperative, Tense::present), "- veuille - veuillons veuillez -");
  EXPECT_EQ(table("falloir", Mood::subjunctive, Tense::present), "- - faille - - -");
}

TEST(FrenchForms, Participles) {
  const auto all = [](std::string_view verb) {
    std::string result;
    for (const Number number : {Number::singular, Number::plural}) {
      for (const Gender gender : {Gender::masculine, Gender::feminine}) {
        result += (result.empty() ? "" : " ") + past_participle(verb, gender, number).value_or("-");
      }
    }
    return result;
  };
  EXPECT_EQ(all("transmettre"), "transmis transmise transmis transmises");
  EXPECT_EQ(all("devoir"), "dû due dus dues");
  EXPECT_EQ(all("ouvrir"), "ouvert ouverte ouverts ouvertes");
  EXPECT_EQ(all("naître"), "né née nés nées");
  EXPECT_EQ(all("dissoudre"), "dissous dissoute dissous dissoutes");
  EXPECT_EQ(all("exclure"), "exclu exclue exclus exclues");
  EXPECT_EQ(all("inclure"), "inclus incluse inclus incluses");
  EXPECT_EQ(present_participle("changer"), "changeant");
  EXPECT_EQ(present_participle("avoir"), "ayant");
  EXPECT_EQ(present_participle("savoir"), "sachant");
  EXPECT_EQ(present_participle("finir"), "finissant");
  EXPECT_TRUE(takes_etre("devenir"));
  EXPECT_FALSE(takes_etre("tenir"));
}

TEST(FrenchForms, TakesTheMorphologyOfAWord) {
  Morphology form{Gender::none, Number::plural, Person::third, Tense::future, Mood::indicative, VerbForm::finite};
  EXPECT_EQ(conjugate("transmettre", form), "transmettront");
  form.tense = Tense::present;
  EXPECT_EQ(conjugate("transmettre", form), "transmettent");
  EXPECT_EQ(conjugate("transmettre", Morphology{Gender::feminine, Number::plural, Person::none, Tense::past, Mood::none,
                                                VerbForm::participle}),
            "transmises");
  EXPECT_EQ(conjugate("payer", Morphology{.verb_form = VerbForm::infinitive}), "payer");
}

TEST(FrenchForms, RefusesWhatIsNoVerbForm) {
  EXPECT_FALSE(conjugate("dossier ", Mood::indicative, Tense::present, Person::third, Number::singular));
  EXPECT_FALSE(conjugate("document", Mood::indicative, Tense::present, Person::third, Number::singular));
  EXPECT_FALSE(conjugate("", Mood::indicative, Tense::present, Person::third, Number::singular));
  EXPECT_FALSE(conjugate("payer", Mood::indicative, Tense::present, Person::none, Number::singular));
  EXPECT_FALSE(conjugate("payer", Mood::imperative, Tense::present, Person::third, Number::singular));
  EXPECT_FALSE(conjugate("payer", Mood::conditional, Tense::past, Person::third, Number::singular));
  EXPECT_FALSE(conjugate("payer", Morphology{}));
  EXPECT_FALSE(past_participle("xyz", Gender::masculine, Number::singular));
}

TEST(FrenchForms, Plurals) {
  const std::vector<Row> rows{{"dossier", "dossiers"},
                              {"avis", "avis"},
                              {"prix", "prix"},
                              {"journal", "journaux"},
                              {"bail", "baux"},
                              {"détail", "détails"},
                              {"bureau", "bureaux"},
                              {"lieu", "lieux"},
                              {"pneu", "pneus"},
                              {"genou", "genoux"},
                              {"trou", "trous"},
                              {"légal", "légaux"},
                              {"natal", "natals"},
                              {"prénatal", "prénatals"},
                              {"travail", "travaux"},
                              {"tribunal", "tribunaux"},
                              {"rendez-vous", "rendez-vous"},
                              {"procès-verbal", "procès-verbaux"},
                              {"", ""}};
  for (const Row& row : rows) EXPECT_EQ(plural(row.verb), row.forms);
}

TEST(FrenchForms, Feminines) {
  const std::vector<Row> rows{
      {"valable", "valable"},    {"français", "française"},   {"actif", "active"},         {"ancien", "ancienne"},
      {"premier", "première"},   {"sérieux", "sérieuse"},     {"annuel", "annuelle"},      {"complet", "complète"},
      {"public", "publique"},    {"nouveau", "nouvelle"},     {"directeur", "directrice"}, {"demandeur", "demandeuse"},
      {"visiteur", "visiteuse"}, {"antérieur", "antérieure"}, {"bailleur", "bailleresse"}, {"net", "nette"},
      {"bref", "brève"},         {"aigu", "aiguë"},           {"gratuit", "gratuite"}};
  for (const Row& row : rows) EXPECT_EQ(feminine(row.verb), row.forms);
  EXPECT_EQ(inflect_adjective("légal", Gender::feminine, Number::plural), "légales");
  EXPECT_EQ(inflect_adjective("légal", Gender::masculine, Number::plural), "légaux");
  EXPECT_EQ(inflect_adjective("légal", Gender::none, Number::none), "légal");
}

TEST(FrenchForms, VowelSounds) {
  for (const char* word : {"avis", "État", "école", "œuvre", "habitation", "Hôpital", "honoraires", "huissier", "y",
                           "URSSAF", "EDF", "allocation"}) {
    EXPECT_TRUE(begins_with_vowel_sound(word)) << word;
  }
  for (const char* word : {"dossier", "hors", "handicapé", "hausse", "hiérarchie", "huit", "onze", "oui", "RSA", "HLM",
                           "CAF", "11", "<ph1>", "", "« avis", "yaourt"}) {
    EXPECT_FALSE(begins_with_vowel_sound(word)) << word;
  }
}

TEST(FrenchForms, WordsBeforeOthers) {
  EXPECT_EQ(before("le", "avis"), "l'");
  EXPECT_EQ(before("Le", "dossier"), "Le ");
  EXPECT_EQ(before("Que", "elle"), "Qu'");
  EXPECT_EQ(before("jusque", "à"), "jusqu'");
  EXPECT_EQ(before("de", "EDF"), "d'");
  EXPECT_EQ(before("le", "handicap"), "le ");
  EXPECT_EQ(before("si", "il"), "s'");
  EXPECT_EQ(before("si", "elle"), "si ");
  EXPECT_EQ(before("sa", "adresse", true), "son ");
  EXPECT_EQ(before("Ce", "arrêté", true), "Cet ");
  EXPECT_EQ(before("ce", "est"), "c'");
  EXPECT_EQ(before("nouveau", "avis", true), "nouvel ");
  EXPECT_EQ(before("nouveau", "et"), "nouveau ");
  EXPECT_EQ(before("une", "adresse"), "une ");
}

TEST(FrenchForms, Articles) {
  const auto masculine = Gender::masculine;
  const auto feminine_gender = Gender::feminine;
  EXPECT_EQ(with_article("de", masculine, Number::singular, "dossier"), "du ");
  EXPECT_EQ(with_article("de", masculine, Number::singular, "avis"), "de l'");
  EXPECT_EQ(with_article("de", feminine_gender, Number::singular, "mairie"), "de la ");
  EXPECT_EQ(with_article("à", feminine_gender, Number::singular, "allocation"), "à l'");
  EXPECT_EQ(with_article("À", masculine, Number::singular, "guichet"), "Au ");
  EXPECT_EQ(with_article("à", masculine, Number::plural, "impôts"), "aux ");
  EXPECT_EQ(with_article("De", feminine_gender, Number::plural, "aides"), "Des ");
  EXPECT_EQ(with_article("pour", masculine, Number::singular, "hôpital"), "pour l'");
  EXPECT_EQ(with_article("", masculine, Number::singular, "héros"), "le ");
  EXPECT_EQ(with_article("sans", masculine, Number::plural, "frais"), "sans les ");
}

}  // namespace
}  // namespace parvis
