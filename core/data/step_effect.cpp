#include "data/step_effect.h"
#include "base/guard.h"
#include "data/some_rows.h"
#include "data/step.h"

#include <algorithm>
#include <cmath>

namespace loom {
namespace {

bool stopped(const Progress* progress)
{
    return progress && progress->cancelled;
}

/// Rows that have a target, or, behind the steps that choose rows, those that are in a part.
std::vector<std::uint32_t> rows_with_target(const Dataset& data)
{
    std::vector<std::uint32_t> rows;
    const Column* target = data.table().find(data.target());
    for (std::uint32_t row = 0; row < data.table().rows; ++row)
        if (!target || !target->missing(row))
            rows.push_back(row);
    return rows;
}
std::vector<std::uint32_t> rows_in_parts(const Dataset& data)
{
    std::vector<std::uint32_t> rows;
    for (const Part part : {Part::Train, Part::Validation, Part::Test})
        rows.insert(rows.end(), data.rows(part).begin(), data.rows(part).end());
    std::ranges::sort(rows);
    const auto [begin, end] = std::ranges::unique(rows);
    rows.erase(begin, end);
    return rows;
}

bool is_number(const Column& c)
{
    return c.type == ColumnType::Integer || c.type == ColumnType::Number;
}

/// Tells cell by cell whether two columns say the same.
class Comparison {
public:
    Comparison(const Column& before, const Column& behind) : before_(before), behind_(behind)
    {
        pictures_ = before.pixels() && behind.pixels();
        const auto* from = std::get_if<Codes>(&before.cells);
        const auto* to = std::get_if<Codes>(&behind.cells);
        if (from && to)
            for (const std::string& name : from->names) {
                const auto it = std::ranges::find(to->names, name);
                same_code_.push_back(it == to->names.end() ? -2 : std::int32_t(it - to->names.begin()));
            }
        codes_ = from && to;
        numbers_ = is_number(before) && is_number(behind);
    }
    bool differs(std::size_t row) const
    {
        if (pictures_) // Steps change nothing else of pictures without changing their shape.
            return before_.pixels()->shape(row) != behind_.pixels()->shape(row);
        if (codes_) {
            const std::int32_t code = std::get<Codes>(before_.cells).codes[row];
            return (code < 0 ? -1 : same_code_[std::size_t(code)]) != std::get<Codes>(behind_.cells).codes[row];
        }
        if (numbers_) {
            const double a = before_.number(row), b = behind_.number(row);
            return std::isnan(a) ? !std::isnan(b) : a != b;
        }
        return before_.text(row) != behind_.text(row);
    }

private:
    const Column &before_, &behind_;
    std::vector<std::int32_t> same_code_;
    bool codes_ = false, numbers_ = false, pictures_ = false;
};

/// The columns of those names alone.
Table some_columns(const Table& table, std::span<const std::string> names)
{
    Table some;
    some.source = table.source;
    some.path = table.path;
    some.rows = table.rows;
    for (const Column& c : table.columns)
        if (std::ranges::find(names, c.name) != names.end())
            some.columns.push_back(c);
    return some;
}

/// A step done to copies of its columns.
struct Trial {
    StepEffect effect;
    std::vector<std::string> columns; // Its columns, in the table's order.
    Table behind;                     // What became of them.
    std::vector<std::uint32_t> kept;  // By a step that chooses rows or balances.
    std::vector<bool> touched;        // Of the input's rows, in their order.
};

Status do_step(const PreparationStep& step, const StepInput& input, Progress* progress, Trial& trial)
{
    auto ready = ready_step(step);
    if (!ready)
        return ready.error();
    const StepType& type = *ready->type;
    StepEffect& effect = trial.effect;
    if (type.augments) {
        effect.rows = input.epoch.size();
        PreparationStep on = step;
        on.on = true;
        const auto made = Augmentation::make({&on, 1}, input.form);
        return made ? Status(Ok{}) : Status(made.error());
    }
    if (type.balance) {
        auto drawn = type.balance(ready->values, input.epoch, input.classes);
        if (!drawn)
            return drawn.error();
        effect.rows = input.epoch.size();
        effect.drawn = drawn->size();
        trial.kept = std::move(*drawn);
        return Ok{};
    }
    auto columns = columns_of_step(step, type, *input.table, type.choose ? std::string() : input.target);
    if (!columns)
        return columns.error();
    effect.columns = std::move(*columns);
    effect.rows = input.rows.size();
    trial.touched.assign(input.rows.size(), false);
    if (type.choose) {
        auto kept = type.choose(ready->values, *input.table, effect.columns, input.rows);
        if (!kept)
            return kept.error();
        trial.kept = std::move(*kept);
        effect.left_out = input.rows.size() - trial.kept.size();
        for (std::size_t i = 0, k = 0; i < input.rows.size(); ++i) {
            const bool stays = k < trial.kept.size() && trial.kept[k] == input.rows[i];
            trial.touched[i] = !stays;
            k += stays;
        }
        return Ok{};
    }
    trial.behind = some_columns(*input.table, effect.columns);
    for (const Column& c : trial.behind.columns)
        trial.columns.push_back(c.name);
    std::vector<std::string> read;
    if (type.reads)
        read = type.reads(ready->values);
    std::erase_if(read, [&](const std::string& name) { return trial.behind.find(name) || !input.table->find(name); });
    for (const std::string& name : read)
        trial.behind.columns.push_back(*input.table->find(name));
    if (trial.columns.empty())
        return Ok{};
    const StepRun run{progress, input.kept.get()};
    const auto learned = type.fit(ready->values, trial.behind, effect.columns, input.training, run);
    if (!learned)
        return learned.error();
    LOOM_TRY(type.apply(ready->values, *learned, trial.behind, run));
    std::erase_if(trial.behind.columns, [&](const Column& c) { return std::ranges::find(read, c.name) != read.end(); });
    for (const std::string& name : trial.columns) {
        effect.values += input.rows.size();
        const Column* behind = trial.behind.find(name);
        if (!behind || stopped(progress))
            continue;
        const Comparison compared(*input.table->find(name), *behind);
        for (std::size_t i = 0; i < input.rows.size(); ++i)
            if (compared.differs(input.rows[i])) {
                ++effect.changed;
                effect.emptied += behind->missing(input.rows[i]);
                trial.touched[i] = true;
            }
    }
    effect.changed_rows = std::size_t(std::ranges::count(trial.touched, true));
    return Ok{};
}

Trial try_step(const PreparationStep& step, const StepInput& input, Progress* progress)
{
    Trial trial;
    if (const Status done = guarded([&] { return do_step(step, input, progress, trial); }); !done) {
        trial = {};
        trial.effect.error = done.error();
    }
    return trial;
}

/// The table with what a trial made in the place of its columns, new ones behind them.
void take_over(Table& table, Trial& trial)
{
    const auto first = std::ranges::find(table.columns, trial.columns.front(), &Column::name);
    std::size_t place = std::size_t(first - table.columns.begin());
    std::erase_if(table.columns, [&](const Column& c) {
        return std::ranges::find(trial.columns, c.name) != trial.columns.end() && !trial.behind.find(c.name);
    });
    for (Column& made : trial.behind.columns) {
        auto at = std::ranges::find(table.columns, made.name, &Column::name);
        if (at == table.columns.end())
            at = table.columns.insert(table.columns.begin() + std::ptrdiff_t(place), std::move(made));
        else
            *at = std::move(made);
        place = std::size_t(at - table.columns.begin()) + 1;
    }
}

/// The column that holds what this one held, under a name that was not there before; else null.
const Column* renamed(const Column& before, const Trial& trial)
{
    for (const Column& made : trial.behind.columns)
        if (std::ranges::find(trial.columns, made.name) == trial.columns.end() && made.type == before.type && made.size() == before.size()) {
            Column same = made;
            same.name = before.name;
            if (fingerprint(same) == fingerprint(before))
                return &made;
        }
    return nullptr;
}

bool chooses(const PreparationStep& step)
{
    const StepType* type = find_step(step.type);
    return type && type->choose;
}

/// Does a step and leaves in `input` what the next one finds. `changed` is its table once it is a copy.
StepEffect go_through(const PreparationStep& step, StepInput& input, std::shared_ptr<Table>& changed, Progress* progress)
{
    Trial trial = try_step(step, input, progress);
    if (trial.effect.error)
        return std::move(trial.effect);
    if (chooses(step)) {
        input.rows = std::move(trial.kept);
    } else if (trial.effect.drawn > 0) {
        input.epoch = std::move(trial.kept);
    } else if (!trial.columns.empty()) {
        if (!changed)
            input.table = changed = std::make_shared<Table>(*input.table);
        take_over(*changed, trial);
    }
    return std::move(trial.effect);
}

} // namespace

StepInput step_input(const Dataset& data, std::span<const PreparationStep> steps, std::size_t at, bool chooses_rows, Progress* progress)
{
    // Steps that choose rows come first, whatever their place.
    StepInput input{data.samples().shared_table(), chooses_rows ? rows_with_target(data) : rows_in_parts(data),
                    {data.rows(Part::Train).begin(), data.rows(Part::Train).end()}, data.target()};
    input.kept = data.kept_vectors();
    if (!chooses_rows) {
        input.epoch = input.training;
        input.form = data.augmentation().form();
        if (data.facts().target == DataFacts::Target::Classes)
            for (std::uint32_t row = 0; row < data.table().rows; ++row)
                input.classes.push_back(data.label(row));
    }
    std::shared_ptr<Table> changed;
    for (const PreparationStep& step : steps.first(std::min(at, steps.size())))
        if (step.on && chooses(step) == chooses_rows && !stopped(progress))
            go_through(step, input, changed, progress);
    return input;
}

std::vector<std::optional<StepEffect>> step_effects(const Dataset& data, std::span<const PreparationStep> steps, Progress* progress)
{
    std::vector<std::optional<StepEffect>> effects(steps.size());
    for (const bool chooses_rows : {true, false}) {
        StepInput input = step_input(data, {}, 0, chooses_rows);
        std::shared_ptr<Table> changed;
        for (std::size_t i = 0; i < steps.size(); ++i)
            if (steps[i].on && chooses(steps[i]) == chooses_rows && !stopped(progress))
                if (StepEffect effect = go_through(steps[i], input, changed, progress); !stopped(progress))
                    effects[i] = std::move(effect);
    }
    return effects;
}

StepPreview preview_step(const PreparationStep& step, const StepInput& input, std::size_t rows, Progress* progress)
{
    Trial trial = try_step(step, input, progress);
    StepPreview preview;
    preview.effect = std::move(trial.effect);
    preview.chooses_rows = chooses(step);
    if (preview.effect.error)
        return preview;
    std::vector<std::size_t> places; // In input.rows.
    for (const bool wanted : {true, false})
        for (std::size_t i = 0; i < trial.touched.size() && places.size() < rows; ++i)
            if (trial.touched[i] == wanted)
                places.push_back(i);
    std::ranges::sort(places);
    for (const std::size_t i : places) {
        preview.rows.push_back(input.rows[i]);
        preview.stays.push_back(!preview.chooses_rows || !trial.touched[i]);
    }
    if (preview.chooses_rows) {
        for (const Column& c : input.table->columns)
            if (!c.pixels() && !c.sounds())
                preview.columns.push_back({some_rows(c, preview.rows), some_rows(c, preview.rows), std::vector<bool>(preview.rows.size())});
        return preview;
    }
    const auto add = [&](const Column* before, const Column* behind) {
        StepPreview::Pair pair;
        pair.changed.assign(preview.rows.size(), !before);
        if (before)
            pair.before = some_rows(*before, preview.rows);
        if (behind)
            pair.behind = some_rows(*behind, preview.rows);
        if (before && behind && before->name == behind->name) {
            const Comparison compared(*before, *behind);
            for (std::size_t i = 0; i < preview.rows.size(); ++i)
                pair.changed[i] = compared.differs(preview.rows[i]);
        }
        preview.columns.push_back(std::move(pair));
    };
    std::vector<const Column*> shown;
    for (const std::string& name : trial.columns) {
        const Column &before = *input.table->find(name), *behind = trial.behind.find(name);
        shown.push_back(behind ? behind : renamed(before, trial));
        add(&before, shown.back());
    }
    for (const Column& c : trial.behind.columns) {
        if (std::ranges::find(shown, &c) == shown.end())
            add(nullptr, &c);
        if (const auto code = code_of_column(c, input.training))
            preview.numbers += code->width();
    }
    return preview;
}

} // namespace loom
