#pragma once
#include "engine/backend.h"
#include "engine/onednn/draft.h"
#include "engine/reference/store.h"
#include "ir/program.h"
#include "ir/resample.h"

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
    Compiler(const Program&, dnnl::engine, int threads, Choices = {});

    // ---- Ways of a convolution, for those that have several
    static constexpr const char *winograd_way = "winograd", *direct_way = "direct";
    /// Whether Winograd's way can do that convolution, in all directions.
    static bool has_winograd(const Shape& x, const Shape& w, const Window&, std::int64_t groups);
    /// Whether it does so where nothing was measured.
    static bool is_winograd_by_rule(const Shape& x, const Shape& w, const Shape& y);
    /// What such a convolution is called among Choices: "32x64x32x32 * 64x64x3x3 + 1,1,1,1".
    static std::string choice_name(const Shape& x, const Shape& w, const Window&);

    /// Before compile(): a picture that comes and stays in blocks of channels.
    void keep_blocked(TensorId);

    /// Throws dnnl::error.
    void compile();

    Draft& draft() { return draft_; }
    const std::vector<Home>& homes() const { return homes_; }
    /// After compile(): all that there was to choose, and how.
    const Choices& choices() const { return made_; }

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
    void lower(const Assign&);
    void lower(const Reshape&);
    void lower(const Concat&);
    void lower(const Slice&);
    void lower(const SliceBackward&);
    void lower(const Permute&);
    void lower(const Cast&);
    void lower(const Gather&);
    void lower(const GatherBackward&);
    void lower(const Recurrent&);
    void lower(const RecurrentBackward&);
    void lower(const MaskedSoftmax&);
    void lower(const Dropout&);
    void lower(const CrossEntropy&);
    void lower(const CrossEntropyBackward&);
    void lower(const Ctc&);
    void lower(const PointwiseLoss&);
    void lower(const PointwiseLossBackward&);
    void lower(const CountCorrect&);
    void lower(const SgdUpdate&);
    void lower(const AdaGradUpdate&);
    void lower(const RmsPropUpdate&);
    void lower(const AdamUpdate&);
    void lower(const LionUpdate&);
    void lower(const SquareSum&);
    void lower(const LayerNorm&);
    void lower(const LayerNormBackward&);
    void lower(const Lrn&);
    void lower(const LrnBackward&);
    void lower(const Pad&);
    void lower(const PadBackward&);
    void lower(const Resize&);
    void lower(const ResizeBackward&);
    void lower(const NormalNoise&);

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
    /// Whether one instruction may do another's work: both are in the same part of the same stage.
    bool together(std::size_t op, std::size_t other) const { return stretches_[op] == stretches_[other]; }
    /// Program order, stretch by stretch, but each update as early as it can be, while its gradient is still near.
    std::vector<std::size_t> order() const;

    // ---- Layouts ---------------------------------------------------------------------------------------------------
    Home& home(TensorId id) { return homes_[std::size_t(id)]; }
    /// Gives `id`, about to be written, this layout; the place where it then is.
    BufferId place(TensorId id, const Desc&);
    BufferId place_plain(TensorId id); // Of any type.
    /// `id` in this layout, converted by a step of its own where it has another. The layout may see an axis of the tensor
    /// as several.
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
    /// The layout that the readers of a gradient will want; plain where that is not known.
    Desc wanted(TensorId id);
    /// Whether a norm over the channels at each place (groups 0) finds them side by side, each place a row.
    bool is_of_rows(TensorId x, std::int64_t groups);
    /// How many channels lie side by side; 1 where they do not.
    std::size_t block_of(TensorId id);
    /// Weights, moments and other values that last have changed: copies in other layouts are stale.
    void changed(TensorId id) { copies_.erase(id); }
    std::size_t stored(TensorId id) { return home(id).desc.get_size() / sizeof(float); }

    /// Rows of features in the order of the blocks that they were flattened from, and weights with rows in that order.
    bool is_flattened(TensorId id);
    bool has_flattened_rows(TensorId id);
    /// The result in the memory of x, where the layout of one follows from that of the other without a step.
    bool flatten_in_place(const Reshape&);
    /// A weight of a product whose layout is not settled before its first use.
    bool is_open(TensorId id);
    /// Gives such a weight and its moments their place.
    void settle(TensorId weight, const Desc&);
    struct Operands {
        BufferId a, b;
        Desc out;
    };
    /// The operands of a product as plain memory, and the layout that its result then has. A layout that is not plain
    /// has its rows or columns in another order.
    Operands operands(const MatMul&);

    // ---- Fusion ----------------------------------------------------------------------------------------------------
    /// What follows a convolution or product and is done with it.
    struct Tail {
        TensorId bias = no_tensor, out = no_tensor;
        TensorId addend = no_tensor; // Of a product: a residual connection, or another gradient of the same tensor.
        std::optional<Activation> activation;
        std::string what;
        std::vector<std::size_t> ops; // The instructions that need no step of their own.
        /// The curve or addend, which is the last one: it gets a step of its own after all.
        void leave_last()
        {
            activation.reset();
            addend = no_tensor;
            out = before_last;
            what = what_before_last;
            ops.pop_back();
        }
        void add_last(TensorId result, std::size_t op, std::string_view name)
        {
            before_last = out;
            what_before_last = what;
            out = result;
            ops.push_back(op);
            what += " + " + std::string(name);
        }
        TensorId before_last = no_tensor;
        std::string what_before_last;
    };
    Tail tail(TensorId out) const;
    /// Only within a run, and read by nobody else then.
    bool is_hidden(TensorId id) const;
    /// Whether a tensor holds at instruction `start` what it does at the later instruction `reader`.
    bool known_before(TensorId id, std::size_t start, std::size_t reader) const;
    struct Sum {
        TensorId other, out;
        std::size_t op;
    };
    /// The sum of `id`, which instruction `start` writes, with a plain tensor of its shape, where that is all `id` is for.
    std::optional<Sum> sum_behind(TensorId id, std::size_t start) const;
    bool is_picture(TensorId id) const;
    /// A ReLU of `id`, where nothing else but its own way back needs what it starts from.
    std::optional<std::size_t> relu_after(TensorId id) const;
    /// The way back through a ReLU or leaky ReLU, where that is all that `grad`, in this layout, is for.
    std::optional<std::size_t> slope_behind(TensorId grad, const Desc&);
    /// Whether the way back through a ReLU is left to the batch normalisation before it.
    bool goes_on_in_batch_norm(const EltwiseBackward&) const;
    /// The sum of `grad` over all but the channels (a bias's gradient) that the weight gradient can give as well.
    std::optional<std::size_t> bias_gradient(TensorId grad, std::size_t behind) const;
    /// Where the result of an instruction is really made: in the weight gradient for such a sum.
    std::size_t made_at(std::size_t op) const;
    void skip(std::size_t op) { done_[op] = true; }

    // ---- Pieces of several instructions
    // ------------------------------------------------------------------------------
    Made describe(const Conv&, const Tail&) const;
    /// Whether Winograd's way does that convolution, in all directions.
    bool is_winograd(const Shape& x, const Shape& w, const Shape& y, const Window&, std::int64_t groups);
    /// {3, 3, in, out}.
    Desc winograd_weight(const Shape& w) const;
    /// Blocks of channels: those that the tensor has, else what suits this processor.
    Desc own_blocks(TensorId id);
    /// y = x ∗ w + bias; backward: with w turned round, its inputs and outputs exchanged.
    void add_winograd(std::string what, TensorId x, TensorId w, TensorId bias, bool relu, TensorId y,
                      std::int64_t pad_top, std::int64_t pad_left, bool backward);
    void add_winograd_weights(const ConvBackwardWeights&);
    Made describe(const ConvBackwardData&) const;
    struct PoolPass {
        Desc x, y, workspace;
        BufferId workspace_buffer = -1;
        bool own = false;
    };
    bool is_own_pool(PoolKind, TensorId x, const Window&);
    PoolShape pool_shape(TensorId x, TensorId y, const Window&, std::size_t block) const;
    /// The way back through a ReLU before the pool, where that is all that its gradient is for.
    std::optional<std::size_t> relu_behind(const PoolBackward&);
    PoolPass add_own_pool(TensorId x, TensorId y, const Window&, bool keep_result);
    void add_norm_pool(const Pool&);
    void add_norm_pool_backward(const PoolBackward&);
    /// Pad, Resize and their ways back.
    void add_resample(std::string what, TensorId from, TensorId to, std::vector<AxisTaps>);
    /// Few input channels, as in a first layer: oneDNN's weight gradient is slow there.
    bool is_thin(const ConvBackwardWeights&);
    bool is_thin(const ConvBackwardData&) const;
    void add_thin_data_gradient(const ConvBackwardData&);
    void add_thin_weight_gradient(const ConvBackwardWeights&, TensorId dbias);
    /// Adds the forward step of a pool. Its result goes to `y`, or nowhere when only the workspace is wanted.
    PoolPass add_pool(PoolKind, TensorId x, TensorId y, const Window&, bool count_padding, bool keep_result);
    /// An own loop: `work` is called with the addresses and returns what runs.
    template <class F>
    void loop(std::string what, const std::vector<BufferId>& touched, F work);
    /// out {height, width} = a·b + bias + addend of plain matrices, either one transposed. Offsets in bytes.
    struct Product {
        BufferId a, b, out, bias = -1, addend = -1;
        std::int64_t height, inner, width;
        bool transpose_a = false, transpose_b = false;
        std::size_t a_offset = 0, b_offset = 0;
    };
    void add_product(std::string what, const Product&, std::optional<Activation> = {});
    /// Adds what all but the first of these buffers hold to it, always in the same order.
    void add_up(const std::string& what, const std::vector<BufferId>& sums, std::size_t bytes);
    /// A product with more than two axes: one of oneDNN's where the rows of all matrices can be seen as one matrix's,
    /// else one per matrix, on operands of any strides.
    void lower_batched(const MatMul&);
    /// The layout of a product whose only reader puts its axes in another order, so that this costs nothing.
    Desc wanted_by_permute(TensorId id);
    /// One product a·b of two axes, with a bias along the columns where there is one.
    void product(std::string what, const Desc& a_desc, Argument a, const Desc& b_desc, Argument b, BufferId bias,
                 BufferId out, const Shape& out_shape);
    struct Walk;
    /// For the product of each step with recurrent weights, or with them turned around.
    Walk prepare_walk(TensorId weights, bool turn, std::int64_t batch, std::int64_t steps);
    void copy_part(std::string what, TensorId part, TensorId whole, int axis, std::int64_t begin, bool into_whole);
    template <class Update, class F>
    void update(std::string what, const Update&, TensorId first, TensorId second, TensorId clock, F run);

    const Program& program_;
    const Choices given_;
    Choices made_;
    Draft draft_;
    const Kernels& kernels_ = kernels();
    std::vector<std::vector<std::size_t>> readers_;
    std::vector<std::size_t> writer_;             // By tensor; the number of instructions where none.
    std::map<std::size_t, std::size_t> given_by_; // Sums that a later weight gradient gives.
    std::vector<bool> done_;
    std::size_t now_ = 0; // The instruction being lowered.
    std::vector<Stretch> stretches_; // By instruction.
    std::map<int, std::shared_ptr<reference::Store>> stores_; // By part: what its steps that fall back share.
    std::vector<Home> homes_;
    std::map<TensorId, std::vector<Home>> copies_;
    std::map<TensorId, PoolPass> pools_; // By the pool's result.
    struct Through {
        TensorId grad, y;
    };
    std::map<TensorId, Through> relus_; // By the gradient that is never written: it goes on in a batch normalisation.
};

template <class F>
void Compiler::loop(std::string what, const std::vector<BufferId>& touched, F work)
{
    draft_.add(std::move(what), touched, [work = std::move(work)](const Address& address) {
        return Work([run = work(address)] {
            run();
            return dnnl_success;
        });
    });
}

/// The parameter and the moments of an update; nothing for other instructions.
struct Updated {
    TensorId param = no_tensor;
    std::vector<TensorId> moments;
};
Updated updated(const Op&);

/// What oneDNN is told about a tensor's elements.
dnnl::memory::data_type type_of(DType);
/// A curve as oneDNN has it; nothing where the own loops do it.
std::optional<Activation> activation_of(Curve, double alpha);

} // namespace loom::onednn
