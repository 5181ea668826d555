#pragma once
#include "data/boxes.h"
#include "evaluate/measures.h"

namespace loom {

/// An object in a picture, true or found.
struct Object {
    std::int32_t label = 0;
    ObjectBox box;
    double score = 1; // How likely it is; 1 of true ones.
};

constexpr double shown_from = 0.5;   // What people are shown: objects that are at least so likely.
constexpr double same_overlap = 0.5; // From here on two boxes are about the same object.

/// Objects in the scores {cells, 4 + classes} of one picture (schema/boxes.h) that are at least so likely, the likeliest
/// first, 100 at most. Of boxes of one class that overlap by more than half the likeliest stays (greedy non-maximum suppression).
std::vector<Object> found_objects(std::span<const float> scores, std::size_t classes, double least);
/// Those of one row of the target, {objects, 5}.
std::vector<Object> true_objects(std::span<const float> target);

/// Which true object each found one is, −1 where it is none or one that a likelier one has found: by class, overlap of at
/// least `same_overlap`, and of several the one that overlaps most. `found` goes from likely to unlikely.
std::vector<int> matches(std::span<const Object> found, std::span<const Object> truth);

/// What a detector did on a set of pictures.
struct BoxReport {
    struct Class {
        double average_precision = 0; // NaN without true objects.
        std::int64_t objects = 0;     // True ones.
        double precision = 0, recall = 0; // Of those found that are at least `shown_from` likely; 0 where there are none.
    };
    std::int64_t pictures = 0, objects = 0;
    double map = 0; // mAP@0.5: the mean of the classes' average precision; NaN without objects.
    double precision = 0, recall = 0; // Of all classes together.
    std::vector<Class> classes;
};
/// One entry a picture. Average precision is the area below precision as a function of recall, where precision at a recall
/// is the best of that and higher ones (all points, Pascal VOC from 2010 on; Everingham et al. 2015).
BoxReport box_report(std::span<const std::vector<Object>> found, std::span<const std::vector<Object>> truth, std::size_t classes);

} // namespace loom
