#include "gateway/http/jwt_authenticator.h"

#include <gtest/gtest.h>

namespace eduplan::http {
namespace {

using auth::Principal;
using auth::Role;

absl::Time now = absl::FromUnixSeconds(1'700'000'000);
absl::Time Now() {
  return now;
}

class FakeVerifier : public auth::TokenVerifier {
 public:
  absl::StatusOr<Principal> Verify(std::string_view token) override {
    if (token != "good") return absl::UnauthenticatedError("no");
    return principal;
  }
  Principal principal{.subject = "s", .organization = "33", .roles = 1};
};

class FakeIssuer : public auth::TokenIssuer {
 public:
  absl::StatusOr<std::string> Issue(const Principal& principal, std::string_view audience,
                                    absl::Duration lifetime) override {
    EXPECT_EQ(audience, auth::kInternalAudience);
    EXPECT_EQ(lifetime, absl::Minutes(5));
    issued.push_back(principal);
    return "internal-" + std::to_string(issued.size());
  }
  std::vector<Principal> issued;
};

class JwtAuthenticatorTest : public testing::Test {
 protected:
  FakeVerifier verifier_;
  FakeIssuer issuer_;
  JwtAuthenticator authenticator_{verifier_, issuer_, Now};
};

TEST_F(JwtAuthenticatorTest, AnythingButAGoodBearerTokenIsUnauthenticated) {
  for (const char* header : {"", "Bearer", "Bearer ", "Bearer bad", "Basic good", "good"}) {
    EXPECT_EQ(authenticator_.InternalToken(header).status().code(),
              absl::StatusCode::kUnauthenticated)
        << header;
  }
  EXPECT_TRUE(issuer_.issued.empty());
}

TEST_F(JwtAuthenticatorTest, InternalTokenIsUsedAgainForTwoMinutes) {
  EXPECT_EQ(*authenticator_.InternalToken("Bearer good"), "internal-1");
  EXPECT_EQ(*authenticator_.InternalToken("bearer  good"), "internal-1");
  now += absl::Seconds(119);
  EXPECT_EQ(*authenticator_.InternalToken("Bearer good"), "internal-1");
  now += absl::Seconds(1);
  EXPECT_EQ(*authenticator_.InternalToken("Bearer good"), "internal-2");
  verifier_.principal.organization = "34";
  EXPECT_EQ(*authenticator_.InternalToken("Bearer good"), "internal-3");
}

TEST_F(JwtAuthenticatorTest, NobodyFromOutsideIsAService) {
  verifier_.principal.roles =
      static_cast<uint32_t>(Role::kService) | static_cast<uint32_t>(Role::kReporter);
  verifier_.principal.on_behalf_of = "someone";
  ASSERT_TRUE(authenticator_.InternalToken("Bearer good").ok());
  EXPECT_FALSE(issuer_.issued[0].Has(Role::kService));
  EXPECT_TRUE(issuer_.issued[0].Has(Role::kReporter));
  EXPECT_EQ(issuer_.issued[0].on_behalf_of, "");
}

}  // namespace
}  // namespace eduplan::http
