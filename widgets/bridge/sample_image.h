#pragma once
#include "data/dataset.h"

#include <QImage>

namespace loom {

/// The picture of a row as the network gets it, in its own size; null where the data has none or it cannot be read.
/// Decodes where it is not in memory: call it off the window's thread for such data (see dataset.samples().fits()).
QImage sample_image(const Dataset&, std::uint32_t row);

} // namespace loom
