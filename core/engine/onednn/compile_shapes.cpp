// What sums up, repeats or moves elements.
#include "engine/onednn/compiler.h"
#include "engine/onednn/strides.h"

#include <algorithm>
#include <cstring>
#include <numeric>

namespace loom::onednn {
namespace {

/// What an axis list says about {batch, channels, spatial…}. Leading: from the first one on, but not all.
enum class Along { AllButChannels, Spatial, Leading, Other };

Along along(const std::vector<int>& axes, std::size_t rank)
{
    std::vector<int> spatial, all, leading(axes.size());
    std::iota(leading.begin(), leading.end(), 0);
    for (int i = 0; i < int(rank); ++i) {
        if (i != 1)
            all.push_back(i);
        if (i >= 2)
            spatial.push_back(i);
    }
    if (axes == all)
        return Along::AllButChannels;
    if (axes == spatial && !spatial.empty())
        return Along::Spatial;
    return axes == leading && !leading.empty() && axes.size() < rank ? Along::Leading : Along::Other;
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
        const ChannelView v =
            way == Along::Leading ? ChannelView{elements(r.x) / elements(r.out), elements(r.out)} : view_or_plain(r.x);
        const BufferId x = v.block > 1 ? home(r.x).buffer : in_plain(r.x), out = place_plain(r.out);
        loop("reduce", {x, out}, [=, &k = kernels_](const Address& at) {
            const auto run = way == Along::Spatial ? k.inner_sum : k.channel_sum;
            return [=, p = source(at, x), to = target(at, out)] { run(p, to, v, scale, threads); };
        });
        return;
    }
    const BufferId x = in_plain(r.x), out = place_plain(r.out);
    const std::size_t n = elements(r.out);
    const Strides to_strides = broadcast_strides(with_ones(from, r.axes), from.size());
    const Strided loops = strided(from, broadcast_strides(from, from.size()), to_strides, to_strides);
    loop("reduce", {x, out}, [=, &k = kernels_](const Address& at) {
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
        loop("expand", {x, out}, [=, &k = kernels_](const Address& at) {
            return
                [=, &k, p = source(at, x), to = target(at, out)] { k.inner_expand(p, to, v, float(e.scale), threads); };
        });
        return;
    }
    const BufferId out = place_plain(e.out);
    const Strides from = broadcast_strides(with_ones(to_shape, e.axes), to_shape.size());
    const Strided loops = strided(to_shape, from, from, broadcast_strides(to_shape, to_shape.size()));
    loop("expand", {x, out}, [=, &k = kernels_](const Address& at) {
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
    if (flatten_in_place(r))
        return;
    // The same memory under another shape, unless the values can change while the result is in use.
    const Role from = program_.at(r.x).role;
    const BufferId x = in_plain(r.x);
    if (from != Role::Weight && from != Role::State && from != Role::Moment && home(r.out).buffer < 0) {
        home(r.out) = {x, plain(shape(r.out), type_of(program_.at(r.out).dtype))};
        return;
    }
    const BufferId out = place_plain(r.out);
    const std::size_t bytes = elements(r.x) * size_of(program_.at(r.x).dtype);
    loop("reshape", {x, out}, [=](const Address& at) {
        return [=, p = source(at, x), to = target(at, out)] { std::memcpy(to, p, bytes); };
    });
}

void Compiler::copy_part(std::string what, TensorId part, TensorId whole, int axis, std::int64_t begin, bool into_whole)
{
    // Along the channels, whole blocks can stay what they are.
    const TensorId from_id = into_whole ? part : whole, to_id = into_whole ? whole : part;
    const auto block = std::int64_t(block_of(from_id));
    const bool blocks = block > 1 && axis == 1 && begin % block == 0 && shape(part)[1] % block == 0 &&
                        shape(whole)[1] % block == 0 &&
                        (home(to_id).buffer < 0 || home(to_id).desc == blocked(shape(to_id), std::size_t(block)));
    const BufferId from = blocks ? home(from_id).buffer : in_plain(from_id);
    const BufferId to = place(to_id, blocks ? blocked(shape(to_id), std::size_t(block)) : plain(shape(to_id)));
    const std::size_t inner = count(Shape(shape(part).begin() + axis + 1, shape(part).end()));
    const std::size_t rows = count(Shape(shape(part).begin(), shape(part).begin() + axis));
    const std::size_t run = std::size_t(shape(part)[std::size_t(axis)]) * inner;
    const std::size_t stride = std::size_t(shape(whole)[std::size_t(axis)]) * inner,
                      offset = std::size_t(begin) * inner;
    const int threads = draft_.threads_for_bytes(8.0 * double(elements(part)));
    loop(std::move(what), {from, to}, [=, &k = kernels_](const Address& at) {
        return [=, &k, p = source(at, from), q = target(at, to)] {
            if (into_whole)
                k.copy_runs(p, run, q + offset, stride, run, rows, threads);
            else
                k.copy_runs(p + offset, stride, q, run, run, rows, threads);
        };
    });
}

void Compiler::lower(const Concat& c)
{
    // All in the same blocks or none.
    const std::size_t block = block_of(c.inputs[0]);
    const bool blocks = block > 1 && c.axis == 1 && std::ranges::all_of(c.inputs, [&](TensorId x) {
                            return block_of(x) == block && shape(x)[1] % std::int64_t(block) == 0;
                        });
    place(c.out, blocks ? blocked(shape(c.out), block) : plain(shape(c.out)));
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
    loop("slice_backward, zero", {out},
         [=](const Address& at) { return [=, to = target(at, out)] { std::memset(to, 0, bytes); }; });
    copy_part("slice_backward", s.grad, s.out, s.axis, s.begin, true);
}

} // namespace loom::onednn
