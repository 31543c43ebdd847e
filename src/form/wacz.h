// Evidence as a file: a web archive in the WACZ format (1.1.1), signed, that public viewers replay and anyone verifies.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "form/warc.h"
#include "form/zip.h"

namespace headwater::form {

struct WaczPage {
  WarcPage record;
  std::string title;
  std::string mime;
};

struct WaczContent {
  std::string title;
  std::string description;
  std::string software;  // `Headwater/0.1`
  std::chrono::sys_seconds created{};
  std::vector<WaczPage> pages;
  std::vector<ZipFile> others;  // not below archive/, indexes/ or pages/
};

// Pages with an index (CDXJ), a manifest with the hash of every file, and its signature (WACZ Signing 0.1.0, the
// anonymous form): whoever knows the public key knows who sealed it.
Result<std::string> WriteWacz(const WaczContent& content, const std::string& private_key);

// Sort-friendly form of an address, as replayers look it up: `example,vellmar)/news/weir?page=2`.
std::string SurtOf(std::string_view url);

// What datapackage-digest.json holds: the manifest's hash, and who signed it.
struct WaczSeal {
  std::string hash;  // `sha256:…`
  std::string created;
  std::string software;
  std::string signature;
  std::string public_key;
};
std::string WriteWaczSeal(const WaczSeal& seal);

struct WaczCheck {
  bool good = false;
  std::string says;  // one sentence
};

struct WaczVerdict {
  std::vector<WaczCheck> checks;
  std::string title;
  std::string created;
  std::string software;
  std::string public_key;
  std::size_t pages = 0;
  bool good() const;
};

// Never fails: what is wrong is a check that is not good. Of a bundle of anyone's; one without a signature is not good.
// Where `expected_key` is given it must be signed by that one (the public key, or its fingerprint).
WaczVerdict VerifyWacz(std::string_view bytes, std::string_view expected_key = {});

}  // namespace headwater::form
