#include "stages/train_plots.h"

#include "base/value.h"
#include "plots/legend_row.h"
#include "plots/plot_view.h"
#include "schema/recipe.h"
#include "theme/language.h"
#include "train/schedule.h"

#include <algorithm>
#include <cmath>

namespace loom {

TrainPlots::RunCurves* TrainPlots::live()
{
    for (RunCurves& c : curves_)
        if (training_.trains(runs_.project(), c.run))
            return &c;
    return nullptr;
}

/// One run is the subject, whose newest values stand in the heads: the one in progress or just ended, else the first that was ticked.
bool TrainPlots::is_subject(const RunCurves& c) const
{
    const auto trained = std::ranges::find_if(curves_, [this](const RunCurves& some) { return training_.is_of(runs_.project(), some.run); });
    return trained != curves_.end() ? &*trained == &c : !curves_.empty() && &curves_.front() == &c;
}

/// What comes more seldom than steps may come after them.
static void append_in_order(PlotView& plot, int curve, double x, double y)
{
    const Series& points = plot.points(curve);
    plot.append(curve, points.empty() ? x : std::max(x, points.x(points.size() - 1)), y);
}

double TrainPlots::x_of(RunCurves& c, double step) const
{
    double x = step;
    if (axis_ == Axis::Epoch)
        x = c.steps_per_epoch > 0 ? step / c.steps_per_epoch : 0;
    else if (axis_ == Axis::Time)
        x = c.last_seconds + (step - double(c.last_step)) * c.seconds_per_step;
    c.last_x = std::max(c.last_x, x);
    return x;
}

TrainPlots::RunCurves TrainPlots::add_run(const std::string& run, int series)
{
    RunCurves c{.run = run, .series = series};
    const QString key = QString::fromStdString(run), name = runs_.title_of(run);
    using Line = CurveLook::Line;
    const QString validation = tr("valid."), training = tr("train");
    c.raw_loss = loss_->add_curve({key, name, {}, series, Line::Raw, false});
    c.train_loss = loss_->add_curve({key, name, training, series, Line::Dotted, false});
    c.val_loss = loss_->add_curve({key, name, validation, series, Line::Solid, true});
    c.train_accuracy = accuracy_->add_curve({key, name, training, series, Line::Dotted, false});
    c.val_accuracy = accuracy_->add_curve({key, name, validation, series, Line::Solid, true});
    c.rate = rate_->add_curve({key, name, {}, series, Line::Solid, true});
    c.speed = speed_->add_curve({key, name, {}, series, Line::Solid, true});
    c.memory = memory_->add_curve({key, name, {}, series, Line::Solid, true});
    c.cpu = cpu_->add_curve({key, name, {}, series, Line::Solid, true});
    return c;
}

void TrainPlots::add_steps(RunCurves& c, const StepCurve& steps, std::size_t begin, std::size_t end)
{
    // Smoothing looks back by a share of an epoch, whatever its number of steps: at 0.6, about a fifth.
    const double per_epoch = c.steps_per_epoch > 0 ? c.steps_per_epoch : 100;
    const double s = smoothing() > 0 ? std::pow(smoothing(), 10 / per_epoch) : 0;
    for (std::size_t i = begin; i < end; ++i) {
        const double x = x_of(c, double(steps.step(i))), loss = double(steps.loss[i]);
        if (!std::isnan(loss)) {
            c.mean = s * c.mean + (1 - s) * loss;
            c.weight = s * c.weight + (1 - s);
        }
        loss_->append(c.raw_loss, x, loss);
        loss_->append(c.train_loss, x, c.weight > 0 ? c.mean / c.weight : loss);
    }
}

void TrainPlots::add_marks(RunCurves& c, const std::vector<MarkPoint>& marks)
{
    for (const MarkPoint& p : marks) {
        const double x = x_of(c, double(p.step));
        if (!std::isnan(p.val_loss))
            append_in_order(*loss_, c.val_loss, x, p.val_loss);
        if (!std::isnan(p.val_accuracy))
            append_in_order(*accuracy_, c.val_accuracy, x, p.val_accuracy * 100);
    }
}

std::vector<UsagePoint> TrainPlots::new_usage(RunCurves& c) const
{
    return read_usage(runs_.store().folder(c.run) / "usage.jsonl", c.usage_read);
}

void TrainPlots::add_usage(RunCurves& c, const std::vector<UsagePoint>& points)
{
    for (const UsagePoint& p : points) {
        const double x = x_of(c, double(p.step));
        append_in_order(*cpu_, c.cpu, x, p.cpu);
        if (p.memory_bytes > 0)
            append_in_order(*memory_, c.memory, x, double(p.memory_bytes) / (1 << 20));
    }
    if (!points.empty() && is_subject(c)) {
        cpu_->set_unit(tr("% · %n core(s)", nullptr, points.back().cores));
        cpu_->set_value(counted(qint64(std::lround(points.back().cpu))));
    }
}

void TrainPlots::add_epochs(RunCurves& c, const std::vector<EpochPoint>& epochs)
{
    for (const EpochPoint& e : epochs) {
        const double steps = double(e.step - c.last_step);
        c.seconds_per_step = steps > 0 ? e.seconds / steps : 0;
        c.last_seconds += e.seconds;
        c.last_step = e.step;
        const double x = axis_ == Axis::Epoch ? double(e.epoch) : axis_ == Axis::Step ? double(e.step) : c.last_seconds;
        c.last_x = std::max(c.last_x, x);
        if (!std::isnan(e.val_loss))
            append_in_order(*loss_, c.val_loss, x, e.val_loss);
        if (!std::isnan(e.val_accuracy))
            append_in_order(*accuracy_, c.val_accuracy, x, e.val_accuracy * 100);
        if (!std::isnan(e.accuracy))
            accuracy_->append(c.train_accuracy, x, e.accuracy * 100);
        rate_->append(c.rate, x, e.learning_rate);
        if (e.seconds > 0 && steps > 0 && !training_.trains(runs_.project(), c.run))
            speed_->append(c.speed, x, steps * double(c.recipe.batch_size) / e.seconds);
        if (const double goal = goal_of(c.recipe, e); std::isnan(c.best_goal) || goal < c.best_goal) {
            c.best_goal = goal;
            c.best_x = x;
        }
    }
    if (is_subject(c) && !std::isnan(c.best_goal)) {
        const bool judged = !loss_->points(c.val_loss).empty(); // Else it is the training that runs are compared by.
        loss_->set_best(judged ? c.val_loss : c.train_loss, c.best_x);
        accuracy_->set_best(judged ? c.val_accuracy : c.train_accuracy, c.best_x);
    }
    if (!epochs.empty() && is_subject(c)) {
        rate_->set_value(QString::fromStdString(number_text(epochs.back().learning_rate)));
        if (const auto& speed = speed_->points(c.speed); !speed.empty() && !live())
            speed_->set_value(counted(qint64(speed.y(speed.size() - 1))));
    }
}

void TrainPlots::add_position(const Monitor::Position& p)
{
    RunCurves* c = live();
    if (!c || p.step == position_step_ || p.steps <= 0)
        return;
    position_step_ = p.step;
    if (c->steps_per_epoch <= 0)
        c->steps_per_epoch = double(p.steps_per_epoch);
    const double x = x_of(*c, double(p.step));
    if (p.samples_per_second > 0) {
        append_in_order(*speed_, c->speed, x, p.samples_per_second);
        speed_->set_value(counted(qint64(p.samples_per_second)));
    }
    if (p.memory_bytes > 0)
        memory_->set_value(bytes_text(double(p.memory_bytes)));
    add_usage(*c, new_usage(*c));
    set_reach();
}

void TrainPlots::set_reach()
{
    double reach = 0;
    for (const RunCurves& c : curves_) {
        reach = std::max(reach, c.last_x);
        const RunRecord* r = runs_.find(c.run);
        const bool is_live = training_.trains(runs_.project(), c.run);
        if (r && is_live && axis_ != Axis::Time)
            reach = std::max(reach, axis_ == Axis::Epoch ? double(r->epochs) : double(r->epochs) * c.steps_per_epoch);
    }
    for (PlotView* v : views())
        v->set_reach(reach);
}

void TrainPlots::rebuild()
{
    cpu_->set_unit(QStringLiteral("%"));
    for (PlotView* v : views()) {
        v->remove_curves();
        v->set_value({});
    }
    curves_.clear();
    position_step_ = -1;
    QList<LegendRow::Entry> entries;
    for (const Overlay& o : model_.overlays()) {
        curves_.push_back(add_run(o.run, o.series));
        entries.append({QString::fromStdString(o.run), runs_.title_of(o.run), o.series});
    }
    legend_->set_entries(entries);
    // Where numbers are learned there is no accuracy to draw.
    bool classes = curves_.empty();
    for (const RunCurves& c : curves_)
        if (const RunRecord* r = runs_.find(c.run); !r || r->facts.target == DataFacts::Target::Classes)
            classes = true;
    accuracy_->setVisible(classes);
    for (PlotView* v : views())
        v->set_hidden(legend_->hidden());
    for (RunCurves& c : curves_) {
        const RunRecord* r = runs_.find(c.run);
        if (!r)
            continue;
        const bool is_live = training_.trains(runs_.project(), c.run);
        c.recipe = unpack_recipe(r->document.recipe().settings);
        // The disk has what finished before this session resumed it.
        RunMetrics all = runs_.metrics(c.run);
        if (is_live || (training_.is_of(runs_.project(), c.run) && !training_.metrics().epochs.empty())) {
            const RunMetrics& now = training_.metrics();
            const std::int64_t from = now.steps.empty() ? INT64_MAX : now.steps.first;
            all.steps.cut(from);
            std::erase_if(all.epochs, [&](const EpochPoint& p) { return p.step >= from; });
            std::erase_if(all.marks, [&](const MarkPoint& p) { return p.step >= from; });
            all.marks.insert(all.marks.end(), now.marks.begin(), now.marks.end());
            all.steps.append(now.steps);
            all.epochs.insert(all.epochs.end(), now.epochs.begin(), now.epochs.end());
        }
        if (!all.epochs.empty() && all.epochs.front().epoch > 0)
            c.steps_per_epoch = double(all.epochs.front().step) / double(all.epochs.front().epoch);
        else if (is_live)
            c.steps_per_epoch = double(training_.position().steps_per_epoch);
        // Epoch by epoch: an epoch says how long its steps took.
        std::size_t next = 0;
        auto mark = all.marks.begin();
        const std::vector<UsagePoint> usage = new_usage(c);
        auto used = usage.begin();
        const auto add_told_to = [&](std::int64_t step) {
            const auto end = std::find_if(mark, all.marks.end(), [step](const MarkPoint& p) { return p.step > step; });
            add_marks(c, {mark, end});
            mark = end;
            const auto used_end = std::find_if(used, usage.end(), [step](const UsagePoint& p) { return p.step > step; });
            add_usage(c, {used, used_end});
            used = used_end;
        };
        for (const EpochPoint& e : all.epochs) {
            std::size_t end = next;
            while (end < all.steps.size() && all.steps.step(end) <= e.step)
                ++end;
            if (e.step > c.last_step)
                c.seconds_per_step = e.seconds / double(e.step - c.last_step);
            add_steps(c, all.steps, next, end);
            add_told_to(e.step);
            add_epochs(c, {e});
            next = end;
        }
        add_steps(c, all.steps, next, all.steps.size());
        add_told_to(INT64_MAX);
        if (!is_live && r->peak_bytes > 0) {
            if (memory_->points(c.memory).empty()) // Of the curve there is no more than its highest value.
                memory_->append(c.memory, c.last_x, double(r->peak_bytes) / (1 << 20));
            if (is_subject(c))
                memory_->set_value(bytes_text(double(r->peak_bytes)));
        }
    }
    set_reach();
}

} // namespace loom
