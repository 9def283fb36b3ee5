#include "services/plan_items/importer/formats/pdf/read_pdf.h"

#include <poppler/cpp/poppler-document.h>
#include <poppler/cpp/poppler-page.h>

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/plan_items/importer/formats/pdf/boxes.h"
#include "services/plan_items/importer/formats/pdf/characters.h"
#include "services/plan_items/importer/formats/pdf/file_title.h"
#include "services/plan_items/importer/formats/pdf/layout.h"
#include "services/plan_items/importer/formats/pdf/unpacked.h"
#include "services/plan_items/importer/formats/text/decode.h"
#include "services/plan_items/importer/refusal.h"

namespace eduplan::importer {
namespace {

using absl::StrCat;

// A page of text has more characters than this; what stands on a scan is a stamp or a number.
constexpr size_t kFewestCharacters = 10;

// Of all characters, in hundredths: more that no font explains, and the text cannot be trusted.
constexpr size_t kMostUnknown = 20;

absl::Status Broken(std::string_view english, std::string_view chinese) {
  return Refuse(absl::StatusCode::kInvalidArgument, english, chinese);
}

absl::Status TooMuch(std::string_view english, std::string_view chinese) {
  return Refuse(absl::StatusCode::kResourceExhausted, english, chinese);
}

std::u32string FromUtf16(const poppler::ustring& units) {
  std::u32string text;
  text.reserve(units.size());
  for (size_t i = 0; i < units.size(); ++i) {
    const char32_t unit = units[i];
    const bool high = unit >= 0xD800 && unit < 0xDC00;
    if (high && i + 1 < units.size() && units[i + 1] >= 0xDC00 && units[i + 1] < 0xE000) {
      text.push_back(0x10000 + ((unit - 0xD800) << 10) + (units[++i] - 0xDC00U));
    } else {
      text.push_back(unit);
    }
  }
  return text;
}

void Silent(const std::string& /*message*/, void* /*data*/) {}

// Whether a page says nothing but its number.
bool IsSilent(const pdf::Page& page) {
  constexpr std::u32string_view kOfNumbers = U"第页共頁/-–—―－·.,0123456789０１２３４５６７８９ 　";
  return std::all_of(page.boxes.begin(), page.boxes.end(), [&](const pdf::Box& box) {
    return box.text.find_first_not_of(kOfNumbers) == std::u32string::npos;
  });
}

class PdfReader {
 public:
  PdfReader(std::string_view bytes, const PdfLimits& limits) : bytes_(bytes), limits_(limits) {}

  absl::StatusOr<SourceText> Read() {
    if (absl::Status status = Open(); !status.ok()) return status;
    const int pages = document_->pages();
    for (int i = 0; i < pages; ++i) {
      if (absl::Status status = ReadPage(i); !status.ok()) return status;
    }
    if (absl::Status status = CheckCharacters(); !status.ok()) return status;
    std::vector<uint32_t> silent;
    for (size_t i = 0; i < pages_.size(); ++i) {
      if (IsSilent(pages_[i])) silent.push_back(static_cast<uint32_t>(i + 1));
    }
    SourceText text = pdf::LayOut(std::move(pages_));
    text.silent_pages = std::move(silent);
    const std::u32string title = pdf::Normalize(FromUtf16(document_->get_title())).text;
    if (IsTitleOfText(title)) text.title = ToUtf8(title);
    return text;
  }

 private:
  absl::Status Open() {
    if (absl::Status status = pdf::CheckUnpacked(bytes_); !status.ok()) return status;
    poppler::set_debug_error_function(Silent, nullptr);
    document_.reset(
        poppler::document::load_from_raw_data(bytes_.data(), static_cast<int>(bytes_.size())));
    if (document_ == nullptr) {
      return Broken("the PDF is damaged: it has no readable structure", "PDF文件已损坏，无法解析");
    }
    if (document_->is_locked()) {
      return Broken("the PDF is encrypted; send it without a password",
                    "PDF文件已加密，请取消密码后再提交");
    }
    const int pages = document_->pages();
    if (pages <= 0) return Broken("the PDF is damaged: it has no pages", "PDF文件已损坏：没有页面");
    if (static_cast<size_t>(pages) > limits_.pages) {
      return TooMuch(StrCat("the PDF has ", pages, " pages; at most ", limits_.pages, " are read"),
                     StrCat("PDF文件有", pages, "页，超过上限", limits_.pages, "页"));
    }
    return absl::OkStatus();
  }

  absl::Status ReadPage(int index) {
    const std::unique_ptr<poppler::page> page(document_->create_page(index));
    if (page == nullptr) {
      return Broken(StrCat("the PDF is damaged: page ", index + 1, " cannot be read"),
                    StrCat("PDF文件已损坏：第", index + 1, "页无法读取"));
    }
    const std::vector<poppler::text_box> words =
        page->text_list(poppler::page::text_list_include_font);
    if (words.size() > limits_.words_of_page) {
      return TooMuch(StrCat("page ", index + 1, " has ", words.size(), " words; at most ",
                            limits_.words_of_page, " are read"),
                     StrCat("第", index + 1, "页的内容过多"));
    }
    const poppler::rectf paper = page->page_rect();
    const auto turned = page->orientation();
    const bool across = turned == poppler::page::landscape || turned == poppler::page::seascape;
    pdf::Page out{.width = across ? paper.height() : paper.width(),
                  .height = across ? paper.width() : paper.height()};
    out.boxes.reserve(words.size());
    for (const poppler::text_box& word : words) AddWord(word, out);
    pages_.push_back(std::move(out));
    if (characters_ > limits_.characters) {
      return TooMuch(StrCat("more than ", limits_.characters, " characters up to page ", index + 1),
                     StrCat("至第", index + 1, "页已超过", limits_.characters, "个字符"));
    }
    return absl::OkStatus();
  }

  void AddWord(const poppler::text_box& word, pdf::Page& page) {
    pdf::Characters characters = pdf::Normalize(FromUtf16(word.text()));
    characters_ += characters.text.size();
    unknown_ += characters.unknown;
    const poppler::rectf place = word.bbox();
    const bool on_page = place.right() > 0 && place.bottom() > 0 && place.left() < page.width &&
                         place.top() < page.height;
    if (characters.text.empty() || !on_page) return;
    const bool across = (word.rotation() & 1) != 0;
    const double height = across ? place.width() : place.height();
    page.boxes.push_back({.left = place.left(),
                          .top = place.top(),
                          .right = place.right(),
                          .bottom = place.bottom(),
                          .size = word.get_font_size() > 0 ? word.get_font_size() : height,
                          .rotation = word.rotation(),
                          .text = std::move(characters.text)});
  }

  absl::Status CheckCharacters() const {
    const size_t pages = pages_.size();
    if (characters_ < kFewestCharacters * std::max<size_t>(1, pages / 4)) {
      return Broken(
          StrCat("the PDF is a scan: its pages (", pages,
                 ") are pictures without a text layer; it needs OCR first"),
          StrCat("PDF为扫描件：共", pages, "页均为图像，没有文本层，请先进行文字识别（OCR）"));
    }
    if (unknown_ * 100 > characters_ * kMostUnknown) {
      return Broken("the PDF's fonts do not say which characters they show; it needs OCR first",
                    "PDF所用字体未提供字符编码，无法取得文本，请先进行文字识别（OCR）");
    }
    return absl::OkStatus();
  }

  const std::string_view bytes_;
  const PdfLimits limits_;
  std::unique_ptr<poppler::document> document_;
  std::vector<pdf::Page> pages_;
  size_t characters_ = 0;
  size_t unknown_ = 0;
};

}  // namespace

absl::StatusOr<SourceText> ReadPdf(std::string_view bytes, const PdfLimits& limits) {
  return PdfReader(bytes, limits).Read();
}

}  // namespace eduplan::importer
