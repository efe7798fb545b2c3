#include "parvis/guards.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>

#include "parvis/script.h"

namespace parvis {
namespace {

GuardLists load(std::string_view language) {
  std::ifstream file(std::string(PARVIS_TEST_DATA "/../../i18n/guards/") + std::string(language) + ".json");
  const std::string json((std::istreambuf_iterator<char>(file)), {});
  auto lists = GuardLists::parse(json);
  EXPECT_TRUE(lists) << language << ": " << (lists ? "" : lists.error().detail);
  return *lists;
}

const GuardLists& lists(std::string_view language) {
  static std::map<std::string, GuardLists, std::less<>> all;
  auto found = all.find(language);
  if (found == all.end()) found = all.emplace(std::string(language), load(language)).first;
  return found->second;
}

std::vector<std::string> polarity(const char* french, const char* language, const char* text) {
  std::vector<std::string> flags;
  for (const GuardFlag flag : polarity_mismatch(french, lists("fr"), text, lists(language)))
    flags.emplace_back(to_string(flag));
  return flags;
}

using Flags = std::vector<std::string>;

TEST(GuardLists, EveryLanguageHasLists) {
  for (const Language& language : languages()) EXPECT_EQ(lists(language.code).language(), language.code);
}

TEST(GuardLists, RefuseWhatIsNoList) {
  for (const char* json : {"", "[]", "{}", R"({"language":"fr"})", R"({"language":"fr","ignore":[1]})"}) {
    const auto refused = GuardLists::parse(json);
    ASSERT_FALSE(refused) << json;
    EXPECT_EQ(refused.error().code, ErrorCode::lists_invalid);
  }
}

TEST(GuardLists, CountFrenchNegation) {
  const auto negation = [](const char* text) { return lists("fr").count(text).negation; };
  EXPECT_EQ(negation("Vous ne pouvez pas déposer cette demande."), 1U);
  EXPECT_EQ(negation("Le dossier n'est pas complet et n'a pas été signé."), 2U);
  EXPECT_EQ(negation("Aucune pièce n'est demandée."), 1U);
  EXPECT_EQ(negation("Ne rien inscrire dans ce cadre."), 1U);
  EXPECT_EQ(negation("L'aide n'est versée que si vous êtes locataire."), 0U);
  EXPECT_EQ(negation("Non seulement l'original mais aussi la copie."), 0U);
  EXPECT_EQ(negation("Avant qu'il ne soit trop tard."), 0U);
}

struct Pair {
  const char* language;
  const char* french;
  const char* right;
  const char* flipped;
  const char* flag;
};

// One row: a French sentence, a true translation, and one whose sense was turned.
const Pair kPairs[] = {
    {"en", "Vous ne devez pas signer ce document.", "You must not sign this document.", "You must sign this document.",
     "negation"},
    {"en", "Votre demande est complète.", "Your application is complete.", "Your application is not complete.",
     "negation"},
    {"en", "Aucun justificatif n'est demandé.", "No supporting document is requested.",
     "A supporting document is requested.", "negation"},
    {"en", "Vous devez joindre une copie.", "You must attach a copy.", "You may attach a copy.", "obligation"},
    {"en", "Envoyez le dossier avant la date limite.", "Send the file before the deadline.",
     "Send the file after the deadline.", "deadline"},
    {"en", "L'aide est versée si vous êtes locataire.", "The aid is paid if you are a tenant.",
     "The aid is paid, you are a tenant.", "condition"},
    {"es", "Vous n'avez pas droit à cette aide.", "Usted no tiene derecho a esta ayuda.",
     "Usted tiene derecho a esta ayuda.", "negation"},
    {"es", "Vous pouvez demander un délai.", "Puede pedir un plazo.", "Debe pedir un plazo.", "obligation"},
    {"pt", "N'envoyez jamais l'original.", "Nunca envie o original.", "Envie o original.", "negation"},
    {"it", "Le paiement n'est plus possible.", "Il pagamento non è più possibile.", "Il pagamento è possibile.",
     "negation"},
    {"de", "Cette attestation n'est pas valable.", "Diese Bescheinigung ist nicht gültig.",
     "Diese Bescheinigung ist gültig.", "negation"},
    {"de", "Vous devez être présent.", "Sie müssen anwesend sein.", "Sie dürfen anwesend sein.", "obligation"},
    {"ro", "Nous n'avons reçu aucun document.", "Nu am primit niciun document.", "Am primit un document.", "negation"},
    {"pl", "Ne remplissez pas cette case.", "Nie wypełniać tego pola.", "Wypełnić to pole.", "negation"},
    {"ru", "Vous n'êtes pas obligé de répondre.", "Вы не обязаны отвечать.", "Вы обязаны отвечать.", "negation"},
    {"ru", "Votre dossier est accepté.", "Ваше дело принято.", "Ваше дело не принято.", "negation"},
    {"uk", "Le logement n'est pas meublé.", "Житло не умебльоване.", "Житло умебльоване.", "negation"},
    {"uk", "Apportez l'original si vous l'avez.", "Принесіть оригінал, якщо він у вас є.",
     "Принесіть оригінал, він у вас є.", "condition"},
    {"tr", "Cette carte n'est pas acceptée.", "Bu kart kabul edilmez.", "Bu kart kabul edilir.", "negation"},
    {"tr", "Vous n'avez pas signé le formulaire.", "Formu imzalamadınız.", "Formu imzaladınız.", "negation"},
    {"ar", "Vous ne pouvez pas voter ici.", "لا يمكنك التصويت هنا.", "يمكنك التصويت هنا.", "negation"},
    {"ar", "Votre demande n'a pas été enregistrée.", "لم يتم تسجيل طلبك.", "تم تسجيل طلبك.", "negation"},
    {"ar", "Vous devez payer les frais.", "يجب عليك دفع الرسوم.", "يمكنك دفع الرسوم.", "obligation"},
    {"fa", "Ce numéro n'est pas correct.", "این شماره درست نیست.", "این شماره درست است.", "negation"},
    {"fa", "Vous ne pouvez pas modifier votre réponse.",
     "شما نمی‌توانید پاسخ خود را تغییر دهید.",
     "شما می‌توانید پاسخ خود را تغییر دهید.", "negation"},
    {"ps", "Vous n'avez pas d'enfant.", "تاسې ماشوم نه لرئ.", "تاسې ماشوم لرئ.", "negation"},
    {"zh", "Vous n'avez pas besoin de visa.", "您不需要签证。", "您需要签证。", "negation"},
    {"zh", "Le loyer n'a pas été payé.", "房租没有支付。", "房租已经支付。", "negation"},
    {"vi", "Ne signez pas cette page.", "Đừng ký trang này.", "Hãy ký trang này.", "negation"},
    {"vi", "Cette aide n'est pas imposable.", "Khoản trợ cấp này không bị đánh thuế.",
     "Khoản trợ cấp này bị đánh thuế.", "negation"},
    {"sq", "Vous ne devez pas payer.", "Ju nuk duhet të paguani.", "Ju duhet të paguani.", "negation"},
};

TEST(Polarity, AcceptsTrueTranslations) {
  for (const Pair& pair : kPairs) EXPECT_EQ(polarity(pair.french, pair.language, pair.right), Flags{}) << pair.right;
}

TEST(Polarity, CatchesTurnedOnes) {
  for (const Pair& pair : kPairs) {
    const Flags flags = polarity(pair.french, pair.language, pair.flipped);
    EXPECT_TRUE(std::ranges::find(flags, pair.flag) != flags.end()) << pair.flipped;
  }
}

TEST(Polarity, KnowsOtherWaysToNegate) {
  EXPECT_EQ(polarity("Ce document n'est pas valable.", "en", "This document is invalid."), Flags{});
  EXPECT_EQ(polarity("Sans réponse, la demande est rejetée.", "de", "Ohne Antwort wird der Antrag abgelehnt."),
            Flags{});
  EXPECT_EQ(polarity("Délai : 3 mois au plus tard", "ru", "Срок: не позднее 3 месяцев"), Flags{});
  EXPECT_EQ(polarity("Le montant maximum est de 500 €.", "zh", "金额不超过500欧元。"), Flags{});
  EXPECT_EQ(polarity("Avez-vous des enfants ?", "vi", "Bạn có con không?"), Flags{});
  EXPECT_EQ(polarity("Les biens immobiliers", "zh", "不动产"), Flags{});
  EXPECT_EQ(polarity("L'aide n'est versée que sur demande.", "en", "The aid is paid only on request."), Flags{});
  EXPECT_EQ(polarity("Quel est le motif ?", "tr", "Neden nedir?"), Flags{});
}

TEST(Guards, Repetition) {
  EXPECT_TRUE(runs_in_circles("Parfait ! Merci.", "Perfekt! Perfekt! Perfekt! Danke."));
  EXPECT_TRUE(runs_in_circles("Nom", "Name Name"));
  EXPECT_TRUE(runs_in_circles("Adresse du foyer", "عنوان المنزل عنوان المنزل عنوان المنزل"));
  EXPECT_TRUE(runs_in_circles("Numéro de dossier", "号码号码号码"));
  EXPECT_FALSE(runs_in_circles("Très très bien", "Very very good"));
  EXPECT_FALSE(runs_in_circles("Nom, nom, nom", "Name, name, name"));
  EXPECT_FALSE(runs_in_circles("Vous devez signer puis dater", "You must sign and then date"));
}

TEST(Guards, CopiedText) {
  EXPECT_TRUE(is_copied("Remplissez le formulaire en ligne", "remplissez le formulaire en ligne."));
  EXPECT_TRUE(is_copied("Vous devez joindre la copie de la pièce", "You need devez joindre la copie de la pièce"));
  EXPECT_FALSE(is_copied("Paris", "Paris"));
  EXPECT_FALSE(is_copied("CAF de Paris", "CAF de Paris"));
  EXPECT_FALSE(is_copied("Le formulaire", "The form"));
}

TEST(Guards, LengthScriptAndLeftovers) {
  const auto flags = [](const char* french, const char* text, const char* language) {
    Flags result;
    for (const GuardFlag flag : check_guards(french, "fr", text, language)) result.emplace_back(to_string(flag));
    return result;
  };
  const char* sentence = "Vous devez remplir le formulaire et le renvoyer signé à la mairie de votre commune.";
  EXPECT_EQ(flags(sentence, "您必须填写表格并签名后寄回您所在市镇的市政厅。", "zh"), Flags{});
  EXPECT_EQ(flags(sentence, "You must.", "en"), Flags{"too-short"});
  EXPECT_EQ(
      flags("Nom de famille", "The family name which you were given at birth by your parents or by the court", "en"),
      Flags{"too-long"});
  EXPECT_EQ(flags("Nom de famille", "Family name", "ar"), Flags{"wrong-script"});
  EXPECT_EQ(flags("Nom de famille", "اسم العائلة", "ar"), Flags{});
  EXPECT_EQ(flags("CAF", "CAF", "ar"), Flags{});
  EXPECT_EQ(flags("Bonjour {first_name}, bienvenue", "مرحبا {first_name}", "ar"), Flags{});
  EXPECT_EQ(flags("Payez 10 €", "Pay <ph1>", "en"), Flags{"leftover-placeholder"});
  EXPECT_EQ(flags("Prénom usuel", "First name\uFFFD", "en"), Flags{"leftover-placeholder"});
}

}  // namespace
}  // namespace parvis
