#include "stages/yielding_row.h"

#include "theme/controls.h"

#include <QCoreApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>

#include <algorithm>

namespace loom {
namespace {

bool wraps(const QWidget* widget)
{
    const auto* label = qobject_cast<const QLabel*>(widget);
    return label && label->wordWrap();
}

/// What it takes not to be broken: QLabel wishes for a block of several lines.
int whole_width(const QWidget* widget)
{
    if (!wraps(widget))
        return widget->sizeHint().width();
    return widget->fontMetrics().horizontalAdvance(static_cast<const QLabel*>(widget)->text()) + 2;
}

/// Around a member.
class Box : public QWidget {
public:
    explicit Box(QWidget* member) : member_(member)
    {
        row(this)->addWidget(member);
        setSizePolicy(member->sizePolicy());
        setMaximumWidth(member->maximumWidth());
        member->installEventFilter(this);
    }
    QSize sizeHint() const override
    {
        return wraps(member_) ? QSize(whole_width(member_), member_->minimumSizeHint().height()) : QWidget::sizeHint();
    }
    /// What is shown again while this is hidden asks for no layout.
    bool eventFilter(QObject*, QEvent* event) override
    {
        if (event->type() == QEvent::ShowToParent && parentWidget())
            QCoreApplication::postEvent(parentWidget(), new QEvent(QEvent::LayoutRequest));
        return false;
    }

private:
    QWidget* member_;
};

} // namespace

YieldingRow::YieldingRow(int spacing) { row_ = row(this, spacing); }

void YieldingRow::add(QWidget* widget, int rank, int stretch)
{
    auto* box = new Box(widget);
    row_->addWidget(box, stretch);
    members_.push_back({box, widget, rank});
}

void YieldingRow::add_stretch() { row_->addStretch(1); }

bool YieldingRow::Member::wanted() const { return !(widget->testAttribute(Qt::WA_WState_ExplicitShowHide) && widget->isHidden()); }

int YieldingRow::Member::width() const { return std::clamp(whole_width(widget), widget->minimumWidth(), widget->maximumWidth()); }

int YieldingRow::needed(int up_to_rank) const
{
    const QMargins m = row_->contentsMargins();
    int width = m.left() + m.right() - row_->spacing();
    for (const Member& member : members_)
        if (member.wanted() && member.rank <= up_to_rank)
            width += member.width() + row_->spacing();
    return width;
}

QSize YieldingRow::minimumSizeHint() const
{
    int width = needed(0);
    for (const Member& m : members_)
        if (m.wanted() && m.rank == 0 && wraps(m.widget))
            width += m.widget->minimumSizeHint().width() - m.width();
    return {width, row_->minimumSize().height()};
}

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
