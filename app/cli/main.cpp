#include "base/guard.h"
#include "base/process.h"
#include "cli/command.h"
#include "cli/output.h"
#include "cli/usage.h"

#include <fcntl.h>
#include <unistd.h>

#include <csignal>

using namespace loom;
using namespace loom::cli;

/// A file must never be opened under the number of a standard stream that the caller closed.
static void open_standard_streams()
{
    for (int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
        if (::fcntl(fd, F_GETFD) < 0)
            (void)!::open("/dev/null", fd == STDIN_FILENO ? O_RDONLY : O_WRONLY);
}

static int run(int argc, char** argv)
{
    const std::vector<std::string> arguments(argv + 1, argv + argc);
    if (const auto wanted = language_asked_for(arguments))
        set_language(*wanted);

    CLI::App app;
    CommandLine line{app, {}};
    describe(app);
    for (auto add : {add_templates, add_new, add_import, add_info, add_check, add_train, add_tell, add_search, add_kfold, add_seeds, add_queue, add_evaluate, add_predict, add_export, add_code, add_compare, add_runs, add_diff, add_doctor, add_rate,
                     add_data, add_layers, add_devices, add_selftest, add_bench})
        add(line);
    finish(app);
    int code = good;
    if (const auto ended = parse(app, argc, argv))
        code = *ended;
    else
        code = line.chosen();
    if (const auto error = output_error())
        return fail(*error);
    return code;
}

int main(int argc, char** argv)
{
    return_large_blocks();
    open_standard_streams();
    std::signal(SIGPIPE, SIG_IGN);
    set_language(language_of_environment());
    const auto code = guarded([&] { return Result<int>(run(argc, argv)); });
    return code ? *code : fail(code.error());
}
