#pragma once
#include "base/value.h"

#include <optional>
#include <string>
#include <vector>

namespace loom {

/// What a network must know of the data it learns from: enough to check shapes and to lower a graph, no data itself.
struct DataFacts {
    enum class Target { Classes, Numbers };

    /// A piece of each row: a picture, or what a column became.
    struct Column {
        std::string name;
        std::int64_t place = 0;            // Of its first value in a row.
        Shape shape;                       // {channels, height, width}, {1} of a number, {categories}, or a vector's own.
        bool picture = false;
        bool beside = false;               // No part of the usual sample: only an Input that names it takes it.
        std::int64_t vocabulary = 0;       // Above 0: values are ids below it.
        std::vector<std::string> features; // Names, one of each value; none where there are several axes.
        std::vector<double> mean, deviation; // One of each of shape[0].

        bool operator==(const Column&) const = default;
    };
    /// A column that an Output is compared with, beside the target.
    struct Further {
        std::string column;
        Target target = Target::Classes;
        std::vector<std::string> classes;
        std::vector<std::int64_t> class_counts;

        bool operator==(const Further&) const = default;
    };

    Shape sample;                       // Of one sample: {channels, height, width} for pictures, {features} for tables,
                                        // {steps} for texts, {features, steps} or {1, features, steps} for sounds.
    bool pictures = false;              // Values are 0–255.
    std::int64_t vocabulary = 0;        // Above 0: values are ids, whole numbers below it.
    std::vector<std::string> features;  // Names, for tables.
    Target target = Target::Classes;
    std::vector<std::string> classes;   // Names, in label order; empty for numbers.
    Shape label_shape = {};             // Classes: {} for one label per sample, {steps} or {height, width} for one per place.
    std::vector<std::int64_t> class_counts; // Samples of each class in the training part; empty where not counted.
    std::int64_t target_width = 1;      // Numbers: how many per sample.
    std::int64_t rows = 0;              // All splits together.
    std::vector<Column> columns;        // All that a row holds, in its order; empty where it is not known.
    std::string target_column;          // Empty where it is not known.
    std::vector<Further> further;
    // Per feature (or per channel of a picture), over the training part; what standardising needs.
    std::vector<double> mean, deviation;

    bool operator==(const DataFacts&) const = default;
};

} // namespace loom
