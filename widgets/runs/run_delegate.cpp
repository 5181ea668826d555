#include "runs/run_delegate.h"

#include "runs/run_table.h"
#include "theme/controls.h"
#include "theme/marks.h"

#include <QLineEdit>
#include <QMouseEvent>
#include <QPainter>

namespace loom {

RunHeader::RunHeader(QWidget* parent) : QHeaderView(Qt::Horizontal, parent)
{
    setMouseTracking(true);
    setSectionsClickable(true);
}

void RunHeader::paintSection(QPainter* p, const QRect& r, int section) const
{
    const Theme& t = theme();
    p->save();
    p->fillRect(r, r.contains(viewport()->mapFromGlobal(QCursor::pos())) && viewport()->underMouse() ? t.hover : t.sunken);
    p->fillRect(QRect(r.left(), r.bottom(), r.width(), 1), t.line);
    const auto alignment = Qt::Alignment(model()->headerData(section, orientation(), Qt::TextAlignmentRole).toInt());
    const bool right = alignment & Qt::AlignRight;
    QRect text = r.adjusted(run_padding, 0, -run_padding, 0);
    if (section == sortIndicatorSection()) {
        paint_icon(*p, sortIndicatorOrder() == Qt::AscendingOrder ? "chevron-up" : "chevron-down",
                   QPointF(right ? text.left() : text.right() - 11, r.center().y() - 6), 12, t.text2);
        text.adjust(right ? run_arrow_room : 0, 0, right ? 0 : -run_arrow_room, 0);
    }
    p->setFont(loom::font(FontRole::Small, true));
    p->setPen(t.text2);
    p->drawText(text, int(alignment), p->fontMetrics().elidedText(model()->headerData(section, orientation(), Qt::DisplayRole).toString(), Qt::ElideRight, text.width()));
    p->restore();
}

RunDelegate::RunDelegate(RunTable* table) : QStyledItemDelegate(table), table_(table) {}

static int chip_height() { return std::max(20, line_height(FontRole::Caption) + 4); }

void RunDelegate::paint_tags(QPainter& p, const QRect& cell, const QModelIndex& i) const
{
    p.setRenderHint(QPainter::Antialiasing);
    int x = cell.left();
    const int y = cell.center().y() - chip_height() / 2 + 1;
    if (i.data(RunTableModel::BaselineRole).toBool())
        x += Chip::paint(p, QPoint(x, y), Chip::Accent, "pin", RunTableModel::tr("baseline"), theme()) + 4;
    const QStringList tags = i.data(RunTableModel::TagsRole).toStringList();
    for (int n = 0; n < tags.size(); ++n) {
        const int left = cell.right() - x, rest = int(tags.size()) - n;
        const QString more = QStringLiteral("+%1").arg(rest);
        const bool fits = Chip::width_of(nullptr, tags[n]) + (rest > 1 ? 4 + Chip::width_of(nullptr, more) : 0) <= left;
        if (fits)
            x += Chip::paint(p, QPoint(x, y), Chip::Neutral, nullptr, tags[n], theme()) + 4;
        else if (const QString cut = p.fontMetrics().elidedText(tags[n], Qt::ElideRight, left - 20); n == 0 && cut.size() > 2 && rest == 1) {
            Chip::paint(p, QPoint(x, y), Chip::Neutral, nullptr, cut, theme());
            break;
        } else {
            if (Chip::width_of(nullptr, more) <= left)
                Chip::paint(p, QPoint(x, y), Chip::Neutral, nullptr, more, theme());
            break;
        }
    }
}

void RunDelegate::paint_value(QPainter& p, const QRect& cell, const QModelIndex& i) const
{
    const Theme& t = theme();
    const bool group = i.data(RunTableModel::GroupRole).toBool(), name = i.column() == RunTableModel::Name;
    const RunColumn* column = table_->model_.column(i.column());
    const bool number = column && column->number;
    const bool bold = name || (!group && i.data(RunTableModel::BestRole).toBool());
    p.setFont(number ? number_font(FontRole::Small, bold) : font(FontRole::Small, bold));
    const QFontMetrics metrics = p.fontMetrics();
    p.setPen(column && column->id == "note" ? t.text3 : group && !name ? t.text2 : t.text);
    p.drawText(cell, i.data(Qt::TextAlignmentRole).toInt(), metrics.elidedText(i.data().toString(), Qt::ElideRight, cell.width()));
    const QString by = i.data(RunTableModel::DeltaRole).toString();
    if (by.isEmpty())
        return;
    const QRect beside = cell.adjusted(0, 0, -metrics.horizontalAdvance(i.data().toString()) - 6, 0);
    const int better = i.data(RunTableModel::BetterRole).toInt();
    p.setFont(number_font(FontRole::Caption));
    p.setPen(better > 0 ? t.ok : better < 0 ? t.err : t.text3);
    if (p.fontMetrics().horizontalAdvance(by) <= beside.width())
        p.drawText(beside, Qt::AlignRight | Qt::AlignVCenter, by);
}

void RunDelegate::paint_ground(QPainter& p, const QRect& r, const QModelIndex& i, bool selected) const
{
    const Theme& t = theme();
    p.fillRect(r, selected ? t.accentbg : i.row() == table_->hovered_ ? t.hover : i.data(RunTableModel::GroupRole).toBool() ? t.sunken : t.surface);
    p.fillRect(QRect(r.left(), r.bottom(), r.width(), 1), t.line);
}

void RunDelegate::paint(QPainter* p, const QStyleOptionViewItem& option, const QModelIndex& i) const
{
    const Theme& t = theme();
    const bool group = i.data(RunTableModel::GroupRole).toBool();
    const QRect r = option.rect, cell = r.adjusted(run_padding, 0, -run_padding, 0);
    p->save();
    paint_ground(*p, r, i, option.state & QStyle::State_Selected);
    const RunColumn* column = table_->model_.column(i.column());
    if (i.column() == RunTableModel::Tick && group) {
        paint_icon(*p, i.data(RunTableModel::FoldedRole).toBool() ? "chevron-right" : "chevron-down", QPointF(r.left() + 12, r.center().y() - 7), 16, t.text2);
    } else if (i.column() == RunTableModel::Tick) {
        QStyleOptionButton box;
        box.rect = QRect(r.left() + 12, r.center().y() - 8, 16, 16);
        box.state = QStyle::State_Enabled | (i.data(Qt::CheckStateRole).toInt() == Qt::Checked ? QStyle::State_On : QStyle::State_Off);
        table_->style()->drawPrimitive(QStyle::PE_IndicatorCheckBox, &box, p, table_);
        if (const int series = i.data(RunTableModel::SeriesRole).toInt(); series >= 0)
            paint_mark(*p, series, QPointF(r.left() + 43, r.center().y() + 0.5), t);
    } else if (const RunRecord* run = table_->model_.run_at(i.row()); run && i.column() == RunTableModel::State) {
        const auto look = table_->model_.state_look(*run);
        p->setRenderHint(QPainter::Antialiasing);
        Chip::paint(*p, QPoint(cell.left(), r.center().y() - chip_height() / 2 + 1), Chip::Kind(look.kind), look.icon, look.text, t);
    } else if (run && column && column->id == "tags") {
        paint_tags(*p, cell, i);
    } else {
        paint_value(*p, cell, i);
    }
    p->restore();
}

bool RunDelegate::editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem&, const QModelIndex& i)
{
    const bool click = event->type() == QEvent::MouseButtonRelease && static_cast<QMouseEvent*>(event)->button() == Qt::LeftButton;
    const bool key = event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Space;
    if (i.column() != RunTableModel::Tick || (!click && !key) || i.data(RunTableModel::GroupRole).toBool())
        return false;
    return model->setData(i, i.data(Qt::CheckStateRole).toInt() == Qt::Checked ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
}

QWidget* RunDelegate::createEditor(QWidget* parent, const QStyleOptionViewItem&, const QModelIndex& i) const
{
    auto* field = new QLineEdit(parent);
    field->setAccessibleName(i.column() == RunTableModel::Name ? RunTableModel::tr("Name of the run") : RunTableModel::tr("Tags, with commas between them"));
    return field;
}

} // namespace loom
