// Order, type and choice of elements, and products of many matrices.
#include "engine/onednn/compiler.h"

#include <oneapi/dnnl/dnnl.h>

#include <algorithm>
#include <cstring>

namespace loom::onednn {
void Compiler::lower(const Permute& p)
{
    // The same memory seen in another order, unless the values can change while the result is in use. Whoever needs
    // them side by side has them moved once; two orders that undo each other cost nothing.
    const Role role = program_.at(p.x).role;
    const bool lasting = role == Role::Weight || role == Role::State || role == Role::Moment;
    const Desc seen = is_strided(home(p.x).desc) ? home(p.x).desc : plain(shape(p.x));
    const BufferId x = in_layout(p.x, seen);
    const Dims strides = strides_of(seen);
    Dims moved;
    for (int axis : p.perm)
        moved.push_back(strides[std::size_t(axis)]);
    const Desc desc(shape(p.out), dnnl::memory::data_type::f32, moved);
    if (!lasting && home(p.out).buffer < 0) {
        home(p.out) = {x, desc};
        return;
    }
    const Desc to = plain(shape(p.out));
    draft_.add("permute", reorder(draft_.engine(), desc, to),
               {{DNNL_ARG_FROM, x, desc}, {DNNL_ARG_TO, place(p.out, to), to}});
}

namespace {

template <class To, class From>
To converted_number(From v)
{
    if constexpr (std::is_floating_point_v<From> && std::is_integral_v<To>) {
        // Beyond these the conversion is not defined.
        const From limit = sizeof(To) == 4 ? From(2147483520) : From(9223371487098961920.);
        return v != v ? To(0) : To(v < -limit ? -limit : v > limit ? limit : v);
    } else {
        return To(v);
    }
}

template <class To, class From>
void convert(const void* from, void* to, std::size_t n)
{
    const auto* x = static_cast<const From*>(from);
    auto* out = static_cast<To*>(to);
    for (std::size_t i = 0; i < n; ++i)
        out[i] = converted_number<To>(x[i]);
}

using Conversion = void (*)(const void*, void*, std::size_t);
template <class From>
Conversion conversion_from(DType to)
{
    return to == DType::F32   ? &convert<float, From>
           : to == DType::I32 ? &convert<std::int32_t, From>
                              : &convert<std::int64_t, From>;
}

} // namespace

void Compiler::lower(const Cast& c)
{
    const DType from = program_.at(c.x).dtype, to = program_.at(c.out).dtype;
    const BufferId x = from == DType::F32 ? in_plain(c.x) : home(c.x).buffer;
    const BufferId out = place_plain(c.out);
    const Conversion run = from == DType::F32   ? conversion_from<float>(to)
                           : from == DType::I32 ? conversion_from<std::int32_t>(to)
                                                : conversion_from<std::int64_t>(to);
    loop("cast", {x, out}, [=, n = elements(c.x)](const Address& at) {
        return [=, p = at(x), q = at(out)] { run(p, q, n); };
    });
}

namespace {

GatherArgs gather_sizes(const Shape& x, int axis, std::size_t indices)
{
    return {nullptr, nullptr, count(Shape(x.begin(), x.begin() + axis)), std::size_t(x[std::size_t(axis)]), indices,
            count(Shape(x.begin() + axis + 1, x.end()))};
}

GatherArgs placed(GatherArgs args, DType type, const void* indices)
{
    if (type == DType::I32)
        args.narrow = static_cast<const std::int32_t*>(indices);
    else
        args.wide = static_cast<const std::int64_t*>(indices);
    return args;
}

} // namespace

void Compiler::lower(const Gather& g)
{
    const BufferId x = in_plain(g.x), indices = home(g.indices).buffer, out = place_plain(g.out);
    const GatherArgs sizes = gather_sizes(shape(g.x), g.axis, elements(g.indices));
    const DType type = program_.at(g.indices).dtype;
    const int threads = draft_.threads_for_bytes(8.0 * double(elements(g.out)));
    loop("gather", {x, indices, out}, [=, &k = kernels_](const Address& at) {
        return [=, &k, args = placed(sizes, type, at(indices)), from = source(at, x), to = target(at, out)] {
            k.gather(args, from, to, threads);
        };
    });
}

void Compiler::lower(const GatherBackward& g)
{
    const BufferId grad = in_plain(g.grad), indices = home(g.indices).buffer, out = place_plain(g.out);
    const GatherArgs sizes = gather_sizes(shape(g.out), g.axis, elements(g.indices));
    const DType type = program_.at(g.indices).dtype;
    const int threads = draft_.threads_for_bytes(12.0 * double(elements(g.grad)) + 4.0 * double(elements(g.out)));
    loop("gather_backward", {grad, indices, out}, [=, &k = kernels_](const Address& at) {
        return [=, &k, args = placed(sizes, type, at(indices)), from = source(at, grad), to = target(at, out)] {
            k.scatter_add(args, from, to, threads);
        };
    });
}

void Compiler::lower(const Assign& a)
{
    const BufferId x = in_plain(a.x), into = in_plain(a.into), places = a.places == no_tensor ? -1 : home(a.places).buffer;
    std::vector<BufferId> touched{x, into};
    if (places >= 0)
        touched.push_back(places);
    const Shape &from = shape(a.x), &to = shape(a.into);
    const auto rows = places < 0 ? 1 : from[0], size = places < 0 ? 1 : from[std::size_t(a.axis)],
               room = places < 0 ? 1 : to[std::size_t(a.axis)];
    const std::size_t between = places < 0 ? 1 : count(Shape(from.begin() + 1, from.begin() + a.axis)),
                      inner = places < 0 ? elements(a.x) : count(Shape(from.begin() + a.axis + 1, from.end()));
    loop("assign", touched, [=](const Address& at) {
        return [=, source = source(at, x), target = target(at, into),
                where = places < 0 ? nullptr : static_cast<const std::int32_t*>(at(places))] {
            for (std::int64_t n = 0; n < rows; ++n) {
                const std::int64_t place = where ? where[n] : 0, begin = std::max<std::int64_t>(0, -place),
                                   end = std::min(size, room - place);
                for (std::size_t m = std::size_t(n) * between; begin < end && m < std::size_t(n + 1) * between; ++m)
                    std::memcpy(target + (m * std::size_t(room) + std::size_t(place + begin)) * inner,
                                source + (m * std::size_t(size) + std::size_t(begin)) * inner,
                                std::size_t(end - begin) * inner * sizeof(float));
            }
        };
    });
    changed(a.into);
}

// ---- Products of many matrices -------------------------------------------------------------------------------------

namespace {

/// One operand's matrices: where each begins, in elements, and how they lie.
struct Matrices {
    std::vector<std::ptrdiff_t> begin;
    std::int64_t leading = 1; // From one row to the next, or with `turned` from one column to the next.
    bool turned = false;      // Rows have the stride 1 instead of columns.
};

/// Whether one of the last two axes lies side by side and rows do not overlap.
bool is_matrix(const Desc& d)
{
    if (!is_strided(d))
        return false;
    const Dims dims = dims_of(d), strides = strides_of(d);
    const auto n = dims.size();
    auto good = [&](std::size_t outer, std::size_t inner) {
        return strides[inner] == 1 && strides[outer] >= std::max<dnnl_dim_t>(1, dims[inner]);
    };
    return good(n - 2, n - 1) || good(n - 1, n - 2);
}

Matrices matrices(const Desc& d, const Shape& out)
{
    const Dims dims = dims_of(d), strides = strides_of(d);
    const auto n = dims.size(), rank = out.size();
    Matrices m;
    // The stride of a single row means nothing, but the product wants one that a row fits into.
    m.turned = !(strides[n - 1] == 1 && (strides[n - 2] >= dims[n - 1] || dims[n - 2] == 1));
    m.leading = m.turned ? std::max(strides[n - 1], dims[n - 2]) : std::max(strides[n - 2], dims[n - 1]);
    const auto total = count(Shape(out.begin(), out.end() - 2));
    for (std::size_t i = 0; i < total; ++i) {
        std::ptrdiff_t at = 0;
        std::size_t rest = i;
        for (std::size_t axis = 3; axis <= rank; ++axis) {
            const auto size = std::size_t(out[rank - axis]);
            if (axis <= n && dims[n - axis] != 1)
                at += std::ptrdiff_t(rest % size) * strides[n - axis];
            rest /= size;
        }
        m.begin.push_back(at);
    }
    return m;
}

/// The same matrices with rows as columns.
Desc turned(const Desc& d)
{
    Dims dims = dims_of(d), strides = strides_of(d);
    const auto n = dims.size();
    std::swap(dims[n - 2], dims[n - 1]);
    std::swap(strides[n - 2], strides[n - 1]);
    return Desc(dims, dnnl::memory::data_type::f32, strides);
}

/// The same, with strides of single rows and columns as products want them, although they mean nothing.
Desc with_room(const Desc& d)
{
    const Dims dims = dims_of(d);
    Dims strides = strides_of(d);
    const auto n = dims.size();
    if (dims[n - 2] == 1)
        strides[n - 2] = std::max(strides[n - 2], dims[n - 1] * strides[n - 1]);
    else if (dims[n - 1] == 1)
        strides[n - 1] = std::max(strides[n - 1], dims[n - 2] * strides[n - 2]);
    return Desc(dims, dnnl::memory::data_type::f32, strides);
}

/// Whether every matrix of one goes with one of the other.
bool as_many(const Shape& a, const Shape& b)
{
    return std::equal(a.begin(), a.end() - 2, b.begin(), b.end() - 2);
}

} // namespace

void Compiler::lower_batched(const MatMul& m)
{
    const Shape &sa = shape(m.a), &sb = shape(m.b), &so = shape(m.out);
    const auto inner = inner_size(program_, m), rows = so[so.size() - 2], columns = so.back();
    const int threads = draft_.threads_for_flops(2.0 * double(elements(m.out)) * double(inner));
    if (sb.size() == 2 && !m.transpose_a) {
        const Tail end = tail(m.out);
        std::ranges::for_each(end.ops, [this](auto op) { skip(op); });
        add_product("matmul" + end.what,
                    {.a = in_plain(m.a), .b = in_plain(m.b), .out = place_plain(end.out),
                     .bias = end.bias == no_tensor ? -1 : in_plain(end.bias),
                     .addend = end.addend == no_tensor ? -1 : in_plain(end.addend),
                     .height = std::int64_t(elements(m.out)) / columns, .inner = inner, .width = columns,
                     .transpose_b = m.transpose_b},
                    end.activation);
        return;
    }
    const Desc desc_a = is_matrix(home(m.a).desc) ? home(m.a).desc : plain(sa),
               desc_b = is_matrix(home(m.b).desc) ? home(m.b).desc : plain(sb);
    const BufferId a = in_layout(m.a, desc_a), b = in_layout(m.b, desc_b);
    const Desc desc_out = wanted_by_permute(m.out);
    const BufferId out = place(m.out, desc_out);
    const Matrices ma = matrices(desc_a, so), mb = matrices(desc_b, so), mo = matrices(desc_out, so);
    const char ta = ma.turned != m.transpose_a ? 'T' : 'N', tb = mb.turned != m.transpose_b ? 'T' : 'N';
    if (ta == 'N' && tb == 'T' && as_many(sa, sb)) {
        // As for the scores of attention: oneDNN's product of many matrices takes two thirds of the time that one call
        // for each takes, for small ones. It is the slower way for the others.
        auto as_multiplied = [](const Argument& of, bool turn) {
            return Argument{of.index, of.buffer, with_room(turn ? turned(of.desc) : of.desc), of.offset};
        };
        draft_.add("matmul, batched", pieces({desc_a, desc_b, desc_out}, threads, [&](Rows r) {
                       const std::vector<Argument> args{
                           as_multiplied(loom::onednn::rows(DNNL_ARG_SRC, a, desc_a, r), m.transpose_a),
                           as_multiplied(loom::onednn::rows(DNNL_ARG_WEIGHTS, b, desc_b, r), m.transpose_b),
                           as_multiplied(loom::onednn::rows(DNNL_ARG_DST, out, desc_out, r), false)};
                       return Piece{matmul(draft_.engine(), args[0].desc, args[1].desc, {}, args[2].desc), args};
                   }));
        return;
    }
    draft_.need_plain_products();
    loop("matmul, batched", {a, b, out}, [=](const Address& at) {
        return [=, pa = source(at, a), pb = source(at, b), po = target(at, out)] {
            auto product = [&](std::size_t i) {
                dnnl_sgemm(ta, tb, rows, columns, inner, 1.f, pa + ma.begin[i], ma.leading, pb + mb.begin[i],
                           mb.leading, 0.f, po + mo.begin[i], mo.leading);
            };
            const std::size_t total = mo.begin.size(), parts = std::size_t(threads);
            share_out(threads, [&](int part) {
                const auto p = std::size_t(part);
                for (std::size_t i = total * p / parts; i < total * (p + 1) / parts; ++i)
                    product(i);
            });
        };
    });
}

Desc Compiler::wanted_by_permute(TensorId id)
{
    if (readers(id).size() != 1)
        return plain(shape(id));
    const auto* p = std::get_if<Permute>(&program_.ops[readers(id)[0]]);
    if (!p)
        return plain(shape(id));
    const Dims strides = strides_of(plain(shape(p->out)));
    Dims own(strides.size());
    for (std::size_t i = 0; i < own.size(); ++i)
        own[std::size_t(p->perm[i])] = strides[i];
    const Desc desc(shape(id), dnnl::memory::data_type::f32, own);
    const auto n = own.size();
    return is_matrix(desc) && own[n - 1] == 1 ? desc : plain(shape(id));
}

} // namespace loom::onednn
