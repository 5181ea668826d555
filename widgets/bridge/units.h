#pragma once
#include "graph/change.h"
#include "theme/search.h"

#include <QMetaType>

#include <filesystem>
#include <memory>

namespace loom {

/// A unit as lists show it.
struct UnitEntry {
    QString name, help;
    SearchTerms terms;
    Category category = Category::InputOutput;
    std::shared_ptr<const Document> piece = {}; // With one copy of it.
    UnitId in_project = main_graph;             // Of the project's own: its number there.
    std::filesystem::path file = {};            // Of the user's library: where it lies.
    std::optional<Error> damage = {};           // Why there is no unit in that file.
};
using UnitPtr = std::shared_ptr<const UnitEntry>;

/// Those that come with the program, in the current language.
std::vector<UnitPtr> shipped_units();
/// Those of a document.
std::vector<UnitPtr> project_units(const Document&);

/// What lists offer to be added: a layer or a unit.
struct Addable {
    Addable() = default;
    Addable(const LayerType& layer) : type(&layer) {}
    explicit Addable(UnitPtr);
    explicit operator bool() const { return type != nullptr; }

    const LayerType* type = nullptr; // Of a unit: unit_type's.
    UnitPtr unit = {};

    QString name() const;
    Category category() const { return unit ? unit->category : type->category; }
    /// A new one has inputs; one input and an output.
    bool has_inputs() const;
    bool passes_on() const;
    /// Whether a new one takes this shape at its first input.
    bool takes(const Shape&, const DataFacts*) const;
    /// A new one, with its upper left corner there.
    Change adding(const Document&, Point at, UnitId in) const;

private:
    const Node* copy() const;
};

} // namespace loom

Q_DECLARE_METATYPE(loom::UnitPtr)
Q_DECLARE_METATYPE(loom::Addable)
