#include "train/kept_states.h"
#include "lowering/lowering.h"

#include <algorithm>
#include <charconv>

namespace loom {
namespace {

constexpr std::string_view epoch_prefix = "epoch-", epoch_suffix = ".safetensors";

std::optional<KeptState> state_in(const fs::path& file)
{
    const auto summary = Safetensors::summary(file);
    std::error_code none;
    const auto bytes = fs::file_size(file, none);
    auto at = summary ? Milestone::from(summary->metadata) : std::nullopt;
    return at && !none ? std::optional(KeptState{std::move(*at), bytes, file}) : std::nullopt;
}

/// The best state, where its file has all that the last one has and the weights themselves, and it is that of an epoch's end.
std::optional<KeptState> best_state(const fs::path& folder, const KeptState& last)
{
    const fs::path file = folder / "best.safetensors";
    const auto best = Safetensors::summary(file), whole = Safetensors::summary(last.file);
    const Milestone& m = last.at;
    if (!best || !whole || best->shapes != whole->shapes || m.epoch == 0 || !m.between_epochs() || m.best_epoch == 0)
        return {};
    const bool means = std::ranges::any_of(whole->shapes, [&](const auto& tensor) { return whole->shapes.contains(mean_of(tensor.first)); });
    const auto said = best->metadata.find("epoch");
    if (means || said == best->metadata.end() || said->second != std::to_string(m.best_epoch) || m.best_step != m.step / m.epoch * m.best_epoch)
        return {};
    Milestone at = m;
    at.epoch = m.best_epoch;
    at.step = m.best_step;
    return KeptState{std::move(at), fs::file_size(file), file};
}

/// "1, 2, 5".
std::string epochs_text(const std::vector<KeptState>& states)
{
    std::string text;
    for (const KeptState& s : states)
        if (s.at.between_epochs())
            (text += text.empty() ? "" : ", ") += std::to_string(s.at.epoch);
    return text;
}

} // namespace

fs::path epoch_file(const fs::path& run_folder, std::int64_t epoch)
{
    return run_folder / "checkpoints" / (std::string(epoch_prefix) + std::to_string(epoch) + std::string(epoch_suffix));
}

std::vector<std::int64_t> kept_epochs(const fs::path& run_folder)
{
    std::vector<std::int64_t> epochs;
    std::error_code ignored;
    for (fs::directory_iterator it(run_folder / "checkpoints", ignored), end; it != end; it.increment(ignored)) {
        const std::string name = path_text(it->path().filename());
        std::int64_t n = 0;
        if (!name.starts_with(epoch_prefix) || !name.ends_with(epoch_suffix))
            continue;
        const char *begin = name.data() + epoch_prefix.size(), *last = name.data() + name.size() - epoch_suffix.size();
        if (const auto [stop, error] = std::from_chars(begin, last, n); error == std::errc{} && stop == last)
            epochs.push_back(n);
    }
    std::ranges::sort(epochs);
    return epochs;
}

std::vector<KeptState> kept_states(const fs::path& run_folder)
{
    std::vector<KeptState> states;
    const auto add = [&](std::optional<KeptState> state) {
        if (state && std::ranges::none_of(states, [&](const KeptState& s) { return s.at.step == state->at.step; }))
            states.push_back(std::move(*state));
    };
    const auto last = state_in(run_folder / "last.safetensors");
    add(last);
    for (const std::int64_t epoch : kept_epochs(run_folder))
        add(state_in(epoch_file(run_folder, epoch)));
    if (last)
        add(best_state(run_folder, *last));
    std::ranges::sort(states, {}, [](const KeptState& s) { return s.at.step; });
    return states;
}

Result<KeptState> kept_state(const fs::path& run_folder, const Origin& meant)
{
    std::vector<KeptState> states = kept_states(run_folder);
    const auto found = std::ranges::find_if(states, [&](const KeptState& s) {
        return meant.step > 0 ? s.at.step == meant.step : meant.epoch == 0 ? &s == &states.back() : s.at.between_epochs() && s.at.epoch == meant.epoch;
    });
    if (found != states.end())
        return std::move(*found);
    if (states.empty())
        return Error{Message(LOOM_TEXT("%1 has no state that a training could go on from."), meant.run), LOOM_TEXT("Choose another run.")};
    return Error{Message(LOOM_TEXT("%1 keeps no state of epoch %2."), meant.run, meant.epoch),
                 Message(LOOM_TEXT("It keeps those of these epochs: %1. “Keep a checkpoint every” in the recipe keeps more."), epochs_text(states))};
}

Status copy_whole(const fs::path& from, const fs::path& to)
{
    constexpr std::size_t piece = std::size_t{1} << 20;
    std::error_code ignored;
    if (!fs::exists(from, ignored))
        return Ok{};
    const auto file = open_bytes(from);
    if (!file)
        return file.error();
    remove_stale_temporaries(to);
    return write_file(to, [&](const Sink& sink) -> Status {
        const std::uint64_t size = (*file)->size();
        for (std::uint64_t at = 0; at < size; at += piece) {
            const auto bytes = (*file)->read(at, std::size_t(std::min<std::uint64_t>(piece, size - at)));
            if (!bytes)
                return bytes.error();
            LOOM_TRY(sink(*bytes));
        }
        return Ok{};
    });
}

} // namespace loom
