#pragma once
#include "evaluate/evaluation.h"

#include <QObject>

#include <cstdint>
#include <string>

namespace loom {

/// Which row of the data is looked at, and with which weights: one choice for all that shows what a sample does.
class SampleChoice : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    std::uint32_t row() const { return row_; }
    void set_row(std::uint32_t row)
    {
        if (std::exchange(row_, row) != row)
            Q_EMIT changed();
    }
    /// Empty: as training would begin. The best weights, or the last ones.
    const std::string& run() const { return run_; }
    Checkpoint checkpoint() const { return checkpoint_; }
    void set_run(const std::string& run, Checkpoint checkpoint = Checkpoint::Best)
    {
        if (run == run_ && checkpoint == checkpoint_)
            return;
        run_ = run;
        checkpoint_ = checkpoint;
        Q_EMIT changed();
    }

Q_SIGNALS:
    void changed();

private:
    std::uint32_t row_ = 0;
    std::string run_;
    Checkpoint checkpoint_ = Checkpoint::Best;
};

} // namespace loom
