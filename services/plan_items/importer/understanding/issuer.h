// Who issues a document and on what level it stands.
#pragma once

#include <string>
#include <string_view>

namespace eduplan::importer {

// "XX县教育局" of "XX县教育局2021年工作要点" or of "关于印发《XX县教育局…》的通知"; "" if the title
// names none. All texts are folded.
std::u32string IssuerOf(std::u32string_view title);

// Whether an issuer is no more than the name of a place (青溪县 of "青溪县教育系统…").
bool IsPlaceOnly(std::u32string_view issuer);

// "province", "city", "county", "township", "school", or "" if nothing tells: by the places in the
// issuer's name, else by how the text speaks of itself (我县, 全市).
std::string IssuerLevelOf(std::u32string_view title, std::u32string_view issuer,
                          std::u32string_view body);

}  // namespace eduplan::importer
