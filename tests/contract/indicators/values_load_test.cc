#include "services/platform/status/text.h"
#include "tests/contract/indicators/values_fixture.h"

namespace eduplan::indicators {
namespace {

using test::IsOk;
using test::StatusIs;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class ValueLoadTest : public ValuesTest {
 protected:
  static v1::LoadValuesRequest First(std::string_view id) {
    v1::LoadValuesRequest first;
    first.set_request_id(std::string(id));
    first.set_period("2021-H1");
    return first;
  }
  // A file cut into pieces of that size.
  static std::vector<v1::LoadValuesRequest> Pieces(v1::LoadValuesRequest first,
                                                   std::string_view csv, size_t size) {
    std::vector<v1::LoadValuesRequest> pieces = {std::move(first)};
    for (size_t at = 0; at < csv.size(); at += size) {
      pieces.emplace_back().mutable_file()->set_data(std::string(csv.substr(at, size)));
    }
    return pieces;
  }
  absl::StatusOr<v1::ValueLoad> Load(const std::vector<v1::LoadValuesRequest>& messages,
                                     const auth::Principal& who = Root(), bool end = true) {
    grpc::ClientContext context;
    Prepare(who, &context);
    v1::ValueLoad load;
    const auto stub = v1::ValueService::NewStub(server().channel());
    const auto writer = stub->LoadValues(&context, &load);
    for (const v1::LoadValuesRequest& message : messages) {
      if (!writer->Write(message)) break;
    }
    if (end) {
      writer->WritesDone();
    } else {
      context.TryCancel();
    }
    const grpc::Status status = writer->Finish();
    if (!status.ok()) return status::FromGrpc(status);
    return load;
  }
  absl::StatusOr<v1::ValueLoad> Get(std::string_view id, const auth::Principal& who = Root()) {
    v1::GetValueLoadRequest request;
    request.set_name(text::Cat("valueLoads/", id));
    return Call<v1::ValueService>(who, &v1::ValueService::Stub::GetValueLoad, request);
  }
  absl::StatusOr<v1::ValueLoad> Resume(std::string_view id) {
    v1::ResumeValueLoadRequest request;
    request.set_name(text::Cat("valueLoads/", id));
    return Call<v1::ValueService>(Root(), &v1::ValueService::Stub::ResumeValueLoad, request);
  }
  // Counties 100000 … of a province 900000, and indicators m-0 ….
  void GrowWide(int counties, int indicators) {
    std::vector<Place> places = {{"900000", 2, ""}};
    for (int i = 0; i < counties; ++i) {
      places.push_back({std::to_string(100000 + i), 4, "900000"});
    }
    Grow(places);
    std::string rows;
    for (int i = 0; i < indicators; ++i) {
      text::Append(&rows, "m-", i, ",m,人,0,FLOW,SUM,,,UP,,PUBLIC,true\n");
    }
    Define(rows);
  }
  static std::string Wide(int counties, int indicators, int add = 0) {
    std::string csv = "organization,indicator,value\n";
    for (int c = 0; c < counties; ++c) {
      for (int i = 0; i < indicators; ++i) {
        text::Append(&csv, 100000 + c, ",m-", i, ",", c + i + add, "\n");
      }
    }
    return csv;
  }
  std::string Total(std::string_view indicator) {
    const auto cell = Cell("900000", "2021-H1", indicator);
    EXPECT_THAT(cell, IsOk());
    return cell.ok() ? cell->value() : "";
  }
};
EDUPLAN_OVER_DATABASES(ValueLoadTest);

TEST_P(ValueLoadTest, AFileCutAnywhereIsOneFile) {
  const std::string csv =
      "\xEF\xBB\xBForganization,period,indicator,value,unit,note\r\n"
      "340111,,new-seats,12,,\"第一行\n\"\"二\"\", 三\"\r\n"
      "\r\n"
      "340122,2021,pupils,1.5,万人,末";
  for (size_t size = 1; size <= csv.size(); size += size < 8 ? 1 : 13) {
    const auto load = Load(Pieces(First(NewRequestId()), csv, size));
    ASSERT_THAT(load, IsOk()) << size;
    EXPECT_EQ(load->state(), v1::ValueLoad::STATE_DONE) << size;
    EXPECT_EQ(load->row_count(), 2) << size;
    EXPECT_EQ(load->sheet_count(), 2) << size;
    EXPECT_EQ(load->applied_sheet_count(), 2) << size;
    EXPECT_EQ(load->written_count(), size == 1 ? 2 : 0) << size;
  }
  EXPECT_THAT(List("340111"), ElementsAre("2021-H1 new-seats=12"));
  EXPECT_THAT(List("340122", "2021"), ElementsAre("2021 pupils=15000"));
  EXPECT_EQ(Count("current_values", "note = '第一行\n\"二\", 三'"), 1);
  EXPECT_EQ(Count("value_load_rows"), 0);
}

TEST_P(ValueLoadTest, SheetsAreLoadedToo) {
  v1::LoadValuesRequest message = First(NewRequestId());
  for (const char* organization : {"340111", "organizations/340122"}) {
    v1::ValueSheet& sheet = *message.add_sheets();
    sheet.set_organization(organization);
    v1::ValueInput& rate = *sheet.add_values();
    rate.set_indicator("boarding-rate");
    rate.mutable_parts()->set_numerator("30");
    rate.mutable_parts()->set_denominator("120");
  }
  v1::LoadValuesRequest second;
  v1::ValueSheet& more = *second.add_sheets();
  more.set_organization("340111");
  v1::ValueInput& input = *more.add_values();
  input.set_indicator("new-seats");
  input.set_not_applicable(true);
  input.set_expected_version(0);
  const auto load = Load({message, second});
  ASSERT_THAT(load, IsOk());
  EXPECT_EQ(load->state(), v1::ValueLoad::STATE_DONE);
  EXPECT_EQ(load->sheet_count(), 2);
  // Two parts of each ratio, and one more.
  EXPECT_EQ(load->written_count(), 5);
  EXPECT_THAT(List("340111"),
              ElementsAre("2021-H1 boarders=30", "2021-H1 new-seats=n/a", "2021-H1 pupils=120"));
}

TEST_P(ValueLoadTest, WhatIsWrongIsSaidByLineAndNothingIsWritten) {
  const auto load = Load(Pieces(First(NewRequestId()),
                                "organization,indicator,value\n"
                                "340111,new-seats,12\n"
                                "340111,nothing,1\n"
                                "340111,pupils\n"
                                "340122,pupils,many\n"
                                "999999,pupils,1\n",
                                20));
  ASSERT_THAT(load, IsOk());
  EXPECT_EQ(load->state(), v1::ValueLoad::STATE_REFUSED);
  std::vector<std::string> found;
  for (const v1::RowError& error : load->errors()) {
    found.push_back(text::Cat(error.row(), " ", error.reason()));
  }
  EXPECT_THAT(found, ElementsAre("3 UNKNOWN_INDICATOR", "4 CSV_CELL_COUNT", "5 INVALID_DECIMAL",
                                 "6 UNKNOWN_ORGANIZATION"));
  EXPECT_EQ(load->error_count(), 4);
  EXPECT_THAT(List("340111"), IsEmpty());
}

TEST_P(ValueLoadTest, WhatStandsTwiceIsFoundHoweverFarApart) {
  GrowWide(150, 200);
  // 30,000 rows: the last is in another chunk than the first.
  const auto load =
      Load(Pieces(First(NewRequestId()), Wide(150, 200) + "100000,m-0,7\n100000,m-1,8\n", 100'000));
  ASSERT_THAT(load, IsOk());
  EXPECT_EQ(load->state(), v1::ValueLoad::STATE_REFUSED);
  ASSERT_EQ(load->errors_size(), 2);
  EXPECT_EQ(load->errors(0).row(), 30'002);
  EXPECT_EQ(load->errors(0).reason(), "DUPLICATE_VALUE");
  EXPECT_EQ(Count("current_values"), 0);
}

TEST_P(ValueLoadTest, ValidateOnlyChangesNothing) {
  v1::LoadValuesRequest first = First(NewRequestId());
  first.set_validate_only(true);
  const auto load =
      Load(Pieces(first, "organization,indicator,value\n340111,new-seats,12\n", 1000));
  ASSERT_THAT(load, IsOk());
  EXPECT_EQ(load->state(), v1::ValueLoad::STATE_DONE);
  EXPECT_TRUE(load->validate_only());
  EXPECT_EQ(load->written_count(), 0);
  EXPECT_THAT(List("340111"), IsEmpty());
  EXPECT_EQ(Count("value_load_rows"), 0);
}

TEST_P(ValueLoadTest, TheSameAgainWritesNothingAndOtherContentIsRefused) {
  const std::string id = NewRequestId();
  const std::string csv = "organization,indicator,value\n340111,new-seats,12\n";
  const auto first = Load(Pieces(First(id), csv, 10));
  ASSERT_THAT(first, IsOk());
  ASSERT_THAT(Write("340111", "2021-H1", {{"new-seats", "13"}}), IsOk());
  const auto again = Load(Pieces(First(id), csv, 17));
  ASSERT_THAT(again, IsOk());
  EXPECT_THAT(*again, test::EqualsProto(*first));
  EXPECT_THAT(List("340111"), ElementsAre("2021-H1 new-seats=13"));
  EXPECT_THAT(Load(Pieces(First(id), csv + "340111,pupils,1\n", 17)),
              StatusIs(absl::StatusCode::kInvalidArgument, "REQUEST_ID_REUSED"));
  v1::LoadValuesRequest other = First(id);
  other.set_reason("other");
  EXPECT_THAT(Load(Pieces(other, csv, 17)),
              StatusIs(absl::StatusCode::kInvalidArgument, "REQUEST_ID_REUSED"));
}

TEST_P(ValueLoadTest, AStreamThatBreaksWritesNothingUntilItIsSentAgain) {
  const std::string id = NewRequestId();
  const std::string csv = "organization,indicator,value\n340111,new-seats,12\n340111,pupils,3\n";
  EXPECT_FALSE(Load(Pieces(First(id), csv, csv.size() - 17), Root(), false).ok());
  EXPECT_THAT(List("340111"), IsEmpty());
  EXPECT_THAT(Resume(id), StatusIs(absl::StatusCode::kFailedPrecondition, "LOAD_INCOMPLETE"));
  ASSERT_THAT(Load(Pieces(First(id), csv, 9)), IsOk());
  EXPECT_THAT(List("340111"), ElementsAre("2021-H1 new-seats=12", "2021-H1 pupils=3"));
}

TEST_P(ValueLoadTest, ALoadStoppedInTheMiddleGoesOnWithoutWritingTwice) {
  // 60 counties × 200 = 12,000 rows: three transactions of 25, 25 and 10 organizations.
  GrowWide(60, 200);
  const std::string id = NewRequestId();
  // The database refuses the second transaction, which is the first that writes to 100030.
  const std::string refuse =
      on_postgres()
          ? "ALTER TABLE current_values ADD CONSTRAINT fault CHECK (organization <> '100030')"
          : "CREATE TRIGGER fault BEFORE INSERT ON current_values WHEN NEW.organization = '100030' "
            "BEGIN SELECT RAISE(ABORT, 'fault'); END";
  const std::string mend =
      on_postgres() ? "ALTER TABLE current_values DROP CONSTRAINT fault" : "DROP TRIGGER fault";
  const auto run = [&](const std::string& sql) {
    ASSERT_THAT(database().Write([&](sql::Transaction& t) { return t.Execute(sql).status(); }),
                IsOk());
  };
  run(refuse);
  EXPECT_FALSE(Load(Pieces(First(id), Wide(60, 200), 50'000)).ok());
  const auto stopped = Get(id);
  ASSERT_THAT(stopped, IsOk());
  EXPECT_EQ(stopped->state(), v1::ValueLoad::STATE_APPLYING);
  EXPECT_EQ(stopped->row_count(), 12'000);
  EXPECT_EQ(stopped->sheet_count(), 60);
  EXPECT_EQ(stopped->applied_sheet_count(), 25);
  EXPECT_EQ(stopped->written_count(), 5'000);
  // Each organization is written as a whole or not at all.
  EXPECT_EQ(Count("current_values"), 5'000);
  EXPECT_EQ(Count("audit_entries", "action = 'values.update'"), 25);
  EXPECT_THAT(Get(id, By("340100", {auth::Role::kReporter})),
              StatusIs(absl::StatusCode::kNotFound));
  run(mend);
  const auto done = Resume(id);
  ASSERT_THAT(done, IsOk());
  EXPECT_EQ(done->state(), v1::ValueLoad::STATE_DONE);
  EXPECT_EQ(done->applied_sheet_count(), 60);
  EXPECT_EQ(done->written_count(), 12'000);
  EXPECT_EQ(Count("current_values"), 12'000);
  EXPECT_EQ(Count("past_values"), 0);
  EXPECT_EQ(Count("audit_entries", "action = 'values.update'"), 60);
  EXPECT_EQ(Count("outbox", "type = 'eduplan.indicator.value.updated'"), 60);
  // Σ c for c = 0 … 59.
  EXPECT_EQ(Total("m-0"), "1770");
}

TEST_P(ValueLoadTest, OverwritingKeepsWhatStood) {
  GrowWide(40, 50);
  ASSERT_THAT(Load(Pieces(First(NewRequestId()), Wide(40, 50), 30'000)), IsOk());
  const auto again = Load(Pieces(First(NewRequestId()), Wide(40, 50, 1), 30'000));
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->written_count(), 2'000);
  EXPECT_EQ(Count("current_values"), 2'000);
  EXPECT_EQ(Count("past_values"), 2'000);
  // Σ (c + 1) for c = 0 … 39.
  EXPECT_EQ(Total("m-0"), "820");
}

TEST_P(ValueLoadTest, RowsInAnyOrderMakeTheSameSheets) {
  GrowWide(30, 40);
  std::string csv = "organization,indicator,value\n";
  for (int i = 0; i < 40; ++i) {
    for (int c = 0; c < 30; ++c) text::Append(&csv, 100000 + c, ",m-", i, ",", c, "\n");
  }
  const auto load = Load(Pieces(First(NewRequestId()), csv, 4096));
  ASSERT_THAT(load, IsOk());
  EXPECT_EQ(load->sheet_count(), 30);
  EXPECT_EQ(load->written_count(), 1'200);
  EXPECT_EQ(Total("m-39"), "435");
}

TEST_P(ValueLoadTest, WhoMayNotWriteForAllOfThemWritesNothing) {
  const std::string id = NewRequestId();
  const auto who = By("340100", {auth::Role::kIntegrator});
  EXPECT_THAT(Load(Pieces(First(id),
                          "organization,indicator,value\n340111,pupils,2\n340202,pupils,2\n", 99),
                   who),
              StatusIs(absl::StatusCode::kPermissionDenied));
  EXPECT_THAT(Get(id, who), StatusIs(absl::StatusCode::kNotFound));
  EXPECT_EQ(Count("value_load_rows"), 0);
}

TEST_P(ValueLoadTest, AFileThatIsNoneIsRefusedAndTheIdIsFree) {
  const std::string id = NewRequestId();
  EXPECT_THAT(Load(Pieces(First(id), "organization,value\n340111,2\n", 99)),
              StatusIs(absl::StatusCode::kInvalidArgument, "CSV_COLUMN_MISSING"));
  EXPECT_THAT(Load(Pieces(First(id), "organization,indicator,value\n340111,pupils,\"2\n", 99)),
              StatusIs(absl::StatusCode::kInvalidArgument, "CSV_QUOTE"));
  EXPECT_THAT(Load(Pieces(First(id), "organization,indicator,value\n340111,pupils,2\n", 99)),
              IsOk());
}

}  // namespace
}  // namespace eduplan::indicators
