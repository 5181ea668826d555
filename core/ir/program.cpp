#include "ir/program.h"
#include "base/random.h"
#include "base/result.h"

#include <cmath>
#include <numbers>

namespace loom {
namespace {

/// Where an instruction names what it reads and writes.
struct Access {
    std::string_view name;
    std::vector<TensorId*> read, written;
};

std::vector<TensorId*> places_of(std::vector<TensorId>& ids)
{
    std::vector<TensorId*> out;
    for (TensorId& id : ids)
        out.push_back(&id);
    return out;
}

// One row per instruction. Entries that are no_tensor are dropped by the callers.
Access access(Op& op)
{
    using A = Access;
    return std::visit(
        overloaded{
            [](MatMul& o) { return A{"matmul", {&o.a, &o.b}, {&o.out}}; },
            [](Conv& o) { return A{"conv", {&o.x, &o.w}, {&o.out}}; },
            [](ConvBackwardData& o) { return A{"conv_backward_data", {&o.grad, &o.w}, {&o.out}}; },
            [](ConvBackwardWeights& o) { return A{"conv_backward_weights", {&o.x, &o.grad}, {&o.out}}; },
            [](Pool& o) { return A{"pool", {&o.x}, {&o.out}}; },
            [](PoolBackward& o) { return A{"pool_backward", {&o.x, &o.y, &o.grad}, {&o.out}}; },
            [](BatchNorm& o) {
                return A{"batch_norm", {&o.x, &o.scale, &o.shift, &o.running_mean, &o.running_variance},
                         {&o.y, &o.mean, &o.inv_std, &o.running_mean, &o.running_variance}};
            },
            [](BatchNormBackward& o) {
                return A{"batch_norm_backward", {&o.x, &o.scale, &o.mean, &o.inv_std, &o.grad}, {&o.dx, &o.dscale, &o.dshift}};
            },
            [](BatchNormInference& o) { return A{"batch_norm_inference", {&o.x, &o.scale, &o.shift, &o.mean, &o.variance}, {&o.y}}; },
            [](Eltwise& o) { return A{"eltwise", {&o.x}, {&o.out}}; },
            [](EltwiseBackward& o) { return A{"eltwise_backward", {&o.x, &o.y, &o.grad}, {&o.out}}; },
            [](Softmax& o) { return A{"softmax", {&o.x}, {&o.out}}; },
            [](SoftmaxBackward& o) { return A{"softmax_backward", {&o.y, &o.grad}, {&o.out}}; },
            [](Affine& o) { return A{"affine", {&o.x}, {&o.out}}; },
            [](Binary& o) { return A{"binary", {&o.a, &o.b}, {&o.out}}; },
            [](Compare& o) { return A{"compare", {&o.a, &o.b}, {&o.out}}; },
            [](Logic& o) { return A{"logic", {&o.a, &o.b}, {&o.out}}; },
            [](Where& o) { return A{"where", {&o.condition, &o.a, &o.b}, {&o.out}}; },
            [](AddBias& o) { return A{"add_bias", {&o.x, &o.bias}, {&o.out}}; },
            [](Reduce& o) { return A{"reduce", {&o.x}, {&o.out}}; },
            [](Expand& o) { return A{"expand", {&o.x}, {&o.out}}; },
            [](ArgReduce& o) { return A{"arg_reduce", {&o.x}, {&o.out}}; },
            [](CumSum& o) { return A{"cum_sum", {&o.x}, {&o.out}}; },
            [](TopK& o) { return A{"top_k", {&o.x}, {&o.values, &o.places}}; },
            [](Scatter& o) { return A{"scatter", {&o.x, &o.indices, &o.updates}, {&o.out}}; },
            [](Assign& o) { return A{"assign", {&o.x, &o.places, &o.into}, {&o.into}}; },
            [](Reshape& o) { return A{"reshape", {&o.x}, {&o.out}}; },
            [](Concat& o) { return A{"concat", places_of(o.inputs), {&o.out}}; },
            [](Slice& o) { return A{"slice", {&o.x}, {&o.out}}; },
            [](SliceBackward& o) { return A{"slice_backward", {&o.grad}, {&o.out}}; },
            [](Permute& o) { return A{"permute", {&o.x}, {&o.out}}; },
            [](Cast& o) { return A{"cast", {&o.x}, {&o.out}}; },
            [](Gather& o) { return A{"gather", {&o.x, &o.indices}, {&o.out}}; },
            [](GatherBackward& o) { return A{"gather_backward", {&o.grad, &o.indices}, {&o.out}}; },
            [](Recurrent& o) {
                return A{"recurrent", {&o.x, &o.wx, &o.wh, &o.bias, &o.recurrent_bias, &o.lengths, &o.mask},
                         {&o.y, &o.last, &o.gates, &o.inner}};
            },
            [](RecurrentBackward& o) {
                return A{"recurrent_backward",
                         {&o.x, &o.wx, &o.wh, &o.lengths, &o.mask, &o.y, &o.gates, &o.inner, &o.grad, &o.grad_last},
                         {&o.dx, &o.dwx, &o.dwh, &o.dbias, &o.drecurrent_bias}};
            },
            [](MaskedSoftmax& o) { return A{"masked_softmax", {&o.x, &o.lengths}, {&o.out}}; },
            [](Dropout& o) { return A{"dropout", {&o.x, &o.clock}, {&o.out}}; },
            [](CrossEntropy& o) { return A{"cross_entropy", {&o.logits, &o.labels, &o.weights, &o.class_weights}, {&o.loss}}; },
            [](CrossEntropyBackward& o) {
                return A{"cross_entropy_backward", {&o.logits, &o.labels, &o.weights, &o.class_weights, &o.seed}, {&o.out}};
            },
            [](Ctc& o) { return A{"ctc", {&o.logits, &o.labels, &o.weights}, {&o.loss, &o.slope}}; },
            [](PointwiseLoss& o) { return A{"pointwise_loss", {&o.prediction, &o.target, &o.weights}, {&o.loss}}; },
            [](PointwiseLossBackward& o) {
                return A{"pointwise_loss_backward", {&o.prediction, &o.target, &o.weights, &o.seed}, {&o.out}};
            },
            [](CountCorrect& o) { return A{"count_correct", {&o.logits, &o.labels, &o.weights}, {&o.out}}; },
            [](SgdUpdate& o) { return A{"sgd_update", {&o.param, &o.grad, &o.velocity, &o.rate, &o.scale}, {&o.param, &o.velocity}}; },
            [](AdaGradUpdate& o) { return A{"adagrad_update", {&o.param, &o.grad, &o.sum, &o.rate, &o.scale}, {&o.param, &o.sum}}; },
            [](RmsPropUpdate& o) {
                return A{"rmsprop_update", {&o.param, &o.grad, &o.square, &o.velocity, &o.rate, &o.scale}, {&o.param, &o.square, &o.velocity}};
            },
            [](AdamUpdate& o) {
                return A{"adam_update", {&o.param, &o.grad, &o.first, &o.second, &o.rate, &o.clock, &o.scale}, {&o.param, &o.first, &o.second}};
            },
            [](LionUpdate& o) { return A{"lion_update", {&o.param, &o.grad, &o.mean, &o.rate, &o.scale}, {&o.param, &o.mean}}; },
            [](SquareSum& o) { return A{"square_sum", {&o.x, &o.when}, {&o.out}}; },
            [](LayerNorm& o) { return A{"layer_norm", {&o.x, &o.scale, &o.shift}, {&o.y, &o.mean, &o.inv_std}}; },
            [](LayerNormBackward& o) {
                return A{"layer_norm_backward", {&o.x, &o.scale, &o.mean, &o.inv_std, &o.grad}, {&o.dx, &o.dscale, &o.dshift}};
            },
            [](Lrn& o) { return A{"lrn", {&o.x}, {&o.out}}; },
            [](Pad& o) { return A{"pad", {&o.x}, {&o.out}}; },
            [](PadBackward& o) { return A{"pad_backward", {&o.grad}, {&o.out}}; },
            [](Resize& o) { return A{"resize", {&o.x}, {&o.out}}; },
            [](ResizeBackward& o) { return A{"resize_backward", {&o.grad}, {&o.out}}; },
            [](NormalNoise& o) { return A{"normal_noise", {&o.clock}, {&o.out}}; },
            [](LrnBackward& o) { return A{"lrn_backward", {&o.x, &o.grad}, {&o.out}}; }},
        op);
}

} // namespace

Op::Op(const Op&) = default;
Op::Op(Op&&) noexcept = default;
Op& Op::operator=(const Op&) = default;
Op& Op::operator=(Op&&) noexcept = default;
Op::~Op() = default;
bool Op::operator==(const Op& other) const { return static_cast<const AnyOp&>(*this) == static_cast<const AnyOp&>(other); }

std::vector<TensorId*> operands(Op& op)
{
    auto places = access(op).read;
    std::erase_if(places, [](const TensorId* id) { return *id == no_tensor; });
    return places;
}

std::vector<TensorId*> results(Op& op)
{
    auto places = access(op).written;
    std::erase_if(places, [](const TensorId* id) { return *id == no_tensor; });
    return places;
}

namespace {

std::vector<TensorId> values_at(const std::vector<TensorId*>& places)
{
    std::vector<TensorId> ids;
    for (const TensorId* id : places)
        ids.push_back(*id);
    return ids;
}

} // namespace

// The table names places; nothing is written to them here.
std::vector<TensorId> read(const Op& op) { return values_at(operands(const_cast<Op&>(op))); }

std::vector<TensorId> written(const Op& op) { return values_at(results(const_cast<Op&>(op))); }

std::string_view name_of(const Op& op) { return access(const_cast<Op&>(op)).name; }

bool dropout_keeps(std::uint64_t seed, std::uint64_t stream, std::uint64_t step, std::uint64_t element, float rate)
{
    return unit_float(philox(seed, stream, (step << 32) + element / 4)[element % 4]) >= rate;
}

double normal_draw(std::uint64_t seed, std::uint64_t stream, std::uint64_t step, std::uint64_t element)
{
    const auto block = philox(seed, stream, (step << 32) + element / 4);
    const std::size_t pair = element % 4 / 2 * 2;
    const double radius = std::sqrt(-2 * std::log(1 - double(unit_float(block[pair]))));
    const double angle = 2 * std::numbers::pi * double(unit_float(block[pair + 1]));
    return radius * (element % 2 == 0 ? std::cos(angle) : std::sin(angle));
}

TensorId Program::find(std::string_view name) const
{
    for (std::size_t i = 0; i < tensors.size(); ++i)
        if (tensors[i].name == name)
            return TensorId(i);
    return no_tensor;
}

bool slope_from_result(Curve curve, double alpha)
{
    return curve == Curve::Relu || curve == Curve::Tanh || curve == Curve::Sigmoid ||
           ((curve == Curve::LeakyRelu || curve == Curve::Elu) && alpha > 0);
}

int gate_count(Cell cell)
{
    return cell == Cell::Lstm ? 4 : cell == Cell::Gru || cell == Cell::GruResetFirst ? 3 : 1;
}

std::int64_t inner_size(const Program& program, const MatMul& m)
{
    const Shape& a = program.at(m.a).shape;
    return a[a.size() - (m.transpose_a ? 2 : 1)];
}

std::int64_t multiply_adds(const Program& program)
{
    // Each value of the forward result meets the weights of its filter once, in all three directions.
    const auto of_convolution = [](const Shape& result, const Shape& weights) {
        return std::int64_t(count(result) * count(weights)) / weights[0];
    };
    std::int64_t total = 0;
    for (const Op& op : program.ops) {
        if (const auto* m = std::get_if<MatMul>(&op))
            total += std::int64_t(count(program.at(m->out).shape)) * inner_size(program, *m);
        else if (const auto* c = std::get_if<Conv>(&op))
            total += of_convolution(program.at(c->out).shape, program.at(c->w).shape);
        else if (const auto* d = std::get_if<ConvBackwardData>(&op))
            total += of_convolution(program.at(d->grad).shape, program.at(d->w).shape);
        else if (const auto* w = std::get_if<ConvBackwardWeights>(&op))
            total += of_convolution(program.at(w->grad).shape, program.at(w->out).shape);
        else if (const auto* r = std::get_if<Recurrent>(&op))
            total += program.at(r->x).shape[0] * program.at(r->x).shape[1] *
                     std::int64_t(count(program.at(r->wx).shape) + count(program.at(r->wh).shape));
        else if (const auto* b = std::get_if<RecurrentBackward>(&op))
            total += program.at(b->x).shape[0] * program.at(b->x).shape[1] *
                     std::int64_t((b->dx == no_tensor ? 1 : 2) * count(program.at(b->wx).shape) +
                                  2 * count(program.at(b->wh).shape));
    }
    return total;
}

std::int64_t elements(const Program& program, Role role)
{
    std::int64_t total = 0;
    for (const Tensor& t : program.tensors)
        if (t.role == role)
            total += std::int64_t(count(t.shape));
    return total;
}

std::int64_t transposed(std::int64_t size, const Window& w, std::size_t i)
{
    return (size - 1) * w.stride[i] - w.pad_begin[i] - w.pad_end[i] + w.dilation[i] * (w.kernel[i] - 1) + 1;
}

Shape windowed(const Shape& spatial, const Window& w)
{
    Shape out;
    for (std::size_t i = 0; i < spatial.size(); ++i) {
        const auto room = spatial[i] + w.pad_begin[i] + w.pad_end[i] - w.dilation[i] * (w.kernel[i] - 1) - 1;
        out.push_back(room < 0 ? 0 : room / w.stride[i] + 1);
    }
    return out;
}

} // namespace loom
