#include "lowering/lowering.h"
#include "engine/reference/store.h"
#include "ir/gradient.h"
#include "ir/passes/passes.h"
#include "schema/recipe.h"
#include "schema/sequences.h"

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

/// Which nodes give one step of a sequence where the program walks, the last axis of their whole shape being the steps.
class Walked {
public:
    explicit Walked(const Shape& sample) : sample_(sample) {}

    /// An error where the node cannot go step by step; not where no steps come in.
    Status enter(NodeId id, const Node& node, const NodeFacts& facts, std::span<const NodeId> from)
    {
        const auto steps = std::ranges::count_if(from, [&](NodeId n) { return nodes_.contains(n); });
        const bool is_input = node.type == "input";
        if (steps == 0 && !is_input)
            return Ok{};
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
        return Ok{};
    }

private:
    const Shape& sample_;
    std::set<NodeId> nodes_;
};

class Lowering {
public:
    Lowering(const Document& document, const DataFacts& data, const Analysis& analysis, Purpose purpose, std::int64_t batch,
             int side_by_side)
        : document_(document), data_(data), analysis_(analysis), purpose_(purpose),
          recipe_(unpack_recipe(document.recipe().settings)),
          // Two players take the batch at once: for them parts gain nothing, and analyse() says so.
          parts_(cut(batch, purpose != Purpose::Train || loss_.lower_generator ? 1 : std::max<std::int64_t>(recipe_.parts, side_by_side))),
          b_(purpose == Purpose::Train ? Mode::Train : Mode::Infer)
    {
        out_.batch = batch;
        b_.program().side_by_side = side_by_side > 1;
    }

    Result<Lowered> run(Keep keep)
    {
        Shape sample = data_.sample;
        if (purpose_ == Purpose::Generate) {
            if (sample.empty() || sample.size() > 2)
                return Error{Message(LOOM_TEXT("Samples of %1 are no sequences, so none can be written."), shape_text(sample)),
                             LOOM_TEXT("Choose text or other sequences in Data.")};
            walked_.emplace(data_.sample);
            b_.walk(out_.batch, sample.back());
            out_.position = b_.position();
            sample.back() = 1;
        }
        out_.samples = b_.input("samples", with_batch(out_.batch, sample));
        LOOM_TRY(loss_.lower_generator ? play() : work_through());
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
        return std::move(out_);
    }

private:
    /// Rows of the batch: `size` from `begin` on.
    struct Rows {
        std::int64_t begin, size;
    };
    /// Of about the same size, and none of them empty.
    static std::vector<Rows> cut(std::int64_t batch, std::int64_t parts)
    {
        std::vector<Rows> rows;
        parts = std::min(parts, batch);
        for (std::int64_t i = 0; i < parts; ++i)
            rows.push_back({batch * i / parts, batch * (i + 1) / parts - batch * i / parts});
        return rows;
    }
    bool in_parts() const { return parts_.size() > 1; }

    using Gradients = std::map<TensorId, TensorId>; // By weight.

    /// Appends a node, whose operands are there. `samples` is what an Input gives.
    Status add(NodeId id, TensorId samples)
    {
        const Node& node = document_.nodes().at(id);
        const LayerType& type = *find_layer(node.type);
        std::vector<TensorId> operands;
        std::vector<NodeId> from;
        const auto ports = type.inputs(node.values).size();
        for (std::size_t p = 0; p < ports; ++p) {
            from.push_back(document_.link_into(id, int(p))->from);
            operands.push_back(out_.outputs.at(from.back()));
        }
        if (walked_)
            LOOM_TRY(walked_->enter(id, node, analysis_.nodes.at(id), from));
        if (ports == 0)
            operands.push_back(samples);
        const Learning learning = learning_of(type, node.values);
        b_.set_scope(scope_of(id, node));
        b_.set_frozen(learning.frozen);
        const auto before = TensorId(b_.program().tensors.size());
        const TensorId out = type.lower(b_, node.values, operands, around_);
        for (TensorId made = before; made < TensorId(b_.program().tensors.size()); ++made)
            if (b_.program().at(made).role == Role::Weight && !learning.frozen) {
                weights_[id].push_back(made);
                rate_factors_[made] = learning.rate_factor;
            }
        out_.outputs[id] = out;
        if (!type.has_output)
            prediction_ = out;
        return Ok{};
    }
    Status add_all(TensorId samples)
    {
        for (NodeId id : analysis_.order)
            LOOM_TRY(add(id, samples));
        return Ok{};
    }
    /// Whether there are targets, or samples to compare with.
    bool judges() const { return purpose_ == Purpose::Train || purpose_ == Purpose::Evaluate; }

    /// The batch, in training part by part: each goes there and back before the next begins, so that their values share
    /// memory, unless they run side by side.
    Status work_through()
    {
        Gradients gradients;
        for (const Rows& part : parts_)
            LOOM_TRY(work_on(part, gradients));
        if (purpose_ == Purpose::Train)
            update(gradients);
        return Ok{};
    }

    /// The rows of a part; the tensor itself where the part is all.
    TensorId rows(TensorId of, const Rows& part)
    {
        return of == no_tensor || !in_parts() ? of : b_.slice(of, 0, part.begin, part.size);
    }

    /// The prediction of a part, what the loss says of it, and the way back.
    Status work_on(const Rows& part, Gradients& gradients)
    {
        b_.set_part(part.begin, part.size);
        LOOM_TRY(add_all(rows(out_.samples, part)));
        std::optional<Places> places;
        if (loss_.needs == LossType::Needs::Label && !data_.label_shape.empty())
            places.emplace(b_.shape(prediction_));
        if (judges()) {
            if (out_.weights == no_tensor) {
                Shape whole = b_.shape(prediction_);
                whole[0] = out_.batch;
                out_.target = target_input(b_, loss_, whole, data_.label_shape);
                out_.weights = b_.input("weights", {out_.batch});
            }
            if (places)
                prediction_ = places->rows(b_, prediction_);
            const Truth truth = at_places(rows(out_.target, part), rows(out_.weights, part));
            const TensorId loss = loss_.lower(b_, loss_values_, prediction_, truth.target, truth.weights, around_);
            TensorId correct = no_tensor;
            if (loss_.vectors == 0 && (loss_.needs == LossType::Needs::Label || loss_.needs == LossType::Needs::Binary))
                correct = b_.count_correct(prediction_, truth.target, truth.weights);
            if (places)
                correct = b_.affine(correct, 1 / double(places->size()), 0);
            out_.loss = sum(out_.loss, purpose_ == Purpose::Train ? learn_from(loss, truth, weights_of_all(), gradients) : loss);
            out_.correct = sum(out_.correct, correct);
        } else if (places) {
            prediction_ = places->rows(b_, prediction_);
        }
        if (purpose_ == Purpose::Train)
            return Ok{};
        score(prediction_);
        if (places)
            out_.scores = places->back(b_, out_.scores);
        return Ok{};
    }

    /// Target and weights of some rows, where labels stand at each place: of all places.
    struct Truth {
        TensorId target = no_tensor, weights = no_tensor;
    };
    Truth at_places(TensorId target, TensorId weights)
    {
        if (loss_.needs != LossType::Needs::Label || data_.label_shape.empty())
            return {target, weights};
        const std::int64_t samples = b_.shape(weights)[0];
        const Places places(with_batch(samples, with_batch(1, data_.label_shape)));
        return {b_.reshape(target, {samples * places.size()}), places.repeated(b_, weights)};
    }

    /// A batch's loss is the mean of its parts' by what each of them divides by: this part's share.
    TensorId share_of(const Truth& part)
    {
        const auto weight = [&](const Truth& truth) {
            const Shape shape = b_.shape(prediction_); // A copy: what is appended moves the tensors.
            return loss_.total_weight(b_, loss_values_, shape, truth.target, truth.weights, around_);
        };
        if (whole_weight_ == no_tensor)
            whole_weight_ = b_.binary(BinaryKind::Maximum, weight(at_places(out_.target, out_.weights)),
                                      b_.constant({1}, {.a = 1e-30}));
        return b_.binary(BinaryKind::Divide, weight(part), whole_weight_);
    }

    TensorId sum(TensorId known, TensorId more)
    {
        return known == no_tensor ? more : more == no_tensor ? known : b_.binary(BinaryKind::Add, known, more);
    }

    /// A game of two (Goodfellow et al. 2014, algorithm 1 with one step of each): the discriminator, all that is behind
    /// “Real and made”, learns to tell the real samples from the made; then the generator, all that leads to its second
    /// input, learns from what the discriminator now says of the same made samples.
    Status play()
    {
        const NodeId meeting = *std::ranges::find(analysis_.order, "real_and_made",
                                                  [this](NodeId id) { return document_.nodes().at(id).type; });
        const NodeId maker = *maker_of(document_);
        std::vector<NodeId> behind;
        std::set<NodeId> reached{meeting};
        for (NodeId id : analysis_.order)
            if (std::ranges::any_of(document_.links(), [&](const Link& l) { return l.to == id && reached.contains(l.from); })) {
                reached.insert(id);
                behind.push_back(id);
            }

        LOOM_TRY(add_all(out_.samples));
        const TensorId made = out_.outputs.at(maker);
        if (judges()) {
            out_.weights = b_.input("weights", {out_.batch});
            out_.loss = loss_.lower(b_, loss_values_, prediction_, no_tensor, out_.weights, around_);
        }
        if (purpose_ != Purpose::Train) {
            score(made);
            return Ok{};
        }
        Gradients of_discriminator, of_generator;
        learn_from(out_.loss, {}, weights_of(reached), of_discriminator);
        update(of_discriminator);
        out_.outputs[meeting] = made;
        for (NodeId id : behind)
            LOOM_TRY(add(id, out_.samples));
        learn_from(loss_.lower_generator(b_, loss_values_, prediction_, out_.weights), {}, weights_of(leading_to(document_, maker)),
                   of_generator);
        update(of_generator);
        return Ok{};
    }

    std::vector<TensorId> weights_of(const std::set<NodeId>& nodes) const
    {
        std::vector<TensorId> found;
        for (const auto& [id, weights] : weights_)
            if (nodes.contains(id))
                found.insert(found.end(), weights.begin(), weights.end());
        return found;
    }

    std::vector<TensorId> weights_of_all() const
    {
        std::vector<TensorId> all;
        for (const auto& [weight, factor] : rate_factors_)
            all.push_back(weight);
        return all;
    }

    /// Appends the way back from a part's loss to these weights, and adds what comes there. What the part gives to the
    /// batch's loss.
    TensorId learn_from(TensorId loss, const Truth& part, const std::vector<TensorId>& weights, Gradients& gradients)
    {
        const TensorId share = in_parts() ? share_of(part) : b_.constant({1}, {.a = 1});
        const auto found = differentiate(b_.program(), loss, share, weights);
        for (TensorId weight : weights)
            if (const TensorId gradient = found[std::size_t(weight)]; gradient != no_tensor) {
                const auto [known, first] = gradients.try_emplace(weight, gradient);
                if (first)
                    continue;
                known->second = sum(known->second, gradient);
                b_.program().at(known->second).role = Role::Gradient;
            }
        return in_parts() ? b_.binary(BinaryKind::Multiply, loss, share) : loss;
    }

    void update(const Gradients& gradients)
    {
        if (out_.rate == no_tensor)
            out_.rate = b_.input("rate", {1});
        std::vector<TensorId> all;
        for (const auto& [weight, gradient] : gradients)
            all.push_back(gradient);
        const TensorId scale = recipe_.clip_norm > 0 && !all.empty() ? b_.clip_factor(std::move(all), recipe_.clip_norm) : no_tensor;
        const OptimizerType& optimizer = *find_optimizer(document_.recipe().optimizer.type);
        const auto first = std::ptrdiff_t(b_.program().ops.size());
        std::map<double, TensorId> rates{{1.0, out_.rate}}; // By factor.
        for (const auto& [weight, gradient] : gradients) {
            const auto [rate, fresh] = rates.try_emplace(rate_factors_.at(weight), no_tensor);
            if (fresh)
                rate->second = b_.affine(out_.rate, rate->first, 0);
            optimizer.lower(b_, document_.recipe().optimizer.values, weight, gradient, rate->second);
        }
        std::for_each(b_.program().ops.begin() + first, b_.program().ops.end(), [scale](Op& op) {
            std::visit(
                [scale](auto& o) {
                    if constexpr (requires { o.scale = TensorId{}; o.param; })
                        o.scale = scale;
                },
                op);
        });
        if (recipe_.average_decay > 0)
            average(gradients);
    }

    /// mean = decay·mean + (1 − decay)·weight after each step, and the weight itself after the first one; as
    /// torch.optim.swa_utils.AveragedModel with get_ema_multi_avg_fn(decay).
    void average(const Gradients& learned)
    {
        const TensorId step = b_.cast(b_.slice(b_.clock(), 0, 1, 1), DType::F32);
        const TensorId later = b_.binary(BinaryKind::Minimum, step, b_.constant({1}, {.a = 1})); // 0, then 1.
        const TensorId share = b_.affine(later, -recipe_.average_decay, 1);
        for (const auto& [weight, gradient] : learned) {
            const TensorId mean = b_.moment(weight, average_name);
            b_.emit(SgdUpdate{mean, b_.binary(BinaryKind::Subtract, mean, weight), no_tensor, share});
        }
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
    const RecipeSettings recipe_;
    const LossType& loss_ = *find_loss(document_.recipe().loss.type);
    const std::vector<Rows> parts_; // Of the batch.
    const Surroundings around_{&data_};
    const Values& loss_values_ = document_.recipe().loss.values;
    Builder b_;
    Lowered out_;
    std::optional<Walked> walked_; // Where the program is of one step.
    TensorId prediction_ = no_tensor;
    std::map<NodeId, std::vector<TensorId>> weights_; // Those that learn, of each node.
    std::map<TensorId, double> rate_factors_;         // Of the same.
    TensorId whole_weight_ = no_tensor; // What the batch's loss divides by, where it is cut into parts.
};

/// Whether a training program learns the same from parts of its batch that run side by side, and sooner: rows do not
/// meet, the parts are of about the same size, and the gradients, which are to be added up, are small beside the work
/// and beside what the batch's values take.
bool gains_from_parts(const Program& whole, const LossType& loss, std::int64_t batch, std::int64_t parts)
{
    constexpr double products = 50e9, bytes = 10e9; // Of one thread in a second: usual ones.
    constexpr double largest_share = 0.05, longest_part = 1.1;
    const double gradients = sizeof(float) * double(elements(whole, Role::Weight));
    const bool meet = std::ranges::any_of(whole.ops, [&](const Op& op) {
        // Ctc divides by the rows that can be spelled, which only it knows.
        return std::holds_alternative<Ctc>(op) || std::ranges::any_of(written(op), [&](TensorId id) { return whole.at(id).role == Role::State; });
    });
    const double work = 2 * double(multiply_adds(whole)) / products / double(parts), sums = 3 * gradients * double(parts - 1) / bytes;
    return !meet && !loss.across_rows && !loss.lower_generator && double((batch + parts - 1) / parts * parts) <= longest_part * double(batch) &&
           sums < largest_share * work && gradients * double(parts) < double(passing_bytes(whole));
}

} // namespace

Result<Lowered> lower(const Document& whole, const DataFacts& data, Purpose purpose, std::int64_t batch, Keep keep,
                      int side_by_side)
{
    std::optional<Flat> flat;
    const Document& document = flat_graph(whole, flat);
    const Analysis analysis = analyse_flat(document, &data);
    if (auto error = flat ? first_error(whole, analyse(whole, &data)) : first_error(document, analysis))
        return *error;
    const auto whole_or_in = [&](int parts) { return Lowering(document, data, analysis, purpose, batch, parts).run(keep); };
    auto lowered = whole_or_in(1);
    const bool may_cut = purpose == Purpose::Train && keep == Keep::EndsOnly && side_by_side > 1 &&
                         unpack_recipe(document.recipe().settings).parts == 1;
    if (lowered && may_cut && gains_from_parts(lowered->program, *find_loss(document.recipe().loss.type), batch, side_by_side))
        lowered = whole_or_in(side_by_side);
    if (lowered)
        improve(lowered->program, reference::compute_ahead);
    return lowered;
}

} // namespace loom
