#pragma once
#include "train/ailment.h"
#include "train/doctor_notes.h"
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

    /// What a run that goes on has done.
    struct Before {
        RunMetrics metrics;
        std::optional<DoctorNotes> notes = {}; // Of the state that it goes on from, and the weights that were looked at last; without them
        LayerProbe::Values looked_at = {};     // the doctor begins anew.
    };
    /// Before the first step, or where a run goes on: `training` are its weights. What was found beyond what was done is forgotten. Gives what is
    /// found, as the others do.
    Result<std::vector<Diagnosis>> begin(const std::optional<Before>&, const Executable& training);
    /// The next batch, the time for it being counted.
    const Batch& wait_for(BatchStream&);
    /// Of the time for this epoch's steps so far, the share that was waited for their batches, 0–1.
    double waited_share() const { return epoch_.seconds > 0 ? epoch_.waited / epoch_.seconds : 0; }
    void see(const StepPoint&);
    /// Into the layers after an epoch's last step, where a look is due: after the first two epochs, then where at least fifty steps lie between
    /// two, by the epoch's number alone. `also` sees every layer.
    Status look_after(std::int64_t epoch, std::int64_t step, const Executable& training, const LayerProbe::Watcher& also);
    /// After the look: the epoch is over. Then what there is to be noted is that of its end.
    void close_epoch(const EpochPoint&);
    Result<std::vector<Diagnosis>> after_epoch() { return judge(); }
    Result<std::vector<Diagnosis>> after_breakdown(Breakdown);

    /// What it has seen, but for the state that it is kept with.
    DoctorNotes notes() const;
    /// The step of the newest look; nothing where there was none.
    std::optional<std::int64_t> last_look() const { return chart_.looks.empty() ? std::nullopt : std::optional(chart_.looks.back().step); }

private:
    using Clock = std::chrono::steady_clock;

    Status look(std::int64_t step, const Executable& training, const LayerProbe::Watcher& also);
    Result<std::vector<Diagnosis>> judge();
    Result<double> loss_in_use(std::size_t rows);
    Status find_out_anew(const RunMetrics*, const Executable& training);
    void remember(const Before&);

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
