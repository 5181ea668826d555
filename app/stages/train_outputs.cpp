#include "stages/train_plots.h"

#include "graph/ends.h"
#include "graph/flatten.h"
#include "plots/plot_view.h"
#include "theme/language.h"

#include <QComboBox>

#include <algorithm>

namespace loom {

std::vector<TrainPlots::RunOutput> TrainPlots::outputs_in(const RunRecord& run)
{
    std::optional<Flat> made;
    const Document& graph = flat_graph(run.document, made);
    std::vector<RunOutput> found;
    for (const OutputEnd& end : Ends(graph, &run.facts).outputs)
        found.push_back({graph.nodes().at(end.node).name, end.facts && end.facts->target == DataFacts::Target::Classes});
    return found.size() > 1 ? found : std::vector<RunOutput>();
}

/// Those of all ticked runs, by their names.
void TrainPlots::sync_outputs()
{
    QStringList names;
    for (const auto& [run, source] : sources_)
        for (const RunOutput& output : source.outputs.value_or(std::vector<RunOutput>()))
            if (!names.contains(shown(output.name)))
                names.append(shown(output.name));
    QStringList offered;
    for (int i = 1; i < output_choice_->count(); ++i)
        offered.append(output_choice_->itemData(i).toString());
    if (names == offered)
        return;
    output_choice_->clear();
    output_choice_->addItem(tr("All outputs"), QString());
    for (const QString& name : names)
        output_choice_->addItem(name, name);
    output_choice_->setVisible(!names.isEmpty());
    const QString chosen = shown(output_);
    output_choice_->setCurrentIndex(std::max(0, output_choice_->findData(chosen)));
    if (output_choice_->currentData().toString() != chosen)
        choose_output({});
}

void TrainPlots::choose_output(const QString& name)
{
    if (utf8(name) == output_)
        return;
    output_ = utf8(name);
    for (PlotView* v : {loss_, accuracy_})
        v->follow();
    retranslate();
    show_accuracy();
    draw_otherwise();
}

/// Of one that the run lacks a place that nothing has.
std::optional<std::size_t> TrainPlots::part_of(const std::string& run) const
{
    if (output_.empty())
        return {};
    const auto source = sources_.find(run);
    if (source == sources_.end() || !source->second.outputs)
        return SIZE_MAX;
    const auto& outputs = *source->second.outputs;
    const auto at = std::ranges::find(outputs, output_, &RunOutput::name);
    return at == outputs.end() ? SIZE_MAX : std::size_t(at - outputs.begin());
}

/// Where numbers are learned there is no accuracy to draw.
bool TrainPlots::counts_right_answers(const std::string& run, const Source& source) const
{
    const RunRecord* r = runs_.find(run);
    if (!r || output_.empty())
        return !r || r->facts.target == DataFacts::Target::Classes;
    return source.outputs && std::ranges::any_of(*source.outputs, [this](const RunOutput& output) { return output.classes && output.name == output_; });
}

void TrainPlots::show_accuracy()
{
    accuracy_->setVisible(shown_.empty() || std::ranges::any_of(sources_, [this](const auto& source) { return counts_right_answers(source.first, source.second); }));
}

} // namespace loom
