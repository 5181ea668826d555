// What has no loops here runs as the reference defines it: operands are converted to its numbers and results back.
#include "engine/onednn/compiler.h"

#include <algorithm>
#include <type_traits>

namespace loom::onednn {
namespace {

/// A tensor in this device's memory, and where the reference's numbers for it are: another place, unless they are the
/// same numbers.
struct Operand {
    TensorId id;
    DType dtype;
    std::size_t elements;
    BufferId own, wide;
};

/// The one place where the device's types are listed: calls f with a pointer to the first element.
template <class F>
void with_elements(DType dtype, void* data, F f)
{
    switch (dtype) {
    case DType::F32:
        return f(static_cast<float*>(data));
    case DType::F64:
        return f(static_cast<double*>(data));
    case DType::I32:
        return f(static_cast<std::int32_t*>(data));
    case DType::I64:
        return f(static_cast<std::int64_t*>(data));
    case DType::U8:
    case DType::Bool:
        return f(static_cast<std::uint8_t*>(data));
    }
}

bool same_numbers(DType dtype)
{
    return dtype == DType::F64 || dtype == DType::I64;
}

struct Bound {
    Operand operand;
    void *own, *wide;

    template <class F>
    void with_wide(F f) const
    {
        is_real(operand.dtype) ? f(static_cast<double*>(wide)) : f(static_cast<std::int64_t*>(wide));
    }
    void show(reference::Store& store) const
    {
        const auto i = std::size_t(operand.id);
        if (is_real(operand.dtype))
            store.reals[i] = {static_cast<double*>(wide), operand.elements};
        else
            store.integers[i] = {static_cast<std::int64_t*>(wide), operand.elements};
    }
    void convert(bool back) const
    {
        if (own == wide)
            return;
        with_elements(operand.dtype, own, [&](auto* narrow) {
            with_wide([&](auto* numbers) {
                for (std::size_t i = 0; i < operand.elements; ++i)
                    if (back)
                        narrow[i] = std::remove_reference_t<decltype(*narrow)>(numbers[i]);
                    else
                        numbers[i] = std::remove_reference_t<decltype(*numbers)>(narrow[i]);
            });
        });
    }
};

} // namespace

bool Compiler::in_f32(const Op& op) const
{
    if (std::holds_alternative<Reshape>(op))
        return true;
    const auto empty = [&](TensorId id) { return elements(id) == 0; };
    if (std::ranges::any_of(read(op), empty) || std::ranges::any_of(written(op), empty))
        return false;
    if (const auto* c = std::get_if<Cast>(&op)) {
        const auto known = [&](TensorId id) {
            const DType t = program_.at(id).dtype;
            return t == DType::F32 || t == DType::I32 || t == DType::I64;
        };
        return known(c->x) && known(c->out);
    }
    // The loops take whole numbers where the instruction asks for them (labels, clocks, places), so what is written
    // tells the type.
    const auto f32 = [&](TensorId id) { return program_.at(id).dtype == DType::F32; };
    const auto f64 = [&](TensorId id) { return program_.at(id).dtype == DType::F64; };
    return std::ranges::all_of(written(op), f32) && std::ranges::none_of(read(op), f64);
}

void Compiler::fall_back()
{
    const Op& op = program_.ops[now_];
    auto& store = stores_[stretches_[now_].part];
    if (!store) {
        store = std::make_shared<reference::Store>();
        for (const Tensor& t : program_.tensors)
            store->program.tensors.push_back({.shape = t.shape, .role = t.role, .dtype = t.dtype});
        store->reals.resize(program_.tensors.size());
        store->integers.resize(program_.tensors.size());
    }
    std::vector<TensorId> ids = read(op);
    const auto results = written(op);
    ids.insert(ids.end(), results.begin(), results.end());
    std::ranges::sort(ids);
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());

    std::vector<Operand> operands;
    std::vector<BufferId> touched;
    for (TensorId id : ids) {
        const bool made_here = home(id).buffer < 0;
        Operand o{id, program_.at(id).dtype, elements(id), made_here ? place_plain(id) : in_plain(id), -1};
        o.wide = same_numbers(o.dtype) ? o.own : draft_.buffer(o.elements * sizeof(double));
        operands.push_back(o);
        touched.push_back(o.own);
        touched.push_back(o.wide);
    }
    draft_.add(std::string(name_of(op)) + ", as the reference", touched,
               [op, operands, results, store](const Address& at) {
                   std::vector<Bound> bound;
                   for (const Operand& o : operands)
                       bound.push_back({o, at(o.own), at(o.wide)});
                   return Work([op, bound, results, store] {
                       for (const Bound& b : bound) {
                           b.show(*store);
                           b.convert(false);
                       }
                       reference::run(*store, op);
                       for (const Bound& b : bound)
                           if (std::ranges::find(results, b.operand.id) != results.end())
                               b.convert(true);
                       return dnnl_success;
                   });
               });
    for (TensorId id : results)
        changed(id);
}

} // namespace loom::onednn
