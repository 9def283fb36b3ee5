#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <string>
#include <system_error>

#include "absl/random/random.h"
#include "services/platform/auth/es256.h"
#include "services/platform/auth/json.h"
#include "services/platform/auth/token.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"

extern "C" {
#include <jose/b64.h>
#include <jose/jwk.h>
}

namespace eduplan::auth {
namespace {

constexpr const char* kAlgorithm = "ES256";

absl::Status Malformed() {
  return status::Error(absl::StatusCode::kUnauthenticated, "TOKEN_MALFORMED")
      .Message("the token is not a JWT that is accepted here", "令牌格式无效");
}

absl::Status BadSignature() {
  return status::Error(absl::StatusCode::kUnauthenticated, "TOKEN_SIGNATURE")
      .Message("the token's signature does not hold", "令牌签名无效");
}

// Empty if `text` is not base64url.
std::string FromBase64(std::string_view text) {
  std::string bytes(text.size(), '\0');
  size_t size = jose_b64_dec_buf(text.data(), text.size(), bytes.data(), bytes.size());
  bytes.resize(size == SIZE_MAX ? 0 : size);
  return bytes;
}

std::string ToBase64(std::string_view bytes) {
  std::string text(jose_b64_enc_buf(nullptr, bytes.size(), nullptr, 0), '\0');
  jose_b64_enc_buf(bytes.data(), bytes.size(), text.data(), text.size());
  return text;
}

class JwkKeyStore : public KeyStore {
 public:
  // Null unless `jwk` is a private key on P-256.
  static std::shared_ptr<const JwkKeyStore> Make(Json jwk) {
    std::unique_ptr<const Es256> key = Es256::FromJwk(jwk.get());
    Json id(jose_jwk_thp(nullptr, jwk.get(), "S256"));
    if (key == nullptr || id == nullptr || Text(jwk.get(), "d").empty() ||
        !jose_jwk_pub(nullptr, jwk.get()) || json_object_set(jwk.get(), "kid", id.get()) != 0) {
      return nullptr;
    }
    return std::shared_ptr<const JwkKeyStore>(
        new JwkKeyStore(std::move(key), std::move(jwk), json_string_value(id.get())));
  }

  absl::StatusOr<std::string> Sign(std::string_view payload) const override {
    std::string token = header_ + "." + ToBase64(payload);
    std::string signature = key_->Sign(token);
    if (signature.empty()) {
      return absl::InternalError("the token could not be signed");
    }
    return token.append(".").append(ToBase64(signature));
  }

  absl::StatusOr<std::string> Open(std::string_view token) const override {
    size_t first = token.find('.');
    size_t second = first == token.npos ? first : token.find('.', first + 1);
    if (token.size() > kLongestToken || second == token.npos ||
        token.find('.', second + 1) != token.npos) {
      return Malformed();
    }
    Json header = ParseObject(FromBase64(token.substr(0, first)));
    // "alg" is fixed, so that neither "none" nor a MAC under the public key can be asked for; a
    // critical extension would change what the signature means.
    if (header == nullptr || Text(header.get(), "alg") != kAlgorithm ||
        json_object_get(header.get(), "crit") != nullptr) {
      return Malformed();
    }
    if (Text(header.get(), "kid") != id_ ||
        !key_->Verify(token.substr(0, second), FromBase64(token.substr(second + 1)))) {
      return BadSignature();
    }
    return FromBase64(token.substr(first + 1, second - first - 1));
  }

  // JWKS (RFC 7517) of the public half.
  std::string PublicKeys() const {
    Json set(json_pack("{s:[O]}", "keys", public_key_.get()));
    return Dump(set.get());
  }

 private:
  JwkKeyStore(std::unique_ptr<const Es256> key, Json public_key, std::string id)
      : key_(std::move(key)), public_key_(std::move(public_key)), id_(std::move(id)) {
    Json header(json_pack("{s:s,s:s,s:s}", "alg", kAlgorithm, "kid", id_.c_str(), "typ", "JWT"));
    header_ = ToBase64(Dump(header.get()));
  }

  std::unique_ptr<const Es256> key_;
  Json public_key_;
  std::string id_;
  std::string header_;  // the first part of each token
};

absl::Status FileError(std::string_view what, const std::filesystem::path& path) {
  return absl::InternalError(std::string(what) + " " + path.string() + ": " + std::strerror(errno));
}

// A file of its own beside `path`, with `text` in it and on the disk.
absl::StatusOr<std::filesystem::path> WriteTemporary(const std::filesystem::path& path,
                                                     std::string_view text, mode_t mode) {
  absl::BitGen random;
  std::filesystem::path temporary = path;
  temporary += "." + std::to_string(::getpid()) + "." + std::to_string(random());
  int fd = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
  if (fd < 0) {
    return FileError("cannot create", temporary);
  }
  bool written = ::write(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
                 ::fsync(fd) == 0;
  if (::close(fd) != 0 || !written) {
    absl::Status error = FileError("cannot write", temporary);
    ::unlink(temporary.c_str());
    return error;
  }
  return temporary;
}

absl::StatusOr<std::string> ReadSmallFile(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::string text(16384, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (in.bad() || in.gcount() == 0) {
    return absl::NotFoundError("cannot read " + path.string());
  }
  text.resize(static_cast<size_t>(in.gcount()));
  return text;
}

// Makes a key and puts it at `path`, unless someone else has been quicker.
absl::Status CreateKey(const std::filesystem::path& path) {
  Json jwk(json_pack("{s:s}", "alg", kAlgorithm));
  if (!jose_jwk_gen(nullptr, jwk.get())) {
    return absl::InternalError("no key could be generated");
  }
  EDUPLAN_ASSIGN_OR_RETURN(auto temporary, WriteTemporary(path, Dump(jwk.get()), 0600));
  bool linked = ::link(temporary.c_str(), path.c_str()) == 0 || errno == EEXIST;
  absl::Status status = linked ? absl::OkStatus() : FileError("cannot link", path);
  ::unlink(temporary.c_str());
  return status;
}

absl::Status Publish(const std::filesystem::path& path, const std::string& keys) {
  if (auto present = ReadSmallFile(path); present.ok() && *present == keys) {
    return absl::OkStatus();
  }
  EDUPLAN_ASSIGN_OR_RETURN(auto temporary, WriteTemporary(path, keys, 0644));
  if (::rename(temporary.c_str(), path.c_str()) != 0) {
    absl::Status error = FileError("cannot rename", path);
    ::unlink(temporary.c_str());
    return error;
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::shared_ptr<const KeyStore>> KeyStore::OpenOrCreate(
    const std::string& directory) {
  std::error_code failed;
  if (std::filesystem::create_directories(directory, failed)) {
    std::filesystem::permissions(directory, std::filesystem::perms::owner_all, failed);
  }
  std::filesystem::path path = std::filesystem::path(directory) / "internal.jwk";
  if (!std::filesystem::exists(path, failed)) {
    EDUPLAN_RETURN_IF_ERROR(CreateKey(path));
  }
  EDUPLAN_ASSIGN_OR_RETURN(std::string text, ReadSmallFile(path));
  std::shared_ptr<const JwkKeyStore> keys = JwkKeyStore::Make(ParseObject(text));
  if (keys == nullptr) {
    return absl::FailedPreconditionError(path.string() + " is not a private P-256 JWK");
  }
  // A read-only directory (a mounted secret) has its public half beside it already, or needs none.
  if (absl::Status published = Publish(path.parent_path() / "jwks.json", keys->PublicKeys());
      !published.ok() && ::access(directory.c_str(), W_OK) == 0) {
    return published;
  }
  return keys;
}

}  // namespace eduplan::auth
