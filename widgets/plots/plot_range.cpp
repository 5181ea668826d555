#include "plots/plot_view.h"

#include "plots/tickers.h"

#include <algorithm>
#include <cmath>

namespace loom {

/// As many labels as stand apart.
void PlotView::count_labels()
{
    const QCPAxisRect* area = plot_->axisRect();
    if (area->outerRect() != plot_->viewport()) // Laid out for another size, or never.
        for (const auto phase : {QCPLayoutElement::upPreparation, QCPLayoutElement::upMargins})
            plot_->plotLayout()->update(phase);
    const QMargins around = area->margins();
    const QSize room = plot_->viewport().size() - QSize(around.left() + around.right(), around.top() + around.bottom()); // What is laid out may be older.
    const auto set = [this](QCPAxis& axis, bool log, int fit, int about) {
        axis.ticker()->setTickCount(log ? std::clamp(fit, 2, options_.small ? 4 : 9) : std::clamp(fit, 1, about));
    };
    set(*plot_->yAxis, log_, room.height() / 22, options_.small ? 2 : 5);
    const QFontMetrics type(plot_->xAxis->tickLabelFont());
    const double last = plot_->xAxis->range().upper;
    const int label = 8 + std::max(type.horizontalAdvance(axis_number(last, 0)), type.horizontalAdvance(axis_number(last / 10, 0))); // "10 M" behind "5,000,000".
    // A step may be rounded down from 3.5 to 2.
    set(*plot_->xAxis, log_keys_, 4 * room.width() / (7 * label), options_.small ? 3 : 5);
    if (!options_.small)
        leave_room_for_name(around.left(), room.width());
}

/// Where the name of the keys ends at the right, in the row of their labels: the last place between two of them, or beside all, that has room for
/// it. `left`, `width`: of the area within the axes, in pixels.
std::optional<double> PlotView::name_end(const QVector<double>& ticks, const QVector<QString>& labels, double left, double width) const
{
    constexpr double apart = 8, edge = 4;
    const QFontMetrics type(plot_->xAxis->tickLabelFont());
    const double needed = QFontMetrics(key_name_->font()).horizontalAdvance(key_name_->text());
    const QCPRange keys = plot_->xAxis->range();
    const auto share = [&](double key) { return log_keys_ ? std::log(key / keys.lower) / std::log(keys.upper / keys.lower) : (key - keys.lower) / keys.size(); };
    double end = plot_->viewport().right() - edge;
    for (qsizetype i = ticks.size(); i-- > 0;) {
        const double middle = left + width * share(ticks[i]), half = type.horizontalAdvance(labels[i]) / 2.0;
        if (end - needed >= middle + half + apart)
            return end;
        end = std::min(end, middle - half - apart);
    }
    return end - needed >= edge ? std::optional(end) : std::nullopt;
}

/// Fewer labels where they stand too close for it.
void PlotView::leave_room_for_name(double left, double width)
{
    QCPAxisTicker& ticker = *plot_->xAxis->ticker();
    const int most = ticker.tickCount();
    for (int count = most; count > 0; --count) {
        ticker.setTickCount(count);
        QVector<double> ticks;
        QVector<QString> labels;
        ticker.generate(plot_->xAxis->range(), QLocale::c(), QLatin1Char('g'), 6, ticks, nullptr, &labels);
        if (name_end(ticks, labels, left, width))
            return;
    }
    ticker.setTickCount(most); // It has no room at all.
}

/// Once the layout is known; also that of a picture that is written.
void PlotView::place_key_name()
{
    const QCPAxis& keys = *plot_->xAxis;
    const QRect area = plot_->axisRect()->rect();
    const auto end = name_end(keys.tickVector(), keys.tickVectorLabels(), area.left(), area.width());
    key_name_->setVisible(end && !options_.small);
    key_name_->position->setCoords(std::round(end.value_or(0)), area.bottom() + keys.tickLengthOut() + keys.tickLabelPadding());
}

/// Zeros cannot be shown on a logarithmic axis: where it begins.
double PlotView::least_positive(double high) const
{
    double low = high / 1000;
    for (const PlotCurve* c : curves_)
        for (std::size_t i = 0; c->visible() && i < c->points->size(); i += 1 + c->points->size() / 4096)
            if (c->points->y(i) > 0)
                low = std::min(low, double(c->points->y(i)));
    return low;
}

bool PlotView::any_positive() const
{
    return std::ranges::any_of(curves_, [](const PlotCurve* c) { return c->points->span(0, c->points->size()).high > 0; });
}

void PlotView::fit_keys()
{
    double last = reach_;
    for (const PlotCurve* c : curves_)
        if (c->visible() && !c->points->empty())
            last = std::max(last, c->points->x(c->points->size() - 1));
    plot_->xAxis->setRange(log_keys_ ? QCPRange(1, std::max(last, 2.0)) : QCPRange(0, last > 0 ? last : 1));
}

void PlotView::fit_values()
{
    Series::Span span, raw;
    std::vector<float> values;
    bool any = false;
    for (const PlotCurve* c : curves_) {
        if (!c->visible() || c->points->empty())
            continue;
        any = true;
        (c->look().line == CurveLook::Line::Raw ? raw : span).add(c->points->span(0, c->points->size()));
        for (const Series* edge : {c->low.get(), c->high.get()})
            if (edge)
                if (const Series::Span s = edge->span(0, edge->size()); !log_ || s.low > 0)
                    span.add(s);
        if (options_.cut)
            for (std::size_t i = 0; i < c->points->size(); i += 1 + c->points->size() / 512)
                if (!std::isnan(c->points->y(i)))
                    values.push_back(c->points->y(i));
    }
    cut_.reset();
    raw_cut_ = false;
    if (span.empty())
        span = raw;
    if (!any || span.empty()) {
        plot_->yAxis->setRange(log_ ? QCPRange(0.1, 1) : QCPRange(0, 1));
        return;
    }
    if (!log_)
        span.add(raw);
    double low = double(span.low), high = double(span.high);
    if (log_) {
        if (!(high > 0))
            high = 1;
        if (!(low > 0))
            low = least_positive(high);
        // Single steps scatter over decades: they may take as much room again as the curves through them, not all of it.
        if (!raw.empty()) {
            const double room = std::max(std::sqrt(high / low), 1.5);
            const double least = std::max(double(raw.low), low / room), most = std::min(double(raw.high), high * room);
            raw_cut_ = double(raw.low) < least || double(raw.high) > most;
            low = std::min(low, least);
            high = std::max(high, most);
        }
        const double pad = std::max(std::pow(high / low, 0.05), 1.05);
        plot_->yAxis->setRange(low / pad, high * pad);
        return;
    }
    if (options_.from_zero) {
        low = std::min(0.0, low);
        high = high > low ? low + (high - low) * 1.15 : low + 1;
        plot_->yAxis->setRange(low, high);
        return;
    }
    if (options_.cut && values.size() >= 8) {
        // The first values are far below the rest: the axis begins where most of them lie.
        std::ranges::sort(values);
        const double most = double(values[values.size() / 5]);
        const double wanted = most - (high - most) * 0.6;
        if (high > most && wanted > low + (high - low) * 0.25) {
            const double step = nice_step((high - wanted) / 5);
            low = std::floor(wanted / step) * step;
            cut_ = low;
        }
    }
    const double room = high > low ? (high - low) * 0.06 : std::max(std::abs(high) * 0.02, 1e-6);
    plot_->yAxis->setRange(cut_ ? low : low - room, high + room);
}

} // namespace loom
