#include "theme/theme.h"

#include "base/text.h"
#include "schema/types.h"
#include "theme/desktop.h"
#include "theme/style.h"

#include <QApplication>
#include <QFile>
#include <QFontDatabase>
#include <QFontMetricsF>
#include <QPalette>
#include <QRegularExpression>
#include <QWidget>

#include <algorithm>
#include <cmath>

namespace loom {

static constexpr ColourToken token_table[] = {
    {"bg", &Theme::bg},
    {"surface", &Theme::surface},
    {"raised", &Theme::raised},
    {"sunken", &Theme::sunken},
    {"field", &Theme::field},
    {"canvas", &Theme::canvas},
    {"dot", &Theme::dot},
    {"rail", &Theme::rail},
    {"hover", &Theme::hover},
    {"line", &Theme::line},
    {"edge", &Theme::edge},
    {"text", &Theme::text},
    {"text2", &Theme::text2},
    {"text3", &Theme::text3},
    {"disabled", &Theme::disabled},
    {"accent", &Theme::accent},
    {"onaccent", &Theme::onaccent},
    {"accenthov", &Theme::accenthov},
    {"accentbg", &Theme::accentbg},
    {"ok", &Theme::ok},
    {"okbg", &Theme::okbg},
    {"warn", &Theme::warn},
    {"warnbg", &Theme::warnbg},
    {"err", &Theme::err},
    {"errbg", &Theme::errbg},
    {"info", &Theme::info},
    {"infobg", &Theme::infobg},
    {"c-io", &Theme::c_io},
    {"c-lin", &Theme::c_lin},
    {"c-conv", &Theme::c_conv},
    {"c-shape", &Theme::c_shape},
    {"c-norm", &Theme::c_norm},
    {"c-act", &Theme::c_act},
    {"c-rec", &Theme::c_rec},
    {"c-att", &Theme::c_att},
    {"c-merge", &Theme::c_merge},
    {"grid", &Theme::grid},
    {"s1", &Theme::s1},
    {"s2", &Theme::s2},
    {"s3", &Theme::s3},
    {"s4", &Theme::s4},
    {"s5", &Theme::s5},
    {"s6", &Theme::s6},
};

// In the order of token_table.
static constexpr QRgb light_colours[] = {
    0xF3F4F7, 0xFFFFFF, 0xFFFFFF, 0xEDEFF3, 0xFFFFFF, 0xF7F8FA, 0xD5D9E1, 0xE9EBF0, 0xEEF0F6, 0xDDE1E8, 0x7C8596,
    0x171A21, 0x454D5B, 0x5F6877, 0x9AA2AF, 0x4449BE, 0xFFFFFF, 0x373CA4, 0xE9EAFB, 0x17733F, 0xE3F4EA, 0x875400,
    0xFDF1DA, 0xBE2419, 0xFCE8E6, 0x1560AD, 0xE4EFFA, 0x586373, 0x1F6FB8, 0xA8327A, 0x0E7784, 0x8A6A00, 0x2C7D3B,
    0xB4511A, 0x6B4FB8, 0x6E6153, 0xE6E9EE, 0x0067A8, 0xB33C00, 0x00875A, 0xA3427F, 0xB08A00, 0x2E3846,
};
static constexpr QRgb dark_colours[] = {
    0x131519, 0x1B1E24, 0x252930, 0x14161A, 0x15171C, 0x16181D, 0x2B3038, 0x101216, 0x272C35, 0x2C313A, 0x6A7382,
    0xE9EBEF, 0xB8BFCA, 0x929BA9, 0x5C6573, 0x9DA3FF, 0x14162E, 0xB3B8FF, 0x2A2C4A, 0x5FCB8D, 0x173325, 0xEDB54A,
    0x372B14, 0xFF8177, 0x3D1E1D, 0x74B6F7, 0x16293D, 0xA3ADBB, 0x6DB0EE, 0xE88AC2, 0x56C3CF, 0xD9B640, 0x7CC98A,
    0xF0995F, 0xB59CF2, 0xBFB09E, 0x2A2F37, 0x5AB4F0, 0xF27A3A, 0x2FB98A, 0xD977B4, 0xE3BE4A, 0xB4BDCA,
};
static_assert(std::size(light_colours) == std::size(token_table) && std::size(dark_colours) == std::size(token_table));

static Theme made(bool dark, std::span<const QRgb> colours)
{
    Theme t;
    t.dark = dark;
    for (std::size_t i = 0; i < colours.size(); ++i)
        t.*token_table[i].colour = QColor(colours[i]);
    t.shadow = QColor(Qt::black);
    return t;
}

std::span<const ColourToken> tokens()
{
    return token_table;
}

const Theme& light_theme()
{
    static const Theme t = made(false, light_colours);
    return t;
}

const Theme& dark_theme()
{
    static const Theme t = made(true, dark_colours);
    return t;
}

static bool dark_in_use = false;

const Theme& theme()
{
    return dark_in_use ? dark_theme() : light_theme();
}

const QColor& Theme::category(Category c) const
{
    const QColor* all[] = {&c_io, &c_lin, &c_conv, &c_shape, &c_norm, &c_act, &c_rec, &c_att, &c_merge};
    return *all[int(c)];
}

const QColor& Theme::series(int n) const
{
    const QColor* all[] = {&s1, &s2, &s3, &s4, &s5, &s6};
    return *all[n % 6];
}

QPen Theme::series_pen(int n, qreal width) const
{
    QPen pen(series(n), width, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin);
    // In pen widths of a 2 px line.
    static const QList<qreal> dashes[] = {{}, {4, 2}, {1, 1.5}, {4, 1.5, 1, 1.5}, {2, 1.5}, {0.5, 1}};
    if (n % 6)
        pen.setDashPattern(dashes[n % 6]);
    return pen;
}

static constexpr QRgb heat_stops[] = {0x0D102E, 0x263080, 0x2E6EA8, 0x54B2A0, 0xBEDE8C, 0xFCF0B4};

std::span<const QRgb> heat_table()
{
    static const auto table = [] {
        std::array<QRgb, 256> t;
        for (int i = 0; i < 256; ++i) {
            const double at = i / 255.0 * (std::size(heat_stops) - 1);
            const auto k = std::min(std::size_t(at), std::size(heat_stops) - 2);
            t[i] = mixed(QColor(heat_stops[k + 1]), QColor(heat_stops[k]), at - double(k)).rgb();
        }
        return t;
    }();
    return table;
}

QColor Theme::heat(double v) const
{
    return QColor(heat_table()[int(std::lround(std::clamp(v, 0.0, 1.0) * 255))]);
}

QColor Theme::signed_heat(double v) const
{
    return mixed(v < 0 ? s1 : s2, surface, std::min(1.0, std::abs(v)));
}

QColor mixed(const QColor& over, const QColor& under, double share)
{
    const auto channel = [share](int a, int b) { return int(std::lround(b + (a - b) * share)); };
    return QColor(channel(over.red(), under.red()), channel(over.green(), under.green()),
                  channel(over.blue(), under.blue()));
}

static double scale_in_use = 1;

// Found once: asking the font database is slow.
static const QString& latin_family()
{
    static const QString family = [] {
        const QString system = QFontDatabase::systemFont(QFontDatabase::GeneralFont).family();
        const QString real = QFontInfo(QFont(system)).family();
        if (!real.startsWith(QLatin1String("DejaVu")))
            return real;
        for (const char* better : {"Inter", "Noto Sans"})
            if (QFontDatabase::hasFamily(QLatin1String(better)))
                return QString::fromLatin1(better);
        return real;
    }();
    return family;
}

static const QString cjk_family = QStringLiteral("Noto Sans CJK SC");

static int pixels(FontRole r)
{
    constexpr int px[] = {28, 20, 15, 13, 12, 11, 12};
    return px[int(r)];
}

/// The system's font of equal widths; where it names one that is none, the first of these.
static const QString& fixed_family()
{
    static const QString family = [] {
        const QFont system = QFontDatabase::systemFont(QFontDatabase::FixedFont);
        if (QFontInfo(system).fixedPitch())
            return system.family();
        for (const char* known : {"Noto Sans Mono", "DejaVu Sans Mono", "Liberation Mono"})
            if (QFontDatabase::hasFamily(QLatin1String(known)))
                return QString::fromLatin1(known);
        return QStringLiteral("monospace");
    }();
    return family;
}

QFont font(FontRole role, bool bold)
{
    QFont f;
    if (role == FontRole::Code) {
        f.setFamilies({fixed_family(), cjk_family});
    } else if (language() == Language::Chinese) {
        f.setFamilies({cjk_family, latin_family()});
    } else {
        f.setFamilies({latin_family(), cjk_family});
    }
    f.setPointSizeF(pixels(role) * 0.75 * scale_in_use);
    f.setWeight(bold ? (language() == Language::English && latin_family() == QLatin1String("Inter") ? QFont::DemiBold
                                                                                                    : QFont::Bold)
                     : QFont::Normal);
    return f;
}

QFont number_font(FontRole role, bool bold)
{
    QFont f = font(role, bold);
    static const bool equal = [] {
        const QFontMetricsF m{QFont(latin_family(), 12)};
        return qFuzzyCompare(m.horizontalAdvance(QLatin1Char('1')), m.horizontalAdvance(QLatin1Char('8')));
    }();
    if (!equal && role != FontRole::Code) {
        f.setFamilies({cjk_family, latin_family()});
        if (bold)
            f.setWeight(QFont::Bold);
    }
    return f;
}

int line_height(FontRole role)
{
    constexpr int px[] = {36, 28, 24, 20, 16, 16, 16};
    return int(std::ceil(px[int(role)] * scale_in_use));
}

ThemeManager& ThemeManager::instance()
{
    static ThemeManager manager;
    return manager;
}

void ThemeManager::install()
{
    installed_ = true;
    QApplication::setStyle(new Style);
    apply();
    install_focus_frame();
}

void ThemeManager::set_appearance(Appearance a)
{
    appearance_ = a;
    apply();
}

void ThemeManager::set_font_scale(double s)
{
    font_scale_ = s;
    apply();
}

void ThemeManager::language_changed()
{
    apply();
}

bool ThemeManager::reduce_motion() const
{
    return reduce_motion_ || system_reduces_motion();
}

void ThemeManager::follow_desktop()
{
    watch_desktop([this] {
        if (appearance_ == Appearance::System && system_is_dark() != dark_in_use)
            apply();
    });
}

static QPalette palette_of(const Theme& t)
{
    QPalette p;
    p.setColor(QPalette::Window, t.bg);
    for (auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText})
        p.setColor(role, t.text);
    p.setColor(QPalette::Base, t.field);
    p.setColor(QPalette::AlternateBase, t.surface);
    p.setColor(QPalette::Button, t.surface);
    p.setColor(QPalette::Highlight, t.accent);
    p.setColor(QPalette::HighlightedText, t.onaccent);
    p.setColor(QPalette::ToolTipBase, t.raised);
    p.setColor(QPalette::PlaceholderText, t.text3);
    p.setColor(QPalette::Link, t.accent);
    p.setColor(QPalette::LinkVisited, t.accent);
    p.setColor(QPalette::BrightText, t.err);
    for (auto role : {QPalette::Light, QPalette::Midlight, QPalette::Mid})
        p.setColor(role, t.line);
    p.setColor(QPalette::Dark, t.edge);
    p.setColor(QPalette::Shadow, t.shadow);
    for (auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        p.setColor(QPalette::Disabled, role, t.disabled);
    return p;
}

/// The template with @token@ and @font-role@ filled in.
static QString sheet_of(const QString& source, const Theme& t)
{
    QHash<QString, QString> words;
    for (const ColourToken& token : token_table)
        words.insert(QLatin1String(token.name), (t.*token.colour).name());
    constexpr const char* roles[] = {"display", "title", "heading", "body", "small", "caption", "code"};
    for (int i = 0; i < 7; ++i)
        for (bool bold : {false, true}) {
            const QFont f = font(FontRole(i), bold);
            QStringList families;
            for (const QString& family : f.families())
                families << QLatin1Char('"') + family + QLatin1Char('"');
            words.insert(QLatin1String(roles[i]) + (bold ? QStringLiteral("-bold") : QString()),
                         QStringLiteral("font-family: %1; font-size: %2pt; font-weight: %3;")
                             .arg(families.join(QLatin1String(", ")))
                             .arg(f.pointSizeF())
                             .arg(f.weight()));
        }
    QString out;
    out.reserve(source.size() + source.size() / 4);
    qsizetype at = 0;
    static const QRegularExpression word(QStringLiteral("@([a-z0-9-]+)@"));
    for (auto matches = word.globalMatch(source); matches.hasNext();) {
        const auto match = matches.next();
        out += QStringView(source).mid(at, match.capturedStart() - at);
        Q_ASSERT(words.contains(match.captured(1)));
        out += words.value(match.captured(1));
        at = match.capturedEnd();
    }
    out += QStringView(source).mid(at);
    return out;
}

void ThemeManager::apply()
{
    dark_in_use = appearance_ == Appearance::Dark || (appearance_ == Appearance::System && system_is_dark());
    scale_in_use = font_scale_;
    if (!installed_)
        return;
    if (sheet_template_.isEmpty()) {
        QFile file(QStringLiteral(":/layerloom.qss"));
        if (file.open(QIODevice::ReadOnly))
            sheet_template_ = QString::fromUtf8(file.readAll());
    }
    const Theme& t = theme();
    QApplication::setPalette(palette_of(t));
    QApplication::setFont(font(FontRole::Body));
    qApp->setStyleSheet(sheet_of(sheet_template_, t));
    Q_EMIT changed();
}

} // namespace loom
