#include "ir/builder.h"
#include "base/random.h"

#include <algorithm>

namespace loom {

TensorId Builder::add(Tensor t)
{
    program_.tensors.push_back(std::move(t));
    return TensorId(program_.tensors.size()) - 1;
}

TensorId Builder::input(std::string name, Shape shape, DType dtype)
{
    return add({.shape = std::move(shape), .role = Role::Input, .dtype = dtype, .name = std::move(name)});
}

TensorId Builder::constant(Shape shape, Init init, DType dtype)
{
    return add({.shape = std::move(shape), .role = Role::Constant, .dtype = dtype, .init = std::move(init)});
}

TensorId Builder::carried(Role role, std::string_view name, Shape shape, Init init)
{
    std::string full = scope_ + "." + std::string(name);
    const auto [known, fresh] = carried_.try_emplace(full, TensorId(program_.tensors.size()));
    if (fresh)
        add({.shape = std::move(shape), .role = role, .name = std::move(full), .init = std::move(init)});
    return known->second;
}

TensorId Builder::weight(std::string_view name, Shape shape, Init init)
{
    return carried(Role::Weight, name, std::move(shape), std::move(init));
}

TensorId Builder::state(std::string_view name, Shape shape, Init init)
{
    return carried(Role::State, name, std::move(shape), std::move(init));
}

TensorId Builder::moment(TensorId param, std::string_view name, double value)
{
    Shape shape = program_.at(param).shape;
    std::string full = program_.at(param).name + "." + std::string(name);
    return add({.shape = std::move(shape), .role = Role::Moment, .name = std::move(full), .init = {.a = value}});
}

TensorId Builder::clock()
{
    const TensorId known = program_.find("clock");
    return known != no_tensor ? known : input("clock", {2}, DType::I64);
}

void Builder::walk(std::int64_t batch, std::int64_t steps)
{
    walked_steps_ = steps;
    input("position", {batch}, DType::I32);
}

void Builder::mark_output(TensorId id, std::string name)
{
    program_.at(id).role = Role::Output;
    program_.at(id).name = std::move(name);
}

/// Both shapes, aligned at the last axis, with axes of size 1 repeated.
static Shape repeated(const Shape& a, const Shape& b)
{
    Shape out(std::max(a.size(), b.size()), 1);
    for (std::size_t i = 0; i < out.size(); ++i) {
        const auto da = i < a.size() ? a[a.size() - 1 - i] : 1, db = i < b.size() ? b[b.size() - 1 - i] : 1;
        out[out.size() - 1 - i] = da == 1 ? db : da;
    }
    return out;
}

TensorId Builder::matmul(TensorId a, TensorId b, bool transpose_a, bool transpose_b)
{
    const Shape &sa = shape(a), &sb = shape(b);
    Shape to = repeated(Shape(sa.begin(), sa.end() - 2), Shape(sb.begin(), sb.end() - 2));
    to.push_back(sa[sa.size() - (transpose_a ? 1 : 2)]);
    to.push_back(sb[sb.size() - (transpose_b ? 2 : 1)]);
    const TensorId out = fresh(std::move(to), dtype(a));
    emit(MatMul{a, b, out, transpose_a, transpose_b});
    return out;
}

static Shape behind_window(const Shape& x, std::int64_t channels, const Window& window)
{
    Shape out{x[0], channels};
    for (auto d : windowed(Shape(x.begin() + 2, x.end()), window))
        out.push_back(d);
    return out;
}

TensorId Builder::conv(TensorId x, TensorId w, Window window, std::int64_t groups)
{
    const TensorId out = fresh(behind_window(shape(x), shape(w)[0], window), dtype(x));
    emit(Conv{x, w, out, std::move(window), groups});
    return out;
}

TensorId Builder::conv_transposed(TensorId x, TensorId w, Window window, Shape out, std::int64_t groups)
{
    const TensorId id = fresh(std::move(out));
    emit(ConvBackwardData{x, w, id, std::move(window), groups});
    return id;
}

TensorId Builder::pool(PoolKind kind, TensorId x, Window window, bool count_padding, int power)
{
    const TensorId out = fresh(behind_window(shape(x), shape(x)[1], window), dtype(x));
    emit(Pool{kind, x, out, std::move(window), count_padding, power});
    return out;
}

TensorId Builder::pad(PadKind kind, TensorId x, std::vector<std::int64_t> begin, const std::vector<std::int64_t>& end)
{
    Shape to = shape(x);
    for (std::size_t i = 0; i < begin.size(); ++i)
        to[i + 2] += begin[i] + end[i];
    const TensorId out = fresh(std::move(to));
    emit(Pad{kind, x, out, std::move(begin)});
    return out;
}

TensorId Builder::resize(ResizeKind kind, TensorId x, const Shape& spatial)
{
    Shape to{shape(x)[0], shape(x)[1]};
    to.insert(to.end(), spatial.begin(), spatial.end());
    const TensorId out = fresh(std::move(to));
    emit(Resize{kind, x, out});
    return out;
}

TensorId Builder::batch_norm(TensorId x, TensorId scale, TensorId shift, TensorId running_mean, TensorId running_variance,
                             double momentum, double epsilon)
{
    const TensorId y = fresh(Shape(shape(x)), dtype(x));
    if (mode_ == Mode::Infer || frozen_) {
        emit(BatchNormInference{x, scale, shift, running_mean, running_variance, y, epsilon});
        return y;
    }
    const TensorId mean = fresh(Shape(shape(scale))), inv_std = fresh(Shape(shape(scale)));
    emit(BatchNorm{x, scale, shift, running_mean, running_variance, y, mean, inv_std, momentum, epsilon});
    return y;
}

TensorId Builder::layer_norm(TensorId x, TensorId scale, TensorId shift, std::int64_t groups, double epsilon, bool rms)
{
    const Shape from = shape(x);
    const auto sets = groups == 0 ? std::int64_t(count(Shape(from.begin() + 2, from.end()))) : groups;
    const TensorId y = fresh(Shape(from)), mean = rms ? no_tensor : fresh({from[0], sets}),
                   inv_std = fresh({from[0], sets});
    emit(LayerNorm{x, scale, shift, y, mean, inv_std, groups, epsilon, rms});
    return y;
}

TensorId Builder::lrn(TensorId x, const LocalResponse& response)
{
    const TensorId out = fresh(Shape(shape(x)));
    emit(Lrn{x, out, response});
    return out;
}

TensorId Builder::eltwise(Curve curve, TensorId x, double alpha, double beta)
{
    const TensorId out = fresh(Shape(shape(x)), dtype(x));
    emit(Eltwise{curve, x, out, alpha, beta});
    return out;
}

TensorId Builder::softmax(TensorId x, bool log)
{
    const TensorId out = fresh(Shape(shape(x)), dtype(x));
    emit(Softmax{x, out, log});
    return out;
}

TensorId Builder::affine(TensorId x, double scale, double shift)
{
    const TensorId out = fresh(Shape(shape(x)), dtype(x));
    emit(Affine{x, out, scale, shift});
    return out;
}

TensorId Builder::binary(BinaryKind kind, TensorId a, TensorId b)
{
    const TensorId out = fresh(repeated(shape(a), shape(b)), dtype(a));
    emit(Binary{kind, a, b, out});
    return out;
}

TensorId Builder::compare(CompareKind kind, TensorId a, TensorId b)
{
    const TensorId out = fresh(repeated(shape(a), shape(b)), DType::Bool);
    emit(Compare{kind, a, b, out});
    return out;
}

TensorId Builder::logic(LogicKind kind, TensorId a, TensorId b)
{
    const TensorId out = fresh(b == no_tensor ? shape(a) : repeated(shape(a), shape(b)), DType::Bool);
    emit(Logic{kind, a, b, out});
    return out;
}

TensorId Builder::where(TensorId condition, TensorId a, TensorId b)
{
    const TensorId out = fresh(repeated(shape(condition), repeated(shape(a), shape(b))), dtype(a));
    emit(Where{condition, a, b, out});
    return out;
}

TensorId Builder::add_bias(TensorId x, TensorId bias)
{
    const TensorId out = fresh(Shape(shape(x)), dtype(x));
    emit(AddBias{x, bias, out});
    return out;
}

TensorId Builder::reduce(ReduceKind kind, TensorId x, std::vector<int> axes)
{
    Shape out;
    for (std::size_t i = 0; i < shape(x).size(); ++i)
        if (std::ranges::find(axes, int(i)) == axes.end())
            out.push_back(shape(x)[i]);
    const TensorId id = fresh(std::move(out), dtype(x));
    emit(Reduce{kind, x, id, std::move(axes)});
    return id;
}

TensorId Builder::expand(TensorId x, Shape to, std::vector<int> axes)
{
    const TensorId out = fresh(std::move(to), dtype(x));
    emit(Expand{x, out, std::move(axes)});
    return out;
}

TensorId Builder::arg_reduce(TensorId x, int axis, bool smallest, bool last)
{
    Shape to = shape(x);
    to.erase(to.begin() + axis);
    const TensorId out = fresh(std::move(to), DType::I64);
    emit(ArgReduce{x, out, axis, smallest, last});
    return out;
}

TensorId Builder::cum_sum(TensorId x, int axis, bool exclusive, bool reverse)
{
    const TensorId out = fresh(Shape(shape(x)), dtype(x));
    emit(CumSum{x, out, axis, exclusive, reverse});
    return out;
}

Builder::Top Builder::top_k(TensorId x, std::int64_t k, bool smallest)
{
    Shape to = shape(x);
    to.back() = k;
    const TensorId values = fresh(Shape(to), dtype(x)), places = fresh(std::move(to), DType::I64);
    emit(TopK{x, values, places, smallest});
    return {values, places};
}

TensorId Builder::scatter(ScatterKind kind, TensorId x, TensorId indices, TensorId updates)
{
    const TensorId out = fresh(Shape(shape(x)), dtype(x));
    emit(Scatter{kind, x, indices, updates, out});
    return out;
}

void Builder::assign(TensorId x, TensorId into, TensorId places, int axis)
{
    if (part_first_ == 0) // Else every part of a batch would find another state, and learn something else than the whole.
        emit(Assign{x, places, into, axis});
}

TensorId Builder::reshape(TensorId x, Shape to)
{
    const TensorId out = fresh(std::move(to), dtype(x));
    emit(Reshape{x, out});
    return out;
}

TensorId Builder::concat(std::vector<TensorId> inputs, int axis)
{
    Shape out = shape(inputs[0]);
    for (std::size_t i = 1; i < inputs.size(); ++i)
        out[std::size_t(axis)] += shape(inputs[i])[std::size_t(axis)];
    const TensorId id = fresh(std::move(out), dtype(inputs[0]));
    emit(Concat{std::move(inputs), id, axis});
    return id;
}

TensorId Builder::slice(TensorId x, int axis, std::int64_t begin, std::int64_t size)
{
    Shape out = shape(x);
    out[std::size_t(axis)] = size;
    const TensorId id = fresh(std::move(out), dtype(x));
    emit(Slice{x, id, axis, begin});
    return id;
}

TensorId Builder::permute(TensorId x, std::vector<int> perm)
{
    Shape out;
    for (int axis : perm)
        out.push_back(shape(x)[std::size_t(axis)]);
    const TensorId id = fresh(std::move(out), dtype(x));
    emit(Permute{x, id, std::move(perm)});
    return id;
}

TensorId Builder::cast(TensorId x, DType type)
{
    const TensorId out = fresh(Shape(shape(x)), type);
    emit(Cast{x, out});
    return out;
}

TensorId Builder::gather(TensorId x, TensorId indices, int axis)
{
    const Shape &from = shape(x), &at = shape(indices);
    Shape out(from.begin(), from.begin() + axis);
    out.insert(out.end(), at.begin(), at.end());
    out.insert(out.end(), from.begin() + axis + 1, from.end());
    const TensorId id = fresh(std::move(out), dtype(x));
    emit(Gather{x, indices, id, axis});
    return id;
}

Builder::Recurrence Builder::recurrent(Cell cell, TensorId x, TensorId wx, TensorId wh, TensorId bias,
                                       TensorId recurrent_bias, TensorId lengths, TensorId mask, bool reverse)
{
    const auto steps = shape(x)[0], batch = shape(x)[1], hidden = shape(wh)[0];
    const TensorId y = fresh({steps, batch, hidden}), last = fresh({batch, hidden}),
                   gates = fresh({steps, batch, shape(wh)[1]});
    const bool kept = cell != Cell::Tanh && cell != Cell::Relu;
    const TensorId inner = kept ? fresh({steps, batch, hidden}) : no_tensor;
    emit(Recurrent{cell, x, wx, wh, bias, recurrent_bias, lengths, mask, y, last, gates, inner, reverse});
    return {y, last};
}

TensorId Builder::lengths(TensorId x)
{
    const auto batch = shape(x)[0], steps = shape(x)[1];
    const TensorId size = reduce(ReduceKind::Sum, binary(BinaryKind::Maximum, x, affine(x, -1, 0)), {2});
    const TensorId there = binary(BinaryKind::Minimum, affine(size, 1e30, 0), constant({1}, {.a = 1}));
    Init place{};
    for (std::int64_t t = 1; t <= steps; ++t)
        place.values.push_back(double(t));
    const TensorId places = binary(BinaryKind::Multiply, there, constant({steps}, std::move(place)));
    const TensorId last = pool(PoolKind::Max, reshape(places, {batch, 1, steps}), {{steps}, {1}, {1}, {0}, {0}});
    return cast(reshape(last, {batch}), DType::I32);
}

TensorId Builder::masked_softmax(TensorId x, TensorId lengths, bool causal)
{
    const TensorId out = fresh(Shape(shape(x)));
    emit(MaskedSoftmax{x, lengths, out, causal});
    return out;
}

TensorId Builder::dropout(TensorId x, double rate)
{
    if (mode_ == Mode::Infer || rate <= 0)
        return x;
    const TensorId time = clock(), out = fresh(Shape(shape(x)));
    emit(Dropout{x, time, out, rate, fresh_stream("dropout"), first_drawn(shape(out))});
    return out;
}

TensorId Builder::dropout_mask(Shape of, double rate, std::uint64_t stream)
{
    const TensorId time = clock(), ones = constant(of, {.a = 1}), out = fresh(std::move(of));
    emit(Dropout{ones, time, out, rate, stream, first_drawn(shape(out))});
    return out;
}

TensorId Builder::normal_noise(Shape of)
{
    const TensorId time = clock(), out = fresh(std::move(of));
    emit(NormalNoise{time, out, fresh_stream("noise"), first_drawn(shape(out))});
    return out;
}

std::uint64_t Builder::fresh_stream(std::string_view purpose)
{
    // Counting keeps two draws of one layer apart.
    return stream_of(scope_ + "." + std::string(purpose) + "." + std::to_string(draws_[scope_]++));
}

void Builder::set_part(std::int64_t first_row, std::int64_t rows)
{
    if (first_row == 0)
        draws_before_ = draws_;
    else
        draws_ = draws_before_;
    part_first_ = first_row;
    part_rows_ = rows;
}

std::int64_t Builder::first_drawn(const Shape& of) const
{
    const auto all = std::int64_t(count(of));
    return part_rows_ > 0 && all % part_rows_ == 0 ? all / part_rows_ * part_first_ : 0;
}

TensorId Builder::cross_entropy(TensorId logits, TensorId labels, TensorId weights, TensorId class_weights, double smoothing)
{
    const TensorId loss = fresh({1});
    emit(CrossEntropy{logits, labels, weights, class_weights, loss, smoothing});
    return loss;
}

TensorId Builder::pointwise_loss(PointLoss kind, TensorId prediction, TensorId target, TensorId weights, double parameter,
                                 double smoothing)
{
    const TensorId loss = fresh({1});
    emit(PointwiseLoss{kind, prediction, target, weights, loss, parameter, smoothing});
    return loss;
}

TensorId Builder::ctc(TensorId logits, TensorId labels, TensorId weights, bool zero_infinity)
{
    const TensorId loss = fresh({1}), slope = mode_ == Mode::Train ? fresh(Shape(shape(logits))) : no_tensor;
    emit(Ctc{logits, labels, weights, loss, slope, zero_infinity});
    return loss;
}

TensorId Builder::count_correct(TensorId logits, TensorId labels, TensorId weights)
{
    const TensorId out = fresh({1});
    emit(CountCorrect{logits, labels, weights, out});
    return out;
}

TensorId Builder::square_sum(TensorId x, TensorId when)
{
    const TensorId out = fresh({1});
    emit(SquareSum{x, when, out});
    return out;
}

TensorId Builder::clip_factor(std::vector<TensorId> square_sums, double limit)
{
    TensorId all = square_sums.size() == 1 ? square_sums[0] : reshape(reduce(ReduceKind::Sum, concat(std::move(square_sums), 0), {0}), {1});
    const TensorId allowed = binary(BinaryKind::Divide, constant({1}, {.a = limit}), affine(eltwise(Curve::Sqrt, all), 1, 1e-6));
    return binary(BinaryKind::Minimum, allowed, constant({1}, {.a = 1}));
}

} // namespace loom
