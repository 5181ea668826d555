#include "engine/backend.h"
#include "engine/onednn/compiler.h"
#include "engine/onednn/team.h"
#include "engine/onednn/tuner.h"

#include <oneapi/dnnl/dnnl.h>
#include <sys/mman.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#include <algorithm>
#include <chrono>
#include <cstring>
#include <mutex>
#include <new>

namespace loom {
namespace {

using namespace onednn;

Error vendor_error(const char* what)
{
    return {{LOOM_TEXT("oneDNN refused: %1"), what},
            LOOM_TEXT("Try the reference device; if it works there, please report this."),
            Blame::Machine};
}

/// bytes: what the model needs, 0 where it was not known yet.
Error no_memory(std::size_t bytes)
{
    Error error{LOOM_TEXT("There is not enough memory to prepare this model."),
                LOOM_TEXT("Choose a smaller batch or a smaller model, or close other programs."), Blame::Machine};
    if (bytes > 0)
        error.message = {LOOM_TEXT("There is not enough memory: this model needs %1 MB."), (bytes + 999'999) / 1'000'000};
    return error;
}

/// Denormal numbers count as 0 while this lives: moments that fade away would make every step slow.
class FlushDenormals {
public:
#if defined(__x86_64__)
    FlushDenormals() : before_(_mm_getcsr())
    {
        _mm_setcsr(before_ | 0x8040);
    }
    ~FlushDenormals()
    {
        _mm_setcsr(before_);
    }

private:
    unsigned before_;
#endif
};

/// One block of memory for a whole program, zeroed and touched by the time it is handed out. Threads share that: the
/// system takes longer to find a page than to write to it.
class Arena {
public:
    Arena(std::size_t bytes, Team& team, int threads) : bytes_(bytes)
    {
        memory_ =
            mmap(nullptr, std::max<std::size_t>(bytes, 1), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (memory_ == MAP_FAILED)
            throw std::bad_alloc();
        madvise(memory_, bytes, MADV_HUGEPAGE);
        const Team::Use use(team);
        onednn::share_out(threads, [&](int part) {
            const std::size_t share = bytes / std::size_t(threads), begin = share * std::size_t(part);
            std::memset(at(begin), 0, part + 1 < threads ? share : bytes - begin);
        });
    }
    ~Arena() { munmap(memory_, std::max<std::size_t>(bytes_, 1)); }
    Arena(const Arena&) = delete;
    std::byte* at(std::size_t offset) const { return static_cast<std::byte*>(memory_) + offset; }

private:
    std::size_t bytes_;
    void* memory_;
};

class OneDnnExecutable final : public Executable {
public:
    OneDnnExecutable(const Program& program, const dnnl::engine& engine, Compiler& compiler, const Plan& plan,
                     int threads)
        : engine_(engine), team_(threads), choices_(compiler.choices()), bytes_(plan.bytes),
          arena_(plan.bytes, team_, threads)
    {
        const Address address = [&](BufferId id) -> void* { return arena_.at(plan.offsets[std::size_t(id)]); };
        for (std::size_t i = 0; i < program.tensors.size(); ++i) {
            const Home& home = compiler.homes()[i];
            const Tensor& t = program.tensors[i];
            tensors_.push_back({home.buffer < 0 ? nullptr : address(home.buffer), home.desc, t.dtype, count(t.shape)});
            if (home.buffer >= 0 && t.dtype == DType::F32)
                tensors_.back().plain = home.desc == plain(dims_of(home.desc));
            if (t.role == Role::Constant && t.dtype == DType::F32)
                fill_constant<float>(TensorId(i), [&](auto values) { fill(t.init, 0, 0, values); });
            else if (t.role == Role::Constant && t.dtype == DType::F64)
                fill_constant<double>(TensorId(i), [&](auto values) { fill_exactly(t.init, values); });
            else if (t.role == Role::Constant)
                fill_constant<std::int64_t>(TensorId(i), [&](auto values) { fill_exactly(t.init, values); });
        }
        for (const Step& step : compiler.draft().steps()) {
            const auto i = steps_.size();
            steps_.push_back({step.bind(address), step.what});
            const bool goes_on = i > 0 && compiler.draft().steps()[i - 1].stretch.stage == step.stretch.stage;
            if (!goes_on)
                stages_.emplace_back();
            Stage& stage = stages_.back();
            if (!goes_on || compiler.draft().steps()[i - 1].stretch.part != step.stretch.part)
                stage.runs.push_back({i, i, {}});
            stage.runs.back().end = i + 1;
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
        return each_step([](const BoundStep& step, std::size_t, std::size_t) { return step.work(); });
    }

    Result<std::vector<StepTime>> profile() override
    {
        std::vector<StepTime> times(steps_.size());
        const Status status = each_step([&](const BoundStep& step, std::size_t place, std::size_t beside) {
            const auto start = std::chrono::steady_clock::now();
            const auto outcome = step.work();
            const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - start;
            times[place] = {step.what, spent.count() / double(beside)};
            return outcome;
        });
        if (!status)
            return status.error();
        return times;
    }

    std::size_t memory_bytes() const override { return bytes_; }
    Choices choices() const override { return choices_; }

private:
    struct Place {
        void* data;
        Desc desc;
        DType dtype;
        std::size_t elements;
        bool plain = true;
    };
    struct BoundStep {
        Work work;
        std::string what;
    };
    /// Steps behind each other, by their places.
    struct Run {
        std::size_t begin, end;
        const BoundStep* refused = nullptr; // The one that could not be done, in the last run.
    };
    /// Runs that go on beside each other.
    struct Stage {
        std::vector<Run> runs;
    };

    /// f(step, its place, how many runs go on beside each other) for each; those of one run in their order.
    template <class F>
    Status each_step(const F& f)
    {
        const FlushDenormals flush;
        const OneThread one;
        const Team::Use use(team_);
        for (Stage& stage : stages_) {
            const std::size_t beside = stage.runs.size();
            const auto go = [&](int index) {
                Run& run = stage.runs[std::size_t(index)];
                run.refused = nullptr;
                for (std::size_t i = run.begin; i < run.end && !run.refused; ++i)
                    if (f(steps_[i], i, beside) != dnnl_success)
                        run.refused = &steps_[i];
            };
            if (beside == 1)
                go(0);
            else
                onednn::share_out(int(beside), go);
            for (const Run& run : stage.runs)
                if (run.refused)
                    return vendor_error(run.refused->what.c_str());
        }
        return Ok{};
    }

    template <class T, class F>
    void fill_constant(TensorId id, F fill_values)
    {
        std::vector<T> values(tensors_[std::size_t(id)].elements);
        fill_values(std::span<T>(values));
        put(id, std::span<const T>(values));
    }

    template <class T>
    void put(TensorId id, std::span<const T> from)
    {
        const Place& place = tensors_[std::size_t(id)];
        if (!place.data)
            return; // Nothing reads or writes it.
        auto convert = [&]<class To>(To* to) -> void { std::ranges::transform(from, to, [](T v) { return To(v); }); };
        switch (place.dtype) {
        case DType::I32:
            return convert(static_cast<std::int32_t*>(place.data));
        case DType::I64:
            return convert(static_cast<std::int64_t*>(place.data));
        case DType::U8:
        case DType::Bool:
            return convert(static_cast<std::uint8_t*>(place.data));
        case DType::F64:
            return convert(static_cast<double*>(place.data));
        case DType::F32:
            break;
        }
        if (place.plain)
            return convert(static_cast<float*>(place.data));
        const Desc order = plain(dims_of(place.desc));
        if constexpr (std::is_same_v<T, float>) {
            convert_layout(order, const_cast<float*>(from.data()), place.desc, place.data);
        } else {
            std::vector<float> values(from.size());
            convert(values.data());
            convert_layout(order, values.data(), place.desc, place.data);
        }
    }

    template <class T>
    void get(TensorId id, std::span<T> to) const
    {
        const Place& place = tensors_[std::size_t(id)];
        if (!place.data) {
            std::ranges::fill(to, T(0));
            return;
        }
        auto convert = [&](const auto* from) -> void {
            std::transform(from, from + to.size(), to.begin(), [](auto v) { return T(v); });
        };
        switch (place.dtype) {
        case DType::I32:
            return convert(static_cast<const std::int32_t*>(place.data));
        case DType::I64:
            return convert(static_cast<const std::int64_t*>(place.data));
        case DType::U8:
        case DType::Bool:
            return convert(static_cast<const std::uint8_t*>(place.data));
        case DType::F64:
            return convert(static_cast<const double*>(place.data));
        case DType::F32:
            break;
        }
        if (place.plain)
            return convert(static_cast<const float*>(place.data));
        const Desc order = plain(dims_of(place.desc));
        if constexpr (std::is_same_v<T, float>) {
            convert_layout(place.desc, place.data, order, to.data());
        } else {
            std::vector<float> values(to.size());
            convert_layout(place.desc, place.data, order, values.data());
            convert(static_cast<const float*>(values.data()));
        }
    }

    // oneDNN accepted this pair of layouts when the program was compiled or never sees it, so nothing is left to fail.
    void convert_layout(const Desc& from_desc, void* from, const Desc& to_desc, void* to) const
    {
        dnnl::memory source(from_desc, engine_, from), target(to_desc, engine_, to);
        dnnl::stream stream(engine_);
        dnnl::reorder(source, target).execute(stream, source, target);
        stream.wait();
    }

    dnnl::engine engine_;
    Team team_;
    Choices choices_;
    std::size_t bytes_;
    Arena arena_;
    std::vector<Place> tensors_;
    std::vector<BoundStep> steps_;
    std::vector<Stage> stages_;
};

class OneDnnBackend final : public Backend {
public:
    std::string_view id() const override { return "cpu"; }
    Message description() const override
    {
        const auto* v = dnnl::version();
        const std::string isa = instruction_set();
        return Message::plain("oneDNN " + std::to_string(v->major) + "." + std::to_string(v->minor) + "." +
                              std::to_string(v->patch) + (isa.empty() ? "" : ", " + isa));
    }

    int parts_side_by_side(int threads) const override { return std::max(1, threads); }

    Result<std::unique_ptr<Executable>> compile(const Program& program, const CompileOptions& options) override
    {
        return compiled<std::unique_ptr<Executable>>(
            program, options, [&](Compiler& compiler, const Plan& plan, int threads) {
                return std::unique_ptr<Executable>(new OneDnnExecutable(program, engine_, compiler, plan, threads));
            });
    }

    Result<std::size_t> memory_needed(const Program& program, const CompileOptions& options) override
    {
        return compiled<std::size_t>(program, options, [](Compiler&, const Plan& plan, int) { return plan.bytes; });
    }

private:
    /// Compiles and plans, and hands both to `finish`. The one place where the vendor's exceptions end.
    template <class T, class F>
    Result<T> compiled(const Program& program, const CompileOptions& options, F finish)
    {
        std::size_t bytes = 0;
        try {
            const FlushDenormals flush;
            const int threads = std::max(1, options.threads);
            const OneThread one;
            Choices choices = options.choices;
            if (options.measure) {
                const int at_once = program.side_by_side ? 1 : threads; // Those that share one convolution.
                Tuner(engine_, at_once, [&](const Program& trial, Compiler& made) {
                    return std::make_unique<OneDnnExecutable>(trial, engine_, made, made.draft().plan(), at_once);
                }).choose(program, choices);
            }
            Compiler compiler(program, engine_, threads, std::move(choices));
            compiler.compile();
            const Plan plan = compiler.draft().plan();
            bytes = plan.bytes;
            return finish(compiler, plan, threads);
        } catch (const dnnl::error& e) {
            return e.status == dnnl_out_of_memory ? no_memory(bytes) : vendor_error(e.what());
        } catch (const std::bad_alloc&) {
            return no_memory(bytes);
        }
    }

    dnnl::engine engine_{dnnl::engine::kind::cpu, 0};
};

} // namespace
} // namespace loom

extern "C" [[gnu::visibility("default")]] loom::Backend* loom_device_v6()
{
    try {
        static loom::OneDnnBackend backend;
        return &backend;
    } catch (const dnnl::error&) {
        return nullptr;
    }
}
