#pragma once
#include "bridge/graph_document.h"
#include "bridge/worker.h"
#include "datasets/row_list.h"

namespace loom {

/// Changes the chosen rows by hand: each gesture is one step of the history. What is chosen by thousands is prepared on a
/// thread, and comes to nothing where the document has other data by then.
class RowChanges : public QObject {
    Q_OBJECT
public:
    RowChanges(GraphDocument&, RowList&, QObject* parent = nullptr);

    /// The row that is alone gives way to the next one. What the file says already is no change.
    void label(const QString&);
    /// Where all of them are excluded, includes them again.
    void exclude();
    void note(const QString&);
    bool busy() const { return worker_.busy(); }

Q_SIGNALS:
    /// These have another label now.
    void labelled(const std::vector<std::uint32_t>& rows);
    /// It cannot be done: what, and what to do.
    void refused(const QString& what, const QString& hint);

private:
    using Edits = std::vector<RowEdit>;
    /// `change` gets the edits of the chosen rows and those rows, on a thread where they are many.
    void perform(std::function<void(Edits&, const std::vector<std::uint32_t>&)> change, std::function<Message(const Edits&)> name,
                 std::function<void()> done = {});

    GraphDocument& graph_;
    RowList& list_;
    Worker worker_; // Last: stops before what it reports to goes.
};

} // namespace loom
