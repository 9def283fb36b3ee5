// The words by which a plan says who does an item and until when.
#pragma once

#include <cstddef>

#include "services/plan_items/importer/text.h"

namespace eduplan::importer {

enum class Role { kNone, kLead, kAssist, kPerson, kDue };

struct RoleWord {
  Role role = Role::kNone;
  size_t length = 0;  // 0: none there.
};

// 责任单位: 配合科室: 责任人: 完成时限: at `at`, with its colon.
RoleWord LabelAt(const FlatText& text, size_t at);

// 牵头负责, 配合, 按职责分工负责 at `at`: what the bodies named before it do.
RoleWord DutyAt(const FlatText& text, size_t at);

// Whether the duty at `at` is shared: 按职责分工负责. Beside a lead it is that of the others.
bool IsSharedDuty(const FlatText& text, size_t at);

}  // namespace eduplan::importer
