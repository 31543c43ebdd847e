// Fuzzes wires of news agencies: ninjs, NewsML-G2 and NITF, found out from the bytes.
#include "fuzz/article.h"
#include "read/read.h"

using headwater::fuzz::Require;
using headwater::fuzz::RequireUtf8;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = headwater::fuzz::View(data, size);
  headwater::read::IsWire(bytes);
  headwater::read::Limits limits;
  limits.max_items = 20;
  const auto items = headwater::read::ReadWire(bytes, "", "https://vellnews.example/wire", limits);
  if (!items) {
    Require(!items.error().text.empty(), "what went wrong is said");
    return 0;
  }
  Require(items->size() <= limits.max_items, "a message keeps its limit");
  for (const headwater::read::WireItem& item : *items) {
    Require(!item.page.id.empty(), "an item has an id");
    RequireUtf8(item.page.id);
    for (const headwater::news::Reservation& reservation : item.page.reservations) {
      Require(reservation.where == "wire", "what a wire reserves says so");
      RequireUtf8(reservation.says);
    }
    headwater::fuzz::RequireArticle(item.article);
  }
  return 0;
}
