#pragma once
#include "theme/controls.h"

namespace loom {

/// The five steps of the tour, one line above the status bar; it can be left at any time.
class TourBar : public QFrame {
    Q_OBJECT
public:
    TourBar();
    void start();
    static constexpr int steps = 5;
    static QString step_title(int);
    static QString step_sentence(int);
    static const char* step_stage(int);

signals:
    void stage_wanted(const QString& name);

protected:
    void changeEvent(QEvent*) override;

private:
    void go(int step);
    void retranslate();
    int step_ = 0;
    Label *count_, *title_, *sentence_;
    QPushButton *back_, *next_, *leave_;
};

} // namespace loom
