#pragma once
#include "data/dataset.h"
#include "engine/backend.h"
#include "graph/flatten.h"
#include "lowering/lowering.h"

#include <memory>

namespace loom {

/// One sample on its way through a network and, where the loss can judge it, back: what every layer gives, and how much
/// the loss grows with each of these numbers and of the weights. As the network is in use: without dropout, with running
/// statistics. Belongs to one thread.
class NetworkProbe {
public:
    /// What can be read of it. Each takes more time to prepare and more memory than the one before: of a network of ten
    /// thousand layers the way back is most of both.
    enum class Extent {
        Outputs, // Of nodes, and the loss; no gradients.
        Gradients,
        Inside, // What lies within layers too, by tensor.
    };

    /// Values by name, as Model::tensors has them. What the network has in another shape, or not at all there, begins as
    /// the recipe's seed begins a training.
    using Tensors = std::map<std::string, std::vector<float>>;
    /// `facts` and the data's encoder are those that the tensors were trained with. An error where the network is not sound.
    static Result<std::unique_ptr<NetworkProbe>> make(const Document&, const DataFacts& facts, std::shared_ptr<const Dataset>,
                                               const Tensors& trained, std::string_view device, int threads, Extent = Extent::Gradients);

    /// Sends a row of the data through.
    Status show(std::uint32_t row);

    /// Of a sample or of a weight, in our order: channels first.
    struct Values {
        Shape shape;
        std::vector<float> numbers;
    };
    /// What a node of the flat graph gives; nothing for one that is not there.
    std::optional<Values> output(NodeId) const;
    /// How much the loss grows with each number of it; nothing where it does not depend on them, or nobody asked.
    std::optional<Values> gradient(NodeId) const;

    struct Weight {
        std::string name; // "weight", "bias": without the node's scope.
        Values values;
        std::optional<Values> gradient;
    };
    /// Of a node, as they are and how much the loss grows with each.
    std::vector<Weight> weights(NodeId) const;

    /// Of the sample; 0 where there is no target.
    double loss() const { return loss_; }
    /// Which names began untrained.
    const std::vector<std::string>& untrained() const { return untrained_; }
    /// The graph whose nodes are asked for.
    const Flat& flat() const { return flat_; }

    // ---- By tensor, for who looks inside ----------------------------------------------------------------------------
    const Program& program() const { return lowered_.program; }
    /// Where its ends are.
    const Lowered& lowered() const { return lowered_; }
    /// What a node gives, and the gradient of a tensor; no_tensor where there is none.
    TensorId tensor_of(NodeId) const;
    TensorId gradient_of(TensorId) const;
    /// Of a node, by the names that weights() gives, in its order.
    std::vector<TensorId> weight_tensors(NodeId) const;
    /// Whether it belongs to the way back.
    bool is_backward(TensorId id) const { return std::size_t(id) >= forward_; }
    /// All numbers of a tensor that can be read, whole ones too; nothing of one that cannot.
    std::optional<Values> tensor(TensorId) const;

private:
    NetworkProbe() = default;
    std::optional<Values> read(TensorId, bool batch) const;

    Flat flat_;
    Lowered lowered_;
    std::map<TensorId, TensorId> gradients_; // By what they are the gradient of.
    std::size_t forward_ = 0; // How many tensors the way there has.
    std::unique_ptr<Executable> executable_;
    std::shared_ptr<const Dataset> data_;
    std::vector<std::string> untrained_;
    double loss_ = 0;
};

} // namespace loom
