// Whether the Data stage ever makes a person wait: the longest gap between beats of a timer of 5 ms on the window's thread,
// and how long frames take while scrolling (time on the processor, so that neighbours on a busy machine do not count).
// Offscreen raster.
// Usage: bench_look_bench FILE.csv | --rows [MILLIONS] | --pictures [THOUSANDS]
#include "session.h"
#include "stage.h"

#include "datasets/gallery.h"
#include "datasets/row_query.h"
#include "datasets/table_view.h"
#include "theme/controls.h"
#include "theme/language.h"
#include "theme/theme.h"

#include <QAction>
#include <QApplication>
#include <QElapsedTimer>
#include <QScrollBar>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <random>

using namespace loom;

namespace {

double ms(const QElapsedTimer& watch)
{
    return double(watch.nsecsElapsed()) / 1e6;
}

/// Time that this thread had on a processor, in milliseconds.
double used()
{
    timespec t = {};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return double(t.tv_sec) * 1e3 + double(t.tv_nsec) / 1e6;
}

/// How long the window's thread was away at most.
class Heart : public QObject {
public:
    Heart()
    {
        timer_.setTimerType(Qt::PreciseTimer);
        connect(&timer_, &QTimer::timeout, this, [this] { longest_ = std::max(longest_, ms(since_)), since_.start(); });
        since_.start();
        timer_.start(5);
    }
    void print(const char* what)
    {
        std::printf("%-44s longest gap %7.1f ms\n", what, std::max(longest_, ms(since_)));
        std::fflush(stdout);
        longest_ = 0;
        since_.start();
    }

private:
    QTimer timer_;
    QElapsedTimer since_;
    double longest_ = 0;
};

void wait(const std::function<bool()>& done)
{
    while (!done())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 20);
}
void wait(int milliseconds)
{
    QElapsedTimer watch;
    watch.start();
    wait([&] { return watch.elapsed() > milliseconds; });
}

/// Frames while a bar goes from its beginning on, by the wheel's steps, and to places that were not seen yet.
void scroll(QAbstractScrollArea& view, int step, const char* what)
{
    QScrollBar& bar = *view.verticalScrollBar();
    std::mt19937 random(1);
    for (const bool leaps : {false, true}) {
        std::vector<double> frames;
        bar.setValue(0);
        for (int i = 0; i < 200; ++i) {
            bar.setValue(leaps ? int(random() % unsigned(bar.maximum() + 1)) : bar.value() + step);
            const double begin = used();
            view.viewport()->repaint();
            frames.push_back(used() - begin);
            QCoreApplication::processEvents();
        }
        std::ranges::sort(frames);
        std::printf("%-44s median %6.2f  longest %6.2f ms a frame\n", (std::string(what) + (leaps ? ", leaps" : ", steps")).c_str(),
                    frames[frames.size() / 2], frames.back());
    }
}

/// When a viewport first shows rows.
class FirstPaint : public QObject {
public:
    explicit FirstPaint(TableView& view) : view_(view)
    {
        watch_.start();
        view.viewport()->installEventFilter(this);
    }
    double after = 0;

protected:
    bool eventFilter(QObject*, QEvent* event) override
    {
        if (event->type() == QEvent::Paint && after == 0 && !view_.rows().empty())
            QTimer::singleShot(0, this, [this] { after = after == 0 ? ms(watch_) : after; }); // It is painted by then.
        return false;
    }

private:
    TableView& view_;
    QElapsedTimer watch_;
};

void open_and_use(const QString& file)
{
    Session session;
    const std::unique_ptr<Stage> stage(stage_factory(QStringLiteral("data"))(session));
    stage->resize(1376, 832);
    stage->show();
    wait(200);
    auto& table = *stage->findChild<TableView*>();
    Heart heart;
    {
        const FirstPaint first(table);
        QElapsedTimer whole;
        whole.start();
        session.data().open_path(file);
        wait([&] { return first.after > 0; });
        std::printf("%-44s %7.1f ms after it was asked for\n", "first rows are seen", first.after);
        heart.print("until the first rows");
        wait([&] { return !session.data().is_loading(); });
        if (!session.data().browsable())
            std::exit(1);
        std::printf("%-44s %7.1f ms\n", "all are read", ms(whole));
        heart.print("reading");
        wait([&] { return stage->settled(); });
        std::printf("%-44s %7.1f ms\n", "statistics and audit are there", ms(whole));
        heart.print("statistics and audit");
    }
    auto* field = stage->findChild<SearchField*>(QStringLiteral("condition"));
    for (const char* condition : {"price < 5000", "city contains north and quantity > 3", "remark contains colour"}) {
        field->clear();
        for (const char* c = condition; *c; ++c) {
            field->insert(QString(QLatin1Char(*c)));
            wait(30);
        }
        QElapsedTimer watch;
        watch.start();
        wait([&] { return stage->settled(); });
        std::printf("%-44s %7.1f ms, %zu rows\n", condition, ms(watch), table.rows().size());
        heart.print("typing it");
    }
    field->clear();
    wait([&] { return stage->settled(); });
    for (const Column& c : session.data().browsable()->table().columns) {
        if (!has_order(c))
            continue;
        QElapsedTimer watch;
        watch.start();
        Q_EMIT table.sort_wanted(RowSort{c.name, true});
        wait([&] { return stage->settled(); });
        std::printf("%-44s %7.1f ms, sorted (%s)\n", c.name.c_str(), ms(watch), std::string(column_type_id(c.type)).c_str());
        heart.print("sorting by it");
    }
    Q_EMIT table.sort_wanted({});
    wait([&] { return stage->settled(); });
    heart.print("as in the file");
    for (int column = 0; column < 6; ++column) {
        table.set_current_column(column);
        wait([&] { return stage->settled(); });
    }
    heart.print("from column to column");
    scroll(table, 3, "scrolling");
    heart.print("scrolling");
    session.undo_action()->trigger();
    wait([&] { return !session.data().browsable(); });
    wait(300);
    heart.print("closing it");
}

/// `millions` of rows of two columns, which share their values with nothing.
void many_rows(std::size_t millions)
{
    auto table = std::make_shared<Table>();
    table->rows = millions * 1'000'000;
    std::vector<std::int64_t> whole(table->rows);
    std::vector<double> half(table->rows);
    for (std::size_t i = 0; i < table->rows; ++i) {
        whole[i] = std::int64_t(i * 7919 % 1000);
        half[i] = double(whole[i]) / 2;
    }
    table->columns.push_back({"whole", ColumnType::Integer, ColumnArray<std::int64_t>(std::move(whole))});
    table->columns.push_back({"half", ColumnType::Number, ColumnArray<double>(std::move(half))});
    const auto data = Dataset::look_at(table, {});
    if (!data)
        std::exit(1);
    RowList list;
    TableView view(list);
    view.resize(1376, 832);
    view.show();
    Heart heart;
    wait(100);
    heart.print("an empty table");
    list.set_data(*data);
    view.show_data();
    wait(100);
    heart.print("the rows come");
    list.choose_all();
    wait(50);
    heart.print("all are chosen");
    scroll(view, 3, "scrolling");
    for (const Column& c : (*data)->table().columns) {
        QElapsedTimer watch;
        watch.start();
        RowQuery query;
        query.sort = RowSort{c.name, false};
        Progress progress;
        RowOrder order = find_rows(**data, query, progress);
        std::printf("%-44s %7.1f ms, sorted\n", c.name.c_str(), ms(watch));
        heart.print("(while it is sorted, on this thread)");
        list.set_rows(std::move(order));
        wait(50);
        heart.print("the sorted rows come");
    }
}

/// So many pictures of 28×28, of which the first 1 000 differ.
class Repeated : public PixelStore {
public:
    explicit Repeated(std::size_t size) : size_(size), pixels_(1000 * 784)
    {
        std::mt19937 random(2);
        std::ranges::generate(pixels_, [&] { return std::uint8_t(random()); });
    }
    std::size_t size() const override { return size_; }
    PictureShape shape(std::size_t) const override { return {28, 28, 1}; }
    std::string name(std::size_t i) const override { return std::to_string(i); }
    std::uint64_t fingerprint() const override { return size_; }
    Result<Picture> picture(std::size_t i, PictureShape) const override
    {
        const auto from = pixels_.begin() + std::ptrdiff_t(i % 1000 * 784);
        return Picture{{28, 28, 1}, {from, from + 784}};
    }

private:
    std::size_t size_;
    std::vector<std::uint8_t> pixels_;
};

void many_pictures(std::size_t thousands)
{
    auto table = std::make_shared<Table>();
    table->rows = thousands * 1000;
    table->columns.push_back({"image", ColumnType::Image, std::make_shared<const Repeated>(table->rows)});
    table->columns.push_back({"label", ColumnType::Category, to_codes(table->rows, [](std::size_t i) {
                                  static constexpr std::string_view names[] = {"ant", "bee", "fly"};
                                  return names[i % 3];
                              })});
    table->target = "label";
    for (const std::size_t memory : {Samples::default_memory, std::size_t(0)}) {
        const auto data = Dataset::make(table, {}, nullptr, memory);
        if (!data) {
            std::fprintf(stderr, "%s\n", render(data.error().message).c_str());
            std::exit(1);
        }
        std::printf("%s\n", (*data)->samples().fits() ? "decoded before" : "decoded when they are seen");
        RowList list;
        Gallery gallery(list);
        gallery.resize(1376, 832);
        gallery.show();
        Heart heart;
        list.set_data(*data);
        wait(100);
        heart.print("the pictures come");
        list.choose_all();
        wait(50);
        heart.print("all are chosen");
        scroll(gallery, 96, "scrolling");
        wait(300);
    }
}

} // namespace

int main(int argc, char** argv)
{
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    const QTemporaryDir state; // The user's drafts stay alone.
    qputenv("XDG_STATE_HOME", state.path().toUtf8());
    QStandardPaths::setTestModeEnabled(true);
    QApplication app(argc, argv);
    QCoreApplication::setOrganizationName(QStringLiteral("layerloom-test"));
    ThemeManager::instance().install();
    set_interface_language(Language::English);
    const QStringList arguments = QCoreApplication::arguments();
    const auto number = [&](int fallback) { return std::size_t(arguments.size() > 2 ? arguments[2].toInt() : fallback); };
    if (arguments.size() < 2)
        return 2;
    if (arguments[1] == QLatin1String("--rows"))
        many_rows(number(100));
    else if (arguments[1] == QLatin1String("--pictures"))
        many_pictures(number(1000));
    else
        open_and_use(arguments[1]);
    return 0;
}
