#include "data/sound_look.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace loom {
namespace sound_look_test {

Sound tone(double hertz, std::size_t samples = 8000)
{
    Sound sound;
    sound.rate = 8000;
    for (std::size_t i = 0; i < samples; ++i)
        sound.samples.push_back(float(0.5 * std::sin(2 * std::numbers::pi * hertz * double(i) / sound.rate)));
    return sound;
}

TEST(SoundLook, ATonesBandIsTheLoudest)
{
    // 256 bands of 15.625 Hz: 1 000 Hz is the 64th.
    const Spectrogram s = spectrogram_of(tone(1000), 20);
    ASSERT_EQ(s.columns, 20);
    ASSERT_EQ(s.decibels.size(), 20u * Spectrogram::bands);
    for (int c = 2; c < 18; ++c) {
        const auto begin = s.decibels.begin() + c * Spectrogram::bands;
        EXPECT_EQ(std::max_element(begin, begin + Spectrogram::bands) - begin, 64) << c;
        EXPECT_LT(begin[128], -60) << c; // An octave above there is nothing.
    }
    EXPECT_EQ(std::ranges::max(s.decibels), 0);
    EXPECT_GE(std::ranges::min(s.decibels), Spectrogram::quietest);
}

TEST(SoundLook, WhatIsLaterStandsFurtherRight)
{
    Sound sound = tone(500, 4000);
    const Sound high = tone(3000, 4000);
    sound.samples.insert(sound.samples.end(), high.samples.begin(), high.samples.end());
    const Spectrogram s = spectrogram_of(sound, 10);
    const auto loudest = [&](int c) {
        const auto begin = s.decibels.begin() + c * Spectrogram::bands;
        return std::max_element(begin, begin + Spectrogram::bands) - begin;
    };
    EXPECT_EQ(loudest(2), 32);
    EXPECT_EQ(loudest(7), 192);
}

TEST(SoundLook, SilenceAndShortSoundsAreNoTrap)
{
    EXPECT_EQ(spectrogram_of({}, 10).columns, 0);
    EXPECT_TRUE(outline_of({}, 10).empty());
    const Sound silent{std::vector<float>(100, 0.0F), 8000};
    EXPECT_EQ(std::ranges::max(spectrogram_of(silent, 5).decibels), Spectrogram::quietest);
    const Sound three{{0.25F, -0.5F, 1.0F}, 8000};
    const auto outline = outline_of(three, 6); // More columns than samples.
    ASSERT_EQ(outline.size(), 6u);
    EXPECT_EQ(outline[0].first, 0.25F);
    EXPECT_EQ(outline[5].second, 1.0F);
    EXPECT_EQ(outline_of(three, 1)[0], std::pair(-0.5F, 1.0F));
}

} // namespace sound_look_test
} // namespace loom
