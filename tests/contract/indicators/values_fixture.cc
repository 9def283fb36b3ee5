#include "tests/contract/indicators/values_fixture.h"

#include "services/platform/status/text.h"

namespace eduplan::indicators {

void ValuesTest::SetUp() {
  IndicatorsTest::SetUp();
  if (IsSkipped()) return;
  GrowSmallTree();
  Define(
      "new-seats,新增学位,个,0,FLOW,SUM,,,UP,,PUBLIC,true\n"
      "pupils,在校生数,人,0,STOCK,SUM,,,UP,,PUBLIC,false\n"
      "boarders,寄宿生数,人,0,STOCK,SUM,,,UP,,PUBLIC,false\n"
      "boarding-rate,寄宿率,%,1,STOCK,RATIO,boarders,pupils,UP,,PUBLIC,true\n"
      "spending,教育投入,元,2,FLOW,SUM,,,UP,,PUBLIC,true\n");
}

v1::BatchUpdateValuesRequest ValuesTest::Batch(std::string_view organization, v1::ValueKind kind) {
  v1::BatchUpdateValuesRequest request;
  request.set_parent(text::Cat("organizations/", organization));
  request.set_period("2021-H1");
  request.set_request_id(NewRequestId());
  request.set_kind(kind);
  return request;
}

v1::ValueInput& ValuesTest::Add(v1::BatchUpdateValuesRequest& request, std::string_view indicator,
                                std::string_view value) {
  v1::ValueInput& input = *request.add_values();
  input.set_indicator(std::string(indicator));
  if (value.empty()) {
    input.set_clear(true);
  } else {
    input.set_value(std::string(value));
  }
  return input;
}

absl::StatusOr<v1::BatchUpdateValuesResponse> ValuesTest::Send(
    const auth::Principal& who, const v1::BatchUpdateValuesRequest& request) {
  return Call<v1::ValueService>(who, &v1::ValueService::Stub::BatchUpdateValues, request);
}

absl::StatusOr<v1::BatchUpdateValuesResponse> ValuesTest::WriteAs(
    const auth::Principal& who, std::string_view organization, v1::ValueKind kind,
    std::string_view indicator, std::string_view value, std::string_view reason) {
  v1::BatchUpdateValuesRequest request = Batch(organization, kind);
  request.set_reason(std::string(reason));
  Add(request, indicator, value);
  return Send(who, request);
}

std::vector<std::string> ValuesTest::List(v1::ListValuesRequest request) {
  std::vector<std::string> listed;
  do {
    const auto page = Call<v1::ValueService>(Root(), &v1::ValueService::Stub::ListValues, request);
    EXPECT_THAT(page, test::IsOk());
    if (!page.ok()) return {};
    for (const v1::Value& value : page->values()) {
      listed.push_back(text::Cat(value.period(), " ", value.indicator().substr(11), "=",
                                 value.not_applicable() ? "n/a" : value.value()));
    }
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  return listed;
}

std::vector<std::string> ValuesTest::List(std::string_view organization, std::string_view period,
                                          v1::ValueKind kind) {
  v1::ListValuesRequest request;
  request.set_parent(text::Cat("organizations/", organization));
  request.set_period(std::string(period));
  request.set_kind(kind);
  return List(request);
}

int64_t ValuesTest::Count(const std::string& table, const std::string& condition) {
  const auto rows = database().Query("SELECT count(*) FROM " + table + " WHERE " + condition);
  EXPECT_THAT(rows, test::IsOk());
  return rows.ok() ? (*rows)[0][0].integer() : -1;
}

}  // namespace eduplan::indicators
