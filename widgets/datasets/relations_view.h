#pragma once
#include "bridge/worker.h"
#include "data/relations.h"

#include <QWidget>

class QComboBox;
class QStackedWidget;

namespace loom {

class CorrelationMatrix;
class Label;
class PointsView;
class SegmentedControl;
class ThinBar;

/// How columns go together: their correlations as a matrix, any two of them as points coloured by a third, and the rows in
/// the plane in which they differ most. Computed on a thread, when they are first looked at.
class RelationsView : public QWidget {
    Q_OBJECT
public:
    enum Page { Columns, Plane };
    explicit RelationsView(QWidget* parent = nullptr);

    void set_data(std::shared_ptr<const Dataset>);
    /// The column that was chosen elsewhere: the points show it.
    void set_column(int column);
    void show_page(Page);
    /// So many pixels above the right side are somebody else's.
    void reserve_head(int pixels);
    bool busy() const { return correlating_.busy() || projecting_.busy(); }

Q_SIGNALS:
    void row_chosen(quint32 row);
    void busy_changed();

protected:
    void changeEvent(QEvent*) override;

private:
    void retranslate();
    void compute();
    void show_matrix();
    void pair_chosen(int row, int column);
    void fill_columns();
    void show_points();
    void show_plane();
    const std::vector<std::size_t>& matrix_columns() const;

    std::shared_ptr<const Dataset> data_;
    Page page_ = Columns;
    bool shown_ = false;
    std::optional<Correlations> correlations_;
    std::optional<Projection> projection_;

    QStackedWidget* pages_;
    SegmentedControl* measure_;
    CorrelationMatrix* matrix_;
    Label *pair_, *plane_words_, *across_title_, *up_title_, *colour_title_, *legend_;
    QWidget* reserved_;
    QComboBox *across_, *up_, *colour_;
    PointsView *points_, *plane_;
    Worker correlating_, projecting_;
};

} // namespace loom
