// What speaks against a reading of the marks, in one unit: a mark at the beginning of a line that
// is no item costs kLostLine, and everything else is weighed against that.
#pragma once

namespace eduplan::importer::costs {

// A mark that is no item: at the beginning of a line, 1.2 there (it may be a figure or a date),
// inside a line, 一是 anywhere, and where nothing but the mark itself tells (`uncertain`).
constexpr float kLostLine = 6.0F;
constexpr float kLostDecimal = 2.5F;
constexpr float kLostInside = 1.0F;
constexpr float kLostInline = 1.2F;
constexpr float kLostUncertain = 0.7F;

// A sequence goes on with a number left out, one used twice, an earlier one.
constexpr float kGap = 1.5F;
constexpr float kGapStep = 0.4F;  // For each number more that is left out, up to kGapSteps.
constexpr int kGapSteps = 5;
constexpr float kRepeat = 2.5F;
constexpr float kBack = 4.0F;

// A sequence opens with another number than 1: going on from where its kind stood elsewhere, with a
// gap after that, or out of nothing.
constexpr float kRunsOn = 0.3F;
constexpr float kRunsOnWithGap = 1.8F;
constexpr float kOpensLate = 3.0F;

// A sequence that opened behind a colon inside a line goes on at the beginning of one.
constexpr float kLeavesLine = 0.3F;

constexpr float kMasked = 0.2F;  // A masked number proves nothing.

// A sequence opens again under the same item, or after one of another kind under the same item.
constexpr float kRestart = 3.0F;
constexpr float kOtherKind = 2.0F;

// It opens inside a kind that customarily is inside of it; inside its own kind; under another kind
// than before.
constexpr float kInverted = 2.0F;
constexpr float kInsideItself = 4.0F;
constexpr float kInsideItselfAfterColon = 1.5F;  // 存在问题如下:一、…;二、…
constexpr float kOtherParent = 0.7F;
constexpr float kOtherParentInline = 0.2F;

// A sequence ends with its first item.
constexpr float kLonely = 1.0F;
constexpr float kLonelyInline = 1.5F;

// A mark that follows text without anything between them, where lines tell nothing.
constexpr float kRunOnMark = 0.6F;

// A number without a delimiter.
constexpr float kBareNumber = 0.2F;

// What indentation says, where lines have any.
constexpr float kIndentedInside = -3.0F;  // Set in further than an item of its own kind.
constexpr float kIndentDiffers = 0.3F;    // From its sequence.

}  // namespace eduplan::importer::costs
