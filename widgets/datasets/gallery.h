#pragma once
#include "data/dataset.h"

#include <QAbstractScrollArea>
#include <QCache>
#include <QPixmap>

#include <condition_variable>
#include <mutex>
#include <thread>

namespace loom {

/// Pictures of a data set in tiles, any number of them: only what is seen is decoded and drawn, pictures that are not in
/// memory on a thread of their own. Arrow keys move, Space or a click selects, Shift extends.
class Gallery : public QAbstractScrollArea {
    Q_OBJECT
public:
    explicit Gallery(QWidget* parent = nullptr);
    ~Gallery() override;

    /// `parts`: one per table row, for the word under the tile.
    void set_data(std::shared_ptr<const Dataset>, std::vector<Part> parts);
    /// Which rows, in which order.
    void set_rows(std::vector<std::uint32_t>);
    const std::vector<std::uint32_t>& rows() const { return rows_; }
    /// Side of a tile in logical pixels, 64–160.
    void set_tile(int side);
    int tile() const { return tile_; }
    /// Index into rows(), or −1.
    int current() const { return current_; }
    void set_current(int index);
    /// Where a tile is in the viewport now.
    QRect tile_rect(int index) const;

Q_SIGNALS:
    void current_changed(int index);

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
    const QPixmap* picture(std::uint32_t row);
    void decode_loop(std::stop_token);

    std::shared_ptr<const Dataset> data_;
    std::vector<Part> parts_;
    std::vector<std::uint32_t> rows_;
    int tile_ = 88, current_ = -1;
    QCache<std::uint32_t, QPixmap> pixmaps_{64 * 1024}; // Cost in KiB.

    std::mutex mutex_;
    std::condition_variable_any wake_;
    std::shared_ptr<const Dataset> source_; // What the decoding thread reads; with the next two, under mutex_.
    std::vector<std::uint32_t> wanted_;     // The newest wish last.
    std::uint64_t turn_ = 0;
    std::jthread decoder_; // Last: stops before what it uses goes. Started when a picture is not in memory.
};

} // namespace loom
