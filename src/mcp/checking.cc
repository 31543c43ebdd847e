// The tools that check and trace.
#include <fmt/format.h>

#include "check/answer_json.h"
#include "check/check.h"
#include "mcp/tell.h"
#include "store/checks.h"

namespace headwater::mcp {
namespace {

bool IsId(std::string_view text) {
  constexpr std::size_t kLength = 16;
  const std::string_view head = text.substr(0, text.find('#'));
  return head.size() == kLength && head.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

// While another process, or the server's pipeline, fetches and traces.
Result<store::Check> WaitFor(store::Check check, const Setting& setting) {
  store::Checks checks(setting.store);
  const auto until = std::chrono::steady_clock::now() + setting.patience;
  std::uint64_t change = 0;
  while (!check.ended() && std::chrono::steady_clock::now() < until) {
    change = setting.store.WaitForChange(change, std::chrono::milliseconds(200));
    auto now = checks.ByKey(check.key);
    if (!now) {
      return now;
    }
    check = *std::move(now);
  }
  return check;
}

Result<Told> Fetch(const std::string& address, const check::Question& question, const Setting& setting,
                   const Limits& limits) {
  if (!setting.may_fetch) {
    return Fail(
        Fault::kRefused,
        "This address is not in the collection, and fetching it is for editors of this house, by a token with the "
        "scope `fetch`.");
  }
  auto check = store::Checks(setting.store).Ask(setting.person, address, setting.now);
  check = check ? WaitFor(*std::move(check), setting) : check;
  if (!check) {
    return tl::unexpected(check.error());
  }
  if (check->state == store::CheckState::kFailed) {
    return Fail(Fault::kUnreachable, "It could not be fetched: " + check->error);
  }
  if (check->state == store::CheckState::kDone) {
    const auto answer = check::Check(setting.store, question);
    return answer ? Result<Told>(Tell(*answer, setting, limits)) : tl::unexpected(answer.error());
  }
  Told told;
  told.text = fmt::format(
      "This address is not in the collection yet; it is being fetched and traced ({}). Ask the same again in some "
      "seconds. Its answer will stay at {}check/{}\n",
      store::WordFor(check->state), setting.base, check->key);
  told.data = ObjectOf(check::WriteCheck(*check, setting.base));
  AddLink(told, "answer", fmt::format("{}check/{}", setting.base, check->key));
  return told;
}

}  // namespace

Result<Told> CheckIt(const Arguments& arguments, const Setting& setting, const Limits& limits) {
  check::Question question;
  question.asked = TextOf(arguments, "what");
  question.as = check::KindCalled(TextOf(arguments, "as"));
  question.now = setting.now;
  const auto answer = check::Check(setting.store, question);
  if (!answer) {
    return tl::unexpected(answer.error());
  }
  const bool missing = answer->kind == check::Kind::kAddress && (!answer->found || answer->only_named);
  return missing && FlagOf(arguments, "fetch") ? Fetch(answer->address, question, setting, limits)
                                               : Result<Told>(Tell(*answer, setting, limits));
}

Result<Told> TraceArticle(const Arguments& arguments, const Setting& setting, const Limits& limits) {
  const std::string article = TextOf(arguments, "article");
  const auto answer =
      IsId(article) ? check::Trace(setting.store, news::ArticleId(article), setting.now)
                    : check::Check(setting.store, {.asked = article, .as = check::Kind::kAddress, .now = setting.now});
  return answer ? Result<Told>(Tell(*answer, setting, limits)) : tl::unexpected(answer.error());
}

}  // namespace headwater::mcp
