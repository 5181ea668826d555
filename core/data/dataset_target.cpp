#include "data/dataset_builder.h"
#include "data/box_target.h"
#include "data/target.h"
#include "schema/boxes.h"

#include <cmath>

namespace loom {
namespace {

constexpr std::size_t most_classes = 10'000;

/// To be classes: texts that hardly repeat are none.
bool too_many(const Codes& codes, const Column& column)
{
    return codes.names.size() > most_classes || (column.type == ColumnType::Text && codes.names.size() * 2 > codes.codes.size());
}

} // namespace

Status DatasetBuilder::choose_target()
{
    data_->target_ = setup().target.empty() ? guess_target(*table_) : setup().target;
    if (data_->target_.empty()) {
        if (table_->image_column())
            return Error{Message(LOOM_TEXT("The pictures in %1 have no classes."), table_->path),
                         LOOM_TEXT("Put the pictures of each class in a folder with the name of the class.")};
        return Error{
            Message(LOOM_TEXT("%1 has no column that can be learned."), table_->path),
            LOOM_TEXT("A column of numbers or of categories is needed; give the right column such a type.")};
    }
    const Column* column = table_->find(data_->target_);
    if (!column)
        return no_column(*table_, data_->target_);
    if (setup().target.empty() && table_->target.empty())
        note(Message(LOOM_TEXT("Column “%1” is taken for the target, from its name or its place."), column->name));
    if (column->type == ColumnType::Image || column->type == ColumnType::Audio ||
        column->type == ColumnType::DateTime)
        return Error{Message(LOOM_TEXT("Column “%1” cannot be learned: its type is “%2”."), column->name,
                             column_type_title(column->type)),
                     LOOM_TEXT("Choose another target column, or another type for it.")};
    auto& facts = data_->facts_;
    facts.target_column = data_->target_;
    choose_further();
    const Given kind = table_->image_column() && is_boxes(*column) ? Given::Boxes : is_class(*column) ? Given::Class : Given::Number;
    pass_over_unfit(kind);
    note_given_labels();
    if (kind == Given::Boxes)
        LOOM_TRY(choose_boxes(*column));
    else if (kind == Given::Class)
        LOOM_TRY(choose_classes(*column));
    else
        choose_numbers(*column);
    const auto has_value = [&](std::uint32_t row) {
        return kind == Given::Number ? !std::isnan(data_->numbers_[row]) : !column->missing(row) || given_label(row);
    };
    for (const std::uint32_t row : data_->excluded_)
        if (has_value(row))
            held_back_.push_back(row);
    if (usable_.size() + data_->excluded_.size() < table_->rows)
        note(Message(LOOM_TEXT("%1 rows have no value in “%2” and are left out."),
                     table_->rows - usable_.size() - data_->excluded_.size(), data_->target_));
    return Ok{};
}

Status DatasetBuilder::choose_classes(const Column& column)
{
    DataFacts& facts = data_->facts_;
    Codes codes = classes_of(column);
    if (!edits_.empty()) {
        // Parts are drawn by the classes of the file, so that a changed row moves no other one.
        strata_ = codes.codes.copy();
        const auto classes = std::int32_t(codes.names.size());
        std::string text;
        codes = to_codes(table_->rows, [&](std::size_t i) -> std::string_view {
            const auto row = std::uint32_t(i);
            const std::string* given = given_label(row);
            return is_excluded(row) ? std::string_view() : given ? std::string_view(*given) : std::string_view(text = column.text(i));
        });
        for (const std::uint32_t row : data_->edited_)
            if (strata_[row] < 0 && codes.codes[row] >= 0)
                strata_[row] = classes + codes.codes[row];
    }
    if (too_many(codes, column))
        return Error{
            Message(
                LOOM_TEXT("Column “%1” has %2 different values in %3 rows; that is too many to be classes."),
                column.name, codes.names.size(), table_->rows),
            LOOM_TEXT("Choose another target column, or another type for it.")};
    data_->labels_ = codes.codes.copy();
    facts.target = DataFacts::Target::Classes;
    facts.classes = std::move(codes.names);
    for (std::uint32_t row = 0; row < table_->rows; ++row)
        if (data_->labels_[row] >= 0)
            usable_.push_back(row);
    if (facts.classes.size() == 1)
        note(Message(LOOM_TEXT("All rows are of one class, “%1”: there is nothing to tell apart."),
                     facts.classes[0]));
    return Ok{};
}

void DatasetBuilder::choose_numbers(const Column& column)
{
    DataFacts& facts = data_->facts_;
    facts.target = DataFacts::Target::Numbers;
    facts.target_width = 1;
    data_->numbers_.resize(table_->rows);
    for (std::uint32_t row = 0; row < table_->rows; ++row)
        data_->numbers_[row] = float(column.number(row));
    for (const std::uint32_t row : data_->edited_)
        if (const std::string* given = given_label(row))
            data_->numbers_[row] = float(*given_number(*given));
    for (std::uint32_t row = 0; row < table_->rows; ++row)
        if (!std::isnan(data_->numbers_[row]) && !is_excluded(row))
            usable_.push_back(row);
}

Status DatasetBuilder::choose_boxes(const Column& column)
{
    DataFacts& facts = data_->facts_;
    BoxTarget target = box_target(column, [&](std::uint32_t row) { return given_label(row); });
    if (target.classes.size() > most_classes)
        return Error{Message(LOOM_TEXT("Column “%1” names %2 different classes of objects; that is too many."), column.name, target.classes.size()),
                     LOOM_TEXT("Choose another target column.")};
    facts.target = DataFacts::Target::Numbers;
    facts.classes = std::move(target.classes);
    facts.label_shape = {target.objects, box_values};
    facts.target_width = target.objects * box_values;
    data_->numbers_ = std::move(target.values);
    data_->begins_ = std::move(target.begins);
    for (std::uint32_t row = 0; row < table_->rows; ++row)
        if (target.known[row] && !is_excluded(row))
            usable_.push_back(row);
    return boxes_stay(setup().steps);
}

void DatasetBuilder::choose_further()
{
    for (const std::string& name : setup().wanted.targets) {
        const Column* column = table_->find(name);
        if (!column || name == data_->target_ || (!learnable(*column) && column->type != ColumnType::Text))
            continue;
        DataFacts::Further further{.column = name, .target = DataFacts::Target::Numbers, .classes = {}, .class_counts = {}};
        Dataset::Further values;
        if (is_class(*column)) {
            Codes codes = classes_of(*column);
            if (too_many(codes, *column))
                continue;
            values.labels = codes.codes.copy();
            further.target = DataFacts::Target::Classes;
            further.classes = std::move(codes.names);
        } else {
            values.numbers.resize(table_->rows);
            for (std::uint32_t row = 0; row < table_->rows; ++row)
                values.numbers[row] = float(column->number(row));
        }
        data_->facts_.further.push_back(std::move(further));
        data_->further_.push_back(std::move(values));
    }
}

bool DatasetBuilder::is_further(const std::string& name) const
{
    const auto& all = data_->facts_.further;
    return std::ranges::find(all, name, &DataFacts::Further::column) != all.end();
}

} // namespace loom
