#pragma once
#include "data/boxes.h"

#include <QString>

#include <vector>

class QPainter;
class QRectF;

namespace loom {

/// An object over its picture.
struct ShownBox {
    ObjectBox box;
    QString words;      // What it is; empty where that is said elsewhere.
    bool found = false; // By a network: orange and dashed. Else it is true: blue.
};

/// Draws them over the picture that fills `picture`, with their words where these are not wider than the picture.
void paint_boxes(QPainter&, const QRectF& picture, const std::vector<ShownBox>&);

/// The objects of a list as data/boxes.h writes it, without their words; none where it is no such list.
std::vector<ShownBox> boxes_of(const QString& text);
/// The same in few words: "circle, 2 × square"; as it is where it is no such list.
QString objects_in_words(const QString& text);

} // namespace loom
