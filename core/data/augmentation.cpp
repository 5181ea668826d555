#include "data/augmentation.h"
#include "data/step.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace loom {
namespace {

/// The random numbers of one step for one sample.
Random random_of(const Augmentation::Place& at, std::uint32_t step)
{
    const auto bits = philox(stream_of("augmentation"), std::uint64_t(at.epoch),
                             (std::uint64_t(at.copy) << 32) | at.row);
    return {at.seed, ((std::uint64_t(bits[0]) << 32) | bits[1]) + step};
}

bool was_done_to(const FittedStep& step, const std::string& column)
{
    const auto learned = nlohmann::json::parse(step.learned, nullptr, false);
    return learned.is_array() && std::ranges::any_of(learned, [&](const auto& item) {
        return item.is_object() && item.value("column", std::string()) == column;
    });
}

} // namespace

SampleForm form_of(const Encoder& encoder)
{
    const Shape shape = encoder.sample();
    SampleForm form;
    if (encoder.pictures()) {
        form.kind = SampleForm::Kind::Picture;
    } else if (encoder.columns.size() == 1 && shape.size() >= 2 && encoder.columns[0].vocabulary == 0) {
        for (const FittedStep& step : encoder.steps)
            if (const StepType& type = *find_step(step.type); type.makes && was_done_to(step, encoder.columns[0].column))
                form.kind = type.makes(step.values);
    }
    if (form.kind == SampleForm::Kind::Other)
        return form;
    form.channels = shape.size() > 2 ? std::size_t(shape[0]) : 1;
    form.height = std::size_t(shape[shape.size() - 2]);
    form.width = std::size_t(shape.back());
    return form;
}

Result<Augmentation> Augmentation::make(std::span<const PreparationStep> steps, const SampleForm& form)
{
    Augmentation made;
    made.form_ = form;
    for (const PreparationStep& step : steps) {
        // Types that are not known were told by those who did the steps before.
        const StepType* type = find_step(step.type);
        if (!step.on || !type || !type->augments)
            continue;
        const auto ready = ready_step(step);
        if (!ready)
            return ready.error();
        if (!type->augments(form.kind))
            return Error{Message(LOOM_TEXT("Step “%1” is not for such samples."), type->title),
                         LOOM_TEXT("It changes pictures or spectrograms in decibels, as its help says; take it out of the list.")};
        if (type->augment)
            made.changes_.push_back(type->augment(ready->values));
        else
            made.mixes_.push_back(type->mix(ready->values));
    }
    return made;
}

void Augmentation::change(std::span<float> sample, const Place& at, std::span<float> scratch) const
{
    for (std::size_t i = 0; i < changes_.size(); ++i) {
        Augmented augmented{form_, sample, scratch, random_of(at, std::uint32_t(i))};
        changes_[i](augmented);
    }
}

double Augmentation::mix(std::span<float> a, std::span<float> b, const Place& of_a, std::span<float> scratch) const
{
    Augmented augmented{form_, a, scratch, random_of(of_a, std::uint32_t(changes_.size()))};
    const auto which = mixes_.size() == 1 ? 0 : std::size_t(augmented.random.below(mixes_.size()));
    return mixes_[which](augmented, b);
}

} // namespace loom
