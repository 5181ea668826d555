#include "theme/command.h"

#include "base/text.h"

#include <QAction>
#include <QCoreApplication>
#include <QMenu>
#include <QTranslator>
#include <QVariant>

namespace loom {

void name_command(QAction* action, const char* context, const char* source)
{
    static const QTranslator* chinese = [] {
        auto* t = new QTranslator;
        (void)t->load(QStringLiteral(":/translations/layerloom_zh_CN.qm"));
        return t;
    }();
    const QString english = QString::fromUtf8(source);
    const QString translated = chinese->translate(context, source);
    name_command(action, english, translated.isEmpty() ? english : translated);
}

void name_command(QAction* action, const QString& english, const QString& chinese)
{
    action->setProperty("english", english);
    action->setProperty("chinese", chinese);
    action->setText(language() == Language::Chinese ? chinese : english);
}

static QString stored(const QAction* action, const char* name)
{
    QString text = action->property(name).toString();
    if (text.isEmpty())
        text = action->text();
    // Access keys and dots are not part of the name.
    static const QLatin1String mark("(&");
    if (const auto at = text.indexOf(mark); at >= 0)
        text.remove(at, 4);
    text.remove(QLatin1Char('&'));
    text.remove(QChar(0x2026));
    return text;
}

QString english_name(const QAction* action)
{
    return stored(action, "english");
}
QString chinese_name(const QAction* action)
{
    return stored(action, "chinese");
}

void set_submenu(QAction* action, const char* context, const char* source)
{
    action->setProperty("submenu_context", context);
    action->setProperty("submenu", source);
}

void add_commands(QMenu& menu, const QList<QAction*>& actions)
{
    QMenu* inner = nullptr;
    QByteArray name;
    bool separate = false;
    for (QAction* action : actions) {
        if (!action) {
            separate = true;
            continue;
        }
        if (action->property("search_only").toBool())
            continue;
        const bool first = menu.isEmpty();
        if (std::exchange(separate, false) && !first) {
            menu.addSeparator();
            name.clear();
        }
        const QByteArray group = action->property("submenu").toByteArray();
        if (group.isEmpty()) {
            menu.addAction(action);
        } else {
            if (group != name)
                inner = menu.addMenu(QCoreApplication::translate(action->property("submenu_context").toByteArray().constData(),
                                                                 group.constData()));
            inner->addAction(action);
        }
        name = group;
    }
}

} // namespace loom
