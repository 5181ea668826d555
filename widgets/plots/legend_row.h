#pragma once
#include "plots/curve.h"

#include <QWidget>

namespace loom {

class Label;

/// One entry per run above the plots: click or Space hides it everywhere, double-click or Enter shows it alone, arrows
/// move. Then the key of the lines: solid validation, dotted training. What has no room goes on in a second line.
class LegendRow : public QWidget {
    Q_OBJECT
public:
    LegendRow();
    struct Entry {
        QString run, name;
        int series = 0;
    };
    /// What was hidden stays hidden.
    void set_entries(const QList<Entry>&);
    const QSet<QString>& hidden() const { return hidden_; }
    void toggle(const QString& run);
    void isolate(const QString& run);
    QList<QWidget*> buttons() const;
    QSize sizeHint() const override;

signals:
    void hidden_changed(const QSet<QString>& runs);

protected:
    void changeEvent(QEvent*) override;
    void resizeEvent(QResizeEvent*) override;

private:
    void renew();
    void place();
    QList<Entry> entries_;
    QSet<QString> hidden_;
    QList<QWidget*> buttons_;
    QWidget *between_, *lines_; // Between the runs and what the lines mean; what they mean.
    Label *validation_, *training_;
};

} // namespace loom
