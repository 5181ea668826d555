#pragma once
#include "graph/align.h"
#include "graph/arrange.h"
#include "graph/unit_change.h"
#include "graph/varied.h"

#include <random>

namespace loom {

/// Gestures of an editor at random, in a document that stays small. The same seed makes the same ones.
class RandomEdits {
    std::size_t any(std::size_t n) { return std::uniform_int_distribution<std::size_t>(0, n - 1)(random_); }
    template <class Set>
    auto pick(const Set& from)
    {
        return std::next(from.begin(), std::ptrdiff_t(any(from.size())));
    }

public:
    RandomEdits(const Document& document, unsigned seed) : document_(document), random_(seed) {}

    /// So many kinds of them.
    static constexpr std::size_t gestures = 39;
    struct Gesture {
        std::string_view name;
        Change change; // Without edits: there was nothing to do it with.
    };

    Gesture next()
    {
        const UnitId in = graph();
        const auto& nodes = document_.members(in);
        if (document_.nodes().size() > 120)
            return {"remove", removing(document_, some(in), {}, any(2) ? Reconnect::Yes : Reconnect::No)};
        if (nodes.size() < 3)
            return {"add", adding(document_, any_type(), place(), in)};
        const NodeId id = *pick(nodes), other = *pick(nodes);
        const Node& node = document_.nodes().at(id);
        switch (any(35)) {
        case 0:
        case 1:
            return {"add", adding(document_, any_type(), place(), in)};
        case 2:
            return {"add behind", adding_behind(document_, *find_layer(types[any(6)]), place(), id)};
        case 3:
        case 4:
        case 5:
            return {"join", joining(document_, {id, other, int(any(2))})};
        case 6:
            return {"cut", document_.links().empty() ? Change{} : cutting(document_, {*pick(document_.links())})};
        case 7:
            return {"remove", removing(document_, some(in), {}, any(2) ? Reconnect::Yes : Reconnect::No)};
        case 8:
            return {"move", moving(document_, some(in), place())};
        case 9:
            return {"rename", renaming(document_, id, "n" + std::to_string(any(1000)))};
        case 10:
            return set(id);
        case 11:
        case 12:
            return {"make a unit", sound(making_unit(document_, some(in), "Unit " + std::to_string(any(100))))};
        case 13:
        case 14:
            return {"unpack", node.type == unit_type ? sound(unpacking(document_, id)) : Change{}};
        case 15:
            if (node.type == unit_type && any(2))
                return {"choose a unit", choosing_unit(document_, id, *pick(fitting_units(document_, id)))};
            return {"detach", node.type == unit_type ? detaching(document_, id) : Change{}};
        case 16:
            return {"add a copy", document_.units().empty() ? Change{} : adding_copy(document_, pick(document_.units())->first, place(), in)};
        case 17: {
            const LayerType& type = *find_layer(node.type);
            return {"expose", in == main_graph || type.settings.empty() ? Change{} : exposing(document_, id, any(type.settings.size()))};
        }
        case 18: {
            const std::vector<NodeId> copies = giving_copies();
            if (copies.empty())
                return {"give", {}};
            const NodeId copy = *pick(copies);
            const UnitId unit = document_.nodes().at(copy).unit;
            const Exposed& e = *pick(document_.find(unit)->exposed);
            if (any(4))
                return {"give", giving(document_, {copy}, e.key, any(3) ? std::optional<Value>(std::int64_t(any(9))) : std::nullopt)};
            return {"hide", hiding(document_, unit, e.key)};
        }
        case 19:
            return {"use", using_nodes(document_, some(in), Use(any(3)))};
        case 20:
            if (any(2))
                return {"pin", pinning(document_, some(in), any(2))};
            return {"share", sharing(document_, id, any(3) ? std::optional(other) : std::nullopt)};
        case 21:
            return {"route", document_.links().empty() ? Change{} : routing(document_, *pick(document_.links()), std::vector<Point>(any(3), place()))};
        case 22:
            if (any(2))
                return {"frame", framing(document_, some(in), "Frame", int(any(9)), size)};
            return {"note", noting(document_, place(), in, "Note")};
        case 23: {
            if (document_.remarks().empty())
                return {"erase", {}};
            auto [remark, old] = *pick(document_.remarks());
            old.at = place();
            if (any(2))
                return {"change a remark", changing(document_, remark, old)};
            return {"erase", erasing(document_, remark)};
        }
        case 24:
            return {"bookmark", bookmarking(document_, "b" + std::to_string(any(5)), any(3) ? std::optional(Bookmark{in, place(), 0.5, std::vector<NodeId>(any(3), id)}) : std::nullopt)};
        case 25:
            if (document_.units().empty())
                return {"rename a unit", {}};
            if (any(5))
                return {"rename a unit", renaming_unit(document_, pick(document_.units())->first, "U" + std::to_string(any(50)))};
            return {"remove a unit", removing_unit(document_, pick(document_.units())->first)};
        case 26:
            if (any(2) && !piece_.nodes().empty())
                return {"paste a piece from before", pasting(document_, piece_, place(), in)};
            piece_ = piece_of(document_, some(in));
            return {"paste", pasting(document_, piece_, place(), any(2) ? in : graph())};
        case 27:
            return {"add into", document_.links().empty() ? Change{} : adding_into(document_, *find_layer(types[any(6)]), place(), *pick(document_.links()))};
        case 28:
            return {"add before", document_.inputs(node).empty() ? Change{} : adding_before(document_, *find_layer(types[any(6)]), place(), id, int(any(document_.inputs(node).size())))};
        case 29: {
            const auto link = into(in);
            const bool apart = document_.links_of(id).empty() && !document_.inputs(node).empty() && document_.gives(node);
            return {"move into", link && apart ? moving_into(document_, id, place(), *link) : Change{}};
        }
        case 30: {
            const auto link = into(in);
            return {"rejoin", link ? rejoining(document_, *link, {link->from, id, int(any(2))}) : Change{}};
        }
        case 31:
            if (any(2))
                return {"align", aligning(document_, some(in), Alignment(any(6)), height)};
            return {"distribute", distributing(document_, some(in), any(2) ? Axis::Horizontal : Axis::Vertical, height)};
        case 32:
            return {"arrange", placing(document_, arranged(document_, {.width = 1500, .height = height, .graph = in}))};
        case 33: {
            std::vector<Varied> varied = document_.search();
            if (varied.size() > 5)
                varied.erase(varied.begin());
            if (node.type == unit_type && any(2))
                varied.push_back({.of = Varied::Of::Node, .node = id, .key = std::string(unit_key), .choices = {unit_value(node.unit), unit_value(UnitId(1 + any(9)))}});
            else if (any(2))
                varied.push_back({.of = Varied::Of::Node, .node = id, .key = "k" + std::to_string(any(9)), .low = 1, .high = 9, .log = any(2) > 0});
            else
                varied.push_back({.of = Varied::Of::Recipe, .key = "k" + std::to_string(any(9)), .choices = {std::int64_t(1 + any(9)), 0.5, true, std::string("x")}});
            return {"search", searching(std::move(varied))};
        }
        default:
            if (const auto removed = some(in); any(2))
                return {"bridge", bridged(removed)};
            if (const auto outputs = of_type("output"); !outputs.empty())
                return {"loss", Change{LOOM_TEXT("Loss"), {SetLoss{*pick(outputs), any(2) ? std::optional(default_recipe().loss) : std::nullopt}}}};
            return {"loss", {}};
        }
    }

private:
    static constexpr std::string_view types[] = {"dense",     "conv2d",     "add",         "activation", "dropout", "batch_norm",
                                                 "embedding", "unit_input", "unit_output", "input",      "output"};

    Point place() { return {double(any(2000)), double(any(1000))}; }
    static Point size(const Node&) { return {176, 76}; }
    static double height(const Node&) { return 76; }
    static Change sound(Result<Change> change) { return change ? std::move(*change) : Change{}; }
    const LayerType& any_type() { return *find_layer(types[any(std::size(types))]); }
    UnitId graph() { return document_.units().empty() || any(2) ? main_graph : pick(document_.units())->first; }
    std::set<NodeId> some(UnitId in)
    {
        std::set<NodeId> chosen;
        for (std::size_t i = 0, n = 1 + any(4); i < n && !document_.members(in).empty(); ++i)
            chosen.insert(*pick(document_.members(in)));
        return chosen;
    }
    /// A link of a graph.
    std::optional<Link> into(UnitId in)
    {
        std::vector<Link> links;
        for (const Link& link : document_.links())
            if (document_.nodes().at(link.from).in == in)
                links.push_back(link);
        return links.empty() ? std::nullopt : std::optional(*pick(links));
    }
    std::vector<NodeId> of_type(std::string_view type) const
    {
        std::vector<NodeId> found;
        for (const auto& [id, node] : document_.nodes())
            if (node.type == type)
                found.push_back(id);
        return found;
    }
    /// Copies whose unit shows settings.
    std::vector<NodeId> giving_copies() const
    {
        std::vector<NodeId> found = of_type(unit_type);
        std::erase_if(found, [&](NodeId id) { return document_.find(document_.nodes().at(id).unit)->exposed.empty(); });
        return found;
    }
    /// Deleted, and what was in front joined with what was behind: the two steps as one.
    Change bridged(const std::set<NodeId>& removed)
    {
        Change change = removing(document_, removed, {}, Reconnect::No);
        for (Edit& edit : bridging(document_, removed).edits)
            change.edits.push_back(std::move(edit));
        return change;
    }
    Gesture set(NodeId id)
    {
        const Node& node = document_.nodes().at(id);
        const LayerType& type = *find_layer(node.type);
        if (type.settings.empty())
            return {"set", {}};
        const std::size_t index = any(type.settings.size());
        Value value = node.values[index];
        if (auto* n = std::get_if<std::int64_t>(&value))
            *n = std::int64_t(1 + any(20));
        else if (auto* on = std::get_if<bool>(&value))
            *on = !*on;
        return {"set", setting_to(document_, {id}, index, value)};
    }

    const Document& document_;
    std::mt19937 random_;
    Document piece_; // Copied last.
};

} // namespace loom
