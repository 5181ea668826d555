#pragma once
#include "base/result.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace loom {

struct PictureShape {
    int channels = 0, height = 0, width = 0;
    std::size_t bytes() const { return std::size_t(channels) * std::size_t(height) * std::size_t(width); }
    bool operator==(const PictureShape&) const = default;
};

/// Decoded: one byte per value, channel by channel, rows from the top. 1 channel is grey, 3 are red, green, blue.
struct Picture {
    PictureShape shape;
    std::vector<std::uint8_t> pixels;
};

enum class PictureFormat { None, Png, Jpeg, Webp, Bmp };

/// By the first bytes, not by the name.
PictureFormat picture_format(std::span<const std::uint8_t> first_bytes);

/// Size and channels from the header; nothing is decoded. An error names the reason, not the file.
Result<PictureShape> inspect_picture(std::span<const std::uint8_t> file);

/// Larger pictures are refused before memory is taken: a small file can claim any size.
constexpr std::int64_t largest_picture = 100'000'000; // pixels

/// PNG, JPEG, WebP or BMP to pixels: 16 bits to 8, palettes resolved, transparency laid on white, CMYK to colours,
/// turned as EXIF says. A JPEG may come at a reduced scale that is still at least `enough` (height, width), 0 for full
/// size.
Result<Picture> decode_picture(std::span<const std::uint8_t> file, PictureShape enough = {});

/// To another number of channels (luma 0.299, 0.587, 0.114) and another size (a triangle filter as wide as the step
/// between pixels, so that shrinking averages). Sides are scaled apart from each other.
void fit_picture(std::span<const std::uint8_t> pixels, PictureShape from, PictureShape to, std::span<std::uint8_t> out);

} // namespace loom
