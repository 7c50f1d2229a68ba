// SPDX-License-Identifier: Apache-2.0
#include "locales/small_talk.h"

#include <gtest/gtest.h>

#include "locales/catalog.h"

namespace locales {
namespace {

TEST(SmallTalk, IsWhatAsksForNothing) {
  for (const char* text : {"thanks", "Thank you!", "ok thanks", "OK", "okay 👍", "yes", "no",
                           "Yes sir", "thank you so much sir", "1", "2.", "12", "👍", "🙏🙏", "...",
                           "bye bye", "THANKSSS", "i dont know", "ok ok"})
    EXPECT_TRUE(IsSmallTalk("en", text)) << text;
}

TEST(SmallTalk, IsNothingThatCouldBeACallForHelp) {
  for (const char* text : {"help",
                           "HELP",
                           "hello",
                           "hi",
                           "start",
                           "stop",
                           "status",
                           "delete",
                           "real",
                           "language",
                           "please",
                           "please sir",
                           "sir",
                           "?",
                           "ok?",
                           "yes??",
                           "🆘",
                           "🚨",
                           "😭",
                           "911",
                           "1 2 3 4",
                           "no pay",
                           "not safe",
                           "ok they lock us in",
                           "yes but the boss hits us",
                           "thanks but I am in danger",
                           "no money",
                           "I am not ok",
                           "doctor",
                           "AB12C",
                           "fire",
                           "they beat me",
                           "no work no food"})
    EXPECT_FALSE(IsSmallTalk("en", text)) << text;
}

TEST(SmallTalk, IsReadInTheWorkersLanguage) {
  const std::pair<const char*, const char*> kSaid[] = {{"am", "በጣም አመሰግናለሁ"},
                                                       {"ar", "شكرا جزيلا"},
                                                       {"bn", "অনেক ধন্যবাদ ভাই"},
                                                       {"ceb", "daghang salamat sir"},
                                                       {"es", "Sí, muchas gracias"},
                                                       {"fil", "maraming salamat po"},
                                                       {"fr", "merci beaucoup monsieur"},
                                                       {"hi", "बहुत बहुत धन्यवाद जी"},
                                                       {"id", "makasih banyak pak"},
                                                       {"km", "អរគុណច្រើន"},
                                                       {"my", "ကျေးဇူးတင်ပါတယ်"},
                                                       {"ne", "धेरै धन्यवाद दाइ"},
                                                       {"pt", "Muito obrigada"},
                                                       {"rar", "meitaki ma'ata"},
                                                       {"si", "බොහොම ස්තුතියි"},
                                                       {"sm", "Faafetai tele lava"},
                                                       {"sw", "asante sana kaka"},
                                                       {"ta", "மிக்க நன்றி அண்ணா"},
                                                       {"th", "ขอบคุณมากครับ"},
                                                       {"tr", "çok teşekkür ederim"},
                                                       {"ur", "بہت شکریہ بھائی"},
                                                       {"vi", "cảm ơn nhiều ạ"},
                                                       {"zh", "好的谢谢您"}};
  for (const auto& [language, text] : kSaid) {
    EXPECT_TRUE(IsSmallTalk(language, text)) << language << " " << text;
    EXPECT_TRUE(IsSmallTalk(language, "ok")) << language;
  }
  const std::pair<const char*, const char*> kWanted[] = {{"es", "hola"},
                                                         {"es", "por favor"},
                                                         {"es", "no me pagan"},
                                                         {"bn", "বেতন দেয় না"},
                                                         {"hi", "मदद"},
                                                         {"zh", "救命"},
                                                         {"zh", "老板不给钱"},
                                                         {"th", "ช่วยด้วย"},
                                                         {"ar", "ساعدوني"},
                                                         {"sm", "malo"},
                                                         {"fr", "bonjour"},
                                                         {"sw", "mama"},
                                                         {"vi", "cứu tôi"},
                                                         {"my", "ကူညီပါ"},
                                                         {"km", "ជួយផង"},
                                                         {"am", "እርዱኝ"},
                                                         {"es", "gracias pero no me pagan"}};
  for (const auto& [language, text] : kWanted)
    EXPECT_FALSE(IsSmallTalk(language, text)) << language << " " << text;
}

// What the line behind the end names must begin something.
TEST(SmallTalk, IsNoWordThatAWorkerIsToldToSend) {
  const auto catalogs = Catalogs::Load();
  ASSERT_TRUE(catalogs) << catalogs.error().message;
  for (const auto& language : catalogs->languages()) {
    for (const TextKey key : {TextKey::kWordStart, TextKey::kWordHelp, TextKey::kWordStop,
                              TextKey::kWordStatus, TextKey::kWordReal, TextKey::kWordDelete,
                              TextKey::kWordMyData, TextKey::kWordLanguage, TextKey::kWordResume})
      EXPECT_FALSE(IsSmallTalk(language, catalogs->Find(language)->Text(key)))
          << language << " " << Name(key);
  }
}

}  // namespace
}  // namespace locales
