#include "plots/legend_row.h"

#include "theme/controls.h"
#include "theme/language.h"

#include <QAbstractButton>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>

namespace loom {

namespace {

/// Height of a line of the legend.
int line() { return std::max(size::small, line_height(FontRole::Small) + 4); }

class LegendButton : public QAbstractButton {
public:
    LegendButton(LegendRow* row, const LegendRow::Entry& entry) : row_(row), entry_(entry)
    {
        setFocusPolicy(Qt::TabFocus);
        setCheckable(true);
        setChecked(!row->hidden().contains(entry.run));
        setText(entry.name);
        setAccessibleName(entry.name);
        setToolTip(LegendRow::tr("Click hides or shows, double-click shows only this run"));
        setCursor(Qt::PointingHandCursor);
        setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
        connect(this, &QAbstractButton::clicked, row, [this] { row_->toggle(entry_.run); });
    }
    QSize sizeHint() const override
    {
        return QSize(QFontMetrics(loom::font(FontRole::Small)).horizontalAdvance(entry_.name) + 28 + 8 + 8, line());
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter p(this);
        const Theme& t = theme();
        if (underMouse()) {
            p.setRenderHint(QPainter::Antialiasing);
            p.setPen(Qt::NoPen);
            p.setBrush(t.hover);
            p.drawRoundedRect(rect(), size::radius_small, size::radius_small);
        }
        const bool shown = !row_->hidden().contains(entry_.run);
        CurveLook look{entry_.run, entry_.name, {}, entry_.series, CurveLook::Line::Solid, true};
        p.setOpacity(shown ? 1 : 0.4);
        paint_sample(p, look, QRectF(4, 0, 26, height()), t);
        p.setOpacity(1);
        QFont f = loom::font(FontRole::Small);
        f.setStrikeOut(!shown);
        p.setFont(f);
        p.setPen(shown ? t.text : t.text3);
        p.drawText(rect().adjusted(36, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, entry_.name);
    }
    void mouseDoubleClickEvent(QMouseEvent*) override { row_->isolate(entry_.run); }
    void keyPressEvent(QKeyEvent* event) override
    {
        if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
            row_->isolate(entry_.run);
        else if (event->key() == Qt::Key_Left)
            focusNextPrevChild(false);
        else if (event->key() == Qt::Key_Right)
            focusNextPrevChild(true);
        else
            QAbstractButton::keyPressEvent(event);
    }
    void enterEvent(QEnterEvent*) override { update(); }
    void leaveEvent(QEvent*) override { update(); }

private:
    LegendRow* row_;
    LegendRow::Entry entry_;
};

/// A piece of solid or dotted line.
class LineSample : public QWidget {
public:
    explicit LineSample(bool dotted) : dotted_(dotted) { setFixedWidth(24); }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter p(this);
        QPen pen(theme().text2, 2, Qt::SolidLine, Qt::FlatCap);
        if (dotted_)
            pen.setDashPattern({1, 1.5});
        p.setPen(pen);
        p.drawLine(0, height() / 2, width(), height() / 2);
    }

private:
    bool dotted_;
};

} // namespace

LegendRow::LegendRow()
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    between_ = separator(Qt::Vertical);
    between_->setParent(this);
    lines_ = new QWidget(this);
    auto* lines = loom::row(lines_, 8);
    validation_ = new Label({}, FontRole::Small, "text2");
    training_ = new Label({}, FontRole::Small, "text2");
    lines->addSpacing(4);
    lines->addWidget(new LineSample(false));
    lines->addWidget(validation_);
    lines->addSpacing(8);
    lines->addWidget(new LineSample(true));
    lines->addWidget(training_);
    renew();
}

void LegendRow::set_entries(const QList<Entry>& entries)
{
    entries_ = entries;
    QSet<QString> runs;
    for (const Entry& e : entries)
        runs.insert(e.run);
    hidden_ &= runs;
    renew();
}

void LegendRow::toggle(const QString& run)
{
    if (!hidden_.remove(run))
        hidden_.insert(run);
    for (QWidget* b : buttons())
        b->update();
    Q_EMIT hidden_changed(hidden_);
}

void LegendRow::isolate(const QString& run)
{
    QSet<QString> others;
    for (const Entry& e : entries_)
        if (e.run != run)
            others.insert(e.run);
    // A second time brings all back.
    hidden_ = hidden_ == others ? QSet<QString>() : others;
    for (QWidget* b : buttons())
        b->update();
    Q_EMIT hidden_changed(hidden_);
}

QList<QWidget*> LegendRow::buttons() const { return buttons_; }

QSize LegendRow::sizeHint() const { return {200, minimumHeight()}; }

void LegendRow::place()
{
    int x = 0, y = 0, widest = 0;
    const auto put = [&](QWidget* w, int before) {
        const int wanted = w->sizeHint().width();
        widest = std::max(widest, wanted);
        if (x > 0 && x + before + wanted > width()) {
            x = 0;
            y += line();
        } else if (x > 0) {
            x += before;
        }
        w->setGeometry(x, y, wanted, line());
        x += wanted;
    };
    for (QWidget* b : buttons_)
        put(b, 4);
    if (!entries_.isEmpty())
        put(lines_, 20);
    between_->setVisible(!entries_.isEmpty() && lines_->x() > 0); // Nothing is before the first of a line.
    between_->setGeometry(lines_->x() - 8, y, between_->maximumWidth(), line());
    // Not height for width: the splitter around the plots knows only fixed heights.
    setFixedHeight(y + line());
    setMinimumWidth(widest);
}

void LegendRow::renew()
{
    qDeleteAll(buttons_);
    buttons_.clear();
    for (const Entry& e : entries_) {
        auto* b = new LegendButton(this, e);
        b->setParent(this);
        b->show();
        buttons_.append(b);
    }
    lines_->setVisible(!entries_.isEmpty());
    validation_->setText(tr("validation"));
    training_->setText(tr("training"));
    place();
}

void LegendRow::resizeEvent(QResizeEvent*) { place(); }

void LegendRow::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        renew();
    else if (event->type() == QEvent::StyleChange) // Another size of type.
        place();
    QWidget::changeEvent(event);
}

} // namespace loom
