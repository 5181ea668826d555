#pragma once
#include "graph/varied.h"

#include <span>
#include <string_view>

namespace loom {

/// A number for each dimension of a space: a value, or the index of a choice.
using Candidate = std::vector<double>;

/// One setting that a search varies, as samplers see it. They work in the unit interval, on which the setting lies by its value or, with
/// `log`, by its logarithm; whole numbers and choices have a cell of it each.
struct Dimension {
    enum class Kind { Real, Whole, Choice };
    Varied varied;
    Kind kind = Kind::Real;
    double low = 0, high = 0; // Choice: 0 and the last index.
    bool log = false;
    bool ordered = true;      // Choice: of numbers, ascending.

    std::size_t choices() const { return kind == Kind::Real ? 0 : std::size_t(high - low) + 1; } // Of Whole and Choice.
    /// Both ends are equal for real numbers.
    std::pair<double, double> cell(double value) const;
    double from_unit(double) const;
    Value value(double) const;
};

struct Space {
    std::vector<Dimension> dimensions;
};

/// Of what the document says, as far as it is there; where that is nothing, the learning rate from a tenth to ten times the recipe's, and
/// the powers of two around its batch size. Which units stand in copies comes first, because it decides which settings they have. Errors: a
/// setting that cannot become that.
Result<Space> space_of(const Document&);

/// "optimizer.learning_rate", "recipe.batch_size", "7.units", "9.unit".
std::string key_of(const Varied&);

/// The document with the settings of a candidate. What the unit that a copy has then does not show is passed over.
Result<Document> with_candidate(Document, const Space&, const Candidate&);
Result<Document> with_value(Document, const Varied&, const Value&);
std::map<std::string, Value> values_of(const Space&, const Candidate&);

/// A setting with a range that is usual for it: all choices, a tenth to ten times a number, half to double a whole one; of units all that fit.
Result<Varied> usual_range(const Document&, Varied place);

/// What a person writes: "[PLACE.]KEY", "[PLACE.]KEY=LOW..HIGH", "…:log" or "[PLACE.]KEY=A,B,C". A place is recipe, optimizer, loss, or a
/// node by its number or name; without it the recipe, its optimiser and its loss are looked through. Lists are written 3x3, units as
/// their numbers or names, a copy that is left out as bypass.
Result<Varied> parse_varied(const Document&, std::string_view text);

} // namespace loom
