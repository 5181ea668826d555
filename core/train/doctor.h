#pragma once
#include "train/ailment.h"
#include "train/prepared.h"
#include "train/runs.h"

#include <chrono>

namespace loom {

/// Watches one run and says what ails it. What it sees in a step costs two looks at the clock and takes no memory; the network is
/// looked into before the first step and after epochs, by sending the same rows through it.
class Doctor {
public:
    /// `folder`: of the run, where findings.json lies. `evaluate` holds the network as it is in use whenever the doctor is asked after
    /// an epoch. The job, what was prepared and the program must live as long as it does.
    Doctor(const Job&, const Prepared&, Executable& evaluate, fs::path folder);

    /// Before the first step, or where a run goes on: `metrics` are what it has done, `training` its weights. What was found beyond
    /// that is forgotten. Gives what is found, as the others do.
    Result<std::vector<Diagnosis>> begin(const std::optional<RunMetrics>& metrics, const Executable& training);
    /// The next batch, the time for it being counted.
    const Batch& wait_for(BatchStream&);
    void see(const StepPoint&);
    /// Into the layers after an epoch's last step, where a look is due: after the first two epochs, then where at least fifty steps lie between
    /// two, by the epoch's number alone. `also` sees every layer.
    Status look_after(std::int64_t epoch, std::int64_t step, const Executable& training, const LayerProbe::Watcher& also);
    /// After the look.
    Result<std::vector<Diagnosis>> after_epoch(const EpochPoint&);
    Result<std::vector<Diagnosis>> after_breakdown(Breakdown);

private:
    using Clock = std::chrono::steady_clock;

    Status look(std::int64_t step, const Executable& training, const LayerProbe::Watcher& also);
    Result<std::vector<Diagnosis>> judge();
    Result<double> loss_in_use(std::size_t rows);
    void close_epoch();

    const Job& job_;
    const Prepared& prepared_;
    Executable& evaluate_;
    const fs::path folder_;
    const Flat flat_;
    Chart chart_;
    std::vector<Diagnosis> known_;
    std::unique_ptr<LayerProbe> probe_;
    Batch rows_;                  // That the probe is shown.
    std::vector<float> norms_;    // Of the epoch that runs.
    EpochLook epoch_;             // The same's.
    Clock::time_point asked_{};
    double worked_ = 0, queued_ = 0; // Of the process when the epoch before was over.
};

} // namespace loom
