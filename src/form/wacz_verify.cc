// Holds a WACZ against its own manifest, index and signature.
#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <charconv>
#include <map>
#include <set>

#include "base/hash.h"
#include "form/seal.h"
#include "form/wacz.h"

namespace headwater::form {
namespace {

namespace json = boost::json;

using Files = std::map<std::string, std::string, std::less<>>;

std::string TextIn(const json::object& object, std::string_view name) {
  const json::value* const field = object.if_contains(name);
  return field != nullptr && field->is_string() ? std::string(field->get_string()) : std::string();
}

std::optional<json::object> ObjectIn(const Files& files, std::string_view name) {
  const auto file = files.find(name);
  if (file == files.end()) {
    return std::nullopt;
  }
  boost::system::error_code error;
  json::value value = json::parse(file->second, error);
  return error || !value.is_object() ? std::nullopt : std::optional(std::move(value.get_object()));
}

class Verifier {
 public:
  Verifier(const Files& files, std::string_view expected_key) : files_(files), expected_key_(expected_key) {}

  WaczVerdict Verify() {
    const auto manifest = ObjectIn(files_, "datapackage.json");
    if (!manifest) {
      Say(false, "It has no manifest (datapackage.json) that can be read.");
      return std::move(verdict_);
    }
    // What the signature covers; the seal says some of it again.
    verdict_.title = TextIn(*manifest, "title");
    verdict_.created = TextIn(*manifest, "created");
    verdict_.software = TextIn(*manifest, "software");
    CheckFiles(*manifest);
    CheckSeal();
    CheckArchives();
    CheckPages();
    return std::move(verdict_);
  }

 private:
  void Say(bool good, std::string says) { verdict_.checks.push_back({good, std::move(says)}); }

  void CheckFiles(const json::object& manifest) {
    const json::value* const list = manifest.if_contains("resources");
    if (list == nullptr || !list->is_array()) {
      Say(false, "Its manifest lists no files.");
      return;
    }
    std::set<std::string> listed{"datapackage.json", "datapackage-digest.json"};
    std::size_t wrong = 0;
    for (const json::value& each : list->get_array()) {
      const json::object empty;
      const json::object& resource = each.is_object() ? each.get_object() : empty;
      const std::string path = TextIn(resource, "path");
      listed.insert(path);
      const auto file = files_.find(path);
      if (file == files_.end()) {
        Say(false, fmt::format("{} is missing.", path));
        ++wrong;
      } else if (TextIn(resource, "hash") != "sha256:" + Sha256Hex(file->second)) {
        Say(false, fmt::format("{} was changed: its hash is not the one in the manifest.", path));
        ++wrong;
      }
    }
    for (const auto& [name, bytes] : files_) {
      if (!listed.contains(name)) {
        Say(false, fmt::format("{} is in no list: it was added later.", name));
        ++wrong;
      }
    }
    if (wrong == 0) {
      Say(true, fmt::format("Every one of its {} files is as the manifest says.", listed.size() - 2));
    }
  }

  void CheckSeal() {
    const auto digest = ObjectIn(files_, "datapackage-digest.json");
    if (!digest) {
      Say(false, "It is not signed: datapackage-digest.json is missing or cannot be read.");
      return;
    }
    const std::string hash = "sha256:" + Sha256Hex(files_.find("datapackage.json")->second);
    if (TextIn(*digest, "hash") != hash) {
      Say(false, "The manifest was changed: its hash is not the one that was signed.");
      return;
    }
    const json::value* const data = digest->if_contains("signedData");
    if (data == nullptr || !data->is_object()) {
      Say(false, "It is not signed.");
      return;
    }
    const json::object& seal = data->get_object();
    verdict_.public_key = TextIn(seal, "publicKey");
    if (TextIn(seal, "hash") != hash || !SealFits(verdict_.public_key, TextIn(seal, "signature"), hash)) {
      Say(false, "The signature does not fit: it was made for something else, or by another key.");
      return;
    }
    // Our own has nothing in it that does not follow from what was signed.
    const std::string expected =
        WriteWaczSeal({hash, verdict_.created, verdict_.software, TextIn(seal, "signature"), verdict_.public_key});
    if (verdict_.software.starts_with("Headwater") && files_.find("datapackage-digest.json")->second != expected) {
      Say(false, "datapackage-digest.json was changed.");
      return;
    }
    const std::string fingerprint = FingerprintOf(verdict_.public_key);
    Say(true, fmt::format("The manifest is signed by the key with the fingerprint {}.", fingerprint));
    if (!expected_key_.empty()) {
      const bool same = expected_key_ == verdict_.public_key || expected_key_ == fingerprint;
      Say(same, same ? "That is the key you named." : "That is not the key you named.");
    }
  }

  // Each archive by its records' digests, and the index by the archives.
  void CheckArchives() {
    std::map<std::string, std::map<std::size_t, WarcRecord>> archives;
    std::size_t records = 0;
    for (const auto& [name, bytes] : files_) {
      if (!name.starts_with("archive/")) {
        continue;
      }
      const auto read = CheckWarc(bytes);
      if (!read) {
        Say(false, fmt::format("{}: {}.", name, read.error().text));
        return;
      }
      records += read->size();
      for (const WarcRecord& record : *read) {
        archives[name.substr(name.find('/') + 1)].emplace(record.offset, record);
      }
    }
    Say(records > 0, records > 0 ? fmt::format("All {} records of the archive are what their digests say.", records)
                                 : "There is no archive in it.");
    const auto index = files_.find("indexes/index.cdx");
    if (index != files_.end()) {
      CheckIndex(index->second, archives);
    }
  }

  void CheckIndex(std::string_view lines, const std::map<std::string, std::map<std::size_t, WarcRecord>>& archives) {
    std::size_t count = 0;
    while (!lines.empty()) {
      const std::size_t end = std::min(lines.find('\n'), lines.size());
      const std::string_view line = lines.substr(0, end);
      lines.remove_prefix(std::min(end + 1, lines.size()));
      ++count;
      if (!FitsArchive(line, archives)) {
        Say(false, fmt::format("Line {} of the index leads to no such record of the archive.", count));
        return;
      }
    }
    Say(true, fmt::format("All {} lines of the index lead to their records.", count));
  }

  static bool FitsArchive(std::string_view line,
                          const std::map<std::string, std::map<std::size_t, WarcRecord>>& archives) {
    const std::size_t brace = std::min(line.find('{'), line.size());
    boost::system::error_code error;
    const json::value value = json::parse(line.substr(brace), error);
    if (error || !value.is_object()) {
      return false;
    }
    const json::object& entry = value.get_object();
    const std::string offset = TextIn(entry, "offset");
    std::size_t at = 0;
    std::from_chars(offset.data(), offset.data() + offset.size(), at);
    const auto archive = archives.find(TextIn(entry, "filename"));
    if (archive == archives.end()) {
      return false;
    }
    const auto record = archive->second.find(at);
    return record != archive->second.end() && record->second.target == TextIn(entry, "url") &&
           record->second.payload_digest == TextIn(entry, "digest") &&
           fmt::to_string(record->second.length) == TextIn(entry, "length");
  }

  void CheckPages() {
    const auto pages = files_.find("pages/pages.jsonl");
    if (pages == files_.end()) {
      Say(false, "It has no list of pages (pages/pages.jsonl).");
      return;
    }
    const auto lines = static_cast<std::size_t>(std::ranges::count(pages->second, '\n'));
    verdict_.pages = lines == 0 ? 0 : lines - 1;
  }

  const Files& files_;
  std::string_view expected_key_;
  WaczVerdict verdict_;
};

}  // namespace

bool WaczVerdict::good() const {
  return !checks.empty() && std::ranges::all_of(checks, [](const WaczCheck& check) { return check.good; });
}

WaczVerdict VerifyWacz(std::string_view bytes, std::string_view expected_key) {
  ZipLimits limits;
  limits.max_bytes = 2U << 30U;
  auto unpacked = ReadZip(bytes, limits);
  if (!unpacked) {
    WaczVerdict verdict;
    verdict.checks.push_back({false, unpacked.error().text + "."});
    return verdict;
  }
  Files files;
  for (ZipFile& file : *unpacked) {
    if (!files.emplace(file.name, std::move(file.bytes)).second) {
      WaczVerdict verdict;
      verdict.checks.push_back({false, fmt::format("{} is in it twice.", file.name)});
      return verdict;
    }
  }
  return Verifier(files, expected_key).Verify();
}

}  // namespace headwater::form
