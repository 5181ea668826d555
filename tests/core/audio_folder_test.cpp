#include "data/name_pattern.h"
#include "data/open.h"
#include "data/statistics.h"
#include "archive_files.h"
#include "schema/types.h"

#include <gtest/gtest.h>
#include <sndfile.h>

#include <cmath>
#include <cstring>
#include <numbers>

namespace loom {
namespace audio_folder_test {

/// A sine of 440 Hz, the channels louder and louder.
std::vector<float> sine(int frames, int rate, int channels)
{
    std::vector<float> values;
    for (int i = 0; i < frames; ++i)
        for (int c = 0; c < channels; ++c)
            values.push_back(float(0.5 * (c + 1) / channels * std::sin(2 * std::numbers::pi * 440 * i / rate)));
    return values;
}

void write_sound(const fs::path& path, int format, int frames = 800, int rate = 8000, int channels = 1)
{
    fs::create_directories(path.parent_path());
    SF_INFO info{};
    info.samplerate = rate;
    info.channels = channels;
    info.format = format;
    SNDFILE* file = sf_open(path.c_str(), SFM_WRITE, &info);
    ASSERT_TRUE(file) << path;
    const auto values = sine(frames, rate, channels);
    ASSERT_EQ(sf_writef_float(file, values.data(), frames), frames);
    sf_close(file);
}

constexpr int wav16 = SF_FORMAT_WAV | SF_FORMAT_PCM_16;

std::string bytes_of(const fs::path& path)
{
    return *read_file(path);
}

/// Puts a number of four bytes into a WAV header, little-endian.
void put(std::string& bytes, std::size_t at, std::uint32_t value)
{
    std::memcpy(bytes.data() + at, &value, 4);
}

Values audio_settings(std::string_view classes, const std::string& pattern)
{
    const SourceType& type = *find_source("audio_folder");
    Values values = defaults(type);
    values[*type.index_of("classes")] = std::string(classes);
    values[*type.index_of("pattern")] = pattern;
    return values;
}

double loudest(const Sound& sound)
{
    double most = 0;
    for (const float v : sound.samples)
        most = std::max(most, double(std::abs(v)));
    return most;
}

TEST(Sounds, EveryFormatIsDecodedAlike)
{
    const test::DataFolder folder;
    const fs::path root = folder.path();
    struct Case {
        const char* name;
        int format;
        double near;
    };
    for (const auto& [name, format, near] : {Case{"u8.wav", SF_FORMAT_WAV | SF_FORMAT_PCM_U8, 0.01},
                                             {"16.wav", wav16, 1e-4},
                                             {"24.wav", SF_FORMAT_WAV | SF_FORMAT_PCM_24, 1e-6},
                                             {"32.wav", SF_FORMAT_WAV | SF_FORMAT_PCM_32, 1e-6},
                                             {"float.wav", SF_FORMAT_WAV | SF_FORMAT_FLOAT, 1e-7},
                                             {"double.wav", SF_FORMAT_WAV | SF_FORMAT_DOUBLE, 1e-7},
                                             {"ulaw.wav", SF_FORMAT_WAV | SF_FORMAT_ULAW, 0.03},
                                             {"x.flac", SF_FORMAT_FLAC | SF_FORMAT_PCM_16, 1e-4},
                                             {"x.ogg", SF_FORMAT_OGG | SF_FORMAT_VORBIS, 0.1},
                                             {"x.mp3", SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_III, 0.1}}) {
        write_sound(root / name, format);
        const auto shape = inspect_sound(root / name);
        ASSERT_TRUE(shape) << name << render(shape.error().message);
        EXPECT_EQ(shape->frames, 800) << name;
        EXPECT_EQ(shape->rate, 8000) << name;
        EXPECT_EQ(shape->channels, 1) << name;
        EXPECT_FALSE(shape->cut_off) << name;
        EXPECT_DOUBLE_EQ(shape->seconds(), 0.1) << name;
        const auto sound = read_sound(root / name);
        ASSERT_TRUE(sound) << name << render(sound.error().message);
        ASSERT_EQ(sound->samples.size(), 800u) << name;
        const auto expected = sine(800, 8000, 1);
        double worst = 0;
        for (std::size_t i = 100; i < 700; ++i)
            worst = std::max(worst, double(std::abs(sound->samples[i] - expected[i])));
        EXPECT_LE(worst, near) << name;
    }
}

TEST(Sounds, ChannelsAreAveragedAndTheRateIsBroughtOver)
{
    const test::DataFolder folder;
    const fs::path path = fs::path(folder.path()) / "six.wav";
    write_sound(path, wav16, 48'000, 48'000, 6);
    const auto shape = inspect_sound(path);
    ASSERT_TRUE(shape);
    EXPECT_EQ(shape->channels, 6);
    EXPECT_EQ(shape->frames, 48'000);
    const auto whole = read_sound(path);
    ASSERT_TRUE(whole);
    EXPECT_NEAR(loudest(*whole), 0.5 * 3.5 / 6, 1e-3);
    const auto slow = read_sound(path, 16'000);
    ASSERT_TRUE(slow);
    EXPECT_EQ(slow->rate, 16'000);
    EXPECT_NEAR(double(slow->samples.size()), 16'000, 1);
    // The same tone: as many times through zero.
    const auto crossings = [](const Sound& s) {
        int count = 0;
        for (std::size_t i = 1; i < s.samples.size(); ++i)
            count += (s.samples[i] < 0) != (s.samples[i - 1] < 0);
        return count;
    };
    EXPECT_NEAR(crossings(*slow), 880, 4);
    EXPECT_NEAR(loudest(*slow), 0.5 * 3.5 / 6, 0.01);
    EXPECT_FALSE(read_sound(path, 1));
    EXPECT_FALSE(read_sound(path, -5));
    EXPECT_FALSE(read_sound(path, 2'000'000'000));
}

TEST(Sounds, ValuesThatAreNoNumbersAreSilence)
{
    const test::DataFolder folder;
    const fs::path path = fs::path(folder.path()) / "nan.wav";
    write_sound(path, SF_FORMAT_WAV | SF_FORMAT_FLOAT);
    std::string bytes = bytes_of(path);
    put(bytes, bytes.size() - 4, 0x7FC00000);
    put(bytes, bytes.size() - 8, 0x7F800000);
    folder.write("nan.wav", bytes);
    const auto sound = read_sound(path);
    ASSERT_TRUE(sound);
    EXPECT_EQ(sound->samples.back(), 0);
    for (const float v : sound->samples)
        EXPECT_TRUE(std::isfinite(v));
}

TEST(Sounds, CutOffAndLyingHeadersAreBounded)
{
    const test::DataFolder folder;
    const fs::path root = folder.path();
    write_sound(root / "whole.wav", wav16);
    const std::string whole = bytes_of(root / "whole.wav");
    const std::size_t data = whole.find("data");
    ASSERT_NE(data, whole.npos);

    const auto half = inspect_sound(folder.write("half.wav", whole.substr(0, data + 8 + 801)));
    ASSERT_TRUE(half);
    EXPECT_EQ(half->frames, 400);
    EXPECT_TRUE(half->cut_off);
    EXPECT_EQ(read_sound(root / "half.wav")->samples.size(), 400u);

    for (const std::uint32_t claim : {0x7FFFFFFEu, 0xFFFFFFFEu, 0xFFFFFFFFu}) {
        std::string lie = whole;
        put(lie, data + 4, claim);
        const auto shape = inspect_sound(folder.write("lie.wav", lie));
        ASSERT_TRUE(shape) << claim;
        EXPECT_EQ(shape->frames, 800) << claim;
        EXPECT_EQ(read_sound(root / "lie.wav")->samples.size(), 800u) << claim;
    }
    std::string none = whole;
    put(none, data + 4, 0);
    none.resize(data + 8);
    EXPECT_FALSE(inspect_sound(folder.write("none.wav", none)));
    EXPECT_FALSE(inspect_sound(folder.write("empty.wav", "")));
    EXPECT_FALSE(inspect_sound(folder.write("text.wav", "this is no sound")));
    EXPECT_FALSE(inspect_sound(root));
    EXPECT_FALSE(inspect_sound(root / "absent.wav"));
    EXPECT_FALSE(read_sound(root / "absent.wav"));
    // Headers of impossible rates and channels.
    for (const std::uint32_t rate : {0u, 0xFFFFFFFFu}) {
        std::string odd = whole;
        put(odd, 24, rate);
        EXPECT_FALSE(inspect_sound(folder.write("rate.wav", odd))) << rate;
    }
    std::string wide = whole;
    wide[22] = wide[23] = '\xFF';
    EXPECT_FALSE(inspect_sound(folder.write("wide.wav", wide)));
    // Cut off and damaged anywhere: an error or a sound, never a crash.
    for (const char* name : {"x.flac", "x.ogg", "x.mp3"}) {
        write_sound(root / name, name[2] == 'f'   ? SF_FORMAT_FLAC | SF_FORMAT_PCM_16
                                 : name[2] == 'o' ? SF_FORMAT_OGG | SF_FORMAT_VORBIS
                                                  : SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_III,
                    20'000);
        const std::string good = bytes_of(root / name);
        for (std::size_t keep = 0; keep < good.size(); keep += good.size() / 23 + 1) {
            const fs::path cut = folder.write(std::string("cut_") + name, good.substr(0, keep));
            if (const auto shape = inspect_sound(cut)) {
                EXPECT_LE(shape->frames, 24'000) << name << keep;
                const auto sound = read_sound(cut);
                EXPECT_TRUE(!sound || std::int64_t(sound->samples.size()) <= shape->frames) << name << keep;
            }
        }
    }
    // A FLAC header of 36 bits that claims 68 thousand million samples.
    std::string flac = bytes_of(root / "x.flac");
    flac[21] = char(flac[21] | 0x0F);
    flac[22] = flac[23] = flac[24] = flac[25] = '\xFF';
    const auto lying = inspect_sound(folder.write("lie.flac", flac));
    ASSERT_TRUE(lying);
    EXPECT_EQ(lying->frames, 20'000);
}

TEST(NamePattern, IsParsedAndGuessed)
{
    const auto p = NamePattern::parse("{digit}_{speaker}_{index}");
    ASSERT_TRUE(p);
    EXPECT_EQ(*p->match("7_jackson_32"), (std::vector<std::string>{"7", "jackson", "32"}));
    EXPECT_EQ(*p->match("7_a_b_c"), (std::vector<std::string>{"7", "a", "b_c"}));
    EXPECT_FALSE(p->match("7_jackson"));
    EXPECT_FALSE(p->match("__"));
    EXPECT_FALSE(p->match(""));
    const auto around = NamePattern::parse("rec {word}-take{n}.v2");
    ASSERT_TRUE(around);
    EXPECT_EQ(*around->match("rec yes-take12.v2"), (std::vector<std::string>{"yes", "12"}));
    EXPECT_FALSE(around->match("rec yes-take12"));
    for (const char* wrong : {"", "abc", "{a", "a}", "{}", "{a}{b}", "{a}_{a}", "{{a}}"})
        EXPECT_FALSE(NamePattern::parse(wrong)) << wrong;

    const auto guess = [](const std::vector<std::string>& stems) {
        const auto found = NamePattern::guess(stems);
        return found ? found->text() : std::string();
    };
    EXPECT_EQ(guess({"happy-1", "happy-2", "sad-1", "sad-2"}), "{label}-{index}");
    EXPECT_EQ(guess({"a_1", "b_2", "c_3", "d_4"}), "");          // Nothing comes again.
    EXPECT_EQ(guess({"a_1", "a_2", "b_1", "b_2_x"}), "");        // Not all of one kind.
    EXPECT_EQ(guess({"yes_1", "no_1"}), "");                      // Too few to tell.
    EXPECT_EQ(guess({}), "");
    EXPECT_EQ(guess({"x y 1", "x y 2", "x z 3", "x z 4"}), "{part 1} {label} {index}");
}

TEST(AudioFolder, FolderNamesAreClassesAndParts)
{
    const test::DataFolder folder;
    const fs::path root = folder.path();
    for (const char* part : {"train", "test"})
        for (const char* word : {"yes", "no"})
            for (int i = 0; i < 3; ++i)
                write_sound(root / part / word / (std::to_string(i) + ".wav"), wav16, 400 * (i + 1));
    folder.write("README.md", "about");
    const auto table = open_data(root.string());
    ASSERT_TRUE(table) << render(table.error().message);
    const Table& t = **table;
    EXPECT_EQ(t.source, "audio_folder");
    EXPECT_EQ(t.rows, 12u);
    EXPECT_EQ(t.target, "label");
    ASSERT_EQ(t.columns.size(), 2u);
    EXPECT_EQ(t.columns[0].type, ColumnType::Audio);
    EXPECT_EQ(t.columns[0].size(), 12u);
    EXPECT_FALSE(t.columns[0].missing(0));
    EXPECT_EQ(t.columns[0].text(0), "train/no/0.wav");
    EXPECT_EQ(t.columns[1].text(3), "yes");
    EXPECT_EQ(t.split[0], Part::Train);
    EXPECT_EQ(t.split[11], Part::Test);
    const ColumnStatistics s = statistics(t.columns[0]);
    EXPECT_DOUBLE_EQ(s.shortest, 0.05);
    EXPECT_DOUBLE_EQ(s.longest, 0.15);
    EXPECT_NEAR(s.total_seconds, 4 * 0.3, 1e-9);
    EXPECT_EQ(s.most_common_rate, 8000);
    const auto sound = t.columns[0].sounds()->sound(2, 0);
    ASSERT_TRUE(sound);
    EXPECT_EQ(sound->samples.size(), 1200u);
    const std::uint64_t before = fingerprint(t.columns[0]);
    EXPECT_EQ(fingerprint((*open_data(root.string()))->columns[0]), before);
    write_sound(root / "test" / "yes" / "2.wav", wav16, 1201);
    EXPECT_NE(fingerprint((*open_data(root.string()))->columns[0]), before);
}

TEST(AudioFolder, WhatCannotBeReadIsSetAsideWithItsReason)
{
    const test::DataFolder folder;
    const fs::path root = folder.path();
    const std::string longest = std::string(251, 'n') + ".wav";
    for (const char* name : {"a/good.wav", "a/two words.wav", "b/声音 №1.wav", "b/bytes\xFF.wav"})
        write_sound(root / name, wav16);
    write_sound(root / "b" / longest, wav16);
    folder.write("a/zero.wav", "");
    folder.write("b/text.mp3", "no sound at all");
    std::string whole = bytes_of(root / "a/good.wav");
    std::string no_samples = whole.substr(0, whole.find("data") + 8);
    put(no_samples, no_samples.size() - 4, 0);
    folder.write("b/none.wav", no_samples);
    folder.write("a/half.wav", whole.substr(0, whole.size() / 2));
    folder.write("a/notes.txt", "x");
    folder.write(".hidden/x.wav", "");
    const auto table = open_data(root.string());
    ASSERT_TRUE(table) << render(table.error().message);
    const Table& t = **table;
    EXPECT_EQ(t.rows, 6u);
    EXPECT_EQ(t.bad_row_count, 3u);
    std::string aside, notes;
    for (const auto& bad : t.bad_rows)
        aside += bad.place + ": " + render(bad.reason, Language::English) + "\n";
    for (const auto& note : t.notes)
        notes += render(note, Language::English) + "\n";
    EXPECT_NE(aside.find("a/zero.wav: The file is empty."), aside.npos) << aside;
    EXPECT_NE(aside.find("b/none.wav: The sound has no samples."), aside.npos) << aside;
    EXPECT_NE(aside.find("b/text.mp3: It is no sound that can be read."), aside.npos) << aside;
    EXPECT_NE(notes.find("a/half.wav"), notes.npos) << notes;
    EXPECT_NE(notes.find("One file is no sound"), notes.npos) << notes;
    for (std::size_t i = 0; i < t.rows; ++i)
        EXPECT_TRUE(t.columns[0].sounds()->sound(i)) << t.columns[0].text(i);

    const test::DataFolder other;
    other.write("a/zero.wav", "");
    EXPECT_FALSE(open_data(other.path()));
    fs::create_directories(fs::path(other.path()) / "empty");
    EXPECT_FALSE(open_data((fs::path(other.path()) / "empty").string()));
    const SourceType& type = *find_source("audio_folder");
    EXPECT_FALSE(type.open(defaults(type), (fs::path(other.path()) / "empty").string(), nullptr));
}

TEST(AudioFolder, EveryFormatIsReadInAnArchive)
{
    const test::DataFolder folder;
    const fs::path root = folder.path();
    const std::vector<std::pair<std::string, int>> formats = {{"1.wav", wav16},
                                                              {"2.flac", SF_FORMAT_FLAC | SF_FORMAT_PCM_16},
                                                              {"3.ogg", SF_FORMAT_OGG | SF_FORMAT_VORBIS},
                                                              {"4.mp3", SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_III}};
    std::vector<test::File> files;
    for (const auto& [name, format] : formats) {
        write_sound(root / name, format, 4000);
        files.push_back({"x/a/" + name, bytes_of(root / name)});
        files.push_back({"x/b/half-" + name, files.back().content.substr(0, files.back().content.size() / 2)});
        folder.write("half-" + name, files.back().content);
    }
    const test::DataFolder other;
    const auto table = open_data(test::packed(other, "zip", files));
    ASSERT_TRUE(table) << render(table.error().message);
    const SoundStore& sounds = *(*table)->columns[0].sounds();
    std::size_t readable_on_disk = 0;
    for (const auto& [name, format] : formats)
        readable_on_disk += bool(inspect_sound(root / name)) + bool(inspect_sound(root / ("half-" + name)));
    ASSERT_EQ(sounds.size(), readable_on_disk);
    for (std::size_t i = 0; i < sounds.size(); ++i) {
        const fs::path file = root / fs::path(sounds.name(i)).filename();
        const auto shape = inspect_sound(file);
        ASSERT_TRUE(shape) << file;
        EXPECT_EQ(sounds.shape(i).frames, shape->frames) << file;
        EXPECT_EQ(sounds.shape(i).cut_off, shape->cut_off) << file;
        EXPECT_EQ(sounds.sound(i)->samples, read_sound(file)->samples) << file;
    }
}

TEST(AudioFolder, TheClassMayBeAPartOfTheName)
{
    const test::DataFolder folder;
    const fs::path root = folder.path();
    for (const char* word : {"up", "down"})
        for (int i = 0; i < 4; ++i)
            write_sound(root / (std::string(word) + "-" + std::to_string(i) + ".wav"), wav16, 100);
    const auto table = open_data(root.string());
    ASSERT_TRUE(table) << render(table.error().message);
    ASSERT_EQ((*table)->columns.size(), 3u);
    EXPECT_EQ((*table)->target, "label");
    EXPECT_EQ((*table)->columns[1].text(0), "down");
    EXPECT_EQ((*table)->columns[2].number(3), 3);
    const SourceType& type = *find_source("audio_folder");
    const auto chosen = type.open(audio_settings("auto", "{word}-{take}"), root.string(), nullptr);
    ASSERT_TRUE(chosen);
    EXPECT_EQ((*chosen)->columns[1].name, "word");
    EXPECT_EQ((*chosen)->target, "word");
    EXPECT_FALSE(type.open(audio_settings("auto", "{word"), root.string(), nullptr));
    const auto folders = type.open(audio_settings("folders", ""), root.string(), nullptr);
    ASSERT_TRUE(folders);
    EXPECT_EQ((*folders)->columns.size(), 1u);
    write_sound(root / "odd.wav", wav16, 100);
    const auto odd = type.open(audio_settings("names", "{word}-{take}"), root.string(), nullptr);
    ASSERT_TRUE(odd);
    EXPECT_TRUE((*odd)->columns[1].missing(4)); // Between down and up.
    EXPECT_NE(render((*odd)->notes.back(), Language::English).find("1 names"), std::string::npos);
}

} // namespace audio_folder_test
} // namespace loom
