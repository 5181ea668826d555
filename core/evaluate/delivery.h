#pragma once
#include "base/files.h"
#include "evaluate/evaluation.h"

#include <functional>

namespace loom {

/// What the check of a written file found.
struct Delivery {
    std::int64_t samples = 0; // Run through the file's network and through ours; 0 where the file holds no network, or
                              // is source and there is no Python here that runs it.
    double largest_difference = 0; // Of any score, or of any weight where the file holds no network.
    std::int64_t same = 0;         // Samples whose largest score is the same one.
    std::int64_t tensors = 0;      // Read back; 0 where the network itself is.
    double sample_seconds = 0;     // What one sample takes, alone; 0 where the file holds no network.
    std::uintmax_t bytes = 0;
};

/// A kind of file that other programs read, with a file of weights beside it where it is source. A file is written as write_file() does, read back, compared with the
/// network on `samples` (as the data delivers them; where there are none, on drawn ones), and only then put in its
/// place. Errors: a network that the format cannot hold, weights that do not fit it, a disk that refuses, or other
/// results.
struct DeliveryFormat {
    std::string_view id;
    Text title;
    Text help;
    std::string_view ending; // ".onnx"
    /// `version` is one of `versions`; it says nothing where there are none.
    std::function<Result<Delivery>(const Model&, const fs::path&, std::span<const float> samples, int version)> deliver;
    std::span<const int> versions = {}; // That readers of the format tell apart, the usual one first.

    int usual_version() const { return versions.empty() ? 0 : versions.front(); }
};
std::span<const DeliveryFormat> delivery_formats();
const DeliveryFormat* find_delivery_format(std::string_view id);

/// Refuses a target whose replacement would cost work: any project, the runs of `project`, or a file of its `data` (a
/// file or folder; empty where there is none).
Status check_delivery_target(const fs::path& target, const fs::path& project, const fs::path& data);

/// The largest difference of a score that passes.
inline constexpr double delivery_limit = 1e-4;

} // namespace loom
