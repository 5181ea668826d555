#include "stages/column_menu.h"

#include "datasets/table_view.h"
#include "session.h"
#include "theme/icons.h"
#include "theme/language.h"

namespace loom {

static void change_data(Session& session, const Message& name, const std::function<void(DataSetup&)>& change)
{
    DataSetup setup = session.graph().document().data();
    change(setup);
    if (setup != session.graph().document().data())
        session.data().change(name, setup);
}

void ColumnMenu::add_sorts(const std::string& column, const std::optional<RowSort>& sort)
{
    for (const bool descending : {false, true}) {
        const RowSort wanted{column, descending};
        QAction* act = addAction(descending ? tr("Sort descending") : tr("Sort ascending"), this, [this, wanted] { Q_EMIT sort_wanted(wanted); });
        act->setShortcut(QKeySequence(Qt::ALT | (descending ? Qt::Key_Down : Qt::Key_Up)));
        act->setCheckable(true);
        act->setChecked(sort == wanted);
    }
    QAction* as_given = addAction(tr("As in the file"), this, [this] { Q_EMIT sort_wanted({}); });
    as_given->setShortcut(QKeySequence(Qt::ALT | Qt::Key_Home));
    as_given->setEnabled(sort.has_value());
    addSeparator();
}

ColumnMenu::ColumnMenu(Session& session, const Dataset& from, int index, const std::optional<RowSort>& sort)
{
    const Column& column = from.table().columns[std::size_t(index)];
    const std::string name = column.name;
    QAction* target = addAction(tr("Predict this column"), this, [&session, name] {
        change_data(session, Message(LOOM_TEXT("Predict “%1”"), name), [&](DataSetup& s) { s.target = name; });
    });
    target->setCheckable(true);
    target->setChecked(name == from.target());
    target->setEnabled(name != from.target());
    addSeparator();
    if (has_order(column))
        add_sorts(name, sort);
    for (const ColumnType type : {ColumnType::Integer, ColumnType::Number, ColumnType::DateTime, ColumnType::Category,
                                  ColumnType::Boolean, ColumnType::Text, ColumnType::Id}) {
        QAction* act = addAction(loom::icon(column_icon(type)), shown(column_type_title(type)), this, [&session, name, type] {
            change_data(session, Message(LOOM_TEXT("Take “%1” as %2"), name, column_type_title(type)), [&](DataSetup& s) {
                s.column_types[name] = std::string(column_type_id(type));
            });
        });
        act->setCheckable(true);
        act->setChecked(type == column.type);
    }
}

} // namespace loom
