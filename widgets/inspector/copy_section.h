#pragma once
#include "bridge/graph_document.h"

#include <QWidget>

#include <deque>

class QPushButton;

namespace loom {

class Label;
class SettingsForm;

/// Which unit a copy is one of, where others fit too, and what it has in its own way; each with a pin, for this copy alone.
class CopySection : public QWidget {
    Q_OBJECT
public:
    CopySection(GraphDocument&, NodeId copy, QWidget* parent = nullptr);
    void refresh();

private:
    void build();
    Values values() const;
    void edit(std::string_view key, const Value&);
    void stand_for(UnitId);
    void name_units();

    GraphDocument& graph_;
    const NodeId copy_;
    std::vector<Exposed> of_;                // What the form was made from,
    std::shared_ptr<const Setting> choices_; // and the units that fit, or null where there is nothing to choose.
    std::deque<std::string> texts_;
    std::unique_ptr<TypeInfo> info_;
    SettingsForm* form_ = nullptr;
    Label* none_ = nullptr;
    QPushButton *own_ = nullptr, *open_ = nullptr;
};

} // namespace loom
