#include "stages/yielding_row.h"

#include "theme/controls.h"

#include <QEvent>
#include <QHBoxLayout>

#include <algorithm>

namespace loom {

YieldingRow::YieldingRow(int spacing) { row_ = row(this, spacing); }

void YieldingRow::add(QWidget* widget, int rank, int stretch)
{
    auto* box = new QWidget;
    row(box)->addWidget(widget);
    box->setSizePolicy(widget->sizePolicy());
    box->setMaximumWidth(widget->maximumWidth());
    row_->addWidget(box, stretch);
    members_.push_back({box, widget, rank});
}

void YieldingRow::add_stretch() { row_->addStretch(1); }

bool YieldingRow::Member::wanted() const { return !(widget->testAttribute(Qt::WA_WState_ExplicitShowHide) && widget->isHidden()); }

int YieldingRow::Member::width() const { return std::clamp(widget->sizeHint().width(), widget->minimumWidth(), widget->maximumWidth()); }

int YieldingRow::needed(int up_to_rank) const
{
    const QMargins m = row_->contentsMargins();
    int width = m.left() + m.right() - row_->spacing();
    for (const Member& member : members_)
        if (member.wanted() && member.rank <= up_to_rank)
            width += member.width() + row_->spacing();
    return width;
}

QSize YieldingRow::minimumSizeHint() const { return {needed(0), row_->minimumSize().height()}; }

void YieldingRow::arrange()
{
    int rank = 0;
    for (const Member& m : members_)
        rank = std::max(rank, m.rank);
    while (rank > 0 && needed(rank) > width())
        --rank;
    for (const Member& m : members_)
        m.box->setVisible(m.wanted() && m.rank <= rank);
}

bool YieldingRow::event(QEvent* event)
{
    if (event->type() == QEvent::LayoutRequest)
        arrange();
    return QWidget::event(event);
}

void YieldingRow::resizeEvent(QResizeEvent* event)
{
    arrange();
    QWidget::resizeEvent(event);
}

} // namespace loom
