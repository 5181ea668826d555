#pragma once
#include "cli/leaving.h"
#include "train/rehearsal.h"

#include <nlohmann/json_fwd.hpp>

namespace loom::cli {

/// What a training will take, as it is told before it starts.
struct Foretold {
    Forecast memory; // In parts, where it is short.
    Pace pace;
    double seconds = 0; // Of all the recipe.
};
/// By doing its first steps, which takes a second or as long as three of them. Nothing: it was left. Errors: those that the run would end with.
Result<std::optional<Foretold>> foretell(const Job&, Leaving&);

/// Memory, the time of an epoch and of all, and when that will be; with `as_json` as an event on standard output, else a line about it.
void tell_forecast(const Foretold&, bool as_json);

/// What was foretold for as much as the run has done, and what that took. `end`: where it ended; `seconds`: from its start to its end, without pauses.
nlohmann::json foretold_json(const Foretold&, const RunRecord&, const Monitor::Position& end, double seconds);
/// The same as lines about it.
void tell_actual(const Foretold&, const RunRecord&, const Monitor::Position& end, double seconds);

} // namespace loom::cli
