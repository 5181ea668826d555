#include "search/space.h"
#include "schema/recipe.h"

#include <algorithm>
#include <cmath>

namespace loom {
namespace {

/// Where a value lies before it is brought to the unit interval.
double scaled(const Dimension& d, double v) { return d.log ? std::log(v) : v; }
double unscaled(const Dimension& d, double x) { return d.log ? std::exp(x) : x; }

/// Whole numbers reach half a step to both sides.
std::pair<double, double> reach(const Dimension& d)
{
    const double half = d.kind == Dimension::Kind::Real ? 0 : 0.5;
    return {scaled(d, d.low - half), scaled(d, d.high + half)};
}

double in_unit(const Dimension& d, double v)
{
    const auto [low, high] = reach(d);
    return high > low ? std::clamp((scaled(d, v) - low) / (high - low), 0.0, 1.0) : 0.5;
}

std::optional<double> number_in(const Value& value)
{
    if (const auto* n = std::get_if<std::int64_t>(&value))
        return double(*n);
    if (const auto* x = std::get_if<double>(&value))
        return *x;
    return {};
}

bool ascending(std::span<const Value> values)
{
    std::optional<double> last;
    for (const Value& value : values) {
        const auto number = number_in(value);
        if (!number || (last && *number <= *last))
            return false;
        last = number;
    }
    return true;
}

Error cannot_become(const Document& document, const Varied& v, const Error& why)
{
    return {Message(LOOM_TEXT("A search cannot vary %1: %2"), place_words(document, v), why.message), why.hint, Blame::Call};
}

/// Numbers become what the setting holds: 16 is a fine fraction.
Value as_held(const Value& like, Value value)
{
    if (const auto* whole = std::get_if<std::int64_t>(&value); whole && std::holds_alternative<double>(like))
        return double(*whole);
    return value;
}

Result<Dimension> dimension_of(const Document& document, const Varied& v)
{
    const Value now = *value_of(document, v);
    if (setting_of(document, v)->names != Setting::Names::Nothing)
        return cannot_become(document, v, {LOOM_TEXT("it names columns of the data.")});
    Dimension d{.varied = v, .low = v.low, .high = v.high, .log = v.log};
    std::vector<Value> ends;
    if (!v.choices.empty()) {
        for (Value& choice : d.varied.choices)
            ends.push_back(choice = as_held(now, std::move(choice)));
        d.kind = Dimension::Kind::Choice;
        d.low = 0;
        d.high = double(v.choices.size() - 1);
        d.log = false;
        d.ordered = ascending(v.choices);
    } else if (std::holds_alternative<double>(now)) {
        ends = {v.low, v.high};
    } else if (std::holds_alternative<std::int64_t>(now)) {
        d.kind = Dimension::Kind::Whole;
        d.low = std::ceil(v.low);
        d.high = std::floor(v.high);
        if (d.high < d.low)
            return cannot_become(document, v, {LOOM_TEXT("there is no whole number in that range."), LOOM_TEXT("Make the range wider.")});
        ends = {std::int64_t(d.low), std::int64_t(d.high)};
    } else {
        return cannot_become(document, v, {LOOM_TEXT("it is no number."), LOOM_TEXT("Name the values that it may have.")});
    }
    for (const Value& end : ends)
        if (auto tried = with_value(document, v, end); !tried)
            return cannot_become(document, v, tried.error());
    return d;
}

std::vector<Varied> usual_search(const Document& document)
{
    const double rate = std::get<double>(*value_of(document, {.of = Varied::Of::Optimizer, .key = "learning_rate"}));
    const auto bounds = setting_of(document, {.of = Varied::Of::Optimizer, .key = "learning_rate"});
    Varied batch{.of = Varied::Of::Recipe, .key = "batch_size"};
    const auto sizes = setting_of(document, batch);
    const double middle = std::exp2(std::round(std::log2(double(std::get<std::int64_t>(*value_of(document, batch))))));
    for (double size = middle / 4; size <= middle * 4; size *= 2)
        if (size >= *sizes->min && size <= *sizes->max)
            batch.choices.push_back(std::int64_t(size));
    return {{.of = Varied::Of::Optimizer, .key = "learning_rate", .low = std::max(rate / 10, *bounds->min), .high = std::min(rate * 10, *bounds->max), .log = true}, batch};
}

} // namespace

std::pair<double, double> Dimension::cell(double v) const
{
    if (kind == Kind::Real)
        return {in_unit(*this, v), in_unit(*this, v)};
    return {in_unit(*this, v - 0.5), in_unit(*this, v + 0.5)};
}

double Dimension::from_unit(double u) const
{
    const auto [begin, end] = reach(*this);
    const double v = unscaled(*this, begin + u * (end - begin));
    return std::clamp(kind == Kind::Real ? v : std::round(v), low, high);
}

Value Dimension::value(double v) const
{
    switch (kind) {
    case Kind::Real:
        return v;
    case Kind::Whole:
        return std::int64_t(v);
    case Kind::Choice:
        return varied.choices.at(std::size_t(v));
    }
    return v;
}

Result<Space> space_of(const Document& document)
{
    std::vector<Varied> varied = varied_of(document);
    if (varied.empty())
        varied = usual_search(document);
    std::ranges::stable_partition(varied, [&](const Varied& v) { return is_unit_choice(document, v); });
    Space space;
    for (const Varied& v : varied) {
        auto dimension = dimension_of(document, v);
        if (!dimension)
            return dimension.error();
        space.dimensions.push_back(std::move(*dimension));
    }
    return space;
}

std::string key_of(const Varied& v)
{
    switch (v.of) {
    case Varied::Of::Node:
        return std::to_string(std::int64_t(v.node)) + "." + v.key;
    case Varied::Of::Recipe:
        return "recipe." + v.key;
    case Varied::Of::Optimizer:
        return "optimizer." + v.key;
    case Varied::Of::Loss:
        return "loss." + v.key;
    }
    return v.key;
}

Result<Document> with_value(Document document, const Varied& v, const Value& value)
{
    const auto edits = varying(document, v, value);
    if (!edits)
        return edits.error();
    for (const Edit& edit : *edits)
        if (auto made = document.apply(edit); !made)
            return made.error();
    return document;
}

Result<Document> with_candidate(Document document, const Space& space, const Candidate& candidate)
{
    for (std::size_t i = 0; i < space.dimensions.size(); ++i) {
        const Dimension& d = space.dimensions[i];
        auto made = with_value(std::move(document), d.varied, d.value(candidate.at(i)));
        if (!made)
            return made;
        document = std::move(*made);
    }
    return document;
}

std::map<std::string, Value> values_of(const Space& space, const Candidate& candidate)
{
    std::map<std::string, Value> values;
    for (std::size_t i = 0; i < space.dimensions.size(); ++i)
        values.emplace(key_of(space.dimensions[i].varied), space.dimensions[i].value(candidate.at(i)));
    return values;
}

Result<Varied> usual_range(const Document& document, Varied v)
{
    const auto known = setting_of(document, v);
    const Setting& setting = *known;
    const Value now = *value_of(document, v);
    const double most = setting.max.value_or(1e9), least = setting.min.value_or(-1e9);
    for (const Choice& choice : setting.choices)
        v.choices.push_back(std::string(choice.id));
    if (std::holds_alternative<bool>(now))
        v.choices = {false, true};
    if (is_unit_choice(document, v)) {
        if (v.choices.size() < 2)
            return Error{Message(LOOM_TEXT("No other unit can stand in the place of %1, and it cannot be left out."), document.find(v.node)->name),
                         LOOM_TEXT("Make a unit with as many entrances and exits first."), Blame::Call};
        if (v.choices.size() > 2) // Leaving it out is another question, but where it is the only one.
            std::erase(v.choices, Value(std::string(bypass_key)));
    }
    const auto number = number_in(now);
    if (v.choices.empty() && !number)
        return Error{Message(LOOM_TEXT("There is no usual range for %1."), place_words(document, v)), LOOM_TEXT("Name the values that it may have."), Blame::Call};
    if (number) {
        const double factor = std::holds_alternative<double>(now) ? 10 : 2;
        v.log = *number > 0;
        v.low = v.log ? std::max(*number / factor, least) : std::max(*number - 1, least);
        v.high = v.log ? std::min(*number * factor, most) : std::min(*number + 1, most);
        if (v.log && factor == 2)
            v.low = std::ceil(v.low);
    }
    return v;
}

} // namespace loom
