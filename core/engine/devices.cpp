#include "engine/backend.h"

#include <dlfcn.h>

#include <cstdlib>
#include <filesystem>

namespace loom {
namespace {

namespace fs = std::filesystem;

constexpr const char* cpu_library = "libloom_onednn.so";

/// A device and why it cannot be used, one of the two.
struct Found {
    Backend* backend = nullptr;
    Error error = {};
};

Error unavailable(Message reason, Message hint)
{
    return {std::move(reason), std::move(hint), Blame::Machine};
}

/// A waiting thread of the vendor's thread pool spins this often before it sleeps. The library's own default spins so
/// long that a busy neighbour makes two threads slower than one; with too little, every step pays for waking.
/// Whatever the user has set stays. The pool reads this once, when it is loaded.
void calm_thread_pool()
{
    setenv("GOMP_SPINCOUNT", "20000", 0);
}

Found load_cpu()
{
    std::error_code ignored;
    const fs::path here = fs::read_symlink("/proc/self/exe", ignored).parent_path();
    calm_thread_pool();
    std::string problem;
    for (const fs::path& folder : {here, here.parent_path() / "lib" / "layerloom"}) {
        const fs::path file = folder / cpu_library;
        if (!fs::exists(file, ignored))
            continue;
        if (void* library = dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL)) {
            // Never unloaded: the vendor's threads may still be asleep in its code.
            if (void* entry = dlsym(library, device_entry_point))
                return {reinterpret_cast<Backend* (*)()>(entry)()};
            return {nullptr, unavailable({LOOM_TEXT("%1 belongs to another version of Layerloom."), file.string()},
                                         LOOM_TEXT("Install Layerloom again."))};
        }
        problem = dlerror();
    }
    if (problem.empty())
        return {nullptr, unavailable(LOOM_TEXT("This build has no oneDNN device."),
                                     LOOM_TEXT("Use the reference device, or build with LOOM_WITH_ONEDNN=ON."))};
    return {nullptr, unavailable({LOOM_TEXT("The oneDNN device cannot be loaded: %1"), problem},
                                 LOOM_TEXT("Install the package libdnnl2 or libdnnl3 of your system."))};
}

const Found& cpu()
{
    static const Found found = load_cpu();
    return found;
}

Backend& reference()
{
    static const auto backend = make_reference_backend();
    return *backend;
}

Error no_cuda()
{
    // Opening the driver's library tells whether there is a driver without starting it.
    if (void* driver = dlopen("libcuda.so.1", RTLD_LAZY | RTLD_LOCAL)) {
        dlclose(driver);
        return unavailable(LOOM_TEXT("This build has no CUDA device."), LOOM_TEXT("Use the device cpu."));
    }
    return unavailable(LOOM_TEXT("No NVIDIA driver was found."), LOOM_TEXT("Use the device cpu."));
}

} // namespace

std::vector<DeviceInfo> devices()
{
    std::vector<DeviceInfo> out;
    if (cpu().backend)
        out.push_back({"cpu", cpu().backend->description(), true, {}});
    else
        out.push_back({"cpu", Message::plain("oneDNN"), false, cpu().error.message});
    out.push_back({"cuda", Message::plain("NVIDIA CUDA"), false, no_cuda().message});
    out.push_back({"reference", reference().description(), true, {}});
    return out;
}

Result<Backend*> open_device(std::string_view id)
{
    if (id == "reference")
        return &reference();
    if (id == "cuda")
        return no_cuda();
    if (id == "cpu" || id == "auto") {
        if (cpu().backend)
            return cpu().backend;
        if (id == "auto")
            return &reference();
        return cpu().error;
    }
    return Error{
        {LOOM_TEXT("There is no device “%1”."), id}, LOOM_TEXT("Choose auto, cpu, cuda or reference."), Blame::Call};
}

} // namespace loom
