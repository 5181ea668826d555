#include "stages/queue_time.h"

#include "base/wall_clock.h"
#include "theme/controls.h"
#include "theme/language.h"

#include <QDateTime>
#include <QVBoxLayout>

namespace loom {

QString start_time_text(std::int64_t at)
{
    const QDateTime then = QDateTime::fromSecsSinceEpoch(at), now = QDateTime::currentDateTime();
    const QString day_and_time = shown(local_text(at)), time = day_and_time.mid(11);
    switch (now.date().daysTo(then.date())) {
    case 0: return time;
    case 1: return QueueTime::tr("tomorrow %1").arg(time);
    default: return day_and_time;
    }
}

QueueTime::QueueTime(QWidget* parent, std::optional<std::int64_t> at) : QDialog(parent), at_(at)
{
    setObjectName(QStringLiteral("queue-time"));
    setWindowTitle(tr("Start time"));
    setMinimumWidth(420);
    auto* lines = column(this, 8);
    lines->setContentsMargins(16, 16, 16, 16);
    auto* name = new Label(tr("It does not begin before:"));
    field_ = new QLineEdit(at ? shown(local_text(*at)) : QString());
    field_->setObjectName(QStringLiteral("queue-time-field"));
    field_->setAccessibleName(tr("Start time"));
    field_->setPlaceholderText(QStringLiteral("22:00"));
    told_ = new Label({}, FontRole::Small, "text2");
    told_->wrap();
    told_->setMinimumHeight(2 * line_height(FontRole::Small)); // So that the buttons stay where they are.
    told_->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    set_ = button(tr("Set"), nullptr, "primary");
    set_->setObjectName(QStringLiteral("queue-time-set"));
    set_->setDefault(true);
    auto* cancel = button(tr("Cancel"));
    auto* buttons = row(nullptr, 8);
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(set_);
    lines->addWidget(name);
    lines->addWidget(field_);
    lines->addWidget(told_);
    lines->addLayout(buttons);
    connect(field_, &QLineEdit::textChanged, this, &QueueTime::judge);
    connect(set_, &QPushButton::clicked, this, &QDialog::accept);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    field_->selectAll();
    judge();
}

void QueueTime::judge()
{
    const std::string text = utf8(field_->text().trimmed());
    const auto read = text.empty() ? Result<std::int64_t>(0) : seconds_of_local(text, utc_seconds());
    set_->setEnabled(bool(read));
    told_->set_ink(read ? "text2" : "err");
    if (!read)
        return told_->setText(shown(read.error().message) + QLatin1Char(' ') + shown(read.error().hint));
    at_ = text.empty() ? std::nullopt : std::optional(*read);
    told_->setText(at_ ? tr("It begins %1, or later where others are being trained then.").arg(start_time_text(*at_))
                       : tr("Write a time of the day, such as 22:00, or a day and a time, such as 2026-11-30 22:00. Without one it begins when it is its turn."));
}

} // namespace loom
