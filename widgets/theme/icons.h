#pragma once
#include "theme/theme.h"

#include <QIcon>
#include <QRectF>

class QPainter;

namespace loom {

/// Our picture `name` (resources/icons/name.svg) in a token's colour. Follows the theme by itself; disabled, pressed-in
/// (checked) and selected take their colours from the tokens too.
QIcon icon(const char* name, QColor Theme::*colour = &Theme::text2);

/// The same for own painters. `side` in logical pixels; sharp at the painter's pixel ratio, and as lines where it paints
/// on neither a widget nor a pixmap.
void paint_icon(QPainter&, const char* name, QPointF top_left, int side, const QColor&);

QPixmap icon_pixmap(const char* name, int side, const QColor&, qreal pixel_ratio);

/// The picture of a layer category: "cat-io", "cat-dense" …
const char* category_icon(Category);
/// Its token.
QColor Theme::*category_colour(Category);

} // namespace loom
