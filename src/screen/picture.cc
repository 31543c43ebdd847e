// Builds the graph of a story's sources, orders it from top to bottom and finds a column for every place.
#include "screen/picture.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "screen/page.h"
#include "screen/strings.h"
#include "text/words.h"

namespace headwater::screen {
namespace {

constexpr std::string_view kSourcePrefix = "source/";
constexpr std::size_t kStreams = 6;  // colours

// A place before it has its row; flows lead to other nodes.
struct Node {
  Place place;
  bool primary = false;
  std::size_t order = 0;  // by time, as the story has its articles
};

class Graph {
 public:
  Graph(const store::StoryView& story, std::size_t articles) : story_(story) {
    for (std::size_t n = 0; n < articles; ++n) {
      article_nodes_.emplace(story.articles[n].id.value(), nodes_.size());
      Node& node = nodes_.emplace_back();
      node.place.article = n;
      node.place.name = story.articles[n].publisher;
      node.order = n;
    }
    for (std::size_t n = 0; n < articles; ++n) {
      Trace(n);
    }
  }

  std::vector<Node>& nodes() { return nodes_; }

 private:
  std::optional<std::size_t> ArticleNode(const std::string& id) const {
    const auto found = article_nodes_.find(id);
    return found == article_nodes_.end() ? std::nullopt : std::optional(found->second);
  }

  std::size_t OutsideNode(std::string_view name) {
    const auto [found, is_new] = outside_nodes_.emplace(text::Fold(name), nodes_.size());
    if (is_new) {
      Node& node = nodes_.emplace_back();
      node.place.kind = PlaceKind::kOutside;
      node.place.name = name;
    }
    return found->second;
  }

  // The node of a root; an article outside the story stands there by its source's name.
  std::size_t RootNode(const std::string& root, const news::Origin& origin) {
    if (const auto article = ArticleNode(root)) {
      return *article;
    }
    if (root.starts_with(kSourcePrefix)) {
      return OutsideNode(std::string_view(root).substr(kSourcePrefix.size()));
    }
    for (const news::Hop& hop : origin.chain) {
      if (hop.article.value() == root) {
        return OutsideNode(hop.name);
      }
    }
    return OutsideNode(origin.name.empty() ? Phrase("picture.elsewhere") : std::string_view(origin.name));
  }

  void Link(std::size_t child, std::size_t parent, news::HopHow how, bool extra) {
    if (child == parent || Reaches(parent, child)) {
      return;
    }
    auto& flows = nodes_[child].place.flows;
    const auto same = [&](const Flow& flow) { return flow.from == parent; };
    if (std::ranges::none_of(flows, same)) {
      flows.push_back({parent, how, HasTextFrom(how), extra});
    }
  }

  // Whether `node` has it, at some remove, from `from`: chains that contradict one another must make no circle.
  bool Reaches(std::size_t node, std::size_t from) const {
    std::vector<std::size_t> open{node};
    std::vector<bool> seen(nodes_.size());
    while (!open.empty()) {
      const std::size_t at = open.back();
      open.pop_back();
      if (at == from) {
        return true;
      }
      if (!seen[at]) {
        seen[at] = true;
        for (const Flow& flow : nodes_[at].place.flows) {
          open.push_back(flow.from);
        }
      }
    }
    return false;
  }

  void Trace(std::size_t n) {
    const news::Origin none;
    const news::Origin& origin = n < story_.origins.size() ? story_.origins[n] : none;
    nodes_[n].place.confidence = origin.confidence;
    if (origin.roots.empty()) {
      nodes_[n].place.kind = PlaceKind::kUntraced;
      return;
    }
    std::vector<std::size_t> roots;
    for (const std::string& root : origin.roots) {
      roots.push_back(RootNode(root, origin));
      nodes_[roots.back()].primary = true;
      nodes_[roots.back()].place.resting += roots.back() == n ? 0 : 1;
    }
    const bool own = std::ranges::find(roots, n) != roots.end();
    nodes_[n].place.kind = own ? PlaceKind::kOwn : PlaceKind::kDerived;
    if (!own) {
      FollowChain(n, origin, roots);
    }
    for (const std::size_t root : roots) {
      if (!Reaches(n, root)) {
        Link(n, root, news::HopHow::kCited, !nodes_[n].place.flows.empty() || own);
      }
    }
  }

  // Links the hops from the article up to the first root; what lies behind it is a person or document.
  void FollowChain(std::size_t n, const news::Origin& origin, const std::vector<std::size_t>& roots) {
    std::size_t child = n;
    std::size_t last = 0;
    for (std::size_t hop = 1; hop < origin.chain.size(); ++hop) {
      if (std::ranges::find(roots, NodeOf(origin.chain[hop])) != roots.end()) {
        last = hop;
        break;
      }
    }
    for (std::size_t hop = 1; hop <= last; ++hop) {
      const std::size_t parent = NodeOf(origin.chain[hop]);
      Link(child, parent, origin.chain[hop].how, false);
      child = parent;
    }
  }

  std::size_t NodeOf(const news::Hop& hop) {
    const auto article = ArticleNode(hop.article.value());
    return article ? *article : OutsideNode(hop.name);
  }

  const store::StoryView& story_;
  std::vector<Node> nodes_;
  std::unordered_map<std::string, std::size_t> article_nodes_;
  std::unordered_map<std::string, std::size_t> outside_nodes_;
};

// The order of rows, as numbers of nodes: primary sources, then the rest, each below what it has it from.
std::vector<std::size_t> OrderOf(const std::vector<Node>& nodes) {
  // A hop that nothing flows from (its chain led to no primary source) has no place.
  std::vector<bool> used(nodes.size());
  for (const Node& node : nodes) {
    for (const Flow& flow : node.place.flows) {
      used[flow.from] = true;
    }
  }
  std::vector<std::size_t> wanted;
  for (std::size_t n = 0; n < nodes.size(); ++n) {
    if (nodes[n].place.article || nodes[n].primary || used[n]) {
      wanted.push_back(n);
    }
  }
  std::ranges::stable_sort(wanted, [&](std::size_t left, std::size_t right) {
    const auto rank = [&](const Node& node) {
      const bool derived_root = node.primary && !node.place.flows.empty();
      const int group = node.primary && !derived_root ? 0 : node.place.article ? 2 : 1;
      return std::tuple(group, group == 0 ? -static_cast<long>(node.place.resting) : 0L, node.order);
    };
    return rank(nodes[left]) < rank(nodes[right]);
  });
  std::vector<std::size_t> order;
  std::vector<bool> placed(nodes.size());
  std::vector<std::size_t> open;
  for (const std::size_t first : wanted) {
    open.assign(1, first);
    while (!open.empty()) {
      const std::size_t at = open.back();
      const auto& flows = nodes[at].place.flows;
      const auto waiting = std::ranges::find_if(flows, [&](const Flow& flow) { return !placed[flow.from]; });
      if (waiting != flows.end() && !placed[at]) {
        open.push_back(waiting->from);
        continue;
      }
      open.pop_back();
      if (!placed[at]) {
        placed[at] = true;
        order.push_back(at);
      }
    }
  }
  return order;
}

// Gives each place the first column, right of what it flows from, that is free for as long as others flow from it.
void ChooseColumns(Picture& picture) {
  std::vector<std::size_t> last(picture.places.size());
  for (std::size_t row = 0; row < picture.places.size(); ++row) {
    last[row] = std::max(last[row], row);
    for (const Flow& flow : picture.places[row].flows) {
      last[flow.from] = std::max(last[flow.from], row);
    }
  }
  std::vector<std::size_t> busy_until;  // by column: the last row that is taken, plus one
  for (std::size_t row = 0; row < picture.places.size(); ++row) {
    Place& place = picture.places[row];
    std::size_t column = place.flows.empty() ? 0 : picture.places[place.flows.front().from].column + 1;
    if (!place.flows.empty()) {
      place.stream = picture.places[place.flows.front().from].stream;
    } else if (place.kind != PlaceKind::kUntraced) {
      place.stream = row % kStreams;
    }
    while (column < busy_until.size() && busy_until[column] > row) {
      ++column;
    }
    busy_until.resize(std::max(busy_until.size(), column + 1));
    busy_until[column] = last[row] + 1;
    place.column = column;
    picture.columns = std::max(picture.columns, column + 1);
  }
}

constexpr double kRow = 48;  // units; 16 to the em
constexpr double kColumn = 18;
constexpr double kLeft = 12;

double CenterX(std::size_t column) { return kLeft + kColumn * static_cast<double>(column); }
double CenterY(std::size_t row) { return kRow * (static_cast<double>(row) + 0.5); }

std::string FlowSvg(const Place& above, std::size_t above_row, const Place& place, std::size_t row, const Flow& flow) {
  const double x = CenterX(above.column);
  const double to_x = CenterX(place.column);
  const double to_y = CenterY(row);
  const double bend = to_y - kRow * 0.62;
  const std::string_view manner = flow.extra ? "extra" : flow.text ? "text" : "refers";
  return fmt::format(
      R"(<path class="flow {} stream-{}" d="M{:.0f} {:.0f}V{:.1f}C{:.0f} {:.1f} {:.0f} {:.1f} {:.0f} {:.0f}"/>)",
      manner, above.stream, x, CenterY(above_row), bend, x, to_y - 6, to_x, bend + 6, to_x, to_y);
}

// At its row whatever the rows' height: a part of the whole, not units.
std::string DotSvg(const Place& place, std::size_t row, std::size_t rows) {
  const double x = CenterX(place.column);
  const double y = 100 * (static_cast<double>(row) + 0.5) / static_cast<double>(rows);
  switch (place.kind) {
    case PlaceKind::kOutside:
      return fmt::format(
          R"_(<rect class="dot outside stream-{}" x="{:.0f}" y="{:.3f}%" width="13" height="13" rx="2" transform="translate(-6.5 -6.5)"/>)_",
          place.stream, x, y);
    case PlaceKind::kOwn:
      return fmt::format(R"(<circle class="dot own stream-{}" cx="{:.0f}" cy="{:.3f}%" r="7"/>)", place.stream, x, y);
    case PlaceKind::kDerived:
      return fmt::format(R"(<circle class="dot derived stream-{}" cx="{:.0f}" cy="{:.3f}%" r="5"/>)", place.stream, x,
                         y);
    case PlaceKind::kUntraced:
      break;
  }
  return fmt::format(R"(<circle class="dot untraced" cx="{:.0f}" cy="{:.3f}%" r="5"/>)", x, y);
}

}  // namespace

bool HasTextFrom(news::HopHow how) { return how <= news::HopHow::kTranslation; }

Picture PictureOf(const store::StoryView& story, const PictureLimits& limits) {
  const std::size_t articles = std::min(story.articles.size(), limits.max_articles);
  Graph graph(story, articles);
  std::vector<Node>& nodes = graph.nodes();
  std::vector<std::size_t> order = OrderOf(nodes);
  Picture picture;
  picture.left_out = story.articles.size() - articles;
  // Flows lead upwards, so that cutting rows at the bottom leaves none without its source.
  if (order.size() > limits.max_rows) {
    picture.left_out += order.size() - limits.max_rows;
    order.resize(limits.max_rows);
  }
  std::vector<std::size_t> row_of(nodes.size());
  for (std::size_t row = 0; row < order.size(); ++row) {
    row_of[order[row]] = row;
  }
  for (const std::size_t n : order) {
    Place place = nodes[n].place;
    for (Flow& flow : place.flows) {
      flow.from = row_of[flow.from];
    }
    if (nodes[n].primary && place.flows.empty() && picture.primary == picture.places.size()) {
      ++picture.primary;
    }
    picture.places.push_back(std::move(place));
  }
  ChooseColumns(picture);
  return picture;
}

std::string LanesSvg(const Picture& picture) {
  const std::size_t rows = picture.places.size();
  const double width = CenterX(picture.columns - 1) + kLeft;
  const double height = kRow * static_cast<double>(rows);
  // The lines stretch with the height of the rows; the dots stay round.
  std::string svg =
      fmt::format(R"(<svg class="lanes" role="img" aria-label="{0}" width="{1:.0f}" height="{2:.0f}em">)"
                  R"(<svg viewBox="0 0 {1:.0f} {3:.0f}" preserveAspectRatio="none" width="{1:.0f}" height="100%">)",
                  Escape(Say("picture.label", picture.primary, rows)), width, height / 16, height);
  for (std::size_t row = 0; row < rows; ++row) {
    const Place& place = picture.places[row];
    for (const Flow& flow : place.flows) {
      svg += FlowSvg(picture.places[flow.from], flow.from, place, row, flow);
    }
    if (place.kind == PlaceKind::kUntraced) {
      svg += fmt::format(R"(<path class="trail" d="M{0:.0f} {1:.0f}V{2:.0f}"/>)", CenterX(place.column),
                         CenterY(row) - 22, CenterY(row) - 6);
    }
  }
  svg += "</svg>";
  for (std::size_t row = 0; row < rows; ++row) {
    svg += DotSvg(picture.places[row], row, rows);
  }
  return svg + "</svg>";
}

}  // namespace headwater::screen
