// What sums up, repeats or moves elements.
#include "engine/onednn/compiler.h"
#include "engine/onednn/strides.h"

#include <algorithm>
#include <cstring>

namespace loom::onednn {
namespace {

const float* source(const Address& at, BufferId id)
{
    return static_cast<const float*>(at(id));
}
float* target(const Address& at, BufferId id)
{
    return static_cast<float*>(at(id));
}

/// What an axis list says about {batch, channels, spatial…}.
enum class Along { AllButChannels, Spatial, Other };

Along along(const std::vector<int>& axes, std::size_t rank)
{
    std::vector<int> spatial, all;
    for (int i = 0; i < int(rank); ++i) {
        if (i != 1)
            all.push_back(i);
        if (i >= 2)
            spatial.push_back(i);
    }
    return axes == all ? Along::AllButChannels : axes == spatial && !spatial.empty() ? Along::Spatial : Along::Other;
}

} // namespace

void Compiler::lower(const Reduce& r)
{
    if (made_at(now_) != now_)
        return;
    if (r.kind != ReduceKind::Sum && r.kind != ReduceKind::Mean)
        return fall_back();
    const Shape& from = shape(r.x);
    const float scale = r.kind == ReduceKind::Mean ? float(double(elements(r.out)) / double(elements(r.x))) : 1.f;
    const int threads = draft_.threads_for_bytes(4.0 * double(elements(r.x)));
    const Along way = from.size() < 2 ? Along::Other : along(r.axes, from.size());
    if (way != Along::Other) {
        const ChannelView v = view_or_plain(r.x);
        const BufferId x = v.block == 8 ? home(r.x).buffer : in_plain(r.x), out = place_plain(r.out);
        loop("reduce", threads, {x, out}, [=, &k = kernels_](const Address& at) {
            const auto run = way == Along::Spatial ? k.inner_sum : k.channel_sum;
            return [=, p = source(at, x), to = target(at, out)] { run(p, to, v, scale, threads); };
        });
        return;
    }
    const BufferId x = in_plain(r.x), out = place_plain(r.out);
    const std::size_t n = elements(r.out);
    const Strides to_strides = broadcast_strides(with_ones(from, r.axes), from.size());
    const Strided loops = strided(from, broadcast_strides(from, from.size()), to_strides, to_strides);
    loop("reduce", 1, {x, out}, [=, &k = kernels_](const Address& at) {
        return [=, &k, p = source(at, x), to = target(at, out)] { k.sum_strided(p, to, n, loops, scale); };
    });
}

void Compiler::lower(const Expand& e)
{
    const Shape& to_shape = shape(e.out);
    const BufferId x = in_plain(e.x);
    if (to_shape.size() > 2 && along(e.axes, to_shape.size()) == Along::Spatial) {
        const Desc desc = wanted(e.out);
        const ChannelView v = *view_of(desc);
        const BufferId out = place(e.out, desc);
        const int threads = draft_.threads_for_bytes(4.0 * double(elements(e.out)));
        loop("expand", threads, {x, out}, [=, &k = kernels_](const Address& at) {
            return
                [=, &k, p = source(at, x), to = target(at, out)] { k.inner_expand(p, to, v, float(e.scale), threads); };
        });
        return;
    }
    const BufferId out = place_plain(e.out);
    const Strides from = broadcast_strides(with_ones(to_shape, e.axes), to_shape.size());
    const Strided loops = strided(to_shape, from, from, broadcast_strides(to_shape, to_shape.size()));
    loop("expand", 1, {x, out}, [=, &k = kernels_](const Address& at) {
        return [=, &k, p = source(at, x), to = target(at, out)] { k.copy_strided(p, to, loops, float(e.scale)); };
    });
}

Desc Compiler::wanted(TensorId id)
{
    // A gradient meets the forward values of the same place in the network in the instructions that read it.
    for (std::size_t i : readers(id)) {
        TensorId partner = no_tensor;
        if (const auto* b = std::get_if<EltwiseBackward>(&program_.ops[i]))
            partner = b->y;
        else if (const auto* n = std::get_if<BatchNormBackward>(&program_.ops[i]))
            partner = n->x;
        else if (const auto* p = std::get_if<PoolBackward>(&program_.ops[i]))
            partner = p->y;
        if (partner != no_tensor && home(partner).buffer >= 0 && view(partner))
            return home(partner).desc;
    }
    return plain(shape(id));
}

void Compiler::lower(const Reshape& r)
{
    // The same memory under another shape, unless the values can change while the result is in use.
    const Role from = program_.at(r.x).role;
    const BufferId x = in_plain(r.x);
    if (from != Role::Weight && from != Role::State && from != Role::Moment && home(r.out).buffer < 0) {
        home(r.out) = {x, plain(shape(r.out), type_of(program_.at(r.out).dtype))};
        return;
    }
    const BufferId out = place_plain(r.out);
    const std::size_t bytes = elements(r.x) * size_of(program_.at(r.x).dtype);
    loop("reshape", 1, {x, out}, [=](const Address& at) {
        return [=, p = source(at, x), to = target(at, out)] { std::memcpy(to, p, bytes); };
    });
}

void Compiler::copy_part(std::string what, TensorId part, TensorId whole, int axis, std::int64_t begin, bool into_whole)
{
    // Along the channels, whole blocks of eight can stay what they are.
    const Desc part_blocked = blocked8_or_empty(part), whole_blocked = blocked8_or_empty(whole);
    const bool blocks = axis == 1 && begin % 8 == 0 && shape(part)[1] % 8 == 0 && shape(whole)[1] % 8 == 0 &&
                        !empty(part_blocked) &&
                        (into_whole ? home(part).desc == part_blocked : home(whole).desc == whole_blocked) &&
                        (!into_whole || home(whole).buffer < 0 || home(whole).desc == whole_blocked);
    const Desc from_desc = blocks ? (into_whole ? part_blocked : whole_blocked) : Desc{};
    const TensorId from_id = into_whole ? part : whole, to_id = into_whole ? whole : part;
    const BufferId from = blocks ? in_layout(from_id, from_desc) : in_plain(from_id);
    const BufferId to = place(to_id, blocks ? (into_whole ? whole_blocked : part_blocked) : plain(shape(to_id)));
    const std::size_t inner = count(Shape(shape(part).begin() + axis + 1, shape(part).end()));
    const std::size_t rows = count(Shape(shape(part).begin(), shape(part).begin() + axis));
    const std::size_t run = std::size_t(shape(part)[std::size_t(axis)]) * inner;
    const std::size_t stride = std::size_t(shape(whole)[std::size_t(axis)]) * inner,
                      offset = std::size_t(begin) * inner;
    const int threads = draft_.threads_for_bytes(8.0 * double(elements(part)));
    loop(std::move(what), threads, {from, to}, [=, &k = kernels_](const Address& at) {
        return [=, &k, p = source(at, from), q = target(at, to)] {
            if (into_whole)
                k.copy_runs(p, run, q + offset, stride, run, rows, threads);
            else
                k.copy_runs(p + offset, stride, q, run, run, rows, threads);
        };
    });
}

Desc Compiler::blocked8_or_empty(TensorId id)
{
    const Shape& s = shape(id);
    return s.size() < 3 || s.size() > 5 ? Desc{} : blocked8(s);
}

void Compiler::lower(const Concat& c)
{
    // All in blocks or none.
    const bool blocks =
        c.axis == 1 && std::ranges::all_of(c.inputs, [&](TensorId x) {
            return shape(x)[1] % 8 == 0 && !empty(blocked8_or_empty(x)) && home(x).desc == blocked8_or_empty(x);
        });
    place(c.out, blocks ? blocked8_or_empty(c.out) : plain(shape(c.out)));
    std::int64_t begin = 0;
    for (TensorId x : c.inputs) {
        copy_part("concat", x, c.out, c.axis, begin, true);
        begin += shape(x)[std::size_t(c.axis)];
    }
}

void Compiler::lower(const Slice& s)
{
    copy_part("slice", s.out, s.x, s.axis, s.begin, false);
}

void Compiler::lower(const SliceBackward& s)
{
    const BufferId out = place_plain(s.out);
    const std::size_t bytes = elements(s.out) * sizeof(float);
    loop("slice_backward, zero", 1, {out},
         [=](const Address& at) { return [=, to = target(at, out)] { std::memset(to, 0, bytes); }; });
    copy_part("slice_backward", s.grad, s.out, s.axis, s.begin, true);
}

} // namespace loom::onednn
