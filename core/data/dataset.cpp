#include "data/dataset.h"
#include "base/guard.h"
#include "data/dataset_builder.h"
#include "schema/boxes.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <limits>

namespace loom {

Result<std::shared_ptr<const Dataset>> Dataset::open(const DataSetup& setup, Progress* progress, std::size_t memory)
{
    return guarded([&]() -> Result<std::shared_ptr<const Dataset>> {
        auto table = open_table(setup, progress);
        if (!table)
            return table.error();
        return make(std::move(*table), setup, progress, memory);
    });
}

Result<std::shared_ptr<const Dataset>> Dataset::make(std::shared_ptr<const Table> table, DataSetup setup,
                                                     Progress* progress, std::size_t memory,
                                                     std::shared_ptr<const Dataset> before)
{
    return DatasetBuilder(std::move(table), std::move(setup), progress, memory, std::move(before)).build();
}

Result<std::shared_ptr<const Dataset>> Dataset::look_at(std::shared_ptr<const Table> table, DataSetup setup,
                                                        Progress* progress)
{
    return DatasetBuilder(std::move(table), std::move(setup), progress, Samples::default_memory, nullptr, true).build();
}

Result<std::shared_ptr<const Dataset>> Dataset::through(Encoder encoder) const
{
    const std::shared_ptr<Dataset> other(new Dataset(*this));
    if (encoder == this->encoder())
        return std::shared_ptr<const Dataset>(other);
    auto prepared = samples_->shared_table();
    if (encoder.steps == this->encoder().steps) {
        prepared = samples_->shared_prepared();
    } else if (!encoder.steps.empty()) {
        auto changed = std::make_shared<Table>(*prepared);
        LOOM_TRY(apply_steps(encoder.steps, *changed, {nullptr, kept_.get()}));
        prepared = std::move(changed);
    }
    auto samples = Samples::bind(std::move(encoder), samples_->shared_table(), Samples::default_memory, std::move(prepared));
    if (!samples)
        return samples.error();
    other->samples_ = std::move(*samples);
    other->made_by_.reset();
    return std::shared_ptr<const Dataset>(other);
}

std::span<const std::uint32_t> Dataset::rows(Part part) const
{
    switch (part) {
    case Part::Train:
        return parts_.train;
    case Part::Validation:
        return parts_.validation;
    case Part::Test:
        return parts_.test;
    }
    return {};
}

std::span<const float> Dataset::numbers_of(std::uint32_t row) const
{
    if (!begins_.empty())
        return std::span(numbers_).subspan(begins_[row], begins_[row + 1] - begins_[row]);
    const auto width = std::size_t(facts_.target_width);
    return std::span(numbers_).subspan(row * width, width);
}

std::vector<std::size_t> Dataset::class_counts(Part part) const
{
    std::vector<std::size_t> counts(facts_.classes.size());
    for (auto row : rows(part))
        if (label(row) >= 0) {
            ++counts[std::size_t(label(row))];
        } else if (holds_boxes(facts_)) {
            const auto objects = numbers_of(row);
            for (std::size_t i = 0; i < objects.size(); i += box_values)
                ++counts[std::size_t(objects[i])];
        }
    return counts;
}

void Dataset::labels(std::span<const std::uint32_t> rows, std::span<std::int32_t> out) const
{
    std::ranges::transform(rows, out.begin(), [&](std::uint32_t row) { return label(row); });
}

void Dataset::targets(std::span<const std::uint32_t> rows, std::span<float> out) const
{
    if (facts_.target == DataFacts::Target::Classes) {
        std::ranges::transform(rows, out.begin(), [&](std::uint32_t row) { return float(label(row)); });
        return;
    }
    const auto width = std::size_t(facts_.target_width);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto of_row = out.subspan(i * width, width);
        const auto numbers = numbers_of(rows[i]);
        std::ranges::copy(numbers, of_row.begin());
        // Of boxes: objects that are not there have no class.
        for (std::size_t at = numbers.size(); at < width; ++at)
            of_row[at] = at % box_values == 0 ? -1 : 0;
    }
}

void Dataset::further_labels(std::size_t k, std::span<const std::uint32_t> rows, std::span<std::int32_t> out) const
{
    const auto& labels = further_[k].labels;
    std::ranges::transform(rows, out.begin(), [&](std::uint32_t row) { return labels.empty() ? -1 : labels[row]; });
}

void Dataset::further_targets(std::size_t k, std::span<const std::uint32_t> rows, std::span<float> out) const
{
    const Further& of = further_[k];
    std::ranges::transform(rows, out.begin(), [&](std::uint32_t row) {
        return !of.numbers.empty() ? of.numbers[row] : of.labels[row] < 0 ? std::numeric_limits<float>::quiet_NaN() : float(of.labels[row]);
    });
}

std::string Dataset::fingerprint() const
{
    const auto of_rows = [](std::span<const std::uint32_t> rows, std::uint64_t seed) {
        return hash_bytes({reinterpret_cast<const std::uint8_t*>(rows.data()), rows.size_bytes()}, seed);
    };
    std::uint64_t h = hash_text(to_json(encoder()).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace),
                                hash_text(target_, 1));
    for (const Column& c : table().columns)
        h = h * 31 + loom::fingerprint(c);
    for (const auto* part : {&parts_.train, &parts_.validation, &parts_.test})
        h = of_rows(*part, h);
    if (!balanced_.empty())
        h = of_rows(balanced_, h);
    for (const DataFacts::Further& further : facts_.further)
        h = hash_text(further.column, h);
    h ^= given_labels_;
    return fmt::format("{:016x}", h);
}

} // namespace loom
