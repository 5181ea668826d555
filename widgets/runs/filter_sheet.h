#pragma once
#include "train/album.h"

#include <QImage>
#include <QWidget>

namespace loom {

/// The filters of a convolution as pictures, all by one scale: of one channel, no weight is the ground, negative ones blue and positive ones orange; of
/// three, colours around grey.
class FilterSheet : public QWidget {
    Q_OBJECT
public:
    FilterSheet();
    void set_filters(const AlbumLayout::Filters&, std::span<const float> values);
    const std::vector<QImage>& pictures() const { return pictures_; }
    QSize sizeHint() const override { return {200, heightForWidth(200)}; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent*) override;
    void resizeEvent(QResizeEvent*) override;
    void changeEvent(QEvent*) override;

private:
    void prepare();
    int in_row(int width) const;
    AlbumLayout::Filters layout_;
    std::vector<float> values_;
    std::vector<QImage> pictures_;
};

} // namespace loom
