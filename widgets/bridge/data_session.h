#pragma once
#include "base/threads.h"
#include "bridge/graph_document.h"
#include "data/dataset.h"

#include <QObject>
#include <QTimer>

#include <thread>

namespace loom {

/// The data of the open project. Follows the document: whenever its data setup changes (also by undo), the data is opened
/// on a thread of its own, and what it says of itself goes to the document. The window never waits.
class DataSession : public QObject {
    Q_OBJECT
public:
    explicit DataSession(GraphDocument&, QObject* parent = nullptr);
    ~DataSession() override;

    /// Null while there is none; the previous one stays until the next is there.
    std::shared_ptr<const Dataset> dataset() const { return dataset_; }
    bool is_loading() const { return loading_; }
    /// Done and total of what is being read; total 0: unknown.
    std::pair<std::int64_t, std::int64_t> progress() const;
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
    /// While reading, ten times a second.
    void progressed();

private:
    void follow();
    void start(DataSetup);
    void stop();

    GraphDocument& graph_;
    DataSetup wanted_; // What is open, being opened, or was refused.
    std::shared_ptr<const Dataset> dataset_;
    std::optional<Error> error_;
    bool loading_ = false;
    std::shared_ptr<Progress> progress_;
    std::uint64_t turn_ = 0; // Tells late answers from the one that is waited for.
    QTimer timer_;
    std::jthread thread_; // Last: stops before what it reports to goes.
};

} // namespace loom
