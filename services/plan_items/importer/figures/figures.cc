// The grammar of figures, over folded text without white space:
//
//   figure  = [ bound ] , ( number , unit | ( "百分之" | "千分之" ) , number ) , [ bound-behind ]
//           | number , ( "-" | "~" | "至" | "到" ) , number , unit          two bounds
//           | number , { "、" , number } , unit                            behind 分别, 各有
//           | rank ;
//   number  = digits , [ "." , digits ] | digits in threes with "," | han-numeral | mask ;
//   mask    = a run of x X × * ○ _ , with or without digits and a point ;
//   unit    = [ more ] , { "十" | "百" | "千" | "万" | "亿" } , [ more ] , [ measure-word ] ;
//   more    = "余" | "多" | "来" ;
//   rank    = "第" , number , ( "名" | "位" ) | "前" , number , [ "名" | "位" | "强" | "列" ]
//           | ( "居" | "位列" | "排名" ) , … , ( "首位" | "第一" | "之首" ) ;
//   bound   = "不少于" | "超过" | "约" | "≥" | … ;  bound-behind = "以上" | "以内" | "左右" | … ;
//
// Bounds stand in comparators.cc, measure words in units.cc, numbers in numerals.cc; what matches
// and yet measures nothing (dates, names, ordinals, slogans) is told in not_figures.cc and
// names.cc.
#include "services/plan_items/importer/figures/figures.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "services/plan_items/importer/figures/comparators.h"
#include "services/plan_items/importer/figures/not_figures.h"
#include "services/plan_items/importer/figures/units.h"
#include "services/plan_items/importer/formats/text/decode.h"

namespace eduplan::importer {
namespace {

constexpr size_t kReachBack = 20;
constexpr size_t kLongestList = 12;  // Of numbers.

class Scanner {
 public:
  Scanner(const FlatText& text, const std::vector<uint8_t>& names, size_t begin, size_t end)
      : text_(text), names_(names), begin_(begin), end_(end) {}

  std::vector<Figure> Scan(size_t max) {
    for (size_t i = begin_; i < end_ && found_.size() <= max;) {
      const bool passed = names_[i] != 0 || !MayOpenFigure(text_.chars[i]);
      i = passed ? i + 1 : std::max(Step(i), i + 1);
    }
    return std::move(found_);
  }

 private:
  static bool MayOpenFigure(char32_t c) {
    static const CharSet kOpens(U"0123456789xX×*○_零〇两一二三四五六七八九十百千万亿居位列排名");
    return kOpens.Has(c);
  }

  // Reads what begins at `i`; returns where to go on.
  size_t Step(size_t i) {
    if (const size_t length = LeadingRankAt(text_, i)) {
      found_.push_back({.begin = i,
                        .unit_end = i + length,
                        .value = "1",
                        .unit = "位",
                        .word = U"位",
                        .rank = true});
      return i + length;
    }
    size_t number_at = i;
    const bool promille = text_.At(i, U"千分之");
    const bool percent = promille || text_.At(i, U"百分之");
    if (percent) number_at = i + 3;
    Numeral numeral = ReadNumeral(text_, number_at);
    if (numeral.end == number_at) return i + 1;
    if (percent && numeral.han) ReadHanFraction(text_, numeral);
    const bool range_end = range_end_ == i;
    if (percent) {
      const std::u32string_view sign = promille ? U"‰" : U"%";
      return Add(numeral, i, Unit{.end = numeral.end, .text = std::u32string(sign), .word = sign});
    }
    if (!MayCount(text_, numeral, range_end)) return numeral.end;
    if (const size_t end = Rank(numeral)) return end;
    if (numeral.begin > begin_ && text_.EndsAt(numeral.begin, U"第")) return numeral.end;
    Unit unit = ReadUnit(text_, numeral.end);
    const bool shares_unit = unit.text == U"个" && PointsFollow(unit.end);
    if (shares_unit) unit.text = unit.word = U"个百分点";
    if (unit.end == numeral.end) {
      const size_t listed = List(numeral);
      return listed > 0 ? listed : Range(numeral);
    }
    if (!range_end && !Measures(text_, numeral, unit)) return numeral.end;
    const size_t stop = Add(numeral, i, unit);
    found_.back().shares_unit = shares_unit;
    if (range_end) found_.back().range_begin = range_begin_;
    if (range_end && found_.back().comparator == Comparator::kEqual) {
      found_.back().comparator = Comparator::kAtMost;
    }
    return range_end ? stop : UpperBound(numeral, unit, stop);
  }

  size_t Add(const Numeral& numeral, size_t begin, const Unit& unit) {
    Figure figure = Make(numeral, begin, unit);
    ComparatorWord before = ComparatorBefore(text_, begin);
    if (before.length == 0) before = OverBase(begin);
    if (before.length == 0) before = OverVerb(begin);
    const ComparatorWord after = ComparatorAfter(text_, unit.end);
    figure.unit_end += after.length;
    if (before.length > 0) {
      figure.comparator = before.comparator;
    } else if (unit.more) {
      figure.comparator = Comparator::kMoreThan;
    } else if (after.length > 0) {
      figure.comparator = after.comparator;
    } else if (WithinBound(unit.end)) {
      figure.comparator = Comparator::kAtMost;
    }
    found_.push_back(std::move(figure));
    return found_.back().unit_end;
  }

  // 至少建成3所, 最多保留大班额12个: a verb stands between.
  ComparatorWord OverVerb(size_t number) const {
    constexpr size_t kReach = 10;
    for (size_t i = number; i > begin_ && number - i < kReach; --i) {
      const char32_t c = text_.chars[i - 1];
      if (EndsClause(c) || IsDigit(c)) break;
      if (c != U'至' && c != U'最') continue;
      if (LongestAt(text_, i - 1, {U"至少", U"最少"})) return {Comparator::kAtLeast, 2};
      if (LongestAt(text_, i - 1,
                    {U"至多", U"最多", U"最高给予", U"最高奖", U"最高补", U"最高可"})) {
        return {Comparator::kAtMost, 2};
      }
    }
    return {};
  }

  // 4.1个、2.7个百分点: the first ones are printed short.
  bool PointsFollow(size_t at) const {
    for (size_t listed = 0; listed < kLongestList; ++listed) {
      if (at + 1 >= end_ || !IsOneOf(text_.chars[at], U"、和及")) return false;
      const Numeral next = ReadNumeral(text_, at + 1);
      if (next.end == next.begin) return false;
      if (text_.At(next.end, U"个百分点")) return true;
      at = next.end + 1;
    }
    return false;
  }

  // 不低于低保标准的1.3倍: what it is compared with stands between. Its length is not told.
  ComparatorWord OverBase(size_t number) const {
    if (number <= begin_ || text_.chars[number - 1] != U'的') return {};
    for (size_t i = number - 1; i > begin_ && number - i < kReachBack; --i) {
      if (EndsClause(text_.chars[i - 1]) || IsDigit(text_.chars[i - 1])) break;
      const ComparatorWord word = ComparatorBefore(text_, i - 1);
      if (word.length > 2) return word;
    }
    return {};
  }

  // 控制在4.5%的年度目标以内
  bool WithinBound(size_t unit_end) const {
    constexpr size_t kReach = 8;
    if (unit_end >= end_ || text_.chars[unit_end] != U'的') return false;
    for (size_t i = unit_end + 1; i < std::min(end_, unit_end + kReach); ++i) {
      if (EndsClause(text_.chars[i])) return false;
      if (LongestAt(text_, i, {U"以内", U"之内"}) > 0) return true;
    }
    return false;
  }

  static Figure Make(const Numeral& numeral, size_t begin, const Unit& unit) {
    return {.begin = begin,
            .unit_end = unit.end,
            .value = numeral.value,
            .unit = ToUtf8(unit.text),
            .powers = unit.text.substr(0, unit.text.size() - unit.word.size()),
            .word = std::u32string(unit.word),
            .masked = numeral.masked};
  }

  // 分别居全市第三、第一: the second of two places.
  bool FollowsRank(const Numeral& numeral) const {
    if (found_.empty() || !found_.back().rank || numeral.begin < 2) return false;
    return text_.chars[numeral.begin - 1] == U'第' &&
           IsOneOf(text_.chars[numeral.begin - 2], U"、和与及") &&
           found_.back().unit_end + 2 == numeral.begin &&
           (numeral.end >= text_.size() || EndsClause(text_.chars[numeral.end]));
  }

  // 第4名, 前3名, 前3: a place in an order. Returns where it ends, 0 if it is none.
  size_t Rank(const Numeral& numeral) {
    std::optional<RankUnit> rank = RankAt(text_, numeral);
    if (!rank && FollowsRank(numeral)) rank = RankUnit{numeral.end, U"位", false};
    if (!rank) return 0;
    found_.push_back({.begin = numeral.begin - 1,
                      .unit_end = rank->end,
                      .value = numeral.value,
                      .unit = ToUtf8(rank->unit),
                      .word = std::u32string(rank->unit),
                      .masked = numeral.masked,
                      .comparator = rank->within ? Comparator::kAtMost : Comparator::kEqual,
                      .rank = true});
    return rank->end;
  }

  // 卫生院、中心、村卫生室分别有12、5、160个: the unit behind the last is that of all. Returns
  // where the last number begins, 0 if this is no such list.
  size_t List(const Numeral& first) {
    if (first.han) return 0;
    const size_t from = first.begin - std::min(first.begin - begin_, kReachBack);
    // Numbers with a fraction are no list of anything else: 提高1.6、0.9、2.3个百分点.
    if (first.value.find('.') == std::string::npos &&
        !Contains(text_.view(from, first.begin), {U"分别", U"各有", U"各为", U"依次"})) {
      return 0;
    }
    std::vector<Numeral> numbers = {first};
    Unit unit;
    while (numbers.size() < kLongestList) {
      const size_t at = numbers.back().end;
      if (at + 1 >= end_ || !IsOneOf(text_.chars[at], U"、和与及")) return 0;
      const Numeral next = ReadNumeral(text_, at + 1);
      if (next.end == next.begin || next.han) return 0;
      unit = ReadUnit(text_, next.end);
      if (unit.end > next.end) {
        if (!Measures(text_, next, unit)) return 0;
        for (const Numeral& number : numbers) {
          Figure figure = Make(number, number.begin, unit);
          figure.unit_end = number.end;
          figure.shares_unit = true;
          found_.push_back(std::move(figure));
        }
        return next.begin;
      }
      numbers.push_back(next);
    }
    return 0;
  }

  // 20亿元-22亿元: two bounds, each with its unit. Where to go on.
  size_t UpperBound(const Numeral& lower, const Unit& unit, size_t stop) {
    if (stop != unit.end || stop + 1 >= end_ || !IsOneOf(text_.chars[stop], U"-~—–")) return stop;
    const size_t next = stop + (IsOneOf(text_.chars[stop + 1], U"-—") ? 2 : 1);
    const Numeral upper = ReadNumeral(text_, next);
    if (upper.end == next || upper.han != lower.han || lower.masked != upper.masked) return stop;
    const Unit second = ReadUnit(text_, upper.end);
    if (second.text != unit.text || !MayCount(text_, upper, true)) return stop;
    range_end_ = next;
    range_begin_ = lower.begin;
    if (found_.back().comparator == Comparator::kEqual) {
      found_.back().comparator = Comparator::kAtLeast;
    }
    return next;
  }

  // 3-5名: two bounds. The second is read when the scan comes to it.
  size_t Range(const Numeral& lower) {
    if (lower.end + 1 >= end_ || !IsOneOf(text_.chars[lower.end], U"-~—–至到")) return lower.end;
    size_t next = lower.end + 1;
    if (IsOneOf(text_.chars[next], U"-—")) ++next;
    const Numeral upper = ReadNumeral(text_, next);
    if (upper.end == next || upper.han != lower.han) return lower.end;
    const Unit unit = ReadUnit(text_, upper.end);
    // What a duration is claimed by stands before the first number.
    if (unit.end == upper.end || !MayCount(text_, upper, true) ||
        !Measures(text_, unit.time ? lower : upper, unit)) {
      return upper.end;
    }
    range_end_ = next;
    range_begin_ = lower.begin;
    found_.push_back(Make(lower, lower.begin, unit));
    found_.back().comparator = Comparator::kAtLeast;
    return next;
  }

  const FlatText& text_;
  const std::vector<uint8_t>& names_;
  const size_t begin_;
  const size_t end_;
  size_t range_end_ = static_cast<size_t>(-1);
  size_t range_begin_ = 0;
  std::vector<Figure> found_;
};

}  // namespace

std::vector<Figure> FindFigures(const FlatText& text, const std::vector<uint8_t>& names,
                                size_t begin, size_t end, size_t max) {
  return Scanner(text, names, begin, end).Scan(max);
}

}  // namespace eduplan::importer
