#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <span>
#include <string>
#include <string_view>

#include "parvis/simplify.h"

namespace parvis {
namespace {

std::string read_file(const std::string& path) {
  std::ifstream file(std::string(PARVIS_TEST_DATA) + "/../../" + path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// Rules of grammar alone: no phrase of a table.
const Simplifier& simplifier() {
  static const Simplifier made = [] {
    const std::string model = read_file("models/french/french.bin");
    return Simplifier::create(FrenchAnalyser::load(std::as_bytes(std::span(model))).value(), SimplifyLists(),
                              GuardLists::parse(read_file("i18n/guards/fr.json")).value())
        .value();
  }();
  return made;
}

std::string plain(std::string_view text, SimplifyLevel level = SimplifyLevel::standard, bool markup = false) {
  return simplifier().simplify(text, {level, markup}).value().text;
}

struct Example {
  std::string_view from;
  std::string_view to;
};

void expect_all(std::span<const Example> examples, SimplifyLevel level) {
  for (const Example& example : examples) EXPECT_EQ(plain(example.from, level), example.to);
}

void expect_unchanged(std::span<const std::string_view> texts, SimplifyLevel level) {
  for (const std::string_view text : texts) EXPECT_EQ(plain(text, level), text);
}

TEST(SimplifyCuts, ParticipleWithItsOwnSubjectBecomesASentence) {
  constexpr Example kExamples[] = {
      {"Le remboursement sera limité à la distance entre votre domicile et la structure de soins la plus proche, la "
       "différence demeurant à votre charge.",
       "Le remboursement sera limité à la distance entre votre domicile et la structure de soins la plus proche. La "
       "différence demeure à votre charge."},
      {"Vous pouvez, à tout moment, saisir le juge de l'exécution d'une contestation écrite, ces démarches n'ayant "
       "pas pour effet de suspendre la procédure.",
       "Vous pouvez, à tout moment, saisir le juge de l'exécution d'une contestation écrite. Ces démarches n'ont pas "
       "pour effet de suspendre la procédure."},
      {"Il vous incombe de déclarer vos ressources chaque mois sur votre compte, tout défaut de déclaration entraînant "
       "la suspension du versement.",
       "Il vous incombe de déclarer vos ressources chaque mois sur votre compte. Tout défaut de déclaration entraîne "
       "la "
       "suspension du versement."}};
  expect_all(kExamples, SimplifyLevel::standard);
}

TEST(SimplifyCuts, ParticipleThatDescribesANounStays) {
  constexpr std::string_view kTexts[] = {
      "Vous devez nous envoyer le formulaire rempli, la copie de votre titre de séjour, les pièces prouvant votre "
      "adresse et votre situation.",
      "Vous pouvez prendre rendez-vous avec le service social de votre commune, en appelant le numéro qui se trouve en "
      "haut de la lettre."};
  expect_unchanged(kTexts, SimplifyLevel::standard);
}

TEST(SimplifyCuts, WhatIsRecalledBecomesASentence) {
  constexpr Example kExamples[] = {
      {"Vous disposez de trois mois pour faire parvenir à la mairie les pièces manquantes, étant précisé que le délai "
       "commencera à courir à la date de leur réception.",
       "Vous disposez de trois mois pour faire parvenir à la mairie les pièces manquantes. Le délai commencera à "
       "courir à la date de leur réception."}};
  expect_all(kExamples, SimplifyLevel::standard);
}

TEST(SimplifyCuts, ConnectorsOpenASentence) {
  constexpr Example kExamples[] = {
      {"La déclaration doit parvenir à la caisse avant la fin du mois suivant le trimestre, à défaut de quoi le "
       "versement est interrompu.",
       "La déclaration doit parvenir à la caisse avant la fin du mois suivant le trimestre. À défaut, le versement est "
       "interrompu."},
      {"Les titres oubliés au guichet depuis plus de trois mois peuvent être détruits, auquel cas vous devez déposer "
       "une "
       "nouvelle demande au même guichet.",
       "Les titres oubliés au guichet depuis plus de trois mois peuvent être détruits. Dans ce cas, vous devez déposer "
       "une nouvelle demande au même guichet."}};
  expect_all(kExamples, SimplifyLevel::standard);
}

TEST(SimplifyCuts, ReferencesGoToTheEnd) {
  constexpr Example kExamples[] = {
      {"En application de l'article L. 262-46 du code de l'action sociale et des familles, vous devez rembourser cette "
       "somme dans les vingt jours.",
       "Vous devez rembourser cette somme dans les vingt jours. La règle est l'article L. 262-46 du code de l'action "
       "sociale et des familles."},
      {"Il vous est alloué, conformément à l'article L. 434-1 du code de la sécurité sociale, une indemnité en capital "
       "de 3 872,55 €.",
       "Il vous est alloué une indemnité en capital de 3 872,55 €. La règle est l'article L. 434-1 du code de la "
       "sécurité sociale."}};
  expect_all(kExamples, SimplifyLevel::standard);
}

TEST(SimplifyCuts, CoordinatedClausesGetTheirSubject) {
  constexpr Example kExamples[] = {
      {"Les électeurs peuvent vérifier les inscriptions et présenter par écrit des demandes à la mairie jusqu'au jour "
       "qui précède la date du scrutin.",
       "Les électeurs peuvent vérifier les inscriptions. Ils peuvent présenter par écrit des demandes à la mairie "
       "jusqu'au jour qui précède la date du scrutin."},
      {"Cette injonction est prise par arrêté du maire et notifiée au propriétaire ou au syndic de copropriété pour "
       "les "
       "parties communes de l'immeuble.",
       "Cette injonction est prise par arrêté du maire. Cette injonction est notifiée au propriétaire ou au syndic de "
       "copropriété "
       "pour les parties communes de l'immeuble."}};
  expect_all(kExamples, SimplifyLevel::standard);
  constexpr Example kSubjects[] = {
      {"L'enfant est inscrit au fichier des personnes recherchées et fait l'objet d'un signalement au système "
       "d'information de l'espace Schengen.",
       "L'enfant est inscrit au fichier des personnes recherchées. L'enfant fait l'objet d'un signalement au système "
       "d'information de l'espace Schengen."},
      {"Vous pouvez demander le concours d'un interprète et être assisté d'un avocat de votre choix ou désigné par le "
       "bâtonnier.",
       "Vous pouvez demander le concours d'un interprète. Vous pouvez être assisté d'un avocat de votre choix ou "
       "désigné "
       "par le bâtonnier."}};
  expect_all(kSubjects, SimplifyLevel::standard);
}

TEST(SimplifyCuts, NegationAndConditionKeepTheirScope) {
  constexpr std::string_view kTexts[] = {
      "Le tuteur ne peut pas vendre le logement de la personne protégée et donner ses biens à un membre de sa propre "
      "famille.",
      "Si vous changez de logement, la caisse examine de nouveau votre dossier et le montant de votre aide peut "
      "changer "
      "le mois suivant."};
  expect_unchanged(kTexts, SimplifyLevel::standard);
}

TEST(SimplifyCuts, LeadsStandOnTheirOwnLine) {
  constexpr Example kExamples[] = {
      {"Si l'auteur des faits est jugé en fin de procédure, la partie civile peut lui demander l'indemnisation de son "
       "préjudice.",
       "Si l'auteur des faits est jugé en fin de procédure\u00A0:\nla partie civile peut lui demander l'indemnisation "
       "de "
       "son préjudice."},
      {"En cas de décès d'un enfant, le salarié a droit à un congé de cinq jours ouvrables ou d'une durée plus élevée.",
       "En cas de décès d'un enfant\u00A0:\nle salarié a droit à un congé de cinq jours ouvrables ou d'une durée plus "
       "élevée."}};
  expect_all(kExamples, SimplifyLevel::strong);
  constexpr std::string_view kTexts[] = {
      "Lors de ce débat, le procureur de la République, le mis en examen et son avocat ont la parole à tour de rôle."};
  expect_unchanged(kTexts, SimplifyLevel::strong);
}

TEST(SimplifyCuts, ConditionsComeFirst) {
  constexpr Example kExamples[] = {
      {"Vous devez payer la taxe sur les logements vacants si vous êtes propriétaire d'un logement vacant dans l'une "
       "de "
       "ces communes.",
       "Si vous êtes propriétaire d'un logement vacant dans l'une de ces communes\u00A0:\nvous devez payer la taxe sur "
       "les logements vacants."},
      {"Vous pouvez vous rendre à la préfecture ou à la sous-préfecture de votre domicile pour demander un duplicata "
       "de "
       "votre carte.",
       "Pour demander un duplicata de votre carte\u00A0:\nvous pouvez vous rendre à la préfecture ou à la "
       "sous-préfecture de votre domicile."}};
  expect_all(kExamples, SimplifyLevel::strong);
}

TEST(SimplifyCuts, ConditionsStayWhereTheirPlaceMatters) {
  constexpr std::string_view kTexts[] = {
      // Of the second alternative alone; a question; what the pronoun means comes before; the sentence before is meant.
      "Le tribunal compétent est celui du domicile ou le tribunal de son choix si le défendeur demeure depuis toujours "
      "à "
      "l'étranger.",
      "Le service doit vérifier avant toute décision si la personne qui demande cette aide habite bien à l'adresse "
      "qu'elle a donnée.",
      "Votre propriétaire peut demander au juge la résiliation du contrat de location si vous lui devez plus de deux "
      "mois "
      "de loyer.",
      "C'est le cas si vous travaillez depuis plus de deux ans dans une entreprise qui a son siège dans un autre "
      "pays."};
  expect_unchanged(kTexts, SimplifyLevel::strong);
}

TEST(SimplifyCuts, ParticipleTakesTheSubjectOfTheMainClause) {
  constexpr Example kExamples[] = {
      {"Ayant souscrit, le 26 février 2026, le contrat d'intégration, vous vous êtes engagée à suivre la formation "
       "civique et la formation linguistique.",
       "Vous avez souscrit, le 26 février 2026, le contrat d'intégration. Vous vous êtes engagée à suivre la formation "
       "civique et la formation linguistique."},
      {"N'ayant pas reçu le règlement des sommes que vous devez, j'ai notifié ce jour à votre banque une saisie de vos "
       "comptes.",
       "Je n'ai pas reçu le règlement des sommes que vous devez. J'ai notifié ce jour à votre banque une saisie de vos "
       "comptes."}};
  expect_all(kExamples, SimplifyLevel::standard);
  constexpr std::string_view kTexts[] = {
      // The second part of the pair would have no verb; the comma closes words put before an object.
      "Résidant hors de France et bénéficiaire d'une allocation de retraite, vous devez justifier chaque année de "
      "votre "
      "existence.",
      "Nous vous remercions de bien vouloir nous indiquer, avant le 4 décembre 2026, les secteurs géographiques ayant "
      "votre préférence."};
  expect_unchanged(kTexts, SimplifyLevel::standard);
}

TEST(SimplifyCuts, WhatWasDoneOnADayComesFirst) {
  constexpr Example kExamples[] = {
      {"Votre demande d'aide au logement, enregistrée le 2 septembre 2026 sous la référence AL-2026-55107, ne peut "
       "être "
       "traitée.",
       "Votre demande d'aide au logement a été enregistrée le 2 septembre 2026 sous la référence AL-2026-55107. Elle "
       "ne "
       "peut être traitée."}};
  expect_all(kExamples, SimplifyLevel::strong);
}

TEST(SimplifyCuts, DeadlinesOfAPossibilityGetASentence) {
  constexpr Example kExamples[] = {
      {"L'arrêt de la cour d'appel peut également faire l'objet d'un pourvoi en cassation dans un délai de 2 mois à "
       "partir de sa signification.",
       "L'arrêt de la cour d'appel peut également faire l'objet d'un pourvoi en cassation. Le délai est de 2 mois à "
       "partir de sa signification."}};
  expect_all(kExamples, SimplifyLevel::standard);
  constexpr std::string_view kTexts[] = {
      // An obligation is one only in its time; of a participle.
      "Le recours de la personne condamnée doit être formé devant la cour dans un délai de dix jours à compter de la "
      "notification du jugement.",
      "Le refus de la préfecture peut être contesté par le demandeur devant le tribunal de son domicile dans un délai "
      "de 6 mois suivant sa notification.",
      "Le jugement de divorce peut faire l'objet d'un pourvoi en cassation formé dans un délai de 15 jours à compter "
      "de "
      "son prononcé."};
  expect_unchanged(kTexts, SimplifyLevel::standard);
}

TEST(SimplifyCuts, InfinitivesAndAlternativesBecomeLists) {
  constexpr Example kExamples[] = {
      {"L'objectif est d'assurer la réparation du dommage porté à la victime, de mettre fin à la situation et de "
       "réinsérer l'auteur.",
       "L'objectif est\u00A0:\n- d'assurer la réparation du dommage porté à la victime,\n- de mettre fin à la "
       "situation,\n- de réinsérer l'auteur."},
      {"Ce bilan énergétique prend soit la forme d'un audit énergétique, soit la forme d'un diagnostic de performance "
       "énergétique collectif.",
       "Ce bilan énergétique prend\u00A0:\n- soit la forme d'un audit énergétique,\n- soit la forme d'un diagnostic "
       "de performance énergétique collectif."},
      {"L'extrait porte sur la destination de l'immeuble, la jouissance des parties privatives et communes, et la "
       "quote-part du logement loué.",
       "L'extrait porte sur\u00A0:\n- la destination de l'immeuble,\n- la jouissance des parties privatives et "
       "communes,\n- la quote-part du logement loué."}};
  expect_all(kExamples, SimplifyLevel::strong);
  constexpr std::string_view kTexts[] = {
      // Of a relative clause; 'des' of a complement.
      "Vous devez présenter une photo ainsi que le nom de l'autorité qui a délivré le document, la date et le lieu de "
      "délivrance.",
      "Un immeuble ou ses parties communes peut présenter un danger pour la sécurité de ses occupants, des voisins ou "
      "des passants."};
  expect_unchanged(kTexts, SimplifyLevel::strong);
}

TEST(SimplifyCuts, EditsOfAMoveCanBeUndone) {
  const std::string text =
      "Vous devez payer la taxe sur les logements vacants si vous êtes propriétaire d'un logement vacant dans l'une de "
      "ces communes.";
  const SimplifyResult result = simplifier().simplify(text, {SimplifyLevel::strong, false}).value();
  std::string back = result.text;
  for (auto edit = result.edits.rbegin(); edit != result.edits.rend(); ++edit) {
    EXPECT_EQ(edit->group, result.edits.front().group);
    back.replace(edit->plain_begin, edit->plain_end - edit->plain_begin,
                 text.substr(edit->begin, edit->end - edit->begin));
  }
  EXPECT_EQ(back, text);
}

TEST(SimplifyCuts, MarkupIsKept) {
  EXPECT_EQ(
      plain("<p>Vous devez payer la taxe sur les <em>logements vacants</em> si vous êtes propriétaire d'un "
            "logement vacant &amp; vide dans l'une de ces communes.</p>",
            SimplifyLevel::strong, true),
      "<p>Si vous êtes propriétaire d'un logement vacant &amp; vide dans l'une de ces communes\u00A0:<br>vous devez "
      "payer la taxe sur les <em>logements vacants</em>.</p>");
}

}  // namespace
}  // namespace parvis
