# Writes IN's bytes into the C++ file OUT as eduplan::openapi::Descriptors().
#   cmake -DIN=set.binpb -DOUT=descriptors.cc -P embed.cmake
file(READ ${IN} bytes HEX)
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
file(WRITE ${OUT} "#include \"gateway/openapi/descriptors.h\"
namespace eduplan::openapi {
static const unsigned char kBytes[] = {${bytes}};
absl::string_view Descriptors() {
  return {reinterpret_cast<const char*>(kBytes), sizeof kBytes};
}
}  // namespace eduplan::openapi
")
