#include "services/organizations/reading/read_lease.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <thread>

#include "absl/time/clock.h"
#include "services/organizations/model/convert.h"
#include "tests/contract/organizations/fixture.h"

namespace eduplan::organizations {
namespace {

using test::IsOk;

// Two processes on one database, with terms that a test can wait for.
class ReadLeaseTest : public RegistryTest {
 protected:
  struct Process {
    explicit Process(std::unique_ptr<sql::Database> opened, int busy)
        : database(std::move(opened)),
          changes(*database),
          lease(changes, {.term = absl::Milliseconds(400),
                          .renew = absl::Milliseconds(100),
                          .look = absl::Milliseconds(5),
                          .busy = busy}) {}
    std::unique_ptr<sql::Database> database;
    change_log::ChangeLog changes;
    ReadLease lease;
  };
  std::unique_ptr<Process> Make(int busy = 0) { return std::make_unique<Process>(Another(), busy); }

  // Changes something, as far as a lease is concerned, and acknowledges it.
  change_log::Tick Change(Process& process) {
    const auth::Principal root = Root();
    google::protobuf::Timestamp nothing;
    const auto tick =
        process.changes.Write({.principal = &root, .method = "test", .request = &nothing}, &nothing,
                              [](change_log::Change&) { return absl::OkStatus(); });
    EXPECT_THAT(tick, IsOk());
    process.lease.Settle(*tick);
    return *tick;
  }
  // Waits until the process answers from memory.
  static void AwaitLease(Process& process) {
    const absl::Time start = absl::Now();
    while (!process.lease.Current().has_value() && absl::Now() - start < absl::Seconds(20)) {
      std::this_thread::yield();
    }
    ASSERT_TRUE(process.lease.Current().has_value());
  }
  int64_t Rows() {
    const auto rows = database().Query("SELECT COUNT(*) FROM read_leases");
    EXPECT_THAT(rows, IsOk());
    return rows.ok() ? (*rows)[0][0].integer() : -1;
  }
};
EDUPLAN_OVER_DATABASES(ReadLeaseTest);

TEST_P(ReadLeaseTest, AnAcknowledgedChangeIsKnownToEveryHolderAtOnce) {
  const auto writer = Make();
  const auto reader = Make();
  AwaitLease(*writer);
  AwaitLease(*reader);
  int from_memory = 0;
  for (int i = 0; i < 50; ++i) {
    const change_log::Tick tick = Change(*writer);
    for (Process* process : {writer.get(), reader.get()}) {
      if (const auto known = process->lease.Current(); known.has_value()) {
        EXPECT_GE(known->sequence, tick.sequence);
        ++from_memory;
      }
    }
  }
  EXPECT_GT(from_memory, 50);
}

TEST_P(ReadLeaseTest, ThoseWhoChangeAtOnceDoNotWaitForOneAnother) {
  const auto one = Make();
  const auto other = Make();
  AwaitLease(*one);
  AwaitLease(*other);
  std::atomic<int> late = 0;
  const auto change = [&](Process& process, Process& seen_by) {
    for (int i = 0; i < 25; ++i) {
      const change_log::Tick tick = Change(process);
      const auto known = seen_by.lease.Current();
      late += known.has_value() && known->sequence < tick.sequence;
    }
  };
  std::thread thread([&] { change(*one, *other); });
  change(*other, *one);
  thread.join();
  EXPECT_EQ(late, 0);
}

TEST_P(ReadLeaseTest, AHolderThatDiedIsWaitedForOnceAndForgotten) {
  const auto writer = Make(1'000'000'000);
  ASSERT_THAT(database().Write([](sql::Transaction& transaction) {
    return transaction
        .Execute("INSERT INTO read_leases (holder, renewal, seen) VALUES ('dead', 7, 0)")
        .status();
  }),
              IsOk());
  absl::Time start = absl::Now();
  Change(*writer);
  EXPECT_GE(absl::Now() - start, absl::Milliseconds(400));
  EXPECT_EQ(Rows(), 0);
}

TEST_P(ReadLeaseTest, ALeaseIsGivenUpAtTheEndAndNoneIsTakenWhereLittleIsAsked) {
  auto busy = Make();
  const auto idle = Make(1'000'000'000);
  AwaitLease(*busy);
  EXPECT_EQ(Rows(), 1);
  EXPECT_FALSE(idle->lease.Current().has_value());
  busy.reset();
  EXPECT_EQ(Rows(), 0);
}

TEST_P(ReadLeaseTest, AClockThatWentBackIsBelieved) {
  const auto process = Make();
  AwaitLease(*process);
  const change_log::Tick last = Change(*process);
  ASSERT_THAT(database().Write([](sql::Transaction& transaction) {
    return transaction.Execute("UPDATE change_clock SET sequence = 0, time_us = 1").status();
  }),
              IsOk());
  const absl::Time start = absl::Now();
  auto known = process->lease.Current();
  while ((!known.has_value() || known->sequence >= last.sequence) &&
         absl::Now() - start < absl::Seconds(20)) {
    std::this_thread::yield();
    known = process->lease.Current();
  }
  ASSERT_TRUE(known.has_value());
  EXPECT_EQ(known->sequence, 0);
}

TEST_P(ReadLeaseTest, ABusyServerShowsWhatWasJustChangedOnAnother) {
  CreateSmallTree();
  RegistryServer other({.database = url(), .key_dir = key_dir()});
  const auto stub = v1::OrganizationService::NewStub(other.channel());
  v1::GetOrganizationRequest request;
  request.set_name(NameOf("330481"));
  const auto ask = [&] {
    grpc::ClientContext context;
    Prepare(Administrator("330481"), &context);
    v1::Organization answer;
    EXPECT_TRUE(stub->GetOrganization(&context, request, &answer).ok());
    return answer.display_name();
  };
  std::atomic<bool> done = false;
  std::vector<std::thread> busy;
  for (int i = 0; i < 4; ++i) {
    busy.emplace_back([&] {
      while (!done) {
        ask();
      }
    });
  }
  const absl::Time start = absl::Now();
  while (on_postgres() && Rows() == 0 && absl::Now() - start < absl::Seconds(20)) {
    std::this_thread::yield();
  }
  EXPECT_EQ(Rows(), on_postgres() ? 1 : 0);
  for (int i = 0; i < 50; ++i) {
    v1::RenameOrganizationRequest rename;
    rename.set_name(NameOf("330481"));
    rename.set_display_name("名称" + std::to_string(i));
    EXPECT_THAT(Call(Root(), &Stub::RenameOrganization, rename), IsOk());
    EXPECT_EQ(ask(), rename.display_name());
  }
  done = true;
  for (std::thread& thread : busy) {
    thread.join();
  }
}

}  // namespace
}  // namespace eduplan::organizations
