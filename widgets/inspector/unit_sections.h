#pragma once
#include "bridge/graph_document.h"

#include <QWidget>

#include <deque>

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

/// What a copy of a unit has in its own way.
class CopySection : public QWidget {
    Q_OBJECT
public:
    CopySection(GraphDocument&, NodeId copy, QWidget* parent = nullptr);
    void refresh();

private:
    void build();
    Values values() const;

    GraphDocument& graph_;
    const NodeId copy_;
    std::vector<Exposed> of_; // What the form was made from.
    std::deque<std::string> texts_;
    std::unique_ptr<TypeInfo> info_;
    SettingsForm* form_ = nullptr;
    Label* none_ = nullptr;
    QPushButton *own_ = nullptr, *open_ = nullptr;
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

/// The button of a node inside of a unit: which of its settings the unit's copies have.
QPushButton* exposing_button(GraphDocument&, NodeId);

} // namespace loom
