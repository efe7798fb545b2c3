#include "parvis/french_grammar.h"

#include <array>
#include <cstddef>

namespace parvis {
namespace {

constexpr std::array<std::string_view, 17> kUposNames{"ADJ",   "ADP",   "ADV", "AUX",  "CCONJ", "DET",
                                                      "INTJ",  "NOUN",  "NUM", "PART", "PRON",  "PROPN",
                                                      "PUNCT", "SCONJ", "SYM", "VERB", "X"};

constexpr std::array<std::string_view, 44> kDeprelNames{
    "root",      "acl",       "acl:relcl", "advcl",      "advmod",    "amod",      "appos",      "aux:caus",
    "aux:pass",  "aux:tense", "case",      "cc",         "ccomp",     "conj",      "cop",        "csubj",
    "dep",       "det",       "discourse", "dislocated", "expl:comp", "expl:pass", "expl:pv",    "expl:subj",
    "fixed",     "flat",      "iobj",      "mark",       "nmod",      "nsubj",     "nsubj:caus", "nsubj:pass",
    "nummod",    "obj",       "obj:agent", "obj:lvc",    "obl:agent", "obl:arg",   "obl:mod",    "orphan",
    "parataxis", "punct",     "vocative",  "xcomp"};
static_assert(static_cast<std::size_t>(Upos::x) + 1 == kUposNames.size());
static_assert(static_cast<std::size_t>(Deprel::xcomp) + 1 == kDeprelNames.size());

}  // namespace

std::string_view to_string(Upos upos) { return kUposNames[static_cast<std::size_t>(upos)]; }

std::string_view to_string(Deprel deprel) { return kDeprelNames[static_cast<std::size_t>(deprel)]; }

}  // namespace parvis
