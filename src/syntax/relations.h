// The word classes and relations of Universal Dependencies v2, as English treebanks use them.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace headwater::syntax {

// https://universaldependencies.org/u/pos/
enum class Upos : std::uint8_t {
  kAdj,
  kAdp,
  kAdv,
  kAux,
  kCconj,
  kDet,
  kIntj,
  kNoun,
  kNum,
  kPart,
  kPron,
  kPropn,
  kPunct,
  kSconj,
  kSym,
  kVerb,
  kX
};

// https://universaldependencies.org/en/dep/ ; a subtype follows the relation that it belongs to.
enum class Relation : std::uint8_t {
  kRoot,
  kAcl,
  kAclRelcl,
  kAdvcl,
  kAdvclRelcl,
  kAdvmod,
  kAmod,
  kAppos,
  kAux,
  kAuxPass,
  kCase,
  kCc,
  kCcPreconj,
  kCcomp,
  kCompound,
  kCompoundPrt,
  kConj,
  kCop,
  kCsubj,
  kCsubjOuter,
  kCsubjPass,
  kDep,
  kDet,
  kDetPredet,
  kDiscourse,
  kDislocated,
  kExpl,
  kFixed,
  kFlat,
  kGoeswith,
  kIobj,
  kList,
  kMark,
  kNmod,
  kNmodDesc,
  kNmodPoss,
  kNmodUnmarked,
  kNsubj,
  kNsubjOuter,
  kNsubjPass,
  kNummod,
  kObj,
  kObl,
  kOblAgent,
  kOblUnmarked,
  kOrphan,
  kParataxis,
  kPunct,
  kReparandum,
  kVocative,
  kXcomp
};

inline constexpr std::size_t kRelations = 51;

// `VERB`, `nsubj:pass`.
std::string_view Name(Upos upos);
std::string_view Name(Relation relation);
std::optional<Upos> UposOf(std::string_view name);
std::optional<Relation> RelationOf(std::string_view name);

// `nsubj` for `nsubj:pass`.
Relation WithoutSubtype(Relation relation);

}  // namespace headwater::syntax
