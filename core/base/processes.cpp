#include "base/processes.h"

#include <signal.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <fstream>
#include <iterator>
#include <sstream>

namespace loom {
namespace {

std::int64_t start_of(std::int64_t id)
{
    std::ifstream in("/proc/" + std::to_string(id) + "/stat");
    std::string line((std::istreambuf_iterator<char>(in)), {});
    const auto after_name = line.rfind(')'); // The name may hold anything.
    if (after_name == line.npos)
        return 0;
    std::istringstream fields(line.substr(after_name + 1));
    std::string field;
    for (int i = 0; i < 20 && fields >> field; ++i) {
    }
    return field.empty() ? 0 : std::strtoll(field.c_str(), nullptr, 10);
}

} // namespace

const Process& this_process()
{
    static const Process self = [] {
        std::array<char, 256> host{};
        ::gethostname(host.data(), host.size() - 1);
        return Process{host.data(), std::int64_t(::getpid()), start_of(::getpid())};
    }();
    return self;
}

bool is_running(std::int64_t id)
{
    return id > 0 && (::kill(pid_t(id), 0) == 0 || errno == EPERM);
}

bool is_running(const Process& process)
{
    return is_running(process.id) && (process.started == 0 || start_of(process.id) == process.started);
}

} // namespace loom
