#pragma once
#include "base/files.h"
#include "exchange/safetensors.h"
#include "engine/backend.h"
#include "train/points.h"

#include <functional>
#include <optional>

namespace loom {

/// What a program carries from step to step, on the host: weights, states and the optimiser's moments. Memory is taken
/// once.
class Carried {
public:
    explicit Carried(const Program&);

    /// As the first step finds them.
    void initialise(std::uint64_t seed);
    /// Of these, what has the name and the shape of a weight or a state, in the place of its own. How many those were.
    std::size_t begin_with(const Safetensors&);
    void read_from(const Executable&);
    void write_to(Executable&) const;
    /// Into another program's tensors of the same names (no moments): the mean of a weight where one is kept, else the
    /// weight. `places` comes from places_in().
    void write_to(Executable&, const std::vector<std::pair<TensorId, std::size_t>>& places) const;
    std::vector<std::pair<TensorId, std::size_t>> places_in(const Program&) const;
    /// Of the tensor of that name; empty where there is none.
    std::vector<float> values_of(const std::string& name) const;
    /// The weights as they are trained, in the program's order.
    void each_weight(const std::function<void(const std::string& name, const Shape&, std::span<const float>)>&) const;
    /// All of it, from a file called `where`; what lacks a tensor in the shape that is wanted is an error with this hint.
    Status take_all(const Safetensors&, const std::string& where, const Message& hint);
    /// The name of the first tensor with a value that is no finite number, or null.
    const std::string* first_broken() const;

private:
    std::map<std::string, TensorBytes> all_tensors() const;

    struct Item {
        TensorId id;
        Role role;
        std::string name;
        Shape shape;
        Init init;
        std::vector<float> values;
        std::size_t used; // Which item stands for this one where the network is used: its mean, or itself.
    };
    std::vector<Item> items_;
    friend struct CheckpointFiles;
};

/// How far a run is. Knows no time, path or name, so that equal runs have equal bytes.
struct Milestone {
    std::int64_t epoch = 0, step = 0, seed = 0;     // Epochs and steps that are done.
    std::int64_t best_epoch = 0, best_step = 0;     // In which epoch, and after which step; 0: none yet.
    double best_loss = not_measured, best_accuracy = not_measured;
    std::vector<double> begun = {};                 // Of the epoch under way, Tally::numbers(); empty between two.
    bool judged = true;                             // False: the validation that is due at this step is still to come.

    /// What last.safetensors says; nothing where it does not.
    static std::optional<Milestone> from(const Metadata&);
    /// At an epoch's end, and nothing of the next one.
    bool between_epochs() const { return begun.empty(); }
    void forget_best()
    {
        best_epoch = best_step = 0;
        best_loss = best_accuracy = not_measured;
    }
};

/// Whether a file has all that a training program carries from step to step, in its shapes; what is lacking is an error with this hint.
Status carries(const Safetensors::Summary&, const Program& training, const std::string& where, const Message& hint);

/// best.safetensors (weights, or their means where these are kept, and states of the best epoch), last.safetensors (all that is carried) and
/// checkpoints/epoch-N.safetensors (the same of earlier epochs) of a run's folder.
struct CheckpointFiles {
    fs::path folder;

    /// `last` is the checkpoint: written first, and whole or not at all. Where this is the best step, `best`
    /// follows; if only that is lost, restore() makes it from `last`.
    Status save(const Carried&, const Milestone&) const;
    /// Nothing where nothing was kept yet.
    Result<std::optional<Milestone>> restore(Carried&) const;
    /// Weights and states of the best epoch.
    Status read_best(Carried&) const;
    /// Puts the last state, before it is replaced, where the doctor finds the weights that it looked at: look.safetensors.
    Status set_look_aside() const;
    /// That file, where it is of this step.
    std::optional<Safetensors> look_at(std::int64_t step) const;
    /// last.safetensors once more, as the checkpoint of its epoch, unless that is there; then the oldest go so that `most` stay (0: all).
    Status save_epoch(const Carried&, const Milestone&, std::int64_t most) const;
    /// The best weights of another run's folder where they are still those of the milestone; else this one knows of no best epoch.
    Status bring_best(const fs::path& from, Milestone&) const;

private:
    Status save_best(const Carried&, const Milestone&) const;
    fs::path best() const { return folder / "best.safetensors"; }
    fs::path last() const { return folder / "last.safetensors"; }
};

} // namespace loom
