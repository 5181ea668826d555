#pragma once
#include "stage.h"

#include "bridge/worker.h"
#include "stages/model_card.h"

class QPushButton;
class QStackedWidget;
class QTextBrowser;

namespace loom {

class EmptyState;
class ErrorBar;
class ExportCard;
class Label;
class PanelSplitter;
class RunChoice;
class SegmentedControl;

/// Files to leave with, each run before it is handed over, and the model card.
class ShipStage : public Stage {
    Q_OBJECT
public:
    explicit ShipStage(Session&);

    QList<QWidget*> panels() const override;
    void entered() override;
    bool settled() const override;

    /// Writes the chosen run's model and checks the file. The button asks for the path first.
    void export_to(const QString& format, const QString& path);
    ExportCard* card(const QString& format) const;
    QString model_card(Language, bool own_page) const;
    bool save_card(const QString& path) const; // By suffix: html or pdf.
    bool judging() const { return judge_.busy(); }

protected:
    void changeEvent(QEvent*) override;

private:
    void retranslate();
    void refresh();
    void show_card();
    void ask_and_save(const QString& suffix);
    void ask_and_export(ExportCard*);
    void tell_verified();

    Session& session_;
    Worker judge_;
    std::vector<std::unique_ptr<Worker>> exporters_; // One a card.
    CardFacts facts_;
    std::string shown_run_;
    bool entered_ = false;
    Label *name_, *note_, *promise_, *promise_text_;
    RunChoice* choice_;
    ErrorBar* error_;
    QStackedWidget* pages_;
    EmptyState* empty_;
    QList<ExportCard*> cards_;
    PanelSplitter* panels_;
    QWidget *centre_, *side_;
    Label* side_title_;
    QTextBrowser* preview_;
    SegmentedControl* language_;
    QPushButton *html_, *pdf_;
};

Stage* make_ship_stage(Session&);

} // namespace loom
