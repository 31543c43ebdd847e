// Dates in every shape that feeds have them.
#include "read/dates.h"

#include <gtest/gtest.h>

namespace headwater::read {
namespace {

std::string Read(std::string_view text) {
  const auto moment = ReadDate(text);
  return moment ? FormatMoment(*moment) : "";
}

struct Case {
  const char* written;
  const char* meant;
};

class DateTest : public testing::TestWithParam<Case> {};

TEST_P(DateTest, IsRead) { EXPECT_EQ(Read(GetParam().written), GetParam().meant) << GetParam().written; }

INSTANTIATE_TEST_SUITE_P(Rfc822, DateTest,
                         testing::Values(Case{"Thu, 01 Jan 2004 19:48:21 GMT", "2004-01-01T19:48:21Z"},
                                         Case{"Thu, 1 Jan 04 19:48 GMT", "2004-01-01T19:48:00Z"},
                                         Case{"01 Jan 2004 19:48:21 +0200", "2004-01-01T19:48:21+02:00"},
                                         Case{"Thu, 01 Jan 2004 19:48:21 EST", "2004-01-01T19:48:21-05:00"},
                                         Case{"Thu, 01 Jan 2004 19:48:21", "2004-01-01T19:48:21-00:00"},
                                         Case{"Thu, 01 Jan 2004", "2004-01-01"},
                                         Case{"Thursday, January 1, 2004 7:48:21 PM", "2004-01-01T19:48:21-00:00"},
                                         Case{"thu,01 jan 2004 12:05 am +01:00", "2004-01-01T00:05:00+01:00"},
                                         Case{"Sun Jan  4 16:29:06 2004", "2004-01-04T16:29:06-00:00"},
                                         Case{"Sun Jan  4 16:29:06 PST 2004", "2004-01-04T16:29:06-08:00"},
                                         Case{"Mon, 26 January 2004 16:31:00 UT", "2004-01-26T16:31:00Z"},
                                         Case{"Wed, 19 Aug 2009 18:28:00 GMT+0200", "2009-08-19T18:28:00+02:00"},
                                         Case{"  Thu,  01-Jan-2004 19:48:21 Z ", "2004-01-01T19:48:21Z"}));

INSTANTIATE_TEST_SUITE_P(Iso8601, DateTest,
                         testing::Values(Case{"2003-12-31T10:14:55Z", "2003-12-31T10:14:55Z"},
                                         Case{"2003-12-31T10:14:55.123-08:00", "2003-12-31T10:14:55-08:00"},
                                         Case{"2003-12-31 10:14", "2003-12-31T10:14:00-00:00"},
                                         Case{"20031231", "2003-12-31"}, Case{"2003-365", "2003-12-31"},
                                         Case{"2003-12-31T9:15-05:00", "2003-12-31T09:15:00-05:00"}));

INSTANTIATE_TEST_SUITE_P(
    Others, DateTest,
    testing::Values(Case{"1072951301", "2004-01-01T10:01:41Z"},
                    Case{"2004/05/25 23:23:17", "2004-05-25T23:23:17-00:00"},
                    Case{"5/25/2004 11:23:17 PM", "2004-05-25T23:23:17-00:00"},
                    Case{"25/05/2004 11:23", "2004-05-25T11:23:00-00:00"}, Case{"25.5.2004", "2004-05-25"},
                    Case{"2004-05-25 \xEC\x98\xA4\xED\x9B\x84 11:23:17", "2004-05-25T23:23:17-00:00"},
                    Case{"2004년 05월 28일  01:31:15", "2004-05-28T01:31:15-00:00"},
                    Case{"2004年5月28日 下午3:05", "2004-05-28T15:05:00-00:00"},
                    Case{"2004-július-13T9:15-05:00", "2004-07-13T09:15:00-05:00"},
                    Case{"Κυρ, 11 Ιούλ 2004 12:00:00 EST", "2004-07-11T12:00:00-05:00"},
                    Case{"Κυρ, 11 Ιουλ 2004 12:00:00 EST", "2004-07-11T12:00:00-05:00"},
                    Case{"mar, 4 mayo 2004 10:00 CEST", "2004-05-04T10:00:00+02:00"},
                    Case{"4 января 2021, 18:05", "2021-01-04T18:05:00-00:00"},
                    Case{"lun. 5 févr. 2024 08:00:00 +0100", "2024-02-05T08:00:00+01:00"}));

TEST(DateTest, WhatNamesNoDayIsNoDate) {
  for (const char* text :
       {"", " ", "2004", "2004-05", "May 2004", "yesterday", "12:00", "Thu, 31 Feb 2004 10:00:00 GMT", "2004-13-01",
        "99999999999999999999", "0000-00-00T00:00:00Z"}) {
    EXPECT_EQ(Read(text), "") << text;
  }
  EXPECT_EQ(Read(std::string(100'000, '1')), "");
}

TEST(DateTest, AMalformedTextIsNoDate) { EXPECT_EQ(Read("Thu, \xFF\xFE Jan \x80 2004"), ""); }

}  // namespace
}  // namespace headwater::read
