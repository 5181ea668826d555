#pragma once
#include "bridge/graph_document.h"

#include <QAbstractButton>

namespace loom {

/// Whether a search can vary such a setting by itself: a number, a tick or a choice, but no name of the data's columns.
bool can_pin(const Setting&);
/// Which settings of a type a search varies, by index. `node` is for Varied::Of::Node.
std::set<std::size_t> pinned_of(const Document&, const TypeInfo&, Varied::Of, NodeId node = {});
/// Pins a setting, with the range that is usual for it, or unpins it: one step of the history.
void set_pinned(GraphDocument&, Varied place, bool on);

/// The pin at the end of a setting's row. Not pinned, it is seen only while one of the row's widgets has the pointer or the focus.
class PinButton : public QAbstractButton {
public:
    static constexpr int width = 18; // Logical pixels.
    explicit PinButton(QList<QWidget*> row);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent*) override;
    bool eventFilter(QObject*, QEvent*) override;

private:
    bool is_seen() const;
    QList<QWidget*> row_;
};

} // namespace loom
