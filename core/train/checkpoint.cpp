#include "train/checkpoint.h"
#include "base/random.h"
#include "exchange/safetensors.h"
#include "lowering/lowering.h"
#include "train/kept_states.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace loom {
namespace {

const Message start_anew = LOOM_TEXT("This run cannot go on. Discard it and train again.");

Error lacking(const std::string& where, const std::string& tensor, const Message& hint)
{
    return Error{Message(LOOM_TEXT("%1 lacks the tensor “%2” in the shape that the network has."), where, tensor), hint};
}

bool is_carried(const Tensor& t) { return t.role == Role::Weight || t.role == Role::State || t.role == Role::Moment; }

template <class T>
bool read_number(const Metadata& metadata, const std::string& key, T& out)
{
    const auto it = metadata.find(key);
    if (it == metadata.end())
        return false;
    const char *begin = it->second.data(), *end = begin + it->second.size();
    const auto [stop, error] = std::from_chars(begin, end, out);
    return error == std::errc{} && stop == end;
}

std::string text_of(std::span<const double> numbers)
{
    return fmt::format("{}", fmt::join(numbers, " "));
}

bool read_numbers(const Metadata& metadata, const std::string& key, std::vector<double>& out)
{
    const auto it = metadata.find(key);
    if (it == metadata.end())
        return true;
    const char *at = it->second.data(), *end = at + it->second.size();
    while (at < end) {
        double v = 0;
        const auto [stop, error] = std::from_chars(at, end, v);
        if (error != std::errc{})
            return false;
        out.push_back(v);
        at = stop + (stop < end && *stop == ' ');
    }
    return true;
}

/// The best epoch as its file tells it: the figures that last.safetensors repeats.
Metadata best_metadata(const Milestone& m)
{
    return {{"epoch", std::to_string(m.best_epoch)},
            {"loss", fmt::format("{}", m.best_loss)},
            {"accuracy", fmt::format("{}", m.best_accuracy)},
            {"seed", std::to_string(m.seed)}};
}

Metadata last_metadata(const Milestone& m)
{
    Metadata all{{"epoch", std::to_string(m.epoch)},
                 {"step", std::to_string(m.step)},
                 {"seed", std::to_string(m.seed)},
                 {"best_epoch", std::to_string(m.best_epoch)},
                 {"best_step", std::to_string(m.best_step)},
                 {"best_loss", fmt::format("{}", m.best_loss)},
                 {"best_accuracy", fmt::format("{}", m.best_accuracy)}};
    if (!m.begun.empty())
        all.emplace("begun", text_of(m.begun));
    if (!m.judged)
        all.emplace("judged", "0");
    return all;
}

} // namespace

std::optional<Milestone> Milestone::from(const Metadata& metadata)
{
    Milestone m;
    if (!read_number(metadata, "epoch", m.epoch) || !read_number(metadata, "step", m.step) ||
        !read_number(metadata, "seed", m.seed) || !read_number(metadata, "best_epoch", m.best_epoch) ||
        !read_number(metadata, "best_loss", m.best_loss) || !read_number(metadata, "best_accuracy", m.best_accuracy) ||
        !read_numbers(metadata, "begun", m.begun) || m.step < 1 || m.epoch < 0 || m.best_epoch > m.epoch + 1)
        return {};
    m.judged = !metadata.contains("judged");
    if (!read_number(metadata, "best_step", m.best_step)) // Runs before 2026-11-28 were kept between epochs alone.
        m.best_step = m.best_epoch == m.epoch ? m.step : 0;
    return m;
}

Status carries(const Safetensors::Summary& file, const Program& training, const std::string& where, const Message& hint)
{
    for (const Tensor& t : training.tensors)
        if (is_carried(t))
            if (const auto there = file.shapes.find(t.name); there == file.shapes.end() || there->second != t.shape)
                return lacking(where, t.name, hint);
    return Ok{};
}

Carried::Carried(const Program& program)
{
    for (std::size_t i = 0; i < program.tensors.size(); ++i) {
        const Tensor& t = program.tensors[i];
        if (is_carried(t))
            items_.push_back({TensorId(i), t.role, t.name, t.shape, t.init, std::vector<float>(count(t.shape)),
                              items_.size()});
    }
    for (Item& item : items_)
        if (const auto mean = std::ranges::find(items_, mean_of(item.name), &Item::name);
            item.role == Role::Weight && mean != items_.end())
            item.used = std::size_t(mean - items_.begin());
}

void Carried::initialise(std::uint64_t seed)
{
    for (Item& item : items_)
        fill(item.init, seed, stream_of(item.name), item.values);
}

std::size_t Carried::begin_with(const Safetensors& known)
{
    std::size_t taken = 0;
    for (Item& item : items_) {
        if (item.role == Role::Moment || !known.contains(item.name) || known.at(item.name).shape != item.shape)
            continue;
        item.values = known.floats(item.name);
        items_[item.used].values = item.values;
        ++taken;
    }
    return taken;
}

void Carried::read_from(const Executable& executable)
{
    for (Item& item : items_)
        executable.read(item.id, std::span<float>(item.values));
}

void Carried::write_to(Executable& executable) const
{
    for (const Item& item : items_)
        executable.write(item.id, std::span<const float>(item.values));
}

std::vector<std::pair<TensorId, std::size_t>> Carried::places_in(const Program& program) const
{
    std::vector<std::pair<TensorId, std::size_t>> places;
    for (std::size_t i = 0; i < items_.size(); ++i)
        if (const TensorId id = items_[i].role == Role::Moment ? no_tensor : program.find(items_[i].name);
            id != no_tensor)
            places.emplace_back(id, items_[i].used);
    return places;
}

void Carried::write_to(Executable& executable, const std::vector<std::pair<TensorId, std::size_t>>& places) const
{
    for (const auto& [id, item] : places)
        executable.write(id, std::span<const float>(items_[item].values));
}

std::vector<float> Carried::values_of(const std::string& name) const
{
    const auto item = std::ranges::find(items_, name, &Item::name);
    return item == items_.end() ? std::vector<float>() : item->values;
}

void Carried::each_weight(const std::function<void(const std::string& name, const Shape&, std::span<const float>)>& see) const
{
    for (const Item& item : items_)
        if (item.role == Role::Weight)
            see(item.name, item.shape, item.values);
}

std::map<std::string, TensorBytes> Carried::all_tensors() const
{
    std::map<std::string, TensorBytes> tensors;
    for (const Item& item : items_)
        tensors.emplace(item.name, tensor_bytes(item.shape, item.values));
    return tensors;
}

Status Carried::take_all(const Safetensors& file, const std::string& where, const Message& hint)
{
    for (Item& item : items_) {
        if (!file.contains(item.name) || file.at(item.name).shape != item.shape)
            return lacking(where, item.name, hint);
        item.values = file.floats(item.name);
    }
    return Ok{};
}

const std::string* Carried::first_broken() const
{
    for (const Item& item : items_)
        if (!std::ranges::all_of(item.values, [](float v) { return std::isfinite(v); }))
            return &item.name;
    return nullptr;
}

Status CheckpointFiles::save_best(const Carried& carried, const Milestone& m) const
{
    std::map<std::string, TensorBytes> tensors;
    for (const auto& item : carried.items_)
        if (item.role != Role::Moment)
            tensors.emplace(item.name, tensor_bytes(item.shape, carried.items_[item.used].values));
    return write_safetensors(best(), tensors, best_metadata(m));
}

Status CheckpointFiles::save(const Carried& carried, const Milestone& m) const
{
    LOOM_TRY(write_safetensors(last(), carried.all_tensors(), last_metadata(m)));
    return m.best_step == m.step ? save_best(carried, m) : Status(Ok{});
}

Result<std::optional<Milestone>> CheckpointFiles::restore(Carried& carried) const
{
    remove_stale_temporaries(last());
    remove_stale_temporaries(best());
    std::error_code ignored;
    if (!fs::exists(last(), ignored))
        return std::optional<Milestone>{};
    auto file = Safetensors::read(last());
    if (!file)
        return file.error();
    const auto said = Milestone::from(file->metadata());
    if (!said)
        return Error{Message(LOOM_TEXT("%1 does not say how far the run was."), path_text(last())), start_anew};
    LOOM_TRY(carried.take_all(*file, path_text(last()), start_anew));
    const Milestone& m = *said;
    if (m.best_step == m.step) {
        const auto made = Safetensors::read(best());
        if (!made || made->metadata() != best_metadata(m))
            LOOM_TRY(save_best(carried, m));
    }
    return said;
}

Status CheckpointFiles::save_epoch(const Carried& carried, const Milestone& m, std::int64_t most) const
{
    const fs::path file = epoch_file(folder, m.epoch);
    std::error_code error;
    fs::create_directories(file.parent_path(), error);
    if (error)
        return system_error(LOOM_TEXT("The folder for checkpoints, %1, cannot be made."), file.parent_path(), error.value());
    remove_stale_temporaries(file);
    if (const auto there = Safetensors::summary(file); !there || there->metadata != last_metadata(m))
        LOOM_TRY(write_safetensors(file, carried.all_tensors(), last_metadata(m)));
    std::vector<std::int64_t> epochs = kept_epochs(folder);
    for (std::size_t i = 0; most > 0 && i + std::size_t(most) < epochs.size(); ++i)
        fs::remove(epoch_file(folder, epochs[i]), error); // What cannot go stays; it harms nothing.
    return Ok{};
}

Status CheckpointFiles::bring_best(const fs::path& from, Milestone& m) const
{
    const fs::path other = CheckpointFiles{from}.best();
    if (m.best_epoch == 0 || m.best_step == m.step) // save() makes it.
        return Ok{};
    const auto known = Safetensors::summary(other);
    if (known && known->metadata == best_metadata(m))
        return copy_whole(other, best());
    m.forget_best();
    return Ok{};
}

Status CheckpointFiles::read_best(Carried& carried) const
{
    auto file = Safetensors::read(best());
    if (!file)
        return file.error();
    for (auto& item : carried.items_) {
        if (item.role == Role::Moment)
            continue;
        if (!file->contains(item.name) || file->at(item.name).shape != item.shape)
            return lacking(path_text(best()), item.name, start_anew);
        carried.items_[item.used].values = file->floats(item.name);
    }
    return Ok{};
}

Status CheckpointFiles::set_look_aside() const
{
    const fs::path look = folder / "look.safetensors", second_name = folder / ".look.safetensors";
    std::error_code error;
    fs::remove(second_name, error);
    fs::create_hard_link(last(), second_name, error); // Costs no copy: what replaces the last state is another file.
    if (!error)
        fs::rename(second_name, look, error);
    return error ? copy_whole(last(), look) : Status(Ok{});
}

std::optional<Safetensors> CheckpointFiles::look_at(std::int64_t step) const
{
    auto file = Safetensors::read(folder / "look.safetensors");
    const auto said = file ? Milestone::from(file->metadata()) : std::nullopt;
    return said && said->step == step ? std::optional(std::move(*file)) : std::nullopt;
}

} // namespace loom
