#include "preferences.h"

#include "theme/language.h"

#include <QSettings>

namespace loom {

Preferences& Preferences::instance()
{
    static Preferences preferences;
    return preferences;
}

void Preferences::apply()
{
    QSettings s;
    const QString chosen = s.value(QStringLiteral("language")).toString();
    set_interface_language(chosen == QLatin1String("zh")   ? Language::Chinese
                           : chosen == QLatin1String("en") ? Language::English
                                                           : language_of_environment());
    const QString look = s.value(QStringLiteral("theme")).toString();
    ThemeManager& t = ThemeManager::instance();
    t.set_appearance(look == QLatin1String("light")  ? Appearance::Light
                     : look == QLatin1String("dark") ? Appearance::Dark
                                                     : Appearance::System);
    t.set_font_scale(std::clamp(s.value(QStringLiteral("font_scale"), 1.0).toDouble(), 0.8, 2.0));
    reduce_motion_ = s.value(QStringLiteral("reduce_motion")).toBool();
    t.set_reduce_motion(reduce_motion_);
    show_menu_bar_ = s.value(QStringLiteral("show_menu_bar")).toBool();
    notice_at_end_ = s.value(QStringLiteral("notice_at_end"), true).toBool();
    sound_at_end_ = s.value(QStringLiteral("sound_at_end")).toBool();
}

static void keep(const char* key, const QVariant& value)
{
    QSettings().setValue(QLatin1String(key), value);
}

void Preferences::set_language(Language l)
{
    keep("language", l == Language::Chinese ? QStringLiteral("zh") : QStringLiteral("en"));
    set_interface_language(l);
    Q_EMIT changed();
}

void Preferences::set_appearance(Appearance a)
{
    keep("theme", a == Appearance::Light  ? QStringLiteral("light")
                  : a == Appearance::Dark ? QStringLiteral("dark")
                                          : QStringLiteral("system"));
    ThemeManager::instance().set_appearance(a);
    Q_EMIT changed();
}

void Preferences::set_font_scale(double scale)
{
    keep("font_scale", scale);
    ThemeManager::instance().set_font_scale(scale);
    Q_EMIT changed();
}

void Preferences::set_reduce_motion(bool on)
{
    keep("reduce_motion", on);
    reduce_motion_ = on;
    ThemeManager::instance().set_reduce_motion(on);
    Q_EMIT changed();
}

void Preferences::set_show_menu_bar(bool on)
{
    keep("show_menu_bar", on);
    show_menu_bar_ = on;
    Q_EMIT changed();
}

void Preferences::set_notice_at_end(bool on)
{
    keep("notice_at_end", on);
    notice_at_end_ = on;
    Q_EMIT changed();
}

void Preferences::set_sound_at_end(bool on)
{
    keep("sound_at_end", on);
    sound_at_end_ = on;
    Q_EMIT changed();
}

} // namespace loom
