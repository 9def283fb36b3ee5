#include "services/platform/log/trace.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "services/platform/log/log.h"

namespace eduplan::log {
namespace {

// The example of the W3C recommendation, section 3.2.
constexpr std::string_view kParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

TEST(Trace, TheStandardsExampleIsValid) {
  EXPECT_TRUE(IsTraceParent(kParent));
  EXPECT_EQ(TraceId(kParent), "0af7651916cd43dd8448eb211c80319c");
}

TEST(Trace, WhatIsNotOneIsRefused) {
  for (std::string_view wrong : {"", "00", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331",
                                 "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                                 "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
                                 "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                                 "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                                 "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-x"}) {
    EXPECT_FALSE(IsTraceParent(wrong)) << wrong;
    EXPECT_EQ(TraceId(wrong), "");
  }
}

TEST(Trace, NewOnesAreValidAndDiffer) {
  std::string first = NewTraceParent();
  EXPECT_TRUE(IsTraceParent(first)) << first;
  EXPECT_NE(TraceId(first), TraceId(NewTraceParent()));
}

TEST(Trace, ChildKeepsTraceAndFlagsWithASpanOfItsOwn) {
  std::string child = ChildTraceParent(kParent);
  EXPECT_TRUE(IsTraceParent(child)) << child;
  EXPECT_EQ(child.substr(0, 36), kParent.substr(0, 36));
  EXPECT_NE(child.substr(36, 16), kParent.substr(36, 16));
  EXPECT_EQ(child.substr(52), "-01");
}

TEST(Trace, ChildOfNothingBeginsATrace) {
  EXPECT_TRUE(IsTraceParent(ChildTraceParent("junk")));
}

TEST(Log, LineIsJsonWithTheTraceOfItsScope) {
  Init("eduplan-test", "info");
  testing::internal::CaptureStderr();
  {
    TraceScope scope(kParent);
    Info("it \"works\"", {{"count", 3}, {"text", "bad \xff utf-8\n"}});
  }
  auto line = nlohmann::json::parse(testing::internal::GetCapturedStderr());
  EXPECT_EQ(line["level"], "info");
  EXPECT_EQ(line["service"], "eduplan-test");
  EXPECT_EQ(line["message"], "it \"works\"");
  EXPECT_EQ(line["trace_id"], "0af7651916cd43dd8448eb211c80319c");
  EXPECT_EQ(line["count"], "3");
  EXPECT_EQ(line["text"], "bad \xEF\xBF\xBD utf-8\n");
}

TEST(Log, TheOuterTraceReturnsWhenTheInnerScopeEnds) {
  Init("eduplan-test", "info");
  TraceScope outer(kParent);
  {
    TraceScope inner(NewTraceParent());
  }
  testing::internal::CaptureStderr();
  Info("after");
  auto line = nlohmann::json::parse(testing::internal::GetCapturedStderr());
  EXPECT_EQ(line["trace_id"], "0af7651916cd43dd8448eb211c80319c");
}

TEST(Log, LinesBelowTheLevelAreNotWritten) {
  Init("eduplan-test", "warning");
  testing::internal::CaptureStderr();
  Info("quiet");
  EXPECT_FALSE(Enabled(Level::kInfo));
  EXPECT_TRUE(Enabled(Level::kError));
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

}  // namespace
}  // namespace eduplan::log
