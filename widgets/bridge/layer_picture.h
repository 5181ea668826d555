#pragma once
#include "schema/types.h"

#include <QSizeF>

class QPainter;
class QRectF;

namespace loom {

struct Theme;

/// In logical pixels; it is drawn larger or smaller with its proportions.
inline constexpr QSizeF layer_picture_size(216, 88);

/// What a layer does, drawn: a window that slides, the largest of four, everything joined with everything. Kernel,
/// stride, window and rate are those of the settings, as far as a small picture can show them. Leaves the ground as it
/// is.
void paint_layer_picture(QPainter&, const QRectF&, const LayerType&, const Values&, const Theme&);

/// False where only the picture of its category is known.
bool has_own_picture(const LayerType&);

} // namespace loom
