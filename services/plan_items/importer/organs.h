// Names of bureaus, sections, schools and other bodies, told by how they end.
#pragma once

#include <string_view>

namespace eduplan::importer {

// 青溪县教育局, 基教科, 各学校, xx镇人民政府, 局机关各股室: whether a folded text ends as the name
// of a body does. A closing bracket (各乡镇(街道)) is passed over.
bool EndsAsOrgan(std::u32string_view name);

// Whether it has nothing but what stands in such a name: Han characters, masks, brackets.
bool IsOrganText(std::u32string_view name);

}  // namespace eduplan::importer
