#include "bridge/graph_document.h"

#include <algorithm>

namespace loom {

GraphDocument::GraphDocument(QObject* parent) : QObject(parent), analysis_(analyse(document_, nullptr)) {}

void GraphDocument::set_facts(std::optional<DataFacts> facts)
{
    if (facts == facts_)
        return;
    facts_ = std::move(facts);
    renew();
}

void GraphDocument::open(Document document)
{
    document_ = std::move(document);
    history_.clear();
    Q_EMIT opened();
    renew();
}

bool GraphDocument::perform(const Message& name, const std::vector<Edit>& edits, const std::string& merge_key)
{
    if (const Status status = history_.perform(name, edits, merge_key); !status) {
        Q_EMIT refused(status.error());
        return false;
    }
    // Where nodes lie and what a row is called changes nothing that the analysis says.
    renew(!std::ranges::all_of(edits, [](const Edit& e) {
        return std::holds_alternative<MoveNode>(e) || std::holds_alternative<EditRows>(e);
    }));
    return true;
}

bool GraphDocument::undo()
{
    if (!history_.undo())
        return false;
    history_.seal();
    renew();
    return true;
}

bool GraphDocument::redo()
{
    if (!history_.redo())
        return false;
    renew();
    return true;
}

void GraphDocument::go_to(std::size_t depth)
{
    bool moved = false;
    while (history_.depth() > depth && history_.undo())
        moved = true;
    while (history_.depth() < depth && history_.redo())
        moved = true;
    if (!moved)
        return;
    history_.seal();
    renew();
}

void GraphDocument::renew(bool analyse_again)
{
    if (analyse_again)
        analysis_ = analyse(document_, facts());
    Selection kept = selection_;
    std::erase_if(kept.nodes, [&](NodeId id) { return !document_.find(id); });
    std::erase_if(kept.links, [&](const Link& l) { return !document_.links().contains(l); });
    Q_EMIT changed();
    select(std::move(kept));
}

void GraphDocument::select(Selection selection)
{
    if (selection == selection_)
        return;
    selection_ = std::move(selection);
    Q_EMIT selection_changed();
}

void GraphDocument::reveal(NodeId id)
{
    if (!document_.find(id))
        return;
    select(id);
    Q_EMIT revealed(id);
}

const Finding* GraphDocument::finding_of(NodeId id) const
{
    const Finding* worst = nullptr;
    for (const Finding& f : analysis_.findings)
        if (f.node == id && (!worst || f.severity < worst->severity))
            worst = &f;
    return worst;
}

} // namespace loom
