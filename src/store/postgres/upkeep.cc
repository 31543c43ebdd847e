// Looking after a PostgreSQL database: checks, sizes, and what leaves nothing of deleted rows.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "store/postgres/database.h"
#include "store/postgres/fault.h"

namespace headwater::store::postgres {
namespace {

// Larger ones are not written anew to scrub them; what was deleted is overwritten with time.
constexpr std::int64_t kMostBytesToRewrite = 128LL << 20U;
constexpr std::int64_t kMostBytesToRewriteWhole = 4LL << 30U;

constexpr std::string_view kOurRelations =
    "FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r'";

}  // namespace

Result<std::vector<std::string>> PgDatabase::Check() {
  std::vector<std::string> findings;
  const std::string where = PlainAddress(address_);
  const auto read = Read([&](Session& session) -> Result<void> {
    session.Run(
        "SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE c.relnamespace = "
        "current_schema()::regnamespace AND NOT i.indisvalid",
        {}, [&](const Row& row) {
          findings.push_back(fmt::format("{}: the index {} is damaged; REINDEX it", where, row.Text(0)));
        });
    const auto count = [&](std::string_view sql, std::string_view what) {
      if (const auto number = session.Number(sql); number.value_or(0) > 0) {
        findings.push_back(fmt::format("{}: {} {}", where, *number, what));
      }
    };
    count(
        "SELECT count(*) FROM articles a WHERE NOT EXISTS (SELECT 1 FROM article_texts t WHERE t.article_row = "
        "a.article_row)",
        "articles have no text");
    count(
        "SELECT count(*) FROM articles a WHERE a.listed = 1 AND a.kind <> 'other' AND NOT EXISTS (SELECT 1 FROM "
        "article_words w WHERE w.article_row = a.article_row)",
        "articles are missing in the full-text index");
    count(
        "SELECT count(*) FROM statements s WHERE NOT EXISTS (SELECT 1 FROM statement_words w WHERE w.statement_row = "
        "s.statement_row)",
        "statements are missing in the full-text index");
    return {};
  });
  if (!read) {
    findings.push_back(read.error().text);
  }
  return findings;
}

std::int64_t PgDatabase::BytesOnDisk() {
  std::int64_t bytes = 0;
  (void)Read([&](Session& session) -> Result<void> {
    bytes = session.Number(fmt::format("SELECT sum(pg_total_relation_size(c.oid)) {}", kOurRelations)).value_or(0);
    return {};
  });
  return bytes;
}

// The server does not tell what of its files is free: what rows hold is added up, without reading what lies outside of
// their pages.
Result<Database::Bytes> PgDatabase::BytesInUse() {
  Bytes bytes;
  const auto read = Read([&](Session& session) -> Result<void> {
    std::vector<std::string> sums;
    session.Run(fmt::format("SELECT c.relname, string_agg('coalesce(pg_column_size(' || quote_ident(a.attname) || "
                            "'), 0)', ' + ') FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid WHERE "
                            "c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND "
                            "NOT a.attisdropped AND pg_relation_size(c.oid) > 0 GROUP BY c.relname"),
                {}, [&](const Row& row) {
                  // A row's head takes 28 bytes, rounded up.
                  sums.push_back(fmt::format("SELECT sum(32 + {}) FROM \"{}\"", row.Text(1), row.Text(0)));
                });
    double rows = 0;
    for (const std::string& sum : sums) {
      rows += static_cast<double>(session.Number(sum).value_or(0));
    }
    double tables = 0;
    double indexes = 0;
    session.Run(fmt::format("SELECT sum(pg_table_size(c.oid)), sum(pg_indexes_size(c.oid)) {}", kOurRelations), {},
                [&](const Row& row) {
                  tables = row.Real(0);
                  indexes = row.Real(1);
                });
    const double part = tables > 0 ? std::min(1.0, rows / tables) : 1.0;
    bytes.used = static_cast<std::int64_t>(rows + indexes * part);
    bytes.free = static_cast<std::int64_t>(tables + indexes) - bytes.used;
    return {};
  });
  return read.map([&] { return bytes; });
}

Result<void> PgDatabase::Vacuum(bool whole) {
  std::string tables;
  const auto read = Read([&](Session& session) -> Result<void> {
    session.Run(
        fmt::format("SELECT quote_ident(c.relname) {} AND pg_relation_size(c.oid) > 0 ORDER BY 1", kOurRelations), {},
        [&](const Row& row) { tables.append(tables.empty() ? "" : ", ").append(row.Text(0)); });
    return {};
  });
  if (!read || tables.empty()) {
    return read;
  }
  // As long as it takes.
  auto link = Connect(address_, {manners_.lock_wait, std::chrono::seconds(0)});
  if (!link) {
    return tl::unexpected(link.error());
  }
  PgSession session(*std::move(link), PlainAddress(address_));
  session.RunScript(fmt::format("VACUUM {}{}", whole ? "(FULL, ANALYZE) " : "(ANALYZE) ", tables));
  if (auto error = session.TakeError()) {
    return tl::unexpected(std::move(*error));
  }
  return {};
}

Result<void> PgDatabase::Scrub() { return Vacuum(BytesOnDisk() <= kMostBytesToRewrite); }

Result<void> PgDatabase::ScrubWhole() { return Vacuum(BytesOnDisk() <= kMostBytesToRewriteWhole); }

Result<void> PgDatabase::Shrink() { return Vacuum(true); }

}  // namespace headwater::store::postgres
