// Modules of feeds beyond what every entry has.
#include "read/details.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <vector>

#include "base/ascii.h"
#include "read/construct.h"
#include "read/wire_xml.h"

namespace headwater::read {
namespace {

using web::XmlNode;
using web::XmlTree;
using Id = XmlTree::Id;

enum class Detail {
  kNone,
  kPoint,
  kWhere,
  kLatitude,
  kLongitude,
  kPlaceName,
  kLicense,
  kReply,
  kThumbnail,
  kImage,
  kCredit,
  kCaption,
  kMedium,
  kGroup,
  kLink
};

struct Use {
  std::string_view space;   // part of the namespace's address
  std::string_view prefix;  // where the namespace is not declared
  std::string_view name;
  Detail detail;
};

constexpr auto kUses = std::to_array<Use>({
    {"georss.org/georss", "georss", "point", Detail::kPoint},
    {"georss.org/georss", "georss", "where", Detail::kWhere},
    {"georss.org/georss", "georss", "featurename", Detail::kPlaceName},
    {"2003/01/geo", "geo", "lat", Detail::kLatitude},
    {"2003/01/geo", "geo", "long", Detail::kLongitude},
    {"creativecommons", "creativecommons", "license", Detail::kLicense},
    {"web.resource.org/cc", "cc", "license", Detail::kLicense},
    {"purl.org/dc/terms", "dcterms", "license", Detail::kLicense},
    {"search.yahoo.com/mrss", "media", "license", Detail::kLicense},
    {"syndication/thread", "thr", "in-reply-to", Detail::kReply},
    {"search.yahoo.com/mrss", "media", "thumbnail", Detail::kThumbnail},
    {"search.yahoo.com/mrss", "media", "credit", Detail::kCredit},
    {"search.yahoo.com/mrss", "media", "description", Detail::kCaption},
    {"search.yahoo.com/mrss", "media", "content", Detail::kMedium},
    {"search.yahoo.com/mrss", "media", "group", Detail::kGroup},
    {"itunes.com/dtds", "itunes", "image", Detail::kImage},
    {"w3.org/2005/atom", "", "link", Detail::kLink},
});

Detail DetailOf(const XmlNode& node) {
  if (!node.is_element()) {
    return Detail::kNone;
  }
  const std::string name = ascii::Lower(node.name);
  if (std::ranges::find(kUses, name, &Use::name) == kUses.end()) {
    return Detail::kNone;
  }
  const std::string space = ascii::Lower(node.space);
  const std::string prefix = ascii::Lower(node.prefix);
  for (const Use& use : kUses) {
    const bool known =
        space.empty() ? !use.prefix.empty() && prefix == use.prefix : space.find(use.space) != std::string::npos;
    if (use.name == name && known) {
      return use.detail;
    }
  }
  return Detail::kNone;
}

std::optional<double> Number(std::string_view text) {
  text = ascii::Trim(text);
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool good = !text.empty() && error == std::errc{} && end == text.data() + text.size() && std::isfinite(value);
  return good ? std::optional(value) : std::nullopt;
}

std::optional<news::FeedPlace> PlaceAt(std::optional<double> latitude, std::optional<double> longitude) {
  if (!latitude || !longitude || std::abs(*latitude) > 90 || std::abs(*longitude) > 180) {
    return std::nullopt;
  }
  return news::FeedPlace{*latitude, *longitude, {}};
}

// "45.256 -71.92", also with a comma.
std::optional<news::FeedPlace> ReadPoint(std::string words) {
  std::ranges::replace(words, ',', ' ');
  const std::string_view text = ascii::Trim(words);
  const std::size_t blank = text.find(' ');
  return blank == std::string_view::npos ? std::nullopt
                                         : PlaceAt(Number(text.substr(0, blank)), Number(text.substr(blank)));
}

class DetailReader {
 public:
  DetailReader(const XmlTree& tree, std::string_view address, news::Entry& entry)
      : tree_(tree), address_(address), entry_(entry) {}

  void Read(Id element) {
    ReadChildren(element);
    if (!entry_.place) {
      entry_.place = PlaceAt(latitude_, longitude_);
    }
    if (entry_.place && entry_.place->name.empty()) {
      entry_.place->name = place_name_;
    }
    if (!picture_.url.empty()) {
      entry_.picture = std::move(picture_);
    }
  }

 private:
  // The element's children, those of its media groups, and what stands within a medium.
  void ReadChildren(Id element) {
    std::vector<Id> holders{element};
    for (std::size_t i = 0; i < holders.size(); ++i) {
      for (Id child = tree_[holders[i]].first_child; child != XmlNode::kNone; child = tree_[child].next) {
        const Detail detail = DetailOf(tree_[child]);
        if (detail == Detail::kGroup || detail == Detail::kMedium) {
          holders.push_back(child);
        }
        ReadOne(child, detail);
      }
    }
  }

  std::string AddressIn(Id element, std::string_view attribute) const {
    return AddressFrom(tree_.Attribute(element, attribute).value_or(""), BaseOf(tree_, element, address_));
  }

  void TakePicture(std::string address, int rank) {
    if (!address.empty() && rank < picture_rank_) {
      picture_.url = std::move(address);
      picture_rank_ = rank;
    }
  }

  void ReadMedium(Id element) {
    const std::string type = ascii::Lower(Value(tree_, element, "type"));
    if (ascii::Lower(Value(tree_, element, "medium")) == "image" || type.starts_with("image/")) {
      TakePicture(AddressIn(element, "url"), 0);
    }
  }

  void ReadOne(Id element, Detail detail) {
    const auto words = [&] { return PlainConstruct(tree_, element); };
    switch (detail) {
      case Detail::kPoint:
        entry_.place = entry_.place ? entry_.place : ReadPoint(words());
        break;
      case Detail::kWhere:
        entry_.place = entry_.place ? entry_.place : ReadPoint(Words(tree_, FirstBelow(tree_, element, "pos")));
        break;
      case Detail::kLatitude:
        latitude_ = Number(words());
        break;
      case Detail::kLongitude:
        longitude_ = Number(words());
        break;
      case Detail::kPlaceName:
        place_name_ = words();
        break;
      case Detail::kLicense:
      case Detail::kLink:
        if (entry_.license.empty()) {
          entry_.license = LicenseIn(element, detail);
        }
        break;
      case Detail::kReply:
        if (entry_.in_reply_to.empty()) {
          entry_.in_reply_to = AddressIn(element, "href");
          entry_.in_reply_to = entry_.in_reply_to.empty() ? Value(tree_, element, "ref") : entry_.in_reply_to;
        }
        break;
      case Detail::kMedium:
        ReadMedium(element);
        break;
      case Detail::kThumbnail:
        TakePicture(AddressIn(element, "url"), 1);
        break;
      case Detail::kImage:
        TakePicture(AddressIn(element, "href"), 2);
        break;
      case Detail::kCredit:
        picture_.credit = picture_.credit.empty() ? words() : picture_.credit;
        break;
      case Detail::kCaption:
        picture_.caption = picture_.caption.empty() ? words() : picture_.caption;
        break;
      default:
        break;
    }
  }

 public:
  std::string LicenseIn(Id element, Detail detail) const {
    if (detail == Detail::kLink) {
      return ascii::Lower(Value(tree_, element, "rel")) == "license" ? AddressIn(element, "href") : std::string();
    }
    for (const std::string_view attribute : {"resource", "href"}) {
      if (std::string address = AddressIn(element, attribute); !address.empty()) {
        return address;
      }
    }
    return AddressFrom(PlainConstruct(tree_, element), BaseOf(tree_, element, address_));
  }

 private:
  const XmlTree& tree_;
  std::string_view address_;
  news::Entry& entry_;
  std::optional<double> latitude_;
  std::optional<double> longitude_;
  std::string place_name_;
  news::FeedPicture picture_;
  int picture_rank_ = 9;
};

}  // namespace

void ReadDetails(const XmlTree& tree, Id element, std::string_view address, news::Entry& entry) {
  DetailReader(tree, address, entry).Read(element);
}

std::string FeedLicense(const XmlTree& tree, Id channel, std::string_view address) {
  news::Entry none;
  const DetailReader reader(tree, address, none);
  for (Id child = tree[channel].first_child; child != XmlNode::kNone; child = tree[child].next) {
    const Detail detail = DetailOf(tree[child]);
    if (detail == Detail::kLicense || detail == Detail::kLink) {
      if (std::string license = reader.LicenseIn(child, detail); !license.empty()) {
        return license;
      }
    }
  }
  return {};
}

}  // namespace headwater::read
