#pragma once
#include <QList>
#include <QString>

namespace loom {

/// What a person can do on the canvas, by mouse or touch and by keys. In the current language.
struct GestureRow {
    QString what, mouse, keys;
};
QList<GestureRow> canvas_gestures();

} // namespace loom
