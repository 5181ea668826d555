#include "stages/train_doctor.h"

#include <cmath>

namespace loom {

std::optional<Overfitting> find_overfitting(const std::vector<EpochPoint>& epochs)
{
    const EpochPoint* best = nullptr;
    for (const EpochPoint& e : epochs)
        if (!std::isnan(e.val_loss) && (!best || e.val_loss < best->val_loss))
            best = &e;
    if (!best)
        return {};
    const EpochPoint& now = epochs.back();
    if (now.epoch - best->epoch < 3 || !(now.val_loss > best->val_loss * 1.05) || !(now.loss < best->loss))
        return {};
    return Overfitting{best->epoch, best->val_loss, now.val_loss, best->loss, now.loss};
}

} // namespace loom
