#include "engine/onednn/compiler.h"

#include <algorithm>
#include <set>

namespace loom::onednn {

Compiler::Compiler(const Program& program, dnnl::engine engine, int threads, Choices choices)
    : program_(program), given_(std::move(choices)), draft_(std::move(engine), threads), readers_(program.tensors.size()),
      writer_(program.tensors.size(), program.ops.size()), done_(program.ops.size(), false),
      stretches_(loom::stretches(program)), homes_(program.tensors.size())
{
    for (std::size_t i = 0; i < program.ops.size(); ++i) {
        for (TensorId id : read(program.ops[i]))
            readers_[std::size_t(id)].push_back(i);
        for (TensorId id : written(program.ops[i]))
            writer_[std::size_t(id)] = i;
    }
    for (std::size_t i = 0; i < program.ops.size(); ++i)
        if (const auto* c = std::get_if<ConvBackwardWeights>(&program.ops[i]))
            if (const auto sum = bias_gradient(c->grad, i);
                sum && !is_winograd(shape(c->x), shape(c->out), shape(c->grad), c->window, c->groups))
                given_by_.emplace(*sum, i);
}

Updated updated(const Op& op)
{
    if (const auto* u = std::get_if<SgdUpdate>(&op))
        return {u->param, {u->velocity}};
    if (const auto* u = std::get_if<AdaGradUpdate>(&op))
        return {u->param, {u->sum}};
    if (const auto* u = std::get_if<RmsPropUpdate>(&op))
        return {u->param, {u->square, u->velocity}};
    if (const auto* u = std::get_if<AdamUpdate>(&op))
        return {u->param, {u->first, u->second}};
    if (const auto* u = std::get_if<LionUpdate>(&op))
        return {u->param, {u->mean}};
    return {};
}

dnnl::memory::data_type type_of(DType t)
{
    // oneDNN sees only f32 and I32; the others are lines of bytes to it, and only as large as they really are here.
    return t == DType::F32   ? dnnl::memory::data_type::f32
           : t == DType::I32 ? dnnl::memory::data_type::s32
                             : dnnl::memory::data_type::u8;
}

std::size_t Compiler::made_at(std::size_t op) const
{
    const auto known = given_by_.find(op);
    return known == given_by_.end() ? op : known->second;
}

std::vector<std::size_t> Compiler::order() const
{
    // An update goes behind the last other instruction that touches anything it touches.
    std::vector<std::vector<std::size_t>> behind(program_.ops.size());
    std::vector<std::size_t> out, first;
    for (std::size_t i = 0; i < program_.ops.size(); ++i) {
        if (updated(program_.ops[i]).param == no_tensor)
            continue;
        std::optional<std::size_t> after;
        bool movable = true;
        auto consider = [&](std::size_t other) {
            if (other == i)
                return;
            if (other > i)
                movable = false;
            else
                after = std::max(after.value_or(0), other);
        };
        for (TensorId id : read(program_.ops[i])) {
            if (writer_[std::size_t(id)] < program_.ops.size())
                consider(made_at(writer_[std::size_t(id)]));
            if (program_.at(id).role == Role::Weight || program_.at(id).role == Role::Moment)
                std::ranges::for_each(readers(id), consider);
        }
        if (movable && after)
            behind[*after].push_back(i);
        else
            first.push_back(i);
    }
    for (std::size_t i = 0; i < program_.ops.size(); ++i) {
        if (updated(program_.ops[i]).param == no_tensor || std::ranges::find(first, i) != first.end())
            out.push_back(i);
        // Updates may wait for each other only where two touch one weight, and then they are not movable.
        std::ranges::copy(behind[i], std::back_inserter(out));
    }
    std::ranges::stable_sort(out, {}, [this](std::size_t i) { return stretches_[i]; });
    return out;
}

void Compiler::compile()
{
    // Lasting tensors have their place before the first step: weights that a convolution reads in its layout.
    for (std::size_t i = 0; i < program_.ops.size(); ++i)
        if (const auto* c = std::get_if<Conv>(&program_.ops[i]);
            c && program_.at(c->w).role == Role::Weight && home(c->w).buffer < 0) {
            const Desc desc = is_winograd(shape(c->x), shape(c->w), shape(c->out), c->window, c->groups)
                                  ? winograd_weight(shape(c->w))
                                  : describe(*c, tail(c->out)).query_md(dnnl::query::weights_md);
            home(c->w) = {draft_.buffer(desc.get_size(), true), desc};
        }
    for (const Op& op : program_.ops) // Of transposed convolutions that nothing flows back through.
        if (const auto* c = std::get_if<ConvBackwardData>(&op);
            c && program_.at(c->w).role == Role::Weight && home(c->w).buffer < 0) {
            const Desc desc = is_thin(*c) ? plain(shape(c->w))
                              : is_winograd(shape(c->out), shape(c->w), shape(c->grad), c->window, c->groups)
                                  ? winograd_weight(shape(c->w))
                                  : describe(*c).query_md(dnnl::query::weights_md);
            home(c->w) = {draft_.buffer(desc.get_size(), true), desc};
        }
    // Those that a product reads first are settled there, together with their moments.
    std::set<TensorId> open;
    for (std::size_t i = 0; i < program_.ops.size(); ++i)
        if (const auto* m = std::get_if<MatMul>(&program_.ops[i]);
            m && in_f32(program_.ops[i]) && is_open(m->b) && readers(m->b).front() == i && shape(m->out).size() == 2)
            open.insert(m->b);
    for (const Op& op : program_.ops)
        if (const Updated u = updated(op); u.param != no_tensor)
            for (TensorId moment : u.moments)
                if (moment != no_tensor && program_.at(moment).role == Role::Moment) {
                    if (home(u.param).buffer >= 0)
                        home(moment) = {draft_.buffer(home(u.param).desc.get_size(), true), home(u.param).desc};
                    else if (open.contains(u.param))
                        open.insert(moment);
                }
    for (std::size_t i = 0; i < program_.tensors.size(); ++i) {
        const Tensor& t = program_.tensors[i];
        const bool lasting = t.role != Role::Intermediate && t.role != Role::Gradient && t.role != Role::Output;
        if (lasting && homes_[i].buffer < 0 && !open.contains(TensorId(i)))
            homes_[i] = {draft_.buffer(count(t.shape) * size_of(t.dtype), true), plain(t.shape, type_of(t.dtype))};
    }

    for (std::size_t i : order())
        if (!done_[i]) {
            now_ = i;
            draft_.enter(stretches_[i]);
            if (in_f32(program_.ops[i]))
                std::visit([this](const auto& o) { lower(o); }, program_.ops[i]);
            else
                fall_back();
        }
    for (std::size_t i = 0; i < homes_.size(); ++i)
        if (program_.tensors[i].role == Role::Output && homes_[i].buffer >= 0)
            draft_.keep_to_end(homes_[i].buffer);
    draft_.finish();
}

// ---- Layouts -------------------------------------------------------------------------------------------------------

BufferId Compiler::place(TensorId id, const Desc& desc)
{
    if (home(id).buffer < 0)
        home(id) = {draft_.buffer(desc.get_size()), desc};
    return home(id).buffer;
}

BufferId Compiler::place_plain(TensorId id)
{
    const DType dtype = program_.at(id).dtype;
    if (home(id).buffer < 0 && dtype != DType::F32)
        home(id) = {draft_.buffer(elements(id) * size_of(dtype)), plain(shape(id), type_of(dtype))};
    return place(id, plain(shape(id)));
}

BufferId Compiler::in_layout(TensorId id, const Desc& desc)
{
    if (dims_of(home(id).desc) == dims_of(desc))
        return converted(id, home(id), desc);
    // One of the two sees more axes in the same elements, whose plain order is the same.
    return converted(id, {in_plain(id), plain(dims_of(desc), type_of(program_.at(id).dtype))}, desc);
}

BufferId Compiler::converted(TensorId id, const Home& from, const Desc& desc)
{
    if (from.desc == desc)
        return from.buffer;
    auto& copies = copies_[id];
    for (const Home& copy : copies)
        if (copy.desc == desc)
            return copy.buffer;
    const BufferId to = draft_.buffer(desc.get_size());
    // What comes from outside of a part is converted once, before the parts begin.
    const Stretch here = draft_.stretch();
    const std::size_t writer = writer_[std::size_t(id)];
    if (here.part >= 0 && (writer == stretches_.size() || stretches_[writer].part < 0))
        draft_.enter({here.stage - 1, -1});
    // Weights may have sixteen rows in a block.
    const std::int64_t grain = dims_of(desc)[0] % 16 == 0 && empty(rows_of(desc, 1)) ? 16 : 1;
    draft_.add("reorder", pieces(
                              {from.desc, desc}, draft_.threads_for_bytes(double(desc.get_size()) * 2),
                              [&](Rows r) {
                                  const Argument a = rows(DNNL_ARG_FROM, from.buffer, from.desc, r, grain),
                                                 b = rows(DNNL_ARG_TO, to, desc, r, grain);
                                  return Piece{reorder(draft_.engine(), a.desc, b.desc), {a, b}};
                              },
                              grain));
    draft_.enter(here);
    copies_[id].push_back({to, desc});
    return to;
}

BufferId Compiler::in_plain(TensorId id)
{
    // A layout may see more axes than the tensor has, but the order is the same.
    return in_layout(id, plain(dims_of(home(id).desc), type_of(program_.at(id).dtype)));
}

bool Compiler::is_plain(TensorId id)
{
    return home(id).desc == plain(dims_of(home(id).desc), type_of(program_.at(id).dtype));
}

std::optional<ChannelView> Compiler::view_of(const Desc& desc)
{
    const Dims dims = dims_of(desc);
    if (dims.size() < 2)
        return {};
    ChannelView v{std::size_t(dims[0]), std::size_t(dims[1]), count(Shape(dims.begin() + 2, dims.end())), 1};
    if (desc == plain(dims))
        return v;
    for (v.block = 8; v.block <= 16; v.block *= 2)
        if (desc == blocked(dims, v.block))
            return v;
    return {};
}

std::size_t Compiler::block_of(TensorId id)
{
    const auto v = home(id).buffer < 0 ? std::nullopt : view(id);
    return v ? v->block : 1;
}

std::optional<ChannelView> Compiler::view(TensorId id)
{
    return view_of(home(id).desc);
}

ChannelView Compiler::view_or_plain(TensorId id)
{
    if (const auto v = view_of(home(id).desc))
        return *v;
    return *view_of(plain(shape(id)));
}

// ---- Fusion --------------------------------------------------------------------------------------------------------

std::optional<Activation> activation_of(Curve curve, double alpha)
{
    using dnnl::algorithm;
    switch (curve) {
    case Curve::Relu:
        return Activation{algorithm::eltwise_relu};
    case Curve::LeakyRelu:
        return Activation{algorithm::eltwise_relu, float(alpha)};
    case Curve::Elu:
        return Activation{algorithm::eltwise_elu, float(alpha)};
    case Curve::Tanh:
        return Activation{algorithm::eltwise_tanh};
    case Curve::Sigmoid:
        return Activation{algorithm::eltwise_logistic};
    case Curve::Silu:
        return Activation{algorithm::eltwise_swish, 1.f};
    case Curve::Softplus:
        return Activation{algorithm::eltwise_soft_relu, 1.f};
    case Curve::Mish:
        return Activation{algorithm::eltwise_mish};
    case Curve::GeluTanh:
        return Activation{algorithm::eltwise_gelu_tanh};
    default: // GELU too: oneDNN 3.7's has NaN for +∞.
        return {};
    }
}

bool Compiler::is_hidden(TensorId id) const
{
    return program_.at(id).role == Role::Intermediate || program_.at(id).role == Role::Gradient;
}

bool Compiler::known_before(TensorId id, std::size_t start, std::size_t reader) const
{
    // What lasts is there from the start, unless it is changed on the way to where it is read.
    const bool lasting = program_.at(id).role == Role::Weight || program_.at(id).role == Role::State;
    const auto writes = [&](const Op& op) { return std::ranges::count(written(op), id) > 0; };
    if (lasting)
        return std::none_of(program_.ops.begin() + std::ptrdiff_t(start),
                            program_.ops.begin() + std::ptrdiff_t(reader), writes);
    return writer_[std::size_t(id)] < start || writer_[std::size_t(id)] == program_.ops.size();
}

std::optional<Compiler::Sum> Compiler::sum_behind(TensorId id, std::size_t start) const
{
    if (!is_hidden(id) || readers(id).size() != 1)
        return {};
    const std::size_t op = readers(id)[0];
    const auto* sum = std::get_if<Binary>(&program_.ops[op]);
    if (!sum || sum->kind != BinaryKind::Add || sum->a == sum->b)
        return {};
    const TensorId other = sum->a == id ? sum->b : sum->a;
    if (shape(other) != shape(id) || !together(start, op) || !known_before(other, start, op) ||
        homes_[std::size_t(other)].desc != plain(shape(other)))
        return {};
    return Sum{other, sum->out, op};
}

Compiler::Tail Compiler::tail(TensorId out) const
{
    Tail t{.out = out};
    const std::size_t start = writer_[std::size_t(out)];
    if (!is_hidden(out))
        return t;
    if (readers(out).size() == 1) {
        // A product of more than two axes has its columns last, where only a sum can add to them.
        const Op& next = program_.ops[readers(out)[0]];
        const bool product = std::holds_alternative<MatMul>(program_.ops[start]);
        const auto* bias = std::get_if<AddBias>(&next);
        const auto* sum = std::get_if<Binary>(&next);
        if (!together(start, readers(out)[0]))
            return t;
        if (bias && bias->x == out && (!product || shape(out).size() == 2) && known_before(bias->bias, start, readers(out)[0])) {
            t.bias = bias->bias;
            t.out = bias->out;
        } else if (sum && product && sum->kind == BinaryKind::Add && sum->a == out &&
                   shape(sum->b) == Shape{shape(out).back()} && known_before(sum->b, start, readers(out)[0])) {
            t.bias = sum->b;
            t.out = sum->out;
        }
        if (t.bias != no_tensor) {
            t.ops.push_back(readers(out)[0]);
            t.what = " + " + std::string(name_of(next));
        }
    }
    if (!is_hidden(t.out))
        return t;
    if (std::holds_alternative<MatMul>(program_.ops[start]))
        if (const auto sum = sum_behind(t.out, start)) {
            t.addend = sum->other;
            t.add_last(sum->out, sum->op, "binary");
            return t;
        }
    // A curve follows, and nothing but its own way back needs what it started from, which can do with its result.
    const Eltwise* curve = nullptr;
    std::size_t curve_at = 0;
    for (std::size_t i : readers(t.out))
        if (const auto* e = std::get_if<Eltwise>(&program_.ops[i]); e && !curve) {
            curve = e;
            curve_at = i;
        }
    const auto known = curve ? activation_of(curve->curve, curve->alpha) : std::nullopt;
    if (!known || (readers(t.out).size() > 1 && !slope_from_result(curve->curve, curve->alpha)))
        return t;
    for (std::size_t i : readers(t.out)) {
        const auto* back = std::get_if<EltwiseBackward>(&program_.ops[i]);
        if (i != curve_at && (!back || back->x != t.out || back->y != curve->out))
            return t;
    }
    t.activation = known;
    t.add_last(curve->out, curve_at, "eltwise");
    return t;
}

std::optional<std::size_t> Compiler::bias_gradient(TensorId grad, std::size_t behind) const
{
    for (std::size_t i : readers(grad)) {
        const auto* r = std::get_if<Reduce>(&program_.ops[i]);
        if (!r || r->x != grad || r->kind != ReduceKind::Sum || shape(grad).size() < 3 ||
            count(shape(r->out)) != std::size_t(shape(grad)[1]))
            continue;
        const bool channels_stay =
            std::ranges::find(r->axes, 1) == r->axes.end() && r->axes.size() + 1 == shape(grad).size();
        const bool in_time = std::ranges::all_of(readers(r->out), [&](std::size_t reader) { return reader > behind; });
        if (channels_stay && in_time)
            return i;
    }
    return {};
}

} // namespace loom::onednn
