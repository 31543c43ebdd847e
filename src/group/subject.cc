// Names and words in one list.
#include "group/subject.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace headwater::group {
namespace {

constexpr std::size_t kMostParts = 160;
constexpr float kToldAgain = 0.3F;  // for each further text of a digest
constexpr float kRare = 0.5F;

// Of two runs that are sorted by key, the second from `second` on.
void Merge(std::vector<Subject::Part>& parts, std::size_t second, float again) {
  std::ranges::inplace_merge(parts, parts.begin() + static_cast<std::ptrdiff_t>(second), {}, &Subject::Part::key);
  std::size_t kept = 0;
  for (const Subject::Part& part : parts) {
    if (kept > 0 && parts[kept - 1].key == part.key) {
      parts[kept - 1].weight = std::max(parts[kept - 1].weight, part.weight) + again;
      parts[kept - 1].name = parts[kept - 1].name || part.name;
      parts[kept - 1].bearer = parts[kept - 1].bearer || part.bearer;
      parts[kept - 1].central = parts[kept - 1].central || part.central;
    } else {
      parts[kept++] = part;
    }
  }
  parts.resize(kept);
  if (parts.size() > kMostParts) {
    std::ranges::nth_element(parts, parts.begin() + kMostParts, std::greater{}, &Subject::Part::weight);
    parts.resize(kMostParts);
    std::ranges::sort(parts, {}, &Subject::Part::key);
  }
}

}  // namespace

Subject SubjectOfPrint(const Print& print) {
  Subject subject;
  subject.parts.reserve(print.terms().size() + print.names().size());
  for (std::size_t i = 0; i < print.terms().size(); ++i) {
    const Weight weight = print.term_weights()[i];
    subject.parts.push_back({print.terms()[i], weight.value(), (weight.traits() & kIsName) != 0, false, false});
  }
  const std::size_t terms = subject.parts.size();
  for (std::size_t i = 0; i < print.names().size(); ++i) {
    const Weight weight = print.name_weights()[i];
    const Role role = RoleOf(weight);
    if (role != Role::kSound) {
      subject.parts.push_back(
          {print.names()[i], weight.value(), true, role != Role::kPlace, role != Role::kPlace && InLead(weight)});
    }
  }
  Merge(subject.parts, terms, 0);
  return subject;
}

void Subject::Add(const Print& print) {
  const Subject more = SubjectOfPrint(print);
  const std::size_t before = parts.size();
  parts.insert(parts.end(), more.parts.begin(), more.parts.end());
  Merge(parts, before, kToldAgain);
}

SubjectLikeness CompareSubjects(const Subject& one, const Subject& other) {
  SubjectLikeness likeness;
  struct Squares {
    double all = 0;
    double names = 0;
    double words = 0;
  };
  const auto squares = [](const Subject& subject) {
    Squares sums;
    for (const Subject::Part& part : subject.parts) {
      const double square = static_cast<double>(part.weight) * part.weight;
      sums.all += square;
      (part.name ? sums.names : sums.words) += square;
    }
    return sums;
  };
  Squares both;
  auto b = other.parts.begin();
  for (const Subject::Part& a : one.parts) {
    while (b != other.parts.end() && b->key < a.key) {
      ++b;
    }
    if (b != other.parts.end() && b->key == a.key) {
      const double product = static_cast<double>(a.weight) * b->weight;
      both.all += product;
      both.names += a.name && b->name ? product : 0;
      both.words += !a.name && !b->name ? product : 0;
      likeness.bearer = likeness.bearer || (a.bearer && b->bearer);
      likeness.central = likeness.central || (a.central && b->central);
      likeness.shared += std::min(a.weight, b->weight) >= kRare ? 1U : 0U;
    }
  }
  const auto cosine = [](double product, double a_square, double b_square) {
    return a_square > 0 && b_square > 0 ? product / std::sqrt(a_square * b_square) : 0;
  };
  const Squares ones = squares(one);
  const Squares others = squares(other);
  likeness.alike = 0.5 * cosine(both.all, ones.all, others.all) + 0.5 * cosine(both.names, ones.names, others.names);
  likeness.words = cosine(both.words, ones.words, others.words);
  return likeness;
}

}  // namespace headwater::group
