#include "stages/run_choice.h"

#include <QAbstractItemView>
#include <QEvent>
#include <QSignalBlocker>
#include <QStylePainter>

namespace loom {

RunChoice::RunChoice(RunList& runs, Untrained untrained) : runs_(runs), untrained_(untrained == Untrained::Offered)
{
    setAccessibleName(tr("Run"));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&runs_, &RunList::changed, this, &RunChoice::renew);
    connect(this, &QComboBox::activated, this, [this] {
        told_ = currentData().toString().toStdString();
        Q_EMIT choice_changed();
    });
    renew();
}

std::string RunChoice::run() const
{
    const QString chosen = currentData().toString();
    return chosen.isEmpty() ? std::string() : chosen.mid(2).toStdString();
}

Checkpoint RunChoice::checkpoint() const
{
    return currentData().toString().startsWith(QLatin1String("l:")) ? Checkpoint::Last : Checkpoint::Best;
}

void RunChoice::choose(const std::string& run, Checkpoint which)
{
    const int at = run.empty() && untrained_ ? 0 : findData(QString::fromStdString((which == Checkpoint::Best ? "b:" : "l:") + run));
    if (at < 0 || at == currentIndex())
        return;
    setCurrentIndex(at);
    told_ = currentData().toString().toStdString();
    Q_EMIT choice_changed();
}

void RunChoice::renew()
{
    // A newer run comes to the front by itself only where the newest one was chosen.
    const QString before = currentData().toString();
    const bool newest = currentIndex() <= 0;
    clear();
    if (untrained_)
        addItem(tr("Untrained, as training would begin"), QString());
    for (const RunRecord* r : runs_.usable()) {
        const QString title = RunList::title_of(*r), name = QString::fromStdString(r->name);
        addItem(tr("%1 · best checkpoint, epoch %2").arg(title, QString::number(r->best_epoch)), QStringLiteral("b:") + name);
        addItem(tr("%1 · last checkpoint").arg(title), QStringLiteral("l:") + name);
    }
    const int at = newest ? 0 : findData(before);
    setCurrentIndex(count() == 0 ? -1 : std::max(0, at));
    setEnabled(count() > 0);
    if (const std::string now = currentData().toString().toStdString(); now != told_) {
        told_ = now;
        Q_EMIT choice_changed();
    }
}

QString RunChoice::closed_text() const
{
    if (untrained_)
        return run().empty() ? tr("Untrained") : currentText();
    const RunRecord* r = runs_.find(run());
    return !r ? tr("No checkpoint") : checkpoint() == Checkpoint::Best ? tr("Best checkpoint, epoch %1").arg(r->best_epoch) : tr("Last checkpoint");
}

QSize RunChoice::sizeHint() const
{
    if (untrained_)
        return {std::max(fontMetrics().horizontalAdvance(tr("%1 · best checkpoint, epoch %2").arg(RunList::title("run-100")).arg(100)),
                         fontMetrics().horizontalAdvance(tr("Untrained"))) +
                    46,
                QComboBox::sizeHint().height()};
    const int text = std::max(fontMetrics().horizontalAdvance(tr("Best checkpoint, epoch %1").arg(1000)),
                              fontMetrics().horizontalAdvance(tr("Last checkpoint")));
    return {text + 46, QComboBox::sizeHint().height()};
}

void RunChoice::paintEvent(QPaintEvent*)
{
    QStylePainter painter(this);
    QStyleOptionComboBox option;
    initStyleOption(&option);
    option.currentText = fontMetrics().elidedText(closed_text(), Qt::ElideRight, width() - 36); // People give runs long titles.
    painter.drawComplexControl(QStyle::CC_ComboBox, option);
    painter.drawControl(QStyle::CE_ComboBoxLabel, option);
}

void RunChoice::showPopup()
{
    int widest = width();
    for (int i = 0; i < count(); ++i)
        widest = std::max(widest, view()->fontMetrics().horizontalAdvance(itemText(i)) + 40);
    view()->setMinimumWidth(widest);
    QComboBox::showPopup();
}

void RunChoice::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        setAccessibleName(tr("Run"));
        const QSignalBlocker quiet(this);
        const int at = currentIndex();
        renew();
        setCurrentIndex(at);
    }
    QComboBox::changeEvent(event);
}

} // namespace loom
