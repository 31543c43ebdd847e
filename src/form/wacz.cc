// Puts a WACZ together.
#include "form/wacz.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/ascii.h"
#include "base/hash.h"
#include "base/moment.h"
#include "form/json_line.h"
#include "form/seal.h"
#include "web/url.h"

namespace headwater::form {
namespace {

constexpr std::string_view kArchive = "data.warc.gz";

// 20310204120000
std::string Stamp(const std::string& date) {
  std::string digits;
  for (const char c : date) {
    if (c >= '0' && c <= '9') {
      digits.push_back(c);
    }
  }
  constexpr std::size_t kDigits = 14;
  digits.resize(kDigits, '0');
  return digits;
}

std::string IndexLine(const WaczPage& page, std::size_t offset) {
  JsonObject line;
  line.Text("url", page.record.target).Text("mime", page.mime).Text("status", "200");
  line.Text("digest", page.record.digest).Text("length", fmt::to_string(page.record.page.size()));
  line.Text("offset", fmt::to_string(offset)).Text("filename", kArchive);
  return fmt::format("{} {} {}", SurtOf(page.record.target), Stamp(page.record.date), line.Written());
}

// Pages that are found by an address: others have none that a viewer could open.
bool IsOnTheWeb(const WaczPage& page) { return page.record.target.starts_with("http"); }

std::string PagesOf(const WaczContent& content) {
  std::string lines =
      JsonObject().Text("format", "json-pages-1.0").Text("id", "pages").Text("title", "All Pages").Written() + "\n";
  for (const WaczPage& page : content.pages) {
    if (IsOnTheWeb(page)) {
      JsonObject line;
      line.Text("id", page.record.digest.substr(7, 16)).Text("url", page.record.target).Text("ts", page.record.date);
      lines += line.Text("title", page.title).Written() + "\n";
    }
  }
  return lines;
}

std::string ManifestOf(const WaczContent& content, const std::vector<ZipFile>& files, const std::string& created) {
  std::vector<std::string> resources;
  for (const ZipFile& file : files) {
    JsonObject resource;
    resource.Text("name", std::string_view(file.name).substr(file.name.rfind('/') + 1)).Text("path", file.name);
    resource.Text("hash", "sha256:" + Sha256Hex(file.bytes));
    resources.push_back(resource.Number("bytes", static_cast<std::int64_t>(file.bytes.size())).Written());
  }
  JsonObject manifest;
  manifest.Text("profile", "data-package").Text("wacz_version", "1.1.1").Text("title", content.title);
  manifest.Text("description", content.description).Text("created", created).Text("software", content.software);
  const auto main = std::ranges::find_if(content.pages, IsOnTheWeb);
  if (main != content.pages.end()) {
    manifest.Text("mainPageUrl", main->record.target).Text("mainPageDate", main->record.date);
  }
  return manifest.Raw("resources", JsonArray(resources)).Written();
}

}  // namespace

std::string SurtOf(std::string_view url) {
  const auto parsed = web::ParseUrl(ascii::Lower(url));
  if (!parsed) {
    return std::string(url);
  }
  std::string_view host = parsed->host;
  if (host.starts_with("www")) {
    const std::size_t dot = host.find_first_not_of("0123456789", 3);
    if (dot != std::string_view::npos && host[dot] == '.') {
      host.remove_prefix(dot + 1);
    }
  }
  std::string surt;
  while (!host.empty()) {
    const std::size_t dot = host.rfind('.');
    surt += (surt.empty() ? "" : ",") + std::string(host.substr(dot == std::string_view::npos ? 0 : dot + 1));
    host = host.substr(0, dot == std::string_view::npos ? 0 : dot);
  }
  surt += (parsed->port.empty() ? "" : ":" + parsed->port) + ")" + parsed->path;
  if (!parsed->query.empty()) {
    std::vector<std::string> parts;
    std::string_view rest = parsed->query;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find('&'), rest.size());
      parts.emplace_back(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    std::ranges::stable_sort(parts, {}, [](const std::string& part) { return part.substr(0, part.find('=')); });
    for (std::size_t n = 0; n < parts.size(); ++n) {
      surt += (n == 0 ? "?" : "&") + parts[n];
    }
  } else if (surt.ends_with('/')) {
    surt.pop_back();
  }
  return surt;
}

std::string WriteWaczSeal(const WaczSeal& seal) {
  JsonObject data;
  data.Text("hash", seal.hash).Text("created", seal.created).Text("software", seal.software).Text("version", "0.1.0");
  data.Text("signature", seal.signature).Text("publicKey", seal.public_key);
  JsonObject digest;
  return digest.Text("path", "datapackage.json").Text("hash", seal.hash).Raw("signedData", data.Written()).Written();
}

Result<std::string> WriteWacz(const WaczContent& content, const std::string& private_key) {
  const std::string created = FormatMoment(MomentOfInstant(content.created));
  std::string archive = WriteWarcInfo(content.software, content.created, Packing::kGzip);
  std::vector<std::string> index;
  for (const WaczPage& page : content.pages) {
    index.push_back(IndexLine(page, archive.size()));
    archive += page.record.page + page.record.metadata;
  }
  std::ranges::sort(index);
  std::string lines;
  for (const std::string& line : index) {
    lines += line + "\n";
  }
  std::vector<ZipFile> files;
  files.push_back({"archive/" + std::string(kArchive), std::move(archive)});
  files.push_back({"indexes/index.cdx", std::move(lines)});
  files.push_back({"pages/pages.jsonl", PagesOf(content)});
  files.insert(files.end(), content.others.begin(), content.others.end());
  const std::string manifest = ManifestOf(content, files, created);
  const std::string hash = "sha256:" + Sha256Hex(manifest);
  const auto signature = Sign(private_key, hash);
  const auto public_key = signature ? PublicKeyOf(private_key) : tl::unexpected(signature.error());
  if (!public_key) {
    return tl::unexpected(public_key.error());
  }
  files.push_back({"datapackage.json", manifest});
  files.push_back(
      {"datapackage-digest.json", WriteWaczSeal({hash, created, content.software, *signature, *public_key})});
  return WriteZip(files, content.created);
}

}  // namespace headwater::form
