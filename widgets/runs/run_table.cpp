#include "runs/run_table.h"

#include "schema/types.h"
#include "theme/controls.h"
#include "theme/language.h"
#include "theme/marks.h"
#include "theme/numbers.h"

#include <QHeaderView>
#include <QMouseEvent>
#include <QPainter>

#include <cmath>

namespace loom {

RunTableModel::RunTableModel(RunList& runs, TrainingSession& training, QObject* parent)
    : QAbstractTableModel(parent), runs_(runs), training_(training)
{
    connect(&runs_, &RunList::changed, this, &RunTableModel::renew);
    const auto refresh = [this] {
        if (rowCount() > 0) {
            find_best();
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, column_count - 1));
        }
    };
    connect(&training_, &TrainingSession::epochs_done, this, refresh);
    connect(&training_, &TrainingSession::state_changed, this, refresh);
    renew();
}

void RunTableModel::renew()
{
    beginResetModel();
    if (project_ != runs_.project()) {
        project_ = runs_.project();
        overlays_.clear();
        seen_.clear();
    }
    std::erase_if(overlays_, [this](const Overlay& o) { return !runs_.find(o.run); });
    find_best();
    endResetModel();
    // The newest run is shown without asking.
    if (!runs_.records().empty()) {
        const std::string& newest = runs_.records().front().name;
        if (seen_.insert(newest).second)
            set_ticked(newest, true);
    }
    Q_EMIT overlays_changed();
}

int RunTableModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : int(runs_.records().size()); }

int RunTableModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : int(column_count); }

bool RunTableModel::is_live(const RunRecord& r) const { return training_.active() && training_.run() == r.name; }

RunTableModel::StateLook RunTableModel::state_look(const RunRecord& r) const
{
    if (is_live(r))
        switch (training_.state()) {
        case TrainingSession::State::Paused:
        case TrainingSession::State::Pausing: return {Chip::Warn, "pause", tr("Paused")};
        case TrainingSession::State::Stopping: return {Chip::Info, "stop", tr("Stopping")};
        default: return {Chip::Info, "play", tr("Training")};
        }
    switch (r.state) {
    case RunRecord::State::Unfinished: return {Chip::Warn, "pause", tr("Interrupted")};
    case RunRecord::State::Finished: return {Chip::Ok, "check", tr("Finished")};
    case RunRecord::State::Stopped: return {Chip::Warn, "stop", tr("Stopped")};
    case RunRecord::State::Failed: break;
    }
    return {Chip::Err, "error", tr("Failed")};
}

double RunTableModel::number(const RunRecord& r, Column c) const
{
    // A run in progress is ahead of its record.
    double loss = r.best_val_loss, accuracy = r.best_val_accuracy, seconds = r.seconds;
    std::int64_t epoch = r.best_epoch;
    if (is_live(r)) {
        seconds = 0;
        for (const EpochPoint& e : training_.metrics().epochs) {
            seconds += e.seconds;
            const double at = std::isnan(e.val_loss) ? e.loss : e.val_loss;
            if (epoch == 0 || std::isnan(loss) || at < loss) {
                loss = at;
                accuracy = e.val_accuracy;
                epoch = e.epoch;
            }
        }
        seconds = std::max(seconds, r.seconds);
    }
    switch (c) {
    case ValAccuracy: return accuracy * 100;
    case ValLoss: return loss;
    case BestEpoch: return epoch > 0 ? double(epoch) : not_measured;
    case Time: return seconds > 0 ? seconds : not_measured;
    case Rate: {
        const auto* type = find_optimizer(r.document.recipe().optimizer.type);
        return type ? type->learning_rate(r.document.recipe().optimizer.values) : not_measured;
    }
    case Parameters: return double(r.parameters);
    case TestAccuracy: return r.test_accuracy * 100;
    default: return not_measured;
    }
}

static QString clock_text(double seconds)
{
    const qint64 s = std::llround(seconds);
    return s < 3600 ? QStringLiteral("%1:%2").arg(s / 60).arg(s % 60, 2, 10, QLatin1Char('0'))
                    : QStringLiteral("%1:%2:%3").arg(s / 3600).arg(s % 3600 / 60, 2, 10, QLatin1Char('0')).arg(s % 60, 2, 10, QLatin1Char('0'));
}

QString RunTableModel::number_text_of(const RunRecord& r, Column c) const
{
    const double v = number(r, c);
    if (std::isnan(v))
        return QStringLiteral("–");
    switch (c) {
    case ValAccuracy:
    case TestAccuracy: return QString::number(v, 'f', 2);
    case ValLoss: return v < 100 ? QString::number(v, 'f', 4) : measure_text(v);
    case Rate: return v >= 0.001 ? QString::number(v, 'f', 4) : QString::fromStdString(number_text(v));
    case Time: return clock_text(v);
    default: return counted(qint64(v));
    }
}

void RunTableModel::find_best()
{
    best_.fill(not_measured);
    for (const RunRecord& r : runs_.records())
        for (const Column c : {ValAccuracy, ValLoss, TestAccuracy}) {
            const double v = number(r, c);
            double& best = best_[c];
            if (!std::isnan(v) && (std::isnan(best) || (c == ValLoss ? v < best : v > best)))
                best = v;
        }
}

QVariant RunTableModel::data(const QModelIndex& i, int role) const
{
    if (!i.isValid() || std::size_t(i.row()) >= runs_.records().size())
        return {};
    const RunRecord& r = record(i.row());
    const auto c = Column(i.column());
    switch (role) {
    case RunRole: return QString::fromStdString(r.name);
    case Qt::CheckStateRole: return c == Tick ? QVariant(is_ticked(r.name) ? Qt::Checked : Qt::Unchecked) : QVariant();
    case SeriesRole:
        for (const Overlay& o : overlays_)
            if (o.run == r.name)
                return o.series;
        return -1;
    case BestRole: return !std::isnan(best_[c]) && number(r, c) == best_[c] && rowCount() > 1;
    case SortRole:
        if (c == Name || c == Tick)
            return -i.row();
        if (c == State)
            return state_look(r).text;
        if (c == Note)
            return shown(r.failure.empty() ? r.note : r.failure);
        return std::isnan(number(r, c)) ? -INFINITY : number(r, c);
    case Qt::TextAlignmentRole:
        return int((c >= ValAccuracy && c <= TestAccuracy ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::ToolTipRole:
        if (c == Note && !r.failure.empty())
            return shown(Message{Text{r.failure}});
        return {};
    case Qt::AccessibleTextRole:
        if (c == Tick)
            return tr("Show %1 in the plots").arg(RunList::title(r.name));
        [[fallthrough]];
    case Qt::DisplayRole:
        switch (c) {
        case Tick: return {};
        case Name: return RunList::title(r.name);
        case State: return state_look(r).text;
        case Note: return r.failure.empty() ? shown(r.note) : shown(r.failure);
        default: return number_text_of(r, c);
        }
    default: return {};
    }
}

QVariant RunTableModel::headerData(int section, Qt::Orientation o, int role) const
{
    if (o != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section >= ValAccuracy && section <= TestAccuracy ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (Column(section)) {
    case Tick: return {};
    case Name: return tr("Run");
    case State: return tr("State");
    case ValAccuracy: return tr("Val. acc. %");
    case ValLoss: return tr("Val. loss");
    case BestEpoch: return tr("Best ep.");
    case Time: return tr("Time");
    case Rate: return tr("Rate");
    case Parameters: return tr("Params");
    case TestAccuracy: return tr("Test acc. %");
    case Note: return tr("Note");
    case column_count: break;
    }
    return {};
}

Qt::ItemFlags RunTableModel::flags(const QModelIndex& i) const
{
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | (i.column() == Tick ? Qt::ItemIsUserCheckable : Qt::NoItemFlags);
}

bool RunTableModel::setData(const QModelIndex& i, const QVariant& value, int role)
{
    if (role != Qt::CheckStateRole || i.column() != Tick)
        return false;
    set_ticked(record(i.row()).name, value.toInt() == Qt::Checked);
    return true;
}

bool RunTableModel::is_ticked(const std::string& run) const
{
    return std::ranges::find(overlays_, run, &Overlay::run) != overlays_.end();
}

void RunTableModel::set_ticked(const std::string& run, bool on)
{
    if (on == is_ticked(run))
        return;
    if (on) {
        int series = 0;
        while (std::ranges::find(overlays_, series, &Overlay::series) != overlays_.end())
            ++series;
        overlays_.push_back({run, series});
    } else {
        std::erase_if(overlays_, [&](const Overlay& o) { return o.run == run; });
    }
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, Tick), index(rowCount() - 1, Tick));
    Q_EMIT overlays_changed();
}

QString RunTableModel::values_text(QChar separator) const
{
    const auto cell = [&](QString text) {
        text.replace(QChar(0x2212), QLatin1Char('-')).replace(QStringLiteral("–"), QString());
        if (text.contains(separator) || text.contains(QLatin1Char('"')))
            text = QLatin1Char('"') + text.replace(QLatin1Char('"'), QStringLiteral("\"\"")) + QLatin1Char('"');
        return text;
    };
    QString out;
    for (int c = Name; c < column_count; ++c)
        out += (c > Name ? QString(separator) : QString()) + cell(headerData(c, Qt::Horizontal, Qt::DisplayRole).toString());
    out += QLatin1Char('\n');
    for (int r = 0; r < rowCount(); ++r) {
        for (int c = Name; c < column_count; ++c)
            out += (c > Name ? QString(separator) : QString()) + cell(data(index(r, c), Qt::DisplayRole).toString());
        out += QLatin1Char('\n');
    }
    return out;
}

/// At the left and right of a cell: eleven columns stand side by side. What the arrow of the sorted one takes.
static constexpr int padding = 8, arrow_room = 16;

/// Heads as dense as the cells below them, with the arrow on the side where the text does not begin.
class RunHeader : public QHeaderView {
public:
    explicit RunHeader(QWidget* parent) : QHeaderView(Qt::Horizontal, parent)
    {
        setMouseTracking(true);
        setSectionsClickable(true);
    }

protected:
    void paintSection(QPainter* p, const QRect& r, int section) const override
    {
        const Theme& t = theme();
        p->save();
        p->fillRect(r, r.contains(viewport()->mapFromGlobal(QCursor::pos())) && viewport()->underMouse() ? t.hover : t.sunken);
        p->fillRect(QRect(r.left(), r.bottom(), r.width(), 1), t.line);
        const auto alignment = Qt::Alignment(model()->headerData(section, orientation(), Qt::TextAlignmentRole).toInt());
        const bool right = alignment & Qt::AlignRight;
        QRect text = r.adjusted(padding, 0, -padding, 0);
        if (section == sortIndicatorSection()) {
            paint_icon(*p, sortIndicatorOrder() == Qt::AscendingOrder ? "chevron-up" : "chevron-down",
                       QPointF(right ? text.left() : text.right() - 11, r.center().y() - 6), 12, t.text2);
            text.adjust(right ? arrow_room : 0, 0, right ? 0 : -arrow_room, 0);
        }
        p->setFont(loom::font(FontRole::Small, true));
        p->setPen(t.text2);
        p->drawText(text, int(alignment), p->fontMetrics().elidedText(model()->headerData(section, orientation(), Qt::DisplayRole).toString(), Qt::ElideRight, text.width()));
        p->restore();
    }
};

/// Paints whole rows: hover, selection, tick with mark, chip, best values bold.
class RunDelegate : public QStyledItemDelegate {
public:
    explicit RunDelegate(RunTable* table) : QStyledItemDelegate(table), table_(table) {}

    void paint(QPainter* p, const QStyleOptionViewItem& option, const QModelIndex& i) const override
    {
        const Theme& t = theme();
        const bool selected = option.state & QStyle::State_Selected;
        const QRect r = option.rect;
        p->save();
        p->fillRect(r, selected ? t.accentbg : i.row() == table_->hovered_ ? t.hover : t.surface);
        p->fillRect(QRect(r.left(), r.bottom(), r.width(), 1), t.line);
        const auto column = RunTableModel::Column(i.column());
        if (column == RunTableModel::Tick) {
            QStyleOptionButton box;
            box.rect = QRect(r.left() + 12, r.center().y() - 8, 16, 16);
            box.state = QStyle::State_Enabled | (i.data(Qt::CheckStateRole).toInt() == Qt::Checked ? QStyle::State_On : QStyle::State_Off);
            table_->style()->drawPrimitive(QStyle::PE_IndicatorCheckBox, &box, p, table_);
            if (const int series = i.data(RunTableModel::SeriesRole).toInt(); series >= 0)
                paint_mark(*p, series, QPointF(r.left() + 43, r.center().y() + 0.5), t);
        } else if (column == RunTableModel::State) {
            const auto* model = static_cast<const QSortFilterProxyModel*>(i.model());
            const auto look = table_->model_.state_look(table_->model_.record(model->mapToSource(i).row()));
            p->setRenderHint(QPainter::Antialiasing);
            Chip::paint(*p, QPoint(r.left() + padding, r.center().y() - std::max(20, line_height(FontRole::Caption) + 4) / 2 + 1), Chip::Kind(look.kind), look.icon, look.text, t);
        } else {
            const bool bold = column == RunTableModel::Name || i.data(RunTableModel::BestRole).toBool();
            p->setFont(column == RunTableModel::Name || column == RunTableModel::Note ? font(FontRole::Small, bold)
                                                                                      : number_font(FontRole::Small, bold));
            p->setPen(column == RunTableModel::Note ? t.text3 : t.text);
            const QRect cell = r.adjusted(padding, 0, -padding, 0);
            p->drawText(cell, i.data(Qt::TextAlignmentRole).toInt(),
                        p->fontMetrics().elidedText(i.data().toString(), Qt::ElideRight, cell.width()));
        }
        p->restore();
    }
    bool editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem&, const QModelIndex& i) override
    {
        if (i.column() != RunTableModel::Tick)
            return false;
        const bool click = event->type() == QEvent::MouseButtonRelease;
        const bool key = event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Space;
        if (!click && !key)
            return false;
        return model->setData(i, i.data(Qt::CheckStateRole).toInt() == Qt::Checked ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
    }

private:
    RunTable* table_;
};

RunTable::RunTable(RunTableModel& model) : model_(model)
{
    sorted_ = new QSortFilterProxyModel(this);
    sorted_->setSourceModel(&model);
    sorted_->setSortRole(RunTableModel::SortRole);
    sorted_->setFilterKeyColumn(-1);
    sorted_->setFilterCaseSensitivity(Qt::CaseInsensitive);
    setModel(sorted_);
    setItemDelegate(new RunDelegate(this));
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setEditTriggers(NoEditTriggers);
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
    setSortingEnabled(true);
    horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder); // As the runs came.
    horizontalHeader()->setSortIndicatorClearable(true);
    size_columns();
    connect(&model, &QAbstractItemModel::modelReset, this, &RunTable::fit_note);
    connect(horizontalHeader(), &QHeaderView::sortIndicatorChanged, this, &RunTable::size_columns);
    connect(selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& now) {
        if (now.isValid())
            Q_EMIT run_chosen(now.data(RunTableModel::RunRole).toString());
    });
}

void RunTable::set_filter(const QString& text) { sorted_->setFilterFixedString(text); }

std::optional<std::string> RunTable::current_run() const
{
    const QModelIndex i = currentIndex();
    return i.isValid() ? std::optional(utf8(i.data(RunTableModel::RunRole).toString())) : std::nullopt;
}

void RunTable::size_columns()
{
    const QFontMetrics head(loom::font(FontRole::Small, true)), numbers(number_font(FontRole::Small, true));
    const char* widest[] = {"", "", "", "100.00", "0.0000", "1,000", "59:59", "0.0000", "10,000,000", "100.00", ""};
    for (int c = 0; c < RunTableModel::column_count; ++c) {
        const int title = head.horizontalAdvance(model_.headerData(c, Qt::Horizontal, Qt::DisplayRole).toString()) + 2 * padding;
        int width = std::max(title, numbers.horizontalAdvance(QLatin1String(widest[c])) + 2 * padding) + 4;
        if (c == horizontalHeader()->sortIndicatorSection())
            width += arrow_room;
        if (c == RunTableModel::Tick)
            width = 56;
        else if (c == RunTableModel::Name)
            width = std::max(width, head.horizontalAdvance(RunList::tr("Run %1").arg(100)) + 2 * padding);
        else if (c == RunTableModel::State) {
            for (const QString& word : {RunTableModel::tr("Interrupted"), RunTableModel::tr("Training"), RunTableModel::tr("Finished"), RunTableModel::tr("Stopping")})
                width = std::max(width, Chip::width_of("check", word) + 2 * padding);
        }
        setColumnWidth(c, width);
    }
    horizontalHeader()->setStretchLastSection(true);
}

void RunTable::fit_note()
{
    if (isColumnHidden(RunTableModel::Note) && !note_gone_)
        return;
    setColumnHidden(RunTableModel::Note, false); // The last one is stretched; the others have their own widths now.
    // A column of notes without a note shall not push the others out of sight.
    bool any = false;
    for (int r = 0; r < model_.rowCount(); ++r)
        any = any || !model_.index(r, RunTableModel::Note).data().toString().isEmpty();
    int others = 0;
    for (int c = 0; c < RunTableModel::Note; ++c)
        others += columnWidth(c);
    const int least = QFontMetrics(loom::font(FontRole::Small, true)).horizontalAdvance(RunTableModel::tr("Note")) + 2 * padding;
    note_gone_ = !any && others + least > viewport()->width();
    setColumnHidden(RunTableModel::Note, note_gone_);
}

void RunTable::resizeEvent(QResizeEvent* event)
{
    QTableView::resizeEvent(event);
    fit_note();
}

void RunTable::changeEvent(QEvent* event)
{
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

void RunTable::leaveEvent(QEvent* event)
{
    hovered_ = -1;
    viewport()->update();
    QTableView::leaveEvent(event);
}

void RunTable::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Space && currentIndex().isValid()) {
        const QModelIndex tick = currentIndex().siblingAtColumn(RunTableModel::Tick);
        sorted_->setData(tick, tick.data(Qt::CheckStateRole).toInt() == Qt::Checked ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
        return;
    }
    QTableView::keyPressEvent(event);
}

} // namespace loom
