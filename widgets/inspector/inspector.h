#pragma once
#include "bridge/graph_document.h"

#include <QFrame>

class QLineEdit;

namespace loom {

class KeyValueRow;
class Label;
class PanelHead;
class Section;
class SettingField;
class SettingsForm;
class CopySection;
class LossSection;
class PartSection;
class UnitSection;

/// The settings of what is selected, as a form made from its declaration, with its shape and cost. Without a selection:
/// the totals of the model.
class Inspector : public QFrame {
    Q_OBJECT
public:
    explicit Inspector(GraphDocument&, QWidget* parent = nullptr);
    /// The first setting takes the focus.
    void enter();
    SettingField* field(std::string_view key) const;
    QLineEdit& name_field() const { return *name_; }

protected:
    void changeEvent(QEvent*) override;

private:
    /// Another set of fields, when other nodes or another type are selected.
    void rebuild();
    /// The same fields with new values.
    void refresh();
    void refresh_cost();
    void set_value(std::size_t index, const Value&);
    /// Values of the first node, and the settings in which the others differ from it.
    void show_settings();
    /// The columns of the data that a setting may name.
    std::vector<std::string> columns_for(const Setting&) const;
    const Node* first() const;
    const LayerType* common_type() const;

    GraphDocument& graph_;
    PanelHead* head_;
    QWidget* content_ = nullptr;
    QWidget* holder_;
    Label* help_;
    QLineEdit* name_ = nullptr;
    SettingsForm* form_ = nullptr;
    LossSection* loss_ = nullptr;
    PartSection* part_ = nullptr;
    CopySection* copy_ = nullptr;
    UnitSection* unit_ = nullptr;
    UnitId graph_of_unit_ = main_graph;
    KeyValueRow *in_ = nullptr, *out_ = nullptr, *parameters_ = nullptr, *multiply_adds_ = nullptr,
                *activations_ = nullptr;
    std::set<NodeId> nodes_; // That the form is for.
    const LayerType* type_ = nullptr;
    Language language_{};
};

} // namespace loom
