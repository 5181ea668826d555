#include "data/known_column.h"
#include "data/step.h"

namespace loom {
namespace {

/// A column of another type, read as the settings of a source read it (converted()).
struct Cast {
    enum class To { Number, Integer, Category, Text, DateTime, Boolean };
    To to = To::Number;

    struct Learned {
        std::optional<KnownColumn> column; // With the words of yes and no, and the order of dates. Nothing where it is damaged.
    };
    friend void to_json(nlohmann::json& json, const Learned& l) { json = loom::to_json(*l.column); }
    friend void from_json(const nlohmann::json& json, Learned& l) { l.column = known_column_from_json(json); }

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
        return Learned{KnownColumn::of(*made)};
    }

    Status apply(const Learned& learned, Table& table, const std::string& column) const
    {
        const auto from = column_to_change(table, column);
        if (!from)
            return from.error();
        const auto& known = learned.column;
        if (!known || known->type != type() || (type() == ColumnType::Boolean && known->words.size() != 2) || !takes(**from))
            return damaged_step();
        auto made = as_known(**from, *known);
        if (!made)
            return made.error();
        if (*made)
            **from = std::move(**made);
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
        StepType made = step<Cast>({
            .id = "cast",
            .title = LOOM_TEXT("Change the type"),
            .help = LOOM_TEXT("What cannot be read as the new type becomes missing. The file stays as it is, and what is predicted is changed alike."),
            .group = StepGroup::Columns,
            .settings = {setting(&Cast::to, {.key = "to",
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
        return made;
    }();
    return type;
}

} // namespace loom
