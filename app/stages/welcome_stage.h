#pragma once
#include "stage.h"

class QBoxLayout;
class QGridLayout;
class QPushButton;

namespace loom {

class Label;
class RecentList;
class ArchitectureCard;
class ArchitectureShelf;
class SampleCard;
class SearchField;
class SegmentedControl;
class TourStep;
class DropArea;
class RecoveryCard;

/// Start from data, recent and recovered projects, samples, the tour.
class WelcomeStage : public Stage {
    Q_OBJECT
public:
    explicit WelcomeStage(Session&);
    QList<QWidget*> panels() const override;
    void entered() override;
    bool settled() const override;

protected:
    void changeEvent(QEvent*) override;
    void dragEnterEvent(QDragEnterEvent*) override;
    void dragLeaveEvent(QDragLeaveEvent*) override;
    void dropEvent(QDropEvent*) override;
    void resizeEvent(QResizeEvent*) override;
    void showEvent(QShowEvent*) override;

private:
    void retranslate();
    void arrange();
    void bring_file();
    void bring_folder();

    Session& session_;
    QWidget *left_, *right_;
    Label *name_, *claim_, *recent_head_, *samples_head_, *samples_note_, *tour_head_, *tour_note_, *device_note_, *networks_head_, *networks_note_, *no_network_;
    QPushButton *start_, *blank_, *open_, *start_tour_, *shortcuts_;
    DropArea* drop_;
    QBoxLayout* two_; // Blank, open: side by side, or below each other at large type.
    RecentList* recent_;
    RecoveryCard* recovery_;
    SegmentedControl* kinds_;
    QGridLayout *grid_, *steps_grid_, *networks_grid_;
    QList<SampleCard*> cards_;
    ArchitectureShelf* shelf_;
    SearchField* find_;
    QList<ArchitectureCard*> networks_;
    QList<TourStep*> steps_;
};

} // namespace loom
