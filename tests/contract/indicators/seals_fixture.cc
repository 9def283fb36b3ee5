#include "tests/contract/indicators/seals_fixture.h"

#include "services/indicators/values/value_store.h"
#include "services/platform/status/text.h"

namespace eduplan::indicators {

void SealsTest::SetUp() {
  IndicatorsTest::SetUp();
  if (IsSkipped()) return;
  GrowSmallTree();
  Define(
      "new-seats,新增学位,个,0,FLOW,SUM,,,UP,,PUBLIC,true\n"
      "teachers,专任教师,人,0,STOCK,SUM,,,UP,,PUBLIC,true\n"
      "clubs,社团,个,0,STOCK,SUM,,,UP,,PUBLIC,true\n");
}

std::string SealsTest::NameOfSeal(std::string_view organization, std::string_view set) {
  return text::Cat("organizations/", organization, "/seals/", kPeriod, set.empty() ? "" : "~", set);
}

SealsTest::Answer SealsTest::Transition(const auth::Principal& who,
                                        const v1::TransitionSealRequest& request) {
  return Call<v1::SealService>(who, &v1::SealService::Stub::TransitionSeal, request);
}

namespace {

v1::TransitionSealRequest To(v1::Seal::State target, std::string name) {
  v1::TransitionSealRequest request;
  request.set_name(std::move(name));
  request.set_transition(NewRequestId());
  request.set_target(target);
  return request;
}

}  // namespace

SealsTest::Answer SealsTest::Submit(std::string_view organization, std::string_view set) {
  return Transition(Filer(organization),
                    To(v1::Seal::STATE_SUBMITTED, NameOfSeal(organization, set)));
}

SealsTest::Answer SealsTest::Approve(std::string_view reviewer, std::string_view organization,
                                     std::string_view set) {
  return Transition(Reviewer(reviewer),
                    To(v1::Seal::STATE_APPROVED, NameOfSeal(organization, set)));
}

SealsTest::Answer SealsTest::Return(std::string_view reviewer, std::string_view organization,
                                    const std::vector<std::string>& cells, std::string_view set) {
  v1::TransitionSealRequest request = To(v1::Seal::STATE_OPEN, NameOfSeal(organization, set));
  request.mutable_indicators()->Assign(cells.begin(), cells.end());
  request.set_reason("数据有误");
  return Transition(Reviewer(reviewer), request);
}

SealsTest::Answer SealsTest::Recall(std::string_view organization) {
  return Transition(Filer(organization), To(v1::Seal::STATE_OPEN, NameOfSeal(organization)));
}

SealsTest::Answer SealsTest::Reopen(std::string_view reviewer, std::string_view organization,
                                    const std::vector<std::string>& cells,
                                    v1::Seal::Meanwhile meanwhile) {
  v1::ReopenSealRequest request;
  request.set_name(NameOfSeal(organization));
  request.set_transition(NewRequestId());
  request.mutable_indicators()->Assign(cells.begin(), cells.end());
  request.set_meanwhile(meanwhile);
  request.set_reason("更正");
  return Call<v1::SealService>(Reviewer(reviewer), &v1::SealService::Stub::ReopenSeal, request);
}

SealsTest::Answer SealsTest::Seal(std::string_view organization, std::string_view set) {
  v1::GetSealRequest request;
  request.set_name(NameOfSeal(organization, set));
  return Call<v1::SealService>(Root(), &v1::SealService::Stub::GetSeal, request);
}

void SealsTest::MakeSet(std::string_view id, const std::vector<std::string>& members) {
  v1::CreateIndicatorSetRequest request;
  request.set_indicator_set_id(std::string(id));
  request.mutable_indicator_set()->set_display_name(text::Cat("报表", id));
  for (const std::string& member : members) {
    request.mutable_indicator_set()->add_members()->set_indicator(text::Cat("indicators/", member));
  }
  ASSERT_THAT(
      Call<v1::IndicatorService>(Root(), &v1::IndicatorService::Stub::CreateIndicatorSet, request),
      test::IsOk());
}

std::map<std::string, std::vector<FiledVersion>> SealsTest::History() {
  std::map<std::string, std::vector<FiledVersion>> history;
  EXPECT_THAT(server().foundation().database->Read([&](sql::Transaction& transaction) {
    auto read = ReadSealHistory(transaction, kPeriod, {});
    if (read.ok()) history = *std::move(read);
    return read.status();
  }),
              test::IsOk());
  return history;
}

std::optional<int64_t> SealsTest::Counted(View view, bool through_city) {
  const auto history = History();
  // What of new-seats of an organization counts above it, seen as of a sequence; 0: nothing.
  const auto counts = [&](std::string_view organization, int64_t as_of) -> int64_t {
    if (view == View::kAsItStands || as_of == 0) return as_of;
    const auto versions = history.find(std::string(organization));
    if (versions == history.end()) return 0;
    for (const FiledVersion& version : versions->second) {
      if (as_of < version.valid_from || as_of >= version.valid_to) continue;
      const FiledSequences sequences = version.Of("new-seats");
      return view == View::kSubmitted ? sequences.submitted : sequences.approved;
    }
    return 0;
  };
  const int64_t as_of = through_city ? counts(kCity, kCurrent - 1) : kCurrent - 1;
  std::optional<int64_t> sum;
  for (const std::string_view county : {kP, kQ, kX}) {
    const int64_t sequence = counts(county, as_of);
    if (sequence == 0) continue;
    const std::string organizations[] = {std::string(county)};
    EXPECT_THAT(
        server().foundation().database->Read([&](sql::Transaction& transaction) -> absl::Status {
          const auto rows = ReadValues(transaction, kPeriod, organizations, sequence);
          if (!rows.ok()) return rows.status();
          for (const ValueRow& row : *rows) {
            if (row.indicator != "new-seats") continue;
            if (row.entry.content != Entry::Content::kNumber) continue;
            sum = sum.value_or(0) + row.entry.amount / kScale;
          }
          return absl::OkStatus();
        }),
        test::IsOk());
  }
  return sum;
}

std::string SealsTest::Totals() {
  const auto written = [](std::optional<int64_t> number) {
    return number ? text::Cat(*number) : std::string("-");
  };
  return text::Cat(written(Counted(View::kAsItStands)), "/", written(Counted(View::kSubmitted)),
                   "/", written(Counted(View::kApproved)), "/",
                   written(Counted(View::kApproved, true)));
}

}  // namespace eduplan::indicators
