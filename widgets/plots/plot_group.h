#pragma once
#include <QObject>
#include <QSet>
#include <QTimer>

namespace loom {

class PlotView;

/// The plots of one stage: one timer draws them all, one crosshair runs through them, what the legend hides is hidden in
/// each, and keys that are zoomed in one, put one step back or shown all are so in each; the values are each plot's own.
class PlotGroup : public QObject {
    Q_OBJECT
public:
    explicit PlotGroup(QObject* parent = nullptr);
    void add(PlotView*);
    /// Plots below one another get the same left margin.
    void align(const QList<PlotView*>& column);
    void set_hidden(const QSet<QString>& runs);
    const QList<PlotView*>& views() const { return views_; }
    void flush();

private:
    void share_zoom(PlotView*);

    QList<PlotView*> views_;
    QTimer timer_;
};

} // namespace loom
