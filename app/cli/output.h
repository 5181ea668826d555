#pragma once
#include "base/result.h"
#include "graph/analysis.h"
#include "train/diagnosis.h"

#include <nlohmann/json_fwd.hpp>

#include <string_view>
#include <vector>

namespace loom::cli {

// ---- What was asked for: standard output. A reader that has gone away is no error; a full disk is.
// -------------------
void print(const Message&);
void print_line(std::string_view);
void print_json(const nlohmann::json&); // One line.
/// Rows of cells under each other, as wide as they look; the last column is not filled up.
void print_table(const std::vector<std::vector<std::string>>&);
/// Why standard output could not be written, if so.
std::optional<Error> output_error();

// ---- About it: standard error.
// ---------------------------------------------------------------------------------------
void tell(const Message&);
/// Says what is wrong and what to do; the exit code that belongs to it.
int fail(const Error&);
void tell(const Finding&, const Document&);
/// Of a training, with the remedy that this document has for it.
std::string diagnosis_text(const Diagnosis&, const Document&);
bool stderr_is_terminal();
void write_stderr(std::string_view);

/// "8 min 7 s".
Message duration(double seconds);
/// "12.3 MiB".
std::string size_text(std::size_t bytes);
/// "98.40%".
std::string share_text(double);

} // namespace loom::cli
