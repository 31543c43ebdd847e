// Entities of a treebank are cut down to the names in them.
#include "treebank_names.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <optional>

#include "annotate/lexicon.h"

namespace headwater::train {
namespace {

// Nodes [first, last].
struct Entity {
  std::string_view id;
  std::string_view type;
  std::size_t head = 0;  // 1-based within the entity, 0: unknown
  std::size_t first = 0;
  std::size_t last = 0;
};

std::optional<std::size_t> KindOf(std::string_view type) {
  if (type == "person") {
    return 0;
  }
  if (type == "organization") {
    return 1;
  }
  if (type == "place") {
    return 2;
  }
  return type == "time" || type == "substance" ? std::nullopt : std::optional<std::size_t>(3);
}

// `6-person-new-nnnnn-cf1-1,2,4-coref`: id, type, and the head as the first field of digits alone.
Entity ReadEntity(std::string_view text, std::size_t node) {
  Entity entity;
  entity.first = node;
  std::size_t field = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('-'), text.size());
    const std::string_view part = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (field == 0) {
      entity.id = part;
    } else if (field == 1) {
      entity.type = part;
    } else if (entity.head == 0 && !part.empty() && part.find_first_not_of("0123456789,") == std::string_view::npos) {
      std::from_chars(part.data(), part.data() + part.size(), entity.head);
    }
    ++field;
  }
  return entity;
}

std::string_view EntityField(std::string_view misc) {
  const std::size_t at = misc.find("Entity=");
  if (at == std::string_view::npos) {
    return {};
  }
  misc.remove_prefix(at + 7);
  return misc.substr(0, misc.find('|'));
}

// The widest first at each place.
std::vector<Entity> EntitiesOf(const Tree& tree) {
  std::vector<Entity> found;
  std::vector<Entity> open;
  for (std::size_t node = 0; node < tree.nodes.size(); ++node) {
    std::string_view field = EntityField(tree.nodes[node].misc);
    while (!field.empty()) {
      const bool opens = field[0] == '(';
      field.remove_prefix(opens ? 1 : 0);
      const std::size_t end = std::min(field.find_first_of("()"), field.size());
      const std::string_view part = field.substr(0, end);
      const bool closes = end < field.size() && field[end] == ')';
      field.remove_prefix(end + (closes ? 1 : 0));
      if (opens) {
        open.push_back(ReadEntity(part, node));
      }
      if (!closes) {
        continue;
      }
      const auto begun =
          opens ? open.rbegin()
                : std::find_if(open.rbegin(), open.rend(), [part](const Entity& each) { return each.id == part; });
      if (begun != open.rend()) {
        found.push_back(*begun);
        found.back().last = node;
        open.erase(std::next(begun).base());
      }
    }
  }
  std::ranges::sort(found, [](const Entity& one, const Entity& other) {
    return one.first != other.first ? one.first < other.first : one.last > other.last;
  });
  return found;
}

bool IsCapital(const Node& node) { return std::isupper(static_cast<unsigned char>(node.form[0])) != 0; }

bool IsProper(const Node& node) { return node.xpos == "NNP" || node.xpos == "NNPS"; }

bool BelongsInName(const Node& node) {
  return IsProper(node) || (IsCapital(node) && (node.xpos == "CD" || node.xpos == "FW" || node.xpos == "JJ" ||
                                                node.xpos == "NN" || node.xpos == "NNS" || node.xpos == "VBG"));
}

bool IsTitle(const Node& node) {
  std::string lower = annotate::Lower(node.form);
  if (lower.ends_with('.')) {
    lower.pop_back();
  }
  return (annotate::WordFlags(lower, "en") & (annotate::kRole | annotate::kHonorific)) != 0;
}

bool Bridges(const Node& node, bool person, bool organisation) {
  const std::string lower = annotate::Lower(node.form);
  const auto is = [&lower](std::initializer_list<std::string_view> words) {
    return std::ranges::find(words, std::string_view(lower)) != words.end();
  };
  return is({"de", "la", "van", "von", "del", "di"}) || (!person && is({"of", "the", "for", "on", "in", "'s"})) ||
         (organisation && is({"and", "&"}));
}

// The name about the entity's head; nothing where there is none.
std::optional<Entity> NameIn(const Tree& tree, const Entity& entity, std::size_t kind) {
  if (entity.head == 0 || entity.first + entity.head - 1 > entity.last) {
    return std::nullopt;
  }
  const std::size_t head = entity.first + entity.head - 1;
  const std::vector<Node>& nodes = tree.nodes;
  if (!IsProper(nodes[head])) {
    return std::nullopt;
  }
  Entity name = entity;
  name.first = name.last = head;
  while (name.last < entity.last) {
    std::size_t next = name.last + 1;
    while (next < entity.last && next < name.last + 3 &&
           (nodes[next].form == "-" || Bridges(nodes[next], kind == 0, kind == 1))) {
      ++next;
    }
    if (!BelongsInName(nodes[next])) {
      break;
    }
    name.last = next;
  }
  while (name.first > entity.first) {
    const std::size_t back = nodes[name.first - 1].form == "-" && name.first > entity.first + 1 ? 2 : 1;
    if (!BelongsInName(nodes[name.first - back])) {
      break;
    }
    name.first -= back;
  }
  while (kind == 0 && name.first < name.last && (IsTitle(nodes[name.first]) || !IsProper(nodes[name.first]))) {
    ++name.first;
  }
  const bool title = kind == 0 && name.first == name.last && IsTitle(nodes[name.first]);
  const bool word = std::isalnum(static_cast<unsigned char>(nodes[name.first].form[0])) != 0 ||
                    (static_cast<unsigned char>(nodes[name.first].form[0]) & 0x80U) != 0;
  return title || !word ? std::nullopt : std::optional<Entity>(name);
}

void AddSentence(const Tree& tree, MarkedText& marked) {
  if (!marked.text.empty()) {
    marked.text += tree.new_paragraph ? "\n\n" : " ";
  }
  const std::size_t start = marked.text.size();
  marked.text += tree.text;
  std::vector<bool> taken(tree.nodes.size(), false);
  for (const Entity& entity : EntitiesOf(tree)) {
    const std::optional<std::size_t> kind = KindOf(entity.type);
    const std::optional<Entity> name = kind ? NameIn(tree, entity, *kind) : std::nullopt;
    if (!name || std::find(taken.begin() + static_cast<std::ptrdiff_t>(name->first),
                           taken.begin() + static_cast<std::ptrdiff_t>(name->last) + 1,
                           true) != taken.begin() + static_cast<std::ptrdiff_t>(name->last) + 1) {
      continue;
    }
    std::fill(taken.begin() + static_cast<std::ptrdiff_t>(name->first),
              taken.begin() + static_cast<std::ptrdiff_t>(name->last) + 1, true);
    marked.names.push_back({start + tree.nodes[name->first].begin, start + tree.nodes[name->last].end, *kind});
  }
}

}  // namespace

std::vector<MarkedText> NamesOfTreebank(const std::vector<Tree>& trees) {
  std::vector<MarkedText> texts;
  std::string_view document;
  for (const Tree& tree : trees) {
    if (texts.empty() || tree.document != document) {
      texts.emplace_back();
      document = tree.document;
    }
    AddSentence(tree, texts.back());
  }
  return texts;
}

}  // namespace headwater::train
