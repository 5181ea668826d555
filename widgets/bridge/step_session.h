#pragma once
#include "bridge/data_session.h"
#include "bridge/run_list.h"
#include "bridge/worker.h"
#include "evaluate/evaluation.h"
#include "evaluate/explain.h"
#include "evaluate/one_step.h"
#include "evaluate/probe.h"

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
};
struct StepView {
    UnitPath path;
    NodeId node{};
    Values values; // The node's settings, as this copy has them.
    std::uint32_t row = 0;
    std::vector<StepTensor> tensors; // Inputs, weights, output.
    bool untrained = false;          // Weights are as training would begin.
    bool unit = false;               // A copy of a unit: what happens is inside.
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

/// One sample on its way through the network, node by node, and back. Follows document, data, run and the chosen node once
/// somebody watches, and computes on a thread of its own; an edit cancels it. What was computed for a sample serves all nodes.
class StepSession : public QObject {
    Q_OBJECT
public:
    StepSession(GraphDocument&, DataSession&, RunList&, QObject* parent = nullptr);

    void set_on(bool);
    bool is_on() const { return on_; }
    /// 0 where there are none.
    std::uint32_t rows() const;
    std::uint32_t row() const { return row_; }
    void set_row(std::uint32_t);
    /// Empty: as training would begin; else the run's best weights.
    void set_run(const std::string&);
    const std::string& run() const { return run_; }

    /// The nodes of the graph that is shown, in the order in which numbers go through them.
    std::vector<NodeId> order() const;
    /// The node that is looked at: the one that is selected, or none.
    std::optional<NodeId> node() const;

    /// Null while there is none; that of the node before stays until the next is there.
    std::shared_ptr<const StepView> view() const { return view_; }
    /// Why there is nothing to be seen.
    const std::optional<Error>& error() const { return error_; }
    bool busy() const { return soon_.isActive() || worker_.busy(); }

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

    DataSession& data() { return data_; }
    GraphDocument& graph() { return graph_; }

Q_SIGNALS:
    /// View, error, row or run are different now.
    void changed();
    void busy_changed();
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
        Document document;
        std::shared_ptr<const Dataset> data;
        std::optional<std::pair<Runs, std::string>> run;
        std::uint32_t row = 0;
        UnitPath path;
        std::optional<NodeId> node;
        std::shared_ptr<Held> held;
    };
    void follow();
    void compute();
    void forget();
    static Seen see(Wanted, Progress&);
    static Result<std::shared_ptr<Held>> hold(const Wanted&, std::shared_ptr<const Dataset>);
    static std::shared_ptr<StepView> look(Held&, const Wanted&);
    static std::optional<StepView::End> end_of(const Held&, NodeId output);

    GraphDocument& graph_;
    DataSession& data_;
    RunList& runs_;
    bool on_ = false;
    std::uint32_t row_ = 0;
    std::string run_;
    std::optional<Document> of_; // What is held, or will be.
    std::shared_ptr<const Dataset> of_data_;
    std::shared_ptr<Held> held_;
    std::shared_ptr<const StepView> view_;
    std::optional<Error> error_;
    std::optional<StepReasons> reasons_;
    QTimer soon_; // Not at every figure that is typed.
    Worker worker_, teller_;
};

} // namespace loom
