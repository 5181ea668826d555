#include "runs/schedule_curve.h"

#include "theme/numbers.h"
#include "theme/theme.h"
#include "train/schedule.h"

#include <QEvent>
#include <QHelpEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

#include <algorithm>

namespace loom {

static constexpr int points = 600;

ScheduleCurve::ScheduleCurve(QWidget* parent) : QWidget(parent)
{
    setFixedHeight(84);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void ScheduleCurve::show_recipe(const RecipeSettings& recipe, double rate)
{
    recipe_ = recipe;
    epochs_ = double(recipe.epochs);
    rates_.clear();
    // Enough steps an epoch for a smooth line; the schedules know steps as shares of epochs alone.
    const std::int64_t per_epoch = std::max<std::int64_t>(1, (points + recipe.epochs - 1) / recipe.epochs);
    RecipeSettings whole = recipe;
    whole.most_steps = 0;
    const std::int64_t steps = per_epoch * recipe.epochs, stride = std::max<std::int64_t>(1, steps / points);
    std::vector<double> losses; // Each lower than the one before.
    for (std::int64_t step = 0; step < steps; step += stride) {
        while (std::ssize(losses) < step / per_epoch)
            losses.push_back(-double(losses.size()));
        rates_.push_back(rate * rate_multiple(whole, step, per_epoch, losses));
    }
    tell();
    update();
}

void ScheduleCurve::tell()
{
    if (rates_.empty())
        return;
    const auto [low, high] = std::ranges::minmax(rates_);
    setAccessibleName(tr("Learning rate over the epochs"));
    setAccessibleDescription(tr("From %1 at the start to %2 at the end; between %3 and %4.")
                                 .arg(measure_text(rates_.front()), measure_text(rates_.back()), measure_text(low), measure_text(high)));
}

QRectF ScheduleCurve::field() const
{
    const int line = QFontMetrics(number_font(FontRole::Caption)).height();
    return QRectF(rect()).adjusted(8, line + 6, -8, -line - 6);
}

QString ScheduleCurve::rate_at(double share) const
{
    const auto i = std::min(std::size_t(std::clamp(share, 0.0, 1.0) * double(rates_.size())), rates_.size() - 1);
    return tr("Epoch %1: %2").arg(QString::number(std::clamp(share, 0.0, 1.0) * epochs_, 'f', 1), measure_text(rates_[i]));
}

void ScheduleCurve::paintEvent(QPaintEvent*)
{
    if (rates_.empty())
        return;
    const Theme& t = theme();
    const QRectF f = field();
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    p.setFont(number_font(FontRole::Caption));
    p.setPen(t.text2);
    const double high = std::ranges::max(rates_);
    const QRectF above(f.left(), 2, f.width(), f.top() - 4), below(f.left(), f.bottom() + 4, f.width(), height() - f.bottom() - 4);
    p.drawText(above, Qt::AlignLeft | Qt::AlignTop, tr("at most %1").arg(measure_text(high)));
    p.drawText(above, Qt::AlignRight | Qt::AlignTop, tr("at the end %1").arg(measure_text(rates_.back())));
    p.drawText(below, Qt::AlignLeft | Qt::AlignTop, QStringLiteral("0"));
    p.drawText(below, Qt::AlignRight | Qt::AlignTop, tr("epoch %1").arg(qint64(epochs_)));
    if (recipe_.schedule == Schedule::Plateau)
        p.drawText(below, Qt::AlignHCenter | Qt::AlignTop, tr("less when it stalls"));
    p.setPen(QPen(t.grid, 1));
    p.drawLine(f.bottomLeft(), f.bottomRight());
    p.drawLine(f.topLeft(), f.topRight());
    QPainterPath path;
    for (std::size_t i = 0; i < rates_.size(); ++i) {
        const QPointF at(f.left() + f.width() * double(i) / double(std::max<std::size_t>(rates_.size() - 1, 1)),
                         f.bottom() - f.height() * (high > 0 ? rates_[i] / high : 0));
        i == 0 ? path.moveTo(at) : path.lineTo(at);
    }
    p.setClipRect(f.adjusted(-2, -2, 2, 2));
    p.setPen(QPen(t.accent, 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    p.drawPath(path);
}

bool ScheduleCurve::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip && !rates_.empty()) {
        const auto* help = static_cast<QHelpEvent*>(event);
        QToolTip::showText(help->globalPos(), rate_at((help->pos().x() - field().left()) / field().width()), this);
        return true;
    }
    return QWidget::event(event);
}

void ScheduleCurve::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        tell();
    QWidget::changeEvent(event);
}

} // namespace loom
