#pragma once
#include <QByteArray>

class QPainter;
class QRect;

namespace loom {

struct Theme;

/// The picture on a sample's card, drawn by code: digits, photos in few pixels, two classes. They are data and keep
/// their own colours, which is why they live beside the tokens. `id` is the sample's template.
void paint_sample_picture(QPainter&, const QRect&, const QByteArray& id, const Theme&);

} // namespace loom
