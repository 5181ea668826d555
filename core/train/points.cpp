#include "train/points.h"

namespace loom {
namespace {

/// All that has a number for each step.
template <class Curve, class Visit>
void each_row(Curve& curve, const Visit& visit)
{
    for (auto* row : {&curve.loss, &curve.accuracy, &curve.learning_rate, &curve.gradient_norm})
        visit(*row);
    for (auto& part : curve.parts) {
        visit(part.loss);
        visit(part.accuracy);
    }
}

} // namespace

void StepCurve::append(const StepPoint& p)
{
    if (empty())
        first = p.step;
    parts.resize(p.parts.size());
    loss.push_back(float(p.loss));
    accuracy.push_back(float(p.accuracy));
    learning_rate.push_back(float(p.learning_rate));
    gradient_norm.push_back(float(p.gradient_norm));
    for (std::size_t i = 0; i < parts.size(); ++i) {
        parts[i].loss.push_back(float(p.parts[i].loss));
        parts[i].accuracy.push_back(float(p.parts[i].accuracy));
    }
}

void StepCurve::append(const StepCurve& more)
{
    if (empty()) {
        *this = more;
        return;
    }
    std::vector<const std::vector<float>*> rows;
    each_row(more, [&](const std::vector<float>& row) { rows.push_back(&row); });
    std::size_t next = 0;
    each_row(*this, [&](std::vector<float>& row) {
        if (next < rows.size())
            row.insert(row.end(), rows[next]->begin(), rows[next]->end());
        ++next;
    });
}

void StepCurve::reserve(std::size_t steps)
{
    each_row(*this, [&](std::vector<float>& row) { row.reserve(steps); });
}

void StepCurve::cut(std::int64_t from)
{
    if (from < end())
        each_row(*this, [&](std::vector<float>& row) { row.resize(from > first ? std::size_t(from - first) : 0); });
}

} // namespace loom
