#include "evaluate/probe.h"
#include "ir/gradient.h"
#include "schema/recipe.h"
#include "train/checkpoint.h"
#include "train/feed.h"

#include <algorithm>
#include <set>

namespace loom {

Result<std::unique_ptr<NetworkProbe>> NetworkProbe::make(const Document& document, const DataFacts& facts, std::shared_ptr<const Dataset> data,
                                           const Tensors& trained, std::string_view device, int threads, Extent extent)
{
    auto backend = open_device(device);
    if (!backend)
        return backend.error();
    auto lowered = lower(document, facts, Purpose::Evaluate, 1, Keep::AllNodes);
    if (!lowered)
        return lowered.error();
    std::unique_ptr<NetworkProbe> probe(new NetworkProbe);
    probe->data_ = std::move(data);
    probe->flat_ = flattened(document);
    probe->lowered_ = std::move(*lowered);
    Program& program = probe->lowered_.program;

    probe->forward_ = program.tensors.size();
    // The way back, from the loss to everything that was given on the way there.
    std::vector<TensorId> wanted;
    for (std::size_t i = 0; i < program.tensors.size(); ++i)
        if (program.tensors[i].role == Role::Weight)
            wanted.push_back(TensorId(i));
    const std::set<TensorId> weights(wanted.begin(), wanted.end());
    std::set<TensorId> given;
    for (const auto& [id, tensor] : probe->lowered_.outputs)
        if (program.at(tensor).dtype == DType::F32 && !weights.contains(tensor) && given.insert(tensor).second)
            wanted.push_back(tensor);
    if (extent != Extent::Outputs && probe->lowered_.loss != no_tensor) {
        const auto seed = TensorId(program.tensors.size());
        program.tensors.push_back({.shape = {1}, .role = Role::Constant, .init = {.a = 1}});
        const auto found = differentiate(program, probe->lowered_.loss, seed, wanted);
        for (const TensorId of : wanted)
            if (const TensorId gradient = found[std::size_t(of)]; gradient != no_tensor) {
                probe->gradients_[of] = gradient;
                Tensor& t = program.at(gradient);
                if (t.role == Role::Gradient || t.role == Role::Intermediate) {
                    t.role = Role::Output;
                    t.name = "gradient." + std::to_string(gradient);
                }
            }
    }

    if (extent == Extent::Inside)
        for (std::size_t i = 0; i < program.tensors.size(); ++i)
            if (Tensor& t = program.tensors[i]; t.role == Role::Gradient || t.role == Role::Intermediate) {
                t.role = Role::Output;
                t.name = "inside." + std::to_string(i);
            }

    auto executable = (*backend)->compile(program, {threads});
    if (!executable)
        return executable.error();
    probe->executable_ = std::move(*executable);
    Carried carried(program);
    carried.initialise(std::uint64_t(unpack_recipe(document.recipe().settings).seed));
    carried.write_to(*probe->executable_);
    for (std::size_t i = 0; i < program.tensors.size(); ++i) {
        const Tensor& t = program.tensors[i];
        if (t.role != Role::Weight && t.role != Role::State)
            continue;
        const auto known = trained.find(t.name);
        if (known != trained.end() && known->second.size() == count(t.shape))
            probe->executable_->write(TensorId(i), std::span<const float>(known->second));
        else
            probe->untrained_.push_back(t.name);
    }
    return probe;
}

Status NetworkProbe::show(std::uint32_t row)
{
    BatchSetup setup;
    setup.size = 1;
    setup.epochs = 1;
    BatchStream rows(data_, {row}, setup);
    const Batch* batch = rows.next();
    if (lowered_.loss == no_tensor || rows.unreadable() > 0)
        return Error{Message(LOOM_TEXT("Row %1 cannot be read."), row + 1), LOOM_TEXT("Choose another one.")};
    auto result = run_batch(*executable_, lowered_, *batch);
    if (!result)
        return result.error();
    loss_ = result->loss;
    return Ok{};
}

std::optional<NetworkProbe::Values> NetworkProbe::read(TensorId id, bool batch) const
{
    const Tensor& t = lowered_.program.at(id);
    if (t.dtype != DType::F32)
        return {};
    Values values{batch ? Shape(t.shape.begin() + 1, t.shape.end()) : t.shape, std::vector<float>(count(t.shape))};
    executable_->read(id, std::span<float>(values.numbers));
    return values;
}

std::optional<NetworkProbe::Values> NetworkProbe::output(NodeId id) const
{
    const auto tensor = lowered_.outputs.find(id);
    return tensor == lowered_.outputs.end() ? std::nullopt : read(tensor->second, true);
}

std::optional<NetworkProbe::Values> NetworkProbe::gradient(NodeId id) const
{
    const auto tensor = lowered_.outputs.find(id);
    if (tensor == lowered_.outputs.end())
        return {};
    const auto gradient = gradients_.find(tensor->second);
    return gradient == gradients_.end() ? std::nullopt : read(gradient->second, true);
}

TensorId NetworkProbe::tensor_of(NodeId id) const
{
    const auto tensor = lowered_.outputs.find(id);
    return tensor == lowered_.outputs.end() ? no_tensor : tensor->second;
}

TensorId NetworkProbe::gradient_of(TensorId id) const
{
    const auto gradient = gradients_.find(id);
    return gradient == gradients_.end() ? no_tensor : gradient->second;
}

std::vector<TensorId> NetworkProbe::weight_tensors(NodeId id) const
{
    std::vector<TensorId> found;
    const Node* node = flat_.document.find(id);
    if (!node)
        return found;
    const std::string prefix = scope_of(id, *node) + ".";
    for (std::size_t i = 0; i < lowered_.program.tensors.size(); ++i)
        if (const Tensor& t = lowered_.program.tensors[i]; t.role == Role::Weight && t.name.starts_with(prefix))
            found.push_back(TensorId(i));
    return found;
}

std::optional<NetworkProbe::Values> NetworkProbe::tensor(TensorId id) const
{
    const Tensor& t = lowered_.program.at(id);
    if (t.role == Role::Intermediate || t.role == Role::Gradient)
        return {};
    Values values{t.shape, std::vector<float>(count(t.shape))};
    if (t.role == Role::Constant) { // Devices do not give these back.
        if (t.init.kind != InitKind::Constant)
            return {};
        for (std::size_t i = 0; i < values.numbers.size(); ++i)
            values.numbers[i] = !t.init.whole.empty()    ? float(t.init.whole[i])
                                : !t.init.values.empty() ? float(t.init.values[i])
                                                         : float(t.init.a);
    } else if (t.dtype == DType::F32) {
        executable_->read(id, std::span<float>(values.numbers));
    } else if (t.dtype == DType::F64) {
        std::vector<double> fine(values.numbers.size());
        executable_->read(id, std::span<double>(fine));
        std::ranges::transform(fine, values.numbers.begin(), [](double v) { return float(v); });
    } else {
        std::vector<std::int64_t> whole(values.numbers.size());
        executable_->read(id, std::span<std::int64_t>(whole));
        std::ranges::transform(whole, values.numbers.begin(), [](std::int64_t v) { return float(v); });
    }
    return values;
}

std::vector<NetworkProbe::Weight> NetworkProbe::weights(NodeId id) const
{
    std::vector<Weight> found;
    for (const TensorId tensor : weight_tensors(id)) {
        const std::string prefix = scope_of(id, *flat_.document.find(id)) + ".";
        Weight weight{lowered_.program.at(tensor).name.substr(prefix.size()), *read(tensor, false), {}};
        if (const TensorId gradient = gradient_of(tensor); gradient != no_tensor)
            weight.gradient = read(gradient, false);
        found.push_back(std::move(weight));
    }
    return found;
}

} // namespace loom
