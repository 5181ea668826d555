#include "graph/document.h"
#include "graph/linking.h"
#include "schema/recipe.h"

#include <algorithm>

namespace loom {
namespace {

template <class T>
std::optional<Error> check(const T* type, const std::string& id, const Values& values)
{
    if (!type)
        return Error{Message(LOOM_TEXT("There is no type called “%1”."), id), LOOM_TEXT("It may come from a newer version.")};
    if (auto errors = validate(*type, values); !errors.empty())
        return errors.front();
    return {};
}

/// Before all links that begin at that node.
Link first_link(NodeId from) { return {from, NodeId(INT64_MIN), INT32_MIN}; }

} // namespace

Recipe default_recipe()
{
    const LossType* loss = find_loss("cross_entropy");
    const OptimizerType* optimizer = find_optimizer("adam");
    return {{"cross_entropy", defaults(*loss)}, {"adam", defaults(*optimizer)}, defaults(recipe_type())};
}

const Node* Document::find(NodeId id) const
{
    const auto it = nodes_.find(id);
    return it == nodes_.end() ? nullptr : &it->second;
}

NodeId Document::new_id() const
{
    return nodes_.empty() ? NodeId{1} : NodeId(std::int64_t(nodes_.rbegin()->first) + 1);
}

std::string Document::new_name(const LayerType& type, Language in) const
{
    const std::string title = render(type.title, in);
    std::set<std::string_view> taken;
    for (const auto& [id, node] : nodes_)
        if (node.name.starts_with(title))
            taken.insert(node.name);
    if (type.category == Category::InputOutput && !taken.contains(title))
        return title;
    for (int n = 1;; ++n)
        if (std::string name = title + " " + std::to_string(n); !taken.contains(name))
            return name;
}

std::optional<Link> Document::link_into(NodeId id, int port) const
{
    const auto it = sources_.find({id, port});
    return it == sources_.end() ? std::optional<Link>() : Link{it->second, id, port};
}

std::vector<Link> Document::links_of(NodeId id) const
{
    std::vector<Link> found;
    for (auto l = links_.lower_bound(first_link(id)); l != links_.end() && l->from == id; ++l)
        found.push_back(*l);
    for (auto s = sources_.lower_bound({id, INT32_MIN}); s != sources_.end() && s->first.first == id; ++s)
        found.push_back({s->second, id, s->first.second});
    std::ranges::sort(found);
    return found;
}

Result<Edit> Document::apply(const Edit& edit)
{
    return std::visit(
        overloaded{
            [&](const AddNode& e) -> Result<Edit> {
                if (auto error = check(find_layer(e.node.type), e.node.type, e.node.values))
                    return *error;
                if (e.node.name.empty())
                    return Error{LOOM_TEXT("A node needs a name.")};
                if (std::int64_t(e.id) < 1 || std::int64_t(e.id) > largest_id)
                    return Error{Message(LOOM_TEXT("A node cannot have the number %1."), std::int64_t(e.id)), LOOM_TEXT("Numbers go from 1 to 2^53.")};
                if (nodes_.size() >= most_nodes)
                    return Error{Message(LOOM_TEXT("A network can hold %1 nodes."), most_nodes), LOOM_TEXT("Delete nodes that are not needed.")};
                if (!nodes_.emplace(e.id, e.node).second)
                    return Error{LOOM_TEXT("A node with this number exists already.")};
                return Edit{RemoveNode{e.id}};
            },
            [&](const RemoveNode& e) -> Result<Edit> {
                const auto it = nodes_.find(e.id);
                if (it == nodes_.end())
                    return missing_node;
                if (!links_of(e.id).empty())
                    return Error{LOOM_TEXT("The node is still connected."), LOOM_TEXT("Disconnect it in the same step.")};
                Edit inverse = AddNode{e.id, std::move(it->second)};
                nodes_.erase(it);
                return inverse;
            },
            [&](const Connect& e) -> Result<Edit> {
                if (auto error = link_error(*this, e.link))
                    return *error;
                if (link_into(e.link.to, e.link.port))
                    return Error{Message(LOOM_TEXT("This input of %1 is taken."), find(e.link.to)->name), LOOM_TEXT("Remove the other link first.")};
                links_.insert(e.link);
                sources_.emplace(std::pair(e.link.to, e.link.port), e.link.from);
                return Edit{Disconnect{e.link}};
            },
            [&](const Disconnect& e) -> Result<Edit> {
                if (!links_.erase(e.link))
                    return Error{LOOM_TEXT("These ports are not connected.")};
                sources_.erase({e.link.to, e.link.port});
                return Edit{Connect{e.link}};
            },
            [&](const SetSetting& e) -> Result<Edit> {
                const auto it = nodes_.find(e.id);
                if (it == nodes_.end())
                    return missing_node;
                const LayerType& type = *find_layer(it->second.type);
                if (e.index >= it->second.values.size())
                    return Error{Message(LOOM_TEXT("%1 has no such setting."), it->second.name)};
                if (auto error = validate(type, e.index, e.value))
                    return *error;
                Values changed = it->second.values;
                changed[e.index] = e.value;
                const auto ports = type.inputs(changed).size();
                if (const auto s = sources_.lower_bound({e.id, int(ports)}); s != sources_.end() && s->first.first == e.id)
                    return Error{Message(LOOM_TEXT("Input %1 of %2 is connected."), s->first.second + 1, it->second.name),
                                 LOOM_TEXT("Remove the link first.")};
                return Edit{SetSetting{e.id, e.index, std::exchange(it->second.values[e.index], e.value)}};
            },
            [&](const MoveNode& e) -> Result<Edit> {
                const auto it = nodes_.find(e.id);
                if (it == nodes_.end())
                    return missing_node;
                return Edit{MoveNode{e.id, std::exchange(it->second.at, e.to)}};
            },
            [&](const RenameNode& e) -> Result<Edit> {
                const auto it = nodes_.find(e.id);
                if (it == nodes_.end())
                    return missing_node;
                if (e.name.empty())
                    return Error{LOOM_TEXT("A node needs a name.")};
                return Edit{RenameNode{e.id, std::exchange(it->second.name, e.name)}};
            },
            [&](const SetRecipe& e) -> Result<Edit> {
                if (auto error = check(find_loss(e.recipe.loss.type), e.recipe.loss.type, e.recipe.loss.values))
                    return *error;
                if (auto error = check(find_optimizer(e.recipe.optimizer.type), e.recipe.optimizer.type, e.recipe.optimizer.values))
                    return *error;
                if (auto errors = validate(recipe_type(), e.recipe.settings); !errors.empty())
                    return errors.front();
                return Edit{SetRecipe{std::exchange(recipe_, e.recipe)}};
            },
            [&](const SetData& e) -> Result<Edit> { return Edit{SetData{std::exchange(data_, e.data)}}; },
            [&](const EditRows& e) -> Result<Edit> {
                RowEdits changed = data_.row_edits;
                Edit inverse = EditRows{changed.put(e.rows)};
                if (changed.size() > RowEdits::most)
                    return Error{Message(LOOM_TEXT("More than %1 rows cannot be changed by hand."), RowEdits::most),
                                 LOOM_TEXT("Choose fewer rows, or leave rows out by a preparation step.")};
                data_.row_edits = std::move(changed);
                return inverse;
            }},
        edit);
}

bool reaches(const Document& document, NodeId from, NodeId to)
{
    // From both ends in turn, one node at a time: it is over as soon as the smaller side is.
    struct Side {
        std::vector<NodeId> open;
        std::set<NodeId> seen;
        bool onward;
    };
    Side sides[] = {{{from}, {from}, true}, {{to}, {to}, false}};
    while (true)
        for (auto& [open, seen, onward] : sides) {
            if (open.empty())
                return false;
            const NodeId at = open.back();
            open.pop_back();
            if (sides[onward ? 1 : 0].seen.contains(at))
                return true;
            for (const NodeId next : onward ? targets_of(document, at) : sources_of(document, at))
                if (seen.insert(next).second)
                    open.push_back(next);
        }
}

std::string scope_of(NodeId id, const Node& node) { return node.type + "_" + std::to_string(std::int64_t(id)); }

std::vector<Edit> removal(const Document& document, const std::set<NodeId>& nodes, Reconnect reconnect)
{
    std::vector<Edit> edits;
    std::set<Link> gone;
    for (NodeId id : nodes)
        for (const Link& l : document.links_of(id))
            gone.insert(l);
    for (const Link& l : gone)
        edits.push_back(Disconnect{l});
    std::map<NodeId, std::optional<NodeId>> staying; // What feeds in the place of a removed node.
    if (reconnect == Reconnect::Yes)
        for (const Link& l : gone) {
            if (!nodes.contains(l.from) || nodes.contains(l.to))
                continue;
            // Walk back through removed nodes to the first that stays, or that was reached before.
            std::vector<NodeId> passed;
            std::optional<NodeId> source = l.from;
            while (source && nodes.contains(*source) && !staying.contains(*source)) {
                passed.push_back(*source);
                const auto into = document.link_into(*source, 0);
                source = into ? std::optional(into->from) : std::nullopt;
            }
            if (const auto known = source ? staying.find(*source) : staying.end(); known != staying.end())
                source = known->second;
            for (NodeId id : passed)
                staying[id] = source;
            if (source)
                edits.push_back(Connect{{*source, l.to, l.port}});
        }
    for (NodeId id : nodes)
        edits.push_back(RemoveNode{id});
    return edits;
}

} // namespace loom
