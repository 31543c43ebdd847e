// Decides what a page is (HTML, plain text, neither) and hands it on in UTF-8.
#include "extract/extract.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "base/ascii.h"
#include "extract/html_article.h"
#include "extract/plain_article.h"
#include "web/charset.h"

namespace headwater::extract {
namespace {

constexpr std::size_t kSniffed = 4096;

bool IsSpace(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'; }

std::string LowerHead(std::string_view text) {
  std::string head = ascii::Lower(text.substr(0, kSniffed));
  head.erase(0, std::min(head.find_first_not_of(" \n\t\r\f"), head.size()));
  return head;
}

// WHATWG MIME Sniffing, 7.1, and fragments that begin with other markup.
bool LooksLikeHtml(std::string_view text) {
  const std::string head = LowerHead(text);
  constexpr std::array<std::string_view, 15> kBegins{"<!doctype html", "<html",  "<head", "<script", "<body", "<!--",
                                                     "<meta",          "<title", "<div",  "<table",  "<p>",   "<h1",
                                                     "<article",       "<link",  "<style"};
  if (std::ranges::any_of(kBegins, [&head](std::string_view begin) { return head.starts_with(begin); })) {
    return true;
  }
  return head.find("<html") != std::string::npos || head.find("<body") != std::string::npos ||
         head.find("<!doctype html") != std::string::npos;
}

// Zero bytes and controls beyond white space: pictures, archives, programs.
bool IsBinary(std::string_view text) {
  const std::string_view sample = text.substr(0, kSniffed);
  const auto controls = std::ranges::count_if(
      sample, [](char c) { return static_cast<unsigned char>(c) < 0x20 && !IsSpace(c) && c != 0x1B && c != 0x0B; });
  return static_cast<std::size_t>(controls) * 50 > sample.size();
}

constexpr std::array<std::string_view, 8> kSignatures{"%PDF-",
                                                      "\x89PNG",
                                                      "\xFF\xD8\xFF",
                                                      "GIF8",
                                                      "PK\x03\x04",
                                                      "\x1F\x8B",
                                                      "\x7F"
                                                      "ELF",
                                                      "RIFF"};

}  // namespace

Result<news::Article> Extract(const news::Page& page, const Limits& limits) {
  if (page.body.size() > limits.max_bytes) {
    return Fail(Fault::kTooLarge, fmt::format("{} bytes, more than {}", page.body.size(), limits.max_bytes));
  }
  const std::string_view body = page.body;
  if (std::ranges::any_of(kSignatures, [body](std::string_view signature) { return body.starts_with(signature); })) {
    return Fail(Fault::kBadInput, "no text");
  }
  const web::Decoded decoded = web::ToUtf8(body, page.content_type);
  if (IsBinary(decoded.text)) {
    return Fail(Fault::kBadInput, "no text");
  }
  const bool said = page.content_type.find("html") != std::string::npos;
  if (said || LooksLikeHtml(decoded.text)) {
    return ArticleFromHtml(decoded.text, page, limits);
  }
  auto article = ArticleFromPlain(decoded.text, page, limits);
  if (article) {
    article->rights = RightsOf(page);
  }
  return article;
}

}  // namespace headwater::extract
