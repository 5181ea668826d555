// The whole way through the real main window, by mouse and keys: an empty canvas becomes the digits network, data are
// dropped on it, it learns, a cell of the confusion matrix is clicked, the model leaves as ONNX, and all of it is undone
// and redone.
#include "main_window.h"
#include "session.h"
#include "stages/design_stage.h"
#include "stages/evaluate_stage.h"
#include "stages/export_card.h"
#include "stages/ship_stage.h"
#include "stages/train_plots.h"
#include "stages/train_stage.h"

#include "bridge/layers.h"
#include "bridge/setting_field.h"
#include "canvas/canvas.h"
#include "evaluate/matrix_view.h"
#include "evaluate/sample_grid.h"
#include "exchange/onnx.h"
#include "inspector/inspector.h"
#include "palette/palette.h"
#include "plots/plot_view.h"
#include "schema/recipe.h"
#include "theme/language.h"
#include "theme/theme.h"

#include <QComboBox>
#include <QDropEvent>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

using namespace loom;

class JourneyTest : public QObject {
    Q_OBJECT

    QTemporaryDir dir_;
    std::unique_ptr<Session> session_;
    std::unique_ptr<MainWindow> window_;

    GraphDocument& graph() { return session_->graph(); }
    template <class T>
    T& stage(const char* name)
    {
        window_->show_stage(QString::fromLatin1(name));
        return *qobject_cast<T*>(window_->stage(QString::fromLatin1(name)));
    }

    QModelIndex row_of(LayerTree& tree, std::string_view id)
    {
        const auto* model = tree.model();
        for (int g = 0; g < model->rowCount(); ++g)
            for (int r = 0; r < model->rowCount(model->index(g, 0)); ++r)
                if (const QModelIndex row = model->index(r, 0, model->index(g, 0)); LayerTree::type_of(row)->id == id)
                    return row;
        return {};
    }
    NodeId newest() { return graph().document().nodes().rbegin()->first; }

    NodeId drag_layer(DesignStage& design, const char* id, QPoint to)
    {
        LayerTree& tree = design.palette_panel().tree();
        const QModelIndex row = row_of(tree, id);
        tree.scrollTo(row);
        const QPoint from = tree.visualRect(row).center();
        QWidget* view = tree.viewport();
        const QPoint there = view->mapFromGlobal(design.canvas().mapToGlobal(to));
        QTest::mousePress(view, Qt::LeftButton, {}, from);
        for (int i = 1; i <= 3; ++i)
            QTest::mouseMove(view, from + (there - from) * i / 3);
        QTest::mouseRelease(view, Qt::LeftButton, {}, there);
        return newest();
    }
    void wire(DesignStage& design, NodeId from, NodeId to)
    {
        Canvas& canvas = design.canvas();
        const QPoint a = canvas.to_view(canvas.scene().find(from)->output()).toPoint();
        const QPoint b = canvas.to_view(canvas.scene().find(to)->input(0)).toPoint();
        QTest::mousePress(&canvas, Qt::LeftButton, {}, a);
        QTest::mouseMove(&canvas, (a + b) / 2);
        QTest::mouseMove(&canvas, b);
        QTest::mouseRelease(&canvas, Qt::LeftButton, {}, b);
    }
    /// A double click in the list goes on behind the selected node.
    NodeId add_behind(DesignStage& design, const char* id)
    {
        LayerTree& tree = design.palette_panel().tree();
        tree.scrollTo(row_of(tree, id));
        QTest::mouseDClick(tree.viewport(), Qt::LeftButton, {}, tree.visualRect(row_of(tree, id)).center());
        return newest();
    }
    void type_setting(DesignStage& design, NodeId node, std::string_view key, const QString& value)
    {
        graph().select(node);
        SettingField* field = design.inspector().field(key);
        QVERIFY2(field, key.data());
        auto* edit = qobject_cast<QLineEdit*>(field->editor());
        QVERIFY2(edit, key.data());
        edit->setFocus();
        edit->selectAll();
        QTest::keyClicks(edit, value);
        QTest::keyClick(edit, Qt::Key_Return);
    }
    void choose_setting(DesignStage& design, NodeId node, std::string_view key, std::string_view choice)
    {
        graph().select(node);
        SettingField* field = design.inspector().field(key);
        QVERIFY2(field, key.data());
        auto* box = qobject_cast<QComboBox*>(field->editor());
        QVERIFY2(box, key.data());
        const auto& choices = field->setting().choices;
        const auto wanted = std::ranges::find(choices, choice, &Choice::id) - choices.begin();
        box->setFocus();
        QTest::keyClick(box, Qt::Key_Home);
        for (std::ptrdiff_t i = 0; i < wanted; ++i)
            QTest::keyClick(box, Qt::Key_Down);
        QCOMPARE(box->currentIndex(), int(wanted));
    }

    /// 1 500 digits drawn by the program, as the IDX files that MNIST comes in.
    void write_digits()
    {
        DataSetup setup;
        setup.source = "generated_digits";
        setup.settings["rows"] = std::int64_t(1500);
        const auto drawn = Dataset::open(setup);
        QVERIFY2(drawn, "no font with digits is installed");
        auto number = [](QByteArray& bytes, quint32 v) {
            for (int shift = 24; shift >= 0; shift -= 8)
                bytes.append(char(v >> shift));
        };
        const PictureShape shape = (*drawn)->encoder().picture;
        for (const auto& [name, from, to] : {std::tuple("train", 0u, 1200u), std::tuple("t10k", 1200u, 1500u)}) {
            QByteArray images, labels;
            for (quint32 v : {2051u, to - from, quint32(shape.height), quint32(shape.width)})
                number(images, v);
            for (quint32 v : {2049u, to - from})
                number(labels, v);
            std::vector<std::uint8_t> pixels(shape.bytes());
            for (std::uint32_t row = from; row < to; ++row) {
                QVERIFY(bool((*drawn)->samples().picture(row, pixels)));
                images.append(reinterpret_cast<const char*>(pixels.data()), qsizetype(pixels.size()));
                labels.append(char((*drawn)->label(row)));
            }
            for (const auto& [ending, bytes] : {std::pair("-images-idx3-ubyte", images), std::pair("-labels-idx1-ubyte", labels)}) {
                QFile file(dir_.filePath(QString::fromLatin1(name) + QLatin1String(ending)));
                QVERIFY(file.open(QIODevice::WriteOnly));
                file.write(bytes);
            }
        }
    }

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("XDG_STATE_HOME", dir_.filePath(QStringLiteral("state")).toUtf8());
        QCoreApplication::setOrganizationName(QStringLiteral("layerloom-test"));
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, dir_.filePath(QStringLiteral("settings")));
        ThemeManager::instance().install();
        ThemeManager::instance().set_reduce_motion(true);
        set_interface_language(Language::English);
        write_digits();
        session_ = std::make_unique<Session>();
        session_->set_device("auto", 1);
        window_ = std::make_unique<MainWindow>(*session_);
        window_->resize(1440, 900);
        window_->show();
        window_->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(window_.get()));
        window_->finish();
    }

    void from_an_empty_canvas_to_an_exported_model_and_back()
    {
        QVERIFY(session_->new_project());
        const Document empty = graph().document();
        QVERIFY(empty.nodes().empty());

        // Draw.
        auto& design = stage<DesignStage>("design");
        const NodeId input = drag_layer(design, "input", {120, 80});
        const NodeId conv = drag_layer(design, "conv2d", {320, 80});
        const NodeId pool = drag_layer(design, "max_pool", {520, 80});
        wire(design, input, conv);
        wire(design, conv, pool);
        graph().select(pool);
        add_behind(design, "flatten");
        const NodeId hidden = add_behind(design, "dense");
        const NodeId last = add_behind(design, "dense");
        add_behind(design, "output");
        QCOMPARE(graph().document().nodes().size(), std::size_t(7));
        QCOMPARE(graph().document().links().size(), std::size_t(6));
        type_setting(design, conv, "filters", QStringLiteral("8"));
        choose_setting(design, conv, "activation", "relu");
        type_setting(design, hidden, "units", QStringLiteral("32"));
        choose_setting(design, hidden, "activation", "relu");
        type_setting(design, last, "units", QStringLiteral("10"));
        choose_setting(design, last, "activation", "none");

        // Load.
        auto& data = stage<Stage>("data");
        QMimeData files;
        files.setUrls({QUrl::fromLocalFile(dir_.path())});
        QDragEnterEvent enter(QPoint(300, 300), Qt::CopyAction, &files, Qt::LeftButton, {});
        QCoreApplication::sendEvent(&data, &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop(QPointF(300, 300), Qt::CopyAction, &files, Qt::LeftButton, {});
        QCoreApplication::sendEvent(&data, &drop);
        QTRY_VERIFY_WITH_TIMEOUT(session_->data().dataset(), 60'000);
        QCOMPARE(session_->data().dataset()->facts().classes.size(), std::size_t(10));
        QVERIFY2(graph().analysis().sound(), graph().analysis().findings.empty() ? "" : qPrintable(shown(graph().analysis().findings.front().message)));

        // Train.
        auto& train = stage<TrainStage>("train");
        auto* epochs = train.findChild<QLineEdit*>(QStringLiteral("setting-epochs"));
        QVERIFY(epochs);
        epochs->setFocus();
        epochs->selectAll();
        QTest::keyClicks(epochs, QStringLiteral("3"));
        QTest::keyClick(epochs, Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(train.start_button()->isEnabled(), 30'000);
        QTest::mouseClick(train.start_button(), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!session_->training().active() && session_->training().metrics().epochs.size() == 3, 300'000);
        std::size_t points = 0;
        for (int c = 0; c < train.plots()->loss()->curve_count(); ++c)
            points = std::max(points, train.plots()->loss()->points(c).size());
        QVERIFY2(points >= session_->training().metrics().steps.size(), "the loss of every step is in the plot");

        // What it took is told where one draws.
        stage<DesignStage>("design");
        const auto told = [&](const QString& name) {
            for (const QLabel* label : design.findChildren<QLabel*>())
                if (label->isVisible() && label->text().startsWith(name))
                    return true;
            return false;
        };
        QTRY_VERIFY_WITH_TIMEOUT(design.settled() && told(QStringLiteral("Memory to train, batch ")), 30'000);
        QVERIFY(told(QStringLiteral("Step")));
        QVERIFY(told(QStringLiteral("±")));

        // Judge.
        auto& evaluate = stage<EvaluateStage>("evaluate");
        QTRY_VERIFY_WITH_TIMEOUT(evaluate.evaluation() && !evaluate.busy(), 120'000);
        const auto& confusion = evaluate.evaluation()->report.confusion;
        const MatrixView::Cell cell{4, 4};
        QTest::mouseClick(evaluate.matrix(), Qt::LeftButton, {}, evaluate.matrix()->cell_rect(cell).center());
        QVERIFY(evaluate.matrix()->chosen() == cell);
        QCOMPARE(std::int64_t(evaluate.samples()->count()), confusion[4][4]);
        QVERIFY2(confusion[4][4] > 0, "it has learned what a 4 looks like");

        // Leave with a file.
        auto& ship = stage<ShipStage>("ship");
        const QString file = dir_.filePath(QStringLiteral("digits.onnx"));
        ship.export_to(QStringLiteral("onnx"), file);
        QTRY_COMPARE_WITH_TIMEOUT(ship.card(QStringLiteral("onnx"))->state(), ExportCard::State::Verified, 120'000);
        const auto read = read_onnx(fs::path(file.toStdU16String()), {2});
        QVERIFY(bool(read));
        QCOMPARE(read->program.at(read->outputs[0]).shape, (Shape{2, 10}));

        // Back to the empty canvas, and forth again.
        const Document finished = graph().document();
        int steps = 0;
        while (session_->undo_action()->isEnabled() && steps < 1000) {
            session_->undo_action()->trigger();
            ++steps;
        }
        QVERIFY(graph().document() == empty);
        QVERIFY2(steps > 15, "each gesture is a step of its own");
        QTRY_VERIFY(!session_->data().dataset());
        while (session_->redo_action()->isEnabled() && steps > -1000) {
            session_->redo_action()->trigger();
            --steps;
        }
        QCOMPARE(steps, 0);
        QVERIFY(graph().document() == finished);
        QTRY_VERIFY_WITH_TIMEOUT(session_->data().dataset(), 60'000);

        // The file, dropped on the window, is a network again: in a project of its own, with its weights.
        QMimeData network;
        network.setUrls({QUrl::fromLocalFile(file)});
        QDragEnterEvent over(QPoint(600, 300), Qt::CopyAction, &network, Qt::LeftButton, {});
        QCoreApplication::sendEvent(window_.get(), &over);
        QVERIFY(over.isAccepted());
        QDropEvent let_go(QPointF(600, 300), Qt::CopyAction, &network, Qt::LeftButton, {});
        QCoreApplication::sendEvent(window_.get(), &let_go);
        QTRY_VERIFY_WITH_TIMEOUT(!session_->importing() && session_->project_name() == QStringLiteral("digits"), 60'000);
        QStringList layers;
        for (const auto& [id, node] : graph().document().nodes())
            layers << QString::fromStdString(node.type);
        QVERIFY2(layers.contains(QStringLiteral("conv2d")) && layers.contains(QStringLiteral("max_pool")) && layers.count(QStringLiteral("dense")) == 2,
                 qPrintable(layers.join(' ')));
        QVERIFY(graph().analysis().sound());
        session_->run_list().refresh();
        QTRY_COMPARE(session_->run_list().usable().size(), std::size_t(1));
        // What is no network is refused, and the project stays.
        QFile bad(dir_.filePath(QStringLiteral("bad.onnx")));
        QVERIFY(bad.open(QIODevice::WriteOnly) && bad.write("nothing") == 7);
        bad.close();
        QSignalSpy failed(session_.get(), &Session::failed);
        session_->bring_data({bad.fileName()});
        QTRY_COMPARE(failed.size(), 1);
        QCOMPARE(session_->project_name(), QStringLiteral("digits"));
    }
};

QTEST_MAIN(JourneyTest)
#include "journey_test.moc"
