#pragma once
#include "bridge/graph_document.h"
#include "engine/backend.h"

#include <QWidget>

class QComboBox;
class QLineEdit;

namespace loom {

class Label;
class RateFinderBox;
class Section;
class ScheduleCurve;
class SettingsForm;

/// How the network is to be trained, made from the declarations: loss, optimiser, batches; and on which device. Changes
/// of the recipe are steps of the project's history.
class RecipeForm : public QWidget {
    Q_OBJECT
public:
    explicit RecipeForm(GraphDocument&);

    /// While a run uses a recipe it is shown, not editable: the one of the run.
    void show_run(const Recipe*);
    /// What the program found; until then "auto", "cpu" and "reference" are offered.
    void set_devices(const std::vector<DeviceInfo>&);
    /// 0 threads: all that are allowed.
    void show_device(const QString& id, int threads);
    RateFinderBox* rate_finder() const { return finder_; }

signals:
    void device_chosen(const QString& id, int threads);

protected:
    void changeEvent(QEvent*) override;

private:
    void forget_typed();
    void refresh();
    void retranslate();
    void perform(const Message& name, Recipe, const std::string& merge_key = {});
    void set_loss(int);
    void set_optimizer(int);

    GraphDocument& graph_;
    QString device_id_ = QStringLiteral("auto");
    int thread_count_ = 0;
    std::optional<Recipe> of_run_;
    std::vector<DeviceInfo> devices_;
    Section *objective_, *optimiser_, *batches_, *machine_;
    Label *loss_label_, *method_label_, *device_label_, *threads_label_;
    QComboBox *loss_, *method_, *device_;
    QLineEdit* threads_;
    SettingsForm *loss_form_, *method_form_, *batch_form_;
    RateFinderBox* finder_;
    ScheduleCurve* rates_;
};

} // namespace loom
