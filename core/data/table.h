#pragma once
#include "base/result.h"
#include "base/value.h"
#include "data/column_array.h"
#include "data/cell_text.h"
#include "data/pixels.h"
#include "data/sounds.h"

#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <variant>

namespace loom {

enum class ColumnType : std::uint8_t { Integer, Number, DateTime, Category, Boolean, Text, Image, Audio, Id, Vector };

/// As files and the terminal call it: "integer", "datetime" …
std::string_view column_type_id(ColumnType);
std::optional<ColumnType> find_column_type(std::string_view id);
Text column_type_title(ColumnType);

/// Many texts in one piece of memory. An empty one is a missing one. Copies share it until one of them is added to.
class Texts {
public:
    Texts() = default;
    Texts(const Texts&) = default;
    Texts& operator=(const Texts&) = default;
    Texts(Texts&& other) noexcept { *this = std::move(other); }
    Texts& operator=(Texts&& other) noexcept
    {
        bytes_ = std::exchange(other.bytes_, {});
        ends_ = std::exchange(other.ends_, {});
        grown_ = std::exchange(other.grown_, nullptr);
        kept_ = std::exchange(other.kept_, nullptr);
        return *this;
    }
    /// Where each ends among the bytes.
    Texts(ColumnArray<char> bytes, ColumnArray<std::uint64_t> ends)
        : bytes_{bytes.data(), bytes.size()}, ends_(ends), kept_(std::make_shared<const Kept>(std::move(bytes), std::move(ends)))
    {
    }

    std::size_t size() const { return ends_.size(); }
    std::string_view operator[](std::size_t i) const
    {
        const std::size_t begin = i ? ends_[i - 1] : 0;
        return bytes_.substr(begin, ends_[i] - begin);
    }
    void push_back(std::string_view text)
    {
        Grown& grown = to_grow();
        grown.bytes += text;
        grown.ends.push_back(grown.bytes.size());
        look_at(grown);
    }
    std::string_view bytes() const { return bytes_; }
    std::span<const std::uint64_t> ends() const { return ends_; }

private:
    using Kept = std::pair<ColumnArray<char>, ColumnArray<std::uint64_t>>;
    struct Grown {
        std::string bytes;
        std::vector<std::uint64_t> ends;
    };
    Grown& to_grow()
    {
        if (!grown_ || grown_.use_count() > 1) [[unlikely]]
            own();
        return *grown_;
    }
    void own();
    void look_at(const Grown& grown)
    {
        bytes_ = grown.bytes;
        ends_ = grown.ends;
    }

    std::string_view bytes_; // Of one of the two.
    std::span<const std::uint64_t> ends_;
    std::shared_ptr<Grown> grown_;
    std::shared_ptr<const Kept> kept_; // Stays when it was copied: the next text may be one of them.
};

/// Few different texts, each row a number into the list of names; −1 where it is missing.
struct Codes {
    ColumnArray<std::int32_t> codes;
    std::vector<std::string> names;
};

/// As many numbers in each row: the ids of a text's words, a sound's spectrogram, the last values of a series. Only
/// preparation steps make them.
struct Vectors {
    ColumnArray<float> values;   // Row after row; a row is missing where its first value is NaN.
    Shape shape;                 // Of one row, features first, as the network takes it.
    std::int64_t vocabulary = 0; // Above 0: they are ids, whole numbers below it; 0 fills up.

    std::size_t width() const { return places(shape); }
    std::size_t size() const { return width() ? values.size() / width() : 0; }
    std::span<const float> operator[](std::size_t row) const { return std::span(values).subspan(row * width(), width()); }
    /// How many numbers such a shape holds.
    static std::size_t places(const Shape& shape)
    {
        std::size_t n = 1;
        for (const std::int64_t size : shape)
            n *= std::size_t(size);
        return n;
    }
};

constexpr std::int64_t missing_integer = std::numeric_limits<std::int64_t>::min();

/// Integer: int64. DateTime: int64, seconds since 1970 UTC. Number: double, NaN where missing. Category: Codes.
/// Boolean: Codes with two names, the false one first. Text, Id: Texts. Image: pixels. Audio: sounds. Vector: Vectors.
using Cells = std::variant<ColumnArray<std::int64_t>, ColumnArray<double>, Codes, Texts, std::shared_ptr<const PixelStore>,
                           std::shared_ptr<const SoundStore>, Vectors>;

struct Column {
    std::string name;
    ColumnType type = ColumnType::Text;
    Cells cells;
    DateOrder date_order = DateOrder::YearFirst; // How dates were written, where the texts were dates.

    std::size_t size() const;
    bool missing(std::size_t row) const;
    /// What learning sees: the number, the seconds, the code; NaN where it is missing or there is none.
    double number(std::size_t row) const;
    /// What people see; empty where it is missing.
    std::string text(std::size_t row) const;

    const PixelStore* pixels() const
    {
        const auto* store = std::get_if<std::shared_ptr<const PixelStore>>(&cells);
        return store ? store->get() : nullptr;
    }
    const SoundStore* sounds() const
    {
        const auto* store = std::get_if<std::shared_ptr<const SoundStore>>(&cells);
        return store ? store->get() : nullptr;
    }
};

/// The same values as another type. Texts that are no numbers become missing ones; `lost` counts them.
Result<Column> converted(const Column&, ColumnType, std::size_t* lost = nullptr);

/// Texts to a column of categories, names in natural order.
Codes to_codes(std::size_t rows, const std::function<std::string_view(std::size_t)>& text);

enum class Part : std::uint8_t { Train, Validation, Test };
std::string_view part_id(Part);

/// Something in the data that could not be used.
struct BadRow {
    std::string place; // A line number or a file name.
    Message reason;
};

/// What a source makes of a path: typed columns of equal length. Never changed once it is shared.
struct Table {
    std::string source; // Id of the source type.
    std::string path;   // As it was given.
    std::size_t rows = 0;
    std::vector<Column> columns;
    std::vector<Part> split = {};      // One per row where the data brings its parts, else empty.
    bool scored_on_all = false;        // Training and test part are both the whole table, by definition of the task.
    std::string target = {};           // The column to learn, where the source knows it.
    std::vector<BadRow> bad_rows = {}; // At most `bad_rows_kept` of them, in order.
    std::size_t bad_row_count = 0;
    std::vector<Message> notes = {}; // What a person should know: guesses, oddities.

    static constexpr std::size_t bad_rows_kept = 10'000;
    void set_aside(std::string place, Message reason)
    {
        if (bad_row_count++ < bad_rows_kept)
            bad_rows.push_back({std::move(place), std::move(reason)});
    }
    const Column* find(std::string_view name) const;
    const Column* image_column() const;
};

/// Changes when the column's name, type or values change.
std::uint64_t fingerprint(const Column&);

/// "file10" after "file9"; letters without regard to case, ties by bytes.
bool natural_less(std::string_view a, std::string_view b);

} // namespace loom
