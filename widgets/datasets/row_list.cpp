#include "datasets/row_list.h"
#include "data/edited_rows.h"
#include "data/given.h"
#include "datasets/tile_image.h"
#include "theme/language.h"

#include <QKeyEvent>

#include <algorithm>
#include <numeric>

namespace loom {

QString short_part_name(Part part)
{
    switch (part) {
    case Part::Train: return RowList::tr("train");
    case Part::Validation: return RowList::tr("valid.");
    case Part::Test: return RowList::tr("test");
    }
    return {};
}

std::vector<std::uint32_t> RowOrder::listed() const
{
    if (some_)
        return {some_->values().begin(), some_->values().end()};
    std::vector<std::uint32_t> rows(size_);
    std::iota(rows.begin(), rows.end(), 0U);
    return rows;
}

void RowList::set_data(std::shared_ptr<const Dataset> data)
{
    const bool same = data && data_ && data->source_table() == data_->source_table();
    data_ = std::move(data);
    if (!same)
        return set_rows(data_ ? RowOrder::all(data_->table().rows) : RowOrder());
    Q_EMIT looks_changed();
}

void RowList::set_rows(RowOrder rows, RowChoice choice)
{
    rows_ = std::move(rows);
    if (choice.empty()) {
        choose_none();
    } else { // The current row is the same in another place.
        choice_ = std::move(choice);
        anchor_ = choice_.current;
        Q_EMIT chosen_changed();
    }
    Q_EMIT rows_changed();
}

void RowList::set_edits(RowEdits edits)
{
    if (edits == edits_)
        return;
    edits_ = std::move(edits);
    Q_EMIT looks_changed();
}

std::optional<Part> RowList::part(std::uint32_t row) const
{
    for (const Part part : {Part::Train, Part::Validation, Part::Test})
        if (std::ranges::binary_search(data_->rows(part), row))
            return part;
    return {};
}

RowLook RowList::look(std::uint32_t row) const
{
    RowLook look;
    look.part = part(row);
    const Column* target = data_->table().find(data_->target());
    if (target)
        look.label = QString::fromStdString(target->text(row));
    if (const RowEdit* edit = find_edit(edits_, *data_->source_table(), row)) {
        look.excluded = edit->excluded;
        look.note = QString::fromStdString(edit->note);
        if (!edit->label.empty() && edit->column == data_->target() && !wrong_given(given_kind(data_->facts()), edit->label)) {
            look.before = std::exchange(look.label, QString::fromStdString(edit->label));
            if (look.before.isEmpty())
                look.before = tr("missing");
        }
    }
    if (look.excluded)
        look.part.reset();
    return look;
}

QString RowList::words(std::uint32_t row) const
{
    const RowLook look = this->look(row);
    QStringList words{tr("Row %1").arg(counted(qint64(row) + 1))};
    if (!look.label.isEmpty())
        words << look.label;
    if (!look.before.isEmpty())
        words << tr("was %1").arg(look.before);
    if (look.excluded)
        words << tr("excluded");
    else if (look.part)
        words << short_part_name(*look.part);
    if (!look.note.isEmpty())
        words << tr("Note: %1").arg(look.note);
    return words.join(QStringLiteral(", "));
}

bool RowList::is_chosen(int index) const
{
    const auto after = std::ranges::upper_bound(choice_.ranges, index, {}, &Range::first);
    return after != choice_.ranges.begin() && std::prev(after)->second >= index;
}

qint64 RowList::chosen_count() const
{
    qint64 n = 0;
    for (const auto& [first, last] : choice_.ranges)
        n += last - first + 1;
    return n;
}

std::vector<std::uint32_t> RowList::chosen(std::size_t most) const
{
    std::vector<std::uint32_t> rows;
    for (const auto& [first, last] : choice_.ranges)
        for (int i = first; i <= last && rows.size() < most; ++i)
            rows.push_back(rows_[std::size_t(i)]);
    return rows;
}

void RowList::set(std::vector<Range> ranges, int current)
{
    const bool moved = current != choice_.current;
    if (!moved && ranges == choice_.ranges)
        return;
    choice_.ranges = std::move(ranges);
    choice_.current = current;
    Q_EMIT chosen_changed();
    if (moved)
        Q_EMIT current_changed(current);
}

void RowList::click(int index, Qt::KeyboardModifiers keys)
{
    if (index < 0 || !(keys & Qt::ControlModifier))
        return go_to(index, keys);
    anchor_ = choice_.current = index;
    toggle(index);
    Q_EMIT current_changed(index);
}

void RowList::go_to(int index, Qt::KeyboardModifiers keys)
{
    if (index < 0)
        return keys & (Qt::ShiftModifier | Qt::ControlModifier) ? void() : choose_none();
    if (index >= size())
        return;
    if (keys & Qt::ShiftModifier) {
        if (anchor_ < 0)
            anchor_ = choice_.current < 0 ? index : choice_.current;
        return set({std::minmax(anchor_, index)}, index);
    }
    if (keys & Qt::ControlModifier)
        return set(choice_.ranges, index);
    anchor_ = index;
    set({{index, index}}, index);
}

void RowList::step(int by, Qt::KeyboardModifiers keys)
{
    if (!rows_.empty())
        go_to(int(std::clamp<qint64>(choice_.current < 0 ? 0 : qint64(choice_.current) + by, 0, size() - 1)), keys);
}

bool RowList::take_key(const QKeyEvent* event)
{
    if (event->matches(QKeySequence::SelectAll))
        choose_all();
    else if (event->key() == Qt::Key_Space && choice_.current >= 0)
        event->modifiers() == Qt::NoModifier && data_ && tile_kind(*data_) == TileKind::Sounds ? play_wanted() : toggle_current();
    else if (event->key() == Qt::Key_Escape && !choice_.ranges.empty())
        choose_none();
    else
        return false;
    return true;
}

void RowList::toggle(int index)
{
    std::vector<Range> changed;
    const bool was = is_chosen(index);
    for (const Range& r : choice_.ranges) {
        if (!was || index < r.first || index > r.second) {
            changed.push_back(r);
            continue;
        }
        if (r.first < index)
            changed.emplace_back(r.first, index - 1);
        if (index < r.second)
            changed.emplace_back(index + 1, r.second);
    }
    if (!was)
        changed.insert(std::ranges::upper_bound(changed, Range(index, index)), {index, index});
    choice_.ranges = std::move(changed);
    Q_EMIT chosen_changed();
}

void RowList::toggle_current()
{
    if (choice_.current < 0)
        return;
    anchor_ = choice_.current;
    toggle(choice_.current);
}

void RowList::choose_all()
{
    if (!rows_.empty())
        set({{0, size() - 1}}, choice_.current < 0 ? 0 : choice_.current);
}

void RowList::choose_none()
{
    anchor_ = -1;
    set({}, -1);
}

void RowList::advance()
{
    if (choice_.current >= 0 && choice_.current + 1 < size())
        go_to(choice_.current + 1, {});
}

} // namespace loom
