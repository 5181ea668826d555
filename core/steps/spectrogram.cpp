#include "base/threads.h"
#include "data/numbers.h"
#include "data/spectrum.h"
#include "schema/shapes.h"

#include <cmath>
#include <map>

namespace loom {
namespace {

enum class Kind { Mel, Mfcc };
enum class Form { Picture, Sequence };

/// Sounds become pictures of their pitch over time.
struct Spectrogram {
    Kind kind = Kind::Mel;
    std::int64_t bands = 64, coefficients = 20, rate = 0;
    double seconds = 0, window = 25, hop = 10;
    Form form = Form::Picture;

    static constexpr int highest_by_itself = 16'000, highest = 384'000;
    static constexpr double longest_by_itself = 10;

    struct Learned {
        int rate = 0;              // Samples a second, to which all are brought.
        std::int64_t samples = 0;  // Longer ones are cut off, shorter ones followed by silence.
    };
    friend void to_json(nlohmann::json& json, const Learned& l) { json = {{"rate", l.rate}, {"samples", l.samples}}; }
    friend void from_json(const nlohmann::json& json, Learned& l)
    {
        json.at("rate").get_to(l.rate);
        json.at("samples").get_to(l.samples);
    }

    static bool takes(const Column& c) { return c.type == ColumnType::Audio; }

    Result<Learned> fit(const Column& c, std::span<const std::uint32_t> rows) const
    {
        const SoundStore& store = *c.sounds();
        std::map<int, std::size_t> rates;
        std::vector<double> lengths;
        for (const std::uint32_t row : rows) {
            const SoundShape shape = store.shape(row);
            ++rates[shape.rate];
            lengths.push_back(shape.seconds());
        }
        if (lengths.empty())
            return Error{Message(LOOM_TEXT("Column “%1” has no sound in the training part."), c.name),
                         LOOM_TEXT("Take the column out of the step, or drop it.")};
        const auto most = std::ranges::max_element(rates, {}, [](const auto& r) { return r.second; });
        Learned learned;
        learned.rate = rate > 0 ? int(rate) : std::min(most->first, highest_by_itself);
        std::ranges::sort(lengths);
        const double length = seconds > 0 ? seconds : std::min(quantile(lengths, 0.95), longest_by_itself);
        learned.samples = std::max<std::int64_t>(std::llround(length * learned.rate), 1);
        if (learned.samples > longest_sound)
            return Error{Message(LOOM_TEXT("%1 seconds at %2 samples a second are too many."), length, learned.rate),
                         LOOM_TEXT("Choose fewer seconds or a lower rate.")};
        return learned;
    }

    Status apply(const Learned& learned, Table& table, const std::string& column, const StepRun& run) const
    {
        const auto from = column_to_change(table, column);
        if (!from)
            return from.error();
        if (!(*from)->sounds())
            return Error{Message(LOOM_TEXT("Column “%1” holds no sounds, which a preparation step makes spectrograms of."), column),
                         LOOM_TEXT("Choose a folder of sounds.")};
        if (learned.rate < 1 || learned.rate > highest || learned.samples < 1 || learned.samples > longest_sound)
            return damaged_step();
        const auto store = std::get<std::shared_ptr<const SoundStore>>((*from)->cells);
        const std::string how = nlohmann::json{int(kind), bands, coefficients, window, hop, int(form), learned}.dump();
        auto made = run.kept ? run.kept->find(store, how) : std::nullopt;
        if (!made) {
            auto fresh = spectrograms(*store, learned, run);
            if (!fresh)
                return fresh.error();
            if (run.stopped())
                return Ok{};
            if (run.kept)
                run.kept->keep(store, how, *fresh);
            made = std::move(*fresh);
        }
        put_column(table, column, {column, ColumnType::Vector, std::move(*made)});
        return Ok{};
    }

    SampleForm::Kind makes() const { return kind == Kind::Mel ? SampleForm::Kind::Spectrogram : SampleForm::Kind::Cepstrum; }

    Message summary() const
    {
        return kind == Kind::Mel ? joined({LOOM_TEXT("mel"), Message(LOOM_TEXT("%1 bands"), bands)})
                                 : joined({LOOM_TEXT("MFCC"), Message(LOOM_TEXT("%1 coefficients"), coefficients)});
    }

private:
    /// A sound that cannot be read is a missing one.
    Result<Vectors> spectrograms(const SoundStore& store, const Learned& learned, const StepRun& run) const
    {
        const auto samples_of = [&](double milliseconds) { return std::max(2, int(std::lround(milliseconds * learned.rate / 2000)) * 2); };
        const MelSpectrum::Setup setup{.rate = learned.rate, .window = samples_of(window), .hop = samples_of(hop), .bands = int(bands)};
        const std::size_t frames = setup.frames(std::size_t(learned.samples));
        const auto height = std::size_t(kind == Kind::Mel ? bands : std::min(coefficients, bands));
        const std::size_t width = height * frames;
        if (width > std::size_t{1} << 24)
            return Error{Message(LOOM_TEXT("A spectrogram of %1×%2 values is too large."), height, frames),
                         LOOM_TEXT("Choose fewer seconds, fewer bands or a longer step from frame to frame.")};
        auto room = room_for_vectors(store.size(), width);
        if (!room)
            return room.error();
        std::vector<float>& values = *room;
        if (run.progress) {
            run.progress->done = 0;
            run.progress->total = std::int64_t(store.size());
        }
        constexpr std::size_t block = 8;
        parallel_for((store.size() + block - 1) / block, allowed_processors(), [&](std::size_t b) {
            MelSpectrum spectrum(setup);
            std::vector<float> decibels(kind == Kind::Mfcc ? std::size_t(bands) * frames : 0);
            for (std::size_t row = b * block; row < std::min((b + 1) * block, store.size()); ++row) {
                if (run.stopped())
                    return;
                if (run.progress)
                    ++run.progress->done;
                const auto out = std::span(values).subspan(row * width, width);
                auto sound = store.sound(row, learned.rate);
                if (!sound) {
                    out[0] = std::numeric_limits<float>::quiet_NaN();
                    continue;
                }
                sound->samples.resize(std::size_t(learned.samples));
                if (kind == Kind::Mel) {
                    spectrum.decibels(sound->samples, out);
                } else {
                    spectrum.decibels(sound->samples, decibels);
                    cepstrum(decibels, std::size_t(bands), height, out);
                }
            }
        });
        Shape shape{std::int64_t(height), std::int64_t(frames)};
        if (form == Form::Picture)
            shape.insert(shape.begin(), 1);
        return Vectors{std::move(values), std::move(shape)};
    }
};

} // namespace

const StepType& spectrogram_step()
{
    static const StepType type = step<Spectrogram>({
        .id = "spectrogram",
        .title = LOOM_TEXT("Sounds to spectrograms"),
        .help = LOOM_TEXT("Each sound becomes a picture of how loud each pitch is over time: what networks hear best with."),
        .group = StepGroup::Sounds,
        .settings = {setting(&Spectrogram::kind, {.key = "kind",
                                                  .label = LOOM_TEXT("Kind"),
                                                  .help = LOOM_TEXT("Mel: decibels in bands as the ear parts pitch. MFCC: the cosine transform of these, fewer and less related numbers."),
                                                  .choices = {{"mel", LOOM_TEXT("Mel spectrogram")}, {"mfcc", LOOM_TEXT("MFCC")}}}),
                     setting(&Spectrogram::bands, {.key = "bands", .label = LOOM_TEXT("Mel bands"), .help = LOOM_TEXT("40 to 80 suit speech, 128 music."), .min = 4, .max = 512}),
                     setting(&Spectrogram::coefficients, {.key = "coefficients", .label = LOOM_TEXT("Coefficients"), .help = LOOM_TEXT("Of MFCC: the first ones; not more than there are bands."), .min = 1, .max = 512}),
                     setting(&Spectrogram::rate, {.key = "rate", .label = LOOM_TEXT("Sample rate"), .help = LOOM_TEXT("All sounds are brought to it. 0: that of most sounds, at most 16 000."), .unit = LOOM_TEXT("Hz"), .min = 0, .max = Spectrogram::highest}),
                     setting(&Spectrogram::seconds, {.key = "seconds", .label = LOOM_TEXT("Length"), .help = LOOM_TEXT("Longer sounds are cut off, shorter ones followed by silence. 0: so long that 19 of 20 sounds fit, at most 10 seconds."), .unit = LOOM_TEXT("s"), .min = 0, .max = 600}),
                     setting(&Spectrogram::window, {.key = "window", .label = LOOM_TEXT("Window"), .help = LOOM_TEXT("How much sound one column of the picture sees."), .unit = LOOM_TEXT("ms"), .min = 1, .max = 1000, .advanced = true}),
                     setting(&Spectrogram::hop, {.key = "hop", .label = LOOM_TEXT("From frame to frame"), .help = LOOM_TEXT("A smaller step makes a wider picture."), .unit = LOOM_TEXT("ms"), .min = 1, .max = 1000, .advanced = true}),
                     setting(&Spectrogram::form, {.key = "form",
                                                  .label = LOOM_TEXT("As"),
                                                  .help = LOOM_TEXT("A picture suits Conv2D, a sequence suits Conv1D, LSTM and attention."),
                                                  .choices = {{"picture", LOOM_TEXT("Picture")}, {"sequence", LOOM_TEXT("Sequence")}}})},
    });
    return type;
}

} // namespace loom
