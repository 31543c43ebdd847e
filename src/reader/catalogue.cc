// Streams with their titles and folders.
#include "reader/catalogue.h"

#include <fmt/format.h>
#include <unicode/locid.h>

#include <algorithm>

#include "http/address.h"
#include "reader/parameters.h"
#include "web/url.h"

namespace headwater::reader {
namespace {

std::string LanguageName(const std::string& language) {
  icu::UnicodeString name;
  icu::Locale(language.c_str()).getDisplayLanguage(icu::Locale::getEnglish(), name);
  std::string utf8;
  name.toUTF8String(utf8);
  return utf8.empty() ? language : utf8;
}

Channel ChannelOf(store::StreamLine line, const std::string& outside) {
  Channel channel;
  if (line.subscription) {
    channel.title = line.title.empty() ? line.url : line.title;
    channel.folder = line.folder;
    channel.link = line.link.empty() ? line.url : line.link;
    channel.url = line.url;
  } else if (line.stories) {
    const bool known = line.language != "und";
    channel.title = known ? fmt::format("Stories in {}", LanguageName(line.language)) : "Stories in other languages";
    channel.folder = kStoriesFolder;
    channel.link = channel.url =
        known ? fmt::format("{}/?language={}", outside, http::PercentEncode(line.language)) : outside + "/";
  } else {
    channel.title = "Without a subscription";
    channel.link = channel.url = outside + "/";
  }
  channel.line = std::move(line);
  return channel;
}

}  // namespace

Result<Catalogue> Catalogue::Of(store::Reading& reading, std::int64_t person, const std::string& outside) {
  return reading.Streams(person).map([&](std::vector<store::StreamLine> lines) {
    Catalogue catalogue;
    for (store::StreamLine& line : lines) {
      catalogue.channels_.push_back(ChannelOf(std::move(line), outside));
    }
    return catalogue;
  });
}

std::vector<std::string> Catalogue::Folders() const {
  std::vector<std::string> folders;
  for (const Channel& channel : channels_) {
    if (!channel.folder.empty() && std::ranges::find(folders, channel.folder) == folders.end()) {
      folders.push_back(channel.folder);
    }
  }
  return folders;
}

const Channel* Catalogue::Numbered(store::StreamNumber stream) const {
  const auto found =
      std::ranges::find_if(channels_, [&](const Channel& channel) { return channel.line.number == stream; });
  return found == channels_.end() ? nullptr : &*found;
}

const Channel* Catalogue::Called(std::string_view name) const {
  if (const auto number = ReadDecimal(name)) {
    return Numbered(*number);
  }
  const std::string comparable = web::ComparableUrl(name);
  const auto found = std::ranges::find_if(channels_, [&](const Channel& channel) {
    return channel.line.name == name || channel.url == name ||
           (channel.line.subscription && web::ComparableUrl(channel.url) == comparable);
  });
  return found == channels_.end() ? nullptr : &*found;
}

bool Catalogue::HasFolder(std::string_view folder) const {
  return std::ranges::any_of(channels_,
                             [&](const Channel& channel) { return channel.folder == folder && !folder.empty(); });
}

std::vector<store::StreamNumber> Catalogue::InFolder(std::string_view folder) const {
  std::vector<store::StreamNumber> streams;
  for (const Channel& channel : channels_) {
    if (channel.folder == folder) {
      streams.push_back(channel.line.number);
    }
  }
  return streams;
}

std::vector<store::StreamNumber> Catalogue::AllOf() const {
  std::vector<store::StreamNumber> streams;
  for (const Channel& channel : channels_) {
    streams.push_back(channel.line.number);
  }
  return streams;
}

std::optional<store::ItemQuestion> Catalogue::Question(const StreamId& id) const {
  store::ItemQuestion question;
  switch (id.kind) {
    case StreamKind::kFeed: {
      const Channel* const channel = Called(id.name);
      if (channel == nullptr) {
        return std::nullopt;
      }
      question.streams = {channel->line.number};
      break;
    }
    case StreamKind::kLabel:
      if (HasFolder(id.name)) {
        question.streams = InFolder(id.name);
      } else {
        question.shelf = store::Shelf::kTag;
        question.tag = id.name;
      }
      break;
    case StreamKind::kRead:
    case StreamKind::kUnread:
      question.read = id.kind == StreamKind::kRead;
      question.streams = AllOf();
      break;
    case StreamKind::kReadingList:
      question.streams = AllOf();
      break;
    case StreamKind::kStarred:
      question.shelf = store::Shelf::kStarred;
      break;
    case StreamKind::kLater:
      question.shelf = store::Shelf::kLater;
      break;
    case StreamKind::kNothing:
      break;
  }
  return question;
}

}  // namespace headwater::reader
