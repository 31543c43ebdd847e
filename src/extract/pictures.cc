// Finds the pictures that stand with the prose and chooses among what is said of them.
#include "extract/pictures.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string>
#include <utility>

#include "extract/lines.h"
#include "extract/picture_words.h"
#include "extract/plain_tokens.h"
#include "web/safe_html.h"
#include "web/url.h"

namespace headwater::extract {
namespace {

using web::HtmlDocument;
using web::kNoNode;
using web::NodeIndex;
using web::Tag;

constexpr std::size_t kMost = 20;
constexpr int kWidest = 2048;
constexpr int kSmall = 100;                // pixels; what is smaller either way is an icon
constexpr std::size_t kMaxCaption = 1500;  // bytes
constexpr int kSourcesMost = 12;
constexpr int kAround = 8;            // levels that a figure's frame may be above its picture
constexpr NodeIndex kFrameMost = 80;  // nodes of what may be a picture with its caption

// Where pages that load pictures late keep the address; the first that is there counts.
constexpr std::array<const char*, 9> kAddresses{"data-src",      "data-original", "data-lazy-src",
                                                "data-lazy",     "data-image",    "data-src-large",
                                                "data-full-src", "data-url",      "src"};
constexpr std::array<const char*, 3> kSets{"srcset", "data-srcset", "data-lazy-srcset"};

int NumberIn(std::string_view text) {
  int number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

struct Candidate {
  std::string_view address;
  int width = 0;
};

// The widest sensible of "a.jpg 320w, b.jpg 1200w" or "a.jpg 1x, b.jpg 2x".
void TakeSet(std::string_view set, Candidate& best) {
  const auto worth = [](int width) { return width <= kWidest ? width : kWidest - (width - kWidest); };
  while (!set.empty()) {
    const std::size_t begin = set.find_first_not_of(" \t\r\n,");
    if (begin == std::string_view::npos) {
      return;
    }
    set.remove_prefix(begin);
    const std::size_t blank = std::min(set.find_first_of(" \t\r\n"), set.size());
    std::string_view address = set.substr(0, blank);
    set.remove_prefix(blank);
    std::string_view size;
    if (address.ends_with(',')) {
      address.remove_suffix(1);
    } else {
      const std::size_t comma = std::min(set.find(','), set.size());
      size = set.substr(0, comma);
      set.remove_prefix(comma);
    }
    const std::size_t digit = size.find_first_of("0123456789");
    int width = digit == std::string_view::npos ? 1 : NumberIn(size.substr(digit));
    width = size.find('x') != std::string_view::npos ? width * 640 : width;
    if (address.size() > 4 && !address.starts_with("data:") && (best.width == 0 || worth(width) > worth(best.width))) {
      best = {address, width};
    }
  }
}

// What two addresses of one picture share: the file's name without its size, as content systems write it.
std::string StemOf(std::string_view url) {
  const std::size_t end = std::min(url.find_first_of("?#"), url.size());
  const std::size_t slash = url.substr(0, end).rfind('/');
  std::string_view name = url.substr(0, end).substr(slash == std::string_view::npos ? 0 : slash + 1);
  name = name.substr(0, name.rfind('.'));
  const std::size_t dash = name.find_last_of("-_");
  if (dash != std::string_view::npos && dash > 4 && name.find('x', dash) != std::string_view::npos &&
      name.find_first_not_of("0123456789x", dash + 1) == std::string_view::npos) {
    name = name.substr(0, dash);
  }
  // A name that says little ("1200", "image") tells nothing.
  return name.size() < 6 || name.find_first_not_of("0123456789x") == std::string_view::npos
             ? std::string(url.substr(0, end))
             : std::string(name);
}

class Finder {
 public:
  Finder(const HtmlDocument& page, const Blocks& blocks, const Prose& prose, CueReader& cues, const PictureHints& hints)
      : page_(page),
        prose_(prose),
        cues_(cues),
        hints_(hints),
        first_prose_(prose.blocks.empty() ? 0 : blocks.all[prose.blocks.front()].first) {}

  std::vector<news::Picture> Find() {
    Walk();
    std::vector<news::Picture> pictures;
    const bool led = !found_.empty() && found_.front().leads;
    for (const news::Picture& declared : hints_.declared) {
      news::Picture picture = declared;
      const auto url = web::ResolveUrl(hints_.base, picture.url);
      if (!url || SaysNone(*url, true)) {
        continue;
      }
      picture.url = *url;
      if (picture.credit.empty()) {
        PartCredit(picture);
      }
      Found* const same = Same(picture.url);
      if (same != nullptr) {
        Fill(same->picture, picture);
      } else if (!led && pictures.empty()) {
        pictures.push_back(std::move(picture));
      } else if (led && !picture.caption.empty() && found_.front().picture.caption.empty()) {
        Fill(found_.front().picture, picture);
      }
    }
    for (Found& each : found_) {
      if (pictures.size() < kMost) {
        pictures.push_back(std::move(each.picture));
      }
    }
    return pictures;
  }

 private:
  struct Found {
    news::Picture picture;
    std::string stem;
    bool leads = false;  // stands before the prose
  };

  Found* Same(std::string_view url) {
    const std::string stem = StemOf(url);
    const auto found = std::ranges::find(found_, stem, &Found::stem);
    return found == found_.end() ? nullptr : &*found;
  }

  static void Fill(news::Picture& picture, const news::Picture& from) {
    picture.caption = picture.caption.empty() ? from.caption : picture.caption;
    picture.credit = picture.credit.empty() ? from.credit : picture.credit;
  }

  // From the page's heading, or what holds the prose, to the end of it.
  void Walk() {
    if (prose_.container == kNoNode) {
      return;
    }
    NodeIndex begin = prose_.container;
    for (NodeIndex at = 1; at < prose_.container; ++at) {
      if (page_[at].tag == Tag::kH1) {
        begin = at;
      }
    }
    for (NodeIndex at = begin; at < page_[prose_.container].end && found_.size() < kMost;) {
      const Tag tag = page_[at].tag;
      if (tag == Tag::kNav || tag == Tag::kAside || tag == Tag::kFooter || tag == Tag::kForm || IsForeign(at)) {
        at = page_[at].end;
        continue;
      }
      if (tag == Tag::kImg) {
        Image(at);
      }
      ++at;
    }
  }

  // Comments, related stories, share lines: what never holds the article's own.
  bool IsForeign(NodeIndex at) {
    if (page_[at].tag == Tag::kText || page_[at].attributes == 0 || page_[at].end >= page_[prose_.container].end) {
      return false;
    }
    const std::uint32_t cues = cues_.Of(at);
    const bool kept = (cues & (kCueBody | kCueCaption | kCueKeep)) != 0 || page_[at].tag == Tag::kFigure;
    return !kept && (cues & (kCueCut | kCueTeaser)) != 0;
  }

  void Image(NodeIndex at) {
    const Candidate best = BestAddress(at);
    const auto url = best.address.empty() ? std::nullopt : web::ResolveUrl(hints_.base, best.address);
    if (!url || IsSmall(at)) {
      return;
    }
    const NodeIndex frame = FrameOf(at);
    if (frame == kNoNode && (IsTeaser(at) || SaysNone(*url, false) || IsMisnamed(at))) {
      return;
    }
    Found found;
    found.picture.url = *url;
    found.stem = StemOf(*url);
    found.leads = prose_.blocks.empty() || at < first_prose_;
    if (frame != kNoNode) {
      Caption(frame, found.picture);
      if (found.picture.caption.empty() && (SaysNone(*url, false) || IsMisnamed(at))) {
        return;
      }
    }
    for (Found& known : found_) {
      // The same once more, for pages without scripts or in another place.
      if (known.stem == found.stem || (frame != kNoNode && frame == last_frame_ && found.picture.caption.empty())) {
        Fill(known.picture, found.picture);
        return;
      }
    }
    last_frame_ = frame;
    found_.push_back(std::move(found));
  }

  Candidate BestAddress(NodeIndex at) const {
    Candidate best;
    for (const char* name : kSets) {
      TakeSet(page_.Attribute(at, name), best);
    }
    // Parsers of HTML 4 hang what follows a <source> below it.
    NodeIndex up = page_[at].parent;
    for (int i = 0; i < kSourcesMost && up != kNoNode && page_[up].tag == Tag::kSource; ++i) {
      up = page_[up].parent;
    }
    for (NodeIndex i = up + 1; up != kNoNode && page_[up].tag == Tag::kPicture && i < at; ++i) {
      if (page_[i].tag == Tag::kSource) {
        TakeSet(page_.Attribute(i, "srcset"), best);
        TakeSet(page_.Attribute(i, "data-srcset"), best);
      }
    }
    for (const char* name : kAddresses) {
      const std::string_view address = page_.Attribute(at, name);
      if (best.address.empty() && address.size() > 4 && !address.starts_with("data:") && address.front() != '{') {
        best = {address, 1};
      }
    }
    return best;
  }

  bool IsSmall(NodeIndex at) const {
    const int width = NumberIn(page_.Attribute(at, "width"));
    const int height = NumberIn(page_.Attribute(at, "height"));
    return (width > 0 && width < kSmall) || (height > 0 && height < kSmall);
  }

  static bool SaysNone(std::string_view url, bool declared) {
    const std::size_t host = url.find("://");
    const std::size_t path = host == std::string_view::npos ? 0 : url.find('/', host + 3);
    const std::string_view rest = path == std::string_view::npos ? std::string_view() : url.substr(path);
    const std::string_view file = rest.substr(0, rest.find_first_of("?#"));
    return file.ends_with(".svg") || SaysNoPicture(rest.substr(0, 400)) || (declared && SaysDefaultPicture(file));
  }

  // By the class, id or alternative text of the picture and what is right around it.
  bool IsMisnamed(NodeIndex at) const {
    NodeIndex up = at;
    for (int i = 0; i < 3 && up != kNoNode && up != 0; ++i, up = page_[up].parent) {
      for (const char* name : {"class", "id"}) {
        if (NamesNoPicture(page_.Attribute(up, name).substr(0, 300))) {
          return true;
        }
      }
    }
    const std::string_view alt = page_.Attribute(at, "alt");
    return alt.size() < 40 && SaysNoPicture(alt);
  }

  // What holds the picture and its caption: a <figure>, or a small element with a caption in it.
  NodeIndex FrameOf(NodeIndex at) {
    NodeIndex up = page_[at].parent;
    for (int i = 0; i < kAround && up != kNoNode && up != 0; ++i, up = page_[up].parent) {
      if (page_[up].tag == Tag::kFigure) {
        return up;
      }
    }
    up = page_[at].parent;
    for (int i = 0; i < 4 && up != kNoNode && up != 0 && page_[up].end - up <= kFrameMost; ++i, up = page_[up].parent) {
      for (NodeIndex inner = up + 1; inner < page_[up].end; ++inner) {
        if (page_[inner].tag != Tag::kText && IsCaption(inner)) {
          return up;
        }
      }
    }
    return kNoNode;
  }

  bool IsCaption(NodeIndex at) {
    return page_[at].tag == Tag::kFigcaption || (page_[at].attributes > 0 && page_[at].tag != Tag::kImg &&
                                                 page_[at].tag != Tag::kFigure && (cues_.Of(at) & kCueCaption) != 0);
  }

  // A picture that leads elsewhere stands for what is there.
  bool IsTeaser(NodeIndex at) const {
    NodeIndex up = page_[at].parent;
    for (int i = 0; i < 4 && up != kNoNode && up != 0; ++i, up = page_[up].parent) {
      if (page_[up].tag == Tag::kA) {
        const std::string_view href = page_.Attribute(up, "href");
        const std::string_view file = href.substr(0, href.find_first_of("?#"));
        const bool image = file.ends_with(".jpg") || file.ends_with(".jpeg") || file.ends_with(".png") ||
                           file.ends_with(".webp") || file.ends_with(".JPG") || file.ends_with(".avif");
        return !image && !href.starts_with("#") && !href.empty();
      }
    }
    return false;
  }

  // Captions and credits by their elements; a caption may hold its credit's.
  void Caption(NodeIndex frame, news::Picture& picture) {
    std::string caption;
    std::string credit;
    NodeIndex inside = frame;
    for (NodeIndex at = frame + 1; at < page_[frame].end; ++at) {
      const web::HtmlNode& node = page_[at];
      if (node.tag == Tag::kNoscript || node.tag == Tag::kButton || node.tag == Tag::kScript) {
        at = node.end - 1;
        continue;
      }
      if (node.tag != Tag::kText && node.attributes > 0 && SaysCredit(at)) {
        credit += credit.empty() ? "" : " ";
        credit += web::TextOfHtml(web::EscapeHtml(page_.Text(at)));
        at = node.end - 1;
      } else if (node.tag != Tag::kText && at >= inside && IsCaption(at)) {
        inside = node.end;
      } else if (node.tag == Tag::kText && at < inside && caption.size() < kMaxCaption) {
        caption += node.text;
        caption += ' ';
      }
    }
    picture.caption = web::TextOfHtml(web::EscapeHtml(caption));
    // Code, labels of adverts and bare signs are no captions.
    const auto kind = KindOfLine(picture.caption);
    const bool furniture = kind && *kind != LineKind::kCaption && *kind != LineKind::kCopyright;
    if (picture.caption.size() > kMaxCaption || picture.caption.find("<iframe") != std::string::npos || furniture ||
        TokensOf(picture.caption, 1).empty()) {
      picture.caption.clear();
    }
    picture.credit = StripCreditWord(credit.size() > 300 ? std::string_view() : std::string_view(credit));
    if (picture.credit.empty()) {
      PartCredit(picture);
    }
  }

  bool SaysCredit(NodeIndex at) const {
    for (const char* name : {"class", "itemprop", "id"}) {
      if (NamesCredit(page_.Attribute(at, name))) {
        return true;
      }
    }
    return false;
  }

  const HtmlDocument& page_;
  const Prose& prose_;
  CueReader& cues_;
  const PictureHints& hints_;
  NodeIndex first_prose_;
  NodeIndex last_frame_ = kNoNode;
  std::vector<Found> found_;
};

}  // namespace

std::vector<news::Picture> PicturesOf(const HtmlDocument& page, const Blocks& blocks, const Prose& prose,
                                      CueReader& cues, const PictureHints& hints) {
  return Finder(page, blocks, prose, cues, hints).Find();
}

}  // namespace headwater::extract
