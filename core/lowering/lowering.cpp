#include "lowering/lowering.h"
#include "engine/reference/store.h"
#include "ir/gradient.h"
#include "ir/passes/passes.h"
#include "schema/recipe.h"

namespace loom {
namespace {

Shape with_batch(std::int64_t batch, const Shape& sample)
{
    Shape shape{batch};
    shape.insert(shape.end(), sample.begin(), sample.end());
    return shape;
}

Error first_error(const Document& document, const Analysis& analysis)
{
    for (const Finding& f : analysis.findings)
        if (f.severity == Severity::Error)
            return {f.message, f.hint};
    return {Message(LOOM_TEXT("The network of %1 nodes cannot be built."), document.nodes().size())};
}

} // namespace

Result<Lowered> lower(const Document& document, const DataFacts& data, Purpose purpose, std::int64_t batch, Keep keep)
{
    const Analysis analysis = analyse(document, &data);
    if (!analysis.sound())
        return first_error(document, analysis);

    Lowered result;
    result.batch = batch;
    Builder b(purpose == Purpose::Train ? Mode::Train : Mode::Infer);
    const Surroundings around{&data};
    result.samples = b.input("samples", with_batch(batch, data.sample));
    TensorId prediction = no_tensor;
    for (NodeId id : analysis.order) {
        const Node& node = document.nodes().at(id);
        const LayerType& type = *find_layer(node.type);
        std::vector<TensorId> operands;
        const auto ports = type.inputs(node.values).size();
        for (std::size_t p = 0; p < ports; ++p)
            operands.push_back(result.outputs.at(document.link_into(id, int(p))->from));
        if (ports == 0)
            operands.push_back(result.samples);
        b.set_scope(scope_of(id, node));
        const TensorId out = type.lower(b, node.values, operands, around);
        result.outputs[id] = out;
        if (!type.has_output)
            prediction = out;
    }

    const LossType& loss = *find_loss(document.recipe().loss.type);
    const Values& loss_values = document.recipe().loss.values;
    if (purpose != Purpose::Predict) {
        result.target = loss.needs == LossType::Needs::Label ? b.input("target", {batch}, DType::I32)
                                                             : b.input("target", Shape(b.shape(prediction)));
        result.weights = b.input("weights", {batch});
        result.loss = loss.lower(b, loss_values, prediction, result.target, result.weights, around);
        if (loss.needs != LossType::Needs::Numbers)
            result.correct = b.count_correct(prediction, result.target, result.weights);
    }
    if (purpose == Purpose::Train) {
        const TensorId one = b.constant({1}, {.a = 1});
        const auto gradient = differentiate(b.program(), result.loss, one);
        result.rate = b.input("rate", {1});
        const OptimizerType& optimizer = *find_optimizer(document.recipe().optimizer.type);
        std::vector<TensorId> learned, gradients;
        for (TensorId id = 0; id < TensorId(gradient.size()); ++id)
            if (b.program().at(id).role == Role::Weight && gradient[std::size_t(id)] != no_tensor) {
                learned.push_back(id);
                gradients.push_back(gradient[std::size_t(id)]);
            }
        const double limit = unpack_recipe(document.recipe().settings).clip_norm;
        const TensorId scale = limit > 0 && !learned.empty() ? b.clip_factor(gradients, limit) : no_tensor;
        for (std::size_t i = 0; i < learned.size(); ++i)
            optimizer.lower(b, document.recipe().optimizer.values, learned[i], gradients[i], result.rate);
        for (Op& op : b.program().ops)
            std::visit(
                [scale](auto& o) {
                    if constexpr (requires { o.scale = TensorId{}; o.param; })
                        o.scale = scale;
                },
                op);
    } else {
        result.scores = loss.scores(b, loss_values, prediction);
        // Where the loss applies no curve the scores are a node's own output, perhaps even the data: a tensor of its own
        // keeps both readable.
        if (result.scores == prediction)
            result.scores = b.affine(prediction, 1, 0);
        b.mark_output(result.scores, "scores");
    }
    if (result.loss != no_tensor)
        b.mark_output(result.loss, "loss");
    if (result.correct != no_tensor)
        b.mark_output(result.correct, "correct");
    if (keep == Keep::AllNodes)
        for (auto& [id, tensor] : result.outputs)
            if (b.program().at(tensor).role == Role::Intermediate)
                b.mark_output(tensor, "node." + scope_of(id, document.nodes().at(id)));
    result.clock = b.program().find("clock");
    result.program = b.take();
    improve(result.program, reference::compute_ahead);
    return result;
}

} // namespace loom
