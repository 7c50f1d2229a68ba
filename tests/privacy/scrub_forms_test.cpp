// SPDX-License-Identifier: Apache-2.0
// One text for each way in which numbers and addresses are written or said, and for each kind of
// innocent number.
#include <gtest/gtest.h>

#include "privacy/scrub.h"

namespace privacy {
namespace {

struct Form {
  const char* country;
  const char* language;
  const char* text;
  const char* expected;
};

class Forms : public testing::TestWithParam<Form> {};

// Expected: the text as it is where nothing else is said.
TEST_P(Forms, AreScrubbedAsExpected) {
  const std::string expected = *GetParam().expected == 0 ? GetParam().text : GetParam().expected;
  EXPECT_EQ(Scrub({GetParam().country, GetParam().language, {}}, GetParam().text).text, expected);
}

INSTANTIATE_TEST_SUITE_P(
    Phones, Forms,
    testing::Values(
        Form{"PH", "fil", "0917,123,4567 po", "[phone] po"},
        Form{"PH", "fil", "0,9,1,7,1,2,3,4,5,6,7", "[phone]"},
        Form{"PH", "fil", "0917:123:4567", "[phone]"},
        Form{"PH", "fil", "{0917} 123 4567", "{[phone]"},
        Form{"PH", "en", "0917\U0001F642123\U0001F6424567", "[phone]"},
        Form{"PH", "en", "zero 917 one two three 4567", "[phone]"},
        Form{"CN", "zh", "他手机+886 912 162 000。", "他手机[phone]。"},
        Form{"CI", "fr", "le numero du chef c'est 76 82 82 04", "le numero du chef c'est [phone]"},
        Form{"FR", "fr", "joignez 6 12 09 06 51 merci", "joignez [phone] merci"},
        Form{"WS", "sm", "after 6 pm 7212345", "after 6 pm [phone]"},
        Form{"ES", "es", "a las 6 pm 612345678", "a las 6 pm [phone]"},
        Form{"FR", "fr", "z\u00e9ro six douze trente-quatre cinquante-six soixante-dix-huit merci",
             "[phone] merci"},
        Form{"PE", "es", "nueve ochenta y siete seis cincuenta y cuatro tres veintiuno cero",
             "[phone]"},
        Form{"IN", "hi", "nau aath saat chhe panch char teen do ek shunya", "[phone]"},
        Form{"CN", "zh", "打1三8零零1三8零零零", "打[phone]"},
        Form{"CK", "rar", "text mai 55 912", "text mai [phone]"},
        Form{"CK", "rar", "ko taku numero rima varu toru rua rima", "ko taku numero [phone]"},
        Form{"CK", "rar", "riti numero 20451", "riti numero 20451"}));

INSTANTIATE_TEST_SUITE_P(
    Addresses, Forms,
    testing::Values(
        Form{"PH", "en", "me@gmail,com", "[email]"}, Form{"PH", "en", "me@mail,ru", "[email]"},
        Form{"PH", "en", "otieno . jael @ gmail . com", "[email]"},
        Form{"PH", "en", "me@gmail com", "[email]"}, Form{"PH", "en", "maria at gmail", "[email]"},
        Form{"PH", "en", "maria at gmail com", "[email]"},
        Form{"PH", "en", "maria (a) gmail.com", "[email]"},
        Form{"PH", "en", "maria[@]gmail[.]com", "[email]"},
        Form{"PH", "en", "maria-at-gmail-dot-com", "[email]"},
        Form{"PH", "en", "yusuf @ proton.me", "[email]"},
        Form{"JO", "ar", "jose (\u0627\u062a) gmail (\u062f\u0648\u062a) com", "[email]"},
        Form{"KE", "sw", "kali (at) hotmail (nukta) com", "[email]"},
        Form{"TR", "tr", "мария@mail.ru", "[email]"},
        Form{"PH", "en", "see www dot facebook dot com/linh", "see [link]"},
        Form{"PH", "en", "facebook dot com slash rahim", "[link]"},
        Form{"PH", "en", "fb .com/linh.ng", "[link]"}, Form{"PH", "en", "bit . ly / abc", "[link]"},
        Form{"PH", "en", "bit[.]ly/abc", "[link]"},
        Form{"PH", "en", "https : // bit.ly/3xY", "[link]"},
        Form{"PH", "en", "www facebook com/jose", "[link]"},
        Form{"CN", "zh", "照片发到instagram.com/fatima_h了", "照片发到[link]了"},
        Form{"PH", "en", "my tg joe_1", "my tg [account]"},
        Form{"PH", "en", "we meet at site. come at night", "we meet at site. come at night"},
        Form{"FR", "fr", "moi et lui. et les autres", "moi et lui. et les autres"},
        Form{"PH", "en", "2 @ 500. thanks", "2 @ 500. thanks"},
        Form{"PH", "en", "he / she said. com on", "he / she said. com on"}));

INSTANTIATE_TEST_SUITE_P(Ids, Forms,
                         testing::Values(Form{"CL", "es", "rut 12.345.678-5", "rut [id]"},
                                         Form{"ES", "es", "12345678 Z", "[id]"},
                                         Form{"ES", "es", "12.345.678-Z", "[id]"},
                                         Form{"HK", "zh", "A123456(3)", "[id]"},
                                         Form{"GH", "en", "GHA-123456789-1", "[id]"},
                                         Form{"IN", "hi", "ABC1234567", "[id]"},
                                         Form{"PH", "en", "my card since 2023",
                                              "my card since 2023"}));

INSTANTIATE_TEST_SUITE_P(
    Innocent, Forms,
    testing::Values(
        Form{"PH", "en", "450 450 450 then nothing", ""},
        Form{"PH", "en", "paid 610 610 610 305", ""},
        Form{"PH", "en", "i earned 350000 450000 500000", ""},
        Form{"PH", "en", "35000-45000 a year", ""}, Form{"PH", "en", "1200 1350 1500", ""},
        Form{"PH", "en", "since 01012024", ""}, Form{"PH", "en", "work 0700 1900", ""},
        Form{"PH", "en", "ticket 202411280045", ""}, Form{"PH", "en", "receipt 2024000123", ""},
        Form{"PH", "en", "call 1800-10-888-8888", ""}, Form{"ID", "id", "1.234.567", ""},
        Form{"TH", "th", "12/11/2568 \u0e41\u0e25\u0e30 13/11/2568", ""},
        Form{"EG", "ar", "12/5/1446", ""},
        Form{"BR", "pt", "Rua A 1272, 01302-907 S\u00e3o Paulo", ""},
        Form{"PT", "pt", "1000-139 Lisboa", ""}, Form{"KE", "en", "P.O. Box 40326-00100", ""}));

}  // namespace
}  // namespace privacy
