#include "plots/plot_view.h"

#include "plots/tickers.h"
#include "theme/controls.h"
#include "theme/language.h"
#include "theme/marks.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QDateTime>
#include <QFileDialog>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QMenu>
#include <QSaveFile>
#include <QSvgGenerator>

#include <cmath>

namespace loom {

/// Crosshair and tip over the plot: moving them redraws no curve.
class PlotOverlay : public QWidget {
public:
    explicit PlotOverlay(PlotView* view) : QWidget(view->plot_), view_(view)
    {
        setAttribute(Qt::WA_TransparentForMouseEvents);
        setAttribute(Qt::WA_NoSystemBackground);
    }

protected:
    void paintEvent(QPaintEvent*) override;

private:
    PlotView* view_;
};

PlotView::PlotView(Options options) : options_(options)
{
    setProperty("kind", "card");
    setFocusPolicy(Qt::TabFocus);

    auto* column = loom::column(this);
    auto* head = new QWidget;
    head->setFixedHeight(32);
    auto* row = loom::row(head, 8);
    row->setContentsMargins(12, 0, 4, 0);
    title_ = new Label({}, FontRole::Small, "text", true);
    unit_ = new Label({}, FontRole::Caption, "text3");
    unit_->setProperty("elides", true);
    value_ = new Label({}, FontRole::Small, "text2");
    value_->setObjectName("newest");
    value_->numbers();
    follow_ = button({}, nullptr, "small");
    follow_->hide();
    menu_ = tool_button("more", {});
    menu_->setPopupMode(QToolButton::InstantPopup);
    menu_->setMenu(new QMenu(menu_));
    menu_->setVisible(!options_.small);
    row->addWidget(title_);
    row->addWidget(unit_, 1);
    row->addWidget(value_);
    row->addWidget(follow_);
    row->addWidget(menu_);
    if (options_.small)
        row->setContentsMargins(12, 0, 12, 0);
    column->addWidget(head);

    plot_ = new QCustomPlot;
    plot_->setPlottingHints(QCP::phFastPolylines | QCP::phCacheLabels);
    plot_->setFocusPolicy(Qt::NoFocus);
    plot_->setMinimumSize(80, 48);
    plot_->installEventFilter(this);
    plot_->setSelectionRectMode(QCP::srmCustom);
    plot_->setMultiSelectModifier(Qt::NoModifier);
    auto* layout = column;
    layout->addWidget(plot_, 1);
    layout->setContentsMargins(1, 0, 1, 1);

    QCPAxisRect* area = plot_->axisRect();
    area->setMinimumMargins(options_.small ? QMargins(44, 8, 12, 24) : QMargins(44, 8, 16, 28));
    area->setupFullAxesBox(false);
    for (QCPAxis* axis : {plot_->xAxis, plot_->yAxis, plot_->xAxis2, plot_->yAxis2}) {
        axis->setSubTicks(false);
        axis->setTickLength(0, 4);
    }
    plot_->xAxis2->setVisible(false);
    plot_->yAxis2->setVisible(false);
    plot_->xAxis->grid()->setVisible(false);
    plot_->yAxis->grid()->setSubGridVisible(false);
    plot_->yAxis->setTickLength(0, 0);
    // "1e-4" as our tickers write it, not with a raised exponent.
    plot_->xAxis->setNumberFormat(QStringLiteral("g"));
    plot_->yAxis->setNumberFormat(QStringLiteral("g"));
    set_log_keys(false);
    set_log(options_.log);
    key_name_ = new QCPItemText(plot_);
    key_name_->position->setType(QCPItemPosition::ptAxisRectRatio);
    key_name_->position->setCoords(1, 1);
    key_name_->setPositionAlignment(Qt::AlignRight | Qt::AlignBottom);
    key_name_->setPadding(QMargins(0, 0, 0, 3));
    key_name_->setVisible(!options_.small);

    overlay_ = new PlotOverlay(this);

    connect(follow_, &QPushButton::clicked, this, &PlotView::follow);
    connect(menu_->menu(), &QMenu::aboutToShow, this, [this] { fill_menu(menu_->menu()); });
    connect(plot_->selectionRect(), &QCPSelectionRect::accepted, this, [this](const QRect& rect, QMouseEvent*) {
        if (std::abs(rect.width()) < 6 || std::abs(rect.height()) < 6)
            return;
        const QRect r = rect.normalized() & plot_->axisRect()->rect();
        if (r.isEmpty())
            return;
        zoom_to({plot_->xAxis->pixelToCoord(r.left()), plot_->xAxis->pixelToCoord(r.right())},
                {plot_->yAxis->pixelToCoord(r.bottom()), plot_->yAxis->pixelToCoord(r.top())});
    });
    connect(plot_, &QCustomPlot::mouseMove, this, [this](QMouseEvent* event) {
        const QRect r = plot_->axisRect()->rect();
        Q_EMIT crosshair_moved(r.adjusted(-4, 0, 4, 0).contains(event->pos())
                                   ? snapped(plot_->xAxis->pixelToCoord(event->pos().x()))
                                   : std::nullopt);
    });
    connect(plot_, &QCustomPlot::beforeReplot, this, [this] {
        settle(); // A frame that the window asks for, the first for one, may come before that of the group.
        count_labels();
    });
    connect(plot_, &QCustomPlot::mouseDoubleClick, this, &PlotView::follow);
    connect(plot_, &QCustomPlot::mouseWheel, this, [this](QWheelEvent* event) { turn_wheel(*event); });
    apply_theme();
    retranslate();
}

void PlotView::set_texts(const QString& title, const QString& unit, const QString& key_name, const QString& key_point)
{
    title_->setText(title);
    setAccessibleName(title);
    unit_text_ = unit;
    key_point_ = key_point;
    key_name_->setText(key_name);
    touch();
}

void PlotView::set_unit(const QString& unit)
{
    unit_text_ = unit;
    touch();
}

QString PlotView::title() const { return title_->text(); }

void PlotView::set_whole_keys(bool on)
{
    whole_keys_ = on;
    set_log_keys(log_keys_);
}

/// The axis afresh, on one scale or the other.
static NiceTicker* set_scale(QCPAxis& axis, bool log)
{
    axis.setScaleType(log ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    auto* plain = log ? nullptr : new NiceTicker;
    axis.setTicker(QSharedPointer<QCPAxisTicker>(log ? static_cast<QCPAxisTicker*>(new NiceLogTicker) : plain));
    return plain;
}

void PlotView::set_log(bool on)
{
    log_ = on;
    set_scale(*plot_->yAxis, on);
    own_values_ = false; // They were chosen on the other scale.
    for (Seen& seen : zooms_)
        seen.own_values = false;
    touch();
}

void PlotView::set_log_keys(bool on)
{
    if (NiceTicker* plain = set_scale(*plot_->xAxis, on))
        plain->set_whole(whole_keys_);
    if (std::exchange(log_keys_, on) != on)
        follow();
    touch();
}

void PlotView::offer_log_keys(const QString& words) { log_keys_words_ = words; }

int PlotView::add_curve(CurveLook look)
{
    auto* curve = new PlotCurve(plot_->xAxis, plot_->yAxis, std::move(look));
    curve->setVisible(!hidden_.contains(curve->look().run));
    curves_.push_back(curve);
    touch();
    return int(curves_.size()) - 1;
}

void PlotView::remove_curves()
{
    for (PlotCurve* c : curves_)
        plot_->removePlottable(c);
    curves_.clear();
    reach_ = 0;
    touch();
}

void PlotView::rename(int curve, const QString& name, const QString& column)
{
    curves_[std::size_t(curve)]->set_name(name, column);
    overlay_->update();
}

void PlotView::append(int curve, double x, double y)
{
    curves_[std::size_t(curve)]->points.append(x, y);
    touch();
}

void PlotView::clear_points(int curve)
{
    curves_[std::size_t(curve)]->points.clear();
    touch();
}

void PlotView::set_best(int curve, std::optional<double> x)
{
    curves_[std::size_t(curve)]->best = x.value_or(std::numeric_limits<double>::quiet_NaN());
    touch();
}

void PlotView::set_reach(double x)
{
    reach_ = x;
    touch();
}

void PlotView::set_hidden(const QSet<QString>& runs)
{
    hidden_ = runs;
    for (PlotCurve* c : curves_)
        c->setVisible(!runs.contains(c->look().run));
    touch();
}

bool PlotView::is_shown(int curve) const { return curves_[std::size_t(curve)]->visible(); }

void PlotView::set_live(bool live)
{
    plot_->setNotAntialiasedElements(live ? QCP::aePlottables : QCP::aeNone);
    plot_->setAntialiasedElements(live ? QCP::aeNone : QCP::aePlottables);
    touch();
}

void PlotView::set_value(const QString& text)
{
    value_->setText(text);
    show_value();
}

/// Where title and value do not fit side by side, the value steps aside: the tip has it too.
void PlotView::show_value()
{
    const int needed = 44 + title_->sizeHint().width() + unit_->sizeHint().width() + value_->sizeHint().width();
    value_->setVisible(options_.small && needed <= width());
}

void PlotView::resizeEvent(QResizeEvent* event)
{
    QFrame::resizeEvent(event);
    show_value();
}

QCPRange PlotView::key_range() const { return plot_->xAxis->range(); }
QCPRange PlotView::value_range() const { return plot_->yAxis->range(); }

void PlotView::remember_view() { zooms_.push_back({key_range(), value_range(), own_values_}); }

void PlotView::turn_wheel(const QWheelEvent& event)
{
    // One turn of the wheel is one step back.
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    const bool step = zooms_.empty() || now - last_wheel_ > 600;
    last_wheel_ = now;
    if (step)
        remember_view();
    const double factor = std::pow(0.85, event.angleDelta().y() / 120.0);
    plot_->xAxis->scaleRange(factor, plot_->xAxis->pixelToCoord(event.position().x()));
    plot_->yAxis->scaleRange(factor, plot_->yAxis->pixelToCoord(event.position().y()));
    own_values_ = true;
    set_following(false);
    touch();
    Q_EMIT keys_zoomed(key_range(), step);
}

void PlotView::zoom_to(const QCPRange& keys, const QCPRange& values)
{
    remember_view();
    plot_->xAxis->setRange(keys);
    plot_->yAxis->setRange(values);
    own_values_ = true;
    set_following(false);
    touch();
    Q_EMIT keys_zoomed(key_range(), true);
}

void PlotView::share_keys(const QCPRange& keys, bool step)
{
    if (step || zooms_.empty())
        remember_view();
    plot_->xAxis->setRange(keys);
    set_following(false);
    touch();
}

void PlotView::zoom_back()
{
    share_back();
    Q_EMIT went_back();
}

void PlotView::share_back()
{
    if (zooms_.empty())
        return;
    const Seen seen = zooms_.back();
    zooms_.pop_back();
    if (zooms_.empty())
        return share_follow();
    plot_->xAxis->setRange(seen.keys);
    own_values_ = seen.own_values;
    if (own_values_)
        plot_->yAxis->setRange(seen.values);
    touch();
}

void PlotView::follow()
{
    share_follow();
    Q_EMIT followed();
}

void PlotView::share_follow()
{
    zooms_.clear();
    own_values_ = false;
    set_following(true);
    touch();
}

void PlotView::set_following(bool on)
{
    if (following_ == on)
        return;
    following_ = on;
    follow_->setVisible(!on && !options_.small);
    Q_EMIT following_changed(on);
}

void PlotView::touch()
{
    dirty_ = true;
    Q_EMIT touched();
}

bool PlotView::flush()
{
    if (!settle())
        return false;
    plot_->replot(QCustomPlot::rpQueuedReplot);
    overlay_->update();
    return true;
}

/// Ranges and words for what changed since; true when something did.
bool PlotView::settle()
{
    if (!std::exchange(dirty_, false))
        return false;
    if (following_)
        fit_keys();
    if (!own_values_)
        fit_values();
    const QString unit = !log_ ? unit_text_ : unit_text_.isEmpty() ? tr("log scale") : tr("%1 · log scale").arg(unit_text_);
    unit_->setText(cut_      ? tr("%1 · cut below %2").arg(unit, axis_number(*cut_, *cut_ == std::floor(*cut_) ? 0 : 1))
                   : raw_cut_ ? tr("%1 · single steps may lie beyond").arg(unit)
                              : unit);
    show_value(); // Type and words may have changed.
    return true;
}

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
}

/// Zeros cannot be shown on a logarithmic axis: where it begins.
double PlotView::least_positive(double high) const
{
    double low = high / 1000;
    for (const PlotCurve* c : curves_)
        for (std::size_t i = 0; c->visible() && i < c->points.size(); i += 1 + c->points.size() / 4096)
            if (c->points.y(i) > 0)
                low = std::min(low, double(c->points.y(i)));
    return low;
}

bool PlotView::any_positive() const
{
    return std::ranges::any_of(curves_, [](const PlotCurve* c) { return c->points.span(0, c->points.size()).high > 0; });
}

void PlotView::fit_keys()
{
    double last = reach_;
    for (const PlotCurve* c : curves_)
        if (c->visible() && !c->points.empty())
            last = std::max(last, c->points.x(c->points.size() - 1));
    plot_->xAxis->setRange(log_keys_ ? QCPRange(1, std::max(last, 2.0)) : QCPRange(0, last > 0 ? last : 1));
}

void PlotView::fit_values()
{
    Series::Span span, raw;
    std::vector<float> values;
    bool any = false;
    for (const PlotCurve* c : curves_) {
        if (!c->visible() || c->points.empty())
            continue;
        any = true;
        (c->look().line == CurveLook::Line::Raw ? raw : span).add(c->points.span(0, c->points.size()));
        if (options_.cut)
            for (std::size_t i = 0; i < c->points.size(); i += 1 + c->points.size() / 512)
                if (!std::isnan(c->points.y(i)))
                    values.push_back(c->points.y(i));
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

std::optional<double> PlotView::snapped(double x) const
{
    // To the nearest point of a solid curve (epochs), else of any.
    std::optional<double> best;
    for (const bool solid : {true, false}) {
        for (const PlotCurve* c : curves_) {
            const bool is_solid = c->look().line == CurveLook::Line::Solid || c->look().line == CurveLook::Line::Own;
            if (!c->visible() || is_solid != solid)
                continue;
            if (const auto i = c->points.nearest(x); i && (!best || std::abs(c->points.x(*i) - x) < std::abs(*best - x)))
                best = c->points.x(*i);
        }
        if (best)
            break;
    }
    return best;
}

void PlotView::show_crosshair(std::optional<double> x, bool with_tip)
{
    crosshair_ = x;
    tip_ = with_tip;
    overlay_->update();
}

QStringList PlotView::tip_lines(double x) const
{
    QStringList columns, runs;
    for (const bool solid : {true, false}) // Validation comes first.
        for (const PlotCurve* c : curves_) {
            if (!c->visible() || c->look().line == CurveLook::Line::Raw || c->points.empty() || (c->look().line != CurveLook::Line::Dotted) != solid)
                continue;
            if (!columns.contains(c->look().column))
                columns.append(c->look().column);
            if (!runs.contains(c->look().run))
                runs.append(c->look().run);
        }
    QStringList lines{key_point_.arg(x == std::floor(x) ? axis_number(x, 0) : axis_number(x, 2))};
    if (columns.size() > 1 || (columns.size() == 1 && !columns.first().isEmpty()))
        lines.first() += QLatin1Char('\t') + columns.join(QLatin1Char('\t'));
    for (const QString& run : runs) {
        QString name;
        QStringList cells(columns.size(), QStringLiteral("–"));
        for (const PlotCurve* c : curves_) {
            if (c->look().run != run || !c->visible() || c->look().line == CurveLook::Line::Raw || c->points.empty())
                continue;
            name = c->look().name;
            const auto i = c->points.nearest(x);
            // Beyond the ends of a curve there is nothing to say.
            const double first = c->points.x(0), last = c->points.x(c->points.size() - 1);
            const double slack = key_range().size() * 0.01;
            if (i && x >= first - slack && x <= last + slack) {
                const double y = double(c->points.y(*i));
                cells[columns.indexOf(c->look().column)] =
                    options_.decimals >= 0 && !std::isnan(y) ? axis_number(y, options_.decimals) : measure_text(y);
            }
        }
        lines.append(name + QLatin1Char('\t') + cells.join(QLatin1Char('\t')));
    }
    return lines;
}

void PlotOverlay::paintEvent(QPaintEvent*)
{
    if (!view_->crosshair_)
        return;
    const double x = *view_->crosshair_;
    const QRect area = view_->plot_->axisRect()->rect();
    const int px = int(std::round(view_->plot_->xAxis->coordToPixel(x)));
    if (px < area.left() - 1 || px > area.right() + 1)
        return;
    const Theme& t = theme();
    QPainter p(this);
    QPen line(t.text3, 1, Qt::CustomDashLine, Qt::FlatCap);
    line.setDashPattern({4, 3});
    p.setPen(line);
    p.drawLine(px, area.top(), px, area.bottom());
    if (!view_->tip_)
        return;

    const QStringList lines = view_->tip_lines(x);
    if (lines.size() < 2)
        return;
    const QFont normal = number_font(FontRole::Small), bold = number_font(FontRole::Small, true);
    const QFontMetricsF metrics(bold), plain(normal);
    std::vector<qreal> widths;
    for (const QString& text : lines) {
        const QStringList cells = text.split(QLatin1Char('\t'));
        if (widths.size() < std::size_t(cells.size()))
            widths.resize(std::size_t(cells.size()), 0);
        for (qsizetype c = 0; c < cells.size(); ++c)
            widths[std::size_t(c)] = std::max(widths[std::size_t(c)],
                                              metrics.horizontalAdvance(cells[c]) + (c == 0 ? 22 : 14));
    }
    const qreal row = std::max(20.0, plain.height() + 4);
    qreal wide = 20;
    for (const qreal w : widths)
        wide += w;
    QRectF box(px + 12, area.top() + 2, wide, row * double(lines.size()) + 12);
    if (box.right() > width() - 2)
        box.moveRight(px - 12);
    if (box.left() < 2)
        box.moveLeft(2);
    p.setRenderHint(QPainter::Antialiasing);
    p.setPen(Qt::NoPen);
    for (int k = 0; k < 6; ++k) { // What floats casts a shadow.
        QColor shade = t.shadow;
        shade.setAlphaF(0.03f);
        p.setBrush(shade);
        p.drawRoundedRect(box.adjusted(-k, 2 - k, k, 3 + k), 6 + k, 6 + k);
    }
    p.setBrush(t.raised);
    p.setPen(QPen(t.line, 1));
    p.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    qreal y = box.top() + 6;
    for (qsizetype n = 0; n < lines.size(); ++n, y += row) {
        const QStringList cells = lines[n].split(QLatin1Char('\t'));
        const PlotCurve* owner = nullptr;
        if (n > 0)
            for (const PlotCurve* c : view_->curves_)
                if (c->visible() && c->look().name == cells.first()) {
                    owner = c;
                    break;
                }
        qreal left = box.left() + 10;
        for (qsizetype c = 0; c < cells.size(); ++c) {
            QRectF cell(left, y, widths[std::size_t(c)], row);
            left += widths[std::size_t(c)];
            if (c == 0 && owner) {
                paint_mark(p, owner->look().series, cell.center() - QPointF(cell.width() / 2 - 5, 0), t);
                cell.setLeft(cell.left() + 15);
            }
            p.setFont(c == 0 || (n > 0 && c == 1) ? bold : normal);
            // Series 5 in light is for marks, never for text.
            p.setPen(n == 0 ? (c == 0 ? t.text : t.text3)
                     : c == 0 && owner && owner->look().series % 6 != 4 ? t.series(owner->look().series)
                                                                        : t.text);
            p.drawText(cell, (c == 0 ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter, cells[c]);
        }
    }
}

QString PlotView::values_text(QChar separator) const
{
    const auto cell = [&](QString text) {
        if (text.contains(separator) || text.contains(QLatin1Char('"')))
            text = QLatin1Char('"') + text.replace(QLatin1Char('"'), QStringLiteral("\"\"")) + QLatin1Char('"');
        return text;
    };
    QString out = QStringLiteral("run%1curve%1x%1y\n").arg(separator);
    for (const PlotCurve* c : curves_) {
        if (!c->visible())
            continue;
        const QString part = c->look().line == CurveLook::Line::Raw ? QStringLiteral("raw") : c->look().column;
        for (std::size_t i = 0; i < c->points.size(); ++i)
            out += cell(c->look().name.isEmpty() ? c->look().run : c->look().name) + separator + cell(part) + separator +
                   QString::number(c->points.x(i), 'g', 12) + separator + QString::number(c->points.y(i), 'g', 9) +
                   QLatin1Char('\n');
    }
    return out;
}

bool PlotView::save_csv(const QString& path) const
{
    QSaveFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(values_text(QLatin1Char(',')).toUtf8()) >= 0 && file.commit();
}

bool PlotView::save_picture(const QString& path)
{
    const QSize size = plot_->size();
    if (path.endsWith(QLatin1String(".pdf"), Qt::CaseInsensitive))
        return plot_->savePdf(path, size.width(), size.height());
    if (path.endsWith(QLatin1String(".svg"), Qt::CaseInsensitive)) {
        QSvgGenerator svg;
        svg.setFileName(path);
        svg.setSize(size);
        svg.setViewBox(QRect(QPoint(), size));
        svg.setTitle(title());
        QCPPainter painter;
        if (!painter.begin(&svg))
            return false;
        painter.setMode(QCPPainter::pmVectorized);
        painter.setMode(QCPPainter::pmNoCaching);
        plot_->toPainter(&painter, size.width(), size.height());
        return painter.end();
    }
    return plot_->savePng(path, size.width(), size.height(), 2);
}

void PlotView::ask_and_save(const QString& suffix, const QString& filter)
{
    const QString path = QFileDialog::getSaveFileName(this, tr("Save “%1”").arg(title()), title() + suffix, filter);
    if (path.isEmpty())
        return;
    if (!(suffix == QLatin1String(".csv") ? save_csv(path) : save_picture(path)))
        Q_EMIT failed(tr("%1 cannot be written. Choose another folder.").arg(path));
}

void PlotView::fill_menu(QMenu* menu)
{
    menu->clear();
    menu->addAction(tr("Show all"), this, &PlotView::follow);
    menu->setToolTipsVisible(true);
    const auto scale = [&](const QString& words, bool now, auto set, auto chosen) {
        QAction* action = menu->addAction(words, this, [this, set, chosen](bool on) {
            (this->*set)(on);
            Q_EMIT (this->*chosen)(on);
        });
        action->setCheckable(true);
        action->setChecked(now);
        return action;
    };
    QAction* values = scale(tr("Values on a log scale"), log_, &PlotView::set_log, &PlotView::log_chosen);
    if (!log_ && !any_positive()) {
        values->setEnabled(false);
        values->setToolTip(tr("No value is above 0 yet, and a log scale shows only those"));
    }
    if (!log_keys_words_.isEmpty())
        scale(log_keys_words_, log_keys_, &PlotView::set_log_keys, &PlotView::log_keys_chosen);
    menu->addSeparator();
    menu->addAction(tr("Copy values"), this, [this] { QGuiApplication::clipboard()->setText(values_text(QLatin1Char('\t'))); });
    menu->addAction(tr("Save values as CSV…"), this, [this] { ask_and_save(QStringLiteral(".csv"), QStringLiteral("CSV (*.csv)")); });
    menu->addSeparator();
    menu->addAction(tr("Save as PNG…"), this, [this] { ask_and_save(QStringLiteral(".png"), QStringLiteral("PNG (*.png)")); });
    menu->addAction(tr("Save as SVG…"), this, [this] { ask_and_save(QStringLiteral(".svg"), QStringLiteral("SVG (*.svg)")); });
    menu->addAction(tr("Save as PDF…"), this, [this] { ask_and_save(QStringLiteral(".pdf"), QStringLiteral("PDF (*.pdf)")); });
}

void PlotView::contextMenuEvent(QContextMenuEvent* event)
{
    QMenu menu(this);
    fill_menu(&menu);
    menu.exec(event->globalPos());
}

bool PlotView::eventFilter(QObject* watched, QEvent* event)
{
    if (overlay_ && watched == plot_) {
        if (event->type() == QEvent::Leave)
            Q_EMIT crosshair_moved(std::nullopt);
        else if (event->type() == QEvent::Resize) {
            overlay_->setGeometry(plot_->rect());
            touch();
        } else if (event->type() == QEvent::Show && dirty_)
            plot_->replot(QCustomPlot::rpQueuedRefresh);
        else if (event->type() == QEvent::MouseButtonPress)
            setFocus(Qt::MouseFocusReason);
    }
    return QFrame::eventFilter(watched, event);
}

void PlotView::step_crosshair(int by)
{
    for (const bool solid : {true, false})
        for (const PlotCurve* c : curves_) {
            const bool is_solid = c->look().line == CurveLook::Line::Solid || c->look().line == CurveLook::Line::Own;
            if (!c->visible() || c->points.empty() || is_solid != solid)
                continue;
            const auto last = qint64(c->points.size()) - 1;
            const qint64 at = crosshair_ ? qint64(*c->points.nearest(*crosshair_)) + by : (by > 0 ? 0 : last);
            Q_EMIT crosshair_moved(c->points.x(std::size_t(std::clamp(at, qint64(0), last))));
            return;
        }
}

void PlotView::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Backspace: zoom_back(); return;
    case Qt::Key_Home: follow(); return;
    case Qt::Key_Left: step_crosshair(-1); return;
    case Qt::Key_Right: step_crosshair(1); return;
    case Qt::Key_Escape: Q_EMIT crosshair_moved(std::nullopt); return;
    case Qt::Key_Plus:
    case Qt::Key_Minus: {
        remember_view();
        const double factor = event->key() == Qt::Key_Plus ? 0.7 : 1 / 0.7;
        plot_->xAxis->scaleRange(factor);
        set_following(false);
        touch();
        Q_EMIT keys_zoomed(key_range(), true);
        return;
    }
    default: QFrame::keyPressEvent(event);
    }
}

void PlotView::apply_theme()
{
    const Theme& t = theme();
    plot_->setBackground(QBrush(t.surface));
    const QFont caption = number_font(FontRole::Caption);
    for (QCPAxis* axis : {plot_->xAxis, plot_->yAxis}) {
        axis->setTickLabelFont(caption);
        axis->setTickLabelColor(t.text3);
        axis->setTickPen(QPen(t.edge, 1));
        axis->setBasePen(QPen(t.edge, 1));
        axis->setTickLabelPadding(5);
    }
    plot_->yAxis->setBasePen(Qt::NoPen);
    plot_->yAxis->grid()->setPen(QPen(t.grid, 1));
    plot_->yAxis->grid()->setZeroLinePen(Qt::NoPen);
    plot_->yAxis->grid()->setAntialiased(false);
    key_name_->setFont(loom::font(FontRole::Caption));
    key_name_->setColor(t.text3);
    QColor tint = t.accent;
    tint.setAlphaF(0.12f);
    plot_->selectionRect()->setPen(QPen(t.accent, 1));
    plot_->selectionRect()->setBrush(tint);
    touch();
}

void PlotView::retranslate()
{
    follow_->setText(tr("Follow"));
    set_name(menu_, tr("More"));
}

void PlotView::changeEvent(QEvent* event)
{
    if (!overlay_)
        return QFrame::changeEvent(event);
    if (event->type() == QEvent::StyleChange || event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        apply_theme();
    else if (event->type() == QEvent::LanguageChange)
        retranslate();
    QFrame::changeEvent(event);
}

} // namespace loom
