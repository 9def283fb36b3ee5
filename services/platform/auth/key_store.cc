#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <system_error>

#include "absl/random/random.h"
#include "services/platform/auth/json.h"
#include "services/platform/auth/token.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"

extern "C" {
#include <jose/b64.h>
#include <jose/jwk.h>
#include <jose/jws.h>
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
    if (Text(jwk.get(), "kty") != "EC" || Text(jwk.get(), "crv") != "P-256" ||
        Text(jwk.get(), "d").empty()) {
      return nullptr;
    }
    Json public_key(json_deep_copy(jwk.get()));
    Json id(jose_jwk_thp(nullptr, jwk.get(), "S256"));
    if (!jose_jwk_pub(nullptr, public_key.get()) || id == nullptr ||
        json_object_set(public_key.get(), "kid", id.get()) != 0) {
      return nullptr;
    }
    return std::shared_ptr<const JwkKeyStore>(
        new JwkKeyStore(std::move(jwk), std::move(public_key), json_string_value(id.get())));
  }

  absl::StatusOr<std::string> Sign(std::string_view payload) const override {
    std::string encoded = ToBase64(payload);
    Json jws(json_pack("{s:s}", "payload", encoded.c_str()));
    Json header(json_pack("{s:{s:s,s:s,s:s}}", "protected", "alg", kAlgorithm, "kid", id_.c_str(),
                          "typ", "JWT"));
    if (!jose_jws_sig(nullptr, jws.get(), header.get(), private_key_.get())) {
      return absl::InternalError("the token could not be signed");
    }
    std::string token(Text(jws.get(), "protected"));
    return token.append(".").append(encoded).append(".").append(Text(jws.get(), "signature"));
  }

  absl::StatusOr<std::string> Open(std::string_view token) const override {
    size_t first = token.find('.');
    size_t second = first == token.npos ? first : token.find('.', first + 1);
    if (token.size() > kLongestToken || second == token.npos ||
        token.find('.', second + 1) != token.npos) {
      return Malformed();
    }
    std::string header(token.substr(0, first));
    std::string payload(token.substr(first + 1, second - first - 1));
    std::string signature(token.substr(second + 1));
    Json fields = ParseObject(FromBase64(header));
    // "alg" is fixed, so that neither "none" nor a MAC under the public key can be asked for; a
    // critical extension would change what the signature means.
    if (fields == nullptr || Text(fields.get(), "alg") != kAlgorithm ||
        json_object_get(fields.get(), "crit") != nullptr) {
      return Malformed();
    }
    Json jws(json_pack("{s:s,s:s,s:s}", "protected", header.c_str(), "payload", payload.c_str(),
                       "signature", signature.c_str()));
    if (jws == nullptr) {
      return Malformed();
    }
    if (Text(fields.get(), "kid") != id_ ||
        !jose_jws_ver(nullptr, jws.get(), nullptr, public_key_.get(), false)) {
      return BadSignature();
    }
    return FromBase64(payload);
  }

  // JWKS (RFC 7517) of the public half.
  std::string PublicKeys() const {
    Json set(json_pack("{s:[O]}", "keys", public_key_.get()));
    return Dump(set.get());
  }

 private:
  JwkKeyStore(Json private_key, Json public_key, std::string id)
      : private_key_(std::move(private_key)),
        public_key_(std::move(public_key)),
        id_(std::move(id)) {}

  Json private_key_;
  Json public_key_;
  std::string id_;
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
