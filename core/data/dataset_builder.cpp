#include "data/dataset_builder.h"
#include "data/preparation.h"
#include "data/split_setup.h"

#include <fmt/format.h>

namespace loom {
namespace {

/// Both ascending.
std::vector<std::uint32_t> joined(std::span<const std::uint32_t> a, std::span<const std::uint32_t> b)
{
    std::vector<std::uint32_t> both;
    both.reserve(a.size() + b.size());
    std::ranges::set_union(a, b, std::back_inserter(both));
    return both;
}

} // namespace

DatasetBuilder::DatasetBuilder(std::shared_ptr<const Table> table, DataSetup setup, Progress* progress, std::size_t memory,
               std::shared_ptr<const Dataset> before, bool only_looked_at)
    : table_(std::move(table)), before_(std::move(before)), progress_(progress), memory_(memory),
      only_looked_at_(only_looked_at)
{
    data_->setup_ = std::move(setup);
    data_->source_table_ = table_;
    data_->made_by_.emplace();
    if (before_ && before_->source_table_ != table_)
        before_.reset();
    data_->kept_ = before_ ? before_->kept_ : std::make_shared<KeptVectors>();
}

Result<std::shared_ptr<const Dataset>> DatasetBuilder::build()
{
    LOOM_TRY(overrule_types());
    find_edits();
    LOOM_TRY(choose_target());
    LOOM_TRY(choose_rows());
    LOOM_TRY(go_on());
    if (table_->image_column())
        LOOM_TRY(bind_pictures());
    LOOM_TRY(split());
    if (!table_->image_column())
        LOOM_TRY(bind_columns());
    LOOM_TRY(balance());
    state_facts();
    LOOM_TRY(go_on());
    auto augmentation = Augmentation::make(setup().steps, form_of(data_->encoder()));
    if (!augmentation)
        return augmentation.error();
    data_->augmentation_ = std::move(*augmentation);
    return std::shared_ptr<const Dataset>(data_);
}

void DatasetBuilder::find_edits()
{
    const EditedRows found = edited_rows(setup().row_edits, *data_->source_table_);
    for (const auto& [row, edit] : found.rows) {
        data_->edited_.push_back(row);
        edits_.emplace(row, edit);
        if (edit->excluded)
            data_->excluded_.push_back(row);
    }
    if (!data_->excluded_.empty())
        note(Message(LOOM_TEXT("%1 rows are left out by hand."), data_->excluded_.size()));
    if (!found.lost.empty())
        note(Message(LOOM_TEXT("%1 changes made by hand do not fit the data as it is now and are not applied. The first: %2"),
                     found.lost.size(), edit_place(*found.lost[0])));
}

const std::string* DatasetBuilder::given_label(std::uint32_t row) const
{
    const auto at = edits_.find(row);
    return at == edits_.end() || at->second->label.empty() || at->second->column != data_->target_ || unfit_.contains(row)
               ? nullptr
               : &at->second->label;
}

void DatasetBuilder::pass_over_unfit(Given kind)
{
    std::optional<Message> first;
    for (const std::uint32_t row : data_->edited_)
        if (const std::string* given = given_label(row))
            if (auto wrong = wrong_given(kind, *given)) {
                unfit_.insert(row);
                if (!first)
                    first = Message(LOOM_TEXT("%1: %2"), edit_place(*edits_.at(row)), *wrong);
            }
    if (first)
        note(Message(LOOM_TEXT("%1 rows were given a “%2” by hand that cannot be learned; they keep what the file says. The first: %3."),
                     unfit_.size(), data_->target_, *first));
}

void DatasetBuilder::note_given_labels()
{
    std::size_t given = 0, elsewhere = 0;
    const RowEdit* other = nullptr;
    for (const std::uint32_t row : data_->edited_) {
        const RowEdit* edit = edits_.at(row);
        if (const std::string* label = given_label(row)) {
            ++given;
            data_->given_labels_ = hash_text(*label, data_->given_labels_ * 31 + row + 1);
        } else if (!edit->label.empty() && edit->column != data_->target_ && elsewhere++ == 0) {
            other = edit;
        }
    }
    if (given)
        note(Message(LOOM_TEXT("%1 rows have a “%2” that was given by hand."), given, data_->target_));
    if (elsewhere)
        note(Message(LOOM_TEXT("%1 rows were given a “%2” by hand; it is not the target now and stays as it is in the file."),
                     elsewhere, other->column));
}

Status DatasetBuilder::overrule_types()
{
    if (before_ && before_->setup_.column_types == setup().column_types) {
        table_ = before_->samples_->shared_table();
        data_->notes_.assign(before_->notes_.begin(), before_->notes_.begin() + std::ptrdiff_t(before_->type_notes_));
        data_->type_notes_ = before_->type_notes_;
        return Ok{};
    }
    std::shared_ptr<Table> changed;
    for (const auto& [name, id] : setup().column_types) {
        const auto type = find_column_type(id);
        if (!type)
            return Error{Message(LOOM_TEXT("Column “%1”: there is no type “%2”."), name, id),
                         LOOM_TEXT("Types are integer, number, datetime, category, boolean, text and id.")};
        const Column* column = table_->find(name);
        if (!column)
            return no_column(*table_, name);
        std::size_t lost = 0;
        auto other = converted(*column, *type, &lost);
        if (!other)
            return other.error();
        if (lost)
            note(Message(LOOM_TEXT("Column “%1”: %2 values do not fit the type “%3” and count as missing."), name,
                         lost, column_type_title(*type)));
        if (!changed)
            changed = std::make_shared<Table>(*table_);
        changed->columns[std::size_t(column - table_->columns.data())] = std::move(*other);
    }
    if (changed)
        table_ = std::move(changed);
    data_->type_notes_ = data_->notes_.size();
    return Ok{};
}

Status DatasetBuilder::choose_rows()
{
    const std::size_t before = usable_.size();
    if (!held_back_.empty()) {
        drawn_from_ = joined(usable_, held_back_);
        auto kept = chosen_rows(setup().steps, *table_, std::move(drawn_from_));
        if (!kept)
            return kept.error();
        drawn_from_ = std::move(*kept);
    }
    auto kept = chosen_rows(setup().steps, *table_, std::move(usable_));
    if (!kept)
        return kept.error();
    usable_ = std::move(*kept);
    if (!held_back_.empty())
        drawn_from_ = joined(drawn_from_, usable_);
    if (usable_.size() < before)
        note(Message(LOOM_TEXT("Preparation steps leave %1 of %2 rows out."), before - usable_.size(), before));
    return Ok{};
}

Status DatasetBuilder::split()
{
    auto parts = parts_of(*table_, held_back_.empty() ? usable_ : drawn_from_, strata_.empty() ? data_->labels_ : strata_,
                          data_->target_, setup(), data_->notes_);
    if (!parts)
        return parts.error();
    data_->parts_ = std::move(*parts);
    if (!held_back_.empty())
        for (auto* part : {&data_->parts_.train, &data_->parts_.validation, &data_->parts_.test})
            std::erase_if(*part, [&](std::uint32_t row) { return !std::ranges::binary_search(usable_, row); });
    return some_left();
}

Status DatasetBuilder::some_left() const
{
    if (data_->parts_.train.empty())
        return Error{Message(LOOM_TEXT("%1 has no rows left to train on."), table_->path),
                     LOOM_TEXT("Choose data with more rows, or make the validation and test parts smaller.")};
    return Ok{};
}

Status DatasetBuilder::balance()
{
    auto rows = balanced_rows(setup().steps, data_->parts_.train, data_->labels_);
    if (!rows)
        return rows.error();
    if (*rows == data_->parts_.train)
        return Ok{};
    note(Message(LOOM_TEXT("An epoch of training goes through %1 rows, balanced from %2."), rows->size(), data_->parts_.train.size()));
    data_->balanced_ = std::move(*rows);
    return Ok{};
}

} // namespace loom
