// Steps that augment: each by what must hold whatever is drawn, hand-made pictures, and what papers say of the draws.
#include "data/sample_changes.h"
#include "data/sample_preview.h"
#include "data/step.h"
#include "schema/types.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

namespace loom {
namespace augmentation_test {

using Floats = std::vector<float>;
using Kind = SampleForm::Kind;

constexpr SampleForm small{Kind::Picture, 1, 4, 4}, colours{Kind::Picture, 3, 32, 32}, sound{Kind::Spectrogram, 1, 40, 100};

Floats counted(const SampleForm& form)
{
    Floats values(form.size());
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = float(i % 251);
    return values;
}
Floats drawn(const SampleForm& form, double low, double high, std::uint64_t seed = 5)
{
    Random random(seed, 5);
    Floats values(form.size());
    for (float& v : values)
        v = float(low + (high - low) * random.uniform());
    return values;
}

/// A step done to a sample, as the batches of an epoch do it.
class Step {
public:
    Step(const std::string& id, std::map<std::string, Value> settings, const SampleForm& form)
    {
        const PreparationStep step{id, {}, std::move(settings)};
        auto made = Augmentation::make({&step, 1}, form);
        EXPECT_TRUE(made) << (made ? std::string() : render(made.error().message));
        if (made)
            augmentation_ = std::move(*made);
    }
    Floats operator()(Floats sample, std::int64_t epoch = 0) const
    {
        Floats scratch(sample.size(), std::nanf(""));
        augmentation_.change(sample, {1, epoch, 7}, scratch);
        return sample;
    }

private:
    Augmentation augmentation_;
};

Augmented augmented(Floats& values, Floats& scratch, const SampleForm& form)
{
    scratch.assign(values.size(), std::nanf(""));
    return {form, values, scratch, Random(1, 1)};
}
Floats warped(Floats values, const SampleForm& form, const Warp& map)
{
    Floats scratch;
    Augmented a = augmented(values, scratch, form);
    warp(a, map);
    return values;
}

double mean(const Floats& v)
{
    return std::accumulate(v.begin(), v.end(), 0.0) / double(v.size());
}

TEST(Augmentation, WarpGivesWhatAHandGives)
{
    const Floats picture = counted(small); // 0 1 2 3 / 4 5 6 7 / 8 9 10 11 / 12 13 14 15
    const Floats quarter{3, 7, 11, 15, 2, 6, 10, 14, 1, 5, 9, 13, 0, 4, 8, 12};
    EXPECT_EQ(warped(picture, small, {}), picture);
    EXPECT_EQ(warped(picture, small, {.a = 0, .b = -1, .c = 1, .d = 0}), quarter); // To the left by 90°.
    const double angle = std::acos(-1.0) / 2;
    Floats turned = picture;
    for (int i = 0; i < 4; ++i)
        turned = warped(turned, small, {.a = std::cos(angle), .b = std::sin(angle), .c = -std::sin(angle), .d = std::cos(angle)});
    for (std::size_t i = 0; i < picture.size(); ++i)
        EXPECT_NEAR(turned[i], picture[i], 1e-4);
    // Half a pixel: between neighbours, and the edge's own beyond the edge.
    EXPECT_EQ(warped({0, 10, 20, 30}, {Kind::Picture, 1, 1, 4}, {.right = 0.5}), (Floats{5, 15, 25, 30}));
    // Twice as large: the middle two of four points become four.
    EXPECT_EQ(warped({0, 40, 80, 120}, {Kind::Picture, 1, 1, 4}, {.a = 0.5, .d = 0.5}), (Floats{30, 50, 70, 90}));
}

TEST(Augmentation, MovesByWholePoints)
{
    Floats values = counted(small), scratch;
    Augmented a = augmented(values, scratch, small);
    move_points(a, 1, -2);
    EXPECT_EQ(values, (Floats{8, 8, 9, 10, 12, 12, 13, 14, 12, 12, 13, 14, 12, 12, 13, 14}));
}

TEST(Augmentation, NothingIsChangedByNothing)
{
    const Floats picture = drawn(colours, 0, 255), decibels = drawn(sound, -90, 0);
    const std::vector<std::pair<std::string, std::map<std::string, Value>>> none{
        {"augment_flip", {{"left_right", 0.0}, {"upside_down", 0.0}}}, {"augment_rotate", {{"degrees", 0.0}}},
        {"augment_shift", {{"across", 0.0}, {"down", 0.0}}},           {"augment_zoom", {{"factor", 1.0}}},
        {"augment_crop", {{"smallest", 1.0}, {"stretch", 1.0}}},       {"augment_brightness", {{"share", 0.0}}},
        {"augment_contrast", {{"share", 0.0}}},                        {"augment_colour", {{"hue", 0.0}, {"saturation", 0.0}}},
        {"augment_blur", {{"probability", 0.0}}},                      {"augment_noise", {{"deviation", 0.0}}},
        {"augment_erase", {{"probability", 0.0}}}};
    for (const auto& [id, settings] : none) {
        const Floats after = Step(id, settings, colours)(picture);
        for (std::size_t i = 0; i < picture.size(); ++i)
            ASSERT_NEAR(after[i], picture[i], 2e-4) << id;
    }
    for (const char* id : {"augment_time_shift", "augment_time_mask", "augment_frequency_mask"})
        EXPECT_EQ(Step(id, {{"share", 0.0}}, sound)(decibels), decibels) << id;
    EXPECT_EQ(Step("augment_gain", {{"decibels", 0.0}}, sound)(decibels), decibels);
}

TEST(Augmentation, FlipsAreMirrorsAndTwiceIsNone)
{
    const SampleForm odd{Kind::Picture, 2, 3, 3};
    const Floats picture = counted(odd);
    const Step across("augment_flip", {{"left_right", 1.0}}, odd), down("augment_flip", {{"left_right", 0.0}, {"upside_down", 1.0}}, odd),
        both("augment_flip", {{"left_right", 1.0}, {"upside_down", 1.0}}, odd);
    EXPECT_EQ(across(picture), (Floats{2, 1, 0, 5, 4, 3, 8, 7, 6, 11, 10, 9, 14, 13, 12, 17, 16, 15}));
    EXPECT_EQ(down(picture), (Floats{6, 7, 8, 3, 4, 5, 0, 1, 2, 15, 16, 17, 12, 13, 14, 9, 10, 11}));
    EXPECT_EQ(both(picture), across(down(picture)));
    for (const Step* step : {&across, &down, &both})
        EXPECT_EQ((*step)((*step)(picture)), picture);
    const Step half("augment_flip", {}, odd);
    int flipped = 0;
    for (int epoch = 0; epoch < 1000; ++epoch)
        flipped += half(picture, epoch) != picture;
    EXPECT_NEAR(flipped, 500, 80); // Five deviations.
}

TEST(Augmentation, ShiftsGoAsFarAsTheyMay)
{
    const SampleForm form{Kind::Picture, 1, 1, 20};
    const Step step("augment_shift", {}, form);
    std::vector<int> seen(5);
    for (int epoch = 0; epoch < 500; ++epoch) {
        const Floats after = step(counted(form), epoch);
        const int by = 10 - int(after[10]); // The place says where it came from.
        ASSERT_LE(std::abs(by), 2);
        ++seen[std::size_t(by + 2)];
        for (int x = 0; x < 20; ++x)
            ASSERT_EQ(after[std::size_t(x)], float(std::clamp(x - by, 0, 19)));
    }
    for (const int n : seen)
        EXPECT_NEAR(n, 100, 45);
}

TEST(Augmentation, RotationsAndZoomsKeepTheMiddle)
{
    const SampleForm form{Kind::Picture, 1, 5, 5};
    Floats spot(25);
    spot[12] = 200;
    for (int epoch = 0; epoch < 20; ++epoch) {
        EXPECT_NEAR(Step("augment_rotate", {{"degrees", 180.0}}, form)(spot, epoch)[12], 200, 1e-3);
        EXPECT_NEAR(Step("augment_zoom", {{"factor", 2.0}}, form)(spot, epoch)[12], 200, 1e-3);
    }
}

TEST(Augmentation, LightContrastAndColourDoWhatTheySay)
{
    const Floats picture = drawn(colours, 90, 160); // So that nothing reaches 0 or 255.
    const std::size_t area = colours.area();
    const auto luma_at = [&](const Floats& p, std::size_t i) { return 0.299 * p[i] + 0.587 * p[area + i] + 0.114 * p[2 * area + i]; };
    for (int epoch = 0; epoch < 10; ++epoch) {
        const Floats bright = Step("augment_brightness", {}, colours)(picture, epoch);
        const double factor = bright[0] / picture[0];
        EXPECT_NEAR(factor, 1, 0.2);
        const Floats contrast = Step("augment_contrast", {}, colours)(picture, epoch);
        const Floats colour = Step("augment_colour", {{"hue", 40.0}}, colours)(picture, epoch);
        double before = 0, behind = 0;
        for (std::size_t i = 0; i < area; ++i) {
            ASSERT_NEAR(bright[i], factor * picture[i], 1e-3);
            ASSERT_NEAR(luma_at(colour, i), luma_at(picture, i), 1e-3);
            before += luma_at(picture, i) / double(area);
            behind += luma_at(contrast, i) / double(area);
        }
        EXPECT_NEAR(before, behind, 1e-3);
        const double stretched = (contrast[0] - before) / (picture[0] - before);
        EXPECT_NEAR(stretched, 1, 0.2);
        for (std::size_t i = 0; i < picture.size(); i += 97)
            ASSERT_NEAR(contrast[i] - before, stretched * (picture[i] - before), 1e-2);
    }
    const SampleForm grey{Kind::Picture, 1, 4, 4};
    EXPECT_EQ(Step("augment_colour", {}, grey)(counted(grey)), counted(grey));
}

TEST(Augmentation, BlurIsAGaussianAndKeepsTheMean)
{
    const SampleForm form{Kind::Picture, 1, 41, 41};
    Floats spot(form.size());
    spot[20 * 41 + 20] = 255;
    for (int epoch = 0; epoch < 5; ++epoch) {
        const Floats after = Step("augment_blur", {{"strongest", 3.0}, {"probability", 1.0}}, form)(spot, epoch);
        EXPECT_NEAR(mean(after), mean(spot), 1e-6);
        const double middle = after[20 * 41 + 20], one = after[20 * 41 + 21], two = after[20 * 41 + 22], aslant = after[21 * 41 + 21];
        EXPECT_EQ(after[20 * 41 + 19], float(one));
        if (one < 1)
            continue; // Hardly any blur was drawn.
        EXPECT_NEAR(two / middle, std::pow(one / middle, 4), 1e-4); // exp(−k²/2σ²)
        EXPECT_NEAR(aslant / middle, std::pow(one / middle, 2), 1e-4);
    }
    const Floats even(form.size(), 77);
    for (const float v : Step("augment_blur", {{"probability", 1.0}}, form)(even))
        ASSERT_NEAR(v, 77, 1e-4);
}

TEST(Augmentation, NoiseHasTheDeviationThatWasDrawn)
{
    const Floats even(colours.size(), 128);
    double sum = 0;
    for (int epoch = 0; epoch < 50; ++epoch) {
        const Floats after = Step("augment_noise", {}, colours)(even, epoch);
        EXPECT_NEAR(mean(after), 128, 1);
        double square = 0;
        for (const float v : after)
            square += (v - 128) * (v - 128) / double(after.size());
        EXPECT_LT(std::sqrt(square), 10.5);
        sum += std::sqrt(square) / 50;
    }
    EXPECT_NEAR(sum, 5, 1.5); // Even between 0 and 10.
    Random random(1, 1);
    Floats normal(100'001);
    fill_normal(normal, random);
    double fourth = 0;
    for (const float v : normal)
        fourth += double(v) * v * v * v / double(normal.size());
    EXPECT_NEAR(fourth, 3, 0.1);
}

TEST(Augmentation, ErasesARectangleAndNothingElse)
{
    const Floats even(colours.size(), -1); // No value that could be drawn.
    for (int epoch = 0; epoch < 100; ++epoch) {
        const Floats after = Step("augment_erase", {{"probability", 1.0}}, colours)(even, epoch);
        std::size_t erased = 0, left = 32, right = 0, top = 32, bottom = 0;
        for (std::size_t i = 0; i < colours.area(); ++i) {
            ASSERT_EQ(after[i] < 0, after[colours.area() + i] < 0); // The same in all channels.
            if (after[i] < 0)
                continue;
            ++erased;
            left = std::min(left, i % 32);
            right = std::max(right, i % 32);
            top = std::min(top, i / 32);
            bottom = std::max(bottom, i / 32);
        }
        ASSERT_EQ(erased, (right - left + 1) * (bottom - top + 1));
        EXPECT_GE(double(erased), 0.015 * 1024); // Rounded sides.
        EXPECT_LE(double(erased), 0.45 * 1024);
        const double ratio = double(bottom - top + 1) / double(right - left + 1);
        EXPECT_GT(ratio, 0.2);
        EXPECT_LT(ratio, 5);
    }
}

TEST(Augmentation, SoundsAreShiftedMaskedAndMadeLouder)
{
    const Floats decibels = drawn(sound, -60, -10);
    const auto middle = float(mean(decibels));
    for (int epoch = 0; epoch < 20; ++epoch) {
        const Floats moved = Step("augment_time_shift", {}, sound)(decibels, epoch);
        int by = 99;
        for (int d = -10; d <= 10; ++d)
            if (moved[50] == decibels[std::size_t(50 - d)])
                by = d;
        ASSERT_NE(by, 99);
        for (std::size_t i = 0; i < decibels.size(); ++i)
            ASSERT_EQ(moved[i], decibels[i / 100 * 100 + std::size_t(std::clamp(int(i % 100) - by, 0, 99))]);

        const Floats gaps = Step("augment_time_mask", {{"masks", std::int64_t{1}}}, sound)(decibels, epoch);
        const Floats bands = Step("augment_frequency_mask", {{"masks", std::int64_t{1}}}, sound)(decibels, epoch);
        std::size_t masked_moments = 0, masked_bands = 0;
        for (std::size_t i = 0; i < decibels.size(); ++i) {
            ASSERT_TRUE(gaps[i] == decibels[i] || std::abs(gaps[i] - middle) < 1e-4f);
            ASSERT_TRUE(bands[i] == decibels[i] || std::abs(bands[i] - middle) < 1e-4f);
            masked_moments += i < 100 && gaps[i] != decibels[i];
            masked_bands += i % 100 == 0 && bands[i] != decibels[i];
            ASSERT_EQ(gaps[i] != decibels[i], gaps[i % 100] != decibels[i % 100]) << "a moment is masked in all bands or in none";
            ASSERT_EQ(bands[i] != decibels[i], bands[i / 100 * 100] != decibels[i / 100 * 100]);
        }
        EXPECT_LE(masked_moments, 10u);
        EXPECT_LE(masked_bands, 8u);

        Floats with_silence = decibels;
        with_silence[3] = -100;
        const Floats loud = Step("augment_gain", {}, sound)(with_silence, epoch);
        EXPECT_EQ(loud[3], -100);
        EXPECT_NEAR(loud[0] - decibels[0], loud[70] - decibels[70], 1e-4);
        EXPECT_LE(std::abs(loud[0] - decibels[0]), 6);
    }
}

TEST(Augmentation, HissIsAsFarBelowTheSoundAsItSays)
{
    const auto power = [](const Floats& v) {
        double sum = 0;
        for (const float x : v)
            sum += std::pow(10, x / 10.0) / double(v.size());
        return sum;
    };
    const Floats decibels = drawn(sound, -60, -10);
    for (const double below : {0.0, 10.0, 20.0}) {
        const Floats noisy = Step("augment_sound_noise", {{"loudest", below}, {"quietest", below}}, sound)(decibels);
        const double added = power(noisy) / power(decibels) - 1;
        EXPECT_NEAR(-10 * std::log10(added), below, 0.3);
        for (std::size_t i = 0; i < noisy.size(); ++i)
            ASSERT_GE(noisy[i], decibels[i] - 1e-3f);
    }
}

TEST(Augmentation, SharesAreBetaAsInTheirPapers)
{
    for (const double alpha : {0.2, 1.0, 3.0}) {
        Random random(3, 3);
        double sum = 0, square = 0;
        constexpr int n = 20'000;
        for (int i = 0; i < n; ++i) {
            const double x = beta(random, alpha);
            ASSERT_TRUE(x >= 0 && x <= 1);
            sum += x / n;
            square += x * x / n;
        }
        EXPECT_NEAR(sum, 0.5, 0.02);
        EXPECT_NEAR(square - sum * sum, 1 / (4 * (2 * alpha + 1)), 0.01); // The variance of Beta(α, α).
    }
}

TEST(Augmentation, MixturesAreTheirShares)
{
    Floats a(colours.size(), 10), b(colours.size(), 20), scratch(colours.size());
    const PreparationStep mixup{"augment_mixup", {}, {{"alpha", 1.0}}}, cutmix{"augment_cutmix", {}, {}};
    for (int epoch = 0; epoch < 20; ++epoch) {
        Floats x = a, y = b;
        const double share = Augmentation::make({&mixup, 1}, colours)->mix(x, y, {1, epoch, 7}, scratch);
        EXPECT_EQ(x, y);
        for (const float v : x)
            ASSERT_NEAR(v, 10 * share + 20 * (1 - share), 1e-5);
        x = a;
        y = b;
        const double uncut = Augmentation::make({&cutmix, 1}, colours)->mix(x, y, {1, epoch, 7}, scratch);
        EXPECT_EQ(x, y);
        EXPECT_NEAR(uncut, double(std::ranges::count(x, 10.0f)) / double(x.size()), 1e-9);
        EXPECT_EQ(std::ranges::count(x, 10.0f) + std::ranges::count(x, 20.0f), std::ptrdiff_t(x.size()));
    }
}

TEST(Augmentation, IsTheSameForTheSameRowAndEpochAndNoOther)
{
    const std::vector<PreparationStep> steps{{"augment_rotate", {}, {}}, {"augment_noise", {}, {}}};
    const auto made = Augmentation::make(steps, colours);
    ASSERT_TRUE(made);
    const Floats picture = drawn(colours, 0, 255);
    const auto once = [&](const Augmentation::Place& at) {
        Floats values = picture, scratch(values.size());
        made->change(values, at, scratch);
        return values;
    };
    const Floats first = once({1, 2, 3, 0});
    EXPECT_EQ(first, once({1, 2, 3, 0}));
    for (const Augmentation::Place& other : {Augmentation::Place{2, 2, 3, 0}, {1, 3, 3, 0}, {1, 2, 4, 0}, {1, 2, 3, 1}})
        EXPECT_NE(first, once(other));
    // In the order of the list.
    const std::vector<PreparationStep> turned{steps[1], steps[0]};
    Floats values = picture, scratch(values.size());
    Augmentation::make(turned, colours)->change(values, {1, 2, 3, 0}, scratch);
    EXPECT_NE(first, values);
}

TEST(Augmentation, RefusesSamplesOfAnotherKind)
{
    for (const StepType* type : step_types()) {
        if (!type->augments)
            continue;
        EXPECT_FALSE(type->augments(Kind::Other)) << type->id;
        const PreparationStep step{std::string(type->id), {}, {}}, off{std::string(type->id), {}, {}, false};
        const auto made = Augmentation::make({&step, 1}, {});
        ASSERT_FALSE(made);
        EXPECT_NE(render(made.error().message, Language::English).find(type->title.source), std::string::npos);
        EXPECT_TRUE(Augmentation::make({&off, 1}, {}));
    }
}

} // namespace augmentation_test
} // namespace loom
