#pragma once
#include "evaluate/explain.h"
#include "ir/arithmetic.h"
#include "ir/resample.h"

#include <algorithm>
#include <cmath>
#include <optional>

// How explain.cpp finds a reason; one file for the rules of each kind of instruction.
namespace loom::explaining {

using Kind = Reason::Kind;
using Place = std::vector<std::int64_t>;

inline Place place_of(const Shape& shape, std::size_t element)
{
    Place place(shape.size());
    for (std::size_t i = shape.size(); i-- > 0;) {
        place[i] = std::int64_t(element % std::size_t(shape[i]));
        element /= std::size_t(shape[i]);
    }
    return place;
}

inline std::size_t element_at(const Shape& shape, const Place& place)
{
    std::size_t element = 0;
    for (std::size_t i = 0; i < shape.size(); ++i)
        element = element * std::size_t(shape[i]) + std::size_t(place[i]);
    return element;
}

/// Where numpy's rule finds the value for a place of the result: axes are aligned at the last one.
inline std::size_t broadcast(const Shape& shape, const Place& place)
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
inline std::optional<Place> looked_at(const Window& w, const Place& result, const Place& within, const Shape& spatial)
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
inline std::optional<Place> looked_from(const Window& w, const Place& at, const Place& within, const Shape& results)
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
inline Shape spatial(const Shape& s)
{
    return Shape(s.begin() + 2, s.end());
}
inline Place joined(std::int64_t n, std::int64_t c, const Place& at)
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

    Reason find();

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

    void finish();

    // explain_windows.cpp
    void visit(const Conv& op);
    void visit(const ConvBackwardData& op);
    void visit(const ConvBackwardWeights& op);
    /// What a window of a pool holds at a place of its result.
    std::vector<std::size_t> pooled(const Window& w, const Shape& x, std::int64_t n, std::int64_t c, const Place& at) const;
    void visit(const Pool& op);
    void visit(const PoolBackward& op);
    void tapped(TensorId from, const std::vector<AxisTaps>& taps);
    void visit(const Pad& op);
    void visit(const PadBackward& op);
    void visit(const Resize& op);
    void visit(const ResizeBackward& op);

    // explain_elements.cpp
    void visit(const MatMul& op);
    /// The last two axes are meant as they are, those in front by numpy's rule.
    static std::size_t broadcast_front(const Shape& s, const Place& place);
    void visit(const Eltwise& op);
    void visit(const EltwiseBackward& op);
    void visit(const Affine& op);
    void visit(const Binary& op);
    void visit(const Where& op);
    void visit(const AddBias& op);
    void visit(const Reduce& op);
    void visit(const Expand& op);
    void visit(const CumSum& op);

    // explain_moves.cpp
    void visit(const Reshape& op);
    void visit(const Concat& op);
    void visit(const Slice& op);
    void visit(const SliceBackward& op);
    void visit(const Permute& op);
    void visit(const Cast& op);
    std::int64_t index(TensorId indices, std::size_t element, std::int64_t size) const;
    void visit(const Gather& op);
    void visit(const GatherBackward& op);

    // explain_norms.cpp
    void normalised(TensorId x, TensorId scale, TensorId shift, double mean, double inverse);
    void visit(const BatchNormInference& op);
    void visit(const LayerNorm& op);
    /// What is normalised together with one number, each with its place in the stored order.
    std::vector<std::size_t> together(const Shape& x, std::int64_t groups, std::size_t element) const;
    void norm_slope(TensorId x, TensorId scale, TensorId grad, const std::vector<std::size_t>& together, double mean, double inverse, bool rms);
    void scale_slope(TensorId x, TensorId grad, const std::function<std::pair<double, double>(std::size_t)>& mean_and_inverse);
    void visit(const BatchNorm& op);
    void visit(const BatchNormBackward& op);
    void visit(const LayerNormBackward& op);

    // explain_shares.cpp
    void shares(TensorId x);
    void visit(const Softmax& op);
    void visit(const SoftmaxBackward& op);
    void visit(const MaskedSoftmax& op);
    void visit(const CrossEntropy& op);
    void visit(const CrossEntropyBackward& op);
    void visit(const PointwiseLossBackward& op);
    void visit(const Ctc& op);

    // explain_cells.cpp
    struct Steps {
        std::int64_t batch, all, length; // Of the sample; how many steps it has.
        bool reverse;
        std::int64_t before(std::int64_t t) const { return reverse ? t + 1 : t - 1; }
        bool has(std::int64_t t) const { return t >= 0 && t < length; }
    };
    /// The sum that a column of the gates is the curve of.
    void gate(const Recurrent& op, const Steps& steps, std::int64_t step, std::int64_t column);
    void cell_state(const Recurrent& op, const Steps& steps, std::int64_t step, std::int64_t unit);
    void inner(const Recurrent& op, const Steps& steps, std::int64_t step, std::int64_t unit);
    void visit(const Recurrent& op);

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

} // namespace loom::explaining
