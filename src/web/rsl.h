// RSL documents: what a site permits and prohibits, and at what price (Really Simple Licensing 1.0, rslstandard.org).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace headwater::web {

struct RslLicense {
  std::vector<std::string> permits;    // usages: `search`, `ai-train`, `all`
  std::vector<std::string> prohibits;  // likewise
  std::string payment;                 // its type; empty: free
};

// What is licensed, and how.
struct RslContent {
  std::string url;     // a path pattern, or a whole address with one; empty: the page that the document belongs to
  std::string server;  // who gives licences, which must then be asked for
  std::vector<RslLicense> licenses;
};

enum class RslVerdict { kPermitted, kForPayment, kWithLicence, kProhibited };

// What a document says of one usage of one address.
struct RslTerm {
  std::string usage;
  RslVerdict verdict = RslVerdict::kPermitted;
};

// `prohibits usage: search`, `permits usage for payment: all`; empty where it is simply permitted.
std::string WordsOf(const RslTerm& term);

// Reads UTF-8; never fails: what is no RSL gives nothing. Documents are cut at 1,000 contents.
std::vector<RslContent> ReadRsl(std::string_view xml);

// Each usage that is spoken of gets the verdict of the narrowest content that speaks of it, itself or as part of a
// wider usage (`all`, `ai-all`); within one content a prohibition goes before a permission, a free one before another.
std::vector<RslTerm> RslTermsFor(const std::vector<RslContent>& contents, std::string_view url);

}  // namespace headwater::web
