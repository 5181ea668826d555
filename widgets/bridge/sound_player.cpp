#include "bridge/sound_player.h"

#include <dlfcn.h>

#include <algorithm>

namespace loom {
namespace {

void say_nothing(const char*, int, const char*, int, const char*, ...) {}

/// The few functions of ALSA (alsa/pcm.h) that play: its ABI has been the same since 2004. The program needs no ALSA to
/// start.
struct Alsa {
    static constexpr int playback = 0, float_le = 14, interleaved = 3;
    using Handler = void (*)(const char*, int, const char*, int, const char*, ...);
    void* library = dlopen("libasound.so.2", RTLD_NOW | RTLD_LOCAL);
    int (*open)(void**, const char*, int, int) = find<int (*)(void**, const char*, int, int)>("snd_pcm_open");
    int (*set_params)(void*, int, int, unsigned, unsigned, int, unsigned) =
        find<int (*)(void*, int, int, unsigned, unsigned, int, unsigned)>("snd_pcm_set_params");
    long (*write)(void*, const void*, unsigned long) = find<long (*)(void*, const void*, unsigned long)>("snd_pcm_writei");
    int (*recover)(void*, int, int) = find<int (*)(void*, int, int)>("snd_pcm_recover");
    int (*drain)(void*) = find<int (*)(void*)>("snd_pcm_drain");
    int (*drop)(void*) = find<int (*)(void*)>("snd_pcm_drop");
    int (*close)(void*) = find<int (*)(void*)>("snd_pcm_close");
    const char* (*why)(int) = find<const char* (*)(int)>("snd_strerror");

    Alsa()
    {
        // Else it writes on standard error.
        if (const auto silence = find<int (*)(Handler)>("snd_lib_error_set_handler"))
            silence(say_nothing);
    }
    bool usable() const { return open && set_params && write && recover && drain && drop && close && why; }

private:
    template <class F>
    F find(const char* name) const
    {
        return library ? reinterpret_cast<F>(dlsym(library, name)) : nullptr;
    }
};

std::optional<Error> play_through(const Sound& sound, const Progress& progress)
{
    static const Alsa alsa;
    const Message hint = LOOM_TEXT("Join a loudspeaker or headphones, or choose the device in the system's settings.");
    if (!alsa.usable())
        return Error{LOOM_TEXT("Sounds cannot be played: the library libasound.so.2 is missing."),
                     LOOM_TEXT("Install the package libasound2."), Blame::Machine};
    void* device = nullptr;
    if (const int failed = alsa.open(&device, "default", Alsa::playback, 0); failed < 0)
        return Error{Message(LOOM_TEXT("There is no sound device: %1."), alsa.why(failed)), hint, Blame::Machine};
    std::optional<Error> error;
    if (const int failed = alsa.set_params(device, Alsa::float_le, Alsa::interleaved, 1, unsigned(sound.rate), 1, 100'000); failed < 0)
        error = Error{Message(LOOM_TEXT("The sound device does not take this sound: %1."), alsa.why(failed)), hint, Blame::Machine};
    const std::size_t piece = std::max<std::size_t>(64, std::size_t(sound.rate) / 20);
    for (std::size_t at = 0; at < sound.samples.size() && !progress.cancelled && !error;) {
        const std::size_t n = std::min(piece, sound.samples.size() - at);
        long written = alsa.write(device, sound.samples.data() + at, n);
        if (written < 0)
            written = alsa.recover(device, int(written), 1) < 0 ? written : 0;
        if (written < 0)
            error = Error{Message(LOOM_TEXT("The sound device stopped: %1."), alsa.why(int(written))), hint, Blame::Machine};
        else
            at += std::size_t(written);
    }
    progress.cancelled || error ? alsa.drop(device) : alsa.drain(device);
    alsa.close(device);
    return error;
}

} // namespace

SoundPlayer::SoundPlayer(QObject* parent) : QObject(parent)
{
    connect(&worker_, &Worker::busy_changed, this, &SoundPlayer::changed);
}

void SoundPlayer::play(std::function<Result<Sound>()> read)
{
    worker_.start<std::optional<Error>>(
        [read = std::move(read)](Progress& progress) {
            const auto sound = read();
            return sound ? play_through(*sound, progress) : std::optional(sound.error());
        },
        [this](const std::optional<Error>& error) {
            if (error)
                Q_EMIT failed(*error);
        });
}

} // namespace loom
