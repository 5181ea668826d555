#pragma once
#include "data/boxes.h"

namespace loom {

// What others write about objects in pictures. Errors are sentences about one picture's list, for a reader who knows the file.

/// YOLO's lines "class x y width height", shares of the picture, or "class x1 y1 x2 y2 …", an outline; an empty text is none. A
/// class is a number, from 0, of `classes`; where these are empty it is called by its number.
Result<std::vector<Marked>> yolo_boxes(std::string_view text, std::span<const std::string> classes);
/// The names in a data.yaml ("names: [cat, dog]", "names: {0: cat, 1: dog}", or one a line with or without numbers), or in a list of
/// one a line. None where a yaml text has no names.
std::vector<std::string> yolo_classes(std::string_view text, bool yaml);

/// Pascal VOC's XML of a picture of this size; pixels are counted from 1, and a box holds its last one.
Result<std::vector<Marked>> voc_boxes(std::string_view text, PictureShape picture);

/// COCO's JSON of many pictures: corner and size in pixels. Crowds are left out. Nothing where the file tells something else of its
/// pictures than boxes: sentences, say. The error is about the whole file; what is wrong with single pictures stands there.
struct CocoPicture {
    std::string file; // As it is named there, perhaps below folders.
    std::vector<Marked> boxes;
    std::optional<Message> wrong = {};
};
Result<std::optional<std::vector<CocoPicture>>> coco_boxes(std::string_view text, std::string_view where);

} // namespace loom
