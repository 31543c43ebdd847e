// What notices say of access.
#include "extract/access.h"

#include <gtest/gtest.h>

namespace headwater::extract {
namespace {

TEST(AccessTest, NoticesAreKnownInManyLanguages) {
  for (const char* line : {"This content is not available in your region.", "Error 451: Unavailable for legal reasons",
                           "Dieser Inhalt ist in Ihrem Land nicht verfügbar.", "Материал недоступен в вашей стране",
                           "Ce contenu n'est pas disponible dans votre pays", "此内容在您所在的国家不可用"}) {
    EXPECT_EQ(AccessOfLine(line), news::Access::kRegionBlocked) << line;
  }
  for (const char* line :
       {"Subscribe to continue reading", "Article réservé aux abonnés", "Contenido exclusivo para suscriptores",
        "Доступно только подписчикам", "Tylko dla prenumeratorów", "この記事は有料会員限定です"}) {
    EXPECT_EQ(AccessOfLine(line), news::Access::kPaywalled) << line;
  }
}

TEST(AccessTest, OtherLinesSayNothingOfIt) {
  EXPECT_EQ(AccessOfLine("The water board is not available for comment in your region or any other."),
            news::Access::kUnknown);
  EXPECT_EQ(AccessOfLine(std::string(5000, 'x') + " subscribers only"), news::Access::kUnknown);
  EXPECT_EQ(AccessOfLine(""), news::Access::kUnknown);
}

}  // namespace
}  // namespace headwater::extract
