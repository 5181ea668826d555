#include "lowering/lowering.h"
#include "ir/gradient.h"
#include "schema/recipe.h"

#include <algorithm>
#include <set>

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

/// Which nodes give one step of a sequence where the program walks, the last axis of their whole shape being the steps.
class Walked {
public:
    explicit Walked(const Shape& sample) : sample_(sample) {}

    /// Why the node cannot go step by step; nothing where it can, or where no steps come in.
    std::optional<Error> enter(NodeId id, const Node& node, const NodeFacts& facts, std::span<const NodeId> from)
    {
        const auto steps = std::ranges::count_if(from, [&](NodeId n) { return nodes_.contains(n); });
        const bool is_input = node.type == "input";
        if (steps == 0 && !is_input)
            return {};
        std::vector<Shape> whole;
        for (const auto& shape : facts.inputs)
            whole.push_back(*shape);
        if (is_input)
            whole = {sample_};
        auto reason = find_layer(node.type)->needs_whole(node.values, whole);
        if (!reason && !is_input && steps != std::ssize(from))
            reason = LOOM_TEXT("It joins steps with something that is no sequence of them.");
        if (reason)
            return Error{Message(LOOM_TEXT("%1 needs the whole sequence, so this network cannot write one step by step."),
                                 node.name),
                         *reason};
        if (facts.output->back() == sample_.back())
            nodes_.insert(id);
        return {};
    }

private:
    const Shape& sample_;
    std::set<NodeId> nodes_;
};

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
    const bool walks = purpose == Purpose::Generate;
    Shape sample = data.sample;
    if (walks) {
        if (sample.empty() || sample.size() > 2)
            return Error{Message(LOOM_TEXT("Samples of %1 are no sequences, so none can be written."), shape_text(sample)),
                         LOOM_TEXT("Choose text or other sequences in Data.")};
        b.walk(batch, sample.back());
        result.position = b.position();
        sample.back() = 1;
    }
    Walked walked(data.sample);
    result.samples = b.input("samples", with_batch(batch, sample));
    TensorId prediction = no_tensor;
    for (NodeId id : analysis.order) {
        const Node& node = document.nodes().at(id);
        const LayerType& type = *find_layer(node.type);
        std::vector<TensorId> operands;
        std::vector<NodeId> from;
        const auto ports = type.inputs(node.values).size();
        for (std::size_t p = 0; p < ports; ++p) {
            from.push_back(document.link_into(id, int(p))->from);
            operands.push_back(result.outputs.at(from.back()));
        }
        if (walks)
            if (auto refused = walked.enter(id, node, analysis.nodes.at(id), from))
                return std::move(*refused);
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
    if (purpose == Purpose::Train || purpose == Purpose::Evaluate) {
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
    return result;
}

} // namespace loom
