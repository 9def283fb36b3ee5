#include "services/plan_items/importer/understanding/roles.h"

namespace eduplan::importer {
namespace {

// Length of 单位, 责任科室, 股室…: what a body is called in a label.
size_t BodyAt(const FlatText& text, size_t at) {
  return LongestAt(
      text, at,
      {U"单位", U"部门", U"科室", U"股室", U"处室", U"机构", U"主体", U"科", U"室", U"处", U"股",
       U"学校", U"乡镇", U"责任单位", U"责任部门", U"责任科室", U"责任股室", U"责任处室"});
}

Role RoleOf(const FlatText& text, size_t at, size_t& length) {
  static const WordSet kPersons({U"责任领导", U"责任人", U"牵头领导", U"分管领导", U"负责人",
                                 U"主要负责人", U"具体责任人", U"包保领导", U"包联领导", U"联系人",
                                 U"牵头人", U"经办人", U"责任校长", U"联系电话", U"填报人"});
  static const WordSet kDues({U"完成时限", U"完成时间", U"完成期限", U"完成日期", U"完成时间节点",
                              U"办结时限", U"整改时限", U"时限", U"时限要求", U"时间节点",
                              U"时间要求"});
  static const WordSet kLeads(
      {U"责任", U"牵头", U"主办", U"主责", U"承办", U"实施", U"落实", U"主要责任", U"第一责任"});
  static const WordSet kAssists({U"配合", U"协办", U"协同", U"协助", U"参与", U"参加", U"协作"});
  length = kPersons.LongestAt(text, at);
  if (length > 0) return Role::kPerson;
  length = kDues.LongestAt(text, at);
  if (length > 0) return Role::kDue;
  const size_t lead = kLeads.LongestAt(text, at);
  const size_t assist = kAssists.LongestAt(text, at);
  if (lead == 0 && assist == 0) return Role::kNone;
  length = lead + assist;
  const size_t body = BodyAt(text, at + length);
  const bool bare = text.At(at, U"牵头") || text.At(at, U"配合") || text.At(at, U"协办");
  if (body == 0 && !bare) return Role::kNone;
  length += body;
  // 责任科(股)室, 责任单位(部门)
  if (text.At(at + length, U"(")) {
    const size_t inner =
        LongestAt(text, at + length + 1, {U"股", U"部门", U"单位", U"科室", U"处"});
    if (inner > 0 && text.At(at + length + 1 + inner, U")")) length += inner + 2;
    if (text.At(at + length, U"室")) ++length;
  }
  return lead > 0 ? Role::kLead : Role::kAssist;
}

}  // namespace

RoleWord LabelAt(const FlatText& text, size_t at) {
  size_t length = 0;
  const Role role = RoleOf(text, at, length);
  if (role == Role::kNone || !text.At(at + length, U":")) return {};
  return {role, length + 1};
}

RoleWord DutyAt(const FlatText& text, size_t at) {
  static const WordSet kLeads({U"牵头负责", U"牵头落实", U"牵头抓总", U"牵头组织", U"牵头", U"主办",
                               U"负责落实", U"负责", U"牵头推进", U"按职责分工负责",
                               U"按职责分工分别负责", U"分别负责", U"按照职责分工负责",
                               U"按职责负责", U"按职责分工落实", U"分工负责", U"按分工负责"});
  static const WordSet kAssists({U"配合落实", U"配合", U"协助", U"协同", U"协办", U"参与", U"参加",
                                 U"密切配合", U"协同配合", U"共同配合", U"协同推进"});
  size_t length = kLeads.LongestAt(text, at);
  if (length > 0) return {Role::kLead, length};
  length = kAssists.LongestAt(text, at);
  return length > 0 ? RoleWord{Role::kAssist, length} : RoleWord{};
}

bool IsSharedDuty(const FlatText& text, size_t at) {
  static const WordSet kWords({U"按职责", U"按照职责", U"分别负责", U"分工负责", U"按分工"});
  return kWords.LongestAt(text, at) > 0;
}

}  // namespace eduplan::importer
