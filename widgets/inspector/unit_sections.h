#pragma once
#include "bridge/graph_document.h"
#include "graph/change.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace loom {

class Label;
class SettingsForm;

/// How a node takes part: fully, passed by, or not at all; whose weights it has; whether it stays where it is. Of several
/// nodes: what they have in common.
class PartSection : public QWidget {
    Q_OBJECT
public:
    PartSection(GraphDocument&, std::set<NodeId>, QWidget* parent = nullptr);
    void refresh();

private:
    GraphDocument& graph_;
    const std::set<NodeId> nodes_;
    QComboBox *use_ = nullptr, *weights_ = nullptr;
    QCheckBox* pinned_ = nullptr;
    std::vector<std::optional<NodeId>> owners_; // By place in weights_.
};

/// What an Output learns by: the recipe's loss, or one of its own with its settings.
class LossSection : public QWidget {
    Q_OBJECT
public:
    LossSection(GraphDocument&, NodeId output, QWidget* parent = nullptr);
    void refresh();

private:
    void choose(int);

    GraphDocument& graph_;
    const NodeId output_;
    QComboBox* loss_;
    SettingsForm* form_;
};

/// The unit that is shown: its name, and which settings of its layers its copies have.
class UnitSection : public QWidget {
    Q_OBJECT
public:
    explicit UnitSection(GraphDocument&, QWidget* parent = nullptr);
    void refresh();

private:
    GraphDocument& graph_;
    QLineEdit* name_;
    QVBoxLayout* list_;
    std::vector<Exposed> listed_;
    Label* copies_;
};

/// One step of the history; false where there is nothing to change, or where it is refused.
bool perform(GraphDocument&, const Change&, const std::string& merge_key = {});

/// The button of a node inside of a unit: which of its settings the unit's copies have.
QPushButton* exposing_button(GraphDocument&, NodeId);

} // namespace loom
