// What a screen or an answer of the API is given: one request, taken apart, and where to look things up.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "base/result.h"
#include "http/address.h"
#include "http/caller.h"
#include "http/message.h"
#include "screen/page.h"
#include "screen/preferences.h"
#include "store/people.h"
#include "store/store.h"

namespace headwater::screen {

// What a browser keeps of its session.
constexpr std::string_view kSessionCookie = "headwater_session";

// How who asks came in.
enum class Entry {
  kStranger,  // nobody is known to ask; the person's number is 0
  kFirst,     // nor is anyone here yet: who has the code from the terminal becomes the administrator
  kEveryone,  // at home, where nobody has a name yet
  kSession,
  kProxy,  // a trusted proxy said who it is
  kApp,    // with an app password
};

struct Visit {
  const http::Request& request;
  const http::Target& target;
  std::string root;   // leads back to the first page: `../`
  std::string token;  // for the forms of this visitor; empty for the API
  std::string name;   // of the house
  std::chrono::sys_seconds now{};
  store::Store& store;
  const store::Person& person;  // who asks
  // This house as who asks reaches it, without a slash at its end: `https://vellmar.example/headwater`. For addresses
  // that leave the house; those within pages are relative.
  std::string outside;
  const http::Caller& caller;
  Entry entry = Entry::kEveryone;
  std::string session;  // the secret of the session, where there is one
  std::string handle;   // what it is ended by
  Preferences preferences = {};

  bool May(store::Role role) const { return person.id != 0 && person.role >= role; }
  // The n-th segment of the path; empty where there is none.
  std::string_view Segment(std::size_t n) const {
    return n < target.path.size() ? std::string_view(target.path[n]) : std::string_view{};
  }
  std::string_view Query(std::string_view field) const { return http::FieldOf(target.query, field); }
};

using Screen = http::Reply (*)(const Visit&);

// The address of the folder of ui/, whose files may be kept for ever.
std::string AssetsOf(const Visit& visit);

// A page of the house: `name` is its template, `title` stands in the window's title.
http::Reply ShowPage(const Visit& visit, std::string_view name, std::string_view title, Card card);
// The same with a form in it.
http::Reply ShowForm(const Visit& visit, std::string_view name, std::string_view title, Card card);

// A page that says what is wrong: the store's fault as a status, with its words.
http::Reply ShowFault(const Visit& visit, const Error& error);
http::Reply ShowError(const Visit& visit, int status, std::string_view text);
int StatusOf(Fault fault);

// The same for what has an id: 410 where it was here once.
http::Reply ShowGone(const Visit& visit, std::string_view id, const Error& error);

// 301: what was asked for has another address for good.
http::Reply MovedTo(const Visit& visit, std::string_view address);
// 303: after a form was taken, to a page below the root.
http::Reply GoTo(const Visit& visit, std::string_view address);

// A number of decimal digits; nothing where it is none.
std::optional<std::int64_t> WholeNumber(std::string_view text);
// The same of a field, 0 where there is none.
std::int64_t NumberIn(const http::Fields& fields, std::string_view name);

// `?page=` from 1, as long as the page has it or as who asks wants it, and links to the pages beside it.
struct Paging {
  std::size_t number = 1;
  std::size_t size = 30;
  std::size_t offset() const { return (number - 1) * size; }
};
Paging PagingOf(const Visit& visit, std::size_t size);
// Puts `newer` and `older` addresses on the card; `more` says that there are further results. `query` is carried along.
void PutPaging(Card& card, const Paging& paging, bool more, std::string_view address, const http::Fields& query);

// `?q=&language=&source=&speaker=&place=&from=&to=`; a day for `to` is meant to its end. Operators in `q` win.
store::SearchQuestion SearchOf(const http::Fields& fields);

}  // namespace headwater::screen
