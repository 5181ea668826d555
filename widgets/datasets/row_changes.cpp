#include "datasets/row_changes.h"
#include "data/edited_rows.h"
#include "theme/language.h"

#include <algorithm>

namespace loom {

static constexpr qint64 at_once = 200; // So many rows are looked at within some milliseconds.
static constexpr std::size_t most_at_once = 20'000; // So many are put into the document within 50 ms.

RowChanges::RowChanges(GraphDocument& graph, RowList& list, QObject* parent) : QObject(parent), graph_(graph), list_(list)
{
    connect(&graph, &GraphDocument::opened, &worker_, &Worker::cancel);
}

void RowChanges::perform(std::function<void(Edits&, const std::vector<std::uint32_t>&)> change, std::function<Message(const Edits&)> name,
                         std::function<void()> done)
{
    const qint64 count = list_.chosen_count();
    if (!list_.data() || count == 0 || worker_.busy())
        return;
    if (count > qint64(most_at_once)) {
        Q_EMIT refused(tr("%1 rows are selected; at most %2 can be changed at once.").arg(counted(count), counted(qint64(most_at_once))),
                       tr("Select fewer rows, or leave rows out by a preparation step."));
        return;
    }
    const auto make = [rows = list_.chosen(most_at_once), table = list_.data()->source_table(),
                       known = graph_.document().data().row_edits, change = std::move(change)](Progress&) {
        Edits edits;
        edits.reserve(rows.size());
        for (const std::uint32_t row : rows) {
            const RowEdit* edit = find_edit(known, *table, row);
            edits.push_back(edit ? *edit : edit_of(*table, row));
        }
        change(edits, rows);
        return edits;
    };
    const auto finish = [this, name = std::move(name), done = std::move(done), before = graph_.document().data()](Edits edits) {
        const DataSetup& now = graph_.document().data();
        if (now.source != before.source || now.path != before.path || now.settings != before.settings || now.row_edits != before.row_edits) {
            Q_EMIT refused(tr("The data changed while the rows were looked up; nothing was done."), tr("Select the rows once more."));
            return;
        }
        const Message told = name(edits);
        graph_.perform(told, {EditRows{std::move(edits)}});
        if (done)
            done();
    };
    if (count > at_once)
        return worker_.start<Edits>(make, finish);
    Progress none;
    finish(make(none));
}

void RowChanges::label(const QString& label)
{
    const auto data = list_.data();
    if (!data || !data->table().find(data->target()))
        return;
    const std::string text = utf8(label);
    if (worker_.busy())
        return;
    const bool alone = list_.chosen_count() == 1;
    perform(
        [data, text](Edits& edits, const std::vector<std::uint32_t>& rows) {
            const Column& target = *data->table().find(data->target());
            for (std::size_t i = 0; i < rows.size(); ++i) {
                const bool as_before = target.text(rows[i]) == text;
                edits[i].label = as_before ? std::string() : text;
                edits[i].column = as_before ? std::string() : data->target();
            }
        },
        [text](const Edits& edits) {
            return edits.size() == 1 ? Message(LOOM_TEXT("Label a row “%1”"), text)
                                     : Message(LOOM_TEXT("Label %1 rows “%2”"), edits.size(), text);
        },
        [this, rows = list_.chosen(most_at_once)] { Q_EMIT labelled(rows); });
    if (alone)
        list_.advance();
}

void RowChanges::exclude()
{
    perform(
        [](Edits& edits, const std::vector<std::uint32_t>&) {
            const bool all = std::ranges::all_of(edits, &RowEdit::excluded);
            for (RowEdit& edit : edits)
                edit.excluded = !all;
        },
        [](const Edits& edits) {
            const bool out = edits.front().excluded;
            if (edits.size() == 1)
                return Message(out ? LOOM_TEXT("Exclude a row") : LOOM_TEXT("Include a row again"));
            return Message(out ? LOOM_TEXT("Exclude %1 rows") : LOOM_TEXT("Include %1 rows again"), edits.size());
        });
}

void RowChanges::note(const QString& note)
{
    perform(
        [text = utf8(note)](Edits& edits, const std::vector<std::uint32_t>&) {
            for (RowEdit& edit : edits)
                edit.note = text;
        },
        [](const Edits& edits) {
            return edits.size() == 1 ? Message(LOOM_TEXT("Note on a row")) : Message(LOOM_TEXT("Note on %1 rows"), edits.size());
        });
}

} // namespace loom
