#pragma once
#include "ir/program.h"

#include <map>

namespace loom {

enum class Mode { Train, Infer };

/// Writes a program, instruction by instruction. Shapes of results follow from the operands, which must fit: the
/// layers' infer() has checked them before.
class Builder {
public:
    explicit Builder(Mode mode = Mode::Train) : mode_(mode) {}
    Mode mode() const { return mode_; }
    const Shape& shape(TensorId id) const { return program_.at(id).shape; }
    DType dtype(TensorId id) const { return program_.at(id).dtype; }

    /// What weights made from now on belong to: "conv2d_2" makes "conv2d_2.weight".
    void set_scope(std::string scope) { scope_ = std::move(scope); }
    /// Which part of a batch the program is at: `rows` rows from this one on. Parts come in the order of their rows; what
    /// is drawn for them is what the whole batch would get, where its first axis is the batch.
    void set_part(std::int64_t first_row, std::int64_t rows);
    /// Whether what is written from now on leaves its running values as they are, also in training.
    void set_frozen(bool frozen) { frozen_ = frozen; }

    TensorId input(std::string name, Shape, DType = DType::F32);
    TensorId constant(Shape, Init, DType = DType::F32);
    /// One that the scope has already, of this name, is had again: a layer that stands in a program twice.
    TensorId weight(std::string_view name, Shape, Init);
    TensorId state(std::string_view name, Shape, Init);
    /// The optimiser's memory for `param`: "<param>.<name>", of its shape, filled with `value`.
    TensorId moment(TensorId param, std::string_view name, double value = 0);
    /// The {seed, step} input (I64) named "clock", made at the first call.
    TensorId clock();
    /// From now on the program is of one step of sequences of `steps` steps: the one at position(), those before it
    /// having been run before.
    void walk(std::int64_t batch, std::int64_t steps);
    /// How many steps a whole sequence has, where the program is of one; else 0.
    std::int64_t walked_steps() const { return walked_steps_; }
    /// The I32 {batch} input named "position": which step it is in each row's sequence, counted from 0.
    TensorId position() const { return program_.find("position"); }
    /// Makes an intermediate readable after a run, under this name.
    void mark_output(TensorId id, std::string name);

    /// Axes before the last two agree or are repeated.
    TensorId matmul(TensorId a, TensorId b, bool transpose_a = false, bool transpose_b = false);
    TensorId conv(TensorId x, TensorId w, Window, std::int64_t groups = 1);
    /// The way back of a convolution with this window, used forward: x {N,O,…}, w {O,C/groups,…}. `out` {N,C,…} is a
    /// shape that the window leads to x's.
    TensorId conv_transposed(TensorId x, TensorId w, Window, Shape out, std::int64_t groups = 1);
    TensorId pool(PoolKind, TensorId x, Window, bool count_padding = false, int power = 2);
    /// One entry per spatial axis.
    TensorId pad(PadKind, TensorId x, std::vector<std::int64_t> begin, const std::vector<std::int64_t>& end);
    TensorId resize(ResizeKind, TensorId x, const Shape& spatial);
    /// BatchNorm in Mode::Train, BatchNormInference in Mode::Infer and where frozen.
    TensorId batch_norm(TensorId x, TensorId scale, TensorId shift, TensorId running_mean, TensorId running_variance,
                        double momentum, double epsilon);
    /// groups 0: over the channels at each place. scale and shift {C} may be no_tensor.
    TensorId layer_norm(TensorId x, TensorId scale, TensorId shift, std::int64_t groups, double epsilon, bool rms = false);
    TensorId lrn(TensorId x, const LocalResponse&);
    TensorId eltwise(Curve, TensorId x, double alpha = 0, double beta = 0);
    TensorId softmax(TensorId x, bool log = false);
    TensorId affine(TensorId x, double scale, double shift);
    TensorId binary(BinaryKind, TensorId a, TensorId b);
    TensorId compare(CompareKind, TensorId a, TensorId b);
    TensorId logic(LogicKind, TensorId a, TensorId b = no_tensor);
    TensorId where(TensorId condition, TensorId a, TensorId b);
    TensorId add_bias(TensorId x, TensorId bias);
    /// The axes (sorted) disappear.
    TensorId reduce(ReduceKind, TensorId x, std::vector<int> axes);
    /// x, whose sizes along `axes` are 1, repeated to `shape`.
    TensorId expand(TensorId x, Shape, std::vector<int> axes);
    /// The axis disappears.
    TensorId arg_reduce(TensorId x, int axis, bool smallest = false, bool last = false);
    TensorId cum_sum(TensorId x, int axis, bool exclusive = false, bool reverse = false);
    struct Top { TensorId values, places; };
    Top top_k(TensorId x, std::int64_t k, bool smallest = false);
    TensorId scatter(ScatterKind, TensorId x, TensorId indices, TensorId updates);
    /// All of the State `into`, or where `places` says; once in a batch: parts behind the first one leave it alone.
    void assign(TensorId x, TensorId into, TensorId places = no_tensor, int axis = 1);
    TensorId reshape(TensorId x, Shape);
    TensorId concat(std::vector<TensorId> inputs, int axis);
    TensorId slice(TensorId x, int axis, std::int64_t begin, std::int64_t size);
    TensorId permute(TensorId x, std::vector<int> perm);
    TensorId cast(TensorId x, DType);
    TensorId gather(TensorId x, TensorId indices, int axis);
    struct Recurrence {
        TensorId y, last;
    };
    /// recurrent_bias for Cell::Gru alone.
    Recurrence recurrent(Cell, TensorId x, TensorId wx, TensorId wh, TensorId bias, TensorId recurrent_bias,
                         TensorId lengths, TensorId mask, bool reverse);
    /// How many steps of x {N, T, F} are left when those at the end whose values are all 0 are taken away: {N} I32.
    TensorId lengths(TensorId x);
    TensorId masked_softmax(TensorId x, TensorId lengths, bool causal);
    /// x itself in Mode::Infer or at rate 0.
    TensorId dropout(TensorId x, double rate);
    /// The draws follow from `stream` alone, so that equal ones can be had again. Kept values become 1/(1 − rate).
    TensorId dropout_mask(Shape, double rate, std::uint64_t stream);
    /// Standard normal numbers, other ones in every step.
    TensorId normal_noise(Shape);
    /// A stream of draws of this layer's own.
    std::uint64_t fresh_stream(std::string_view purpose);
    TensorId cross_entropy(TensorId logits, TensorId labels, TensorId weights, TensorId class_weights, double smoothing);
    TensorId pointwise_loss(PointLoss, TensorId prediction, TensorId target, TensorId weights, double parameter = 1,
                            double smoothing = 0);
    TensorId ctc(TensorId logits, TensorId labels, TensorId weights, bool zero_infinity);
    TensorId count_correct(TensorId logits, TensorId labels, TensorId weights);
    /// Σ x²; with `when` only where that is not 0.
    TensorId square_sum(TensorId x, TensorId when = no_tensor);
    /// min(1, limit / (√(Σ of these) + 1e-6)), by which torch.nn.utils.clip_grad_norm_ multiplies gradients of these square sums.
    TensorId clip_factor(std::vector<TensorId> square_sums, double limit);
    /// An instruction that makes no new tensor.
    void emit(Op op) { program_.ops.push_back(std::move(op)); }

    Program& program() { return program_; }
    Program take() { return std::move(program_); }

private:
    TensorId add(Tensor);
    /// The first element of what the whole batch draws that is drawn for this part.
    std::int64_t first_drawn(const Shape&) const;
    TensorId carried(Role, std::string_view name, Shape, Init);
    TensorId fresh(Shape shape, DType dtype = DType::F32) { return add({.shape = std::move(shape), .dtype = dtype}); }

    Mode mode_;
    bool frozen_ = false;
    std::string scope_;
    std::int64_t part_first_ = 0, part_rows_ = 0;
    std::map<std::string, int> draws_, draws_before_; // By scope: how often it has drawn, and before the first part.
    std::map<std::string, TensorId> carried_; // Weights and states, by name.
    std::int64_t walked_steps_ = 0;
    Program program_;
};

} // namespace loom
