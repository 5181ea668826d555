#include "studies/study_table.h"

#include "theme/theme.h"

#include <QHeaderView>
#include <QTableView>

namespace loom {

void set_up_study_table(QTableView* table)
{
    table->setSelectionBehavior(QTableView::SelectRows);
    table->setSelectionMode(QTableView::SingleSelection);
    table->setEditTriggers(QTableView::NoEditTriggers);
    table->setShowGrid(false);
    table->setTabKeyNavigation(false);
    table->setHorizontalScrollMode(QTableView::ScrollPerPixel);
    table->setVerticalScrollMode(QTableView::ScrollPerPixel);
    table->setFrameShape(QFrame::NoFrame);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(size::row);
    table->verticalHeader()->setMinimumSectionSize(size::row);
    table->horizontalHeader()->setFixedHeight(size::row);
    table->horizontalHeader()->setHighlightSections(false);
    table->horizontalHeader()->setStretchLastSection(true);
}

} // namespace loom
