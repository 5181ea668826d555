#pragma once
#include "ir/program.h"

#include <vector>

namespace loom {

/// Where an instruction stands in a run of a program whose batch is taken in parts side by side. Stages follow each
/// other. What has part −1 belongs to all of a stage; in a stage of parts (an odd one) those of different parts touch
/// nothing that another part writes, so each part may go its own way until the stage ends.
struct Stretch {
    int stage = 0;
    int part = -1;
    auto operator<=>(const Stretch&) const = default;
};

/// Of each instruction. A part begins with slices of the inputs along axis 0, those from the same row on, and holds all
/// that depends on no other part. Put in the order of their stretches, otherwise as they were, the instructions do what
/// the program says. All in stage 0 where Program::side_by_side is false.
std::vector<Stretch> stretches(const Program&);

} // namespace loom
