#pragma once
#include <QString>

class QAction;

namespace loom {

/// Names an action by a string marked with QT_TRANSLATE_NOOP(context, source), so that the command search finds it in
/// both languages whichever is shown. Call again on LanguageChange.
void name_command(QAction*, const char* context, const char* source);
/// The same for names that come from core or from data.
void name_command(QAction*, const QString& english, const QString& chinese);

/// What name_command() stored; the action's own text where it was never called.
QString english_name(const QAction*);
QString chinese_name(const QAction*);

} // namespace loom
