#include "engine/reference/ctc.h"
#include "evaluate/explain_finder.h"

#include <limits>

namespace loom::explaining {

void Finder::shares(TensorId x)
{
    const auto width = std::size_t(shape(x).back()), first = spot_.element / width * width;
    term({factor(x, spot_.element)});
    for (std::size_t i = first; i < first + width; ++i)
        if (i != spot_.element)
            term({factor(x, i)});
}

void Finder::visit(const Softmax& op)
{
    reason_.kind = op.log ? Kind::LogShare : Kind::Share;
    shares(op.x);
}

void Finder::visit(const SoftmaxBackward& op)
{
    reason_.kind = Kind::Sum;
    const auto width = std::size_t(shape(op.grad).back()), first = spot_.element / width * width;
    const double own = op.log ? std::exp(number(op.y, spot_.element)) : number(op.y, spot_.element);
    for (std::size_t i = first; i < first + width; ++i) {
        const double self = i == spot_.element ? 1 : 0;
        if (op.log)
            term({factor(op.grad, i)}, self - own);
        else
            term({factor(op.y, i), factor(op.grad, i)}, self - own);
    }
}

void Finder::visit(const MaskedSoftmax& op)
{
    const auto width = std::size_t(shape(op.x).back()), first = spot_.element / width * width;
    const auto keys = std::int64_t(width), queries = shape(op.x)[shape(op.x).size() - 2];
    std::int64_t seen = op.lengths == no_tensor ? keys : std::min<std::int64_t>(keys, std::int64_t(number(op.lengths, std::size_t(place_[0]))));
    if (op.causal)
        seen = std::min(seen, place_[place_.size() - 2] + 1 + keys - queries);
    if (place_.back() >= seen) {
        reason_.kind = Kind::Sum; // Not looked at: 0.
        return;
    }
    reason_.kind = Kind::Share;
    term({factor(op.x, spot_.element)});
    for (std::size_t i = first; i < first + std::size_t(seen); ++i)
        if (i != spot_.element)
            term({factor(op.x, i)});
}

void Finder::visit(const CrossEntropy& op)
{
    const Shape& logits = shape(op.logits);
    if (logits[0] != 1 || op.smoothing != 0) // Of several rows, a mean; smoothed, more than one class.
        return;
    reason_.kind = Kind::Surprise;
    reason_.right = std::size_t(number(op.labels, 0));
    if (reason_.right >= std::size_t(logits[1])) {
        reason_.kind = Kind::Formula;
        return;
    }
    for (std::size_t i = 0; i < std::size_t(logits[1]); ++i)
        term({factor(op.logits, i)});
}

void Finder::visit(const CrossEntropyBackward& op)
{
    const Shape& logits = shape(op.logits);
    const auto label = std::int64_t(number(op.labels, std::size_t(place_[0])));
    if (logits[0] != 1 || label < 0 || label >= logits[1])
        return;
    reason_.kind = Kind::ShareError;
    reason_.target = (1 - op.smoothing) * double(label == place_[1]) + op.smoothing / double(logits[1]);
    reason_.slope = number(op.seed, 0);
    shares(op.logits);
}

void Finder::visit(const PointwiseLossBackward& op)
{
    const Shape& shape_of_all = shape(op.prediction);
    const double n = double(count(shape_of_all)) / double(shape_of_all[0]), seed = number(op.seed, 0);
    if (shape_of_all[0] != 1)
        return;
    if (op.kind != PointLoss::Mse) {
        term({factor(op.prediction, spot_.element)});
        return term({factor(op.target, spot_.element)});
    }
    reason_.kind = Kind::Sum;
    term({factor(op.prediction, spot_.element)}, 2 * seed / n);
    term({factor(op.target, spot_.element)}, -2 * seed / n);
}

/// The likeliest way to spell the labels, by the largest of what ctc_row() sums up: what it says at each step.
static std::vector<std::size_t> likeliest_way(const reference::CtcSizes& sizes, const std::vector<double>& logits, const std::vector<std::int64_t>& labels, std::size_t length)
{
    const std::size_t places = 2 * length + 1;
    const auto symbol = [&](std::size_t place) { return place % 2 ? std::size_t(labels[place / 2]) : 0; };
    constexpr double never = -std::numeric_limits<double>::infinity();
    std::vector<double> best(sizes.steps * places, never);
    std::vector<std::size_t> from(sizes.steps * places, 0);
    for (std::size_t t = 0; t < sizes.steps; ++t)
        for (std::size_t u = 0; u < places; ++u) {
            double before = t == 0 && u < 2 ? 0 : never;
            std::size_t last = u;
            for (std::size_t back = 0; t > 0 && back < 3 && back <= u; ++back) {
                const bool jump = back < 2 || (u % 2 && u > 1 && labels[u / 2] != labels[u / 2 - 1]);
                if (jump && best[(t - 1) * places + u - back] > before) {
                    before = best[(t - 1) * places + u - back];
                    last = u - back;
                }
            }
            best[t * places + u] = before + logits[t * sizes.classes + symbol(u)];
            from[t * places + u] = last;
        }
    std::size_t at = places - 1;
    if (length > 0 && best[(sizes.steps - 1) * places + places - 2] > best[(sizes.steps - 1) * places + places - 1])
        at = places - 2;
    std::vector<std::size_t> way(sizes.steps);
    for (std::size_t t = sizes.steps; t-- > 0; at = from[t * places + at])
        way[t] = symbol(at);
    return way;
}

void Finder::visit(const Ctc& op)
{
    const Shape &logits = shape(op.logits), &spelled_by = shape(op.labels);
    if (logits[0] != 1 || number(op.weights, 0) <= 0) // Of several rows, a mean.
        return;
    const reference::CtcSizes sizes{std::size_t(logits[1]), std::size_t(logits[2]), std::size_t(spelled_by[1]), op.zero_infinity};
    std::vector<double> x(count(logits)), room(sizes.room()), slope(count(logits));
    for (std::size_t i = 0; i < x.size(); ++i)
        x[i] = number(op.logits, i);
    std::vector<std::int64_t> labels(sizes.labels);
    for (std::size_t i = 0; i < labels.size(); ++i)
        labels[i] = std::int64_t(number(op.labels, i));
    if (!reference::spelled(sizes, labels.data()))
        return;
    const std::size_t length = reference::length_of(sizes, labels.data());
    const double loss = reference::ctc_row(sizes, x.data(), labels.data(), 1.0, room.data(), slope.data());
    if (!std::isfinite(loss) || loss == 0) // Nothing spells them, or there is no other way.
        return;
    const double parts = double(std::max<std::size_t>(length, 1));
    if (spot_.tensor == op.slope) {
        shares(op.logits);
        double most = -std::numeric_limits<double>::infinity(), sum = 0;
        for (const auto& t : reason_.terms)
            most = std::max(most, t.value);
        for (const auto& t : reason_.terms)
            sum += std::exp(t.value - most);
        reason_.kind = Kind::ShareError;
        reason_.slope = 1 / parts;
        reason_.target = std::exp(reason_.terms[0].value - most) / sum - slope[spot_.element] * parts;
        return;
    }
    reason_.kind = Kind::Spelling;
    reason_.right = length;
    reason_.shift = -loss * parts;
    const auto way = likeliest_way(sizes, x, labels, length);
    for (std::size_t t = 0; t < sizes.steps; ++t) {
        const std::size_t element = t * sizes.classes + way[t];
        term({factor(op.logits, element)});
        reason_.terms.back().value = x[element] - room[t]; // ctc_row() leaves the scale of each step's softmax there.
    }
}

} // namespace loom::explaining
