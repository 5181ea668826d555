#include "steps/tensor_view.h"

#include "theme/controls.h"
#include "theme/language.h"
#include "theme/numbers.h"

#include <QFocusEvent>
#include <QHBoxLayout>
#include <QHelpEvent>
#include <QPainter>
#include <QSpinBox>
#include <QToolTip>

#include <algorithm>
#include <array>
#include <cmath>

namespace loom {
namespace {

constexpr int most_table_columns = 8, most_table_cells = 96;
constexpr int most_listed = 16;     // Of a vector, below each other.
constexpr int most_side = 220;      // Of a heat map, in logical pixels.
constexpr int most_pixels = 512;    // Along a side of its picture.
constexpr int pad = 8, scale_height = 22, least_scale = 150;

QString short_number(double v)
{
    if (std::isnan(v))
        return QStringLiteral("NaN");
    if (std::isinf(v))
        return v > 0 ? QStringLiteral("∞") : QStringLiteral("−∞");
    return measure_text(v);
}

/// 256 colours from −1 to 1, of the theme in use.
const std::array<QRgb, 256>& signed_table()
{
    static std::array<QRgb, 256> table;
    static const Theme* of = nullptr;
    if (of != &theme()) {
        of = &theme();
        for (std::size_t i = 0; i < table.size(); ++i)
            table[i] = theme().signed_heat(double(i) / 127.5 - 1).rgb();
    }
    return table;
}

} // namespace

TensorPlane TensorPlane::of(const Shape& shape, bool of_sample)
{
    TensorPlane p;
    p.shape = shape;
    p.of_sample = of_sample;
    const auto all = std::int64_t(count(shape));
    if (all == 0)
        return p;
    if (shape.size() <= 1) {
        p.count_ = all;
        // One below the other, in lines of a table, or as a map that is about as wide as high.
        p.columns = all <= most_listed ? 1 : all <= most_table_cells ? most_table_columns : std::int64_t(std::ceil(std::sqrt(1.4 * double(all))));
        p.rows = (all + p.columns - 1) / p.columns;
        return p;
    }
    p.columns = shape.back();
    p.rows = shape[shape.size() - 2];
    p.planes = all / (p.rows * p.columns);
    return p;
}

std::int64_t TensorPlane::element(std::int64_t plane, std::int64_t row, std::int64_t column) const
{
    const std::int64_t e = (plane * rows + row) * columns + column;
    return wrapped() && e >= count_ ? -1 : e;
}

NumberGrid::NumberGrid(QWidget* parent) : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void NumberGrid::set_numbers(TensorPlane layout, std::shared_ptr<const std::vector<float>> numbers, std::size_t largest,
                             std::vector<std::string> names)
{
    const bool same = layout.shape == layout_.shape && layout.of_sample == layout_.of_sample;
    layout_ = std::move(layout);
    numbers_ = std::move(numbers);
    names_ = std::move(names);
    most_ = largest < all() && std::isfinite((*numbers_)[largest]) ? std::abs(double((*numbers_)[largest])) : 0;
    if (names_.size() != all() || !layout_.wrapped())
        names_.clear();
    if (!same) {
        plane_ = 0;
        chosen_ = -1;
    }
    hovered_ = -1;
    renew();
}

void NumberGrid::set_plane(std::int64_t plane)
{
    const auto before = std::exchange(plane_, std::clamp<std::int64_t>(plane, 0, std::max<std::int64_t>(0, layout_.planes - 1)));
    renew();
    if (before != plane_)
        Q_EMIT plane_changed(int(plane_));
}

void NumberGrid::choose(std::int64_t element)
{
    chosen_ = element;
    if (element >= 0 && layout_.rows * layout_.columns > 0) {
        const auto plane = element / (layout_.rows * layout_.columns);
        if (plane != plane_ && plane < layout_.planes)
            set_plane(plane);
    }
    setAccessibleDescription(element >= 0 ? told(element) : QString());
    update();
}

bool NumberGrid::is_table() const
{
    return layout_.columns <= most_table_columns && layout_.rows * layout_.columns <= most_table_cells;
}

void NumberGrid::renew()
{
    const QFontMetrics m(number_font(FontRole::Small));
    map_ = {};
    if (is_table()) {
        number_width_ = m.horizontalAdvance(QStringLiteral("−0.00000")); // So that nothing moves from plane to plane.
        const auto from = std::size_t(plane_ * layout_.rows * layout_.columns), to = std::min(all(), from + std::size_t(layout_.rows * layout_.columns));
        for (std::size_t e = from; e < to; ++e)
            number_width_ = std::max(number_width_, m.horizontalAdvance(short_number(double((*numbers_)[e]))));
    } else {
        const int width = int(std::min<std::int64_t>(layout_.columns, most_pixels)), height = int(std::min<std::int64_t>(layout_.rows, most_pixels));
        map_ = QImage(width, height, QImage::Format_RGB32);
        const QRgb nothing = theme().sunken.rgb(), broken = theme().warn.rgb();
        const auto& colours = signed_table();
        for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x) {
                const auto e = layout_.element(plane_, std::int64_t(y) * layout_.rows / height, std::int64_t(x) * layout_.columns / width);
                QRgb colour = nothing;
                if (e >= 0 && std::size_t(e) < all()) {
                    const double v = double((*numbers_)[std::size_t(e)]);
                    colour = !std::isfinite(v) ? broken : colours[std::size_t(most_ > 0 ? std::lround((v / most_ + 1) * 127.5) : 128)];
                }
                map_.setPixel(x, y, colour);
            }
    }
    updateGeometry();
    update();
}

int NumberGrid::cell_height() const
{
    return line_height(FontRole::Small) + 6;
}

int NumberGrid::name_width() const
{
    const QFontMetrics m(loom::font(FontRole::Small));
    const std::int64_t last = (layout_.rows - 1) * (layout_.wrapped() ? layout_.columns : 1);
    int width = m.horizontalAdvance(QString::number(std::max<std::int64_t>(last, 0)));
    for (const std::string& name : names_)
        width = std::max(width, std::min(m.horizontalAdvance(shown(name)), 150));
    return width + 2 * pad;
}

QSize NumberGrid::map_size() const
{
    // In whole steps where there is room, so that numbers are square; what is long and thin is not left a line.
    const double most = double(std::max(layout_.rows, layout_.columns));
    const double step = most <= most_side ? std::max(1.0, std::floor(most_side / 2.0 / most)) : most_side / most;
    const auto length = [&](std::int64_t n) {
        const double square = double(n) * std::min(step, 16.0);
        return int(std::max(square, std::min(48.0, double(n) * 16)));
    };
    return {length(layout_.columns), length(layout_.rows)};
}

QSize NumberGrid::sizeHint() const
{
    if (all() == 0)
        return {0, 0};
    if (is_table()) {
        const bool head = layout_.columns > 1;
        return {name_width() + int(layout_.columns) * (number_width_ + 2 * pad), (int(layout_.rows) + head) * cell_height() + 1};
    }
    const QSize map = map_size();
    return {std::max(map.width(), least_scale) + 4, map.height() + scale_height + 4};
}

QRect NumberGrid::place_of(std::int64_t element) const
{
    const std::int64_t within = element - plane_ * layout_.rows * layout_.columns;
    if (element < 0 || within < 0 || within >= layout_.rows * layout_.columns)
        return {};
    const int row = int(within / layout_.columns), column = int(within % layout_.columns);
    if (is_table()) {
        const int head = layout_.columns > 1, wide = number_width_ + 2 * pad;
        return {name_width() + column * wide, (row + head) * cell_height(), wide, cell_height()};
    }
    const QSize map = map_size();
    const double w = double(map.width()) / double(layout_.columns), h = double(map.height()) / double(layout_.rows);
    return QRectF(2 + column * w, 2 + row * h, std::max(w, 2.0), std::max(h, 2.0)).toAlignedRect();
}

std::int64_t NumberGrid::at(QPoint p) const
{
    if (all() == 0)
        return -1;
    double row, column;
    if (is_table()) {
        const int head = layout_.columns > 1;
        column = std::floor(double(p.x() - name_width()) / (number_width_ + 2 * pad));
        row = std::floor(double(p.y()) / cell_height()) - head;
        if (p.x() < name_width() && layout_.columns == 1)
            column = 0;
    } else {
        const QSize map = map_size();
        column = std::floor((p.x() - 2) * double(layout_.columns) / map.width());
        row = std::floor((p.y() - 2) * double(layout_.rows) / map.height());
    }
    if (row < 0 || column < 0 || row >= double(layout_.rows) || column >= double(layout_.columns))
        return -1;
    return layout_.element(plane_, std::int64_t(row), std::int64_t(column));
}

QString NumberGrid::number_at(std::int64_t element) const
{
    return element >= 0 && std::size_t(element) < all() ? short_number(double((*numbers_)[std::size_t(element)])) : QString();
}

QString NumberGrid::told(std::int64_t element) const
{
    if (element < 0 || std::size_t(element) >= all())
        return {};
    QStringList index;
    std::int64_t left = element;
    for (std::size_t i = layout_.shape.size(); i-- > 0;) {
        index.prepend(QString::number(left % layout_.shape[i]));
        left /= layout_.shape[i];
    }
    // As people read shapes: channels last.
    if (layout_.of_sample && index.size() > 1)
        index.append(index.takeFirst());
    const QString place = names_.empty() ? QLatin1Char('[') + index.join(QStringLiteral(", ")) + QLatin1Char(']')
                                         : shown(names_[std::size_t(element)]);
    return place + QStringLiteral("  ") + number_at(element);
}

void NumberGrid::paintEvent(QPaintEvent*)
{
    if (all() == 0)
        return;
    const Theme& t = theme();
    QPainter painter(this);
    if (is_table()) {
        const int high = cell_height(), names = name_width(), wide = number_width_ + 2 * pad, head = layout_.columns > 1;
        painter.setFont(loom::font(FontRole::Caption));
        if (head) {
            painter.fillRect(0, 0, names + int(layout_.columns) * wide, high, t.sunken);
            painter.setPen(t.text3);
            for (int c = 0; c < layout_.columns; ++c)
                painter.drawText(QRect(names + c * wide, 0, wide - pad, high), Qt::AlignRight | Qt::AlignVCenter,
                                 (layout_.wrapped() ? QStringLiteral("+") : QString()) + QString::number(c));
        }
        for (int r = 0; r < layout_.rows; ++r) {
            const int y = (r + head) * high;
            painter.setFont(loom::font(names_.empty() ? FontRole::Caption : FontRole::Small));
            painter.setPen(names_.empty() ? t.text3 : t.text2);
            const QString name = names_.empty() || layout_.columns > 1 ? QString::number(r * (layout_.wrapped() ? layout_.columns : 1))
                                                                      : shown(names_[std::size_t(r)]);
            painter.drawText(QRect(pad, y, names - 2 * pad, high), Qt::AlignLeft | Qt::AlignVCenter,
                             painter.fontMetrics().elidedText(name, Qt::ElideRight, names - 2 * pad));
            painter.setFont(number_font(FontRole::Small));
            for (int c = 0; c < layout_.columns; ++c) {
                const auto e = layout_.element(plane_, r, c);
                if (e < 0)
                    continue;
                const QRect cell(names + c * wide, y, wide, high);
                const double v = double((*numbers_)[std::size_t(e)]);
                // Its size as a quiet ground, so that the table is a heat map too.
                if (most_ > 0 && std::isfinite(v))
                    painter.fillRect(cell.adjusted(1, 1, 0, 0), mixed(t.signed_heat(v < 0 ? -1 : 1), t.surface, 0.28 * std::abs(v) / most_));
                painter.setPen(t.text);
                painter.drawText(cell.adjusted(0, 0, -pad, 0), Qt::AlignRight | Qt::AlignVCenter, short_number(v));
            }
            painter.setPen(t.line);
            painter.drawLine(0, y + high, names + int(layout_.columns) * wide, y + high);
        }
    } else {
        const QRect where(QPoint(2, 2), map_size());
        painter.setRenderHint(QPainter::SmoothPixmapTransform, layout_.columns > where.width() || layout_.rows > where.height());
        painter.drawImage(where, map_);
        painter.setPen(t.line);
        painter.drawRect(where.adjusted(-1, -1, 0, 0));
        // The scale: from the largest size below 0 to that above.
        const int y = where.bottom() + 6, wide = std::max(where.width(), least_scale);
        painter.setFont(number_font(FontRole::Caption));
        const QString low = short_number(-most_), high = short_number(most_);
        const QFontMetrics m = painter.fontMetrics();
        const int from = 2 + m.horizontalAdvance(low) + 6, to = 2 + wide - m.horizontalAdvance(high) - 6;
        for (int x = from; x < to; ++x)
            painter.fillRect(x, y + 3, 1, 8, QColor(signed_table()[std::size_t((x - from) * 255 / std::max(1, to - from))]));
        painter.setPen(t.text3);
        painter.drawText(QRect(2, y, wide, 14), Qt::AlignLeft | Qt::AlignVCenter, low);
        painter.drawText(QRect(2, y, wide, 14), Qt::AlignRight | Qt::AlignVCenter, high);
    }
    painter.setBrush(Qt::NoBrush);
    if (const QRect chosen = place_of(chosen_); !chosen.isEmpty()) {
        painter.setPen(QPen(t.accent, 2));
        painter.drawRect(chosen.adjusted(0, 0, -1, -1));
    }
    if (hovered_ != chosen_)
        if (const QRect hovered = place_of(hovered_); !hovered.isEmpty()) {
            painter.setPen(QPen(t.edge, 1));
            painter.drawRect(hovered.adjusted(0, 0, -1, -1));
        }
}

void NumberGrid::mouseMoveEvent(QMouseEvent* event)
{
    const auto now = at(event->position().toPoint());
    if (std::exchange(hovered_, now) != now)
        update();
}

void NumberGrid::mousePressEvent(QMouseEvent* event)
{
    if (const auto e = at(event->position().toPoint()); e >= 0 && event->button() == Qt::LeftButton) {
        choose(e);
        Q_EMIT asked(e);
    }
}

bool NumberGrid::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        auto* help = static_cast<QHelpEvent*>(event);
        const auto e = at(help->pos());
        e >= 0 ? QToolTip::showText(help->globalPos(), told(e), this) : QToolTip::hideText();
        return true;
    }
    if (event->type() == QEvent::Leave && std::exchange(hovered_, -1) != -1)
        update();
    return QWidget::event(event);
}

void NumberGrid::move_to(std::int64_t element)
{
    if (element < 0 || std::size_t(element) >= all() || element / (layout_.rows * layout_.columns) != plane_)
        return;
    choose(element);
    Q_EMIT asked(element);
}

void NumberGrid::keyPressEvent(QKeyEvent* event)
{
    const std::int64_t from = std::max<std::int64_t>(chosen_, plane_ * layout_.rows * layout_.columns);
    switch (event->key()) {
    case Qt::Key_Left:
        return move_to(from - 1);
    case Qt::Key_Right:
        return move_to(from + 1);
    case Qt::Key_Up:
        return move_to(from - layout_.columns);
    case Qt::Key_Down:
        return move_to(from + layout_.columns);
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        return move_to(from);
    default:
        QWidget::keyPressEvent(event);
    }
}

void NumberGrid::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    update();
}

void NumberGrid::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        renew();
    QWidget::changeEvent(event);
}

// ---- With its title -----------------------------------------------------------------------------------------------------

TensorView::TensorView(QWidget* parent)
    : QWidget(parent), title_(new Label({}, FontRole::Small, "text", true)), shape_(new Label({}, FontRole::Caption, "text3")),
      plane_name_(new Label({}, FontRole::Caption, "text3")), plane_(new QSpinBox), grid_(new NumberGrid)
{
    auto* all = column(this, 4);
    auto* head = new QWidget;
    auto* line = row(head, 8);
    line->addWidget(title_);
    line->addWidget(shape_);
    line->addStretch();
    auto* planes = new QWidget;
    auto* choice = row(planes, 6);
    choice->addWidget(plane_name_);
    choice->addWidget(plane_);
    choice->addStretch();
    all->addWidget(head);
    all->addWidget(planes);
    all->addWidget(grid_);
    all->addStretch();
    plane_name_->setBuddy(plane_);
    connect(plane_, &QSpinBox::valueChanged, grid_, [this](int plane) { grid_->set_plane(plane); });
    connect(grid_, &NumberGrid::plane_changed, plane_, &QSpinBox::setValue);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Maximum);
}

void TensorView::set_title(const QString& title, const QString& shape)
{
    title_->setText(title);
    shape_->setText(shape);
    for (Label* label : {title_, shape_}) // Never cut: the numbers below may be narrower.
        label->setMinimumWidth(label->sizeHint().width());
    grid_->setAccessibleName(title + QLatin1Char(' ') + shape);
}

void TensorView::set_numbers(const Shape& shape, bool of_sample, std::shared_ptr<const std::vector<float>> numbers, std::size_t largest,
                             std::vector<std::string> names)
{
    const TensorPlane layout = TensorPlane::of(shape, of_sample);
    const QSignalBlocker quiet(plane_);
    grid_->set_numbers(layout, std::move(numbers), largest, std::move(names));
    plane_->setRange(0, int(std::max<std::int64_t>(0, layout.planes - 1)));
    plane_->setValue(int(grid_->plane()));
    plane_->parentWidget()->setVisible(layout.planes > 1);
    const auto filters = of_sample ? std::int64_t(0) : shape.empty() ? 0 : shape[0];
    // Places count from 0, as in the brackets of what is told; rows of the data count from 1.
    const QString last = counted(layout.planes - 1);
    plane_name_->setText(of_sample                  ? tr("Channel, 0 to %1").arg(last)
                         : filters == layout.planes ? tr("Filter, 0 to %1").arg(last)
                                                    : tr("Filter and channel, 0 to %1").arg(last));
    for (QWidget* w : {static_cast<QWidget*>(plane_name_), static_cast<QWidget*>(plane_)}) // Never cut either.
        w->setMinimumWidth(w->sizeHint().width());
}

} // namespace loom
