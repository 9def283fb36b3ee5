#include <algorithm>

#include "services/plan_items/importer/figures/comparators.h"
#include "services/plan_items/importer/figures/measure.h"

namespace eduplan::importer {
namespace {

constexpr size_t kReachBack = 30;
constexpr size_t kReachOn = 15;
constexpr size_t kLongestBracket = 40;
constexpr size_t kEachReach = 12;

size_t MatchingOpen(const FlatText& text, size_t close, size_t begin) {
  for (size_t i = close; i > begin && close - i < kLongestBracket; --i) {
    if (text.chars[i - 1] == U'(') return i - 1;
  }
  return close;
}

size_t MatchingClose(const FlatText& text, size_t open, size_t end) {
  for (size_t i = open + 1; i < std::min(end, open + 80); ++i) {
    if (text.chars[i] == U')') return i;
  }
  return open;
}

// Where the clause begins that leads up to `at`; a bracket closed right before `at` is passed.
size_t ClauseBegin(const FlatText& text, size_t at, size_t begin) {
  size_t i = at;
  if (i > begin && text.chars[i - 1] == U')') i = MatchingOpen(text, i - 1, begin);
  int quotes = 0;
  while (i > begin && at - i < kReachBack) {
    const char32_t before = text.chars[i - 1];
    if (before == U'”') ++quotes;
    if (before == U'“') quotes = std::max(0, quotes - 1);
    if ((quotes == 0 && EndsClause(before)) || text.gap[i] == Gap::kLine) break;
    if (EndsSentence(before)) break;
    --i;
  }
  return i;
}

size_t ClauseEnd(const FlatText& text, size_t at, size_t end) {
  size_t i = at;
  while (i < end && i - at < kReachOn && !EndsClause(text.chars[i]) && text.gap[i] != Gap::kLine) {
    ++i;
  }
  return i;
}

// Words before the noun that say nothing about what is counted.
size_t SkipLead(const FlatText& text, size_t begin, size_t end) {
  static const WordSet kWords({U"其中", U"并",   U"还",   U"共",       U"累计", U"全年", U"今年",
                               U"已",   U"同时", U"目前", U"截至目前", U"确保", U"力争", U"努力",
                               U"继续", U"将",   U"要",   U"计划",     U"预计", U"包括", U"含",
                               U"到",   U"近",   U"约",   U"为",       U"等",   U"在",   U"实现",
                               U"先后", U"另",   U"另有"});
  while (begin < end && IsOneOf(text.chars[begin], U"—-–·•")) ++begin;
  while (begin < end) {
    const size_t word = kWords.LongestAt(text, begin);
    if (word == 0 || begin + word > end) break;
    begin += word;
  }
  return begin;
}

size_t TrimTail(const FlatText& text, size_t begin, size_t end) {
  while (end > begin) {
    const size_t word = LongestEndingAt(
        text, end, {U"达到",   U"达",     U"为",     U"共",     U"约",     U"近",     U"有",
                    U"了",     U"至",     U"到",     U"增至",   U"各",     U"计",     U"在",
                    U"增加到", U"提高到", U"提升到", U"提高至", U"提升至", U"稳定在", U"保持在",
                    U"控制在", U"仅",     U"的",     U"等",     U"已",     U"由",     U"从",
                    U"和",     U"与",     U"、",     U"分别",   U"共计",   U"累计"});
    if (word == 0 || word > end - begin) break;
    // Words of their own: 行为, 设计.
    if (LongestEndingAt(
            text, end,
            {U"行为", U"作为", U"设计", U"统计", U"会计", U"审计", U"估计", U"目的", U"自由",
             U"理由", U"公约", U"现有", U"公有", U"国有", U"集约", U"预约", U"契约"}) > 0) {
      break;
    }
    end -= word;
  }
  return end;
}

// The noun after the unit: up to a particle or verb that begins a predicate.
size_t NounEnd(const FlatText& text, size_t begin, size_t end) {
  static const WordSet kPredicates({U"被",   U"已",   U"进行", U"参加", U"赴",   U"递交", U"成为",
                                    U"开展", U"举办", U"实施", U"提高", U"增加", U"增长", U"提升",
                                    U"上升", U"下降", U"减少", U"降低", U"/",    U"—"});
  for (size_t i = begin; i < end; ++i) {
    if (kPredicates.LongestAt(text, i) > 0) return i;
  }
  return end;
}

// 小学、初中…各缺口50个: the list before 各.
std::vector<size_t> ListBefore(const FlatText& text, size_t begin, size_t each) {
  std::vector<size_t> starts;
  size_t i = each;
  while (i > begin && each - i < 2 * kReachBack) {
    const char32_t before = text.chars[i - 1];
    if (before == U'、' || before == U'和' || before == U'与') starts.push_back(i);
    if ((before != U'、' && EndsClause(before)) || text.gap[i] == Gap::kLine) break;
    --i;
  }
  // A line may end behind 、, and then the list begins there.
  if (starts.empty() || starts.back() != i) starts.push_back(i);
  std::reverse(starts.begin(), starts.end());
  return starts;
}

// Position of a 各 that governs the number: directly before it, or with a verb and perhaps its
// object between.
size_t EachBefore(const FlatText& text, size_t begin, size_t number) {
  for (size_t i = number; i > begin && number - i < kEachReach; --i) {
    if (EndsClause(text.chars[i - 1])) break;
    if (text.chars[i - 1] != U'各') continue;
    const bool verb =
        number == i ||
        LongestAt(text, i, {U"缺口", U"缺",   U"新增", U"新建", U"增加", U"减少", U"达",
                            U"有",   U"完成", U"建成", U"建",   U"招",   U"开展", U"举办",
                            U"选派", U"投入", U"评选", U"组建", U"组织", U"配备", U"建立",
                            U"设立", U"安排", U"培养", U"购置", U"改造", U"创建"}) > 0;
    return verb ? i - 1 : number;
  }
  return number;
}

}  // namespace

Phrase PhraseAround(const FlatText& text, const Figure& figure, size_t begin, size_t end,
                    size_t item_end) {
  Phrase phrase;
  phrase.floor = begin;
  phrase.begin = ClauseBegin(text, figure.begin, begin);
  phrase.end = ClauseEnd(text, figure.unit_end, end);
  // Too long to be quoted whole: up to the predicate.
  if (phrase.end == figure.unit_end + kReachOn) {
    const size_t noun = NounEnd(text, figure.unit_end, phrase.end);
    if (noun > figure.unit_end) phrase.end = noun;
  }
  while (phrase.begin < figure.begin && LongestAt(text, phrase.begin, {U"其中"}) > 0) {
    phrase.begin += 2;
  }
  const ComparatorWord before = ComparatorBefore(text, figure.begin);
  const size_t noun_end = figure.begin - std::min(before.length, figure.begin - phrase.begin);
  const size_t first = SkipLead(text, phrase.begin, noun_end);
  const size_t last = TrimTail(text, first, noun_end);
  phrase.noun_end = last;
  size_t after = figure.unit_end;
  // 300个(其中…)座位: the noun stands behind the bracket.
  if (after < item_end && text.chars[after] == U'(') {
    const size_t close = MatchingClose(text, after, item_end);
    if (close > after) {
      after = close + 1;
      end = item_end;
    }
  }
  size_t after_end = NounEnd(text, after, ClauseEnd(text, after, end));
  while (after_end > after && IsOneOf(text.chars[after_end - 1], U"和与及的")) --after_end;
  phrase.name = text.Printed(first, last) + text.Printed(after, after_end);
  if (figure.rank) phrase.name = text.Printed(phrase.begin, phrase.end);
  if (phrase.name.empty() && phrase.begin > begin + 1) {
    const size_t previous = ClauseBegin(text, phrase.begin - 1, begin);
    phrase.name = text.Printed(previous, phrase.begin - 1);
  }
  const size_t each = EachBefore(text, begin, figure.begin);
  if (each < figure.begin) {
    const std::vector<size_t> starts = ListBefore(text, begin, each);
    if (starts.size() > 1 && starts.size() <= 8) {
      phrase.copies = static_cast<int>(starts.size());
      phrase.begin = starts.front();
      for (size_t k = 0; k < starts.size(); ++k) {
        const size_t stop =
            k + 1 < starts.size() ? starts[k + 1] - 1 : TrimTail(text, starts[k], each);
        phrase.names.push_back(text.Printed(starts[k], stop));
      }
    }
  }
  return phrase;
}

}  // namespace eduplan::importer
