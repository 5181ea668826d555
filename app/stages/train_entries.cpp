#include "stages/train_plots.h"

#include "base/value.h"
#include "plots/legend_row.h"
#include "plots/plot_view.h"
#include "theme/language.h"
#include "theme/numbers.h"
#include "train/run_table.h"

#include <QCheckBox>

#include <algorithm>
#include <cmath>

namespace loom {

/// Where a line is drawn, and how.
struct TrainPlots::Place {
    enum class Of { All, Training, Validation };
    PlotView* TrainPlots::*plot;
    RunLines::Line line;
    CurveLook::Line look;
    Of of = Of::All;
    bool end_mark = true;
};

std::span<const TrainPlots::Place> TrainPlots::places()
{
    using Look = CurveLook::Line;
    using Of = Place::Of;
    static constexpr std::array all{
        Place{&TrainPlots::loss_, RunLines::RawLoss, Look::Raw, Of::All, false},
        Place{&TrainPlots::loss_, RunLines::TrainLoss, Look::Dotted, Of::Training, false},
        Place{&TrainPlots::loss_, RunLines::ValLoss, Look::Solid, Of::Validation},
        Place{&TrainPlots::accuracy_, RunLines::TrainAccuracy, Look::Dotted, Of::Training, false},
        Place{&TrainPlots::accuracy_, RunLines::ValAccuracy, Look::Solid, Of::Validation},
        Place{&TrainPlots::rate_, RunLines::Rate, Look::Solid},
        Place{&TrainPlots::speed_, RunLines::Speed, Look::Solid},
        Place{&TrainPlots::memory_, RunLines::Memory, Look::Solid},
        Place{&TrainPlots::cpu_, RunLines::Cpu, Look::Solid},
        Place{&TrainPlots::norm_, RunLines::RawNorm, Look::Raw, Of::All, false},
        Place{&TrainPlots::norm_, RunLines::Norm, Look::Solid},
    };
    return all;
}

int TrainPlots::per_entry(const PlotView* plot) const
{
    return int(std::ranges::count_if(places(), [&](const Place& p) { return this->*p.plot == plot; }));
}

/// Each plot has the lines of an entry side by side.
int TrainPlots::curve(std::size_t shown, RunLines::Line line) const
{
    const PlotView* plot = this->*std::ranges::find(places(), line, &Place::line)->plot;
    const auto before = std::ranges::count_if(places(), [&](const Place& p) { return this->*p.plot == plot && p.line < line; });
    return int(shown) * per_entry(plot) + int(before);
}

QString TrainPlots::column_of(const Place& place) const
{
    return place.of == Place::Of::Training ? tr("train") : place.of == Place::Of::Validation ? tr("valid.") : QString();
}

/// Of the ticked runs: where the number is the same, they differ in the seed only.
std::vector<std::size_t> TrainPlots::groups() const
{
    std::vector<RunRecord> ticked;
    for (const Overlay& o : model_.overlays())
        if (const RunRecord* r = runs_.find(o.run))
            ticked.push_back(*r);
    return seed_groups(ticked);
}

std::vector<TrainPlots::Entry> TrainPlots::entries(const std::vector<std::size_t>& groups) const
{
    std::vector<Entry> runs;
    for (const Overlay& o : model_.overlays())
        if (const RunRecord* r = runs_.find(o.run))
            runs.push_back({QString::fromStdString(o.run), RunList::title_of(*r), o.series, {o.run}});
    if (!means_->isChecked())
        return runs;
    std::vector<Entry> together;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        const std::size_t first = std::size_t(std::ranges::find(groups, groups[i]) - groups.begin());
        const auto count = int(std::ranges::count(groups, groups[i]));
        if (first < i) {
            std::ranges::find(together, runs[first].series, &Entry::series)->runs.push_back(runs[i].runs.front());
            continue;
        }
        together.push_back(runs[i]);
        if (count > 1) {
            together.back().key += QStringLiteral(" *"); // No run has such a name.
            together.back().name = tr("%1 · %n seed(s)", nullptr, count).arg(runs[i].name);
        }
    }
    return together;
}

void TrainPlots::sync_sources()
{
    if (std::exchange(project_, runs_.project()) != runs_.project()) {
        reading_.cancel();
        drawing_.cancel();
        while (!shown_.empty())
            remove_shown(shown_.size() - 1);
        sources_.clear();
    }
    for (const Overlay& o : model_.overlays()) {
        auto [at, added] = sources_.try_emplace(o.run, runs_.store().folder(o.run));
        if (const RunRecord* r = at->second.outputs ? nullptr : runs_.find(o.run))
            at->second.outputs = outputs_in(*r);
        if (is_own(o.run) && !at->second.own)
            adopt(o.run, at->second);
    }
}

void TrainPlots::sync()
{
    sync_sources();
    const std::vector<std::size_t> alike = groups();
    means_->setVisible(!alike.empty() && std::ranges::max(alike) + 1 < alike.size());
    const std::vector<Entry> wanted = entries(alike);
    const auto is_same = [](const Entry& entry) { return [&entry](const Entry& other) { return entry.same(other); }; };
    for (std::size_t i = shown_.size(); i-- > 0;)
        if (std::ranges::none_of(wanted, is_same(shown_[i])))
            remove_shown(i);
    for (const Entry& entry : wanted)
        if (std::ranges::none_of(shown_, is_same(entry)))
            add_shown(entry);
    std::erase_if(sources_, [this](const auto& source) { return !model_.is_ticked(source.first); });

    QList<LegendRow::Entry> legend;
    for (std::size_t i = 0; i < shown_.size(); ++i) {
        const Entry& now = *std::ranges::find_if(wanted, is_same(shown_[i]));
        legend.append({now.key, now.name, now.series});
        if (std::exchange(shown_[i].name, now.name) != now.name)
            name_curves(i);
        if (outdated(shown_[i]))
            ++shown_[i].asked;
    }
    legend_->set_entries(legend);
    sync_outputs();
    show_accuracy();
    for (PlotView* v : views())
        v->set_hidden(legend_->hidden());
    read_on();
    draw_on();
    refresh_heads();
}

void TrainPlots::add_shown(Entry entry)
{
    for (const Place& p : places())
        (this->*p.plot)->add_curve({entry.key, entry.name, column_of(p), entry.series, p.look, p.end_mark});
    shown_.push_back({std::move(entry)});
}

void TrainPlots::remove_shown(std::size_t i)
{
    for (PlotView* v : views())
        v->remove_curves(int(i) * per_entry(v), per_entry(v));
    retire(std::move(shown_[i].lines));
    shown_.erase(shown_.begin() + std::ptrdiff_t(i));
}

void TrainPlots::name_curves(std::size_t i)
{
    for (const Place& p : places())
        (this->*p.plot)->rename(curve(i, p.line), shown_[i].name, column_of(p));
}

void TrainPlots::show_lines(std::size_t i)
{
    for (const Place& p : places()) {
        const RunLines::Drawn& drawn = shown_[i].lines[p.line];
        (this->*p.plot)->set_points(curve(i, p.line), drawn.points);
        (this->*p.plot)->set_band(curve(i, p.line), drawn.low, drawn.high);
    }
}

/// One entry is the subject, whose newest values stand in the heads: that of the run in progress or just ended, else the first that was ticked.
std::size_t TrainPlots::subject() const
{
    const auto of_training = [this](const Shown& s) { return std::ranges::any_of(s.runs, [this](const std::string& run) { return training_.is_of(runs_.project(), run); }); };
    const auto at = std::ranges::find_if(shown_, of_training);
    return at == shown_.end() ? 0 : std::size_t(at - shown_.begin());
}

void TrainPlots::refresh_heads()
{
    for (std::size_t i = 0; i < shown_.size(); ++i) {
        const RunLines& lines = shown_[i].lines;
        const auto best = i == subject() ? lines.best_x() : std::nullopt;
        const bool judged = !lines[RunLines::ValLoss].points->empty(); // Else it is the training that runs are compared by.
        for (const auto& [plot, validation, train] :
             {std::tuple(loss_, RunLines::ValLoss, RunLines::TrainLoss), {accuracy_, RunLines::ValAccuracy, RunLines::TrainAccuracy}}) {
            plot->set_best(curve(i, validation), judged ? best : std::nullopt);
            plot->set_best(curve(i, train), judged ? std::nullopt : best);
        }
    }
    set_reach();
    show_values();
}

void TrainPlots::show_values()
{
    QString rate, norm, speed, memory, cpu, cpu_unit = QStringLiteral("%");
    if (!shown_.empty()) {
        const Shown& s = shown_[subject()];
        const auto last = [&](RunLines::Line line) {
            const Series& points = *s.lines[line].points;
            return points.empty() ? not_measured : double(points.y(points.size() - 1));
        };
        const RunRecord* r = runs_.find(s.runs.front());
        const bool live = training_.trains(runs_.project(), s.runs.front());
        const double bytes = live ? double(training_.position().memory_bytes) : r ? double(r->peak_bytes) : 0;
        const double samples = live ? training_.position().samples_per_second : last(RunLines::Speed);
        if (s.lines.newest_rate())
            rate = QString::fromStdString(number_text(*s.lines.newest_rate()));
        if (!std::isnan(last(RunLines::Norm)))
            norm = measure_text(last(RunLines::Norm));
        if (samples > 0)
            speed = counted(qint64(samples));
        if (bytes > 0)
            memory = bytes_text(bytes);
        if (const auto& used = s.lines.newest_usage()) {
            cpu = counted(qint64(std::lround(used->cpu)));
            cpu_unit = tr("% · %n core(s)", nullptr, used->cores);
        }
    }
    for (const auto& [plot, text] : {std::pair(rate_, rate), {norm_, norm}, {speed_, speed}, {memory_, memory}, {cpu_, cpu}})
        plot->set_value(text);
    cpu_->set_unit(cpu_unit);
}

void TrainPlots::set_reach()
{
    double reach = 0;
    for (const Shown& s : shown_) {
        reach = std::max(reach, s.lines.last_x());
        for (const std::string& run : s.runs) {
            const RunRecord* r = runs_.find(run);
            if (r && axis_ != Axis::Time && training_.trains(runs_.project(), run))
                reach = std::max(reach, axis_ == Axis::Epoch ? double(r->epochs) : double(r->epochs) * facts_of(run).steps_per_epoch);
        }
    }
    for (PlotView* v : views())
        v->set_reach(reach);
}

} // namespace loom
