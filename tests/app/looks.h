#pragma once
#include "theme/language.h"
#include "theme/theme.h"

#include <QSize>
#include <QTest>

namespace loom::test {

/// The looks in which a stage must hold: both languages, light and dark, three sizes of type, a large and a small one.
inline void add_looks(std::initializer_list<QSize> sizes)
{
    QTest::addColumn<bool>("chinese");
    QTest::addColumn<bool>("dark");
    QTest::addColumn<double>("scale");
    QTest::addColumn<QSize>("size");
    for (const bool chinese : {false, true})
        for (const bool dark : {false, true})
            for (const double scale : {1.0, 4.0 / 3, 1.5})
                for (const QSize size : sizes)
                    QTest::addRow("%s %s %.2f %d", chinese ? "zh" : "en", dark ? "dark" : "light", scale, size.width())
                        << chinese << dark << scale << size;
}

inline void take_look(bool chinese, bool dark, double scale)
{
    set_interface_language(chinese ? Language::Chinese : Language::English);
    ThemeManager::instance().set_appearance(dark ? Appearance::Dark : Appearance::Light);
    ThemeManager::instance().set_font_scale(scale);
}

} // namespace loom::test
