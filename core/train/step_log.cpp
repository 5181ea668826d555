#include "train/step_log.h"

#include <fmt/format.h>

#include <bit>
#include <charconv>
#include <cstring>

namespace loom {
namespace {

static_assert(std::endian::native == std::endian::little);

constexpr std::string_view mark = "layerloom steps 1 ";
constexpr std::size_t header_size = 64, plain = 4, most_numbers = 1 << 16;

std::size_t numbers_in(const StepCurve& curve) { return plain + 2 * curve.parts.size(); }

/// How many numbers a step has.
std::optional<std::size_t> numbers_said(std::string_view header)
{
    if (header.size() < header_size || !header.starts_with(mark))
        return {};
    header.remove_prefix(mark.size());
    std::size_t n = 0;
    const auto [end, error] = std::from_chars(header.data(), header.data() + header.size(), n);
    const bool whole = error == std::errc() && *end == '\n' && n >= plain && n <= most_numbers && (n - plain) % 2 == 0;
    return whole ? std::optional(n) : std::nullopt;
}

Error damaged(const fs::path& path)
{
    return Error{Message(LOOM_TEXT("%1 does not hold the steps of a run."), path_text(path)), LOOM_TEXT("Move it away; the run's epochs stay.")};
}

} // namespace

Status append_steps(const fs::path& path, const StepCurve& steps)
{
    if (steps.empty())
        return Ok{};
    std::string bytes;
    std::error_code none;
    if (const auto size = fs::file_size(path, none); none || size == 0) {
        bytes = std::string(mark) + std::to_string(numbers_in(steps)) + "\n";
        bytes.resize(header_size);
    }
    std::vector<float> row;
    bytes.reserve(bytes.size() + steps.size() * numbers_in(steps) * sizeof(float));
    for (std::size_t i = 0; i < steps.size(); ++i) {
        row = {steps.loss[i], steps.accuracy[i], steps.learning_rate[i], steps.gradient_norm[i]};
        for (const StepCurve::Part& part : steps.parts)
            row.insert(row.end(), {part.loss[i], part.accuracy[i]});
        bytes.append(reinterpret_cast<const char*>(row.data()), row.size() * sizeof(float));
    }
    return append_bytes(path, bytes, Sync::Yes);
}

Result<StepCurve> read_steps(const fs::path& path)
{
    GrowingFile file(path);
    return read_steps(file);
}

Result<StepCurve> read_steps(GrowingFile& file)
{
    StepCurve curve;
    const auto text = file.read();
    if (!text)
        return text.error();
    const std::uintmax_t before = file.taken();
    const auto header = before > 0 ? read_beginning(file.path(), header_size) : Result<std::string>(text->substr(0, header_size));
    if (!header)
        return header.error();
    const auto numbers = numbers_said(*header);
    if (!numbers)
        return header->size() < header_size ? Result<StepCurve>(std::move(curve)) : damaged(file.path());
    const std::size_t row_bytes = *numbers * sizeof(float), begin = before > 0 ? 0 : header_size, steps = (text->size() - begin) / row_bytes;
    curve.first = 1 + std::int64_t((before + begin - header_size) / row_bytes);
    curve.parts.resize((*numbers - plain) / 2);
    curve.reserve(steps);
    std::vector<float> row(*numbers);
    for (std::size_t i = 0; i < steps; ++i) {
        std::memcpy(row.data(), text->data() + begin + i * row_bytes, row_bytes);
        curve.loss.push_back(row[0]);
        curve.accuracy.push_back(row[1]);
        curve.learning_rate.push_back(row[2]);
        curve.gradient_norm.push_back(row[3]);
        for (std::size_t p = 0; p < curve.parts.size(); ++p) {
            curve.parts[p].loss.push_back(row[plain + 2 * p]);
            curve.parts[p].accuracy.push_back(row[plain + 2 * p + 1]);
        }
    }
    file.take(std::string_view(*text).substr(0, begin + steps * row_bytes));
    return curve;
}

Status cut_steps(const fs::path& path, std::int64_t steps)
{
    std::error_code ignored;
    if (!fs::exists(path, ignored))
        return Ok{};
    const auto header = read_beginning(path, header_size);
    if (!header)
        return header.error();
    if (header->size() < header_size) // Torn when it was made.
        return cut_file(path, 0);
    const auto numbers = numbers_said(*header);
    return numbers ? cut_file(path, header_size + std::uintmax_t(steps) * *numbers * sizeof(float)) : Status(damaged(path));
}

} // namespace loom
