#pragma once
#include "data/dataset.h"

#include <QImage>

namespace loom {

/// The picture of a row as the network gets it, in its own size; null where the data has none or it cannot be read.
/// Decodes where it is not in memory: call it off the window's thread for such data (see dataset.samples().fits()).
QImage sample_image(const Dataset&, std::uint32_t row);

/// Planes one after the other, rows from the top, to a picture.
QImage picture_image(const PictureShape&, std::span<const std::uint8_t> planes);

} // namespace loom
