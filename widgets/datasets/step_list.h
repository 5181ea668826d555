#pragma once
#include <QList>
#include <QString>
#include <QWidget>

namespace loom {

/// The preparation steps in their order. A click or Enter opens one, its box or Space switches it on and off, dragging or
/// Alt with the arrows moves it, Delete takes it out.
class StepList : public QWidget {
    Q_OBJECT
public:
    struct Row {
        const char* icon = "settings";
        QString title, note;       // One line each; the note may be long, all of it is in the tip.
        QString error, hint = {};  // Why it cannot be done; in full, below the title.
        bool on = true;
        bool operator==(const Row&) const = default;
    };
    explicit StepList(QWidget* parent = nullptr);

    /// Keeps the current row where there is one.
    void set_rows(QList<Row>);
    const QList<Row>& rows() const { return rows_; }
    /// What the keys act on, or −1.
    int current() const { return current_; }
    void set_current(int);
    /// The row whose form is open, or −1.
    void set_opened(int);
    QRect row_rect(int) const;
    QRect box_rect(int) const;

    QSize sizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

Q_SIGNALS:
    void opened(int row);
    void switched(int row, bool on);
    void moved(int from, int to);
    void removed(int row);
    /// At a place of the screen.
    void menu_wanted(int row, QPoint at);

protected:
    bool event(QEvent*) override;
    void paintEvent(QPaintEvent*) override;
    void mousePressEvent(QMouseEvent*) override;
    void mouseMoveEvent(QMouseEvent*) override;
    void mouseReleaseEvent(QMouseEvent*) override;
    void leaveEvent(QEvent*) override;
    void contextMenuEvent(QContextMenuEvent*) override;
    void keyPressEvent(QKeyEvent*) override;
    void keyReleaseEvent(QKeyEvent*) override;
    void focusInEvent(QFocusEvent*) override;
    void focusOutEvent(QFocusEvent*) override;
    void changeEvent(QEvent*) override;

private:
    int height_of(const Row&, int width) const;
    int row_at(QPoint) const;
    int drop_row(int y) const;
    void move_current(int by);
    void tell_name();
    void bring_into_sight(int row);
    void paint_row(QPainter&, int row, const QRect&) const;

    QList<Row> rows_;
    int current_ = -1, opened_ = -1, hovered_ = -1;
    int pressed_ = -1, drop_ = -1; // drop_: where the dragged row would stand, while it is dragged.
    QPoint press_;
    bool swallow_alt_ = false; // Alt moved a row: letting it go is not meant for the menu bar.
};

} // namespace loom
