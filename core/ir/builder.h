#pragma once
#include "ir/program.h"

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

    TensorId input(std::string name, Shape, DType = DType::F32);
    TensorId constant(Shape, Init, DType = DType::F32);
    TensorId weight(std::string_view name, Shape, Init);
    TensorId state(std::string_view name, Shape, Init);
    /// The optimiser's memory for `param`: "<param>.<name>", of its shape, filled with `value`.
    TensorId moment(TensorId param, std::string_view name, double value = 0);
    /// The {seed, step} input (I64) named "clock", made at the first call.
    TensorId clock();
    /// Makes an intermediate readable after a run, under this name.
    void mark_output(TensorId id, std::string name);

    /// Axes before the last two agree or are repeated.
    TensorId matmul(TensorId a, TensorId b, bool transpose_a = false, bool transpose_b = false);
    TensorId conv(TensorId x, TensorId w, Window, std::int64_t groups = 1);
    TensorId pool(PoolKind, TensorId x, Window, bool count_padding = false);
    /// BatchNorm in Mode::Train, BatchNormInference in Mode::Infer.
    TensorId batch_norm(TensorId x, TensorId scale, TensorId shift, TensorId running_mean, TensorId running_variance,
                        double momentum, double epsilon);
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
    TensorId reshape(TensorId x, Shape);
    TensorId concat(std::vector<TensorId> inputs, int axis);
    TensorId slice(TensorId x, int axis, std::int64_t begin, std::int64_t size);
    TensorId permute(TensorId x, std::vector<int> perm);
    TensorId cast(TensorId x, DType);
    TensorId gather(TensorId x, TensorId indices, int axis);
    /// x itself in Mode::Infer or at rate 0.
    TensorId dropout(TensorId x, double rate);
    TensorId cross_entropy(TensorId logits, TensorId labels, TensorId weights, TensorId class_weights, double smoothing);
    TensorId pointwise_loss(PointLoss, TensorId prediction, TensorId target, TensorId weights, double parameter = 1,
                            double smoothing = 0);
    TensorId count_correct(TensorId logits, TensorId labels, TensorId weights);
    /// An instruction that makes no new tensor.
    void emit(Op op) { program_.ops.push_back(std::move(op)); }

    Program& program() { return program_; }
    Program take() { return std::move(program_); }

private:
    TensorId add(Tensor);
    TensorId fresh(Shape shape, DType dtype = DType::F32) { return add({.shape = std::move(shape), .dtype = dtype}); }

    Mode mode_;
    std::string scope_;
    Program program_;
};

} // namespace loom
