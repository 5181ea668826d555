#include "train/album.h"
#include "base/json.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstring>

namespace loom {
namespace {

using nlohmann::json;
using Of = AlbumLayout::Of;

static_assert(std::endian::native == std::endian::little);

constexpr std::string_view mark = "layerloom album 1 ";
constexpr std::size_t first_line = 64, most_head = std::size_t{1} << 20;
constexpr std::size_t most_measured = 65536;
constexpr std::size_t answer_numbers = 2 * album_answers + 1, spread_numbers = 2 + album_bins;
constexpr std::array<std::string_view, 4> of_ids{"weight", "output", "gradient", "weight_gradient"};

/// Numbers of a page.
std::size_t numbers_in(const AlbumLayout& l)
{
    return 1 + (l.matrix ? std::size_t(l.classes * l.classes) : 0) + l.rows.size() * answer_numbers + l.histograms.size() * spread_numbers + l.filters.values();
}

std::string head_of(const AlbumLayout& l)
{
    json histograms = json::array();
    for (const AlbumLayout::Histogram& h : l.histograms)
        histograms.push_back({h.layer, h.weight, kind_id(h.of)});
    const AlbumLayout::Filters& f = l.filters;
    const std::string text = json_line({{"held_back", l.held_back},
                                        {"classes", l.classes},
                                        {"matrix", l.matrix},
                                        {"rows", l.rows},
                                        {"truths", l.truths},
                                        {"histograms", std::move(histograms)},
                                        {"filters", {f.layer, f.count, f.channels, f.height, f.width}}});
    return std::string(mark) + std::to_string(text.size()) + "\n" + text;
}

/// Throws where something is missing or of another kind.
AlbumLayout layout_in(const json& j)
{
    AlbumLayout l;
    l.held_back = j.at("held_back");
    l.classes = j.at("classes");
    l.matrix = j.at("matrix");
    l.rows = j.at("rows").get<std::vector<std::uint32_t>>();
    l.truths = j.at("truths").get<std::vector<float>>();
    for (const json& h : j.at("histograms")) {
        const auto of = std::ranges::find(of_ids, h.at(2).get<std::string>());
        if (of == of_ids.end())
            throw std::out_of_range("of");
        l.histograms.push_back({h.at(0), h.at(1), Of(of - of_ids.begin())});
    }
    const json& f = j.at("filters");
    l.filters = {f.at(0), f.at(1), f.at(2), f.at(3), f.at(4)};
    return l;
}

bool bounded(const AlbumLayout& l)
{
    const auto within = [](std::int64_t v, std::int64_t most) { return v >= 0 && v <= most; };
    const AlbumLayout::Filters& f = l.filters;
    return within(l.classes, INT32_MAX) && (!l.matrix || std::size_t(l.classes) <= most_album_classes) && l.rows.size() <= most_album_dots &&
           l.truths.size() == l.rows.size() && l.histograms.size() <= most_album_histograms && within(f.count, most_album_filters) && within(f.channels, 3) &&
           within(f.height, 64) && within(f.width, 64) && page_bytes(l) <= most_album_page;
}

struct Head {
    AlbumLayout layout;
    std::size_t size = 0; // Where the pages begin.
};
Error damaged_album(const fs::path& path)
{
    return Error{Message(LOOM_TEXT("%1 does not hold the epochs of a run."), path_text(path)), LOOM_TEXT("Move it away; the run's curves stay.")};
}

/// The layout in JSON; nothing where it says something else.
std::optional<AlbumLayout> layout_of(std::string_view text)
{
    const auto parsed = parse_json(text, "album");
    if (!parsed)
        return {};
    try {
        AlbumLayout layout = layout_in(*parsed);
        return bounded(layout) ? std::optional(std::move(layout)) : std::nullopt;
    } catch (const std::exception&) {
        return {};
    }
}

/// Nothing where it is torn: the file ends within it.
Result<std::optional<Head>> head_in(const Bytes& file, const fs::path& path)
{
    const auto line = file.read(0, std::size_t(std::min<std::uint64_t>(file.size(), first_line)));
    if (!line)
        return line.error();
    if (!line->starts_with(std::string_view(mark).substr(0, line->size())))
        return damaged_album(path);
    const std::size_t line_end = line->find('\n');
    if (line_end == line->npos)
        return line->size() < first_line ? Result<std::optional<Head>>(std::nullopt) : damaged_album(path);
    std::size_t size = 0;
    const auto [end, error] = std::from_chars(line->data() + mark.size(), line->data() + line_end, size);
    if (error != std::errc() || end != line->data() + line_end || size > most_head)
        return damaged_album(path);
    const std::size_t begin = line_end + 1;
    if (begin + size > file.size())
        return std::optional<Head>();
    const auto text = file.read(begin, size);
    if (!text)
        return text.error();
    auto layout = layout_of(*text);
    return layout ? Result<std::optional<Head>>(Head{std::move(*layout), begin + size}) : damaged_album(path);
}

void add(std::vector<float>& numbers, const ValueSpread& s)
{
    numbers.push_back(s.least);
    numbers.push_back(s.most);
    numbers.insert(numbers.end(), s.counts.begin(), s.counts.end());
}

/// What was written as a whole number; −1 where it is none.
std::int64_t whole(float v) { return v >= 0 && v < 1e9f ? std::int64_t(v) : -1; }

AlbumPage page_in(const AlbumLayout& l, const float* at)
{
    AlbumPage page;
    page.epoch = whole(*at++);
    if (l.matrix)
        for (std::int64_t t = 0; t < l.classes; ++t, at += l.classes)
            std::transform(at, at + l.classes, std::back_inserter(page.matrix.emplace_back()), whole);
    for (std::size_t i = 0; i < l.rows.size(); ++i, at += answer_numbers) {
        AlbumPage::Answer& a = page.answers.emplace_back();
        for (std::size_t k = 0; k < album_answers; ++k) {
            a.best[k] = std::int32_t(whole(at[2 * k]));
            a.share[k] = at[2 * k + 1];
        }
        a.truth = at[answer_numbers - 1];
    }
    for (std::size_t i = 0; i < l.histograms.size(); ++i, at += spread_numbers) {
        ValueSpread& s = page.histograms.emplace_back();
        s.least = at[0];
        s.most = at[1];
        std::copy_n(at + 2, album_bins, s.counts.begin());
    }
    page.filters.assign(at, at + l.filters.values());
    return page;
}

} // namespace

bool has_page(std::int64_t epoch)
{
    constexpr std::int64_t all_of = 64;
    std::int64_t every = 1;
    for (std::int64_t end = all_of; end < epoch; end *= 2)
        every *= 2;
    return epoch > 0 && epoch % every == 0;
}

std::string_view kind_id(AlbumLayout::Of of) { return of_ids[std::size_t(of)]; }

std::size_t page_bytes(const AlbumLayout& l) { return numbers_in(l) * sizeof(float); }

ValueSpread spread_of(std::span<const float> values)
{
    ValueSpread s;
    const std::size_t every = values.size() > most_measured ? ((values.size() + most_measured - 1) / most_measured) | 1 : 1; // Odd: no channel is met alone.
    float least = INFINITY, most = -INFINITY;
    for (std::size_t i = 0; i < values.size(); i += every)
        if (std::isfinite(values[i])) {
            least = std::min(least, values[i]);
            most = std::max(most, values[i]);
        }
    if (least > most)
        return s;
    s.least = least;
    s.most = most;
    const double per_value = most > least ? album_bins / (double(most) - double(least)) : 0;
    for (std::size_t i = 0; i < values.size(); i += every)
        if (std::isfinite(values[i]))
            ++s.counts[std::min(std::size_t((double(values[i]) - double(least)) * per_value), album_bins - 1)];
    return s;
}

Status append_page(const fs::path& path, const AlbumLayout& l, const AlbumPage& page)
{
    std::vector<float> numbers;
    numbers.reserve(numbers_in(l));
    numbers.push_back(float(page.epoch));
    for (const auto& row : page.matrix)
        for (const std::int64_t n : row)
            numbers.push_back(float(n));
    for (const AlbumPage::Answer& a : page.answers) {
        for (std::size_t k = 0; k < album_answers; ++k) {
            numbers.push_back(float(a.best[k]));
            numbers.push_back(a.share[k]);
        }
        numbers.push_back(a.truth);
    }
    for (const ValueSpread& s : page.histograms)
        add(numbers, s);
    numbers.insert(numbers.end(), page.filters.begin(), page.filters.end());
    std::string bytes;
    std::error_code none;
    if (const auto size = fs::file_size(path, none); none || size == 0)
        bytes = head_of(l);
    bytes.append(reinterpret_cast<const char*>(numbers.data()), numbers.size() * sizeof(float));
    return append_bytes(path, bytes, Sync::Yes);
}

Result<std::optional<Album>> read_album(const fs::path& path, std::size_t first)
{
    std::error_code ignored;
    if (!fs::exists(path, ignored))
        return std::optional<Album>();
    const auto file = open_bytes(path);
    if (!file)
        return file.error();
    auto head = head_in(**file, path);
    if (!head)
        return head.error();
    if (!*head)
        return std::optional<Album>();
    Album album{std::move((*head)->layout), {}};
    const std::size_t size = page_bytes(album.layout), begin = (*head)->size, pages = std::size_t((*file)->size() - begin) / size;
    std::vector<float> numbers(size / sizeof(float));
    for (std::size_t i = first; i < pages; ++i) {
        LOOM_TRY((*file)->read(begin + i * size, std::span(reinterpret_cast<char*>(numbers.data()), size)));
        album.pages.push_back(page_in(album.layout, numbers.data()));
    }
    return std::optional(std::move(album));
}

Status cut_album(const fs::path& path, const AlbumLayout& layout, std::int64_t epoch)
{
    std::error_code ignored;
    if (!fs::exists(path, ignored))
        return Ok{};
    const auto file = open_bytes(path);
    if (!file)
        return file.error();
    const auto head = head_in(**file, path);
    if (!head || !*head || (*head)->layout != layout)
        return cut_file(path, 0);
    const std::size_t size = page_bytes(layout);
    const std::uint64_t begin = (*head)->size;
    std::uint64_t end = begin;
    for (float of = 0; end + size <= (*file)->size(); end += size) {
        LOOM_TRY((*file)->read(end, std::span(reinterpret_cast<char*>(&of), sizeof of)));
        if (!(of <= float(epoch)))
            break;
    }
    return cut_file(path, end == begin ? 0 : end);
}

} // namespace loom
