#include "lowering/lowering.h"
#include "engine/reference/store.h"
#include "ir/gradient.h"
#include "ir/passes/passes.h"
#include "schema/recipe.h"
#include "schema/sequences.h"

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

class Lowering {
public:
    Lowering(const Document& document, const DataFacts& data, const Analysis& analysis, Purpose purpose, std::int64_t batch)
        : document_(document), data_(data), analysis_(analysis), purpose_(purpose),
          b_(purpose == Purpose::Train ? Mode::Train : Mode::Infer)
    {
        out_.batch = batch;
    }

    Lowered run(Keep keep)
    {
        out_.samples = b_.input("samples", with_batch(out_.batch, data_.sample));
        for (NodeId id : analysis_.order)
            add(id);
        if (loss_.lower_generator)
            play();
        else
            judge();
        if (out_.scores != no_tensor)
            b_.mark_output(out_.scores, "scores");
        if (out_.loss != no_tensor)
            b_.mark_output(out_.loss, "loss");
        if (out_.correct != no_tensor)
            b_.mark_output(out_.correct, "correct");
        if (keep == Keep::AllNodes)
            for (auto& [id, tensor] : out_.outputs)
                if (b_.program().at(tensor).role == Role::Intermediate)
                    b_.mark_output(tensor, "node." + scope_of(id, document_.nodes().at(id)));
        out_.clock = b_.program().find("clock");
        out_.program = b_.take();
        improve(out_.program, reference::compute_ahead);
        return std::move(out_);
    }

private:
    /// Appends a node, whose operands are there.
    void add(NodeId id)
    {
        const Node& node = document_.nodes().at(id);
        const LayerType& type = *find_layer(node.type);
        std::vector<TensorId> operands;
        const auto ports = type.inputs(node.values).size();
        for (std::size_t p = 0; p < ports; ++p)
            operands.push_back(out_.outputs.at(document_.link_into(id, int(p))->from));
        if (ports == 0)
            operands.push_back(out_.samples);
        b_.set_scope(scope_of(id, node));
        const auto before = TensorId(b_.program().tensors.size());
        const TensorId out = type.lower(b_, node.values, operands, around_);
        for (TensorId made = before; made < TensorId(b_.program().tensors.size()); ++made)
            if (b_.program().at(made).role == Role::Weight)
                weights_[id].push_back(made);
        out_.outputs[id] = out;
        if (!type.has_output)
            prediction_ = out;
    }

    /// The loss of a prediction with its target, and training by it.
    void judge()
    {
        std::optional<Places> places;
        if (loss_.needs == LossType::Needs::Label && !data_.label_shape.empty()) {
            places.emplace(b_.shape(prediction_));
            prediction_ = places->rows(b_, prediction_);
        }
        if (purpose_ != Purpose::Predict) {
            if (loss_.needs == LossType::Needs::Label)
                out_.target = b_.input("target", with_batch(out_.batch, data_.label_shape), DType::I32);
            else if (loss_.needs != LossType::Needs::Nothing)
                out_.target = b_.input("target", Shape(b_.shape(prediction_)));
            out_.weights = b_.input("weights", {out_.batch});
            TensorId target = out_.target, weights = out_.weights;
            if (places) {
                target = b_.reshape(target, {out_.batch * places->size()});
                weights = places->repeated(b_, weights);
            }
            out_.loss = loss_.lower(b_, loss_values_, prediction_, target, weights, around_);
            if (loss_.needs == LossType::Needs::Label || loss_.needs == LossType::Needs::Binary)
                out_.correct = b_.count_correct(prediction_, target, weights);
            if (places)
                out_.correct = b_.affine(out_.correct, 1 / double(places->size()), 0);
        }
        if (purpose_ == Purpose::Train) {
            std::vector<TensorId> all;
            for (const auto& [id, weights] : weights_)
                all.insert(all.end(), weights.begin(), weights.end());
            learn(out_.loss, std::move(all));
            return;
        }
        score(prediction_);
        if (places)
            out_.scores = places->back(b_, out_.scores);
    }

    /// A game of two (Goodfellow et al. 2014, algorithm 1 with one step of each): the discriminator, all that is behind
    /// “Real and made”, learns to tell the real samples from the made; then the generator, all that leads to its second
    /// input, learns from what the discriminator now says of the same made samples.
    void play()
    {
        const NodeId meeting = *std::ranges::find(analysis_.order, "real_and_made",
                                                  [this](NodeId id) { return document_.nodes().at(id).type; });
        const NodeId maker = *maker_of(document_);
        const TensorId made = out_.outputs.at(maker);
        if (purpose_ != Purpose::Predict) {
            out_.weights = b_.input("weights", {out_.batch});
            out_.loss = loss_.lower(b_, loss_values_, prediction_, no_tensor, out_.weights, around_);
        }
        if (purpose_ != Purpose::Train)
            return score(made);

        std::vector<NodeId> behind;
        std::set<NodeId> reached{meeting};
        for (NodeId id : analysis_.order)
            if (std::ranges::any_of(document_.links(), [&](const Link& l) { return l.to == id && reached.contains(l.from); })) {
                reached.insert(id);
                behind.push_back(id);
            }
        learn(out_.loss, weights_of(reached));
        out_.outputs[meeting] = made;
        for (NodeId id : behind)
            add(id);
        learn(loss_.lower_generator(b_, loss_values_, prediction_, out_.weights), weights_of(leading_to(document_, maker)));
    }

    std::vector<TensorId> weights_of(const std::set<NodeId>& nodes) const
    {
        std::vector<TensorId> found;
        for (const auto& [id, weights] : weights_)
            if (nodes.contains(id))
                found.insert(found.end(), weights.begin(), weights.end());
        return found;
    }

    /// Appends the way back from a loss to these weights, and their updates.
    void learn(TensorId loss, std::vector<TensorId> weights)
    {
        std::ranges::sort(weights);
        const TensorId one = b_.constant({1}, {.a = 1});
        const auto gradient = differentiate(b_.program(), loss, one, weights);
        if (out_.rate == no_tensor)
            out_.rate = b_.input("rate", {1});
        std::vector<TensorId> gradients;
        std::erase_if(weights, [&](TensorId id) { return gradient[std::size_t(id)] == no_tensor; });
        for (TensorId id : weights)
            gradients.push_back(gradient[std::size_t(id)]);
        const double limit = unpack_recipe(document_.recipe().settings).clip_norm;
        const TensorId scale = limit > 0 && !weights.empty() ? b_.clip_factor(gradients, limit) : no_tensor;
        const OptimizerType& optimizer = *find_optimizer(document_.recipe().optimizer.type);
        const auto first = std::ptrdiff_t(b_.program().ops.size());
        for (std::size_t i = 0; i < weights.size(); ++i)
            optimizer.lower(b_, document_.recipe().optimizer.values, weights[i], gradients[i], out_.rate);
        std::for_each(b_.program().ops.begin() + first, b_.program().ops.end(), [scale](Op& op) {
            std::visit(
                [scale](auto& o) {
                    if constexpr (requires { o.scale = TensorId{}; o.param; })
                        o.scale = scale;
                },
                op);
        });
    }

    void score(TensorId prediction)
    {
        out_.scores = loss_.scores(b_, loss_values_, prediction);
        // Where the loss applies no curve the scores are a node's own output, perhaps even the data: a tensor of its own
        // keeps both readable.
        if (out_.scores == prediction)
            out_.scores = b_.affine(prediction, 1, 0);
    }

    const Document& document_;
    const DataFacts& data_;
    const Analysis& analysis_;
    const Purpose purpose_;
    const Surroundings around_{&data_};
    const LossType& loss_ = *find_loss(document_.recipe().loss.type);
    const Values& loss_values_ = document_.recipe().loss.values;
    Builder b_;
    Lowered out_;
    TensorId prediction_ = no_tensor;
    std::map<NodeId, std::vector<TensorId>> weights_; // That each node's lowering has made.
};

} // namespace

Result<Lowered> lower(const Document& document, const DataFacts& data, Purpose purpose, std::int64_t batch, Keep keep)
{
    const Analysis analysis = analyse(document, &data);
    if (!analysis.sound())
        return first_error(document, analysis);
    return Lowering(document, data, analysis, purpose, batch).run(keep);
}

} // namespace loom
