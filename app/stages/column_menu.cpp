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

ColumnMenu::ColumnMenu(Session& session, const Dataset& from, int index)
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
