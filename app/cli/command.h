#pragma once
#include "base/result.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <functional>

namespace loom::cli {

/// What the program tells its caller.
enum Exit { good = 0, wrong_input = 1, wrong_call = 2, machine_refused = 3 };

/// The program's command line. A command adds itself with its options, and sets `chosen` when it is the one.
struct CommandLine {
    CLI::App& app;
    std::function<int()> chosen;

    /// A command, or one of a command's own (as "data inspect").
    CLI::App& add(CLI::App& parent, const std::string& name, Text what, std::function<int()> run)
    {
        CLI::App* command = parent.add_subcommand(name, render(what));
        command->parse_complete_callback([this, run = std::move(run)] { chosen = run; });
        return *command;
    }
    CLI::App& add(const std::string& name, Text what, std::function<int()> run)
    {
        return add(app, name, what, std::move(run));
    }
};

void add_templates(CommandLine&);
void add_new(CommandLine&);
void add_import(CommandLine&);
void add_info(CommandLine&);
void add_check(CommandLine&);
void add_train(CommandLine&);
void add_tell(CommandLine&);
void add_search(CommandLine&);
void add_kfold(CommandLine&);
void add_seeds(CommandLine&);
void add_queue(CommandLine&);
void add_evaluate(CommandLine&);
void add_predict(CommandLine&);
void add_export(CommandLine&);
void add_code(CommandLine&);
void add_compare(CommandLine&);
void add_runs(CommandLine&);
void add_diff(CommandLine&);
void add_doctor(CommandLine&);
void add_rate(CommandLine&);
void add_data(CommandLine&);
void add_layers(CommandLine&);
void add_devices(CommandLine&);
void add_selftest(CommandLine&);
void add_bench(CommandLine&);

} // namespace loom::cli
