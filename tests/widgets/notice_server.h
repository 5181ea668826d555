#pragma once
#include <QCoreApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCall>
#include <QDBusVirtualObject>
#include <QProcess>
#include <QStringList>

namespace loom::test {

/// A session bus of its own with the desktop's service of notices on it. Started before the first use of the session bus.
class NoticeServer : public QDBusVirtualObject {
public:
    struct Shown {
        uint id, replaced;
        QString title, text;
        QStringList actions;
    };

    /// False where there is no dbus-daemon to start.
    bool start()
    {
        bus_.start(QStringLiteral("dbus-daemon"), {QStringLiteral("--session"), QStringLiteral("--nofork"), QStringLiteral("--print-address=1")});
        if (!bus_.waitForStarted() || !bus_.waitForReadyRead(10'000))
            return false;
        const QByteArray address = bus_.readLine().trimmed();
        qputenv("DBUS_SESSION_BUS_ADDRESS", address);
        QDBusConnection own = QDBusConnection::connectToBus(QString::fromLatin1(address), name_);
        return own.registerVirtualObject(path_, this) && own.registerService(interface_);
    }
    ~NoticeServer() override
    {
        QDBusConnection::disconnectFromBus(name_);
        bus_.kill();
        bus_.waitForFinished();
    }
    void click(uint id, const QString& action) const
    {
        QDBusMessage signal = QDBusMessage::createSignal(path_, interface_, QStringLiteral("ActionInvoked"));
        signal << id << action;
        QDBusConnection(name_).send(signal);
    }
    /// Returns when all that was said on the bus so far has been heard: each side asks the bus something, whose answer comes behind it.
    void settle() const
    {
        const QString bus = QStringLiteral("org.freedesktop.DBus");
        for (const QDBusConnection& side : {QDBusConnection(name_), QDBusConnection::sessionBus()}) {
            const QDBusPendingCall answer = side.asyncCall(QDBusMessage::createMethodCall(bus, QStringLiteral("/org/freedesktop/DBus"), bus, QStringLiteral("GetId")));
            while (!answer.isFinished())
                QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 10);
        }
        QCoreApplication::processEvents();
    }
    QList<Shown> shown;

    QString introspect(const QString&) const override { return {}; }
    bool handleMessage(const QDBusMessage& call, const QDBusConnection& connection) override
    {
        const QVariantList a = call.arguments();
        if (call.member() != QLatin1String("Notify") || a.size() != 8)
            return false;
        const uint replaced = a[1].toUInt(), id = replaced ? replaced : next_++;
        shown.append({id, replaced, a[3].toString(), a[4].toString(), a[5].toStringList()});
        return connection.send(call.createReply(id));
    }

private:
    const QString name_ = QStringLiteral("notices"), interface_ = QStringLiteral("org.freedesktop.Notifications"),
                  path_ = QStringLiteral("/org/freedesktop/Notifications");
    QProcess bus_;
    uint next_ = 7;
};

} // namespace loom::test
