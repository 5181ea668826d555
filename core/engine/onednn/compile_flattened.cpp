// Pictures in blocks of channels that are flattened for a product: instead of reordering them in every step, the
// weight's rows are kept in the order that the blocks have.
#include "engine/onednn/compiler.h"

namespace loom::onednn {
namespace {

constexpr auto f32 = dnnl::memory::data_type::f32;

/// Rows of features in the order of blocks; seen as {N, C/block, block, places}, which is the plain order.
Desc flattened(const Dims& d)
{
    return Desc(d, f32, Dims{d[1] * d[2] * d[3], d[2] * d[3], 1, d[2]});
}

/// The weight of a product with such rows; seen as {C/block, block, places, units}.
Desc flattened_rows(const Dims& d)
{
    return Desc(d, f32, Dims{d[1] * d[2] * d[3], d[3], d[1] * d[3], 1});
}

} // namespace

bool Compiler::is_flattened(TensorId id)
{
    const Home& h = home(id);
    return shape(id).size() == 2 && h.buffer >= 0 && dims_of(h.desc).size() == 4 && h.desc == flattened(dims_of(h.desc));
}

bool Compiler::has_flattened_rows(TensorId id)
{
    const Home& h = home(id);
    return shape(id).size() == 2 && h.buffer >= 0 && dims_of(h.desc).size() == 4 &&
           h.desc == flattened_rows(dims_of(h.desc));
}

bool Compiler::flatten_in_place(const Reshape& r)
{
    const Shape &from = shape(r.x), &to = shape(r.out);
    if (home(r.out).buffer >= 0)
        return false;
    if (to.size() == 2 && from.size() > 2 && from[0] == to[0] && block_of(r.x) > 1 && !is_padded(r.x)) {
        // Worth it where a product with a weight follows, whose rows can be put into that order once and for all.
        for (std::size_t i : readers(r.out)) {
            const auto* m = std::get_if<MatMul>(&program_.ops[i]);
            if (!m || m->a != r.out || (!m->transpose_a && !is_open(m->b)))
                return false;
        }
        const auto block = std::int64_t(block_of(r.x));
        const Dims dims{to[0], from[1] / block, block, to[1] / from[1]};
        if (dims[3] == 1)
            return false; // The same order.
        home(r.out) = {home(r.x).buffer, flattened(dims)};
        return true;
    }
    if (from.size() == 2 && to.size() > 2 && from[0] == to[0] && is_flattened(r.x)) {
        const Dims dims = dims_of(home(r.x).desc);
        if (to[1] != dims[1] * dims[2])
            return false;
        home(r.out) = {home(r.x).buffer, blocked(to, std::size_t(dims[2]))};
        return true;
    }
    return false;
}

bool Compiler::is_open(TensorId id)
{
    return program_.at(id).role == Role::Weight && home(id).buffer < 0;
}

void Compiler::settle(TensorId weight, const Desc& desc)
{
    home(weight) = {draft_.buffer(desc.get_size(), true), desc};
    for (const Op& op : program_.ops)
        if (const Updated u = updated(op); u.param == weight)
            for (TensorId moment : u.moments)
                if (moment != no_tensor && program_.at(moment).role == Role::Moment && home(moment).buffer < 0)
                    home(moment) = {draft_.buffer(desc.get_size(), true), desc};
}

Compiler::Operands Compiler::operands(const MatMul& m)
{
    auto rows_for = [&](TensorId features, std::int64_t units) {
        const Dims d = dims_of(home(features).desc);
        return flattened_rows({d[1], d[2], d[3], units});
    };
    if (is_open(m.b))
        settle(m.b, is_flattened(m.a) && !m.transpose_a && !m.transpose_b ? rows_for(m.a, shape(m.b)[1])
                                                                          : plain(shape(m.b)));
    if (is_open(m.a))
        settle(m.a, plain(shape(m.a)));
    if (is_flattened(m.a) && !m.transpose_b) {
        const Desc rows = rows_for(m.a, shape(m.b)[1]);
        if (!m.transpose_a && home(m.b).desc == rows)
            return {home(m.a).buffer, home(m.b).buffer, plain(shape(m.out))};
        if (m.transpose_a)
            return {home(m.a).buffer, in_plain(m.b), rows_for(m.a, shape(m.out)[1])};
    }
    if (has_flattened_rows(m.b) && m.transpose_b && !m.transpose_a && tail(m.out).ops.empty()) {
        const Dims d = dims_of(home(m.b).desc);
        return {in_plain(m.a), home(m.b).buffer, flattened({shape(m.out)[0], d[0], d[1], d[2]})};
    }
    return {in_plain(m.a), in_plain(m.b), plain(shape(m.out))};
}

} // namespace loom::onednn
