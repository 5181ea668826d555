#pragma once
#include "engine/onednn/draft.h"
#include "engine/reference/store.h"
#include "ir/program.h"

#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace loom::onednn {

/// Where a tensor is and how its elements are laid out.
struct Home {
    BufferId buffer = -1;
    Desc desc;
};

/// Turns a program into the steps of this device: chooses layouts, fuses, converts where two layouts meet. A tensor has
/// the layout of the instruction that writes it; a weight that of its convolution, and its moments the weight's.
class Compiler {
public:
    Compiler(const Program&, dnnl::engine, int threads);

    /// Throws dnnl::error.
    void compile();

    Draft& draft() { return draft_; }
    const std::vector<Home>& homes() const { return homes_; }

private:
    // One per instruction; those of a family are in one file.
    void lower(const MatMul&);
    void lower(const Conv&);
    void lower(const ConvBackwardData&);
    void lower(const ConvBackwardWeights&);
    void lower(const Pool&);
    void lower(const PoolBackward&);
    void lower(const BatchNorm&);
    void lower(const BatchNormBackward&);
    void lower(const BatchNormInference&);
    void lower(const Eltwise&);
    void lower(const EltwiseBackward&);
    void lower(const Softmax&);
    void lower(const SoftmaxBackward&);
    void lower(const Affine&);
    void lower(const Binary&);
    void lower(const Compare&) { fall_back(); }
    void lower(const Logic&) { fall_back(); }
    void lower(const Where&) { fall_back(); }
    void lower(const AddBias&);
    void lower(const Reduce&);
    void lower(const Expand&);
    void lower(const ArgReduce&) { fall_back(); }
    void lower(const CumSum&) { fall_back(); }
    void lower(const TopK&) { fall_back(); }
    void lower(const Scatter&) { fall_back(); }
    void lower(const Reshape&);
    void lower(const Concat&);
    void lower(const Slice&);
    void lower(const SliceBackward&);
    void lower(const Permute&);
    void lower(const Cast&);
    void lower(const Gather&);
    void lower(const GatherBackward&);
    void lower(const Dropout&);
    void lower(const CrossEntropy&);
    void lower(const CrossEntropyBackward&);
    void lower(const PointwiseLoss&);
    void lower(const PointwiseLossBackward&);
    void lower(const CountCorrect&);
    void lower(const SgdUpdate&);
    void lower(const AdaGradUpdate&);
    void lower(const RmsPropUpdate&);
    void lower(const AdamUpdate&);

    /// The instruction being lowered as the reference defines it, in double precision, slow: for what has no loops of
    /// its own, and for types that the loops do not know.
    void fall_back();
    /// Whether an instruction that has loops has them for these types, and for sizes other than 0.
    bool in_f32(const Op&) const;

    // ---- What the program says -------------------------------------------------------------------------------------
    const Shape& shape(TensorId id) const { return program_.at(id).shape; }
    std::size_t elements(TensorId id) const { return count(shape(id)); }
    /// The places in the program that read a tensor.
    const std::vector<std::size_t>& readers(TensorId id) const { return readers_[std::size_t(id)]; }
    /// Program order, but each update as early as it can be, while its gradient is still near.
    std::vector<std::size_t> order() const;

    // ---- Layouts ---------------------------------------------------------------------------------------------------
    Home& home(TensorId id) { return homes_[std::size_t(id)]; }
    /// Gives `id`, about to be written, this layout; the place where it then is.
    BufferId place(TensorId id, const Desc&);
    BufferId place_plain(TensorId id); // Of any type.
    /// `id` in this layout, converted by a step of its own where it has another.
    BufferId in_layout(TensorId id, const Desc&);
    BufferId converted(TensorId id, const Home& from, const Desc& to);
    BufferId in_plain(TensorId id);
    bool is_plain(TensorId id);
    /// Filled up to whole blocks of channels.
    bool is_padded(TensorId id) { return home(id).desc.get_size() != elements(id) * sizeof(float); }
    /// As channels, where the layout is one that the own loops know; else nothing.
    std::optional<ChannelView> view(TensorId id);
    std::optional<ChannelView> view_of(const Desc&);
    /// The same, converted to plain where it has to be.
    ChannelView view_or_plain(TensorId id);
    Desc norm_layout(TensorId x);
    /// The layout that the readers of a gradient will want; plain where that is not known.
    Desc wanted(TensorId id);
    Desc blocked8_or_empty(TensorId id);
    /// Weights, moments and other values that last have changed: copies in other layouts are stale.
    void changed(TensorId id) { copies_.erase(id); }
    std::size_t stored(TensorId id) { return home(id).desc.get_size() / sizeof(float); }

    // ---- Fusion ----------------------------------------------------------------------------------------------------
    /// What follows a convolution or product and is done with it.
    struct Tail {
        TensorId bias = no_tensor, out = no_tensor;
        std::optional<Activation> activation;
        std::string what;
        std::vector<std::size_t> ops; // The instructions that need no step of their own.
    };
    Tail tail(TensorId out) const;
    /// The sum of `grad` over all but the channels (a bias's gradient) that the weight gradient can give as well.
    std::optional<std::size_t> bias_gradient(TensorId grad, std::size_t behind) const;
    /// Where the result of an instruction is really made: in the weight gradient for such a sum.
    std::size_t made_at(std::size_t op) const;
    void skip(std::size_t op) { done_[op] = true; }

    // ---- Pieces of several instructions
    // ------------------------------------------------------------------------------
    Made describe(const Conv&, const Tail&) const;
    /// A weight in the layout of a primitive, which gives groups an axis of their own.
    BufferId in_grouped(TensorId w, std::int64_t groups, const Desc&);
    struct PoolPass {
        Desc x, y, workspace;
        BufferId workspace_buffer = -1;
        bool own = false;
    };
    bool is_own_pool(PoolKind, TensorId x, const Window&);
    PoolShape pool_shape(TensorId x, TensorId y, const Window&) const;
    PoolPass add_own_pool(TensorId x, TensorId y, const Window&, bool keep_result);
    /// Few input channels, as in a first layer: oneDNN's weight gradient is slow there.
    bool is_thin(const ConvBackwardWeights&);
    void add_thin_weight_gradient(const ConvBackwardWeights&, TensorId dbias);
    /// Adds the forward step of a pool. Its result goes to `y`, or nowhere when only the workspace is wanted.
    PoolPass add_pool(PoolKind, TensorId x, TensorId y, const Window&, bool count_padding, bool keep_result);
    /// An own loop: `work` is called with the addresses and returns what runs.
    template <class F>
    void loop(std::string what, int threads, const std::vector<BufferId>& touched, F work);
    /// A product with more than two axes: one of oneDNN's where the rows of all matrices can be seen as one matrix's,
    /// else one per matrix, on operands of any strides.
    void lower_batched(const MatMul&);
    /// The layout of a product whose only reader puts its axes in another order, so that this costs nothing.
    Desc wanted_by_permute(TensorId id);
    void copy_part(std::string what, TensorId part, TensorId whole, int axis, std::int64_t begin, bool into_whole);
    template <class Update, class F>
    void update(std::string what, const Update&, TensorId first, TensorId second, TensorId clock, F run);
    /// What an update needs in the layout of its parameter, which may count groups as an axis.
    BufferId in_update_layout(TensorId id, const Desc&);

    const Program& program_;
    Draft draft_;
    const Kernels& kernels_ = kernels();
    std::vector<std::vector<std::size_t>> readers_;
    std::vector<std::size_t> writer_;             // By tensor; the number of instructions where none.
    std::map<std::size_t, std::size_t> given_by_; // Sums that a later weight gradient gives.
    std::vector<bool> done_;
    std::size_t now_ = 0; // The instruction being lowered.
    std::shared_ptr<reference::Store> store_; // What all steps that fall back share; empty where there are none.
    std::vector<Home> homes_;
    std::map<TensorId, std::vector<Home>> copies_;
    std::map<TensorId, PoolPass> pools_; // By the pool's result.
};

template <class F>
void Compiler::loop(std::string what, int threads, const std::vector<BufferId>& touched, F work)
{
    draft_.add(std::move(what), threads, touched, [work = std::move(work)](const Address& address) {
        return Work([run = work(address)] {
            run();
            return dnnl_success;
        });
    });
}

/// What oneDNN is told about a tensor's elements.
dnnl::memory::data_type type_of(DType);
/// A curve as oneDNN has it; nothing where the own loops do it.
std::optional<Activation> activation_of(Curve, double alpha);
/// Whether a curve's slope follows from its result.
bool slope_from_result(Curve, double alpha);

} // namespace loom::onednn
