// Model files: a header, a directory and parts.
#include "learn/model_file.h"

#include <fmt/core.h>

#include <cassert>

#include "base/hash.h"
#include "learn/bytes.h"

namespace headwater::learn {
namespace {

constexpr std::string_view kMagic{"HWMODEL\0", 8};
constexpr std::size_t kHeader = 32;
constexpr std::size_t kNameSize = 16;
constexpr std::size_t kEntry = 32;
constexpr std::size_t kAlign = 16;
constexpr std::uint32_t kMaxParts = 64;

constexpr std::size_t Aligned(std::size_t size) { return (size + kAlign - 1) / kAlign * kAlign; }

}  // namespace

Result<ModelFile> ModelFile::Read(std::string_view bytes) {
  if (bytes.size() < kHeader || bytes.substr(0, kMagic.size()) != kMagic) {
    return Fail(Fault::kBadInput, "model: no model file");
  }
  const auto version = LoadAt<std::uint32_t>(bytes, 8);
  if (version != kModelVersion) {
    return Fail(Fault::kBadInput, fmt::format("model: version {} where {} is read", version, kModelVersion));
  }
  const auto parts = LoadAt<std::uint32_t>(bytes, 12);
  const auto size = LoadAt<std::uint64_t>(bytes, 16);
  if (size != bytes.size() || parts > kMaxParts || kHeader + parts * kEntry > bytes.size()) {
    return Fail(Fault::kBadInput, fmt::format("model: {} bytes where the header says {}", bytes.size(), size));
  }
  ModelFile file;
  file.bytes_ = bytes;
  for (std::uint32_t part = 0; part < parts; ++part) {
    const std::size_t entry = kHeader + part * kEntry;
    std::string_view name = bytes.substr(entry, kNameSize);
    name = name.substr(0, name.find('\0'));
    const auto begin = LoadAt<std::uint64_t>(bytes, entry + kNameSize);
    const auto length = LoadAt<std::uint64_t>(bytes, entry + kNameSize + 8);
    if (begin > bytes.size() || length > bytes.size() - begin) {
      return Fail(Fault::kBadInput, fmt::format("model: part {} lies outside the file", part));
    }
    file.parts_.push_back({name, bytes.substr(begin, length)});
  }
  return file;
}

Result<std::string_view> ModelFile::Part(std::string_view name) const {
  for (const Entry& part : parts_) {
    if (part.name == name) {
      return part.bytes;
    }
  }
  return Fail(Fault::kBadInput, fmt::format("model: no part {}", name));
}

bool ModelFile::Whole() const { return LoadAt<std::uint64_t>(bytes_, 24) == Hash64(bytes_.substr(kHeader)); }

void ModelFileWriter::Add(std::string_view name, std::string bytes) {
  assert(!name.empty() && name.size() <= kNameSize);
  parts_.push_back({std::string(name), std::move(bytes)});
}

std::string ModelFileWriter::Bytes() const {
  std::string body;
  std::size_t begin = Aligned(kHeader + parts_.size() * kEntry);
  for (const Entry& part : parts_) {
    std::string name = part.name;
    name.resize(kNameSize, '\0');
    body += name;
    Append<std::uint64_t>(body, begin);
    Append<std::uint64_t>(body, part.bytes.size());
    begin = Aligned(begin + part.bytes.size());
  }
  for (const Entry& part : parts_) {
    body.resize(Aligned(kHeader + body.size()) - kHeader, '\0');
    body += part.bytes;
  }
  body.resize(Aligned(kHeader + body.size()) - kHeader, '\0');
  std::string bytes(kMagic);
  Append<std::uint32_t>(bytes, kModelVersion);
  Append<std::uint32_t>(bytes, static_cast<std::uint32_t>(parts_.size()));
  Append<std::uint64_t>(bytes, kHeader + body.size());
  Append<std::uint64_t>(bytes, Hash64(body));
  return bytes + body;
}

std::string WriteNames(const std::vector<std::string>& names) {
  std::string part;
  for (const std::string& name : names) {
    part += name;
    part += '\n';
  }
  return part;
}

std::vector<std::string_view> ReadNames(std::string_view part) {
  std::vector<std::string_view> names;
  while (!part.empty()) {
    const std::size_t end = part.find('\n');
    names.push_back(part.substr(0, end));
    part.remove_prefix(end == std::string_view::npos ? part.size() : end + 1);
  }
  return names;
}

}  // namespace headwater::learn
