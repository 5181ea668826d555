#pragma once
#include "graph/document.h"

namespace loom {

/// The only way the application changes a document.
class History {
public:
    explicit History(Document& document) : document_(document) {}

    /// Applies all of the edits, or none. Steps with the same non-empty `merge_key` in a row become one, so that a drag
    /// is one undo; it has the newest name. A step that leaves the document as it was is not recorded.
    Status perform(Message name, const std::vector<Edit>& edits, std::string merge_key = {});
    bool undo() { return move_step(done_, undone_); }
    bool redo() { return move_step(undone_, done_); }
    /// The names of the steps that undo() and redo() would take, or nothing.
    std::optional<Message> next_undo() const;
    std::optional<Message> next_redo() const;
    std::size_t depth() const { return done_.size(); }
    /// The names of all steps, oldest first: depth() of them are done, the others were taken back.
    std::vector<Message> steps() const;
    /// Ends the merging of steps, for example when the mouse is let go.
    void seal();
    /// Forgets all steps, when another project is opened.
    void clear();

private:
    struct Step {
        Message name;
        std::string merge_key;
        std::vector<Edit> inverse;
    };
    Result<std::vector<Edit>> apply_all(const std::vector<Edit>&);
    bool move_step(std::vector<Step>& from, std::vector<Step>& to);

    Document& document_;
    std::vector<Step> done_, undone_;
};

} // namespace loom
