#pragma once
#include "bridge/graph_document.h"
#include "bridge/worker.h"
#include "data/dataset.h"

#include <QTimer>

namespace loom {

/// The data of the open project. Follows the document: whenever its data setup changes (also by undo), the data is opened
/// on a thread of its own, and what it says of itself goes to the document. The window never waits.
class DataSession : public QObject {
    Q_OBJECT
public:
    explicit DataSession(GraphDocument&, QObject* parent = nullptr);

    /// Null while there is none; the previous one stays until the next is there.
    std::shared_ptr<const Dataset> dataset() const { return dataset_; }
    /// What there is to look at: the dataset or, where a preparation step or the split cannot be done or nothing can be learned
    /// from the columns (see error()), the data without such steps and with parts of another kind, so that they can be mended.
    /// Nothing is learned from that.
    std::shared_ptr<const Dataset> browsable() const { return first_rows_ ? first_rows_ : dataset_ ? dataset_ : without_; }
    /// While a large table is read for the first time: its first rows, to be looked at. Null otherwise.
    std::shared_ptr<const Dataset> first_rows() const { return first_rows_; }
    bool is_loading() const { return loading_; }
    /// Done and total of what is being read; total 0: unknown.
    std::pair<std::int64_t, std::int64_t> progress() const { return progress_; }
    /// Why the data of the document could not be opened.
    const std::optional<Error>& error() const { return error_; }

    /// Chooses the source for a path and puts it into the document, as one step. False when nothing can read it: see
    /// error().
    bool open_path(const QString& path);
    /// Rows made by the program itself.
    void generate(const std::string& source);
    /// One changed field of the setup, as one step.
    void change(const Message& name, const DataSetup&, const std::string& merge_key = {});
    /// Stops reading; the document keeps its setup.
    void cancel();

Q_SIGNALS:
    /// Dataset, loading or error are different now.
    void changed();
    /// While reading, when there is news.
    void progressed();

private:
    struct Opened {
        std::shared_ptr<const Table> table; // As the source has it, to be taken again.
        std::shared_ptr<const Dataset> dataset, without;
        std::optional<Error> error;
    };
    static Opened open(const DataSetup&, std::shared_ptr<const Table> table, std::shared_ptr<const Dataset> before, Progress&);
    void follow();
    void await_more();
    /// `by_hand`: what was said of the data holds until it is known anew.
    void start(DataSetup, bool by_hand = false);
    void stop();

    GraphDocument& graph_;
    DataSetup wanted_; // What is open, being opened, or was refused.
    DataSetup read_;   // What table_ was read for.
    std::shared_ptr<const Table> table_;
    std::shared_ptr<const Dataset> dataset_, without_;
    std::optional<Error> error_;
    bool loading_ = false;
    std::pair<std::int64_t, std::int64_t> progress_;
    std::shared_ptr<const Dataset> first_rows_;
    Worker glance_; // At the first rows.
    QTimer pause_; // From a change by hand: often the next one follows at once.
    Worker worker_; // Last: stops before what it reports to goes.
};

} // namespace loom
