#pragma once
#include "data/batches.h"
#include "engine/backend.h"
#include "lowering/lowering.h"
#include "train/album.h"
#include "train/chart.h"

#include <functional>
#include <memory>

namespace loom {

/// A program that sends rows through a network as training does (with dropout and the batch's own statistics), and from the loss
/// back to what every layer gave and, where asked for, to every weight that learns; it changes no weight.
struct ProbePlan {
    Lowered lowered;
    std::vector<std::pair<NodeId, TensorId>> layers; // Of the flat graph, inputs first, with what each gives.
    std::vector<TensorId> gradients;                 // The same's; no_tensor where nothing comes back.
    std::vector<std::pair<TensorId, TensorId>> weights; // Each that learns, with its gradient; only those with one.
};
enum class ProbeGradients { OfLayers, OfWeightsToo };
/// `rows` at once. Nothing for a game of two, and where the network cannot be lowered.
std::optional<ProbePlan> plan_probe(const Document&, const DataFacts&, std::int64_t rows, ProbeGradients);

/// Rows at once of the probe that a doctor watches with.
inline constexpr std::int64_t probe_rows = 64;
/// The plan of that, where it takes little beside training: at most a quarter of the memory that `training` needs, or 32 MiB. With the gradients of
/// weights where these fit in too; rows are given up after them.
std::optional<ProbePlan> plan_cheap_probe(const Document&, const DataFacts&, Backend&, const Program& training, int threads);

/// A plan made ready. Memory is taken once. Belongs to one thread.
class LayerProbe {
public:
    /// `plan` and `flat` must live as long as it does.
    static Result<std::unique_ptr<LayerProbe>> make(const ProbePlan& plan, const Flat& flat, const DataFacts&, Backend&, int threads);

    /// Values that the next take() measures movement from, by the names of weights and states; empty where there are none.
    using Values = std::function<std::vector<float>(const std::string& name)>;
    void move_from(const Values&);
    /// The weights and states that a training program holds now.
    void take(const Executable& training, const Program&);
    /// Sends a batch of the plan's size there and back. `step` draws what is random.
    Status show(const Batch&, std::int64_t seed, std::int64_t step);
    /// Of what was shown.
    double loss() const { return loss_; }
    /// What was seen; `movement` is that of the last take(), the first one having none.
    /// `also` is given every layer's values (Output) and what came back to it (Gradient), read once for both, and the gradients of weights; `index`
    /// counts in the plan's layers or weights.
    using Watcher = std::function<void(AlbumLayout::Of, std::size_t index, std::span<const float>)>;
    NetworkLook look(const Watcher& also = {});
    /// The first place of what was shown that holds no finite numbers, with the rows of the batch; nothing where all are finite.
    std::optional<Breakdown> first_broken(const Batch&);

private:
    LayerProbe(const ProbePlan& plan, const Flat& flat, const DataFacts& facts) : plan_(plan), flat_(flat), facts_(facts) {}
    std::span<const float> read(TensorId);
    LayerLook look_at(std::size_t layer, const Watcher& also);
    void look_at_columns(std::vector<ColumnLook>&);

    const ProbePlan& plan_;
    const Flat& flat_;
    const DataFacts& facts_;
    std::unique_ptr<Executable> executable_;
    std::vector<std::pair<TensorId, TensorId>> carried_; // In the training program, and here.
    std::vector<float> values_, old_;
    double loss_ = 0, movement_ = not_measured;
    bool taken_ = false;
};

} // namespace loom
