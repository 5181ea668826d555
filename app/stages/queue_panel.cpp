#include "stages/queue_panel.h"

#include "schema/recipe.h"
#include "schema/types.h"
#include "stages/queue_time.h"
#include "theme/controls.h"
#include "theme/language.h"
#include "theme/numbers.h"

#include <QEvent>
#include <QMessageBox>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace loom {

constexpr std::size_t most_rows_seen = 3;

/// One entry: what it is, how it stands, and what can be done with it.
class QueueRow : public QWidget {
public:
    QueueRow()
    {
        setFixedHeight(size::row + 4);
        auto* line = row(this, 4);
        line->setContentsMargins(16, 0, 12, 0);
        number_ = new Label({}, FontRole::Small, "text3");
        number_->numbers()->reserve({QStringLiteral("99")});
        what_ = new Label({}, FontRole::Small);
        what_->setProperty("elides", true);
        state_ = new Chip;
        line->addWidget(number_);
        line->addSpacing(8);
        line->addWidget(what_, 1);
        line->addWidget(state_);
        line->addSpacing(8);
        for (const auto& [tool, icon] : {std::pair(&time, "clock"), std::pair(&up, "arrow-up"), std::pair(&down, "arrow-down"), std::pair(&remove, "trash")}) {
            *tool = tool_button(icon, {});
            line->addWidget(*tool);
        }
    }
    void show_entry(const QueueEntry& e, std::size_t place, const QueueSession& queue, const fs::path& project)
    {
        number_->setText(QString::number(place + 1));
        what_->setText(QueuePanel::text_of(e, project));
        const bool now = queue.current() == e.number, begun = e.state == QueueEntry::State::Begun;
        if (now)
            state_->set(Chip::Info, "play", begun ? QueuePanel::tr("Training") : QueuePanel::tr("Reading the data"));
        else if (begun && queue.elsewhere())
            state_->set(Chip::Info, "play", QueuePanel::tr("Training"));
        else if (begun)
            state_->set(Chip::Warn, "pause", QueuePanel::tr("Interrupted, goes on first"));
        else if (e.at)
            state_->set(Chip::Neutral, "clock", QueuePanel::tr("Not before %1").arg(start_time_text(*e.at)));
        else
            state_->set(Chip::Neutral, nullptr, QueuePanel::tr("Waits"));
        const bool waits = !begun && !queue.closed();
        time->setEnabled(waits);
        remove->setEnabled(!queue.closed() && !(now && begun));
        up->setEnabled(waits && place > first_waiting(queue));
        down->setEnabled(waits && place + 1 < queue.entries().size());
        const QString name = QueuePanel::tr("number %1").arg(place + 1);
        set_name(time, QueuePanel::tr("Start time of %1").arg(name));
        set_name(up, QueuePanel::tr("Move %1 up").arg(name));
        set_name(down, QueuePanel::tr("Move %1 down").arg(name));
        set_name(remove, QueuePanel::tr("Take %1 out of the queue").arg(name));
    }
    static std::size_t first_waiting(const QueueSession& queue)
    {
        return std::size_t(std::ranges::find(queue.entries(), QueueEntry::State::Waiting, &QueueEntry::state) - queue.entries().begin());
    }
    QToolButton *time, *up, *down, *remove;

private:
    Label *number_, *what_;
    Chip* state_;
};

QString QueuePanel::text_of(const QueueEntry& e, const fs::path& project)
{
    const Recipe& recipe = e.document.recipe();
    const RecipeSettings settings = unpack_recipe(recipe.settings);
    const OptimizerType* optimizer = find_optimizer(recipe.optimizer.type);
    QStringList parts;
    if (e.project != project)
        parts += shown(path_text(e.project.stem()));
    parts += tr("%n epoch(s)", nullptr, int(settings.epochs));
    if (optimizer) {
        const auto rate = optimizer->index_of("learning_rate");
        const double* value = rate ? std::get_if<double>(&recipe.optimizer.values[*rate]) : nullptr;
        parts += value ? shown(optimizer->title) + QLatin1Char(' ') + QString::number(*value) : shown(optimizer->title);
    }
    parts += tr("batches of %1").arg(counted(settings.batch_size));
    return parts.join(QStringLiteral(" · "));
}

QueuePanel::QueuePanel(Session& session) : session_(session)
{
    auto* all = column(this);
    auto* surface = ground("surface", "bottom");
    auto* lines = column(surface);
    head_ = new PanelHead;
    head_->set_icon("list");
    pause_ = button({}, "pause", "small");
    pause_->setObjectName(QStringLiteral("queue-pause"));
    head_->add(pause_);
    note_ = new Label({}, FontRole::Small, "text2");
    note_->wrap();
    note_->setContentsMargins(16, 0, 16, 4);
    list_ = new QWidget;
    lines_ = column(list_);
    auto* shown_part = scrolled(list_);
    area_ = qobject_cast<QScrollArea*>(shown_part);
    lines->addWidget(head_);
    lines->addWidget(note_);
    lines->addWidget(shown_part);
    all->addWidget(surface);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);

    connect(pause_, &QPushButton::clicked, this, [this] { tell(session_.queue().pause(!session_.queue().paused())); });
    connect(&session.queue(), &QueueSession::changed, this, &QueuePanel::refresh);
    connect(&session.queue(), &QueueSession::failed, this, &QueuePanel::failed);
    retranslate();
}

void QueuePanel::tell(const Status& done)
{
    if (!done)
        Q_EMIT failed(done.error());
}

void QueuePanel::add(std::optional<std::int64_t> at) { tell(session_.queue().add(session_.graph().document(), at)); }

void QueuePanel::add_later()
{
    QueueTime dialog(window(), std::nullopt);
    if (dialog.exec() == QDialog::Accepted)
        add(dialog.at());
}

const QueueEntry* QueuePanel::entry(std::int64_t number) const
{
    const auto& entries = session_.queue().entries();
    const auto found = std::ranges::find(entries, number, &QueueEntry::number);
    return found == entries.end() ? nullptr : &*found;
}

void QueuePanel::ask_time(std::int64_t number)
{
    const QueueEntry* timed = entry(number);
    if (!timed)
        return;
    QueueTime dialog(window(), timed->at);
    if (dialog.exec() == QDialog::Accepted)
        tell(session_.queue().set_time(number, dialog.at()));
}

void QueuePanel::ask_to_remove(std::int64_t number)
{
    const QueueEntry* unwanted = entry(number);
    if (!unwanted)
        return;
    QMessageBox box(window());
    box.setObjectName(QStringLiteral("queue-remove"));
    box.setWindowTitle(tr("Layerloom"));
    box.setText(tr("Take this training out of the queue?"));
    box.setInformativeText(text_of(*unwanted, session_.project_file()));
    QPushButton* out = button(tr("Take out"), nullptr, "primary");
    box.addButton(out, QMessageBox::DestructiveRole);
    box.addButton(QMessageBox::Cancel)->setIcon({});
    out->setObjectName(QStringLiteral("queue-remove-yes"));
    box.setDefaultButton(out);
    box.exec();
    if (box.clickedButton() == out)
        tell(session_.queue().remove(number));
}

QueueRow* QueuePanel::row_of(std::int64_t number)
{
    QueueRow*& line = rows_[number];
    if (line)
        return line;
    line = new QueueRow;
    line->setObjectName(QStringLiteral("queue-row-%1").arg(number));
    const auto move = [this, number](int by) {
        const QueueEntry* moved = entry(number);
        if (!moved)
            return;
        const auto place = moved - session_.queue().entries().data();
        tell(session_.queue().move(number, std::size_t(place + by) - QueueRow::first_waiting(session_.queue())));
    };
    connect(line->time, &QToolButton::clicked, this, [this, number] { ask_time(number); });
    connect(line->up, &QToolButton::clicked, this, [move] { move(-1); });
    connect(line->down, &QToolButton::clicked, this, [move] { move(1); });
    connect(line->remove, &QToolButton::clicked, this, [this, number] { ask_to_remove(number); });
    return line;
}

void QueuePanel::refresh()
{
    const QueueSession& queue = session_.queue();
    const auto& entries = queue.entries();
    QWidget* const focused = list_->focusWidget() && list_->focusWidget()->hasFocus() ? list_->focusWidget() : nullptr;
    std::erase_if(rows_, [&](const auto& row) {
        const bool gone = !entry(row.first);
        if (gone) {
            lines_->removeWidget(row.second);
            row.second->hide();
            row.second->deleteLater(); // One of its buttons may have been pressed just now.
        }
        return gone;
    });
    for (std::size_t place = 0; place < entries.size(); ++place) {
        QueueRow* line = row_of(entries[place].number);
        line->show_entry(entries[place], place, queue, session_.project_file());
        if (lines_->indexOf(line) != int(place))
            lines_->insertWidget(int(place), line);
        line->show();
    }
    const int high = size::row + 4;
    area_->setFixedHeight(high * int(std::min(entries.size(), most_rows_seen)));
    const bool paused = queue.paused();
    head_->set_count(counted(qint64(entries.size())));
    pause_->setText(paused ? tr("Let it go on") : tr("Pause the queue"));
    set_button_icon(pause_, paused ? "play" : "pause");
    pause_->setVisible(!queue.closed());
    note_->setText(queue.elsewhere() ? tr("Another program works on this queue. It can be changed when that has ended.")
                   : queue.fault()   ? shown(queue.fault()->message) + QLatin1Char(' ') + shown(queue.fault()->hint)
                   : paused          ? tr("Paused: nothing begins by itself. What is being trained goes on to its end.")
                                     : QString());
    note_->setVisible(!note_->text().isEmpty());
    setVisible(!entries.empty());
    // A focus that was lost goes to what is nearest.
    if (focused && (focused->isHidden() || !focused->isEnabled() || !focused->isVisibleTo(this))) {
        auto* line = static_cast<QueueRow*>(focused->parentWidget());
        const bool is_there = std::ranges::find(rows_, line, [](const auto& r) { return r.second; }) != rows_.end();
        QWidget* next = is_there ? (line->up->isEnabled() ? line->up : line->down) : static_cast<QWidget*>(pause_);
        (next->isEnabled() && next->isVisibleTo(this) ? next : static_cast<QWidget*>(pause_))->setFocus(Qt::OtherFocusReason);
    }
}

void QueuePanel::retranslate()
{
    head_->set_title(tr("Queue"));
    refresh();
}

void QueuePanel::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace loom
