#pragma once
#include "bridge/sample_session.h"
#include "evaluate/node_look.h"

namespace loom {

/// What nodes give, by the copy of a unit that they are in.
using NodeLooks = std::map<UnitPath, std::map<NodeId, NodeLook>>;
/// All looks together take no more; of larger networks those deepest inside of units are left out.
inline constexpr std::size_t most_look_bytes = std::size_t(64) << 20;

/// What every node gives for the chosen sample: of the network as training would begin it, or with the weights of a run. Of one
/// with errors, what runs all the same.
class ActivationSession : public SampleSession {
    Q_OBJECT
public:
    ActivationSession(GraphDocument&, DataSession&, RunList&, SampleChoice&, QObject* parent = nullptr);

    /// Of a node in the graph that is shown; null where there is none. Valid until changed().
    const NodeLook* look(const UnitPath&, NodeId) const;
    bool empty() const { return looks_->empty(); }
    /// All of them, as they are now; never null.
    std::shared_ptr<const NodeLooks> looks() const { return looks_; }

private:
    struct Seen {
        NodeLooks looks;
        std::optional<Error> error;
    };
    void follow() override;
    void compute() override;
    void forget() override;
    bool shows_something() const override { return !looks_->empty(); }
    static Seen see(const Source&, Progress&);

    std::shared_ptr<const NodeLooks> looks_ = std::make_shared<NodeLooks>();
    std::uint32_t of_row_ = 0;
};

} // namespace loom
