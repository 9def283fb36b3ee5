#include "services/organizations/names/pinyin.h"

#include <gtest/gtest.h>

#include <chrono>
#include <thread>
#include <vector>

namespace eduplan::organizations {
namespace {

TEST(PinyinTest, NamesAreReadSyllableBySyllable) {
  EXPECT_EQ(Pinyin("金华市教育局"), "jinhuashijiaoyuju");
  EXPECT_EQ(Initials("金华市教育局"), "jhsjyj");
  EXPECT_EQ(Pinyin("北京市教育委员会"), "beijingshijiaoyuweiyuanhui");
  EXPECT_EQ(Initials("浙江省教育厅"), "zjsjyt");
  EXPECT_EQ(Pinyin("绿园区"), "luyuanqu");
}

TEST(PinyinTest, PlacesHaveTheReadingOfPlaces) {
  EXPECT_EQ(Pinyin("重庆"), "chongqing");
  EXPECT_EQ(Pinyin("长沙"), "changsha");
  EXPECT_EQ(Pinyin("长治市长子县"), "changzhishizhangzixian");
  EXPECT_EQ(Pinyin("厦门"), "xiamen");
  EXPECT_EQ(Pinyin("东莞"), "dongguan");
  EXPECT_EQ(Pinyin("亳州"), "bozhou");
  EXPECT_EQ(Pinyin("蚌埠"), "bengbu");
  EXPECT_EQ(Pinyin("黄埔"), "huangpu");
  EXPECT_EQ(Pinyin("大埔"), "dabu");
  EXPECT_EQ(Pinyin("成都"), "chengdu");
  EXPECT_EQ(Pinyin("西藏"), "xizang");
  EXPECT_EQ(Pinyin("佛山"), "foshan");
  EXPECT_EQ(Pinyin("喀什地区"), "kashidiqu");
  EXPECT_EQ(Pinyin("六安"), "luan");
  EXPECT_EQ(Pinyin("台州"), "taizhou");
  EXPECT_EQ(Pinyin("番禺"), "panyu");
  EXPECT_EQ(Pinyin("闵行"), "minhang");
}

TEST(PinyinTest, OtherWordsKeepTheirUsualReading) {
  EXPECT_EQ(Pinyin("重点"), "zhongdian");
  EXPECT_EQ(Pinyin("大厦"), "dasha");
  EXPECT_EQ(Pinyin("行政"), "xingzheng");
  EXPECT_EQ(Pinyin("家长学校"), "jiazhangxuexiao");
}

TEST(PinyinTest, LettersAndDigitsAreKeptTheRestDropped) {
  EXPECT_EQ(Pinyin("第12小学（ABC校区）"), "di12xiaoxueabcxiaoqu");
  EXPECT_EQ(Initials("第12小学（ABC校区）"), "d12xxabcxq");
  EXPECT_EQ(Initials("第１２中学"), "d12zx");
  EXPECT_EQ(Pinyin("Élan 学校"), "elanxuexiao");
  EXPECT_EQ(Pinyin("二〇二一"), "erlingeryi");
  EXPECT_EQ(Pinyin(""), "");
  EXPECT_EQ(Pinyin("——！ \t"), "");
  EXPECT_EQ(Pinyin("\xFF金\xC0"), "jin");
  // U+20BB7, a variant of 吉 beyond the basic plane, has a reading or is dropped; never its bytes.
  for (const char c : Pinyin("\xF0\xA0\xAE\xB7")) EXPECT_TRUE(c >= 'a' && c <= 'z');
}

TEST(PinyinTest, FoldIgnoresWidthCaseAndSpaces) {
  EXPECT_EQ(Fold("ＡＢＣ　第 １ 小学\t"), "abc第1小学");
  EXPECT_EQ(Fold("（城关）"), "(城关)");
  EXPECT_EQ(Fold("Straße"), "strasse");
  EXPECT_EQ(Fold(""), "");
}

TEST(PinyinTest, ThreadsShareTheTable) {
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([] {
      for (int j = 0; j < 2000; ++j) EXPECT_EQ(Initials("海宁市教育局"), "hnsjyj");
    });
  }
  for (std::thread& thread : threads) thread.join();
}

TEST(PinyinTest, AProvinceOfNamesTakesSeconds) {
  const auto start = std::chrono::steady_clock::now();
  size_t letters = 0;
  for (int i = 0; i < 300000; ++i) {
    const std::string name = "海宁市第" + std::to_string(i) + "实验小学";
    letters += Pinyin(name).size() + Initials(name).size();
  }
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  EXPECT_GT(letters, 300000u);
  RecordProperty("seconds", std::to_string(took.count()));
  EXPECT_LT(took.count(), 20);  // about 1 s on an idle machine
}

}  // namespace
}  // namespace eduplan::organizations
