#include "evaluate/explain.h"
#include "ir/arithmetic.h"
#include "ir/resample.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace loom {
namespace {

using Kind = Reason::Kind;
using Place = std::vector<std::int64_t>;

Place place_of(const Shape& shape, std::size_t element)
{
    Place place(shape.size());
    for (std::size_t i = shape.size(); i-- > 0;) {
        place[i] = std::int64_t(element % std::size_t(shape[i]));
        element /= std::size_t(shape[i]);
    }
    return place;
}

std::size_t element_at(const Shape& shape, const Place& place)
{
    std::size_t element = 0;
    for (std::size_t i = 0; i < shape.size(); ++i)
        element = element * std::size_t(shape[i]) + std::size_t(place[i]);
    return element;
}

/// Where numpy's rule finds the value for a place of the result: axes are aligned at the last one.
std::size_t broadcast(const Shape& shape, const Place& place)
{
    Place own(place.end() - std::ptrdiff_t(shape.size()), place.end());
    for (std::size_t i = 0; i < own.size(); ++i)
        if (shape[i] == 1)
            own[i] = 0;
    return element_at(shape, own);
}

/// Goes through all places of a box.
template <class F>
void each_place(const Shape& box, F&& visit)
{
    if (std::ranges::find(box, 0) != box.end())
        return;
    Place place(box.size(), 0);
    while (true) {
        visit(static_cast<const Place&>(place));
        std::size_t i = box.size();
        while (i-- > 0) {
            if (++place[i] < box[i])
                break;
            place[i] = 0;
        }
        if (i == std::size_t(-1))
            return;
    }
}

/// Where along each axis a window at `result` looks with its place `within`; nothing where that is padding.
std::optional<Place> looked_at(const Window& w, const Place& result, const Place& within, const Shape& spatial)
{
    Place at(result.size());
    for (std::size_t i = 0; i < at.size(); ++i) {
        at[i] = result[i] * w.stride[i] - w.pad_begin[i] + w.dilation[i] * within[i];
        if (at[i] < 0 || at[i] >= spatial[i])
            return {};
    }
    return at;
}
/// The place of the result whose window looks at `at` with its place `within`.
std::optional<Place> looked_from(const Window& w, const Place& at, const Place& within, const Shape& results)
{
    Place from(at.size());
    for (std::size_t i = 0; i < at.size(); ++i) {
        const auto reach = at[i] + w.pad_begin[i] - w.dilation[i] * within[i];
        if (reach < 0 || reach % w.stride[i] != 0 || reach / w.stride[i] >= results[i])
            return {};
        from[i] = reach / w.stride[i];
    }
    return from;
}
Shape spatial(const Shape& s)
{
    return Shape(s.begin() + 2, s.end());
}
Place joined(std::int64_t n, std::int64_t c, const Place& at)
{
    Place place{n, c};
    place.insert(place.end(), at.begin(), at.end());
    return place;
}

class Finder {
public:
    Finder(const Program& program, const Spot& spot, const SpotReader& reader)
        : program_(program), spot_(spot), read_(reader), place_(place_of(program.at(spot.tensor).shape, spot.element))
    {
    }

    Reason find()
    {
        for (std::size_t i = program_.ops.size(); i-- > 0;)
            if (const auto made = written(program_.ops[i]); std::ranges::find(made, spot_.tensor) != made.end()) {
                reason_.op = i;
                reason_.kind = Kind::Formula;
                std::visit([this](const auto& op) { visit(op); }, program_.ops[i]);
                break;
            }
        finish();
        return std::move(reason_);
    }

private:
    const Shape& shape(TensorId id) const { return program_.at(id).shape; }
    double number(TensorId id, std::size_t element) const { return read_({id, element}); }
    Reason::Factor factor(TensorId id, std::size_t element) const { return {{id, element}, number(id, element)}; }
    void term(std::vector<Reason::Factor> factors, double times = 1)
    {
        double value = times;
        for (const auto& f : factors)
            value *= f.number;
        reason_.terms.push_back({std::move(factors), times, value});
    }
    void copy(TensorId id, std::size_t element, double times = 1)
    {
        reason_.kind = Kind::Sum;
        term({factor(id, element)}, times);
    }

    void finish()
    {
        Reason& r = reason_;
        r.all_terms = r.terms.size();
        r.result = std::numeric_limits<double>::quiet_NaN();
        const auto front = [&](auto better) {
            const auto best = std::min_element(r.terms.begin(), r.terms.end(),
                                               [&](const auto& a, const auto& b) { return better(a.value, b.value); });
            if (best != r.terms.end())
                std::rotate(r.terms.begin(), best, best + 1);
        };
        std::size_t kept = 0;
        switch (r.kind) {
        case Kind::Given:
            r.result = read_(spot_);
            return;
        case Kind::Sum:
            r.result = r.shift;
            for (const auto& t : r.terms)
                r.result += t.value;
            break;
        case Kind::Largest:
            front(std::greater<>());
            r.result = r.terms.empty() ? -std::numeric_limits<double>::infinity() : r.terms.front().value;
            kept = 1;
            break;
        case Kind::Smallest:
            front(std::less<>());
            r.result = r.terms.empty() ? std::numeric_limits<double>::infinity() : r.terms.front().value;
            kept = 1;
            break;
        case Kind::Share:
        case Kind::LogShare:
        case Kind::ShareError:
        case Kind::Surprise: {
            if (r.terms.empty())
                return;
            double most = -std::numeric_limits<double>::infinity(), sum = 0;
            for (const auto& t : r.terms)
                most = std::max(most, t.value);
            for (const auto& t : r.terms)
                sum += std::exp(t.value - most);
            const auto log_share = [&](std::size_t i) { return r.terms[i].value - most - std::log(sum); };
            r.result = r.kind == Kind::Share      ? std::exp(log_share(0))
                       : r.kind == Kind::LogShare ? log_share(0)
                       : r.kind == Kind::Surprise ? -log_share(r.right)
                                                  : (std::exp(log_share(0)) - r.target) * r.slope;
            if (r.kind == Kind::Surprise) {
                std::rotate(r.terms.begin(), r.terms.begin() + std::ptrdiff_t(r.right), r.terms.begin() + std::ptrdiff_t(r.right) + 1);
                r.right = 0;
            }
            kept = 1;
            break;
        }
        case Kind::Normalised:
            r.result = (r.terms[0].value - r.mean) * r.inverse * r.scale + r.shift;
            return;
        case Kind::Curve:
            r.result = read_(spot_);
            return;
        case Kind::Slope:
            r.result = r.terms[0].value * r.slope;
            return;
        case Kind::Formula:
            kept = 1;
            break;
        }
        std::stable_sort(r.terms.begin() + std::ptrdiff_t(std::min(kept, r.terms.size())), r.terms.end(),
                         [](const auto& a, const auto& b) { return std::abs(a.value) > std::abs(b.value); });
        while (r.terms.size() > most_terms) {
            r.rest += r.terms.back().value;
            r.terms.pop_back();
        }
    }

    // ---- One rule for each instruction ------------------------------------------------------------------------------
    void visit(const MatMul& op)
    {
        reason_.kind = Kind::Sum;
        const Shape &a = shape(op.a), &b = shape(op.b);
        const auto inner = op.transpose_a ? a[a.size() - 2] : a.back();
        Place at_a = place_, at_b = place_;
        const std::size_t n = place_.size();
        const auto row = place_[n - 2], column = place_[n - 1];
        for (std::int64_t k = 0; k < inner; ++k) {
            at_a[n - 2] = op.transpose_a ? k : row;
            at_a[n - 1] = op.transpose_a ? row : k;
            at_b[n - 2] = op.transpose_b ? column : k;
            at_b[n - 1] = op.transpose_b ? k : column;
            term({factor(op.a, broadcast_front(a, at_a)), factor(op.b, broadcast_front(b, at_b))});
        }
    }
    /// The last two axes are meant as they are, those in front by numpy's rule.
    static std::size_t broadcast_front(const Shape& s, const Place& place)
    {
        Place own(place.end() - std::ptrdiff_t(s.size()), place.end());
        for (std::size_t i = 0; i + 2 < own.size(); ++i)
            if (s[i] == 1)
                own[i] = 0;
        return element_at(s, own);
    }
    void visit(const Conv& op)
    {
        reason_.kind = Kind::Sum;
        const Shape &x = shape(op.x), &w = shape(op.w);
        const auto group = place_[1] / (w[0] / op.groups);
        const Place at(place_.begin() + 2, place_.end());
        for (std::int64_t c = 0; c < w[1]; ++c)
            each_place(spatial(w), [&](const Place& within) {
                if (const auto from = looked_at(op.window, at, within, spatial(x)))
                    term({factor(op.w, element_at(w, joined(place_[1], c, within))),
                          factor(op.x, element_at(x, joined(place_[0], group * w[1] + c, *from)))});
            });
    }
    void visit(const ConvBackwardData& op)
    {
        reason_.kind = Kind::Sum;
        const Shape &g = shape(op.grad), &w = shape(op.w);
        const auto group = place_[1] / w[1], filters = w[0] / op.groups;
        const Place at(place_.begin() + 2, place_.end());
        for (std::int64_t o = group * filters; o < (group + 1) * filters; ++o)
            each_place(spatial(w), [&](const Place& within) {
                if (const auto from = looked_from(op.window, at, within, spatial(g)))
                    term({factor(op.w, element_at(w, joined(o, place_[1] % w[1], within))),
                          factor(op.grad, element_at(g, joined(place_[0], o, *from)))});
            });
    }
    void visit(const ConvBackwardWeights& op)
    {
        reason_.kind = Kind::Sum;
        const Shape &x = shape(op.x), &g = shape(op.grad), &w = shape(op.out);
        const auto group = place_[0] / (w[0] / op.groups);
        const Place within(place_.begin() + 2, place_.end());
        for (std::int64_t n = 0; n < x[0]; ++n)
            each_place(spatial(g), [&](const Place& at) {
                if (const auto from = looked_at(op.window, at, within, spatial(x)))
                    term({factor(op.grad, element_at(g, joined(n, place_[0], at))),
                          factor(op.x, element_at(x, joined(n, group * w[1] + place_[1], *from)))});
            });
    }
    /// What a window of a pool holds at a place of its result.
    std::vector<std::size_t> pooled(const Window& w, const Shape& x, std::int64_t n, std::int64_t c, const Place& at) const
    {
        std::vector<std::size_t> found;
        each_place(w.kernel, [&](const Place& within) {
            if (const auto from = looked_at(w, at, within, spatial(x)))
                found.push_back(element_at(x, joined(n, c, *from)));
        });
        return found;
    }
    void visit(const Pool& op)
    {
        const auto held = pooled(op.window, shape(op.x), place_[0], place_[1], Place(place_.begin() + 2, place_.end()));
        reason_.kind = op.kind == PoolKind::Max ? Kind::Largest : op.kind == PoolKind::Average ? Kind::Sum : Kind::Formula;
        const double share = op.kind != PoolKind::Average ? 1
                                                          : 1.0 / double(op.count_padding ? count(op.window.kernel) : held.size());
        for (const std::size_t element : held)
            term({factor(op.x, element)}, share);
    }
    void visit(const PoolBackward& op)
    {
        if (op.kind == PoolKind::Norm)
            return term({factor(op.x, spot_.element)});
        reason_.kind = Kind::Sum;
        const Shape &x = shape(op.x), &g = shape(op.grad);
        const Place at(place_.begin() + 2, place_.end());
        each_place(op.window.kernel, [&](const Place& within) {
            const auto from = looked_from(op.window, at, within, spatial(g));
            if (!from)
                return;
            const auto held = pooled(op.window, x, place_[0], place_[1], *from);
            const std::size_t element = element_at(g, joined(place_[0], place_[1], *from));
            if (op.kind == PoolKind::Average)
                return term({factor(op.grad, element)}, 1.0 / double(op.count_padding ? count(op.window.kernel) : held.size()));
            const auto first = std::ranges::max_element(held, {}, [&](std::size_t e) { return number(op.x, e); });
            if (*first == spot_.element)
                term({factor(op.grad, element)});
        });
    }
    void visit(const Eltwise& op)
    {
        term({factor(op.x, spot_.element)});
        reason_.kind = Kind::Curve;
        reason_.curve = op.curve;
    }
    void visit(const EltwiseBackward& op)
    {
        term({factor(op.grad, spot_.element)});
        reason_.kind = Kind::Slope;
        reason_.curve = op.curve;
        const double back = reason_.terms[0].value;
        reason_.slope = back == 0 ? 0 : read_(spot_) / back;
    }
    void shares(TensorId x)
    {
        const auto width = std::size_t(shape(x).back()), first = spot_.element / width * width;
        term({factor(x, spot_.element)});
        for (std::size_t i = first; i < first + width; ++i)
            if (i != spot_.element)
                term({factor(x, i)});
    }
    void visit(const Softmax& op)
    {
        reason_.kind = op.log ? Kind::LogShare : Kind::Share;
        shares(op.x);
    }
    void visit(const SoftmaxBackward& op)
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
    void visit(const Affine& op)
    {
        copy(op.x, spot_.element, op.scale);
        reason_.shift = op.shift;
    }
    void visit(const Binary& op)
    {
        if (program_.at(op.out).dtype != DType::F32 && program_.at(op.out).dtype != DType::F64)
            return;
        const auto a = factor(op.a, broadcast(shape(op.a), place_)), b = factor(op.b, broadcast(shape(op.b), place_));
        switch (op.kind) {
        case BinaryKind::Add:
        case BinaryKind::Subtract:
            reason_.kind = Kind::Sum;
            term({a});
            return term({b}, op.kind == BinaryKind::Add ? 1 : -1);
        case BinaryKind::Multiply:
            reason_.kind = Kind::Sum;
            return term({a, b});
        case BinaryKind::Divide:
            reason_.kind = Kind::Sum;
            return term({a}, 1 / b.number);
        case BinaryKind::Maximum:
        case BinaryKind::Minimum:
            reason_.kind = op.kind == BinaryKind::Maximum ? Kind::Largest : Kind::Smallest;
            term({a});
            return term({b});
        case BinaryKind::Power:
        case BinaryKind::Modulo:
        case BinaryKind::Remainder:
            term({a});
            return term({b});
        }
    }
    void visit(const Where& op)
    {
        const bool yes = number(op.condition, broadcast(shape(op.condition), place_)) != 0;
        const TensorId taken = yes ? op.a : op.b;
        copy(taken, broadcast(shape(taken), place_));
    }
    void visit(const AddBias& op)
    {
        copy(op.x, spot_.element);
        term({factor(op.bias, std::size_t(place_[1]))});
    }
    void visit(const Reduce& op)
    {
        if (op.kind == ReduceKind::Product || op.kind == ReduceKind::LogSumExp)
            return;
        const Shape& x = shape(op.x);
        const bool stays = shape(op.out).size() == x.size();
        Place at(x.size(), 0);
        Shape box;
        for (std::size_t i = 0, own = 0; i < x.size(); ++i) {
            const bool goes = std::ranges::find(op.axes, int(i)) != op.axes.end();
            if (goes)
                box.push_back(x[i]);
            else
                at[i] = place_[stays ? i : own];
            own += !goes;
        }
        reason_.kind = op.kind == ReduceKind::Max   ? Kind::Largest
                       : op.kind == ReduceKind::Min ? Kind::Smallest
                                                    : Kind::Sum;
        const double share = op.kind == ReduceKind::Mean ? 1.0 / double(count(box)) : 1;
        each_place(box, [&](const Place& over) {
            for (std::size_t i = 0; i < over.size(); ++i)
                at[std::size_t(op.axes[i])] = over[i];
            term({factor(op.x, element_at(x, at))}, share);
        });
    }
    void visit(const Expand& op)
    {
        const Shape& x = shape(op.x);
        Place at;
        const bool stays = x.size() == place_.size();
        for (std::size_t i = 0; i < place_.size(); ++i) {
            const bool repeated = std::ranges::find(op.axes, int(i)) != op.axes.end();
            if (!repeated)
                at.push_back(place_[i]);
            else if (stays)
                at.push_back(0);
        }
        copy(op.x, element_at(x, at), op.scale);
    }
    void visit(const CumSum& op)
    {
        reason_.kind = Kind::Sum;
        Place at = place_;
        const auto axis = std::size_t(op.axis), own = std::size_t(place_[axis]);
        for (std::size_t i = 0; i < std::size_t(shape(op.x)[axis]); ++i) {
            const bool in = op.reverse ? i > own || (!op.exclusive && i == own) : i < own || (!op.exclusive && i == own);
            at[axis] = std::int64_t(i);
            if (in)
                term({factor(op.x, element_at(shape(op.x), at))});
        }
    }
    void visit(const Reshape& op) { copy(op.x, spot_.element); }
    void visit(const Concat& op)
    {
        Place at = place_;
        for (const TensorId in : op.inputs) {
            const auto size = shape(in)[std::size_t(op.axis)];
            if (at[std::size_t(op.axis)] < size)
                return copy(in, element_at(shape(in), at));
            at[std::size_t(op.axis)] -= size;
        }
    }
    void visit(const Slice& op)
    {
        Place at = place_;
        at[std::size_t(op.axis)] += op.begin;
        copy(op.x, element_at(shape(op.x), at));
    }
    void visit(const SliceBackward& op)
    {
        Place at = place_;
        at[std::size_t(op.axis)] -= op.begin;
        reason_.kind = Kind::Sum;
        if (at[std::size_t(op.axis)] >= 0 && at[std::size_t(op.axis)] < shape(op.grad)[std::size_t(op.axis)])
            copy(op.grad, element_at(shape(op.grad), at));
    }
    void visit(const Permute& op)
    {
        Place at(place_.size());
        for (std::size_t i = 0; i < place_.size(); ++i)
            at[std::size_t(op.perm[i])] = place_[i];
        copy(op.x, element_at(shape(op.x), at));
    }
    void visit(const Cast& op)
    {
        if (program_.at(op.x).dtype == DType::F32 || program_.at(op.x).dtype == DType::F64)
            if (program_.at(op.out).dtype == DType::F32 || program_.at(op.out).dtype == DType::F64)
                copy(op.x, spot_.element);
    }
    std::int64_t index(TensorId indices, std::size_t element, std::int64_t size) const
    {
        return std::clamp<std::int64_t>(std::int64_t(number(indices, element)), 0, size - 1);
    }
    void visit(const Gather& op)
    {
        const Shape &x = shape(op.x), &indices = shape(op.indices);
        const auto axis = std::size_t(op.axis), many = indices.size();
        const Place which(place_.begin() + std::ptrdiff_t(axis), place_.begin() + std::ptrdiff_t(axis + many));
        Place at(place_.begin(), place_.begin() + std::ptrdiff_t(axis));
        at.push_back(index(op.indices, element_at(indices, which), x[axis]));
        at.insert(at.end(), place_.begin() + std::ptrdiff_t(axis + many), place_.end());
        copy(op.x, element_at(x, at));
    }
    void visit(const GatherBackward& op)
    {
        reason_.kind = Kind::Sum;
        const Shape &g = shape(op.grad), &indices = shape(op.indices);
        const auto axis = std::size_t(op.axis);
        each_place(indices, [&](const Place& which) {
            if (index(op.indices, element_at(indices, which), shape(op.out)[axis]) != place_[axis])
                return;
            Place at(place_.begin(), place_.begin() + std::ptrdiff_t(axis));
            at.insert(at.end(), which.begin(), which.end());
            at.insert(at.end(), place_.begin() + std::ptrdiff_t(axis) + 1, place_.end());
            term({factor(op.grad, element_at(g, at))});
        });
    }
    void tapped(TensorId from, const std::vector<AxisTaps>& taps)
    {
        reason_.kind = Kind::Sum;
        Shape box;
        for (std::size_t i = 0; i < taps.size(); ++i)
            box.push_back(std::int64_t(taps[i][std::size_t(place_[i + 2])].size()));
        each_place(box, [&](const Place& which) {
            Place at{place_[0], place_[1]};
            double weight = 1;
            for (std::size_t i = 0; i < taps.size(); ++i) {
                const Tap& tap = taps[i][std::size_t(place_[i + 2])][std::size_t(which[i])];
                at.push_back(tap.from);
                weight *= tap.weight;
            }
            term({factor(from, element_at(shape(from), at))}, weight);
        });
    }
    void visit(const Pad& op) { tapped(op.x, taps_of(op, program_)); }
    void visit(const PadBackward& op) { tapped(op.grad, taps_of(op, program_)); }
    void visit(const Resize& op) { tapped(op.x, taps_of(op, program_)); }
    void visit(const ResizeBackward& op) { tapped(op.grad, taps_of(op, program_)); }
    void normalised(TensorId x, TensorId scale, TensorId shift, double mean, double inverse)
    {
        term({factor(x, spot_.element)});
        const auto channel = std::size_t(place_[1]);
        reason_.kind = Kind::Normalised;
        reason_.mean = mean;
        reason_.inverse = inverse;
        reason_.scale = scale == no_tensor ? 1 : number(scale, channel);
        reason_.shift = shift == no_tensor ? 0 : number(shift, channel);
    }
    void visit(const BatchNormInference& op)
    {
        if (spot_.tensor == op.y)
            normalised(op.x, op.scale, op.shift, number(op.mean, std::size_t(place_[1])),
                       1 / std::sqrt(number(op.variance, std::size_t(place_[1])) + op.epsilon));
    }
    void visit(const LayerNorm& op)
    {
        if (spot_.tensor != op.y)
            return;
        const Shape& x = shape(op.x);
        const auto places = std::int64_t(count(x)) / (x[0] * x[1]);
        const auto at = std::int64_t(spot_.element) % places;
        const auto group = op.groups == 0 ? place_[0] * places + at : place_[0] * op.groups + place_[1] / (x[1] / op.groups);
        normalised(op.x, op.scale, op.shift, op.rms ? 0 : number(op.mean, std::size_t(group)), number(op.inv_std, std::size_t(group)));
    }
    void visit(const MaskedSoftmax& op)
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
    void visit(const CrossEntropy& op)
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
    void visit(const CrossEntropyBackward& op)
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
    void visit(const PointwiseLossBackward& op)
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
    /// What is left is told by the layer's formula, from what goes in.
    template <class O>
    void visit(const O& op)
    {
        for (const TensorId in : read(Op(op)))
            if (program_.at(in).dtype == DType::F32 && count(shape(in)) == count(shape(spot_.tensor)))
                term({factor(in, spot_.element)});
    }

    const Program& program_;
    const Spot spot_;
    const SpotReader& read_;
    const Place place_;
    Reason reason_;
};

/// The factor of a term that an instruction made within the layer; null where all are known.
const Reason::Factor* inner(const Program& program, const Reason::Term& term, const std::set<TensorId>& known)
{
    for (const Reason::Factor& f : term.factors) {
        const Role role = program.at(f.spot.tensor).role;
        const bool given = role == Role::Input || role == Role::Weight || role == Role::State || role == Role::Constant;
        if (!given && !known.contains(f.spot.tensor))
            return &f;
    }
    return nullptr;
}

} // namespace

Reason reason_of(const Program& program, const Spot& spot, const SpotReader& read)
{
    return Finder(program, spot, read).find();
}

std::vector<Reason> reasons_of(const Program& program, const Spot& spot, const std::set<TensorId>& known, const SpotReader& read)
{
    std::vector<Reason> reasons;
    std::optional<Spot> next = spot;
    for (int depth = 0; next && depth < 12; ++depth) {
        Reason reason = reason_of(program, *next, read);
        next.reset();
        // A sum, of which one part is a sum within the layer: one sum.
        for (int merged = 0; reason.kind == Kind::Sum && reason.all_terms <= 3 && merged < 12; ++merged) {
            const auto open = std::ranges::find_if(reason.terms, [&](const Reason::Term& t) {
                return t.factors.size() == 1 && inner(program, t, known) != nullptr;
            });
            if (open == reason.terms.end())
                break;
            const Reason::Term outer = *open;
            Reason within = reason_of(program, outer.factors[0].spot, read);
            if (within.kind != Kind::Sum)
                break;
            reason.terms.erase(open);
            for (Reason::Term& t : within.terms) {
                t.times *= outer.times;
                t.value *= outer.times;
                reason.terms.push_back(std::move(t));
            }
            reason.all_terms += within.all_terms - 1;
            reason.shift += within.shift * outer.times;
            reason.rest += within.rest * outer.times;
            std::ranges::stable_sort(reason.terms, std::greater<>(), [](const Reason::Term& t) { return std::abs(t.value); });
            while (reason.terms.size() > most_terms) {
                reason.rest += reason.terms.back().value;
                reason.terms.pop_back();
            }
        }
        // What one number of the layer's inside was bent, scaled or shared out from: why that one is what it is.
        const bool one = reason.terms.size() == 1 || reason.kind == Kind::Curve || reason.kind == Kind::Slope ||
                         reason.kind == Kind::Normalised || reason.kind == Kind::Largest || reason.kind == Kind::Share;
        if (one && !reason.terms.empty() && reason.kind != Kind::Formula)
            if (const auto* open = inner(program, reason.terms.front(), known))
                next = open->spot;
        const bool moved = reason.kind == Kind::Sum && reason.all_terms == 1 && reason.shift == 0 && reason.terms[0].times == 1 &&
                           reason.terms[0].factors.size() == 1;
        if (!(moved && next))
            reasons.push_back(std::move(reason));
    }
    std::ranges::reverse(reasons);
    return reasons;
}

} // namespace loom
