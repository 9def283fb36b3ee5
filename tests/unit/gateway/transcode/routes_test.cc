#include "gateway/transcode/routes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "broken_services.pb.h"
#include "library_service.pb.h"

namespace eduplan::transcode {
namespace {

using google::protobuf::DescriptorPool;
using testing::ElementsAre;
using testing::HasSubstr;

absl::StatusOr<RouteTable> Build(const std::string& service) {
  // Names a message of each file so that its descriptors are linked in.
  gatewaytest::v1::Book::descriptor();
  gatewaytest::broken::v1::Thing::descriptor();
  return RouteTable::Build(*DescriptorPool::generated_pool(), {"eduplan.gatewaytest." + service});
}

TEST(RouteTableR9, AdditionalBindingsAndCustomMethodsAreRoutes) {
  const auto table = Build("v1.LibraryService");
  ASSERT_TRUE(table.ok()) << table.status();
  for (const char* method : {"GET", "OPTIONS"}) {
    const auto match = table->Find(method, "/v1/shelves/1/books/2");
    ASSERT_EQ(match->outcome, PathMatch::Outcome::kFound);
    EXPECT_EQ(match->route->rpc_path, "/eduplan.gatewaytest.v1.LibraryService/GetBook");
    EXPECT_EQ(match->bindings[0].value, "shelves/1/books/2");
  }
  EXPECT_EQ(table->Find("GET", "/v1/books/b2")->bindings[0].value, "b2");
}

TEST(RouteTableR8, UnknownPathAndWrongMethod) {
  const auto table = Build("v1.LibraryService");
  EXPECT_EQ(table->Find("GET", "/v2/shelves")->outcome, PathMatch::Outcome::kUnknownPath);
  EXPECT_THAT(table->Find("DELETE", "/v1/shelves/1/books/2")->allowed,
              ElementsAre("GET", "OPTIONS", "PATCH", "PUT"));
}

TEST(RouteTableTest, KnowsBodiesMasksAndStreams) {
  const auto table = Build("v1.LibraryService");
  const Route& import = *table->Find("POST", "/v1/shelves/1/books:import")->route;
  EXPECT_TRUE(import.raw_body);
  const Route& patch = *table->Find("PATCH", "/v1/shelves/1/books/2")->route;
  EXPECT_EQ(patch.mask_field->name(), "update_mask");
  EXPECT_THAT(patch.bound_fields, ElementsAre("book.name"));
  EXPECT_EQ(table->Find("PUT", "/v1/shelves/1/books/2")->route->mask_field, nullptr);
  EXPECT_TRUE(table->Find("GET", "/v1/shelves/1/books/2:download")->route->raw_response);
  EXPECT_TRUE(table->Find("GET", "/v1/shelves/1/books:watch")->route->method->server_streaming());
}

struct Broken {
  const char* service;
  const char* message;
};

class BrokenService : public testing::TestWithParam<Broken> {};

TEST_P(BrokenService, IsRefusedAtTheStart) {
  const auto table = Build(GetParam().service);
  ASSERT_FALSE(table.ok());
  EXPECT_THAT(std::string(table.status().message()), HasSubstr(GetParam().message));
}

INSTANTIATE_TEST_SUITE_P(
    R4, BrokenService,
    testing::Values(Broken{"broken.v1.DuplicateService", "two rules for the same paths"},
                    Broken{"broken.v1.UnknownFieldService", "no field \"title\""},
                    Broken{"broken.v1.RepeatedFieldService", "not a scalar"},
                    Broken{"broken.v1.UnknownBodyService", "no field thing"},
                    Broken{"broken.v1.TwoWayService", "streams both ways"},
                    Broken{"broken.v1.TextStreamService", "is not a message"},
                    Broken{"broken.v1.BadTemplateService", "** is not the last segment"},
                    Broken{"v1.NoSuchService", "no service"}));

}  // namespace
}  // namespace eduplan::transcode
