#include "datasets/column_detail.h"
#include "datasets/axes.h"
#include "datasets/table_view.h"
#include "theme/controls.h"
#include "theme/language.h"

#include <QEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>

#include <cmath>

namespace loom {
namespace {

constexpr std::size_t most_classes = 6; // As many as there are series colours.
constexpr int pad = size::panel_padding, figures_width = 176, between = 32; // between: bars and figures.

int small_line()
{
    return line_height(FontRole::Small) + 5;
}
int caption_line()
{
    return line_height(FontRole::Caption);
}

} // namespace

ColumnDetail::ColumnDetail(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setMouseTracking(true);
    setToolTip(tr("A click on a bar shows its rows alone"));
}

QSize ColumnDetail::sizeHint() const
{
    // 228 at the normal size of type.
    return {400, 8 + line_height(FontRole::Body) + 8 + 8 * small_line() + 24};
}

/// For each bar between `low` and `high`, how many rows of each class.
static std::vector<std::vector<std::size_t>> count_by_class(const Dataset& data, int column, std::size_t bars, double low, double high,
                                                            Progress& progress)
{
    std::vector counts(bars, std::vector<std::size_t>(data.facts().classes.size(), 0));
    const Column& c = data.table().columns[std::size_t(column)];
    const double step = (high - low) / double(bars);
    for (std::uint32_t row = 0; row < data.table().rows && !progress.cancelled; ++row) {
        const double v = c.number(row);
        const std::int32_t label = data.label(row);
        if (std::isfinite(v) && label >= 0)
            ++counts[std::min(bars - 1, std::size_t((v - low) / step))][std::size_t(label)];
    }
    return counts;
}

void ColumnDetail::show_column(std::shared_ptr<const Dataset> dataset, int column, const ColumnStatistics& statistics)
{
    data_ = std::move(dataset);
    column_ = column;
    statistics_ = statistics;
    by_class_.clear();
    const Column& c = this->column();
    const std::size_t classes = data_->facts().classes.size();
    if (!statistics.histogram.empty() && classes > 1 && classes <= most_classes && statistics.max > statistics.min)
        counter_.start<Counts>(
            [data = data_, column, bars = statistics.histogram.size(), low = statistics.min, high = statistics.max](Progress& progress) {
                return count_by_class(*data, column, bars, low, high, progress);
            },
            [this](Counts counts) {
                by_class_ = std::move(counts);
                update();
            });
    else
        counter_.cancel();
    QStringList words{QString::fromStdString(c.name)};
    for (const auto& [key, value] : figures())
        words << key + QLatin1Char(' ') + value;
    setAccessibleName(words.join(QStringLiteral(", ")));
    update();
}

void ColumnDetail::reserve_head(int pixels)
{
    reserved_ = pixels;
    update();
}

QList<std::pair<QString, QString>> ColumnDetail::figures() const
{
    const auto& s = statistics_;
    const Column& c = column();
    QList<std::pair<QString, QString>> all = {{tr("Missing"), counted(qint64(s.missing))},
                                              {tr("Different values"), counted(qint64(s.distinct))}};
    if (s.histogram.empty())
        return all;
    const int own = decimals_of(c), finer = std::max(2, own);
    all += {{tr("Smallest"), value_text(c, s.min, own)},
            {tr("Median"), value_text(c, s.median(), own)},
            {tr("Mean"), value_text(c, s.mean, finer)},
            {tr("95% are below"), value_text(c, s.quantiles[5], own)},
            {tr("Largest"), value_text(c, s.max, own)}};
    if (c.type != ColumnType::DateTime)
        all.append({tr("Deviation"), value_text(c, s.deviation, finer)});
    return all;
}

/// Name, type, and the classes where the bars have their colours. Returns where what is below begins.
int ColumnDetail::paint_head(QPainter& p) const
{
    const Theme& t = theme();
    const int high = line_height(FontRole::Body);
    p.setFont(loom::font(FontRole::Body, true));
    p.setPen(t.text);
    const QString name =
        p.fontMetrics().elidedText(QString::fromStdString(column().name), Qt::ElideRight, width() / 3);
    p.drawText(QRect(pad, 8, width(), high), Qt::AlignLeft | Qt::AlignVCenter, name);
    int x = pad + p.fontMetrics().horizontalAdvance(name) + 10;
    p.setFont(loom::font(FontRole::Caption));
    p.setPen(t.text3);
    const QString type = shown(column_type_title(column().type));
    p.drawText(QRect(x, 8, width(), high), Qt::AlignLeft | Qt::AlignVCenter, type);
    x += p.fontMetrics().horizontalAdvance(type) + 24;
    if (by_class_.empty())
        return 8 + high;
    for (std::size_t k = 0; k < data_->facts().classes.size(); ++k) {
        const QString label = p.fontMetrics().elidedText(QString::fromStdString(data_->facts().classes[k]),
                                                         Qt::ElideRight, 12 * p.fontMetrics().averageCharWidth());
        const int room = p.fontMetrics().horizontalAdvance(label);
        if (x + 13 + room > width() - pad - reserved_)
            break;
        p.fillRect(QRect(x, 8 + (high - 8) / 2, 8, 8), t.series(int(k)));
        p.setPen(t.text2);
        p.drawText(QRect(x + 13, 8, room + 2, high), Qt::AlignLeft | Qt::AlignVCenter, label);
        x += 13 + room + 14;
    }
    return 8 + high;
}

void ColumnDetail::paint_histogram(QPainter& p, const QRect& plot) const
{
    const Theme& t = theme();
    const auto& s = statistics_;
    const auto most = double(std::max<std::size_t>(1, *std::ranges::max_element(s.histogram)));
    const int high = caption_line();
    p.setFont(number_font(FontRole::Caption));
    const double y_step = std::max(1.0, nice_step(most, 4)), top = std::ceil(most / y_step) * y_step;
    for (double v = 0; v <= top * (1 + 1e-9); v += y_step) {
        const int y = plot.bottom() + 1 - int(plot.height() * v / top);
        p.setPen(v > 0 ? t.grid : t.edge);
        p.drawLine(plot.left(), y, plot.right(), y);
        p.setPen(t.text3);
        p.drawText(QRect(0, y - high / 2, plot.left() - 8, high), Qt::AlignRight | Qt::AlignVCenter,
                   counted(qint64(v)));
    }
    const double step = double(plot.width()) / double(s.histogram.size());
    for (std::size_t b = 0; b < s.histogram.size(); ++b) {
        double bottom = plot.bottom() + 1;
        const double left = plot.left() + double(b) * step, wide = std::max(1.0, step - 1);
        const auto bar = [&](std::size_t n, const QColor& colour) {
            const double h = plot.height() * double(n) / top;
            p.fillRect(QRectF(left, bottom - h, wide, h), colour);
            bottom -= h;
        };
        if (by_class_.empty())
            bar(s.histogram[b], t.s1);
        else
            for (std::size_t k = 0; k < by_class_[b].size(); ++k)
                bar(by_class_[b][k], t.series(int(k)));
    }
    // A bar that is one number's has it in its middle.
    const double beyond = bar_each() ? 0.5 : 0, first = s.min - beyond, range = s.max + beyond - first;
    const auto x_label = [&](double v, const QString& text) {
        const double x = plot.left() + (range > 0 ? (v - first) / range : 0.5) * plot.width();
        p.setPen(t.edge);
        p.drawLine(QPointF(x, plot.bottom() + 2), QPointF(x, plot.bottom() + 5));
        p.setPen(t.text3);
        p.drawText(QRectF(x - 60, plot.bottom() + 7, 120, high), Qt::AlignHCenter | Qt::AlignVCenter, text);
    };
    for (const AxisMark& mark : axis_marks(column(), s.min, s.max, plot.width(), 80))
        x_label(mark.value, mark.text);
}

void ColumnDetail::paint_values(QPainter& p, const QRect& r) const
{
    const Theme& t = theme();
    const auto& top = statistics_.top;
    if (top.empty())
        return;
    const QFontMetrics m(loom::font(FontRole::Small)), n(number_font(FontRole::Small));
    const int high = small_line(), lines = std::min(int(top.size()), r.height() / high);
    int names = 0;
    for (int i = 0; i < lines; ++i)
        names = std::max(names, m.horizontalAdvance(QString::fromStdString(top[std::size_t(i)].first)));
    names = std::min(names + 4, r.width() / 3);
    const int count_width = n.horizontalAdvance(counted(qint64(top[0].second)));
    for (int i = 0; i < lines; ++i) {
        const auto& [text, count] = top[std::size_t(i)];
        const QRect line(r.left(), r.top() + i * high, r.width(), high);
        p.setFont(loom::font(FontRole::Small));
        p.setPen(t.text2);
        p.drawText(QRect(line.left(), line.top(), names, high), Qt::AlignLeft | Qt::AlignVCenter,
                   m.elidedText(QString::fromStdString(text), Qt::ElideRight, names));
        const double wide = (r.width() - names - count_width - 24) * double(count) / double(top[0].second);
        p.fillRect(QRectF(line.left() + names + 8, line.top() + (high - 8) / 2.0, std::max(2.0, wide), 8), t.s1);
        p.setFont(number_font(FontRole::Small));
        p.setPen(t.text);
        p.drawText(QRect(line.left() + names + 16 + int(wide), line.top(), count_width + 4, high),
                   Qt::AlignLeft | Qt::AlignVCenter, counted(qint64(count)));
    }
}

void ColumnDetail::paintEvent(QPaintEvent*)
{
    QPainter p(this);
    const Theme& t = theme();
    p.fillRect(rect(), t.surface);
    if (!data_ || column_ < 0)
        return;
    const int top = paint_head(p) + 8;
    QRect line(width() - pad - figures_width, top, figures_width, small_line());
    for (const auto& [key, value] : figures()) {
        p.setFont(loom::font(FontRole::Small));
        p.setPen(t.text2);
        p.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, key);
        p.setFont(number_font(FontRole::Small, true));
        p.setPen(t.text);
        p.drawText(line, Qt::AlignRight | Qt::AlignVCenter, value);
        line.translate(0, small_line());
    }
    if (statistics_.histogram.empty())
        return paint_values(p, values_rect());
    const QRect plot = plot_rect();
    p.setFont(loom::font(FontRole::Caption));
    p.setPen(t.text3);
    p.drawText(QRect(plot.left(), top - 4, plot.width(), caption_line()), Qt::AlignLeft | Qt::AlignVCenter, tr("Rows"));
    paint_histogram(p, plot);
}

QRect ColumnDetail::values_rect() const
{
    const int top = 8 + line_height(FontRole::Body) + 8;
    return {pad, top, width() - pad - figures_width - between - pad, height() - top - pad};
}

QRect ColumnDetail::plot_rect() const
{
    const int axis = QFontMetrics(number_font(FontRole::Caption)).horizontalAdvance(counted(qint64(statistics_.rows))) + 8;
    const QRect all = values_rect();
    const int above = all.top() + caption_line() + 2;
    return {all.left() + axis, above, all.width() - axis, height() - above - caption_line() - 14};
}

int ColumnDetail::bars() const
{
    if (!data_ || column_ < 0)
        return 0;
    return statistics_.histogram.empty() ? std::min(int(statistics_.top.size()), values_rect().height() / small_line())
                                         : int(statistics_.histogram.size());
}

QRect ColumnDetail::bar_rect(int bar) const
{
    if (bar < 0 || bar >= bars())
        return {};
    if (const QRect r = values_rect(); statistics_.histogram.empty())
        return {r.left(), r.top() + bar * small_line(), r.width(), small_line()};
    const QRect r = plot_rect();
    const int left = r.left() + r.width() * bar / bars();
    return {left, r.top(), r.left() + r.width() * (bar + 1) / bars() - left, r.height()};
}

/// Whether each bar is that of one number, as statistics() makes them of few whole ones.
bool ColumnDetail::bar_each() const
{
    return column().type == ColumnType::Integer && double(statistics_.histogram.size()) == statistics_.max - statistics_.min + 1;
}

int ColumnDetail::bar_at(QPoint at) const
{
    for (int bar = 0; bar < bars(); ++bar)
        if (bar_rect(bar).contains(at))
            return bar;
    return -1;
}

QString ColumnDetail::condition_of(int bar) const
{
    const Column& c = column();
    const auto quoted = [](const std::string& text) {
        const QString word = QString::fromStdString(text);
        return word.contains(QLatin1Char('"')) ? QStringLiteral("`%1`").arg(word) : QStringLiteral("\"%1\"").arg(word);
    };
    const QString name = quoted(c.name);
    const auto& s = statistics_;
    if (s.histogram.empty())
        return QStringLiteral("%1 = %2").arg(name, quoted(s.top[std::size_t(bar)].first));
    const auto number = [](double v) { // Whole ones as people write them.
        return std::trunc(v) == v && std::abs(v) < 1e15 ? QString::number(v, 'f', 0) : QString::number(v, 'g', QLocale::FloatingPointShortest);
    };
    const auto edge = [&](int i) {
        const double v = i == bars() ? s.max : s.min + (s.max - s.min) * i / bars();
        if (c.type == ColumnType::DateTime)
            return QStringLiteral("\"%1\"").arg(QString::fromStdString(date_text(std::int64_t(std::ceil(v)))));
        return number(v);
    };
    if (bar_each())
        return QStringLiteral("%1 = %2").arg(name, number(s.min + bar));
    if (s.max <= s.min)
        return QStringLiteral("%1 = %2").arg(name, edge(0));
    return QStringLiteral("%1 >= %2 and %1 %3 %4").arg(name, edge(bar), bar + 1 == bars() ? QStringLiteral("<=") : QStringLiteral("<"), edge(bar + 1));
}

void ColumnDetail::mousePressEvent(QMouseEvent* event)
{
    if (const int bar = bar_at(event->pos()); bar >= 0 && event->button() == Qt::LeftButton)
        Q_EMIT condition_wanted(condition_of(bar));
}

void ColumnDetail::mouseMoveEvent(QMouseEvent* event)
{
    setCursor(bar_at(event->pos()) >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void ColumnDetail::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::StyleChange)
        updateGeometry();
    if (event->type() == QEvent::LanguageChange)
        setToolTip(tr("A click on a bar shows its rows alone"));
    QWidget::changeEvent(event);
    update();
}

} // namespace loom
