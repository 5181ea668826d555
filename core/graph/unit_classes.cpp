#include "graph/unit_classes.h"
#include "graph/exposed.h"

#include <algorithm>

namespace loom {
namespace {

/// "Block" of "Block 2".
std::string stem(const std::string& name)
{
    const auto end = name.find_last_not_of("0123456789 ");
    return end == name.npos ? name : name.substr(0, end + 1);
}

/// What a unit is, with its nodes counted from 1 and each unit inside as the number of its class.
struct Content {
    std::string name, help;
    std::vector<Exposed> exposed;
    std::vector<Node> nodes;
    std::vector<Link> links;
    bool operator==(const Content&) const = default;
};

class Classes {
public:
    /// The classes of a document's units, by unit; the same number for the same content.
    std::map<UnitId, UnitId> of(const Document& document)
    {
        std::map<UnitId, UnitId> found;
        for (const auto& [id, unit] : document.units())
            (void)of(document, id, found);
        return found;
    }

private:
    UnitId of(const Document& document, UnitId id, std::map<UnitId, UnitId>& found)
    {
        if (const auto known = found.find(id); known != found.end())
            return known->second;
        const Unit& unit = *document.find(id);
        std::map<NodeId, NodeId> numbers;
        for (const NodeId member : document.members(id))
            numbers.emplace(member, NodeId(std::int64_t(numbers.size()) + 1));
        Unit alone = unit;
        renumber_targets(alone, numbers);
        Content content{stem(unit.name), unit.help, std::move(alone.exposed), {}, {}};
        for (const NodeId member : document.members(id)) {
            Node node = document.nodes().at(member);
            node.at = {};
            node.in = main_graph;
            node.pinned = false;
            if (node.type == unit_type)
                node.unit = of(document, node.unit, found);
            if (node.shares)
                node.shares = numbers.at(*node.shares);
            content.nodes.push_back(std::move(node));
            for (const Link& l : document.links_of(member))
                if (l.to == member)
                    content.links.push_back({numbers.at(l.from), numbers.at(l.to), l.port});
        }
        auto same = std::ranges::find(contents_, content);
        if (same == contents_.end())
            same = contents_.insert(same, std::move(content));
        return found[id] = UnitId(same - contents_.begin() + 1);
    }

    std::vector<Content> contents_;
};

} // namespace

std::map<UnitId, UnitId> same_units(const Document& of, const Document& in)
{
    Classes classes;
    const auto theirs = classes.of(in), mine = classes.of(of);
    std::map<UnitId, UnitId> same;
    for (const auto& [id, kind] : mine) {
        int best = 0;
        for (const auto& [other, other_kind] : theirs) {
            const int likeness = other_kind != kind ? 0 : other == id ? 3 : in.find(other)->name == of.find(id)->name ? 2 : 1;
            if (likeness > best) {
                best = likeness;
                same[id] = other;
            }
        }
    }
    return same;
}

} // namespace loom
