#pragma once
#include "schema/data_facts.h"

#include <optional>

namespace loom {

/// What a value that a person gives has to be for a target.
enum class Given { Class, Number, Boxes };
Given given_kind(const DataFacts&);
/// The number that such a text is; nothing where it is none.
std::optional<double> given_number(const std::string&);
/// What is wrong with such a text, half a sentence; nothing where it can be learned.
std::optional<Message> wrong_given(Given, const std::string&);

} // namespace loom
