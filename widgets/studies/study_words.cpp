#include "studies/study_words.h"

#include "graph/value_words.h"
#include "graph/varied.h"
#include "theme/language.h"
#include "theme/numbers.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace loom {

struct StudyWords {
    Q_DECLARE_TR_FUNCTIONS(loom::StudyWords)
};

namespace {

double middle(const Dimension& d, double value)
{
    const auto [low, high] = d.cell(value);
    return (low + high) / 2;
}

StudyAxis axis_of(const Document& document, const Dimension& d)
{
    StudyAxis axis{.title = title_of(document, d), .ticks = {}};
    std::vector<double> values;
    if (d.kind != Dimension::Kind::Real && d.choices() <= 8) {
        for (std::size_t i = 0; i < d.choices(); ++i)
            values.push_back(d.low + double(i));
    } else {
        values = {d.low, d.high};
        if (d.log)
            for (double power = std::pow(10, std::ceil(std::log10(d.low))); power < d.high; power *= 10)
                values.push_back(power);
        else
            values.push_back(d.from_unit(0.5));
    }
    for (const double v : values) {
        const double at = middle(d, v);
        const bool near = std::ranges::any_of(axis.ticks, [&](const AxisTick& t) { return std::abs(t.at - at) < 0.08; });
        if (!near)
            axis.ticks.push_back({at, value_text_of(document, d, v)});
    }
    return axis;
}

/// The range of the results, a better one higher up; losses by their logarithm where they span more than a decade.
struct Results {
    bool by_accuracy = false, log = false;
    double worst = NAN, best = NAN;
    double at(double result) const
    {
        if (!std::isfinite(result))
            return NAN;
        const auto scaled = [&](double v) { return log ? std::log(v) : v; };
        return worst == best ? 1 : (scaled(result) - scaled(worst)) / (scaled(best) - scaled(worst));
    }
    double value(double at) const { return log ? worst * std::pow(best / worst, at) : worst + at * (best - worst); }
};

Results results_of(std::span<const Trial> trials)
{
    Results r{.by_accuracy = is_by_accuracy(trials)};
    for (const Trial& t : trials) {
        const double v = result_of(t, r.by_accuracy);
        if (!std::isfinite(v))
            continue;
        const double sign = r.by_accuracy ? 1 : -1;
        r.best = std::isnan(r.best) || sign * v > sign * r.best ? v : r.best;
        r.worst = std::isnan(r.worst) || sign * v < sign * r.worst ? v : r.worst;
    }
    r.log = !r.by_accuracy && r.best > 0 && r.worst > 10 * r.best;
    return r;
}

} // namespace

StudyPicture picture_of(const Document& document, const Space& space, std::span<const Trial> trials, std::int64_t trained)
{
    StudyPicture picture;
    for (const Dimension& d : space.dimensions)
        picture.axes.push_back(axis_of(document, d));
    const Results results = results_of(trials);
    StudyAxis last{.title = result_title(results.by_accuracy), .ticks = {}};
    if (std::isfinite(results.best))
        for (const double at : {0.0, 0.5, 1.0})
            if (results.worst != results.best || at == 1)
                last.ticks.push_back({at, result_text(results.value(at), results.by_accuracy)});
    picture.axes.push_back(std::move(last));
    for (const Trial& t : trials) {
        StudyLine line{.trial = t.number, .at = {}, .words = {}};
        for (std::size_t k = 0; k < space.dimensions.size(); ++k)
            line.at.push_back(middle(space.dimensions[k], t.candidate.at(k)));
        const double result = result_of(t, results.by_accuracy);
        line.at.push_back(results.at(result));
        line.words = trial_title(t) + QStringLiteral(" · ") + candidate_text(document, space, t.candidate) + QStringLiteral(" · ") +
                     (std::isfinite(result) ? result_text(result, results.by_accuracy) : shown(state_text(t.state, t.number == trained)));
        picture.lines.push_back(std::move(line));
    }
    return picture;
}

bool is_by_accuracy(std::span<const Trial> trials)
{
    return std::ranges::any_of(trials, [](const Trial& t) {
        return t.has_result() && (t.goal == -t.val_accuracy || (std::isnan(t.val_loss) && t.goal < 0)); // Without validation: of the training.
    });
}

double result_of(const Trial& t, bool by_accuracy)
{
    return !t.has_result() ? not_measured : by_accuracy ? -t.goal : t.goal;
}

QString result_text(double result, bool by_accuracy)
{
    return !std::isfinite(result) ? QStringLiteral("–") : by_accuracy ? percent_text(result, 2) : measure_text(result);
}

QString result_title(bool by_accuracy)
{
    return by_accuracy ? StudyWords::tr("Accuracy") : StudyWords::tr("Loss");
}

QString value_text_of(const Document& document, const Dimension& d, double v)
{
    const Value value = d.value(v);
    if (const auto* number = std::get_if<double>(&value))
        return QString::number(*number, 'g', 3);
    const auto setting = setting_of(document, d.varied);
    return setting ? shown(value_words(*setting, value)) : shown(value_text(value));
}

QString title_of(const Document& document, const Dimension& d) { return shown(place_words(document, d.varied)); }

bool has_latencies(std::span<const Trial> trials)
{
    return std::ranges::any_of(trials, [](const Trial& t) { return std::isfinite(t.latency_ms) || !t.note.empty(); });
}

QString latency_text(double ms) { return std::isfinite(ms) ? StudyWords::tr("%1 ms").arg(ms < 100 ? QString::number(ms, 'g', 3) : counted(qint64(ms))) : QStringLiteral("–"); }

QString trial_title(const Trial& t) { return StudyWords::tr("Trial %1").arg(t.number); }

QString candidate_text(const Document& document, const Space& space, const Candidate& candidate)
{
    QStringList parts;
    for (std::size_t k = 0; k < space.dimensions.size(); ++k)
        parts << title_of(document, space.dimensions[k]) + QLatin1Char(' ') + value_text_of(document, space.dimensions[k], candidate.at(k));
    return parts.join(QStringLiteral(" · "));
}

Change using_trial(const Document& document, const Space& space, const Trial& trial)
{
    Change change{Message(LOOM_TEXT("Use the settings of trial %1"), trial.number), {}};
    Document changed = document;
    for (std::size_t k = 0; k < space.dimensions.size(); ++k) {
        const Dimension& d = space.dimensions[k];
        const Value value = d.value(trial.candidate.at(k));
        const auto edits = varying(changed, d.varied, value);
        auto made = with_value(changed, d.varied, value);
        if (!edits || !made || value_of(changed, d.varied) == value)
            continue;
        changed = std::move(*made);
        change.edits.insert(change.edits.end(), edits->begin(), edits->end());
    }
    return change;
}

} // namespace loom
