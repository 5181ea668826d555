#pragma once
#include "base/files.h"
#include "train/chart.h"

#include <span>
#include <vector>

namespace loom {

/// What a doctor has seen of a run, as far as the run's other files do not hold it: with these, one that is gone on with is told the same as one
/// that was never left.
struct DoctorNotes {
    std::int64_t epoch = 0, step = 0; // Of the checkpoint that they belong to,
    bool judged = true;               // and whether the validation that is due there was done.
    double first_loss = not_measured;
    std::vector<NetworkLook> looks;
    std::vector<EpochLook> times;
    EpochLook under_way;              // Of the epoch that runs.
    std::vector<float> norms;         // Of its gradients, where they were measured.

    bool belongs_to(std::int64_t at_epoch, std::int64_t at_step, bool is_judged) const { return epoch == at_epoch && step == at_step && judged == is_judged; }
};

/// doctor.json of a run's folder. Written before the checkpoint, so it holds the notes of the one before, too.
Status save_notes_of_doctor(const fs::path& folder, std::span<const DoctorNotes>);
/// None where there is no file or it is damaged: then the doctor begins anew.
std::vector<DoctorNotes> load_notes_of_doctor(const fs::path& folder);

} // namespace loom
