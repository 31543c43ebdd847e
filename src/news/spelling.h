// The words by which the nouns' enumerators are called in JSON, in the store and in addresses.
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "news/annotations.h"
#include "news/article.h"
#include "news/copy.h"
#include "news/feed.h"
#include "news/origin.h"
#include "news/revision.h"
#include "news/source.h"

namespace headwater::news {

// One table an enumeration; the contract's spelling.
template <class Enum>
struct Spelling;

template <class Enum, std::size_t N>
using Spellings = std::array<std::pair<Enum, std::string_view>, N>;

template <>
struct Spelling<NameKind> {
  static constexpr Spellings<NameKind, 4> kAll{{{NameKind::kPerson, "person"},
                                                {NameKind::kOrganisation, "organisation"},
                                                {NameKind::kPlace, "place"},
                                                {NameKind::kOther, "other"}}};
};

template <>
struct Spelling<StatementKind> {
  static constexpr Spellings<StatementKind, 3> kAll{
      {{StatementKind::kDirect, "direct"}, {StatementKind::kIndirect, "indirect"}, {StatementKind::kMixed, "mixed"}}};
};

template <>
struct Spelling<StatementType> {
  static constexpr Spellings<StatementType, 12> kAll{{{StatementType::kAssertion, "assertion"},
                                                      {StatementType::kDenial, "denial"},
                                                      {StatementType::kDemand, "demand"},
                                                      {StatementType::kPromise, "promise"},
                                                      {StatementType::kQuestion, "question"},
                                                      {StatementType::kBelief, "belief"},
                                                      {StatementType::kWish, "wish"},
                                                      {StatementType::kFinding, "finding"},
                                                      {StatementType::kNoComment, "no comment"},
                                                      {StatementType::kPoll, "poll"},
                                                      {StatementType::kDocument, "document"},
                                                      {StatementType::kPost, "post"}}};
};

template <>
struct Spelling<CitationHow> {
  static constexpr Spellings<CitationHow, 7> kAll{{{CitationHow::kCredit, "credit"},
                                                   {CitationHow::kCopyright, "copyright"},
                                                   {CitationHow::kLink, "link"},
                                                   {CitationHow::kTold, "told"},
                                                   {CitationHow::kReported, "reported"},
                                                   {CitationHow::kDateline, "dateline"},
                                                   {CitationHow::kByline, "byline"}}};
};

template <>
struct Spelling<TimeType> {
  static constexpr Spellings<TimeType, 4> kAll{{{TimeType::kDate, "DATE"},
                                                {TimeType::kTime, "TIME"},
                                                {TimeType::kDuration, "DURATION"},
                                                {TimeType::kSet, "SET"}}};
};

template <>
struct Spelling<ChangeKind> {
  static constexpr Spellings<ChangeKind, 14> kAll{{{ChangeKind::kHeadline, "headline"},
                                                   {ChangeKind::kNumbers, "numbers"},
                                                   {ChangeKind::kNames, "names"},
                                                   {ChangeKind::kQuotations, "quotations"},
                                                   {ChangeKind::kCorrectionAdded, "correction-added"},
                                                   {ChangeKind::kCorrectionRemoved, "correction-removed"},
                                                   {ChangeKind::kTextAdded, "text-added"},
                                                   {ChangeKind::kTextRemoved, "text-removed"},
                                                   {ChangeKind::kWording, "wording"},
                                                   {ChangeKind::kOrder, "order"},
                                                   {ChangeKind::kDate, "date"},
                                                   {ChangeKind::kByline, "byline"},
                                                   {ChangeKind::kCreditAdded, "credit-added"},
                                                   {ChangeKind::kCreditRemoved, "credit-removed"}}};
};

template <>
struct Spelling<Edit> {
  static constexpr Spellings<Edit, 3> kAll{
      {{Edit::kSame, "same"}, {Edit::kRemoved, "removed"}, {Edit::kAdded, "added"}}};
};

template <>
struct Spelling<ArticleKind> {
  static constexpr Spellings<ArticleKind, 4> kAll{{{ArticleKind::kArticle, "article"},
                                                   {ArticleKind::kDigest, "digest"},
                                                   {ArticleKind::kLive, "live"},
                                                   {ArticleKind::kOther, "other"}}};
};

template <>
struct Spelling<Access> {
  static constexpr Spellings<Access, 4> kAll{{{Access::kUnknown, "unknown"},
                                              {Access::kFree, "free"},
                                              {Access::kPaywalled, "paywalled"},
                                              {Access::kRegionBlocked, "region-blocked"}}};
};

template <>
struct Spelling<MarkKind> {
  static constexpr Spellings<MarkKind, 8> kAll{{{MarkKind::kCopyright, "copyright"},
                                                {MarkKind::kByline, "byline"},
                                                {MarkKind::kContact, "contact"},
                                                {MarkKind::kDateline, "dateline"},
                                                {MarkKind::kCaption, "caption"},
                                                {MarkKind::kCorrection, "correction"},
                                                {MarkKind::kPublisher, "publisher"},
                                                {MarkKind::kNotice, "notice"}}};
};

template <>
struct Spelling<PartKind> {
  static constexpr Spellings<PartKind, 4> kAll{{{PartKind::kHeading, "heading"},
                                                {PartKind::kList, "list"},
                                                {PartKind::kQuotation, "quotation"},
                                                {PartKind::kTable, "table"}}};
};

template <>
struct Spelling<CopyKind> {
  static constexpr Spellings<CopyKind, 7> kAll{{{CopyKind::kIdentical, "identical"},
                                                {CopyKind::kCopy, "copy"},
                                                {CopyKind::kRevision, "revision"},
                                                {CopyKind::kRewrite, "rewrite"},
                                                {CopyKind::kSpun, "spun"},
                                                {CopyKind::kExcerpt, "excerpt"},
                                                {CopyKind::kTranslation, "translation"}}};
};

template <>
struct Spelling<AlteredWhat> {
  static constexpr Spellings<AlteredWhat, 6> kAll{{{AlteredWhat::kNumber, "number"},
                                                   {AlteredWhat::kName, "name"},
                                                   {AlteredWhat::kRole, "role"},
                                                   {AlteredWhat::kNegation, "negation"},
                                                   {AlteredWhat::kActor, "actor"},
                                                   {AlteredWhat::kAttribution, "attribution"}}};
};

template <>
struct Spelling<OriginKind> {
  static constexpr Spellings<OriginKind, 6> kAll{{{OriginKind::kSelf, "self"},
                                                  {OriginKind::kArticle, "article"},
                                                  {OriginKind::kOutlet, "outlet"},
                                                  {OriginKind::kPerson, "person"},
                                                  {OriginKind::kDocument, "document"},
                                                  {OriginKind::kUnknown, "unknown"}}};
};

template <>
struct Spelling<HopHow> {
  static constexpr Spellings<HopHow, 14> kAll{{{HopHow::kPublished, "published"},
                                               {HopHow::kCredit, "credit"},
                                               {HopHow::kCopyright, "copyright"},
                                               {HopHow::kDateline, "dateline"},
                                               {HopHow::kByline, "byline"},
                                               {HopHow::kDeclared, "declared"},
                                               {HopHow::kCopy, "copy"},
                                               {HopHow::kRewrite, "rewrite"},
                                               {HopHow::kTranslation, "translation"},
                                               {HopHow::kTold, "told"},
                                               {HopHow::kReported, "reported"},
                                               {HopHow::kCited, "cited"},
                                               {HopHow::kQuoted, "quoted"},
                                               {HopHow::kLink, "link"}}};
};

template <>
struct Spelling<FeedKind> {
  static constexpr Spellings<FeedKind, 6> kAll{{{FeedKind::kRss, "rss"},
                                                {FeedKind::kAtom, "atom"},
                                                {FeedKind::kJson, "json"},
                                                {FeedKind::kSitemap, "sitemap"},
                                                {FeedKind::kOpml, "opml"},
                                                {FeedKind::kWire, "wire"}}};
};

template <>
struct Spelling<SourceKind> {
  static constexpr Spellings<SourceKind, 7> kAll{{{SourceKind::kUnknown, "unknown"},
                                                  {SourceKind::kAgency, "agency"},
                                                  {SourceKind::kOutlet, "outlet"},
                                                  {SourceKind::kStateMedium, "state medium"},
                                                  {SourceKind::kAggregator, "aggregator"},
                                                  {SourceKind::kPressReleaseService, "press-release service"},
                                                  {SourceKind::kInstitution, "institution"}}};
};

// The word for an enumerator. Every enumerator has one.
template <class Enum>
constexpr std::string_view Spell(Enum value) {
  for (const auto& [each, word] : Spelling<Enum>::kAll) {
    if (each == value) {
      return word;
    }
  }
  return {};
}

// The enumerator for a word, or nothing.
template <class Enum>
constexpr std::optional<Enum> Unspell(std::string_view word) {
  for (const auto& [each, spelling] : Spelling<Enum>::kAll) {
    if (spelling == word) {
      return each;
    }
  }
  return std::nullopt;
}

}  // namespace headwater::news
