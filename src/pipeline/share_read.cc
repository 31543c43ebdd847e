// One of many that read: pages become articles, and articles get their annotations.
#include <algorithm>

#include "base/log.h"
#include "base/workers.h"
#include "pipeline/documents.h"
#include "pipeline/line.h"

namespace headwater::pipeline {
namespace {

constexpr std::size_t kReadAtOnce = 16;

}  // namespace

queue::Work Pipeline::Line::WorkOf(const Made& made) const {
  Parcel parcel;
  parcel.page = made.page;
  parcel.article = made.article;
  parcel.whole = made.whole;
  parcel.error = made.error;
  parcel.known = made.known;
  parcel.revised = made.revised;
  parcel.keep_bytes = made.keep_bytes;
  parcel.kept_out = made.kept_out;
  parcel.stones = tombstone_stamp_;
  const std::string_view language = made.article ? std::string_view(made.article->language) : std::string_view();
  const auto desk = std::ranges::find_if(share_->desks, [&](const DeskShare& each) { return each.Has(language); });
  const std::string& name = made.page.url.empty() ? made.page.id : made.page.url;
  return {store::HashPage(made.page).value(),
          std::string(kPageWork),
          WriteParcel(parcel),
          0,
          desk == share_->desks.end() ? std::string() : desk->name,
          name};
}

Pipeline::Line::Made Pipeline::Line::MadeOf(Parcel parcel) {
  Made made;
  made.page = std::move(parcel.page);
  made.article = std::move(parcel.article);
  made.whole = std::move(parcel.whole);
  made.error = std::move(parcel.error);
  made.known = parcel.known;
  made.revised = parcel.revised;
  made.keep_bytes = parcel.keep_bytes;
  made.kept_out = parcel.kept_out;
  if (parcel.stones == tombstone_stamp_) {
    made.held_against = tombstones_.load();
  }
  // It may have been kept since it was read.
  if (!made.known && made.kept_out == 0) {
    made.known = store_.HasPage(store::HashPage(made.page)).value_or(false);
  }
  return made;
}

std::vector<queue::Work> Pipeline::Line::ReadOn(Parcel parcel) {
  std::vector<queue::Work> work;
  const auto add = [&](const Made& made) { work.push_back(WorkOf(made)); };
  if (!share_->extract) {
    if (parcel.error.empty()) {
      add(Make({std::move(parcel.page), std::move(parcel.article)}));
    } else {
      Made made = MadeOf(std::move(parcel));
      KeepOut(made);
      add(made);
    }
    return work;
  }
  Incoming incoming{std::move(parcel.page), std::move(parcel.article), std::move(parcel.keep), std::move(parcel.drop)};
  if (share_->annotate) {
    std::ranges::for_each(MakeAll(std::move(incoming)), add);
    return work;
  }
  const news::Page named = incoming.ready ? news::Page{} : PageWithoutBody(incoming.page);
  for (auto& document : Unfold(std::move(incoming), limits_.extract)) {
    Made made;
    made.page = document ? std::move(document->page) : named;
    if (document && document->ready) {
      made.article = std::move(document->ready);
    } else if (document) {
      auto article = ReadSelected(made.page, document->keep, document->drop, limits_.extract);
      made.error = article ? "" : article.error().text;
      made.article = article ? std::optional(*std::move(article)) : std::nullopt;
    } else {
      made.error = document.error().text;
    }
    work.push_back(WorkOf(made));
    work.back().part.clear();
  }
  return work;
}

Result<void> Pipeline::Line::ReadWork(const std::vector<queue::Work>& work) {
  std::vector<queue::Work> onward;
  std::vector<queue::Work> read;
  std::vector<std::pair<queue::Work, std::string>> bad;
  std::size_t begun = 0;
  {
    OrderedWorkers workers(settings_.jobs);
    for (; begun < work.size() && !stopping_; ++begun) {
      const queue::Work& piece = work[begun];
      workers.Submit([&, &piece = piece]() -> Finish {
        auto parcel = ReadParcel(piece.payload);
        std::string error = parcel ? "" : parcel.error().text;
        auto made = parcel ? ReadOn(*std::move(parcel)) : std::vector<queue::Work>{};
        return [&, made = std::move(made), error = std::move(error)]() mutable {
          if (!error.empty()) {
            bad.emplace_back(piece, error);
            return;
          }
          std::ranges::move(made, std::back_inserter(onward));
          read.push_back(piece);
        };
      });
    }
  }
  for (const auto& [piece, error] : bad) {
    if (const auto failed = taking_->Failed(piece, error, clock_.Now()); !failed) {
      return tl::unexpected(failed.error());
    }
  }
  const auto handed = HandOn(onward);
  if (!handed) {
    return tl::unexpected(handed.error());
  }
  std::vector<queue::Work> left(work.begin() + static_cast<std::ptrdiff_t>(begun), work.end());
  if (!*handed) {
    std::ranges::move(read, std::back_inserter(left));
    read.clear();
  }
  const auto returned = left.empty() ? Result<void>() : taking_->Return(left, clock_.Now());
  return returned ? taking_->Done(read) : returned;
}

Result<bool> Pipeline::Line::ReadStep() {
  if (auto read = ReadTombstones(); !read) {
    return tl::unexpected(read.error());
  }
  const auto work = TakeCarefully(kReadAtOnce);
  if (!work) {
    return tl::unexpected(work.error());
  }
  // It waited for work already.
  return ReadWork(*work).map([] { return true; });
}

}  // namespace headwater::pipeline
