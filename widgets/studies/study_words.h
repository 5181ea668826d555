#pragma once
#include "search/study.h"

#include <QString>

#include <span>

namespace loom {

/// A place from 0 (below) to 1 and what stands there.
struct AxisTick {
    double at;
    QString text;
};
struct StudyAxis {
    QString title;
    std::vector<AxisTick> ticks;
};
/// One trial: its place on each axis, the result last. NaN where there is none.
struct StudyLine {
    std::int64_t trial = 0;
    std::vector<double> at;
    QString words; // "Trial 3 · Learning rate 0.01 · 97.2%"
    double goodness() const { return at.back(); }
};
struct StudyPicture {
    std::vector<StudyAxis> axes;
    std::vector<StudyLine> lines;
};
/// `document` gives the settings their names; `trained` is the number of the trial in progress, 0 for none.
StudyPicture picture_of(const Document& document, const Space&, std::span<const Trial>, std::int64_t trained);

/// Whether trials are compared by their accuracy and not by their loss.
bool is_by_accuracy(std::span<const Trial>);
/// The measure that trials are compared by (goal_of() in train/schedule.h), as people read it: an accuracy as a share; NaN where the trial has
/// no result.
double result_of(const Trial&, bool by_accuracy);
QString result_text(double result, bool by_accuracy);
/// "Accuracy", "Loss"
QString result_title(bool by_accuracy);
/// A candidate's value on one dimension: "0.00314", "64", "Adam".
QString value_text_of(const Document&, const Dimension&, double value);
/// "Dense 1 · Units"
QString title_of(const Document&, const Dimension&);
/// Whether predictions were measured, or tried to, because there is a limit on them.
bool has_latencies(std::span<const Trial>);
/// "0.31 ms", "–" where it was not measured.
QString latency_text(double ms);
QString trial_title(const Trial&);
/// "Learning rate 0.01 · Batch size 32"
QString candidate_text(const Document&, const Space&, const Candidate&);

/// One step that gives the document the settings of a trial; those that are gone since are passed over.
Change using_trial(const Document&, const Space&, const Trial&);

} // namespace loom
