#pragma once
#include "datasets/row_list.h"
#include "datasets/tile_image.h"

#include <QAbstractScrollArea>
#include <QCache>
#include <QElapsedTimer>
#include <QPixmap>
#include <QTimer>

#include <condition_variable>
#include <mutex>
#include <thread>

class QPainter;

namespace loom {

/// Pictures, sounds or texts of a data set in tiles, any number of them: only what is seen is decoded and drawn, what is not
/// in memory on a thread of its own. Arrow keys and clicks choose, Shift extends, Control adds, Space toggles.
class Gallery : public QAbstractScrollArea {
    Q_OBJECT
public:
    /// Shows what the list holds; it must outlive the gallery.
    explicit Gallery(RowList&, QWidget* parent = nullptr);
    ~Gallery() override;

    const RowOrder& rows() const { return list_.rows(); }
    /// Side of a tile in logical pixels, 64–160.
    void set_tile(int side);
    int tile() const { return tile_; }
    /// Lights these rows up for a moment: what was done arrived.
    void flash(std::vector<std::uint32_t> rows);
    bool is_flashing() const { return flash_timer_.isActive(); }
    /// Index into rows(), or −1.
    int current() const { return list_.current(); }
    /// Where a tile is in the viewport now.
    QRect tile_rect(int index) const;

protected:
    void paintEvent(QPaintEvent*) override;
    void resizeEvent(QResizeEvent*) override;
    void mousePressEvent(QMouseEvent*) override;
    void keyPressEvent(QKeyEvent*) override;
    void changeEvent(QEvent*) override;

private:
    int columns() const;
    int row_height() const;
    void layout_rows();
    void show_data();
    void show_rows();
    void show_current(int index);
    void describe();
    void paint_tile(QPainter&, int index, const QRect&);
    void paint_text(QPainter&, std::uint32_t row, const QRect&) const;
    const QPixmap* picture(std::uint32_t row);
    void decode_loop(std::stop_token);

    RowList& list_;
    std::shared_ptr<const Dataset> data_; // The list's, as it was last shown.
    TileKind kind_ = TileKind::None;
    int tile_ = 88;
    QCache<std::uint32_t, QPixmap> pixmaps_{64 * 1024}; // Cost in KiB.

    std::vector<std::uint32_t> flashed_; // Ascending.
    QElapsedTimer flashed_since_;
    QTimer flash_timer_;

    std::mutex mutex_;
    std::condition_variable_any wake_;
    std::shared_ptr<const Dataset> source_; // What the decoding thread reads; with the next two, under mutex_.
    std::vector<std::uint32_t> wanted_;     // The newest wish last.
    std::uint64_t turn_ = 0;
    std::jthread decoder_; // Last: stops before what it uses goes. Started when a picture is not in memory.
};

} // namespace loom
