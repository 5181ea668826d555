#include "theme/desktop.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QGuiApplication>
#include <QPalette>

#include <optional>

namespace loom {

static std::optional<bool> dark, still;

bool system_is_dark()
{
    static const bool palette_is_dark = [] {
        const QPalette p = QGuiApplication::palette();
        return p.color(QPalette::Window).lightness() < p.color(QPalette::WindowText).lightness();
    }();
    return dark.value_or(palette_is_dark);
}

bool system_reduces_motion()
{
    return still.value_or(false);
}

static const QString service = QStringLiteral("org.freedesktop.portal.Desktop");
static const QString path = QStringLiteral("/org/freedesktop/portal/desktop");
static const QString interface = QStringLiteral("org.freedesktop.portal.Settings");
static const QString appearance = QStringLiteral("org.freedesktop.appearance");
static const QString gnome = QStringLiteral("org.gnome.desktop.interface");

namespace {

class Desktop : public QObject {
    Q_OBJECT
public:
    Desktop(std::function<void()> told, QObject* parent) : QObject(parent), told_(std::move(told))
    {
        QDBusConnection bus = QDBusConnection::sessionBus();
        if (!bus.isConnected())
            return;
        bus.connect(service, path, interface, QStringLiteral("SettingChanged"), this,
                    SLOT(setting_changed(QString, QString, QDBusVariant)));
        ask(appearance, QStringLiteral("color-scheme"));
        ask(gnome, QStringLiteral("enable-animations"));
    }

private slots:
    void setting_changed(const QString& space, const QString& key, const QDBusVariant& value)
    {
        take(space, key, value.variant());
    }

private:
    void ask(const QString& space, const QString& key)
    {
        QDBusMessage call = QDBusMessage::createMethodCall(service, path, interface, QStringLiteral("Read"));
        call << space << key;
        auto* watcher = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(call), this);
        connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, space, key, watcher] {
            watcher->deleteLater();
            const QDBusPendingReply<QDBusVariant> reply = *watcher;
            if (reply.isValid())
                take(space, key, reply.value().variant());
        });
    }
    void take(const QString& space, const QString& key, QVariant value)
    {
        while (value.userType() == qMetaTypeId<QDBusVariant>())
            value = value.value<QDBusVariant>().variant();
        if (space == appearance && key == QLatin1String("color-scheme"))
            dark = value.toUInt() == 1; // 0 no preference, 1 dark, 2 light.
        else if (space == gnome && key == QLatin1String("enable-animations"))
            still = !value.toBool();
        else
            return;
        told_();
    }
    std::function<void()> told_;
};

} // namespace

void watch_desktop(std::function<void()> told)
{
    new Desktop(std::move(told), qApp);
}

} // namespace loom

#include "desktop.moc"
