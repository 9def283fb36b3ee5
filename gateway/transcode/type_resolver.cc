#include "gateway/transcode/type_resolver.h"

#include <memory>
#include <mutex>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/type.pb.h"
#include "google/protobuf/util/type_resolver_util.h"

namespace eduplan::transcode {
namespace {

using google::protobuf::DescriptorPool;
using google::protobuf::EnumDescriptor;
using google::protobuf::util::TypeResolver;
using ProtobufStatus = google::protobuf::util::Status;

constexpr char kTypePrefix[] = "type.googleapis.com";

// TypeKind -> TYPE_KIND_
std::string ValuePrefix(const EnumDescriptor& type) {
  std::string prefix;
  for (const char c : type.name()) {
    if (absl::ascii_isupper(c) && !prefix.empty()) prefix += '_';
    prefix += absl::ascii_toupper(c);
  }
  return prefix + "_";
}

// Only the options that the JSON code reads; the rest would be copied with every use.
void DropOptions(google::protobuf::Type& type) {
  for (auto& field : *type.mutable_fields()) field.clear_options();
  auto& options = *type.mutable_options();
  for (int i = options.size() - 1; i >= 0; --i) {
    if (options[i].name() != "map_entry") options.DeleteSubrange(i, 1);
  }
}

// The first value with a number is the one written; all names are read.
void AddShortNames(const EnumDescriptor& descriptor, google::protobuf::Enum& type) {
  const google::protobuf::Enum full = type;
  type.clear_enumvalue();
  for (int i = 0; i < descriptor.value_count(); ++i) {
    const std::string name = ShortName(*descriptor.value(i));
    if (name == descriptor.value(i)->name()) continue;
    auto* value = type.add_enumvalue();
    value->set_name(name);
    value->set_number(descriptor.value(i)->number());
  }
  type.MergeFrom(full);
}

class CachingResolver : public TypeResolver {
 public:
  ProtobufStatus ResolveMessageType(const std::string& url, google::protobuf::Type* type) override {
    return Resolve(messages_, url, type, [this](const std::string& u, auto* t) {
      const ProtobufStatus status = pool_->ResolveMessageType(u, t);
      if (status.ok()) DropOptions(*t);
      return status;
    });
  }

  ProtobufStatus ResolveEnumType(const std::string& url, google::protobuf::Enum* type) override {
    return Resolve(enums_, url, type, [this](const std::string& u, auto* t) {
      const ProtobufStatus status = pool_->ResolveEnumType(u, t);
      const auto* descriptor =
          status.ok() ? DescriptorPool::generated_pool()->FindEnumTypeByName(t->name()) : nullptr;
      if (descriptor != nullptr) AddShortNames(*descriptor, *t);
      return status;
    });
  }

 private:
  // Names that do not resolve are not remembered: they come from callers (Any) and have no bound.
  template <typename T, typename Load>
  ProtobufStatus Resolve(absl::flat_hash_map<std::string, std::unique_ptr<const T>>& cache,
                         const std::string& url, T* type, Load load) {
    const T* known = nullptr;
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      if (const auto it = cache.find(url); it != cache.end()) known = it->second.get();
    }
    if (known == nullptr) {
      auto loaded = std::make_unique<T>();
      if (ProtobufStatus status = load(url, loaded.get()); !status.ok()) return status;
      const std::lock_guard<std::mutex> lock(mutex_);
      known = cache.try_emplace(url, std::move(loaded)).first->second.get();
    }
    *type = *known;
    return {};
  }

  const std::unique_ptr<TypeResolver> pool_{
      google::protobuf::util::NewTypeResolverForDescriptorPool(kTypePrefix,
                                                               DescriptorPool::generated_pool())};
  std::mutex mutex_;
  absl::flat_hash_map<std::string, std::unique_ptr<const google::protobuf::Type>> messages_;
  absl::flat_hash_map<std::string, std::unique_ptr<const google::protobuf::Enum>> enums_;
};

}  // namespace

TypeResolver* JsonTypes() {
  static TypeResolver* const resolver = new CachingResolver;
  return resolver;
}

std::string TypeUrl(const google::protobuf::Descriptor& type) {
  return absl::StrCat(kTypePrefix, "/", type.full_name());
}

std::string ShortName(const google::protobuf::EnumValueDescriptor& value) {
  const EnumDescriptor& type = *value.type();
  const std::string prefix = ValuePrefix(type);
  for (int i = 0; i < type.value_count(); ++i) {
    const std::string& name = type.value(i)->name();
    if (!absl::StartsWith(name, prefix) || name.size() == prefix.size() ||
        !absl::ascii_isalpha(name[prefix.size()])) {
      return value.name();
    }
  }
  return value.name().substr(prefix.size());
}

}  // namespace eduplan::transcode
