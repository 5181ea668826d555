#pragma once
#include "data/encoder.h"
#include "data/sample_form.h"

#include <functional>

namespace loom {

/// What the encoder's samples are.
SampleForm form_of(const Encoder&);

/// The steps of a list that augment, ready to be done to batches of the training part. Never changes; safe to use from
/// several threads; takes no memory while it works.
class Augmentation {
public:
    /// An error where a step that is on is not for such samples, or mixes rows whose targets cannot be mixed.
    static Result<Augmentation> make(std::span<const PreparationStep>, const SampleForm&);

    /// A sample by what its random numbers come from. `copy`: which one of a row that comes several times in an epoch.
    struct Place {
        std::uint64_t seed = 0;
        std::int64_t epoch = 0;
        std::uint32_t row = 0, copy = 0;
    };

    bool empty() const { return changes_.empty() && mixes_.empty(); }
    bool mixes() const { return !mixes_.empty(); }
    const SampleForm& form() const { return form_; }
    /// Changes one sample; `scratch` has as many places.
    void change(std::span<float> sample, const Place&, std::span<float> scratch) const;
    /// Mixes two samples, so that both are the same mixture then: how much of it was `a`, in [0, 1].
    double mix(std::span<float> a, std::span<float> b, const Place& of_a, std::span<float> scratch) const;

private:
    using Change = std::function<void(Augmented&)>;
    using Mix = std::function<double(Augmented&, std::span<float>)>;

    SampleForm form_;
    std::vector<Change> changes_;
    std::vector<Mix> mixes_; // One of them for each pair.
};

} // namespace loom
