#include "base/files.h"
#include "plots/plot_overlay.h"
#include "theme/theme.h"

#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <map>
#include <random>

using namespace loom;

/// What stands in the picture, beside what a plain loop over all points says must.
class PlotDrawingTest : public QObject {
    Q_OBJECT

    /// As on a screen whose pixels are `ratio` times as fine.
    static QImage picture(PlotView& view, double ratio)
    {
        const QSize size = view.plot()->size();
        QImage image(size * ratio, QImage::Format_RGB32);
        image.setDevicePixelRatio(ratio);
        QCPPainter painter(&image);
        view.plot()->toPainter(&painter, size.width(), size.height());
        return image;
    }
    /// The same without any curve.
    static QImage empty_picture(PlotView& view, double ratio)
    {
        view.set_hidden({QStringLiteral("run")});
        const QImage image = picture(view, ratio);
        view.set_hidden({});
        return image;
    }
    static QColor blended(const QColor& below, const QColor& above, double share)
    {
        const auto mix = [share](int a, int b) { return int(std::lround(a + (b - a) * share)); };
        return {mix(below.red(), above.red()), mix(below.green(), above.green()), mix(below.blue(), above.blue())};
    }
    static int apart(const QColor& a, const QColor& b)
    {
        return std::max({std::abs(a.red() - b.red()), std::abs(a.green() - b.green()), std::abs(a.blue() - b.blue())});
    }
    static void grow(PlotView& view, int curve, int from, int to)
    {
        for (int i = from; i < to; ++i)
            view.append(curve, i, std::cos(i * 0.03));
    }
    static int noisy_curve(PlotView& view, CurveLook::Line line)
    {
        const int c = view.add_curve({.run = "run", .line = line, .end_mark = false});
        std::mt19937 random(7);
        std::normal_distribution<double> noise;
        for (int i = 0; i < 300'000; ++i)
            view.append(c, i, i > 200'000 && i < 205'000 ? NAN : std::exp(-i * 1e-5 + 0.3 * noise(random)) + (i == 100'000 ? 3 : 0));
        return c;
    }
    /// Rows of the picture that the points of each column of pixels reach, [first, last]; first > last where there are none.
    struct Rows {
        int first = 1, last = 0;
    };
    static std::vector<Rows> plain_rows(PlotView& view, int curve, double ratio)
    {
        const QRect area = view.plot()->axisRect()->rect();
        const QCPAxis &keys = *view.plot()->xAxis, &values = *view.plot()->yAxis;
        std::vector<Series::Span> spans(std::size_t(area.width() * ratio));
        const Series& points = view.points(curve);
        for (std::size_t i = 0; i < points.size(); ++i) {
            const double column = std::floor((keys.coordToPixel(points.x(i)) - area.left()) * ratio);
            if (column >= 0 && column < double(spans.size()) && !std::isnan(points.y(i)))
                spans[std::size_t(column)].add(points.y(i));
        }
        std::vector<Rows> rows;
        for (const Series::Span& s : spans)
            rows.push_back(s.empty() ? Rows() : Rows{int(std::floor(values.coordToPixel(double(s.high)) * ratio)),
                                                    int(std::floor(values.coordToPixel(double(s.low)) * ratio) + std::ceil(ratio)) - 1});
        return rows;
    }
    static void scales()
    {
        QTest::addColumn<bool>("log");
        QTest::addColumn<double>("ratio");
        QTest::addRow("linear") << false << 1.0;
        QTest::addRow("log") << true << 1.0;
        QTest::addRow("linear, fine") << false << 2.0;
        QTest::addRow("log, fine") << true << 2.0;
    }

private slots:
    void initTestCase() { ThemeManager::instance().install(); }

    void every_step_is_painted_as_a_plain_loop_would_data() { scales(); }

    void every_step_is_painted_as_a_plain_loop_would()
    {
        QFETCH(bool, log);
        QFETCH(double, ratio);
        PlotView view({.log = log});
        view.resize(640, 400);
        view.show();
        const int c = noisy_curve(view, CurveLook::Line::Raw);
        view.flush();
        view.zoom_to({1234.56, 280'123.45}, log ? QCPRange(0.05, 3) : QCPRange(-0.1, 2.5)); // One peak lies beyond.
        view.flush();
        const QImage bare = empty_picture(view, ratio), drawn = picture(view, ratio);
        const QRect area = view.plot()->axisRect()->rect();
        const QColor colour = theme().series(0);
        const int top = int(area.top() * ratio), bottom = int((area.bottom() + 1) * ratio) - 1;
        const std::vector<Rows> rows = plain_rows(view, c, ratio);
        int painted = 0, blank = 0;
        for (int column = 1; column + 1 < int(rows.size()); ++column) { // Beyond either end is one point more.
            const int x = int(area.left() * ratio) + column;
            const Rows& r = rows[std::size_t(column)];
            blank += r.first > r.last;
            for (int y = top; y <= bottom; ++y) {
                const QColor below = bare.pixelColor(x, y), now = drawn.pixelColor(x, y);
                if (apart(below, theme().surface) > 3 && apart(below, theme().grid) > 3) // Words stand above the curves.
                    continue;
                const bool inside = y >= r.first && y <= r.last;
                painted += inside;
                const QColor wanted = inside ? blended(below, colour, 0.22) : below;
                QVERIFY2(apart(now, wanted) <= 3, qPrintable(QStringLiteral("column %1, row %2 of %3 to %4: %5, not %6").arg(column).arg(y).arg(r.first).arg(r.last).arg(now.name(), wanted.name())));
            }
        }
        QVERIFY(painted > 20'000 && blank > 5); // The gap is one.
    }

    void a_noisy_line_reaches_all_of_its_steps_data() { scales(); }

    void a_noisy_line_reaches_all_of_its_steps()
    {
        QFETCH(bool, log);
        QFETCH(double, ratio);
        PlotView view({.log = log});
        view.resize(640, 400);
        view.show();
        const int c = noisy_curve(view, CurveLook::Line::Dotted);
        view.set_live(true);
        view.flush();
        view.zoom_to({1234.56, 280'123.45}, log ? QCPRange(0.01, 8) : QCPRange(-0.1, 5));
        view.flush();
        const QImage bare = empty_picture(view, ratio), drawn = picture(view, ratio);
        const QRect area = view.plot()->axisRect()->rect();
        const std::vector<Rows> rows = plain_rows(view, c, ratio);
        int painted = 0;
        for (int column = 2; column + 2 < int(rows.size()); ++column) {
            const int x = int(area.left() * ratio) + column;
            const Rows& r = rows[std::size_t(column)];
            if (r.last - r.first < 8 * ratio) // Dots there.
                continue;
            for (int y = r.first; y <= r.last; ++y, ++painted)
                QVERIFY2(apart(drawn.pixelColor(x, y), theme().series(0)) <= 3, qPrintable(QStringLiteral("column %1, row %2 of %3 to %4").arg(column).arg(y).arg(r.first).arg(r.last)));
            // Two pixels wide and joined: as high as its neighbours at most.
            int least = r.first, most = r.last;
            for (const int beside : {column - 2, column - 1, column + 1, column + 2})
                if (const Rows& n = rows[std::size_t(beside)]; n.first <= n.last) {
                    least = std::min(least, n.first);
                    most = std::max(most, n.last);
                }
            for (const int y : {least - int(3 * ratio), most + int(3 * ratio)})
                QVERIFY2(apart(drawn.pixelColor(x, y), bare.pixelColor(x, y)) <= 3, qPrintable(QStringLiteral("column %1, row %2").arg(column).arg(y)));
        }
        QVERIFY(painted > 5'000);
    }

    void in_a_narrow_head_the_unit_gives_way_before_the_value()
    {
        PlotView view({.small = true});
        view.set_texts(QStringLiteral("Memory"), QStringLiteral("MiB and much more"), QStringLiteral("epoch"), QStringLiteral("Epoch %1"));
        view.set_value(QStringLiteral("120 MiB"));
        view.show();
        view.flush();
        auto& value = *view.findChild<QWidget*>(QStringLiteral("newest"));
        auto& unit = *view.findChild<QWidget*>(QStringLiteral("unit"));
        const auto seen = [&](int width) {
            view.resize(width, 120);
            QCoreApplication::processEvents();
            return std::pair(value.isVisible(), unit.isVisible());
        };
        QCOMPARE(seen(400), std::pair(true, true));
        QCOMPARE(seen(160), std::pair(true, false));
        QCOMPARE(seen(100), std::pair(false, false));
    }

    /// Curves that grow are drawn apart from the others; what is seen is what a plot shows that has all points from the beginning.
    void what_grew_is_seen_as_if_it_had_been_there()
    {
        const auto make = [](PlotView& view, int points) {
            view.resize(640, 400);
            view.set_reach(1000);
            view.show();
            const int still = view.add_curve({.run = "still", .series = 1});
            const int growing = view.add_curve({.run = "growing"});
            for (int i = 0; i <= 1000; ++i)
                view.append(still, i, std::sin(i * 0.02) * 2);
            grow(view, growing, 0, points);
            view.flush();
            return growing;
        };
        PlotView view({});
        const int c = make(view, 300);
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        int drawings = 0;
        connect(view.plot(), &QCustomPlot::afterReplot, this, [&] { ++drawings; });
        for (int points = 300; points < 800; points += 100) {
            grow(view, c, points, points + 100);
            QVERIFY(view.flush());
            QCoreApplication::processEvents();
        }
        QCOMPARE(drawings, 1); // Of everything: to part them.
        PlotView whole({});
        make(whole, 800);
        QVERIFY(QTest::qWaitForWindowExposed(&whole));
        const QImage one = view.plot()->grab().toImage(), other = whole.plot()->grab().toImage();
        QCOMPARE(one.size(), other.size());
        for (int y = 0; y < one.height(); ++y)
            for (int x = 0; x < one.width(); ++x) // Edges that were blended twice are rounded twice.
                QVERIFY2(apart(one.pixelColor(x, y), other.pixelColor(x, y)) <= 6, qPrintable(QStringLiteral("column %1, row %2").arg(x).arg(y)));

        view.append(c, 801, 5); // Beyond the values of the axis.
        view.flush();
        QCoreApplication::processEvents();
        QCOMPARE(drawings, 2);
        QVERIFY(view.value_range().upper > 5);
        view.points_added();
        QVERIFY(!view.flush()); // There were none.

        QTemporaryDir folder;
        view.append(c, 802, 5);
        QVERIFY(view.save_picture(folder.filePath("plot.png"))); // A drawing, but not on the screen.
        QVERIFY(view.flush());
    }

    void dots_of_a_live_line_lie_on_it_and_evenly_data()
    {
        QTest::addColumn<double>("ratio");
        QTest::addRow("plain") << 1.0;
        QTest::addRow("fine") << 2.0;
    }

    void dots_of_a_live_line_lie_on_it_and_evenly()
    {
        QFETCH(double, ratio);
        PlotView view({});
        view.resize(640, 400);
        view.show();
        const int c = view.add_curve({.run = "run", .line = CurveLook::Line::Dotted, .end_mark = false});
        for (int i = 0; i <= 100'000; ++i)
            view.append(c, i, 2 + std::sin(i * 3e-5));
        view.set_live(true);
        view.flush();
        const QImage bare = empty_picture(view, ratio), drawn = picture(view, ratio);
        const QRect area = view.plot()->axisRect()->rect();
        const QCPAxis &keys = *view.plot()->xAxis, &values = *view.plot()->yAxis;
        int columns = 0, run = 0, gap = 0;
        for (int x = int(area.left() * ratio) + 2; x < int(area.right() * ratio) - 4; ++x) {
            const double on_line = values.coordToPixel(2 + std::sin(keys.pixelToCoord((x + 0.5) / ratio) * 3e-5)) * ratio;
            bool any = false;
            for (int y = int(area.top() * ratio); y < int(area.bottom() * ratio); ++y)
                if (apart(drawn.pixelColor(x, y), bare.pixelColor(x, y)) > 60) {
                    any = true;
                    QVERIFY2(std::abs(y + 0.5 - on_line) <= 3 * ratio, qPrintable(QStringLiteral("column %1, row %2, not %3").arg(x).arg(y).arg(on_line)));
                }
            columns += any;
            run = any ? run + 1 : 0;
            gap = any ? 0 : gap + 1;
            QVERIFY2(run <= 4 * ratio && gap <= 4 * ratio, qPrintable(QStringLiteral("column %1: %2 and %3 in a row").arg(x).arg(run).arg(gap)));
        }
        const double share = columns / (area.width() * ratio);
        QVERIFY2(share > 0.3 && share < 0.65, qPrintable(QString::number(share))); // Two pixels of five, and what a slope adds.
    }

    void boxes_cover_each_pixel_of_the_bars_once()
    {
        std::mt19937 random(11);
        for (int round = 0; round < 200; ++round) {
            std::vector<ColumnBar> bars;
            std::map<std::pair<int, int>, int> wanted, covered;
            for (int x = 0; x < 60; ++x) {
                if (random() % 20 == 0)
                    continue;
                const int top = int(random() % 30), height = 1 + int(random() % (round % 2 ? 40 : 6));
                bars.push_back({x, top, top + height});
                for (int y = top; y < top + height; ++y)
                    ++wanted[{x, y}];
            }
            QVector<QRect> boxes;
            cover_bars(bars, boxes);
            QVERIFY2(boxes.size() <= 2 * qsizetype(bars.size()), qPrintable(QStringLiteral("%1 boxes for %2 bars").arg(boxes.size()).arg(bars.size())));
            for (const QRect& box : boxes)
                for (int x = box.left(); x <= box.right(); ++x)
                    for (int y = box.top(); y <= box.bottom(); ++y)
                        ++covered[{x, y}];
            QVERIFY(covered == wanted);
        }
    }

    void the_first_frame_is_right_data()
    {
        QTest::addColumn<bool>("log");
        QTest::addRow("linear") << false;
        QTest::addRow("log") << true;
    }

    void the_first_frame_is_right()
    {
        QFETCH(bool, log);
        for (const int height : {110, 160, 290}) {
            PlotView view({.log = log});
            view.set_texts("Loss", {}, "epoch", "Epoch %1");
            const int c = view.add_curve({.run = "run"});
            for (int i = 0; i < 100; ++i)
                view.append(c, i, 12'345 * std::pow(0.001, i / 99.0));
            view.resize(400, height);
            view.show(); // Nothing is drawn by anybody but the window.
            const QImage first = view.plot()->grab().toImage();
            view.flush();
            for (int k = 0; k < 3; ++k)
                view.plot()->replot(QCustomPlot::rpImmediateRefresh);
            const QImage later = view.plot()->grab().toImage();
            if (first != later && qEnvironmentVariableIsSet("LOOM_KEEP")) {
                first.save(qEnvironmentVariable("LOOM_KEEP") + QStringLiteral("/first-%1.png").arg(height));
                later.save(qEnvironmentVariable("LOOM_KEEP") + QStringLiteral("/later-%1.png").arg(height));
            }
            QVERIFY2(first == later, qPrintable(QString::number(height)));
        }
    }

    void a_band_is_tinted_between_its_edges()
    {
        for (const bool log : {false, true}) {
            PlotView view({.log = log});
            view.resize(400, 300);
            view.ensurePolished();
            const int c = view.add_curve({.run = "run", .end_mark = false});
            const auto low = std::make_shared<Series>(), high = std::make_shared<Series>();
            for (int i = 1; i <= 10; ++i) {
                view.append(c, i, 4);
                low->append(i, log && i == 10 ? -1 : 2); // Below 0 a logarithm has no place: as far down as one can see.
                high->append(i, 7);
            }
            view.set_band(c, low, high);
            view.flush();
            QVERIFY(view.value_range().upper >= 7 && view.value_range().lower <= (log ? 4 : 2));
            view.zoom_to({0, 10}, {1, 10});
            const QImage image = picture(view, 1);
            const QColor surface = theme().surface, tint = blended(surface, theme().series(0), 0.18);
            const auto colour = [&](double x, double y) {
                return image.pixelColor(int(view.plot()->xAxis->coordToPixel(x)), int(view.plot()->yAxis->coordToPixel(y)));
            };
            for (const double y : {2.4, 3.3, 4.9, 6.6})
                QVERIFY2(apart(colour(5.5, y), tint) <= 3, qPrintable(QString::number(y)));
            for (const double y : {1.5, 7.6, 9.0})
                QVERIFY2(apart(colour(5.5, y), surface) <= 3, qPrintable(QString::number(y)));
            QVERIFY(apart(colour(0.5, 3.3), surface) <= 3);
            view.set_band(c, nullptr, nullptr);
            view.flush();
            QVERIFY(apart(picture(view, 1).pixelColor(int(view.plot()->xAxis->coordToPixel(5.5)), int(view.plot()->yAxis->coordToPixel(3.3))), surface) <= 3);
        }
    }

    void runs_of_one_title_have_their_own_marks_in_the_tip()
    {
        PlotView view({});
        view.resize(400, 300);
        view.ensurePolished();
        for (const int series : {0, 1, 2}) {
            const int c = view.add_curve({.run = QString::number(series), .name = "Twice", .series = series});
            for (int i = 0; i <= 10; ++i)
                view.append(c, i, i);
        }
        view.flush();
        picture(view, 1); // Lays it out.
        view.show_crosshair(5, true);
        QCOMPARE(view.tip_lines(5).size(), 4);
        QWidget* overlay = nullptr;
        for (auto* w : view.plot()->findChildren<QWidget*>())
            if (dynamic_cast<PlotOverlay*>(w))
                overlay = w;
        QVERIFY(overlay);
        overlay->resize(view.plot()->size());
        const QImage tip = overlay->grab().toImage();
        for (const int series : {0, 1, 2}) {
            int pixels = 0;
            for (int y = 0; y < tip.height(); ++y)
                for (int x = 0; x < tip.width(); ++x)
                    pixels += tip.pixelColor(x, y) == theme().series(series);
            QVERIFY2(pixels > 10, qPrintable(QString::number(series)));
        }
    }

    void a_picture_takes_the_place_of_the_one_before_as_a_whole()
    {
        QTemporaryDir folder;
        PlotView view({});
        view.resize(300, 200);
        view.append(view.add_curve({.run = "run"}), 1, 1);
        for (const char* name : {"p.png", "p.svg", "p.pdf"}) {
            const QString path = folder.filePath(QLatin1String(name)), before = path + QStringLiteral(".before");
            QFile old(path);
            QVERIFY(old.open(QIODevice::WriteOnly) && old.write("old") == 3);
            old.close();
            fs::create_hard_link(path.toStdString(), before.toStdString());
            QVERIFY(view.save_picture(path));
            QVERIFY(QFileInfo(path).size() > 500);
            QCOMPARE(QFileInfo(before).size(), 3);
        }
        QVERIFY(!view.save_picture(folder.filePath("none/p.png")));
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 6);
    }
};

QTEST_MAIN(PlotDrawingTest)
#include "plot_drawing_test.moc"
