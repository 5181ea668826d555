#include "stages/design_stage.h"

#include "canvas/canvas.h"
#include "canvas/problems.h"
#include "inspector/inspector.h"
#include "palette/palette.h"
#include "session.h"
#include "theme/controls.h"
#include "theme/language.h"

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace loom {

DesignStage::DesignStage(GraphDocument& graph, QWidget* parent)
    : Stage(parent), graph_(graph), palette_(new Palette), canvas_(new Canvas(graph)), inspector_(new Inspector(graph)),
      problems_(new ProblemsPanel(graph)), panels_(new PanelSplitter(QStringLiteral("design")))
{
    auto* lower = new QWidget;
    auto* lower_layout = column(lower);
    lower_layout->addWidget(totals_line());
    lower_layout->addWidget(problems_, 1);
    lower->setMinimumHeight(32 + size::panel_head + size::problem_row);

    auto* upper = new QWidget;
    auto* upper_layout = column(upper);
    upper_layout->addWidget(tool_bar());
    upper_layout->addWidget(canvas_, 1);

    auto* centre = new QSplitter(Qt::Vertical);
    centre->setHandleWidth(1);
    centre->setChildrenCollapsible(false);
    centre->addWidget(upper);
    centre->addWidget(lower);
    centre->setStretchFactor(0, 1);
    centre->setStretchFactor(1, 0);
    centre->setSizes({1000, 32 + 132});

    panels_->add_side(palette_, 184, "list", {});
    panels_->add_centre(centre, 420);
    panels_->add_side(inspector_, 280, "settings", {});
    column(this)->addWidget(panels_);

    connect(palette_, &Palette::chosen, this, [this](const LayerType* type) { canvas_->add(*type); });
    LayerTree& tree = palette_->tree();
    connect(&tree, &LayerTree::dragged, this, [this](const LayerType* type, QPointF global) {
        const QPointF at = canvas_->mapFromGlobal(global);
        if (canvas_->rect().contains(at.toPoint()))
            canvas_->drag_layer(*type, at);
        else
            canvas_->leave_layer();
    });
    connect(&tree, &LayerTree::dropped, this, [this](const LayerType* type, QPointF global) {
        const QPointF at = canvas_->mapFromGlobal(global);
        if (canvas_->rect().contains(at.toPoint()))
            canvas_->drop_layer(*type, at);
        else
            canvas_->leave_layer();
    });
    connect(&tree, &LayerTree::drag_ended, canvas_, &Canvas::leave_layer);
    connect(canvas_, &Canvas::settings_wanted, inspector_, &Inspector::enter);
    connect(canvas_, &Canvas::template_wanted, this, [this] { Q_EMIT stage_wanted(QStringLiteral("welcome")); });
    connect(canvas_, &Canvas::said, this, [this](const QString& sentence) {
        said_ = sentence;
        show_facts();
    });
    connect(canvas_, &Canvas::zoom_changed, this, [this](double zoom) { zoom_->setText(percent_text(zoom, 0)); });
    connect(&graph_, &GraphDocument::changed, this, [this] {
        said_.clear();
        refresh();
    });
    connect(&graph_, &GraphDocument::selection_changed, this, &DesignStage::show_facts);
    retranslate();
}

QWidget* DesignStage::tool_bar()
{
    auto* bar = ground("surface", "bottom");
    bar->setFixedHeight(40);
    auto* tools = row(bar, 4);
    tools->setContentsMargins(16, 0, 8, 0);
    project_ = new Label({}, FontRole::Body, "text", true);
    part_ = new Label({}, FontRole::Body, "text2");
    tools->addWidget(project_);
    tools->addSpacing(8);
    tools->addWidget(new Label(QStringLiteral("/"), FontRole::Body, "text3"));
    tools->addSpacing(8);
    tools->addWidget(part_);
    tools->addSpacing(8);
    auto* line = separator(Qt::Vertical);
    line->setFixedHeight(20);
    tools->addWidget(line);
    tools->addSpacing(4);
    const auto tool = [&](const char* icon_name, auto act) {
        auto* made = tool_button(icon_name, {});
        connect(made, &QToolButton::clicked, this, act);
        tools->addWidget(made);
        return made;
    };
    arrange_ = tool("auto-arrange", [this] { canvas_->arrange(); });
    tools->addStretch();
    out_ = tool("minus", [this] { canvas_->zoom_by(0.8); });
    zoom_ = new Label(percent_text(1, 0), FontRole::Small, "text");
    zoom_->numbers()->reserve({QStringLiteral("400%")});
    zoom_->setAlignment(Qt::AlignCenter);
    tools->addWidget(zoom_);
    in_ = tool("plus", [this] { canvas_->zoom_by(1.25); });
    fit_ = tool("fit", [this] { canvas_->fit(); });
    return bar;
}

QWidget* DesignStage::totals_line()
{
    auto* bar = ground("surface", "top bottom");
    bar->setFixedHeight(32);
    auto* line = row(bar, 8);
    line->setContentsMargins(12, 0, 12, 0);
    const auto total = [&](QHBoxLayout* to) {
        const Total made{new Label({}, FontRole::Caption, "text3"), new Label({}, FontRole::Small, "text", true)};
        made.value->numbers();
        to->addWidget(made.name);
        to->addWidget(made.value);
        to->addSpacing(12);
        return made;
    };
    parameters_ = total(line);
    multiply_adds_ = total(line);
    activations_ = total(line);
    memory_widget_ = new QWidget;
    auto* memory = row(memory_widget_, 8);
    memory_ = total(memory);
    line->addWidget(memory_widget_);
    line->addStretch();
    memory_widget_->hide();
    return bar;
}

QList<QAction*> DesignStage::commands() const
{
    return canvas_->commands();
}

QList<QWidget*> DesignStage::panels() const
{
    return {palette_, canvas_, problems_, inspector_};
}

void DesignStage::entered()
{
    canvas_->setFocus(Qt::OtherFocusReason);
}

void DesignStage::set_project_name(const QString& name)
{
    project_->setText(name);
}

void DesignStage::set_peak_memory(qint64 batch, std::optional<double> bytes)
{
    batch_ = batch;
    peak_ = bytes;
    refresh();
}

void DesignStage::refresh()
{
    const Cost& total = graph_.analysis().total;
    parameters_.value->setText(counted(total.parameters));
    multiply_adds_.value->setText(short_count(double(total.multiply_adds)));
    activations_.value->setText(tr("%1 / sample").arg(bytes_text(double(total.activation_bytes))));
    memory_widget_->setVisible(peak_.has_value());
    if (peak_) {
        memory_.name->setText(tr("Peak memory, batch %1").arg(counted(batch_)));
        memory_.value->setText(bytes_text(*peak_));
    }
    int errors = 0;
    for (const Finding& finding : graph_.analysis().findings)
        errors += finding.severity == Severity::Error;
    Q_EMIT badge_changed(graph_.document().nodes().empty() ? 0 : errors);
    show_facts();
}

void DesignStage::show_facts()
{
    const auto& document = graph_.document();
    QStringList facts{tr("%n node(s)", nullptr, int(document.nodes().size())) + tr(", ") +
                      tr("%n link(s)", nullptr, int(document.links().size()))};
    if (const auto chosen = graph_.selection().nodes.size() + graph_.selection().links.size())
        facts << tr("%n selected", nullptr, int(chosen));
    facts << (said_.isEmpty() ? tr("Drag a wire to empty canvas to see layers that fit") : said_);
    set_facts(facts.join(QStringLiteral("     ")));
}

void DesignStage::retranslate()
{
    part_->setText(tr("main graph"));
    parameters_.name->setText(tr("Parameters"));
    multiply_adds_.name->setText(tr("Multiply-adds"));
    activations_.name->setText(tr("Activations"));
    set_name(arrange_, tr("Arrange automatically"), canvas_->arrange_action()->shortcut());
    set_name(fit_, tr("Show all"), canvas_->fit_action()->shortcut());
    set_name(in_, tr("Zoom in"), QKeySequence(Qt::CTRL | Qt::Key_Plus));
    set_name(out_, tr("Zoom out"), QKeySequence(Qt::CTRL | Qt::Key_Minus));
    panels_->set_side_title(palette_, tr("Layers"));
    panels_->set_side_title(inspector_, tr("Settings"));
    refresh();
}

void DesignStage::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    Stage::changeEvent(event);
}

Stage* make_design_stage(Session& session)
{
    auto* stage = new DesignStage(session.graph());
    const auto name_it = [stage, &session] { stage->set_project_name(session.project_name()); };
    QObject::connect(&session, &Session::project_changed, stage, name_it);
    name_it();
    return stage;
}

} // namespace loom
