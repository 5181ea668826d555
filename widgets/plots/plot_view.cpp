#include "plots/plot_view.h"

#include "plots/plot_overlay.h"
#include "plots/tickers.h"
#include "theme/controls.h"
#include "theme/language.h"

#include <QHBoxLayout>
#include <QMenu>

#include <algorithm>
#include <cmath>

namespace loom {

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
    title_->setProperty("elides", options_.small);
    unit_ = new Label({}, FontRole::Caption, "text3");
    unit_->setObjectName("unit");
    unit_->setProperty("elides", true);
    value_ = new Label({}, FontRole::Small, "text2");
    value_->setObjectName("newest");
    value_->numbers();
    value_->setVisible(options_.small);
    follow_ = button({}, nullptr, "small");
    follow_->hide();
    menu_ = tool_button("more", {});
    menu_->setPopupMode(QToolButton::InstantPopup);
    menu_->setMenu(new QMenu(menu_));
    menu_->setVisible(!options_.small);
    row->addWidget(title_);
    row->addWidget(unit_, 1);
    row->addStretch();
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
    key_name_->setObjectName(QStringLiteral("key-name"));
    key_name_->position->setType(QCPItemPosition::ptAbsolute);
    key_name_->setPositionAlignment(Qt::AlignRight | Qt::AlignTop);
    key_name_->setClipToAxisRect(false);

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
    connect(plot_, &QCustomPlot::afterLayout, this, &PlotView::place_key_name);
    connect(plot_, &QCustomPlot::mouseDoubleClick, this, &PlotView::follow);
    connect(plot_, &QCustomPlot::mouseWheel, this, [this](QWheelEvent* event) { turn_wheel(*event); });
    apply_theme();
    retranslate();
}

void PlotView::set_texts(const QString& title, const QString& unit, const QString& key_name, const QString& key_point)
{
    title_->setText(title);
    if (options_.small) // Several stand in a row, and there may be no room for all of it.
        title_->setToolTip(title);
    setAccessibleName(title);
    unit_text_ = unit;
    key_point_ = key_point;
    key_name_->setText(key_name);
    touch();
}

void PlotView::set_unit(const QString& unit)
{
    if (std::exchange(unit_text_, unit) != unit)
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

void PlotView::remove_curves(int first, int count)
{
    const auto begin = curves_.begin() + first, end = begin + count;
    std::for_each(begin, end, [this](PlotCurve* c) { plot_->removePlottable(c); });
    curves_.erase(begin, end);
    touch();
}

void PlotView::set_points(int curve, std::shared_ptr<Series> points)
{
    curves_[std::size_t(curve)]->points = std::move(points);
    touch();
}

void PlotView::set_band(int curve, std::shared_ptr<const Series> low, std::shared_ptr<const Series> high)
{
    PlotCurve& c = *curves_[std::size_t(curve)];
    c.low = std::move(low);
    c.high = std::move(high);
    touch();
}

void PlotView::rename(int curve, const QString& name, const QString& column)
{
    curves_[std::size_t(curve)]->set_name(name, column);
    overlay_->update();
}

void PlotView::append(int curve, double x, double y)
{
    curves_[std::size_t(curve)]->points->append(x, y);
    touch(Due::Growth);
}

void PlotView::clear_points(int curve)
{
    curves_[std::size_t(curve)]->points->clear();
    touch();
}

void PlotView::set_best(int curve, std::optional<double> x)
{
    const double before = std::exchange(curves_[std::size_t(curve)]->best, x.value_or(std::numeric_limits<double>::quiet_NaN()));
    if (x ? before != *x : !std::isnan(before))
        touch();
}

void PlotView::set_reach(double x)
{
    if (std::exchange(reach_, x) != x)
        touch();
}

void PlotView::set_hidden(const QSet<QString>& runs)
{
    if (std::exchange(hidden_, runs) == runs)
        return;
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

/// In the narrow head of a small plot the unit gives way first, then the value: the tip has both too.
void PlotView::show_value()
{
    if (!options_.small)
        return;
    const auto with = [](const Label& l) { return 8 + l.sizeHint().width(); };
    int needed = 28 + title_->sizeHint().width(); // With margins and frame.
    value_->setVisible(needed + with(*value_) <= width());
    if (value_->isVisibleTo(this))
        needed += with(*value_);
    unit_->setVisible(needed + with(*unit_) <= width());
}

void PlotView::resizeEvent(QResizeEvent* event)
{
    QFrame::resizeEvent(event);
    show_value();
}

QCPRange PlotView::key_range() const { return plot_->xAxis->range(); }
QCPRange PlotView::value_range() const { return plot_->yAxis->range(); }

void PlotView::touch(Due due)
{
    due_ = std::max(due_, due);
    Q_EMIT touched();
}

bool PlotView::flush()
{
    const Due due = settle();
    if (due == Due::All)
        plot_->replot(QCustomPlot::rpQueuedReplot);
    else if (due == Due::Growth)
        growing_->replot();
    if (due != Due::Nothing)
        overlay_->update();
    return due != Due::Nothing;
}

/// What curves that are longer than when they were last drawn ask for; from the second time on they are drawn apart from the rest.
PlotView::Due PlotView::find_growth()
{
    Due due = Due::Nothing;
    for (PlotCurve* c : curves_) {
        if (!c->visible() || c->points->size() == c->drawn())
            continue;
        if (growing_ && c->layer() == growing_) {
            due = std::max(due, Due::Growth);
            continue;
        }
        due = Due::All;
        if (c->drawn() == 0)
            continue;
        if (!growing_) {
            plot_->addLayer(QStringLiteral("growing"), plot_->layer(QStringLiteral("legend")));
            growing_ = plot_->layer(QStringLiteral("growing"));
            growing_->setMode(QCPLayer::lmBuffered);
        }
        c->setLayer(growing_);
    }
    return due;
}

/// Ranges and words for what changed since.
PlotView::Due PlotView::settle()
{
    const Due due = std::exchange(due_, Due::Nothing);
    if (due == Due::Nothing)
        return due;
    const QCPRange keys = key_range(), values = value_range();
    if (following_)
        fit_keys();
    if (!own_values_)
        fit_values();
    const QString unit = !log_ ? unit_text_ : unit_text_.isEmpty() ? tr("log scale") : tr("%1 · log scale").arg(unit_text_);
    unit_->setText(cut_      ? tr("%1 · cut below %2").arg(unit, axis_number(*cut_, *cut_ == std::floor(*cut_) ? 0 : 1))
                   : raw_cut_ ? tr("%1 · single steps may lie beyond").arg(unit)
                              : unit);
    show_value(); // Type and words may have changed.
    if (key_range() != keys || value_range() != values)
        return Due::All;
    return due == Due::Growth ? find_growth() : due;
}

bool PlotView::eventFilter(QObject* watched, QEvent* event)
{
    if (overlay_ && watched == plot_) {
        if (event->type() == QEvent::Leave)
            Q_EMIT crosshair_moved(std::nullopt);
        else if (event->type() == QEvent::Resize) {
            overlay_->setGeometry(plot_->rect());
            touch();
        } else if (event->type() == QEvent::Show && due_ != Due::Nothing)
            plot_->replot(QCustomPlot::rpQueuedRefresh);
        else if (event->type() == QEvent::MouseButtonPress)
            setFocus(Qt::MouseFocusReason);
    }
    return QFrame::eventFilter(watched, event);
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
