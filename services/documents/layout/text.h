// UTF-8 in and out of code points, and what each character is to a Chinese line.
#ifndef EDUPLAN_SERVICES_DOCUMENTS_LAYOUT_TEXT_H_
#define EDUPLAN_SERVICES_DOCUMENTS_LAYOUT_TEXT_H_

#include <string>
#include <string_view>

namespace eduplan::layout {

bool IsUtf8(std::string_view text);

// Code points of `text`. Tabs become spaces; other control characters but '\n', default-ignorable
// ones (variation selectors, joiners, byte order marks) and noncharacters are dropped. Ill-formed
// bytes become U+FFFD.
std::u32string Decode(std::string_view text);

std::string Encode(std::u32string_view text);
void AppendUtf8(char32_t character, std::string& out);

// Decode and encode: text that any format can carry.
std::string CleanText(std::string_view text);

bool IsDigit(char32_t c);       // ASCII and full-width digits
bool IsWordLetter(char32_t c);  // letters and digits that make up unbreakable words
bool IsHan(char32_t c);

// 避头: characters that may not start a line. 避尾: characters that may not end one.
bool ForbidsLineStart(char32_t c);
bool ForbidsLineEnd(char32_t c);

// Width in em (0, 0.5 or 1) that a Chinese font gives the character, when no font is at hand.
double NominalWidth(char32_t c);
// Widest line of `text`, in em.
double NominalWidth(std::u32string_view text);

}  // namespace eduplan::layout

#endif  // EDUPLAN_SERVICES_DOCUMENTS_LAYOUT_TEXT_H_
