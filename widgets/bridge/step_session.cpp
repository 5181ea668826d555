#include "bridge/step_session.h"

#include "schema/recipe.h"

#include <algorithm>
#include <cmath>

namespace loom {

StepSession::StepSession(GraphDocument& graph, DataSession& data, RunList& runs, SampleChoice& choice, QObject* parent)
    : SampleSession(graph, data, runs, choice, parent)
{
    connect(&graph_, &GraphDocument::graph_changed, this, &StepSession::follow);
    connect(&graph_, &GraphDocument::selection_changed, this, &StepSession::follow);
    connect(&teller_, &Worker::refused, &worker_, &Worker::refused);
}

std::uint32_t StepSession::rows() const
{
    return data_.dataset() ? std::uint32_t(data_.dataset()->table().rows) : 0;
}

std::vector<NodeId> StepSession::order() const
{
    std::vector<NodeId> found;
    for (const NodeId id : in_order(graph_.document()))
        if (const Node* node = graph_.document().find(id); node->in == graph_.graph())
            found.push_back(id);
    return found;
}

std::optional<NodeId> StepSession::node() const
{
    const auto& chosen = graph_.selection().nodes;
    return chosen.empty() ? std::nullopt : std::optional(*chosen.begin());
}

void StepSession::forget()
{
    held_.reset();
    view_.reset();
    reasons_.reset();
    teller_.cancel();
}

void StepSession::follow()
{
    if (!possible())
        return end();
    const bool same = is_same();
    if (!same) {
        held_.reset();
        drop_source();
    }
    const bool shown = same && view_ && view_->row == std::min(choice_.row(), rows() - 1) && view_->path == graph_.path() && node() && view_->node == *node();
    if (shown || (same && error_ && asked_row_ == choice_.row() && !busy()))
        return;
    // A walk is followed at once; an edit, when nothing more is typed.
    begin_in(same ? 0 : 150);
}

void StepSession::compute()
{
    asked_row_ = choice_.row();
    Wanted wanted{take_source(), graph_.path(), node(), held_};
    worker_.start<Seen>([wanted = std::move(wanted)](Progress& progress) { return see(wanted, progress); },
                        [this](Seen seen) {
                            held_ = std::move(seen.held);
                            view_ = std::move(seen.view);
                            error_ = std::move(seen.error);
                            reasons_.reset();
                            Q_EMIT changed();
                        });
}

Result<std::shared_ptr<StepSession::Held>> StepSession::hold(const Source& source)
{
    auto opened = open(source, NetworkProbe::Extent::Inside);
    if (!opened)
        return opened.error();
    auto held = std::make_shared<Held>();
    held->probe = std::move(opened->probe);
    held->recipe = source.document.recipe();
    const NetworkProbe& made = *held->probe;
    for (const OutputEnd& end : Ends(made.flat().document, &opened->facts).outputs)
        if (end.truth != OutputEnd::Truth::Wire && end.facts->target == DataFacts::Target::Classes)
            held->classifying.insert(end.node);
    const auto sample = [](const Shape& s) { return s.empty() ? s : Shape(s.begin() + 1, s.end()); };
    for (const auto& [id, node] : made.flat().document.nodes()) {
        const TensorId tensor = made.tensor_of(id);
        if (tensor != no_tensor) {
            // The first one to give it: what only passes it on gives the same tensor.
            held->roles.try_emplace(tensor, Role{Role::Kind::Output, false, node.name, {}, sample(made.program().at(tensor).shape)});
            held->known.insert(tensor);
        }
        for (const TensorId weight : made.weight_tensors(id)) {
            const Tensor& t = made.program().at(weight);
            held->roles.try_emplace(weight, Role{Role::Kind::Weight, false, node.name, t.name.substr(t.name.rfind('.') + 1), t.shape});
            held->known.insert(weight);
        }
    }
    for (auto [tensor, role] : std::map(held->roles))
        if (const TensorId gradient = made.gradient_of(tensor); gradient != no_tensor) {
            role.gradient = true;
            held->roles.try_emplace(gradient, role);
            held->known.insert(gradient);
        }
    return held;
}

/// Where the largest size of a finite number is; 0 where there is none.
static std::size_t largest_of(const std::vector<float>& numbers)
{
    const auto found = std::ranges::max_element(numbers, {}, [](float v) { return std::isfinite(v) ? std::abs(v) : -1.0f; });
    return found == numbers.end() ? 0 : std::size_t(found - numbers.begin());
}

static std::vector<StepView::Repeated> repeated_on(const Document& document, const UnitPath& path)
{
    std::vector<StepView::Repeated> found;
    const std::size_t setting = *find_layer(unit_type)->index_of("repeat");
    for (std::size_t i = 0; i < path.size(); ++i) {
        // As the copy around it has it.
        const Values values = i == 0 ? document.find(path[0])->values
                                     : nodes_within(document, UnitPath(path.begin(), path.begin() + std::ptrdiff_t(i))).at(path[i]).values;
        if (const auto times = std::get<std::int64_t>(values[setting]); times > 1)
            found.push_back({path[i], times});
    }
    return found;
}

/// The nodes that compute with a tensor, each once: not those that only give it on.
static std::vector<std::string> takers_of(const NetworkProbe& probe, TensorId tensor)
{
    std::vector<std::string> names;
    std::set<NodeId> known;
    const Document& flat = probe.flat().document;
    for (const Link& link : flat.links()) {
        const Node& to = *flat.find(link.to);
        if (probe.tensor_of(link.from) == tensor && (to.type == "output" || probe.tensor_of(link.to) != tensor) && known.insert(link.to).second)
            names.push_back(to.name);
    }
    return names;
}

StepSession::Seen StepSession::see(Wanted wanted, Progress& progress)
{
    Seen seen;
    if (wanted.source.data->table().rows == 0 || progress.cancelled)
        return seen;
    if (!wanted.held) {
        auto held = hold(wanted.source);
        if (!held)
            return {{}, {}, held.error()};
        wanted.held = std::move(*held);
    }
    seen.held = wanted.held;
    if (progress.cancelled)
        return seen;
    const std::scoped_lock lock(seen.held->mutex);
    if (seen.held->row != wanted.source.row) {
        seen.held->row.reset();
        if (Status shown = seen.held->probe->show(wanted.source.row); !shown)
            return {seen.held, {}, shown.error()};
        seen.held->row = wanted.source.row;
    }
    if (wanted.node && !progress.cancelled)
        seen.view = look(*seen.held, wanted);
    if (seen.view)
        for (StepTensor& t : seen.view->tensors) {
            t.largest = largest_of(t.numbers);
            t.steepest = largest_of(t.slopes);
        }
    return seen;
}

std::optional<StepView::End> StepSession::end_of(const Held& held, NodeId output)
{
    const NetworkProbe& probe = *held.probe;
    const auto& heads = probe.lowered().heads;
    const auto head = std::ranges::find(heads, output, &Lowered::Head::node);
    if (head == heads.end())
        return {};
    const auto numbers = [&](TensorId tensor) {
        auto values = tensor == no_tensor ? std::nullopt : probe.tensor(tensor);
        return values ? std::move(values->numbers) : std::vector<float>();
    };
    const Node& node = *probe.flat().document.find(output);
    StepView::End end{.by = node.loss ? *node.loss : held.recipe.loss, .loss_tensor = head->loss, .scores = numbers(head->scores),
                      .target = numbers(head->target), .classes = held.classifying.contains(output)};
    if (const auto loss = numbers(head->loss); !loss.empty())
        end.loss = double(loss[0]);
    if (heads.size() > 1)
        end.total = probe.loss();
    return end;
}

std::shared_ptr<StepView> StepSession::look(Held& held, const Wanted& wanted)
{
    const NetworkProbe& probe = *held.probe;
    const Flat& flat = probe.flat();
    auto view = std::make_shared<StepView>();
    view->path = wanted.path;
    view->node = *wanted.node;
    view->row = wanted.source.row;
    view->untrained = !probe.untrained().empty();
    const auto first = [](const std::vector<int>& turns) { return std::ranges::all_of(turns, [](int t) { return t == 0; }); };

    const Node* shown = wanted.source.document.find(*wanted.node);
    view->repeated = repeated_on(wanted.source.document, wanted.path);
    const auto add = [&](StepTensor::Kind kind, std::string name, NodeId giver, std::optional<NodeId> maker) {
        const TensorId tensor = probe.tensor_of(giver);
        if (tensor == no_tensor)
            return;
        StepTensor made{.kind = kind, .name = std::move(name), .tensor = tensor, .gradient = probe.gradient_of(tensor),
                        .from = maker ? flat.document.find(*maker)->name : std::string(), .takers = takers_of(probe, tensor)};
        if (auto values = probe.output(giver)) {
            made.shape = std::move(values->shape);
            made.numbers = std::move(values->numbers);
        }
        if (auto slopes = probe.gradient(giver))
            made.slopes = std::move(slopes->numbers);
        view->tensors.push_back(std::move(made));
    };
    view->values = shown->values;
    for (const auto& [id, origin] : flat.origins)
        if (origin.node == *wanted.node && origin.path == wanted.path && first(origin.turns))
            view->values = flat.document.find(id)->values;
    const LayerType* type = find_layer(shown->type);
    const auto ports = type ? type->inputs(view->values) : std::vector<Port>();
    const auto port_name = [&](std::size_t port) { return port < ports.size() ? ports[port].name : std::string(); };

    for (const auto& [id, origin] : flat.origins) {
        if (origin.node != *wanted.node || origin.path != wanted.path || !first(origin.turns))
            continue;
        std::map<int, NodeId> givers;
        for (const Link& link : flat.document.links())
            if (link.to == id)
                givers[link.port] = link.from;
        for (const auto& [port, giver] : givers)
            add(StepTensor::Kind::Input, port_name(std::size_t(port)), giver, giver);
        const auto weights = probe.weights(id);
        const auto tensors = probe.weight_tensors(id);
        for (std::size_t i = 0; i < weights.size(); ++i)
            view->tensors.push_back({.kind = StepTensor::Kind::Weight, .name = weights[i].name, .tensor = tensors[i],
                                     .gradient = probe.gradient_of(tensors[i]), .shape = weights[i].values.shape,
                                     .numbers = weights[i].values.numbers,
                                     .slopes = weights[i].gradient ? weights[i].gradient->numbers : std::vector<float>()});
        // Some layers only pass on what comes in, as Dropout does in use.
        const auto same = std::ranges::find_if(givers, [&](const auto& g) { return probe.tensor_of(g.second) == probe.tensor_of(id); });
        add(StepTensor::Kind::Output, shown->name, id, same == givers.end() ? std::nullopt : std::optional(same->second));
        if (shown->type == "output")
            view->end = end_of(held, id);
        return view;
    }
    for (const Flat::Passing& passing : flat.passing)
        if (passing.node == *wanted.node && passing.path == wanted.path && first(passing.turns)) {
            view->unit = shown->type == unit_type;
            for (std::size_t port = 0; port < passing.inputs.size(); ++port)
                if (passing.inputs[port])
                    add(StepTensor::Kind::Input, port_name(port), *passing.inputs[port], passing.inputs[port]);
            if (passing.output)
                add(StepTensor::Kind::Output, shown->name, *passing.output, passing.output);
            return view;
        }
    return view;
}

StepSession::Role StepSession::role(TensorId tensor) const
{
    if (!held_)
        return {};
    const auto found = held_->roles.find(tensor);
    if (found != held_->roles.end())
        return found->second;
    const Tensor& t = held_->probe->program().at(tensor);
    Role role;
    role.kind = t.role == loom::Role::Output ? Role::Kind::Inside : Role::Kind::Other;
    role.gradient = held_->probe->is_backward(tensor);
    role.shape = t.shape.size() > 1 && t.shape[0] == 1 ? Shape(t.shape.begin() + 1, t.shape.end()) : t.shape;
    return role;
}

void StepSession::ask(const Spot& spot)
{
    if (!held_ || spot.tensor == no_tensor)
        return;
    teller_.start<std::optional<StepReasons>>(
        [held = held_, spot](Progress&) -> std::optional<StepReasons> {
            const std::scoped_lock lock(held->mutex);
            if (!held->row)
                return {};
            const NetworkProbe& probe = *held->probe;
            std::map<TensorId, std::optional<NetworkProbe::Values>> read;
            const SpotReader reader = [&](const Spot& at) {
                const auto found = read.find(at.tensor);
                const auto& values = found != read.end() ? found->second : read.emplace(at.tensor, probe.tensor(at.tensor)).first->second;
                return values && at.element < values->numbers.size() ? double(values->numbers[at.element]) : NAN;
            };
            StepReasons told{spot, reasons_of(probe.program(), spot, held->known, reader), {}};
            // Of a weight's gradient: what a step of training would do.
            const auto role = held->roles.find(spot.tensor);
            if (role == held->roles.end() || role->second.kind != Role::Kind::Weight || !role->second.gradient)
                return told;
            std::vector<WeightTensor> weights;
            const bool all = unpack_recipe(held->recipe.settings).clip_norm > 0;
            bool found = false;
            for (const auto& [id, node] : probe.flat().document.nodes())
                for (const TensorId one : probe.weight_tensors(id)) {
                    const TensorId gradient = probe.gradient_of(one);
                    if (gradient == no_tensor || (!all && gradient != spot.tensor))
                        continue;
                    weights.push_back({probe.program().at(one).shape, learning_of(*find_layer(node.type), node.values),
                                       probe.tensor(one)->numbers, probe.tensor(gradient)->numbers});
                    if (gradient == spot.tensor) {
                        std::swap(weights.front(), weights.back());
                        found = true;
                    }
                }
            if (found)
                if (auto step = one_step(held->recipe, weights, spot.element))
                    told.step = *step;
            return told;
        },
        [this](std::optional<StepReasons> told) {
            reasons_ = std::move(told);
            Q_EMIT this->told();
        });
}

} // namespace loom
