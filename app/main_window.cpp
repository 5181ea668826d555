#include "main_window.h"

#include "background.h"
#include "command_search.h"
#include "end_notice.h"
#include "preferences.h"
#include "rail.h"
#include "session.h"
#include "shortcut_sheet.h"
#include "theme/command.h"
#include "theme/language.h"
#include "top_bar.h"
#include "tour_bar.h"

#include <QAction>
#include <QApplication>
#include <QCloseEvent>
#include <QContextMenuEvent>
#include <QDropEvent>
#include <QFileDialog>
#include <QMimeData>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMenu>
#include <QMenuBar>
#include <QPointer>
#include <QPushButton>
#include <QSet>
#include <QShortcut>
#include <QStackedWidget>
#include <QTimer>
#include <QVBoxLayout>
#include <QWindow>

#include <utility>

namespace loom {

namespace {

struct StageRow {
    const char* name;
    const char* title;
};
constexpr StageRow stage_rows[] = {
    {"welcome", QT_TRANSLATE_NOOP("loom::MainWindow", "Welcome")},
    {"data", QT_TRANSLATE_NOOP("loom::MainWindow", "Data")},
    {"design", QT_TRANSLATE_NOOP("loom::MainWindow", "Design")},
    {"train", QT_TRANSLATE_NOOP("loom::MainWindow", "Train")},
    {"evaluate", QT_TRANSLATE_NOOP("loom::MainWindow", "Evaluate")},
    {"ship", QT_TRANSLATE_NOOP("loom::MainWindow", "Ship")},
    {"settings", QT_TRANSLATE_NOOP("loom::MainWindow", "Settings")},
};

} // namespace

MainWindow::MainWindow(Session& session) : session_(session)
{
    qApp->installEventFilter(this);
    setMinimumSize(1100, 700);
    resize(1440, 900);
    setContextMenuPolicy(Qt::NoContextMenu);
    setAcceptDrops(true);

    top_ = new TopBar(session);
    rail_ = new Rail;
    stack_ = new QStackedWidget;
    tour_ = new TourBar;
    status_ = ground("bg", "top");
    status_->setMinimumHeight(size::status_bar);
    status_->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    facts_ = new Label({}, FontRole::Caption, "text3");
    binned_ = new Label({}, FontRole::Caption, "text3");
    fetch_ = button({}, nullptr, "link");
    fetch_->setObjectName(QStringLiteral("fetch-from-bin"));
    next_undo_ = new Label({}, FontRole::Caption, "text3");
    auto* facts_row = row(status_, 16);
    facts_row->setContentsMargins(12, 0, 12, 0);
    facts_row->addWidget(facts_, 1);
    facts_row->addWidget(binned_);
    facts_row->addWidget(fetch_);
    facts_row->addWidget(next_undo_);

    auto* centre = new QWidget;
    auto* whole = column(centre);
    auto* middle = row();
    auto* right = column();
    error_ = new ErrorBar;
    right->addWidget(error_);
    right->addWidget(stack_, 1);
    right->addWidget(tour_);
    middle->addWidget(rail_);
    middle->addLayout(right, 1);
    whole->addWidget(top_);
    whole->addLayout(middle, 1);
    whole->addWidget(status_);
    setCentralWidget(centre);

    for (const StageRow& r : stage_rows)
        rail_->add(QLatin1String(r.name), r.name, r.name == QByteArray("settings"));

    connect(rail_, &Rail::chosen, this, &MainWindow::show_stage);
    connect(top_, &TopBar::device_wanted, this, [this] { show_stage(QStringLiteral("settings")); });
    connect(tour_, &TourBar::stage_wanted, this, &MainWindow::show_stage);
    connect(session.undo_action(), &QAction::changed, this, &MainWindow::show_status);
    connect(&session.bin(), &RunBin::changed, this, &MainWindow::show_status);
    connect(fetch_, &QPushButton::clicked, session.undo_action(), &QAction::trigger);
    connect(&session, &Session::data_brought, this, [this] { show_stage(QStringLiteral("data")); });
    connect(&session, &Session::project_changed, this, [this] {
        error_->clear();
        retranslate();
    });
    connect(&session, &Session::failed, this,
            [this](const Error& e) { error_->show_error(shown(e.message), shown(e.hint)); });
    background_ = new Background(session, *this);
    connect(new EndNotice(session, *this), &EndNotice::chosen, this, [this] {
        background_->bring_back();
        show_stage(QStringLiteral("train"));
    });
    make_commands();
    retranslate();
    show_stage(QStringLiteral("welcome"));
}

Stage* MainWindow::made(const QString& name)
{
    if (Stage* s = stages_.value(name))
        return s;
    Stage* s = stage_factory(name)(session_);
    stages_.insert(name, s);
    stack_->addWidget(s);
    RailItem* item = rail_->item(name);
    connect(s, &Stage::badge_changed, item, &RailItem::set_badge);
    connect(s, &Stage::progress_changed, item, &RailItem::set_ring);
    connect(s, &Stage::facts_changed, this, &MainWindow::show_status);
    connect(s, &Stage::stage_wanted, this, &MainWindow::show_stage);
    connect(s, &Stage::tour_wanted, this, &MainWindow::start_tour);
    connect(s, &Stage::commands_wanted, this, &MainWindow::show_shortcuts);
    return s;
}

void MainWindow::show_stage(const QString& name)
{
    Stage* s = made(name);
    // A focus in the stage that goes follows into the one that comes: to where it was there, or to the stage as a whole,
    // where no key does anything yet.
    const QWidget* before = focusWidget();
    const bool follows = before && stack_->isAncestorOf(before);
    const QPointer<QWidget> there = s->focusWidget();
    current_ = name;
    stack_->setCurrentWidget(s);
    rail_->set_current(name);
    if (follows)
        (there && there->isVisible() && there->isEnabled() ? there.data() : s)->setFocus(Qt::OtherFocusReason);
    s->entered();
    show_status();
    if (!menus_.isEmpty())
        fill_menus();
}

void MainWindow::start_tour()
{
    if (session_.has_project() || session_.new_project(QStringLiteral("digits-cnn")))
        tour_->start();
}

// --- Commands --------------------------------------------------------------------------------------------------------

QAction* MainWindow::command(const char* source, const QKeySequence& key, std::function<void()> act)
{
    auto* a = new QAction(this);
    a->setShortcut(key);
    connect(a, &QAction::triggered, this, std::move(act));
    addAction(a); // Its shortcut works while the menu bar is hidden.
    commands_.append({a, source});
    return a;
}

void MainWindow::make_commands()
{
    new_ = command(QT_TR_NOOP("New project"), QKeySequence::New, [this] {
        if (session_.new_project())
            show_stage(QStringLiteral("design"));
    });
    open_ = command(QT_TR_NOOP("Open a project…"), QKeySequence::Open, [this] { choose_project_file(); });
    import_ = command(QT_TR_NOOP("Import a network…"), {}, [this] { choose_network_file(); });
    connect(&session_, &Session::network_imported, this, [this] { show_stage(QStringLiteral("design")); });
    close_ = command(QT_TR_NOOP("Close the project"), QKeySequence::Close, [this] {
        if (session_.close_project())
            show_stage(QStringLiteral("welcome"));
    });
    quit_ = command(QT_TR_NOOP("Quit"), QKeySequence::Quit, [this] { close(); });
    search_ = command(QT_TR_NOOP("Search commands"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_P),
                      [this] { top_->search()->open(); });
    language_ = command(QT_TR_NOOP("Switch the language"), {}, [] {
        Preferences& p = Preferences::instance();
        p.set_language(p.language() == Language::Chinese ? Language::English : Language::Chinese);
    });
    theme_ = command(QT_TR_NOOP("Switch between light and dark"), {}, [] {
        Preferences::instance().set_appearance(theme().dark ? Appearance::Light : Appearance::Dark);
    });
    menu_bar_ = command(QT_TR_NOOP("Always show the menu bar"), {},
                        [this] { Preferences::instance().set_show_menu_bar(menu_bar_->isChecked()); });
    menu_bar_->setCheckable(true);
    tour_action_ = command(QT_TR_NOOP("Start the tour"), {}, [this] { start_tour(); });
    shortcuts_ = command(QT_TR_NOOP("Keyboard shortcuts"), QKeySequence(Qt::Key_F1), [this] { show_shortcuts(); });
    command(QT_TR_NOOP("Next panel"), QKeySequence(Qt::Key_F6), [this] { cycle_panels(1); });
    command(QT_TR_NOOP("Previous panel"), QKeySequence(Qt::SHIFT | Qt::Key_F6), [this] { cycle_panels(-1); });
    constexpr const char* go_texts[] = {
        QT_TR_NOOP("Go to Welcome"),  QT_TR_NOOP("Go to Data"), QT_TR_NOOP("Go to Design"),  QT_TR_NOOP("Go to Train"),
        QT_TR_NOOP("Go to Evaluate"), QT_TR_NOOP("Go to Ship"), QT_TR_NOOP("Go to Settings")};
    for (int i = 0; i < 7; ++i)
        go_ << command(go_texts[i], i < 6 ? QKeySequence(Qt::CTRL | Qt::Key(Qt::Key_1 + i)) : QKeySequence(),
                       [this, i] { show_stage(QLatin1String(stage_rows[i].name)); });
    addAction(session_.undo_action());
    addAction(session_.redo_action());
    // As the Menu key, which Qt knows, for keyboards without one.
    connect(new QShortcut(QKeySequence(Qt::SHIFT | Qt::Key_F10), this), &QShortcut::activated, this, [this] {
        QContextMenuEvent wanted(QContextMenuEvent::Keyboard, {}, {});
        QCoreApplication::sendEvent(windowHandle(), &wanted);
    });

    top_->search()->set_source([this] {
        QList<CommandSearch::Command> all;
        for (const Named& n : commands_)
            all.append({n.action, go_.contains(n.action) ? tr("Go") : QString()});
        all.append({session_.undo_action(), tr("Edit")});
        all.append({session_.redo_action(), tr("Edit")});
        for (const StageRow& r : stage_rows)
            if (const Stage* s = stages_.value(QLatin1String(r.name)))
                for (QAction* a : s->commands())
                    if (a && !a->isSeparator())
                        all.append({a, tr(r.title)});
        return all;
    });
}

void MainWindow::show_shortcuts()
{
    if (auto* open = findChild<ShortcutSheet*>())
        return open->leave();
    QList<ShortcutSheet::Group> groups;
    (void)made(QStringLiteral("design")); // Its canvas has most of them.
    for (const StageRow& r : stage_rows)
        if (const Stage* s = stages_.value(QLatin1String(r.name)))
            groups.append({tr(r.title), s->commands()});
    QList<QAction*> everywhere{session_.undo_action(), session_.redo_action()};
    everywhere += session_.project_actions();
    for (const Named& n : commands_)
        everywhere << n.action;
    groups.append({tr("Everywhere"), everywhere});
    new ShortcutSheet(this, groups);
}

void MainWindow::choose_project_file()
{
    const QString path =
        QFileDialog::getOpenFileName(this, tr("Open a project"), {}, tr("Layerloom projects (*.loom)"));
    if (!path.isEmpty())
        session_.open_project(path);
}

/// Over a stage that takes no files itself.
void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    if (event->mimeData()->hasUrls())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event)
{
    session_.bring(event->mimeData()->urls());
}

void MainWindow::choose_network_file()
{
    const QString path = QFileDialog::getOpenFileName(this, tr("Import a network"), {}, tr("ONNX networks (*.onnx)"));
    if (!path.isEmpty())
        session_.import_network(path);
}

// --- Menus -----------------------------------------------------------------------------------------------------------

void MainWindow::finish()
{
    ThemeManager::instance().follow_desktop();
    fill_menus();
    const auto follow = [this] {
        menu_bar_->setChecked(Preferences::instance().show_menu_bar());
        show_menu_bar(Preferences::instance().show_menu_bar());
    };
    connect(&Preferences::instance(), &Preferences::changed, this, follow);
    follow();
}

void MainWindow::fill_menus()
{
    if (menus_.isEmpty()) {
        for (int i = 0; i < 5; ++i)
            menus_ << menuBar()->addMenu(QString());
        // A menu bar that is left with Esc or a click hides again.
        for (QMenu* m : menus_)
            connect(m, &QMenu::aboutToHide, this, [this] {
                QTimer::singleShot(0, this, [this] {
                    if (!QApplication::activePopupWidget() && !menuBar()->activeAction())
                        show_menu_bar(Preferences::instance().show_menu_bar());
                });
            });
        all_menus_ = new QMenu(this);
        for (QMenu* m : menus_)
            all_menus_->addMenu(m);
        top_->menu_button()->setMenu(all_menus_);
        project_menu_ = new QMenu(this);
        top_->project_button()->setMenu(project_menu_);
        connect(project_menu_, &QMenu::aboutToShow, this, [this] {
            project_menu_->clear();
            project_menu_->addActions({new_, open_, import_});
            const auto recent = session_.recent_projects();
            if (!recent.isEmpty())
                project_menu_->addSeparator();
            for (const RecentProject& r : recent.mid(0, 6)) {
                QString name = r.draft ? tr("%1 (not saved yet)").arg(r.name.isEmpty() ? tr("Untitled") : r.name) : r.name;
                project_menu_->addAction(name.replace(QLatin1Char('&'), QLatin1String("&&")), this,
                                         [this, r] { session_.open_recent(r); });
            }
            project_menu_->addSeparator();
            project_menu_->addActions(session_.project_actions());
            project_menu_->addAction(close_);
        });
    }
    const QString titles[] = {tr("&Project"), tr("&Edit"), tr("&Go"), tr("&View"), tr("&Help")};
    for (int i = 0; i < 5; ++i) {
        qDeleteAll(menus_[i]->findChildren<QMenu*>(Qt::FindDirectChildrenOnly));
        menus_[i]->clear();
        menus_[i]->setTitle(titles[i]);
    }
    menus_[0]->addActions({new_, open_, import_});
    menus_[0]->addActions(session_.project_actions());
    menus_[0]->addActions({close_, quit_});
    menus_[1]->addActions({session_.undo_action(), session_.redo_action(), search_});
    if (const Stage* s = stages_.value(current_); s && !s->commands().isEmpty()) {
        menus_[1]->addSeparator();
        add_commands(*menus_[1], s->commands());
    }
    menus_[2]->addActions(go_);
    menus_[2]->addSeparator();
    for (const Named& n : commands_)
        if (n.action->shortcut() == QKeySequence(Qt::Key_F6) ||
            n.action->shortcut() == QKeySequence(Qt::SHIFT | Qt::Key_F6))
            menus_[2]->addAction(n.action);
    menus_[3]->addActions({language_, theme_, menu_bar_});
    menus_[4]->addActions({tour_action_, shortcuts_});
}

void MainWindow::show_menu_bar(bool on)
{
    if (menus_.isEmpty())
        return;
    menuBar()->setVisible(on);
}

/// Of the whole program: Alt is not alone once another key or the mouse was used, whoever took it.
bool MainWindow::eventFilter(QObject* object, QEvent* e)
{
    const bool key = e->type() == QEvent::KeyPress || e->type() == QEvent::ShortcutOverride;
    if (key ? static_cast<QKeyEvent*>(e)->key() != Qt::Key_Alt
            : e->type() == QEvent::MouseButtonPress || e->type() == QEvent::Wheel || e->type() == QEvent::WindowDeactivate)
        alt_alone_ = false;
    return QMainWindow::eventFilter(object, e);
}

void MainWindow::keyPressEvent(QKeyEvent* e)
{
    if (e->key() == Qt::Key_Alt)
        alt_alone_ = true;
    if (e->key() == Qt::Key_F10 && e->modifiers() == Qt::NoModifier && !menus_.isEmpty()) {
        show_menu_bar(true);
        menuBar()->setFocus(Qt::MenuBarFocusReason);
        menuBar()->setActiveAction(menus_[0]->menuAction());
        return;
    }
    QMainWindow::keyPressEvent(e);
}

void MainWindow::keyReleaseEvent(QKeyEvent* e)
{
    if (e->key() == Qt::Key_Alt && alt_alone_ && !menus_.isEmpty())
        show_menu_bar(menuBar()->isHidden() || Preferences::instance().show_menu_bar());
    alt_alone_ = false;
    QMainWindow::keyReleaseEvent(e);
}

// --- Focus -----------------------------------------------------------------------------------------------------------

/// What Tab reaches in `w`, in the order of the layouts: what is put in later still comes where it is seen.
static void collect_stops(QWidget* w, QList<QWidget*>& stops);

static void collect_stops(QLayout* layout, QList<QWidget*>& stops, QSet<QWidget*>& seen)
{
    for (int i = 0; i < layout->count(); ++i) {
        QLayoutItem* item = layout->itemAt(i);
        if (QWidget* w = item->widget()) {
            seen.insert(w);
            collect_stops(w, stops);
        } else if (QLayout* inner = item->layout()) {
            collect_stops(inner, stops, seen);
        }
    }
}

static void collect_stops(QWidget* w, QList<QWidget*>& stops)
{
    if (!w->isVisible() || !w->isEnabled())
        return;
    if (w->focusPolicy() & Qt::TabFocus && !w->focusProxy())
        stops << w;
    QSet<QWidget*> seen;
    if (QLayout* layout = w->layout())
        collect_stops(layout, stops, seen);
    for (QObject* child : w->children())
        if (child->isWidgetType())
            if (auto* inner = static_cast<QWidget*>(child); !inner->isWindow() && !seen.contains(inner))
                collect_stops(inner, stops);
}

static QWidget* first_focus(QWidget* panel)
{
    QList<QWidget*> stops;
    collect_stops(panel, stops);
    return stops.value(0);
}

bool MainWindow::focusNextPrevChild(bool next)
{
    QList<QWidget*> stops;
    for (QWidget* part : {static_cast<QWidget*>(rail_), static_cast<QWidget*>(top_), static_cast<QWidget*>(error_),
                          static_cast<QWidget*>(stack_), static_cast<QWidget*>(tour_), static_cast<QWidget*>(status_)})
        collect_stops(part, stops);
    if (stops.isEmpty())
        return false;
    QWidget* from = focusWidget();
    const qsizetype n = stops.size(), at = stops.indexOf(from);
    if (at < 0)
        // From what Tab does not reach, or what was just hidden or switched off, to what is nearest.
        for (QWidget* near = from; near && near != centralWidget(); near = near->parentWidget()) {
            QList<QWidget*> inside = stops;
            inside.removeIf([near](QWidget* w) { return w != near && !near->isAncestorOf(w); });
            if (inside.isEmpty() && !qobject_cast<Stage*>(near))
                continue;
            QWidget* to = inside.isEmpty() ? near : next ? inside.first() : inside.last();
            const bool asked = from->isVisible() && from->isEnabled();
            if (asked && to == near)
                break;
            to->setFocus(!asked ? Qt::OtherFocusReason : next ? Qt::TabFocusReason : Qt::BacktabFocusReason);
            return true;
        }
    // From nowhere to the first or the last.
    const qsizetype to = at < 0 ? (next ? 0 : n - 1) : (at + (next ? 1 : n - 1)) % n;
    stops[to]->setFocus(next ? Qt::TabFocusReason : Qt::BacktabFocusReason);
    return true;
}

void MainWindow::cycle_panels(int step)
{
    QList<QWidget*> panels{rail_, top_};
    if (const Stage* s = stages_.value(current_))
        panels += s->panels();
    if (tour_->isVisible())
        panels << tour_;
    panels.removeIf([](QWidget* w) { return !w->isVisible() || !first_focus(w); });
    if (panels.isEmpty())
        return;
    qsizetype at = -1;
    if (const QWidget* w = focusWidget())
        for (qsizetype i = 0; i < panels.size(); ++i)
            if (panels[i] == w || panels[i]->isAncestorOf(w))
                at = i;
    const qsizetype next = at < 0 ? 0 : (at + step + panels.size()) % panels.size();
    first_focus(panels[next])->setFocus(Qt::TabFocusReason);
}

// --- Texts -----------------------------------------------------------------------------------------------------------

void MainWindow::retranslate()
{
    for (const StageRow& r : stage_rows) {
        auto* item = rail_->item(QLatin1String(r.name));
        item->setText(tr(r.title));
        item->setAccessibleName(tr(r.title));
        item->updateGeometry();
    }
    for (int i = 0; i < go_.size(); ++i)
        rail_->item(QLatin1String(stage_rows[i].name))
            ->setToolTip(go_[i]->shortcut().isEmpty()
                             ? tr(stage_rows[i].title)
                             : QStringLiteral("%1 (%2)").arg(tr(stage_rows[i].title),
                                                             go_[i]->shortcut().toString(QKeySequence::NativeText)));
    for (const Named& n : commands_)
        name_command(n.action, "loom::MainWindow", n.source);
    setWindowTitle(session_.has_project() ? session_.project_name() + QStringLiteral(" – ") + tr("Layerloom")
                                          : tr("Layerloom"));
    if (!menus_.isEmpty())
        fill_menus();
    show_status();
}

void MainWindow::show_status()
{
    const Stage* s = stages_.value(current_);
    facts_->setText(s ? s->facts() : QString());
    const QAction* undo = session_.undo_action();
    const QString binned = session_.bin().words();
    for (QWidget* w : {static_cast<QWidget*>(binned_), static_cast<QWidget*>(fetch_)})
        w->setVisible(!binned.isEmpty());
    binned_->setText(binned);
    fetch_->setText(tr("Undo"));
    next_undo_->setText(undo->isEnabled() && binned.isEmpty() ? undo->text() : QString());
}

void MainWindow::closeEvent(QCloseEvent* e)
{
    if (!background_->may_close())
        return e->ignore();
    // What cannot be written is told instead of lost; whoever wants to leave all the same closes once more.
    if (!session_.put_away() && !std::exchange(warned_, true))
        return e->ignore();
    QMainWindow::closeEvent(e);
}

void MainWindow::changeEvent(QEvent* e)
{
    if (e->type() == QEvent::LanguageChange)
        retranslate();
    QMainWindow::changeEvent(e);
}

bool MainWindow::event(QEvent* e)
{
    if (e->type() == QEvent::Paint && !told_paint_) {
        told_paint_ = true;
        // After this paint has reached the screen.
        QTimer::singleShot(0, this, [this] {
            Q_EMIT painted();
            finish();
        });
    }
    return QMainWindow::event(e);
}

} // namespace loom
