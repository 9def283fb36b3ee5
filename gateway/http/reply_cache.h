#ifndef EDUPLAN_GATEWAY_HTTP_REPLY_CACHE_H_
#define EDUPLAN_GATEWAY_HTTP_REPLY_CACHE_H_

#include <cstddef>
#include <list>
#include <memory>
#include <mutex>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "gateway/transcode/routes.h"

namespace eduplan::http {

// A unary response as it is sent.
struct WrittenReply {
  std::string content_type;
  std::shared_ptr<const std::string> body;
  std::string tag;  // weak entity tag of the response's bytes, with its quotes
};

// Writes responses, remembering the latest by the very bytes of the response: a pure function
// remembered, so there is nothing to invalidate. Bounded; thread-safe.
class ReplyCache {
 public:
  explicit ReplyCache(size_t capacity_bytes) : capacity_(capacity_bytes) {}

  // What transcode::WriteResponse makes of the serialized response.
  absl::StatusOr<std::shared_ptr<const WrittenReply>> Write(const transcode::Route& route,
                                                            std::string serialized);

  size_t size_bytes() const;

 private:
  struct Entry {
    size_t hash = 0;
    const transcode::Route* route = nullptr;
    std::string serialized;
    std::shared_ptr<const WrittenReply> reply;
    size_t cost() const { return serialized.size() + reply->body->size() + 256; }
  };
  using Entries = std::list<Entry>;  // latest used first

  std::shared_ptr<const WrittenReply> Find(size_t hash, const transcode::Route& route,
                                           const std::string& serialized);
  void Store(Entry entry);

  const size_t capacity_;
  mutable std::mutex mutex_;
  Entries entries_;
  absl::flat_hash_map<size_t, Entries::iterator> by_hash_;  // of two with one hash, the later
  size_t used_ = 0;
};

}  // namespace eduplan::http

#endif  // EDUPLAN_GATEWAY_HTTP_REPLY_CACHE_H_
