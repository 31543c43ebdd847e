// What every line of the log that is written meanwhile carries along: which page it is about, which request.
#pragma once

#include <string>
#include <string_view>

#include "base/log.h"

namespace headwater {

enum class LogFormat {
  kText,  // a line for people; fields stand behind it as `page=…`
  kJson,  // an object a line: time, level, message, and the fields
};
// Not safe to call while other threads log.
void SetLogFormat(LogFormat format);

// While it lives, lines that this thread writes carry the field; the same name again goes before an outer one.
class LogField {
 public:
  // The name is borrowed for its life. An empty value: no field.
  LogField(std::string_view name, std::string_view value);
  LogField(const LogField&) = delete;
  LogField& operator=(const LogField&) = delete;
  ~LogField();

  std::string_view name() const { return name_; }
  const std::string& value() const { return value_; }
  const LogField* outer() const { return outer_; }

 private:
  std::string_view name_;
  std::string value_;
  const LogField* outer_;
};

// A step on a page's way through the house. Of these there are several for each page: they are lines of their own where
// the log is read by machines (kJson, level info), and for people only at the level debug.
void LogStep(std::string_view step);

// By which a page goes in the log from its announcement to its place in a story: made from its address, so that every
// process that has it in hand calls it the same. Addresses that mean the same to a reader may still differ in it.
std::string LogId(std::string_view address);

}  // namespace headwater
