#include "data/numbers.h"

#include <unicode/utf8.h>

namespace loom {
namespace {

/// Texts with stars in place of most of their characters.
struct Mask {
    std::int64_t first = 0, last = 4;

    struct Learned {};
    friend void to_json(nlohmann::json& json, const Learned&) { json = nlohmann::json::object(); }
    friend void from_json(const nlohmann::json&, Learned&) {}

    static bool takes(const Column& c)
    {
        return c.type == ColumnType::Text || c.type == ColumnType::Id || c.type == ColumnType::Category || c.type == ColumnType::Integer;
    }
    Result<Learned> fit(const Column&, std::span<const std::uint32_t>) const { return Learned{}; }
    Status apply(const Learned&, Table& table, const std::string& column) const
    {
        const auto from = column_to_change(table, column);
        if (!from)
            return from.error();
        put_column(table, column, changed_texts(**from, [&](const std::string& text) { return masked(text); }));
        return Ok{};
    }
    Message summary() const { return {LOOM_TEXT("all but the first %1 and the last %2"), first, last}; }

private:
    /// A value that is not longer than what stays is all stars.
    std::string masked(const std::string& text) const
    {
        std::vector<std::size_t> begins;
        for (std::size_t i = 0; i < text.size(); ++i)
            if (!U8_IS_TRAIL(text[i]))
                begins.push_back(i);
        const std::size_t n = begins.size();
        const bool shows = n > std::size_t(first + last);
        begins.push_back(text.size());
        std::string out;
        for (std::size_t i = 0; i < n; ++i)
            if (shows && (i < std::size_t(first) || i >= n - std::size_t(last)))
                out += text.substr(begins[i], begins[i + 1] - begins[i]);
            else
                out += '*';
        return out;
    }
};

} // namespace

const StepType& mask_step()
{
    static const StepType type = step<Mask>({
        .id = "mask",
        .title = LOOM_TEXT("Mask values"),
        .help = LOOM_TEXT("Stars in place of all characters but the first and last ones, as on receipts."),
        .group = StepGroup::Privacy,
        .settings = {setting(&Mask::first, {.key = "first", .label = LOOM_TEXT("Keep the first"), .help = {}, .min = 0, .max = 64}),
                     setting(&Mask::last, {.key = "last", .label = LOOM_TEXT("Keep the last"), .help = {}, .min = 0, .max = 64})},
    });
    return type;
}

} // namespace loom
