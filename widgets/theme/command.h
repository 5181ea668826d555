#pragma once
#include <QList>
#include <QString>

class QAction;
class QMenu;

namespace loom {

/// Names an action by a string marked with QT_TRANSLATE_NOOP(context, source), so that the command search finds it in
/// both languages whichever is shown. Call again on LanguageChange.
void name_command(QAction*, const char* context, const char* source);
/// The same for names that come from core or from data.
void name_command(QAction*, const QString& english, const QString& chinese);

/// What name_command() stored; the action's own text where it was never called.
QString english_name(const QAction*);
QString chinese_name(const QAction*);

/// The action stands in a submenu of this name, a string marked like that of name_command().
void set_submenu(QAction*, const char* context, const char* source);
/// Adds actions to a menu: null is a separator, those of one submenu in a row stand in it, and one with the property
/// search_only is left out. No separator stands beside another, nor at an end.
void add_commands(QMenu&, const QList<QAction*>&);

} // namespace loom
