// Writes weighed accounts.
#include "form/accounts.h"

#include <boost/json.hpp>
#include <string_view>

namespace headwater::form {
namespace {

namespace json = boost::json;

void Put(json::object& object, std::string_view name, const std::string& text) {
  if (!text.empty()) {
    object[name] = text;
  }
}

void Put(json::object& object, std::string_view name, const news::Span& span) {
  if (span.begin < span.end) {
    object[name] = json::object{{"begin", span.begin}, {"end", span.end}};
  }
}

json::object AccountObject(const news::Account& account) {
  json::object object;
  Put(object, "article", account.article.value());
  Put(object, "headline", account.headline);
  Put(object, "publisher", account.publisher);
  if (account.published) {
    object["published"] = FormatMoment(*account.published);
  }
  Put(object, "language", account.language);
  if (!account.speaker.empty()) {
    object["position"] = account.position;
    object["speaker"] = account.speaker;
    Put(object, "entity", account.entity.value());
    object["type"] = news::Spell(account.type);
  }
  Put(object, "said", account.said);
  Put(object, "words", account.words);
  Put(object, "clause", account.clause);
  Put(object, "ground", account.ground);
  object["articles"] = account.articles;
  if (account.independent) {
    object["independent"] = json::object{{"least", account.independent->least},
                                         {"most", account.independent->most},
                                         {"untraced", account.independent->untraced}};
  }
  return object;
}

}  // namespace

std::string WriteAccount(const news::Account& account) { return json::serialize(AccountObject(account)); }

std::string WriteMatter(const news::Matter& matter) {
  json::object object;
  Put(object, "speaker", matter.speaker);
  Put(object, "entity", matter.entity.value());
  Put(object, "words", matter.words);
  object["moved"] = matter.moved;
  json::array turns;
  for (const news::Turn& turn : matter.turns) {
    json::object each;
    each["stance"] = news::Spell(turn.stance);
    each["turned"] = turn.turned;
    if (turn.apart) {
      each["apart"] = true;
    }
    each["account"] = AccountObject(turn.account);
    turns.push_back(std::move(each));
  }
  object["turns"] = std::move(turns);
  return json::serialize(object);
}

std::string WriteDisagreement(const news::Disagreement& disagreement) {
  json::object object;
  object["kind"] = news::Spell(disagreement.kind);
  object["one"] = AccountObject(disagreement.one);
  object["other"] = AccountObject(disagreement.other);
  object["sure"] = disagreement.sure;
  return json::serialize(object);
}

std::string WriteSpread(const news::Spread& spread) {
  json::object object;
  object["thing"] = spread.thing;
  object["kind"] = news::Spell(spread.kind);
  json::array values;
  for (const news::SpreadValue& value : spread.values) {
    json::object each;
    each["value"] = value.value;
    each["bound"] = news::Spell(value.bound);
    json::array accounts;
    for (const news::Account& account : value.accounts) {
      accounts.push_back(AccountObject(account));
    }
    each["accounts"] = std::move(accounts);
    values.push_back(std::move(each));
  }
  object["values"] = std::move(values);
  return json::serialize(object);
}

}  // namespace headwater::form
