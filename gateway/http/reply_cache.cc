#include "gateway/http/reply_cache.h"

#include <openssl/evp.h>

#include "absl/hash/hash.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "gateway/transcode/response_writer.h"

namespace eduplan::http {
namespace {

std::string Tag(const std::string& bytes) {
  unsigned char digest[EVP_MAX_MD_SIZE] = {};
  unsigned int size = 0;
  EVP_Digest(bytes.data(), bytes.size(), digest, &size, EVP_sha256(), nullptr);
  const absl::string_view half(reinterpret_cast<const char*>(digest), 16);
  return absl::StrCat("W/\"", absl::BytesToHexString(half), "\"");
}

}  // namespace

absl::StatusOr<std::shared_ptr<const WrittenReply>> ReplyCache::Write(const transcode::Route& route,
                                                                      std::string serialized) {
  const size_t hash = absl::HashOf(&route, serialized);
  if (auto known = Find(hash, route, serialized)) return known;
  absl::StatusOr<transcode::ResponseBody> written = transcode::WriteResponse(route, serialized);
  if (!written.ok()) return written.status();
  auto reply = std::make_shared<WrittenReply>();
  reply->content_type = std::move(written->content_type);
  reply->body = std::make_shared<const std::string>(std::move(written->bytes));
  reply->tag = Tag(serialized);
  Store({hash, &route, std::move(serialized), reply});
  return reply;
}

std::shared_ptr<const WrittenReply> ReplyCache::Find(size_t hash, const transcode::Route& route,
                                                     const std::string& serialized) {
  const std::lock_guard<std::mutex> lock(mutex_);
  const auto it = by_hash_.find(hash);
  if (it == by_hash_.end()) return nullptr;
  const Entry& entry = *it->second;
  if (entry.route != &route || entry.serialized != serialized) return nullptr;
  entries_.splice(entries_.begin(), entries_, it->second);
  return entry.reply;
}

void ReplyCache::Store(Entry entry) {
  const size_t cost = entry.cost();
  if (cost > capacity_ / 8) return;
  const std::lock_guard<std::mutex> lock(mutex_);
  if (const auto it = by_hash_.find(entry.hash); it != by_hash_.end()) {
    used_ -= it->second->cost();
    entries_.erase(it->second);
    by_hash_.erase(it);
  }
  while (!entries_.empty() && used_ + cost > capacity_) {
    used_ -= entries_.back().cost();
    by_hash_.erase(entries_.back().hash);
    entries_.pop_back();
  }
  entries_.push_front(std::move(entry));
  by_hash_[entries_.front().hash] = entries_.begin();
  used_ += cost;
}

size_t ReplyCache::size_bytes() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return used_;
}

}  // namespace eduplan::http
