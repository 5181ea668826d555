#pragma once
#include "bridge/data_session.h"
#include "bridge/run_list.h"
#include "bridge/worker.h"
#include "evaluate/evaluation.h"
#include "evaluate/node_look.h"

namespace loom {

/// What nodes give, by the copy of a unit that they are in.
using NodeLooks = std::map<UnitPath, std::map<NodeId, NodeLook>>;
/// All looks together take no more; of larger networks those deepest inside of units are left out.
inline constexpr std::size_t most_look_bytes = std::size_t(64) << 20;

/// What every node gives for one chosen sample: of the network as training would begin it, or with the weights of a run.
/// Follows document, data and run once somebody watches, and computes on a thread of its own; an edit cancels it.
class ActivationSession : public QObject {
    Q_OBJECT
public:
    ActivationSession(GraphDocument&, DataSession&, RunList&, QObject* parent = nullptr);

    /// True: follows from now on; false: forgets what it has.
    void set_on(bool);
    bool is_on() const { return on_; }
    void set_row(std::uint32_t);
    std::uint32_t row() const { return row_; }
    /// Empty: as training would begin. The best weights, or the last ones.
    void set_run(const std::string& name, Checkpoint = Checkpoint::Best);
    const std::string& run() const { return run_; }
    Checkpoint checkpoint() const { return checkpoint_; }

    /// Of a node in the graph that is shown; null where there is none. Valid until changed().
    const NodeLook* look(const UnitPath&, NodeId) const;
    bool empty() const { return looks_->empty(); }
    /// All of them, as they are now; never null.
    std::shared_ptr<const NodeLooks> looks() const { return looks_; }
    bool busy() const { return soon_.isActive() || worker_.busy(); }
    /// What the looks are of, or will be; null where there is none.
    const std::shared_ptr<const Dataset>& data() const { return of_data_; }
    /// Why there is nothing to be seen.
    const std::optional<Error>& error() const { return error_; }

Q_SIGNALS:
    void changed();
    /// It begins or ends to compute, or waits for the end of an edit.
    void busy_changed();

private:
    struct Seen {
        NodeLooks looks;
        std::optional<Error> error;
    };
    void follow();
    void compute();
    static Seen see(const Document&, std::shared_ptr<const Dataset>, const std::optional<std::pair<Runs, std::string>>&, Checkpoint, std::uint32_t row,
                    Progress&);

    GraphDocument& graph_;
    DataSession& data_;
    RunList& runs_;
    bool on_ = false;
    std::uint32_t row_ = 0;
    std::string run_;
    Checkpoint checkpoint_ = Checkpoint::Best;
    void forget();
    std::shared_ptr<const NodeLooks> looks_ = std::make_shared<NodeLooks>();
    std::optional<Error> error_;
    std::optional<Document> of_; // What the looks are of, or will be.
    std::shared_ptr<const Dataset> of_data_;
    QTimer soon_; // Not at every figure that is typed.
    Worker worker_;
};

} // namespace loom
