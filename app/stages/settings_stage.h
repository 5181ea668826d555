#pragma once
#include "stage.h"

class QCheckBox;
class QSpinBox;

namespace loom {

class Label;
class SegmentedControl;

/// Language, look, motion, threads. Every change acts at once.
class SettingsStage : public Stage {
    Q_OBJECT
public:
    explicit SettingsStage(Session&);

protected:
    void changeEvent(QEvent*) override;

private:
    void retranslate();
    void show_values();
    Session& session_;
    Label *title_, *language_label_, *theme_label_, *size_label_, *motion_label_, *menu_label_, *threads_label_,
        *threads_note_, *end_label_, *end_note_;
    Label *look_head_, *work_head_, *end_head_;
    SegmentedControl *language_, *theme_, *size_;
    QCheckBox *motion_, *menu_, *notice_, *sound_;
    QSpinBox* threads_;
};

} // namespace loom
