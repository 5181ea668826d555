#pragma once
#include "bridge/run_list.h"
#include "bridge/training_session.h"

#include <QAbstractTableModel>
#include <QSortFilterProxyModel>
#include <QStyledItemDelegate>
#include <QTableView>

namespace loom {

/// Colour and mark of a run that is laid over the plots. Kept from the first tick until the box is cleared.
struct Overlay {
    std::string run;
    int series = 0;
};

/// The ledger: one row per run, newest first. The run in progress changes as it goes.
class RunTableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Tick, Name, State, ValAccuracy, ValLoss, BestEpoch, Time, Rate, Parameters, TestAccuracy, Note, column_count };
    enum { SortRole = Qt::UserRole, BestRole, SeriesRole, RunRole };

    RunTableModel(RunList&, TrainingSession&, QObject* parent = nullptr);
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex&, int role) const override;
    QVariant headerData(int section, Qt::Orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex&) const override;
    bool setData(const QModelIndex&, const QVariant&, int role) override;

    const RunRecord& record(int row) const { return runs_.records()[std::size_t(row)]; }
    bool is_live(const RunRecord&) const;
    /// At most one series per run; the first six differ in colour.
    const std::vector<Overlay>& overlays() const { return overlays_; }
    void set_ticked(const std::string& run, bool);
    bool is_ticked(const std::string& run) const;
    /// Everything as separated values, for a spreadsheet.
    QString values_text(QChar separator) const;

    struct StateLook {
        int kind; // Chip::Kind
        const char* icon;
        QString text;
    };
    StateLook state_look(const RunRecord&) const;

signals:
    void overlays_changed();

private:
    void renew();
    double number(const RunRecord&, Column) const;
    QString number_text_of(const RunRecord&, Column) const;
    void find_best();

    RunList& runs_;
    TrainingSession& training_;
    std::vector<Overlay> overlays_;
    std::set<std::string> seen_;
    fs::path project_;
    std::array<double, column_count> best_{};
};

/// The table of it: rows 28, state as a chip, marks of the overlaid runs, sorting and a filter.
class RunTable : public QTableView {
    Q_OBJECT
public:
    explicit RunTable(RunTableModel&);
    void set_filter(const QString&);
    std::optional<std::string> current_run() const;

signals:
    void run_chosen(const QString& run);

protected:
    void changeEvent(QEvent*) override;
    void mouseMoveEvent(QMouseEvent*) override;
    void leaveEvent(QEvent*) override;
    void keyPressEvent(QKeyEvent*) override;
    void resizeEvent(QResizeEvent*) override;

private:
    friend class RunDelegate;
    void size_columns();
    void fit_note();
    RunTableModel& model_;
    QSortFilterProxyModel* sorted_;
    int hovered_ = -1;
    bool note_gone_ = false; // By itself, not by hand.
};

} // namespace loom
