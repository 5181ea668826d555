#include "data/known_column.h"
#include "data/step.h"

namespace loom {
namespace {

/// A column of another type, read as the settings of a source read it (converted()).
struct CastStep {
    enum class To { Number, Integer, Category, Text, DateTime, Boolean };
    To to = To::Number;

    /// The column as it was and as it became: the words of yes and no, and the order of dates. Nothing where they are damaged.
    struct Learned {
        std::optional<KnownColumn> before, behind;
    };
    friend void to_json(nlohmann::json& json, const Learned& l)
    {
        json = {{"before", loom::to_json(*l.before)}, {"behind", loom::to_json(*l.behind)}};
    }
    friend void from_json(const nlohmann::json& json, Learned& l)
    {
        l = {known_column_from_json(json.at("before")), known_column_from_json(json.at("behind"))};
    }

    static bool takes(const Column& c) { return !c.pixels() && !c.sounds() && c.type != ColumnType::Vector; }

    Result<Learned> fit(const Column& c, std::span<const std::uint32_t>) const
    {
        if (type() == ColumnType::Boolean && c.type != type())
            if (const std::size_t words = different_texts(c); words != 2)
                return Error{Message(LOOM_TEXT("Column “%1” has %2 different values, and yes or no are two."), c.name, words),
                             LOOM_TEXT("Choose another type, or make them two first.")};
        const auto made = converted(c, type());
        if (!made)
            return made.error();
        bool any = false, before = false;
        for (std::size_t row = 0; row < c.size() && !any; ++row) {
            any = !made->missing(row);
            before = before || !c.missing(row);
        }
        if (before && !any)
            return Error{Message(LOOM_TEXT("No value of column “%1” can be read as “%2”."), c.name, column_type_title(type())),
                         LOOM_TEXT("Choose another type, or clean the column first.")};
        Learned learned{KnownColumn::of(c), KnownColumn::of(*made)};
        // Dates that a setting made texts of are written year first; the file has them as they were found.
        if (learned.behind->date_order == DateOrder::YearFirst)
            learned.behind->date_order = c.date_order;
        return learned;
    }

    Status apply(const Learned& learned, Table& table, const std::string& column) const
    {
        const auto from = column_to_change(table, column);
        if (!from)
            return from.error();
        const auto& [before, behind] = learned;
        if (!before || !behind || behind->type != type() || (type() == ColumnType::Boolean && behind->words.size() != 2) || !takes(**from))
            return damaged_step();
        // What were texts, a file of few rows may take for dates or numbers: as texts these would be written in another way.
        const bool were_texts = before->type == ColumnType::Text || before->type == ColumnType::Category || before->type == ColumnType::Id;
        if (!were_texts)
            make(**from, *before);
        make(**from, *behind);
        if ((*from)->type == type())
            return Ok{};
        // Whole and other numbers are alike to as_known.
        auto other = converted(**from, type());
        if (!other)
            return other.error();
        **from = std::move(*other);
        return Ok{};
    }

    Message summary() const { return column_type_title(type()); }

private:
    /// As it was known; all missing where no value can be read so.
    static void make(Column& column, const KnownColumn& known)
    {
        auto made = as_known(column, known);
        if (!made)
            made = as_known(nothing_in(column), known);
        if (made && *made)
            column = std::move(**made);
    }
    static Column nothing_in(const Column& column)
    {
        Texts none;
        for (std::size_t row = 0; row < column.size(); ++row)
            none.push_back({});
        return {column.name, ColumnType::Text, std::move(none)};
    }
    ColumnType type() const
    {
        static constexpr ColumnType types[] = {ColumnType::Number, ColumnType::Integer, ColumnType::Category,
                                               ColumnType::Text, ColumnType::DateTime, ColumnType::Boolean};
        return types[std::size_t(to)];
    }
    static std::size_t different_texts(const Column& c)
    {
        std::string text;
        return to_codes(c.size(), [&](std::size_t row) -> std::string_view { return text = c.text(row); }).names.size();
    }
};

} // namespace

const StepType& cast_step()
{
    static const StepType type = [] {
        StepType made = step<CastStep>({
            .id = "cast",
            .title = LOOM_TEXT("Change the type"),
            .help = LOOM_TEXT("What cannot be read as the new type becomes missing. The file stays as it is, and what is predicted is changed alike."),
            .group = StepGroup::Columns,
            .settings = {setting(&CastStep::to, {.key = "to",
                                             .label = LOOM_TEXT("Type"),
                                             .help = {},
                                             .choices = {{"number", column_type_title(ColumnType::Number)},
                                                         {"integer", column_type_title(ColumnType::Integer)},
                                                         {"category", column_type_title(ColumnType::Category)},
                                                         {"text", column_type_title(ColumnType::Text)},
                                                         {"datetime", column_type_title(ColumnType::DateTime)},
                                                         {"boolean", column_type_title(ColumnType::Boolean)}}})},
        });
        made.each = false; // Done to named columns alone, though to each by itself.
        made.looks_into = false; // It makes them what they were by itself.
        return made;
    }();
    return type;
}

} // namespace loom
