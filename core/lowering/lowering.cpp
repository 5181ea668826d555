#include "lowering/lowering.h"
#include "engine/reference/store.h"
#include "ir/gradient.h"
#include "ir/passes/passes.h"
#include "lowering/given_gradient.h"
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
        : document_(document), data_(data), analysis_(analysis), ends_(document, &data), purpose_(purpose),
          recipe_(unpack_recipe(document.recipe().settings)),
          // Two players take the batch at once: for them parts gain nothing, and analyse() says so.
          parts_(cut(batch, purpose != Purpose::Train || is_game() ? 1 : std::max<std::int64_t>(recipe_.parts, side_by_side))),
          b_(purpose == Purpose::Train ? Mode::Train : Mode::Infer), judged_(ends_.outputs.size())
    {
        out_.batch = batch;
        out_.row = row_width(data);
        b_.program().side_by_side = side_by_side > 1;
        for (const OutputEnd& end : ends_.outputs)
            out_.heads.push_back({.node = end.node, .name = document.nodes().at(end.node).name, .truth = end.truth, .further = end.further});
    }

    Result<Lowered> run(Keep keep)
    {
        if (purpose_ == Purpose::Generate && ends_.inputs.size() > 1)
            return Error{LOOM_TEXT("A network with several Inputs writes no sequences."), LOOM_TEXT("Use a network with one Input.")};
        Shape sample = ends_.inputs[0].facts->sample;
        if (purpose_ == Purpose::Generate) {
            if (sample.empty() || sample.size() > 2)
                return Error{Message(LOOM_TEXT("Samples of %1 are no sequences, so none can be written."), shape_text(sample)),
                             LOOM_TEXT("Choose text or other sequences in Data.")};
            walked_.emplace(ends_.inputs[0].facts->sample);
            b_.walk(out_.batch, sample.back());
            out_.position = b_.position();
            sample.back() = 1;
        }
        for (const InputEnd& end : ends_.inputs)
            out_.entries.push_back({end.node, b_.input(end.name, with_batch(out_.batch, &end == &ends_.inputs[0] ? sample : end.facts->sample)), end.pieces});
        out_.samples = out_.entries[0].samples;
        LOOM_TRY(is_game() ? play() : work_through());
        mark_heads();
        if (!squares_.empty()) {
            out_.gradient_squares = b_.concat(std::move(squares_), 0);
            b_.mark_output(out_.gradient_squares, "gradient_squares");
        }
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

    bool is_game() const { return bool(ends_.outputs[0].loss_type().lower_generator); }
    bool several() const { return out_.heads.size() > 1; }

    /// What can be read after a run.
    void mark_heads()
    {
        if (several() && out_.loss != no_tensor)
            b_.mark_output(out_.loss, "loss");
        for (std::size_t h = 0; h < out_.heads.size(); ++h) {
            const Lowered::Head& head = out_.heads[h];
            const std::string& name = ends_.outputs[h].name;
            if (head.scores != no_tensor)
                b_.mark_output(head.scores, name);
            if (head.loss != no_tensor)
                b_.mark_output(head.loss, name_of("loss", h));
            if (head.correct != no_tensor)
                b_.mark_output(head.correct, name_of("correct", h));
        }
        const Lowered::Head& first = out_.heads[0];
        out_.target = first.target;
        out_.scores = first.scores;
        out_.correct = first.correct;
        if (!several())
            out_.loss = first.loss;
    }

    /// "loss" of the one Output, else "loss.age".
    std::string name_of(const char* what, std::size_t h) const
    {
        return several() ? std::string(what) + "." + ends_.outputs[h].name : what;
    }

    /// Appends a node, whose operands are there. `samples` is what the Inputs give, as out_.entries.
    Status add(NodeId id, std::span<const TensorId> samples)
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
        if (ports == 0) {
            const auto entry = std::ranges::find(out_.entries, id, &Lowered::Entry::node);
            operands.push_back(samples[entry == out_.entries.end() ? 0 : std::size_t(entry - out_.entries.begin())]);
        }
        const Learning learning = learning_of(type, node.values);
        b_.set_scope(scope_of(id, node));
        b_.set_frozen(learning.frozen);
        const auto before = TensorId(b_.program().tensors.size());
        const TensorId out = type.lower(b_, node.values, operands, ends_.around(id));
        for (TensorId made = before; made < TensorId(b_.program().tensors.size()); ++made)
            if (b_.program().at(made).role == Role::Weight && !learning.frozen) {
                weights_[id].push_back(made);
                learning_[made] = learning;
            }
        out_.outputs[id] = out;
        for (std::size_t h = 0; h < judged_.size(); ++h)
            if (ends_.outputs[h].node == id) {
                judged_[h].prediction = out;
                judged_[h].truth = operands.size() > 1 ? operands[1] : no_tensor;
            }
        return Ok{};
    }
    Status add_all(const Rows& part)
    {
        std::vector<TensorId> samples;
        for (const Lowered::Entry& entry : out_.entries)
            samples.push_back(rows(entry.samples, part));
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

    /// The predictions of a part, what the losses say of them, and the way back.
    Status work_on(const Rows& part, Gradients& gradients)
    {
        b_.set_part(part.begin, part.size);
        LOOM_TRY(add_all(part));
        std::vector<TensorId> losses;
        for (std::size_t h = 0; h < judged_.size(); ++h)
            losses.push_back(judge(h, part));
        if (judges() && !several()) {
            const Judged& only = judged_[0];
            const TensorId loss = purpose_ == Purpose::Train ? learn_from(losses[0], in_parts() ? share_of(0) : no_tensor, weights_of_all(), gradients)
                                                             : losses[0];
            out_.heads[0].loss = sum(out_.heads[0].loss, loss);
            out_.heads[0].correct = sum(out_.heads[0].correct, only.correct);
        } else if (judges()) {
            join(losses, gradients);
        }
        return Ok{};
    }

    /// Several losses as one: Σ weight·share·loss, the share that of the part in the batch.
    void join(const std::vector<TensorId>& losses, Gradients& gradients)
    {
        TensorId total = no_tensor;
        for (std::size_t h = 0; h < judged_.size(); ++h) {
            const TensorId loss = in_parts() ? b_.binary(BinaryKind::Multiply, losses[h], share_of(h)) : losses[h];
            total = sum(total, ends_.outputs[h].weight == 1 ? loss : b_.affine(loss, ends_.outputs[h].weight, 0));
            out_.heads[h].loss = sum(out_.heads[h].loss, loss);
            out_.heads[h].correct = sum(out_.heads[h].correct, judged_[h].correct);
        }
        if (purpose_ == Purpose::Train)
            learn_from(total, no_tensor, weights_of_all(), gradients);
        out_.loss = sum(out_.loss, total);
    }

    /// Where an Output's predictions have been made: its loss and right answers where it is compared with something, its
    /// scores where nothing is trained.
    TensorId judge(std::size_t h, const Rows& part)
    {
        const OutputEnd& end = ends_.outputs[h];
        const LossType& type = end.loss_type();
        Judged& of = judged_[h];
        Lowered::Head& head = out_.heads[h];
        std::optional<Places> places;
        if (type.needs == LossType::Needs::Label && !end.facts->label_shape.empty())
            places.emplace(b_.shape(of.prediction));
        TensorId loss = no_tensor;
        if (judges()) {
            if (head.weights == no_tensor)
                make_inputs(h);
            if (places)
                of.prediction = places->rows(b_, of.prediction);
            if (end.truth == OutputEnd::Truth::Wire)
                of.known = {b_.shape(of.truth) == b_.shape(of.prediction) ? of.truth : b_.reshape(of.truth, Shape(b_.shape(of.prediction))), rows(head.weights, part)};
            else
                of.known = at_places(end, rows(head.target, part), rows(head.weights, part));
            loss = type.lower(b_, end.loss.values, of.prediction, of.known.target, of.known.weights, {end.facts.get()});
            of.correct = no_tensor;
            if (end.truth != OutputEnd::Truth::Wire && type.vectors == 0 && (type.needs == LossType::Needs::Label || type.needs == LossType::Needs::Binary))
                of.correct = b_.count_correct(of.prediction, of.known.target, of.known.weights);
            if (places)
                of.correct = b_.affine(of.correct, 1 / double(places->size()), 0);
        } else if (places) {
            of.prediction = places->rows(b_, of.prediction);
        }
        if (purpose_ == Purpose::Train)
            return loss;
        score(h, of.prediction);
        if (judges() && end.truth == OutputEnd::Truth::Wire) {
            head.target = b_.affine(of.known.target, 1, 0);
            b_.mark_output(head.target, name_of("truth", h));
        }
        if (places)
            head.scores = places->back(b_, head.scores);
        return loss;
    }

    /// What an Output is compared with, and how much each row counts.
    void make_inputs(std::size_t h)
    {
        const OutputEnd& end = ends_.outputs[h];
        Lowered::Head& head = out_.heads[h];
        Shape whole = b_.shape(judged_[h].prediction);
        whole[0] = out_.batch;
        if (end.truth != OutputEnd::Truth::Wire) {
            head.target = target_input(b_, end.loss_type(), whole, end.facts->label_shape);
            if (several() && head.target != no_tensor)
                b_.program().at(head.target).name = name_of("target", h);
        }
        if (end.truth == OutputEnd::Truth::Further && several()) {
            head.weights = b_.input(name_of("weights", h), {out_.batch});
            return;
        }
        if (out_.weights == no_tensor)
            out_.weights = b_.input("weights", {out_.batch});
        head.weights = out_.weights;
    }

    /// Target and weights of some rows, where labels stand at each place: of all places.
    struct Truth {
        TensorId target = no_tensor, weights = no_tensor;
    };
    Truth at_places(const OutputEnd& end, TensorId target, TensorId weights)
    {
        if (end.loss_type().needs != LossType::Needs::Label || end.facts->label_shape.empty())
            return {target, weights};
        const std::int64_t samples = b_.shape(weights)[0];
        const Places places(with_batch(samples, with_batch(1, end.facts->label_shape)));
        return {b_.reshape(target, {samples * places.size()}), places.repeated(b_, weights)};
    }

    /// A batch's loss is the mean of its parts' by what each of them divides by: this part's share.
    TensorId share_of(std::size_t h)
    {
        const OutputEnd& end = ends_.outputs[h];
        Judged& of = judged_[h];
        const auto weight = [&](const Truth& truth) {
            const Shape shape = b_.shape(of.prediction); // A copy: what is appended moves the tensors.
            return end.loss_type().total_weight(b_, end.loss.values, shape, truth.target, truth.weights, {end.facts.get()});
        };
        if (of.whole_weight == no_tensor)
            of.whole_weight = b_.binary(BinaryKind::Maximum, weight(at_places(end, out_.heads[h].target, out_.heads[h].weights)),
                                        b_.constant({1}, {.a = 1e-30}));
        return b_.binary(BinaryKind::Divide, weight(of.known), of.whole_weight);
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

        LOOM_TRY(add_all({0, out_.batch}));
        const TensorId made = out_.outputs.at(maker);
        const OutputEnd& end = ends_.outputs[0];
        const LossType& type = end.loss_type();
        Lowered::Head& head = out_.heads[0];
        const TensorId& prediction = judged_[0].prediction;
        if (judges()) {
            head.weights = out_.weights = b_.input("weights", {out_.batch});
            head.loss = type.lower(b_, end.loss.values, prediction, no_tensor, out_.weights, {end.facts.get()});
        }
        if (purpose_ != Purpose::Train) {
            score(0, made);
            return Ok{};
        }
        Gradients of_discriminator, of_generator;
        learn_from(head.loss, no_tensor, weights_of(reached), of_discriminator);
        update(of_discriminator);
        out_.outputs[meeting] = made;
        for (NodeId id : behind)
            LOOM_TRY(add(id, {}));
        learn_from(type.lower_generator(b_, end.loss.values, prediction, out_.weights), no_tensor, weights_of(leading_to(document_, maker)),
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
        for (const auto& [weight, learning] : learning_)
            all.push_back(weight);
        return all;
    }

    /// Appends the way back from a part's loss to these weights, and adds what comes there. `share` is what the part
    /// gives to the batch's loss; without it, all. The loss times that.
    TensorId learn_from(TensorId loss, TensorId share, const std::vector<TensorId>& weights, Gradients& gradients)
    {
        const auto found = differentiate(b_.program(), loss, share == no_tensor ? b_.constant({1}, {.a = 1}) : share, weights);
        for (TensorId weight : weights)
            if (const TensorId gradient = found[std::size_t(weight)]; gradient != no_tensor) {
                const auto [known, first] = gradients.try_emplace(weight, gradient);
                if (first)
                    continue;
                known->second = sum(known->second, gradient);
                b_.program().at(known->second).role = Role::Gradient;
            }
        return share == no_tensor ? loss : b_.binary(BinaryKind::Multiply, loss, share);
    }

    void update(Gradients gradients)
    {
        if (out_.rate == no_tensor)
            out_.rate = b_.input("rate", {1});
        const bool clips = recipe_.clip_norm > 0;
        std::vector<TensorId> clipped;
        for (auto& [weight, gradient] : gradients) {
            const TensorId raw = std::exchange(gradient, given_gradient(b_, recipe_, learning_.at(weight), weight, gradient));
            const bool same = gradient == raw;
            squares_.push_back(b_.square_sum(raw, clips && same ? no_tensor : watch()));
            out_.learned.push_back(weight);
            if (clips)
                clipped.push_back(same ? squares_.back() : b_.square_sum(gradient));
        }
        const TensorId scale = clipped.empty() ? no_tensor : b_.clip_factor(std::move(clipped), recipe_.clip_norm);
        const OptimizerType& optimizer = *find_optimizer(document_.recipe().optimizer.type);
        const auto first = std::ptrdiff_t(b_.program().ops.size());
        std::map<double, TensorId> rates{{1.0, out_.rate}}; // By factor.
        for (const auto& [weight, gradient] : gradients) {
            const auto [rate, fresh] = rates.try_emplace(learning_.at(weight).rate_factor, no_tensor);
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

    TensorId watch()
    {
        if (out_.watch == no_tensor)
            out_.watch = b_.input("watch", {1}, DType::I64);
        return out_.watch;
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

    void score(std::size_t h, TensorId prediction)
    {
        const OutputEnd& end = ends_.outputs[h];
        TensorId& scores = out_.heads[h].scores;
        scores = end.loss_type().scores(b_, end.loss.values, prediction);
        // Where the loss applies no curve the scores are a node's own output, perhaps even the data: a tensor of its own
        // keeps both readable.
        if (scores == prediction)
            scores = b_.affine(prediction, 1, 0);
    }

    /// An Output in the part that is worked on.
    struct Judged {
        TensorId prediction = no_tensor, truth = no_tensor; // truth: what its second input brings.
        Truth known;                                        // With places as rows.
        TensorId correct = no_tensor;
        TensorId whole_weight = no_tensor; // What the batch's loss divides by, where it is cut into parts.
    };

    const Document& document_;
    const DataFacts& data_;
    const Analysis& analysis_;
    const Ends ends_;
    const Purpose purpose_;
    const RecipeSettings recipe_;
    const std::vector<Rows> parts_; // Of the batch.
    Builder b_;
    Lowered out_;
    std::vector<Judged> judged_; // As out_.heads.
    std::optional<Walked> walked_; // Where the program is of one step.
    std::map<NodeId, std::vector<TensorId>> weights_; // Those that learn, of each node.
    std::vector<TensorId> squares_; // Of the gradients, as out_.learned.
    std::map<TensorId, Learning> learning_;           // Of the same.
};

bool rows_meet(const Program& whole, const Ends& ends)
{
    return std::ranges::any_of(whole.ops,
                               [&](const Op& op) {
                                   // Ctc divides by the rows that can be spelled, which only it knows.
                                   return std::holds_alternative<Ctc>(op) ||
                                          std::ranges::any_of(written(op), [&](TensorId id) { return whole.at(id).role == Role::State; });
                               }) ||
           std::ranges::any_of(ends.outputs, [](const OutputEnd& end) { return end.loss_type().across_rows || end.loss_type().lower_generator; });
}

/// Whether a training program whose rows do not meet learns sooner from parts of its batch that run side by side: they are of about the
/// same size, and the gradients, which are to be added up, are small beside the work and beside what the batch's values take.
bool gains_from_parts(const Program& whole, std::int64_t batch, std::int64_t parts)
{
    constexpr double products = 50e9, bytes = 10e9; // Of one thread in a second: usual ones.
    constexpr double largest_share = 0.05, longest_part = 1.1;
    const double gradients = sizeof(float) * double(elements(whole, Role::Weight));
    const double work = 2 * double(multiply_adds(whole)) / products / double(parts), sums = 3 * gradients * double(parts - 1) / bytes;
    return double((batch + parts - 1) / parts * parts) <= longest_part * double(batch) && sums < largest_share * work &&
           gradients * double(parts) < double(passing_bytes(whole));
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
    const bool meet = lowered && purpose == Purpose::Train && rows_meet(lowered->program, Ends(document, &data));
    if (lowered && may_cut && !meet && gains_from_parts(lowered->program, batch, side_by_side))
        lowered = whole_or_in(side_by_side);
    if (lowered)
        lowered->rows_meet = meet;
    if (lowered)
        improve(lowered->program, reference::compute_ahead);
    return lowered;
}

} // namespace loom
