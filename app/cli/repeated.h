#pragma once
#include "cli/command.h"

#include <cstdint>
#include <optional>
#include <string>

namespace loom::cli {

/// What a project is judged by more than one training of, and another one beside it.
struct RepeatOptions {
    std::string file, with, device = "auto", data;
    std::int64_t folds = 5, repeats = 1; // folds: 0 for none; repeats differ in the seed alone then.
    std::optional<std::int64_t> epochs, seed, threads;
    bool fresh = false, json = false;
};
/// Those that k-folds and repeated seeds share: the files, epochs, seed, data, device, threads, --new and --json.
void add_repeat_options(CLI::App&, RepeatOptions&);

/// Trains and tells; the exit code.
int judge_repeatedly(RepeatOptions);

} // namespace loom::cli
