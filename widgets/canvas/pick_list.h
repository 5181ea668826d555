#pragma once
#include <QFrame>
#include <QIcon>
#include <QVariant>

class QListView;
class QStandardItemModel;

namespace loom {

class Label;
class SearchField;

/// A field and the rows that match it, over the canvas: type, arrow keys, Enter, Esc.
class PickList : public QFrame {
    Q_OBJECT
public:
    explicit PickList(QWidget* canvas);
    /// Without a choice; nothing where it is not open.
    void close_it();

signals:
    void closed();

protected:
    struct Row {
        QString text;
        QIcon icon;
        QVariant value;
        QString tip = {};
    };
    /// The best first.
    virtual QList<Row> rows(const QString& query) const = 0;
    /// Why there are none.
    virtual QString nothing(const QString& query) const = 0;
    /// Enter, or a click. The list is closed, the canvas has the focus.
    virtual void picked(const QVariant&) = 0;
    /// Another row is the current one; none where nothing matches.
    virtual void walked(const QVariant&) {}
    /// Esc, before it closes.
    virtual void left() {}

    /// Shown with its corner near `at`.
    void open_at(QPoint at, const QString& name, const QString& field);
    QListView& list() const { return *list_; }
    /// What rows() says is different now; the current row stays where it can.
    void refill();

    bool eventFilter(QObject*, QEvent*) override;
    void changeEvent(QEvent*) override;
    void paintEvent(QPaintEvent*) override;

private:
    void fill();
    void choose();
    void make_current(int row);
    SearchField* field_;
    QListView* list_;
    QStandardItemModel* model_;
    Label* nothing_;
};

} // namespace loom
