#include "background.h"

#include "session.h"
#include "theme/controls.h"
#include "theme/language.h"

#include <QApplication>
#include <QMainWindow>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QSystemTrayIcon>

namespace loom {

Background::Background(Session& session, QMainWindow& window) : QObject(&window), session_(session), window_(window) {}

Background::~Background() = default;

bool Background::busy() const { return session_.training().active() || session_.studies() || queued() > 0; }

int Background::queued() const
{
    const QueueSession& queue = session_.queue();
    return queue.waits() && !queue.paused() ? int(queue.entries().size()) : 0;
}

bool Background::may_close()
{
    if (!busy() || leaving_ || qApp->isSavingSession())
        return true;
    QMessageBox box(&window_);
    box.setObjectName(QStringLiteral("leave-running"));
    box.setWindowTitle(tr("Layerloom"));
    box.setText(session_.search().active()     ? tr("A search is in progress.")
                : session_.folds().active()    ? tr("A k-fold is in progress.")
                : session_.training().active() && session_.training().run().empty() ? tr("A run is in progress.")
                : session_.training().active() ? tr("%1 is in progress.").arg(session_.run_list().title_of(session_.training().run()))
                                               : tr("%n training(s) wait in the queue.", nullptr, queued()));
    box.setInformativeText(tr("It can go on without the window. What is left goes on later from where it was; nothing is lost."));
    QPushButton* on = button(tr("Close, keep training"), nullptr, "primary");
    QPushButton* leave = button(tr("Quit, go on later"));
    box.addButton(on, QMessageBox::AcceptRole);
    box.addButton(leave, QMessageBox::DestructiveRole);
    box.addButton(QMessageBox::Cancel)->setIcon({}); // Nor have the program's other buttons one of the style's.
    on->setObjectName(QStringLiteral("keep-training"));
    leave->setObjectName(QStringLiteral("go-on-later"));
    box.setDefaultButton(on);
    box.exec();
    if (box.clickedButton() == leave)
        return true;
    // It may have ended while the question stood there.
    if (box.clickedButton() == on && !busy())
        return true;
    if (box.clickedButton() == on)
        go_on();
    return false;
}

void Background::go_on()
{
    if (!QSystemTrayIcon::isSystemTrayAvailable())
        return window_.showMinimized();
    if (!tray_) {
        tray_ = new QSystemTrayIcon(window_.windowIcon().isNull() ? icon("train") : window_.windowIcon(), this);
        menu_ = std::make_unique<QMenu>();
        show_ = menu_->addAction({}, this, &Background::bring_back);
        menu_->addSeparator();
        pause_ = menu_->addAction({}, this, [this] {
            TrainingSession& training = session_.training();
            training.state() == TrainingSession::State::Paused ? training.resume() : training.pause();
        });
        stop_ = menu_->addAction({}, &session_.training(), &TrainingSession::stop_and_keep_best);
        menu_->addSeparator();
        quit_ = menu_->addAction({}, this, [this] {
            leaving_ = true; // The words of the entry say what is left.
            if (window_.close())
                qApp->quit(); // A window that was hidden is not the last one closed.
            leaving_ = false;
        });
        tray_->setContextMenu(menu_.get());
        connect(tray_, &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
            if (reason == QSystemTrayIcon::Trigger || reason == QSystemTrayIcon::DoubleClick)
                bring_back();
        });
        connect(&session_.training(), &TrainingSession::moved, this, &Background::show_state);
        connect(&session_.training(), &TrainingSession::state_changed, this, &Background::show_state);
        connect(&session_.search(), &SearchSession::state_changed, this, &Background::show_state);
        connect(&session_.search(), &SearchSession::trials_changed, this, &Background::show_state);
        connect(&session_.folds(), &FoldsSession::state_changed, this, &Background::show_state);
        connect(&session_.folds(), &FoldsSession::results_changed, this, &Background::show_state);
        connect(&session_.queue(), &QueueSession::changed, this, &Background::show_state);
    }
    window_.hide();
    show_state();
    tray_->show();
}

void Background::bring_back()
{
    if (tray_)
        tray_->hide();
    window_.setWindowState(window_.windowState() & ~Qt::WindowMinimized);
    window_.show();
    window_.raise();
    window_.activateWindow();
}

void Background::show_state()
{
    if (window_.isVisible())
        return;
    const TrainingSession& training = session_.training();
    const Monitor::Position& p = training.position();
    const bool paused = training.state() == TrainingSession::State::Paused;
    show_->setText(tr("Show Layerloom"));
    pause_->setText(paused ? tr("Resume") : tr("Pause"));
    stop_->setText(tr("Stop and keep best"));
    quit_->setText(busy() ? tr("Quit, go on later") : tr("Quit"));
    pause_->setVisible(training.active());
    stop_->setVisible(training.active());
    const QString tip = session_.search().active() ? tr("Search: %n trials", nullptr, int(session_.search().trials().size()))
                      : session_.folds().active() ? tr("%1 of %n fold(s)", nullptr, int(session_.folds().count())).arg(counted(session_.folds().ended()))
                      : training.active()         ? tr("%1: epoch %2 of %3, %4 left")
                                                .arg(session_.run_list().title_of(training.run()), counted(std::min(p.epoch + 1, p.epochs)), counted(p.epochs),
                                                     duration_text(training.seconds_left()))
                      : queued() > 0             ? tr("%n training(s) wait in the queue.", nullptr, queued())
                                                 : tr("Training has ended");
    if (tip != tray_->toolTip()) // Each is a message over D-Bus, and this comes thirty times a second.
        tray_->setToolTip(tip);
}

} // namespace loom
