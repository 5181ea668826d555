#include "bridge/desktop_notice.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QVariantMap>

namespace loom {
namespace {

const QString notice_service = QStringLiteral("org.freedesktop.Notifications");
const QString notice_path = QStringLiteral("/org/freedesktop/Notifications");
const QString click = QStringLiteral("default"); // The specification's name for a click on the message itself.

} // namespace

DesktopNotice::DesktopNotice(QObject* parent) : QObject(parent)
{
    QDBusConnection::sessionBus().connect({}, notice_path, notice_service, QStringLiteral("ActionInvoked"), this, SLOT(act(uint, QString)));
}

void DesktopNotice::show(const QString& title, const QString& text)
{
    QDBusMessage call = QDBusMessage::createMethodCall(notice_service, notice_path, notice_service, QStringLiteral("Notify"));
    // The text may hold markup, the title may not.
    call << QStringLiteral("Layerloom") << shown_ << QString() << title << text.toHtmlEscaped()
         << QStringList{click, tr("Show")} << QVariantMap{{QStringLiteral("desktop-entry"), QStringLiteral("layerloom")}} << -1;
    auto* answer = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(call), this);
    connect(answer, &QDBusPendingCallWatcher::finished, this, [this, answer] {
        const QDBusPendingReply<uint> id = *answer;
        shown_ = id.isError() ? 0 : id.value();
        answer->deleteLater();
    });
}

void DesktopNotice::act(uint id, const QString& action)
{
    if (id == shown_ && id != 0 && action == click)
        Q_EMIT chosen();
}

} // namespace loom
