#pragma once
#include "theme/controls.h"
#include "theme/search.h"

#include <QPointer>

class QAction;

namespace loom {

/// The list below the command field.
class CommandList : public QFrame {
    Q_OBJECT
public:
    struct Row {
        QPointer<QAction> action;
        QString name, group, key;
    };
    explicit CommandList(QWidget* window);
    void set_rows(QList<Row>);
    void move_by(int step);
    QAction* chosen() const;
    const QList<Row>& rows() const { return rows_; }
    QSize sizeHint() const override;

signals:
    void picked();

protected:
    void paintEvent(QPaintEvent*) override;
    void mouseMoveEvent(QMouseEvent*) override;
    void mousePressEvent(QMouseEvent*) override;
    void wheelEvent(QWheelEvent*) override;

private:
    int row_height() const;
    int shown_rows() const;
    QList<Row> rows_;
    int current_ = 0, first_ = 0;
};

/// Finds every action in both languages and by pinyin initials; Enter runs it.
class CommandSearch : public SearchField {
    Q_OBJECT
public:
    CommandSearch();
    /// Asked each time the list opens. The group is the menu it belongs to.
    struct Command {
        QAction* action;
        QString group;
    };
    void set_source(std::function<QList<Command>()> source) { source_ = std::move(source); }
    /// What the field is for; it is as wide as these words need.
    void set_purpose(const QString& words);
    void open();
    /// The names that are found now, best first.
    QStringList found() const;

protected:
    void focusInEvent(QFocusEvent*) override;
    void focusOutEvent(QFocusEvent*) override;
    void mousePressEvent(QMouseEvent*) override;
    void keyPressEvent(QKeyEvent*) override;

private:
    void gather();
    void refresh();
    void run();
    struct Entry {
        QPointer<QAction> action;
        QString group;
        SearchTerms names;
    };
    std::function<QList<Command>()> source_;
    QList<Entry> entries_;
    QPointer<CommandList> list_;
    QPointer<QWidget> before_;
};

} // namespace loom
