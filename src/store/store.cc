// Opening a store, and the ids that it gives.
#include "store/store.h"

#include <fmt/format.h>

#include "base/hash.h"
#include "store/address.h"
#include "store/port.h"
#include "store/reindex.h"
#include "store/settling.h"
#include "store/transfer.h"

namespace headwater::store {

Store::Store(std::unique_ptr<Database> database, const Limits& limits)
    : database_(std::move(database)), limits_(limits) {}

Store::~Store() = default;

Result<std::unique_ptr<Store>> Store::Open(const std::string& address, const Limits& limits) {
  if (address.find("://") != std::string::npos && !IsPostgres(address)) {
    return Fail(Fault::kUsage,
                fmt::format("{}: a store is a file, or a PostgreSQL database (postgres://user@host/name)",
                            NameOfStore(address)));
  }
  auto database =
      IsPostgres(address) ? OpenPostgres(address, limits.busy) : OpenSqlite(address, limits.busy, limits.max_bytes);
  if (!database) {
    return tl::unexpected(database.error());
  }
  if (const auto whole = CheckMoved(**database); !whole) {
    return tl::unexpected(Error{whole.error().fault, fmt::format("{}: {}", NameOfStore(address), whole.error().text)});
  }
  if (const auto refreshed = RefreshIndex(**database); !refreshed) {
    return tl::unexpected(refreshed.error());
  }
  if (const auto settled = SettleRows(**database); !settled) {
    return tl::unexpected(settled.error());
  }
  return std::unique_ptr<Store>(new Store(std::move(*database), limits));
}

news::PageId HashPage(const news::Page& page) {
  std::string whole = page.url.empty() ? page.id : page.url;
  whole.push_back('\0');
  whole.append(page.body);
  return news::PageId(Sha256Hex(whole));
}

news::ArticleId StoredId(const news::PageId& page) { return news::ArticleId(page.value().substr(0, 16)); }

}  // namespace headwater::store
