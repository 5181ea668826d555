#include "data/dataset.h"
#include "base/guard.h"
#include "data/box_target.h"
#include "data/edited_rows.h"
#include "data/given.h"
#include "data/open.h"
#include "data/split_setup.h"
#include "data/statistics.h"
#include "data/step.h"
#include "data/target.h"
#include "schema/boxes.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <set>
#include <tuple>
#include <unordered_map>

namespace loom {
namespace {

constexpr std::size_t most_classes = 10'000;
constexpr int longest_side = 128;          // Of pictures whose sizes differ, unless the person says otherwise.

/// Those that are on and change columns.
std::vector<PreparationStep> changing_columns(std::vector<PreparationStep> steps)
{
    std::erase_if(steps, [](const PreparationStep& step) {
        const StepType* type = find_step(step.type);
        return !step.on || (type && !type->changes_columns());
    });
    return steps;
}

} // namespace

/// Makes one Dataset, step by step.
class DatasetBuilder {
public:
    DatasetBuilder(std::shared_ptr<const Table> table, DataSetup setup, Progress* progress, std::size_t memory,
                   std::shared_ptr<const Dataset> before, bool only_looked_at = false)
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

    Result<std::shared_ptr<const Dataset>> build()
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

private:
    const DataSetup& setup() const { return data_->setup_; }
    Status go_on() const { return stopped() ? Status(opening_stopped()) : Status(Ok{}); }
    bool stopped() const { return progress_ && progress_->cancelled; }
    StepRun run() const { return {progress_, data_->kept_.get()}; }
    void note(Message message) { data_->notes_.push_back(std::move(message)); }

    void find_edits()
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

    bool is_excluded(std::uint32_t row) const { return std::ranges::binary_search(data_->excluded_, row); }

    /// What the row is to be learned as, where a person said so; else null.
    const std::string* given_label(std::uint32_t row) const
    {
        const auto at = edits_.find(row);
        return at == edits_.end() || at->second->label.empty() || at->second->column != data_->target_ || unfit_.contains(row)
                   ? nullptr
                   : &at->second->label;
    }

    /// What was given by hand and cannot be learned does not count.
    void pass_over_unfit(Given kind)
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

    void note_given_labels()
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

    Status overrule_types()
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

    Status choose_target()
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
        if (kind == Given::Boxes) {
            LOOM_TRY(choose_boxes(*column));
        } else if (kind == Given::Class) {
            Codes codes = classes_of(*column);
            if (!edits_.empty()) {
                // Parts are drawn by the classes of the file, so that a changed row moves no other one.
                strata_ = codes.codes.copy();
                const auto classes = std::int32_t(codes.names.size());
                std::string text;
                codes = to_codes(table_->rows, [&](std::size_t i) -> std::string_view {
                    const auto row = std::uint32_t(i);
                    const std::string* given = given_label(row);
                    return is_excluded(row) ? std::string_view() : given ? std::string_view(*given) : std::string_view(text = column->text(i));
                });
                for (const std::uint32_t row : data_->edited_)
                    if (strata_[row] < 0 && codes.codes[row] >= 0)
                        strata_[row] = classes + codes.codes[row];
            }
            if (codes.names.size() > most_classes ||
                (column->type == ColumnType::Text && codes.names.size() * 2 > table_->rows))
                return Error{
                    Message(
                        LOOM_TEXT("Column “%1” has %2 different values in %3 rows; that is too many to be classes."),
                        column->name, codes.names.size(), table_->rows),
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
        } else {
            facts.target = DataFacts::Target::Numbers;
            facts.target_width = 1;
            data_->numbers_.resize(table_->rows);
            for (std::uint32_t row = 0; row < table_->rows; ++row)
                data_->numbers_[row] = float(column->number(row));
            for (const std::uint32_t row : data_->edited_)
                if (const std::string* given = given_label(row))
                    data_->numbers_[row] = float(*given_number(*given));
            for (std::uint32_t row = 0; row < table_->rows; ++row)
                if (!std::isnan(data_->numbers_[row]) && !is_excluded(row))
                    usable_.push_back(row);
        }
        const auto has_value = [&](std::uint32_t row) {
            return data_->numbers_.empty() ? !column->missing(row) || given_label(row) : !std::isnan(data_->numbers_[row * std::size_t(facts.target_width)]);
        };
        for (const std::uint32_t row : data_->excluded_)
            if (has_value(row))
                held_back_.push_back(row);
        if (usable_.size() + data_->excluded_.size() < table_->rows)
            note(Message(LOOM_TEXT("%1 rows have no value in “%2” and are left out."),
                         table_->rows - usable_.size() - data_->excluded_.size(), data_->target_));
        return Ok{};
    }

    /// Objects in pictures.
    Status choose_boxes(const Column& column)
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
        for (std::uint32_t row = 0; row < table_->rows; ++row)
            if (!std::isnan(data_->numbers_[row * std::size_t(facts.target_width)]) && !is_excluded(row))
                usable_.push_back(row);
        return boxes_stay(setup().steps);
    }

    /// What Outputs are compared with beside the target. What cannot be learned is passed over: the network says so.
    void choose_further()
    {
        for (const std::string& name : setup().wanted.targets) {
            const Column* column = table_->find(name);
            if (!column || name == data_->target_ || (!learnable(*column) && column->type != ColumnType::Text))
                continue;
            DataFacts::Further further{.column = name, .target = DataFacts::Target::Numbers, .classes = {}, .class_counts = {}};
            Dataset::Further values;
            if (is_class(*column)) {
                Codes codes = classes_of(*column);
                if (codes.names.size() > most_classes || (column->type == ColumnType::Text && codes.names.size() * 2 > table_->rows))
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

    bool is_further(const std::string& name) const
    {
        const auto& all = data_->facts_.further;
        return std::ranges::find(all, name, &DataFacts::Further::column) != all.end();
    }

    /// Without what further Outputs predict: no step may learn from it.
    std::shared_ptr<const Table> without_further() const
    {
        if (data_->facts_.further.empty())
            return table_;
        auto fewer = std::make_shared<Table>(*table_);
        std::erase_if(fewer->columns, [this](const Column& c) { return is_further(c.name); });
        return fewer;
    }

    /// Columns that Inputs name, behind a sample that would be a picture or a sound alone.
    Status add_beside(Encoder& encoder, const Table& prepared, std::span<const std::uint32_t> rows)
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

    Status choose_rows()
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

    /// Both ascending.
    static std::vector<std::uint32_t> joined(std::span<const std::uint32_t> a, std::span<const std::uint32_t> b)
    {
        std::vector<std::uint32_t> both;
        both.reserve(a.size() + b.size());
        std::ranges::set_union(a, b, std::back_inserter(both));
        return both;
    }

    PictureShape sample_shape(const PixelStore& store)
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
    static std::string size_text(PictureShape s) { return fmt::format("{}×{}", s.height, s.width); }

    /// Sizes only: no pixel is looked at.
    static ColumnStatistics sizes(const PixelStore& store)
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

    /// Pictures are changed before they are cut into parts, for these steps learn nothing; other steps leave them alone.
    Status bind_pictures()
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

    Status split()
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

    Status some_left() const
    {
        if (data_->parts_.train.empty())
            return Error{Message(LOOM_TEXT("%1 has no rows left to train on."), table_->path),
                         LOOM_TEXT("Choose data with more rows, or make the validation and test parts smaller.")};
        return Ok{};
    }

    /// Whether steps and columns would learn the same once more: labels are nothing to them.
    bool as_before() const
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

    bool holds_sounds() const
    {
        return std::ranges::any_of(table_->columns, [](const Column& c) { return c.sounds() != nullptr; });
    }

    Status bind_columns()
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

    /// Ids that are the whole sample reach an Embedding layer by themselves; beside other columns somebody must lead them there.
    void tell_of_ids(const Encoder& encoder)
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

    Status balance()
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

    void leave_out_missing_vectors(const Table& prepared)
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

    void state_facts()
    {
        DataFacts& facts = data_->facts_;
        const Encoder& encoder = data_->encoder();
        facts.pictures = encoder.pictures();
        facts.features = encoder.feature_names();
        facts.sample = encoder.sample();
        if (encoder.usual_columns() == 1 && !encoder.pictures())
            facts.vocabulary = encoder.columns[0].vocabulary;
        for (std::size_t k = 0; k < facts.further.size(); ++k) {
            DataFacts::Further& further = facts.further[k];
            further.class_counts.resize(further.classes.size());
            for (const std::uint32_t row : data_->training_rows())
                if (!further.classes.empty() && data_->further_[k].labels[row] >= 0)
                    ++further.class_counts[std::size_t(data_->further_[k].labels[row])];
        }
        facts.rows = std::int64_t(usable_.size());
        facts.class_counts.resize(facts.classes.size());
        if (holds_boxes(facts))
            std::ranges::copy(data_->class_counts(Part::Train), facts.class_counts.begin());
        for (const std::uint32_t row : data_->training_rows())
            if (const std::int32_t label = data_->label(row); label >= 0)
                ++facts.class_counts[std::size_t(label)];
        if (before_ && before_->made_by_ && before_->samples_ == data_->samples_ && before_->parts_.train == data_->parts_.train) {
            facts.mean = before_->facts_.mean;
            facts.deviation = before_->facts_.deviation;
            facts.columns = before_->facts_.columns;
            return;
        }
        facts.pictures ? channel_moments() : feature_moments();
        state_columns();
        // Dividing by it must always be possible: a constant feature becomes 0.
        for (double& d : facts.deviation)
            if (!(d > 0))
                d = 1;
    }

    /// What a row is made of, each piece as if it were the whole sample.
    void state_columns()
    {
        DataFacts& facts = data_->facts_;
        const Encoder& encoder = data_->encoder();
        std::int64_t place = 0;
        if (encoder.pictures()) {
            const Column* pictures = data_->samples_->prepared().image_column();
            facts.columns.push_back({.name = pictures ? pictures->name : "image", .shape = facts.sample, .picture = true, .mean = facts.mean, .deviation = facts.deviation});
            place = std::int64_t(encoder.picture.bytes());
        }
        const std::size_t usual = encoder.usual_columns();
        const bool one = usual == 1 && !encoder.pictures();
        for (std::size_t k = 0; k < encoder.columns.size(); ++k) {
            const ColumnCode& code = encoder.columns[k];
            DataFacts::Column column{.name = code.column, .place = place, .shape = code.shape.empty() ? Shape{std::int64_t(code.width())} : code.shape,
                                     .beside = code.beside, .vocabulary = code.vocabulary};
            if (column.shape.size() == 1)
                column.features = code.feature_names();
            if (one && !code.beside) {
                column.mean = facts.mean;
                column.deviation = facts.deviation;
            } else if (code.beside) {
                std::tie(column.mean, column.deviation) = moments_of(std::size_t(place), code.width(), std::size_t(column.shape[0]));
            } else {
                take_moments(column);
            }
            for (double& d : column.deviation)
                if (!(d > 0))
                    d = 1;
            if (code.vocabulary > 0) {
                column.mean.assign(column.mean.size(), 0);
                column.deviation.assign(column.deviation.size(), 1);
            }
            place += std::int64_t(code.width());
            facts.columns.push_back(std::move(column));
        }
    }

    /// Of a column of a sample that is a row, whose every value has its own: of all values of a feature together,
    /// var = E(var + mean²) − E(mean)².
    void take_moments(DataFacts::Column& column) const
    {
        const DataFacts& facts = data_->facts_;
        const auto features = std::size_t(column.shape[0]), each = count(column.shape) / features;
        for (std::size_t f = 0; f < features; ++f) {
            double mean = 0, squares = 0;
            for (std::size_t i = 0; i < each; ++i) {
                const std::size_t at = std::size_t(column.place) + f * each + i;
                mean += facts.mean[at] / double(each);
                squares += (facts.deviation[at] * facts.deviation[at] + facts.mean[at] * facts.mean[at]) / double(each);
            }
            column.mean.push_back(mean);
            column.deviation.push_back(each == 1 ? facts.deviation[std::size_t(column.place) + f] : std::sqrt(std::max(0.0, squares - mean * mean)));
        }
    }

    void channel_moments()
    {
        const auto& train = data_->parts_.train;
        const Samples& samples = *data_->samples_;
        const auto channels = std::size_t(samples.encoder().picture.channels);
        const std::size_t bytes = samples.encoder().picture.bytes(), area = bytes / channels;
        // All of them where they are in memory, else some, spread evenly: reading all would take as long as an epoch.
        const std::size_t looked_at = samples.fits() ? train.size() : std::min<std::size_t>(train.size(), 1000);
        const auto threads = std::size_t(allowed_processors());
        std::vector<std::vector<std::array<std::uint64_t, 256>>> counts(
            threads, std::vector<std::array<std::uint64_t, 256>>(channels));
        parallel_for(threads, int(threads), [&](std::size_t t) {
            std::vector<std::uint8_t> pixels(bytes);
            for (std::size_t k = t; k < looked_at; k += threads)
                if (samples.picture(train[k * train.size() / looked_at], pixels))
                    for (std::size_t c = 0; c < channels; ++c)
                        for (std::size_t i = 0; i < area; ++i)
                            ++counts[t][c][pixels[c * area + i]];
        });
        for (std::size_t c = 0; c < channels; ++c) {
            for (std::size_t t = 1; t < threads; ++t)
                for (std::size_t v = 0; v < 256; ++v)
                    counts[0][c][v] += counts[t][c][v];
            const Moments m = moments(counts[0][c]);
            data_->facts_.mean.push_back(m.mean);
            data_->facts_.deviation.push_back(m.deviation);
        }
    }

    using Deviations = std::pair<std::vector<double>, std::vector<double>>; // Mean and deviation, by feature.

    /// Over the training part, of `size` values of each row from `begin` on, that are so many features one after the other.
    Deviations moments_of(std::size_t begin_in_row, std::size_t size, std::size_t features) const
    {
        const std::span train = data_->parts_.train;
        const std::size_t width = data_->sample_width();
        const std::size_t piece = std::max<std::size_t>(1, 65'536 / width);
        const std::size_t each = size / features;
        std::vector<double> mean(features), deviation(features);
        std::vector<float> buffer(piece * width);
        auto for_each = [&](auto visit) {
            for (std::size_t begin = 0; begin < train.size() && !stopped(); begin += piece) {
                const auto rows = train.subspan(begin, std::min(piece, train.size() - begin));
                data_->fill(rows, buffer);
                for (std::size_t row = 0; row < rows.size(); ++row)
                    for (std::size_t i = 0; i < size; ++i)
                        visit(i / each, double(buffer[row * width + begin_in_row + i]));
            }
        };
        const double n = double(train.size()) * double(each);
        for_each([&](std::size_t f, double v) { mean[f] += v / n; });
        for_each([&](std::size_t f, double v) { deviation[f] += (v - mean[f]) * (v - mean[f]) / n; });
        for (double& d : deviation)
            d = std::sqrt(d);
        return {std::move(mean), std::move(deviation)};
    }

    /// One of each feature: the first size of a sample's shape. Ids stay what they are: 0 and 1.
    void feature_moments()
    {
        const std::size_t size = count(data_->facts_.sample);
        if (size == 0)
            return;
        const auto features = std::size_t(data_->facts_.sample[0]);
        const std::size_t each = size / features;
        std::vector<double>&mean = data_->facts_.mean, &deviation = data_->facts_.deviation;
        std::tie(mean, deviation) = moments_of(0, size, features);
        std::size_t place = 0;
        for (const ColumnCode& code : data_->encoder().columns) {
            if (code.vocabulary > 0 && each == 1 && !code.beside) {
                std::fill_n(mean.begin() + std::ptrdiff_t(place), code.width(), 0.0);
                std::fill_n(deviation.begin() + std::ptrdiff_t(place), code.width(), 1.0);
            }
            place += code.width();
        }
    }

    std::shared_ptr<const Table> table_;
    std::shared_ptr<const Dataset> before_;
    Progress* progress_;
    std::size_t memory_;
    bool only_looked_at_;
    std::shared_ptr<Dataset> data_{new Dataset};
    std::vector<std::uint32_t> usable_;
    std::unordered_map<std::uint32_t, const RowEdit*> edits_;
    std::set<std::uint32_t> unfit_; // Rows whose given value cannot be learned.
    std::vector<std::uint32_t> held_back_; // Left out by hand, though they could be learned.
    // Where rows are held back, parts are drawn as if they were not: the others stay where they were.
    std::vector<std::uint32_t> drawn_from_;
    std::vector<std::int32_t> strata_; // Per table row; empty: the labels.
};

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

std::vector<std::size_t> Dataset::class_counts(Part part) const
{
    std::vector<std::size_t> counts(facts_.classes.size());
    const auto width = std::size_t(facts_.target_width);
    for (auto row : rows(part))
        if (label(row) >= 0)
            ++counts[std::size_t(label(row))];
        else if (holds_boxes(facts_))
            for (std::size_t i = row * width; i < (row + 1) * width && numbers_[i] >= 0; i += box_values)
                ++counts[std::size_t(numbers_[i])];
    return counts;
}

void Dataset::labels(std::span<const std::uint32_t> rows, std::span<std::int32_t> out) const
{
    std::ranges::transform(rows, out.begin(), [&](std::uint32_t row) { return label(row); });
}

void Dataset::targets(std::span<const std::uint32_t> rows, std::span<float> out) const
{
    const auto width = std::ptrdiff_t(facts_.target_width);
    if (numbers_.empty())
        std::ranges::transform(rows, out.begin(), [&](std::uint32_t row) { return float(label(row)); });
    for (auto to = out.begin(); const std::uint32_t row : numbers_.empty() ? std::span<const std::uint32_t>() : rows)
        to = std::copy_n(numbers_.begin() + row * width, width, to);
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
