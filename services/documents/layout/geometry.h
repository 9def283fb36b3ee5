// The page of GB/T 9704-2012 in points (1/72 inch), origin at the top left corner, y downwards.
#ifndef EDUPLAN_SERVICES_DOCUMENTS_LAYOUT_GEOMETRY_H_
#define EDUPLAN_SERVICES_DOCUMENTS_LAYOUT_GEOMETRY_H_

namespace eduplan::layout {

constexpr double Millimetres(double value) {
  return value * 72.0 / 25.4;
}

inline constexpr double kPageWidth = Millimetres(210);
inline constexpr double kPageHeight = Millimetres(297);
inline constexpr double kTextLeft = Millimetres(28);
inline constexpr double kTextTop = Millimetres(37);
inline constexpr double kTextWidth = Millimetres(156);
inline constexpr double kTextHeight = Millimetres(225);

inline constexpr int kLinesPerPage = 22;
inline constexpr int kCharactersPerLine = 28;
inline constexpr double kLinePitch = kTextHeight / kLinesPerPage;           // 28.991
inline constexpr double kCharacterPitch = kTextWidth / kCharactersPerLine;  // 15.793

// Chinese type sizes (字号).
inline constexpr double kSizeTwo = 22;
inline constexpr double kSizeThree = 16;
inline constexpr double kSizeFour = 14;
inline constexpr double kSizeSmallFour = 12;
inline constexpr double kSizeFive = 10.5;
inline constexpr double kSizeSmallFive = 9;

// From the top of the em box to the baseline, in em: what Chinese fonts are drawn for.
inline constexpr double kAscent = 0.88;

inline constexpr double kPageNumberGap = Millimetres(7);  // text area to the middle of the dashes
inline constexpr double kOuterRule = Millimetres(0.35);
inline constexpr double kInnerRule = Millimetres(0.25);
inline constexpr double kTableRule = 0.5;

inline constexpr double kRoundingSlack = 0.01;  // below what anyone can see, above rounding errors

}  // namespace eduplan::layout

#endif  // EDUPLAN_SERVICES_DOCUMENTS_LAYOUT_GEOMETRY_H_
