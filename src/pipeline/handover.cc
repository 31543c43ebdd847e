// Parcels as texts one after the other, each with its length before it.
#include "pipeline/handover.h"

#include <fmt/format.h>

#include <charconv>

#include "form/json.h"

namespace headwater::pipeline {
namespace {

void Add(std::string& into, std::string_view text) {
  fmt::format_to(std::back_inserter(into), "{}\n", text.size());
  into.append(text);
}

void Add(std::string& into, const std::optional<news::Article>& article) {
  Add(into, article ? form::WriteArticle(*article) : std::string());
}

// After the first fault all that follows is empty.
class Texts {
 public:
  explicit Texts(std::string_view left) : left_(left) {}

  std::string_view Next() {
    std::size_t size = 0;
    const auto [end, fault] = std::from_chars(left_.data(), left_.data() + left_.size(), size);
    const auto digits = static_cast<std::size_t>(end - left_.data());
    good_ = good_ && fault == std::errc{} && digits < left_.size() && size <= left_.size() - digits - 1;
    if (!good_) {
      return {};
    }
    const std::string_view text = left_.substr(digits + 1, size);
    left_.remove_prefix(digits + 1 + size);
    return text;
  }

  std::int64_t Number() {
    const std::string_view text = Next();
    std::int64_t number = 0;
    good_ = good_ && std::from_chars(text.data(), text.data() + text.size(), number).ec == std::errc{};
    return number;
  }

  std::optional<news::Article> Article() {
    const std::string_view text = Next();
    if (text.empty()) {
      return std::nullopt;
    }
    auto article = form::ReadArticle(text);
    good_ = good_ && article;
    return article ? std::optional(*std::move(article)) : std::nullopt;
  }

  bool good() const { return good_; }

 private:
  std::string_view left_;
  bool good_ = true;
};

}  // namespace

std::string WriteParcel(const Parcel& parcel) {
  // The body need not be UTF-8: it goes beside.
  news::Page page;
  page.id = parcel.page.id;
  page.url = parcel.page.url;
  page.fetched = parcel.page.fetched;
  page.content_type = parcel.page.content_type;
  page.reservations = parcel.page.reservations;
  page.announcement = parcel.page.announcement;
  std::string payload;
  payload.reserve(parcel.page.body.size() + 4'096);
  Add(payload, form::WritePage(page));
  Add(payload, parcel.page.body);
  Add(payload, fmt::to_string(parcel.page.headers.size()));
  for (const auto& [name, value] : parcel.page.headers) {
    Add(payload, name);
    Add(payload, value);
  }
  Add(payload, parcel.article);
  Add(payload, parcel.whole);
  Add(payload, parcel.error);
  Add(payload, parcel.keep);
  Add(payload, parcel.drop);
  for (const std::int64_t number : {std::int64_t{parcel.known}, std::int64_t{parcel.revised},
                                    std::int64_t{parcel.keep_bytes}, parcel.kept_out, parcel.stones}) {
    Add(payload, fmt::to_string(number));
  }
  return payload;
}

Result<Parcel> ReadParcel(std::string_view payload) {
  Texts texts(payload);
  Parcel parcel;
  auto page = form::ReadPage(texts.Next());
  if (!page) {
    return tl::unexpected(page.error());
  }
  parcel.page = *std::move(page);
  parcel.page.body = texts.Next();
  const std::int64_t headers = texts.Number();
  for (std::int64_t i = 0; i < headers && texts.good(); ++i) {
    const std::string_view name = texts.Next();
    parcel.page.headers.emplace_back(name, texts.Next());
  }
  parcel.article = texts.Article();
  parcel.whole = texts.Article();
  parcel.error = texts.Next();
  parcel.keep = texts.Next();
  parcel.drop = texts.Next();
  parcel.known = texts.Number() != 0;
  parcel.revised = texts.Number() != 0;
  parcel.keep_bytes = texts.Number() != 0;
  parcel.kept_out = texts.Number();
  parcel.stones = texts.Number();
  return texts.good() ? Result<Parcel>(std::move(parcel)) : Fail(Fault::kBadInput, "a handed page is cut short");
}

}  // namespace headwater::pipeline
