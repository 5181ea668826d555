#include "plots/plot_view.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QMenu>
#include <QSaveFile>
#include <QSvgGenerator>
#include <QTemporaryDir>

namespace loom {

QString PlotView::values_text(QChar separator) const
{
    const auto cell = [&](QString text) {
        if (text.contains(separator) || text.contains(QLatin1Char('"')))
            text = QLatin1Char('"') + text.replace(QLatin1Char('"'), QStringLiteral("\"\"")) + QLatin1Char('"');
        return text;
    };
    QString out = QStringLiteral("run%1curve%1x%1y\n").arg(separator);
    const auto add = [&](const PlotCurve& c, const QString& part, const Series* points) {
        for (std::size_t i = 0; points && i < points->size(); ++i)
            out += cell(c.look().name.isEmpty() ? c.look().run : c.look().name) + separator + cell(part) + separator +
                   QString::number(points->x(i), 'g', 12) + separator + QString::number(points->y(i), 'g', 9) + QLatin1Char('\n');
    };
    for (const PlotCurve* c : curves_) {
        if (!c->visible())
            continue;
        const QString part = c->look().line == CurveLook::Line::Raw ? QStringLiteral("raw") : c->look().column;
        add(*c, part, c->points.get());
        add(*c, tr("%1 less 1 SD").arg(part), c->low.get());
        add(*c, tr("%1 plus 1 SD").arg(part), c->high.get());
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
    const QTemporaryDir folder;
    QFile drawn(folder.filePath(QStringLiteral("plot.") + QFileInfo(path).suffix()));
    QSaveFile file(path);
    return draw_picture(drawn.fileName()) && drawn.open(QIODevice::ReadOnly) && file.open(QIODevice::WriteOnly) && file.write(drawn.readAll()) >= 0 && file.commit();
}

bool PlotView::draw_picture(const QString& path)
{
    touch(); // What is drawn there counts as drawn, and is not on the screen.
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

} // namespace loom
