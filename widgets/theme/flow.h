#pragma once
#include <QLayout>
#include <QList>

namespace loom {

/// A row whose items go to a next line where they do not fit, each as wide as it wants to be. With `last_right` the last
/// one stands at the right edge while it is on the first line.
class FlowRow : public QLayout {
    Q_OBJECT
public:
    explicit FlowRow(int gap, int line_gap, bool last_right = false);
    ~FlowRow() override;

    void addItem(QLayoutItem*) override;
    int count() const override { return int(items_.size()); }
    QLayoutItem* itemAt(int index) const override { return items_.value(index); }
    QLayoutItem* takeAt(int index) override;
    Qt::Orientations expandingDirections() const override { return {}; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSize() const override;
    void setGeometry(const QRect&) override;

private:
    int arrange(const QRect&, bool apply) const;
    QList<QLayoutItem*> items_;
    int gap_, line_gap_;
    bool last_right_;
};

} // namespace loom
