#include "theme/flow.h"

#include <QWidget>

namespace loom {

FlowRow::FlowRow(int gap, int line_gap, bool last_right) : gap_(gap), line_gap_(line_gap), last_right_(last_right)
{
    setContentsMargins(0, 0, 0, 0);
}

FlowRow::~FlowRow()
{
    qDeleteAll(items_);
}

void FlowRow::addItem(QLayoutItem* item)
{
    items_ << item;
}

QLayoutItem* FlowRow::takeAt(int index)
{
    return index >= 0 && index < items_.size() ? items_.takeAt(index) : nullptr;
}

static int height_of(const QLayoutItem* item, int width)
{
    return item->hasHeightForWidth() ? item->heightForWidth(width) : item->sizeHint().height();
}

/// Returns the height that the lines take.
int FlowRow::arrange(const QRect& r, bool apply) const
{
    struct Place {
        QLayoutItem* item;
        int left, width;
    };
    QList<Place> line;
    int top = r.top(), x = r.left(), lines = 0;
    const auto finish = [&] {
        int height = 0;
        for (const Place& p : line)
            height = std::max(height, height_of(p.item, p.width));
        for (const Place& p : line) {
            const int own = height_of(p.item, p.width);
            const bool push = last_right_ && lines == 0 && line.size() > 1 && p.item == items_.last();
            if (apply)
                p.item->setGeometry({push ? r.right() + 1 - p.width : p.left, top + (height - own) / 2, p.width, own});
        }
        top += height;
        ++lines;
        line.clear();
        x = r.left();
    };
    for (QLayoutItem* item : items_) {
        if (item->isEmpty())
            continue;
        const int width = std::min(item->sizeHint().width(), r.width());
        if (!line.isEmpty() && x + width > r.right() + 1) {
            finish();
            top += line_gap_;
        }
        line.append({item, x, width});
        x += width + gap_;
    }
    if (!line.isEmpty())
        finish();
    return top - r.top();
}

int FlowRow::heightForWidth(int width) const
{
    const QMargins m = contentsMargins();
    return arrange({0, 0, width - m.left() - m.right(), 0}, false) + m.top() + m.bottom();
}

QSize FlowRow::sizeHint() const
{
    int width = 0, height = 0;
    for (const QLayoutItem* item : items_)
        if (!item->isEmpty()) {
            width += item->sizeHint().width() + (width ? gap_ : 0);
            height = std::max(height, item->sizeHint().height());
        }
    return QSize(width, height).grownBy(contentsMargins());
}

QSize FlowRow::minimumSize() const
{
    QSize least;
    for (const QLayoutItem* item : items_)
        if (!item->isEmpty())
            least = least.expandedTo(item->minimumSize());
    return least.grownBy(contentsMargins());
}

void FlowRow::setGeometry(const QRect& r)
{
    QLayout::setGeometry(r);
    arrange(contentsRect(), true);
}

} // namespace loom
