#include "canvas/canvas.h"
#include "canvas/node_search.h"
#include "canvas/outline.h"
#include "bridge/setting_field.h"
#include "graph/kit.h"
#include "graph/unit_change.h"
#include "graph/within.h"
#include "inspector/inspector.h"
#include "project/document_json.h"
#include "project/templates.h"
#include "theme/language.h"

#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QListView>
#include <QSignalSpy>
#include <QtTest>

using namespace loom;

/// What is told and changed inside of a copy of a unit is this copy's.
class CopiesTest : public QObject {
    Q_OBJECT

    std::unique_ptr<GraphDocument> graph_;
    std::unique_ptr<Canvas> canvas_;
    UnitId unit_{};
    NodeId wide_{}, first_{}, second_{}, input_{};

    const Document& document() const { return graph_->document(); }
    void key(Qt::Key k, Qt::KeyboardModifiers m = {}) { QTest::keyClick(canvas_.get(), k, m); }
    std::int64_t units_of(NodeId id) const { return std::get<std::int64_t>(document().find(id)->values[*find_layer("dense")->index_of("units")]); }
    static void type_into(QLineEdit* line, const QString& text)
    {
        line->selectAll();
        QTest::keyClicks(line, text);
        QTest::keyClick(line, Qt::Key_Return);
    }
    static QString row_of(const Outline& outline, NodeId id)
    {
        const auto* model = static_cast<const OutlineModel*>(outline.model());
        return model->index_of(id).data().toString();
    }

private slots:
    void initTestCase()
    {
        ThemeManager::instance().install();
        ThemeManager::instance().set_reduce_motion(true);
        set_interface_language(Language::English);
    }
    /// Two copies of a unit of one layer, whose width they can have in their own way.
    void init()
    {
        graph_ = std::make_unique<GraphDocument>();
        Chain c;
        c.add("input", {{"shape", std::vector<std::int64_t>{8}}});
        input_ = c.last();
        c.begin("Widen");
        wide_ = c.add("dense", {{"units", std::int64_t{16}}}).last();
        c.expose("width", "Width", {{wide_, "units"}});
        unit_ = c.end();
        first_ = c.copy(unit_).last();
        second_ = c.copy(unit_, {{"width", std::int64_t{5}}}).last();
        c.add("output");
        graph_->open(c.finish(recipe_with("mse")));
        canvas_ = std::make_unique<Canvas>(*graph_);
        canvas_->resize(1000, 600);
        canvas_->show();
        QVERIFY(QTest::qWaitForWindowExposed(canvas_.get()));
        canvas_->activateWindow();
        canvas_->setFocus();
        QTRY_VERIFY(canvas_->hasFocus());
    }
    void cleanup()
    {
        canvas_.reset();
        graph_.reset();
    }

    void nodes_are_found_wherever_units_are()
    {
        auto* list = canvas_->findChild<NodeSearch*>();
        const auto found = [&](const QString& words) {
            key(Qt::Key_F, Qt::ControlModifier);
            if (!list->isVisible())
                return false;
            QTest::keyClicks(QApplication::focusWidget(), words);
            const bool any = list->findChild<QListView*>()->model()->rowCount() > 0;
            QTest::keyClick(QApplication::focusWidget(), any ? Qt::Key_Return : Qt::Key_Escape);
            return any;
        };
        QVERIFY(found(QStringLiteral("unit")));
        QVERIFY(document().find(*graph_->selection().nodes.begin())->type == unit_type);
        QVERIFY(found(QStringLiteral("dense"))); // It stands in the unit: there one is led.
        QCOMPARE(graph_->path(), UnitPath{first_});
        QCOMPARE(graph_->selection().nodes, std::set<NodeId>{wide_});
        QVERIFY(found(QStringLiteral("output"))); // The unit's end, found first because it stands here, or the network's.
        graph_->leave_to(0);
        // An operator of a file that no layer does.
        const Change opaque = adding(document(), *find_layer(opaque_type), {500, 500});
        QVERIFY(graph_->perform(opaque.name, opaque.edits));
        QVERIFY(found(shown(document().find(*opaque.made.begin())->name)));
        QCOMPARE(graph_->selection().nodes, opaque.made);
    }

    void every_template_can_be_searched()
    {
        for (const char* id : {"resnet-18", "unet"}) {
            graph_->open(*make_template(id, {}));
            key(Qt::Key_F, Qt::ControlModifier);
            auto* list = canvas_->findChild<NodeSearch*>();
            QVERIFY(list->findChild<QListView*>()->model()->rowCount() > 10);
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        }
    }

    void the_outline_tells_this_copys_shapes()
    {
        Outline outline(*graph_);
        QVERIFY(graph_->enter(first_));
        QVERIFY2(row_of(outline, wide_).endsWith(QStringLiteral("  16")), qPrintable(row_of(outline, wide_)));
        graph_->leave_to(0);
        QVERIFY(graph_->enter(second_));
        QVERIFY2(row_of(outline, wide_).endsWith(QStringLiteral("  5")), qPrintable(row_of(outline, wide_)));
        const auto* model = static_cast<const OutlineModel*>(outline.model());
        QVERIFY(model->index_of(wide_).data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("85 parameters"))); // 16·5 + 5.
    }

    void a_setting_that_the_copy_gives_is_the_copys()
    {
        Inspector inspector(*graph_);
        inspector.show();
        QVERIFY(graph_->enter(second_));
        graph_->select(wide_);
        SettingField* field = inspector.field("units");
        auto* line = static_cast<QLineEdit*>(field->editor());
        QCOMPARE(line->text(), QStringLiteral("5"));
        QCOMPARE(field->note(), QStringLiteral("5 in this copy, 16 in the unit"));
        type_into(line, QStringLiteral("7"));
        QCOMPARE(units_of(wide_), std::int64_t(16));
        QCOMPARE(std::get<std::int64_t>(document().find(second_)->given.at("width")), std::int64_t(7));
        QCOMPARE(inspector.field("units")->note(), QStringLiteral("7 in this copy, 16 in the unit"));
        // In the other copy it is the unit's.
        graph_->leave_to(0);
        QVERIFY(graph_->enter(first_));
        graph_->select(wide_);
        line = static_cast<QLineEdit*>(inspector.field("units")->editor());
        QCOMPARE(line->text(), QStringLiteral("16"));
        QVERIFY(inspector.field("units")->note().isEmpty());
        type_into(line, QStringLiteral("12"));
        QCOMPARE(units_of(wide_), std::int64_t(12));
        QCOMPARE(std::get<std::int64_t>(document().find(second_)->given.at("width")), std::int64_t(7));
    }

    /// A copy in a copy: the outer one gives the inner one's setting, four times.
    void the_outermost_copy_that_gives_it_is_changed()
    {
        graph_->select(second_);
        key(Qt::Key_G, Qt::ControlModifier);
        const NodeId outer = *graph_->selection().nodes.begin();
        const UnitId around = document().find(outer)->unit;
        Unit exposed = *document().find(around);
        exposed.exposed = {{"quarter", "Quarter", {{second_, "width", 4}}}, {"skip", "Skip", {{second_, std::string(bypass_key)}}}};
        QVERIFY(graph_->perform(LOOM_TEXT("Set %1 to %2"), {SetUnit{around, exposed}, GiveSetting{outer, "quarter", Value(std::int64_t(3))}, GiveSetting{outer, "skip", Value(false)}}));
        Inspector inspector(*graph_);
        inspector.show();
        QVERIFY(graph_->enter(outer));
        graph_->select(second_);
        // Whether it is bypassed: said by the outer copy.
        auto* use = inspector.findChild<QComboBox*>(QStringLiteral("use"));
        use->setCurrentIndex(1);
        Q_EMIT use->activated(1);
        QVERIFY(document().find(second_)->use == Use::Full);
        QCOMPARE(document().find(outer)->given.at("skip"), Value(true));
        canvas_->setFocus();
        key(Qt::Key_B);
        QCOMPARE(document().find(outer)->given.at("skip"), Value(false));
        QVERIFY(graph_->enter(second_));
        graph_->select(wide_);
        SettingField* field = inspector.field("units");
        auto* line = static_cast<QLineEdit*>(field->editor());
        QCOMPARE(line->text(), QStringLiteral("12"));
        type_into(line, QStringLiteral("20"));
        QCOMPARE(std::get<std::int64_t>(document().find(outer)->given.at("quarter")), std::int64_t(5));
        QCOMPARE(std::get<std::int64_t>(document().find(second_)->given.at("width")), std::int64_t(5)); // As it was.
        // What is no multiple of four cannot be given.
        const std::size_t steps = graph_->done();
        const auto refused = setting_within(document(), graph_->path(), {wide_}, *find_layer("dense")->index_of("units"), Value(std::int64_t(21)));
        QVERIFY(!refused);
        type_into(line, QStringLiteral("21"));
        QCOMPARE(graph_->done(), steps);
    }

    void a_bookmark_leads_to_the_copy_it_was_set_in()
    {
        QVERIFY(graph_->enter(second_));
        key(Qt::Key_1, Qt::AltModifier);
        graph_->leave_to(0);
        key(Qt::Key_1);
        QCOMPARE(graph_->path(), UnitPath{second_});
        QVERIFY(graph_->selection().empty());
        // From another copy, too.
        graph_->leave_to(0);
        QVERIFY(graph_->enter(first_));
        key(Qt::Key_1);
        QCOMPARE(graph_->path(), UnitPath{second_});
        // And from the file.
        graph_->leave_to(0);
        auto read = document_from_text(document_text(document()), "m.loom");
        QVERIFY(read);
        graph_->open(std::move(*read));
        key(Qt::Key_1);
        QCOMPARE(graph_->path(), UnitPath{second_});
    }

    void another_project_begins_with_nothing_chosen()
    {
        graph_->select(input_);
        QSignalSpy chosen(graph_.get(), &GraphDocument::selection_changed);
        Document same = document();
        graph_->open(std::move(same));
        QVERIFY(graph_->selection().empty());
        QCOMPARE(chosen.size(), 1);
    }
};

QTEST_MAIN(CopiesTest)
#include "copies_test.moc"
