#include "data/encoder.h"
#include "data/known_column.h"
#include "data/open.h"
#include "schema/shapes.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace loom {
namespace {

constexpr std::size_t most_places = 64; // One-hot places of one column.

/// Of a file without a head.
bool is_numbered(const std::string& name)
{
    return name.starts_with("column ") && name.find_first_not_of("0123456789", 7) == name.npos;
}

/// "17" in a row of numbers, "3, 17" where there are several axes of more than one; counted from 1.
std::string place_text(std::size_t i, const Shape& shape)
{
    std::string text;
    for (std::size_t axis = shape.size(); axis-- > 0;) {
        const auto size = std::size_t(shape[axis]);
        if (size > 1 || shape.size() == 1)
            text = std::to_string(i % size + 1) + (text.empty() ? "" : ", " + text);
        i /= size;
    }
    return text.empty() ? "1" : text;
}

} // namespace

// ---- The recipe -----------------------------------------------------------------------------------------------------

std::size_t Encoder::width() const
{
    std::size_t n = picture.bytes();
    for (const ColumnCode& c : columns)
        n += c.width();
    return n;
}

std::size_t Encoder::usual_columns() const
{
    return std::size_t(std::ranges::find_if(columns, &ColumnCode::beside) - columns.begin());
}

Shape Encoder::sample() const
{
    if (pictures())
        return {picture.channels, picture.height, picture.width};
    const std::size_t usual = usual_columns();
    if (usual == 1 && !columns[0].shape.empty())
        return columns[0].shape;
    std::size_t n = 0;
    for (const ColumnCode& c : std::span(columns).first(usual))
        n += c.width();
    return {std::int64_t(n)};
}

std::vector<std::string> Encoder::feature_names() const
{
    std::vector<std::string> names;
    if (sample().size() > 1)
        return names;
    for (const ColumnCode& c : std::span(columns).first(usual_columns()))
        std::ranges::move(c.feature_names(), std::back_inserter(names));
    return names;
}

std::vector<std::string> ColumnCode::feature_names() const
{
    std::vector<std::string> names;
    for (std::size_t i = 0; !shape.empty() && i < width(); ++i)
        names.push_back(column + " " + place_text(i, shape));
    if (shape.empty() && categories.empty())
        names.push_back(column);
    for (const auto& category : categories)
        names.push_back(column + " = " + category);
    return names;
}

std::optional<ColumnCode> code_of_column(const Column& c, std::span<const std::uint32_t> training, std::size_t* categories)
{
    ColumnCode code{c.name, c.type, 0, {}};
    switch (c.type) {
    case ColumnType::Text:
    case ColumnType::Image:
    case ColumnType::Audio:
    case ColumnType::Id:
        return {};
    case ColumnType::Vector: {
        const auto& vectors = std::get<Vectors>(c.cells);
        code.shape = vectors.shape;
        code.vocabulary = vectors.vocabulary;
        return code;
    }
    case ColumnType::Category: {
        const auto& codes = std::get<Codes>(c.cells);
        std::vector<std::size_t> count(codes.names.size());
        for (const auto row : training)
            if (codes.codes[row] >= 0)
                ++count[std::size_t(codes.codes[row])];
        std::vector<std::size_t> order;
        for (std::size_t k = 0; k < count.size(); ++k)
            if (count[k])
                order.push_back(k);
        if (categories)
            *categories = order.size();
        if (order.size() > most_places) {
            std::ranges::stable_sort(order, std::greater(), [&](std::size_t k) { return count[k]; });
            order.resize(most_places);
            std::ranges::sort(order);
        }
        for (const auto k : order)
            code.categories.push_back(codes.names[k]);
        if (code.categories.empty())
            return {};
        return code;
    }
    case ColumnType::Boolean:
        code.words = std::get<Codes>(c.cells).names;
        break;
    case ColumnType::Integer:
    case ColumnType::Number:
    case ColumnType::DateTime:
        break;
    }
    code.date_order = c.date_order;
    double sum = 0;
    std::size_t n = 0;
    for (const auto row : training)
        if (const double v = c.number(row); !std::isnan(v)) {
            sum += v;
            ++n;
        }
    if (!n)
        return {};
    code.fallback = sum / double(n) / (c.type == ColumnType::DateTime ? 86'400 : 1);
    return code;
}

nlohmann::json to_json(const Encoder& e)
{
    nlohmann::json json{{"source", e.source}};
    if (e.pictures())
        json["picture"] = {e.picture.channels, e.picture.height, e.picture.width};
    for (const ColumnCode& c : e.columns) {
        nlohmann::json column{{"column", c.column}, {"type", column_type_id(c.type)}};
        if (!c.shape.empty()) {
            column["shape"] = c.shape;
            if (c.vocabulary > 0)
                column["vocabulary"] = c.vocabulary;
        } else if (c.categories.empty())
            column["fallback"] = c.fallback;
        else
            column["categories"] = c.categories;
        if (!c.words.empty())
            column["words"] = c.words;
        if (c.type == ColumnType::DateTime)
            column["date_order"] = date_order_id(c.date_order);
        if (c.beside)
            column["beside"] = true;
        json["columns"].push_back(std::move(column));
    }
    for (const FittedStep& step : e.steps)
        json["steps"].push_back(to_json(step));
    return json;
}

Result<Encoder> encoder_from_json(const nlohmann::json& json)
{
    const Error damaged{LOOM_TEXT("The description of the samples is damaged."),
                        LOOM_TEXT("Train again, or take the file from a backup.")};
    // The library reports wrong types by exceptions; they end here.
    try {
        Encoder e;
        e.source = json.value("source", "");
        if (json.contains("picture")) {
            const auto& p = json.at("picture");
            e.picture = {p.at(0).get<int>(), p.at(1).get<int>(), p.at(2).get<int>()};
            const bool sizes =
                (e.picture.channels == 1 || e.picture.channels == 3) && e.picture.height > 0 && e.picture.width > 0;
            if (!sizes || std::int64_t(e.picture.height) * e.picture.width > largest_picture)
                return damaged;
        }
        if (json.contains("columns"))
            for (const auto& item : json.at("columns")) {
                const auto type = find_column_type(item.at("type").get<std::string>());
                if (!type)
                    return damaged;
                ColumnCode code{item.at("column").get<std::string>(), *type, item.value("fallback", 0.0), {}};
                if (item.contains("categories"))
                    code.categories = item.at("categories").get<std::vector<std::string>>();
                if ((code.type == ColumnType::Vector) != item.contains("shape"))
                    return damaged;
                if (code.type == ColumnType::Vector) {
                    code.shape = item.at("shape").get<Shape>();
                    code.vocabulary = item.value("vocabulary", std::int64_t{0});
                    if (too_large(code.shape) || code.vocabulary < 0)
                        return damaged;
                }
                if (item.contains("words"))
                    code.words = item.at("words").get<std::vector<std::string>>();
                if (item.contains("date_order")) {
                    const auto order = find_date_order(item.at("date_order").get<std::string>());
                    if (!order)
                        return damaged;
                    code.date_order = *order;
                }
                code.beside = item.value("beside", false);
                if (!code.beside && e.usual_columns() < e.columns.size())
                    return damaged;
                e.columns.push_back(std::move(code));
            }
        if (json.contains("steps"))
            for (const auto& item : json.at("steps")) {
                auto step = fitted_step_from_json(item);
                if (!step)
                    return step.error();
                e.steps.push_back(std::move(*step));
            }
        if (e.width() == 0)
            return damaged;
        return e;
    } catch (const nlohmann::json::exception&) {
        return damaged;
    }
}

// ---- A table seen through it ----------------------------------------------------------------------------------------

Samples::Samples(Encoder e, std::shared_ptr<const Table> t, std::shared_ptr<const Table> prepared, std::size_t memory)
    : encoder_(std::move(e)), table_(std::move(t)), prepared_(std::move(prepared))
{
    if (const Column* images = prepared_->image_column(); encoder_.pictures() && images) {
        store_ = images->pixels();
        const std::size_t bytes = encoder_.picture.bytes();
        direct_ = store_->size() > 0 && !store_->in_memory(0).empty() && store_->shape(0) == encoder_.picture;
        fits_ = store_->size() <= memory / bytes;
        keep_ = memory / bytes;
        if (fits_ && !direct_) {
            all_.resize(store_->size() * bytes);
            state_.resize(store_->size(), State::New);
        }
    }
}

Result<std::shared_ptr<Samples>> Samples::bind(Encoder encoder, std::shared_ptr<const Table> table, std::size_t memory,
                                               std::shared_ptr<const Table> prepared)
{
    if (!prepared && encoder.steps.empty()) {
        prepared = table;
    } else if (!prepared) {
        auto changed = std::make_shared<Table>(*table);
        LOOM_TRY(apply_steps(encoder.steps, *changed));
        prepared = std::move(changed);
    }
    const std::shared_ptr<Samples> s(new Samples(std::move(encoder), std::move(table), std::move(prepared), memory));
    if (s->encoder_.pictures()) {
        if (!s->store_)
            return Error{Message(LOOM_TEXT("%1 holds no pictures, but the network takes pictures."), s->table_->path),
                         LOOM_TEXT("Choose pictures, or an IDX or CIFAR file.")};
        if (s->encoder_.columns.empty())
            return s;
    }
    const auto& codes = s->encoder_.columns;
    const auto& columns = s->prepared_->columns;
    // By place only where one side has no names at all: other names are other columns.
    const bool by_place = columns.size() >= codes.size() &&
                          (std::ranges::all_of(columns, is_numbered, &Column::name) !=
                           std::ranges::all_of(codes, is_numbered, &ColumnCode::column));
    s->converted_.reserve(codes.size());
    for (std::size_t i = 0; i < codes.size(); ++i) {
        const ColumnCode& code = codes[i];
        const Column* column = by_place ? &columns[i] : s->prepared_->find(code.column);
        if (!column)
            return Error{
                Message(LOOM_TEXT("%1 has no column “%2”, which the network needs."), s->table_->path, code.column),
                LOOM_TEXT("Add the column, or choose data with the same columns as in training.")};
        if (const auto* vectors = std::get_if<Vectors>(&column->cells); (vectors ? vectors->shape : Shape()) != code.shape)
            return Error{Message(LOOM_TEXT("Column “%1” holds %2 in each row, but the network was trained with %3."), code.column,
                                 vectors ? shape_text(vectors->shape) : render(column_type_title(column->type)),
                                 shape_text(code.shape)),
                         LOOM_TEXT("Choose data like that the model was trained with.")};
        auto other = as_known(*column, {code.column, code.type, code.words, code.date_order});
        if (!other)
            return other.error();
        if (*other) {
            s->converted_.push_back(std::move(**other));
            column = &s->converted_.back();
        }
        BoundColumn bound{column, {}};
        if (const auto* c = std::get_if<Codes>(&column->cells); c && !code.categories.empty())
            for (const auto& name : c->names) {
                const auto it = std::ranges::find(code.categories, name);
                bound.place.push_back(it == code.categories.end() ? -1 : std::int32_t(it - code.categories.begin()));
            }
        s->columns_.push_back(std::move(bound));
    }
    return s;
}

Result<std::vector<std::uint8_t>> Samples::decode(std::uint32_t row) const
{
    auto picture = store_->picture(row, encoder_.picture);
    if (!picture)
        return picture.error();
    if (picture->shape == encoder_.picture)
        return std::move(picture->pixels);
    std::vector<std::uint8_t> pixels(encoder_.picture.bytes());
    fit_picture(picture->pixels, picture->shape, encoder_.picture, pixels);
    return pixels;
}

Status Samples::picture(std::uint32_t row, std::span<std::uint8_t> out) const
{
    const std::size_t bytes = encoder_.picture.bytes();
    if (direct_) {
        std::ranges::copy(store_->in_memory(row), out.begin());
        return Ok{};
    }
    {
        const std::lock_guard lock(mutex_);
        if (const auto it = unreadable_.find(row); it != unreadable_.end())
            return it->second;
        if (fits_ && state_[row] == State::Read) {
            std::copy_n(all_.data() + row * bytes, bytes, out.begin());
            return Ok{};
        }
        if (const auto it = where_.find(row); it != where_.end()) {
            kept_.splice(kept_.begin(), kept_, it->second);
            std::ranges::copy(kept_.front().pixels, out.begin());
            return Ok{};
        }
    }
    auto pixels = decode(row);
    const std::lock_guard lock(mutex_);
    if (!pixels) {
        unreadable_.emplace(row, pixels.error());
        if (fits_)
            state_[row] = State::Unreadable;
        return pixels.error();
    }
    std::ranges::copy(*pixels, out.begin());
    if (fits_) {
        if (state_[row] == State::New)
            std::ranges::copy(*pixels, all_.begin() + std::ptrdiff_t(row * bytes));
        state_[row] = State::Read;
    } else if (keep_ > 0 && !where_.contains(row)) {
        kept_.push_front({row, std::move(*pixels)});
        where_[row] = kept_.begin();
        if (kept_.size() > keep_) {
            where_.erase(kept_.back().row);
            kept_.pop_back();
        }
    }
    return Ok{};
}

void Samples::fill(std::span<const std::uint32_t> rows, std::span<float> out, std::span<float> readable) const
{
    const std::size_t width = encoder_.width(), bytes = encoder_.picture.bytes();
    std::ranges::fill(readable, 1.0f);
    if (encoder_.pictures()) {
        thread_local std::vector<std::uint8_t> buffer; // Batches cost no memory once they flow.
        buffer.resize(bytes);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            std::span<const std::uint8_t> pixels = buffer;
            if (direct_)
                pixels = store_->in_memory(rows[i]);
            else if (!picture(rows[i], buffer)) {
                std::ranges::fill(buffer, std::uint8_t{0});
                if (!readable.empty())
                    readable[i] = 0;
            }
            float* sample = out.data() + i * width;
            for (std::size_t k = 0; k < bytes; ++k)
                sample[k] = float(pixels[k]);
        }
        if (columns_.empty())
            return;
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
        float* place = out.data() + i * width + bytes;
        for (std::size_t c = 0; c < columns_.size(); ++c) {
            const ColumnCode& code = encoder_.columns[c];
            const BoundColumn& bound = columns_[c];
            if (!code.shape.empty()) {
                const auto values = std::get<Vectors>(bound.column->cells)[rows[i]];
                if (std::isnan(values[0])) {
                    std::ranges::fill(place, place + values.size(), 0.0f);
                    if (!readable.empty())
                        readable[i] = 0;
                } else {
                    std::ranges::copy(values, place);
                }
                place += values.size();
                continue;
            }
            if (code.categories.empty()) {
                double v = bound.column->number(rows[i]);
                if (code.type == ColumnType::DateTime)
                    v /= 86'400; // Days: seconds would not be exact in 32 bits.
                *place++ = float(std::isnan(v) ? code.fallback : v);
                continue;
            }
            std::fill_n(place, code.width(), 0.0f);
            const auto own = std::get<Codes>(bound.column->cells).codes[rows[i]];
            if (own >= 0 && bound.place[std::size_t(own)] >= 0)
                place[bound.place[std::size_t(own)]] = 1;
            place += code.width();
        }
    }
}

void Samples::prepare(int threads, Progress* progress) const
{
    if (!store_ || direct_ || !fits_)
        return;
    if (progress) {
        progress->done = 0;
        progress->total = std::int64_t(size());
    }
    constexpr std::size_t piece = 16;
    parallel_for((size() + piece - 1) / piece, threads, [&](std::size_t p) {
        std::vector<std::uint8_t> buffer(encoder_.picture.bytes());
        for (std::size_t row = p * piece; row < std::min(size(), (p + 1) * piece); ++row) {
            if (progress && progress->cancelled)
                return;
            // What fails is remembered; see unreadable().
            static_cast<void>(picture(std::uint32_t(row), buffer));
            if (progress)
                ++progress->done;
        }
    });
}

std::vector<std::pair<std::uint32_t, Error>> Samples::unreadable() const
{
    const std::lock_guard lock(mutex_);
    std::vector<std::pair<std::uint32_t, Error>> list(unreadable_.begin(), unreadable_.end());
    std::ranges::sort(list, {}, [](const auto& entry) { return entry.first; });
    return list;
}

namespace {

/// The name that the encoder's steps know it by.
std::string picture_column(const Encoder& encoder)
{
    for (const FittedStep& step : encoder.steps)
        if (const auto learned = nlohmann::json::parse(step.learned, nullptr, false); learned.is_array() && !learned.empty() && learned[0].is_object())
            return learned[0].value("column", "image");
    return "image";
}

/// Steps take a picture as it is; without any it need not be larger than the network's.
Result<std::shared_ptr<const PixelStore>> one_picture(const std::string& path, const Encoder& encoder)
{
    auto picture = read_picture(path, encoder.steps.empty() ? encoder.picture : PictureShape());
    if (!picture)
        return picture.error();
    return std::shared_ptr<const PixelStore>(std::make_shared<const MemoryPixels>(picture->shape, std::move(picture->pixels)));
}

} // namespace

Result<std::shared_ptr<Samples>> open_samples(const Encoder& encoder, const std::string& path)
{
    std::error_code error;
    if (encoder.pictures() && fs::is_regular_file(path, error)) {
        const auto first = read_beginning(path, 64);
        if (!first)
            return first.error();
        const std::span bytes(reinterpret_cast<const std::uint8_t*>(first->data()), first->size());
        if (picture_format(bytes) != PictureFormat::None) {
            auto store = one_picture(path, encoder);
            if (!store)
                return store.error();
            auto table = std::make_shared<Table>();
            table->path = path;
            table->rows = 1;
            table->columns.push_back({picture_column(encoder), ColumnType::Image, std::move(*store)});
            return Samples::bind(encoder, std::move(table));
        }
    }
    if (encoder.source == "audio_folder" && fs::is_regular_file(path, error)) {
        const fs::path file(path);
        const auto shape = inspect_sound(Place(file.string()));
        if (!shape)
            return Error{Message(LOOM_TEXT("%1: %2"), path_text(file), shape.error().message), shape.error().hint};
        auto table = std::make_shared<Table>();
        table->source = encoder.source;
        table->path = path;
        table->rows = 1;
        const FileSounds::File one{file.filename().string(), *shape, fs::file_size(file, error)};
        table->columns.push_back({"sound", ColumnType::Audio, std::make_shared<const FileSounds>(Place(file.parent_path().string()), std::vector{one})});
        return Samples::bind(encoder, std::move(table));
    }
    auto table = open_data(path);
    if (!table)
        return table.error();
    return Samples::bind(encoder, std::move(*table));
}

} // namespace loom
