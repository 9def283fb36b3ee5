#include "services/platform/auth/token.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <thread>
#include <vector>

#include "absl/strings/escaping.h"
#include "services/platform/status/error.h"
#include "tests/support/temporary_directory.h"

namespace eduplan::auth {
namespace {

// 2021-07-01T00:00:00Z
const absl::Time kStart = absl::FromUnixSeconds(1625097600);
std::atomic<int64_t> seconds_since_start = 0;
absl::Time FakeNow() {
  return kStart + absl::Seconds(seconds_since_start.load());
}

std::string ReadFile(const std::string& path) {
  std::ifstream in(path);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

class Token : public testing::Test {
 protected:
  void SetUp() override {
    seconds_since_start = 0;
    keys = KeyStore::OpenOrCreate(directory.path()).value();
    issuer = MakeIssuer(keys, FakeNow);
    verifier = MakeVerifier(keys, kInternalAudience, FakeNow);
  }

  std::string Issue(absl::Duration lifetime = absl::Minutes(5)) {
    return issuer->Issue(principal, kInternalAudience, lifetime).value();
  }
  // The reason for which `token` is refused; empty if it is not.
  std::string Refusal(std::string_view token) {
    absl::Status status = verifier->Verify(token).status();
    EXPECT_TRUE(status.ok() || absl::IsUnauthenticated(status)) << status;
    return status::ReasonOf(status);
  }
  // `token` with its part number `part` (0 header, 1 payload, 2 signature) replaced.
  static std::string WithPart(const std::string& token, int part, const std::string& bytes) {
    std::vector<std::string> parts(1);
    for (char c : token) {
      c == '.' ? void(parts.emplace_back()) : parts.back().push_back(c);
    }
    parts[part] = absl::WebSafeBase64Escape(bytes);
    return parts[0] + "." + parts[1] + "." + parts[2];
  }

  test::TemporaryDirectory directory;
  std::shared_ptr<const KeyStore> keys;
  std::unique_ptr<TokenIssuer> issuer;
  std::unique_ptr<TokenVerifier> verifier;
  Principal principal{
      .subject = "li.lei",
      .organization = "330481",
      .roles = static_cast<uint32_t>(Role::kReporter) | static_cast<uint32_t>(Role::kSigner),
      .client = "console",
      .on_behalf_of = "韩梅梅"};
};

TEST_F(Token, RoundTripKeepsEveryField) {
  auto verified = verifier->Verify(Issue());
  ASSERT_TRUE(verified.ok()) << verified.status();
  EXPECT_EQ(verified->subject, "li.lei");
  EXPECT_EQ(verified->organization, "330481");
  EXPECT_EQ(verified->roles, principal.roles);
  EXPECT_EQ(verified->client, "console");
  EXPECT_EQ(verified->on_behalf_of, "韩梅梅");
}

TEST_F(Token, HeaderIsThatOfAnEs256Jwt) {
  std::string token = Issue();
  std::string header;
  ASSERT_TRUE(absl::WebSafeBase64Unescape(token.substr(0, token.find('.')), &header));
  auto fields = nlohmann::json::parse(header);
  EXPECT_EQ(fields["alg"], "ES256");
  EXPECT_EQ(fields["typ"], "JWT");
  // RFC 7518: r and s of 32 bytes each, 86 characters of base64url.
  EXPECT_EQ(token.size() - token.rfind('.') - 1, 86u);
}

TEST_F(Token, ExpiredAtItsLastSecondEvenWhenRemembered) {
  std::string token = Issue();
  seconds_since_start = 299;
  EXPECT_EQ(Refusal(token), "");
  seconds_since_start = 300;
  EXPECT_EQ(Refusal(token), "TOKEN_EXPIRED");
  EXPECT_EQ(Refusal(Issue(-absl::Seconds(1))), "TOKEN_EXPIRED");
}

TEST_F(Token, NotYetValidIsRefusedBeyondAMinuteOfClockSkew) {
  auto token = [&](int64_t not_before) {
    return keys
        ->Sign("{\"sub\":\"x\",\"aud\":\"eduplan-internal\",\"exp\":1625097900,\"nbf\":" +
               std::to_string(not_before) + "}")
        .value();
  };
  EXPECT_EQ(Refusal(token(1625097600 + 60)), "");
  EXPECT_EQ(Refusal(token(1625097600 + 61)), "TOKEN_EXPIRED");
}

TEST_F(Token, WrongAudienceIsRefused) {
  std::string external = issuer->Issue(principal, kExternalAudience, absl::Minutes(5)).value();
  EXPECT_EQ(Refusal(external), "TOKEN_AUDIENCE");
  EXPECT_TRUE(MakeVerifier(keys, kExternalAudience, FakeNow)->Verify(external).ok());
}

TEST_F(Token, AudienceMayBeOneOfAList) {
  EXPECT_EQ(
      Refusal(keys->Sign("{\"sub\":\"x\",\"aud\":[\"a\",\"eduplan-internal\"],\"exp\":1625097900}")
                  .value()),
      "");
}

TEST_F(Token, MissingClaimsAreRefused) {
  for (const char* claims : {"{\"aud\":\"eduplan-internal\",\"exp\":1625097900}",
                             "{\"sub\":\"x\",\"aud\":\"eduplan-internal\"}",
                             "{\"sub\":\"x\",\"aud\":\"eduplan-internal\",\"exp\":\"soon\"}", "[]",
                             "", "{\"sub\":\"x\""}) {
    EXPECT_EQ(Refusal(keys->Sign(claims).value()), "TOKEN_MALFORMED") << claims;
  }
}

TEST_F(Token, TamperedPayloadOrSignatureIsRefused) {
  std::string token = Issue();
  EXPECT_EQ(Refusal(WithPart(token, 1,
                             "{\"sub\":\"li.lei\",\"org\":\"*\",\"aud\":\"eduplan-internal\","
                             "\"exp\":1625097900}")),
            "TOKEN_SIGNATURE");
  EXPECT_EQ(Refusal(WithPart(token, 2, std::string(64, '\1'))), "TOKEN_SIGNATURE");
  EXPECT_EQ(Refusal(WithPart(token, 2, std::string(64, '\0'))), "TOKEN_SIGNATURE");
  EXPECT_EQ(Refusal(WithPart(token, 2, "")), "TOKEN_SIGNATURE");
  EXPECT_EQ(Refusal(token), "");
}

TEST_F(Token, OtherAlgorithmsThanEs256AreRefused) {
  std::string token = Issue();
  for (const char* algorithm : {"none", "HS256", "ES384", ""}) {
    std::string header = std::string("{\"alg\":\"") + algorithm + "\",\"typ\":\"JWT\"}";
    EXPECT_EQ(Refusal(WithPart(token, 0, header)), "TOKEN_MALFORMED") << algorithm;
    std::string unsigned_token = WithPart(WithPart(token, 0, header), 2, "");
    EXPECT_EQ(Refusal(unsigned_token), "TOKEN_MALFORMED") << algorithm;
  }
}

TEST_F(Token, CriticalExtensionsAreRefused) {
  EXPECT_EQ(Refusal(WithPart(Issue(), 0, "{\"alg\":\"ES256\",\"crit\":[\"b64\"],\"b64\":false}")),
            "TOKEN_MALFORMED");
}

TEST_F(Token, WhatIsNoTokenIsRefused) {
  EXPECT_EQ(Refusal(""), "TOKEN_MISSING");
  for (const std::string& junk :
       {std::string("x"), std::string("a.b"), std::string("a.b.c"), std::string("a.b.c.d"),
        std::string("..."), std::string(".."), std::string("\xff.\xff.\xff"),
        std::string(100'000, '.'), std::string(100'000, 'a')}) {
    EXPECT_EQ(Refusal(junk), "TOKEN_MALFORMED") << junk.substr(0, 20);
  }
}

TEST_F(Token, AnotherKeysTokenIsRefused) {
  test::TemporaryDirectory elsewhere;
  auto stranger = MakeIssuer(KeyStore::OpenOrCreate(elsewhere.path()).value(), FakeNow);
  EXPECT_EQ(Refusal(stranger->Issue(principal, kInternalAudience, absl::Minutes(5)).value()),
            "TOKEN_SIGNATURE");
}

TEST_F(Token, MoreTokensThanAreRememberedAreStillVerified) {
  std::string first = Issue();
  EXPECT_EQ(Refusal(first), "");
  for (int i = 0; i < 4200; ++i) {
    principal.subject = "u" + std::to_string(i);
    ASSERT_EQ(verifier->Verify(Issue())->subject, principal.subject);
  }
  EXPECT_EQ(verifier->Verify(first)->subject, "li.lei");
}

TEST_F(Token, SubjectThatIsNotUtf8IsNotSigned) {
  principal.subject = "\xff";
  EXPECT_TRUE(absl::IsInvalidArgument(
      issuer->Issue(principal, kInternalAudience, absl::Minutes(5)).status()));
}

TEST(KeyStore, TheKeyIsPrivateAndItsPublicHalfIsBesideIt) {
  test::TemporaryDirectory directory;
  ASSERT_TRUE(KeyStore::OpenOrCreate(directory.path() + "/keys").ok());
  struct stat status = {};
  ASSERT_EQ(::stat((directory.path() + "/keys/internal.jwk").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777u, 0600u);
  auto set = nlohmann::json::parse(ReadFile(directory.path() + "/keys/jwks.json"));
  ASSERT_EQ(set["keys"].size(), 1u);
  EXPECT_EQ(set["keys"][0]["crv"], "P-256");
  EXPECT_TRUE(set["keys"][0].contains("kid"));
  EXPECT_FALSE(set["keys"][0].contains("d"));
}

TEST(KeyStore, ManyStartingAtOnceAgreeOnOneKey) {
  test::TemporaryDirectory directory;
  std::vector<std::string> tokens(8);
  std::vector<std::thread> threads;
  for (std::string& token : tokens) {
    threads.emplace_back([&] {
      auto keys = KeyStore::OpenOrCreate(directory.path());
      ASSERT_TRUE(keys.ok()) << keys.status();
      token = (*keys)->Sign("{\"n\":1}").value();
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  auto keys = KeyStore::OpenOrCreate(directory.path()).value();
  for (const std::string& token : tokens) {
    EXPECT_EQ(keys->Open(token).value_or("refused"), "{\"n\":1}");
  }
  std::set<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(directory.path())) {
    files.insert(entry.path().filename().string());
  }
  EXPECT_EQ(files, (std::set<std::string>{"internal.jwk", "jwks.json"}));
}

TEST(KeyStore, AFileThatIsNoKeyIsRefusedAndKept) {
  test::TemporaryDirectory directory;
  std::ofstream(directory.path() + "/internal.jwk") << "{\"kty\":\"oct\",\"k\":\"AAAA\"}";
  EXPECT_TRUE(absl::IsFailedPrecondition(KeyStore::OpenOrCreate(directory.path()).status()));
  EXPECT_EQ(ReadFile(directory.path() + "/internal.jwk"), "{\"kty\":\"oct\",\"k\":\"AAAA\"}");
}

}  // namespace
}  // namespace eduplan::auth
