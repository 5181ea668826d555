#include "bridge/units.h"

#include "bridge/layers.h"
#include "graph/copy_repairs.h"
#include "graph/kit.h"
#include "graph/unit_change.h"
#include "theme/language.h"

#include <algorithm>

namespace loom {

std::vector<UnitPtr> shipped_units()
{
    std::vector<UnitPtr> all;
    for (const UnitKit* kit : kit_types())
        all.push_back(std::make_shared<UnitEntry>(UnitEntry{.name = shown(kit->title),
                                                            .help = shown(kit->help),
                                                            .terms = SearchTerms(in_both_languages(kit->title)),
                                                            .category = kit->category,
                                                            .piece = std::make_shared<Document>(piece_of_kit(*kit))}));
    return all;
}

std::vector<UnitPtr> project_units(const Document& document)
{
    // Whether it fits is known where looking does not take long.
    const bool few = document.units().size() * document.nodes().size() < 200'000;
    std::vector<UnitPtr> all;
    for (const auto& [id, unit] : document.units()) {
        const QString name = shown(unit.name);
        UnitEntry entry{.name = name, .help = shown(unit.help), .terms = SearchTerms({name}), .in_project = id};
        if (const auto& copies = document.copies(id); few && !copies.empty())
            entry.piece = std::make_shared<Document>(piece_of(document, {*copies.begin()}));
        all.push_back(std::make_shared<UnitEntry>(std::move(entry)));
    }
    return all;
}

Addable::Addable(UnitPtr of) : type(find_layer(unit_type)), unit(std::move(of)) {}

QString Addable::name() const
{
    return unit ? unit->name : shown(type->title);
}

const Node* Addable::copy() const
{
    return unit->piece ? unit->piece->find(*unit->piece->members(main_graph).begin()) : nullptr;
}

bool Addable::has_inputs() const
{
    if (!unit)
        return !type->inputs(defaults(*type)).empty();
    const Node* node = copy();
    return node && !unit->piece->inputs(*node).empty();
}

bool Addable::passes_on() const
{
    if (!unit)
        return loom::passes_on(*type, defaults(*type));
    const Node* node = copy();
    return node && unit->piece->inputs(*node).size() == 1 && unit->piece->gives(*node);
}

bool Addable::takes(const Shape& shape, const DataFacts* data) const
{
    if (!unit)
        return loom::takes(*type, shape, data);
    const Node* node = copy();
    if (!node)
        return false;
    Document trial = *unit->piece;
    const NodeId id = *trial.members(main_graph).begin(), source = trial.new_id();
    const LayerType& input = *find_layer("input");
    Node feeding{.type = "input", .name = "source", .values = defaults(input)};
    feeding.values[*input.index_of("shape")] = std::vector<std::int64_t>(shape.begin(), shape.end());
    const auto ports = trial.inputs(*node).size();
    if (ports == 0 || !trial.apply(AddNode{source, std::move(feeding)}))
        return false;
    for (std::size_t port = 0; port < ports; ++port)
        if (!trial.apply(Connect{{source, id, int(port)}}))
            return false;
    const Analysis told = analyse_untried(trial, nullptr);
    const auto facts = told.nodes.find(id);
    if (facts == told.nodes.end() || !facts->second.output || facts->second.assumed)
        return false;
    return std::ranges::none_of(told.findings, [&](const Finding& f) {
        return f.severity == Severity::Error && f.node && (*f.node == id || trial.find(*f.node)->in != main_graph);
    });
}

Change Addable::adding(const Document& document, Point at, UnitId in) const
{
    if (!unit)
        return loom::adding(document, *type, at, in);
    if (unit->in_project != main_graph)
        return document.find(unit->in_project) ? adding_copy(document, unit->in_project, at, in) : Change{};
    if (!unit->piece)
        return {};
    const Point corner = corner_of(*unit->piece);
    Change change = pasting(document, *unit->piece, {at.x - corner.x, at.y - corner.y}, in);
    change.name = Message(LOOM_TEXT("Add %1"), utf8(unit->name));
    return change;
}

} // namespace loom
