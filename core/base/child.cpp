#include "base/child.h"
#include "base/files.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <thread>
#include <utility>

extern char** environ;

namespace loom {
namespace {

constexpr std::size_t longest_line = std::size_t{64} << 20;

struct Pipe {
    int read = -1, write = -1;
    Pipe() = default;
    Pipe(const Pipe&) = delete;
    ~Pipe()
    {
        for (int end : {read, write})
            if (end >= 0)
                ::close(end);
    }
    /// errno, or 0. No other child inherits the ends.
    int open()
    {
        int ends[2];
        if (::pipe2(ends, O_CLOEXEC) != 0)
            return errno;
        read = ends[0];
        write = ends[1];
        return 0;
    }
};

/// errno, or 0 with the number of the process.
int spawn(const std::vector<std::string>& arguments, int input, int output, pid_t& process)
{
    std::vector<char*> argv;
    for (const std::string& argument : arguments)
        argv.push_back(const_cast<char*>(argument.c_str()));
    argv.push_back(nullptr);
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_adddup2(&files, input, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&files, output, STDOUT_FILENO);
    // What this program ignores is its own business.
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    sigset_t usual;
    sigemptyset(&usual);
    sigaddset(&usual, SIGPIPE);
    posix_spawnattr_setsigdefault(&attributes, &usual);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
    const int failed = posix_spawnp(&process, argv[0], &files, &attributes, argv.data(), environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&files);
    return failed;
}

} // namespace

Result<Child> Child::start(std::string name, const std::vector<std::string>& arguments)
{
    Pipe to, from;
    pid_t process = -1;
    int failed = to.open();
    if (failed == 0)
        failed = from.open();
    if (failed == 0)
        failed = spawn(arguments, to.read, from.write, process);
    if (failed != 0)
        return system_error(LOOM_TEXT("%1 cannot be started."), name, failed);
    return Child(std::move(name), process, std::exchange(to.write, -1), std::exchange(from.read, -1));
}

Child::Child(std::string name, int process, int to, int from)
    : name_(std::move(name)), process_(process), to_(to), from_(from)
{
}

Child::Child(Child&& other) noexcept
    : name_(std::move(other.name_)), process_(std::exchange(other.process_, -1)), to_(std::exchange(other.to_, -1)),
      from_(std::exchange(other.from_, -1)), read_(std::move(other.read_))
{
}

Child::~Child()
{
    leave();
}

int Child::leave()
{
    for (int* end : {&to_, &from_})
        if (const int fd = std::exchange(*end, -1); fd >= 0)
            ::close(fd);
    const pid_t process = std::exchange(process_, -1);
    int status = 0;
    if (process < 0)
        return status;
    const auto until = std::chrono::steady_clock::now() + patience;
    while (::waitpid(process, &status, WNOHANG) == 0) {
        if (std::chrono::steady_clock::now() > until) {
            ::kill(process, SIGKILL);
            ::waitpid(process, &status, 0);
            break;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    return status;
}

Error Child::ended()
{
    const int status = leave();
    const Message hint = LOOM_TEXT("What it said about that stands above.");
    if (WIFSIGNALED(status))
        return {Message(LOOM_TEXT("%1 was ended by signal %2."), name_, WTERMSIG(status)), hint};
    return {Message(LOOM_TEXT("%1 has ended with exit code %2."), name_, WEXITSTATUS(status)), hint};
}

Status Child::write_line(std::string_view line)
{
    std::string text(line);
    text += '\n';
    for (std::size_t done = 0; done < text.size();) {
        const ssize_t n = ::write(to_, text.data() + done, text.size() - done);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return errno == EPIPE ? ended() : system_error(LOOM_TEXT("%1 cannot be written to."), name_, errno);
        done += std::size_t(n);
    }
    return Ok{};
}

Result<std::string> Child::read_line(std::chrono::seconds longest)
{
    const auto until = std::chrono::steady_clock::now() + longest;
    for (;;) {
        if (const auto end = read_.find('\n'); end != read_.npos) {
            std::string line = read_.substr(0, end);
            read_.erase(0, end + 1);
            return line;
        }
        if (read_.size() > longest_line)
            return Error{Message(LOOM_TEXT("%1 says too much in one line."), name_)};
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
        pollfd waiting{from_, POLLIN, 0};
        const int ready = left.count() > 0 ? ::poll(&waiting, 1, int(left.count())) : 0;
        if (ready == 0)
            return Error{Message(LOOM_TEXT("%1 has said nothing for %2 s."), name_, std::int64_t(longest.count()))};
        char buffer[65536];
        const ssize_t n = ready < 0 ? -1 : ::read(from_, buffer, sizeof buffer);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return system_error(LOOM_TEXT("%1 cannot be read."), name_, errno);
        if (n == 0)
            return ended();
        read_.append(buffer, std::size_t(n));
    }
}

} // namespace loom
