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
    /// The next layer stands behind none.
    Chain& apart();
    /// Into a further input of the last layer.
    Chain& join(NodeId, int port = 1);
    /// The last layer bears this name.
    Chain& named(const std::string&);
    /// It is an Output with a loss of its own.
    Chain& loss(std::string_view type);
    /// It has the weights of another.
    Chain& share(NodeId with);
    /// It is passed by, unless a copy of the unit says otherwise.
    Chain& bypass();
    /// The last layer; there must be one.
    NodeId last() const { return *last_; }

    /// What follows stands inside of a new unit, behind its first entrance, until end() puts an exit behind its last layer.
    Chain& begin(const std::string& unit, const std::string& help = {});
    /// Another entrance, behind which the next layer stands.
    Chain& entrance(const std::string& name);
    /// A setting of the unit's copies.
    Chain& expose(std::string key, const std::string& label, std::vector<Exposed::Target>);
    /// What was built before goes on.
    UnitId end();
    /// A copy of a unit behind the last layer.
    Chain& copy(UnitId, const Settings& given = {}, std::int64_t times = 1);

    const Document& document() const { return document_; }
    /// With all layers of all graphs in tidy places.
    Document finish(Recipe);

private:
    void perform(const Edit&);
    Document document_;
    UnitId graph_ = main_graph;
    std::optional<NodeId> last_, before_; // before_: the main graph's last layer, while a unit is built.
};

/// Edits that put all layers of all graphs in tidy places.
std::vector<Edit> tidying(const Document&);

/// Edits that put the network and the recipe of `fresh` in the place of those of `old`. The data stays.
std::vector<Edit> replacing(const Document& old, const Document& fresh);

} // namespace loom
