#pragma once
#include "data/dataset.h"

namespace loom {

/// A row whose label a quick model does not believe.
struct LabelDoubt {
    std::uint32_t row = 0;
    std::int32_t given = 0, likely = 0; // Classes.
    float margin = 0;                   // How much more the model says of the likely one than of the given one.
};

/// What a quick model says of labels that it was not taught: ridge regression to the classes on random features (Rahimi and Recht
/// 2008), five folds over at most 20 000 rows; other rows, at most 200 000, are asked of all folds' rows. A label is doubted
/// where the model is as sure of another class as it is, on average, of the rows that have that class (confident
/// learning: Northcutt et al. 2021, arXiv:1911.00068). The strongest doubts first; empty for numbers as targets, for
/// fewer than 100 rows, where the model itself learns too little, and where cancelled. The same for the same data, whatever the threads.
std::vector<LabelDoubt> doubted_labels(const Dataset&, int threads = allowed_processors(), Progress* = nullptr);

} // namespace loom
