// A small edition of invented news, kept in a real store, for the tests of what is shown.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "store/store.h"

namespace headwater::serve {

class Edition {
 public:
  // In a fresh folder below the system's for temporary files, removed with the edition.
  Edition();
  Edition(const Edition&) = delete;
  Edition& operator=(const Edition&) = delete;
  ~Edition();

  store::Store& store() { return *store_; }

  // The ids under which the store has what was written as `key`.
  news::ArticleId Id(const std::string& key) const;

  // A harbour bridge that closed: an agency, its two copies, an own report that is cited, one untraced.
  static constexpr const char* kStoryHeadline = "Harbour bridge at Vell closed after cracks are found";
  news::StoryId bridge() const { return news::StoryId{Id("agency").value()}; }

 private:
  std::string folder_;
  std::unique_ptr<store::Store> store_;
};

}  // namespace headwater::serve
