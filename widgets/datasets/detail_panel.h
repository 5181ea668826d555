#pragma once
#include "data/dataset.h"
#include "data/statistics.h"

#include <QWidget>

class QStackedWidget;

namespace loom {

class ColumnDetail;
class RelationsView;
class SegmentedControl;

/// What lies below a table: one column in full, how columns go together, or the rows in a plane.
class DetailPanel : public QWidget {
    Q_OBJECT
public:
    explicit DetailPanel(QWidget* parent = nullptr);
    void set_data(std::shared_ptr<const Dataset>);
    void show_column(std::shared_ptr<const Dataset>, int column, const ColumnStatistics&);
    bool busy() const;
    ColumnDetail& column_detail() const { return *column_; }

Q_SIGNALS:
    /// See ColumnDetail.
    void condition_wanted(const QString&);
    void row_chosen(quint32 row);
    void busy_changed();

protected:
    void changeEvent(QEvent*) override;
    void resizeEvent(QResizeEvent*) override;

private:
    void retranslate();
    void place_choice();

    QStackedWidget* pages_;
    ColumnDetail* column_;
    RelationsView* relations_;
    SegmentedControl* choice_; // Over the right end of the first line.
};

} // namespace loom
