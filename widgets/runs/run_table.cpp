#include "runs/run_table.h"

#include "runs/run_delegate.h"
#include "theme/controls.h"
#include "theme/language.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QMenu>
#include <QPainter>
#include <QSettings>

namespace loom {

RunTable::RunTable(RunTableModel& model) : model_(model)
{
    setModel(&model);
    setItemDelegate(new RunDelegate(this));
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(EditKeyPressed);
    setShowGrid(false);
    setMouseTracking(true);
    setTabKeyNavigation(false);
    setHorizontalScrollMode(ScrollPerPixel);
    setVerticalScrollMode(ScrollPerPixel);
    setFrameShape(QFrame::NoFrame);
    setHorizontalHeader(new RunHeader(this));
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(size::row);
    verticalHeader()->setMinimumSectionSize(size::row);
    horizontalHeader()->setFixedHeight(size::row);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionsMovable(true);
    horizontalHeader()->setMinimumSectionSize(44);
    horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder); // As the runs came.
    setSortingEnabled(true);
    horizontalHeader()->setSortIndicatorClearable(true);
    horizontalHeader()->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(horizontalHeader(), &QWidget::customContextMenuRequested, this, [this](QPoint at) {
        QMenu menu;
        fill_columns_menu(menu);
        menu.exec(horizontalHeader()->viewport()->mapToGlobal(at));
    });
    // What is chosen is kept as it is chosen: when the model is about to be reset, the runs behind its rows may be gone.
    connect(&model, &QAbstractItemModel::modelAboutToBeReset, this, [this] { restoring_ = true; });
    connect(&model, &QAbstractItemModel::modelReset, this, &RunTable::follow_model);
    connect(horizontalHeader(), &QHeaderView::sortIndicatorChanged, this, &RunTable::size_columns);
    connect(selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& now) {
        if (restoring_)
            return;
        current_ = current_run().value_or("");
        if (now.isValid())
            Q_EMIT run_chosen(now.data(RunTableModel::RunRole).toString());
    });
    connect(selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        if (restoring_)
            return;
        selected_ = selected_runs();
        viewport()->update(); // What lies beside the last cells too.
        Q_EMIT selection_changed();
    });
    follow_model();
}

void RunTable::follow_model()
{
    std::vector<std::string> ids;
    for (int c = 0; const RunColumn* column = model_.column(RunTableModel::FirstColumn + c); ++c)
        ids.push_back(column->id);
    ids.push_back(std::to_string(int(model_.grouping())) + (model_.baseline() ? "b" : ""));
    if (std::exchange(ids_, ids) != ids)
        size_columns();
    show_columns();
    if (const int row = current_.empty() ? -1 : model_.row_of(current_); row >= 0)
        selectionModel()->setCurrentIndex(model_.index(row, RunTableModel::Name), QItemSelectionModel::NoUpdate);
    select_runs(selected_);
    restoring_ = false;
    Q_EMIT selection_changed();
}

void RunTable::select_runs(const std::vector<std::string>& runs)
{
    QItemSelection chosen;
    for (const std::string& run : runs)
        if (const int row = model_.row_of(run); row >= 0)
            chosen.select(model_.index(row, 0), model_.index(row, model_.columnCount() - 1));
    selectionModel()->select(chosen, QItemSelectionModel::ClearAndSelect);
}

void RunTable::set_filter(const QString& text) { model_.set_filter(text); }

void RunTable::set_grouping(RunTableModel::Grouping grouping) { model_.set_grouping(grouping); }

std::optional<std::string> RunTable::current_run() const
{
    const RunRecord* run = model_.run_at(currentIndex().row());
    return run ? std::optional(run->name) : std::nullopt;
}

std::vector<std::string> RunTable::selected_runs() const
{
    std::vector<int> rows;
    for (const QModelIndex& i : selectionModel()->selectedRows())
        rows.push_back(i.row());
    std::ranges::sort(rows);
    std::vector<std::string> runs;
    for (const int row : rows)
        if (const RunRecord* run = model_.run_at(row); run && std::ranges::find(runs, run->name) == runs.end())
            runs.push_back(run->name);
    return runs;
}

void RunTable::edit_run(const std::string& run, int section)
{
    const QModelIndex i = model_.index(model_.row_of(run), section);
    if (!i.isValid())
        return;
    setColumnHidden(section, false);
    scrollTo(i);
    setCurrentIndex(i);
    edit(i);
}

static QString setting_of(const RunColumn& column) { return QStringLiteral("runs/columns/") + QString::fromStdString(column.id); }

bool RunTable::wanted(int section) const
{
    const RunColumn* column = model_.column(section);
    if (!column)
        return true;
    if (const QVariant by_hand = QSettings().value(setting_of(*column)); by_hand.isValid())
        return by_hand.toBool();
    if (column->id != "note" && column->id != "tags")
        return column->usual || (column->fact && model_.differs(section));
    // Columns of words without a word shall not push the others out of sight.
    for (int row = 0; row < model_.rowCount(); ++row)
        if (!model_.index(row, section).data().toString().isEmpty() || (column->id == "tags" && model_.index(row, section).data(RunTableModel::BaselineRole).toBool()))
            return true;
    return false;
}

void RunTable::show_columns()
{
    for (int c = 0; c < model_.columnCount(); ++c)
        setColumnHidden(c, !wanted(c));
    stretch_note();
}

void RunTable::fill_columns_menu(QMenu& menu)
{
    for (int c = RunTableModel::FirstColumn; const RunColumn* column = model_.column(c); ++c) {
        QAction* a = menu.addAction(column->help);
        a->setCheckable(true);
        a->setChecked(!isColumnHidden(c));
        connect(a, &QAction::toggled, this, [this, key = setting_of(*column)](bool on) {
            QSettings().setValue(key, on);
            show_columns();
        });
    }
    menu.addSeparator();
    menu.addAction(tr("As at the beginning"), this, [this] {
        QSettings().remove(QStringLiteral("runs/columns"));
        show_columns();
    });
}

int RunTable::width_of(int section) const
{
    const QFontMetrics head(loom::font(FontRole::Small, true)), numbers(number_font(FontRole::Small, true)), small(number_font(FontRole::Caption));
    if (section == RunTableModel::Tick)
        return 56;
    int width = head.horizontalAdvance(model_.headerData(section, Qt::Horizontal, Qt::DisplayRole).toString()) + 2 * run_padding + 4;
    if (section == horizontalHeader()->sortIndicatorSection())
        width += run_arrow_room;
    const bool grouped = model_.grouping() != RunTableModel::Grouping::None;
    const RunColumn* column = model_.column(section);
    if (section == RunTableModel::Name)
        width = std::max(width, head.horizontalAdvance(RunList::tr("Run %1").arg(grouped ? QStringLiteral("100 + 10 more") : QStringLiteral("100"))) + 2 * run_padding);
    else if (section == RunTableModel::State) {
        using State = RunRecord::State;
        for (const QString& word : {loom::shown(state_text(State::Unfinished, false)), loom::shown(state_text(State::Unfinished, true)),
                                    loom::shown(state_text(State::Finished, false)), RunTableModel::tr("Stopping")})
            width = std::max(width, Chip::width_of("check", word) + 2 * run_padding);
    } else if (column && column->number) {
        QString widest = column->widest;
        if (grouped && (column->more_is_better || column->less_is_better))
            widest += QStringLiteral(" ± ") + column->widest.right(4);
        width = std::max(width, numbers.horizontalAdvance(widest) + 2 * run_padding + 4);
        if (model_.baseline() && (column->more_is_better || column->less_is_better))
            width = std::max(width, numbers.horizontalAdvance(column->widest) + small.horizontalAdvance(QLatin1Char('+') + column->widest) + 6 + 2 * run_padding);
    } else if (column) {
        width = std::max(width, head.horizontalAdvance(column->widest) + 2 * run_padding);
        if (column->id == "tags")
            width = std::max(width, Chip::width_of("pin", RunTableModel::tr("baseline")) + 2 * run_padding + 40);
    }
    return width;
}

void RunTable::size_columns()
{
    for (int c = 0; c < model_.columnCount(); ++c)
        setColumnWidth(c, width_of(c));
    stretch_note();
}

/// The last column takes what is left, and no less than its head needs.
void RunTable::stretch_note()
{
    const int note = model_.section("note");
    if (note < 0)
        return;
    int others = 0, last = -1;
    for (int visual = 0; visual < model_.columnCount(); ++visual)
        if (const int c = horizontalHeader()->logicalIndex(visual); !isColumnHidden(c)) {
            others += c == note ? 0 : columnWidth(c);
            last = c;
        }
    if (isColumnHidden(note)) {
        horizontalHeader()->setStretchLastSection(last == model_.section("tags"));
        return;
    }
    horizontalHeader()->setStretchLastSection(false);
    setColumnWidth(note, std::max({width_of(note), 120, viewport()->width() - others}));
}

QString RunTable::copied_text() const
{
    std::vector<int> columns, rows;
    for (int visual = 0; visual < model_.columnCount(); ++visual)
        if (const int c = horizontalHeader()->logicalIndex(visual); c != RunTableModel::Tick && !isColumnHidden(c))
            columns.push_back(c);
    for (const QModelIndex& i : selectionModel()->selectedRows())
        rows.push_back(i.row());
    std::ranges::sort(rows);
    QString out;
    const auto line = [&](const auto& text) {
        for (std::size_t n = 0; n < columns.size(); ++n) {
            QString cell = text(columns[n]);
            cell.replace(QLatin1Char('\t'), QLatin1Char(' ')).replace(QLatin1Char('\n'), QLatin1Char(' '));
            out += (n ? QStringLiteral("\t") : QString()) + cell;
        }
        out += QLatin1Char('\n');
    };
    if (rows.empty())
        return out;
    line([this](int c) { return model_.headerData(c, Qt::Horizontal, Qt::DisplayRole).toString(); });
    for (const int row : rows)
        line([this, row](int c) { return model_.index(row, c).data(RunTableModel::CopyRole).toString(); });
    return out;
}

void RunTable::paintEvent(QPaintEvent* event)
{
    QTableView::paintEvent(event);
    const int end = horizontalHeader()->length() - horizontalHeader()->offset();
    const auto& delegate = static_cast<const RunDelegate&>(*itemDelegate());
    QPainter p(viewport());
    for (int row = std::max(rowAt(0), 0); row < model()->rowCount() && rowViewportPosition(row) < viewport()->height(); ++row)
        delegate.paint_ground(p, QRect(end, rowViewportPosition(row), viewport()->width() - end, rowHeight(row)), model()->index(row, RunTableModel::Name),
                              selectionModel()->isRowSelected(row));
}

void RunTable::resizeEvent(QResizeEvent* event)
{
    QTableView::resizeEvent(event);
    stretch_note();
}

void RunTable::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        model_.retranslate();
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::StyleChange)
        size_columns();
    QTableView::changeEvent(event);
}

void RunTable::mouseMoveEvent(QMouseEvent* event)
{
    QTableView::mouseMoveEvent(event);
    if (const int row = indexAt(event->pos()).row(); row != hovered_) {
        hovered_ = row;
        viewport()->update();
    }
}

void RunTable::mousePressEvent(QMouseEvent* event)
{
    const QModelIndex i = indexAt(event->pos());
    if (event->button() == Qt::LeftButton && i.column() == RunTableModel::Tick && i.data(RunTableModel::GroupRole).toBool()) {
        model_.set_folded(i.row(), !i.data(RunTableModel::FoldedRole).toBool());
        return;
    }
    QTableView::mousePressEvent(event);
}

void RunTable::leaveEvent(QEvent* event)
{
    hovered_ = -1;
    viewport()->update();
    QTableView::leaveEvent(event);
}

void RunTable::keyPressEvent(QKeyEvent* event)
{
    const QModelIndex now = currentIndex();
    const bool group = now.data(RunTableModel::GroupRole).toBool();
    if (event->matches(QKeySequence::Copy)) {
        QGuiApplication::clipboard()->setText(copied_text());
        return;
    }
    if (group && (event->key() == Qt::Key_Left || event->key() == Qt::Key_Right || event->key() == Qt::Key_Space)) {
        const int row = now.row();
        model_.set_folded(row, event->key() == Qt::Key_Space ? !now.data(RunTableModel::FoldedRole).toBool() : event->key() == Qt::Key_Left);
        setCurrentIndex(model_.index(row, RunTableModel::Name));
        return;
    }
    if (event->key() == Qt::Key_Space && now.isValid()) {
        const QModelIndex tick = now.siblingAtColumn(RunTableModel::Tick);
        model_.setData(tick, tick.data(Qt::CheckStateRole).toInt() == Qt::Checked ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
        return;
    }
    QTableView::keyPressEvent(event);
}

} // namespace loom
