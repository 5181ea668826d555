#include "engine/reference/store.h"

#include <algorithm>

namespace loom {

void reference::compute_ahead(Program& program, const Op& op)
{
    // A store of the operands' and results' numbers alone.
    Op here = op;
    std::vector<TensorId> ids;
    auto places = operands(here);
    const auto to = results(here);
    places.insert(places.end(), to.begin(), to.end());
    for (TensorId* place : places) {
        const auto known = std::ranges::find(ids, *place);
        const auto at = known - ids.begin();
        if (known == ids.end())
            ids.push_back(*place);
        *place = TensorId(at);
    }
    Store store;
    std::vector<std::vector<double>> reals(ids.size());
    std::vector<std::vector<std::int64_t>> whole(ids.size());
    for (std::size_t i = 0; i < ids.size(); ++i) {
        const Tensor& t = program.at(ids[i]);
        store.program.tensors.push_back({.shape = t.shape, .dtype = t.dtype});
        reals[i].resize(is_real(t.dtype) ? count(t.shape) : 0);
        whole[i].resize(is_real(t.dtype) ? 0 : count(t.shape));
        if (t.role == Role::Constant) {
            fill_exactly(t.init, std::span(reals[i]));
            fill_exactly(t.init, std::span(whole[i]));
        }
        store.reals.emplace_back(reals[i]);
        store.integers.emplace_back(whole[i]);
    }
    run(store, here);
    for (const TensorId* place : to) {
        Tensor& t = program.at(ids[std::size_t(*place)]);
        t.role = Role::Constant;
        t.init = {};
        t.init.values = std::move(reals[std::size_t(*place)]);
        if (t.dtype == DType::F32)
            for (double& v : t.init.values)
                v = double(float(v));
        t.init.whole = std::move(whole[std::size_t(*place)]);
    }
}

} // namespace loom
