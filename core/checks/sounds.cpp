#include "data/audit.h"

#include <algorithm>
#include <cmath>

namespace loom {
namespace {

constexpr float silence = 0.001f; // −60 dB below full scale.

enum class Heard : std::uint8_t { Something, Nothing, Broken };

/// A finding about some of the sounds, in the words for one and for several.
DataFinding about(std::span<const std::uint32_t> rows, Severity severity, Text one, Text several, Message reason, const char* where)
{
    DataFinding f{.severity = severity,
                  .title = rows.size() == 1 ? Message(one) : Message(several, quantity(rows.size())),
                  .reason = std::move(reason),
                  .repair = DataRepair{"leave_out", {{"where", std::string(where)}}}};
    f.concern(rows);
    return f;
}

std::vector<DataFinding> look(const Audited& a)
{
    std::vector<DataFinding> found;
    for (const Column& c : a.table.columns) {
        const SoundStore* store = c.sounds();
        if (!store)
            continue;
        std::vector<Heard> heard(store->size());
        std::vector<std::optional<Error>> errors(store->size());
        parallel_for(store->size(), a.threads, [&](std::size_t i) {
            if (a.stopped())
                return;
            const auto sound = store->sound(i);
            if (!sound) {
                heard[i] = Heard::Broken;
                errors[i] = sound.error();
            } else if (std::ranges::all_of(sound->samples, [](float v) { return std::abs(v) < silence; })) {
                heard[i] = Heard::Nothing;
            }
        });
        if (a.stopped())
            return {};
        std::vector<std::uint32_t> broken, silent, cut;
        for (std::uint32_t i = 0; i < heard.size(); ++i) {
            if (heard[i] == Heard::Broken)
                broken.push_back(i);
            else if (heard[i] == Heard::Nothing)
                silent.push_back(i);
            if (heard[i] != Heard::Broken && store->shape(i).cut_off)
                cut.push_back(i);
        }
        if (!broken.empty())
            found.push_back(about(broken, Severity::Error, LOOM_TEXT("1 sound is broken"), LOOM_TEXT("%1 sounds are broken"),
                                  Message(broken.size() == 1 ? LOOM_TEXT("It cannot be decoded: %1") : LOOM_TEXT("They cannot be decoded; the first: %1"),
                                          errors[broken.front()]->message),
                                  "broken"));
        if (!silent.empty())
            found.push_back(about(silent, Severity::Warning, LOOM_TEXT("1 sound is silent"), LOOM_TEXT("%1 sounds are silent"),
                                  LOOM_TEXT("Nothing in them is louder than −60 dB: there is nothing to hear, but it would be learned with its label."), "silent"));
        if (!cut.empty())
            found.push_back(about(cut, Severity::Warning, LOOM_TEXT("1 sound is cut off"), LOOM_TEXT("%1 sounds are cut off"),
                                  LOOM_TEXT("The file ends before the length that it claims, as after a broken download."), "cut off"));
    }
    return found;
}

} // namespace

const CheckType& sounds_check()
{
    static const CheckType type{"sounds", LOOM_TEXT("Broken, silent and cut off sounds"), look};
    return type;
}

} // namespace loom
