// The fields that are open where a text is read: what stands in them is shown, or not.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace eduplan::importer::word {

class Fields {
 public:
  void Begin();
  void AddInstruction(std::string_view text);
  // Its result follows.
  void Separate();
  // What a field shows that has no result in the file: a circled number, the base of a phonetic
  // guide.
  std::u32string End();

  // Of the innermost one: the text that follows is its result, and shown.
  void SawText();
  // Fields whose result did not begin, and numbers of pages, do not go on.
  void EndParagraph();

  bool Shows() const { return hiding_ == 0; }
  bool InContents() const { return contents_ > 0; }  // A table of contents.
  size_t depth() const { return open_.size(); }

 private:
  enum class Kind { kInstruction, kResult, kPageNumber, kContents };
  struct Field {
    Kind kind = Kind::kInstruction;
    std::string instruction = {};
    bool has_text = false;
  };

  void Count(Kind kind, int by);

  std::vector<Field> open_;
  int hiding_ = 0;
  int contents_ = 0;
};

}  // namespace eduplan::importer::word
