// One's own account: password, sessions, passwords for reader apps.
#include <fmt/format.h>

#include <algorithm>

#include "form/reader_state.h"
#include "form/zip.h"
#include "screen/screens.h"
#include "screen/settings.h"
#include "screen/sharing.h"
#include "screen/strings.h"
#include "screen/wording.h"
#include "store/imports.h"
#include "store/people.h"

namespace headwater::screen {
namespace {

std::vector<Card> SessionCards(const Visit& visit, const std::vector<store::SessionLine>& sessions) {
  std::vector<Card> cards;
  for (const store::SessionLine& session : sessions) {
    Card card;
    card.Put("handle", session.handle).Put("address", session.address);
    card.Put("agent", session.agent.empty() ? Phrase("me.unknown_browser") : std::string_view(session.agent));
    card.Put("seen_html", InstantHtml(session.seen)).Put("made_html", InstantHtml(session.made));
    card.Put("this", session.handle == visit.handle).Put("other", session.handle != visit.handle);
    cards.push_back(std::move(card));
  }
  return cards;
}

std::vector<Card> AppCards(const std::vector<store::AppPassword>& passwords) {
  std::vector<Card> cards;
  for (const store::AppPassword& password : passwords) {
    Card card;
    card.Set("number", fmt::to_string(password.id));
    card.Put("label", password.label.empty() ? Phrase("me.unlabelled") : std::string_view(password.label));
    card.Put("made_html", InstantHtml(password.made));
    if (password.seen) {
      card.Put("seen_html", InstantHtml(*password.seen));
    }
    cards.push_back(std::move(card));
  }
  return cards;
}

// What is told once: a new app password, that something was done, what was wrong.
struct Told {
  std::string password = {};
  std::string done = {};
  std::optional<Error> error = {};
};

http::Reply ShowAccount(const Visit& visit, const Told& told) {
  store::People people(visit.store);
  const auto sessions = people.Sessions(visit.person.id, visit.now);
  const auto passwords = people.AppPasswords(visit.person.id);
  if (!sessions || !passwords) {
    return ShowFault(visit, sessions ? passwords.error() : sessions.error());
  }
  Card card;
  card.Put("name", visit.person.name).Put("app_name", store::People::AppName(visit.person));
  card.Put("role", Phrase(fmt::format("role.{}", store::WordFor(visit.person.role))));
  card.Put("role_words", Phrase(fmt::format("role.{}.may", store::WordFor(visit.person.role))));
  card.Put("signed_in", visit.entry == Entry::kSession).Put("by_proxy", visit.entry == Entry::kProxy);
  card.Put("nobody", visit.entry == Entry::kEveryone);
  card.Put("address", visit.outside);
  card.Put("sessions", SessionCards(visit, *sessions)).Put("more_sessions", sessions->size() > 1);
  card.Put("apps", AppCards(*passwords));
  card.Put("new_password", told.password).Put("done", told.done);
  PutSettings(card, visit);
  card.Put("bookmarklet", BookmarkletOf(visit));
  if (told.error) {
    card.Put("error", told.error->text);
  }
  http::Reply reply = ShowForm(visit, "me", Phrase("me.title"), std::move(card));
  if (told.error) {
    reply.status = told.error->fault == Fault::kTimeout ? 429 : StatusOf(told.error->fault);
  }
  return reply;
}

http::Reply Outcome(const Visit& visit, const Result<void>& result) {
  return result ? GoTo(visit, "me") : ShowAccount(visit, {.error = result.error()});
}

}  // namespace

http::Reply ShowMe(const Visit& visit) {
  return ShowAccount(visit, {.done = visit.Query("set").empty() ? std::string() : std::string(Phrase("settings.set"))});
}

http::Reply TakePassword(const Visit& visit) {
  const http::Fields fields = http::ParseFields(visit.request.body);
  const auto field = [&](std::string_view name) {
    const auto found = fields.find(name);
    return found == fields.end() ? std::string_view{} : std::string_view(found->second);
  };
  if (visit.entry != Entry::kSession) {
    return ShowError(visit, 403, Phrase("error.session_wanted"));
  }
  if (field("password") != field("again") || field("password").empty()) {
    const std::string_view wrong = field("password").empty() ? "password.none" : "password.differ";
    return ShowAccount(visit, {.error = Error{Fault::kUsage, std::string(Phrase(wrong))}});
  }
  store::People people(visit.store);
  // Who finds an open browser does not take the account over.
  if (const auto known = people.ByPassword(visit.person.name, field("old"), visit.caller.address, visit.now); !known) {
    return ShowAccount(visit, {.error = known.error()});
  }
  if (const auto set = people.SetPassword(visit.person.id, field("password"), visit.handle); !set) {
    return ShowAccount(visit, {.error = set.error()});
  }
  return ShowAccount(visit, {.done = std::string(Phrase("me.password_set"))});
}

http::Reply EndSession(const Visit& visit) {
  const http::Fields fields = http::ParseFields(visit.request.body);
  store::People people(visit.store);
  const std::string_view handle = http::FieldOf(fields, "session");
  return Outcome(
      visit, handle.empty() ? people.EndOthers(visit.person.id, visit.handle) : people.End(visit.person.id, handle));
}

http::Reply MakeAppPassword(const Visit& visit) {
  const http::Fields fields = http::ParseFields(visit.request.body);
  const auto password =
      store::People(visit.store).MakeAppPassword(visit.person, http::FieldOf(fields, "label"), visit.now);
  return password ? ShowAccount(visit, {.password = *password}) : ShowAccount(visit, {.error = password.error()});
}

http::Reply DropAppPassword(const Visit& visit) {
  const http::Fields fields = http::ParseFields(visit.request.body);
  return Outcome(visit, store::People(visit.store).DropAppPassword(visit.person.id, NumberIn(fields, "number")));
}

namespace {

struct Brought {
  std::int64_t states = 0;
  store::Imported imported;
  std::vector<std::string> lists;  // OPML
};

// One file, or each of an archive's.
Result<void> Bring(const Visit& visit, std::string_view bytes, std::string_view name, Brought& brought) {
  const std::size_t begin = std::min(bytes.find_first_not_of(" \t\r\n\xEF\xBB\xBF"), bytes.size());
  if (bytes.substr(begin).starts_with('<')) {
    brought.lists.emplace_back(bytes);
    return {};
  }
  const auto states = form::ReadReaderStates(bytes, name);
  if (!states) {
    return tl::unexpected(states.error());
  }
  // What is fetched is the house's to pay for.
  const auto imported =
      store::Imports(visit.store).Take(visit.person.id, *states, visit.May(store::Role::kEditor), visit.now);
  if (!imported) {
    return tl::unexpected(imported.error());
  }
  brought.states += static_cast<std::int64_t>(states->size());
  brought.imported.matched += imported->matched;
  brought.imported.waiting += imported->waiting;
  brought.imported.fetched += imported->fetched;
  return {};
}

Result<Brought> BringAll(const Visit& visit, std::string_view bytes) {
  constexpr std::size_t kMostBytes = 64U << 20U;
  Brought brought;
  if (!form::IsZip(bytes)) {
    return Bring(visit, bytes, bytes.substr(0, 200).find("starred") != std::string_view::npos ? "starred" : "", brought)
        .map([&] { return brought; });
  }
  const auto files = form::ReadZip(bytes, {.max_files = 1'000, .max_bytes = kMostBytes});
  if (!files) {
    return tl::unexpected(files.error());
  }
  for (const form::ZipFile& file : *files) {
    if (!file.name.ends_with(".json") && !file.name.ends_with(".opml") && !file.name.ends_with(".xml")) {
      continue;
    }
    if (const auto taken = Bring(visit, file.bytes, file.name, brought); !taken) {
      return tl::unexpected(taken.error());
    }
  }
  return brought;
}

}  // namespace

http::Reply TakeImport(const Visit& visit) {
  const http::Fields fields =
      http::ParseMultipart(web::FindHeader(visit.request.headers, "content-type"), visit.request.body);
  const auto file = fields.find("file");
  if (file == fields.end() || file->second.empty()) {
    return ShowAccount(visit, {.error = Error{Fault::kUsage, std::string(Phrase("import.no_file"))}});
  }
  const auto brought = BringAll(visit, file->second);
  if (!brought) {
    return ShowAccount(visit, {.error = brought.error()});
  }
  std::string done;
  if (brought->states > 0 || brought->lists.empty()) {
    done = Say("import.done", Grouped(brought->imported.matched), Grouped(brought->states),
               Grouped(brought->imported.waiting));
  }
  for (const std::string& list : brought->lists) {
    if (!visit.May(store::Role::kEditor)) {
      done += (done.empty() ? "" : " ") + std::string(Phrase("import.no_subscribing"));
      break;
    }
    const auto asked = visit.store.Ask(store::ErrandKind::kImportOpml, list, visit.now);
    if (!asked) {
      return ShowAccount(visit, {.error = asked.error()});
    }
    // A list alone has a page that tells how far it is.
    if (done.empty() && brought->lists.size() == 1) {
      return GoTo(visit, fmt::format("errand/{}", *asked));
    }
    done += (done.empty() ? "" : " ") + std::string(Phrase("import.subscribing"));
  }
  return ShowAccount(visit, {.done = done});
}

}  // namespace headwater::screen
