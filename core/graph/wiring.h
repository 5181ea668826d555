#pragma once
#include "graph/document.h"

namespace loom {

/// The nodes of a document by place, in the order of their numbers, and the links between them: for who walks over all of
/// it, without a search in a tree at each step. Points into the document, which must stay as it is.
class Wiring {
public:
    explicit Wiring(const Document&);

    std::size_t size() const { return ids_.size(); }
    NodeId id(int place) const { return ids_[std::size_t(place)]; }
    const Node& node(int place) const { return *nodes_[std::size_t(place)]; }
    /// −1 where there is no such node.
    int place_of(NodeId) const;

    struct Feed {
        int port, from; // From: a place.
    };
    /// What feeds a node, in the order of its ports.
    std::span<const Feed> feeds(int place) const { return row(feeds_, feeds_begin_, place); }
    /// The nodes that take its output, once for each link, in the order of their numbers.
    std::span<const int> targets(int place) const { return row(targets_, targets_begin_, place); }

    /// Places with all that they depend on in front of them; those in a circle are left out.
    std::vector<int> order() const;
    /// By place: whether it is one of these, or one of these depends on it.
    std::vector<char> leading_to(std::span<const NodeId>) const;

private:
    template <class T>
    static std::span<const T> row(const std::vector<T>& all, const std::vector<int>& begin, int place)
    {
        return std::span(all).subspan(std::size_t(begin[std::size_t(place)]), std::size_t(begin[std::size_t(place) + 1] - begin[std::size_t(place)]));
    }

    std::vector<NodeId> ids_;
    std::vector<const Node*> nodes_;
    std::vector<Feed> feeds_;
    std::vector<int> targets_, feeds_begin_, targets_begin_;
};

} // namespace loom
