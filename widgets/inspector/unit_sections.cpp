#include "inspector/unit_sections.h"

#include "bridge/settings_form.h"
#include "graph/unit_change.h"
#include "graph/value_words.h"
#include "graph/within.h"
#include "theme/controls.h"
#include "theme/language.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace loom {
namespace {

QGridLayout* grid_in(QWidget* parent)
{
    auto* grid = new QGridLayout(parent);
    grid->setContentsMargins(size::panel_padding, 2, size::panel_padding, 2);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(size::form_row - size::control);
    grid->setColumnMinimumWidth(0, 96);
    grid->setColumnStretch(0, 2);
    grid->setColumnStretch(1, 3);
    return grid;
}

/// A list that is no wider than its panel, however long its entries are.
QComboBox* narrow_list()
{
    auto* list = new QComboBox;
    list->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    list->setMinimumContentsLength(6);
    return list;
}

void add_row(QGridLayout* grid, const QString& text, QWidget* editor)
{
    auto* label = new Label(text, FontRole::Small, "text2");
    label->wrap();
    label->setBuddy(editor);
    editor->setAccessibleName(text);
    const int line = grid->rowCount();
    grid->addWidget(label, line, 0);
    grid->addWidget(editor, line, 1);
}

} // namespace

bool perform(GraphDocument& graph, const Change& change, const std::string& merge_key)
{
    return !change.edits.empty() && graph.perform(change.name, change.edits, merge_key);
}

// ---- How it takes part ----------------------------------------------------------------------------------------------

PartSection::PartSection(GraphDocument& graph, std::set<NodeId> nodes, QWidget* parent) : QWidget(parent), graph_(graph), nodes_(std::move(nodes))
{
    auto* grid = grid_in(this);
    use_ = narrow_list();
    use_->setObjectName(QStringLiteral("use"));
    use_->addItems({tr("Takes part"), tr("Bypassed"), tr("Muted")});
    use_->setToolTip(tr("Bypassed: what comes into its first input goes on. Muted: it gives nothing, and layers of any number of inputs do without it."));
    add_row(grid, tr("How it takes part"), use_);
    connect(use_, &QComboBox::activated, this, [this](int i) {
        if (!perform(graph_, using_within(graph_.document(), graph_.path(), nodes_, Use(i))))
            refresh();
    });
    const Node& first = *graph_.document().find(*nodes_.begin());
    if (nodes_.size() == 1 && (find_layer(first.type)->learns || first.type == unit_type)) {
        weights_ = narrow_list();
        weights_->setObjectName(QStringLiteral("weights"));
        weights_->setToolTip(tr("Two layers with the same weights learn together: what one learns, the other has learned."));
        add_row(grid, tr("Weights"), weights_);
        connect(weights_, &QComboBox::activated, this, [this](int i) {
            if (!perform(graph_, sharing(graph_.document(), *nodes_.begin(), owners_[std::size_t(i)])))
                refresh();
        });
    }
    pinned_ = new QCheckBox(tr("stays where it is"));
    pinned_->setObjectName(QStringLiteral("pinned"));
    pinned_->setTristate(false);
    add_row(grid, tr("Pinned"), pinned_);
    connect(pinned_, &QCheckBox::clicked, this, [this](bool on) { perform(graph_, pinning(graph_.document(), nodes_, on)); });
    refresh();
}

void PartSection::refresh()
{
    const Document& document = graph_.document();
    const NodeId id = *nodes_.begin();
    const Node& first = *document.find(id);
    const Use use = graph_.node_here(id)->use;
    const bool same = std::ranges::all_of(nodes_, [&](NodeId other) { return graph_.node_here(other)->use == use; });
    use_->setCurrentIndex(same ? int(use) : -1);
    use_->setEnabled(std::ranges::none_of(nodes_, [&](NodeId other) {
        const std::string& type = document.find(other)->type;
        return type == "input" || type == "output" || type == entrance_type || type == exit_type;
    }));
    pinned_->setChecked(std::ranges::all_of(nodes_, [&](NodeId other) { return document.find(other)->pinned; }));
    if (!weights_)
        return;
    owners_ = {std::nullopt};
    weights_->clear();
    weights_->addItem(tr("its own"));
    const bool owns = !document.sharers(id).empty();
    for (const NodeId other : document.members(first.in)) {
        const Node& node = *document.find(other);
        const bool alike = first.type == unit_type ? node.type == unit_type && node.unit == first.unit
                                                   : find_layer(node.type)->learns && (node.type == first.type || (first.type == "token_scores" && node.type == "embedding"));
        if (other == id || node.shares || !alike)
            continue;
        owners_.push_back(other);
        weights_->addItem(tr("those of %1").arg(shown(node.name)));
    }
    weights_->setCurrentIndex(int(std::ranges::find(owners_, first.shares) - owners_.begin()));
    weights_->setEnabled(!owns && owners_.size() > 1);
}

// ---- What an Output learns by ----------------------------------------------------------------------------------------

LossSection::LossSection(GraphDocument& graph, NodeId output, QWidget* parent) : QWidget(parent), graph_(graph), output_(output)
{
    auto* all = column(this);
    auto* top = new QWidget;
    loss_ = narrow_list();
    loss_->setObjectName(QStringLiteral("output-loss"));
    loss_->setToolTip(tr("What this Output learns by. With several Outputs each can have a loss of its own; the losses are added up by their weights."));
    add_row(grid_in(top), tr("Loss"), loss_);
    form_ = new SettingsForm;
    form_->set_padding(size::panel_padding);
    all->addWidget(top);
    all->addWidget(form_);
    connect(loss_, &QComboBox::activated, this, &LossSection::choose);
    connect(form_, &SettingsForm::settled, this, [this] { graph_.seal(); });
    connect(form_, &SettingsForm::edited, this, [this](std::size_t i, const Value& value) {
        const Node* node = graph_.document().find(output_);
        if (!node || !node->loss)
            return;
        Chosen changed = *node->loss;
        changed.values[i] = value;
        const Message name(LOOM_TEXT("Set %1 to %2"), find_loss(changed.type)->settings[i].label, value_words(find_loss(changed.type)->settings[i], value));
        const std::string key = "loss " + std::to_string(std::int64_t(output_)) + " " + std::to_string(i);
        if (!graph_.perform(name, {SetLoss{output_, std::move(changed)}}, key))
            refresh();
    });
    refresh();
}

void LossSection::choose(int at)
{
    const Node* node = graph_.document().find(output_);
    if (!node)
        return;
    std::optional<Chosen> loss;
    Message name(LOOM_TEXT("Let %1 learn by the recipe's loss"), node->name);
    if (at > 0) {
        const LossType& type = *loss_types()[std::size_t(at - 1)];
        loss = Chosen{std::string(type.id), defaults(type)};
        name = Message(LOOM_TEXT("Let %1 learn by “%2”"), node->name, type.title);
    }
    if (loss == node->loss || (loss && node->loss && loss->type == node->loss->type) || !graph_.perform(name, {SetLoss{output_, std::move(loss)}}))
        refresh();
}

void LossSection::refresh()
{
    const Node* node = graph_.document().find(output_);
    if (!node)
        return;
    loss_->clear();
    loss_->addItem(tr("the recipe's: %1").arg(shown(find_loss(graph_.document().recipe().loss.type)->title)));
    int chosen = 0;
    for (const LossType* type : loss_types()) {
        loss_->addItem(shown(type->title));
        if (node->loss && node->loss->type == type->id)
            chosen = loss_->count() - 1;
    }
    loss_->setCurrentIndex(chosen);
    const LossType* own = node->loss ? find_loss(node->loss->type) : nullptr;
    if (own)
        form_->show_type(own, node->loss->values);
    form_->setVisible(own && !own->settings.empty());
}

// ---- The unit that is shown -----------------------------------------------------------------------------------------

/// As the panel of a copy has it: in the reader's language where it is a label of ours.
static QString label_of(const Exposed& exposed)
{
    return shown(Text{exposed.label});
}

UnitSection::UnitSection(GraphDocument& graph, QWidget* parent) : QWidget(parent), graph_(graph)
{
    auto* all = column(this, 6);
    auto* top = new QWidget;
    auto* grid = grid_in(top);
    name_ = new QLineEdit;
    name_->setObjectName(QStringLiteral("unit-name"));
    add_row(grid, tr("Name"), name_);
    all->addWidget(top);
    connect(name_, &QLineEdit::editingFinished, this, [this] {
        name_->setModified(false);
        const std::string name = utf8(name_->text().trimmed());
        const Unit* unit = graph_.document().find(graph_.graph());
        if (unit && !name.empty() && name != unit->name)
            perform(graph_, renaming_unit(graph_.document(), graph_.graph(), name));
        else
            refresh();
    });
    copies_ = new Label({}, FontRole::Small, "text3");
    copies_->wrap();
    copies_->setContentsMargins(size::panel_padding, 0, size::panel_padding, 0);
    all->addWidget(copies_);
    list_ = column(nullptr);
    all->addLayout(list_);
    refresh();
}

void UnitSection::refresh()
{
    const Unit* unit = graph_.document().find(graph_.graph());
    if (!unit)
        return;
    if (!name_->isModified())
        name_->setText(shown(unit->name));
    copies_->setText(tr("%n copy/copies. What is changed here is changed in each.", nullptr, int(graph_.document().copies(graph_.graph()).size())));
    if (listed_ == unit->exposed)
        return;
    listed_ = unit->exposed;
    while (QLayoutItem* item = list_->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater(); // It may be the one that was clicked.
        delete item;
    }
    for (const Exposed& exposed : listed_) {
        auto* line = new QWidget;
        auto* inside = row(line, 8);
        inside->setContentsMargins(size::panel_padding, 2, size::panel_padding, 2);
        auto* label = new Label(label_of(exposed), FontRole::Small);
        label->wrap();
        inside->addWidget(label, 1);
        auto* off = button({}, "close", "tool");
        off->setToolTip(tr("The copies no longer have this setting"));
        off->setAccessibleName(tr("Take off %1").arg(label_of(exposed)));
        inside->addWidget(off);
        connect(off, &QPushButton::clicked, this, [this, key = exposed.key] { perform(graph_, hiding(graph_.document(), graph_.graph(), key)); });
        list_->addWidget(line);
    }
}

// ---- What a layer inside shows on the unit --------------------------------------------------------------------------

QPushButton* exposing_button(GraphDocument& graph, NodeId id)
{
    auto* shows = button(UnitSection::tr("Show on the unit"));
    shows->setObjectName(QStringLiteral("expose"));
    shows->setToolTip(UnitSection::tr("Which settings of this layer each copy of the unit can have in its own way"));
    auto* menu = new QMenu(shows);
    shows->setMenu(menu);
    QObject::connect(menu, &QMenu::aboutToShow, menu, [&graph, id, menu] {
        menu->clear();
        const Node* node = graph.document().find(id);
        const Unit* unit = node ? graph.document().find(node->in) : nullptr;
        if (!unit)
            return;
        const LayerType& type = *find_layer(node->type);
        for (std::size_t i = 0; i < type.settings.size(); ++i) {
            const auto known = std::ranges::find_if(unit->exposed, [&](const Exposed& e) {
                return e.targets.size() == 1 && e.targets[0].node == id && e.targets[0].setting == type.settings[i].key;
            });
            QAction* action = menu->addAction(shown(type.settings[i].label));
            action->setCheckable(true);
            action->setChecked(known != unit->exposed.end());
            QObject::connect(action, &QAction::triggered, menu, [&graph, id, i, key = known == unit->exposed.end() ? std::string() : known->key] {
                const Document& document = graph.document();
                perform(graph, key.empty() ? exposing(document, id, i) : hiding(document, document.find(id)->in, key));
            });
        }
    });
    return shows;
}

} // namespace loom
