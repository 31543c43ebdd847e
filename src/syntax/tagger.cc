// The tagger's features and its walk through a sentence.
#include "syntax/tagger.h"

namespace headwater::syntax {
namespace {

using learn::Feature;
using learn::MakeFeature;

constexpr std::uint64_t kUsual = 0x7A600001;
constexpr std::uint64_t kSure = 0x7A600002;
constexpr std::uint64_t kTemplates = 0x7A610000;

// What stands beyond the sentence's ends.
const TagView kOutside{};

}  // namespace

Feature UsualKey(const Seen& seen) { return MakeFeature(kUsual, seen.lower); }
Feature SureKey(const Seen& seen) { return MakeFeature(kSure, seen.form); }

void TagFeatures(std::span<const TagView> views, std::size_t at, Tag before, Tag before_that,
                 std::vector<Feature>& features) {
  const auto view = [&](std::size_t place) -> const TagView& { return place < views.size() ? views[place] : kOutside; };
  const TagView& here = views[at];
  const TagView& left = at > 0 ? views[at - 1] : kOutside;
  const TagView& left2 = at > 1 ? views[at - 2] : kOutside;
  const TagView& right = view(at + 1);
  const TagView& right2 = view(at + 2);
  const Seen& seen = here.seen;
  const std::uint64_t first = at == 0 ? 1 : 0;
  features.clear();
  std::uint64_t kind = kTemplates;
  const auto add = [&](std::uint64_t one, std::uint64_t two = 0, std::uint64_t three = 0) {
    features.push_back(MakeFeature(++kind, one, two, three));
  };
  add(0);
  add(seen.lower);
  add(seen.form, first);
  add(seen.suffixes[0]);
  add(seen.suffixes[1]);
  add(seen.suffixes[2]);
  add(seen.suffixes[3]);
  add(seen.prefixes[0]);
  add(seen.prefixes[1]);
  add(seen.prefixes[2]);
  add(seen.shape, first, static_cast<std::uint64_t>(here.quoted));
  add(seen.shape, seen.suffixes[2]);
  add(here.usual);
  add(before);
  add(before, before_that);
  add(before, seen.lower);
  add(before, seen.suffixes[2]);
  add(before, before_that, seen.lower);
  add(before, here.usual, right.usual);
  add(left.seen.lower);
  add(left.seen.lower, seen.lower);
  add(left2.seen.lower);
  add(left.seen.suffixes[2]);
  add(right.seen.lower);
  add(right.seen.lower, seen.lower);
  add(right.seen.suffixes[2]);
  add(right.usual);
  add(right.usual, here.usual);
  add(right.usual, right2.usual);
  add(right2.seen.lower);
  add(right.seen.shape, seen.shape);
  add(left.seen.shape, seen.shape);
  add(before, right.seen.lower);
  add(left.seen.lower, right.seen.lower);
}

Result<Tagger> Tagger::Read(const learn::ModelFile& file) {
  Tagger tagger;
  const auto names = file.Part("tags");
  const auto weights = file.Part("weights");
  auto usual = file.Part("usual");
  auto sure = file.Part("sure");
  if (!names || !weights || !usual || !sure) {
    return Fail(Fault::kBadInput, "tagger: a part is missing");
  }
  const auto model = learn::LinearModel::Read(*weights);
  const auto usual_table = learn::PlaceTable::Read(*usual);
  const auto sure_table = learn::PlaceTable::Read(*sure);
  if (!model || !usual_table || !sure_table) {
    return Fail(Fault::kBadInput, "tagger: a part is damaged");
  }
  for (const std::string_view name : learn::ReadNames(*names)) {
    const std::size_t slash = name.find('/');
    const auto upos = syntax::UposOf(name.substr(0, slash));
    if (!upos || slash == std::string_view::npos) {
      return Fail(Fault::kBadInput, "tagger: a tag has no word class");
    }
    tagger.tags_.push_back({*upos, name.substr(slash + 1)});
  }
  if (tagger.tags_.size() != model->classes()) {
    return Fail(Fault::kBadInput, "tagger: as many tags as classes are needed");
  }
  tagger.weights_ = *model;
  tagger.usual_ = *usual_table;
  tagger.sure_ = *sure_table;
  return tagger;
}

void Tagger::LookUp(std::span<TagView> views) const {
  for (TagView& view : views) {
    const std::uint32_t usual = usual_.Find(UsualKey(view.seen));
    const std::uint32_t sure = sure_.Find(SureKey(view.seen));
    view.usual = usual == learn::kNoValue ? 0 : usual;
    view.sure = sure < tags_.size() ? static_cast<Tag>(sure) : kNoTag;
  }
}

void Tagger::Run(std::span<const TagView> views, std::vector<Tag>& tags) const {
  thread_local std::vector<Feature> features;
  learn::Scores scores{};
  tags.resize(views.size());
  Tag before = kNoTag;
  Tag before_that = kNoTag;
  for (std::size_t at = 0; at < views.size(); ++at) {
    Tag tag = views[at].sure;
    if (tag == kNoTag) {
      TagFeatures(views, at, before, before_that, features);
      tag = weights_.Best(features, scores);
    }
    tags[at] = tag;
    before_that = before;
    before = tag;
  }
}

}  // namespace headwater::syntax
