#include "graph/analysis.h"
#include "schema/recipe.h"
#include "schema/sequences.h"

#include <algorithm>

namespace loom {
namespace {

/// Links by target, so that looking one up does not walk through all of them.
using Inputs = std::map<std::pair<NodeId, int>, NodeId>;

class Analyst {
public:
    Analyst(const Document& document, const DataFacts* data) : document_(document), around_{data}
    {
        for (const Link& l : document.links())
            into_[{l.to, l.port}] = l.from;
    }

    Analysis run()
    {
        result_.order = in_order(document_);
        find_circles();
        for (NodeId id : result_.order)
            judge(id);
        find_ends();
        judge_scaling();
        judge_recipe();
        judge_data();
        std::ranges::stable_sort(result_.findings, {}, &Finding::severity);
        return std::move(result_);
    }

private:
    void find_circles()
    {
        const std::set<NodeId> ordered(result_.order.begin(), result_.order.end());
        for (const auto& [id, node] : document_.nodes())
            if (!ordered.contains(id))
                result_.findings.push_back({.code = "circle", .message = Message(LOOM_TEXT("%1 is part of a circle, or behind one."), node.name),
                                            .hint = LOOM_TEXT("Data flows one way. Remove one of the links."), .node = id});
    }

    void judge(NodeId id)
    {
        const Node& node = document_.nodes().at(id);
        const LayerType& type = *find_layer(node.type);
        NodeFacts& facts = result_.nodes[id];
        const auto ports = type.inputs(node.values);
        std::vector<Shape> shapes;
        for (std::size_t p = 0; p < ports.size(); ++p) {
            const auto source = into_.find({id, int(p)});
            std::optional<Shape> shape;
            if (source == into_.end())
                unconnected(id, node, int(p), ports);
            else if (const auto known = result_.nodes.find(source->second); known != result_.nodes.end()) {
                shape = known->second.output;
                facts.assumed |= known->second.assumed;
            }
            facts.inputs.push_back(shape);
            if (shape)
                shapes.push_back(*shape);
        }
        if (shapes.size() != ports.size())
            return; // One fault is told once, where it is, not on every node behind it.
        const Inferred inferred = type.infer(node.values, shapes, around_);
        if (const Shape* shape = std::get_if<Shape>(&inferred)) {
            facts.output = *shape;
            facts.cost = cost(type, node.values, shapes, around_);
            if (shares_ && type.learns && !scopes_.insert(scope_of(id, node)).second)
                facts.cost.parameters = 0; // Counted where they are first met.
            result_.total.parameters += facts.cost.parameters;
            result_.total.multiply_adds += facts.cost.multiply_adds;
            result_.total.activation_bytes += facts.cost.activation_bytes;
            return;
        }
        const Fault& fault = std::get<Fault>(inferred);
        Finding finding{.code = "shape", .message = fault.message, .hint = fault.hint, .node = id, .port = fault.port,
                        .setting = fault.setting, .expected = fault.expected, .found = fault.found};
        for (const Repair& repair : fault.repairs)
            if (auto edits = edits_of(id, node, repair))
                finding.fixes.push_back({repair.label, std::move(*edits)});
        result_.findings.push_back(std::move(finding));
        facts.output = fault.assumed;
        facts.assumed = true;
    }

    void unconnected(NodeId id, const Node& node, int port, const std::vector<Port>& ports)
    {
        const Message message = ports.size() == 1 ? Message(LOOM_TEXT("%1 has no input."), node.name)
                                                  : Message(LOOM_TEXT("Input %2 of %1 is not connected."), node.name, ports[std::size_t(port)].name);
        Finding finding{.code = "unconnected", .message = message,
                        .hint = LOOM_TEXT("Draw a link to it from an earlier node."), .node = id, .port = port};
        // The one node whose output leads nowhere is most likely what was meant.
        std::optional<NodeId> loose;
        int loose_count = 0;
        for (const auto& [other, n] : document_.nodes()) {
            if (other == id || !find_layer(n.type)->has_output || reaches(document_, id, other))
                continue;
            const bool used = std::ranges::any_of(document_.links(), [&, o = other](const Link& l) { return l.from == o; });
            if (!used) {
                loose = other;
                ++loose_count;
            }
        }
        if (loose_count == 1)
            finding.fixes.push_back({Message(LOOM_TEXT("Connect %1"), document_.nodes().at(*loose).name), {Connect{{*loose, id, port}}}});
        result_.findings.push_back(std::move(finding));
    }

    std::optional<std::vector<Edit>> edits_of(NodeId id, const Node& node, const Repair& repair) const
    {
        return std::visit(
            overloaded{
                [&](const ChangeSetting& c) -> std::optional<std::vector<Edit>> {
                    const auto index = find_layer(node.type)->index_of(c.key);
                    if (!index)
                        return {};
                    return std::vector<Edit>{SetSetting{id, *index, c.value}};
                },
                [&](const TakeOut&) -> std::optional<std::vector<Edit>> { return removal(document_, {id}, Reconnect::Yes); },
                [&](const InsertBefore& i) -> std::optional<std::vector<Edit>> {
                    const auto from = into_.find({id, i.port});
                    const LayerType* type = find_layer(i.layer);
                    if (from == into_.end() || !type)
                        return {};
                    Values values = defaults(*type);
                    for (const auto& [key, value] : i.settings)
                        if (const auto index = type->index_of(key))
                            values[*index] = value;
                    return insertion(from->second, id, i.port, *type, std::move(values));
                }},
            repair.action);
    }

    /// A new node in the middle of a link, half way between its ends, the ones behind it moved aside.
    std::vector<Edit> insertion(NodeId from, NodeId to, int port, const LayerType& type, Values values) const
    {
        const NodeId fresh = document_.new_id();
        const Point target = document_.nodes().at(to).at;
        std::vector<Edit> edits{Disconnect{{from, to, port}}};
        constexpr double step = 176 + 40; // A node and the gap between columns.
        for (const auto& [id, node] : document_.nodes())
            if (std::abs(node.at.y - target.y) < 60 && node.at.x >= target.x)
                edits.push_back(MoveNode{id, {node.at.x + step, node.at.y}});
        edits.push_back(AddNode{fresh, {std::string(type.id), document_.new_name(type, language()), std::move(values), target}});
        edits.push_back(Connect{{from, fresh, 0}});
        edits.push_back(Connect{{fresh, to, port}});
        return edits;
    }

    std::vector<NodeId> of_type(std::string_view type) const
    {
        std::vector<NodeId> found;
        for (const auto& [id, node] : document_.nodes())
            if (node.type == type)
                found.push_back(id);
        return found;
    }

    void find_ends()
    {
        if (document_.nodes().empty()) {
            result_.findings.push_back({.code = "empty", .message = LOOM_TEXT("There are no layers yet."),
                                        .hint = LOOM_TEXT("Drag one from the list, or open a template.")});
            return;
        }
        const auto inputs = of_type("input"), outputs = of_type("output");
        if (inputs.empty())
            result_.findings.push_back({.code = "no-input", .message = LOOM_TEXT("There is no Input, so no data can flow in."),
                                        .hint = LOOM_TEXT("Add an Input in front of the first layer.")});
        if (outputs.empty())
            result_.findings.push_back({.code = "no-output", .message = LOOM_TEXT("There is no Output, so there is nothing to learn from."),
                                        .hint = LOOM_TEXT("Add an Output behind the last layer.")});
        for (std::size_t i = 1; i < inputs.size(); ++i)
            result_.findings.push_back({.code = "several-inputs", .message = Message(LOOM_TEXT("%1 is a second Input; the data has one."), name(inputs[i])),
                                        .hint = LOOM_TEXT("Use one Input and draw several links from it."), .node = inputs[i]});
        for (std::size_t i = 1; i < outputs.size(); ++i)
            result_.findings.push_back({.code = "several-outputs", .message = Message(LOOM_TEXT("%1 is a second Output; the data has one target."), name(outputs[i])),
                                        .hint = LOOM_TEXT("Keep one Output."), .node = outputs[i]});
        if (outputs.size() != 1)
            return;
        const std::set<NodeId> useful = leading_to(document_, outputs[0]);
        for (NodeId id : result_.order)
            if (!useful.contains(id))
                result_.findings.push_back({.code = "unused", .severity = Severity::Warning,
                                            .message = Message(LOOM_TEXT("%1 does not lead to the Output and will not be trained."), name(id)),
                                            .hint = LOOM_TEXT("Connect it, or delete it."), .node = id,
                                            .fixes = {{Message(LOOM_TEXT("Delete %1"), name(id)), removal(document_, {id}, Reconnect::No)}}});
    }

    const std::string& name(NodeId id) const { return document_.nodes().at(id).name; }

    /// The node in front of the Output, if all is connected.
    std::optional<NodeId> last_layer() const
    {
        const auto outputs = of_type("output");
        if (outputs.size() != 1)
            return {};
        const auto into = into_.find({outputs[0], 0});
        return into == into_.end() ? std::nullopt : std::optional(into->second);
    }

    void judge_recipe()
    {
        const auto last = last_layer();
        const LossType* loss = find_loss(document_.recipe().loss.type);
        if (!last || !loss)
            return;
        judge_players(*loss);
        judge_curve(*last, *loss);
        judge_learning(*loss);
        const auto facts = result_.nodes.find(*last);
        if (!around_.data || facts == result_.nodes.end() || !facts->second.output || facts->second.assumed)
            return;
        const NodeId output = of_type("output")[0];
        if (facts->second.output->size() != 1 && !result_.nodes.at(output).output)
            return; // The Output itself says that it needs a vector.
        judge_width(*last, *facts->second.output, *loss);
    }

    // A loss for two players, and the place where they meet, need each other.
    void judge_players(const LossType& loss)
    {
        const auto meetings = of_type("real_and_made");
        const LayerType& meeting = *find_layer("real_and_made");
        if (!loss.lower_generator) {
            for (NodeId id : meetings)
                result_.findings.push_back({.code = "players-without-loss", .message = Message(LOOM_TEXT("%1 joins two networks that learn against each other, but the loss “%2” trains one."), name(id), loss.title),
                                            .hint = LOOM_TEXT("Choose the adversarial loss."), .node = id, .fixes = {other_loss("adversarial")}});
            return;
        }
        if (meetings.empty()) {
            result_.findings.push_back({.code = "loss-without-players", .message = Message(LOOM_TEXT("The loss “%1” needs a generator and a discriminator, but there is no “%2”."), loss.title, meeting.title),
                                        .hint = LOOM_TEXT("Join the data and what the generator makes in one, and put the discriminator behind it.")});
            return;
        }
        for (std::size_t i = 1; i < meetings.size(); ++i)
            result_.findings.push_back({.code = "several-meetings", .message = Message(LOOM_TEXT("%1 is a second “%2”; there can be one."), name(meetings[i]), meeting.title),
                                        .hint = LOOM_TEXT("Keep one."), .node = meetings[i]});
        std::set<NodeId> behind{meetings[0]};
        for (NodeId id : result_.order)
            for (auto l = into_.lower_bound({id, 0}); l != into_.end() && l->first.first == id; ++l)
                if (behind.contains(l->second))
                    behind.insert(id);
        for (const auto& [to, from] : into_)
            if (behind.contains(to.first) && to.first != meetings[0] && !behind.contains(from))
                result_.findings.push_back({.code = "past-the-meeting", .message = Message(LOOM_TEXT("%1 reaches the discriminator past “%2”, so it does not belong to the made samples."), name(from), meeting.title),
                                            .hint = LOOM_TEXT("Everything behind it must come through it."), .node = to.first, .port = to.second});
    }

    /// What is looked up by its number must not be scaled first, and zeros that fill up must stay zeros.
    void judge_scaling()
    {
        for (const auto& [to, from] : into_) {
            const Node &input = document_.nodes().at(from), &reader = document_.nodes().at(to.first);
            if (input.type != "input")
                continue;
            const LayerType& type = *find_layer(reader.type);
            const auto ports = type.inputs(reader.values);
            const auto scaling = find_layer("input")->index_of("scaling").value();
            const Value none(std::string("none")), pixels(std::string("pixels"));
            if (around_.data && around_.data->vocabulary > 0 && input.values[scaling] == Value(std::string("auto")))
                continue; // Ids stay as they are by themselves.
            const bool looked_up = std::size_t(to.second) < ports.size() && ports[std::size_t(to.second)].name == "ids";
            if (input.values[scaling] == none || (!looked_up && (input.values[scaling] == pixels || !knows_padding(type, reader.values))))
                continue;
            result_.findings.push_back({.code = looked_up ? "scaled-ids" : "scaled-padding", .severity = Severity::Warning,
                                        .message = Message(looked_up ? LOOM_TEXT("%1 looks numbers up, but %2 scales them first.")
                                                                     : LOOM_TEXT("%1 skips steps of zeros, but %2 scales them to other numbers first."), reader.name, input.name),
                                        .hint = looked_up ? LOOM_TEXT("Words and products are whole numbers, which must come as they are.")
                                                          : LOOM_TEXT("Only what is still 0 behind the input counts as filling up."),
                                        .node = from, .setting = "scaling",
                                        .fixes = {{Message(LOOM_TEXT("Take the scaling of %1 off"), input.name), {SetSetting{from, scaling, none}}}}});
        }
    }

    void judge_learning(const LossType& loss)
    {
        bool learns = false, frozen = false;
        for (const auto& [id, node] : document_.nodes())
            if (const LayerType& type = *find_layer(node.type); type.learns)
                (learning_of(type, node.values).frozen ? frozen : learns) = true;
        if (frozen && !learns)
            result_.findings.push_back({.code = "all-frozen", .severity = Severity::Warning, .message = LOOM_TEXT("All layers with weights are frozen, so nothing will be learned."),
                                        .hint = LOOM_TEXT("Take “Frozen” off in the layers that shall learn.")});
        Recipe recipe = document_.recipe();
        if ((!loss.across_rows && !loss.lower_generator) || unpack_recipe(recipe.settings).parts == 1)
            return;
        recipe.settings[*recipe_type().index_of("parts")] = std::int64_t{1};
        result_.findings.push_back({.code = "parts-across-rows", .severity = Severity::Warning,
                                    .message = Message(loss.across_rows ? LOOM_TEXT("The loss “%1” compares the samples of a batch with each other, and sees only a part of it at a time.")
                                                                        : LOOM_TEXT("With the loss “%1” a batch is not cut into parts."), loss.title),
                                    .hint = loss.across_rows ? LOOM_TEXT("Take the batch at once, or expect what a smaller batch gives.")
                                                             : LOOM_TEXT("Choose a smaller batch size where memory is short."),
                                    .fixes = {{LOOM_TEXT("Take the batch at once"), {SetRecipe{recipe}}}}});
    }

    // The loss applies this curve itself; twice would flatten the gradient.
    void judge_curve(NodeId id, const LossType& loss)
    {
        if (loss.applies.empty())
            return;
        // What only puts values elsewhere hides no curve.
        constexpr std::string_view movers[] = {"flatten", "reshape", "permute", "squeeze", "expand"};
        while (std::ranges::find(movers, document_.nodes().at(id).type) != std::end(movers)) {
            const auto into = into_.find({id, 0});
            if (into == into_.end())
                return;
            id = into->second;
        }
        const Node& node = document_.nodes().at(id);
        const LayerType& type = *find_layer(node.type);
        const auto take_out = [&] { return Fix{Message(LOOM_TEXT("Remove %1"), node.name), removal(document_, {id}, Reconnect::Yes)}; };
        if (node.type == "softmax") {
            // The softmax of logarithms of shares is the shares again: of them nothing is lost.
            if (loss.applies == "softmax" && !std::get<bool>(node.values[*type.index_of("log")]))
                result_.findings.push_back({.code = "curve-before-logits-loss",
                                            .message = Message(LOOM_TEXT("%1 applies %2, and the loss “%3” applies it again."), node.name, type.title, loss.title),
                                            .hint = LOOM_TEXT("This loss wants the values before that curve (logits)."), .node = id, .fixes = {take_out()}});
            return;
        }
        const auto index = type.index_of(node.type == "activation" ? "curve" : "activation");
        if (!index || node.values[*index] != Value(std::string(loss.applies)))
            return;
        const auto& choices = type.settings[*index].choices;
        const Text curve = std::ranges::find(choices, loss.applies, &Choice::id)->label;
        Finding finding{.code = "curve-before-logits-loss",
                        .message = Message(LOOM_TEXT("%1 applies %2, and the loss “%3” applies it again."), node.name, curve, loss.title),
                        .hint = LOOM_TEXT("This loss wants the values before that curve (logits)."), .node = id,
                        .setting = std::string(type.settings[*index].key)};
        if (node.type == "activation")
            finding.fixes.push_back(take_out());
        else
            finding.fixes.push_back({Message(LOOM_TEXT("Take %1 off"), curve), {SetSetting{id, *index, Value(std::string("none"))}}});
        result_.findings.push_back(std::move(finding));
    }

    Fix other_loss(std::string_view id) const
    {
        const LossType& type = *find_loss(id);
        Recipe recipe = document_.recipe();
        recipe.loss = {std::string(id), defaults(type)};
        return {Message(LOOM_TEXT("Use the loss “%1”"), type.title), {SetRecipe{recipe}}};
    }

    /// What the last layer must give for this loss and this data; else a finding.
    void judge_width(NodeId id, const Shape& shape, const LossType& loss)
    {
        if (loss.needs == LossType::Needs::Nothing) {
            if (loss.vectors > 0)
                judge_vectors(id, shape, loss);
            return;
        }
        const DataFacts& data = *around_.data;
        const auto outputs = of_type("output");
        const auto classes = std::int64_t(data.classes.size());
        if (data.target == DataFacts::Target::Numbers && loss.needs != LossType::Needs::Numbers) {
            result_.findings.push_back({.code = "loss-needs-classes", .message = Message(LOOM_TEXT("The loss “%1” needs classes, but the target is a number."), loss.title),
                                        .hint = LOOM_TEXT("Choose a loss for numbers, or another target."), .node = outputs[0],
                                        .fixes = {other_loss("mse")}});
            return;
        }
        if (data.target == DataFacts::Target::Classes && loss.needs == LossType::Needs::Binary && classes != 2) {
            result_.findings.push_back({.code = "loss-needs-two-classes", .message = Message(LOOM_TEXT("The loss “%1” needs 2 classes, but the data has %2."), loss.title, classes),
                                        .hint = loss.vectors > 0 ? LOOM_TEXT("The triplet loss takes any number of classes.")
                                                                 : LOOM_TEXT("Cross-entropy takes any number of classes."),
                                        .node = outputs[0],
                                        .fixes = {other_loss(loss.vectors > 0 ? "triplet" : "cross_entropy")}});
            return;
        }
        if (loss.vectors > 0)
            return judge_vectors(id, shape, loss);
        if (loss.needs == LossType::Needs::LabelSequence)
            return judge_sequence(id, shape, loss);
        if (data.target == DataFacts::Target::Numbers && data.target_width == 1 && loss.applies == "softmax") {
            result_.findings.push_back({.code = "loss-needs-shares", .message = Message(LOOM_TEXT("The loss “%1” compares shares of several values, but the target is one number."), loss.title),
                                        .hint = LOOM_TEXT("Choose a loss for numbers, or a target of several numbers that sum to 1."), .node = outputs[0],
                                        .fixes = {other_loss("mse")}});
            return;
        }
        const std::int64_t wanted = loss.needs == LossType::Needs::Binary                ? 1
                                    : data.target == DataFacts::Target::Classes ? classes
                                                                                : data.target_width;
        Shape expected{wanted};
        if (loss.needs == LossType::Needs::Label)
            expected.insert(expected.end(), data.label_shape.begin(), data.label_shape.end());
        if (shape == expected)
            return;
        const Node& node = document_.nodes().at(id);
        Finding finding{.code = "output-width", .node = id, .expected = expected, .found = shape};
        if (expected.size() > 1) {
            finding.message = Message(LOOM_TEXT("The data has a label at each place, so the network must give %1, but %2 gives %3."), shape_text(expected), node.name, shape_text(shape));
            finding.hint = LOOM_TEXT("The last layer gives one value per class at each place: a Dense at each place, or a convolution with one filter per class.");
            result_.findings.push_back(std::move(finding));
            return;
        }
        if (data.target == DataFacts::Target::Classes && wanted > 1)
            finding.message = Message(LOOM_TEXT("The data has %1 classes, but %2 gives %3."), wanted, node.name, shape_text(shape));
        else
            finding.message = Message(LOOM_TEXT("The loss “%1” needs %2 value per sample, but %3 gives %4."), loss.title, wanted, node.name, shape_text(shape));
        finding.hint = LOOM_TEXT("The last layer gives one value per class, or per number to predict.");
        const LayerType& type = *find_layer(node.type);
        if (const auto units = type.index_of("units"); units && shape.size() == 1) {
            finding.setting = "units";
            finding.fixes.push_back({Message(LOOM_TEXT("Set units to %1"), wanted), {SetSetting{id, *units, Value(wanted)}}});
        } else if (shape.size() == 1 || shape.size() == 3) {
            const LayerType& dense = *find_layer("dense");
            Values values = defaults(dense);
            values[*dense.index_of("units")] = Value(wanted);
            finding.fixes.push_back({Message(LOOM_TEXT("Insert %1 with %2 units"), dense.title, wanted), insertion(id, outputs[0], 0, dense, std::move(values))});
        }
        if (data.target == DataFacts::Target::Classes && classes == 2 && shape == Shape{1} && loss.needs == LossType::Needs::Label)
            finding.fixes.insert(finding.fixes.begin(), other_loss("binary_cross_entropy"));
        if (data.target == DataFacts::Target::Classes && shape == Shape{classes} && loss.needs != LossType::Needs::Label)
            finding.fixes.insert(finding.fixes.begin(), other_loss("cross_entropy"));
        result_.findings.push_back(std::move(finding));
    }

    /// Labels that are found along the steps.
    void judge_sequence(NodeId id, const Shape& shape, const LossType& loss)
    {
        const auto classes = std::int64_t(around_.data->classes.size());
        const Shape& labels = around_.data->label_shape;
        if (labels.size() != 1) {
            result_.findings.push_back({.code = "loss-needs-sequence", .message = Message(LOOM_TEXT("The loss “%1” needs a sequence of labels for each sample, but the data has no such labels."), loss.title),
                                        .hint = LOOM_TEXT("Cross-entropy takes one label per sample, or one at each place."), .node = of_type("output")[0],
                                        .fixes = {other_loss("cross_entropy")}});
            return;
        }
        if (shape.size() != 2 || shape[0] != classes) {
            result_.findings.push_back({.code = "output-width", .message = Message(LOOM_TEXT("The data has %1 classes, so at each step %2 must give as many values, but it gives %3."), classes, name(id), shape_text(shape)),
                                        .hint = LOOM_TEXT("The last layer gives one value per class at each step, the first one for no label: a Dense at each place, or a convolution with one filter per class."), .node = id,
                                        .expected = Shape{classes, shape.back()}, .found = shape});
            return;
        }
        if (shape[1] < labels[0])
            result_.findings.push_back({.code = "steps-for-labels", .severity = Severity::Warning,
                                        .message = Message(LOOM_TEXT("%1 gives %2 steps, but a sample can have %3 labels."), name(id), shape[1], labels[0]),
                                        .hint = LOOM_TEXT("Shorten the sequence less: each label needs a step of its own."), .node = id});
    }

    /// The vectors that the loss compares must be of equal length.
    void judge_vectors(NodeId id, const Shape& shape, const LossType& loss)
    {
        const auto width = std::int64_t(count(shape));
        if (width % loss.vectors == 0)
            return;
        const std::int64_t wanted = (width / loss.vectors + 1) * loss.vectors;
        const Node& node = document_.nodes().at(id);
        Finding finding{.code = "output-vectors",
                        .message = Message(LOOM_TEXT("The loss “%1” compares %2 vectors of equal length, but %3 gives %4 values."), loss.title, loss.vectors, node.name, shape_text(shape)),
                        .hint = Message(LOOM_TEXT("Put the vectors side by side, for example with Concat, so that the values are a multiple of %1."), loss.vectors),
                        .node = id, .expected = Shape{wanted}, .found = shape};
        if (const auto units = find_layer(node.type)->index_of("units")) {
            finding.setting = "units";
            finding.fixes.push_back({Message(LOOM_TEXT("Set units to %1"), wanted), {SetSetting{id, *units, Value(wanted)}}});
        }
        result_.findings.push_back(std::move(finding));
    }

    void judge_data()
    {
        if (around_.data || document_.nodes().empty())
            return;
        result_.findings.push_back({.code = "no-data", .severity = Severity::Info, .message = LOOM_TEXT("No data yet, so the input's shape is an assumption."),
                                    .hint = LOOM_TEXT("Open data in the Data stage.")});
    }

    const Document& document_;
    Surroundings around_;
    const bool shares_ = std::ranges::any_of(document_.nodes(), [](const auto& row) { return !row.second.scope.empty(); });
    std::set<std::string> scopes_;
    Inputs into_;
    Analysis result_;
};

} // namespace

std::optional<Error> first_error(const Document& document, const Analysis& analysis)
{
    const auto f = std::ranges::find(analysis.findings, Severity::Error, &Finding::severity);
    if (f == analysis.findings.end())
        return {};
    return Error{f->node ? Message(LOOM_TEXT("%1: %2"), document.nodes().at(*f->node).name, f->message) : f->message, f->hint};
}

bool Analysis::sound() const
{
    return std::ranges::none_of(findings, [](const Finding& f) { return f.severity == Severity::Error; });
}

Analysis analyse_flat(const Document& document, const DataFacts* data) { return Analyst(document, data).run(); }

std::optional<Message> refusal(const Document& document, const Analysis& analysis, const DataFacts* data, NodeId from, NodeId to, int port)
{
    Document trial = document;
    if (const auto old = trial.link_into(to, port))
        (void)trial.apply(Disconnect{*old}); // A new link takes the place of the old one.
    if (auto made = trial.apply(Connect{{from, to, port}}); !made)
        return made.error().message;
    const auto source = analysis.nodes.find(from);
    const auto target = analysis.nodes.find(to);
    if (source == analysis.nodes.end() || !source->second.output || target == analysis.nodes.end())
        return {};
    std::vector<Shape> shapes;
    for (std::size_t p = 0; p < target->second.inputs.size(); ++p) {
        const auto& shape = int(p) == port ? source->second.output : target->second.inputs[p];
        if (!shape)
            return {};
        shapes.push_back(*shape);
    }
    const Node& node = *document.find(to);
    const Inferred inferred = find_layer(node.type)->infer(node.values, shapes, Surroundings{data});
    if (const Fault* fault = std::get_if<Fault>(&inferred))
        return fault->message;
    return {};
}

std::set<NodeId> leading_to(const Document& document, NodeId end)
{
    std::set<NodeId> found{end};
    std::vector<NodeId> open{end};
    while (!open.empty()) {
        const NodeId at = open.back();
        open.pop_back();
        const Node& node = document.nodes().at(at);
        const LayerType* type = find_layer(node.type);
        const std::size_t ports = type ? type->inputs(node.values).size() : 0;
        for (std::size_t port = 0; port < ports; ++port)
            if (const auto link = document.link_into(at, int(port)); link && found.insert(link->from).second)
                open.push_back(link->from);
    }
    return found;
}

std::optional<NodeId> maker_of(const Document& document)
{
    for (const auto& [id, node] : document.nodes())
        if (node.type == "real_and_made")
            if (const auto link = document.link_into(id, 1))
                return link->from;
    return {};
}

} // namespace loom
