#pragma once
#include "bridge/sample_session.h"
#include "evaluate/explain.h"
#include "evaluate/one_step.h"

#include <mutex>

namespace loom {

/// What takes part in the computation of one node for one sample.
struct StepTensor {
    enum class Kind { Input, Weight, Output };
    Kind kind = Kind::Output;
    std::string name;                            // Of the input port or the weight; of an output the node's name.
    TensorId tensor = no_tensor, gradient = no_tensor; // Of the probe's program.
    Shape shape;                                 // Of the sample, or of the weight.
    std::vector<float> numbers, slopes;          // slopes: how the loss grows with each; empty where it does not depend on them.
    std::size_t largest = 0, steepest = 0;       // Where the largest size of a finite one is: views need not look for it.
    std::string from;                            // Of what another node has made: that node. Empty where this one did.
    std::vector<std::string> takers = {};        // Which nodes go on with it. Its gradient is the sum over all of them.
};
struct StepView {
    UnitPath path;
    NodeId node{};
    Values values; // The node's settings, as this copy has them.
    std::uint32_t row = 0;
    std::vector<StepTensor> tensors; // Inputs, weights, output.
    bool untrained = false;          // Weights are as training would begin.
    bool unit = false;               // A copy of a unit: what happens is inside.
    /// A copy on the path that is repeated: the first time of so many is shown.
    struct Repeated {
        NodeId copy{};
        std::int64_t times = 1;
    };
    std::vector<Repeated> repeated;
    /// Of an Output: what is its own.
    struct End {
        Chosen by; // What it learns by.
        double loss = 0;
        std::optional<double> total; // The loss of the whole network, where there are several Outputs.
        TensorId loss_tensor = no_tensor;
        std::vector<float> scores, target; // Of classes: the target's number alone.
        bool classes = false;
    };
    std::optional<End> end;
};
/// Why one of its numbers is what it is.
struct StepReasons {
    Spot spot;
    std::vector<Reason> reasons;
    std::optional<OneStep> step; // Of the gradient of a weight.
};

/// The chosen sample on its way through the network, node by node, and back. Follows the chosen node too; what was computed
/// for a sample serves all nodes.
class StepSession : public SampleSession {
    Q_OBJECT
public:
    StepSession(GraphDocument&, DataSession&, RunList&, SampleChoice&, QObject* parent = nullptr);

    /// 0 where there are none.
    std::uint32_t rows() const;

    /// The nodes of the graph that is shown, in the order in which numbers go through them.
    std::vector<NodeId> order() const;
    /// The node that is looked at: the one that is selected, or none.
    std::optional<NodeId> node() const;

    /// Null while there is none; that of the node before stays until the next is there.
    std::shared_ptr<const StepView> view() const { return view_; }

    /// Asks why a number is what it is; told() follows. Valid for a spot of the view.
    void ask(const Spot&);
    const std::optional<StepReasons>& reasons() const { return reasons_; }

    /// What a tensor of the probe's program is, for people.
    struct Role {
        enum class Kind { Output, Weight, Inside, Other };
        Kind kind = Kind::Other;
        bool gradient = false;
        std::string node, name; // The node's name; of a weight its own.
        Shape shape;            // Without the batch for what is of a sample.
    };
    Role role(TensorId) const;

Q_SIGNALS:
    void told();

private:
    /// The network with a sample in it, on no thread of its own.
    struct Held {
        std::mutex mutex;
        std::unique_ptr<NetworkProbe> probe;
        std::optional<std::uint32_t> row;
        std::map<TensorId, Role> roles; // Never changed once made.
        std::set<TensorId> known;
        Recipe recipe;
        std::set<NodeId> classifying; // Outputs of the flat graph that are compared with classes.
    };
    struct Seen {
        std::shared_ptr<Held> held;
        std::shared_ptr<StepView> view;
        std::optional<Error> error;
    };
    struct Wanted {
        Source source;
        UnitPath path;
        std::optional<NodeId> node;
        std::shared_ptr<Held> held;
    };
    void follow() override;
    void compute() override;
    void forget() override;
    bool shows_something() const override { return view_ != nullptr; }
    static Seen see(Wanted, Progress&);
    static Result<std::shared_ptr<Held>> hold(const Source&);
    static std::shared_ptr<StepView> look(Held&, const Wanted&);
    static std::optional<StepView::End> end_of(const Held&, NodeId output);

    std::shared_ptr<Held> held_;
    std::shared_ptr<const StepView> view_;
    std::optional<StepReasons> reasons_;
    Worker teller_;
    std::uint32_t asked_row_ = 0; // Of which an error may be.
};

} // namespace loom
