#pragma once
#include "data/place.h"

#include <memory>
#include <span>
#include <vector>

namespace loom {

/// What a sound is, known without decoding it.
struct SoundShape {
    std::int64_t frames = 0; // Samples of one channel.
    int rate = 0;            // Frames a second.
    int channels = 0;
    bool cut_off = false; // The file ends before the length that its header claims; `frames` is what is there.
    double seconds() const { return rate ? double(frames) / rate : 0; }
};

/// One channel, usually within −1 … 1.
struct Sound {
    std::vector<float> samples;
    int rate = 0;
};

/// Longer ones (1 GiB of samples; 1 h 41 min at 44.1 kHz) are refused.
constexpr std::int64_t longest_sound = std::int64_t{1} << 28;

/// WAV, FLAC, OGG, MP3 and what else libsndfile knows, by content. The header's length is a claim: a compressed sound is
/// counted where its last frame cannot be reached. An error where it cannot be read or holds no samples; errors do not
/// name the file.
Result<SoundShape> inspect_sound(const Place&);
/// Decoded, its channels averaged, at `rate` by libsamplerate (0: as it is). Values that are no numbers become 0. Errors
/// name the file.
Result<Sound> read_sound(const Place&, int rate = 0);

/// The sounds of a column. Row i of the table is sound i. Safe to use from several threads.
class SoundStore {
public:
    virtual ~SoundStore() = default;
    virtual std::size_t size() const = 0;
    virtual SoundShape shape(std::size_t i) const = 0;
    /// See read_sound().
    virtual Result<Sound> sound(std::size_t i, int rate = 0) const = 0;
    /// File name below the data's folder.
    virtual std::string name(std::size_t i) const = 0;
    /// Changes when the sounds change.
    virtual std::uint64_t fingerprint() const = 0;
};

/// Sounds in files, decoded when they are asked for.
class FileSounds : public SoundStore {
public:
    struct File {
        std::string name; // Below the root.
        SoundShape shape;
        std::uint64_t bytes = 0;
    };
    FileSounds(Place root, std::vector<File> files) : root_(std::move(root)), files_(std::move(files)) {}
    std::size_t size() const override { return files_.size(); }
    SoundShape shape(std::size_t i) const override { return files_[i].shape; }
    Result<Sound> sound(std::size_t i, int rate) const override { return read_sound(root_ / files_[i].name, rate); }
    std::string name(std::size_t i) const override { return files_[i].name; }
    std::uint64_t fingerprint() const override;

private:
    Place root_;
    std::vector<File> files_;
};

} // namespace loom
