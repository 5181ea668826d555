#include "base/npz.h"
#include "base/process.h"
#include "data/table.h"
#include "data/text_encoding.h"
#include "schema/types.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <map>
#include <set>

namespace loom {
namespace {

enum class Role { Inputs, Labels, Other };

/// An array, and what its name says: "x_train" is the inputs of the training part, "val_labels" the labels of the
/// validation part.
struct Given {
    std::string name; // For messages.
    std::string base; // The name without its part.
    std::optional<Part> part;
    Role role = Role::Other;
    NpyArray array;
};

/// "trainX", "x_train", "kmnist-train-imgs" in small words.
std::vector<std::string> words_of(std::string_view name)
{
    std::vector<std::string> words(1);
    char before = ' ';
    for (const char c : name) {
        const bool capital = c >= 'A' && c <= 'Z', letter = capital || (c >= 'a' && c <= 'z') || (c & 0x80) != 0;
        const bool digit = c >= '0' && c <= '9';
        if ((!letter && !digit) || (capital && before >= 'a' && before <= 'z'))
            words.emplace_back();
        if (letter || digit)
            words.back() += capital ? char(c + 32) : c;
        before = c;
    }
    std::erase(words, std::string());
    return words;
}

Given named(std::string name, NpyArray array)
{
    static const std::map<std::string_view, Part> parts = {
        {"train", Part::Train},           {"training", Part::Train},       {"tr", Part::Train},
        {"val", Part::Validation},        {"valid", Part::Validation},     {"validation", Part::Validation},
        {"dev", Part::Validation},        {"test", Part::Test},            {"testing", Part::Test},
        {"te", Part::Test}};
    static const std::set<std::string_view> inputs = {"x", "image", "images", "img", "imgs", "data", "features", "inputs", "pixels"};
    static const std::set<std::string_view> labels = {"y", "label", "labels", "target", "targets", "class", "classes"};
    Given given{.name = std::move(name), .array = std::move(array)};
    for (const std::string& word : words_of(given.name)) {
        if (const auto part = parts.find(word); part != parts.end() && !given.part) {
            given.part = part->second;
            continue;
        }
        if (given.role == Role::Other)
            given.role = labels.contains(word) ? Role::Labels : inputs.contains(word) ? Role::Inputs : Role::Other;
        given.base += (given.base.empty() ? "" : "_") + word;
    }
    return given;
}

std::string shape_text(const Shape& shape)
{
    std::string text;
    for (const auto size : shape)
        text += (text.empty() ? "" : "×") + std::to_string(size);
    return text;
}

/// Number i of an array's, whatever its type.
class Numbers {
public:
    explicit Numbers(const NpyArray& array) : element_(array.element), bytes_(array.bytes) {}
    std::size_t size() const { return bytes_.size() / size_of(element_); }
    bool whole() const { return element_ != Element::F32 && element_ != Element::F64; }
    double operator[](std::size_t i) const
    {
        switch (element_) {
        case Element::F32:
            return as<float>(i);
        case Element::F64:
            return as<double>(i);
        default:
            return double(integer(i));
        }
    }
    std::int64_t integer(std::size_t i) const
    {
        switch (element_) {
        case Element::I32:
            return as<std::int32_t>(i);
        case Element::I64:
            return as<std::int64_t>(i);
        default:
            return as<std::uint8_t>(i);
        }
    }

private:
    template <class T>
    T as(std::size_t i) const
    {
        T value; // The bytes need not be aligned.
        std::memcpy(&value, bytes_.data() + i * sizeof(T), sizeof(T));
        return value;
    }

    Element element_;
    std::string_view bytes_;
};

/// How the axes behind the first are a picture.
struct Layout {
    PictureShape picture;
    bool channels_last = false;
};

std::optional<Layout> picture_layout(const Shape& s)
{
    constexpr std::int64_t longest = 65'535;
    if (s.size() < 3 || s.size() > 4 || std::ranges::any_of(s.begin() + 1, s.end(), [](auto n) { return n < 1 || n > longest; }))
        return {};
    const auto fits = [](std::int64_t channels) { return channels == 1 || channels == 3; };
    if (s.size() == 3)
        return Layout{{1, int(s[1]), int(s[2])}, false};
    if (fits(s[3]))
        return Layout{{int(s[3]), int(s[1]), int(s[2])}, true};
    return fits(s[1]) ? std::optional(Layout{{int(s[1]), int(s[2]), int(s[3])}, false}) : std::nullopt;
}

/// What a pixel's value must be multiplied with to lie in 0…255; nothing where the values are no pixels.
std::optional<double> pixel_scale(std::span<const Given* const> arrays)
{
    bool unit = true, byte = true;
    for (const Given* given : arrays) {
        const Numbers values(given->array);
        for (std::size_t i = 0; i < values.size() && (unit || byte); ++i) {
            const double v = values[i];
            unit = unit && v >= 0 && v <= 1;
            byte = byte && v >= 0 && v <= 255 && v == std::floor(v);
        }
    }
    const bool whole = Numbers(arrays.front()->array).whole();
    return byte && (whole || !unit) ? std::optional(1.0) : unit ? std::optional(255.0) : std::nullopt;
}

class TableBuilder {
public:
    TableBuilder(const Place& place, std::vector<Given> given, std::vector<Message> notes) : place_(place), given_(std::move(given))
    {
        table_->notes = std::move(notes);
    }

    Result<std::shared_ptr<const Table>> build()
    {
        table_->source = "npz";
        table_->path = path_text(place_.path());
        choose_parts();
        LOOM_TRY(count_rows());
        for (const std::string& base : bases_) {
            std::vector<const Given*> arrays;
            for (const auto& [part, of_part] : parts_)
                arrays.push_back(of_part.at(base));
            LOOM_TRY(add(base, arrays));
        }
        if (table_->columns.empty() || table_->rows == 0)
            return Error{Message(LOOM_TEXT("%1 holds no arrays that can be read as rows."), table_->path),
                         LOOM_TEXT("It needs pictures (number, height, width, colours) or numbers (number, columns), and "
                                   "labels (number).")};
        return std::shared_ptr<const Table>(std::move(table_));
    }

private:
    using OfPart = std::map<std::string, const Given*>;

    void pass_over(const Given& given)
    {
        table_->notes.push_back(Message(LOOM_TEXT("The array “%1” of shape %2 was passed over."), given.name,
                                        given.array.shape.empty() ? std::string("1") : shape_text(given.array.shape)));
    }

    /// Inputs and labels that stand alone in their part are the same in every part, whatever they are called there.
    void choose_parts()
    {
        const bool parted = std::ranges::any_of(given_, [](const Given& g) { return g.part.has_value(); });
        for (const Given& given : given_) {
            if (given.part.has_value() != parted || given.array.shape.empty()) {
                pass_over(given);
                continue;
            }
            const Part part = given.part.value_or(Part::Train);
            const auto alike = std::ranges::count_if(given_, [&](const Given& g) {
                return g.role == given.role && g.part == given.part && !g.array.shape.empty();
            });
            const std::string base = given.role == Role::Other || alike > 1 ? given.base
                                     : given.role == Role::Inputs           ? "x"
                                                                            : "y";
            if (!parts_[part].emplace(base, &given).second)
                pass_over(given);
        }
        if (parts_.empty())
            return;
        for (const auto& [base, given] : parts_.begin()->second)
            bases_.push_back(base);
        // In the order of the file, inputs first.
        std::ranges::stable_sort(bases_, {}, [&](const std::string& base) {
            const Given* given = parts_.begin()->second.at(base);
            return std::pair(given->role, given - given_.data());
        });
        for (auto it = std::next(parts_.begin()); it != parts_.end();) {
            const auto missing = std::ranges::find_if(bases_, [&](const auto& base) { return !it->second.contains(base); });
            if (missing != bases_.end()) {
                table_->notes.push_back(Message(LOOM_TEXT("The part “%1” has no array “%2” and was left out."),
                                                std::string(part_id(it->first)), *missing));
                it = parts_.erase(it);
                continue;
            }
            for (const auto& [base, given] : it->second)
                if (std::ranges::find(bases_, base) == bases_.end())
                    pass_over(*given);
            ++it;
        }
    }

    /// Labels must be as many as inputs; other arrays that are not are no columns.
    Status count_rows()
    {
        std::set<std::string> no_columns;
        for (const auto& [part, arrays] : parts_) {
            const Given& first = *arrays.at(bases_.front());
            const std::int64_t rows = first.array.shape[0];
            for (const std::string& base : bases_) {
                const Given& given = *arrays.at(base);
                if (given.array.shape[0] == rows)
                    continue;
                if (given.role == Role::Labels)
                    return Error{Message(LOOM_TEXT("%1: “%2” holds %3 labels, but “%4” has %5 rows."), table_->path,
                                         given.name, given.array.shape[0], first.name, rows),
                                 LOOM_TEXT("Choose a file in which inputs and labels belong together.")};
                no_columns.insert(base);
            }
            table_->rows += std::size_t(rows);
            if (parts_.size() > 1)
                table_->split.insert(table_->split.end(), std::size_t(rows), part);
        }
        for (const std::string& base : no_columns) {
            pass_over(*parts_.begin()->second.at(base));
            std::erase(bases_, base);
        }
        return Ok{};
    }

    Status add(const std::string& base, const std::vector<const Given*>& arrays)
    {
        const Shape& shape = arrays.front()->array.shape;
        for (const Given* given : arrays)
            if (!std::ranges::equal(given->array.shape.begin() + 1, given->array.shape.end(), shape.begin() + 1, shape.end()))
                return Error{Message(LOOM_TEXT("%1: “%2” has the shape %3, but “%4” has %5."), table_->path, given->name,
                                     shape_text(given->array.shape), arrays.front()->name, shape_text(shape)),
                             LOOM_TEXT("All parts need rows of one shape.")};
        const std::int64_t width = shape.size() > 1 ? shape[1] : 1;
        if (shape.size() == 1 || (shape.size() == 2 && width == 1))
            return add_column(base, arrays), Ok{};
        if (shape.size() == 2) {
            if (width > std::int64_t(most_columns))
                return Error{Message(LOOM_TEXT("%1 has %2 columns; more than %3 cannot be opened."), arrays.front()->name,
                                     width, most_columns),
                             LOOM_TEXT("Choose an array with fewer columns.")};
            for (std::int64_t c = 0; c < width; ++c)
                table_->columns.push_back(numbers(base + " " + std::to_string(c + 1), arrays, std::size_t(c), std::size_t(width)));
            return Ok{};
        }
        const auto layout = picture_layout(shape);
        // Series of numbers have three axes too.
        const bool bytes = std::ranges::all_of(arrays, [](const Given* g) { return g->array.element == Element::U8; });
        const bool likely = bytes || shape.size() == 4 || (arrays.front()->role == Role::Inputs && shape[1] >= 8 && shape[2] >= 8);
        const auto scale = bytes ? std::optional(1.0) : layout && likely ? pixel_scale(arrays) : std::nullopt;
        if (!layout || !scale) {
            pass_over(*arrays.front());
            return Ok{};
        }
        if (*scale != 1)
            table_->notes.push_back(Message(LOOM_TEXT("The values of “%1” lie between 0 and 1; they are read as brightness."),
                                            arrays.front()->name));
        table_->columns.push_back({table_->find("image") ? base : "image", ColumnType::Image,
                                   std::make_shared<const MemoryPixels>(layout->picture, pixels(arrays, *layout, *scale))});
        return Ok{};
    }

    std::vector<std::uint8_t> pixels(const std::vector<const Given*>& arrays, const Layout& layout, double scale) const
    {
        const std::size_t bytes = layout.picture.bytes(), channels = std::size_t(layout.picture.channels), area = bytes / channels;
        std::vector<std::uint8_t> all(table_->rows * bytes);
        std::uint8_t* to = all.data();
        for (const Given* given : arrays) {
            const Numbers values(given->array);
            for (std::size_t begin = 0; begin < values.size(); begin += bytes)
                for (std::size_t c = 0; c < channels; ++c)
                    for (std::size_t i = 0; i < area; ++i)
                        *to++ = std::uint8_t(
                            std::lround(scale * values[begin + (layout.channels_last ? i * channels + c : c * area + i)]));
        }
        return all;
    }

    /// Column c of `width` ones: whole numbers as they are, others as double.
    Column numbers(std::string name, const std::vector<const Given*>& arrays, std::size_t c, std::size_t width)
    {
        if (std::ranges::all_of(arrays, [](const Given* g) { return Numbers(g->array).whole(); })) {
            std::vector<std::int64_t> cells;
            cells.reserve(table_->rows);
            for (const Given* given : arrays)
                for (std::size_t i = c; i < Numbers(given->array).size(); i += width)
                    cells.push_back(Numbers(given->array).integer(i));
            return {std::move(name), ColumnType::Integer, std::move(cells)};
        }
        std::vector<double> cells;
        cells.reserve(table_->rows);
        std::size_t infinite = 0;
        for (const Given* given : arrays)
            for (std::size_t i = c; i < Numbers(given->array).size(); i += width) {
                const double v = Numbers(given->array)[i];
                infinite += std::isinf(v);
                cells.push_back(std::isinf(v) ? std::numeric_limits<double>::quiet_NaN() : v);
            }
        if (infinite)
            table_->notes.push_back(
                Message(LOOM_TEXT("Column “%1”: %2 values are too large for a number and count as missing."), name, infinite));
        return {std::move(name), ColumnType::Number, std::move(cells)};
    }

    /// Labels that repeat are classes.
    void add_column(const std::string& base, const std::vector<const Given*>& arrays)
    {
        const bool labels = arrays.front()->role == Role::Labels, target = labels && table_->target.empty();
        Column column = numbers(base, arrays, 0, 1);
        const auto is_class = [&](std::size_t row) {
            const double v = column.number(row);
            return std::isnan(v) || (v == std::floor(v) && std::abs(v) < 1e15);
        };
        std::set<double> different;
        bool classes = labels;
        for (std::size_t row = 0; row < table_->rows && classes; ++row) {
            classes = is_class(row);
            if (!column.missing(row))
                different.insert(column.number(row));
            classes = classes && (different.size() <= 100 || different.size() * 20 <= table_->rows);
        }
        if (classes)
            column = {base, ColumnType::Category, to_codes(table_->rows, [&, text = std::string()](std::size_t row) mutable {
                          return std::string_view(text = column.missing(row) ? "" : std::to_string(std::int64_t(column.number(row))));
                      })};
        if (target)
            table_->target = column.name = classes ? "label" : "target";
        table_->columns.push_back(std::move(column));
    }

    static constexpr std::size_t most_columns = 100'000;

    const Place& place_;
    std::vector<Given> given_;
    std::map<Part, OfPart> parts_;
    std::vector<std::string> bases_;
    std::shared_ptr<Table> table_ = std::make_shared<Table>();
};

Result<Npz> archive_at(const Place& place)
{
    if (!place.in_archive())
        return Npz::read(place.path());
    auto content = place.read();
    if (!content)
        return content.error();
    return Npz::parse(bytes_in_memory(std::move(*content)), path_text(place.path()));
}

std::string stem(const Place& file)
{
    return path_text(file.path().stem());
}

bool has_ending(const Place& file, std::string_view ending)
{
    return file.name().ends_with(ending) && !file.name().starts_with('.');
}

Status check_memory(const Place& place, std::uint64_t bytes)
{
    if (const std::size_t free = free_memory_bytes(); free && bytes > free)
        return Error{Message(LOOM_TEXT("%1 needs %2 MB of memory, but only %3 MB are free."), path_text(place.path()),
                             quantity_text(std::int64_t(bytes >> 20)), quantity_text(std::int64_t(free >> 20))),
                     LOOM_TEXT("Close other programs, or take less data."), Blame::Machine};
    return Ok{};
}

struct NpzSource {
    static double recognises(const Place& place)
    {
        if (place.is_folder())
            return arrays_in(place).empty() ? 0 : 0.6;
        const auto first = place.beginning(8);
        if (!first)
            return 0;
        if (is_npy(*first))
            return 0.95;
        if (!first->starts_with("PK"))
            return 0;
        const auto npz = archive_at(place);
        return npz && !npz->names().empty() ? 0.95 : has_ending(place, ".npz") ? 0.7 : 0;
    }

    Result<std::shared_ptr<const Table>> open(const Place& place, Progress*) const
    {
        std::vector<Given> given;
        std::vector<Message> notes;
        for (const Place& file : place.is_folder() ? arrays_in(place) : std::vector{place})
            LOOM_TRY(read(file, given, notes));
        return TableBuilder(place, std::move(given), std::move(notes)).build();
    }

private:
    static std::vector<Place> arrays_in(const Place& folder)
    {
        std::vector<Place> found;
        for (Place& entry : folder.entries())
            if ((has_ending(entry, ".npy") || has_ending(entry, ".npz")) && entry.is_file())
                found.push_back(std::move(entry));
        std::ranges::sort(found, natural_less, &Place::name);
        return found;
    }

    /// Arrays beside inputs and labels need not be readable: names of features are texts.
    static Status read(const Place& file, std::vector<Given>& given, std::vector<Message>& notes)
    {
        const auto first = file.beginning(8);
        if (!first)
            return first.error();
        if (!first->starts_with("PK")) {
            LOOM_TRY(check_memory(file, file.size()));
            const auto content = file.read();
            if (!content)
                return content.error();
            auto array = parse_npy(*content, path_text(file.path()));
            if (!array)
                return array.error();
            given.push_back(named(stem(file), std::move(*array)));
            return Ok{};
        }
        const auto npz = archive_at(file);
        if (!npz)
            return npz.error();
        LOOM_TRY(check_memory(file, npz->bytes()));
        const auto names = npz->names();
        const std::string encoding = encoding_of_names(names);
        for (const std::string& raw : names) {
            const std::string name = name_in_utf8(raw, encoding);
            const auto content = npz->content(raw);
            if (!content)
                return content.error();
            auto array = parse_npy(*content, path_text(file.path()) + ": " + name);
            // What numpy calls an array that was given no name.
            Given taken = named(names.size() == 1 && name == "arr_0" ? stem(file) : name, array ? std::move(*array) : NpyArray());
            if (array)
                given.push_back(std::move(taken));
            else if (taken.role == Role::Other && names.size() > 1)
                notes.push_back(Message(LOOM_TEXT("%1 It was passed over."), array.error().message));
            else
                return array.error();
        }
        return Ok{};
    }
};

} // namespace

const SourceType& npz_source()
{
    static const SourceType type = source<NpzSource>({
        .id = "npz",
        .title = LOOM_TEXT("Arrays (NumPy)"),
        .help = LOOM_TEXT("Pictures, numbers and labels in numpy's files: .npz, or .npy files in a folder. Names such as "
                          "x_train and test_labels tell the parts."),
    });
    return type;
}

} // namespace loom
