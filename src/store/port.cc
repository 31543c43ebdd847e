// The session's short questions.
#include "store/port.h"

namespace headwater::store {

std::optional<std::int64_t> Session::Number(std::string_view sql, std::initializer_list<Value> values) {
  std::optional<std::int64_t> number;
  Run(sql, values, [&](const Row& row) {
    if (!number && !row.IsNull(0)) {
      number = row.Int(0);
    }
  });
  return number;
}

std::optional<std::string> Session::Words(std::string_view sql, std::initializer_list<Value> values) {
  std::optional<std::string> words;
  Run(sql, values, [&](const Row& row) {
    if (!words && !row.IsNull(0)) {
      words = std::string(row.Text(0));
    }
  });
  return words;
}

}  // namespace headwater::store
