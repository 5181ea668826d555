#include "graph/document.h"
#include "graph/exposed.h"
#include "graph/linking.h"
#include "graph/unit_choice.h"
#include "graph/varied.h"
#include "schema/recipe.h"

#include <algorithm>
#include <cmath>

namespace loom {
namespace {

/// The same place, or the one at the border of the canvas. What is no number is in the middle.
Point on_canvas(Point p)
{
    const auto kept = [](double x) { return std::isnan(x) ? 0 : std::clamp(x, -farthest_place, farthest_place); };
    return {kept(p.x), kept(p.y)};
}

std::vector<Point> on_canvas(std::vector<Point> points)
{
    for (Point& p : points)
        p = on_canvas(p);
    return points;
}

Remark on_canvas(Remark remark)
{
    remark.at = on_canvas(remark.at);
    remark.width = std::min(remark.width, 2 * farthest_place);
    remark.height = std::min(remark.height, 2 * farthest_place);
    return remark;
}

Bookmark on_canvas(Bookmark bookmark)
{
    bookmark.centre = on_canvas(bookmark.centre);
    return bookmark;
}

template <class Id>
std::optional<Error> check_number(Id id, Text sentence)
{
    if (std::int64_t(id) < 1 || std::int64_t(id) > largest_id)
        return Error{Message(sentence, std::int64_t(id)), LOOM_TEXT("Numbers go from 1 to 2^53.")};
    return {};
}

template <class T>
std::optional<Error> check(const T* type, const std::string& id, const Values& values)
{
    if (!type)
        return Error{Message(LOOM_TEXT("There is no type called “%1”."), id), LOOM_TEXT("It may come from a newer version.")};
    if (auto errors = validate(*type, values); !errors.empty())
        return errors.front();
    return {};
}

std::optional<Error> check(const Unit& unit)
{
    if (unit.name.empty())
        return Error{LOOM_TEXT("A unit needs a name.")};
    std::set<std::string_view> keys;
    for (const Exposed& e : unit.exposed)
        if (e.key.empty() || !keys.insert(e.key).second)
            return Error{Message(LOOM_TEXT("The unit “%1” has the setting “%2” twice."), unit.name, e.key), LOOM_TEXT("Give one of them another name.")};
    for (const Exposed& e : unit.exposed)
        for (const Exposed::Target& target : e.targets)
            if (!std::isfinite(target.factor))
                return Error{Message(LOOM_TEXT("The setting “%1” of the unit “%2” cannot be given times %3."), e.label, unit.name, target.factor),
                             LOOM_TEXT("The factor must be a number.")};
    return {};
}

/// What a copy gives, as a file can hold it.
std::optional<Error> check_given(const std::string& key, const Value& value)
{
    if (const auto* number = std::get_if<double>(&value); number && !std::isfinite(*number))
        return Error{Message(LOOM_TEXT("The setting “%1” needs a number."), key), LOOM_TEXT("Type one, or take the unit's.")};
    return {};
}

std::optional<Error> check(const Document& document, const Remark& remark)
{
    if (remark.colour < 0)
        return Error{Message(LOOM_TEXT("There is no colour %1."), remark.colour), LOOM_TEXT("Colours are counted from 0.")};
    if (remark.in != main_graph && !document.find(remark.in))
        return Error{LOOM_TEXT("There is no such unit."), LOOM_TEXT("It may have been deleted meanwhile.")};
    if (!(remark.width > 0) || !(remark.height > 0))
        return Error{Message(LOOM_TEXT("A frame of %1 by %2 shows nothing."), remark.width, remark.height)};
    return {};
}

/// An entrance that copies of the unit are linked to cannot go.
std::optional<Error> entered(const Document& document, const Node& node)
{
    if (node.type != entrance_type)
        return {};
    for (const auto& [port, id] : document.entrances(node.in))
        for (const NodeId copy : document.copies(node.in))
            if (document.find(id) == &node && document.link_into(copy, port))
                return Error{Message(LOOM_TEXT("%1 is connected in %2."), node.name, document.find(copy)->name), LOOM_TEXT("Remove the link first.")};
    return {};
}

/// Before all links that begin at that node.
Link first_link(NodeId from) { return {from, NodeId(INT64_MIN), INT32_MIN}; }

} // namespace

Edit::Edit(const Edit&) = default;
Edit::Edit(Edit&&) noexcept = default;
Edit& Edit::operator=(const Edit&) = default;
Edit& Edit::operator=(Edit&&) noexcept = default;
Edit::~Edit() = default;
bool Edit::operator==(const Edit& other) const { return static_cast<const AnyEdit&>(*this) == static_cast<const AnyEdit&>(other); }

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

const Unit* Document::find(UnitId id) const
{
    const auto it = units_.find(id);
    return it == units_.end() ? nullptr : &it->second;
}

template <class Key>
static const std::set<NodeId>& of(const std::map<Key, std::set<NodeId>>& sets, Key id)
{
    static const std::set<NodeId> none;
    const auto it = sets.find(id);
    return it == sets.end() ? none : it->second;
}

const std::set<NodeId>& Document::members(UnitId id) const { return of(members_, id); }
const std::set<NodeId>& Document::copies(UnitId id) const { return of(copies_, id); }
const std::set<NodeId>& Document::sharers(NodeId id) const { return of(sharers_, id); }

template <class Key>
static void forget(std::map<Key, std::set<NodeId>>& sets, Key key, NodeId id)
{
    const auto set = sets.find(key);
    set->second.erase(id);
    if (set->second.empty())
        sets.erase(set);
}

static int port_of(const Node& entrance)
{
    return int(std::get<std::int64_t>(entrance.values[*find_layer(entrance_type)->index_of("port")])) - 1;
}

std::map<int, NodeId> Document::entrances(UnitId unit) const
{
    std::map<int, NodeId> found;
    for (const NodeId id : members(unit))
        if (const Node& node = nodes_.at(id); node.type == entrance_type)
            found.emplace(port_of(node), id);
    return found;
}

std::vector<Port> Document::inputs(const Node& node) const
{
    if (node.type == entrance_type)
        return {};
    if (node.type != unit_type)
        return find_layer(node.type)->inputs(node.values);
    std::vector<Port> ports;
    for (const auto& [port, id] : entrances(node.unit)) {
        ports.resize(std::max(ports.size(), std::size_t(port) + 1));
        ports[std::size_t(port)] = {nodes_.at(id).name, LOOM_TEXT("What comes into the unit.")};
    }
    return ports;
}

bool Document::gives(const Node& node) const
{
    return node.type != exit_type && find_layer(node.type)->has_output;
}

std::span<const Point> Document::route(const Link& link) const
{
    const auto it = routes_.find(link);
    return it == routes_.end() ? std::span<const Point>() : it->second;
}

void Document::count_nested(const Node& copy, int by)
{
    auto& inner = nested_[copy.in];
    if ((inner[copy.unit] += by) == 0)
        inner.erase(copy.unit);
    if (inner.empty())
        nested_.erase(copy.in);
}

/// Why no copy of a unit can stand in a graph: it would stand inside of itself, or too deep.
std::optional<Error> Document::unnestable(UnitId around, UnitId unit) const
{
    const auto inner = [this](UnitId graph) -> const std::map<UnitId, int>& {
        static const std::map<UnitId, int> none;
        const auto it = nested_.find(graph);
        return it == nested_.end() ? none : it->second;
    };
    if (inner(around).contains(unit))
        return {};
    // Units below each other from a graph on, itself counted where it is one.
    std::map<UnitId, int> known;
    const auto depth = [&](const auto& self, UnitId graph) -> int {
        const auto [it, fresh] = known.try_emplace(graph, 0);
        if (!fresh)
            return it->second;
        int most = 0;
        for (const auto& [next, count] : inner(graph))
            most = std::max(most, self(self, next));
        return known[graph] = most + (graph == main_graph ? 0 : 1);
    };
    const int below = depth(depth, unit);
    if (known.contains(around))
        return Error{Message(LOOM_TEXT("The unit “%1” cannot stand inside of itself."), find(unit)->name), LOOM_TEXT("Use another unit.")};
    // And up to it.
    std::map<UnitId, std::vector<UnitId>> outer;
    for (const auto& [graph, units] : nested_)
        for (const auto& [next, count] : units)
            outer[next].push_back(graph);
    int above = 0;
    for (std::set<UnitId> level{around}; !level.empty();) {
        std::set<UnitId> next;
        for (const UnitId graph : level)
            next.insert(outer[graph].begin(), outer[graph].end());
        above += level == std::set<UnitId>{main_graph} ? 0 : 1;
        level = std::move(next);
    }
    if (above + below > most_nested_units)
        return Error{Message(LOOM_TEXT("With the unit “%1” more than %2 units would stand inside of each other."), find(unit)->name, most_nested_units),
                     LOOM_TEXT("Unpack some of them.")};
    return {};
}

/// Why a node cannot have the weights of another.
std::optional<Error> Document::unshareable(NodeId id, const Node& node, NodeId with) const
{
    const Node* owner = find(with);
    if (!owner || with == id)
        return missing_node;
    if (owner->in != node.in)
        return Error{Message(LOOM_TEXT("%1 and %2 do not stand in the same graph."), node.name, owner->name), LOOM_TEXT("Weights are shared inside of one graph.")};
    if (owner->shares)
        return Error{Message(LOOM_TEXT("%1 has no weights of its own."), owner->name), LOOM_TEXT("Choose the node that it shares them with.")};
    if (!sharers(id).empty())
        return Error{Message(LOOM_TEXT("Others have the weights of %1."), node.name), LOOM_TEXT("Let them have their own, or those of another node, first.")};
    return {};
}

/// Why the node cannot stand in its graph.
std::optional<Error> Document::misfit(NodeId id, const Node& node) const
{
    if (node.shares)
        if (auto error = unshareable(id, node, *node.shares))
            return error;
    if (node.in != main_graph && !find(node.in))
        return Error{LOOM_TEXT("There is no such unit."), LOOM_TEXT("It may have been deleted meanwhile.")};
    if (node.type == unit_type) {
        const Unit* unit = find(node.unit);
        if (!unit)
            return Error{LOOM_TEXT("There is no such unit."), LOOM_TEXT("It may have been deleted meanwhile.")};
        if (auto error = unnestable(node.in, node.unit))
            return error;
        for (const auto& [key, value] : node.given)
            if (auto error = check_given(key, value))
                return error;
    } else if (node.unit != main_graph || !node.given.empty()) {
        return Error{LOOM_TEXT("Only a copy of a unit can have the settings of one.")};
    }
    if (node.in == main_graph && (node.type == entrance_type || node.type == exit_type))
        return Error{LOOM_TEXT("Entrances and exits stand inside of units."), LOOM_TEXT("Use “Input” and “Output” here.")};
    if (node.in != main_graph && (node.type == "input" || node.type == "output"))
        return Error{LOOM_TEXT("A unit takes no data by itself."), LOOM_TEXT("Use an entrance or an exit of the unit here.")};
    if (node.loss) {
        if (node.type != "output")
            return Error{Message(LOOM_TEXT("%1 is no Output and has no loss."), node.name), LOOM_TEXT("Choose the loss of an Output, or that of the recipe.")};
        if (auto error = check(find_loss(node.loss->type), node.loss->type, node.loss->values))
            return error;
    }
    if (node.type == entrance_type && entrances(node.in).contains(port_of(node)))
        return Error{Message(LOOM_TEXT("The unit has an entrance %1 already."), port_of(node) + 1), LOOM_TEXT("Give it another number.")};
    return {};
}

NodeId Document::new_id() const
{
    std::int64_t largest = nodes_.empty() ? 0 : std::int64_t(nodes_.rbegin()->first);
    // A setting whose node is gone must not be for the next one.
    for (const auto& [id, unit] : units_)
        for (const Exposed& exposed : unit.exposed)
            for (const Exposed::Target& target : exposed.targets)
                if (std::int64_t(target.node) < largest_id)
                    largest = std::max(largest, std::int64_t(target.node));
    for (const Varied& v : search_)
        if (std::int64_t(v.node) < largest_id)
            largest = std::max(largest, std::int64_t(v.node));
    return NodeId(largest + 1);
}

UnitId Document::new_unit() const
{
    std::int64_t largest = units_.empty() ? 0 : std::int64_t(units_.rbegin()->first);
    for (const Varied& v : search_) // As for nodes.
        for (const Value& choice : v.choices)
            if (const auto unit = v.key == unit_key ? unit_in(choice) : std::nullopt; unit && std::int64_t(*unit) < largest_id)
                largest = std::max(largest, std::int64_t(*unit));
    return UnitId(largest + 1);
}

RemarkId Document::new_remark() const
{
    return remarks_.empty() ? RemarkId{1} : RemarkId(std::int64_t(remarks_.rbegin()->first) + 1);
}

std::string Document::new_name(const LayerType& type, Language language, UnitId in) const
{
    const std::string title = render(type.title, language);
    std::set<std::string_view> taken;
    for (const NodeId id : members(in))
        if (const std::string& name = nodes_.at(id).name; name.starts_with(title))
            taken.insert(name);
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

Edit on_canvas(Edit edit)
{
    std::visit(overloaded{[](MoveNode& e) { e.to = on_canvas(e.to); }, [](RouteLink& e) { e.by = on_canvas(std::move(e.by)); },
                          [](SetRemark& e) { e.remark = on_canvas(std::move(e.remark)); },
                          [](SetBookmark& e) {
                              if (e.to)
                                  e.to = on_canvas(*e.to);
                          },
                          [](auto&) {}},
               edit);
    return edit;
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
                if (auto error = check_number(e.id, LOOM_TEXT("A node cannot have the number %1.")))
                    return *error;
                if (nodes_.size() >= most_nodes)
                    return Error{Message(LOOM_TEXT("A network can hold %1 nodes."), most_nodes), LOOM_TEXT("Delete nodes that are not needed.")};
                if (find(e.id))
                    return Error{LOOM_TEXT("A node with this number exists already.")};
                if (auto error = misfit(e.id, e.node))
                    return *error;
                Node& node = nodes_.emplace(e.id, e.node).first->second;
                node.at = on_canvas(node.at);
                if (e.node.shares)
                    sharers_[*e.node.shares].insert(e.id);
                members_[e.node.in].insert(e.id);
                if (e.node.type == unit_type) {
                    copies_[e.node.unit].insert(e.id);
                    count_nested(e.node, 1);
                }
                return Edit{RemoveNode{e.id}};
            },
            [&](const RemoveNode& e) -> Result<Edit> {
                const auto it = nodes_.find(e.id);
                if (it == nodes_.end())
                    return missing_node;
                if (!links_of(e.id).empty())
                    return Error{LOOM_TEXT("The node is still connected."), LOOM_TEXT("Disconnect it in the same step.")};
                if (auto error = entered(*this, it->second))
                    return *error;
                if (!sharers(e.id).empty())
                    return Error{Message(LOOM_TEXT("Others have the weights of %1."), it->second.name),
                                 LOOM_TEXT("Let them have their own, or those of another node, first.")};
                forget(members_, it->second.in, e.id);
                if (it->second.type == unit_type) {
                    forget(copies_, it->second.unit, e.id);
                    count_nested(it->second, -1);
                }
                if (it->second.shares)
                    forget(sharers_, *it->second.shares, e.id);
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
                if (!e.by.empty())
                    routes_.emplace(e.link, on_canvas(e.by));
                return Edit{Disconnect{e.link}};
            },
            [&](const Disconnect& e) -> Result<Edit> {
                if (!links_.erase(e.link))
                    return Error{LOOM_TEXT("These ports are not connected.")};
                sources_.erase({e.link.to, e.link.port});
                Connect inverse{e.link};
                if (const auto route = routes_.find(e.link); route != routes_.end()) {
                    inverse.by = std::move(route->second);
                    routes_.erase(route);
                }
                return Edit{std::move(inverse)};
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
                Node other = it->second;
                other.values = std::move(changed);
                if (other.type == entrance_type && port_of(other) != port_of(it->second)) {
                    if (auto error = misfit(e.id, other))
                        return *error;
                    if (auto error = entered(*this, it->second))
                        return *error;
                }
                const auto ports = inputs(other).size();
                if (const auto s = sources_.lower_bound({e.id, int(ports)}); s != sources_.end() && s->first.first == e.id)
                    return Error{Message(LOOM_TEXT("Input %1 of %2 is connected."), s->first.second + 1, it->second.name),
                                 LOOM_TEXT("Remove the link first.")};
                return Edit{SetSetting{e.id, e.index, std::exchange(it->second.values[e.index], e.value)}};
            },
            [&](const MoveNode& e) -> Result<Edit> {
                const auto it = nodes_.find(e.id);
                if (it == nodes_.end())
                    return missing_node;
                return Edit{MoveNode{e.id, std::exchange(it->second.at, on_canvas(e.to))}};
            },
            [&](const RenameNode& e) -> Result<Edit> {
                const auto it = nodes_.find(e.id);
                if (it == nodes_.end())
                    return missing_node;
                if (e.name.empty())
                    return Error{LOOM_TEXT("A node needs a name.")};
                return Edit{RenameNode{e.id, std::exchange(it->second.name, e.name)}};
            },
            [&](const RouteLink& e) -> Result<Edit> {
                if (!links_.contains(e.link))
                    return Error{LOOM_TEXT("These ports are not connected.")};
                std::vector<Point>& route = routes_[e.link];
                Edit inverse = RouteLink{e.link, std::exchange(route, on_canvas(e.by))};
                if (e.by.empty())
                    routes_.erase(e.link);
                return inverse;
            },
            [&](const SetUse& e) -> Result<Edit> {
                const auto it = nodes_.find(e.id);
                if (it == nodes_.end())
                    return missing_node;
                const std::string& type = it->second.type;
                if (e.use != Use::Full && (type == "input" || type == "output" || type == entrance_type || type == exit_type))
                    return Error{Message(LOOM_TEXT("%1 cannot be left out."), it->second.name), LOOM_TEXT("Leave out what is behind or in front of it.")};
                return Edit{SetUse{e.id, std::exchange(it->second.use, e.use)}};
            },
            [&](const PinNode& e) -> Result<Edit> {
                const auto it = nodes_.find(e.id);
                if (it == nodes_.end())
                    return missing_node;
                return Edit{PinNode{e.id, std::exchange(it->second.pinned, e.pinned)}};
            },
            [&](const ShareWeights& e) -> Result<Edit> {
                const auto it = nodes_.find(e.id);
                if (it == nodes_.end())
                    return missing_node;
                if (e.with)
                    if (auto error = unshareable(e.id, it->second, *e.with))
                        return *error;
                if (it->second.shares)
                    forget(sharers_, *it->second.shares, e.id);
                if (e.with)
                    sharers_[*e.with].insert(e.id);
                return Edit{ShareWeights{e.id, std::exchange(it->second.shares, e.with)}};
            },
            [&](const SetLoss& e) -> Result<Edit> {
                const auto it = nodes_.find(e.id);
                if (it == nodes_.end())
                    return missing_node;
                Node other = it->second;
                other.loss = e.loss;
                if (auto error = misfit(e.id, other); error && e.loss)
                    return *error;
                return Edit{SetLoss{e.id, std::exchange(it->second.loss, e.loss)}};
            },
            [&](const GiveSetting& e) -> Result<Edit> {
                const auto it = nodes_.find(e.id);
                if (it == nodes_.end())
                    return missing_node;
                if (it->second.type != unit_type)
                    return Error{LOOM_TEXT("Only a copy of a unit can have the settings of one.")};
                if (e.value)
                    if (auto error = check_given(e.key, *e.value))
                        return *error;
                GiveSetting inverse{e.id, e.key, {}};
                if (const auto known = it->second.given.find(e.key); known != it->second.given.end()) {
                    inverse.value = std::move(known->second);
                    it->second.given.erase(known);
                }
                if (e.value)
                    it->second.given.emplace(e.key, *e.value);
                return Edit{std::move(inverse)};
            },
            [&](const AddUnit& e) -> Result<Edit> {
                if (auto error = check(e.unit))
                    return *error;
                if (auto error = check_number(e.id, LOOM_TEXT("A unit cannot have the number %1.")))
                    return *error;
                if (units_.size() >= most_units)
                    return Error{Message(LOOM_TEXT("There can be no more than %1 units."), most_units), LOOM_TEXT("Delete some that are not used.")};
                if (!units_.emplace(e.id, e.unit).second)
                    return Error{LOOM_TEXT("A unit with this number exists already.")};
                return Edit{RemoveUnit{e.id}};
            },
            [&](const RemoveUnit& e) -> Result<Edit> {
                const auto it = units_.find(e.id);
                if (it == units_.end())
                    return Error{LOOM_TEXT("There is no such unit."), LOOM_TEXT("It may have been deleted meanwhile.")};
                if (!members(e.id).empty() || !copies(e.id).empty() || std::ranges::any_of(remarks_, [&](const auto& r) { return r.second.in == e.id; }) ||
                    std::ranges::any_of(bookmarks_, [&](const auto& b) { return b.second.in == e.id; }))
                    return Error{Message(LOOM_TEXT("The unit “%1” is still in use."), it->second.name), LOOM_TEXT("Delete its copies in the same step.")};
                Edit inverse = AddUnit{e.id, std::move(it->second)};
                units_.erase(it);
                return inverse;
            },
            [&](const SetUnit& e) -> Result<Edit> {
                const auto it = units_.find(e.id);
                if (it == units_.end())
                    return Error{LOOM_TEXT("There is no such unit."), LOOM_TEXT("It may have been deleted meanwhile.")};
                if (auto error = check(e.unit))
                    return *error;
                return Edit{SetUnit{e.id, std::exchange(it->second, e.unit)}};
            },
            [&](const AddRemark& e) -> Result<Edit> {
                if (auto error = check(*this, e.remark))
                    return *error;
                if (auto error = check_number(e.id, LOOM_TEXT("A frame cannot have the number %1.")))
                    return *error;
                if (!remarks_.emplace(e.id, on_canvas(e.remark)).second)
                    return Error{LOOM_TEXT("A frame with this number exists already.")};
                return Edit{RemoveRemark{e.id}};
            },
            [&](const RemoveRemark& e) -> Result<Edit> {
                const auto it = remarks_.find(e.id);
                if (it == remarks_.end())
                    return Error{LOOM_TEXT("There is no such frame."), LOOM_TEXT("It may have been deleted meanwhile.")};
                Edit inverse = AddRemark{e.id, std::move(it->second)};
                remarks_.erase(it);
                return inverse;
            },
            [&](const SetRemark& e) -> Result<Edit> {
                const auto it = remarks_.find(e.id);
                if (it == remarks_.end())
                    return Error{LOOM_TEXT("There is no such frame."), LOOM_TEXT("It may have been deleted meanwhile.")};
                if (auto error = check(*this, e.remark))
                    return *error;
                return Edit{SetRemark{e.id, std::exchange(it->second, on_canvas(e.remark))}};
            },
            [&](const SetBookmark& e) -> Result<Edit> {
                if (e.name.empty())
                    return Error{LOOM_TEXT("A bookmark needs a name.")};
                if (e.to && e.to->in != main_graph && !find(e.to->in))
                    return Error{LOOM_TEXT("There is no such unit."), LOOM_TEXT("It may have been deleted meanwhile.")};
                if (e.to && (!(e.to->zoom > 0) || !std::isfinite(e.to->zoom)))
                    return Error{Message(LOOM_TEXT("A zoom of %1 shows nothing."), e.to->zoom)};
                SetBookmark inverse{e.name, {}};
                if (const auto known = bookmarks_.find(e.name); known != bookmarks_.end()) {
                    inverse.to = known->second;
                    bookmarks_.erase(known);
                }
                if (e.to)
                    bookmarks_.emplace(e.name, on_canvas(*e.to));
                return Edit{std::move(inverse)};
            },
            [&](const SetSearch& e) -> Result<Edit> {
                if (auto error = fault_of(e.varied))
                    return *error;
                return Edit{SetSearch{std::exchange(search_, e.varied)}};
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
            [&](const SetData& e) -> Result<Edit> {
                Edit inverse = SetData{std::exchange(data_, e.data)};
                data_.wanted = {}; // The network's, not the data's.
                return inverse;
            },
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

std::string scope_of(NodeId id, const Node& node)
{
    return node.scope.empty() ? node.type + "_" + std::to_string(std::int64_t(id)) : node.scope;
}

bool is_of_units(std::string_view type)
{
    return type == unit_type || type == entrance_type || type == exit_type;
}

bool same_network(const Document& a, const Document& b)
{
    const auto plain = [](const Node& x, const Node& y) {
        return x.type == y.type && x.values == y.values && x.in == y.in && x.unit == y.unit && x.given == y.given && x.shares == y.shares && x.use == y.use && x.loss == y.loss;
    };
    return a.links() == b.links() &&
           std::ranges::equal(a.units(), b.units(), [](const auto& x, const auto& y) { return x.first == y.first && x.second.exposed == y.second.exposed; }) &&
           std::ranges::equal(a.nodes(), b.nodes(), [&](const auto& x, const auto& y) { return x.first == y.first && plain(x.second, y.second); });
}

std::vector<Edit> building(const Document& document)
{
    std::vector<Edit> edits;
    for (const auto& [id, unit] : document.units())
        edits.push_back(AddUnit{id, unit});
    for (auto [id, node] : document.nodes()) {
        node.shares.reset(); // The other may come later.
        edits.push_back(AddNode{id, std::move(node)});
    }
    for (const auto& [id, node] : document.nodes())
        if (node.shares)
            edits.push_back(ShareWeights{id, node.shares});
    for (const Link& l : document.links()) {
        const auto by = document.route(l);
        edits.push_back(Connect{l, {by.begin(), by.end()}});
    }
    for (const auto& [id, remark] : document.remarks())
        edits.push_back(AddRemark{id, remark});
    for (const auto& [name, bookmark] : document.bookmarks())
        edits.push_back(SetBookmark{name, bookmark});
    return edits;
}

std::vector<Edit> clearing(const Document& document)
{
    std::vector<Edit> edits;
    for (const auto& [name, bookmark] : document.bookmarks())
        edits.push_back(SetBookmark{name, {}});
    for (const auto& [id, remark] : document.remarks())
        edits.push_back(RemoveRemark{id});
    for (const Link& l : document.links())
        edits.push_back(Disconnect{l});
    for (const auto& [id, node] : document.nodes())
        if (node.shares)
            edits.push_back(ShareWeights{id, {}});
    for (const auto& [id, node] : document.nodes())
        edits.push_back(RemoveNode{id});
    for (const auto& [id, unit] : document.units())
        edits.push_back(RemoveUnit{id});
    std::set<NodeId> varied; // Those that are gone too: what comes in their place is something else.
    for (const Varied& v : document.search())
        if (v.of == Varied::Of::Node)
            varied.insert(v.node);
    for (Edit& edit : dropping_varied(document, varied))
        edits.push_back(std::move(edit));
    return edits;
}

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
        for (const NodeId sharer : document.sharers(id))
            edits.push_back(ShareWeights{sharer, {}});
    for (Edit& edit : dropping_targets(document, nodes))
        edits.push_back(std::move(edit));
    for (Edit& edit : dropping_varied(document, nodes))
        edits.push_back(std::move(edit));
    for (NodeId id : nodes)
        edits.push_back(RemoveNode{id});
    return edits;
}

} // namespace loom
