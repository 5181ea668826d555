#pragma once
#include "data/dataset.h"

#include <QImage>

namespace loom {

/// What the tiles of the gallery show.
enum class TileKind { None, Pictures, Sounds, Texts };
TileKind tile_kind(const Dataset&);
/// The column that they show; null where there is none. Of texts, the first that holds more than a few words.
const Column* tile_column(const Dataset&);

/// What is slow to make, on any thread: the picture of a row, or where a sound has ink (Alpha8, 96 × 96). Null where it
/// cannot be read.
QImage tile_image(const Dataset&, std::uint32_t row);
/// On the window's thread: ink in the theme's colour.
QImage inked(const QImage&);

/// A sound, large: its outline above its spectrogram, in the theme's colours of `dark`.
QImage sound_picture(const Sound&, QSize, bool dark);

} // namespace loom
