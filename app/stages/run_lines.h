#pragma once
#include "plots/series.h"
#include "schema/recipe.h"
#include "stages/run_points.h"

#include <array>
#include <cmath>
#include <optional>
#include <span>

namespace loom {

/// How lines are drawn, of all runs alike.
struct LineStyle {
    enum class Axis { Epoch, Step, Time };
    Axis axis = Axis::Epoch;
    double smoothing = 0; // 0–0.99: how much of the mean stays after a tenth of an epoch.
    bool operator==(const LineStyle&) const = default;
};

/// What lines need to know of a run beside its points.
struct LineFacts {
    RecipeSettings recipe = {};
    double steps_per_epoch = 0; // 0: not known; then nothing within the first epoch has a place on the axis of epochs.
    std::size_t peak_bytes = 0; // Once it has ended.
    bool live = false;          // It is trained here: its speed is that which is told as it goes.
    std::optional<std::size_t> part = {}; // Of several Outputs the one whose loss and accuracy are drawn, as its points have them; none: all together.

    /// What is drawn of an epoch or a mark. Not measured where the run has no such part.
    PartPoint drawn(const PartPoint& together, const std::vector<PartPoint>& parts) const
    {
        return !part ? together : *part < parts.size() ? parts[*part] : PartPoint{};
    }
};

/// The lines of a run in all plots; of several runs that differ in the seed, their mean. Belongs to one thread at a time.
class RunLines {
public:
    enum Line { RawLoss, TrainLoss, ValLoss, TrainAccuracy, ValAccuracy, Rate, Speed, Memory, Cpu, RawNorm, Norm };
    static constexpr std::size_t line_count = Norm + 1;
    struct Drawn {
        std::shared_ptr<Series> points = std::make_shared<Series>(), low, high; // The latter: one standard deviation to both sides of a mean; else null.
    };

    RunLines() = default;
    RunLines(LineFacts facts, LineStyle style) : facts_(std::move(facts)), style_(style) {}
    /// Draws what these points have more than those of the call before.
    void extend(const RunPoints&);

    struct Member {
        LineFacts facts;
        RunPoints points;
    };
    /// At the end of each epoch that at least two of them have: mean and standard deviation of a sample (n − 1). Of what is measured within
    /// an epoch, its mean there.
    static RunLines mean(std::span<const Member>, LineStyle);

    const Drawn& operator[](Line line) const { return lines_[line]; }
    const LineFacts& facts() const { return facts_; }
    const LineStyle& style() const { return style_; }
    double last_x() const { return last_x_; }
    std::optional<double> best_x() const { return std::isnan(best_goal_) ? std::nullopt : std::optional(best_x_); }
    std::optional<double> newest_rate() const { return rate_; }
    const std::optional<UsagePoint>& newest_usage() const { return usage_; }

private:
    struct Smoothed {
        double mean = 0, weight = 0;
        double add(double value, double kept); // NaN where nothing was measured yet.
    };
    void add(Line, double x, double y);
    void add_steps(const RunPoints&, std::int64_t last);
    void add_told(const RunPoints&, std::int64_t last);
    void add_validation(double x, const PartPoint&);
    void add_mark(const MarkPoint&);
    void add_usage(const UsagePoint&);
    void add_epoch(const EpochPoint&);
    void add_mean(Line, double x, std::span<const double> values);
    double x_of(double step);

    LineFacts facts_;
    LineStyle style_;
    std::array<Drawn, line_count> lines_;
    struct {
        std::size_t steps = 0, norms = 0, speeds = 0, epochs = 0, marks = 0, usage = 0;
    } done_; // Of the points.
    Smoothed loss_, norm_;
    std::int64_t last_step_ = 0, last_norm_ = 0; // Of the last epoch; of the last norm.
    double last_seconds_ = 0, seconds_per_step_ = 0, last_x_ = 0;
    double best_goal_ = not_measured, best_x_ = 0;
    std::optional<double> rate_;
    std::optional<UsagePoint> usage_;
};

} // namespace loom
