#include "train/metrics_reader.h"
#include "train/points_json.h"
#include "train/step_log.h"

namespace loom {

MetricsReader::MetricsReader(const fs::path& folder) : steps_(folder / "steps.f32"), lines_(folder / "metrics.jsonl"), usage_(folder / "usage.jsonl") {}

Result<MetricsReader::News> MetricsReader::read_on()
{
    News news;
    const auto text = lines_.read();
    if (!text)
        return text.error();
    RunMetrics& points = news.points;
    const std::size_t read = each_point(*text, {.step = [&](std::string_view, const StepPoint& p) { points.steps.append(p); },
                                                .epoch = [&](std::string_view, const EpochPoint& p) { points.epochs.push_back(p); },
                                                .mark = [&](std::string_view, const MarkPoint& p) { points.marks.push_back(p); }});
    lines_.take(std::string_view(*text).substr(0, read));
    auto steps = read_steps(steps_); // After the lines, which a run writes last: no epoch is there before its steps.
    if (!steps)
        points.damage = steps.error();
    else if (!steps->empty())
        points.steps = std::move(*steps);
    auto usage = read_usage(usage_);
    if (usage) // It is no part of what is learned: without it nothing is missing that matters.
        news.usage = std::move(*usage);
    news.anew = lines_.restarted() || steps_.restarted() || usage_.restarted();
    return news;
}

Result<MetricsReader::News> MetricsReader::read()
{
    auto news = read_on();
    if (!news || !news->anew)
        return news;
    *this = MetricsReader(lines_.path().parent_path());
    news = read_on();
    if (news)
        news->anew = true;
    return news;
}

} // namespace loom
