#include "stages/export_card.h"

#include "stages/icon_plate.h"
#include "theme/controls.h"
#include "theme/language.h"

#include <QComboBox>
#include <QDesktopServices>
#include <QEvent>
#include <QFileInfo>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>

namespace loom {

ExportCard::ExportCard(const DeliveryFormat& format) : format_(format)
{
    setProperty("kind", QStringLiteral("card"));
    setMinimumSize(260, 246);
    setObjectName(QStringLiteral("export-") + QString::fromUtf8(format.id.data(), qsizetype(format.id.size())));
    auto* lines = column(this, 4);
    lines->setContentsMargins(16, 16, 16, 16);
    auto* head = new QWidget;
    auto* head_line = row(head, 8);
    title_ = new Label({}, FontRole::Heading, "text", true);
    chip_ = new Chip;
    head_line->addWidget(new IconPlate(format.id == "onnx" ? "ship" : "data", &Theme::accent, &Theme::accentbg, size::radius));
    head_line->addWidget(title_, 1);
    head_line->addWidget(chip_);
    help_ = new Label({}, FontRole::Small, "text2");
    help_->wrap();
    help_->setAlignment(Qt::AlignLeft | Qt::AlignTop);
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
    lines->addSpacing(8);
    auto* foot = new QWidget;
    auto* buttons = row(foot, 8);
    export_ = button({}, "export", "primary");
    show_ = tool_button("folder", {});
    buttons->addWidget(export_);
    buttons->addWidget(show_);
    buttons->addStretch(1);
    version_ = new QComboBox;
    for (const int version : format.versions)
        version_->addItem({}, version);
    buttons->addWidget(version_);
    if (format.versions.empty())
        version_->hide();
    lines->addWidget(foot);
    connect(export_, &QPushButton::clicked, this, &ExportCard::export_wanted);
    connect(show_, &QToolButton::clicked, this, [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(path_).absolutePath())); });
    retranslate();
}

void ExportCard::set_possible(bool on, std::int64_t parameters, std::int64_t test_samples)
{
    possible_ = on;
    parameters_ = parameters;
    test_samples_ = test_samples;
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

int ExportCard::version() const { return version_->currentData().toInt(); }

void ExportCard::retranslate()
{
    title_->setText(shown(format_.title));
    help_->setText(shown(format_.help));
    help_->setMinimumHeight(help_->fontMetrics().boundingRect(QRect(0, 0, 999, 999), Qt::TextWordWrap, QStringLiteral("文A\n文A")).height()); // The lines below are level on all cards.
    switch (state_) {
    case State::Ready: chip_->set(Chip::Neutral, nullptr, tr("Ready")); break;
    case State::Checking: chip_->set(Chip::Info, "play", tr("Checking")); break;
    case State::Verified: chip_->set(Chip::Ok, "check", tr("Verified")); break;
    case State::Failed: chip_->set(Chip::Err, "error", tr("Failed")); break;
    }
    show_rows();
    error_text_->setVisible(error_.has_value());
    if (error_)
        error_text_->setText(shown(error_->message) + (error_->hint.empty() ? QString() : QLatin1Char(' ') + shown(error_->hint)));
    export_->setText(state_ == State::Verified ? tr("Export again") : tr("Export and check"));
    export_->setEnabled(possible_ && state_ != State::Checking);
    for (int i = 0; i < version_->count(); ++i)
        version_->setItemText(i, tr("Opset %1").arg(version_->itemData(i).toInt()));
    version_->setAccessibleName(tr("Version of ONNX's operators"));
    version_->setToolTip(tr("Version of ONNX's operators. Later ones are shorter; older programs read only earlier ones."));
    version_->setEnabled(possible_ && state_ != State::Checking);
    set_name(show_, tr("Show file"));
    show_->setVisible(state_ == State::Verified);
}

void ExportCard::show_rows()
{
    const bool network = format_.id == "onnx", source = format_.ending == ".py";
    int next = 0;
    const auto line = [&](const QString& key, const QString& value) {
        rows_[next]->set_key(key);
        rows_[next]->set_value(value);
        rows_[next++]->show();
    };
    if (found_) {
        line(tr("Largest difference"),
             found_->largest_difference == 0 ? QStringLiteral("0") : QString::number(found_->largest_difference, 'e', 1));
        if (found_->samples > 0)
            line(tr("Same answer"), tr("%1 of %2").arg(counted(found_->same), counted(found_->samples)));
        else
            line(tr("Read back"), tr("%n tensor(s)", nullptr, int(found_->tensors)));
        line(tr("Size"), bytes_text(double(found_->bytes)));
        if (found_->sample_seconds > 0)
            line(tr("One sample"), duration_text(found_->sample_seconds));
    } else if (possible_ && !error_) {
        line(tr("Size"), tr("about %1").arg(bytes_text(4 * double(parameters_))));
        const std::int64_t samples = std::min(test_samples_, most_samples);
        line(tr("Check"), source        ? tr("by Python, where installed")
                          : !network    ? tr("weights read back")
                          : samples > 0 ? tr("on %Ln test sample(s)", nullptr, int(samples))
                                        : tr("on random samples"));
    }
    while (next < 4)
        rows_[next++]->hide();
}

void ExportCard::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::StyleChange)
        retranslate();
    QFrame::changeEvent(event);
}

} // namespace loom
