#pragma once
#include "graph/analysis.h"
#include "train/chart.h"
#include "train/diagnosis.h"

namespace loom {

/// An ailment is a file in core/ailments with a function `<file>_ailment()`: how it is known, and what helps.
struct AilmentType {
    std::string_view id;
    Text title;
    /// Asked before the first step, after each epoch, and where numbers broke.
    std::function<std::vector<Diagnosis>(const Chart&)> look;
    /// What helps, as edits of this document, whose nodes are those of the diagnosis; nothing where no edit does.
    std::function<std::optional<Fix>(const Diagnosis&, const Document&)> treat = {};
    /// Going on makes nothing better: a run that goes on is best stopped, keeping the best it had.
    bool stopping_helps = false;
    /// It only follows where one of these was found at the same time or before, so it is not told then.
    std::vector<std::string_view> follows_from = {};
};
std::span<const AilmentType* const> ailment_types();
const AilmentType* find_ailment(std::string_view id);

/// All that ails, beside what is `known` already.
std::vector<Diagnosis> examine(const Chart&, std::span<const Diagnosis> known);
/// What helps against it; nothing where no edit does, or where the document has changed so that it does not fit.
std::optional<Fix> remedy_of(const Diagnosis&, const Document&);

// ---- For ailments ---------------------------------------------------------------------------------------------------
/// A diagnosis at a layer of the flat graph, with its place in the document.
Diagnosis at_layer(const Chart&, NodeId flat_node, Diagnosis);
/// The curve that a layer ends with, "relu"; empty where it has none of its own.
std::string_view curve_of(const Node&);
/// Whether a layer of the flat graph is in front of an Output.
bool is_last(const Chart&, NodeId flat_node);
/// Whether every look from the newest `count` on, of which there must be so many, says so of this layer.
bool lasts(const Chart&, std::size_t count, NodeId, const std::function<bool(const LayerLook&)>&);

/// "Set Batch size to 32".
Fix setting_recipe(const Document&, std::string_view key, Value);
/// The optimiser's learning rate times this, within its range; nothing where it is at its end already.
std::optional<Fix> scaling_rate(const Document&, double factor);
/// A setting of the node that a diagnosis is about; nothing where it has no such setting, or the copy of a unit gives it.
std::optional<Fix> setting_node(const Diagnosis&, const Document&, std::string_view key, Value);

} // namespace loom
