#pragma once
#include <QStringList>
#include <QWidget>

#include <vector>

namespace loom {

/// How many samples each class has, as bars. A click (or Space on the row reached by arrow keys) filters by the class;
/// again, it shows all.
class ClassBars : public QWidget {
    Q_OBJECT
public:
    explicit ClassBars(QWidget* parent = nullptr);
    /// The one that is filtered by stays where its name is among them.
    void set_classes(const QStringList& names, std::vector<std::size_t> counts);
    /// The class that is filtered by, or −1.
    int chosen() const { return chosen_; }
    void choose(int index);
    QSize sizeHint() const override;

Q_SIGNALS:
    void chosen_changed(int index);

protected:
    void paintEvent(QPaintEvent*) override;
    void mousePressEvent(QMouseEvent*) override;
    void mouseMoveEvent(QMouseEvent*) override;
    void leaveEvent(QEvent*) override;
    void keyPressEvent(QKeyEvent*) override;
    void changeEvent(QEvent*) override;

private:
    QStringList names_;
    std::vector<std::size_t> counts_;
    int chosen_ = -1, current_ = 0, hovered_ = -1;
};

} // namespace loom
