#include "parvis/french.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "parvis/sha256.h"

namespace parvis {
namespace {

std::string model_file() {
  std::ifstream file(PARVIS_TEST_DATA "/../../models/french/french.bin", std::ios::binary);
  return {(std::istreambuf_iterator<char>(file)), {}};
}

Result<FrenchAnalyser> load(const std::string& bytes) { return FrenchAnalyser::load(std::as_bytes(std::span(bytes))); }

const FrenchAnalyser& analyser() {
  static const auto loaded = load(model_file());
  EXPECT_TRUE(loaded);
  return *loaded;
}

/// The words of a text between bars, sentences on lines.
std::string words(std::string_view text) {
  std::string result;
  for (const FrenchSentence& sentence : tokenize_french(text).sentences) {
    result += result.empty() ? "" : "\n";
    for (std::size_t i = 0; i < sentence.words.size(); ++i) {
      result += (i == 0 ? "" : "|") + std::string(sentence.words[i].of(text));
    }
  }
  return result;
}

TEST(FrenchTokenizer, ElisionAndInversion) {
  EXPECT_EQ(words("Peut-il s’adresser à l'agence ?"), "Peut|-il|s’|adresser|à|l'|agence|?");
  EXPECT_EQ(words("A-t-elle jusqu'à lundi ?"), "A|-t-elle|jusqu'|à|lundi|?");
  EXPECT_EQ(words("Donnez-le-moi, va-t'en."), "Donnez|-le|-moi|,|va|-t'|en|.");
  EXPECT_EQ(words("Qu'est-ce que l'on fait aujourd'hui ?"), "Qu'|est|-ce|que|l'on|fait|aujourd'hui|?");
  EXPECT_EQ(words("Prenez rendez-vous au-delà de celui-ci, c'est-à-dire peut-être ici."),
            "Prenez|rendez-vous|au-delà|de|celui-ci|,|c'est-à-dire|peut-être|ici|.");
  EXPECT_EQ(words("Cette année-là, quelqu'un l’a lu."), "Cette|année|-là|,|quelqu'un|l’|a|lu|.");
}

TEST(FrenchTokenizer, ValuesAndAddressesAreOneWord) {
  EXPECT_EQ(words("Payez 1 250,50 € avant le 12 mars 2024 à 14h30."),
            "Payez|1 250,50 €|avant|le|12 mars 2024|à|14h30|.");
  EXPECT_EQ(words("Voir https://www.exemple.fr/aide ou ecrire@exemple.fr."),
            "Voir|https://www.exemple.fr/aide|ou|ecrire@exemple.fr|.");
  EXPECT_EQ(words("Le 2e enfant et le 1er janvier."), "Le|2e|enfant|et|le|1er janvier|.");
  EXPECT_EQ(words("Bonjour <ph1>, signez <ph2>."), "Bonjour|<ph1>|,|signez|<ph2>|.");
  const FrenchAnalysis found = tokenize_french("Versez 30 € le 3 mai 2025 à <ph1>.");
  ASSERT_EQ(found.sentences.size(), 1U);
  const std::vector<FrenchWord>& row = found.sentences[0].words;
  ASSERT_EQ(row.size(), 7U);
  EXPECT_EQ(row[1].lock, LockKind::amount);
  EXPECT_EQ(row[3].lock, LockKind::date);
  EXPECT_EQ(row[5].lock, LockKind::tag);
  EXPECT_FALSE(row[0].lock);
}

TEST(FrenchTokenizer, AbbreviationsAndBrackets) {
  EXPECT_EQ(words("M. Diallo (cf. art. L. 123-4) paie le loyer n° 4, etc. au guichet."),
            "M.|Diallo|(|cf.|art.|L. 123-4|)|paie|le|loyer|n°|4|,|etc.|au|guichet|.");
  EXPECT_EQ(words("Le(s) parent(s) inscrit(e)s et/ou hébergé·e·s signe(nt)."),
            "Le(s)|parent(s)|inscrit(e)s|et/ou|hébergé·e·s|signe(nt)|.");
  EXPECT_EQ(words("J.-P. Martin vient. Il signe..."), "J.-P.|Martin|vient|.\nIl|signe|...");
  EXPECT_EQ(words("« Oui »,dit-elle !"), "«|Oui|»|,|dit|-elle|!");
  EXPECT_EQ(words(" \n "), "");
  EXPECT_EQ(words("-"), "-");
}

TEST(FrenchTokenizer, WordsCoverTheTextInOrder) {
  std::mt19937 random(7);
  const std::vector<std::string> parts{"l'", "avis", " ",  "-", "-t-il", ".",    "12", " €",    "(s)", "«",
                                       "é",  "\n",   "n°", "/", "…",     "\xff", "’",  "<ph1>", "J.",  "aux"};
  for (int round = 0; round < 2000; ++round) {
    std::string text;
    for (int i = 0; i < 12; ++i) text += parts[random() % parts.size()];
    std::size_t at = 0;
    for (const FrenchSentence& sentence : tokenize_french(text).sentences) {
      ASSERT_FALSE(sentence.words.empty());
      for (const FrenchWord& word : sentence.words) {
        ASSERT_LE(at, word.begin) << text;
        ASSERT_LT(word.begin, word.end) << text;
        EXPECT_EQ(text.substr(at, word.begin - at).find_first_not_of(" \n"), std::string::npos) << text;
        at = word.end;
      }
    }
    EXPECT_EQ(text.substr(at).find_first_not_of(" \n"), std::string::npos) << text;
  }
}

struct Expected {
  const char* form;
  Upos upos;
  const char* lemma;
  const char* head;
  Deprel deprel;
};

void expect_words(std::string_view text, const std::vector<Expected>& expected) {
  const FrenchAnalysis found = analyser().analyse(text);
  ASSERT_EQ(found.sentences.size(), 1U) << text;
  const std::vector<FrenchWord>& row = found.sentences[0].words;
  for (const Expected& one : expected) {
    const auto word = std::find_if(row.begin(), row.end(), [&](const FrenchWord& w) { return w.of(text) == one.form; });
    ASSERT_NE(word, row.end()) << one.form;
    EXPECT_EQ(to_string(word->upos), to_string(one.upos)) << one.form;
    EXPECT_EQ(word->lemma, one.lemma) << one.form;
    EXPECT_EQ(word->head < 0 ? "" : row[static_cast<std::size_t>(word->head)].of(text), one.head) << one.form;
    EXPECT_EQ(to_string(word->deprel), to_string(one.deprel)) << one.form;
  }
}

TEST(FrenchAnalyser, ParsesAdministrativeFrench) {
  expect_words("Votre demande sera examinée par le service des impôts.",
               {{"Votre", Upos::det, "son", "demande", Deprel::det},
                {"demande", Upos::noun, "demande", "examinée", Deprel::nsubj_pass},
                {"sera", Upos::aux, "être", "examinée", Deprel::aux_pass},
                {"examinée", Upos::verb, "examiner", "", Deprel::root},
                {"service", Upos::noun, "service", "examinée", Deprel::obl_agent},
                {"des", Upos::adp, "de", "impôts", Deprel::case_},
                {"impôts", Upos::noun, "impôt", "service", Deprel::nmod}});
  expect_words("Si vous ne répondez pas avant le 12 mars 2025, votre dossier sera fermé.",
               {{"Si", Upos::sconj, "si", "répondez", Deprel::mark},
                {"ne", Upos::adv, "ne", "répondez", Deprel::advmod},
                {"pas", Upos::adv, "pas", "répondez", Deprel::advmod},
                {"répondez", Upos::verb, "répondre", "fermé", Deprel::advcl},
                {"12 mars 2025", Upos::num, "12 mars 2025", "répondez", Deprel::obl_mod},
                {"dossier", Upos::noun, "dossier", "fermé", Deprel::nsubj_pass}});
  expect_words("À l'issue de l'instruction de votre dossier, une décision vous sera notifiée par courrier.",
               {{"issue", Upos::noun, "issue", "notifiée", Deprel::obl_mod},
                {"décision", Upos::noun, "décision", "notifiée", Deprel::nsubj_pass},
                {"notifiée", Upos::verb, "notifier", "", Deprel::root}});
  expect_words("L'allocataire doit transmettre les documents qui lui sont demandés.",
               {{"L'", Upos::det, "le", "allocataire", Deprel::det},
                {"allocataire", Upos::noun, "allocataire", "doit", Deprel::nsubj},
                {"transmettre", Upos::verb, "transmettre", "doit", Deprel::xcomp},
                {"documents", Upos::noun, "document", "transmettre", Deprel::obj},
                {"demandés", Upos::verb, "demander", "documents", Deprel::acl_relcl}});
}

TEST(FrenchAnalyser, TellsInflection) {
  const std::string_view text = "Les personnes hébergées ne paieront rien aux caisses.";
  const FrenchAnalysis found = analyser().analyse(text);
  ASSERT_EQ(found.sentences.size(), 1U);
  const std::vector<FrenchWord>& row = found.sentences[0].words;
  ASSERT_EQ(row.size(), 9U);
  EXPECT_EQ(row[1].morphology, (Morphology{.gender = Gender::feminine, .number = Number::plural}));
  EXPECT_EQ(row[2].morphology, (Morphology{Gender::feminine, Number::plural, Person::none, Tense::past, Mood::none,
                                           VerbForm::participle}));
  EXPECT_EQ(row[4].morphology, (Morphology{Gender::none, Number::plural, Person::third, Tense::future, Mood::indicative,
                                           VerbForm::finite}));
  EXPECT_EQ(row[6].contraction, Contraction::article);
  EXPECT_EQ(row[6].lemma, "à");
  EXPECT_EQ(row[1].contraction, Contraction::none);
}

TEST(FrenchAnalyser, EverySentenceIsATree) {
  std::mt19937 random(3);
  const std::vector<std::string> parts{"la", "caisse", "verse", "que",  "qui", ",",       "et",  "du",   "pas",
                                       "12", "(",      "Si",    "vous", ";",   "désigné", "-ce", "\xc3", "。"};
  for (int round = 0; round < 300; ++round) {
    std::string text;
    for (unsigned i = 0; i < 1 + random() % 30; ++i) text += parts[random() % parts.size()] + " ";
    const FrenchAnalysis found = analyser().analyse(text);
    EXPECT_EQ(found, analyser().analyse(text));
    for (const FrenchSentence& sentence : found.sentences) {
      int roots = 0;
      for (const FrenchWord& word : sentence.words) {
        roots += word.head < 0 ? 1 : 0;
        EXPECT_EQ(word.head < 0, word.deprel == Deprel::root);
        EXPECT_GE(word.margin, 0);
        int steps = 0;
        for (int at = word.head; at >= 0; at = sentence.words[static_cast<std::size_t>(at)].head) {
          ASSERT_LT(static_cast<std::size_t>(at), sentence.words.size());
          ASSERT_LT(++steps, 1000);
        }
      }
      EXPECT_EQ(roots, 1);
    }
  }
}

TEST(FrenchAnalyser, CutsEndlessSentences) {
  std::string text;
  for (int i = 0; i < 2500; ++i) text += "mot ";
  std::vector<std::size_t> sizes;
  for (const FrenchSentence& sentence : analyser().analyse(text).sentences) sizes.push_back(sentence.words.size());
  EXPECT_EQ(sizes, (std::vector<std::size_t>{1000, 1000, 500}));
}

TEST(FrenchAnalyser, RefusesDamagedFiles) {
  const std::string file = model_file();
  ASSERT_GT(file.size(), 1000U);
  const auto refused = [](const std::string& bytes) {
    const auto loaded = load(bytes);
    return !loaded && loaded.error().code == ErrorCode::analyser_invalid;
  };
  EXPECT_TRUE(refused(""));
  EXPECT_TRUE(refused("PVFR"));
  EXPECT_TRUE(refused(file + " "));
  for (const std::size_t size : {std::size_t{39}, std::size_t{40}, file.size() / 2, file.size() - 1})
    EXPECT_TRUE(refused(file.substr(0, size)));
  std::mt19937 random(11);
  for (int round = 0; round < 12; ++round) {
    std::string damaged = file;
    damaged[round < 6 ? static_cast<std::size_t>(round) * 7 : random() % file.size()] ^=
        static_cast<char>(1 + random() % 255);
    EXPECT_TRUE(refused(damaged));
  }
}

/// A file whose hash is right although its body is not: the layout itself has to be checked.
TEST(FrenchAnalyser, RefusesBodiesThatBreakTheLayout) {
  const std::string file = model_file();
  std::mt19937 random(5);
  int refused = 0;
  for (int round = 0; round < 16; ++round) {
    std::string body = file.substr(40);
    if (round % 2 == 0) {
      body.resize(random() % body.size());
    } else {
      for (int i = 0; i < 50; ++i) body[random() % body.size()] = static_cast<char>(random());
    }
    Sha256 hash;
    hash.update(body);
    std::string bytes = file.substr(0, 8);
    for (const std::uint8_t byte : hash.digest()) bytes += static_cast<char>(byte);
    const auto loaded = load(bytes + body);
    if (!loaded) {
      EXPECT_EQ(loaded.error().code, ErrorCode::analyser_invalid);
      ++refused;
    } else {
      (void)loaded->analyse("Vous devez signer la demande avant le 12 mars.");
    }
  }
  EXPECT_GE(refused, 8);
}

}  // namespace
}  // namespace parvis
