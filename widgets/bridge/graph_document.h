#pragma once
#include "graph/analysis.h"
#include "graph/history.h"

#include <QDataStream>
#include <QObject>

namespace loom {

// Qt would stream an enum as its `long`, which it does not know.
inline QDataStream& operator<<(QDataStream& s, NodeId id) { return s << qint64(id); }
inline QDataStream& operator>>(QDataStream& s, NodeId& id)
{
    qint64 number = 0;
    s >> number;
    id = NodeId(number);
    return s;
}

/// What the user has chosen on the canvas.
struct Selection {
    std::set<NodeId> nodes;
    std::set<Link> links;
    bool empty() const { return nodes.empty() && links.empty(); }
    bool operator==(const Selection&) const = default;
};

/// The one QObject around a document: every view reads it here, changes it by perform() and redraws on changed(). It
/// keeps the truth about the document (analysis) and what is selected, so that canvas, settings, problems and outline
/// show the same.
class GraphDocument : public QObject {
    Q_OBJECT
public:
    explicit GraphDocument(QObject* parent = nullptr);

    const Document& document() const { return document_; }
    const Analysis& analysis() const { return analysis_; }
    /// Null where there is no data yet.
    const DataFacts* facts() const { return facts_ ? &*facts_ : nullptr; }
    /// What the data says. Not a step: the choice of the data (SetData) is one.
    void set_facts(std::optional<DataFacts>);
    /// Another project: history and selection are forgotten.
    void open(Document);

    /// One step of the history, all or nothing; false, and refused(), when an edit is not possible.
    bool perform(const Message& name, const std::vector<Edit>& edits, const std::string& merge_key = {});
    /// Ends the merging of steps: the mouse was let go, the field was left.
    void seal() { history_.seal(); }
    bool undo();
    bool redo();
    std::optional<Message> next_undo() const { return history_.next_undo(); }
    std::optional<Message> next_redo() const { return history_.next_redo(); }
    /// Names of all steps, oldest first, and how many of them are done.
    std::vector<Message> steps() const { return history_.steps(); }
    std::size_t done() const { return history_.depth(); }
    /// Undoes or redoes until so many steps are done.
    void go_to(std::size_t depth);

    /// The graph that is shown: the main one, or the unit of the last copy on the path.
    UnitId graph() const { return graph_; }
    /// The copies of units that were entered, outermost first.
    const UnitPath& path() const { return path_; }
    /// Shows what is inside of a copy that is shown; false where the node is none.
    bool enter(NodeId copy);
    /// Shows what is so many copies deep: 0 is the main graph.
    void leave_to(std::size_t depth);
    /// Shows the graph that a path of copies leads to, as far as these are still there.
    void follow(UnitPath);
    /// The way to a graph through its first copies; nothing for a unit that has none.
    std::optional<UnitPath> path_to(UnitId) const;
    /// Of a node of the graph that is shown, in the copy that it is shown in.
    const NodeFacts& facts_of(NodeId) const;
    /// Of all that is shown: the model, or the copy of a unit with its repetitions.
    Cost cost_here() const;
    /// A node of the graph that is shown, with the settings that the copy gives it; null where it is none of these.
    const Node* node_here(NodeId) const;

    /// Nodes of the graph that is shown.
    const Selection& selection() const { return selection_; }
    void select(Selection);
    void select(NodeId id) { select(Selection{{id}, {}}); }
    /// Shows the graph that the node is in, selects it and asks the views to bring it into sight.
    void reveal(NodeId);
    /// The same for a finding, in the copy of a unit that has it; in the one that is shown, where each copy has it.
    void reveal(const Finding&);
    /// Whether a finding is at a node of the graph that is shown, in the copy that it is shown in.
    bool is_here(const Finding&) const;
    /// The worst finding of a node of the graph that is shown, or of what is inside of it; null where there is none.
    const Finding* finding_of(NodeId) const;
    /// The same in the words of this node: of a copy, with the way inside in front.
    std::optional<Finding> told_of(NodeId) const;

signals:
    /// Document, analysis or history are different now.
    void changed();
    /// Another project is open; changed() follows.
    void opened();
    void selection_changed();
    /// Another graph is shown; the selection is empty.
    void graph_changed();
    void revealed(loom::NodeId);
    void refused(const loom::Error&);

private:
    void renew(bool analyse_again = true);
    void go(UnitPath);
    UnitPath reachable(const UnitPath&) const;

    Document document_;
    History history_{document_};
    std::optional<DataFacts> facts_;
    Analysis analysis_;
    Selection selection_;
    UnitPath path_;
    UnitId graph_ = main_graph;
    mutable std::optional<std::map<NodeId, Node>> here_; // Nodes as the copy that is shown has them, once asked for.
};

} // namespace loom
