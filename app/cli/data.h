#pragma once
#include "cli/command.h"
#include "data/table.h"

#include <filesystem>

namespace loom::cli {

void add_data_split(CommandLine&, CLI::App& data);
void add_data_convert(CommandLine&, CLI::App& data);

/// The table at a path; what should be known of it is told. `code`: wrong_input where rows had to be left out.
Result<std::shared_ptr<const Table>> read_table(const std::string& path, int& code);

/// Refuses to write over a file that is there, unless that was asked for.
Status check_free(const std::filesystem::path&, bool force);

} // namespace loom::cli
