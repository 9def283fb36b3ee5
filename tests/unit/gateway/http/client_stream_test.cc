// What of a streamed body arrives, and what its errors are.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/gateway/http/client_stream_fixture.h"

namespace eduplan::http {
namespace {

using testing::HasSubstr;

TEST_F(ClientStreamTest, BodyArrivesWholeInPiecesAndTheConnectionGoesOn) {
  const std::string body = Noise((size_t{8} << 20) + 3);
  RawClient client(server_->port());
  client.Send(Head("f.csv", Length(body.size())) + body);
  const auto answer = client.Read();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 200);
  EXPECT_EQ(answer->body, absl::StrCat(R"({"titles":[],"totalSize":)", loader_.messages, "}"));
  EXPECT_TRUE(loader_.bytes == body);
  EXPECT_GE(loader_.messages, 9);  // 8 MiB and 3 bytes, at most 1 MiB each
  EXPECT_LT(loader_.largest, (size_t{1} << 20) + 1024);
  EXPECT_EQ(loader_.first.parent(), "shelves/7");
  EXPECT_EQ(loader_.first.filename(), "f.csv");
  EXPECT_EQ(loader_.first.file().content_type(), "text/csv");

  client.Send(Head("g.csv", Length(2)) + "ab" + Head("h.csv", Length(2)) + "cd");
  EXPECT_EQ(client.Read()->status, 200);
  EXPECT_EQ(client.Read()->status, 200);
  EXPECT_EQ(loader_.first.filename(), "h.csv");
}

TEST_F(ClientStreamTest, B5ChunksOfAnySizeAreOneBody) {
  const std::string body = Noise(300'000);
  RawClient client(server_->port());
  std::string sent = Head("f", kChunked);
  size_t at = 0;
  for (size_t size = 1; at < body.size(); size = size * 3 % 70'001 + 1) {
    sent += Chunk(std::string_view(body).substr(at, size));
    at += size;
  }
  client.Send(sent + "0\r\n\r\n");
  EXPECT_EQ(client.Read()->status, 200);
  EXPECT_TRUE(loader_.bytes == body);
}

TEST_F(ClientStreamTest, S2OneByteChunksAreOneBody) {
  const std::string body = Noise(2'000);
  RawClient client(server_->port());
  client.Send(Head("f", kChunked));
  for (const char c : body) client.Send(Chunk(std::string_view(&c, 1)));
  client.Send("0\r\n\r\n");
  EXPECT_EQ(client.Read()->status, 200);
  EXPECT_TRUE(loader_.bytes == body);
}

TEST_F(ClientStreamTest, S2EmptyBodyIsAnswered) {
  for (const std::string& rest :
       {Length(0) + "\r\n\r\n", kChunked + std::string("\r\n\r\n0\r\n\r\n")}) {
    RawClient client(server_->port());
    std::string head = Head("f", "");
    head.resize(head.size() - 4);
    client.Send(head + rest);
    EXPECT_EQ(client.Read()->status, 200) << rest;
    EXPECT_EQ(loader_.first.filename(), "f");
  }
}

TEST_F(ClientStreamTest, S2LinesAreMessages) {
  std::string body;
  std::string titles;
  for (int i = 0; i < 10'000; ++i) {
    absl::StrAppend(&body, R"({"books":[{"title":"t)", i, "\"}]}\n");
    absl::StrAppend(&titles, "t", i);
  }
  RawClient client(server_->port());
  client.Send(Head("f", Length(body.size()), "application/x-ndjson") + body);
  EXPECT_EQ(client.Read()->body, R"({"titles":[],"totalSize":10000})");
  EXPECT_EQ(loader_.first.filename(), "f");
  EXPECT_TRUE(loader_.bytes == titles);
}

TEST_F(ClientStreamTest, WrongLineEndsTheStreamAndIsNamed) {
  RawClient client(server_->port());
  client.Send(Head("read", kChunked, "application/x-ndjson") + Chunk("{}\n{}\n{\"colour\":1}\n"));
  const auto answer = client.Read();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 400);
  EXPECT_THAT(answer->body, HasSubstr("line 3: unknown field \\\"colour\\\""));
  EXPECT_EQ(answer->headers.at("connection"), "close");
  EXPECT_EQ(loader_.cancelled.get_future().wait_for(5 * kSecond), std::future_status::ready);
}

TEST_F(ClientStreamTest, E3ErrorOfTheServiceMidwayIsAnsweredAtOnce) {
  for (const char* todo : {"refuse", "refuse%20later"}) {
    RawClient client(server_->port());
    client.Send(Head(todo, kChunked) + Chunk("ab"));
    client.Send(Chunk("cd"));
    if (std::string(todo) != "refuse") client.Send(Chunk(Noise(600'000)));
    const auto answer = client.Read();
    ASSERT_TRUE(answer) << todo;
    EXPECT_EQ(answer->status, 400) << todo;
    EXPECT_EQ(answer->body, R"({"code":9,"message":"closed"})");
    EXPECT_EQ(answer->headers.at("connection"), "close");
    EXPECT_TRUE(client.ReadsEnd());
  }
}

TEST_F(ClientStreamTest, AnswerBeforeTheEndOfTheBodyReachesAClientThatSendsOn) {
  for (const char* todo : {"refuse", "accept"}) {
    const std::string body(size_t{32} << 20, 'x');
    RawClient client(server_->port());
    client.Send(Head(todo, Length(body.size())) + body);
    const auto answer = client.Read();
    ASSERT_TRUE(answer) << todo;
    EXPECT_EQ(answer->status, std::string(todo) == "accept" ? 200 : 400);
    EXPECT_EQ(answer->headers.at("connection"), "close");
  }
}

TEST_F(ClientStreamTest, RefusedBeforeTheBodyIsAskedFor) {
  const std::string framing = Length(1'000'000) + "\r\nExpect: 100-continue";
  RawClient stranger(server_->port());
  std::string head = Head("f", framing);
  head.replace(head.find("good"), 4, "none");
  stranger.Send(head);
  EXPECT_EQ(stranger.Read()->status, 401);
  RawClient wrong(server_->port());
  wrong.Send(Head("f&colour=red", framing));
  const auto answer = wrong.Read();
  EXPECT_EQ(answer->status, 400);
  EXPECT_THAT(answer->body, HasSubstr("colour"));
}

TEST_F(ClientStreamTest, ServiceThatCannotBeReachedIs503) {
  backend_->Shutdown();
  RawClient client(server_->port());
  client.Send(Head("f", Length(1'000'000)));
  const auto answer = client.Read();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 503);
  EXPECT_EQ(answer->headers.at("connection"), "close");
}

TEST_F(ClientStreamTest, ContinueIsSentWhenTheBodyIsWanted) {
  RawClient client(server_->port());
  client.Send(Head("f", Length(2) + "\r\nExpect: 100-continue"));
  EXPECT_EQ(client.ReadHead()->status, 100);
  client.Send("ab");
  EXPECT_EQ(client.Read()->status, 200);
  EXPECT_EQ(loader_.bytes, "ab");
}

}  // namespace
}  // namespace eduplan::http
