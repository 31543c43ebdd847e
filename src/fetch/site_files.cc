// Keeping tdmrep.json and licences.
#include "fetch/site_files.h"

#include <algorithm>

#include "fetch/lifetime.h"
#include "web/charset.h"
#include "web/message.h"
#include "web/url.h"

namespace headwater::fetch {
namespace {

constexpr std::size_t kMaxFiles = 100'000;
constexpr std::size_t kMaxBytes = 64U << 20U;  // of files that declare something
constexpr std::size_t kMaxLicences = 4;
constexpr std::size_t kScanned = 256U << 10U;
constexpr std::chrono::seconds kAfterError = std::chrono::minutes{10};
constexpr std::string_view kRslType = "application/rsl+xml";

bool IsTdmFile(std::string_view address) { return address.ends_with("/.well-known/tdmrep.json"); }

void AddAddress(std::string_view base, std::string_view written, std::vector<std::string>& addresses) {
  auto address = written.empty() ? std::nullopt : web::ResolveUrl(base, written);
  if (address && addresses.size() < kMaxLicences && std::ranges::find(addresses, *address) == addresses.end()) {
    addresses.push_back(*std::move(address));
  }
}

// The value of an attribute in the text of a tag.
std::string_view AttributeIn(std::string_view tag, std::string_view name) {
  std::size_t at = tag.find(name);
  while (at != std::string_view::npos) {
    const std::size_t after = at + name.size();
    if (at > 0 && (tag[at - 1] == ' ' || tag[at - 1] == '\n' || tag[at - 1] == '\t') && after < tag.size() &&
        tag[after] == '=') {
      const char quote = after + 1 < tag.size() ? tag[after + 1] : ' ';
      const bool quoted = quote == '"' || quote == '\'';
      const std::size_t begin = std::min(after + (quoted ? 2 : 1), tag.size());
      const std::size_t end = quoted ? tag.find(quote, begin) : tag.find_first_of(" \t\n>", begin);
      return tag.substr(begin, end - begin);
    }
    at = tag.find(name, after);
  }
  return {};
}

}  // namespace

std::vector<std::string> LicencesOf(const Exchange& exchange, const std::string& url) {
  std::vector<std::string> addresses;
  for (const auto& [name, value] : exchange.headers) {
    const std::size_t type = name == "link" ? value.find(kRslType) : std::string::npos;
    const std::size_t open = type == std::string::npos ? type : value.rfind('<', type);
    const std::size_t close = open == std::string::npos ? open : value.find('>', open);
    if (close != std::string::npos) {
      AddAddress(url, std::string_view(value).substr(open + 1, close - open - 1), addresses);
    }
  }
  const std::string_view body = std::string_view(exchange.body).substr(0, kScanned);
  for (std::size_t at = body.find(kRslType); at != std::string_view::npos; at = body.find(kRslType, at + 1)) {
    const std::size_t open = body.rfind('<', at);
    const std::size_t close = body.find('>', at);
    if (open == std::string_view::npos || close == std::string_view::npos || close - open > 4'096) {
      continue;
    }
    const std::string_view tag = body.substr(open, close - open);
    if (tag.starts_with("<link") || tag.starts_with("<LINK")) {
      AddAddress(url, AttributeIn(tag, "href"), addresses);
    }
  }
  return addresses;
}

std::string TdmFileOf(const Target& target) { return target.origin + "/.well-known/tdmrep.json"; }

bool SiteFiles::Knows(const std::string& address, std::chrono::sys_seconds now) const {
  const auto found = files_.find(address);
  return found != files_.end() && found->second.expires > now;
}

void SiteFiles::Learn(const std::string& address, const Result<Exchange>& answer, std::chrono::sys_seconds now) {
  Known known;
  const bool is_good = answer && answer->status >= 200 && answer->status < 300;
  known.expires = now + (answer && answer->status < 500 ? Lifetime(answer->headers) : kAfterError);
  if (is_good && IsTdmFile(address)) {
    known.tdm = ReadTdmRep(web::ToUtf8(answer->body, "application/json").text, address);
  } else if (is_good) {
    known.rsl = web::ReadRsl(web::ToUtf8(answer->body, web::FindHeader(answer->headers, "content-type")).text);
  }
  known.bytes = known.tdm.empty() && known.rsl.empty() ? 0 : answer->body.size();
  if (const auto before = files_.find(address); before != files_.end()) {
    bytes_ -= before->second.bytes;
  }
  bytes_ += known.bytes;
  files_.insert_or_assign(address, std::move(known));
  if (files_.size() > kMaxFiles || bytes_ > kMaxBytes) {
    ForgetHalf();
  }
}

void SiteFiles::ForgetHalf() {
  std::vector<std::chrono::sys_seconds> times;
  for (const auto& entry : files_) {
    times.push_back(entry.second.expires);
  }
  const auto middle = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2);
  std::ranges::nth_element(times, middle);
  std::erase_if(files_, [&](const auto& entry) {
    const bool goes = entry.second.expires <= *middle;
    bytes_ -= goes ? entry.second.bytes : 0;
    return goes;
  });
}

void SiteFiles::Add(const std::string& address, const std::string& page,
                    std::vector<news::Reservation>& reservations) const {
  const auto found = files_.find(address);
  if (found == files_.end()) {
    return;
  }
  if (const TdmRule* const rule = RuleFor(found->second.tdm, page)) {
    reservations.push_back({"tdmrep.json", rule->reserved ? "tdm-reservation: 1" : "tdm-reservation: 0", rule->policy});
  }
  for (const web::RslTerm& term : web::RslTermsFor(found->second.rsl, page)) {
    if (std::string says = web::WordsOf(term); !says.empty()) {
      reservations.push_back({"rsl", std::move(says), address});
    }
  }
}

}  // namespace headwater::fetch
