#include "datasets/column_detail.h"
#include "datasets/table_view.h"
#include "theme/controls.h"
#include "theme/language.h"

#include <QLocale>
#include <QPainter>

#include <cmath>

namespace loom {
namespace {

constexpr std::size_t most_classes = 6; // As many as there are series colours.

QString counted(std::size_t n) { return QLocale(QLocale::English).toString(qulonglong(n)); }

} // namespace

ColumnDetail::ColumnDetail(QWidget* parent) : QWidget(parent) { setMinimumHeight(160); }

void ColumnDetail::show_column(std::shared_ptr<const Dataset> dataset, int column, const ColumnStatistics& statistics)
{
    data_ = std::move(dataset);
    column_ = column;
    statistics_ = statistics;
    by_class_.clear();
    const Column& c = data_->table().columns[std::size_t(column)];
    const std::size_t classes = data_->facts().classes.size();
    if (!statistics.histogram.empty() && classes > 1 && classes <= most_classes && statistics.max > statistics.min) {
        by_class_.assign(statistics.histogram.size(), std::vector<std::size_t>(classes, 0));
        const double step = (statistics.max - statistics.min) / double(by_class_.size());
        for (std::uint32_t row = 0; row < data_->table().rows; ++row) {
            const double v = c.number(row);
            const std::int32_t label = data_->label(row);
            if (std::isfinite(v) && label >= 0)
                ++by_class_[std::min(by_class_.size() - 1, std::size_t((v - statistics.min) / step))][std::size_t(label)];
        }
    }
    update();
}

void ColumnDetail::paintEvent(QPaintEvent*)
{
    QPainter p(this);
    const Theme& t = theme();
    p.fillRect(rect(), t.surface);
    if (!data_ || column_ < 0)
        return;
    const Column& column = data_->table().columns[std::size_t(column_)];
    const int pad = size::panel_padding;
    p.setFont(loom::font(FontRole::Body, true));
    p.setPen(t.text);
    const QString name = QString::fromStdString(column.name);
    p.drawText(QRect(pad, 8, width(), 20), Qt::AlignLeft | Qt::AlignVCenter, name);
    const int after = pad + p.fontMetrics().horizontalAdvance(name) + 10;
    p.setFont(loom::font(FontRole::Caption));
    p.setPen(t.text3);
    p.drawText(QRect(after, 8, width(), 20), Qt::AlignLeft | Qt::AlignVCenter, shown(column_type_title(column.type)));

    const auto& s = statistics_;
    const bool number = !s.histogram.empty();
    const int decimals = std::max(decimals_of(column), column.type == ColumnType::Integer ? 0 : 2);
    QList<std::pair<QString, QString>> figures = {{tr("Missing"), counted(s.missing)}, {tr("Different values"), counted(s.distinct)}};
    if (number) {
        figures += {{tr("Smallest"), shown_number(s.min, decimals)},   {tr("Median"), shown_number(s.quantiles[2], decimals)},
                    {tr("Mean"), shown_number(s.mean, std::max(2, decimals))}, {tr("Largest"), shown_number(s.max, decimals)},
                    {tr("Deviation"), shown_number(s.deviation, std::max(2, decimals))}};
    }
    const int figures_left = width() - 200 - pad;
    for (int i = 0; i < figures.size(); ++i) {
        const QRect line(figures_left, 34 + i * 22, 200, 22);
        p.setFont(loom::font(FontRole::Small));
        p.setPen(t.text2);
        p.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, figures[i].first);
        p.setFont(number_font(FontRole::Small, true));
        p.setPen(t.text);
        p.drawText(line, Qt::AlignRight | Qt::AlignVCenter, figures[i].second);
    }

    const QRect plot(pad + 44, 40, figures_left - pad - 44 - 32, height() - 40 - 28);
    if (plot.width() < 60 || plot.height() < 30)
        return;
    p.setFont(loom::font(FontRole::Caption));
    if (number) {
        const auto most = double(std::max<std::size_t>(1, *std::ranges::max_element(s.histogram)));
        p.setPen(t.grid);
        p.drawLine(plot.topLeft(), plot.topRight());
        p.drawLine(plot.left(), plot.center().y(), plot.right(), plot.center().y());
        p.setPen(t.text3);
        p.drawText(QRect(pad, plot.top() - 8, 38, 16), Qt::AlignRight | Qt::AlignVCenter, counted(std::size_t(most)));
        p.drawText(QRect(pad, plot.bottom() - 8, 38, 16), Qt::AlignRight | Qt::AlignVCenter, QStringLiteral("0"));
        const double step = double(plot.width()) / double(s.histogram.size());
        for (std::size_t b = 0; b < s.histogram.size(); ++b) {
            double bottom = plot.bottom() + 1;
            const double left = plot.left() + double(b) * step, w = std::max(1.0, step - 1);
            if (by_class_.empty()) {
                const double h = plot.height() * double(s.histogram[b]) / most;
                p.fillRect(QRectF(left, bottom - h, w, h), t.s1);
                continue;
            }
            for (std::size_t k = 0; k < by_class_[b].size(); ++k) {
                const double h = plot.height() * double(by_class_[b][k]) / most;
                p.fillRect(QRectF(left, bottom - h, w, h), t.series(int(k)));
                bottom -= h;
            }
        }
        p.setPen(t.edge);
        p.drawLine(plot.bottomLeft() + QPoint(0, 1), plot.bottomRight() + QPoint(0, 1));
        p.setPen(t.text3);
        p.drawText(QRect(plot.left() - 40, plot.bottom() + 6, 80, 16), Qt::AlignHCenter, shown_number(s.min, decimals));
        p.drawText(QRect(plot.right() - 60, plot.bottom() + 6, 80, 16), Qt::AlignHCenter, shown_number(s.max, decimals));
        if (!by_class_.empty()) {
            int x = after + 90;
            for (std::size_t k = 0; k < data_->facts().classes.size(); ++k) {
                const QString label = QString::fromStdString(data_->facts().classes[k]);
                p.fillRect(QRect(x, 14, 8, 8), t.series(int(k)));
                p.setPen(t.text2);
                p.drawText(QPoint(x + 13, 22), label);
                x += 28 + p.fontMetrics().horizontalAdvance(label);
            }
        }
    } else {
        const int lines = std::min(int(s.top.size()), plot.height() / 20);
        for (int i = 0; i < lines; ++i) {
            const auto& [text, n] = s.top[std::size_t(i)];
            const QRect line(pad, 36 + i * 20, plot.right() - pad, 20);
            p.setPen(t.text2);
            p.drawText(QRect(line.left(), line.top(), 120, 20), Qt::AlignLeft | Qt::AlignVCenter, p.fontMetrics().elidedText(QString::fromStdString(text), Qt::ElideRight, 116));
            const double w = (line.width() - 200) * double(n) / double(s.top[0].second);
            p.fillRect(QRectF(line.left() + 126, line.top() + 6, std::max(2.0, w), 8), t.s1);
            p.drawText(QRect(line.left() + 126 + int(w) + 6, line.top(), 80, 20), Qt::AlignLeft | Qt::AlignVCenter, counted(n));
        }
    }
}

void ColumnDetail::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    update();
}

} // namespace loom
