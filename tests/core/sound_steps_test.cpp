// Sounds as pictures of their pitch over time.
#include "core/sound_files.h"
#include "core/step_kit.h"
#include "data/audit.h"
#include "data/dataset.h"
#include "data/spectrum.h"
#include "data_files.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

namespace loom {
namespace sound_steps_test {

using namespace test;

/// A tone and a rising one, one second at 8 kHz.
std::vector<float> two_tones()
{
    std::vector<float> y;
    for (int i = 0; i < 8000; ++i)
        y.push_back(float(0.5 * std::sin(2 * std::numbers::pi * 440 * i / 8000) + 0.3 * std::sin(2 * std::numbers::pi * (500 + 0.1 * i) * i / 8000)));
    return y;
}

// librosa 0.11: melspectrogram(n_fft=200, hop_length=80, n_mels=32, pad_mode="constant"), power_to_db(top_db=None), mfcc(S=…).
TEST(MelSpectrum, IsThatOfLibrosa)
{
    MelSpectrum spectrum({.rate = 8000, .window = 200, .hop = 80, .bands = 32});
    const auto sound = two_tones();
    const std::size_t frames = spectrum.frames(sound.size());
    ASSERT_EQ(frames, 101u);
    std::vector<float> decibels(32 * frames);
    spectrum.decibels(sound, decibels);
    const auto at = [&](std::size_t band, std::size_t frame) { return decibels[band * frames + frame]; };
    EXPECT_NEAR(at(0, 0), -8.98263, 0.01);
    EXPECT_NEAR(at(5, 0), 6.28234, 0.01);
    EXPECT_NEAR(at(5, 50), 9.54941, 0.01);
    EXPECT_NEAR(at(20, 70), 2.52903, 0.01);
    EXPECT_NEAR(at(12, 33), -17.34094, 0.01);
    EXPECT_NEAR(at(31, 100), -29.50319, 0.05);
    EXPECT_NEAR(*std::ranges::max_element(decibels), 9.56234, 0.01);
    EXPECT_NEAR(*std::ranges::min_element(decibels), -100, 1e-4);
    std::vector<float> coefficients(13 * frames);
    cepstrum(decibels, 32, 13, coefficients);
    // Sums over bands of −70 dB and less, where 32-bit transforms differ by some decibels.
    EXPECT_NEAR(coefficients[0], -118.03875, 1);
    EXPECT_NEAR(coefficients[1 * frames + 50], 68.64417, 8);
    std::vector<float> flat(32, 3.0f), of_flat(4);
    cepstrum(flat, 32, 4, of_flat);
    EXPECT_NEAR(of_flat[0], 3 * std::sqrt(32.0), 1e-4);
    EXPECT_NEAR(of_flat[1], 0, 1e-4);
    EXPECT_NEAR(of_flat[3], 0, 1e-4);
}

std::string tone(double hz, int samples)
{
    std::vector<std::int16_t> values;
    for (int i = 0; i < samples; ++i)
        values.push_back(std::int16_t(12'000 * std::sin(2 * std::numbers::pi * hz * i / 8000)));
    return wav(values);
}
/// Twelve low and twelve high tones of half a second, one of them longer.
void write_tones(const DataFolder& folder)
{
    for (int i = 0; i < 12; ++i) {
        folder.write("low/" + std::to_string(i) + ".wav", tone(300 + 5 * i, 4000));
        folder.write("high/" + std::to_string(i) + ".wav", tone(2000 + 20 * i, i == 3 ? 12'000 : 4000));
    }
}
std::shared_ptr<const Dataset> opened(const DataFolder& folder, std::vector<PreparationStep> steps)
{
    const auto data = Dataset::open({.path = folder.path(), .steps = std::move(steps)});
    EXPECT_TRUE(data) << render(data.error().message);
    return data ? *data : nullptr;
}

TEST(SoundData, SoundsAloneBecomeSpectrogramsByThemselves)
{
    DataFolder folder;
    write_tones(folder);
    const auto data = opened(folder, {});
    ASSERT_TRUE(data);
    EXPECT_EQ(data->facts().sample, (Shape{1, 64, 51})); // Half a second in steps of 10 ms; 19 of 20 are no longer.
    EXPECT_FALSE(data->facts().pictures);
    ASSERT_EQ(data->facts().mean.size(), 1u);
    EXPECT_LT(data->facts().mean[0], -20);
    EXPECT_GT(data->facts().deviation[0], 5);
    const std::size_t width = 64 * 51;
    for (const Part part : {Part::Train, Part::Validation, Part::Test})
        for (const std::uint32_t row : data->rows(part)) {
            std::vector<float> sample(width);
            data->fill({&row, 1}, sample);
            // The loudest band in the middle tells the class.
            std::size_t loudest = 0;
            for (std::size_t band = 1; band < 64; ++band)
                if (sample[band * 51 + 25] > sample[loudest * 51 + 25])
                    loudest = band;
            EXPECT_EQ(data->facts().classes[std::size_t(data->label(row))], loudest < 20 ? "low" : "high") << loudest;
        }

    // A file of its own goes the same way.
    const auto written = encoder_from_json(to_json(data->encoder()));
    ASSERT_TRUE(written);
    const std::string file = folder.path() + "/low/0.wav";
    const auto samples = open_samples(*written, file);
    ASSERT_TRUE(samples) << render(samples.error().message);
    std::vector<float> alone(width), among(width);
    const std::uint32_t first = 0;
    (*samples)->fill({&first, 1}, alone);
    for (std::uint32_t row = 0; row < data->table().rows; ++row)
        if (data->table().columns[0].text(row) == "low/0.wav")
            data->fill({&row, 1}, among);
    EXPECT_EQ(alone, among);
}

TEST(SoundData, SettingsSayWhatIsMade)
{
    DataFolder folder;
    write_tones(folder);
    const auto data = opened(folder, {{"spectrogram", {}, {{"kind", std::string("mfcc")}, {"coefficients", std::int64_t{13}}, {"form", std::string("sequence")}, {"seconds", 0.25}, {"rate", std::int64_t{4000}}}}});
    ASSERT_TRUE(data);
    EXPECT_EQ(data->facts().sample, (Shape{13, 26}));
    EXPECT_EQ(data->facts().mean.size(), 13u); // One for each coefficient.
    const Dataset other = *opened(folder, {{"spectrogram", {}, {{"bands", std::int64_t{20}}}}});
    EXPECT_EQ(other.facts().sample, (Shape{1, 20, 51}));
}

/// Counts what is decoded, and cancels at some sound.
class WatchedSounds : public SoundStore {
public:
    explicit WatchedSounds(std::shared_ptr<const SoundStore> sounds) : sounds_(std::move(sounds)) {}
    std::size_t size() const override { return sounds_->size(); }
    SoundShape shape(std::size_t i) const override { return sounds_->shape(i); }
    Result<Sound> sound(std::size_t i, int rate) const override
    {
        if (++decoded == cancel_at)
            progress.cancelled = true;
        return sounds_->sound(i, rate);
    }
    std::string name(std::size_t i) const override { return sounds_->name(i); }
    std::uint64_t fingerprint() const override { return sounds_->fingerprint(); }

    mutable std::atomic<int> decoded = 0;
    int cancel_at = 0;
    mutable Progress progress;

private:
    std::shared_ptr<const SoundStore> sounds_;
};

struct Watched {
    std::shared_ptr<WatchedSounds> sounds;
    std::shared_ptr<const Table> table;
    Watched()
    {
        DataFolder* folder = &folder_;
        write_tones(*folder);
        auto copy = std::make_shared<Table>(opened(*folder, {})->table());
        Column& sound = *std::ranges::find_if(copy->columns, [](const Column& c) { return c.sounds() != nullptr; });
        sounds = std::make_shared<WatchedSounds>(std::get<std::shared_ptr<const SoundStore>>(sound.cells));
        sound.cells = std::shared_ptr<const SoundStore>(sounds);
        table = std::move(copy);
    }

private:
    DataFolder folder_;
};

TEST(SoundData, SpectrogramsGoFromADatasetToTheNextAndNoFurther)
{
    const Watched watched;
    const int all = int(watched.sounds->size());
    const std::vector<PreparationStep> steps = {{"spectrogram", {}, {{"seconds", 0.5}}}};
    auto data = *Dataset::make(watched.table, {.steps = steps});
    EXPECT_EQ(watched.sounds->decoded, all);
    data = *Dataset::make(watched.table, {.split_seed = 7, .steps = steps}, nullptr, Samples::default_memory, data);
    EXPECT_EQ(watched.sounds->decoded, all); // Other rows learned the same.
    data = *Dataset::make(watched.table, {.steps = {{"spectrogram", {}, {{"bands", std::int64_t{8}}}}}}, nullptr, Samples::default_memory, data);
    EXPECT_EQ(watched.sounds->decoded, 2 * all);
    data.reset();
    data = *Dataset::make(watched.table, {.steps = {{"spectrogram", {}, {{"bands", std::int64_t{8}}}}}});
    EXPECT_EQ(watched.sounds->decoded, 3 * all); // Nobody kept them.
}

TEST(SoundData, OpeningAndAuditEndWhereTheyAreCancelled)
{
    Watched watched;
    const int all = int(watched.sounds->size());
    ASSERT_EQ(all, 24);
    watched.sounds->cancel_at = 5;
    const auto stopped = Dataset::make(watched.table, {}, &watched.sounds->progress);
    ASSERT_FALSE(stopped);
    EXPECT_EQ(stopped.error().blame, Blame::Call);
    EXPECT_EQ(render(stopped.error().message), "Opening the data was stopped.");
    EXPECT_LT(watched.sounds->decoded, 12);

    watched.sounds->progress.cancelled = false;
    std::vector<ColumnStatistics> statistics;
    for (const Column& c : watched.table->columns)
        statistics.push_back(loom::statistics(c));
    watched.sounds->decoded = 0;
    EXPECT_TRUE(audit(*watched.table, nullptr, statistics, {}, 2, &watched.sounds->progress).empty());
    EXPECT_LT(watched.sounds->decoded, 12);
    const CheckType& sounds = **std::ranges::find(check_types(), "sounds", [](const CheckType* c) { return c->id; });
    watched.sounds->decoded = 0;
    watched.sounds->progress.cancelled = false;
    Audited a{*watched.table, nullptr, statistics};
    a.progress = &watched.sounds->progress;
    sounds.look(a);
    EXPECT_LT(watched.sounds->decoded, 12);
}

TEST(SoundData, ASoundThatCannotBeReadIsInNoPart)
{
    DataFolder folder;
    write_tones(folder);
    const auto data = opened(folder, {});
    ASSERT_TRUE(data);
    const std::size_t all = data->facts().rows;
    // It goes away between two openings of the data.
    auto table = std::make_shared<Table>(data->table());
    fs::remove(folder.path() + "/low/3.wav");
    folder.write("low/4.wav", "RIFF");
    const auto again = Dataset::make(table, {.steps = {{"spectrogram", {}, {{"bands", std::int64_t{8}}}}}});
    ASSERT_TRUE(again) << render(again.error().message);
    EXPECT_EQ(std::size_t((*again)->facts().rows), all - 2);
    std::size_t in_parts = 0;
    for (const Part part : {Part::Train, Part::Validation, Part::Test})
        in_parts += (*again)->rows(part).size();
    EXPECT_EQ(in_parts, all - 2);
    EXPECT_TRUE(std::ranges::any_of((*again)->notes(), [](const Message& note) { return render(note).find("2 rows have nothing in “sound”") == 0; }));
}

} // namespace sound_steps_test
} // namespace loom
