#include "bridge/graph_document.h"
#include "code/code_text.h"
#include "code/code_view.h"
#include "graph/chain.h"
#include "graph/kit.h"
#include "theme/controls.h"
#include "theme/language.h"
#include "theme/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QSignalSpy>
#include <QTextBlock>
#include <QToolButton>
#include <QtTest>

using namespace loom;

/// The source beside the graph: written anew after edits, marked by the selection, and choosing by a click.
class CodeViewTest : public QObject {
    Q_OBJECT

    static Document network()
    {
        Document d;
        const auto add = [&](std::int64_t id, const char* type, const char* name, Values values) {
            (void)d.apply(AddNode{NodeId{id}, {type, name, std::move(values), {}}});
            if (id > 1)
                (void)d.apply(Connect{{NodeId{id - 1}, NodeId{id}, 0}});
        };
        add(1, "input", "Input", with(*find_layer("input"), {{"shape", std::vector<std::int64_t>{8, 8, 1}}, {"scaling", std::string("pixels")}}));
        for (std::int64_t id = 2; id < 22; ++id) // More than is seen at once.
            add(id, "conv2d", ("Conv " + std::to_string(id)).c_str(),
                with(*find_layer("conv2d"), {{"filters", std::int64_t{4}}, {"padding", std::string("same")}}));
        add(22, "flatten", "Flatten 22", {});
        add(23, "flatten", "Flatten 23", {}); // Of what is flat already.
        add(24, "dense", "Dense 24", with(*find_layer("dense"), {{"units", std::int64_t{3}}}));
        add(25, "output", "Output", defaults(*find_layer("output")));
        return d;
    }
    void wait() const
    {
        QTRY_VERIFY(view_->settled());
    }
    QString text() const { return view_->text().toPlainText(); }
    QString line(int n) const { return view_->text().document()->findBlockByNumber(n - 1).text(); }
    int line_with(const char* words) const
    {
        const QStringList lines = text().split(QLatin1Char('\n'));
        for (int i = 0; i < lines.size(); ++i)
            if (lines[i].contains(QLatin1String(words)))
                return i + 1;
        return 0;
    }
    void set_filters(std::int64_t id, std::int64_t filters)
    {
        QVERIFY(graph_->perform(LOOM_TEXT("Set %1 to %2"), {SetSetting{NodeId{id}, *find_layer("conv2d")->index_of("filters"), filters}}));
    }

    std::unique_ptr<GraphDocument> graph_;
    std::unique_ptr<CodeView> view_;

private slots:
    void initTestCase()
    {
        ThemeManager::instance().install();
        ThemeManager::instance().set_reduce_motion(true);
        set_interface_language(Language::English);
    }
    void init()
    {
        graph_ = std::make_unique<GraphDocument>();
        graph_->open(network());
        view_ = std::make_unique<CodeView>(*graph_);
        view_->resize(700, 220);
        view_->show();
        QVERIFY(QTest::qWaitForWindowExposed(view_.get()));
        wait();
    }
    void cleanup()
    {
        view_.reset();
        graph_.reset();
    }

    void it_follows_the_graph()
    {
        QVERIFY(text().contains("class Network(nn.Module):"));
        QVERIFY(text().contains("self.conv_2 = nn.Conv2d(1, 4, 3, padding=\"same\")"));
        set_filters(2, 6);
        set_filters(2, 7); // Two edits in a row are written once.
        QVERIFY(!view_->settled());
        wait();
        QVERIFY(text().contains("self.conv_2 = nn.Conv2d(1, 7, 3, padding=\"same\")"));
        QVERIFY(text().contains("self.conv_3 = nn.Conv2d(7, 4, 3, padding=\"same\")"));
        graph_->undo();
        graph_->undo();
        wait();
        QVERIFY(text().contains("self.conv_2 = nn.Conv2d(1, 4, 3, padding=\"same\")"));
        // Data that comes changes the text without an edit.
        DataFacts facts;
        facts.sample = {3, 8, 8};
        facts.classes = {"a", "b", "c"};
        graph_->set_facts(facts);
        wait();
        QVERIFY(text().contains("self.conv_2 = nn.Conv2d(3, 4, 3, padding=\"same\")"));
    }

    void what_is_in_no_source_writes_none()
    {
        QVERIFY(graph_->perform(LOOM_TEXT("Move %1"), {MoveNode{NodeId{5}, {700, 300}}}));
        QVERIFY(view_->settled());
        QVERIFY(graph_->perform(LOOM_TEXT("Rename %1 to %2"), {RenameNode{NodeId{5}, "Other"}}));
        QVERIFY(!view_->settled());
        wait();
        QVERIFY2(text().contains("other", Qt::CaseInsensitive), qPrintable(text()));
    }

    /// In a copy of a unit, the lines of this copy.
    void each_copy_has_its_own_lines()
    {
        Chain c;
        c.add("input", {{"shape", std::vector<std::int64_t>{8}}});
        c.begin("Widen");
        const NodeId wide = c.add("dense", {{"units", std::int64_t{16}}}).last();
        const UnitId unit = c.end();
        const NodeId first = c.copy(unit).last(), second = c.copy(unit).last();
        c.add("output");
        graph_->open(c.finish(recipe_with("mse")));
        wait();
        const auto lines_in = [&](NodeId copy) {
            graph_->leave_to(0);
            graph_->enter(copy);
            graph_->select(wide);
            return view_->text().marked_lines();
        };
        const auto one = lines_in(first), two = lines_in(second);
        QCOMPARE(one.size(), std::size_t(2)); // Made, and used.
        QCOMPARE(two.size(), std::size_t(2));
        QVERIFY(one != two);
        // And back: a line leads into its copy.
        CodeText& code = view_->text();
        code.mark_lines(one, true);
        QTest::mouseClick(code.viewport(), Qt::LeftButton, {}, QPoint(60, code.line_rect(one.front()).center().y()));
        QCOMPARE(graph_->path(), UnitPath{first});
        QCOMPARE(graph_->selection().nodes, (std::set{wide}));
    }

    void it_is_written_for_both_frameworks()
    {
        QTest::mouseClick(&view_->frameworks(), Qt::LeftButton, {}, QPoint(view_->frameworks().width() - 10, 10));
        wait();
        QVERIFY(text().contains("x = layers.Conv2D(4, 3, padding=\"same\", name=\"conv_2\")(x)"));
        QTest::mouseClick(&view_->copy_button(), Qt::LeftButton);
        QVERIFY(QApplication::clipboard()->text().startsWith(QStringLiteral("\"\"\"")));
        QCOMPARE(QApplication::clipboard()->text(), text());
    }

    void a_selected_node_is_marked_and_brought_into_sight()
    {
        CodeText& code = view_->text();
        const int made = line_with("self.conv_20 ="), used = line_with("self.conv_20(x)");
        QVERIFY(made > 0 && used > made);
        QVERIFY(!code.shows_line(made));
        graph_->select(NodeId{20});
        QCOMPARE(code.marked_lines(), (std::vector{made, used}));
        QVERIFY(code.shows_line(made));
        graph_->select(Selection{});
        QVERIFY(code.marked_lines().empty());
        // The marks stay with their node when lines above them change.
        graph_->select(NodeId{20});
        QVERIFY(graph_->perform(LOOM_TEXT("Rename %1 to %2"), {RenameNode{NodeId{3}, "层"}})); // A note of its own line.
        wait();
        QCOMPARE(code.marked_lines(), (std::vector{line_with("self.conv_20 ="), line_with("self.conv_20(x)")}));
        QCOMPARE(line_with("self.conv_20(x)"), used + 1);
    }

    void a_line_that_is_clicked_selects_its_node()
    {
        CodeText& code = view_->text();
        QSignalSpy revealed(graph_.get(), &GraphDocument::revealed);
        code.mark_lines({line_with("self.conv_5 =")}, true);
        const QRect rect = code.line_rect(line_with("self.conv_5 ="));
        QTest::mouseClick(code.viewport(), Qt::LeftButton, {}, QPoint(60, rect.center().y()));
        QCOMPARE(graph_->selection().nodes, (std::set{NodeId{5}}));
        QCOMPARE(revealed.count(), 1);
        QVERIFY(code.shows_line(line_with("self.conv_5 ="))); // The text has not run away.
        QTest::keyClick(&code, Qt::Key_Down);
        QCOMPARE(graph_->selection().nodes, (std::set{NodeId{6}}));
        // A line of nobody changes nothing.
        const int nobody = line_with("super().__init__()");
        code.mark_lines({nobody}, true);
        QTest::mouseClick(code.viewport(), Qt::LeftButton, {}, QPoint(60, code.line_rect(nobody).center().y()));
        QCOMPARE(graph_->selection().nodes, (std::set{NodeId{6}}));
    }

    void an_error_keeps_the_last_source_and_says_why()
    {
        const QString before = text();
        set_filters(2, 9); // What is being written when the error comes is dropped.
        QVERIFY(graph_->perform(LOOM_TEXT("Disconnect %1 from %2"), {Disconnect{{NodeId{10}, NodeId{11}, 0}}}));
        QVERIFY(view_->settled());
        QTest::qWait(300);
        QCOMPARE(text(), before);
        QVERIFY(view_->text().is_stale());
        QVERIFY(!view_->copy_button().isEnabled());
        QVERIFY2(view_->state().text().contains("Conv 11"), qPrintable(view_->state().text()));
        graph_->undo();
        wait();
        QVERIFY(!view_->text().is_stale());
        QVERIFY(text().contains("nn.Conv2d(1, 9, 3"));
        graph_->open(Document());
        QVERIFY(text().isEmpty()); // Nothing of another project.
        QVERIFY(view_->state().text().contains("no layers"));
    }

    void a_node_without_lines_says_so()
    {
        graph_->select(NodeId{22});
        QVERIFY(!view_->text().marked_lines().empty());
        graph_->select(NodeId{23});
        QVERIFY(view_->text().marked_lines().empty());
        QVERIFY2(view_->state().text().contains("Flatten 23"), qPrintable(view_->state().text()));
    }

    void hidden_it_does_nothing()
    {
        view_->hide();
        const QString before = text();
        set_filters(2, 12);
        QVERIFY(view_->settled());
        QTest::qWait(250);
        QCOMPARE(text(), before);
        view_->show();
        wait();
        QVERIFY(text().contains("nn.Conv2d(1, 12, 3"));
    }

    void only_lines_that_differ_are_replaced()
    {
        CodeText code;
        code.show_source(QStringLiteral("a\nb\nc\nd\n"));
        QSignalSpy changes(code.document(), &QTextDocument::contentsChange);
        code.show_source(QStringLiteral("a\nb\nx\nd\n"));
        QCOMPARE(code.toPlainText(), QStringLiteral("a\nb\nx\nd\n"));
        QCOMPARE(changes.count(), 1);
        QCOMPARE(changes[0][0].toInt(), 4);
        for (const char* next : {"", "a", "a\na\n", "a\n", "a\na\na\n", "b\na\na\n", "\n\n", "long\nlonger\n", "longer\n"}) {
            code.show_source(QString::fromLatin1(next));
            QCOMPARE(code.toPlainText(), QString::fromLatin1(next));
        }
    }

    void colours_say_what_is_what()
    {
        CodeText code;
        code.show_source(QStringLiteral("\"\"\"def x\nreturn 1\"\"\"\ndef f(x):  # def y\n    return x * 2\n"));
        const auto formats = [&](int n) { return code.document()->findBlockByNumber(n - 1).layout()->formats(); };
        QTRY_VERIFY(!formats(4).isEmpty());
        QCOMPARE(formats(1).size(), 1); // Within three quotes there is no keyword.
        QCOMPARE(formats(2).size(), 1);
        QCOMPARE(formats(3).size(), 3); // def, its name, the comment.
        QCOMPARE(formats(4).size(), 2); // return, 2.
    }
};

QTEST_MAIN(CodeViewTest)
#include "code_view_test.moc"
