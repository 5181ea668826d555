#pragma once
#include "bridge/graph_document.h"
#include "stage.h"

class QToolButton;

namespace loom {

class Canvas;
class Inspector;
class KeyValueRow;
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
    /// The forecast peak of training with batches of that size; without bytes it is not known.
    void set_peak_memory(qint64 batch, std::optional<double> bytes);

    Canvas& canvas() const { return *canvas_; }
    Palette& palette_panel() const { return *palette_; }
    Inspector& inspector() const { return *inspector_; }
    ProblemsPanel& problems() const { return *problems_; }

protected:
    void changeEvent(QEvent*) override;

private:
    QWidget* tool_bar();
    QWidget* totals_line();
    void refresh();
    void show_facts();
    void retranslate();

    GraphDocument& graph_;
    Palette* palette_;
    Canvas* canvas_;
    Inspector* inspector_;
    ProblemsPanel* problems_;
    PanelSplitter* panels_;
    QToolButton *arrange_, *fit_, *in_, *out_;
    Label *project_, *part_, *zoom_;
    struct Total {
        Label *name, *value;
    };
    Total parameters_, multiply_adds_, activations_, memory_;
    QWidget* memory_widget_;
    qint64 batch_ = 0;
    std::optional<double> peak_;
    QString said_;
};

} // namespace loom
