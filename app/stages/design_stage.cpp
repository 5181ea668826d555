#include "stages/design_stage.h"

#include "bridge/run_list.h"
#include "bridge/unit_shelf.h"
#include "canvas/canvas.h"
#include "canvas/picture.h"
#include "canvas/problems.h"
#include "canvas/thumbnails.h"
#include "code/code_view.h"
#include "inspector/inspector.h"
#include "palette/palette.h"
#include "session.h"
#include "stages/compare_view.h"
#include "stages/sample_strip.h"
#include "stages/step_panel.h"
#include "theme/command.h"
#include "theme/controls.h"
#include "theme/language.h"
#include "train/shortage.h"

#include <QAction>
#include <QEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>
#include <QSettings>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace loom {

DesignStage::DesignStage(GraphDocument& graph, QWidget* parent)
    : Stage(parent), graph_(graph), palette_(new Palette), canvas_(new Canvas(graph)), inspector_(new Inspector(graph)),
      problems_(new ProblemsPanel(graph)), code_(new CodeView(graph)), steps_(new StepPanel(graph)), code_page_(problems_->add_page(code_)),
      step_page_(problems_->add_page(steps_)), panels_(new PanelSplitter(QStringLiteral("design")))
{
    auto* lower = new QWidget;
    auto* lower_layout = column(lower);
    lower_layout->addWidget(totals_line());
    lower_layout->addWidget(problems_, 1);
    lower->setMinimumHeight(32 + size::panel_head + size::problem_row);

    auto* upper = new QWidget;
    upper_ = column(upper);
    upper_->addWidget(tool_bar());
    upper_->addWidget(canvas_, 1);

    auto* centre = centre_ = new QSplitter(Qt::Vertical);
    centre->setHandleWidth(1);
    centre->setChildrenCollapsible(false);
    centre->addWidget(upper);
    centre->addWidget(lower);
    centre->setStretchFactor(0, 1);
    centre->setStretchFactor(1, 0);
    centre->setSizes({1000, 32 + 132});

    // Where the centre would get less than three nodes side by side, the settings fold.
    panels_->add_side(palette_, 184, "list", {});
    panels_->add_centre(centre, 640);
    panels_->add_side(inspector_, 280, "settings", {});
    whole_ = new QStackedWidget;
    whole_->addWidget(panels_);
    column(this)->addWidget(whole_);

    connect(palette_, &Palette::chosen, canvas_, &Canvas::add);
    connect(palette_, &Palette::said, canvas_, &Canvas::said);
    LayerTree& tree = palette_->tree();
    connect(&tree, &LayerTree::dragged, this, [this](const Addable& what, QPointF global) {
        const QPointF at = canvas_->mapFromGlobal(global);
        if (canvas_->rect().contains(at.toPoint()))
            canvas_->drag_layer(what, at);
        else
            canvas_->leave_layer();
    });
    connect(&tree, &LayerTree::dropped, this, [this](const Addable& what, QPointF global) {
        const QPointF at = canvas_->mapFromGlobal(global);
        if (canvas_->rect().contains(at.toPoint()))
            canvas_->drop_layer(what, at);
        else
            canvas_->leave_layer();
    });
    connect(&tree, &LayerTree::drag_ended, canvas_, &Canvas::leave_layer);
    connect(canvas_, &Canvas::settings_wanted, inspector_, &Inspector::enter);
    connect(canvas_, &Canvas::suggestion_wanted, this, &DesignStage::suggestion_wanted);
    connect(canvas_, &Canvas::picture_wanted, this, &DesignStage::choose_picture);
    connect(&draughtsman_, &Worker::refused, this, &DesignStage::failed);
    connect(canvas_, &Canvas::said, this, [this](const QString& sentence) {
        said_ = sentence;
        show_facts();
    });
    connect(canvas_, &Canvas::zoom_changed, this, [this](double zoom) { zoom_->setText(percent_text(zoom, 0)); });
    connect(&graph_, &GraphDocument::changed, this, [this] {
        said_.clear();
        show_crumbs();
        show_strip();
        refresh();
    });
    connect(&graph_, &GraphDocument::selection_changed, this, &DesignStage::show_facts);
    connect(problems_, &ProblemsPanel::page_shown, this, &DesignStage::give_room);
    connect(canvas_->frame_action(), &QAction::enabledChanged, frame_, &QToolButton::setEnabled);
    frame_->setEnabled(canvas_->frame_action()->isEnabled());
    // Queued: the labels must have their new fonts.
    connect(&ThemeManager::instance(), &ThemeManager::changed, this, &DesignStage::fit_totals, Qt::QueuedConnection);
    connect(&ThemeManager::instance(), &ThemeManager::changed, this, &DesignStage::fit_tools, Qt::QueuedConnection);
    retranslate();
}

QWidget* DesignStage::tool_bar()
{
    auto* bar = ground("surface", "bottom");
    tool_bar_ = bar;
    bar->setFixedHeight(40);
    bar->installEventFilter(this);
    auto* tools = row(bar, 2);
    tools->setContentsMargins(16, 0, 8, 0);
    project_ = new Label({}, FontRole::Body, "text", true);
    tools->addWidget(project_);
    crumbs_ = new QWidget;
    row(crumbs_, 0);
    tools->addWidget(crumbs_);
    tools->addSpacing(4);
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
    find_ = tool("search", [this] { canvas_->open_find(); });
    note_ = tool("note", [this] { canvas_->note_action()->trigger(); });
    frame_ = tool("frame", [this] { canvas_->frame_action()->trigger(); });
    tools->addStretch();
    const auto with_text = [&](const char* icon_name, QAction*& action, auto act) {
        auto* made = tool_button(icon_name, {}, true);
        tools->addWidget(made);
        action = new QAction(this);
        connect(action, &QAction::triggered, this, act);
        return made;
    };
    show_activations_ = tool_button("eye", {}, true);
    show_activations_->setCheckable(true);
    connect(show_activations_, &QToolButton::clicked, canvas_, &Canvas::set_thumbnails);
    tools->addWidget(show_activations_);
    compare_ = with_text("compare", compare_action_, [this] { compare_->showMenu(); });
    compare_->setPopupMode(QToolButton::InstantPopup);
    auto* choices = new QMenu(compare_);
    compare_->setMenu(choices);
    connect(choices, &QMenu::aboutToShow, this, [this, choices] { comparison().fill(*choices, CompareView::Before); });
    show_steps_ = tool("step", [this] {
        show_lower_page(step_page_);
        steps_->begin();
    });
    step_action_ = new QAction(this);
    step_action_->setShortcut(Qt::Key_F7);
    connect(step_action_, &QAction::triggered, this, [this] { step(); });
    step_back_action_ = new QAction(this);
    step_back_action_->setShortcut(QKeySequence(Qt::SHIFT | Qt::Key_F7));
    connect(step_back_action_, &QAction::triggered, this, [this] { step(-1); });
    show_code_ = with_text("code", code_action_, [this] { show_code(); });
    connect(show_code_, &QToolButton::clicked, this, &DesignStage::show_code);
    tools->addSpacing(4);
    out_ = tool("minus", [this] { canvas_->zoom_by(0.8); });
    zoom_ = new Label(percent_text(1, 0), FontRole::Small, "text");
    zoom_->numbers()->reserve({QStringLiteral("400%")});
    zoom_->setAlignment(Qt::AlignCenter);
    tools->addWidget(zoom_);
    in_ = tool("plus", [this] { canvas_->zoom_by(1.25); });
    fit_ = tool("fit", [this] { canvas_->fit(); });
    return bar;
}

/// The way from the main graph to the unit that is shown; each part leads back to it.
void DesignStage::show_crumbs()
{
    QStringList names{tr("main graph")};
    for (const NodeId copy : graph_.path())
        names << shown(graph_.document().find(copy)->name);
    if (names == crumb_names_)
        return;
    crumb_names_ = names;
    auto* line = static_cast<QHBoxLayout*>(crumbs_->layout());
    while (QLayoutItem* item = line->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater(); // It may be the one that was clicked.
        delete item;
    }
    for (qsizetype depth = 0; depth < names.size(); ++depth) {
        auto* slash = new Label(QStringLiteral("/"), FontRole::Body, "text3");
        slash->setContentsMargins(6, 0, 6, 0);
        line->addWidget(slash);
        if (depth + 1 == names.size()) {
            line->addWidget(new Label(names[depth], FontRole::Body, "text2"));
            continue;
        }
        auto* crumb = button(names[depth], nullptr, "crumb");
        crumb->setObjectName(QStringLiteral("crumb"));
        crumb->setAccessibleName(tr("Back to %1").arg(names[depth]));
        connect(crumb, &QPushButton::clicked, this, [this, depth] {
            canvas_->setFocus(Qt::OtherFocusReason); // The button goes.
            graph_.leave_to(std::size_t(depth));
        });
        line->addWidget(crumb);
    }
    QMetaObject::invokeMethod(this, &DesignStage::fit_tools, Qt::QueuedConnection); // New parts are shown by then.
}

QWidget* DesignStage::totals_line()
{
    totals_ = ground("surface", "top bottom");
    totals_->setFixedHeight(32);
    totals_->installEventFilter(this);
    auto* line = row(totals_, 20);
    line->setContentsMargins(12, 0, 12, 0);
    for (Total** made : {&parameters_, &multiply_adds_, &activations_, &memory_, &step_, &error_})
        *made = &total(line);
    line->addStretch();
    return totals_;
}

DesignStage::Total& DesignStage::total(QHBoxLayout* to)
{
    auto* whole = new QWidget;
    auto* line = row(whole, 8);
    Total made{whole, new Label({}, FontRole::Caption, "text3"), new Label({}, FontRole::Small, "text", true)};
    made.value->numbers();
    line->addWidget(made.name);
    line->addWidget(made.value);
    to->addWidget(whole);
    all_totals_.push_back(std::make_unique<Total>(made));
    return *all_totals_.back();
}

void DesignStage::set_total(Total& total, const QString& name, const QString& value, bool known)
{
    total.name->setText(name);
    total.value->setText(value);
    total.value->setVisible(!value.isEmpty());
    total.known = known;
}

/// Totals that do not fit are left out from the end, never cut; the tip of the line has all of them.
void DesignStage::fit_totals()
{
    const int room = totals_->width() - 24;
    int taken = -20;
    QStringList all;
    bool fits = true;
    for (const auto& total : all_totals_) {
        if (total->known) {
            all << (total->name->text() + QLatin1Char(' ') + total->value->text()).trimmed();
            total->whole->layout()->activate();
            taken += 20 + total->whole->sizeHint().width();
            fits = fits && taken <= room;
        }
        total->whole->setVisible(total->known && fits);
    }
    totals_->setToolTip(all.join(QLatin1Char('\n')));
}

/// Tools that have no room for their words keep their icon, the last ones first.
void DesignStage::fit_tools()
{
    const auto needed = [this] {
        tool_bar_->layout()->invalidate();
        return tool_bar_->layout()->sizeHint().width();
    };
    for (QToolButton* tool : {show_activations_, compare_, show_code_})
        tool->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    for (QToolButton* tool : {show_code_, compare_, show_activations_})
        if (needed() > tool_bar_->width())
            tool->setToolButtonStyle(Qt::ToolButtonIconOnly);
    tool_bar_->layout()->activate();
}

bool DesignStage::eventFilter(QObject* object, QEvent* event)
{
    if (object == totals_ && event->type() == QEvent::Resize)
        fit_totals();
    if (object == tool_bar_ && event->type() == QEvent::Resize)
        fit_tools();
    return Stage::eventFilter(object, event);
}

QList<QAction*> DesignStage::commands() const
{
    return canvas_->commands() + QList<QAction*>{nullptr, step_action_, step_back_action_, compare_action_, code_action_};
}

QList<QWidget*> DesignStage::panels() const
{
    if (shows_comparison())
        return comparison_->panels();
    return {palette_, canvas_, problems_, inspector_};
}

void DesignStage::entered()
{
    if (shows_comparison())
        comparison_->panels().first()->setFocus(Qt::OtherFocusReason);
    else
        canvas_->setFocus(Qt::OtherFocusReason);
}

bool DesignStage::settled() const
{
    const bool computed = !sample_strip_ || (sample_strip_->settled() && !canvas_->thumbnails().busy());
    return (!forecast_ || !forecast_->busy()) && (!shelf_ || shelf_->settled()) && canvas_->settled() && computed && code_->settled() && steps_->settled() && (!comparison_ || comparison_->settled());
}

void DesignStage::show_code()
{
    show_lower_page(code_page_);
}

void DesignStage::show_lower_page(int page)
{
    show_comparison(false);
    problems_->show_page(page);
}

/// Pages that need height get it, whoever opens them, and give it back.
void DesignStage::give_room(int page)
{
    const double share = page == step_page_ ? 0.5 : page == code_page_ ? 0.4 : page == ProblemsPanel::OutlinePage ? 0.3 : 0;
    const QList<int> sizes = centre_->sizes();
    const int all = sizes[0] + sizes[1], wanted = int(all * share);
    if (share == 0) {
        if (room_given_ == sizes[1] && room_given_ > 0)
            centre_->setSizes({all - room_before_, room_before_});
        room_given_ = 0;
    } else if (sizes[1] < wanted) {
        if (room_given_ == 0)
            room_before_ = sizes[1];
        centre_->setSizes({all - wanted, wanted});
        room_given_ = centre_->sizes()[1];
    }
}

void DesignStage::step(int by)
{
    if (steps_->isVisible())
        return steps_->go(by);
    show_lower_page(step_page_);
    steps_->begin();
}

void DesignStage::follow(UnitShelf& shelf)
{
    shelf_ = &shelf;
    palette_->follow(shelf);
    canvas_->follow(shelf);
}

void DesignStage::follow(StepSession& session, RunList& runs)
{
    steps_->follow(session, runs);
}

CompareView& DesignStage::comparison()
{
    if (!comparison_) {
        comparison_ = new CompareView(graph_);
        if (runs_)
            comparison_->follow(*runs_);
        whole_->addWidget(comparison_);
        connect(comparison_, &CompareView::chosen, this, [this] { show_comparison(true); });
        connect(comparison_, &CompareView::closed, this, [this] { show_comparison(false); });
        // What is compared is of the project that was open.
        connect(&graph_, &GraphDocument::opened, this, [this] {
            comparison_->forget();
            show_comparison(false);
        });
    }
    return *comparison_;
}

bool DesignStage::shows_comparison() const
{
    return comparison_ && whole_->currentWidget() == comparison_;
}

void DesignStage::show_comparison(bool on)
{
    if (on == shows_comparison())
        return;
    whole_->setCurrentWidget(on ? static_cast<QWidget*>(&comparison()) : panels_);
    entered();
}

void DesignStage::set_project_name(const QString& name)
{
    project_->setText(name);
    code_->set_name(name);
}

void DesignStage::follow(ForecastSession& forecast)
{
    forecast_ = &forecast;
    connect(forecast_, &ForecastSession::changed, this, &DesignStage::refresh_forecast);
    problems_->set_beside([this]() -> std::vector<Finding> {
        const auto& told = forecast_->forecast();
        const auto shortage = told ? memory_shortage(*told) : std::nullopt;
        return shortage ? std::vector{finding_of(*shortage, graph_.document())} : std::vector<Finding>();
    });
    connect(forecast_, &ForecastSession::changed, problems_, &ProblemsPanel::look_again);
    forecast_->watch();
    refresh_forecast();
}

void DesignStage::follow(ActivationSession& looks, DataSession& opened, RunList& runs)
{
    static const QString key = QStringLiteral("design/activations");
    sample_strip_ = new SampleStrip(graph_, looks, opened, runs);
    upper_->insertWidget(1, sample_strip_);
    canvas_->follow(looks);
    canvas_->set_thumbnails(QSettings().value(key, true).toBool());
    connect(canvas_, &Canvas::thumbnails_changed, this, [this](bool on) {
        QSettings().setValue(key, on);
        show_strip();
    });
    show_strip();
}

/// Where nodes show activations, it is said of which sample.
void DesignStage::show_strip()
{
    const bool possible = sample_strip_ && !graph_.document().data().source.empty();
    show_activations_->setEnabled(possible);
    show_activations_->setChecked(possible && canvas_->thumbnails_on());
    show_activations_->setToolTip(possible ? tr("Show in each node what it gives for a sample (%1)").arg(canvas_->thumbnails_action()->shortcut().toString(QKeySequence::NativeText))
                                           : tr("Activations need data: choose some in Data"));
    const bool shown = sample_strip_ && canvas_->form() == measure::Form::Pictures;
    if (sample_strip_)
        sample_strip_->setVisible(shown);
    steps_->offer_choice(!shown);
}

void DesignStage::refresh_forecast()
{
    if (forecast_ && forecast_->forecast()) {
        // Until the next one is there, the last one is shown as what it is: old.
        const bool fresh = forecast_->is_current() && !forecast_->busy();
        const auto step = fresh ? forecast_->step_seconds() : std::nullopt;
        const auto past = forecast_->past_error();
        set_total(*memory_, tr("Memory to train, batch %1").arg(counted(forecast_->batch())),
                  fresh || forecast_->busy() ? bytes_text(double(forecast_->forecast()->added_bytes))
                                             : QStringLiteral("–"));
        memory_->value->set_ink(fresh ? "text" : "text3");
        set_total(*step_, tr("Step"), step ? duration_text(*step) : QString(), step.has_value());
        set_total(*error_, past ? tr("±%1 in %n past run(s)", nullptr, past->runs).arg(percent_text(past->share, 0)) : QString(), {},
                  past.has_value());
    } else {
        for (Total* unknown : {memory_, step_, error_})
            set_total(*unknown, {}, {}, false);
    }
    fit_totals();
}

void DesignStage::refresh()
{
    const Cost& sum = graph_.analysis().total;
    set_total(*parameters_, tr("Parameters"), counted(sum.parameters));
    set_total(*multiply_adds_, tr("Multiply-adds"), short_count(double(sum.multiply_adds)));
    set_total(*activations_, tr("Activations"), tr("%1 / sample").arg(bytes_text(double(sum.activation_bytes))));
    refresh_forecast();
    int errors = 0;
    for (const Finding& finding : graph_.analysis().findings)
        errors += finding.severity == Severity::Error;
    Q_EMIT badge_changed(graph_.document().nodes().empty() ? 0 : errors);
    show_facts();
}

void DesignStage::show_facts()
{
    // Of the graph that is shown.
    const Scene& scene = canvas_->scene();
    QStringList facts{tr("%n node(s)", nullptr, int(scene.boxes().size())) + tr(", ") + tr("%n link(s)", nullptr, int(scene.wires().size()))};
    if (const auto chosen = graph_.selection().nodes.size() + graph_.selection().links.size())
        facts << tr("%n selected", nullptr, int(chosen));
    facts << (said_.isEmpty() ? tr("Drag a wire to empty canvas to see layers that fit") : said_);
    set_facts(facts.join(QStringLiteral("     ")));
}

void DesignStage::retranslate()
{
    for (QToolButton* tool : {show_activations_, compare_, show_code_})
        tool->setToolButtonStyle(Qt::ToolButtonTextBesideIcon); // Their words are set anew.
    crumb_names_.clear(); // In another language.
    show_crumbs();
    set_name(arrange_, tr("Arrange automatically"), canvas_->arrange_action()->shortcut());
    set_name(find_, tr("Find a node"), canvas_->find_action()->shortcut());
    set_name(note_, tr("Add a note"), canvas_->note_action()->shortcut());
    set_name(frame_, tr("Frame the selection"), canvas_->frame_action()->shortcut());
    show_activations_->setText(tr("Activations", "values that nodes give"));
    show_activations_->setAccessibleName(tr("Show activations in the nodes"));
    show_strip();
    set_name(compare_, tr("Compare"));
    compare_->setToolTip(tr("Compare this graph with a run or with another project"));
    set_name(show_steps_, tr("Step through: follow one sample through the network and back"), step_action_->shortcut());
    name_command(step_action_, "loom::DesignStage", QT_TR_NOOP("Step to the next node"));
    name_command(step_back_action_, "loom::DesignStage", QT_TR_NOOP("Step to the previous node"));
    problems_->set_page_title(step_page_, tr("Step through"));
    set_name(show_code_, tr("Code"));
    show_code_->setToolTip(tr("Show the network as PyTorch or Keras source"));
    name_command(compare_action_, "loom::DesignStage", QT_TR_NOOP("Compare with…"));
    name_command(code_action_, "loom::DesignStage", QT_TR_NOOP("Show the source of the network"));
    problems_->set_page_title(code_page_, tr("Code"));
    set_name(fit_, tr("Show all"), canvas_->fit_action()->shortcut());
    set_name(in_, tr("Zoom in"), QKeySequence(Qt::CTRL | Qt::Key_Plus));
    set_name(out_, tr("Zoom out"), QKeySequence(Qt::CTRL | Qt::Key_Minus));
    panels_->set_side_title(palette_, tr("Layers"));
    panels_->set_side_title(inspector_, tr("Settings"));
    refresh();
}

void DesignStage::choose_picture()
{
    QString kind;
    const QString path = QFileDialog::getSaveFileName(
        this, tr("Save the graph as a picture"), project_->text() + QStringLiteral(".svg"),
        tr("SVG, lines and text (*.svg)") + QStringLiteral(";;") + tr("PDF, one page (*.pdf)") + QStringLiteral(";;") +
            tr("PNG, 192 points an inch (*.png)"),
        &kind);
    if (path.isEmpty())
        return;
    // A name without an ending takes that of the chosen kind.
    const QString ending = kind.mid(kind.indexOf(QLatin1String("(*.")) + 2).chopped(1);
    save_picture(QFileInfo(path).suffix().isEmpty() ? path + ending : path);
}

void DesignStage::save_picture(const QString& path)
{
    const fs::path file(path.toStdU16String());
    draughtsman_.start<Status>(
        [file, document = graph_.document(), analysis = graph_.analysis(),
         facts = graph_.facts() ? std::optional(*graph_.facts()) : std::nullopt,
         looks = canvas_->thumbnails().session() ? canvas_->thumbnails().session()->looks() : nullptr](Progress&) {
            const double scale = file.extension() == ".png" ? 2 : 1;
            return loom::save_picture(file, document, analysis, facts ? &*facts : nullptr, scale, looks && looks->contains({}) ? &looks->at({}) : nullptr);
        },
        [this, path](const Status& status) {
            if (!status)
                return Q_EMIT failed(status.error());
            said_ = tr("Saved: %1").arg(path);
            show_facts();
        });
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
    QObject::connect(stage, &DesignStage::suggestion_wanted, &session, [stage, &session] {
        Q_EMIT stage->stage_wanted(QStringLiteral("data"));
        Q_EMIT session.suggestion_wanted();
    });
    QObject::connect(stage, &DesignStage::failed, &session, &Session::failed);
    stage->follow(*new UnitShelf(unit_library_folder(), stage));
    stage->follow(session.run_list());
    stage->follow(*new StepSession(session.graph(), session.data(), session.run_list(), session.sample(), stage), session.run_list());
    stage->follow(session.forecast());
    stage->follow(session.activations(), session.data(), session.run_list());
    return stage;
}

} // namespace loom
