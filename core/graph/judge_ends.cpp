#include "graph/judging.h"
#include "schema/column_list.h"

#include <algorithm>

namespace loom {
namespace {

Fix without_column(const Judging& j, NodeId input, const std::string& column)
{
    auto names = columns_in(std::get<std::string>(*j.setting(input, "columns")));
    std::erase(names, column);
    return j.set(input, "columns", column_list(names), Message(LOOM_TEXT("Take “%1” out of %2"), column, j.name(input)));
}

/// One Input in the place of another.
Fix one_input(const Judging& j, NodeId kept, NodeId other)
{
    Fix fix{Message(LOOM_TEXT("Use %1 for both"), j.name(kept)), {}};
    for (const Link& l : j.document.links_of(other)) {
        fix.edits.push_back(Disconnect{l});
        fix.edits.push_back(Connect{{kept, l.to, l.port}});
    }
    fix.edits.push_back(RemoveNode{other});
    return fix;
}

void judge_columns(Judging& j, const InputEnd& end)
{
    const DataFacts* data = j.around.data;
    const auto told = [&](Finding& finding) {
        finding.setting = "columns";
        return &finding;
    };
    for (const std::string& column : end.missing) {
        const bool predicted = data && (column == data->target_column || std::ranges::find(data->further, column, &DataFacts::Further::column) != data->further.end());
        Finding* finding = predicted ? told(j.tell("target-as-input", Severity::Error, Message(LOOM_TEXT("%1 takes the column “%2”, which is to be predicted."), j.name(end.node), column),
                                                   LOOM_TEXT("A network that is given the answer learns nothing else."), end.node))
                                     : told(j.tell("missing-column", Severity::Error, Message(LOOM_TEXT("%1 takes the column “%2”, which samples of this data do not have."), j.name(end.node), column),
                                                   LOOM_TEXT("Choose a column that Data shows as numbers, categories or pictures."), end.node));
        finding->fixes.push_back(without_column(j, end.node, column));
    }
    if (data && end.columns.empty() && end.missing.empty() && !data->columns.empty()) {
        Finding& finding = *told(j.tell("no-columns", Severity::Error, Message(LOOM_TEXT("%1 is left without a column: others take or predict them all."), j.name(end.node)),
                                        LOOM_TEXT("Name its columns, or delete it."), end.node));
        if (j.inputs.size() > 1)
            finding.fixes.push_back(one_input(j, j.inputs[0] == end.node ? j.inputs[1] : j.inputs[0], end.node));
    }
}

/// Columns that two Inputs take. Two that name none are one and the same, where there is data.
void judge_overlaps(Judging& j)
{
    const auto named = [&](NodeId id) { return columns_in(std::get<std::string>(*j.setting(id, "columns"))); };
    for (std::size_t i = 1; i < j.ends.inputs.size(); ++i)
        for (std::size_t k = 0; k < i; ++k) {
            const NodeId other = j.ends.inputs[k].node, id = j.ends.inputs[i].node;
            const auto mine = named(id), others = named(other);
            if (mine.empty() && others.empty() && j.around.data) {
                j.tell("same-columns", Severity::Error, Message(LOOM_TEXT("%1 takes the same columns as %2."), j.name(id), j.name(other)),
                       LOOM_TEXT("Name the columns of each, or use one Input and draw several links from it."), id)
                    .fixes.push_back(one_input(j, other, id));
                break;
            }
            const auto both = std::ranges::find_if(mine, [&](const std::string& column) { return std::ranges::find(others, column) != others.end(); });
            if (both == mine.end())
                continue;
            Finding& finding = j.tell("same-columns", Severity::Warning, Message(LOOM_TEXT("%1 and %2 both take the column “%3”."), j.name(other), j.name(id), *both),
                                      LOOM_TEXT("One Input can lead to several layers."), id);
            finding.setting = "columns";
            if (mine == others)
                finding.fixes.push_back(one_input(j, other, id));
            else if (mine.size() > 1)
                finding.fixes.push_back(without_column(j, id, *both));
            break;
        }
}

void judge_target(Judging& j, const OutputEnd& end)
{
    if (end.truth == OutputEnd::Truth::Missing) {
        Finding& finding = j.tell("missing-target", Severity::Error,
                                  Message(LOOM_TEXT("%1 predicts the column “%2”, which the data does not have, or which cannot be learned."), j.name(end.node),
                                          std::get<std::string>(*j.setting(end.node, "target"))),
                                  LOOM_TEXT("Choose a column of numbers or categories."), end.node);
        finding.setting = "target";
        finding.fixes.push_back(j.set(end.node, "target", std::string(), Message(LOOM_TEXT("Predict the target of the data"))));
    }
    if (j.outputs.size() < 2)
        return;
    if (end.weight == 0) {
        Finding& finding = j.tell("weight-of-nothing", Severity::Warning, Message(LOOM_TEXT("The loss of %1 counts 0, so nothing is learned from it."), j.name(end.node)),
                                  LOOM_TEXT("1 is usual."), end.node);
        finding.setting = "weight";
        finding.fixes.push_back(j.set(end.node, "weight", 1.0));
    }
    if (end.loss_type().lower_generator)
        j.tell("loss-alone", Severity::Error, Message(LOOM_TEXT("The loss “%1” of %2 trains two networks against each other, and cannot stand beside another Output."), end.loss_type().title, j.name(end.node)),
               LOOM_TEXT("Choose another loss, or keep one Output."), end.node)
            .fixes.push_back(j.other_loss(end, !end.facts || end.facts->target == DataFacts::Target::Numbers ? "mse" : "cross_entropy"));
}

} // namespace

void judge_ends(Judging& j)
{
    for (const InputEnd& end : j.ends.inputs)
        judge_columns(j, end);
    judge_overlaps(j);
    for (const OutputEnd& end : j.ends.outputs)
        judge_target(j, end);
}

} // namespace loom
