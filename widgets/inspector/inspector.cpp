#include "inspector/inspector.h"
#include "inspector/copy_section.h"
#include "inspector/unit_sections.h"

#include "bridge/pins.h"
#include "bridge/settings_form.h"
#include "graph/value_words.h"
#include "graph/within.h"
#include "theme/controls.h"
#include "theme/language.h"

#include <QEvent>
#include <QLineEdit>
#include <QVBoxLayout>

#include <algorithm>

namespace loom {

Inspector::Inspector(GraphDocument& graph, QWidget* parent) : QFrame(parent), graph_(graph), head_(new PanelHead)
{
    setProperty("ground", QStringLiteral("surface"));
    auto* layout = column(this);
    layout->addWidget(head_);
    holder_ = new QWidget;
    column(holder_);
    layout->addWidget(scrolled(holder_), 1);
    auto* foot = ground("surface", "top");
    auto* foot_layout = column(foot);
    foot_layout->setContentsMargins(12, 10, 12, 10);
    help_ = new Label({}, FontRole::Small, "text3");
    help_->wrap();
    foot_layout->addWidget(help_);
    layout->addWidget(foot);
    connect(&graph_, &GraphDocument::changed, this, &Inspector::refresh);
    connect(&graph_, &GraphDocument::selection_changed, this, &Inspector::refresh);
    rebuild();
}

const Node* Inspector::first() const
{
    const auto& nodes = graph_.selection().nodes;
    return nodes.empty() ? nullptr : graph_.document().find(*nodes.begin());
}

const LayerType* Inspector::common_type() const
{
    const Node* node = first();
    if (!node)
        return nullptr;
    const bool same = std::ranges::all_of(graph_.selection().nodes,
                                          [&](NodeId id) { return graph_.document().find(id)->type == node->type; });
    return same ? find_layer(node->type) : nullptr;
}

void Inspector::rebuild()
{
    nodes_ = graph_.selection().nodes;
    type_ = common_type();
    language_ = language();
    form_ = nullptr;
    name_ = nullptr;
    loss_ = nullptr;
    part_ = nullptr;
    copy_ = nullptr;
    unit_ = nullptr;
    graph_of_unit_ = graph_.graph();
    delete content_;
    content_ = new QWidget;
    auto* layout = column(content_);
    layout->setContentsMargins(0, 8, 0, 12); // Heads of sections bring their own.

    if (type_ && (nodes_.size() == 1 || !type_->settings.empty())) {
        form_ = new SettingsForm;
        form_->set_padding(size::panel_padding);
        if (nodes_.size() == 1) {
            form_->offer_pins();
            connect(form_, &SettingsForm::pinned, this, [this](std::size_t i, bool on) {
                set_pinned(graph_, {.of = Varied::Of::Node, .node = *nodes_.begin(), .key = std::string(type_->settings[i].key)}, on);
            });
            name_ = new QLineEdit;
            name_->setAccessibleName(tr("Name"));
            form_->set_first_row(tr("Name"), name_);
            connect(name_, &QLineEdit::editingFinished, this, [this] {
                name_->setModified(false);
                const std::string name = utf8(name_->text().trimmed());
                const NodeId id = *nodes_.begin();
                const Node* node = graph_.document().find(id);
                if (!node || name == node->name)
                    return;
                if (name.empty())
                    return name_->setText(shown(node->name));
                const Change change = renaming(graph_.document(), id, name);
                graph_.perform(change.name, change.edits);
            });
        }
        show_settings();
        connect(form_, &SettingsForm::edited, this, &Inspector::set_value);
        connect(form_, &SettingsForm::settled, this, [this] { graph_.seal(); });
        auto* settings = new QWidget;
        auto* inside = column(settings);
        inside->addWidget(form_);
        if (nodes_.size() == 1 && graph_.graph() != main_graph && !type_->settings.empty()) {
            auto* line = row(nullptr);
            line->setContentsMargins(size::panel_padding, 4, size::panel_padding, 4);
            line->addWidget(exposing_button(graph_, *nodes_.begin()));
            line->addStretch(1);
            inside->addLayout(line);
            if (const auto copies = graph_.document().copies(graph_.graph()).size(); copies > 1) {
                auto* all = new Label(tr("Changes count in all %n copies, but for what a copy has in its own way.", nullptr, int(copies)), FontRole::Small, "text3");
                all->wrap();
                all->setContentsMargins(size::panel_padding, 0, size::panel_padding, 4);
                inside->addWidget(all);
                auto* pins = new Label(tr("A pin here varies a setting in all of them at once. To vary it in one copy, show it on the unit, then pin it at that copy."), FontRole::Small, "text3");
                pins->wrap();
                pins->setContentsMargins(size::panel_padding, 0, size::panel_padding, 4);
                inside->addWidget(pins);
            }
        }
        layout->addWidget(new Section(tr("Settings"), settings));
    }
    if (type_ && type_->id == "output" && nodes_.size() == 1)
        layout->addWidget(new Section(tr("Loss"), loss_ = new LossSection(graph_, *nodes_.begin())));
    if (type_ && type_->id == unit_type && nodes_.size() == 1)
        layout->addWidget(new Section(tr("This copy"), copy_ = new CopySection(graph_, *nodes_.begin())));
    if (!nodes_.empty())
        layout->addWidget(new Section(tr("In the network"), part_ = new PartSection(graph_, nodes_)));
    else if (graph_.graph() != main_graph)
        layout->addWidget(new Section(tr("This unit"), unit_ = new UnitSection(graph_)));
    auto* numbers = new QWidget;
    auto* rows = column(numbers);
    rows->setContentsMargins(size::panel_padding, 0, size::panel_padding, 0);
    const auto add_number = [&](const QString& key) {
        auto* number = new KeyValueRow(key);
        number->setMinimumHeight(size::small);
        rows->addWidget(number);
        return number;
    };
    in_ = out_ = nullptr;
    if (nodes_.size() == 1) {
        in_ = add_number(tr("In"));
        out_ = add_number(tr("Out"));
    }
    parameters_ = add_number(tr("Parameters"));
    multiply_adds_ = add_number(tr("Multiply-adds"));
    activations_ = add_number(tr("Activations"));
    layout->addWidget(new Section(!nodes_.empty() ? tr("Shape and cost") : unit_ ? tr("Cost of this copy") : tr("The whole model"), numbers));
    layout->addStretch();
    holder_->layout()->addWidget(content_);
    content_->show();
    refresh();
}

void Inspector::refresh()
{
    if (graph_.selection().nodes != nodes_ || common_type() != type_ || language_ != language() || graph_.graph() != graph_of_unit_)
        return rebuild();
    const Node* node = first();
    if (node && nodes_.size() == 1) {
        head_->set_icon(type_->id == unit_type ? "unit" : category_icon(type_->category), category_colour(type_->category));
        head_->set_title(shown(node->name));
        head_->set_count(shown(type_->title));
        if (!name_->isModified())
            name_->setText(shown(node->name));
    } else {
        if (type_)
            head_->set_icon(category_icon(type_->category), category_colour(type_->category));
        else
            head_->set_icon("design");
        const Unit* unit = graph_.document().find(graph_.graph());
        head_->set_title(node ? tr("%n node(s) selected", nullptr, int(nodes_.size())) : unit ? shown(unit->name) : tr("Model"));
        head_->set_count(type_ ? shown(type_->title) : QString());
    }
    if (form_)
        show_settings();
    if (loss_)
        loss_->refresh();
    if (part_)
        part_->refresh();
    if (copy_)
        copy_->refresh();
    if (unit_)
        unit_->refresh();
    help_->setText(type_  ? shown(type_->help)
                   : node ? tr("Settings are shown for nodes of one type.")
                          : tr("Select a node to see its settings. Tab on the canvas adds one."));
    refresh_cost();
}

void Inspector::show_settings()
{
    const Node& node = *graph_.node_here(*nodes_.begin());
    std::set<std::size_t> mixed;
    for (std::size_t i = 0; i < node.values.size(); ++i)
        if (!std::ranges::all_of(
                nodes_, [&](NodeId id) { return graph_.node_here(id)->values[i] == node.values[i]; }))
            mixed.insert(i);
    form_->show_type(type_, node.values, mixed);
    if (nodes_.size() == 1)
        form_->show_pins(pinned_of(graph_.document(), *type_, Varied::Of::Node, *nodes_.begin()));
    for (SettingField* field : form_->fields()) {
        // What is changed here is changed in the copy.
        const Setting& setting = field->setting();
        const std::size_t index = *type_->index_of(setting.key);
        const bool own = nodes_.size() == 1 && giver_of(graph_.document(), graph_.path(), *nodes_.begin(), setting.key);
        field->show_note(own ? tr("%1 in this copy, %2 in the unit").arg(shown(value_words(setting, node.values[index])), shown(value_words(setting, first()->values[index])))
                             : QString());
        if (field->setting().names != Setting::Names::Nothing)
            field->offer(columns_for(field->setting()));
        QString fault;
        for (const Finding& f : graph_.analysis().findings)
            if (f.severity == Severity::Error && f.node && nodes_.contains(*f.node) && f.setting == field->setting().key && graph_.is_here(f))
                fault = shown(f.message);
        field->show_fault(fault);
    }
}

std::vector<std::string> Inspector::columns_for(const Setting& setting) const
{
    std::vector<std::string> names;
    const DataFacts* facts = graph_.facts();
    if (!facts)
        return names;
    const bool target = setting.names == Setting::Names::Column; // Pictures and texts are no targets.
    for (const DataFacts::Column& c : facts->columns)
        if (!target || (!c.picture && c.vocabulary == 0 && c.shape.size() == 1))
            names.push_back(c.name);
    for (std::size_t i = 0; target && i < facts->further.size(); ++i)
        names.push_back(facts->further[i].column);
    return names;
}

void Inspector::refresh_cost()
{
    const Analysis& analysis = graph_.analysis();
    const auto shape_of = [](const std::optional<loom::Shape>& shape, bool assumed) {
        return shape ? (assumed ? QStringLiteral("~ ") : QString()) + QString::fromStdString(shape_text(*shape))
                     : QStringLiteral("–");
    };
    Cost sum;
    if (nodes_.empty())
        sum = graph_.cost_here();
    for (NodeId id : nodes_) {
        const Cost& cost = graph_.facts_of(id).cost;
        sum.parameters += cost.parameters;
        sum.multiply_adds += cost.multiply_adds;
        sum.activation_bytes += cost.activation_bytes;
    }
    if (in_) {
        const NodeFacts& f = graph_.facts_of(*nodes_.begin());
        QStringList shapes;
        for (const auto& shape : f.inputs)
            shapes << shape_of(shape, false);
        in_->set_value(shapes.isEmpty() ? QStringLiteral("–") : shapes.join(QStringLiteral(", ")));
        out_->set_value(shape_of(f.output, f.assumed), f.assumed ? "text3" : "text");
    }
    parameters_->set_value(counted(sum.parameters));
    multiply_adds_->set_value(short_count(double(sum.multiply_adds)));
    const auto total = analysis.total.multiply_adds;
    const bool part = !nodes_.empty() || graph_.graph() != main_graph;
    multiply_adds_->set_note(part && total > 0 ? percent_text(double(sum.multiply_adds) / double(total), 0)
                                                          : QString());
    activations_->set_value(bytes_text(double(sum.activation_bytes)));
}

void Inspector::set_value(std::size_t index, const Value& value)
{
    const auto change = setting_within(graph_.document(), graph_.path(), nodes_, index, value);
    if (!change) // The 1 of 16 may be no multiple; what is typed stays until it is one.
        return form_->fields()[index]->show_fault(shown(change.error().message) + QLatin1Char(' ') + shown(change.error().hint));
    std::string key = "setting " + std::to_string(index);
    for (NodeId id : nodes_)
        key += " " + std::to_string(std::int64_t(id));
    if (!graph_.perform(change->name, change->edits, key))
        refresh(); // What was refused is not shown as if it were so.
}

void Inspector::enter()
{
    QWidget* first_editor = form_ && !form_->fields().empty() ? form_->fields().front()->editor() : name_;
    if (first_editor) {
        first_editor->setFocus(Qt::ShortcutFocusReason);
        if (auto* line = qobject_cast<QLineEdit*>(first_editor))
            line->selectAll();
    }
}

SettingField* Inspector::field(std::string_view key) const
{
    return form_ ? form_->field(key) : nullptr;
}

void Inspector::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        refresh();
    QFrame::changeEvent(event);
}

} // namespace loom
