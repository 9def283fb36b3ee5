#include "services/plan_items/linking/phrase.h"

#include <algorithm>
#include <array>
#include <utility>

namespace eduplan::plan_items::linking {
namespace {

constexpr size_t kLongestPhrase = 100;

// Say when, where or that, but not what. Longer ones before those they begin with.
constexpr std::array<std::u32string_view, 45> kFillers = {
    U"上半年",   U"下半年", U"全年", U"今年",   U"本年度", U"年底前", U"年底", U"年内", U"截至目前",
    U"目前",     U"秋季",   U"春季", U"学期",   U"全省",   U"全市",   U"全县", U"全区", U"全旗",
    U"我省",     U"我市",   U"我县", U"我区",   U"全校",   U"开展",   U"组织", U"累计", U"共有",
    U"现有",     U"共计",   U"达到", U"实现",   U"力争",   U"确保",   U"其中", U"预计", U"计划",
    U"各级各类", U"各类",   U"各级", U"稳定在", U"保持在", U"推进",   U"安排", U"的",   U"已"};

// Short forms and other words for the same, longest first where one begins another.
constexpr std::array<std::pair<std::u32string_view, std::u32string_view>, 30> kSame = {{
    {U"普惠幼儿园", U"普惠性幼儿园"},
    {U"普惠园", U"普惠性幼儿园"},
    {U"公办园", U"公办幼儿园"},
    {U"民办园", U"民办幼儿园"},
    {U"学前教育", U"幼儿园"},
    {U"幼儿教育", U"幼儿园"},
    {U"义务教育阶段", U"义务教育"},
    {U"义务教育段", U"义务教育"},
    {U"高中阶段教育", U"高中"},
    {U"高中阶段", U"高中"},
    {U"高中段", U"高中"},
    {U"普通高中", U"高中"},
    {U"小学阶段", U"小学"},
    {U"初中阶段", U"初中"},
    {U"中小学校", U"中小学"},
    {U"在校学生", U"在校生"},
    {U"专项资金", U"专项经费"},
    {U"参加", U"参与"},
    {U"投用", U"投入使用"},
    {U"轮岗交流", U"交流轮岗"},
    {U"问题隐患", U"隐患"},
    {U"安全隐患", U"隐患"},
    {U"占比", U"比例"},
    {U"比率", U"比例"},
    {U"比重", U"比例"},
    {U"筛查", U"检测"},
    {U"实际参与高考", U"高考实际参考"},
    {U"实考", U"实际参考"},
    {U"购置", U"购买"},
    {U"教职工编制", U"教师编制"},
}};

// Of a count, which the unit says already.
constexpr std::array<std::u32string_view, 5> kClosing = {U"总人数", U"人数", U"总数", U"数量",
                                                         U"数"};

struct Decoded {
  char32_t character = 0;
  size_t size = 1;
};

// A malformed byte is a character of its own, which nothing matches.
Decoded Decode(std::string_view text) {
  const auto byte = [&](size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(0);
  const size_t size = lead < 0x80 ? 1 : lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (size == 1 || size > text.size()) return {lead, 1};
  char32_t character = lead & (0xFF >> (size + 1));
  for (size_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return {lead, 1};
    character = character << 6 | (byte(i) & 0x3F);
  }
  return {character, size};
}

std::u32string FromUtf8(std::string_view text) {
  std::u32string decoded;
  while (!text.empty() && decoded.size() < kLongestPhrase) {
    const Decoded next = Decode(text);
    decoded.push_back(next.character);
    text.remove_prefix(next.size);
  }
  return decoded;
}

// Half-width and lower case.
char32_t Fold(char32_t c) {
  if (c >= U'！' && c <= U'～') c -= U'！' - U'!';
  return c >= U'A' && c <= U'Z' ? c + (U'a' - U'A') : c;
}

bool IsWord(char32_t c) {
  if (c < 0x80) return (c >= U'0' && c <= U'9') || (c >= U'a' && c <= U'z') || c == U'%';
  if (c < 0x2E80) return c >= 0xC0 && c < 0x2000;
  return c < 0x3000 || c > 0x303F;
}

void Replace(std::u32string& text, std::u32string_view from, std::u32string_view to) {
  for (size_t at = text.find(from); at != std::u32string::npos; at = text.find(from, at)) {
    text.replace(at, from.size(), to);
    at += to.size();
  }
}

void DropClosing(std::u32string& text) {
  for (const std::u32string_view closing : kClosing) {
    if (text.size() <= closing.size() + 1 || !text.ends_with(closing)) continue;
    text.resize(text.size() - closing.size());
    return;
  }
}

std::u32string Normalize(std::u32string_view raw) {
  std::u32string text;
  for (const char32_t character : raw) {
    const char32_t folded = Fold(character);
    if (IsWord(folded)) text.push_back(folded);
  }
  const std::u32string whole = text;
  for (const std::u32string_view filler : kFillers) Replace(text, filler, U"");
  if (text.empty()) text = whole;
  for (const auto& [from, to] : kSame) Replace(text, from, to);
  DropClosing(text);
  return text;
}

bool Opens(char32_t c) {
  return c == U'(' || c == U'（';
}

bool Closes(char32_t c) {
  return c == U')' || c == U'）';
}

}  // namespace

std::u32string Normalize(std::string_view utf8) {
  return Normalize(FromUtf8(utf8));
}

std::string ToUtf8(std::u32string_view text) {
  std::string utf8;
  for (const char32_t c : text) {
    if (c < 0x80) {
      utf8.push_back(static_cast<char>(c));
      continue;
    }
    const int more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
    constexpr std::array<int, 4> kLead = {0, 0xC0, 0xE0, 0xF0};
    utf8.push_back(static_cast<char>(kLead[more] | static_cast<int>(c >> (6 * more))));
    for (int i = more - 1; i >= 0; --i) {
      utf8.push_back(static_cast<char>(0x80 | (c >> (6 * i) & 0x3F)));
    }
  }
  return utf8;
}

std::vector<std::u32string> Spellings(std::string_view utf8) {
  const std::u32string raw = FromUtf8(utf8);
  const auto open = std::find_if(raw.begin(), raw.end(), Opens);
  const auto close = std::find_if(open, raw.end(), Closes);
  std::vector<std::u32string> spellings;
  if (close == raw.end()) {
    spellings.push_back(Normalize(raw));
    return spellings;
  }
  const std::u32string before(raw.begin(), open);
  const std::u32string inside(open + 1, close);
  const std::u32string after(close + 1, raw.end());
  spellings.push_back(Normalize(before + after));
  spellings.push_back(Normalize(before + inside + after));
  if (!after.empty()) spellings.push_back(Normalize(inside + after));
  return spellings;
}

std::vector<Gram> GramsOf(std::u32string_view text) {
  std::vector<Gram> grams;
  grams.reserve(2 * text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    grams.push_back(text[i]);
    if (i > 0) grams.push_back(Gram{text[i - 1]} << 32 | text[i]);
  }
  std::sort(grams.begin(), grams.end());
  grams.erase(std::unique(grams.begin(), grams.end()), grams.end());
  return grams;
}

}  // namespace eduplan::plan_items::linking
