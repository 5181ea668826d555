#include "ir/gradient.h"
#include "base/result.h"

#include <algorithm>

namespace loom {
namespace {

class Differentiator {
public:
    Differentiator(Program& program, TensorId output, TensorId seed, std::span<const TensorId> wanted)
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
    void find_needed(std::span<const TensorId> wanted)
    {
        needed_.assign(program_.tensors.size(), false);
        for (TensorId id : wanted)
            needed_[std::size_t(id)] = true;
        for (const Op& op : program_.ops)
            if (!std::holds_alternative<Cast>(op) && // What flows through whole numbers has no slope.
                !std::holds_alternative<Assign>(op) &&
                std::ranges::any_of(read(op), [&](TensorId id) { return needs(id); }))
                for (TensorId id : written(op))
                    if (program_.at(id).role != Role::Weight) // An earlier update of one.
                        needed_[std::size_t(id)] = is_real(program_.at(id).dtype);
    }

    TensorId gradient(TensorId id) const { return gradient_[std::size_t(id)]; }
    bool needs(TensorId id) const { return id != no_tensor && needed_[std::size_t(id)]; }

    TensorId like(TensorId id)
    {
        Shape shape = program_.at(id).shape;
        return fresh(std::move(shape), program_.at(id).dtype);
    }
    TensorId fresh(Shape shape, DType dtype)
    {
        program_.tensors.push_back({.shape = std::move(shape), .role = Role::Gradient, .dtype = dtype});
        gradient_.push_back(no_tensor);
        needed_.push_back(false);
        return TensorId(program_.tensors.size()) - 1;
    }
    TensorId constant(Shape shape, DType dtype, Init init)
    {
        const TensorId made = fresh(std::move(shape), dtype);
        program_.at(made).role = Role::Constant;
        program_.at(made).init = std::move(init);
        return made;
    }
    TensorId constant_like(TensorId id, double value)
    {
        Shape shape = program_.at(id).shape;
        return constant(std::move(shape), program_.at(id).dtype, {.a = value});
    }
    /// One number that goes with every element of `id`.
    TensorId number_for(TensorId id, double value) { return constant({}, program_.at(id).dtype, {.a = value}); }
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
            const TensorId d = fresh(std::move(shape), program_.at(g).dtype);
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
                const TensorId flat = fresh({std::int64_t(count(shape)) / shape.back(), shape.back()}, program_.at(x).dtype);
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
    // y = (x − mean)·scale/√(var + ε) + shift is linear in x. Explanations go back through it, and training where the layer is
    // frozen; scale and shift have a gradient only where somebody wants it, which training then does not.
    void rule(const BatchNormInference& b)
    {
        const TensorId g = gradient(b.y);
        if (g == no_tensor)
            return;
        if (needs(b.scale) || needs(b.shift)) {
            const TensorId shifted = like(b.variance), deviation = like(b.variance), inv_std = like(b.variance);
            emit(Affine{b.variance, shifted, 1, b.epsilon});
            emit(Eltwise{Curve::Sqrt, shifted, deviation});
            emit(Binary{BinaryKind::Divide, constant_like(deviation, 1), deviation, inv_std});
            // Its dx takes the mean and deviation for the batch's own, so it is left aside.
            const TensorId dx = like(b.x), dscale = like(b.scale), dshift = like(b.shift);
            emit(BatchNormBackward{b.x, b.scale, b.mean, inv_std, g, dx, dscale, dshift});
            if (needs(b.scale))
                flow(b.scale, dscale);
            if (needs(b.shift))
                flow(b.shift, dshift);
        }
        if (!needs(b.x))
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
            flow_op(e.x, [&](TensorId d) { return Op{EltwiseBackward{e.curve, e.x, e.out, g, d, e.alpha, e.beta}}; });
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
        case BinaryKind::Power: // ∂/∂a = b·a^(b−1), 0 where b = 0 whatever a; ∂/∂b = a^b·log a, which is 0 at a = 0.
            if (needs(b.a)) {
                const TensorId less = like(b.b);
                emit(Affine{b.b, less, 1, -1});
                const TensorId exponent = choose(CompareKind::Equal, b.b, 0, number_for(less, 0), less);
                const TensorId power = combine(BinaryKind::Power, b.a, exponent);
                flow_reduced(b.a, combine(BinaryKind::Multiply, g, combine(BinaryKind::Multiply, power, b.b)));
            }
            if (needs(b.b)) {
                const TensorId log = like(b.a);
                emit(Eltwise{Curve::Log, b.a, log});
                const TensorId slope = choose(CompareKind::Equal, b.a, 0, number_for(log, 0), log);
                flow_reduced(b.b, combine(BinaryKind::Multiply, g, combine(BinaryKind::Multiply, b.out, slope)));
            }
            return;
        case BinaryKind::Modulo:
        case BinaryKind::Remainder: // a − q·b with q = (a − out)/b constant between its steps.
            flow_reduced(b.a, g);
            if (needs(b.b)) {
                const TensorId steps = combine(BinaryKind::Divide, combine(BinaryKind::Subtract, b.a, b.out), b.b);
                flow_reduced(b.b, negative(combine(BinaryKind::Multiply, g, steps)));
            }
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
    /// x ? number: then one, else the other; of the larger shape.
    TensorId choose(CompareKind kind, TensorId x, double number, TensorId then, TensorId otherwise)
    {
        const TensorId condition = fresh(Shape(program_.at(x).shape), DType::Bool), out = like(x);
        emit(Compare{kind, x, number_for(x, number), condition});
        emit(Where{condition, then, otherwise, out});
        return out;
    }
    void rule(const Where& w)
    {
        const TensorId g = gradient(w.out);
        if (g == no_tensor)
            return;
        const TensorId zero = number_for(w.out, 0);
        auto piece = [&](TensorId to, TensorId then, TensorId otherwise) {
            if (!needs(to))
                return;
            const TensorId d = like(w.out);
            emit(Where{w.condition, then, otherwise, d});
            flow_reduced(to, d);
        };
        piece(w.a, g, zero);
        piece(w.b, zero, g);
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
        if (r.kind == ReduceKind::Sum || r.kind == ReduceKind::Mean) {
            flow_op(r.x, [&](TensorId d) { return Op{Expand{g, d, r.axes, scale}}; });
            return;
        }
        if (!needs(r.x))
            return;
        auto combine = [&](BinaryKind kind, TensorId a, TensorId b) {
            const TensorId d = like(a);
            emit(Binary{kind, a, b, d});
            return d;
        };
        auto repeated = [&](TensorId of) {
            const TensorId d = like(r.x);
            emit(Expand{of, d, r.axes});
            return d;
        };
        auto summed = [&](TensorId of) {
            const TensorId d = like(r.out);
            emit(Reduce{ReduceKind::Sum, of, d, r.axes});
            return d;
        };
        if (r.kind == ReduceKind::LogSumExp) {
            const TensorId share = like(r.x);
            emit(Eltwise{Curve::Exp, combine(BinaryKind::Subtract, r.x, repeated(r.out)), share});
            flow(r.x, combine(BinaryKind::Multiply, share, repeated(g)));
            return;
        }
        const TensorId zero = number_for(r.x, 0), one = number_for(r.x, 1);
        if (r.kind == ReduceKind::Product) {
            // The product of all others: of the elements that are not 0, where no other is.
            const TensorId zeros = choose(CompareKind::Equal, r.x, 0, one, zero);
            const TensorId safe = combine(BinaryKind::Add, r.x, zeros), product = like(r.out);
            emit(Reduce{ReduceKind::Product, safe, product, r.axes});
            const TensorId other_zeros = combine(BinaryKind::Subtract, repeated(summed(zeros)), zeros);
            const TensorId others = combine(BinaryKind::Divide, repeated(product), safe);
            flow(r.x, combine(BinaryKind::Multiply, choose(CompareKind::Equal, other_zeros, 0, others, zero), repeated(g)));
            return;
        }
        const TensorId away = combine(BinaryKind::Subtract, r.x, repeated(r.out));
        const TensorId winners = choose(CompareKind::Equal, away, 0, one, zero);
        flow(r.x, combine(BinaryKind::Multiply, winners, repeated(combine(BinaryKind::Divide, g, summed(winners)))));
    }
    void rule(const CumSum& c)
    {
        if (const TensorId g = gradient(c.out); g != no_tensor)
            flow_op(c.x, [&](TensorId d) { return Op{CumSum{g, d, c.axis, c.exclusive, !c.reverse}}; });
    }
    void rule(const Scatter& s)
    {
        const TensorId g = gradient(s.out);
        if (g == no_tensor)
            return;
        if (s.kind == ScatterKind::Add)
            flow(s.x, g);
        else
            flow_op(s.x, [&](TensorId d) {
                const TensorId factors = s.kind == ScatterKind::Replace ? constant_like(s.updates, 0) : s.updates;
                return Op{Scatter{s.kind, g, s.indices, factors, d}};
            });
        if (!needs(s.updates))
            return;
        // As if no place were named twice, but for Add.
        const TensorId slope = s.kind == ScatterKind::Multiply ? like(g) : g;
        if (slope != g)
            emit(Binary{BinaryKind::Multiply, g, s.x, slope});
        flow_op(s.updates, [&](TensorId d) { return Op{Gather{slope, s.indices, d, 0}}; });
    }
    void rule(const TopK& t)
    {
        const TensorId g = gradient(t.values);
        if (g == no_tensor || !needs(t.x))
            return;
        // Seen as one column, row r's element p is at r·width + p.
        const Shape from = program_.at(t.x).shape, picked = program_.at(t.values).shape;
        const auto width = from.back(), k = picked.back(), all = std::int64_t(count(from)), n = std::int64_t(count(picked));
        Init starts;
        for (std::int64_t row = 0; k > 0 && row < n / k; ++row)
            starts.whole.push_back(row * width);
        const DType dtype = program_.at(t.x).dtype;
        const TensorId by_row = fresh({k > 0 ? n / k : 0, k}, DType::I64), at = fresh(Shape(program_.at(by_row).shape), DType::I64);
        emit(Reshape{t.places, by_row});
        emit(Binary{BinaryKind::Add, by_row, constant({k > 0 ? n / k : 0, 1}, DType::I64, std::move(starts)), at});
        const TensorId column = fresh({n}, DType::I64), updates = fresh({n, 1}, dtype), out = fresh({all, 1}, dtype);
        emit(Reshape{at, column});
        emit(Reshape{g, updates});
        emit(Scatter{ScatterKind::Add, constant({all, 1}, dtype, {}), column, updates, out});
        flow_op(t.x, [&](TensorId d) { return Op{Reshape{out, d}}; });
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
    void rule(const Cast& c)
    {
        if (const TensorId g = gradient(c.out); g != no_tensor)
            flow_op(c.x, [&](TensorId d) { return Op{Cast{g, d}}; });
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
            flow_op(o.x, [&](TensorId d) { return Op{Dropout{g, o.clock, d, o.rate, o.stream, o.first}}; });
    }
    void rule(const CrossEntropy& c)
    {
        if (const TensorId g = gradient(c.loss); g != no_tensor)
            flow_op(c.logits, [&](TensorId d) {
                return Op{CrossEntropyBackward{c.logits, c.labels, c.weights, c.class_weights, g, d, c.smoothing}};
            });
    }
    void rule(const Ctc& c) // The way there has found the slope already.
    {
        if (const TensorId g = gradient(c.loss); g != no_tensor)
            flow_op(c.logits, [&](TensorId d) { return Op{Binary{BinaryKind::Multiply, c.slope, g, d}}; });
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
    void rule(const Compare&) {}
    void rule(const Logic&) {}
    void rule(const ArgReduce&) {}
    void rule(const Assign&) {}
    void rule(const CountCorrect&) {}
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
    void rule(const SquareSum&) {}

    Program& program_;
    std::vector<TensorId> gradient_;
    std::vector<bool> needed_;
};

} // namespace

std::vector<TensorId> differentiate(Program& program, TensorId output, TensorId seed, Wanted wanted)
{
    std::vector<TensorId> ids;
    for (TensorId id = 0; id < TensorId(program.tensors.size()); ++id) {
        const Tensor& t = program.at(id);
        if (t.role == Role::Weight || (wanted == Wanted::WeightsAndInputs && t.role == Role::Input && is_real(t.dtype)))
            ids.push_back(id);
    }
    return differentiate(program, output, seed, ids);
}

std::vector<TensorId> differentiate(Program& program, TensorId output, TensorId seed, std::span<const TensorId> wanted)
{
    return Differentiator(program, output, seed, wanted).run();
}

} // namespace loom
