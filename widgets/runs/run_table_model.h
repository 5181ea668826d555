#pragma once
#include "bridge/run_list.h"
#include "bridge/training_session.h"
#include "runs/run_columns.h"

#include <QAbstractTableModel>

#include <map>
#include <set>

namespace loom {

/// Colour and mark of a run that is laid over the plots. Kept from the first tick until the box is cleared.
struct Overlay {
    std::string run;
    int series = 0;
};

/// The ledger: one row per run, newest first, or as a column sorts them; a filter, and groups with mean and deviation of their runs.
/// The run in progress changes as it goes.
class RunTableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    /// Columns of every ledger; from FirstColumn on those of run_columns().
    enum Column { Tick, Name, State, FirstColumn, ValAccuracy = FirstColumn, ValLoss, BestEpoch, Time, Rate, Parameters, TestAccuracy };
    enum { BestRole = Qt::UserRole, SeriesRole, RunRole, GroupRole, FoldedRole, BaselineRole, DeltaRole, BetterRole, TagsRole, CopyRole };
    enum class Grouping { None, Tag, Seed, Device, Data };

    RunTableModel(RunList&, TrainingSession&, QObject* parent = nullptr);
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex&, int role) const override;
    QVariant headerData(int section, Qt::Orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex&) const override;
    bool setData(const QModelIndex&, const QVariant&, int role) override;
    /// Rows without a number come last either way. A column below 0: as the runs came.
    void sort(int column, Qt::SortOrder) override;

    /// Only runs with all of these words, in whichever columns.
    void set_filter(const QString&);
    void set_grouping(Grouping);
    Grouping grouping() const { return grouping_; }
    void set_folded(int row, bool);
    /// The heads in the language of now.
    void retranslate() { renew(); }

    /// The run of a row; null where it is the head of a group.
    const RunRecord* run_at(int row) const;
    /// The row of a run, its first one; -1 where none is seen.
    int row_of(const std::string& run) const;
    const RunColumn* column(int section) const;
    /// -1 where there is none.
    int section(std::string_view id) const;
    /// The runs do not have it alike.
    bool differs(int section) const { return differs_[std::size_t(section)]; }
    /// The run that others are compared with; null where none is pinned.
    const RunRecord* baseline() const;

    /// It is being trained at this moment: by the training of this window, by its search, or by another program.
    bool is_live(const RunRecord&) const;
    /// At most one series per run; the first six differ in colour.
    const std::vector<Overlay>& overlays() const { return overlays_; }
    void set_ticked(const std::string& run, bool);
    bool is_ticked(const std::string& run) const;
    /// The runs that are seen, with all columns, as separated values for a spreadsheet.
    QString values_text(QChar separator) const;

    struct StateLook {
        int kind; // Chip::Kind
        const char* icon;
        QString text;
    };
    StateLook state_look(const RunRecord&) const;

signals:
    void overlays_changed();
    /// What was written to a run could not be kept.
    void failed(const loom::Error&);

private:
    struct Group {
        QString key, title, help;
        std::vector<int> members; // Of the records, in the order they are shown in.
    };
    struct Row {
        int record = -1, group = -1; // A record of none is the head of the group.
    };
    void renew();
    void make_columns();
    /// By the training of this window.
    bool is_own(const RunRecord&) const;
    void follow_unfinished();
    void arrange();
    std::vector<Group> make_groups(const std::vector<int>& records) const;
    std::vector<int> matching() const;
    bool before(int a, int b) const;
    const RunRecord& record(int i) const;
    double number(const RunRecord&, int section) const;
    double group_mean(const Group&, int section) const;
    QString number_text_of(double, int section) const;
    QString text_of(const RunRecord&, int section) const;
    QVariant run_data(const RunRecord&, int section, int role) const;
    QVariant group_data(const Group&, int section, int role) const;
    QVariant delta(const RunRecord&, int section, int role) const;
    void find_best();

    RunList& runs_;
    TrainingSession& training_;
    std::vector<RunColumn> columns_;
    std::vector<bool> differs_;
    std::vector<double> best_; // By section.
    std::vector<Group> groups_;
    std::vector<Row> rows_;
    std::set<QString> folded_; // Keys of groups.
    std::map<std::string, RunRecord> ahead_; // Of runs that have not ended: what they came to, which their records do not tell.
    std::vector<Overlay> overlays_;
    std::set<std::string> seen_;
    fs::path project_;
    QStringList words_;
    Grouping grouping_ = Grouping::None;
    int sorted_by_ = -1;
    Qt::SortOrder order_ = Qt::AscendingOrder;
};

} // namespace loom
