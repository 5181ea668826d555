#pragma once
#include "bridge/album_reader.h"
#include "session.h"

#include <QTimer>
#include <QWidget>

class QComboBox;
class QScrollArea;
class QSlider;

namespace loom {

class AnswerStrip;
class Chip;
class FilterSheet;
class Label;
class MatrixView;
class PanelHead;
class RunTableModel;
class ScatterView;
class SpreadRows;

/// What the network was like after each epoch of one run: its answers to the same samples, the confusion matrix, how the numbers of its layers are
/// spread, and its first filters. A slider moves all of it through the epochs, and a line in the curves; while it is at its end it follows the
/// newest one. Of the run in progress, else of the one that was chosen or trained last, else of the first one that is ticked in the ledger.
class EpochPanel : public QWidget {
    Q_OBJECT
public:
    EpochPanel(Session&, RunTableModel&);

    QSlider* slider() const { return slider_; }
    AnswerStrip* answers() const { return answers_; }
    ScatterView* scatter() const { return scatter_; }
    MatrixView* matrix() const { return matrix_; }
    SpreadRows* spreads() const { return spreads_; }
    QComboBox* spread_choice() const { return of_; }
    Label* no_spreads() const { return no_spreads_; }
    FilterSheet* filters() const { return filters_; }
    Label* calm() const { return calm_; }
    bool busy() const { return reader_.busy(); }
    /// Of no run in progress.
    void choose(const std::string& run);
    const std::string& run() const { return reader_.run(); }
    /// That is shown, from 1; 0: none.
    std::int64_t epoch() const;

signals:
    /// `epoch` 0: the newest, or none.
    void epoch_shown(const QString& run, qint64 epoch);
    /// The album of a run is there and cannot be read.
    void failed(const QString& sentence, const QString& hint);

protected:
    void changeEvent(QEvent*) override;
    void showEvent(QShowEvent*) override;
    void hideEvent(QHideEvent*) override;
    void resizeEvent(QResizeEvent*) override;

private:
    QWidget* section(PanelHead*&, QWidget* content);
    void choose_run();
    void take_pages();
    void show_page();
    void show_answers(const AlbumPage&);
    void fill_spreads();
    void fit_matrix();
    QString class_name(std::int64_t) const;
    void retranslate();

    Session& session_;
    RunTableModel& model_;
    AlbumReader reader_;
    QTimer look_; // While it is seen: other programs train too.
    std::size_t pages_ = 0; // Known to the slider.
    std::string shown_run_, chosen_;
    QWidget *all_, *matrix_part_, *spread_part_, *filter_part_;
    PanelHead *head_, *matrix_head_, *spread_head_, *filter_head_;
    Label* calm_;
    QSlider* slider_;
    Chip* chip_;
    AnswerStrip* answers_;
    ScatterView* scatter_;
    MatrixView* matrix_;
    QScrollArea* matrix_area_;
    SpreadRows* spreads_;
    QComboBox* of_;
    Label* no_spreads_;
    FilterSheet* filters_;
};

} // namespace loom
