#include "graph/copy_repairs.h"
#include "graph/finding_place.h"
#include "graph/judging.h"
#include "graph/unit_change.h"
#include "graph/value_words.h"
#include "graph/within.h"

#include <algorithm>

namespace loom {
namespace {

constexpr std::size_t most_settings = 3; // Offered for one finding.
constexpr std::size_t most_values = 16;  // Tried for one finding.

/// Nodes of a unit of a copy's own, by the nodes that they were.
using Renumbered = std::map<NodeId, NodeId>;

NodeId as_before(const Renumbered& before, NodeId id)
{
    const auto known = before.find(id);
    return known == before.end() ? id : known->second;
}

bool apply(Document& document, const std::vector<Edit>& edits)
{
    return std::ranges::all_of(edits, [&](const Edit& edit) { return bool(document.apply(edit)); });
}

/// The unit that edits change; the main graph where they change none.
UnitId changed_unit(const Document& document, const std::vector<Edit>& edits)
{
    UnitId unit = main_graph;
    const auto at = [&](NodeId id) {
        if (const Node* node = document.find(id); node && node->in != main_graph)
            unit = node->in;
    };
    for (const Edit& edit : edits)
        std::visit(overloaded{[&](const AddNode& e) { unit = e.node.in != main_graph ? e.node.in : unit; }, [&](const Connect& e) { at(e.link.to); },
                              [&](const Disconnect& e) { at(e.link.to); },
                              [&]<class E>(const E& e) {
                                  if constexpr (requires { { e.id } -> std::convertible_to<NodeId>; })
                                      at(e.id);
                              }},
                   edit);
    return unit;
}

/// The first setting of a layer that an exposed setting is for; null where it is none, or bypasses.
const Setting* first_setting(const Document& document, const Exposed& exposed)
{
    for (const Exposed::Target& target : exposed.targets)
        if (const Node* node = document.find(target.node))
            if (const auto index = find_layer(node->type)->index_of(target.setting))
                return &find_layer(node->type)->settings[*index];
    return nullptr;
}

class Trials {
public:
    Trials(const Document& document, const DataFacts* data, Analysis& analysis) : document_(document), data_(data), analysis_(analysis)
    {
        for (const auto& [path, nodes] : analysis.within) {
            size_ += nodes.size();
            if (!path.empty())
                ++ways_[document.nodes().at(path.back()).unit];
        }
    }

    void run()
    {
        for (std::size_t i = 0; i < analysis_.findings.size(); ++i) {
            const Finding& finding = analysis_.findings[i];
            const Node* node = finding.node ? document_.find(*finding.node) : nullptr;
            if (!node || (node->in == main_graph && (node->type != unit_type || finding.code != "unconnected")))
                continue;
            std::vector<Fix>& fixes = repairs_[i];
            if (finding.severity == Severity::Error && is_in_every_copy(document_, finding))
                offer_to_all(finding, node->in, fixes);
            else if (finding.severity == Severity::Error)
                offer_settings(finding, fixes);
            if (finding.code == "unconnected" && node->type == unit_type)
                offer_link(finding, fixes);
            std::vector<Fix> alone;
            for (const Fix& fix : finding.fixes) {
                const UnitId unit = changed_unit(document_, fix.edits);
                const std::size_t copies = unit == main_graph ? 1 : ways_[unit];
                const bool at_home = copies <= 1 && node->in != main_graph; // As in a graph that is no unit.
                if (at_home || mends(finding, fix.edits))
                    fixes.push_back({in_all(fix.label, copies), fix.edits});
                else if (copies > 1 && finding.severity == Severity::Error)
                    if (auto made = for_this_copy(finding, fix))
                        alone.push_back(std::move(*made));
            }
            fixes.insert(fixes.end(), alone.begin(), alone.end());
        }
        for (auto& [place, fixes] : repairs_)
            analysis_.findings[place].fixes = std::move(fixes);
    }

private:
    static Message in_all(const Message& label, std::size_t copies)
    {
        return copies > 1 ? Message(LOOM_TEXT("%1 in all %2 copies"), label, copies) : label;
    }

    /// The document after these edits; nothing where they cannot be made, or no more can be tried.
    std::optional<Analysis> tried(const Document& document, const std::vector<Edit>& edits)
    {
        if (spent_ + size_ > most_tried_nodes)
            return {};
        spent_ += size_;
        Document trial = document;
        if (!apply(trial, edits))
            return {};
        return analyse_untried(trial, data_);
    }

    static bool same_place(const Finding& a, const Finding& b)
    {
        return a.code == b.code && a.node == b.node && a.port == b.port && a.setting == b.setting;
    }

    bool is_mended(const Finding& finding, const Analysis& after, const Renumbered& numbers = {}) const
    {
        return std::ranges::none_of(after.findings, [&](Finding left) {
            if (left.severity != Severity::Error && left.code != finding.code)
                return false;
            if (left.node)
                left.node = as_before(numbers, *left.node);
            for (NodeId& copy : left.path)
                copy = as_before(numbers, copy);
            const bool anywhere = left.path.empty() && left.node && document_.find(*left.node) && document_.find(*left.node)->in != main_graph;
            if (same_place(left, finding) && (left.path == finding.path || finding.path.empty() || anywhere))
                return true;
            return left.severity == Severity::Error && std::ranges::none_of(analysis_.findings, [&](const Finding& known) {
                return same_place(left, known) && (left.path == known.path || is_in_every_copy(document_, known));
            });
        });
    }

    bool mends(const Finding& finding, const std::vector<Edit>& edits)
    {
        const auto after = tried(document_, edits);
        return after && is_mended(finding, *after);
    }

    // ---- A copy that is not connected ----

    /// To the nearest node that it takes all the way through.
    void offer_link(const Finding& finding, std::vector<Fix>& fixes)
    {
        const auto here = analysis_.within.find(finding.path);
        if (here == analysis_.within.end())
            return;
        const Node& copy = document_.nodes().at(*finding.node);
        std::vector<std::pair<double, NodeId>> near;
        for (const auto& [id, facts] : here->second)
            if (const Node& from = document_.nodes().at(id); facts.output && !facts.assumed && id != *finding.node && document_.gives(from))
                near.emplace_back(distance(from.at, copy.at), id);
        constexpr std::size_t most = 8;
        std::ranges::sort(near);
        near.resize(std::min(near.size(), most));
        for (const auto& [far, id] : near)
            if (std::vector<Edit> edits{Connect{{id, *finding.node, finding.port}}}; mends(finding, edits)) {
                const UnitId unit = changed_unit(document_, edits);
                fixes.push_back({in_all(Message(LOOM_TEXT("Connect %1"), document_.nodes().at(id).name), unit == main_graph ? 1 : ways_[unit]), std::move(edits)});
                return;
            }
    }

    // ---- A setting of a copy on the way ----

    void offer_settings(const Finding& finding, std::vector<Fix>& fixes)
    {
        std::size_t tries = 0;
        for (std::size_t depth = finding.path.size(); depth-- > 0;) {
            const UnitPath outer(finding.path.begin(), finding.path.begin() + std::ptrdiff_t(depth));
            const NodeId copy = finding.path[depth];
            const Node here = outer.empty() ? document_.nodes().at(copy) : nodes_within(document_, outer).at(copy);
            offer(finding, here, outer.empty() ? 1 : ways_[document_.nodes().at(outer.back()).unit], tries, fixes,
                  [&](const std::string& key) { return !giver_of(document_, outer, copy, key); }, // Else the copy around it is asked.
                  [&](const std::string& key, const Value& value) { return giving(document_, {copy}, key, value).edits; });
        }
    }

    /// The same in all copies of a unit that have the fault.
    void offer_to_all(const Finding& finding, UnitId unit, std::vector<Fix>& fixes)
    {
        std::size_t tries = 0;
        const auto& copies = document_.copies(unit);
        if (copies.empty())
            return;
        offer(finding, document_.nodes().at(*copies.begin()), ways_[unit], tries, fixes, [](const std::string&) { return true; },
              [&](const std::string& key, const Value& value) { return giving(document_, copies, key, value).edits; });
    }

    template <class Open, class Give>
    void offer(const Finding& finding, const Node& copy, std::size_t copies, std::size_t& tries, std::vector<Fix>& fixes, Open is_open, Give give)
    {
        std::vector<const Exposed*> all;
        for (const Exposed& exposed : document_.find(copy.unit)->exposed)
            all.push_back(&exposed);
        // What is on or off is rarely what somebody has just chosen; numbers are.
        std::ranges::stable_sort(all, {}, [&](const Exposed* e) {
            const auto now = value_of(copy, *e);
            return now ? now->index() : std::variant_size_v<Value>;
        });
        for (const Exposed* exposed : all) {
            if (!is_open(exposed->key))
                continue;
            for (const Value& value : values_for(finding, copy, *exposed)) {
                if (fixes.size() >= most_settings || ++tries > most_values)
                    return;
                std::vector<Edit> edits = give(exposed->key, value);
                if (!mends(finding, edits))
                    continue;
                fixes.push_back({in_all(label_of(*exposed, value), copies), std::move(edits)});
                break;
            }
        }
    }

    Message label_of(const Exposed& exposed, const Value& value) const
    {
        if (const auto* on = std::get_if<bool>(&value))
            return Message(*on ? LOOM_TEXT("Turn “%1” on") : LOOM_TEXT("Turn “%1” off"), exposed.label);
        const Setting* setting = first_setting(document_, exposed);
        return Message(LOOM_TEXT("Set %1 to %2"), exposed.label, setting ? value_words(*setting, value) : Message::plain(value_text(value)));
    }

    std::optional<Value> value_of(const Node& copy, const Exposed& exposed) const
    {
        const auto given = copy.given.find(exposed.key);
        return given != copy.given.end() ? std::optional(given->second) : exposed_value(document_, copy.unit, exposed);
    }

    /// Others than it has: the other of two, the sizes that meet at the fault, what other copies give.
    std::vector<Value> values_for(const Finding& finding, const Node& copy, const Exposed& exposed) const
    {
        const auto now = value_of(copy, exposed);
        if (!now)
            return {};
        std::vector<Value> values;
        const auto add = [&](const Value& value) {
            if (values.size() < most_values && value.index() == now->index() && value != *now && std::ranges::find(values, value) == values.end())
                values.push_back(value);
        };
        if (const auto* on = std::get_if<bool>(&*now))
            add(!*on);
        if (const Setting* setting = first_setting(document_, exposed))
            for (const Choice& choice : setting->choices)
                add(std::string(choice.id));
        for (const auto& shape : {finding.expected, finding.found})
            if (shape)
                for (const std::int64_t size : *shape)
                    for (const Exposed::Target& target : exposed.targets)
                        if (const auto given = target.factor == 0 ? std::nullopt : given_for({.copy = {}, .key = {}, .factor = target.factor}, Value(size)))
                            add(*given);
        for (const NodeId other : document_.copies(copy.unit))
            if (const auto given = document_.nodes().at(other).given.find(exposed.key); given != document_.nodes().at(other).given.end())
                add(given->second);
        if (const auto usual = exposed_value(document_, copy.unit, exposed))
            add(*usual);
        return values;
    }

    // ---- The unit, for this copy alone ----

    std::optional<Fix> for_this_copy(const Finding& finding, const Fix& fix)
    {
        Document alone = document_;
        std::vector<Edit> edits;
        Renumbered before;
        Finding there = finding;
        for (std::size_t i = 0; i < there.path.size(); ++i) {
            const NodeId copy = there.path[i];
            const Node& node = alone.nodes().at(copy);
            if (alone.copies(node.unit).size() == 1)
                continue;
            if (node.shares || !alone.sharers(copy).empty()) // It would lose the weights that it shares.
                return {};
            const UnitId unit = alone.new_unit();
            const std::set<NodeId> old = alone.members(node.unit);
            const Change change = detaching(alone, copy);
            if (!apply(alone, change.edits))
                return {};
            edits.insert(edits.end(), change.edits.begin(), change.edits.end());
            Renumbered now;
            for (auto was = old.begin(); const NodeId id : alone.members(unit)) {
                before[id] = as_before(before, *was);
                now[*was++] = id;
            }
            for (std::size_t k = i + 1; k < there.path.size(); ++k)
                there.path[k] = as_before(now, there.path[k]);
            there.node = as_before(now, *there.node);
        }
        const auto told = tried(alone, {});
        if (!told || edits.empty())
            return {};
        for (const Finding& found : told->findings) {
            if (!same_place(found, there) || found.path != there.path)
                continue;
            const auto same = std::ranges::find(found.fixes, fix.label, &Fix::label);
            if (same == found.fixes.end())
                return {};
            const auto after = tried(alone, same->edits);
            if (!after || !is_mended(finding, *after, before))
                return {};
            edits.insert(edits.end(), same->edits.begin(), same->edits.end());
            return Fix{Message(LOOM_TEXT("Give %1 a unit of its own: %2"), document_.nodes().at(finding.path.back()).name, fix.label), std::move(edits)};
        }
        return {};
    }

    const Document& document_;
    const DataFacts* data_;
    Analysis& analysis_;
    std::map<UnitId, std::size_t> ways_; // How many copies take part.
    std::map<std::size_t, std::vector<Fix>> repairs_; // By the place of the finding.
    std::size_t size_ = 1, spent_ = 0;                // Nodes of one analysis, and of all trials.
};

} // namespace

void try_repairs(const Document& document, const DataFacts* data, Analysis& analysis)
{
    if (!document.units().empty())
        Trials(document, data, analysis).run();
}

} // namespace loom
