#include "theme/controls.h"
#include "theme/flow.h"

#include "theme/language.h"

#include <QApplication>
#include <QClipboard>
#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollArea>
#include <QStyle>
#include <QVBoxLayout>

#include <cmath>
#include <cstring>

namespace loom {

// --- Label -----------------------------------------------------------------------------------------------------------

Label::Label(const QString& text, FontRole role, const char* ink, bool bold) : QLabel(text), role_(role), bold_(bold)
{
    setTextFormat(Qt::PlainText);
    setProperty("ink", QLatin1String(ink));
    apply_font();
}

void Label::set_ink(const char* ink)
{
    if (property("ink").toString() == QLatin1String(ink))
        return;
    setProperty("ink", QLatin1String(ink));
    style()->unpolish(this);
    style()->polish(this);
}

Label* Label::wrap()
{
    setWordWrap(true);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    return this;
}

Label* Label::reserve(const QStringList& texts)
{
    reserved_ = texts;
    updateGeometry();
    return this;
}

Label* Label::numbers()
{
    numbers_ = true;
    apply_font();
    return this;
}

void Label::apply_font()
{
    setFont(numbers_ ? number_font(role_, bold_) : loom::font(role_, bold_));
}

QSize Label::sizeHint() const
{
    QSize s = QLabel::sizeHint();
    for (const QString& text : reserved_)
        s.setWidth(std::max(s.width(), fontMetrics().horizontalAdvance(text) + 2));
    return s.expandedTo({0, wordWrap() ? 0 : line_height(role_)});
}

QSize Label::minimumSizeHint() const
{
    if (wordWrap())
        return {40, line_height(role_)};
    return {std::min(sizeHint().width(), fontMetrics().horizontalAdvance(QLatin1String("mm…"))), sizeHint().height()};
}

void Label::paintEvent(QPaintEvent* event)
{
    const QString elided =
        wordWrap() ? text() : fontMetrics().elidedText(text(), property("keeps_end").toBool() ? Qt::ElideLeft : Qt::ElideRight, contentsRect().width());
    if (elided == text()) {
        if (!toolTip().isEmpty() && property("elided").toBool()) {
            setToolTip({});
            setProperty("elided", false);
        }
        QLabel::paintEvent(event);
        return;
    }
    if (toolTip().isEmpty() || property("elided").toBool()) {
        setToolTip(text());
        setProperty("elided", true);
    }
    QPainter painter(this);
    style()->drawItemText(&painter, contentsRect(), int(alignment()), palette(), isEnabled(), elided, foregroundRole());
}

void Label::changeEvent(QEvent* event)
{
    // The fonts of a role depend on language and scale; both arrive as a new style sheet.
    if (event->type() == QEvent::StyleChange || event->type() == QEvent::LanguageChange) {
        const QFont f = numbers_ ? number_font(role_, bold_) : loom::font(role_, bold_);
        if (f != font())
            setFont(f);
    }
    QLabel::changeEvent(event);
}

// --- Buttons and grounds ---------------------------------------------------------------------------------------------

void set_button_icon(QAbstractButton* b, const char* name)
{
    b->setProperty("icon_name", QByteArray(name));
    if (!name) {
        b->setIcon({});
        return;
    }
    const QString kind = b->property("kind").toString();
    b->setIcon(icon(name, kind.contains(QLatin1String("primary")) ? &Theme::onaccent
                          : kind.contains(QLatin1String("link"))  ? &Theme::accent
                          : qobject_cast<QToolButton*>(b)         ? &Theme::text2
                                                                  : &Theme::text));
}

QPushButton* button(const QString& text, const char* icon_name, const char* kind)
{
    auto* b = new QPushButton(text);
    b->setProperty("kind", QLatin1String(kind));
    b->setAutoDefault(false);
    const bool hero = std::strstr(kind, "hero");
    const bool small = std::strstr(kind, "small");
    // 4 px more air between icon and word than Qt gives.
    b->setIconSize(hero ? QSize(24, 20) : small ? QSize(18, 14) : QSize(20, 16));
    set_button_icon(b, icon_name);
    if (std::strstr(kind, "link"))
        b->setCursor(Qt::PointingHandCursor);
    b->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    return b;
}

QToolButton* tool_button(const char* icon_name, const QString& name, bool with_text)
{
    auto* b = new QToolButton;
    b->setIconSize(with_text ? QSize(22, 18) : QSize(18, 18));
    b->setAutoRaise(true);
    b->setFocusPolicy(Qt::TabFocus);
    if (icon_name)
        set_button_icon(b, icon_name);
    b->setToolButtonStyle(!with_text  ? Qt::ToolButtonIconOnly
                          : icon_name ? Qt::ToolButtonTextBesideIcon
                                      : Qt::ToolButtonTextOnly);
    if (with_text)
        b->setText(name);
    set_name(b, name);
    return b;
}

void set_name(QAbstractButton* b, const QString& name, const QKeySequence& key)
{
    b->setAccessibleName(name);
    if (auto* tool = qobject_cast<QToolButton*>(b); tool && tool->toolButtonStyle() != Qt::ToolButtonIconOnly)
        tool->setText(name);
    b->setToolTip(key.isEmpty() ? name : QStringLiteral("%1 (%2)").arg(name, key.toString(QKeySequence::NativeText)));
}

QFrame* ground(const char* token, const char* edges)
{
    auto* f = new QFrame;
    f->setProperty("ground", QLatin1String(token));
    f->setProperty("edges", QLatin1String(edges));
    return f;
}

QFrame* card()
{
    auto* f = new QFrame;
    f->setProperty("kind", QStringLiteral("card"));
    return f;
}

QFrame* separator(Qt::Orientation o)
{
    auto* f = new QFrame;
    f->setProperty("separator", true);
    if (o == Qt::Horizontal)
        f->setFixedHeight(1);
    else
        f->setFixedWidth(1);
    return f;
}

QHBoxLayout* row(QWidget* parent, int spacing)
{
    auto* l = new QHBoxLayout(parent);
    l->setContentsMargins(0, 0, 0, 0);
    l->setSpacing(spacing);
    return l;
}

QVBoxLayout* column(QWidget* parent, int spacing)
{
    auto* l = new QVBoxLayout(parent);
    l->setContentsMargins(0, 0, 0, 0);
    l->setSpacing(spacing);
    return l;
}

QWidget* scrolled(QWidget* content)
{
    auto* area = new QScrollArea;
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setWidget(content);
    content->setAutoFillBackground(false);
    return area;
}

// --- PanelHead -------------------------------------------------------------------------------------------------------

PanelHead::PanelHead(const QString& title, const QString& count)
{
    setProperty("ground", QStringLiteral("surface")); // Without a ground of its own its line would not be drawn.
    setProperty("edges", QStringLiteral("bottom"));
    setMinimumHeight(size::panel_head);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    row_ = row(this, 8);
    row_->setContentsMargins(size::panel_padding, 0, 6, 0);
    icon_ = new QLabel;
    icon_->hide();
    title_ = new Label(title, FontRole::Body, "text", true);
    count_ = new Label(count, FontRole::Small, "text3");
    row_->addWidget(icon_);
    row_->addWidget(title_);
    row_->addWidget(count_);
    row_->addStretch(1);
}

void PanelHead::set_title(const QString& t)
{
    title_->setText(t);
}
void PanelHead::set_count(const QString& t)
{
    count_->setText(t);
}
void PanelHead::add(QWidget* tool)
{
    row_->addWidget(tool);
}

void PanelHead::set_icon(const char* name, QColor Theme::*colour)
{
    const auto show = [this, name, colour] {
        icon_->setPixmap(icon_pixmap(name, 16, theme().*colour, devicePixelRatioF()));
    };
    show();
    icon_->show();
    disconnect(&ThemeManager::instance(), nullptr, icon_, nullptr); // Of the icon before.
    connect(&ThemeManager::instance(), &ThemeManager::changed, icon_, show);
}

// --- Chip ------------------------------------------------------------------------------------------------------------

const char* state_icon(Chip::Kind k)
{
    constexpr const char* names[] = {"info", "info", "check", "warning", "error", "info"};
    return names[k];
}

QColor Theme::*state_colour(Chip::Kind k)
{
    constexpr QColor Theme::*colours[] = {&Theme::text2, &Theme::accent, &Theme::ok,
                                          &Theme::warn,  &Theme::err,    &Theme::info};
    return colours[k];
}

QColor Theme::*state_ground(Chip::Kind k)
{
    constexpr QColor Theme::*grounds[] = {&Theme::sunken, &Theme::accentbg, &Theme::okbg,
                                          &Theme::warnbg, &Theme::errbg,    &Theme::infobg};
    return grounds[k];
}

Chip::Chip(Kind k, const char* icon_name, const QString& text) : kind_(k), icon_(icon_name), text_(text)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleName(text);
}

void Chip::set(Kind k, const char* icon_name, const QString& text)
{
    kind_ = k;
    icon_ = icon_name;
    text_ = text;
    setAccessibleName(text);
    updateGeometry();
    update();
}

int Chip::width_of(const char* icon_name, const QString& text)
{
    return 16 + (icon_name ? 16 : 0) +
           int(std::ceil(QFontMetricsF(loom::font(FontRole::Caption)).horizontalAdvance(text)));
}

QSize Chip::sizeHint() const
{
    return {width_of(icon_, text_), std::max(20, line_height(FontRole::Caption) + 4)};
}

int Chip::paint(QPainter& p, QPoint at, Kind kind, const char* icon_name, const QString& text, const Theme& t)
{
    const int width = width_of(icon_name, text);
    const int height = std::max(20, line_height(FontRole::Caption) + 4);
    const QRect r(at, QSize(width, height));
    p.save();
    p.setRenderHint(QPainter::Antialiasing);
    p.setPen(Qt::NoPen);
    p.setBrush(t.*state_ground(kind));
    p.drawRoundedRect(r, height / 2.0, height / 2.0);
    if (icon_name)
        paint_icon(p, icon_name, QPointF(at.x() + 8, at.y() + (height - 12) / 2), 12, t.*state_colour(kind));
    p.setFont(loom::font(FontRole::Caption));
    p.setPen(t.*state_colour(kind));
    p.drawText(r.adjusted(icon_name ? 24 : 8, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, text);
    p.restore();
    return width;
}

void Chip::paintEvent(QPaintEvent*)
{
    QPainter p(this);
    paint(p, {0, 0}, kind_, icon_, text_, theme());
}

void Chip::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::StyleChange)
        updateGeometry();
    QWidget::changeEvent(event);
}

// --- EmptyState ------------------------------------------------------------------------------------------------------

EmptyState::EmptyState(const char* name) : icon_name_(name)
{
    icon_ = new QLabel;
    icon_->setAlignment(Qt::AlignCenter);
    title_ = new Label({}, FontRole::Body, "text", true);
    title_->setAlignment(Qt::AlignCenter);
    sentence_ = (new Label({}, FontRole::Small, "text3"))->wrap();
    sentence_->setAlignment(Qt::AlignCenter);
    button_ = button({});
    auto* l = column(this, 8);
    l->addStretch(1);
    l->addWidget(icon_);
    l->addWidget(title_);
    l->addWidget(sentence_);
    l->addSpacing(4);
    l->addWidget(button_, 0, Qt::AlignHCenter);
    l->addStretch(1);
    connect(button_, &QPushButton::clicked, this, &EmptyState::acted);
    show_icon();
    button_->hide();
}

void EmptyState::set(const char* name, const QString& title, const QString& sentence, const QString& button_text)
{
    icon_name_ = name;
    show_icon();
    title_->setText(title);
    sentence_->setText(sentence);
    button_->setText(button_text);
    button_->setVisible(!button_text.isEmpty());
}

void EmptyState::show_icon()
{
    icon_->setPixmap(icon_pixmap(icon_name_, 24, theme().text3, devicePixelRatioF()));
}

void EmptyState::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::StyleChange || event->type() == QEvent::PaletteChange)
        show_icon();
    QWidget::changeEvent(event);
}

// --- ThinBar ---------------------------------------------------------------------------------------------------------

class BarTrack : public QWidget {
public:
    explicit BarTrack(ThinBar& bar) : bar_(bar) { setFixedHeight(10); }

protected:
    void paintEvent(QPaintEvent*) override
    {
        const Theme& t = theme();
        QPainter p(this);
        p.setRenderHint(QPainter::Antialiasing);
        p.setPen(Qt::NoPen);
        const QRectF r(0, 2, width(), 6);
        p.setBrush(t.line);
        p.drawRoundedRect(r, 3, 3);
        p.setBrush(t.accent);
        if (bar_.share_ > 0)
            p.drawRoundedRect(QRectF(0, 2, std::max(6.0, width() * bar_.share_), 6), 3, 3);
        if (bar_.mark_ >= 0) {
            p.setBrush(t.text);
            p.drawRect(QRectF(std::round(width() * bar_.mark_) - 1, 0, 2, 10));
        }
    }

private:
    ThinBar& bar_;
};

ThinBar::ThinBar(bool with_cancel)
{
    title_ = new Label({}, FontRole::Small, "text", true);
    percent_ = (new Label({}, FontRole::Small, "text"))->reserve({QStringLiteral("100%")})->numbers();
    percent_->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    detail_ = new Label({}, FontRole::Caption, "text3");
    track_ = new BarTrack(*this);
    auto* l = column(this, 2);
    auto* head = row(nullptr, 8);
    head->addWidget(title_, 1);
    head->addWidget(percent_);
    l->addLayout(head);
    l->addWidget(track_);
    l->addWidget(detail_);
    if (with_cancel) {
        cancel_ = button(tr("Cancel"), "stop", "small");
        l->addSpacing(4);
        l->addWidget(cancel_, 0, Qt::AlignLeft);
        connect(cancel_, &QPushButton::clicked, this, &ThinBar::cancelled);
    }
    set_share(0);
}

void ThinBar::set_title(const QString& t)
{
    title_->setText(t);
}
void ThinBar::set_detail(const QString& t)
{
    detail_->setText(t);
}

void ThinBar::set_share(double share, double mark)
{
    share_ = std::clamp(share, 0.0, 1.0);
    mark_ = mark;
    percent_->setText(QStringLiteral("%1%").arg(int(share_ * 100)));
    track_->update();
}

void ThinBar::set_cancel_text(const QString& t)
{
    if (cancel_)
        cancel_->setText(t);
}

// --- ErrorBar --------------------------------------------------------------------------------------------------------

ErrorBar::ErrorBar()
{
    setProperty("kind", QStringLiteral("error-bar"));
    icon_ = new QLabel;
    what_ = new Label({}, FontRole::Body, "text", true);
    hint_ = new Label({}, FontRole::Small, "text2");
    details_ = (new Label({}, FontRole::Code, "text2"))->wrap();
    details_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    action_ = button({}, nullptr, "small");
    fold_ = tool_button("chevron-down", {});
    fold_->setCheckable(true);
    copy_ = tool_button("copy", {});
    close_ = tool_button("close", {});
    auto* l = column(this);
    auto* head = row(nullptr, 8);
    head->setContentsMargins(16, 0, 8, 0);
    head->addWidget(icon_);
    head->addWidget(what_);
    head->addWidget(hint_, 1);
    for (QWidget* w : {static_cast<QWidget*>(action_), static_cast<QWidget*>(fold_), static_cast<QWidget*>(copy_),
                       static_cast<QWidget*>(close_)})
        head->addWidget(w);
    auto* bar = new QWidget;
    bar->setFixedHeight(39);
    bar->setLayout(head);
    l->addWidget(bar);
    l->addWidget(details_);
    details_->setContentsMargins(40, 0, 16, 8);
    connect(fold_, &QToolButton::toggled, details_, &QWidget::setVisible);
    connect(copy_, &QToolButton::clicked, this, [this] {
        QApplication::clipboard()->setText(what_->text() + u'\n' + hint_->text() + u'\n' + details_->text());
    });
    connect(close_, &QToolButton::clicked, this, &ErrorBar::clear);
    connect(action_, &QPushButton::clicked, this, &ErrorBar::acted);
    retranslate();
    hide();
}

void ErrorBar::retranslate()
{
    set_name(fold_, tr("Show details"));
    set_name(copy_, tr("Copy the error"));
    set_name(close_, tr("Close"));
    icon_->setPixmap(icon_pixmap("error", 16, theme().err, devicePixelRatioF()));
}

void ErrorBar::show_error(const QString& what, const QString& what_to_do, const QString& action, const QString& details)
{
    what_->setText(what);
    hint_->setText(what_to_do);
    action_->setText(action);
    action_->setVisible(!action.isEmpty());
    details_->setText(details);
    fold_->setVisible(!details.isEmpty());
    fold_->setChecked(false);
    details_->hide();
    show();
}

void ErrorBar::clear()
{
    hide();
}

void ErrorBar::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::StyleChange)
        retranslate();
    QFrame::changeEvent(event);
}

// --- FindingCard -----------------------------------------------------------------------------------------------------

FindingCard::FindingCard(Chip::Kind kind, const QString& title, const QString& reason, const QString& repair,
                         const QString& show, bool primary)
    : kind_(kind)
{
    auto* l = column(this, 6);
    l->setContentsMargins(40, 10, 12, 12);
    l->addWidget((new Label(title, FontRole::Body, "text", true))->wrap());
    if (!reason.isEmpty())
        l->addWidget((new Label(reason, FontRole::Small, "text2"))->wrap());
    if (repair.isEmpty() && show.isEmpty())
        return;
    auto* acts = new FlowRow(8, 6);
    if (!repair.isEmpty()) {
        auto* b = button(repair, nullptr, primary ? "primary small" : "small");
        connect(b, &QPushButton::clicked, this, &FindingCard::repaired);
        acts->addWidget(b);
    }
    if (!show.isEmpty()) {
        auto* b = button(show, nullptr, "link");
        connect(b, &QPushButton::clicked, this, &FindingCard::shown);
        acts->addWidget(b);
    }
    l->addLayout(acts);
}

void FindingCard::paintEvent(QPaintEvent*)
{
    const Theme& t = theme();
    QPainter p(this);
    p.fillRect(QRect(0, 0, 3, height()), t.*state_colour(kind_));
    p.fillRect(QRect(0, height() - 1, width(), 1), t.line);
    paint_icon(p, state_icon(kind_), {14, 12}, 16, t.*state_colour(kind_));
}

// --- Section ---------------------------------------------------------------------------------------------------------

Section::Section(const QString& title, QWidget* content)
{
    head_ = new QToolButton;
    head_->setProperty("kind", QStringLiteral("section"));
    head_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    head_->setIconSize({12, 12});
    head_->setFocusPolicy(Qt::TabFocus);
    head_->setIcon(icon("chevron-down"));
    count_ = new Label({}, FontRole::Caption, "text3");
    column_ = column(this);
    auto* head = row(nullptr, 4);
    head->setContentsMargins(4, 0, size::panel_padding, 0);
    head->addWidget(head_);
    head->addStretch(1);
    head->addWidget(count_);
    column_->addLayout(head);
    set_title(title);
    if (content)
        set_content(content);
    connect(head_, &QToolButton::clicked, this, [this] {
        set_open(!open_);
        Q_EMIT toggled(open_);
    });
}

void Section::set_title(const QString& t)
{
    head_->setText(t);
    head_->setAccessibleName(t);
}

void Section::set_count(const QString& t)
{
    count_->setText(t);
}

void Section::set_content(QWidget* content)
{
    delete content_;
    content_ = content;
    column_->addWidget(content);
    content->setVisible(is_open());
}

void Section::set_open(bool open)
{
    open_ = open;
    head_->setIcon(icon(open ? "chevron-down" : "chevron-right"));
    if (content_)
        content_->setVisible(open);
}

bool Section::is_open() const
{
    return open_;
}

// --- KeyValueRow -----------------------------------------------------------------------------------------------------

KeyValueRow::KeyValueRow(const QString& key, const QString& value, const QString& note)
{
    key_ = new Label(key, FontRole::Small, "text2");
    note_ = new Label(note, FontRole::Caption, "text3");
    value_ = (new Label(value, FontRole::Small, "text", true))->numbers();
    auto* l = row(this, 8);
    l->addWidget(key_);
    l->addStretch(1);
    l->addWidget(note_);
    l->addWidget(value_);
    setMinimumHeight(24);
}

void KeyValueRow::set_key(const QString& t)
{
    key_->setText(t);
}
void KeyValueRow::set_note(const QString& t)
{
    note_->setText(t);
}

void KeyValueRow::set_value(const QString& t, const char* ink)
{
    value_->setText(t);
    value_->set_ink(ink);
}

} // namespace loom
