#pragma once
#include <QWidget>

#include <vector>

namespace loom {

/// How much of the differences between trials each setting explains by itself, the most telling first: name, bar, per cent.
class ImportanceBars : public QWidget {
    Q_OBJECT
public:
    struct Bar {
        QString title;
        double share; // 0–1.
    };
    ImportanceBars();
    void set_bars(std::vector<Bar>);
    const std::vector<Bar>& bars() const { return bars_; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent*) override;
    void changeEvent(QEvent*) override;

private:
    void tell();
    std::vector<Bar> bars_;
};

} // namespace loom
