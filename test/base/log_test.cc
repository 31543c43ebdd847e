// The log as it is written, line by line.
#include "base/log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "base/log_fields.h"

namespace headwater {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::internal::CaptureStderr;
using testing::internal::GetCapturedStderr;

class LogTest : public testing::Test {
 protected:
  void TearDown() override {
    SetLogFormat(LogFormat::kText);
    SetLogLevel(LogLevel::kInfo);
  }
};

TEST_F(LogTest, FieldsStandBehindTheLineAndEndWithTheirScope) {
  CaptureStderr();
  {
    const LogField page("page", "0011");
    const LogField none("status", "");
    Log(LogLevel::kInfo, "inside");
  }
  Log(LogLevel::kInfo, "outside");
  const std::string written = GetCapturedStderr();
  EXPECT_THAT(written, HasSubstr("info inside page=0011\n"));
  EXPECT_THAT(written, HasSubstr("info outside\n"));
}

TEST_F(LogTest, JsonIsOneObjectALineWhateverIsSaid) {
  SetLogFormat(LogFormat::kJson);
  CaptureStderr();
  {
    const LogField page("page", "00\"11");
    const LogField inner("page", "inner \xff");
    Log(LogLevel::kWarning, "{}", "a \"b\"\n{\"level\":\"error\"} \x1b[31m \xc3\xa9");
  }
  const std::string written = GetCapturedStderr();
  EXPECT_EQ(std::ranges::count(written, '\n'), 1);
  EXPECT_THAT(written, AllOf(HasSubstr("\"level\":\"warning\""), HasSubstr("\"time\":\"2"),
                             HasSubstr("a \\\"b\\\"\\u000a{\\\"level\\\":\\\"error\\\"} \\u001b[31m \xc3\xa9\""),
                             HasSubstr("\"page\":\"inner \\u00ff\"}\n")));
}

// CWE-117: what the world says begins no line of its own, and commands no terminal.
TEST_F(LogTest, WhatTheWorldSaysStaysOnItsLine) {
  CaptureStderr();
  Log(LogLevel::kInfo, "{}: refused", "https://vellmar.example/\r\n2026-01-01T00:00:00+0000 error gone\x1b[2J");
  const std::string written = GetCapturedStderr();
  EXPECT_EQ(std::ranges::count(written, '\n'), 1);
  EXPECT_THAT(written, HasSubstr("example/\\x0d\\x0a2026"));
  EXPECT_EQ(written.find('\x1b'), std::string::npos);
}

TEST_F(LogTest, StepsAreForMachines) {
  CaptureStderr();
  LogStep("page kept");
  SetLogFormat(LogFormat::kJson);
  LogStep("page placed");
  SetLogLevel(LogLevel::kWarning);
  LogStep("page traced");
  const std::string written = GetCapturedStderr();
  EXPECT_EQ(written.find("kept"), std::string::npos);
  EXPECT_THAT(written, HasSubstr("page placed"));
  EXPECT_EQ(written.find("traced"), std::string::npos);
}

TEST_F(LogTest, AFieldBelongsToItsThread) {
  CaptureStderr();
  const LogField request("request", "mine");
  std::jthread([] { Log(LogLevel::kInfo, "from elsewhere"); }).join();
  EXPECT_THAT(GetCapturedStderr(), HasSubstr("info from elsewhere\n"));
}

TEST_F(LogTest, ABrokenByteMakesNoBrokenLine) {
  SetLogFormat(LogFormat::kJson);
  for (const std::string bytes : {"\xc0\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xe2\x82", "\x80"}) {
    CaptureStderr();
    Log(LogLevel::kInfo, "{}", bytes);
    const std::string written = GetCapturedStderr();
    EXPECT_TRUE(std::ranges::all_of(written, [](char c) { return static_cast<unsigned char>(c) < 0x80; })) << written;
  }
}

}  // namespace
}  // namespace headwater
