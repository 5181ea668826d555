#include "stages/export_card.h"

#include "theme/controls.h"
#include "theme/icons.h"
#include "theme/language.h"

#include <QEvent>
#include <QDesktopServices>
#include <QFileInfo>
#include <QUrl>
#include <QVBoxLayout>

namespace loom {

ExportCard::ExportCard(const DeliveryFormat& format) : format_(format)
{
    setProperty("kind", QStringLiteral("card"));
    setMinimumSize(260, 246);
    setObjectName(QStringLiteral("export-") + QString::fromUtf8(format.id.data(), qsizetype(format.id.size())));
    auto* lines = column(this, 4);
    lines->setContentsMargins(16, 16, 16, 16);
    auto* head = new QWidget;
    auto* head_line = row(head, 12);
    auto* picture = new QLabel;
    picture->setPixmap(icon(format.id == "onnx" ? "ship" : "data", &Theme::accent).pixmap(20));
    picture->setFixedSize(36, 36);
    picture->setAlignment(Qt::AlignCenter);
    auto* plate = ground("accentbg");
    plate->setFixedSize(36, 36);
    column(plate)->addWidget(picture);
    title_ = new Label({}, FontRole::Heading, "text", true);
    chip_ = new Chip;
    head_line->addWidget(plate);
    head_line->addWidget(title_, 1);
    head_line->addWidget(chip_);
    help_ = new Label({}, FontRole::Small, "text2");
    help_->wrap();
    lines->addWidget(head);
    lines->addWidget(help_);
    lines->addSpacing(4);
    lines->addWidget(separator(Qt::Horizontal));
    lines->addSpacing(4);
    for (KeyValueRow*& r : rows_) {
        r = new KeyValueRow;
        lines->addWidget(r);
    }
    error_text_ = new Label({}, FontRole::Small, "err");
    error_text_->wrap();
    error_text_->hide();
    lines->addWidget(error_text_);
    lines->addStretch(1);
    auto* foot = new QWidget;
    auto* buttons = row(foot, 8);
    export_ = button({}, "export", "primary");
    show_ = button({}, "folder", "small");
    buttons->addWidget(export_);
    buttons->addWidget(show_);
    buttons->addStretch(1);
    lines->addWidget(foot);
    connect(export_, &QPushButton::clicked, this, &ExportCard::export_wanted);
    connect(show_, &QPushButton::clicked, this, [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(path_).absolutePath())); });
    retranslate();
}

void ExportCard::set_possible(bool on)
{
    possible_ = on;
    retranslate();
}

void ExportCard::show_ready()
{
    state_ = State::Ready;
    found_.reset();
    error_.reset();
    retranslate();
}

void ExportCard::show_checking()
{
    state_ = State::Checking;
    retranslate();
}

void ExportCard::show_verified(const Delivery& found, const QString& path)
{
    state_ = State::Verified;
    found_ = found;
    error_.reset();
    path_ = path;
    retranslate();
}

void ExportCard::show_failed(const Error& error)
{
    state_ = State::Failed;
    found_.reset();
    error_ = error;
    retranslate();
}

QString ExportCard::value(int row) const { return rows_[row]->value(); }

void ExportCard::retranslate()
{
    title_->setText(shown(format_.title));
    help_->setText(shown(format_.help));
    switch (state_) {
    case State::Ready: chip_->set(Chip::Neutral, nullptr, tr("Ready")); break;
    case State::Checking: chip_->set(Chip::Info, "play", tr("Checking")); break;
    case State::Verified: chip_->set(Chip::Ok, "check", tr("Verified")); break;
    case State::Failed: chip_->set(Chip::Err, "error", tr("Failed")); break;
    }
    const QString none = QStringLiteral("–");
    const bool network = format_.id == "onnx";
    rows_[0]->set_key(tr("Largest difference"));
    rows_[0]->set_value(!found_ ? none : found_->largest_difference == 0 ? QStringLiteral("0") : QString::number(found_->largest_difference, 'e', 1));
    rows_[1]->set_key(network ? tr("Same answer") : tr("Read back"));
    rows_[1]->set_value(!found_    ? none
                        : network  ? tr("%1 of %2").arg(counted(found_->same), counted(found_->samples))
                                   : tr("%n tensor(s)", nullptr, int(found_->tensors)));
    rows_[2]->set_key(tr("Size"));
    rows_[2]->set_value(found_ ? bytes_text(double(found_->bytes)) : none);
    rows_[3]->set_key(tr("One sample"));
    rows_[3]->set_value(found_ && found_->sample_seconds > 0 ? duration_text(found_->sample_seconds) : none);
    rows_[3]->setVisible(network);
    error_text_->setVisible(error_.has_value());
    if (error_)
        error_text_->setText(shown(error_->message) + (error_->hint.empty() ? QString() : QLatin1Char(' ') + shown(error_->hint)));
    export_->setText(state_ == State::Verified ? tr("Export again") : tr("Export and check"));
    export_->setEnabled(possible_ && state_ != State::Checking);
    show_->setText(tr("Show file"));
    show_->setVisible(state_ == State::Verified);
}

void ExportCard::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QFrame::changeEvent(event);
}

} // namespace loom
