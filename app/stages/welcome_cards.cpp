#include "stages/welcome_cards.h"

#include "project/templates.h"
#include "session.h"
#include "theme/language.h"
#include "theme/sample_pictures.h"
#include "tour_bar.h"

#include <QAction>
#include <QCoreApplication>
#include <QDir>
#include <QEvent>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLocale>
#include <QPainter>
#include <QPainterPath>
#include <QTextLayout>
#include <QVBoxLayout>

namespace loom {

// --- Samples ---------------------------------------------------------------------------------------------------------

std::span<const Sample> samples()
{
    static constexpr Sample all[] = {
        {"digits-cnn", Sample::Pictures, QT_TRANSLATE_NOOP("loom::SampleCard", "Handwritten digits"),
         QT_TRANSLATE_NOOP("loom::SampleCard", "Convolution · 28×28 pictures"),
         QT_TRANSLATE_NOOP("loom::SampleCard", "on MNIST"), QT_TRANSLATE_NOOP("loom::SampleCard", "Printed digits")},
        {"digits-mlp", Sample::Pictures, QT_TRANSLATE_NOOP("loom::SampleCard", "Digits, the simple way"),
         QT_TRANSLATE_NOOP("loom::SampleCard", "Dense layers · 28×28 pictures"),
         QT_TRANSLATE_NOOP("loom::SampleCard", "on MNIST"),
         QT_TRANSLATE_NOOP("loom::SampleCard", "Printed digits, simply")},
        {"cifar-cnn", Sample::Pictures, QT_TRANSLATE_NOOP("loom::SampleCard", "Small photos"),
         QT_TRANSLATE_NOOP("loom::SampleCard", "Convolution · 32×32 photos"),
         QT_TRANSLATE_NOOP("loom::SampleCard", "on CIFAR-10")},
        {"two-features", Sample::Tables, QT_TRANSLATE_NOOP("loom::SampleCard", "First network"),
         QT_TRANSLATE_NOOP("loom::SampleCard", "Two features · two classes"),
         QT_TRANSLATE_NOOP("loom::SampleCard", "on its own points")},
    };
    return all;
}

SampleCard::SampleCard(const Sample& s)
    : sample_(s), generated_(s.title_generated && default_data(s.template_id).source == "generated_digits")
{
    setAttribute(Qt::WA_Hover);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setCursor(Qt::PointingHandCursor);
    retranslate();
}

void SampleCard::retranslate()
{
    setText(tr(title()));
    setAccessibleName(text());
    setAccessibleDescription(tr(sample_.facts) + QStringLiteral(", ") + data());
    setToolTip(tr("Open a copy of this sample"));
    update();
}

/// The ground and edge of a card that has a picture of this height at its top.
template <class Paint>
static void paint_card(QPainter& p, const QAbstractButton& card, int height, const QColor& ground, const Paint& picture)
{
    const Theme& t = theme();
    const bool lit = card.underMouse() || card.isDown();
    QPainterPath shape;
    shape.addRoundedRect(QRectF(card.rect()).adjusted(.5, .5, -.5, -.5), 7.5, 7.5);
    p.fillPath(shape, t.surface);
    p.save();
    p.setClipPath(shape);
    p.fillRect(QRect(0, 0, card.width(), height), ground);
    p.fillRect(QRect(0, height, card.width(), 1), t.line);
    picture();
    p.restore();
    p.setPen(QPen(lit ? t.edge : t.line, lit ? 1.5 : 1));
    p.setBrush(Qt::NoBrush);
    p.drawPath(shape);
}

static constexpr int picture_height = 140;

QSize SampleCard::sizeHint() const
{
    return {233, picture_height + 28 + line_height(FontRole::Body) + 2 * line_height(FontRole::Small)};
}

void SampleCard::paintEvent(QPaintEvent*)
{
    const Theme& t = theme();
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    const QRect picture(0, 0, width(), picture_height);
    const qreal ratio = devicePixelRatioF();
    if (picture_.size() != picture.size() * ratio) {
        picture_ = QPixmap(picture.size() * ratio);
        picture_.setDevicePixelRatio(ratio);
        picture_.fill(Qt::transparent);
        QPainter inner(&picture_);
        paint_sample_picture(inner, picture, sample_.template_id, t);
    }
    paint_card(p, *this, picture_height, t.sunken, [&] { p.drawPixmap(0, 0, picture_); });

    int y = picture_height + 10;
    const int room = width() - 26;
    const auto line = [&](const QString& text, FontRole role, bool bold, const QColor& colour, int left = 13) {
        p.setFont(loom::font(role, bold));
        p.setPen(colour);
        p.drawText(QRect(left, y, room - left + 13, line_height(role)), Qt::AlignLeft | Qt::AlignVCenter,
                   p.fontMetrics().elidedText(text, Qt::ElideRight, room - left + 13));
        return p.fontMetrics().horizontalAdvance(text);
    };
    line(text(), FontRole::Body, true, t.text);
    y += line_height(FontRole::Body) + 1;
    line(tr(sample_.facts), FontRole::Small, false, t.text2);
    y += line_height(FontRole::Small) + 3;
    int taken = 0;
    if (!generated_) { // The figure is that of the real pictures.
        const std::string_view figure = find_template(sample_.template_id)->figure;
        taken = line(QString::fromUtf8(figure.data(), qsizetype(figure.size())), FontRole::Small, true, t.ok) + 8;
    }
    line(data(), FontRole::Small, false, t.text3, 13 + taken);
}

QString SampleCard::data() const
{
    return generated_ ? tr("drawn from fonts") : tr(sample_.scored_on);
}

void SampleCard::changeEvent(QEvent* e)
{
    if (e->type() == QEvent::StyleChange) {
        picture_ = {};
        updateGeometry();
    }
    QAbstractButton::changeEvent(e);
}

// --- Architectures ---------------------------------------------------------------------------------------------------

ArchitectureCard::ArchitectureCard(const ArchitectureShelf::Entry& entry) : entry_(entry)
{
    setAttribute(Qt::WA_Hover);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setCursor(Qt::PointingHandCursor);
    retranslate();
}

void ArchitectureCard::retranslate()
{
    setText(shown(entry_.what->title));
    setAccessibleName(text());
    setAccessibleDescription(shown(entry_.what->help) + QLatin1Char(' ') + size_words());
    setToolTip(text() + QStringLiteral("\n") + shown(entry_.what->help) + QStringLiteral("\n") + QString::fromUtf8(entry_.what->source.data(), qsizetype(entry_.what->source.size())));
    update();
}

/// Empty until it is known.
QString ArchitectureCard::size_words() const
{
    return entry_.parameters < 0 ? QString() : tr("%1 parameters").arg(short_count(double(entry_.parameters)));
}

static constexpr int sketch_height = 84, help_lines = 3;

QSize ArchitectureCard::sizeHint() const
{
    return {180, sketch_height + 26 + line_height(FontRole::Body) + (help_lines + 1) * line_height(FontRole::Small)};
}

void ArchitectureCard::paintEvent(QPaintEvent*)
{
    const Theme& t = theme();
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    paint_card(p, *this, sketch_height, t.canvas, [&] { entry_.sketch.paint(p, QRectF(16, 10, width() - 32, sketch_height - 20), t); });

    const int room = width() - 26;
    int y = sketch_height + 10;
    const auto line = [&](const QString& words, FontRole role, bool bold, const QColor& colour) {
        p.setFont(loom::font(role, bold));
        p.setPen(colour);
        p.drawText(QRect(13, y, room, line_height(role)), Qt::AlignLeft | Qt::AlignVCenter, p.fontMetrics().elidedText(words, Qt::ElideRight, room));
        y += line_height(role) + 1;
    };
    line(text(), FontRole::Body, true, t.text);
    line(size_words(), FontRole::Small, false, t.text3);
    y += 2;
    // The lines that there is room for; the tip has all of it.
    p.setFont(loom::font(FontRole::Small));
    p.setPen(t.text2);
    QTextLayout words(shown(entry_.what->help), p.font());
    QTextOption wrap(Qt::AlignLeft);
    wrap.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    words.setTextOption(wrap);
    words.beginLayout();
    for (int n = 1; n <= help_lines; ++n) {
        QTextLine made = words.createLine();
        if (!made.isValid())
            break;
        made.setLineWidth(room);
        const QString rest = words.text().mid(made.textStart());
        const QString shown_line = n == help_lines ? p.fontMetrics().elidedText(rest, Qt::ElideRight, room) : rest.left(made.textLength()).trimmed();
        p.drawText(QRect(13, y, room, line_height(FontRole::Small)), Qt::AlignLeft | Qt::AlignVCenter, shown_line);
        y += line_height(FontRole::Small);
    }
    words.endLayout();
}

void ArchitectureCard::changeEvent(QEvent* e)
{
    if (e->type() == QEvent::StyleChange)
        updateGeometry();
    QAbstractButton::changeEvent(e);
}

// --- Drop area -------------------------------------------------------------------------------------------------------

DropArea::DropArea()
{
    setMinimumHeight(96);
    sentence_ = new Label({}, FontRole::Small, "text");
    kinds_ = new Label({}, FontRole::Caption, "text3");
    for (Label* label : {sentence_, kinds_})
        label->setAlignment(Qt::AlignCenter);
    auto* l = column(this, 3);
    l->setContentsMargins(12, 40, 12, 12);
    l->addWidget(sentence_);
    l->addWidget(kinds_);
    l->addStretch(1);
}

void DropArea::set_lit(bool lit)
{
    lit_ = lit;
    update();
}

void DropArea::retranslate()
{
    sentence_->setText(tr("or drop a file or a folder here"));
    kinds_->setText(tr("Tables, pictures, sounds, texts, ZIP"));
}

void DropArea::paintEvent(QPaintEvent*)
{
    const Theme& t = theme();
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    QPen pen(lit_ ? t.accent : t.edge, lit_ ? 2 : 1);
    pen.setDashPattern({3, 2});
    p.setPen(pen);
    p.setBrush(lit_ ? t.accentbg : t.bg);
    p.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 8, 8);
    const char* names[] = {"table", "image", "folder"};
    int x = (width() - 3 * 20 - 2 * 12) / 2;
    for (const char* name : names) {
        paint_icon(p, name, QPointF(x, 18), 20, t.text2);
        x += 32;
    }
}

// --- Recent projects -------------------------------------------------------------------------------------------------

RecentItem::RecentItem(const QString& name, const QString& note, const QString& when, const char* icon)
    : name_(name), note_(note), when_(when), icon_(icon)
{
    setText(name);
    setAccessibleName(name);
    setAccessibleDescription(note + QStringLiteral(", ") + when);
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize RecentItem::sizeHint() const
{
    return {200, std::max(56, line_height(FontRole::Body) + line_height(FontRole::Small) + 20)};
}

void RecentItem::paintEvent(QPaintEvent*)
{
    const Theme& t = theme();
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    p.setPen(Qt::NoPen);
    if (underMouse()) {
        p.setBrush(t.hover);
        p.drawRoundedRect(rect(), 8, 8);
    }
    const int h = height();
    p.setBrush(t.accentbg);
    p.drawRoundedRect(QRectF(12, (h - 36) / 2.0, 36, 36), 8, 8);
    paint_icon(p, icon_, QPointF(21, (h - 18) / 2.0), 18, t.accent);
    p.setFont(loom::font(FontRole::Small));
    const int when_width = p.fontMetrics().horizontalAdvance(when_);
    p.setPen(t.text3);
    p.drawText(QRect(0, 0, width() - 12, h), Qt::AlignRight | Qt::AlignVCenter, when_);
    const int room = width() - 60 - 24 - when_width;
    const int top = (h - line_height(FontRole::Body) - line_height(FontRole::Small)) / 2;
    p.setPen(t.text2);
    p.drawText(QRect(60, top + line_height(FontRole::Body), room, line_height(FontRole::Small)),
               Qt::AlignLeft | Qt::AlignVCenter, p.fontMetrics().elidedText(note_, Qt::ElideMiddle, room));
    p.setFont(loom::font(FontRole::Body, true));
    p.setPen(t.text);
    p.drawText(QRect(60, top, room, line_height(FontRole::Body)), Qt::AlignLeft | Qt::AlignVCenter,
               p.fontMetrics().elidedText(name_, Qt::ElideRight, room));
}

static QString when_text(const QDateTime& then)
{
    const auto now = QDateTime::currentDateTime();
    const qint64 minutes = then.secsTo(now) / 60, days = then.date().daysTo(now.date());
    if (minutes < 1)
        return RecentList::tr("just now");
    if (minutes < 60)
        return RecentList::tr("%n minute(s) ago", nullptr, int(minutes));
    if (days == 0)
        return QLocale().toString(then.time(), QLocale::ShortFormat);
    if (days == 1)
        return RecentList::tr("yesterday");
    if (days < 7)
        return QLocale().dayName(then.date().dayOfWeek(), QLocale::ShortFormat);
    return QLocale().toString(then.date(), QLocale::ShortFormat);
}

RecentList::RecentList(Session& session) : session_(session)
{
    column(this);
    connect(&session, &Session::recent_changed, this, &RecentList::refresh);
}

static qsizetype first_interrupted(const QList<RecentProject>& recent)
{
    for (qsizetype i = 0; i < recent.size(); ++i)
        if (recent[i].interrupted)
            return i;
    return -1;
}

static QString shown_name(const RecentProject& r)
{
    return r.name.isEmpty() ? RecentList::tr("Untitled") : r.name;
}

void RecentList::refresh()
{
    for (QWidget* w : findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly)) {
        layout()->removeWidget(w);
        w->setParent(nullptr);
        w->deleteLater(); // It may be the one that was just clicked.
    }
    auto recent = session_.recent_projects();
    if (const qsizetype at = first_interrupted(recent); at >= 0)
        recent.removeAt(at);
    int saved = 0;
    for (const RecentProject& r : recent) {
        if (!r.draft && ++saved > 6)
            continue;
        QString note = tr("Not saved yet");
        if (!r.draft) {
            note = QFileInfo(r.path).path();
            if (note.startsWith(QDir::homePath()))
                note.replace(0, QDir::homePath().size(), QStringLiteral("~"));
        }
        const char* picture = r.kind == QLatin1String("image")   ? "image"
                              : r.kind == QLatin1String("text")  ? "text"
                              : r.kind == QLatin1String("audio") ? "audio"
                                                                 : "table";
        auto* item = new RecentItem(shown_name(r), note, when_text(r.opened), picture);
        connect(item, &QAbstractButton::clicked, this, [this, r] {
            if (session_.open_recent(r))
                Q_EMIT opened();
        });
        item->setContextMenuPolicy(Qt::ActionsContextMenu);
        auto* forget = new QAction(r.draft ? tr("Move to the bin") : tr("Take off this list"), item);
        connect(forget, &QAction::triggered, this, [this, r] { session_.forget_recent(r); });
        item->addAction(forget);
        layout()->addWidget(item);
    }
    if (recent.isEmpty()) {
        auto* none = (new Label(tr("Projects that were opened appear here."), FontRole::Small, "text3"))->wrap();
        none->setContentsMargins(12, 4, 12, 4);
        layout()->addWidget(none);
    }
}

// --- Recovery --------------------------------------------------------------------------------------------------------

RecoveryCard::RecoveryCard(Session& session) : session_(session)
{
    title_ = (new Label({}, FontRole::Small, "text", true))->wrap();
    sentence_ = (new Label({}, FontRole::Small, "text2"))->wrap();
    go_on_ = button({}, nullptr, "small");
    auto* texts = column(nullptr, 0);
    texts->addWidget(title_);
    texts->addWidget(sentence_);
    auto* l = row(this, 12);
    l->setContentsMargins(42, 12, 12, 12);
    l->addLayout(texts, 1);
    l->addWidget(go_on_);
    connect(go_on_, &QPushButton::clicked, this, [this] {
        const auto recent = session_.recent_projects();
        if (const qsizetype at = first_interrupted(recent); at >= 0 && session_.open_recent(recent[at]))
            Q_EMIT opened();
    });
    connect(&session, &Session::recent_changed, this, &RecoveryCard::refresh);
    hide();
}

void RecoveryCard::refresh()
{
    const auto recent = session_.recent_projects();
    const qsizetype at = first_interrupted(recent);
    setVisible(at >= 0);
    if (at < 0)
        return;
    title_->setText(tr("“%1” was not closed properly").arg(shown_name(recent[at])));
    sentence_->setText(tr("Its changes were kept."));
    go_on_->setText(tr("Continue"));
}

void RecoveryCard::paintEvent(QPaintEvent*)
{
    const Theme& t = theme();
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    p.setPen(Qt::NoPen);
    p.setBrush(t.infobg);
    p.drawRoundedRect(rect(), 8, 8);
    paint_icon(p, "info", QPointF(13, (height() - 16) / 2.0), 16, t.info);
}

// --- Tour ------------------------------------------------------------------------------------------------------------

TourStep::TourStep(int step) : step_(step)
{
    setProperty("kind", QStringLiteral("card"));
    title_ = new Label({}, FontRole::Body, "text", true);
    sentence_ = (new Label({}, FontRole::Small, "text2"))->wrap();
    sentence_->setAlignment(Qt::AlignTop);
    auto* l = column(this, 2);
    l->setContentsMargins(14, 12, 12, 12);
    auto* head = row();
    head->addSpacing(26);
    head->addWidget(title_, 1);
    l->addLayout(head);
    l->addWidget(sentence_, 1);
}

void TourStep::retranslate()
{
    title_->setText(QStringLiteral("%1. %2").arg(step_ + 1).arg(TourBar::step_title(step_)));
    sentence_->setText(TourBar::step_sentence(step_));
}

void TourStep::paintEvent(QPaintEvent* e)
{
    QFrame::paintEvent(e);
    QPainter p(this);
    paint_icon(p, TourBar::step_stage(step_), QPointF(13, title_->geometry().center().y() - 9), 18, theme().accent);
}

} // namespace loom
