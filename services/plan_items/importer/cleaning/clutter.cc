#include "services/plan_items/importer/cleaning/clutter.h"

#include <re2/re2.h>

#include <string>

#include "services/plan_items/importer/formats/text/decode.h"
#include "services/plan_items/importer/text.h"

namespace eduplan::importer {
namespace {

// Longer lines are prose; only the forms that open a legal notice are looked for in them.
constexpr size_t kShort = 80;
constexpr size_t kLongest = 400;

const RE2& PageNumber() {
  static const RE2 kRe(
      R"re(^(?:[-—–·_\s]*\d{1,3}[-—–·_\s]*|第?\s*\d+\s*页(?:\s*[,/]?\s*共\s*\d+\s*页)?|\d+\s*/\s*\d+|(?i:page)\s*\d+(?:\s*of\s*\d+)?)$)re");
  return kRe;
}

const RE2& Navigation() {
  static const RE2 kRe(
      R"re(^(?:(?:网站)?(?:首页|登录|注册|购物车|我的足迹|我的收藏|收藏(?:本文|本页|本站)?|打印(?:本页|本文)?|关闭(?:窗口|本页)?|返回(?:顶部|首页|列表|上一页)?|分享(?:到|至)?|微信|微博|QQ空间|复制链接|会员中心|联系我们|网站地图|(?:立即|免费|点击)?下载(?:全文|文档|本文)?|加入(?:会员|(?i:vip))?(?:免费下载)?|开通(?:会员|(?i:vip))|字(?:号|体)[::]?|[大中小]|导航|菜单|搜索|繁體|简体|无障碍(?:阅读)?|上传|举报|点赞|评论)[\s|>»·•/\-\[\]]*)+$)re");
  return kRe;
}

const RE2& HeadForms() {
  static const RE2 kRe(
      R"re((?:当前|所在|您(?:现在)?的)位置|(?:时间|日期)\s*:\s*\d{4}\s?[-年/]|^(?:[^\s>»›]{1,30}\s*[>»›]\s*){2,}|^(?:发布|更新|发表|录入|成文|信息)?(?:时间|日期)\s*:|^(?:信息|文章|稿件)?(?:来源|出处|作者)\s*:|^(?:责任)?编辑\s*:|^(?:上传人|上传者|文档编号|文档格式|资源描述|文档简介|内容简介|【?(?:概述|正文|导语|摘要)】?$)|\d+\s*(?:阅读|转藏|浏览|赞)|本文档共|当前(?:预览|页数)|(?:分享|朗读|打印|转藏|字号).{0,12}(?:分享|朗读|打印|转藏|举报)|(?:浏览|点击|阅读)(?:次数|量|数|率)?\s*[::]|^(?:索引号|信息分类|发布机构|公开方式|主题词|文号|有效性)\s*:|(?:小编|本站|本网|网友|会员).{0,24}(?:整理|收集|搜集|分享|推荐|带来)|供(?:大家|您|各位|同学)?.{0,6}(?:参考|借鉴)[。!,]?|希望.{0,20}(?:有所帮助|有帮助|喜欢)|(?:(?i:vip)|会员|积分|金币).{0,12}(?:下载|查看|阅读|可见|免费)|(?:下载|文档|全文).{0,10}(?:积分|格式|大小|页数|(?i:word|pdf|vip)))re");
  return kRe;
}

const RE2& Tail() {
  static const RE2 kRe(
      R"re(^(?:版权声明|免责声明|特别声明|声明\s*:|本文(?:标题|地址|链接|网址|关键词|来自|来源|由)|更多(?:热门|精彩|相关)|其他回答|阅读原文|赞同\s?\d|(?:文章|原文)?链接(?:地址)?\s*:|原文(?:链接|地址)|转载(?:请|须|自|时)|推荐(?:访问|阅读|专题|文章|范文)|相关(?:推荐|阅读|文章|链接|专题|内容|范文|热词|搜索|新闻|资讯|报道|文档|资料|下载)|(?:上|下)一(?:篇|条|页)|最近更新|最新(?:文章|更新|范文)|热门(?:文章|推荐|范文|搜索)|扫一扫|扫码|关注(?:我们|公众号|微信)|猜你喜欢|(?:文章)?标签\s*:|关键词\s*:|(?i:tags?)\s*:|更多.{0,20}(?:请|尽在|关注|范文|内容|相关)|【?(?:纠错|关闭窗口|打印本页|返回顶部)】?|未经.{0,8}(?:授权|许可|允许)|分享(?:到|至)|备案(?:序)?号|温馨提示|特别提示|发表评论|网友评论|文明上网|看过本文的|您可能(?:还)?(?:感兴趣|喜欢))|由\s*:?.{1,20}(?:整理|上传|收集)(?:发布)?。?$|发布,转载请|^来自\s*:.{0,30}>|\d+\s*条评论|^(?:[^。]{0,12})(?:www\.|https?://)|版权(?:所有|归)|(?i:copyright)|©|ICP备|公网安备|^技术支持\s*:|^主办(?:单位)?\s*:|^网站标识码)re");
  return kRe;
}

// Introductions that websites write, of any length.
const RE2& Introduction() {
  static const RE2 kRe(
      R"re(^(?:摘要|导读|内容简介|内容摘要|简介)\s*:|(?:小编|会员).{0,30}(?:整理|收集|分享)|由会员分享|可在线阅读)re");
  return kRe;
}

const RE2& Paywall() {
  static const RE2 kRe(
      R"re((?:剩余|还剩|未读).{0,12}(?:页|内容|%).{0,12}(?:阅读|查看|下载|未读)?|(?:试读|预览)(?:已)?结束|(?:查看|阅读|展开|下载)(?:剩余)?(?:全文|完整|更多内容)|余下全文|^未完待续)re");
  return kRe;
}

const RE2& Inline() {
  static const RE2 kRe(
      R"re((当前隐藏内容(?:免费)?查看|(?:点击|扫码|登录)(?:此处|后|这里)?(?:展开|查看|阅读|下载)(?:全文|更多|原文|完整内容)?|\[?第\s*\d{1,3}\s*页\s*[,/]?\s*共\s*\d{1,3}\s*页\]?|(?:https?://|www\.)[A-Za-z0-9./?=&%_:#~-]+|—\s*\d{1,3}\s*—|(?:^|\s)[-–]\s?\d{1,3}\s?[-–]\s|下载后可任意编辑|(?:本文档共|当前预览)\s?\d+\s?页|还剩\s?\d+\s?页未读,?(?:继续阅读)?|\((?:全文)?共?:?\s?\d+\s?字\)|\((?:本文|文章|资料|内容)(?:来源|来自|出自)[^()]{0,30}\)))re");
  return kRe;
}

// Words of which every form below has one, but for lines of navigation and page numbers.
bool MayBeClutter(std::u32string_view line) {
  static const WordSet kWords(
      {U"版权",     U"声明",     U"本文",     U"链接",     U"原文",     U"转载",   U"推荐", U"相关",
       U"一篇",     U"一条",     U"一页",     U"最近更新", U"最新",     U"热门",   U"扫",   U"关注",
       U"猜你",     U"标签",     U"关键词",   U"tag",      U"Tag",      U"TAG",    U"更多", U"纠错",
       U"关闭",     U"打印",     U"返回",     U"未经",     U"分享",     U"备案",   U"提示", U"评论",
       U"网友",     U"文明上网", U"看过",     U"您可能",   U"整理",     U"上传",   U"收集", U"发布",
       U"来自",     U"www",      U"http",     U"opyright", U"OPYRIGHT", U"©",      U"ICP",  U"公网",
       U"技术支持", U"主办",     U"标识码",   U"其他回答", U"阅读",     U"赞同",   U"摘要", U"导读",
       U"简介",     U"小编",     U"会员",     U"剩",       U"未读",     U"试读",   U"预览", U"查看",
       U"展开",     U"下载",     U"余下",     U"未完",     U"位置",     U"时间",   U"日期", U">",
       U"»",        U"›",        U"来源",     U"出处",     U"作者",     U"编辑",   U"浏览", U"点击",
       U"索引",     U"信息分类", U"公开方式", U"主题词",   U"文号",     U"有效性", U"本站", U"本网",
       U"搜集",     U"带来",     U"参考",     U"借鉴",     U"希望",     U"vip",    U"VIP",  U"Vip",
       U"积分",     U"金币",     U"文档",     U"全文",     U"资源描述", U"概述",   U"正文", U"导语",
       U"转藏",     U"赞",       U"当前",     U"朗读",     U"举报",     U"字号"});
  return kWords.FoundIn(line);
}

}  // namespace

LineKind Classify(std::u32string_view line) {
  if (line.empty() || line.size() > kLongest) return LineKind::kContent;
  const bool prose = line.size() > kShort || (line.size() > 20 && EndsSentence(line.back()));
  const bool may_be = MayBeClutter(line);
  if (prose && !may_be) return LineKind::kContent;
  const std::string utf8 = ToUtf8(line);
  const bool is_short = line.size() <= kShort;
  if (is_short && RE2::PartialMatch(utf8, PageNumber())) return LineKind::kPageNumber;
  if (may_be && RE2::PartialMatch(utf8, Tail())) return LineKind::kTailClutter;
  if (may_be && RE2::PartialMatch(utf8, Introduction())) return LineKind::kClutter;
  if (!is_short) return LineKind::kContent;
  if (RE2::PartialMatch(utf8, Navigation())) return LineKind::kClutter;
  if (!may_be) return LineKind::kContent;
  if (line.size() <= 40 && RE2::PartialMatch(utf8, Paywall())) return LineKind::kPaywall;
  return RE2::PartialMatch(utf8, HeadForms()) ? LineKind::kClutter : LineKind::kContent;
}

std::vector<std::pair<size_t, size_t>> InlineClutter(std::u32string_view line) {
  static const WordSet kWords({U"隐藏", U"点击", U"扫码", U"登录", U"页", U"http", U"www", U"—",
                               U"-", U"–", U"字)", U"来源", U"来自", U"出自", U"下载后", U"预览"});
  std::vector<std::pair<size_t, size_t>> pieces;
  if (!kWords.FoundIn(line)) return pieces;
  const std::string utf8 = ToUtf8(line);
  re2::StringPiece rest(utf8);
  re2::StringPiece hit;
  const char* counted_to = utf8.data();
  size_t position = 0;
  const auto advance_to = [&](const char* to) {
    for (; counted_to < to; ++counted_to) {
      if ((static_cast<unsigned char>(*counted_to) & 0xc0) != 0x80) ++position;
    }
    return position;
  };
  while (RE2::FindAndConsume(&rest, Inline(), &hit)) {
    const size_t begin = advance_to(hit.data());
    pieces.emplace_back(begin, advance_to(hit.data() + hit.size()));
  }
  return pieces;
}

}  // namespace eduplan::importer
