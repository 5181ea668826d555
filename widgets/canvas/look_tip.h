#pragma once
#include "evaluate/node_look.h"

#include <QString>

#include <optional>

namespace loom {

/// "values from −0.3121 to 2.084", and how many are no finite numbers.
QString look_words(const NodeLook&);
/// The thumbnails in double size with the scale of their colours, and what they are, for a tip.
QString look_tip(const NodeLook&, const QString& name, const std::optional<Shape>& output, double pixel_ratio);

} // namespace loom
