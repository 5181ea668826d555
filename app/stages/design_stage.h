#pragma once
#include "bridge/forecast_session.h"
#include "bridge/worker.h"
#include "stage.h"

class QHBoxLayout;
class QSplitter;
class QStackedWidget;
class QToolButton;
class QVBoxLayout;

namespace loom {

class ActivationSession;
class Canvas;
class CodeView;
class CompareView;
class Inspector;
class Label;
class Palette;
class PanelSplitter;
class ProblemsPanel;
class RunList;
class SampleStrip;
class StepPanel;
class StepSession;
class UnitShelf;

/// The network drawn: layers | canvas with its totals and problems | settings. Below the canvas, too, its source; in place of
/// all that, on request, two graphs compared.
class DesignStage : public Stage {
    Q_OBJECT
public:
    explicit DesignStage(GraphDocument&, QWidget* parent = nullptr);

    QList<QAction*> commands() const override;
    QList<QWidget*> panels() const override;
    void entered() override;
    /// Left of the tool bar.
    void set_project_name(const QString&);
    /// Adds to the totals what training will take.
    void follow(ForecastSession&);
    /// Whose runs the graph can be compared with.
    void follow(RunList& runs) { runs_ = &runs; }
    /// What nodes give for a sample: shown in them, with a strip to choose it, where there is data.
    void follow(ActivationSession&, DataSession&, RunList&);
    /// The user's library of units.
    void follow(UnitShelf&);
    /// What a sample does on its way through the network.
    void follow(StepSession&, RunList&);
    bool settled() const override;

    /// The whole graph as a file, written on a thread: .svg, .pdf or .png; failed() tells why not.
    void save_picture(const QString& path);
    /// The page with the source, with room to read it.
    void show_code();
    /// The page where a sample is walked through the network, with room to read it; where it is open already, the next node.
    void step(int by = 1);
    /// Made when it is first asked for.
    CompareView& comparison();
    void show_comparison(bool);
    bool shows_comparison() const;

    Canvas& canvas() const { return *canvas_; }
    Palette& palette_panel() const { return *palette_; }
    Inspector& inspector() const { return *inspector_; }
    ProblemsPanel& problems() const { return *problems_; }
    CodeView& code() const { return *code_; }
    StepPanel& steps() const { return *steps_; }
    QToolButton& step_button() const { return *show_steps_; }
    QToolButton& compare_button() const { return *compare_; }
    QToolButton& code_button() const { return *show_code_; }
    QToolButton& activations_button() const { return *show_activations_; }
    /// Null before follow().
    SampleStrip* sample_strip() const { return sample_strip_; }

Q_SIGNALS:
    /// A network for the data is asked for.
    void suggestion_wanted();
    void failed(const loom::Error&);

protected:
    void changeEvent(QEvent*) override;
    bool eventFilter(QObject*, QEvent*) override;

private:
    QWidget* tool_bar();
    QWidget* totals_line();
    void refresh();
    void refresh_forecast();
    void fit_totals();
    void fit_tools();
    void show_facts();
    void show_crumbs();
    void show_strip();
    void retranslate();
    void choose_picture();
    void show_lower_page(int page);
    void give_room(int page);

    GraphDocument& graph_;
    Worker draughtsman_;
    Palette* palette_;
    Canvas* canvas_;
    Inspector* inspector_;
    ProblemsPanel* problems_;
    CodeView* code_;
    StepPanel* steps_;
    int code_page_, step_page_;
    int room_given_ = 0, room_before_ = 0; // To a page below the canvas: how high it was made, and how high it was.
    PanelSplitter* panels_;
    QSplitter* centre_;
    QStackedWidget* whole_;
    CompareView* comparison_ = nullptr;
    QToolButton *arrange_, *note_, *frame_, *show_activations_, *compare_, *show_code_, *show_steps_, *find_, *fit_, *in_, *out_;
    QAction *compare_action_, *code_action_, *step_action_, *step_back_action_;
    Label *project_, *zoom_;
    QWidget *tool_bar_, *crumbs_;
    QStringList crumb_names_; // From the main graph to the unit that is shown.
    struct Total {
        QWidget* whole;
        Label *name, *value;
        bool known = true;
    };
    Total& total(QHBoxLayout*);
    void set_total(Total&, const QString& name, const QString& value, bool known = true);
    QWidget* totals_;
    std::vector<std::unique_ptr<Total>> all_totals_; // The most important first.
    Total *parameters_, *multiply_adds_, *activations_, *memory_, *step_, *error_;
    ForecastSession* forecast_ = nullptr;
    RunList* runs_ = nullptr;
    UnitShelf* shelf_ = nullptr;
    QVBoxLayout* upper_;
    SampleStrip* sample_strip_ = nullptr;
    QString said_;
};

} // namespace loom
