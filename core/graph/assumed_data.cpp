#include "graph/assumed_data.h"
#include "graph/analysis.h"
#include "schema/boxes.h"

#include <algorithm>

namespace loom {

AssumedData with_assumed_data(const Document& document)
{
    AssumedData made{document, {}};
    DataFacts& facts = made.facts;
    const Analysis analysis = analyse(document, nullptr);
    const auto in_main = [&](const char* type) {
        return std::ranges::count_if(document.nodes(), [&](const auto& n) { return n.second.in == main_graph && n.second.type == type; });
    };
    const bool several = in_main("input") > 1 || in_main("output") > 1;
    const auto name = [&](NodeId node, const Node& of, const char* key, std::string column) {
        // Refused is what is there already; then nothing is to be done.
        (void)made.document.apply(SetSetting{node, *find_layer(of.type)->index_of(key), std::move(column)});
    };
    std::int64_t place = 0;
    for (const auto& [node, of] : document.nodes()) {
        if (of.in != main_graph)
            continue;
        const auto known = analysis.nodes.find(node);
        if (known == analysis.nodes.end())
            continue;
        if (of.type == "input" && known->second.output) {
            facts.sample = *known->second.output;
            if (several) {
                const DataFacts::Column column{.name = "of " + of.name, .place = place, .shape = facts.sample, .features = {}, .mean = {}, .deviation = {}};
                place += std::int64_t(count(column.shape));
                facts.columns.push_back(column);
                name(node, of, "columns", column.name);
            }
        }
        if (of.type != "output" || known->second.inputs.empty() || !known->second.inputs[0])
            continue;
        const Shape& scores = *known->second.inputs[0];
        const LossType& loss = *find_loss((of.loss ? *of.loss : document.recipe().loss).type);
        const bool binary = loss.needs == LossType::Needs::Binary;
        std::vector<std::string> classes;
        if (loss.needs == LossType::Needs::Label || binary)
            for (std::int64_t i = 0; i < (binary ? 2 : scores[0]); ++i)
                classes.push_back(std::to_string(i));
        const auto target = classes.empty() ? DataFacts::Target::Numbers : DataFacts::Target::Classes;
        if (several)
            name(node, of, "target", "to " + of.name);
        if (several && !facts.target_column.empty()) {
            facts.further.push_back({"to " + of.name, target, std::move(classes), {}});
            continue;
        }
        if (several)
            facts.target_column = "to " + of.name;
        facts.target = target;
        if (finds_boxes(loss)) { // A row of values for each of two objects.
            for (std::int64_t i = 0; i + box_values < scores[0]; ++i)
                classes.push_back(std::to_string(i));
            facts.label_shape = {2, box_values};
        } else if (!classes.empty())
            facts.label_shape = Shape(scores.begin() + 1, scores.end());
        facts.classes = std::move(classes);
        facts.target_width = std::int64_t(count(scores));
    }
    return made;
}

} // namespace loom
