#include "data/edited_rows.h"

#include <algorithm>
#include <unordered_map>

namespace loom {
namespace {

/// The column whose rows are files with names, or null.
const Column* named_column(const Table& table)
{
    for (const Column& c : table.columns)
        if ((c.pixels() && c.pixels()->size() > 0 && !c.pixels()->name(0).empty()) || (c.sounds() && c.sounds()->size() > 0))
            return &c;
    return table.source == "text_folder" ? table.find("file") : nullptr;
}

/// Of all cells. Kept in project files: what it is must not change.
std::uint64_t check_of(const Table& table, std::uint32_t row)
{
    std::uint64_t h = table.columns.size();
    for (const Column& c : table.columns)
        h = c.pixels() ? hash_bytes(c.pixels()->in_memory(row), h) : hash_text(c.text(row), h);
    return h;
}

} // namespace

RowEdit edit_of(const Table& table, std::uint32_t row)
{
    RowEdit edit;
    edit.row = row;
    if (const Column* files = named_column(table))
        edit.name = files->text(row);
    if (edit.name.empty())
        edit.check = check_of(table, row);
    return edit;
}

const RowEdit* find_edit(const RowEdits& edits, const Table& table, std::uint32_t row)
{
    if (edits.empty())
        return nullptr;
    const Column* files = named_column(table);
    const std::string name = files ? files->text(row) : std::string();
    const RowEdit* edit = edits.find(name, row);
    if (!edit && !name.empty())
        edit = edits.find({}, row); // Of before texts were known by their files.
    return edit && edit->name.empty() && edit->check != check_of(table, row) ? nullptr : edit;
}

EditedRows edited_rows(const RowEdits& edits, const Table& table)
{
    EditedRows found;
    const Column* files = named_column(table);
    std::unordered_map<std::string_view, const RowEdit*> elsewhere; // Files whose rows are others than they were.
    for (const RowEdit& e : edits.all()) {
        const bool inside = e.row < table.rows;
        if (e.name.empty() ? inside && e.check == check_of(table, e.row) : inside && files && files->text(e.row) == e.name)
            found.rows.emplace_back(e.row, &e);
        else if (e.name.empty() || !files)
            found.lost.push_back(&e);
        else
            elsewhere.emplace(e.name, &e);
    }
    for (std::uint32_t row = 0; row < table.rows && !elsewhere.empty(); ++row)
        if (const auto at = elsewhere.find(files->text(row)); at != elsewhere.end()) {
            found.rows.emplace_back(row, at->second);
            elsewhere.erase(at);
        }
    for (const auto& [name, edit] : elsewhere)
        found.lost.push_back(edit);
    std::ranges::sort(found.rows, {}, &std::pair<std::uint32_t, const RowEdit*>::first);
    std::ranges::sort(found.lost, {}, [](const RowEdit* e) { return std::pair(std::string_view(e->name), e->row); });
    return found;
}

Message edit_place(const RowEdit& edit)
{
    return edit.name.empty() ? Message(LOOM_TEXT("Row %1"), edit.row + 1) : Message::of(edit.name);
}

} // namespace loom
