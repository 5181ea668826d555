#include "datasets/detail_panel.h"
#include "datasets/column_detail.h"
#include "datasets/relations_view.h"
#include "theme/controls.h"

#include <QEvent>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace loom {

DetailPanel::DetailPanel(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    column_ = new ColumnDetail;
    relations_ = new RelationsView;
    pages_ = new QStackedWidget;
    pages_->addWidget(column_);
    pages_->addWidget(relations_);
    auto* all = loom::column(this);
    all->addWidget(pages_);
    choice_ = new SegmentedControl({{}, {}, {}});
    choice_->setParent(this);
    connect(choice_, &SegmentedControl::changed, this, [this](int index) {
        pages_->setCurrentIndex(index > 0 ? 1 : 0);
        if (index > 0)
            relations_->show_page(index == 1 ? RelationsView::Columns : RelationsView::Plane);
    });
    connect(column_, &ColumnDetail::condition_wanted, this, &DetailPanel::condition_wanted);
    connect(relations_, &RelationsView::row_chosen, this, &DetailPanel::row_chosen);
    connect(relations_, &RelationsView::busy_changed, this, &DetailPanel::busy_changed);
    retranslate();
}

void DetailPanel::set_data(std::shared_ptr<const Dataset> dataset)
{
    relations_->set_data(std::move(dataset));
}

void DetailPanel::show_column(std::shared_ptr<const Dataset> dataset, int index, const ColumnStatistics& statistics)
{
    column_->show_column(std::move(dataset), index, statistics);
    relations_->set_column(index);
}

bool DetailPanel::busy() const
{
    return column_->busy() || relations_->busy();
}

void DetailPanel::retranslate()
{
    choice_->set_texts({tr("Distribution"), tr("Relations"), tr("Components")});
    choice_->setToolTip(tr("One column · how columns go together · principal components of the rows"));
    place_choice();
}

void DetailPanel::place_choice()
{
    choice_->resize(choice_->sizeHint());
    choice_->move(width() - choice_->width() - size::panel_padding, 6);
    choice_->raise();
    column_->reserve_head(choice_->width() + size::panel_padding);
    relations_->reserve_head(choice_->height());
}

void DetailPanel::resizeEvent(QResizeEvent*)
{
    place_choice();
}

void DetailPanel::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    else if (event->type() == QEvent::StyleChange || event->type() == QEvent::FontChange)
        place_choice();
    QWidget::changeEvent(event);
}

} // namespace loom
