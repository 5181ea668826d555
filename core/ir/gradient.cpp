#include "ir/gradient.h"
#include "base/result.h"

#include <algorithm>

namespace loom {
namespace {

class Differentiator {
public:
    Differentiator(Program& program, TensorId output, TensorId seed, Wanted wanted)
        : program_(program), gradient_(program.tensors.size(), no_tensor)
    {
        find_needed(wanted);
        gradient_[std::size_t(output)] = seed;
    }

    std::vector<TensorId> run()
    {
        const std::vector<Op> forward = program_.ops;
        for (auto op = forward.rbegin(); op != forward.rend(); ++op)
            std::visit([this](const auto& o) { rule(o); }, *op);
        return std::move(gradient_);
    }

private:
    // Only what a wanted tensor flows into gets a gradient; the rest costs nothing.
    void find_needed(Wanted wanted)
    {
        needed_.assign(program_.tensors.size(), false);
        for (std::size_t i = 0; i < needed_.size(); ++i) {
            const Tensor& t = program_.tensors[i];
            needed_[i] = t.role == Role::Weight ||
                         (wanted == Wanted::WeightsAndInputs && t.role == Role::Input && t.dtype == DType::F32);
        }
        for (const Op& op : program_.ops)
            if (!std::holds_alternative<Cast>(op) && // What flows through whole numbers has no slope.
                std::ranges::any_of(read(op), [&](TensorId id) { return needs(id); }))
                for (TensorId id : written(op))
                    needed_[std::size_t(id)] = true;
    }

    TensorId gradient(TensorId id) const { return gradient_[std::size_t(id)]; }
    bool needs(TensorId id) const { return id != no_tensor && needed_[std::size_t(id)]; }

    TensorId like(TensorId id) { return fresh(Shape(program_.at(id).shape)); }
    TensorId fresh(Shape shape)
    {
        program_.tensors.push_back({.shape = std::move(shape), .role = Role::Gradient});
        gradient_.push_back(no_tensor);
        needed_.push_back(false);
        return TensorId(program_.tensors.size()) - 1;
    }
    TensorId constant_like(TensorId id, double value)
    {
        const TensorId made = like(id);
        program_.at(made).role = Role::Constant;
        program_.at(made).init = {.a = value};
        return made;
    }
    void emit(Op op) { program_.ops.push_back(std::move(op)); }

    /// Adds `piece` to what is known of the gradient of `to`.
    void flow(TensorId to, TensorId piece)
    {
        const TensorId known = gradient(to);
        if (known == no_tensor) {
            gradient_[std::size_t(to)] = piece;
            return;
        }
        const TensorId sum = like(to);
        emit(Binary{BinaryKind::Add, known, piece, sum});
        gradient_[std::size_t(to)] = sum;
    }

    /// Emits what `make` gives for a fresh gradient of `to`, when one is needed.
    template <class Make>
    void flow_op(TensorId to, Make make)
    {
        if (!needs(to))
            return;
        const TensorId piece = like(to);
        emit(make(piece));
        flow(to, piece);
    }

    /// The gradient of a broadcast operand: summed over the axes along which it was repeated.
    void flow_reduced(TensorId to, TensorId piece)
    {
        if (!needs(to))
            return;
        const Shape& from = program_.at(piece).shape;
        const Shape& shape = program_.at(to).shape;
        std::vector<int> axes;
        const auto lead = from.size() - shape.size();
        for (std::size_t i = 0; i < from.size(); ++i)
            if (i < lead || (shape[i - lead] == 1 && from[i] != 1))
                axes.push_back(int(i));
        if (axes.empty())
            return flow(to, piece);
        flow_op(to, [&](TensorId d) { return Op{Reduce{ReduceKind::Sum, piece, d, axes}}; });
    }

    void rule(const MatMul& m)
    {
        const TensorId g = gradient(m.out);
        if (g == no_tensor)
            return;
        if (program_.at(m.a).shape.size() > 2 || program_.at(m.b).shape.size() > 2)
            return batched_rule(m, g);
        flow_op(m.a, [&](TensorId d) {
            return m.transpose_a ? Op{MatMul{m.b, g, d, m.transpose_b, true}} : Op{MatMul{g, m.b, d, false, !m.transpose_b}};
        });
        flow_op(m.b, [&](TensorId d) {
            return m.transpose_b ? Op{MatMul{g, m.a, d, true, m.transpose_a}} : Op{MatMul{m.a, g, d, !m.transpose_a, false}};
        });
    }
    /// Each operand's gradient has the axes of the result in front; those along which it was repeated are summed up.
    void batched_rule(const MatMul& m, TensorId g)
    {
        const Shape shape_a = program_.at(m.a).shape, shape_b = program_.at(m.b).shape, shape_g = program_.at(g).shape;
        // One matrix for many rows, as a layer of weights has it, needs no sum: all rows are one product.
        const bool rows_at_once = shape_b.size() == 2 && !m.transpose_a;
        auto product = [&](TensorId x, TensorId y, bool transpose_x, bool transpose_y, const Shape& of) {
            Shape shape(shape_g.begin(), shape_g.end() - 2);
            shape.insert(shape.end(), of.end() - 2, of.end());
            const TensorId d = fresh(std::move(shape));
            emit(MatMul{x, y, d, transpose_x, transpose_y});
            return d;
        };
        if (needs(m.a))
            flow_reduced(m.a, m.transpose_a ? product(m.b, g, m.transpose_b, true, shape_a)
                                            : product(g, m.b, false, !m.transpose_b, shape_a));
        if (!needs(m.b))
            return;
        if (rows_at_once) {
            auto rows = [&](TensorId x) {
                const Shape& shape = program_.at(x).shape;
                const TensorId flat = fresh({std::int64_t(count(shape)) / shape.back(), shape.back()});
                emit(Reshape{x, flat});
                return flat;
            };
            const TensorId a = rows(m.a), flat_g = rows(g);
            flow_op(m.b, [&](TensorId d) {
                return m.transpose_b ? Op{MatMul{flat_g, a, d, true, false}} : Op{MatMul{a, flat_g, d, true, false}};
            });
            return;
        }
        flow_reduced(m.b, m.transpose_b ? product(g, m.a, true, m.transpose_a, shape_b)
                                        : product(m.a, g, !m.transpose_a, false, shape_b));
    }
    void rule(const Conv& c)
    {
        const TensorId g = gradient(c.out);
        if (g == no_tensor)
            return;
        flow_op(c.x, [&](TensorId d) { return Op{ConvBackwardData{g, c.w, d, c.window, c.groups}}; });
        flow_op(c.w, [&](TensorId d) { return Op{ConvBackwardWeights{c.x, g, d, c.window, c.groups}}; });
    }
    // As a transposed convolution: linear in both, so each way back is the instruction of the other direction.
    void rule(const ConvBackwardData& c)
    {
        const TensorId g = gradient(c.out);
        if (g == no_tensor)
            return;
        flow_op(c.grad, [&](TensorId d) { return Op{Conv{g, c.w, d, c.window, c.groups}}; });
        flow_op(c.w, [&](TensorId d) { return Op{ConvBackwardWeights{g, c.grad, d, c.window, c.groups}}; });
    }
    void rule(const Pool& p)
    {
        if (const TensorId g = gradient(p.out); g != no_tensor)
            flow_op(p.x, [&](TensorId d) { return Op{PoolBackward{p.kind, p.x, p.out, g, d, p.window, p.count_padding, p.power}}; });
    }
    void rule(const BatchNorm& b)
    {
        const TensorId g = gradient(b.y);
        if (g == no_tensor)
            return;
        const TensorId dx = like(b.x), dscale = like(b.scale), dshift = like(b.shift);
        emit(BatchNormBackward{b.x, b.scale, b.mean, b.inv_std, g, dx, dscale, dshift});
        if (needs(b.x))
            flow(b.x, dx);
        flow(b.scale, dscale);
        flow(b.shift, dshift);
    }
    // y = (x − mean)·scale/√(var + ε) + shift is linear in x. Explanations go back through it; training never does.
    void rule(const BatchNormInference& b)
    {
        const TensorId g = gradient(b.y);
        if (g == no_tensor || !needs(b.x))
            return;
        const TensorId no_shift = constant_like(b.shift, 0), no_mean = constant_like(b.mean, 0);
        flow_op(b.x, [&](TensorId d) { return Op{BatchNormInference{g, b.scale, no_shift, no_mean, b.variance, d, b.epsilon}}; });
    }
    void rule(const LayerNorm& o)
    {
        const TensorId g = gradient(o.y);
        if (g == no_tensor)
            return;
        const TensorId dx = like(o.x), dscale = needs(o.scale) ? like(o.scale) : no_tensor,
                       dshift = needs(o.shift) ? like(o.shift) : no_tensor;
        emit(LayerNormBackward{o.x, o.scale, o.mean, o.inv_std, g, dx, dscale, dshift, o.groups, o.rms});
        if (needs(o.x))
            flow(o.x, dx);
        if (dscale != no_tensor)
            flow(o.scale, dscale);
        if (dshift != no_tensor)
            flow(o.shift, dshift);
    }
    void rule(const Lrn& o)
    {
        if (const TensorId g = gradient(o.out); g != no_tensor)
            flow_op(o.x, [&](TensorId d) { return Op{LrnBackward{o.x, g, d, o.response}}; });
    }
    void rule(const Pad& p)
    {
        if (const TensorId g = gradient(p.out); g != no_tensor)
            flow_op(p.x, [&](TensorId d) { return Op{PadBackward{p.kind, g, d, p.begin}}; });
    }
    void rule(const Resize& r)
    {
        if (const TensorId g = gradient(r.out); g != no_tensor)
            flow_op(r.x, [&](TensorId d) { return Op{ResizeBackward{r.kind, g, d}}; });
    }
    void rule(const Eltwise& e)
    {
        if (const TensorId g = gradient(e.out); g != no_tensor)
            flow_op(e.x, [&](TensorId d) { return Op{EltwiseBackward{e.curve, e.x, e.out, g, d, e.alpha}}; });
    }
    void rule(const Softmax& s)
    {
        if (const TensorId g = gradient(s.out); g != no_tensor)
            flow_op(s.x, [&](TensorId d) { return Op{SoftmaxBackward{s.out, g, d, s.log}}; });
    }
    void rule(const Affine& a)
    {
        if (const TensorId g = gradient(a.out); g != no_tensor)
            flow_op(a.x, [&](TensorId d) { return Op{Affine{g, d, a.scale, 0}}; });
    }
    void rule(const Binary& b)
    {
        const TensorId g = gradient(b.out);
        if (g == no_tensor)
            return;
        auto combine = [&](BinaryKind kind, TensorId x, TensorId y) {
            const TensorId d = like(b.out);
            emit(Binary{kind, x, y, d});
            return d;
        };
        auto negative = [&](TensorId x) {
            const TensorId d = like(x);
            emit(Affine{x, d, -1, 0});
            return d;
        };
        switch (b.kind) {
        case BinaryKind::Add:
            flow_reduced(b.a, g);
            flow_reduced(b.b, g);
            return;
        case BinaryKind::Subtract:
            flow_reduced(b.a, g);
            if (needs(b.b))
                flow_reduced(b.b, negative(g));
            return;
        case BinaryKind::Multiply:
            if (needs(b.a))
                flow_reduced(b.a, combine(BinaryKind::Multiply, g, b.b));
            if (needs(b.b))
                flow_reduced(b.b, combine(BinaryKind::Multiply, g, b.a));
            return;
        case BinaryKind::Divide:
            if (needs(b.a))
                flow_reduced(b.a, combine(BinaryKind::Divide, g, b.b));
            if (needs(b.b)) // d(a/b)/db = −(a/b)/b
                flow_reduced(b.b, negative(combine(BinaryKind::Divide, combine(BinaryKind::Multiply, g, b.out), b.b)));
            return;
        case BinaryKind::Maximum:
        case BinaryKind::Minimum: {
            // max(a, b) = b + relu(a − b), min(a, b) = b − relu(b − a): the winner gets the gradient, b the ties.
            const bool max = b.kind == BinaryKind::Maximum;
            const TensorId lead = combine(BinaryKind::Subtract, max ? b.a : b.b, max ? b.b : b.a);
            const TensorId da = like(b.out);
            emit(EltwiseBackward{Curve::Relu, lead, lead, g, da});
            flow_reduced(b.a, da);
            if (needs(b.b))
                flow_reduced(b.b, combine(BinaryKind::Subtract, g, da));
            return;
        }
        }
    }
    void rule(const AddBias& a)
    {
        const TensorId g = gradient(a.out);
        if (g == no_tensor)
            return;
        std::vector<int> axes{0};
        for (std::size_t i = 2; i < program_.at(a.x).shape.size(); ++i)
            axes.push_back(int(i));
        flow_op(a.bias, [&](TensorId d) { return Op{Reduce{ReduceKind::Sum, g, d, axes}}; });
        if (needs(a.x))
            flow(a.x, g); // The bias leaves x's gradient unchanged.
    }
    void rule(const Reduce& r)
    {
        const TensorId g = gradient(r.out);
        if (g == no_tensor)
            return;
        double scale = 1;
        if (r.kind == ReduceKind::Mean)
            for (int axis : r.axes)
                scale /= double(program_.at(r.x).shape[std::size_t(axis)]);
        flow_op(r.x, [&](TensorId d) { return Op{Expand{g, d, r.axes, scale}}; });
    }
    void rule(const Expand& e)
    {
        const TensorId g = gradient(e.out);
        if (g == no_tensor || !needs(e.x))
            return;
        const TensorId sum = like(e.x);
        emit(Reduce{ReduceKind::Sum, g, sum, e.axes});
        flow_op(e.x, [&](TensorId d) { return Op{Affine{sum, d, e.scale, 0}}; });
    }
    void rule(const Reshape& r)
    {
        if (const TensorId g = gradient(r.out); g != no_tensor)
            flow_op(r.x, [&](TensorId d) { return Op{Reshape{g, d}}; });
    }
    void rule(const Concat& c)
    {
        const TensorId g = gradient(c.out);
        if (g == no_tensor)
            return;
        std::int64_t begin = 0;
        for (TensorId x : c.inputs) {
            flow_op(x, [&](TensorId d) { return Op{Slice{g, d, c.axis, begin}}; });
            begin += program_.at(x).shape[std::size_t(c.axis)];
        }
    }
    void rule(const Slice& s)
    {
        if (const TensorId g = gradient(s.out); g != no_tensor)
            flow_op(s.x, [&](TensorId d) { return Op{SliceBackward{g, d, s.axis, s.begin}}; });
    }
    void rule(const Permute& p)
    {
        if (const TensorId g = gradient(p.out); g != no_tensor)
            flow_op(p.x, [&](TensorId d) {
                std::vector<int> back(p.perm.size());
                for (std::size_t i = 0; i < back.size(); ++i)
                    back[std::size_t(p.perm[i])] = int(i);
                return Op{Permute{g, d, std::move(back)}};
            });
    }
    void rule(const Gather& o)
    {
        if (const TensorId g = gradient(o.out); g != no_tensor)
            flow_op(o.x, [&](TensorId d) { return Op{GatherBackward{g, o.indices, d, o.axis}}; });
    }
    void rule(const Recurrent& r)
    {
        const TensorId g = gradient(r.y), g_last = gradient(r.last);
        if (g == no_tensor && g_last == no_tensor)
            return;
        const TensorId dx = needs(r.x) ? like(r.x) : no_tensor, dwx = like(r.wx), dwh = like(r.wh), dbias = like(r.bias),
                       dback = r.recurrent_bias == no_tensor ? no_tensor : like(r.recurrent_bias);
        emit(RecurrentBackward{r.cell, r.x, r.wx, r.wh, r.lengths, r.mask, r.y, r.gates, r.inner, g, g_last, dx, dwx,
                               dwh, dbias, dback, r.reverse});
        const std::pair<TensorId, TensorId> pieces[] = {
            {r.x, dx}, {r.wx, dwx}, {r.wh, dwh}, {r.bias, dbias}, {r.recurrent_bias, dback}};
        for (const auto& [to, piece] : pieces)
            if (needs(to))
                flow(to, piece);
    }
    void rule(const MaskedSoftmax& m)
    {
        if (const TensorId g = gradient(m.out); g != no_tensor)
            flow_op(m.x, [&](TensorId d) { return Op{SoftmaxBackward{m.out, g, d, false}}; });
    }
    void rule(const Dropout& o)
    {
        if (const TensorId g = gradient(o.out); g != no_tensor)
            flow_op(o.x, [&](TensorId d) { return Op{Dropout{g, o.clock, d, o.rate, o.stream}}; });
    }
    void rule(const CrossEntropy& c)
    {
        if (const TensorId g = gradient(c.loss); g != no_tensor)
            flow_op(c.logits, [&](TensorId d) {
                return Op{CrossEntropyBackward{c.logits, c.labels, c.weights, c.class_weights, g, d, c.smoothing}};
            });
    }
    void rule(const PointwiseLoss& p)
    {
        if (const TensorId g = gradient(p.loss); g != no_tensor)
            flow_op(p.prediction, [&](TensorId d) {
                return Op{PointwiseLossBackward{p.kind, p.prediction, p.target, p.weights, g, d, p.parameter, p.smoothing}};
            });
    }
    // Counting and whole numbers are not smooth, and the others appear behind a loss only. Named one by one, so that a new instruction
    // without a gradient rule does not compile.
    void rule(const CountCorrect&) {}
    void rule(const Cast&) {}
    void rule(const GatherBackward&) {}
    void rule(const RecurrentBackward&) {}
    void rule(const ConvBackwardWeights&) {}
    void rule(const PoolBackward&) {}
    void rule(const BatchNormBackward&) {}
    void rule(const LayerNormBackward&) {}
    void rule(const LrnBackward&) {}
    void rule(const PadBackward&) {}
    void rule(const ResizeBackward&) {}
    void rule(const NormalNoise&) {}
    void rule(const EltwiseBackward&) {}
    void rule(const SoftmaxBackward&) {}
    void rule(const SliceBackward&) {}
    void rule(const CrossEntropyBackward&) {}
    void rule(const PointwiseLossBackward&) {}
    void rule(const SgdUpdate&) {}
    void rule(const AdaGradUpdate&) {}
    void rule(const RmsPropUpdate&) {}
    void rule(const AdamUpdate&) {}
    void rule(const LionUpdate&) {}
    void rule(const ClipFactor&) {}

    Program& program_;
    std::vector<TensorId> gradient_;
    std::vector<bool> needed_;
};

} // namespace

std::vector<TensorId> differentiate(Program& program, TensorId output, TensorId seed, Wanted wanted)
{
    return Differentiator(program, output, seed, wanted).run();
}

} // namespace loom
