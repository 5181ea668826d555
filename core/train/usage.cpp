#include "train/usage.h"
#include "base/process.h"
#include "base/threads.h"

#include <nlohmann/json.hpp>

namespace loom {
namespace {

std::optional<UsagePoint> usage_in(std::string_view line)
{
    const auto j = nlohmann::json::parse(line, nullptr, false);
    try {
        return UsagePoint{j.at("step").get<std::int64_t>(), j.at("cpu").get<double>(), j.at("cores").get<int>(), j.at("memory").get<std::size_t>()};
    } catch (const nlohmann::json::exception&) {
        return {};
    }
}

/// Whole lines in order until `visit(line, point)` says no or one is damaged; how many bytes that were.
template <class Visit>
std::size_t each_usage(std::string_view text, const Visit& visit)
{
    std::size_t read = 0;
    for (std::size_t end; (end = text.find('\n', read)) != text.npos; read = end + 1) {
        const auto point = usage_in(text.substr(read, end - read));
        if (!point || !visit(*point))
            break;
    }
    return read;
}

} // namespace

UsageMeter::UsageMeter(fs::path file, std::chrono::duration<double> at_most_every)
    : file_(std::move(file)), every_(at_most_every.count()), cores_(allowed_processors()), spent_(processor_seconds())
{
}

void UsageMeter::see(std::int64_t step)
{
    const auto now = Clock::now();
    const double seconds = std::chrono::duration<double>(now - since_).count();
    if (seconds <= 0 || seconds < std::max(every_, every_ * measured_ / 3600))
        return;
    const double spent = processor_seconds();
    const nlohmann::json line{{"step", step}, {"cpu", 100 * (spent - spent_) / seconds}, {"cores", cores_}, {"memory", resident_bytes()}};
    (void)append_line(file_, line.dump(), Sync::No);
    measured_ += seconds;
    since_ = now;
    spent_ = spent;
}

void UsageMeter::skip()
{
    since_ = Clock::now();
    spent_ = processor_seconds();
}

Result<std::vector<UsagePoint>> read_usage(GrowingFile& file)
{
    const auto text = file.read();
    if (!text)
        return text.error();
    std::vector<UsagePoint> found;
    const std::size_t read = each_usage(*text, [&](const UsagePoint& p) {
        found.push_back(p);
        return true;
    });
    file.take(std::string_view(*text).substr(0, read));
    return found;
}

Status cut_usage(const fs::path& path, std::int64_t step)
{
    std::error_code ignored;
    if (!fs::exists(path, ignored))
        return Ok{};
    const auto text = read_file(path);
    if (!text)
        return text.error();
    const std::size_t kept = each_usage(*text, [&](const UsagePoint& p) { return p.step <= step; });
    return kept == text->size() ? Status(Ok{}) : cut_file(path, kept);
}

} // namespace loom
