#pragma once
#include <QHeaderView>
#include <QStyledItemDelegate>

namespace loom {

class RunTable;

/// At the left and right of a cell: many columns stand side by side. What the arrow of the sorted one takes.
inline constexpr int run_padding = 8, run_arrow_room = 16;

/// Heads as dense as the cells below them, with the arrow on the side where the text does not begin.
class RunHeader : public QHeaderView {
public:
    explicit RunHeader(QWidget* parent);

protected:
    void paintSection(QPainter*, const QRect&, int section) const override;
};

/// Paints whole rows: hover, selection, tick with mark, chips, best values bold, what differs from the baseline beside them.
class RunDelegate : public QStyledItemDelegate {
public:
    explicit RunDelegate(RunTable* table);
    void paint(QPainter*, const QStyleOptionViewItem&, const QModelIndex&) const override;
    bool editorEvent(QEvent*, QAbstractItemModel*, const QStyleOptionViewItem&, const QModelIndex&) override;
    QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem&, const QModelIndex&) const override;
    /// What is below a cell, or beside the last one.
    void paint_ground(QPainter&, const QRect&, const QModelIndex&, bool selected) const;

private:
    void paint_tags(QPainter&, const QRect&, const QModelIndex&) const;
    void paint_value(QPainter&, const QRect&, const QModelIndex&) const;
    RunTable* table_;
};

} // namespace loom
