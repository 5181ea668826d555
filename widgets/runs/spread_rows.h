#pragma once
#include "train/album.h"

#include <QImage>
#include <QWidget>

namespace loom {

/// How the numbers of layers are spread, one row each: a ridge for the chosen page over a strip of all pages, the first at its top, both over the same
/// values: those of all pages, but for a few far ones. A line in the strip marks the page.
class SpreadRows : public QWidget {
    Q_OBJECT
public:
    SpreadRows();
    struct Row {
        QString name;
        std::vector<const ValueSpread*> pages; // By page; those that are not known are gaps. Must live until the next set_rows().
        std::vector<std::int64_t> epochs; // Of the pages.
    };
    void set_rows(std::vector<Row>);
    void set_page(int);
    int page() const { return page_; }
    int row_count() const { return int(rows_.size()); }
    /// What the ridge shows: the spread of the page, or of the last one before it that is known; null where there is none.
    const ValueSpread* shown(int row) const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent*) override;
    bool event(QEvent*) override;
    void changeEvent(QEvent*) override;

private:
    struct Drawn {
        double least = 0, most = 1;
        QImage strip;
    };
    void prepare();
    int row_height() const;
    int name_width() const;
    int place_of(int row) const;
    std::vector<Row> rows_;
    std::vector<Drawn> drawn_;
    int page_ = 0;
};

} // namespace loom
