#pragma once
#include "bridge/graph_document.h"
#include "bridge/worker.h"
#include "data/dataset.h"

#include <QTimer>

namespace loom {

struct SourceType;

/// The data of the open project. Follows the document: whenever its data setup changes (also by undo), the data is opened
/// on a thread of its own, and what it says of itself goes to the document. The window never waits.
class DataSession : public QObject {
    Q_OBJECT
public:
    explicit DataSession(GraphDocument&, QObject* parent = nullptr);

    /// Null while there is none; the previous one stays until the next is there.
    std::shared_ptr<const Dataset> dataset() const { return dataset_.data; }
    /// What there is to look at: the dataset or, where a preparation step or the split cannot be done or nothing can be learned
    /// from the columns (see error()), the data without such steps and with parts of another kind, so that they can be mended.
    /// Nothing is learned from that.
    std::shared_ptr<const Dataset> browsable() const { return seen().data; }
    /// While a large table is read for the first time: its first rows, to be looked at. Null otherwise.
    std::shared_ptr<const Dataset> first_rows() const { return first_rows_.data; }
    bool is_loading() const { return loading_ || recogniser_.busy(); }
    /// The path that is being read, or first looked at; empty where the program makes the rows by itself.
    const std::string& reading() const { return recogniser_.busy() ? asked_ : graph_.document().data().path; }
    /// How many rows of browsable() each class has, whatever their part.
    const std::vector<std::size_t>& class_rows() const { return seen().class_rows; }
    /// Done and total of what is being read; total 0: unknown.
    std::pair<std::int64_t, std::int64_t> progress() const { return progress_; }
    /// Why the data of the document could not be opened.
    const std::optional<Error>& error() const { return error_; }
    /// Why what open_path() was last asked for is nothing that can be read; the document is as it was.
    const std::optional<Error>& refusal() const { return refusal_; }

    /// Looks for the source that reads a path and puts it into the document, as one step; where nothing can read it,
    /// refusal() says why.
    void open_path(const QString& path);
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
    struct Seen {
        std::shared_ptr<const Dataset> data;
        std::vector<std::size_t> class_rows;
    };
    struct Opened {
        std::shared_ptr<const Table> table; // As the source has it, to be taken again.
        Seen dataset, without;
        std::optional<Error> error;
    };
    static Opened open(const DataSetup&, std::shared_ptr<const Table> table, std::shared_ptr<const Dataset> before, Progress&);
    static Seen look_through(std::shared_ptr<const Dataset>);
    const Seen& seen() const { return first_rows_.data ? first_rows_ : dataset_.data ? dataset_ : without_; }
    void recognised(const Result<const SourceType*>&);
    void follow();
    void await_more();
    /// `by_hand`: what was said of the data holds until it is known anew.
    void start(DataSetup, bool by_hand = false);
    void stop();

    GraphDocument& graph_;
    DataSetup wanted_; // What is open, being opened, or was refused.
    DataSetup read_;   // What table_ was read for.
    std::shared_ptr<const Table> table_;
    Seen dataset_, without_, first_rows_;
    std::optional<Error> error_, refusal_;
    std::string asked_;
    bool loading_ = false;
    std::pair<std::int64_t, std::int64_t> progress_;
    Worker recogniser_; // What reads asked_.
    Worker glance_; // At the first rows.
    QTimer pause_; // From a change by hand: often the next one follows at once.
    Worker worker_; // Last: stops before what it reports to goes.
};

} // namespace loom
