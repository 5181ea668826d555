#pragma once
#include "schema/types.h"

namespace loom {

// Objects in pictures as a target: numbers with a label_shape of {objects, 5}, and classes. For each object of a picture
// its class and, in shares of the picture's width and height, x and y of its middle, width and height; the smallest object
// first, −1 as the class of what only fills up.
inline constexpr std::int64_t box_values = 5;

bool holds_boxes(const DataFacts&);

/// Whether the loss takes them. Its prediction is {5 + classes, height, width}: at each cell of a grid, as logits, whether
/// the middle of an object lies there, x and y within the cell, width and height within the picture, and the classes. Its
/// scores are {cells, 4 + classes}: x, y, width and height in shares of the picture, and how likely each class is.
bool finds_boxes(const LossType&);

/// Those scores as Python: a function `box_scores(x)` of what the network gives, channels first in PyTorch and last in Keras.
std::string_view torch_box_scores();
std::string_view keras_box_scores();

} // namespace loom
