#include "cli/leaving.h"
#include "cli/command.h"
#include "cli/output.h"

#include <csignal>
#include <cstdlib>

namespace loom::cli {
namespace {

volatile std::sig_atomic_t caught = 0;

void remember(int signal)
{
    caught = signal;
    std::signal(signal, SIG_DFL);
}

constexpr std::chrono::milliseconds patience{1500};

} // namespace

Leaving::Leaving(Message how_to_go_on) : how_to_go_on_(std::move(how_to_go_on))
{
    for (int signal : {SIGINT, SIGTERM, SIGHUP})
        std::signal(signal, remember);
}

bool Leaving::asked()
{
    if (!caught)
        return false;
    const auto now = std::chrono::steady_clock::now();
    if (!since_)
        since_ = now;
    if (now - *since_ > patience)
        end();
    return true;
}

void Leaving::end() const
{
    if (stderr_is_terminal())
        write_stderr("\r\033[K"); // Of a bar that may stand there.
    tell(how_to_go_on_);
    std::signal(caught, SIG_DFL);
    std::raise(caught);
    std::_Exit(machine_refused);
}

} // namespace loom::cli
