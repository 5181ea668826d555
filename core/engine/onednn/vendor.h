#pragma once
#include "ir/program.h"

#include <oneapi/dnnl/dnnl.hpp>

#include <future>
#include <omp.h>
#include <optional>
#include <string>

namespace loom::onednn {

using Desc = dnnl::memory::desc;
using Dims = dnnl::memory::dims;
/// A described primitive of any kind. Its layouts are asked for with query_md().
using Made = dnnl::primitive_desc_base;

/// oneDNN's primitives run on the thread that calls them while this lives; the parts of a step are ours to share out.
/// They must be made under the same rule.
class OneThread {
public:
    OneThread() : before_(omp_get_max_threads()) { omp_set_num_threads(1); }
    ~OneThread() { omp_set_num_threads(before_); }
    OneThread(const OneThread&) = delete;

private:
    int before_;
};

/// A curve fused behind a convolution or product.
struct Activation {
    dnnl::algorithm algorithm;
    float alpha = 0, beta = 0;
};

struct Sliding {
    Dims kernel, stride, dilation, pad_begin, pad_end; // dilation 1: none.
};

// What oneDNN 2.6 and 3.x make in different ways. Primitives leave their scratchpad to us. An empty bias means none;
// layouts may be open (format_tag::any).
Made convolution(const dnnl::engine&, const Desc& x, const Desc& w, const Desc& bias, const Desc& out, const Sliding&,
                 std::optional<Activation> = {});
Made convolution_backward_data(const dnnl::engine&, const Desc& dx, const Desc& w, const Desc& grad, const Sliding&);
Made convolution_backward_weights(const dnnl::engine&, const Desc& x, const Desc& dw, const Desc& dbias,
                                  const Desc& grad, const Sliding&);
/// `training` asks for the workspace that the backward pass of max pooling needs.
Made pooling(const dnnl::engine&, dnnl::algorithm, const Desc& x, const Desc& out, const Sliding&, bool training);
Made pooling_backward(const dnnl::engine&, dnnl::algorithm, const Desc& dx, const Desc& grad, const Sliding&);
/// With scale, shift, and mean and variance as results.
Made batch_norm(const dnnl::engine&, const Desc& x, float epsilon);
Made batch_norm_backward(const dnnl::engine&, const Desc& x, float epsilon);
/// Whether batch_norm_backward must be given a shift, which it does not use; where not, it must not be given one.
extern const bool batch_norm_backward_takes_shift;
Made eltwise(const dnnl::engine&, const Activation&, const Desc& x);
Made eltwise_backward(const dnnl::engine&, const Activation&, const Desc& x);
/// `add`: to what `out` holds. `addend`: as `out`, added from the argument addend_argument; empty where there is none.
Made matmul(const dnnl::engine&, const Desc& a, const Desc& b, const Desc& bias, const Desc& out,
            std::optional<Activation> = {}, bool add = false, const Desc& addend = {});
inline constexpr int addend_argument = DNNL_ARG_ATTR_MULTIPLE_POST_OP(0) | DNNL_ARG_SRC_1;
Made reorder(const dnnl::engine&, const Desc& from, const Desc& to);

/// Row-major.
Desc plain(const Dims&, dnnl::memory::data_type = dnnl::memory::data_type::f32);
/// {N, C, …} with `block` (8 or 16) channels side by side; empty where there is no such layout for that rank.
Desc blocked(const Dims&, std::size_t block);
Desc any(const Dims&);
Dims dims_of(const Desc&);
/// Whether each element lies at its index times strides: no blocks, no gaps to fill up.
bool is_strided(const Desc&);
/// Of a strided layout.
Dims strides_of(const Desc&);
/// The layout of `size` of its rows (places along the first axis), which lie behind each other; empty where rows do not
/// lie so, or not for multiples of `grain` rows.
Desc rows_of(const Desc&, std::int64_t size, std::int64_t grain = 1);
/// What this processor, or ONEDNN_MAX_CPU_ISA, lets oneDNN use: "AVX2"; empty where it is none of those known.
std::string instruction_set();
/// Whether that primitive calls oneDNN's plain product (dnnl_sgemm).
bool calls_plain_product(const Made&);
/// Makes the code of all plain products on a thread of its own, once in a process: else the first call does, which takes
/// longer than compiling most networks. Nothing to wait for where they are there, or no thread can be had.
std::future<void> make_plain_products();
inline bool empty(const Desc& d)
{
    return d.get_size() == 0;
}

} // namespace loom::onednn
