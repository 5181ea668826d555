#include "train/layer_probe.h"
#include "engine/reference/store.h"
#include "ir/gradient.h"
#include "ir/passes/passes.h"
#include "schema/recipe.h"
#include "train/ailment.h"
#include "train/feed.h"

#include <algorithm>
#include <cmath>

namespace loom {
namespace {

constexpr std::size_t little_memory = std::size_t{32} << 20;
constexpr std::size_t share_of_memory = 4;       // A quarter.
constexpr std::size_t most_instructions = 4000;  // Of the training program: the probe would take longer to make than is worth it.

/// The document as the probe trains it: in one part, and without means of weights.
Document in_one_part(Document document)
{
    Recipe recipe = document.recipe();
    for (const char* key : {"parts", "average_decay"}) {
        const std::size_t index = *recipe_type().index_of(key);
        recipe.settings[index] = recipe_type().settings[index].fallback;
    }
    (void)document.apply(SetRecipe{std::move(recipe)});
    return document;
}

/// Takes out what changes weights, and what only that needed.
void hold_still(Program& program)
{
    std::erase_if(program.ops, [&](const Op& op) {
        return std::ranges::any_of(written(op), [&](TensorId id) { return program.at(id).role == Role::Weight || program.at(id).role == Role::Moment; });
    });
    for (Tensor& t : program.tensors)
        if (t.role == Role::Output && t.name == "gradient_squares")
            t.role = Role::Intermediate;
    remove_dead(program);
}

/// Lets a gradient be read after a run; no_tensor where it is none of the program's results.
TensorId made_readable(Program& program, TensorId gradient)
{
    if (gradient == no_tensor)
        return no_tensor;
    Tensor& t = program.at(gradient);
    if (t.role == Role::Gradient || t.role == Role::Intermediate) {
        t.role = Role::Output;
        t.name = "gradient." + std::to_string(gradient);
    }
    return t.role == Role::Output ? gradient : no_tensor;
}

/// Appends the way back to all that the plan names and, where asked for, to the weights that learn: once for both.
void send_back(ProbePlan& plan, ProbeGradients gradients)
{
    Program& program = plan.lowered.program;
    std::vector<TensorId> wanted;
    for (const auto& [id, tensor] : plan.layers)
        if (std::ranges::find(wanted, tensor) == wanted.end())
            wanted.push_back(tensor);
    const std::vector<TensorId> weights = gradients == ProbeGradients::OfWeightsToo ? plan.lowered.learned : std::vector<TensorId>();
    wanted.insert(wanted.end(), weights.begin(), weights.end());
    const auto seed = TensorId(program.tensors.size());
    program.tensors.push_back({.shape = {1}, .role = Role::Constant, .init = {.a = 1}});
    const auto found = differentiate(program, plan.lowered.loss, seed, wanted);
    for (const auto& [id, tensor] : plan.layers)
        plan.gradients.push_back(made_readable(program, found[std::size_t(tensor)]));
    for (const TensorId weight : weights)
        if (const TensorId gradient = made_readable(program, found[std::size_t(weight)]); gradient != no_tensor)
            plan.weights.emplace_back(weight, gradient);
}

bool finite(std::span<const float> values)
{
    return std::ranges::all_of(values, [](float v) { return std::isfinite(v); });
}

/// How far from 0 a sigmoid's (as 2σ − 1) or tanh's value is at most, 1 being the end: beyond this its slope is below a twenty-fifth
/// of the steepest. Glorot and Bengio 2010 call units there saturated.
constexpr float near_end = 0.98f;

} // namespace

std::optional<ProbePlan> plan_probe(const Document& document, const DataFacts& facts, std::int64_t rows, ProbeGradients gradients)
{
    const Document whole = in_one_part(document);
    const Flat flat = flattened(whole);
    if (const Ends ends(flat.document, &facts); std::ranges::any_of(ends.outputs, [](const OutputEnd& end) { return bool(end.loss_type().lower_generator); }))
        return {};
    auto lowered = lower(whole, facts, Purpose::Train, rows, Keep::AllNodes);
    if (!lowered || lowered->loss == no_tensor)
        return {};
    ProbePlan plan{std::move(*lowered), {}, {}, {}};
    Program& program = plan.lowered.program;
    hold_still(program);
    for (const NodeId id : in_order(flat.document)) {
        const auto given = plan.lowered.outputs.find(id);
        if (given == plan.lowered.outputs.end() || flat.document.nodes().at(id).type == "output")
            continue;
        const Tensor& t = program.at(given->second);
        if (t.dtype != DType::F32 || t.shape.empty() || t.shape[0] != rows || (t.role != Role::Output && t.role != Role::Input))
            continue;
        plan.layers.emplace_back(id, given->second);
    }
    send_back(plan, gradients);
    improve(program, reference::compute_ahead);
    // What only the updates needed is no input any more.
    for (TensorId* input : {&plan.lowered.clock, &plan.lowered.rate, &plan.lowered.watch})
        if (*input != no_tensor && program.at(*input).role != Role::Input)
            *input = no_tensor;
    return plan;
}

std::optional<ProbePlan> plan_cheap_probe(const Document& document, const DataFacts& facts, Backend& backend, const Program& training, int threads)
{
    if (training.ops.size() > most_instructions)
        return {};
    const auto needed = backend.memory_needed(training, {threads});
    if (!needed)
        return {};
    for (const std::int64_t rows : {probe_rows, probe_rows / 4})
        for (const auto gradients : {ProbeGradients::OfWeightsToo, ProbeGradients::OfLayers}) {
            auto plan = plan_probe(document, facts, rows, gradients);
            if (!plan)
                return {};
            const auto more = backend.memory_needed(plan->lowered.program, {threads});
            if (more && *more <= std::max(little_memory, *needed / share_of_memory))
                return plan;
        }
    return {};
}

Result<std::unique_ptr<LayerProbe>> LayerProbe::make(const ProbePlan& plan, const Flat& flat, const DataFacts& facts, Backend& backend, int threads)
{
    std::unique_ptr<LayerProbe> probe(new LayerProbe(plan, flat, facts));
    auto executable = backend.compile(plan.lowered.program, {threads});
    if (!executable)
        return executable.error();
    probe->executable_ = std::move(*executable);
    std::size_t largest = 0, largest_carried = 0;
    for (const Tensor& t : plan.lowered.program.tensors) {
        const bool carried = t.role == Role::Weight || t.role == Role::State;
        if (carried)
            largest_carried = std::max(largest_carried, count(t.shape));
        if (carried || t.role == Role::Output || t.role == Role::Input)
            largest = std::max(largest, count(t.shape));
    }
    probe->values_.resize(largest);
    probe->old_.resize(largest_carried);
    return probe;
}

void LayerProbe::move_from(const Values& values)
{
    const Program& own = plan_.lowered.program;
    for (std::size_t i = 0; i < own.tensors.size(); ++i) {
        const Tensor& t = own.tensors[i];
        if (t.role != Role::Weight && t.role != Role::State)
            continue;
        const std::vector<float> known = values(t.name);
        if (known.size() != count(t.shape))
            continue; // Of the probe alone.
        executable_->write(TensorId(i), std::span<const float>(known));
        taken_ = true;
    }
}

void LayerProbe::take(const Executable& training, const Program& program)
{
    const Program& own = plan_.lowered.program;
    if (carried_.empty())
        for (std::size_t i = 0; i < own.tensors.size(); ++i)
            if (const Tensor& t = own.tensors[i]; t.role == Role::Weight || t.role == Role::State)
                if (const TensorId there = program.find(t.name); there != no_tensor)
                    carried_.emplace_back(there, TensorId(i));
    double moved = 0, size = 0;
    for (const auto& [there, here] : carried_) {
        const Tensor& t = own.at(here);
        const std::span<float> now = std::span(values_).first(count(t.shape)), before = std::span(old_).first(now.size());
        training.read(there, now);
        if (t.role == Role::Weight && taken_) {
            executable_->read(here, before);
            for (std::size_t i = 0; i < now.size(); ++i) {
                moved += (double(now[i]) - double(before[i])) * (double(now[i]) - double(before[i]));
                size += double(before[i]) * double(before[i]);
            }
        }
        executable_->write(here, std::span<const float>(now));
    }
    movement_ = taken_ && size > 0 ? std::sqrt(moved / size) : not_measured;
    taken_ = true;
}

Status LayerProbe::show(const Batch& batch, std::int64_t seed, std::int64_t step)
{
    if (plan_.lowered.clock != no_tensor) {
        const std::int64_t clock[2] = {seed, step};
        executable_->write(plan_.lowered.clock, std::span<const std::int64_t>(clock));
    }
    auto result = run_batch(*executable_, plan_.lowered, batch);
    if (!result)
        return result.error();
    loss_ = result->loss;
    return Ok{};
}

std::span<const float> LayerProbe::read(TensorId id)
{
    const std::span<float> values = std::span(values_).first(count(plan_.lowered.program.at(id).shape));
    executable_->read(id, values);
    return values;
}

LayerLook LayerProbe::look_at(std::size_t layer, const Watcher& also)
{
    const auto& [id, tensor] = plan_.layers[layer];
    LayerLook look{.node = id};
    if (const TensorId gradient = plan_.gradients[layer]; gradient != no_tensor) {
        double sum = 0;
        const std::span<const float> returned = read(gradient);
        for (const float g : returned)
            sum += double(g) * double(g);
        if (also)
            also(AlbumLayout::Of::Gradient, layer, returned);
        look.gradient = std::sqrt(sum);
    }
    const Shape& shape = plan_.lowered.program.at(tensor).shape;
    const std::string_view curve = curve_of(flat_.document.nodes().at(id));
    const bool sigmoid = curve == "sigmoid", bounded = sigmoid || curve == "tanh";
    const std::span<const float> values = read(tensor);
    const std::size_t rows = std::size_t(shape[0]), units = shape.size() > 1 ? std::size_t(shape[1]) : 1, places = values.size() / std::max<std::size_t>(rows * units, 1);
    if (also)
        also(AlbumLayout::Of::Output, layer, values);
    std::size_t zero = 0, at_end = 0;
    for (std::size_t unit = 0; unit < units; ++unit) {
        bool lives = false;
        for (std::size_t row = 0; row < rows; ++row)
            for (const float v : values.subspan((row * units + unit) * places, places)) {
                lives = lives || v != 0;
                at_end += bounded && std::abs(sigmoid ? 2 * v - 1 : v) > near_end;
            }
        zero += !lives;
    }
    look.zero_units = units ? double(zero) / double(units) : 0;
    look.saturated = values.empty() ? 0 : double(at_end) / double(values.size());
    return look;
}

void LayerProbe::look_at_columns(std::vector<ColumnLook>& columns)
{
    for (const Lowered::Entry& entry : plan_.lowered.entries) {
        const auto layer = std::ranges::find(plan_.layers, entry.node, [](const auto& l) { return l.first; });
        if (layer == plan_.layers.end())
            continue;
        const TensorId gradient = plan_.gradients[std::size_t(layer - plan_.layers.begin())];
        std::size_t width = 0;
        for (const RowPiece& piece : entry.pieces)
            width += std::size_t(piece.size);
        const Shape& shape = plan_.lowered.program.at(layer->second).shape;
        if (gradient == no_tensor || shape != Shape{plan_.lowered.batch, std::int64_t(width)})
            continue;
        const std::span<const float> all = read(gradient);
        for (std::size_t k = 0; k < facts_.columns.size(); ++k) {
            const DataFacts::Column& column = facts_.columns[k];
            const std::int64_t end = column.place + std::int64_t(count(column.shape));
            double sum = 0;
            bool taken = false;
            std::size_t at = 0;
            for (const RowPiece& piece : entry.pieces)
                for (std::int64_t place = piece.place; place < piece.place + piece.size; ++place, ++at)
                    if (place >= column.place && place < end) {
                        taken = true;
                        for (std::size_t row = 0; row < std::size_t(plan_.lowered.batch); ++row)
                            sum += double(all[row * width + at]) * double(all[row * width + at]);
                    }
            if (taken)
                columns.push_back({k, std::sqrt(sum)});
        }
    }
}

NetworkLook LayerProbe::look(const Watcher& also)
{
    NetworkLook look;
    look.movement = movement_;
    for (std::size_t i = 0; i < plan_.layers.size(); ++i)
        look.layers.push_back(look_at(i, also));
    look_at_columns(look.columns);
    for (std::size_t i = 0; also && i < plan_.weights.size(); ++i)
        also(AlbumLayout::Of::WeightGradient, i, read(plan_.weights[i].second));
    return look;
}

std::optional<Breakdown> LayerProbe::first_broken(const Batch& batch)
{
    for (const auto& [id, tensor] : plan_.layers) {
        const std::span<const float> values = read(tensor);
        if (finite(values))
            continue;
        Breakdown b{.where = Breakdown::Where::Layer, .node = id, .of_rows = batch.rows_used};
        const std::size_t width = values.size() / batch.rows.size();
        for (std::size_t row = 0; row < batch.rows_used; ++row) {
            const std::span<const float> given = values.subspan(row * width, width);
            b.nan = b.nan || std::ranges::any_of(given, [](float v) { return std::isnan(v); });
            if (!finite(given))
                b.rows.push_back(batch.rows[row]);
        }
        return b;
    }
    if (!std::isfinite(loss_))
        return Breakdown{.where = Breakdown::Where::Loss, .nan = std::isnan(loss_)};
    for (std::size_t i = plan_.layers.size(); i-- > 0;)
        if (plan_.gradients[i] != no_tensor) {
            const std::span<const float> values = read(plan_.gradients[i]);
            if (!finite(values))
                return Breakdown{.where = Breakdown::Where::Gradient, .node = plan_.layers[i].first,
                                 .nan = std::ranges::any_of(values, [](float v) { return std::isnan(v); })};
        }
    return {};
}

} // namespace loom
