#include "data/given.h"
#include "data/boxes.h"
#include "schema/boxes.h"

#include <charconv>
#include <cmath>

namespace loom {

Given given_kind(const DataFacts& facts)
{
    return holds_boxes(facts) ? Given::Boxes : facts.target == DataFacts::Target::Numbers ? Given::Number : Given::Class;
}

std::optional<double> given_number(const std::string& text)
{
    double v = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), v);
    return error == std::errc() && end == text.data() + text.size() && std::isfinite(v) ? std::optional(v) : std::nullopt;
}

std::optional<Message> wrong_given(Given kind, const std::string& text)
{
    if (kind == Given::Number && !given_number(text))
        return Message(LOOM_TEXT("“%1” is no number"), text);
    if (kind == Given::Boxes)
        if (const auto boxes = boxes_in(text); !boxes)
            return boxes.error().message;
    return {};
}

} // namespace loom
