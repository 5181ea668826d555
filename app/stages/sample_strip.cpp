#include "stages/sample_strip.h"

#include "bridge/sample_words.h"
#include "data/row_classes.h"
#include "datasets/tile_image.h"
#include "stages/run_choice.h"
#include "stages/yielding_row.h"
#include "theme/controls.h"
#include "theme/language.h"

#include <QComboBox>
#include <QEvent>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>
#include <QToolButton>

namespace loom {

constexpr int picture_side = 28;

SampleStrip::SampleStrip(GraphDocument& graph, ActivationSession& looks, DataSession& opened, RunList& runs)
    : graph_(graph), looks_(looks), data_(opened), picture_(new QLabel), row_name_(new Label({}, FontRole::Small, "text2")),
      of_(new Label({}, FontRole::Small, "text3")), words_(new Label({}, FontRole::Small, "text")), weights_name_(new Label({}, FontRole::Small, "text2")),
      state_(new Label({}, FontRole::Small, "text3")), row_(new QSpinBox), class_(new QComboBox), weights_(new RunChoice(runs, RunChoice::Untrained::Offered))
{
    setProperty("ground", QStringLiteral("surface"));
    setProperty("edges", QStringLiteral("bottom"));
    setFixedHeight(40);
    picture_->setFixedSize(picture_side, picture_side);
    picture_->setAlignment(Qt::AlignCenter);
    row_->setKeyboardTracking(false);
    row_->setButtonSymbols(QAbstractSpinBox::NoButtons);
    row_->setFixedWidth(72);
    state_->wrap(); // Whatever it says, the panels beside it stay as wide as they are.
    row_name_->setBuddy(row_);
    weights_name_->setBuddy(weights_);
    of_->numbers();
    previous_ = tool_button("chevron-left", {});
    next_ = tool_button("chevron-right", {});
    random_ = tool_button("refresh", {});
    class_->setSizeAdjustPolicy(QComboBox::AdjustToContents);

    auto* line = new YieldingRow(8);
    line->add(picture_, 3);
    line->add(row_name_, 2);
    line->add(previous_);
    line->add(row_);
    line->add(next_);
    line->add(of_, 4);
    line->add(random_);
    line->add(class_);
    line->add(words_, 5);
    line->add_stretch();
    line->add(state_, 0);
    line->add(weights_name_, 1);
    line->add(weights_);
    auto* layout = column(this);
    layout->setContentsMargins(16, 0, 8, 0);
    layout->addWidget(line);

    patience_.setSingleShot(true);
    patience_.setInterval(300);
    connect(&patience_, &QTimer::timeout, this, &SampleStrip::show_state);
    connect(&data_, &DataSession::changed, this, &SampleStrip::follow_data);
    connect(&graph_, &GraphDocument::changed, this, &SampleStrip::show_state);
    connect(&looks_, &ActivationSession::changed, this, &SampleStrip::show_state);
    connect(&looks_, &ActivationSession::busy_changed, this, [this] {
        if (looks_.busy() && !patience_.isActive())
            patience_.start();
        show_state();
    });
    connect(&choice(), &SampleChoice::changed, this, &SampleStrip::follow_choice);
    connect(row_, &QSpinBox::valueChanged, this, [this](int number) { choice().set_row(std::uint32_t(number - 1)); });
    connect(previous_, &QToolButton::clicked, this, [this] { step(-1); });
    connect(next_, &QToolButton::clicked, this, [this] { step(1); });
    connect(random_, &QToolButton::clicked, this, &SampleStrip::go_to_any);
    connect(class_, &QComboBox::activated, this, [this] {
        if (!fits(choice().row()))
            step(1);
    });
    connect(weights_, &RunChoice::choice_changed, this, [this] { choice().set_run(weights_->run(), weights_->checkpoint()); });
    retranslate();
    follow_data();
}

void SampleStrip::follow_data()
{
    if (shown_ != data_.dataset()) {
        shown_ = data_.dataset();
        const QSignalBlocker quiet(row_), quiet_too(class_);
        const int rows = shown_ ? int(std::min<std::size_t>(shown_->table().rows, INT_MAX)) : 0;
        row_->setRange(rows ? 1 : 0, rows);
        of_->setText(tr("of %1").arg(counted(rows)));
        const int before = class_->currentIndex();
        while (class_->count() > 1)
            class_->removeItem(1);
        if (shown_)
            for (const std::string& name : shown_->facts().classes)
                class_->addItem(shown(name));
        class_->setCurrentIndex(before < class_->count() ? std::max(0, before) : 0);
        class_->setVisible(class_->count() > 1);
        for (QWidget* part : {static_cast<QWidget*>(row_), static_cast<QWidget*>(previous_), static_cast<QWidget*>(next_), static_cast<QWidget*>(random_), static_cast<QWidget*>(class_)})
            part->setEnabled(rows > 0);
        if (rows > 0 && choice().row() >= std::uint32_t(rows))
            choice().set_row(0);
        show_row();
    }
    show_state();
}

void SampleStrip::show_row()
{
    const std::uint32_t row = choice().row();
    if (!shown_ || row >= shown_->table().rows) {
        picture_->clear();
        words_->clear();
        return;
    }
    const QSignalBlocker quiet(row_);
    row_->setValue(int(row) + 1);
    const QString target = target_words(*shown_, row), rest = row_words(*shown_, row);
    words_->setText(target.isEmpty() || rest.isEmpty() ? target + rest : target + QStringLiteral(" · ") + rest);
    const bool pictured = tile_kind(*shown_) == TileKind::Pictures || tile_kind(*shown_) == TileKind::Sounds;
    picture_->setVisible(pictured);
    if (!pictured)
        return;
    painter_.start<QImage>([of = shown_, row](Progress&) { return tile_image(*of, row); },
                           [this](const QImage& image) {
                               const double ratio = devicePixelRatioF();
                               const int side = int(picture_side * ratio);
                               QImage seen = inked(image);
                               if (!seen.isNull())
                                   seen = seen.scaled(side, side, Qt::KeepAspectRatio, seen.width() < side ? Qt::FastTransformation : Qt::SmoothTransformation);
                               QPixmap pixmap = QPixmap::fromImage(seen);
                               pixmap.setDevicePixelRatio(ratio);
                               picture_->setPixmap(pixmap);
                           });
}

QString SampleStrip::state() const
{
    if (!shown_)
        return data_.error() ? shown(data_.error()->message) : tr("The data is being read");
    if (graph_.document().nodes().empty())
        return tr("No layers yet");
    if (looks_.error())
        return shown(looks_.error()->message);
    if (looks_.busy())
        return tr("Computing the activations");
    if (graph_.analysis().sound())
        return {};
    return looks_.empty() ? tr("Shown once the errors are mended") : tr("As far as the network runs");
}

void SampleStrip::show_state()
{
    const bool wrong = (!shown_ && data_.error()) || looks_.error();
    const bool quick = !wrong && patience_.isActive();
    state_->set_ink(wrong ? "err" : "text3");
    state_->setText(quick ? QString() : state());
    state_->setVisible(!state_->text().isEmpty()); // It would keep the room of what it said before.
    state_->parentWidget()->updateGeometry();
    state_->setToolTip(wrong && looks_.error() ? shown(looks_.error()->message) + QLatin1Char(' ') + shown(looks_.error()->hint) : QString());
}

/// Whoever has chosen.
void SampleStrip::follow_choice()
{
    weights_->choose(choice().run(), choice().checkpoint());
    show_row();
}

bool SampleStrip::fits(std::uint32_t row) const
{
    return class_->currentIndex() <= 0 || is_of_class(*shown_, row, class_->currentIndex() - 1);
}

void SampleStrip::step(int by)
{
    if (!shown_)
        return;
    const auto rows = std::int64_t(shown_->table().rows);
    for (std::int64_t i = 1; i <= rows; ++i)
        if (const auto row = std::uint32_t((choice().row() + rows + by * i % rows) % rows); fits(row))
            return choice().set_row(row);
}

void SampleStrip::go_to_any()
{
    if (!shown_)
        return;
    std::vector<std::uint32_t> rows;
    for (std::uint32_t row = 0; row < shown_->table().rows; ++row)
        if (row != choice().row() && fits(row))
            rows.push_back(row);
    if (!rows.empty())
        choice().set_row(rows[std::uniform_int_distribution<std::size_t>(0, rows.size() - 1)(dice_)]);
}

void SampleStrip::retranslate()
{
    row_name_->setText(tr("Sample"));
    weights_name_->setText(tr("Weights"));
    row_->setAccessibleName(tr("Sample"));
    class_->setAccessibleName(tr("Class of the sample"));
    weights_->setAccessibleName(tr("Weights"));
    set_name(previous_, tr("Previous sample"));
    set_name(next_, tr("Next sample"));
    set_name(random_, tr("Any sample"));
    if (class_->count() == 0)
        class_->addItem(QString());
    class_->setItemText(0, tr("Of any class"));
    if (shown_)
        of_->setText(tr("of %1").arg(counted(qint64(shown_->table().rows))));
    show_row();
    show_state();
}

void SampleStrip::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    if (event->type() == QEvent::StyleChange)
        show_row();
    QFrame::changeEvent(event);
}

} // namespace loom
