#include "datasets/gallery.h"
#include "bridge/sample_image.h"
#include "theme/language.h"
#include "theme/theme.h"

#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>
#include <QScrollBar>

namespace loom {
namespace {

constexpr int gap = 12, margin = 12;
constexpr int sharp_below = 64; // Pictures up to this side are enlarged without smoothing.

int caption_height()
{
    return line_height(FontRole::Caption) + 4;
}

QString part_name(Part part)
{
    switch (part) {
    case Part::Train: return Gallery::tr("train");
    case Part::Validation: return Gallery::tr("valid.");
    case Part::Test: return Gallery::tr("test");
    }
    return {};
}

} // namespace

Gallery::Gallery(QWidget* parent) : QAbstractScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    verticalScrollBar()->setSingleStep(32);
    setAccessibleName(tr("Gallery"));
}

Gallery::~Gallery() = default;

void Gallery::set_data(std::shared_ptr<const Dataset> dataset, std::vector<Part> parts)
{
    data_ = std::move(dataset);
    parts_ = std::move(parts);
    pixmaps_.clear();
    {
        std::scoped_lock lock(mutex_);
        source_ = data_;
        wanted_.clear();
        ++turn_;
    }
    set_rows({});
}

void Gallery::set_rows(std::vector<std::uint32_t> rows)
{
    rows_ = std::move(rows);
    set_current(-1);
    verticalScrollBar()->setValue(0);
    layout_rows();
    viewport()->update();
}

void Gallery::set_tile(int side)
{
    side = std::clamp(side, 64, 160);
    if (side == tile_)
        return;
    const int first = columns() * (verticalScrollBar()->value() / row_height());
    tile_ = side;
    pixmaps_.clear();
    layout_rows();
    verticalScrollBar()->setValue(first / columns() * row_height());
    viewport()->update();
}

void Gallery::set_current(int index)
{
    if (index == current_ || index >= int(rows_.size()))
        return;
    current_ = index;
    if (index >= 0) {
        const QRect r = tile_rect(index);
        auto* bar = verticalScrollBar();
        if (r.top() < margin)
            bar->setValue(bar->value() + r.top() - margin);
        else if (const int below = r.bottom() + caption_height(); below > viewport()->height())
            bar->setValue(bar->value() + below + margin - viewport()->height());
    }
    viewport()->update();
    Q_EMIT current_changed(index);
}

int Gallery::columns() const { return std::max(1, (viewport()->width() - 2 * margin + gap) / (tile_ + gap)); }
int Gallery::row_height() const { return tile_ + caption_height() + gap; }

void Gallery::layout_rows()
{
    const int lines = (int(rows_.size()) + columns() - 1) / columns();
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setRange(0, std::max(0, lines * row_height() + 2 * margin - gap - viewport()->height()));
}

QRect Gallery::tile_rect(int index) const
{
    const int n = columns();
    return {margin + index % n * (tile_ + gap), margin + index / n * row_height() - verticalScrollBar()->value(), tile_, tile_};
}

const QPixmap* Gallery::picture(std::uint32_t row)
{
    if (const QPixmap* known = pixmaps_.object(row))
        return known;
    if (data_->samples().fits()) {
        auto* fresh = new QPixmap(QPixmap::fromImage(sample_image(*data_, row)));
        pixmaps_.insert(row, fresh, 1 + fresh->width() * fresh->height() * 4 / 1024);
        return pixmaps_.object(row);
    }
    std::scoped_lock lock(mutex_);
    if (std::ranges::find(wanted_, row) == wanted_.end())
        wanted_.push_back(row);
    if (wanted_.size() > 512)
        wanted_.erase(wanted_.begin()); // Scrolled past long ago.
    if (!decoder_.joinable())
        decoder_ = std::jthread([this](std::stop_token stop) { decode_loop(stop); });
    wake_.notify_one();
    return nullptr;
}

void Gallery::decode_loop(std::stop_token stop)
{
    std::unique_lock lock(mutex_);
    while (wake_.wait(lock, stop, [this] { return !wanted_.empty(); })) {
        const std::uint32_t row = wanted_.back();
        wanted_.pop_back();
        const auto source = source_;
        const std::uint64_t turn = turn_;
        lock.unlock();
        QImage image = sample_image(*source, row);
        QMetaObject::invokeMethod(this, [this, row, turn, image = std::move(image)] {
            if (std::scoped_lock check(mutex_); turn != turn_)
                return;
            pixmaps_.insert(row, new QPixmap(QPixmap::fromImage(image)), 1 + image.width() * image.height() * 4 / 1024);
            viewport()->update();
        });
        lock.lock();
    }
}

void Gallery::paintEvent(QPaintEvent* event)
{
    QPainter painter(viewport());
    const Theme& t = theme();
    painter.fillRect(event->rect(), t.surface);
    if (!data_)
        return;
    const int n = columns(), first_line = std::max(0, (verticalScrollBar()->value() - margin) / row_height());
    const int last = std::min(int(rows_.size()), (first_line + viewport()->height() / row_height() + 2) * n);
    const QFont plain = loom::font(FontRole::Caption), bold = loom::font(FontRole::Caption, true);
    const auto& classes = data_->facts().classes;
    for (int i = first_line * n; i < last; ++i) {
        const QRect r = tile_rect(i);
        const std::uint32_t row = rows_[std::size_t(i)];
        QPainterPath round;
        round.addRoundedRect(r, size::radius, size::radius);
        painter.save();
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setClipPath(round);
        const QPixmap* pixmap = picture(row);
        if (pixmap && !pixmap->isNull()) {
            const bool smooth = std::max(pixmap->width(), pixmap->height()) > sharp_below;
            painter.setRenderHint(QPainter::SmoothPixmapTransform, smooth);
            painter.fillRect(r, t.sunken);
            const QSize fitted = pixmap->size().scaled(r.size(), Qt::KeepAspectRatio);
            painter.drawPixmap(QRect(r.center() - QPoint(fitted.width() / 2 - 1, fitted.height() / 2 - 1), fitted), *pixmap);
        } else {
            painter.fillRect(r, t.sunken);
        }
        painter.restore();
        const QRect text(r.left(), r.bottom() + 3, r.width(), line_height(FontRole::Caption));
        const std::int32_t label = data_->label(row);
        const QString part = row < parts_.size() ? part_name(parts_[row]) : QString();
        painter.setFont(plain);
        painter.setPen(t.text3);
        painter.drawText(text, Qt::AlignRight | Qt::AlignVCenter, part);
        const int room = text.width() - painter.fontMetrics().horizontalAdvance(part) - 4;
        painter.setFont(bold);
        painter.setPen(t.text);
        const QString name = label >= 0 ? QString::fromStdString(classes[std::size_t(label)]) : QString();
        painter.drawText(text, Qt::AlignLeft | Qt::AlignVCenter, painter.fontMetrics().elidedText(name, Qt::ElideRight, room));
        if (i == current_) {
            painter.save();
            painter.setRenderHint(QPainter::Antialiasing);
            painter.setPen(QPen(t.accent, 2));
            painter.drawRoundedRect(QRectF(r).adjusted(-2, -2, 2, 2), size::radius + 2, size::radius + 2);
            painter.restore();
        }
    }
}

void Gallery::resizeEvent(QResizeEvent*) { layout_rows(); }

void Gallery::mousePressEvent(QMouseEvent* event)
{
    const int line = (event->pos().y() + verticalScrollBar()->value() - margin) / row_height();
    const int place = (event->pos().x() - margin) / (tile_ + gap);
    const int index = line * columns() + place;
    const bool hit = event->pos().x() >= margin && place < columns() && index >= 0 && index < int(rows_.size()) &&
                     tile_rect(index).adjusted(0, 0, 0, caption_height()).contains(event->pos());
    set_current(hit ? index : -1);
}

void Gallery::keyPressEvent(QKeyEvent* event)
{
    const int page = std::max(1, viewport()->height() / row_height()) * columns();
    int step = 0;
    switch (event->key()) {
    case Qt::Key_Left: step = -1; break;
    case Qt::Key_Right: step = 1; break;
    case Qt::Key_Up: step = -columns(); break;
    case Qt::Key_Down: step = columns(); break;
    case Qt::Key_PageUp: step = -page; break;
    case Qt::Key_PageDown: step = page; break;
    case Qt::Key_Home: step = -int(rows_.size()); break;
    case Qt::Key_End: step = int(rows_.size()); break;
    default: return QAbstractScrollArea::keyPressEvent(event);
    }
    if (!rows_.empty())
        set_current(std::clamp(current_ < 0 ? 0 : current_ + step, 0, int(rows_.size()) - 1));
}

void Gallery::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        setAccessibleName(tr("Gallery"));
    if (event->type() == QEvent::StyleChange)
        layout_rows();
    QAbstractScrollArea::changeEvent(event);
    viewport()->update();
}

} // namespace loom
