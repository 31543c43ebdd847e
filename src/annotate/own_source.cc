// The article's own site by its publisher's name and its address.
#include "annotate/own_source.h"

#include <algorithm>

#include "tables/tables.h"
#include "text/words.h"
#include "web/url.h"

namespace headwater::annotate {
namespace {

constexpr std::size_t kShortest = 4;
constexpr std::size_t kAcronym = 6;

std::string LettersOf(std::string_view name) {
  std::string letters;
  for (const char c : text::Fold(name)) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80) {
      letters.push_back(c);
    }
  }
  return letters.starts_with("the") && letters.size() > kShortest + 3 ? letters.substr(3) : letters;
}

// `vellmarpost` of `www.vellmarpost.co.uk`: the longest label is the name.
std::string_view LongestLabel(std::string_view host) {
  std::string_view longest;
  while (!host.empty()) {
    const std::size_t dot = host.find('.');
    const std::string_view label = host.substr(0, dot);
    longest = label.size() > longest.size() ? label : longest;
    host.remove_prefix(dot == std::string_view::npos ? host.size() : dot + 1);
  }
  return longest;
}

// Do the letters stand in the name in that order, from its first?
bool IsAcronymOf(std::string_view acronym, std::string_view name) {
  if (acronym.empty() || name.empty() || acronym.front() != name.front() || acronym.size() > kAcronym) {
    return false;
  }
  std::size_t at = 0;
  for (const char c : acronym) {
    at = name.find(c, at);
    if (at == std::string_view::npos) {
      return false;
    }
    ++at;
  }
  return true;
}

}  // namespace

OwnSource::OwnSource(const news::Article& article) {
  Add(article.publisher);
  const std::string host = web::HostOf(article.url);
  if (!host.empty()) {
    Add(host);
  }
}

void OwnSource::Add(std::string_view name) {
  if (name.empty()) {
    return;
  }
  const std::string_view site = name.substr(0, name.find('/'));
  const bool is_host = site.find('.') != std::string_view::npos && site.find(' ') == std::string_view::npos;
  const news::Source* source = tables::SourceByName(name);
  if (source == nullptr && is_host) {
    source = tables::SourceByHost(site);
  }
  if (source != nullptr) {
    ids_.push_back(source->id);
  }
  letters_.push_back(LettersOf(is_host ? LongestLabel(site) : name));
}

bool OwnSource::Is(std::string_view name, const news::SourceId& id) const {
  if (!id.value().empty()) {
    return std::find(ids_.begin(), ids_.end(), id) != ids_.end();
  }
  const std::string letters = LettersOf(name);
  const bool acronym =
      name.size() <= kAcronym && name.find_first_of("abcdefghijklmnopqrstuvwxyz ") == std::string::npos;
  return std::any_of(letters_.begin(), letters_.end(), [&](const std::string& own) {
    return own == letters ||
           (letters.size() >= kShortest * 2 && own.size() >= kShortest * 2 &&
            (own.starts_with(letters) || letters.starts_with(own))) ||
           (acronym && letters.size() >= kShortest && IsAcronymOf(letters, own));
  });
}

}  // namespace headwater::annotate
