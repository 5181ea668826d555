// The definition of every instruction, in plain loops. Other devices are tested against it.
#include "engine/backend.h"
#include "engine/reference/store.h"

#include <algorithm>
#include <chrono>
#include <new>

namespace loom {

void reference::run(Store& s, const Op& op)
{
    if (std::ranges::all_of(written(op), [&](TensorId id) { return count(s.shape(id)) == 0; }))
        return;
    std::visit([&](const auto& o) { apply(s, o); }, op);
}

namespace {

class ReferenceExecutable final : public Executable {
public:
    explicit ReferenceExecutable(const Program& program) : store_{program, {}, {}}
    {
        for (const Tensor& t : program.tensors) {
            auto& reals = reals_.emplace_back(is_real(t.dtype) ? count(t.shape) : 0);
            auto& integers = integers_.emplace_back(is_real(t.dtype) ? 0 : count(t.shape));
            if (t.role == Role::Constant && t.dtype == DType::F32) {
                std::vector<float> values(count(t.shape));
                fill(t.init, 0, 0, values);
                std::ranges::copy(values, reals.begin());
            } else if (t.role == Role::Constant) {
                fill_exactly(t.init, std::span<double>(reals));
                fill_exactly(t.init, std::span<std::int64_t>(integers));
            }
            store_.reals.emplace_back(reals);
            store_.integers.emplace_back(integers);
        }
    }

    void write(TensorId id, std::span<const float> v) override { put(id, v); }
    void write(TensorId id, std::span<const double> v) override { put(id, v); }
    void write(TensorId id, std::span<const std::int32_t> v) override { put(id, v); }
    void write(TensorId id, std::span<const std::int64_t> v) override { put(id, v); }
    void read(TensorId id, std::span<float> to) const override { get(id, to); }
    void read(TensorId id, std::span<double> to) const override { get(id, to); }
    void read(TensorId id, std::span<std::int64_t> to) const override { get(id, to); }

    Status run() override
    {
        for (const Op& op : store_.program.ops)
            reference::run(store_, op);
        return Ok{};
    }

    Result<std::vector<StepTime>> profile() override
    {
        std::vector<StepTime> times;
        for (const Op& op : store_.program.ops) {
            const auto start = std::chrono::steady_clock::now();
            reference::run(store_, op);
            const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - start;
            times.push_back({std::string(name_of(op)), spent.count()});
        }
        return times;
    }

    std::size_t memory_bytes() const override { return bytes(store_.program); }

    static std::size_t bytes(const Program& program)
    {
        std::size_t elements = 0;
        for (const Tensor& t : program.tensors)
            elements += count(t.shape);
        return elements * 8;
    }

private:
    template <class T>
    void put(TensorId id, std::span<const T> from)
    {
        auto copy = [&](auto& to) {
            std::ranges::transform(from, to.begin(),
                                   [](T v) { return typename std::decay_t<decltype(to)>::value_type(v); });
        };
        const auto i = std::size_t(id);
        is_real(store_.dtype(id)) ? copy(reals_[i]) : copy(integers_[i]);
    }
    template <class T>
    void get(TensorId id, std::span<T> to) const
    {
        auto copy = [&](const auto& from) { std::ranges::transform(from, to.begin(), [](auto v) { return T(v); }); };
        const auto i = std::size_t(id);
        is_real(store_.dtype(id)) ? copy(reals_[i]) : copy(integers_[i]);
    }

    std::vector<std::vector<double>> reals_;
    std::vector<std::vector<std::int64_t>> integers_;
    reference::Store store_; // Sees both.
};

class ReferenceBackend final : public Backend {
public:
    std::string_view id() const override { return "reference"; }
    bool carries_floats() const override { return false; }
    Message description() const override { return LOOM_TEXT("Reference, double precision, 1 thread"); }
    Result<std::unique_ptr<Executable>> compile(const Program& program, const CompileOptions&) override
    {
        try {
            return std::unique_ptr<Executable>(new ReferenceExecutable(program));
        } catch (const std::bad_alloc&) {
            return Error{{LOOM_TEXT("There is not enough memory: this model needs %1 MB."), ReferenceExecutable::bytes(program) / 1'000'000},
                         LOOM_TEXT("Choose a smaller batch or a smaller model, or close other programs."),
                         Blame::Machine};
        }
    }
    Result<std::size_t> memory_needed(const Program& program, const CompileOptions&) override
    {
        return ReferenceExecutable::bytes(program);
    }
};

} // namespace

std::unique_ptr<Backend> make_reference_backend()
{
    return std::make_unique<ReferenceBackend>();
}

} // namespace loom
