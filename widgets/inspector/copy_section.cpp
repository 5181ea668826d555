#include "inspector/copy_section.h"
#include "inspector/unit_sections.h"

#include "bridge/pins.h"
#include "bridge/settings_form.h"
#include "graph/exposed.h"
#include "graph/unit_change.h"
#include "graph/value_words.h"
#include "graph/varied.h"
#include "graph/within.h"
#include "theme/controls.h"
#include "theme/language.h"

#include <QApplication>
#include <QBoxLayout>
#include <QComboBox>
#include <QPushButton>

#include <algorithm>

namespace loom {
namespace {

/// Which units fit, as a setting of the copy; null where there is nothing to choose or to vary.
std::shared_ptr<const Setting> choices_for(const Document& document, NodeId copy)
{
    auto units = setting_of(document, {.of = Varied::Of::Node, .node = copy, .key = std::string(unit_key)});
    return units->choices.size() > 1 ? units : nullptr;
}

/// What the unit shows that is for something.
std::vector<Exposed> shown_by(const Document& document, UnitId unit)
{
    std::vector<Exposed> all = document.find(unit)->exposed;
    std::erase_if(all, [&](const Exposed& e) { return !setting_behind(document, unit, e); });
    return all;
}

bool same_choices(const Setting* a, const Setting* b)
{
    return a && b ? std::ranges::equal(a->choices, b->choices, [](const Choice& x, const Choice& y) { return x.id == y.id && x.label == y.label; }) : a == b;
}

} // namespace

CopySection::CopySection(GraphDocument& graph, NodeId copy, QWidget* parent) : QWidget(parent), graph_(graph), copy_(copy)
{
    auto* all = column(this, 6);
    form_ = new SettingsForm;
    form_->set_padding(size::panel_padding);
    std::set<std::string, std::less<>> own; // A key of the copy itself means that.
    for (const Setting& setting : find_layer(unit_type)->settings)
        own.emplace(setting.key);
    form_->offer_pins(std::move(own));
    all->addWidget(form_);
    connect(form_, &SettingsForm::settled, this, [this] { graph_.seal(); });
    connect(form_, &SettingsForm::edited, this, [this](std::size_t i, const Value& value) { edit(info_->settings[i].key, value); });
    connect(form_, &SettingsForm::pinned, this, [this](std::size_t i, bool on) {
        set_pinned(graph_, {.of = Varied::Of::Node, .node = copy_, .key = std::string(info_->settings[i].key)}, on);
    });
    none_ = new Label(tr("The unit shows no settings. Open it, select a layer, and choose what its copies can have in their own way."), FontRole::Small,
                      "text3");
    none_->wrap();
    none_->setContentsMargins(size::panel_padding, 0, size::panel_padding, 0);
    all->addWidget(none_);
    auto* acts = row(nullptr, 8);
    acts->setContentsMargins(size::panel_padding, 2, size::panel_padding, 2);
    open_ = button(tr("Open the unit"));
    own_ = button(tr("As in the unit"));
    own_->setToolTip(tr("Takes back what this copy has in its own way."));
    acts->addWidget(open_);
    acts->addWidget(own_);
    acts->addStretch(1);
    all->addLayout(acts);
    connect(open_, &QPushButton::clicked, this, [this] { graph_.enter(copy_); });
    connect(own_, &QPushButton::clicked, this, [this] {
        Change change{LOOM_TEXT("Set all as in the unit"), {}};
        for (const auto& [key, value] : graph_.document().find(copy_)->given)
            change.edits.push_back(GiveSetting{copy_, key, {}});
        perform(graph_, change);
    });
    refresh();
}

void CopySection::edit(std::string_view key, const Value& value)
{
    if (key == unit_key) { // The form becomes another one, and its list of units is still telling this.
        const UnitId unit = *unit_in(value);
        QMetaObject::invokeMethod(this, [this, unit] { stand_for(unit); }, Qt::QueuedConnection);
    } else if (const std::string name(key); !perform(graph_, giving_within(graph_.document(), graph_.path(), copy_, name, value), "given " + name + " " + std::to_string(std::int64_t(copy_)))) {
        refresh();
    }
}

void CopySection::stand_for(UnitId unit)
{
    const Document& document = graph_.document();
    const bool focused = isAncestorOf(QApplication::focusWidget());
    if (!document.find(copy_) || !document.find(unit))
        return;
    if (!perform(graph_, choosing_unit(document, copy_, unit)))
        return refresh();
    if (const SettingField* field = focused ? form_->field(unit_key) : nullptr)
        field->editor()->setFocus(); // Its list is another one now; the keyboard goes on choosing.
}

/// The units to choose from and the exposed settings as a declaration; each of these has the ranges and choices of its first target's.
void CopySection::build()
{
    texts_.clear();
    auto info = std::make_unique<TypeInfo>();
    const Document& document = graph_.document();
    const UnitId unit = document.find(copy_)->unit;
    of_ = shown_by(document, unit);
    const auto before = std::exchange(choices_, choices_for(document, copy_)); // Its words are on show until the form has the others.
    if (choices_) {
        info->settings.push_back(*choices_);
        std::erase_if(info->settings[0].choices, [](const Choice& c) { return c.id == bypass_key; }); // How it takes part is chosen below.
    }
    for (const Exposed& exposed : of_) {
        Setting setting = *setting_behind(document, unit, exposed);
        setting.advanced = false;
        setting.key = texts_.emplace_back(exposed.key);
        setting.label = Text{texts_.emplace_back(exposed.label)};
        info->settings.push_back(std::move(setting));
    }
    info->field_count = info->settings.size();
    form_->show_type(info.get(), values());
    info_ = std::move(info);
}

Values CopySection::values() const
{
    Values values;
    const Node& node = *graph_.node_here(copy_);
    if (choices_)
        values.push_back(unit_value(node.unit));
    for (const Exposed& exposed : of_) {
        const auto given = node.given.find(exposed.key);
        const auto usual = exposed_value(graph_.document(), node.unit, exposed);
        values.push_back(given != node.given.end() ? given->second : usual.value_or(Value(false)));
    }
    return values;
}

/// A list takes its choices for the program's words; these are names that people gave.
void CopySection::name_units()
{
    const SettingField* field = choices_ ? form_->field(unit_key) : nullptr;
    auto* list = field ? qobject_cast<QComboBox*>(field->editor()) : nullptr;
    for (int i = 0; list && i < list->count(); ++i)
        list->setItemText(i, shown(value_words(*choices_, std::string(choices_->choices[std::size_t(i)].id))));
}

void CopySection::refresh()
{
    const Node& node = *graph_.document().find(copy_);
    if (!info_ || shown_by(graph_.document(), node.unit) != of_ || !same_choices(choices_for(graph_.document(), copy_).get(), choices_.get()))
        build();
    else
        form_->show_type(info_.get(), values());
    name_units();
    form_->show_pins(pinned_of(graph_.document(), *info_, Varied::Of::Node, copy_));
    for (SettingField* field : form_->fields()) {
        QString fault;
        for (const Finding& f : graph_.analysis().findings)
            if (f.node == copy_ && f.setting == field->setting().key && graph_.is_here(f))
                fault = shown(f.message);
        field->show_fault(fault);
        const auto giver = giver_of(graph_.document(), graph_.path(), copy_, field->setting().key);
        field->show_note(giver ? tr("%1 in %2, which has this copy inside").arg(shown(value_words(field->setting(), values()[*info_->index_of(field->setting().key)])), shown(graph_.document().find(giver->copy)->name)) : QString());
    }
    form_->setVisible(!info_->settings.empty());
    none_->setVisible(of_.empty());
    own_->setVisible(!of_.empty());
    own_->setEnabled(!node.given.empty());
}

} // namespace loom
