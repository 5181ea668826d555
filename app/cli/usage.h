#pragma once
#include "cli/command.h"

#include <optional>

namespace loom::cli {

/// What --language says, before anything else is read, because help and errors depend on it.
std::optional<Language> language_asked_for(const std::vector<std::string>& arguments);

/// Name, version, language option and the words of the help page.
void describe(CLI::App&);
/// What holds for all commands, once they are there.
void finish(CLI::App&);

/// Reads the command line. Returns the exit code where there is nothing left to do: help was asked for, or the call is
/// wrong, which has been said by then.
std::optional<int> parse(CLI::App&, int argc, char** argv);

} // namespace loom::cli
