#include "studies/importance_bars.h"

#include "theme/language.h"
#include "theme/theme.h"

#include <QEvent>
#include <QPainter>

#include <algorithm>

namespace loom {

static int line_of_bar() { return std::max(24, line_height(FontRole::Small) + 8); }

ImportanceBars::ImportanceBars()
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    tell();
}

void ImportanceBars::set_bars(std::vector<Bar> bars, std::size_t needed)
{
    bars_ = std::move(bars);
    needed_ = needed;
    std::ranges::stable_sort(bars_, std::ranges::greater(), &Bar::share);
    updateGeometry();
    tell();
}

QString ImportanceBars::too_few() const
{
    return tr("From %n trial(s) with different results on, it is told here which settings matter. Fewer cannot tell that from chance.", nullptr, int(needed_));
}

void ImportanceBars::tell()
{
    QStringList words;
    for (const Bar& b : bars_)
        words << b.title + QLatin1Char(' ') + percent_text(b.share, 0);
    setAccessibleName(tr("What each setting explains by itself"));
    setAccessibleDescription(bars_.empty() ? too_few() : words.join(QStringLiteral(", ")));
    setToolTip(tr("How much of the differences between trials each setting explains by itself. What is left of 100% is said by several together."));
    update();
}

QSize ImportanceBars::sizeHint() const { return {280, std::max(96, int(bars_.size()) * line_of_bar())}; }

QSize ImportanceBars::minimumSizeHint() const { return {180, sizeHint().height()}; }

void ImportanceBars::paintEvent(QPaintEvent*)
{
    const Theme& t = theme();
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    if (bars_.empty()) {
        p.setFont(loom::font(FontRole::Small));
        p.setPen(t.text3);
        p.drawText(rect(), Qt::AlignCenter | Qt::TextWordWrap, too_few());
        return;
    }
    const QFontMetrics names(loom::font(FontRole::Small)), numbers(number_font(FontRole::Small));
    int name_width = 0;
    for (const Bar& b : bars_)
        name_width = std::max(name_width, names.horizontalAdvance(b.title));
    name_width = std::min(name_width, width() / 2);
    const int number_width = numbers.horizontalAdvance(QStringLiteral("100%"));
    for (std::size_t i = 0; i < bars_.size(); ++i) {
        const QRectF line(0, double(i) * line_of_bar(), width(), line_of_bar());
        p.setFont(loom::font(FontRole::Small));
        p.setPen(t.text2);
        p.drawText(QRectF(0, line.top(), name_width, line.height()), Qt::AlignLeft | Qt::AlignVCenter, names.elidedText(bars_[i].title, Qt::ElideMiddle, name_width));
        const QRectF track(name_width + 8, line.center().y() - 4, width() - name_width - number_width - 16, 8);
        p.setPen(Qt::NoPen);
        p.setBrush(t.sunken);
        p.drawRoundedRect(track, 2, 2);
        p.setBrush(t.accent);
        p.drawRoundedRect(QRectF(track.left(), track.top(), std::max(2.0, track.width() * std::clamp(bars_[i].share, 0.0, 1.0)), track.height()), 2, 2);
        p.setFont(number_font(FontRole::Small));
        p.setPen(t.text);
        p.drawText(line, Qt::AlignRight | Qt::AlignVCenter, percent_text(bars_[i].share, 0));
    }
}

void ImportanceBars::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        tell();
    if (event->type() == QEvent::StyleChange)
        updateGeometry();
    QWidget::changeEvent(event);
}

} // namespace loom
