// The only file that knows which oneDNN it is built against.
#include "engine/onednn/vendor.h"
#include "engine/kernels/kernels.h"

#include <atomic>
#include <mutex>
#include <string_view>
#include <system_error>

namespace loom::onednn {
namespace {

using dnnl::algorithm;
using dnnl::engine;
using dnnl::prop_kind;

dnnl::primitive_attr attributes(std::optional<Activation> activation = {}, bool add = false, const Desc& addend = {})
{
    dnnl::primitive_attr attr;
    attr.set_scratchpad_mode(dnnl::scratchpad_mode::user);
    dnnl::post_ops after;
    if (!empty(addend))
        after.append_binary(algorithm::binary_add, addend);
    if (add)
        after.append_sum();
    if (activation) {
#if DNNL_VERSION_MAJOR >= 3
        after.append_eltwise(activation->algorithm, activation->alpha, activation->beta);
#else
        after.append_eltwise(1.f, activation->algorithm, activation->alpha, activation->beta);
#endif
    }
    if (after.len() > 0)
        attr.set_post_ops(after);
    return attr;
}

/// oneDNN counts the gaps.
Dims gaps(const Sliding& s)
{
    Dims out;
    for (auto d : s.dilation)
        out.push_back(d - 1);
    return out;
}

dnnl::convolution_forward::primitive_desc convolution_forward(const engine& e, const Desc& x, const Desc& w,
                                                              const Desc& bias, const Desc& out, const Sliding& s,
                                                              const dnnl::primitive_attr& attr)
{
    const auto kind = prop_kind::forward_training;
    const auto direct = algorithm::convolution_direct;
#if DNNL_VERSION_MAJOR >= 3
    return {e, kind, direct, x, w, bias, out, s.stride, gaps(s), s.pad_begin, s.pad_end, attr};
#else
    return {{kind, direct, x, w, bias, out, s.stride, gaps(s), s.pad_begin, s.pad_end}, attr, e};
#endif
}

const auto norm_flags = dnnl::normalization_flags::use_scale | dnnl::normalization_flags::use_shift;

dnnl::batch_normalization_forward::primitive_desc batch_norm_forward(const engine& e, const Desc& x, float epsilon)
{
#if DNNL_VERSION_MAJOR >= 3
    return {e, prop_kind::forward_training, x, x, epsilon, norm_flags, attributes()};
#else
    return {{prop_kind::forward_training, x, epsilon, norm_flags}, attributes(), e};
#endif
}

dnnl::eltwise_forward::primitive_desc eltwise_forward(const engine& e, const Activation& a, const Desc& x)
{
#if DNNL_VERSION_MAJOR >= 3
    return {e, prop_kind::forward_training, a.algorithm, x, x, a.alpha, a.beta, attributes()};
#else
    return {{prop_kind::forward_training, a.algorithm, x, a.alpha, a.beta}, attributes(), e};
#endif
}

#if DNNL_VERSION_MAJOR < 3
bool dilated(const Sliding& s)
{
    return s.dilation != Dims(s.dilation.size(), 1);
}

dnnl::pooling_forward::primitive_desc pooling_forward(const engine& e, algorithm kind, const Desc& x, const Desc& out,
                                                      const Sliding& s, bool training)
{
    return {{training ? prop_kind::forward_training : prop_kind::forward_inference, kind, x, out, s.stride, s.kernel,
             s.pad_begin, s.pad_end},
            attributes(),
            e};
}
#endif

/// With gaps; up to 2.6 a kind of its own, without the fast code of the other.
#if DNNL_VERSION_MAJOR >= 3
dnnl::pooling_forward::primitive_desc dilated_pooling_forward(const engine& e, algorithm kind, const Desc& x,
                                                              const Desc& out, const Sliding& s, bool training)
{
    return {e,           training ? prop_kind::forward_training : prop_kind::forward_inference,
            kind,        x,
            out,         s.stride,
            s.kernel,    gaps(s),
            s.pad_begin, s.pad_end,
            attributes()};
}
#else
dnnl::pooling_v2_forward::primitive_desc dilated_pooling_forward(const engine& e, algorithm kind, const Desc& x,
                                                                 const Desc& out, const Sliding& s, bool training)
{
    return {{training ? prop_kind::forward_training : prop_kind::forward_inference, kind, x, out, s.stride, s.kernel,
             gaps(s), s.pad_begin, s.pad_end},
            attributes(),
            e};
}
#endif

} // namespace

Made convolution(const engine& e, const Desc& x, const Desc& w, const Desc& bias, const Desc& out, const Sliding& s,
                 std::optional<Activation> activation)
{
    return convolution_forward(e, x, w, bias, out, s, attributes(activation));
}

Made convolution_backward_data(const engine& e, const Desc& dx, const Desc& w, const Desc& grad, const Sliding& s)
{
    const auto hint = convolution_forward(e, dx, w, {}, grad, s, attributes());
    const auto direct = algorithm::convolution_direct;
#if DNNL_VERSION_MAJOR >= 3
    return dnnl::convolution_backward_data::primitive_desc(e, direct, dx, w, grad, s.stride, gaps(s), s.pad_begin,
                                                           s.pad_end, hint, attributes());
#else
    return dnnl::convolution_backward_data::primitive_desc(
        {direct, dx, w, grad, s.stride, gaps(s), s.pad_begin, s.pad_end}, attributes(), e, hint);
#endif
}

Made convolution_backward_weights(const engine& e, const Desc& x, const Desc& dw, const Desc& dbias, const Desc& grad,
                                  const Sliding& s)
{
    const auto hint = convolution_forward(e, x, dw, dbias, grad, s, attributes());
    const auto direct = algorithm::convolution_direct;
#if DNNL_VERSION_MAJOR >= 3
    return dnnl::convolution_backward_weights::primitive_desc(e, direct, x, dw, dbias, grad, s.stride, gaps(s),
                                                              s.pad_begin, s.pad_end, hint, attributes());
#else
    return dnnl::convolution_backward_weights::primitive_desc(
        {direct, x, dw, dbias, grad, s.stride, gaps(s), s.pad_begin, s.pad_end}, attributes(), e, hint);
#endif
}

Made pooling(const engine& e, algorithm kind, const Desc& x, const Desc& out, const Sliding& s, bool training)
{
#if DNNL_VERSION_MAJOR < 3
    if (!dilated(s))
        return pooling_forward(e, kind, x, out, s, training);
#endif
    return dilated_pooling_forward(e, kind, x, out, s, training);
}

Made pooling_backward(const engine& e, algorithm kind, const Desc& dx, const Desc& grad, const Sliding& s)
{
#if DNNL_VERSION_MAJOR >= 3
    return dnnl::pooling_backward::primitive_desc(e, kind, dx, grad, s.stride, s.kernel, gaps(s), s.pad_begin,
                                                  s.pad_end, dilated_pooling_forward(e, kind, dx, grad, s, true),
                                                  attributes());
#else
    if (!dilated(s))
        return dnnl::pooling_backward::primitive_desc({kind, dx, grad, s.stride, s.kernel, s.pad_begin, s.pad_end},
                                                      attributes(), e, pooling_forward(e, kind, dx, grad, s, true));
    return dnnl::pooling_v2_backward::primitive_desc(
        {kind, dx, grad, s.stride, s.kernel, gaps(s), s.pad_begin, s.pad_end}, attributes(), e,
        dilated_pooling_forward(e, kind, dx, grad, s, true));
#endif
}

Made batch_norm(const engine& e, const Desc& x, float epsilon)
{
    return batch_norm_forward(e, x, epsilon);
}

Made batch_norm_backward(const engine& e, const Desc& x, float epsilon)
{
    const auto hint = batch_norm_forward(e, x, epsilon);
#if DNNL_VERSION_MAJOR >= 3
    return dnnl::batch_normalization_backward::primitive_desc(e, prop_kind::backward, x, x, x, epsilon, norm_flags,
                                                              hint, attributes());
#else
    return dnnl::batch_normalization_backward::primitive_desc({prop_kind::backward, x, x, epsilon, norm_flags},
                                                              attributes(), e, hint);
#endif
}

const bool batch_norm_backward_takes_shift = DNNL_VERSION_MAJOR < 3;

Made eltwise(const engine& e, const Activation& a, const Desc& x)
{
    return eltwise_forward(e, a, x);
}

Made eltwise_backward(const engine& e, const Activation& a, const Desc& x)
{
    const auto hint = eltwise_forward(e, a, x);
#if DNNL_VERSION_MAJOR >= 3
    return dnnl::eltwise_backward::primitive_desc(e, a.algorithm, x, x, x, a.alpha, a.beta, hint, attributes());
#else
    return dnnl::eltwise_backward::primitive_desc({a.algorithm, x, x, a.alpha, a.beta}, attributes(), e, hint);
#endif
}

Made matmul(const engine& e, const Desc& a, const Desc& b, const Desc& bias, const Desc& out,
            std::optional<Activation> after, bool add, const Desc& addend)
{
#if DNNL_VERSION_MAJOR >= 3
    return dnnl::matmul::primitive_desc(e, a, b, bias, out, attributes(after, add, addend));
#else
    return dnnl::matmul::primitive_desc({a, b, bias, out}, attributes(after, add, addend), e);
#endif
}

Made reorder(const engine& e, const Desc& from, const Desc& to)
{
    return dnnl::reorder::primitive_desc(e, from, e, to, attributes());
}

Desc plain(const Dims& dims, dnnl::memory::data_type type)
{
    if (dims.empty())
        return Desc({1}, type, Dims{1});
    Dims strides(dims.size(), 1);
    for (std::size_t i = dims.size() - 1; i > 0; --i)
        strides[i - 1] = strides[i] * dims[i];
    return Desc(dims, type, strides);
}

Desc blocked(const Dims& dims, std::size_t block)
{
    using tag = dnnl::memory::format_tag;
    if (dims.size() < 3 || dims.size() > 5)
        return {};
    const tag by8[] = {tag::nCw8c, tag::nChw8c, tag::nCdhw8c}, by16[] = {tag::nCw16c, tag::nChw16c, tag::nCdhw16c};
    return Desc(dims, dnnl::memory::data_type::f32, (block == 16 ? by16 : by8)[dims.size() - 3]);
}

Desc any(const Dims& dims)
{
    return Desc(dims, dnnl::memory::data_type::f32, dnnl::memory::format_tag::any);
}

Dims dims_of(const Desc& d)
{
#if DNNL_VERSION_MAJOR >= 3
    return d.get_dims();
#else
    return d.dims();
#endif
}

Desc rows_of(const Desc& d, std::int64_t size, std::int64_t grain)
{
    Dims dims = dims_of(d);
    if (dims.empty() || dims[0] % grain != 0 || size % grain != 0)
        return {};
    const auto all = dims[0];
    const Dims start(dims.size(), 0);
    try {
        dims[0] = grain;
        if (std::int64_t(d.submemory_desc(dims, start).get_size()) * (all / grain) != std::int64_t(d.get_size()))
            return {};
        dims[0] = size;
        return d.submemory_desc(dims, start);
    } catch (const dnnl::error&) {
        return {}; // The first axis is in blocks.
    }
}

namespace {

bool may_run(dnnl::cpu_isa wanted)
{
    const auto most = unsigned(dnnl::get_effective_cpu_isa()); // A set of bits.
    return (most & unsigned(wanted)) == unsigned(wanted);
}

} // namespace

} // namespace loom::onednn

const loom::loops::Kernels& loom::loops::kernels()
{
#if defined(__x86_64__)
    if (onednn::may_run(dnnl::cpu_isa::avx512_core))
        return avx512_kernels();
    if (onednn::may_run(dnnl::cpu_isa::avx2))
        return avx2_kernels();
#endif
    return plain_kernels();
}

namespace loom::onednn {

std::string instruction_set()
{
    return may_run(dnnl::cpu_isa::avx512_core) ? "AVX-512"
           : may_run(dnnl::cpu_isa::avx2)      ? "AVX2"
           : may_run(dnnl::cpu_isa::avx)       ? "AVX"
           : may_run(dnnl::cpu_isa::sse41)     ? "SSE4.1"
                                               : "";
}

bool is_strided(const Desc& d)
{
#if DNNL_VERSION_MAJOR >= 3
    return d.get_format_kind() == dnnl::memory::format_kind::blocked && d.get_inner_nblks() == 0;
#else
    return d.data.format_kind == dnnl_blocked && d.data.format_desc.blocking.inner_nblks == 0;
#endif
}

Dims strides_of(const Desc& d)
{
#if DNNL_VERSION_MAJOR >= 3
    return d.get_strides();
#else
    return Dims(d.data.format_desc.blocking.strides, d.data.format_desc.blocking.strides + d.data.ndims);
#endif
}

bool calls_plain_product(const Made& made)
{
    return std::string_view(made.impl_info_str()).find("gemm") != std::string_view::npos;
}

std::future<void> make_plain_products()
{
    static std::once_flag once;
    static std::atomic<bool> made = false;
    if (made)
        return {};
    try {
        return std::async(std::launch::async, [] {
            std::call_once(once, [] {
                constexpr dnnl_dim_t n = 64; // Of tiny ones oneDNN makes none.
                const OneThread one;
                const std::vector<float> a(n * n), b(n * n);
                std::vector<float> c(n * n);
                dnnl_sgemm('N', 'N', n, n, n, 1.f, a.data(), n, b.data(), n, 0.f, c.data(), n);
                made = true;
            });
        });
    } catch (const std::system_error&) { // No thread can be had: the first call makes them.
        return {};
    }
}

} // namespace loom::onednn
