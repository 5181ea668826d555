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
    /// `needed`: so many trials with results it takes; without bars that is said.
    void set_bars(std::vector<Bar>, std::size_t needed);
    const std::vector<Bar>& bars() const { return bars_; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent*) override;
    void changeEvent(QEvent*) override;

private:
    void tell();
    QString too_few() const;
    std::vector<Bar> bars_;
    std::size_t needed_ = 0;
};

} // namespace loom
