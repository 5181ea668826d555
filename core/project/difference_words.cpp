#include "project/difference_words.h"

#include "data/step.h"
#include "graph/value_words.h"
#include "graph/varied.h"
#include "schema/recipe.h"
#include "schema/shapes.h"

#include <fmt/format.h>

#include <algorithm>

namespace loom {
namespace {

using Row = DifferenceRow;

Message from_to(Message what, Message before, Message after)
{
    return Message(LOOM_TEXT("%1: %2 → %3"), std::move(what), std::move(before), std::move(after));
}

Message name_or(const std::string& name, Text otherwise)
{
    return name.empty() ? Message(otherwise) : Message::plain(name);
}

/// "15%", "33.3%".
Message share_words(double share)
{
    return Message::plain(number_text(share * 100) + "%");
}

class Words {
public:
    Words(const Difference& difference, const Document& before, const Document& after)
        : d_(difference), before_(before), after_(after)
    {
    }

    std::vector<Row> all()
    {
        network();
        const auto unit_words = [](const Document& document, UnitId id) { return Message(LOOM_TEXT("the unit “%1”"), document.find(id)->name); };
        for (const UnitId id : d_.removed_units)
            tell(Row::About::Network, unit_words(before_, id), Row::Sign::Removed);
        for (const UnitId id : d_.added_units)
            tell(Row::About::Network, unit_words(after_, id), Row::Sign::Added);
        for (const UnitId id : d_.units)
            unit(id);
        chosen(LOOM_TEXT("Loss"), d_.loss, before_.recipe().loss, after_.recipe().loss,
               [](const std::string& id) -> const TypeInfo* { return find_loss(id); });
        chosen(LOOM_TEXT("Optimiser"), d_.optimizer, before_.recipe().optimizer, after_.recipe().optimizer,
               [](const std::string& id) -> const TypeInfo* { return find_optimizer(id); });
        for (const SettingChange& change : d_.recipe)
            tell(Row::About::Recipe, setting_words(recipe_type(), change));
        if (d_.search)
            tell(Row::About::Recipe, from_to(LOOM_TEXT("Search over"), varied_words(before_), varied_words(after_)));
        for (const DataPart part : d_.data)
            data(part);
        return std::move(rows_);
    }

private:
    static Message setting_words(const TypeInfo& type, const SettingChange& change)
    {
        const Setting& setting = type.settings[change.index];
        return from_to(setting.label, value_words(setting, change.before), value_words(setting, change.after));
    }

    void tell(Row::About about, Message what, Row::Sign sign = Row::Sign::Changed)
    {
        rows_.push_back({about, sign, {}, {}, std::move(what)});
    }

    void network()
    {
        for (const NodeId id : d_.removed)
            rows_.push_back({Row::About::Network, Row::Sign::Removed, id, {}, named(before_, id)});
        std::vector<const NodeChange*> changes;
        for (const NodeChange& change : d_.changed)
            changes.push_back(&change);
        std::ranges::sort(changes, {}, &NodeChange::after);
        auto added = d_.added.begin();
        const auto add_up_to = [&](std::optional<NodeId> end) {
            for (; added != d_.added.end() && (!end || *added < *end); ++added)
                rows_.push_back({Row::About::Network, Row::Sign::Added, {}, *added, named(after_, *added)});
        };
        for (const NodeChange* change : changes) {
            add_up_to(change->after);
            node(*change);
        }
        add_up_to({});
    }

    static Message named(const Document& document, NodeId id)
    {
        const Node& node = document.nodes().at(id);
        return Message(LOOM_TEXT("%1 (%2)"), placed(document, node), find_layer(node.type)->title);
    }

    /// With the unit that it stands in.
    static Message placed(const Document& document, const Node& node)
    {
        return node.in == main_graph ? Message::plain(node.name) : Message(LOOM_TEXT("%1 / %2"), document.find(node.in)->name, node.name);
    }

    void node(const NodeChange& change)
    {
        const Node &old = before_.nodes().at(change.before), &fresh = after_.nodes().at(change.after);
        const LayerType& type = *find_layer(fresh.type);
        const auto add = [&](Message what) {
            rows_.push_back({Row::About::Network, Row::Sign::Changed, change.before, change.after,
                             Message(LOOM_TEXT("%1 · %2"), placed(after_, fresh), std::move(what))});
        };
        if (change.renamed)
            add(from_to(LOOM_TEXT("Name"), Message::plain(old.name), Message::plain(fresh.name)));
        for (const SettingChange& setting : change.settings)
            add(setting_words(type, setting));
        if (change.loss.other_type) {
            const auto title = [](const std::optional<Chosen>& loss) {
                return loss ? Message(find_loss(loss->type)->title) : Message(LOOM_TEXT("the recipe's"));
            };
            add(from_to(LOOM_TEXT("Loss"), title(old.loss), title(fresh.loss)));
        }
        for (const SettingChange& setting : change.loss.settings)
            add(Message(LOOM_TEXT("%1 · %2"), find_loss(fresh.loss->type)->title, setting_words(*find_loss(fresh.loss->type), setting)));
        const bool several = std::max(type.inputs(old.values).size(), type.inputs(fresh.values).size()) > 1;
        for (const InputChange& input : change.inputs) {
            const auto source = [](const Document& document, const std::optional<NodeId>& id) {
                return id ? Message::plain(document.nodes().at(*id).name) : Message(LOOM_TEXT("nothing"));
            };
            add(from_to(several ? Message(LOOM_TEXT("Input %1"), input.port + 1) : Message(LOOM_TEXT("Input")),
                        source(before_, input.before), source(after_, input.after)));
        }
        if (change.used) {
            constexpr Text ways[] = {LOOM_TEXT("takes part"), LOOM_TEXT("bypassed"), LOOM_TEXT("muted")};
            add(from_to(LOOM_TEXT("Use"), ways[std::size_t(old.use)], ways[std::size_t(fresh.use)]));
        }
        if (change.shared) {
            const auto owner = [](const Document& document, const Node& node) {
                return node.shares ? Message::plain(document.nodes().at(*node.shares).name) : Message(LOOM_TEXT("its own"));
            };
            add(from_to(LOOM_TEXT("Weights"), owner(before_, old), owner(after_, fresh)));
        }
        if (change.moved) {
            const auto graph = [](const Document& document, UnitId id) {
                return id == main_graph ? Message(LOOM_TEXT("the main graph")) : Message::plain(document.find(id)->name);
            };
            add(from_to(LOOM_TEXT("Graph"), graph(before_, old.in), graph(after_, fresh.in)));
        }
        if (change.other_unit)
            add(from_to(LOOM_TEXT("Unit"), Message::plain(before_.find(old.unit)->name), Message::plain(after_.find(fresh.unit)->name)));
        for (const std::string& key : change.given) {
            const auto value = [&](const Node& node) {
                const auto found = node.given.find(key);
                return found == node.given.end() ? Message(LOOM_TEXT("as the unit has it")) : Message::plain(value_text(found->second));
            };
            add(from_to(label_of(fresh.unit, key), value(old), value(fresh)));
        }
    }

    /// What a unit calls a setting of its copies.
    Message label_of(UnitId id, const std::string& key) const
    {
        if (const Unit* unit = after_.find(id))
            for (const Exposed& e : unit->exposed)
                if (e.key == key)
                    return Message::plain(e.label);
        return Message::plain(key);
    }

    void unit(UnitId id)
    {
        const UnitId partner = d_.unit_pairs.at(id);
        const Unit &old = *before_.find(id), &fresh = *after_.find(partner);
        const auto copy = [](const Document& document, UnitId of) {
            const auto& copies = document.copies(of);
            return copies.empty() ? std::nullopt : std::optional(*copies.begin());
        };
        const auto add = [&](Message what) {
            rows_.push_back({Row::About::Network, Row::Sign::Changed, copy(before_, id), copy(after_, partner), Message(LOOM_TEXT("%1 · %2"), fresh.name, std::move(what))});
        };
        if (old.name != fresh.name)
            add(from_to(LOOM_TEXT("Name"), Message::plain(old.name), Message::plain(fresh.name)));
        const auto labels = [](const Unit& u) {
            std::vector<Message> all;
            for (const Exposed& e : u.exposed)
                all.push_back(Message::plain(e.label));
            return all.empty() ? Message(LOOM_TEXT("none")) : joined(all);
        };
        // Numbers of nodes aside, names say it, or what the settings are for.
        if (labels(old) != labels(fresh))
            add(from_to(LOOM_TEXT("Settings of copies"), labels(old), labels(fresh)));
        else if (old.name == fresh.name)
            add(LOOM_TEXT("settings of copies reach other layers, or in another way"));
    }

    template <class Find>
    void chosen(Text what, const ChosenChange& change, const Chosen& old, const Chosen& fresh, Find find)
    {
        if (change.other_type)
            tell(Row::About::Recipe, from_to(what, find(old.type)->title, find(fresh.type)->title));
        for (const SettingChange& setting : change.settings)
            tell(Row::About::Recipe, Message(LOOM_TEXT("%1 · %2"), find(fresh.type)->title, setting_words(*find(fresh.type), setting)));
    }

    void data(DataPart part)
    {
        const DataSetup &old = before_.data(), &fresh = after_.data();
        const auto about = [&](Message what, Message a, Message b) {
            tell(Row::About::Data, from_to(std::move(what), std::move(a), std::move(b)));
        };
        switch (part) {
        case DataPart::Source: {
            const auto title = [](const std::string& id) {
                const SourceType* type = find_source(id);
                return type ? Message(type->title) : name_or(id, LOOM_TEXT("no data"));
            };
            return about(LOOM_TEXT("Source"), title(old.source), title(fresh.source));
        }
        case DataPart::Settings:
            return settings();
        case DataPart::Path:
            return about(LOOM_TEXT("File or folder"), name_or(old.path, LOOM_TEXT("none")), name_or(fresh.path, LOOM_TEXT("none")));
        case DataPart::Target:
            return about(LOOM_TEXT("Target"), name_or(old.target, LOOM_TEXT("by itself")), name_or(fresh.target, LOOM_TEXT("by itself")));
        case DataPart::ColumnTypes:
            return each(old.column_types, fresh.column_types, [&](const std::string& column, const auto* a, const auto* b) {
                const auto words = [](const std::string* type) { return name_or(type ? *type : "", LOOM_TEXT("by itself")); };
                about(Message(LOOM_TEXT("Type of the column “%1”"), column), words(a), words(b));
            });
        case DataPart::Split:
            return split();
        case DataPart::PictureSize: {
            const auto side = [](std::int64_t size) { return size ? Message::of(size) : Message(LOOM_TEXT("by itself")); };
            return about(LOOM_TEXT("Side of the pictures"), side(old.picture_size), side(fresh.picture_size));
        }
        case DataPart::Steps:
            return steps();
        case DataPart::Rows:
            return about(LOOM_TEXT("Rows changed by hand"), Message::of(old.row_edits.size()), Message::of(fresh.row_edits.size()));
        }
    }

    /// Calls f(key, before or null, after or null) where a key's values differ.
    template <class Map, class F>
    static void each(const Map& old, const Map& fresh, F f)
    {
        std::set<std::string> keys;
        for (const Map* map : {&old, &fresh})
            for (const auto& [key, value] : *map)
                keys.insert(key);
        for (const std::string& key : keys) {
            const auto a = old.find(key), b = fresh.find(key);
            if (a == old.end() || b == fresh.end() || a->second != b->second)
                f(key, a == old.end() ? nullptr : &a->second, b == fresh.end() ? nullptr : &b->second);
        }
    }

    void settings()
    {
        const SourceType *old = find_source(before_.data().source), *fresh = find_source(after_.data().source);
        each(before_.data().settings, after_.data().settings, [&](const std::string& key, const Value* a, const Value* b) {
            const auto setting_of = [&](const SourceType* type) {
                const auto index = type ? type->index_of(key) : std::nullopt;
                return index ? &type->settings[*index] : nullptr;
            };
            const Setting *x = setting_of(old), *y = setting_of(fresh);
            const auto words = [](const Setting* setting, const Value* value) {
                return setting ? value_words(*setting, value ? *value : setting->fallback)
                       : value ? Message::plain(value_text(*value))
                               : Message(LOOM_TEXT("nothing"));
            };
            tell(Row::About::Data, from_to(y ? Message(y->label) : x ? Message(x->label) : Message::plain(key), words(x, a), words(y, b)));
        });
    }

    void split()
    {
        const DataSetup &old = before_.data(), &fresh = after_.data();
        const auto differ = [&](Text what, auto DataSetup::*field, auto words) {
            if (old.*field != fresh.*field)
                tell(Row::About::Data, from_to(what, words(old.*field), words(fresh.*field)));
        };
        const auto number = [](std::int64_t n) { return Message::of(n); };
        differ(LOOM_TEXT("Split"), &DataSetup::split, [](SplitWay way) -> Message {
            switch (way) {
            case SplitWay::Given:
                return LOOM_TEXT("As the data gives it");
            case SplitWay::Random:
                return LOOM_TEXT("Random");
            case SplitWay::Group:
                return LOOM_TEXT("By group");
            case SplitWay::Time:
                return LOOM_TEXT("By time");
            case SplitWay::Folds:
                return LOOM_TEXT("k-fold");
            }
            return {};
        });
        differ(LOOM_TEXT("Share for validation"), &DataSetup::validation_share, share_words);
        differ(LOOM_TEXT("Share for testing"), &DataSetup::test_share, share_words);
        differ(LOOM_TEXT("Seed of the split"), &DataSetup::split_seed, number);
        differ(LOOM_TEXT("Each class gives its share"), &DataSetup::stratified,
               [](bool on) { return Message(on ? LOOM_TEXT("on") : LOOM_TEXT("off")); });
        differ(LOOM_TEXT("Column to split by"), &DataSetup::split_column,
               [](const std::string& name) { return name_or(name, LOOM_TEXT("none")); });
        differ(LOOM_TEXT("Folds"), &DataSetup::folds, number);
        differ(LOOM_TEXT("Fold for testing"), &DataSetup::fold, number);
    }

    /// "Standardise: age, income"
    static Message step_words(const PreparationStep& step)
    {
        const StepType* type = find_step(step.type);
        Message title = type ? Message(type->title) : Message::plain(step.type);
        return step.columns.empty() ? title : Message(LOOM_TEXT("%1: %2"), title, fmt::format("{}", fmt::join(step.columns, ", ")));
    }

    /// Steps that stand in both, in whatever order, are no difference of their own.
    void steps()
    {
        const auto &old = before_.data().steps, &fresh = after_.data().steps;
        std::vector<PreparationStep> left = fresh;
        std::vector<const PreparationStep*> gone;
        for (const PreparationStep& step : old)
            if (const auto same = std::ranges::find(left, step); same != left.end())
                left.erase(same);
            else
                gone.push_back(&step);
        if (gone.empty() && left.empty())
            return tell(Row::About::Data, LOOM_TEXT("The preparation steps have another order"));
        for (const PreparationStep* step : gone) {
            const auto same = std::ranges::find_if(left, [&](const PreparationStep& s) {
                return s.type == step->type && s.columns == step->columns;
            });
            if (same == left.end()) {
                tell(Row::About::Data, step_words(*step), Row::Sign::Removed);
                continue;
            }
            if (step->on != same->on)
                tell(Row::About::Data, Message(same->on ? LOOM_TEXT("%1, switched on") : LOOM_TEXT("%1, switched off"), step_words(*step)));
            if (step->settings != same->settings)
                tell(Row::About::Data, Message(LOOM_TEXT("%1, other settings"), step_words(*step)));
            left.erase(same);
        }
        for (const PreparationStep& step : left)
            tell(Row::About::Data, step_words(step), Row::Sign::Added);
    }

    const Difference& d_;
    const Document &before_, &after_;
    std::vector<Row> rows_;
};

} // namespace

std::string_view sign_text(DifferenceRow::Sign sign)
{
    switch (sign) {
    case DifferenceRow::Sign::Added:
        return "+";
    case DifferenceRow::Sign::Removed:
        return "−";
    case DifferenceRow::Sign::Changed:
        return "≠";
    }
    return {};
}

std::vector<DifferenceRow> rows_of(const Difference& difference, const Document& before, const Document& after)
{
    return Words(difference, before, after).all();
}

} // namespace loom
