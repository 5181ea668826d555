#pragma once
#include "base/threads.h"
#include "data/table.h"

#include <array>

namespace loom {

/// What one look at a picture tells: whether it can be decoded, whether there is anything on it, and what is like it.
struct PictureLook {
    std::optional<Error> error;   // Names the file; then the rest is not known.
    bool blank = false;           // One colour all over.
    std::uint64_t content = 0;    // The same for equal pictures (and by chance for others).
    std::uint64_t perceptual = 0; // Few bits differ for pictures that look alike: dHash, whether each of 8×8 places is
                                  // brighter than its right neighbour.
};

/// Decodes every picture of the column once, those in large JPEG files at a reduced size. Empty for other columns, and
/// where it was stopped.
std::vector<PictureLook> look_at_pictures(const Column&, int threads = allowed_processors(), Progress* = nullptr);

/// Whether two pictures of the store are the same pixel by pixel; false where one cannot be read.
bool same_picture(const PixelStore&, std::size_t a, std::size_t b);

/// A picture in grey at 16×16 pixels; nothing where it cannot be read.
using Thumbnail = std::array<std::uint8_t, 256>;
std::optional<Thumbnail> thumbnail(const PixelStore&, std::size_t i);

/// The correlation of brightness; 0 where one is blank.
double likeness(const Thumbnail&, const Thumbnail&);

} // namespace loom
