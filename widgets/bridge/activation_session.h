#pragma once
#include "bridge/data_session.h"
#include "bridge/run_list.h"
#include "bridge/worker.h"
#include "evaluate/evaluation.h"
#include "evaluate/node_look.h"

namespace loom {

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

    /// Of a node in the graph that is shown; null where there is none. Valid until changed().
    const NodeLook* look(const UnitPath&, NodeId) const;
    bool empty() const { return looks_.empty(); }
    bool busy() const { return soon_.isActive() || worker_.busy(); }
    /// Why there is nothing to be seen.
    const std::optional<Error>& error() const { return error_; }

Q_SIGNALS:
    void changed();

private:
    using Looks = std::map<UnitPath, std::map<NodeId, NodeLook>>;
    struct Seen {
        Looks looks;
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
    Looks looks_;
    std::optional<Error> error_;
    std::optional<Document> of_; // What the looks are of, or will be.
    std::shared_ptr<const Dataset> of_data_;
    QTimer soon_; // Not at every figure that is typed.
    Worker worker_;
};

} // namespace loom
