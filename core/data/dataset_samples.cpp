#include "data/dataset_builder.h"
#include "data/statistics.h"
#include "data/target.h"

#include <fmt/format.h>

#include <map>

namespace loom {
namespace {

constexpr int longest_side = 128; // Of pictures whose sizes differ, unless the person says otherwise.

/// Those that are on and change columns.
std::vector<PreparationStep> changing_columns(std::vector<PreparationStep> steps)
{
    std::erase_if(steps, [](const PreparationStep& step) {
        const StepType* type = find_step(step.type);
        return !step.on || (type && !type->changes_columns());
    });
    return steps;
}

std::string size_text(PictureShape s) { return fmt::format("{}×{}", s.height, s.width); }

/// Sizes only: no pixel is looked at.
ColumnStatistics sizes(const PixelStore& store)
{
    std::map<std::pair<int, int>, std::size_t> counts;
    for (std::size_t i = 0; i < store.size(); ++i)
        ++counts[{store.shape(i).height, store.shape(i).width}];
    ColumnStatistics s;
    s.sizes = counts.size();
    std::size_t most = 0;
    for (const auto& [size, n] : counts) {
        const PictureShape shape{1, size.first, size.second};
        if (n > most) {
            most = n;
            s.most_common = shape;
        }
        if (!s.smallest.channels || shape.bytes() < s.smallest.bytes())
            s.smallest = shape;
        if (shape.bytes() > s.largest.bytes())
            s.largest = shape;
    }
    return s;
}

} // namespace

std::shared_ptr<const Table> DatasetBuilder::without_further() const
{
    if (data_->facts_.further.empty())
        return table_;
    auto fewer = std::make_shared<Table>(*table_);
    std::erase_if(fewer->columns, [this](const Column& c) { return is_further(c.name); });
    return fewer;
}

Status DatasetBuilder::add_beside(Encoder& encoder, const Table& prepared, std::span<const std::uint32_t> rows)
{
    for (const std::string& name : setup().wanted.inputs) {
        const Column* column = prepared.find(name);
        const auto there = std::ranges::find(encoder.columns, name, &ColumnCode::column);
        if (!column || there != encoder.columns.end() || name == data_->target_ || is_further(name))
            continue;
        if (auto code = code_of_column(*column, rows)) {
            code->beside = true;
            encoder.columns.push_back(std::move(*code));
        }
        LOOM_TRY(go_on());
    }
    return Ok{};
}

PictureShape DatasetBuilder::sample_shape(const PixelStore& store)
{
    // Without a word from the person: the one size there is, or else the most common one, made smaller if it is
    // large.
    const ColumnStatistics s = sizes(store);
    PictureShape shape = s.most_common;
    for (std::size_t i = 0; i < store.size() && shape.channels == 1; ++i)
        shape.channels = store.shape(i).channels;
    if (setup().picture_size > 0) {
        shape.height = shape.width = int(std::min<std::int64_t>(setup().picture_size, 4096));
    } else if (s.sizes > 1) {
        const int longest = std::max(shape.height, shape.width);
        if (longest > longest_side) {
            shape.height = std::max(1, shape.height * longest_side / longest);
            shape.width = std::max(1, shape.width * longest_side / longest);
        }
        note(Message(LOOM_TEXT("The pictures have %1 sizes, from %2 to %3 pixels; they are scaled to %4."), s.sizes,
                     size_text(s.smallest), size_text(s.largest), size_text(shape)));
    }
    return shape;
}

Status DatasetBuilder::bind_pictures()
{
    std::vector<PreparationStep> steps = setup().steps;
    std::erase_if(steps, [](const PreparationStep& step) {
        const StepType* type = find_step(step.type);
        return !step.on || !type || type->group != StepGroup::Pictures;
    });
    Encoder encoder{table_->source, {}, {}};
    auto prepared = table_;
    if (!steps.empty()) {
        auto changed = std::make_shared<Table>(*table_);
        auto fitted = fit_steps(steps, *changed, data_->target_, usable_, run());
        if (!fitted)
            return fitted.error();
        encoder.steps = std::move(*fitted);
        prepared = std::move(changed);
    }
    const PixelStore& store = *prepared->image_column()->pixels();
    if (store.size() == 0)
        return Error{Message(LOOM_TEXT("%1 holds no picture that can be read."), table_->path),
                     LOOM_TEXT("Check the pictures that were set aside, or choose other data.")};
    encoder.picture = sample_shape(store);
    LOOM_TRY(add_beside(encoder, *prepared, usable_));
    if (before_ && &before_->table() == table_.get() && before_->encoder() == encoder) {
        data_->samples_ = before_->samples_;
    } else {
        auto bound = Samples::bind(std::move(encoder), table_, memory_, std::move(prepared));
        if (!bound)
            return bound.error();
        data_->samples_ = std::move(*bound);
        data_->samples_->prepare(allowed_processors(), progress_);
    }
    LOOM_TRY(go_on());
    if (const auto bad = data_->samples_->unreadable(); !bad.empty()) {
        const auto is_bad = [&](std::uint32_t row) {
            return std::ranges::binary_search(bad, row, {}, [](const auto& entry) { return entry.first; });
        };
        std::erase_if(usable_, is_bad);
        std::erase_if(drawn_from_, is_bad);
        note(Message(LOOM_TEXT("%1 of %2 pictures cannot be read and are left out; the first is %3"), bad.size(),
                     table_->rows, bad.front().second.message));
    }
    return Ok{};
}

bool DatasetBuilder::as_before() const
{
    if (!before_ || !before_->made_by_ || &before_->table() != table_.get() || before_->target_ != data_->target_ || before_->sample_width() == 0)
        return false;
    const WantedColumns &then = before_->setup_.wanted, &now = setup().wanted;
    if (then.targets != now.targets || (holds_sounds() && then.inputs != now.inputs))
        return false;
    const auto& rows = before_->made_by_->rows;
    return (rows.empty() ? before_->parts_.train : rows) == data_->parts_.train &&
           changing_columns(before_->setup_.steps) == changing_columns(setup().steps);
}

bool DatasetBuilder::holds_sounds() const
{
    return std::ranges::any_of(table_->columns, [](const Column& c) { return c.sounds() != nullptr; });
}

Status DatasetBuilder::bind_columns()
{
    if (as_before()) {
        data_->samples_ = before_->samples_;
        data_->made_by_->rows = before_->made_by_->rows;
        data_->made_by_->notes = before_->made_by_->notes;
        leave_out_missing_vectors(data_->samples_->prepared());
        data_->notes_.insert(data_->notes_.end(), data_->made_by_->notes.begin(), data_->made_by_->notes.end());
        return some_left();
    }
    Encoder encoder{table_->source, {}, {}};
    const auto& train = data_->parts_.train;
    auto drawn = train;
    std::shared_ptr<const Table> prepared = without_further();
    const auto prepare = [&](std::span<const PreparationStep> steps) -> Status {
        if (steps.empty())
            return Ok{};
        auto changed = std::make_shared<Table>(*prepared);
        auto fitted = fit_steps(steps, *changed, data_->target_, train, run());
        if (!fitted)
            return fitted.error();
        std::ranges::move(*fitted, std::back_inserter(encoder.steps));
        prepared = std::move(changed);
        return Ok{};
    };
    LOOM_TRY(prepare(setup().steps));
    LOOM_TRY(prepare(steps_by_themselves(*prepared, data_->target_)));
    leave_out_missing_vectors(*prepared);
    if (drawn.size() != train.size())
        data_->made_by_->rows = std::move(drawn);
    const std::size_t notes = data_->notes_.size();
    // Sounds are learned from alone, as pictures are; who speaks stands beside them.
    const bool sounds = holds_sounds();
    for (const Column& c : prepared->columns) {
        if (c.name == data_->target_ || (sounds && c.type != ColumnType::Vector))
            continue;
        if (!learnable(c) && c.type != ColumnType::DateTime && c.type != ColumnType::Vector) {
            note(Message(LOOM_TEXT("Column “%1” has the type “%2” and is not used."), c.name,
                         column_type_title(c.type)));
            continue;
        }
        std::size_t categories = 0;
        auto code = code_of_column(c, train, &categories);
        if (!code) {
            if (c.type != ColumnType::Category)
                note(Message(LOOM_TEXT("Column “%1” is empty in the training part and is not used."), c.name));
            continue;
        }
        if (categories > code->categories.size())
            note(Message(LOOM_TEXT("Column “%1” has %2 categories; the %3 most frequent ones are told apart."), c.name,
                         categories, code->categories.size()));
        encoder.columns.push_back(std::move(*code));
        LOOM_TRY(go_on());
    }
    if (sounds)
        LOOM_TRY(add_beside(encoder, *prepared, train));
    tell_of_ids(encoder);
    data_->made_by_->notes.assign(data_->notes_.begin() + std::ptrdiff_t(notes), data_->notes_.end());
    if (encoder.columns.empty() && !only_looked_at_)
        return Error{Message(LOOM_TEXT("%1 has no column to learn “%2” from."), table_->path, data_->target_),
                     LOOM_TEXT("At least one more column of numbers or categories is needed.")};
    LOOM_TRY(some_left());
    auto bound = Samples::bind(std::move(encoder), table_, memory_, std::move(prepared));
    if (!bound)
        return bound.error();
    data_->samples_ = std::move(*bound);
    return Ok{};
}

void DatasetBuilder::tell_of_ids(const Encoder& encoder)
{
    std::size_t place = 0;
    for (const ColumnCode& code : encoder.columns) {
        const auto& named = setup().wanted.inputs;
        if (code.vocabulary > 0 && encoder.usual_columns() > 1 && std::ranges::find(named, code.column) == named.end())
            note(Message(LOOM_TEXT("Column “%1” holds ids of tokens beside other columns, and a network takes them for quantities unless "
                                   "it looks them up: put a Slice layer (%2 from %3 on) in front of an Embedding layer (%4 ids), drop the "
                                   "other columns, or use the step “%5” instead."),
                         code.column, code.width(), place, code.vocabulary, find_step("n_grams")->title));
        place += code.width();
    }
}

void DatasetBuilder::leave_out_missing_vectors(const Table& prepared)
{
    for (const Column& c : prepared.columns) {
        if (c.type != ColumnType::Vector)
            continue;
        const std::size_t left = std::erase_if(usable_, [&](std::uint32_t row) { return c.missing(row); });
        if (left == 0)
            continue;
        for (auto* part : {&data_->parts_.train, &data_->parts_.validation, &data_->parts_.test})
            std::erase_if(*part, [&](std::uint32_t row) { return c.missing(row); });
        note(Message(LOOM_TEXT("%1 rows have nothing in “%2” behind the preparation steps and are left out."), left, c.name));
    }
}

} // namespace loom
