#include "data/sample_preview.h"
#include "data/step.h"

namespace loom {
namespace {

using Shown = SamplePreview::Shown;

std::vector<std::uint32_t> spread(std::span<const std::uint32_t> rows, std::size_t count)
{
    std::vector<std::uint32_t> some;
    count = std::min(count, rows.size());
    for (std::size_t i = 0; i < count; ++i)
        some.push_back(rows[i * rows.size() / count]);
    return some;
}

std::optional<Shown> sample_of(const Dataset& data, std::uint32_t row)
{
    Shown shown{data.augmentation().form(), std::vector<float>(data.sample_width())};
    float readable = 1;
    data.fill({&row, 1}, shown.values, {&readable, 1});
    return readable > 0 ? std::optional(std::move(shown)) : std::nullopt;
}

SamplePreview augmented(const PreparationStep& step, const Dataset& data, std::size_t lines, std::size_t draws)
{
    SamplePreview preview;
    PreparationStep on = step;
    on.on = true;
    const auto augmentation = Augmentation::make({&on, 1}, data.augmentation().form());
    if (!augmentation || augmentation->empty())
        return preview;
    const std::size_t each = augmentation->mixes() ? 2 : 1;
    const auto rows = spread(data.rows(Part::Train), lines * each);
    std::vector<float> scratch(data.sample_width());
    for (std::size_t i = 0; i + each <= rows.size(); i += each) {
        SamplePreview::Line line;
        for (std::size_t k = 0; k < each; ++k)
            if (auto shown = sample_of(data, rows[i + k]))
                line.before.push_back(std::move(*shown));
        if (line.before.size() < each)
            continue;
        for (std::size_t draw = 0; draw < draws; ++draw) {
            Shown behind = line.before[0];
            const Augmentation::Place place{1, std::int64_t(draw), rows[i]};
            if (augmentation->mixes()) {
                Shown other = line.before[1];
                augmentation->mix(behind.values, other.values, place, scratch);
            } else {
                augmentation->change(behind.values, place, scratch);
            }
            line.behind.push_back(std::move(behind));
        }
        preview.lines.push_back(std::move(line));
    }
    return preview;
}

std::optional<Shown> picture_of(const PixelStore& store, std::uint32_t row)
{
    const auto picture = store.picture(row, {});
    if (!picture)
        return {};
    const PictureShape s = picture->shape;
    return Shown{{SampleForm::Kind::Picture, std::size_t(s.channels), std::size_t(s.height), std::size_t(s.width)},
                 {picture->pixels.begin(), picture->pixels.end()}};
}

SamplePreview changed(const PreparationStep& step, const StepInput& input, std::size_t lines, Progress* progress)
{
    SamplePreview preview;
    const auto ready = ready_step(step);
    if (!ready)
        return preview;
    const auto columns = columns_of_step(step, *ready->type, *input.table, input.target);
    if (!columns || columns->empty())
        return preview;
    Table behind;
    behind.rows = input.table->rows;
    for (const std::string& name : *columns)
        behind.columns.push_back(*input.table->find(name));
    const StepRun run{progress, input.kept.get()};
    const auto learned = ready->type->fit(ready->values, behind, *columns, input.training, run);
    if (!learned || !ready->type->apply(ready->values, *learned, behind, run))
        return preview;
    const Column *from = input.table->find(columns->front()), *to = behind.find(columns->front());
    if (!from->pixels() || !to || !to->pixels())
        return preview;
    for (const std::uint32_t row : spread(input.training, lines)) {
        if (progress && progress->cancelled)
            break;
        auto before = picture_of(*from->pixels(), row), after = picture_of(*to->pixels(), row);
        if (before && after)
            preview.lines.push_back({{std::move(*before)}, {std::move(*after)}});
    }
    return preview;
}

} // namespace

bool shows_samples(const StepType& type)
{
    return type.augments || type.group == StepGroup::Pictures;
}

SamplePreview preview_samples(const PreparationStep& step, const Dataset& data, const StepInput& input, std::size_t lines,
                              std::size_t draws, Progress* progress)
{
    const StepType* type = find_step(step.type);
    if (!type || !shows_samples(*type))
        return {};
    return type->augments ? augmented(step, data, lines, draws) : changed(step, input, lines, progress);
}

} // namespace loom
