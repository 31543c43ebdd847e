// Names of word classes and relations.
#include "syntax/relations.h"

#include <algorithm>
#include <array>

namespace headwater::syntax {
namespace {

constexpr std::array<std::string_view, 17> kUposNames{"ADJ",   "ADP",   "ADV", "AUX",  "CCONJ", "DET",
                                                      "INTJ",  "NOUN",  "NUM", "PART", "PRON",  "PROPN",
                                                      "PUNCT", "SCONJ", "SYM", "VERB", "X"};

constexpr std::array<std::string_view, kRelations> kRelationNames{
    "root",       "acl",        "acl:relcl", "advcl",       "advcl:relcl",   "advmod",   "amod",        "appos",
    "aux",        "aux:pass",   "case",      "cc",          "cc:preconj",    "ccomp",    "compound",    "compound:prt",
    "conj",       "cop",        "csubj",     "csubj:outer", "csubj:pass",    "dep",      "det",         "det:predet",
    "discourse",  "dislocated", "expl",      "fixed",       "flat",          "goeswith", "iobj",        "list",
    "mark",       "nmod",       "nmod:desc", "nmod:poss",   "nmod:unmarked", "nsubj",    "nsubj:outer", "nsubj:pass",
    "nummod",     "obj",        "obl",       "obl:agent",   "obl:unmarked",  "orphan",   "parataxis",   "punct",
    "reparandum", "vocative",   "xcomp"};

template <class Kind, std::size_t size>
std::optional<Kind> Find(const std::array<std::string_view, size>& names, std::string_view name) {
  const auto* const found = std::ranges::find(names, name);
  if (found == names.end()) {
    return std::nullopt;
  }
  return static_cast<Kind>(found - names.begin());
}

}  // namespace

std::string_view Name(Upos upos) { return kUposNames[static_cast<std::size_t>(upos)]; }
std::string_view Name(Relation relation) { return kRelationNames[static_cast<std::size_t>(relation)]; }
std::optional<Upos> UposOf(std::string_view name) { return Find<Upos>(kUposNames, name); }
std::optional<Relation> RelationOf(std::string_view name) { return Find<Relation>(kRelationNames, name); }

Relation WithoutSubtype(Relation relation) {
  const std::string_view name = Name(relation);
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? relation : RelationOf(name.substr(0, colon)).value_or(relation);
}

}  // namespace headwater::syntax
