#pragma once
#include "base/growing_file.h"
#include "train/runs.h"
#include "train/usage.h"

namespace loom {

/// The points of a run that may be in progress, in whatever program: at first all that it has kept, later what was added. A copy goes on by itself.
class MetricsReader {
public:
    explicit MetricsReader(const fs::path& folder);
    struct News {
        RunMetrics points;
        std::vector<UsagePoint> usage;
        bool anew = false; // What was read before holds no more (the run was gone on with from an earlier step): these are all.
    };
    /// Steps that cannot be read are the points' `damage`, and they are tried again the next time.
    Result<News> read();

private:
    Result<News> read_on();

    GrowingFile steps_, lines_, usage_;
};

} // namespace loom
