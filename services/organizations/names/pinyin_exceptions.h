#ifndef EDUPLAN_SERVICES_ORGANIZATIONS_NAMES_PINYIN_EXCEPTIONS_H_
#define EDUPLAN_SERVICES_ORGANIZATIONS_NAMES_PINYIN_EXCEPTIONS_H_

#include <array>
#include <string_view>

namespace eduplan::organizations {

struct PinyinException {
  std::string_view word;
  std::string_view reading;  // a syllable for each character
};

// Where ICU's usual reading of a character is not the one that names of places and schools have.
inline constexpr std::array kCharacterExceptions = {
    PinyinException{"佛", "fo"},   PinyinException{"勒", "le"},    PinyinException{"地", "di"},
    PinyinException{"曾", "zeng"}, PinyinException{"什", "shi"},   PinyinException{"藏", "zang"},
    PinyinException{"都", "du"},   PinyinException{"长", "chang"},
};

// Where it depends on the word.
inline constexpr std::array kWordExceptions = {
    PinyinException{"东阿", "dong e"},     PinyinException{"中牟", "zhong mu"},
    PinyinException{"乐亭", "lao ting"},   PinyinException{"乐清", "yue qing"},
    PinyinException{"乐陵", "lao ling"},   PinyinException{"会稽", "kuai ji"},
    PinyinException{"六合", "lu he"},      PinyinException{"六安", "lu an"},
    PinyinException{"单县", "shan xian"},  PinyinException{"厦门", "xia men"},
    PinyinException{"吴堡", "wu bu"},      PinyinException{"大城县", "dai cheng xian"},
    PinyinException{"太行", "tai hang"},   PinyinException{"宝坻", "bao di"},
    PinyinException{"家长", "jia zhang"},  PinyinException{"尉犁", "yu li"},
    PinyinException{"校长", "xiao zhang"}, PinyinException{"枞阳", "zong yang"},
    PinyinException{"泊头", "bo tou"},     PinyinException{"泌阳", "bi yang"},
    PinyinException{"洪洞", "hong tong"},  PinyinException{"浒墅关", "xu shu guan"},
    PinyinException{"浚县", "xun xian"},   PinyinException{"涡阳", "guo yang"},
    PinyinException{"牟平", "mu ping"},    PinyinException{"犍为", "qian wei"},
    PinyinException{"珲春", "hun chun"},   PinyinException{"番禺", "pan yu"},
    PinyinException{"称多", "chen duo"},   PinyinException{"筠连", "jun lian"},
    PinyinException{"繁峙", "fan shi"},    PinyinException{"荥经", "ying jing"},
    PinyinException{"莘庄", "xin zhuang"}, PinyinException{"蔚县", "yu xian"},
    PinyinException{"蚌埠", "beng bu"},    PinyinException{"覃塘", "qin tang"},
    PinyinException{"重庆", "chong qing"}, PinyinException{"铅山", "yan shan"},
    PinyinException{"银行", "yin hang"},   PinyinException{"长子县", "zhang zi xian"},
    PinyinException{"闵行", "min hang"},   PinyinException{"音乐", "yin yue"},
    PinyinException{"黄埔", "huang pu"},   PinyinException{"黄陂", "huang pi"},
};

}  // namespace eduplan::organizations

#endif  // EDUPLAN_SERVICES_ORGANIZATIONS_NAMES_PINYIN_EXCEPTIONS_H_
