#include "graph/judging.h"
#include "schema/sequences.h"

#include <algorithm>

namespace loom {
namespace {

const Value automatic(std::string("auto")), none(std::string("none")), pixels(std::string("pixels"));

bool looks_up(const Judging& j, NodeId id, int port)
{
    const auto ports = j.type(id).inputs(j.node(id).values);
    return std::size_t(port) < ports.size() && ports[std::size_t(port)].name == "ids";
}

/// One repair mends it for all readers.
bool told_of(const Judging& j, std::string_view code, NodeId id)
{
    return std::ranges::any_of(j.result.findings, [&](const Finding& f) { return f.code == code && f.node == id; });
}

/// Back through layers that only put values elsewhere.
NodeId origin(const Judging& j, NodeId id)
{
    while (only_moves(j.node(id).type)) {
        const auto from = j.source(id);
        if (!from)
            break;
        id = *from;
    }
    return id;
}

/// What is looked up by its number must not be scaled first, and zeros that fill up must stay zeros.
void scaled(Judging& j, NodeId input, NodeId reader, int port)
{
    if (told_of(j, "scaled-ids", input) || told_of(j, "scaled-padding", input))
        return;
    const Value& scaling = *j.setting(input, "scaling");
    const DataFacts* data = j.ends.around(input).data;
    if (scaling == none || (data && data->vocabulary > 0 && scaling == automatic))
        return; // Ids stay as they are by themselves.
    const auto told = [&](Finding& finding) {
        finding.setting = "scaling";
        finding.fixes.push_back(j.set(input, "scaling", none, Message(LOOM_TEXT("Take the scaling of %1 off"), j.name(input))));
    };
    if (looks_up(j, reader, port))
        told(j.tell("scaled-ids", Severity::Warning, Message(LOOM_TEXT("%1 looks numbers up, but %2 scales them first."), j.name(reader), j.name(input)),
                    LOOM_TEXT("Words and products are whole numbers, which must come as they are."), input));
    else if (scaling != pixels && knows_padding(j.type(reader), j.node(reader).values))
        told(j.tell("scaled-padding", Severity::Warning,
                    Message(LOOM_TEXT("%1 skips steps of zeros, but %2 scales them to other numbers first."), j.name(reader), j.name(input)),
                    LOOM_TEXT("Only what is still 0 behind the input counts as filling up."), input));
}

/// The nearest layer with weights among those that a node depends on.
std::optional<NodeId> learning_before(const Judging& j, NodeId id)
{
    std::vector<NodeId> open{id};
    std::set<NodeId> seen{id};
    for (std::size_t i = 0; i < open.size(); ++i) {
        if (j.type(open[i]).learns)
            return open[i];
        for (std::size_t port = 0; port < j.facts(open[i]).inputs.size(); ++port)
            if (const auto from = j.source(open[i], int(port)); from && seen.insert(*from).second)
                open.push_back(*from);
    }
    return {};
}

void looked_up(Judging& j, NodeId from, NodeId reader, int port)
{
    if (const auto learning = learning_before(j, from)) {
        Finding& finding = j.tell("computed-ids", Severity::Error,
                                  Message(LOOM_TEXT("%1 looks whole numbers up, but what comes in was computed by %2, which could never learn from it."),
                                          j.name(reader), j.name(*learning)),
                                  LOOM_TEXT("Connect what holds the whole numbers themselves: the Input, for most data."), reader);
        finding.port = port;
        if (j.inputs.size() == 1 && j.shape(j.inputs[0]) && j.shape(j.inputs[0])->size() == 1)
            finding.fixes.push_back({Message(LOOM_TEXT("Connect %1"), j.name(j.inputs[0])),
                                     {Disconnect{{from, reader, port}}, Connect{{j.inputs[0], reader, port}}}});
        return;
    }
    const NodeId input = origin(j, from);
    const Value* vocabulary = j.setting(reader, "vocabulary");
    const DataFacts* data = j.ends.around(input).data;
    if (j.node(input).type != "input" || !vocabulary || !data)
        return;
    const std::int64_t known = std::get<std::int64_t>(*vocabulary), there = data->vocabulary > 0 ? data->vocabulary : data->pictures ? 256 : 0;
    if (there <= known)
        return;
    Finding& finding = j.tell("ids-beyond-vocabulary", Severity::Warning,
                              Message(LOOM_TEXT("%1 knows %2 whole numbers, but the data has %3; all others count as its last one."), j.name(reader),
                                      quantity_text(known), quantity_text(there)),
                              LOOM_TEXT("Make the vocabulary as large as the data's, or keep fewer words in Data."), reader);
    finding.setting = "vocabulary";
    finding.fixes.push_back(j.set(reader, "vocabulary", there));
}

/// Layers with weights that take what the Input gives as quantities.
void taken_as_quantities(Judging& j, NodeId input, NodeId from, NodeId reader, int port)
{
    const DataFacts* data = j.ends.around(input).data;
    if (!data || j.facts(reader).assumed)
        return;
    if (data->vocabulary > 0 && j.shape(from) && j.shape(from)->size() == 1) {
        Finding& finding = j.tell("ids-as-numbers", Severity::Warning,
                                  Message(LOOM_TEXT("%1 takes the numbers of words as quantities: word 200 would be twice word 100."), j.name(reader)),
                                  LOOM_TEXT("Put Embedding before it, which learns what each word means."), reader);
        finding.port = port;
        const std::vector<NewLayer> layers{{"embedding", {{"vocabulary", data->vocabulary}}}, {"global_avg_pool"}};
        if (j.through(layers, *j.shape(from)))
            if (auto edits = j.insertion(from, reader, port, layers); !edits.empty())
                finding.fixes.push_back({insert_label(layers), std::move(edits)});
        return;
    }
    const Value& scaling = *j.setting(input, "scaling");
    if (data->vocabulary > 0 || j.type(reader).category == Category::Normalise)
        return;
    const auto told = [&](Finding& finding) {
        finding.setting = "scaling";
        finding.fixes.push_back(j.set(input, "scaling", automatic, LOOM_TEXT("Set the scaling to automatic")));
    };
    if (data->pictures && scaling == none && !told_of(j, "unscaled-pixels", input))
        told(j.tell("unscaled-pixels", Severity::Warning, Message(LOOM_TEXT("%1 passes pixels on as 0–255, which is too large for %2 to learn well."), j.name(input), j.name(reader)),
                    LOOM_TEXT("Pixels between 0 and 1 learn faster and more steadily."), input));
    else if (!data->pictures && data->sample.size() == 1 && scaling == pixels && !told_of(j, "scaled-as-pixels", input))
        told(j.tell("scaled-as-pixels", Severity::Warning, Message(LOOM_TEXT("%1 divides by 255 as for pixels, but the data holds no pictures."), j.name(input)),
                    LOOM_TEXT("Columns learn best at mean 0 and deviation 1."), input));
}

} // namespace

void judge_values(Judging& j)
{
    for (NodeId reader : j.result.order)
        for (std::size_t p = 0; p < j.facts(reader).inputs.size(); ++p) {
            const int port = int(p);
            const auto from = j.source(reader, port);
            if (!from)
                continue;
            if (j.node(*from).type == "input")
                scaled(j, *from, reader, port);
            if (looks_up(j, reader, port))
                looked_up(j, *from, reader, port);
            else if (const NodeId input = origin(j, *from); j.type(reader).learns && j.node(input).type == "input")
                taken_as_quantities(j, input, *from, reader, port);
        }
}

} // namespace loom
