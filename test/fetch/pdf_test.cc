// PDFs as prose, and programs run within bounds.
#include "fetch/pdf.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "fetch/pdf_text.h"
#include "fetch/process.h"

namespace headwater::fetch {
namespace {

using testing::HasSubstr;

TEST(PdfText, LinesBecomeParagraphsAndPartedWordsOne) {
  EXPECT_EQ(ProseOfPages("The harbour of Vellmar was closed on Mon-\n"
                         "day after a ship had run aground, said the\n"
                         "port's master.\n"
                         "It was the third time in one single year,\n"
                         "and the well-\n"
                         "known pilot left the well-known port.\n\f"),
            "The harbour of Vellmar was closed on Monday after a ship had run aground, said the port's master.\n\n"
            "It was the third time in one single year, and the well-known pilot left the well-known port.");
}

TEST(PdfText, RunningHeadsAndPageNumbersGo) {
  std::string pages;
  for (int page = 1; page <= 4; ++page) {
    pages += "Vellmar Port Authority   Annual report " + std::to_string(page) + "\n\n" + "Chapter " +
             std::string(static_cast<std::size_t>(page), 'I') +
             " tells of the year's ships and of their masters, who\n" + "came from far and stayed for\n\n- " +
             std::to_string(page) + " -\n\f";
  }
  const std::string prose = ProseOfPages(pages);
  EXPECT_THAT(prose, testing::Not(HasSubstr("Annual report")));
  EXPECT_THAT(prose, testing::Not(HasSubstr("- 2 -")));
  EXPECT_THAT(prose, HasSubstr("Chapter II tells"));
}

TEST(PdfText, ASentenceGoesOnOverThePagesEnd) {
  EXPECT_EQ(
      ProseOfPages(
          "A first line that is as long as lines are here\nand a second one that does not end its thought\n\n1\n\f"
          "but goes on behind the turn of the page, at last.\n\n2\n\f"),
      "A first line that is as long as lines are here and a second one that does not end its thought but goes on "
      "behind the turn of the page, at last.");
}

TEST(PdfText, AHeadingStandsAlone) {
  EXPECT_EQ(
      ProseOfPages("1. Ships\nThe harbour of Vellmar was closed on a Monday\nafter a ship had run aground there.\n"),
      "1. Ships\n\nThe harbour of Vellmar was closed on a Monday after a ship had run aground there.");
}

TEST(PdfText, NothingIsNothing) {
  EXPECT_EQ(ProseOfPages(""), "");
  EXPECT_EQ(ProseOfPages("\f\f\n\n\f"), "");
  EXPECT_EQ(ProseOfPages(std::string(200'000, '\f')), "");
}

// The smallest PDF that has a text in it, its offsets reckoned.
std::string MakePdf(const std::string& words) {
  const std::string stream = "BT /F1 12 Tf 72 700 Td (" + words + ") Tj ET";
  const std::vector<std::string> objects{
      "<</Type/Catalog/Pages 2 0 R>>",
      "<</Type/Pages/Kids[3 0 R]/Count 1>>",
      "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
      "<</Length " + std::to_string(stream.size()) + ">>stream\n" + stream + "\nendstream",
      "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
      "<</Title(The harbour of Vellmar)/Author(Ann Lee)/CreationDate(D:20260301083000+01'00')>>"};
  std::string pdf = "%PDF-1.4\n";
  std::string table = "xref\n0 " + std::to_string(objects.size() + 1) + "\n0000000000 65535 f \n";
  for (std::size_t i = 0; i < objects.size(); ++i) {
    std::string offset = std::to_string(pdf.size());
    table += std::string(10 - offset.size(), '0') + offset + " 00000 n \n";
    pdf += std::to_string(i + 1) + " 0 obj" + objects[i] + "endobj\n";
  }
  const std::string start = std::to_string(pdf.size());
  return pdf + table + "trailer<</Size " + std::to_string(objects.size() + 1) +
         "/Root 1 0 R/Info 6 0 R>>\nstartxref\n" + start + "\n%%EOF\n";
}

news::Page PdfPage(std::string body) {
  news::Page page;
  page.id = "a.pdf";
  page.body = std::move(body);
  return page;
}

TEST(Pdf, ItsTextTitleAuthorAndDayAreRead) {
  if (!CheckPdfPrograms()) {
    GTEST_SKIP() << "pdftotext is not installed";
  }
  const auto page = ReadPdf(PdfPage(MakePdf("Ships came in.")));
  ASSERT_TRUE(page.has_value()) << page.error().text;
  EXPECT_EQ(page->body, "Ships came in.");
  EXPECT_EQ(page->content_type, "text/plain; charset=utf-8");
  ASSERT_TRUE(page->announcement.has_value());
  EXPECT_EQ(page->announcement->title, "The harbour of Vellmar");
  EXPECT_THAT(page->announcement->authors, testing::ElementsAre("Ann Lee"));
  ASSERT_TRUE(page->announcement->published.has_value());
  EXPECT_EQ(page->announcement->published->at, ParseMoment("2026-03-01T07:30:00Z")->at);
}

TEST(Pdf, WhatIsNoneSaysSo) {
  EXPECT_FALSE(IsPdf("<html>"));
  EXPECT_TRUE(IsPdf("%PDF-1.7"));
  const auto page = ReadPdf(PdfPage("%PDF-1.4 and then nothing"));
  ASSERT_FALSE(page.has_value());
  EXPECT_THAT(page.error().text, HasSubstr("a.pdf: "));
  PdfLimits small;
  small.max_bytes = 4;
  EXPECT_EQ(ReadPdf(PdfPage("%PDF-1.4"), small).error().fault, Fault::kTooLarge);
}

TEST(Process, AProgramThatTakesTooLongIsEnded) {
  const TemporaryFolder folder;
  const auto begun = std::chrono::steady_clock::now();
  const auto status =
      RunProgram(FindProgram("sleep"), {"30"}, folder.path(), "out", {std::chrono::seconds(1), 1U << 30U, 1U << 20U});
  ASSERT_FALSE(status.has_value());
  EXPECT_EQ(status.error().fault, Fault::kTimeout);
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(10));
}

TEST(Process, ItsOutputIsAFileAndBounded) {
  const TemporaryFolder folder;
  const auto status = RunProgram(FindProgram("echo"), {"hello; $HOME"}, folder.path(), "out", {});
  ASSERT_TRUE(status.has_value());
  EXPECT_EQ(*status, 0);
  std::ifstream file(folder.path() + "/out");
  std::string line;
  std::getline(file, line);
  EXPECT_EQ(line, "hello; $HOME");
  const auto endless =
      RunProgram(FindProgram("yes"), {}, folder.path(), "big", {std::chrono::seconds(20), 1U << 30U, 1U << 20U});
  EXPECT_TRUE(!endless.has_value() || *endless != 0);
  EXPECT_LE(std::filesystem::file_size(folder.path() + "/big"), 1U << 20U);
}

TEST(Process, AFolderGoesWithAllInIt) {
  std::string path;
  {
    const TemporaryFolder folder;
    path = folder.path();
    std::ofstream(path + "/x") << "x";
    EXPECT_TRUE(std::filesystem::exists(path + "/x"));
  }
  EXPECT_FALSE(std::filesystem::exists(path));
  EXPECT_EQ(FindProgram("no-such-program-anywhere"), "");
}

}  // namespace
}  // namespace headwater::fetch
