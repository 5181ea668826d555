#pragma once
#include <QObject>
#include <QString>

namespace loom {

/// A message that the desktop shows, whatever its user is looking at (org.freedesktop.Notifications, Desktop Notifications
/// Specification 1.2). Where no such service runs, nothing is shown and nothing waits.
class DesktopNotice : public QObject {
    Q_OBJECT
public:
    explicit DesktopNotice(QObject* parent = nullptr);
    /// Plain text, in place of what it showed before.
    void show(const QString& title, const QString& text);

Q_SIGNALS:
    /// The user clicked on it.
    void chosen();

private Q_SLOTS:
    void act(uint id, const QString& action);

private:
    uint shown_ = 0; // The service's number of it; 0: none.
};

} // namespace loom
