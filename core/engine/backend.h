#pragma once
#include "base/result.h"
#include "ir/program.h"

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace loom {

/// How long one instruction of a program (with what the device fused into it) took.
struct StepTime {
    std::string what; // "conv + add_bias + eltwise, jit:avx2"
    double seconds = 0;
};

/// What a device does in one of several ways, by what it is done to: "32x64x32x32 * 64x64x3x3 + 1,1" → "winograd". Names
/// are the device's own; with the same ones a program gives the same bits again.
using Choices = std::map<std::string, std::string>;

/// A program made ready for one device. Belongs to the thread that runs it. Before the first run every tensor of role
/// Constant is filled; Weight, State and Moment hold zeros until written.
class Executable {
public:
    virtual ~Executable() = default;

    // Values in the plain (row-major) order of the tensor's shape, whatever the device's own layout. Sizes must agree.
    // Inputs of whole numbers and of truth (0 and 1) take the integer overloads.
    virtual void write(TensorId, std::span<const float>) = 0;
    virtual void write(TensorId, std::span<const double>) = 0;
    virtual void write(TensorId, std::span<const std::int32_t>) = 0;
    virtual void write(TensorId, std::span<const std::int64_t>) = 0;
    /// Weight, State, Moment and Output tensors (and Input) can be read after a run.
    virtual void read(TensorId, std::span<float>) const = 0;
    virtual void read(TensorId, std::span<double>) const = 0;
    virtual void read(TensorId, std::span<std::int64_t>) const = 0;

    /// Fast, many times: nothing is allocated or looked up.
    virtual Status run() = 0;
    /// A run that also says where its time went.
    virtual Result<std::vector<StepTime>> profile() = 0;

    /// Bytes that this executable holds: what the forecast of `Backend::memory_needed` is compared with.
    virtual std::size_t memory_bytes() const = 0;
    /// How it does what it could have done otherwise: all that the program holds of that.
    virtual Choices choices() const { return {}; }
};

struct CompileOptions {
    int threads = 1;
    /// Already made. What is not named, or named in a way that the device does not know, is chosen by rule.
    Choices choices = {};
    /// Measures what `choices` leaves open, in a fraction of a second, and remembers that for this machine.
    bool measure = false;
};

/// A device that can run programs. Memory layouts stay inside.
class Backend {
public:
    virtual ~Backend() = default;
    /// "reference", "cpu": what --device names.
    virtual std::string_view id() const = 0;
    /// For people: "oneDNN 2.6.3, AVX2".
    virtual Message description() const = 0;
    /// Whether floats hold all that it carries from step to step, so that what is read can be gone on from at any time.
    virtual bool carries_floats() const { return true; }
    /// Into how many parts that run side by side a training batch is best taken with so many threads.
    virtual int parts_side_by_side(int) const { return 1; }
    /// Slow, once. The program is copied as far as needed.
    virtual Result<std::unique_ptr<Executable>> compile(const Program&, const CompileOptions&) = 0;
    /// Bytes that compile() of this program would hold, without holding them.
    virtual Result<std::size_t> memory_needed(const Program&, const CompileOptions&) = 0;
};

/// What `--device` can name here, and why not where it cannot be used.
struct DeviceInfo {
    std::string id;      // auto is not listed.
    Message description; // Of the library and the processor.
    bool available = false;
    Message reason; // Why not.
};
std::vector<DeviceInfo> devices();

/// "auto" (cpu where it can be loaded, else reference), "cpu", "cuda" or "reference". The device's library is loaded at
/// the first call and kept. Errors blame Call for an unknown name and Machine where the device is not there.
Result<Backend*> open_device(std::string_view id);

/// The entry point of a device's own library: `extern "C" loom::Backend* loom_device_v6()`, which keeps what it
/// returns. The number changes with anything in this header or in ir/program.h.
inline constexpr const char* device_entry_point = "loom_device_v6";

/// Plain loops in double precision: the definition of every instruction.
std::unique_ptr<Backend> make_reference_backend();

} // namespace loom
