// What a batch costs each step that augments, with its usual settings, on one thread. Usage: bench_augment_bench
#include "data/augmentation.h"
#include "data/step.h"

#include <cstdio>
#include <ctime>

namespace {

using namespace loom;

/// The best of five, in milliseconds of the processor: others may use it too.
double batch_ms(const std::vector<PreparationStep>& steps, const SampleForm& form, std::size_t size)
{
    const auto augmentation = Augmentation::make(steps, form);
    if (!augmentation)
        return -1;
    std::vector<float> batch(size * form.size(), form.is_sound() ? -30.0f : 100.0f), scratch(form.size());
    double best = 1e9;
    for (std::int64_t epoch = 0; epoch < 5; ++epoch) {
        const std::clock_t began = std::clock();
        for (std::uint32_t i = 0; i < size; ++i) {
            const std::span sample = std::span(batch).subspan(i * form.size(), form.size());
            augmentation->change(sample, {1, epoch, i}, scratch);
            if (augmentation->mixes() && i + 1 < size)
                augmentation->mix(sample, std::span(batch).subspan((i + 1) * form.size(), form.size()), {1, epoch, i}, scratch);
        }
        best = std::min(best, 1e3 * double(std::clock() - began) / CLOCKS_PER_SEC);
    }
    return best;
}

} // namespace

int main()
{
    const SampleForm cifar{SampleForm::Kind::Picture, 3, 32, 32}, photo{SampleForm::Kind::Picture, 3, 224, 224}, sound{SampleForm::Kind::Spectrogram, 1, 64, 101};
    for (const StepType* type : step_types())
        if (type->augments) {
            const std::vector<PreparationStep> steps{{std::string(type->id), {}, {}}};
            if (type->augments(SampleForm::Kind::Picture))
                std::printf("%-24s 128 of 3x32x32 %8.3f ms, 16 of 3x224x224 %8.3f ms\n", steps[0].type.c_str(), batch_ms(steps, cifar, 128),
                            batch_ms(steps, photo, 16));
            else
                std::printf("%-24s 128 of 64x101  %8.3f ms\n", steps[0].type.c_str(), batch_ms(steps, sound, 128));
        }
    std::printf("%-24s 128 of 3x32x32 %8.3f ms\n", "flip, shift, erase",
                batch_ms({{"augment_flip", {}, {}}, {"augment_shift", {}, {}}, {"augment_erase", {}, {}}}, cifar, 128));
    return 0;
}
