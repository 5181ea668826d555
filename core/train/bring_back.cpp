#include "train/bring_back.h"
#include "graph/chain.h"

namespace loom {

std::vector<Edit> bringing_back(const Document& now, const RunRecord& run)
{
    std::vector<Edit> edits = replacing(now, run.document);
    edits.push_back(SetData{as_trained_on(run.document, now).data()});
    return edits;
}

} // namespace loom
