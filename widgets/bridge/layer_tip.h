#pragma once
#include "schema/types.h"

#include <QString>

class QAbstractItemView;

namespace loom {

/// The tool tip of a layer: a picture of what it does above some words, as rich text. The picture is sharp at this pixel
/// ratio and in the colours of the theme.
QString layer_tip(const LayerType&, const Values&, const QString& words, qreal pixel_ratio);

/// Rows that hold a `const LayerType*` under `role` tell in their tool tip what that layer does.
void show_layer_tips(QAbstractItemView&, int role);

} // namespace loom
