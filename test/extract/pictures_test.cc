// The pictures of an article.
#include "extract/pictures.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "extract/html_article.h"
#include "extract/picture_words.h"

namespace headwater::extract {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const std::string kLong =
    "<p>The water board met on Monday to hear what the engineers had found in the northern wall of the dam.</p>";

std::vector<std::string> Pictures(const std::string& body, const std::string& head = "") {
  news::Page page;
  page.id = "p";
  page.url = "https://www.riverton-daily.example/news/dam";
  const news::Article article =
      ArticleFromHtml("<html><head>" + head + "</head><body><article><h1>Dam to be drained</h1>" + body + kLong +
                          kLong + "</article></body></html>",
                      page, {})
          .value();
  std::vector<std::string> pictures;
  for (const news::Picture& picture : article.pictures) {
    pictures.push_back(picture.url.substr(picture.url.find("example/") + 8) + " | " + picture.caption + " | " +
                       picture.credit);
  }
  return pictures;
}

TEST(PicturesTest, ACaptionIsPartedFromItsCredit) {
  EXPECT_THAT(
      Pictures("<figure><img src='/a.jpg'><figcaption>The dam last week. <span class=photo-credit>Photo: A. "
               "Berg</span></figcaption></figure>" +
               kLong + "<figure><img src='/b.jpg'><figcaption>The wall (AP Photo/B. Holm)</figcaption></figure>"),
      ElementsAre("a.jpg | The dam last week. | A. Berg", "b.jpg | The wall | AP Photo/B. Holm"));
}

TEST(PicturesTest, LatePicturesAndSetsGiveTheLargestSensible) {
  EXPECT_THAT(Pictures("<figure><img src='data:image/gif;base64,R0' data-src='/late.jpg'></figure>" + kLong +
                       "<img src=/s.jpg srcset='/s.jpg 320w, /m.jpg 1200w, /xl.jpg 6000w'>" + kLong +
                       "<picture><source srcset='/p1.webp 1x, /p2.webp 2x'><img src=/p.jpg></picture>"),
              ElementsAre("late.jpg |  | ", "m.jpg |  | ", "p2.webp |  | "));
}

TEST(PicturesTest, IconsPixelsLogosAvatarsAndTeasersAreLeftOut) {
  EXPECT_THAT(Pictures("<img src=/logo.png><img src=/x.gif width=1 height=1><div class=author-avatar><img "
                       "src=/ann.jpg></div><a href=/other-story><img src=/teaser.jpg></a><div class=share-bar><img "
                       "src=/f.jpg></div>"),
              IsEmpty());
}

TEST(PicturesTest, TheDeclaredPictureIsTheLeadWhereThePageShowsNone) {
  EXPECT_THAT(Pictures("", "<meta property=og:image content=/lead-1200x630.jpg>"),
              ElementsAre("lead-1200x630.jpg |  | "));
  EXPECT_THAT(Pictures("<figure><img src=/lead-image-800x400.jpg><figcaption>The dam</figcaption></figure>",
                       "<meta property=og:image content=/lead-image-1200x630.jpg>"),
              ElementsAre("lead-image-800x400.jpg | The dam | "));
  EXPECT_THAT(Pictures("", "<meta property=og:image content=/img/default-share.png>"), IsEmpty());
}

TEST(PicturesTest, ASavedPagesAddressesStartAtItsCanonicalOne) {
  news::Page page;
  page.id = "dam.html";
  const news::Article article =
      ArticleFromHtml(
          "<html><head><link rel=canonical href=https://a.example/dam></head><body><article><h1>Dam</h1><figure>"
          "<img src=/a.jpg></figure>" +
              kLong + kLong + "</article></body></html>",
          page, {})
          .value();
  ASSERT_EQ(article.pictures.size(), 1U);
  EXPECT_EQ(article.pictures[0].url, "https://a.example/a.jpg");
}

TEST(PicturesTest, JsonLdGivesCaptionAndCredit) {
  EXPECT_THAT(Pictures("", R"(<script type="application/ld+json">{"@type":"NewsArticle","headline":"Dam","image":[
        {"@type":"ImageObject","url":"/a.jpg","caption":"The dam","creditText":"A. Berg / Hill Post","width":800},
        {"@type":"ImageObject","url":"/b.jpg","width":1600}]}</script>)"),
              ElementsAre("a.jpg | The dam | A. Berg / Hill Post"));
}

TEST(PicturesTest, CreditsAreKnownInManyLanguages) {
  const std::vector<std::vector<std::string>> cases{
      {"Der Damm. Foto: A. Berg/dpa", "Der Damm.", "A. Berg/dpa"},
      {"Le barrage. Crédit photo : A. Berg", "Le barrage.", "A. Berg"},
      {"Плотина. Фото: А. Берг", "Плотина.", "А. Берг"},
      {"大坝。图：新华社", "大坝。", "新华社"},
      {"The dam, drained. © Hill Post", "The dam, drained.", "Hill Post"},
      {"The dam in May. Image credit: Getty Images", "The dam in May.", "Getty Images"},
      {"The dam | Reuters", "The dam", "Reuters"},
      {"A photo of the dam: empty.", "A photo of the dam: empty.", ""},
  };
  for (const auto& each : cases) {
    news::Picture picture{"u", each[0], ""};
    PartCredit(picture);
    EXPECT_EQ(picture.caption, each[1]) << each[0];
    EXPECT_EQ(picture.credit, each[2]) << each[0];
  }
}

}  // namespace
}  // namespace headwater::extract
