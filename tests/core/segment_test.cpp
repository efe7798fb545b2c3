#include "parvis/segment.h"

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <random>

namespace parvis {
namespace {

std::vector<std::string> sentences(std::string_view text, std::string_view language) {
  std::vector<std::string> result;
  for (const Segment& one : segment(text, language)) result.emplace_back(one.of(text));
  return result;
}

/// Sentences of one paragraph: joined by a space they must come apart again at the same places.
struct Case {
  const char* language;
  std::vector<std::string> sentences;
  const char* separator = " ";
};

TEST(Segment, CutsRealText) {
  const std::vector<Case> cases{
      {"fr",
       {"Vous devez joindre un justificatif de domicile.", "L'original vous sera rendu.",
        "Avez-vous un enfant à charge ?", "Si oui, indiquez son âge !"}},
      {"fr", {"M. Diallo et Mme Nguyen ont rendez-vous au bureau n° 4.", "Le Dr. Martin signe l'attestation."}},
      {"fr",
       {"La demande est faite selon l'art. R. 311-2 du code.",
        "Voir aussi l'article L. 123-4-5 et le décret n° 2016-1480."}},
      {"fr", {"Joignez une pièce (p. ex. Passeport ou carte de séjour).", "Les copies, scans, etc. sont acceptés."}},
      {"fr",
       {"1. Remplissez le formulaire.", "2. Signez-le en bas de la p. 3.", "3. Envoyez-le avant le 31 mars 2025."}},
      {"fr",
       {"Le montant est de 1.250,50 euros.", "Votre quotient est de 0.75 environ.", "Il faut le permis B.",
        "Ensuite, appelez le service."}},
      {"fr", {"Le dossier de J.-P. Durand est complet.", "Le bureau ferme à 17 h.", "Revenez demain."}},
      {"fr", {"« Je vis seule. »", "Elle a signé.", "Consultez www.exemple.fr/aide?page=2 pour en savoir plus."}},
      {"en",
       {"Mr. Smith and Dr. Jones live at 12 St. James Rd.", "Please bring e.g. Passports or visas.",
        "The answer is no.", "You can appeal within 2.5 months."}},
      {"es",
       {"La Sra. García vive en la Av. Libertad.", "¿Tiene hijos a cargo?", "Indique el núm. 12 en la pág. 3.",
        "¡Gracias!"}},
      {"pt", {"O Sr. Silva mora na Av. Central.", "Indique o n.º 12 na pág. 3.", "Tem filhos?"}},
      {"it", {"Il sig. Rossi abita in P.za Dante.", "Vedi l'art. 12 e la pag. 3.", "Ha figli a carico?"}},
      {"de",
       {"Bringen Sie Unterlagen mit, z. B. Ihren Pass.", "Die Frist endet am 1. Januar um 24 Uhr.",
        "Fragen Sie Hr. Müller bzw. Fr. Kaya.", "Haben Sie Kinder?"}},
      {"tr", {"Sayın Prof. Dr. Yılmaz, 2. Kat No. 5 adresinde oturuyor.", "Çocuğunuz var mı?", "Formu imzalayınız."}},
      {"ru",
       {"Он живёт на ул. Ленина, д. 5, кв. 12.", "Принесите документы, т. е. Паспорт и справку.", "У вас есть дети?"}},
      {"uk", {"Вона живе на вул. Шевченка, буд. 7.", "Заява має бути подана до 1 січня 2025 р.", "Чи маєте ви дітей?"}},
      {"ro", {"Dl. Popescu locuiește pe str. Lungă nr. 4.", "Vezi art. 12 alin. 3.", "Aveți copii?"}},
      {"pl", {"Pan dr Nowak mieszka przy ul. Długiej 4.", "Zob. Art. 12 ust. 3.", "Czy ma Pan dzieci?"}},
      {"ar",
       {"هل لديك أطفال؟", "يجب إرفاق صورة من بطاقة الإقامة.", "اتصل بالدكتور د. أحمد في ص.ب. 12 اليوم!", "شكرا."}},
      {"ar", {"هل لديك أطفال؟", "نعم."}, ""},
      {"fa", {"آیا فرزند دارید؟", "لطفاً فرم را امضا کنید.", "مهلت تا ۳۱ مارس است."}},
      {"ps", {"آیا تاسې ماشومان لرئ؟", "مهرباني وکړئ فورمه لاسلیک کړئ.", "مننه۔", "بیا راشئ."}},
      {"zh", {"您有孩子吗？", "请填写表格并签名。", "金额为1250.50欧元！", "谢谢。"}, ""},
      {"vi", {"Ông có con không?", "Hãy đến UBND TP. Hồ Chí Minh.", "Số tiền là 1.250,50 euro."}},
      {"sq", {"Z. Hoxha banon në rr. Dëshmorët nr. 5.", "A keni fëmijë?", "Shih nenin 12."}},
  };
  for (const Case& one : cases) {
    std::string text;
    for (std::size_t i = 0; i < one.sentences.size(); ++i) text += (i > 0 ? one.separator : "") + one.sentences[i];
    EXPECT_EQ(sentences(text, one.language), one.sentences) << one.language << ": " << text;
  }
}

TEST(Segment, EndsWithTheLine) {
  EXPECT_EQ(sentences("Nom\nPrénom\r\n\r\nAdresse du foyer\n", "fr"),
            (std::vector<std::string>{"Nom", "Prénom", "Adresse du foyer"}));
}

TEST(Segment, UnknownLanguageIsCutByGeneralRules) {
  EXPECT_EQ(sentences("Saluton. Kiel vi fartas?", "eo"), (std::vector<std::string>{"Saluton.", "Kiel vi fartas?"}));
}

TEST(Segment, NothingToCut) {
  EXPECT_TRUE(segment("", "fr").empty());
  EXPECT_TRUE(segment(" \n\t ", "fr").empty());
  EXPECT_EQ(sentences("Nom", "fr"), std::vector<std::string>{"Nom"});
  EXPECT_EQ(sentences("...", "fr"), std::vector<std::string>{"..."});
}

/// The segments tile the text, and joining their own strings gives it back.
void expect_lossless(const std::string& text, std::string_view language) {
  const std::vector<Segment> segments = segment(text, language);
  if (segments.empty()) return;
  std::vector<std::string> own;
  for (std::size_t i = 0; i < segments.size(); ++i) {
    EXPECT_LT(segments[i].begin, segments[i].end);
    EXPECT_LE(segments[i].end, segments[i].next);
    EXPECT_TRUE(i == 0 || segments[i].begin == segments[i - 1].next);
    own.emplace_back(segments[i].of(text));
  }
  EXPECT_EQ(segments.back().next, text.size());
  std::string joined = text.substr(0, segments.front().begin);
  for (std::size_t i = 0; i < segments.size(); ++i) joined += own[i] + std::string(segments[i].separator_of(text));
  EXPECT_EQ(joined, text);
}

TEST(Segment, LosesNothing) {
  expect_lossless("  Bonjour. \u00A0 Ça va ?\n\n« Oui. » Bien !  ", "fr");
  std::ifstream file(PARVIS_TEST_DATA "/text/conventions.jsonl");
  for (std::string line; std::getline(file, line);) {
    expect_lossless(nlohmann::json::parse(line)["text"].get<std::string>(), "fr");
  }
  std::mt19937 chance(11);
  const std::string_view alphabet[] = {"a",  "B",  ". ", ".", "?",  "!", "»", ")",    " ",
                                       "\n", "。", "؟",  "م", "中", "M", "1", "\xFF", "\xE2\x82"};
  for (const char* language : {"fr", "de", "ar", "zh"}) {
    for (int round = 0; round < 500; ++round) {
      std::string text;
      for (std::size_t n = chance() % 20; n > 0; --n) text += alphabet[chance() % std::size(alphabet)];
      expect_lossless(text, language);
    }
  }
}

TEST(Segment, JoinsInTheTargetsManner) {
  const std::string french = " Oui. Non.\nFin.";
  const auto french_segments = segment(french, "fr");
  EXPECT_EQ(join_segments(french, french_segments, std::vector<std::string>{"是。", "不。", "完。"}, "zh"),
            " 是。不。\n完。");
  EXPECT_EQ(join_segments(french, french_segments, std::vector<std::string>{"Yes.", "No.", "End."}, "en"),
            " Yes. No.\nEnd.");
  const std::string chinese = "是。不。";
  EXPECT_EQ(join_segments(chinese, segment(chinese, "zh"), std::vector<std::string>{"Oui.", "Non."}, "fr"),
            "Oui. Non.");
}

}  // namespace
}  // namespace parvis
