#pragma once
#include "bridge/forecast_session.h"
#include "bridge/worker.h"
#include "stage.h"

class QHBoxLayout;
class QToolButton;

namespace loom {

class Canvas;
class Inspector;
class Label;
class Palette;
class PanelSplitter;
class ProblemsPanel;

/// The network drawn: layers | canvas with its totals and problems | settings.
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
    bool settled() const override { return !forecast_ || !forecast_->busy(); }
    /// The whole graph as a file, written on a thread: .svg, .pdf or .png; failed() tells why not.
    void save_picture(const QString& path);

    Canvas& canvas() const { return *canvas_; }
    Palette& palette_panel() const { return *palette_; }
    Inspector& inspector() const { return *inspector_; }
    ProblemsPanel& problems() const { return *problems_; }

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
    void show_facts();
    void show_crumbs();
    void retranslate();
    void choose_picture();

    GraphDocument& graph_;
    Worker draughtsman_;
    Palette* palette_;
    Canvas* canvas_;
    Inspector* inspector_;
    ProblemsPanel* problems_;
    PanelSplitter* panels_;
    QToolButton *arrange_, *find_, *fit_, *in_, *out_;
    Label *project_, *zoom_;
    QWidget* crumbs_;
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
    QString said_;
};

} // namespace loom
