#pragma once
#include <QColor>
#include <QFont>
#include <QObject>
#include <QPen>

#include <array>
#include <span>

namespace loom {

enum class Category; // schema/types.h

/// Sizes of type. px / line: display 28/36, title 20/28, heading 15/24, body 13/20, small 12/16, caption 11/16, code
/// 12/16.
enum class FontRole { Display, Title, Heading, Body, Small, Caption, Code };

/// Heights, radii and other lengths in logical pixels.
namespace size {
inline constexpr int control = 28, small = 24, large = 36, hero = 44;
inline constexpr int row = 28, form_row = 32, two_line_row = 44, problem_row = 32, panel_head = 36;
inline constexpr int radius_small = 4, radius = 6, radius_card = 8, radius_frame = 12;
inline constexpr int panel_padding = 12, card_padding = 16;
inline constexpr int top_bar = 44, rail = 64, status_bar = 24, stage_bar = 56;
} // namespace size

/// All colours and fonts of the window: one value for light, one for dark. Painters take it by `const Theme&`; whoever
/// keeps nothing may call theme() each time. Nothing outside this room names a colour.
struct Theme {
    bool dark = false;

    QColor bg, surface, raised, sunken, field, canvas, dot, rail, hover, line, edge;
    QColor text, text2, text3, disabled;
    QColor accent, onaccent, accenthov, accentbg;
    QColor ok, okbg, warn, warnbg, err, errbg, info, infobg;
    QColor c_io, c_lin, c_conv, c_shape, c_norm, c_act, c_rec, c_att, c_merge;
    QColor grid;
    QColor s1, s2, s3, s4, s5, s6;
    QColor shadow; // Black, for what floats.

    const QColor& category(Category) const;
    /// The n-th run's colour, repeating after six.
    const QColor& series(int n) const;
    /// A solid, dashed or dotted pen for the n-th series on its own.
    QPen series_pen(int n, qreal width = 2) const;
    /// Heat map colour, v in 0…1 (clamped).
    QColor heat(double v) const;
    /// Signed colour, v in −1…1 (clamped): s1 – surface – s2.
    QColor signed_heat(double v) const;
};

/// The member a token name of the style sheet and of the design's table stands for.
struct ColourToken {
    const char* name;
    QColor Theme::*colour;
};
std::span<const ColourToken> tokens();

const Theme& light_theme();
const Theme& dark_theme();
/// The one in use.
const Theme& theme();

/// `over` at `share` (0…1) above `under`, opaque.
QColor mixed(const QColor& over, const QColor& under, double share);
/// 256 colours of Theme::heat, for pictures.
std::span<const QRgb> heat_table();

/// The interface's font in the current language. Bold is 600 where the font has it, else 700.
QFont font(FontRole, bool bold = false);
/// The same with digits of equal width, for columns of numbers.
QFont number_font(FontRole, bool bold = false);
/// Line height of a role in logical pixels, with the user's font scale.
int line_height(FontRole);

enum class Appearance { System, Light, Dark };

/// Which theme is in use, and everything the user chose about it. Install once, at the start of the program.
class ThemeManager : public QObject {
    Q_OBJECT
public:
    static ThemeManager& instance();

    /// Style, palette, fonts and the style sheet go to the application.
    void install();

    Appearance appearance() const { return appearance_; }
    void set_appearance(Appearance);
    /// 1 = the system's size of type.
    double font_scale() const { return font_scale_; }
    void set_font_scale(double);
    bool reduce_motion() const;
    void set_reduce_motion(bool on) { reduce_motion_ = on; }
    /// `ms`, or 0 when motion is reduced.
    int duration(int ms) const { return reduce_motion() ? 0 : ms; }
    /// Fonts depend on the language; called by set_interface_language().
    void language_changed();
    /// Follows the desktop from now on. Call after the first paint: it starts the session bus.
    void follow_desktop();

signals:
    /// Colours or fonts are different now. Every widget also gets its PaletteChange/FontChange/StyleChange event.
    void changed();

private:
    ThemeManager() = default;
    void apply();

    Appearance appearance_ = Appearance::System;
    double font_scale_ = 1;
    bool reduce_motion_ = false;
    bool installed_ = false;
    QString sheet_template_;
};

} // namespace loom
