// The people of the house, for its administrators.
#include "store/people.h"

#include <fmt/format.h>

#include "screen/screens.h"
#include "screen/strings.h"
#include "screen/wording.h"

namespace headwater::screen {
namespace {

http::Reply ShowAll(const Visit& visit, const Error* error) {
  const auto all = store::People(visit.store).All();
  if (!all) {
    return ShowFault(visit, all.error());
  }
  std::vector<Card> cards;
  for (const store::PersonLine& line : *all) {
    Card card;
    card.Set("id", fmt::to_string(line.person.id)).Put("name", line.person.name);
    for (const store::Role role : {store::Role::kReader, store::Role::kEditor, store::Role::kAdministrator}) {
      card.Put(fmt::format("is_{}", store::WordFor(role)), line.person.role == role);
    }
    card.Put("passwordless", !line.has_password).Put("self", line.person.id == visit.person.id);
    card.Put("made_html", InstantHtml(line.made));
    if (line.seen) {
      card.Put("seen_html", InstantHtml(*line.seen));
    }
    card.Put("sessions",
             line.sessions == 0 ? std::string() : Count("sessions", static_cast<std::int64_t>(line.sessions)));
    cards.push_back(std::move(card));
  }
  Card card;
  card.Put("people", cards).Put("nobody", visit.entry == Entry::kEveryone);
  if (error != nullptr) {
    card.Put("error", error->text);
  }
  http::Reply reply = ShowForm(visit, "people", Phrase("people.title"), std::move(card));
  if (error != nullptr) {
    reply.status = StatusOf(error->fault);
  }
  return reply;
}

http::Reply Outcome(const Visit& visit, const Result<void>& result) {
  return result ? GoTo(visit, "people") : ShowAll(visit, &result.error());
}

}  // namespace

http::Reply ShowPeople(const Visit& visit) { return ShowAll(visit, nullptr); }

http::Reply AddPerson(const Visit& visit) {
  const http::Fields fields = http::ParseFields(visit.request.body);
  const auto role = store::RoleCalled(http::FieldOf(fields, "role"));
  const auto password = fields.find("password");
  if (!role || password == fields.end() || (password->second.empty() && visit.entry == Entry::kEveryone)) {
    const Error error{Fault::kUsage, std::string(Phrase(role ? "password.none" : "role.none"))};
    return ShowAll(visit, &error);
  }
  const auto person = store::People(visit.store).Add(http::FieldOf(fields, "name"), *role, password->second, visit.now);
  return person ? GoTo(visit, "people") : ShowAll(visit, &person.error());
}

http::Reply ChangePerson(const Visit& visit) {
  const http::Fields fields = http::ParseFields(visit.request.body);
  store::People people(visit.store);
  if (const auto role = store::RoleCalled(http::FieldOf(fields, "role"))) {
    return Outcome(visit, people.SetRole(NumberIn(fields, "person"), *role));
  }
  const auto password = fields.find("password");
  if (password == fields.end() || password->second.empty()) {
    const Error error{Fault::kUsage, std::string(Phrase("password.none"))};
    return ShowAll(visit, &error);
  }
  return Outcome(visit, people.SetPassword(NumberIn(fields, "person"), password->second, visit.handle));
}

http::Reply RemovePerson(const Visit& visit) {
  return Outcome(visit, store::People(visit.store).Remove(NumberIn(http::ParseFields(visit.request.body), "person")));
}

}  // namespace headwater::screen
