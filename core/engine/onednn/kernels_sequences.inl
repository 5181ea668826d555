// The part of kernels.inl that works on sequences; included there.

// ---- Choosing rows -------------------------------------------------------------------------------------------------

inline size_t row_of(const GatherArgs& a, size_t i)
{
    const int64_t index = a.narrow ? a.narrow[i] : a.wide[i];
    return index < 0 ? 0 : smaller(size_t(index), a.size - 1);
}

void gather(const GatherArgs& a, const float* x, float* out, int threads)
{
    in_parts(a.outer * a.count, 1, threads, [=, &a](size_t begin, size_t end, int) {
        for (size_t r = begin; r < end; ++r) {
            const float* from = x + (r / a.count * a.size + row_of(a, r % a.count)) * a.inner;
            if (a.inner == 1)
                out[r] = *from;
            else
                std::memcpy(out + r * a.inner, from, a.inner * sizeof(float));
        }
    });
}

/// Each thread has columns of its own, so no two add to one element and the order of adding is always the same.
void scatter_add(const GatherArgs& a, const float* grad, float* x, int threads)
{
    in_parts(a.inner, line, threads, [=, &a](size_t begin, size_t end, int) {
        for (size_t r = 0; r < a.outer * a.size; ++r)
            std::memset(x + r * a.inner + begin, 0, (end - begin) * sizeof(float));
        for (size_t r = 0; r < a.outer * a.count; ++r) {
            const float* from = grad + r * a.inner;
            float* to = x + (r / a.count * a.size + row_of(a, r % a.count)) * a.inner;
#pragma GCC ivdep
            for (size_t i = begin; i < end; ++i)
                to[i] += from[i];
        }
    });
}
