#pragma once
#include "data/dataset.h"
#include "theme/controls.h"

#include <functional>
#include <memory>

class QCheckBox;
class QComboBox;
class QSpinBox;

namespace loom {

class ClassTable;
class Session;

/// The section of the Data stage that says how rows come to their parts: the way, only the fields that it needs, and how many
/// rows of each class each part has.
class SplitSection : public QWidget {
    Q_OBJECT
public:
    explicit SplitSection(Session&);
    /// Null: there is none.
    void show_data(std::shared_ptr<const Dataset>);
    void retranslate();

protected:
    bool eventFilter(QObject*, QEvent*) override;

private:
    /// A label and its field side by side, shown and hidden together.
    struct Field {
        QWidget* line = nullptr;
        Label* label = nullptr;
    };
    Field field(const char* name, QWidget* editor);
    QSpinBox* number(int least, int most, const char* unit);
    QComboBox* list(const char* name);
    void connect_fields();
    void change(const Message& name, const std::function<void(DataSetup&)>& set, const std::string& merge_key = {});
    void choose_way(const QString& id);

    void show_ways();
    void show_columns();
    void show_fields();
    void show_parts();

    Session& session_;
    std::shared_ptr<const Dataset> data_;
    PanelHead* head_;
    QComboBox *way_, *column_;
    QSpinBox *folds_, *fold_, *validation_, *test_, *seed_;
    QCheckBox* by_class_;
    Field column_field_, folds_field_, fold_field_, validation_field_, test_field_, seed_field_;
    QWidget* parts_;
    SplitBar* bar_;
    ClassTable* classes_;
};

} // namespace loom
