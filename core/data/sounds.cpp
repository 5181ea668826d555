#include "data/sounds.h"
#include "data/pixels.h"

#include <samplerate.h>
#include <sndfile.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <string_view>

namespace loom {
namespace {

constexpr int highest_rate = 10'000'000;
constexpr std::size_t values_at_once = std::size_t{1} << 16;

struct Close {
    void operator()(SNDFILE* file) const { sf_close(file); }
};
/// What lies in an archive is read from memory.
struct Memory {
    std::string bytes;
    sf_count_t at = 0;
};
struct Opened {
    std::unique_ptr<Memory> memory; // Outlives the file.
    std::unique_ptr<SNDFILE, Close> file;
    SF_INFO info{};
};

SF_VIRTUAL_IO memory_io()
{
    SF_VIRTUAL_IO io{};
    io.get_filelen = [](void* m) { return sf_count_t(static_cast<Memory*>(m)->bytes.size()); };
    io.seek = [](sf_count_t offset, int whence, void* data) {
        Memory& m = *static_cast<Memory*>(data);
        const sf_count_t to = offset + (whence == SEEK_CUR ? m.at : whence == SEEK_END ? sf_count_t(m.bytes.size()) : 0);
        return to < 0 ? -1 : m.at = to; // Beyond the end too, as of a file.
    };
    io.read = [](void* to, sf_count_t count, void* data) {
        Memory& m = *static_cast<Memory*>(data);
        const sf_count_t got = std::clamp<sf_count_t>(sf_count_t(m.bytes.size()) - m.at, 0, std::max<sf_count_t>(count, 0));
        std::memcpy(to, m.bytes.data() + (got ? m.at : 0), std::size_t(got));
        m.at += got;
        return got;
    };
    io.tell = [](void* m) { return static_cast<Memory*>(m)->at; };
    return io;
}

Error unreadable()
{
    return {LOOM_TEXT("It is no sound that can be read."), LOOM_TEXT("WAV, FLAC, OGG and MP3 files can be read.")};
}

Result<Opened> opened(const Place& place)
{
    // Also says why a file cannot be opened, and refuses what might wait for ever.
    const auto first = place.beginning(1);
    if (!first)
        return first.error();
    if (first->empty())
        return Error{LOOM_TEXT("The file is empty."), LOOM_TEXT("Choose another file.")};
    Opened o;
    if (place.in_archive()) {
        auto bytes = place.read();
        if (!bytes)
            return bytes.error();
        o.memory = std::make_unique<Memory>(Memory{std::move(*bytes)});
        SF_VIRTUAL_IO io = memory_io();
        o.file.reset(sf_open_virtual(&io, SFM_READ, &o.info, o.memory.get()));
    } else {
        o.file.reset(sf_open(place.path().c_str(), SFM_READ, &o.info));
    }
    if (!o.file || o.info.channels < 1 || o.info.samplerate < 1 || o.info.samplerate > highest_rate)
        return unreadable();
    return o;
}

/// Decodes up to `longest_sound` frames, a piece at a time: `take(values, frames)`. How many there were.
template <class F>
std::int64_t decode(const Opened& o, F take)
{
    const auto channels = std::size_t(o.info.channels);
    const std::size_t at_once = std::max<std::size_t>(1, values_at_once / channels);
    std::vector<float> values(at_once * channels);
    std::int64_t frames = 0;
    while (frames <= longest_sound) {
        const sf_count_t got = sf_readf_float(o.file.get(), values.data(), sf_count_t(at_once));
        if (got <= 0)
            break;
        take(std::span<const float>(values), std::size_t(got));
        frames += got;
    }
    return frames;
}

/// Whether the length is known from the bytes, as of PCM, where libsndfile compares it with the file's.
bool compressed(const SF_INFO& info)
{
    const int kind = info.format & SF_FORMAT_TYPEMASK;
    const bool wave = kind == SF_FORMAT_WAV || kind == SF_FORMAT_WAVEX || kind == SF_FORMAT_RF64 || kind == SF_FORMAT_W64 ||
                      kind == SF_FORMAT_AIFF || kind == SF_FORMAT_AU || kind == SF_FORMAT_CAF;
    const int coding = info.format & SF_FORMAT_SUBMASK;
    return !wave || (coding > SF_FORMAT_DOUBLE && coding != SF_FORMAT_ULAW && coding != SF_FORMAT_ALAW);
}

bool last_frame_is_there(const Opened& o)
{
    std::vector<float> values(std::size_t(o.info.channels));
    const bool there = sf_seek(o.file.get(), o.info.frames - 1, SEEK_SET) == o.info.frames - 1 &&
                       sf_readf_float(o.file.get(), values.data(), 1) == 1;
    return there;
}

/// libsndfile's notes tell where the header claims more than there is.
bool claims_more(const Opened& o)
{
    std::array<char, 4096> log{};
    sf_command(o.file.get(), SFC_GET_LOG_INFO, log.data(), int(log.size()));
    const std::string_view text(log.data());
    const auto data = text.find("data : ");
    return data != text.npos && text.substr(data, text.find('\n', data) - data).find("should be") != text.npos;
}

} // namespace

Result<SoundShape> inspect_sound(const Place& place)
{
    auto o = opened(place);
    if (!o)
        return o.error();
    SoundShape shape{o->info.frames, o->info.samplerate, o->info.channels, false};
    if (compressed(o->info)) {
        const bool believable = shape.frames > 0 && shape.frames <= longest_sound;
        if (!believable || !last_frame_is_there(*o)) {
            auto again = opened(place); // Some decoders do not come back from where they could not go.
            if (!again)
                return again.error();
            const std::int64_t there = decode(*again, [](auto, auto) {});
            shape.cut_off = believable;
            shape.frames = there;
        }
    } else {
        shape.cut_off = claims_more(*o);
    }
    if (shape.frames <= 0)
        return Error{LOOM_TEXT("The sound has no samples."), LOOM_TEXT("Choose another file.")};
    if (shape.frames > longest_sound)
        return Error{Message(LOOM_TEXT("The sound is longer than %1 samples."), longest_sound),
                     LOOM_TEXT("Cut it into shorter pieces.")};
    return shape;
}

Result<Sound> read_sound(const Place& place, int rate)
{
    const auto named = [&](const Error& e) { return Error{Message(LOOM_TEXT("%1: %2"), path_text(place.path()), e.message), e.hint}; };
    auto o = opened(place);
    if (!o)
        return named(o.error());
    Sound sound{{}, o->info.samplerate};
    const auto channels = std::size_t(o->info.channels);
    const std::int64_t frames = decode(*o, [&](std::span<const float> values, std::size_t count) {
        for (std::size_t i = 0; i < count; ++i) {
            float sum = 0;
            for (std::size_t c = 0; c < channels; ++c)
                sum += values[i * channels + c];
            sound.samples.push_back(std::isfinite(sum) ? sum / float(channels) : 0.0F);
        }
    });
    if (frames == 0)
        return named({LOOM_TEXT("The sound has no samples."), LOOM_TEXT("Choose another file.")});
    if (frames > longest_sound)
        return named({Message(LOOM_TEXT("The sound is longer than %1 samples."), longest_sound),
                      LOOM_TEXT("Cut it into shorter pieces.")});
    if (rate == 0 || rate == sound.rate)
        return sound;
    const double ratio = double(rate) / sound.rate;
    if (rate < 1 || !src_is_valid_ratio(ratio) || ratio * double(frames) > double(longest_sound))
        return named({Message(LOOM_TEXT("The sound has %1 samples a second and cannot be brought to %2."), sound.rate, rate),
                      LOOM_TEXT("Choose a rate that is nearer.")});
    std::vector<float> out(std::size_t(std::ceil(ratio * double(frames))) + 1);
    SRC_DATA data{};
    data.data_in = sound.samples.data();
    data.input_frames = long(sound.samples.size());
    data.data_out = out.data();
    data.output_frames = long(out.size());
    data.src_ratio = ratio;
    if (src_simple(&data, SRC_SINC_MEDIUM_QUALITY, 1) != 0)
        return named(unreadable());
    out.resize(std::size_t(data.output_frames_gen));
    return Sound{std::move(out), rate};
}

std::uint64_t FileSounds::fingerprint() const
{
    // Names, lengths and sizes: reading every file would make opening slow.
    std::uint64_t h = files_.size();
    for (const File& f : files_)
        h = hash_text(f.name, h ^ f.bytes ^ (std::uint64_t(f.shape.frames) << 20));
    return h;
}

} // namespace loom
