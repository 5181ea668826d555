#pragma once
#include "base/stopped.h"
#include "data/kept_vectors.h"
#include "data/sample_form.h"
#include "data/table.h"
#include "schema/data_setup.h"
#include "schema/declare.h"

#include <nlohmann/json.hpp>

namespace loom {

/// What a step is for: where lists of steps put it.
enum class StepGroup : std::uint8_t { Rows, Columns, Repair, Numbers, Categories, Texts, Sounds, Pictures, Series, Privacy, Augmentation };
Text step_group_title(StepGroup);

/// A preparation step. Steps that change columns learn from the training rows what they need (a mean, the categories)
/// and then do the same to every row there will ever be. Steps that choose rows act on the rows of this data set alone,
/// steps that balance on its training part, and steps that augment on samples of the training part, anew in every epoch.
struct StepType : TypeInfo {
    StepGroup group = StepGroup::Repair;
    /// Whether it can be done to such a column. Asked only of steps that change columns.
    std::function<bool(const Column&)> takes;
    /// One column at a time, each by itself, so that no columns named means all that it takes. Else they must be named.
    bool each = true;
    /// False: a step that chooses rows and asks for no columns.
    bool names_columns = true;
    /// Its columns may be the target too: it only makes others of them, of rows before.
    bool reads_target = false;
    /// Learns from `rows` of `columns`, which exist and are taken. This and `apply` give stopped() where the run was.
    std::function<Result<nlohmann::json>(const Values&, const Table&, std::span<const std::string> columns,
                                         std::span<const std::uint32_t> rows, const StepRun&)>
        fit;
    /// Changes the columns that were learned from, by what was learned. A table without one of them is an error, and so
    /// is what another program wrote in place of `learned`.
    std::function<Status(const Values&, const nlohmann::json& learned, Table&, const StepRun&)> apply;
    /// Only of steps that choose rows, in place of the two: those of `rows` that stay, in their order.
    std::function<Result<std::vector<std::uint32_t>>(const Values&, const Table&, std::span<const std::string> columns,
                                                     std::span<const std::uint32_t> rows)>
        choose;
    /// False: what is in its columns is nothing to it.
    bool looks_into = true;
    /// Only of steps that balance: rows of the training part, ascending, each as often as an epoch has it. `classes`: one per
    /// row of the table.
    std::function<Result<std::vector<std::uint32_t>>(const Values&, std::span<const std::uint32_t> rows,
                                                     std::span<const std::int32_t> classes)>
        balance;
    /// Only of steps that augment: whether they are for such samples, and one of the two that follow.
    std::function<bool(SampleForm::Kind)> augments;
    /// Ready to change samples.
    std::function<std::function<void(Augmented&)>(const Values&)> augment;
    /// Ready to make one mixture of two samples, in the place of both: how much of it is the first, in [0, 1].
    std::function<std::function<double(Augmented&, std::span<float>)>(const Values&)> mix;
    /// What the vectors that it makes are, where that matters to steps that augment.
    std::function<SampleForm::Kind(const Values&)> makes;
    /// Columns that its settings name: read and left as they are.
    std::function<std::vector<std::string>(const Values&)> reads;
    /// Whether, with these settings, it moves what is in a picture, so that boxes would stay where they are. Empty: it does not.
    std::function<bool(const Values&)> moves;
    /// The one line under its name, with the settings that matter: "median".
    std::function<Message(const Values&)> summary;

    bool changes_columns() const { return bool(apply); }
};

/// All step types, in file-name order. Generated from the files in core/steps.
std::span<const StepType* const> step_types();
const StepType* find_step(std::string_view id);

/// The column of that name, to be changed.
Result<Column*> column_to_change(Table&, const std::string& name);
/// Puts `made` in the place of the column, behind it where it has another name.
void put_column(Table&, const std::string& name, Column made);
/// Why what was learned cannot be read.
Error damaged_step();

template <class P>
struct StepDeclaration {
    std::string_view id;
    Text title, help;
    StepGroup group = StepGroup::Repair;
    bool names_columns = true;
    bool reads_target = false, looks_into = true;
    std::vector<SettingBinding<P>> settings = {};
};

/// A step is a struct P with defaulted fields, Message summary() const, std::vector<std::string> reads() const where its
/// settings name columns, bool moves() const where it moves what is in pictures, and one of:
/// - for each column by itself:
///     static bool takes(const Column&)
///     struct Learned, with to_json and from_json
///     Result<Learned> fit(const Column&, std::span<const std::uint32_t> rows) const
///     Status apply(const Learned&, Table&, const std::string& column) const
///   of which both may take a const StepRun& too, where they take long: once it is stopped, whatever they return counts for nothing
/// - for columns that must be named, where nothing is learned:
///     static bool takes(const Column&)
///     Status apply(Table&, const std::string& column) const
/// - for columns that must be named and are taken together, where nothing is learned:
///     static bool takes(const Column&)
///     Status apply(Table&, std::span<const std::string> columns) const
///   either with Status check(const Table&, std::span<const std::string> columns) const where the data that is learned from must be
///   more than other data
/// - for rows:
///     Result<std::vector<std::uint32_t>> choose(const Table&, std::span<const std::string> columns,
///                                               std::span<const std::uint32_t> rows) const
/// - for the training part:
///     Result<std::vector<std::uint32_t>> balance(std::span<const std::uint32_t> rows, std::span<const std::int32_t> classes) const
/// - for samples of the training part:
///     static bool augments(SampleForm::Kind)
///     void augment(Augmented&) const, or double mix(Augmented&, std::span<float> other) const
template <class P>
StepType step(StepDeclaration<P> d)
{
    StepType type;
    static_cast<TypeInfo&>(type) = describe<P>(d.id, d.title, d.help, d.settings);
    type.group = d.group;
    type.names_columns = d.names_columns;
    type.reads_target = d.reads_target;
    type.looks_into = d.looks_into;
    const auto unpack = std::make_shared<const Unpack<P>>(std::move(d.settings));
    if constexpr (requires(const P& p) { p.reads(); })
        type.reads = [unpack](const Values& v) { return (*unpack)(v).reads(); };
    if constexpr (requires(const P& p) { p.makes(); })
        type.makes = [unpack](const Values& v) { return (*unpack)(v).makes(); };
    if constexpr (requires(const P& p) { p.moves(); })
        type.moves = [unpack](const Values& v) { return (*unpack)(v).moves(); };
    type.summary = [unpack](const Values& v) { return (*unpack)(v).summary(); };
    using Names = std::span<const std::string>;
    using Rows = std::span<const std::uint32_t>;
    if constexpr (requires(const P& p, const Table& t, Names n, Rows r) { p.choose(t, n, r); }) {
        type.each = false;
        type.takes = [](const Column&) { return true; };
        type.choose = [unpack](const Values& v, const Table& t, Names n, Rows r) { return (*unpack)(v).choose(t, n, r); };
    } else if constexpr (requires(const P& p, Rows r, std::span<const std::int32_t> classes) { p.balance(r, classes); }) {
        type.each = type.names_columns = false;
        type.balance = [unpack](const Values& v, Rows r, std::span<const std::int32_t> classes) { return (*unpack)(v).balance(r, classes); };
    } else if constexpr (requires(SampleForm::Kind kind) { P::augments(kind); }) {
        type.each = type.names_columns = false;
        type.augments = P::augments;
        if constexpr (requires(const P& p, Augmented& a, std::span<float> other) { p.mix(a, other); })
            type.mix = [unpack](const Values& v) {
                return [p = (*unpack)(v)](Augmented& a, std::span<float> other) { return p.mix(a, other); };
            };
        else
            type.augment = [unpack](const Values& v) { return [p = (*unpack)(v)](Augmented& a) { p.augment(a); }; };
    } else if constexpr (requires { typename P::Learned; }) {
        type.takes = P::takes;
        type.fit = [unpack](const Values& v, const Table& table, Names names, Rows rows, const StepRun& run) -> Result<nlohmann::json> {
            const P p = (*unpack)(v);
            nlohmann::json learned = nlohmann::json::array();
            for (const std::string& name : names) {
                auto of_column = [&] {
                    if constexpr (requires { p.fit(*table.find(name), rows, run); })
                        return p.fit(*table.find(name), rows, run);
                    else
                        return p.fit(*table.find(name), rows);
                }();
                if (run.stopped())
                    return opening_stopped();
                if (!of_column)
                    return of_column.error();
                learned.push_back({{"column", name}, {"learned", std::move(*of_column)}});
            }
            return learned;
        };
        type.apply = [unpack](const Values& v, const nlohmann::json& learned, Table& table, const StepRun& run) -> Status {
            const P p = (*unpack)(v);
            // The library reports wrong types by exceptions; they end here.
            try {
                for (const auto& item : learned) {
                    const auto of_column = item.at("learned").template get<typename P::Learned>();
                    const auto name = item.at("column").template get<std::string>();
                    const Status done = [&] {
                        if constexpr (requires { p.apply(of_column, table, name, run); })
                            return p.apply(of_column, table, name, run);
                        else
                            return p.apply(of_column, table, name);
                    }();
                    if (run.stopped())
                        return opening_stopped();
                    LOOM_TRY(done);
                }
            } catch (const nlohmann::json::exception&) {
                return damaged_step();
            }
            return Ok{};
        };
    } else {
        type.each = false;
        type.takes = P::takes;
        type.fit = [unpack](const Values& v, const Table& table, Names names, Rows, const StepRun&) -> Result<nlohmann::json> {
            if constexpr (requires(const P& p) { p.check(table, names); })
                LOOM_TRY((*unpack)(v).check(table, names));
            return nlohmann::json(std::vector<std::string>(names.begin(), names.end()));
        };
        type.apply = [unpack](const Values& v, const nlohmann::json& learned, Table& table, const StepRun& run) -> Status {
            const P p = (*unpack)(v);
            try {
                const auto names = learned.get<std::vector<std::string>>();
                if (names.empty())
                    return damaged_step();
                if constexpr (requires { p.apply(table, Names(names)); })
                    return p.apply(table, Names(names));
                else
                    for (const auto& name : names) {
                        LOOM_TRY(p.apply(table, name));
                        if (run.stopped())
                            return opening_stopped();
                    }
            } catch (const nlohmann::json::exception&) {
                return damaged_step();
            }
            return Ok{};
        };
    }
    return type;
}

} // namespace loom
