// What the parser sees of a state and of an arc (after Zhang and Nivre 2011).
#include <algorithm>

#include "syntax/parser.h"

namespace headwater::syntax {
namespace {

using learn::Feature;
using learn::MakeFeature;

constexpr std::uint64_t kActionTemplates = 0x9A510000;
constexpr std::uint64_t kRelationTemplates = 0x9A520000;

const ParseView kOutside{};

std::uint64_t Distance(std::size_t from, std::size_t to) {
  const std::size_t distance = from < to ? to - from : from - to;
  return distance < 5 ? distance : distance < 8 ? 5U : distance < 13 ? 6U : 7U;
}

// Where words stand as to quotation marks.
std::uint64_t Quotes(const ParseView& one, const ParseView& two, const ParseView& three) {
  return (static_cast<std::uint64_t>(one.quoted) << 4U) | (static_cast<std::uint64_t>(two.quoted) << 2U) |
         static_cast<std::uint64_t>(three.quoted);
}

// Writes features one after the other, each with a template's number of its own.
class Adder {
 public:
  Adder(std::uint64_t kind, std::vector<Feature>& features) : kind_(kind), features_(features) {
    features_.resize(kMostFeatures);
    next_ = features_.data();
  }
  ~Adder() { features_.resize(static_cast<std::size_t>(next_ - features_.data())); }
  Adder(const Adder&) = delete;
  Adder& operator=(const Adder&) = delete;

  void operator()(std::uint64_t one, std::uint64_t two = 0, std::uint64_t three = 0) {
    *next_++ = MakeFeature(++kind_, one, two, three);
  }

 private:
  static constexpr std::size_t kMostFeatures = 128;
  std::uint64_t kind_;
  std::vector<Feature>& features_;
  Feature* next_;
};

// Two or three tags in one number.
std::uint64_t Tags(Tag one, Tag two, Tag three = 0) {
  return (static_cast<std::uint64_t>(one) << 16U) | (static_cast<std::uint64_t>(two) << 8U) | three;
}

}  // namespace

void ActionFeatures(std::span<const ParseView> words, const ParserState& state, std::vector<Feature>& features) {
  const std::size_t count = words.size();
  const auto view = [&](std::size_t at) -> const ParseView& { return at < count ? words[at] : kOutside; };
  const auto family = [&](Index at) -> const Family& {
    static const Family none{};
    return at < count ? state.Of(at) : none;
  };
  const Index i0 = state.Stack(0);
  const Index i1 = state.Stack(1);
  const Index next = state.next();
  const ParseView& s0 = view(i0);
  const ParseView& s1 = view(i1);
  const ParseView& s2 = view(state.Stack(2));
  const ParseView& b0 = view(next);
  const ParseView& b1 = view(next + 1U);
  const ParseView& b2 = view(next + 2U);
  const Family& f0 = family(i0);
  const Family& f1 = family(i1);
  const Family& fb = family(next);
  const ParseView& s0l = view(f0.left);
  const ParseView& s0r = view(f0.right);
  const ParseView& s1l = view(f1.left);
  const ParseView& s1r = view(f1.right);
  const ParseView& b0l = view(fb.left);
  const std::uint64_t to_next = i0 == kNone ? 9 : Distance(i0, next);
  const std::uint64_t to_below = i1 == kNone ? 9 : Distance(i1, i0);
  Adder add(kActionTemplates, features);
  add(0);
  add(s0.word);
  add(s0.tag);
  add(s0.word, s0.tag);
  add(b0.word);
  add(b0.tag);
  add(b0.word, b0.tag);
  add(s1.tag);
  add(s1.word, s1.tag);
  add(b1.word, b1.tag);
  add(b1.tag);
  add(b2.tag);
  add(b2.word, b2.tag);
  add(s2.tag);
  add(s2.word, s2.tag);
  add(s0.word, b0.word);
  add(s0.word, s0.tag, b0.tag);
  add(s0.tag, b0.word, b0.tag);
  add(Tags(s0.tag, b0.tag), to_next);
  add(s1.word, s0.word);
  add(s1.word, Tags(s1.tag, s0.tag));
  add(s0.word, Tags(s1.tag, s0.tag));
  add(Tags(s1.tag, s0.tag), to_below);
  add(s1.word, b0.word);
  add(s1.word, Tags(s1.tag, b0.tag));
  add(b0.word, Tags(s1.tag, b0.tag));
  add(Tags(b0.tag, b1.tag));
  add(Tags(b0.tag, b1.tag), s0.word);
  add(b0.word, b1.tag);
  add(b0.tag, b1.word);
  add(Tags(s0.tag, b0.tag, b1.tag));
  add(Tags(b0.tag, b1.tag, b2.tag));
  add(Tags(s1.tag, s0.tag, b0.tag));
  add(Tags(s2.tag, s1.tag, s0.tag));
  add(Tags(s1.tag, s0.tag, b0.tag), s1.word);
  add(Tags(s1.tag, s0.tag, b0.tag), s0.word);
  add(Tags(s1.tag, s0.tag, b0.tag), b0.word);
  add(Tags(s1.tag, s0.tag, b0.tag), b1.tag);
  add(Tags(s2.tag, s1.tag, s0.tag), b0.tag);
  add(Tags(s0.tag, s0l.tag, b0.tag));
  add(Tags(s0.tag, s0r.tag, b0.tag));
  add(Tags(s1.tag, s1r.tag, s0.tag), b0.tag);
  add(Tags(s1.tag, s1l.tag, s0.tag));
  add(Tags(s1.tag, s0l.tag, s0.tag));
  add(Tags(s1.tag, s0r.tag, s0.tag));
  add(Tags(s0.tag, b0l.tag, b0.tag));
  add(s0l.word, Tags(s1.tag, s0.tag));
  add(s0l.word, s1.word, s0.tag);
  add(s0l.word, Tags(s0.tag, b0.tag));
  add(s0r.word, Tags(s0.tag, b0.tag));
  add(s1r.word, Tags(s1.tag, s0.tag));
  add(b0l.word, Tags(s0.tag, b0.tag));
  add(Tags(s0.tag, view(f0.left2).tag, s0l.tag), b0.tag);
  add(Tags(s0.tag, view(f0.right2).tag, s0r.tag), b0.tag);
  add(Tags(s1.tag, view(f1.right2).tag, s1r.tag), s0.tag);
  add(s0.word, s0.tag, f0.lefts);
  add(s0.word, s0.tag, f0.rights + 16U);
  add(Tags(s0.tag, f0.lefts, f0.rights), b0.tag);
  add(Tags(s1.tag, f1.lefts, f1.rights), s0.tag);
  add(s1.word, s1.tag, f1.rights);
  add(Tags(b0.tag, fb.lefts), s0.tag);
  add(s0.word, to_next);
  add(b0.word, to_next);
  add(s1.word, to_below);
  add(s0.suffix, Tags(s0.tag, b0.tag));
  add(b0.suffix, Tags(s0.tag, b0.tag));
  const std::uint64_t quotes = Quotes(s1, s0, b0);
  add(quotes, Tags(s0.tag, b0.tag));
  add(quotes, Tags(s1.tag, s0.tag));
  add(quotes, Tags(s1.tag, s0.tag, b0.tag));
  add(quotes, s0.word);
  add(quotes, s1.word);
  add(quotes, b0.word);
  add(state.depth() > 3 ? 3 : state.depth(), Tags(s0.tag, b0.tag));
}

void RelationFeatures(std::span<const ParseView> words, const Arcs& arcs, Index child, std::vector<Feature>& features) {
  const std::size_t count = words.size();
  const auto view = [&](std::size_t at) -> const ParseView& { return at < count ? words[at] : kOutside; };
  const auto relation = [&](Index at) -> std::uint64_t {
    return at < arcs.size() ? static_cast<std::uint64_t>(arcs.relations[at]) : 99U;
  };
  const Index head_at = arcs.heads[child];
  const Index above_at = head_at < arcs.size() ? arcs.heads[head_at] : kNone;
  const ParseView& d = view(child);
  const ParseView& h = view(head_at);
  const ParseView& above = view(above_at);
  const Index before = arcs.last_sibling[child];
  const Index after = arcs.next_sibling[child];
  // The outermost children of the dependent, and the nearest helper on the head's left.
  const Index first = arcs.first_child[child];
  Index last = kNone;
  Index second = kNone;
  std::uint64_t children = 0;
  for (Index at = first; at != kNone; at = arcs.next_sibling[at]) {
    second = at != first && second == kNone ? at : second;
    last = at;
    ++children;
  }
  std::uint64_t helpers = 0;
  std::uint64_t same_side = 0;
  for (Index at = arcs.first_child[head_at]; at != kNone; at = arcs.next_sibling[at]) {
    if (relation(at) == static_cast<std::uint64_t>(Relation::kAuxPass) ||
        relation(at) == static_cast<std::uint64_t>(Relation::kCop)) {
      helpers = 1 + relation(at);
    }
    same_side += at != child && (at < child) == (child < head_at) && (at < head_at) == (child < head_at) ? 1U : 0U;
  }
  const std::uint64_t side = child < head_at ? 1 : 0;
  const std::uint64_t distance = (Distance(child, head_at) * 2) + side;
  const std::uint64_t arc = (Tags(h.tag, d.tag) * 2) + side;
  Adder add(kRelationTemplates, features);
  add(0);
  add(d.word, side);
  add(d.tag, side);
  add(d.word, d.tag);
  add(h.word, side);
  add(h.tag, side);
  add(arc);
  add(arc, distance);
  add(arc, d.word);
  add(arc, h.word);
  add(d.word, h.word, side);
  add(h.word, d.tag, side);
  add(d.word, h.tag, side);
  add(d.suffix, arc);
  add(h.suffix, arc);
  add(arc, view(first).word);
  add(arc, view(first).tag);
  add(arc, view(first).tag, view(second).tag);
  add(arc, view(second).word);
  add(arc, view(last).tag);
  add(h.word, d.tag, view(first).word);
  add(d.word, view(first).word);
  add(arc, view(before).tag, view(after).tag);
  add(arc, relation(before));
  add(h.word, d.tag, relation(before));
  add(arc, relation(head_at));
  add(relation(head_at), d.word);
  add(arc, above.tag);
  add(arc, helpers);
  add(d.word, helpers, side);
  add(arc, same_side);
  add(arc, children);
  add(arc, view(child + 1U).tag);
  add(arc, child > 0 ? view(child - 1U).tag : kNoTag);
  add(arc, view(child + 1U).word);
  add(arc, child > 0 ? view(child - 1U).word : 0);
  add(arc, view(head_at + 1U).tag, relation(before));
  add(arc, helpers, relation(before));
  add(arc, Quotes(h, d, kOutside));
  add(h.word, d.tag, Quotes(h, d, kOutside));
}

}  // namespace headwater::syntax
