#include "data/numbers.h"
#include "data/split_setup.h"
#include "schema/shapes.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace loom {
namespace {

/// The last values of columns, those of the row itself not among them by default, as one sequence.
struct Windows {
    std::int64_t length = 12, ahead = 1;
    std::string order, group, name = "window";

    static bool takes(const Column& c) { return is_numeric(c); }

    Status apply(Table& table, std::span<const std::string> columns) const
    {
        std::vector<const Column*> from;
        for (const std::string& column : columns) {
            const auto found = column_to_change(table, column);
            if (!found)
                return found.error();
            from.push_back(*found);
        }
        if (table.find(name))
            return Error{Message(LOOM_TEXT("There is a column “%1” already."), name), LOOM_TEXT("Give the new column another name.")};
        const auto sorted = rows_in_order(table);
        if (!sorted)
            return sorted.error();
        const auto steps = std::size_t(length), width = from.size() * steps;
        auto room = room_for_vectors(table.rows, width);
        if (!room)
            return room.error();
        std::vector<float>& values = *room;
        std::ranges::fill(values, std::numeric_limits<float>::quiet_NaN());
        // Runs of rows of one group; `first` is where the present one begins in the order.
        std::size_t first = 0;
        for (std::size_t i = 0; i < sorted->rows.size(); ++i) {
            if (i > 0 && sorted->groups[sorted->rows[i]] != sorted->groups[sorted->rows[i - 1]])
                first = i;
            if (i - first + 1 < steps + std::size_t(ahead))
                continue; // Not so many rows before it: it has no window.
            const std::size_t begin = i + 1 - std::size_t(ahead) - steps;
            float* out = values.data() + sorted->rows[i] * width;
            for (std::size_t c = 0; c < from.size(); ++c) {
                double last = 0;
                for (std::size_t t = 0; t < steps; ++t) {
                    const double v = from[c]->number(sorted->rows[begin + t]);
                    last = std::isnan(v) ? last : v;
                    out[c * steps + t] = float(last);
                }
            }
        }
        put_column(table, columns.back(), {name, ColumnType::Vector, Vectors{std::move(values), {std::int64_t(from.size()), length}}});
        return Ok{};
    }

    std::vector<std::string> reads() const
    {
        std::vector<std::string> columns{order, group};
        std::erase(columns, "");
        return columns;
    }
    Message summary() const { return joined({Message(LOOM_TEXT("%1 rows"), length), Message(LOOM_TEXT("%1 ahead"), ahead)}); }

private:
    struct Order {
        std::vector<std::uint32_t> rows; // Group after group, each in its order.
        std::vector<std::int32_t> groups; // Of each row of the table.
    };
    Result<Order> rows_in_order(const Table& table) const
    {
        Order made{std::vector<std::uint32_t>(table.rows), std::vector<std::int32_t>(table.rows)};
        std::iota(made.rows.begin(), made.rows.end(), 0u);
        for (const std::string* asked : {&order, &group})
            if (!asked->empty() && !table.find(*asked))
                return Error{Message(LOOM_TEXT("There is no column “%1”."), *asked),
                             LOOM_TEXT("An earlier step may have dropped it; choose other columns.")};
        if (const Column* by = group.empty() ? nullptr : table.find(group)) {
            made.groups = groups_of(*by);
            if (made.groups.size() != table.rows)
                return Error{Message(LOOM_TEXT("Column “%1” has the type “%2”, and rows are in no group by it."), group, column_type_title(by->type)),
                             LOOM_TEXT("Choose a column of names or numbers, or none.")};
        }
        const Column* by = order.empty() ? nullptr : table.find(order);
        if (by && !is_numeric(*by) && by->type != ColumnType::DateTime)
            return Error{Message(LOOM_TEXT("Column “%1” is neither a number nor a date, so rows have no order by it."), order),
                         LOOM_TEXT("Choose a column of dates or numbers, or none for the order of the file.")};
        std::ranges::stable_sort(made.rows, [&](std::uint32_t a, std::uint32_t b) {
            if (made.groups[a] != made.groups[b])
                return made.groups[a] < made.groups[b];
            if (!by)
                return false;
            const double x = by->number(a), y = by->number(b);
            return x < y || (!std::isnan(x) && std::isnan(y)); // Those without a time last.
        });
        return made;
    }
};

} // namespace

const StepType& windows_step()
{
    static const StepType type = step<Windows>({
        .id = "windows",
        .title = LOOM_TEXT("Windows of a series"),
        .help = LOOM_TEXT("Adds the values of the rows before each row as a sequence, to foretell the row from its past. The target's own past may be among them. Rows without enough past have no window and are not learned from."),
        .group = StepGroup::Series,
        .reads_target = true,
        .settings = {setting(&Windows::length, {.key = "length", .label = LOOM_TEXT("Rows"), .help = LOOM_TEXT("How many rows of the past the network sees."), .min = 1, .max = 65'536}),
                     setting(&Windows::ahead, {.key = "ahead", .label = LOOM_TEXT("Ahead"), .help = LOOM_TEXT("1: the window ends with the row before. 24 of hourly rows: foretell a day ahead."), .min = 1, .max = 65'536}),
                     setting(&Windows::order, {.key = "order", .label = LOOM_TEXT("Order by"), .help = LOOM_TEXT("A column of dates or numbers; empty: as the rows stand.")}),
                     setting(&Windows::group, {.key = "group", .label = LOOM_TEXT("Each for itself"), .help = LOOM_TEXT("A column such as the shop or the device, whose series must not run into each other; empty: there is one series.")}),
                     setting(&Windows::name, {.key = "name", .label = LOOM_TEXT("Name"), .help = LOOM_TEXT("Of the new column."), .advanced = true})},
    });
    return type;
}

} // namespace loom
