#include "stages/compare_view.h"

#include "project/project.h"
#include "theme/controls.h"
#include "theme/language.h"

#include <QEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMenu>
#include <QScopedValueRollback>
#include <QStandardItemModel>
#include <QVBoxLayout>

#include <algorithm>

namespace loom {
namespace {

using Sign = DifferenceRow::Sign;

constexpr int most_runs = 12; // In a menu.

/// A node that stands in both graphs that are shown, so that both can be laid over each other: the first.
QPointF distance(const Difference& difference, const GraphDocument& before, const GraphDocument& after)
{
    for (const auto& [x, y] : difference.pairs) {
        const Node &a = before.document().nodes().at(x), &b = after.document().nodes().at(y);
        if (a.in == before.graph() && b.in == after.graph())
            return {b.at.x - a.at.x, b.at.y - a.at.y};
    }
    return {};
}

/// Units in which something differs: of these nodes, and of copies of such units inside of others.
std::set<UnitId> differing(const Document& document, const std::map<NodeId, Sign>& nodes, const std::vector<UnitId>& known)
{
    std::set<UnitId> units;
    std::vector<UnitId> next(known);
    for (const auto& [id, sign] : nodes)
        next.push_back(document.nodes().at(id).in);
    while (!next.empty()) {
        const UnitId unit = next.back();
        next.pop_back();
        if (unit == main_graph || !units.insert(unit).second)
            continue;
        for (const NodeId copy : document.copies(unit))
            next.push_back(document.nodes().at(copy).in);
    }
    return units;
}

} // namespace

CompareView::CompareView(GraphDocument& now, QWidget* parent)
    : QWidget(parent), now_(now), back_(tool_button("chevron-left", {}, true)), leave_(tool_button("chevron-left", {}, true)), fit_(tool_button("fit", {})),
      title_(new Label({}, FontRole::Body, "text", true)), summary_(new Label({}, FontRole::Small, "text2")),
      list_(new QListView), rows_model_(new QStandardItemModel(this))
{
    auto* bar = ground("surface", "bottom");
    bar->setFixedHeight(40);
    auto* tools = row(bar, 12);
    tools->setContentsMargins(8, 0, 8, 0);
    tools->addWidget(back_);
    tools->addWidget(title_);
    tools->addWidget(leave_);
    tools->addWidget(summary_, 1);
    tools->addWidget(fit_);
    connect(back_, &QToolButton::clicked, this, &CompareView::closed);
    connect(leave_, &QToolButton::clicked, this, &CompareView::leave_unit);
    leave_->hide();
    soon_.setSingleShot(true);
    soon_.setInterval(200);
    connect(&soon_, &QTimer::timeout, this, [this] {
        again_ = true;
        start();
    });
    connect(&now_, &GraphDocument::changed, this, &CompareView::follow_project);
    connect(fit_, &QToolButton::clicked, this, [this] {
        moved_ = false;
        show_all();
    });

    auto* both = new QSplitter(Qt::Horizontal);
    both->setHandleWidth(1);
    both->setChildrenCollapsible(false);
    for (const Side side : {Before, After})
        both->addWidget(make_half(side));
    both->setSizes({1000, 1000});

    list_->setModel(rows_model_);
    list_->setFrameShape(QFrame::NoFrame);
    list_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    list_->setUniformItemSizes(true);
    list_->setIconSize(QSize(16, 16));
    connect(list_->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& index) { go(index.row()); });
    connect(list_, &QListView::clicked, this, [this](const QModelIndex& index) { go(index.row()); });

    auto* whole = new QSplitter(Qt::Vertical);
    whole->setHandleWidth(1);
    whole->setChildrenCollapsible(false);
    whole->addWidget(both);
    whole->addWidget(list_);
    whole->setStretchFactor(0, 1);
    whole->setSizes({1000, 164});
    auto* all = column(this);
    all->addWidget(bar);
    all->addWidget(whole, 1);
    connect(&worker_, &Worker::refused, this, [this](const Error& error) {
        error_ = error;
        show_words();
    });
    retranslate();
}

QWidget* CompareView::make_half(Side side)
{
    Half& half = sides_[side];
    half.graph = std::make_unique<GraphDocument>();
    half.canvas = new ComparedCanvas(*half.graph);
    half.choice = tool_button("chevron-down", {}, true);
    half.choice->setPopupMode(QToolButton::InstantPopup);
    auto* menu = new QMenu(half.choice);
    half.choice->setMenu(menu);
    connect(menu, &QMenu::aboutToShow, this, [this, menu, side] { fill(*menu, side); });
    half.facts = new Label({}, FontRole::Small, "text3");
    auto* head = ground("surface", side == Before ? "bottom" : "bottom left");
    head->setFixedHeight(size::panel_head);
    auto* line = row(head, 12);
    line->setContentsMargins(8, 0, 12, 0);
    line->addWidget(half.choice);
    line->addWidget(half.facts, 1);
    auto* made = new QWidget;
    auto* layout = column(made);
    layout->addWidget(head);
    layout->addWidget(half.canvas, 1);
    half.canvas->installEventFilter(this);
    connect(half.canvas, &Canvas::view_changed, this, [this, side] { follow_view(side); });
    connect(half.canvas, &ComparedCanvas::node_chosen, this, [this, side](NodeId id) { choose_node(side, id); });
    connect(half.canvas, &ComparedCanvas::entered, this, [this, side](NodeId copy) {
        UnitPath path = sides_[side].graph->path();
        path.push_back(copy);
        enter(side, path);
    });
    connect(half.canvas, &ComparedCanvas::left, this, &CompareView::step_out);
    return made;
}

// ---- What is compared -----------------------------------------------------------------------------------------------

void CompareView::fill(QMenu& menu, Side side)
{
    menu.clear();
    // It differs in nothing from itself.
    if (const Half& other = sides_[1 - side]; !other.run.empty() || !other.file.isEmpty())
        menu.addAction(tr("The project as it is now"), this, [this, side] { choose_project(side); });
    if (runs_ && !runs_->records().empty()) {
        menu.addSeparator();
        int shown_runs = 0;
        for (const RunRecord& run : runs_->records())
            if (++shown_runs <= most_runs)
                menu.addAction(RunList::title_of(run), this, [this, side, name = run.name] { choose_run(side, name); });
    }
    menu.addSeparator();
    menu.addAction(tr("A project file…"), this, [this, side] {
        const QString path =
            QFileDialog::getOpenFileName(this, tr("Compare with a project"), {}, tr("Layerloom projects (*.loom)"));
        if (!path.isEmpty())
            choose_file(side, path);
    });
}

void CompareView::choose_project(Side side)
{
    sides_[side].run.clear();
    sides_[side].file.clear();
    compare();
}

void CompareView::choose_run(Side side, const std::string& name)
{
    sides_[side].run = name;
    sides_[side].file.clear();
    compare();
}

void CompareView::choose_file(Side side, const QString& path)
{
    sides_[side].run.clear();
    sides_[side].file = path;
    compare();
}

void CompareView::forget()
{
    worker_.cancel();
    soon_.stop();
    for (Half& half : sides_) {
        half.run.clear();
        half.file.clear();
    }
}

QString CompareView::title(const Half& half) const
{
    if (!half.run.empty())
        return runs_ ? runs_->title_of(half.run) : RunList::title(half.run);
    return half.file.isEmpty() ? tr("The project as it is now") : QFileInfo(half.file).fileName();
}

void CompareView::compare()
{
    again_ = false;
    start();
    Q_EMIT chosen();
}

/// The project may be one of the sides.
void CompareView::follow_project()
{
    const bool takes_part = std::ranges::any_of(sides_, [](const Half& half) { return half.run.empty() && half.file.isEmpty(); });
    const bool compared = std::ranges::any_of(sides_, [](const Half& half) { return !half.run.empty() || !half.file.isEmpty(); });
    const auto facts = now_.facts() ? std::optional(*now_.facts()) : std::nullopt;
    if (takes_part && compared && isVisible() && !(of_ == now_.document() && of_facts_ == facts))
        soon_.start();
}

void CompareView::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    follow_project();
}

void CompareView::start()
{
    soon_.stop();
    of_ = now_.document();
    of_facts_ = now_.facts() ? std::optional(*now_.facts()) : std::nullopt;
    struct Wanted {
        Document document;
        std::optional<DataFacts> facts;
        QString file;
    };
    std::array<Wanted, 2> wanted;
    const auto facts = now_.facts() ? std::optional(*now_.facts()) : std::nullopt;
    for (const Side side : {Before, After}) {
        const Half& half = sides_[side];
        if (!half.file.isEmpty()) {
            wanted[side].file = half.file;
        } else if (const RunRecord* run = half.run.empty() || !runs_ ? nullptr : runs_->find(half.run)) {
            wanted[side] = {run->document, run->facts, {}};
        } else {
            wanted[side] = {now_.document(), facts, {}};
        }
    }
    worker_.start<Found>(
        [wanted = std::move(wanted), facts, data = now_.document().data()](Progress&) {
            Found found;
            for (const Side side : {Before, After}) {
                found.documents[side] = wanted[side].document;
                found.facts[side] = wanted[side].facts;
                if (wanted[side].file.isEmpty())
                    continue;
                auto project = load_project(utf8(wanted[side].file));
                if (!project) {
                    found.error = project.error();
                    return found;
                }
                found.documents[side] = std::move(project->document);
                // The shapes of other data are not known without reading them.
                if (found.documents[side].data() == data)
                    found.facts[side] = facts;
            }
            found.difference = difference(found.documents[0], found.documents[1]);
            found.rows = rows_of(found.difference, found.documents[0], found.documents[1]);
            return found;
        },
        [this](Found found) { show_found(std::move(found)); });
    show_words();
}

void CompareView::show_found(Found found)
{
    error_ = std::move(found.error);
    if (error_)
        return show_words();
    const UnitPath paths[] = {sides_[Before].graph->path(), sides_[After].graph->path()};
    const std::pair<QPointF, double> view(sides_[Before].canvas->origin(), sides_[Before].canvas->zoom());
    const bool stays = again_ && moved_;
    for (const Side side : {Before, After}) {
        const QScopedValueRollback guard(syncing_, true);
        sides_[side].graph->set_facts(std::move(found.facts[side]));
        sides_[side].graph->open(std::move(found.documents[side]));
        if (again_)
            sides_[side].graph->follow(paths[side]);
    }
    difference_ = std::move(found.difference);
    rows_ = std::move(found.rows);
    mark();
    measure_distance();
    moved_ = stays;
    if (stays) {
        const QScopedValueRollback guard(syncing_, true);
        sides_[Before].canvas->look(view.first, view.second);
        sides_[After].canvas->look(view.first + apart_, view.second);
    } else {
        show_all();
    }
    show_words();
}

// ---- Units ----------------------------------------------------------------------------------------------------------

/// The other side shows the same place, as far as it has it.
void CompareView::enter(Side side, const UnitPath& path)
{
    const QScopedValueRollback guard(syncing_, true); // Each canvas would begin with all of its own.
    sides_[side].graph->follow(path);
    UnitPath same;
    for (const NodeId copy : sides_[side].graph->path()) {
        const auto other = partner(side, copy);
        if (!other)
            break;
        same.push_back(*other);
    }
    sides_[1 - side].graph->follow(std::move(same));
    measure_distance();
    moved_ = false;
    show_all();
    show_way();
}

CompareView::Side CompareView::deeper() const
{
    return sides_[Before].graph->path().size() < sides_[After].graph->path().size() ? After : Before;
}

bool CompareView::leave_unit()
{
    const Side side = deeper();
    UnitPath path = sides_[side].graph->path();
    if (path.empty())
        return false;
    path.pop_back();
    enter(side, path);
    return true;
}

void CompareView::step_out()
{
    if (!leave_unit())
        Q_EMIT closed();
}

void CompareView::measure_distance()
{
    apart_ = distance(difference_, *sides_[Before].graph, *sides_[After].graph);
}

void CompareView::mark()
{
    ComparedMarks marks[2];
    for (const DifferenceRow& row : rows_) {
        if (row.before)
            marks[Before].nodes[*row.before] = row.sign;
        if (row.after)
            marks[After].nodes[*row.after] = row.sign;
    }
    // A copy of a unit in which something differs is changed as well.
    for (const Side side : {Before, After}) {
        const Document& document = sides_[side].graph->document();
        for (const UnitId unit : differing(document, marks[side].nodes, difference_.units))
            for (const NodeId copy : document.copies(unit))
                marks[side].nodes.emplace(copy, Sign::Changed);
    }
    // A link is the same where both ends and the port are.
    const auto &links = sides_[Before].graph->document().links(), &others = sides_[After].graph->document().links();
    std::set<Link> kept;
    for (const Link& l : links) {
        const auto from = partner(Before, l.from), to = partner(Before, l.to);
        const Link same = from && to ? Link{*from, *to, l.port} : Link{};
        if (from && to && others.contains(same))
            kept.insert(same);
        else
            marks[Before].links[l] = Sign::Removed;
    }
    for (const Link& l : others)
        if (!kept.contains(l))
            marks[After].links[l] = Sign::Added;
    for (const Side side : {Before, After})
        sides_[side].canvas->set_marks(std::move(marks[side]));
}

std::optional<NodeId> CompareView::partner(Side side, NodeId id) const
{
    if (side == Before) {
        const auto found = difference_.pairs.find(id);
        return found == difference_.pairs.end() ? std::nullopt : std::optional(found->second);
    }
    const auto found = std::ranges::find(difference_.pairs, id, [](const auto& pair) { return pair.second; });
    return found == difference_.pairs.end() ? std::nullopt : std::optional(found->first);
}

// ---- What is seen ---------------------------------------------------------------------------------------------------

void CompareView::show_all()
{
    const QScopedValueRollback guard(syncing_, true);
    const ComparedCanvas &before = *sides_[Before].canvas, &after = *sides_[After].canvas;
    // In the coordinates of the first graph, and in the room of the narrower canvas.
    const QRectF all = before.scene().bounds().united(after.scene().bounds().translated(-apart_));
    const auto view_of = [&](bool past_minimap) {
        if (before.width() <= after.width())
            return before.view_of(all, past_minimap);
        const auto [origin, zoom] = after.view_of(all.translated(apart_), past_minimap);
        return ComparedCanvas::View(origin - apart_, zoom);
    };
    ComparedCanvas::View view = view_of(false);
    if (before.minimap_hides(view) || after.minimap_hides({view.first + apart_, view.second}))
        view = view_of(true);
    sides_[Before].canvas->look(view.first, view.second);
    sides_[After].canvas->look(view.first + apart_, view.second);
}

void CompareView::follow_view(Side moved)
{
    if (syncing_)
        return;
    moved_ = true;
    const QScopedValueRollback guard(syncing_, true);
    const ComparedCanvas& leader = *sides_[moved].canvas;
    sides_[1 - moved].canvas->look(leader.origin() + (moved == Before ? apart_ : -apart_), leader.zoom());
}

bool CompareView::eventFilter(QObject* object, QEvent* event)
{
    if (object == sides_[Before].canvas && event->type() == QEvent::Resize && !moved_)
        QMetaObject::invokeMethod(this, &CompareView::show_all, Qt::QueuedConnection); // Once the canvas knows its size.
    return QWidget::eventFilter(object, event);
}

void CompareView::choose_node(Side side, NodeId id)
{
    const auto other = partner(side, id);
    sides_[1 - side].graph->select(other ? Selection{{*other}, {}} : Selection{});
    const auto of = side == Before ? &DifferenceRow::before : &DifferenceRow::after;
    const auto row = std::ranges::find(rows_, std::optional(id), of);
    const QScopedValueRollback guard(choosing_, true);
    if (row == rows_.end())
        list_->selectionModel()->clear();
    else
        list_->setCurrentIndex(rows_model_->index(int(row - rows_.begin()), 0));
}

void CompareView::go(int at)
{
    if (choosing_ || at < 0 || std::size_t(at) >= rows_.size())
        return;
    const DifferenceRow& row = rows_[std::size_t(at)];
    const std::optional<NodeId> ids[] = {row.before, row.after};
    // Into the unit that it stands in, on both sides.
    for (const Side side : {Before, After}) {
        const GraphDocument& graph = *sides_[side].graph;
        const Node* node = ids[side] ? graph.document().find(*ids[side]) : nullptr;
        if (!node || node->in == graph.graph())
            continue;
        if (const auto path = graph.path_to(node->in))
            enter(side, *path);
    }
    for (const Side side : {Before, After})
        sides_[side].graph->select(ids[side] ? Selection{{*ids[side]}, {}} : Selection{});
    if (row.before && row.after) {
        // From here on the two copies of this node lie side by side.
        const Point a = sides_[Before].graph->document().nodes().at(*row.before).at,
                    b = sides_[After].graph->document().nodes().at(*row.after).at;
        apart_ = {b.x - a.x, b.y - a.y};
    }
    if (const Side side = row.before ? Before : After; ids[side])
        sides_[side].canvas->look_at(*ids[side]);
}

QList<QWidget*> CompareView::panels() const
{
    return {sides_[Before].canvas, sides_[After].canvas, list_};
}

/// Which unit is shown, and out of it.
void CompareView::show_way()
{
    const GraphDocument& graph = *sides_[deeper()].graph;
    leave_->setVisible(!graph.path().empty());
    if (!graph.path().empty())
        leave_->setText(tr("Leave %1").arg(shown(graph.document().find(graph.path().back())->name)));
}

void CompareView::show_words()
{
    for (Half& half : sides_) {
        half.choice->setText(title(half));
        const Cost& sum = half.graph->analysis().total;
        half.facts->setText(tr("%1 parameters").arg(counted(sum.parameters)));
    }
    show_way();
    const int current = list_->currentIndex().row();
    const QScopedValueRollback choosing(choosing_, true);
    rows_model_->clear();
    int counts[3] = {};
    for (const DifferenceRow& row : rows_) {
        ++counts[int(row.sign)];
        const QString where = row.about == DifferenceRow::About::Network  ? QString()
                              : row.about == DifferenceRow::About::Recipe ? tr("Recipe: ")
                                                                          : tr("Data: ");
        auto* item = new QStandardItem(icon(sign_icon_name(row.sign), sign_colour(row.sign)), where + shown(row.what));
        const QString signs[] = {tr("added"), tr("removed"), tr("changed")};
        item->setData(signs[int(row.sign)] + QStringLiteral(": ") + where + shown(row.what), Qt::AccessibleTextRole);
        rows_model_->appendRow(item);
    }
    if (current >= 0 && current < rows_model_->rowCount())
        list_->setCurrentIndex(rows_model_->index(current, 0));
    const bool same = rows_.empty();
    if (error_) {
        summary_->set_ink("err");
        summary_->setText(shown(error_->message) + QLatin1Char(' ') + shown(error_->hint));
    } else if (worker_.busy()) {
        summary_->set_ink("text3");
        summary_->setText(tr("Comparing…"));
    } else {
        summary_->set_ink("text2");
        summary_->setText(same ? tr("Network, recipe and data are the same.")
                               : tr("%1 added").arg(counts[0]) + QStringLiteral(" · ") + tr("%1 removed").arg(counts[1]) +
                                     QStringLiteral(" · ") + tr("%1 changed").arg(counts[2]));
    }
}

void CompareView::retranslate()
{
    set_name(back_, tr("Back to the graph"));
    set_name(fit_, tr("Show all"));
    title_->setText(tr("Compare"));
    list_->setAccessibleName(tr("List of differences"));
    sides_[Before].canvas->setAccessibleName(tr("First graph"));
    sides_[After].canvas->setAccessibleName(tr("Second graph"));
    show_words();
}

void CompareView::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void CompareView::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        return step_out();
    QWidget::keyPressEvent(event);
}

} // namespace loom
