#pragma once
#include "base/text.h"
#include "theme/theme.h"

#include <QObject>

namespace loom {

/// What the user chose about the program, kept between starts. Every change acts at once.
class Preferences : public QObject {
    Q_OBJECT
public:
    static Preferences& instance();

    /// Reads them and sets language and theme. Before the first window.
    void apply();

    Language language() const { return loom::language(); }
    void set_language(Language);
    Appearance appearance() const { return ThemeManager::instance().appearance(); }
    void set_appearance(Appearance);
    double font_scale() const { return ThemeManager::instance().font_scale(); }
    void set_font_scale(double);
    bool reduce_motion() const { return reduce_motion_; }
    void set_reduce_motion(bool);
    bool show_menu_bar() const { return show_menu_bar_; }
    void set_show_menu_bar(bool);
    /// What happens when a training or a search ends.
    bool notice_at_end() const { return notice_at_end_; }
    void set_notice_at_end(bool);
    bool sound_at_end() const { return sound_at_end_; }
    void set_sound_at_end(bool);

signals:
    void changed();

private:
    Preferences() = default;
    bool reduce_motion_ = false, show_menu_bar_ = false, notice_at_end_ = true, sound_at_end_ = false;
};

} // namespace loom
