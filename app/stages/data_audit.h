#pragma once
#include "data/dataset.h"
#include "data/statistics.h"
#include "theme/controls.h"

#include <memory>

class QStackedWidget;
class QTabBar;

namespace loom {

class SampleView;
class StateCounts;

/// The right panel of the Data stage: what a person should know of the data, and the chosen picture, large.
class AuditPanel : public QFrame {
    Q_OBJECT
public:
    AuditPanel();
    /// Null: there is none.
    void show_data(std::shared_ptr<const Dataset>);
    void show_statistics(const std::vector<ColumnStatistics>&);
    void show_sample(std::uint32_t row, Part);
    void retranslate();

Q_SIGNALS:
    /// "Show" of a finding.
    void class_wanted(int);
    void column_wanted(int);

private:
    void show_findings();
    void add_balance();
    void add_gaps();
    FindingCard* add(Chip::Kind, const QString& title, const QString& reason, const QString& show = {});

    std::shared_ptr<const Dataset> data_;
    std::vector<ColumnStatistics> statistics_;
    int warnings_ = 0, infos_ = 0;
    PanelHead* head_;
    QWidget* tab_head_;
    QTabBar* tabs_;
    StateCounts *counts_, *tab_counts_;
    QStackedWidget* pages_;
    QWidget* findings_;
    SampleView* sample_;
};

} // namespace loom
