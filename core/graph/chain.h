#pragma once
#include "graph/document.h"

namespace loom {

/// The defaults of a type with some settings changed; all of them must exist.
Values with(const TypeInfo&, const std::vector<std::pair<std::string_view, Value>>&);

/// A network that the program makes, layer behind layer. Types and settings must be right. Names come in the current
/// language.
class Chain {
public:
    using Settings = std::vector<std::pair<std::string_view, Value>>;

    /// Behind the last layer.
    Chain& add(std::string_view layer, const Settings& settings = {});
    /// The next layer stands behind this one.
    Chain& from(NodeId);
    /// Into the second input of the last layer.
    Chain& join(NodeId);
    /// The last layer; there must be one.
    NodeId last() const { return *last_; }
    const Document& document() const { return document_; }
    /// With all layers in tidy places.
    Document finish(Recipe);

private:
    void perform(const Edit&);
    Document document_;
    std::optional<NodeId> last_;
};

/// Edits that put the network and the recipe of `fresh` in the place of those of `old`. The data stays.
std::vector<Edit> replacing(const Document& old, const Document& fresh);

} // namespace loom
