#include "theme/language.h"

#include "theme/theme.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

#include <cmath>

namespace loom {

static QTranslator* installed_ours = nullptr;
static QTranslator* installed_qt = nullptr;

static void replace(QTranslator*& in_use, QTranslator* next)
{
    if (in_use) {
        QCoreApplication::removeTranslator(in_use);
        delete in_use;
    }
    in_use = next;
    if (next)
        QCoreApplication::installTranslator(next);
}

static QTranslator* loaded(const QString& file)
{
    auto* t = new QTranslator(qApp);
    if (t->load(file))
        return t;
    delete t;
    return nullptr;
}

void set_interface_language(Language l)
{
    const bool chinese = l == Language::Chinese;
    set_language(l);
    QLocale::setDefault(chinese ? QLocale(QLocale::Chinese, QLocale::China)
                                : QLocale(QLocale::English, QLocale::UnitedKingdom));
    replace(installed_qt,
            chinese ? loaded(QLibraryInfo::path(QLibraryInfo::TranslationsPath) + QStringLiteral("/qtbase_zh_CN.qm"))
                    : nullptr);
    replace(installed_ours, loaded(chinese ? QStringLiteral(":/translations/layerloom_zh_CN.qm")
                                           : QStringLiteral(":/translations/layerloom_en.qm")));
    ThemeManager::instance().language_changed();
}

QString shown(const Message& m)
{
    return QString::fromStdString(render(m));
}

QString shown(Text t)
{
    return shown(Message(t));
}

QString shown(const std::string& s)
{
    return QString::fromStdString(s);
}

std::string utf8(const QString& s)
{
    return s.toStdString();
}

QString counted(qint64 n)
{
    QString digits = QString::number(std::abs(n));
    for (qsizetype at = digits.size() - 3; at > 0; at -= 3)
        digits.insert(at, QLatin1Char(','));
    return n < 0 ? QChar(0x2212) + digits : digits;
}

// Three significant digits without an exponent: 1.23, 12.3, 123.
static QString three_digits(double v)
{
    const int decimals = v < 9.995 ? 2 : v < 99.95 ? 1 : 0;
    QString s = QString::number(v, 'f', decimals);
    if (decimals)
        while (s.endsWith(QLatin1Char('0')) || s.endsWith(QLatin1Char('.'))) {
            const bool point = s.endsWith(QLatin1Char('.'));
            s.chop(1);
            if (point)
                break;
        }
    return s;
}

QString bytes_text(double bytes)
{
    const char* units[] = {"KiB", "MiB", "GiB", "TiB"};
    if (bytes < 1024)
        return QCoreApplication::translate("units", "%1 bytes").arg(qint64(bytes));
    int unit = 0;
    double v = bytes / 1024;
    while (v >= 999.5 && unit < 3) {
        v /= 1024;
        ++unit;
    }
    return three_digits(v) + QLatin1Char(' ') + QLatin1String(units[unit]);
}

QString duration_text(double seconds)
{
    const auto in_words = [](const char* text) { return QCoreApplication::translate("units", text); };
    if (!std::isfinite(seconds))
        return QStringLiteral("–");
    if (seconds < 0.9995)
        return in_words(QT_TRANSLATE_NOOP("units", "%1 ms")).arg(three_digits(seconds * 1000));
    if (seconds < 9.95)
        return in_words(QT_TRANSLATE_NOOP("units", "%1 s")).arg(QString::number(seconds, 'f', 1));
    const qint64 s = std::llround(seconds);
    if (s < 60)
        return in_words(QT_TRANSLATE_NOOP("units", "%1 s")).arg(s);
    if (s < 3600)
        return in_words(QT_TRANSLATE_NOOP("units", "%1 min %2 s")).arg(s / 60).arg(s % 60);
    return in_words(QT_TRANSLATE_NOOP("units", "%1 h %2 min")).arg(s / 3600).arg(s % 3600 / 60);
}

QString short_count(double v)
{
    const char* units[] = {" K", " M", " G", " T", " P"};
    if (v < 10000)
        return counted(qint64(std::llround(v)));
    int unit = 0;
    v /= 1000;
    while (v >= 999.5 && unit < 4) {
        v /= 1000;
        ++unit;
    }
    return three_digits(v) + QLatin1String(units[unit]);
}

QString percent_text(double share, int decimals)
{
    return QString::number(share * 100, 'f', decimals) + QLatin1Char('%');
}

} // namespace loom
