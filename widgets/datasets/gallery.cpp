#include "datasets/gallery.h"
#include "bridge/box_paint.h"
#include "schema/boxes.h"
#include "theme/controls.h"

#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>
#include <QScrollBar>
#include <QTextOption>

#include <algorithm>

namespace loom {
namespace {

constexpr int gap = 12, margin = 12;
constexpr int sharp_below = 64; // Pictures up to this side are enlarged without smoothing.
constexpr int tick = 16;
constexpr double dimmed = 0.3; // What is excluded.
constexpr int flash_ms = 300;

int caption_height()
{
    return line_height(FontRole::Caption) + 4;
}

} // namespace

Gallery::Gallery(RowList& list, QWidget* parent) : QAbstractScrollArea(parent), list_(list)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    verticalScrollBar()->setSingleStep(32);
    setAccessibleName(tr("Gallery"));
    connect(&list_, &RowList::rows_changed, this, &Gallery::show_rows);
    connect(&list_, &RowList::looks_changed, this, &Gallery::show_data);
    connect(&list_, &RowList::current_changed, this, &Gallery::show_current);
    connect(&list_, &RowList::chosen_changed, viewport(), qOverload<>(&QWidget::update));
    flash_timer_.setInterval(33);
    connect(&flash_timer_, &QTimer::timeout, this, [this] {
        if (flashed_since_.elapsed() >= flash_ms)
            flash_timer_.stop();
        viewport()->update();
    });
}

void Gallery::flash(std::vector<std::uint32_t> rows)
{
    if (ThemeManager::instance().reduce_motion())
        return;
    flashed_ = std::move(rows);
    std::ranges::sort(flashed_);
    flashed_since_.start();
    flash_timer_.start();
    viewport()->update();
}

Gallery::~Gallery() = default;

/// Another label or part leaves the pictures as they are.
void Gallery::show_data()
{
    const bool same_pictures = data_ && list_.data() && &data_->samples() == &list_.data()->samples();
    data_ = list_.data();
    kind_ = data_ ? tile_kind(*data_) : TileKind::None;
    {
        std::scoped_lock lock(mutex_);
        source_ = data_;
        if (!same_pictures) {
            wanted_.clear();
            ++turn_;
        }
    }
    if (!same_pictures)
        pixmaps_.clear();
    describe();
    viewport()->update();
}

void Gallery::show_rows()
{
    show_data();
    verticalScrollBar()->setValue(0);
    layout_rows();
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

void Gallery::show_current(int index)
{
    if (index < 0 || !data_)
        return;
    const QRect r = tile_rect(index);
    auto* bar = verticalScrollBar();
    if (r.top() < margin)
        bar->setValue(bar->value() + r.top() - margin);
    else if (const int below = r.bottom() + caption_height(); below > viewport()->height())
        bar->setValue(bar->value() + below + margin - viewport()->height());
    describe();
}

/// The current row, for screen readers.
void Gallery::describe()
{
    setAccessibleDescription(list_.current() < 0 ? QString() : list_.words(list_.rows()[std::size_t(list_.current())]));
}

int Gallery::columns() const { return std::max(1, (viewport()->width() - 2 * margin + gap) / (tile_ + gap)); }
int Gallery::row_height() const { return tile_ + caption_height() + gap; }

void Gallery::layout_rows()
{
    const int lines = (list_.size() + columns() - 1) / columns();
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
    if (kind_ == TileKind::Pictures && data_->samples().fits()) {
        auto* fresh = new QPixmap(QPixmap::fromImage(tile_image(*data_, row)));
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
        QImage image = tile_image(*source, row);
        QMetaObject::invokeMethod(this, [this, row, turn, image = std::move(image)] {
            if (std::scoped_lock check(mutex_); turn != turn_)
                return;
            pixmaps_.insert(row, new QPixmap(QPixmap::fromImage(inked(image))), 1 + image.width() * image.height() * 4 / 1024);
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
    const int last = std::min(list_.size(), (first_line + viewport()->height() / row_height() + 2) * n);
    for (int i = first_line * n; i < last; ++i)
        paint_tile(painter, i, tile_rect(i));
}

void Gallery::paint_tile(QPainter& painter, int index, const QRect& r)
{
    const Theme& t = theme();
    const std::uint32_t row = list_.rows()[std::size_t(index)];
    const RowLook look = list_.look(row);
    const bool chosen = list_.is_chosen(index), boxes = holds_boxes(data_->facts());
    const auto words = [&](const QString& label) { return boxes ? objects_in_words(label) : label; };
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath round;
    round.addRoundedRect(r, size::radius, size::radius);
    painter.setClipPath(round);
    painter.fillRect(r, t.sunken);
    painter.setOpacity(look.excluded ? dimmed : 1);
    if (kind_ == TileKind::Texts) {
        paint_text(painter, row, look.excluded || !look.note.isEmpty() ? r.adjusted(0, 20, 0, 0) : r);
    } else if (const QPixmap* pixmap = picture(row); pixmap && !pixmap->isNull()) {
        const bool smooth = std::max(pixmap->width(), pixmap->height()) > sharp_below;
        painter.setRenderHint(QPainter::SmoothPixmapTransform, smooth);
        const QSize fitted = pixmap->size().scaled(r.size(), Qt::KeepAspectRatio);
        const QRect picture(r.center() - QPoint(fitted.width() / 2 - 1, fitted.height() / 2 - 1), fitted);
        painter.drawPixmap(picture, *pixmap);
        if (boxes)
            paint_boxes(painter, picture, boxes_of(look.label));
    }
    if (flash_timer_.isActive() && std::ranges::binary_search(flashed_, row)) {
        painter.setOpacity(0.5 * std::max(0.0, 1 - double(flashed_since_.elapsed()) / flash_ms));
        painter.fillRect(r, t.accent);
    }
    painter.restore();

    int flag = r.left() + 4;
    if (look.excluded)
        flag += 4 + Chip::paint(painter, QPoint(flag, r.top() + 4), Chip::Neutral, "eye-off", {}, t);
    if (!look.note.isEmpty())
        Chip::paint(painter, QPoint(flag, r.top() + 4), Chip::Info, "note", {}, t);

    const QRect text(r.left(), r.bottom() + 3, r.width(), line_height(FontRole::Caption));
    const QString part = look.excluded ? tr("excluded") : look.part ? short_part_name(*look.part) : QString();
    painter.setFont(loom::font(FontRole::Caption));
    painter.setPen(t.text3);
    // A changed label needs the room more than the part does.
    const QString label = look.before.isEmpty() ? words(look.label) : QStringLiteral("%1 → %2").arg(words(look.before), words(look.label));
    const QFontMetrics bold(loom::font(FontRole::Caption, true));
    const int beside = painter.fontMetrics().horizontalAdvance(part) + 4;
    const bool room = look.before.isEmpty() || bold.horizontalAdvance(label) + beside <= text.width();
    if (room)
        painter.drawText(text, Qt::AlignRight | Qt::AlignVCenter, part);
    painter.setFont(loom::font(FontRole::Caption, true));
    painter.setPen(look.excluded ? t.text3 : t.text);
    painter.drawText(text, Qt::AlignLeft | Qt::AlignVCenter,
                     bold.elidedText(label, Qt::ElideRight, text.width() - (room ? beside : 0)));

    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    if (chosen) {
        painter.setPen(QPen(t.accent, 2));
        painter.drawRoundedRect(QRectF(r).adjusted(-2, -2, 2, 2), size::radius + 2, size::radius + 2);
        const QRect box(r.right() - 4 - tick, r.top() + 5, tick, tick);
        painter.setPen(Qt::NoPen);
        painter.setBrush(t.accent);
        painter.drawRoundedRect(box, size::radius_small, size::radius_small);
        paint_icon(painter, "check", QPointF(box.left() + 2, box.top() + 2), tick - 4, t.onaccent);
    } else if (index == list_.current()) {
        painter.setPen(QPen(t.accent, 1, Qt::DashLine));
        painter.drawRoundedRect(QRectF(r).adjusted(-1.5, -1.5, 1.5, 1.5), size::radius + 2, size::radius + 2);
    }
    painter.restore();
}

/// The first lines, as many as there is room for.
void Gallery::paint_text(QPainter& painter, std::uint32_t row, const QRect& r) const
{
    constexpr std::size_t enough = 600; // Bytes for the largest tile.
    const std::string_view text = std::get<Texts>(tile_column(*data_)->cells)[row];
    painter.setFont(loom::font(FontRole::Caption));
    painter.setPen(theme().text2);
    QTextOption lines(Qt::AlignLeft | Qt::AlignTop);
    lines.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    QRect whole = r.adjusted(6, 6, -6, -4); // Of lines: none is cut through.
    whole.setHeight(whole.height() / painter.fontMetrics().lineSpacing() * painter.fontMetrics().lineSpacing());
    painter.setClipRect(whole, Qt::IntersectClip);
    painter.drawText(QRectF(whole), QString::fromUtf8(text.data(), qsizetype(std::min(enough, text.size()))).trimmed(), lines);
}

void Gallery::resizeEvent(QResizeEvent*) { layout_rows(); }

void Gallery::mousePressEvent(QMouseEvent* event)
{
    const int line = (event->pos().y() + verticalScrollBar()->value() - margin) / row_height();
    const int place = (event->pos().x() - margin) / (tile_ + gap);
    const int index = line * columns() + place;
    const bool hit = event->pos().x() >= margin && place < columns() && index >= 0 && index < list_.size() &&
                     tile_rect(index).adjusted(0, 0, 0, caption_height()).contains(event->pos());
    list_.click(hit ? index : -1, event->modifiers());
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
    case Qt::Key_Home: step = -list_.size(); break;
    case Qt::Key_End: step = list_.size(); break;
    default:
        if (!list_.take_key(event))
            QAbstractScrollArea::keyPressEvent(event);
        return;
    }
    list_.step(step, event->modifiers());
}

void Gallery::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        setAccessibleName(tr("Gallery"));
    if (event->type() == QEvent::StyleChange) {
        layout_rows();
        if (kind_ == TileKind::Sounds) // Their ink has the colour of before.
            pixmaps_.clear();
    }
    QAbstractScrollArea::changeEvent(event);
    viewport()->update();
}

} // namespace loom
