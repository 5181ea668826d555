#include "bridge/setting_field.h"
#include "graph/change.h"
#include "inspector/inspector.h"
#include "theme/controls.h"
#include "theme/language.h"
#include "theme/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QMenu>
#include <QtTest>

using namespace loom;

class InspectorTest : public QObject {
    Q_OBJECT

    static NodeId add(GraphDocument& graph, const char* type)
    {
        const Change change = adding(graph.document(), *find_layer(type), {});
        graph.perform(change.name, change.edits);
        return *change.made.begin();
    }
    static const Setting& setting(const char* type, const char* key)
    {
        const LayerType& layer = *find_layer(type);
        return layer.settings[*layer.index_of(key)];
    }

private slots:
    void initTestCase()
    {
        ThemeManager::instance().install();
        set_interface_language(Language::English);
    }

    // Every layer's every setting is shown, and its own text reads back as its value.
    void every_layer_has_a_form()
    {
        for (const LayerType* type : layer_types()) {
            if (!is_offered(type->id))
                continue; // They stand nowhere by themselves; unit_sections_test.cpp has them.
            GraphDocument graph;
            Inspector inspector(graph);
            graph.select(add(graph, std::string(type->id).c_str()));
            for (const Setting& s : type->settings) {
                QVERIFY2(inspector.field(s.key), std::string(type->id).c_str());
                if (!s.choices.empty() || std::holds_alternative<bool>(s.fallback))
                    continue;
                const auto value = parsed(s, edited_text(s.fallback));
                QVERIFY2(value && *value == s.fallback, std::string(s.key).c_str());
            }
        }
    }

    void numbers_as_people_type_them()
    {
        const Setting& filters = setting("conv2d", "filters");
        const Setting& kernel = setting("conv2d", "kernel");
        QCOMPARE(*parsed(filters, QStringLiteral(" 64 ")), Value(std::int64_t{64}));
        QCOMPARE(*parsed(filters, QString::fromUtf8("６４")), Value(std::int64_t{64}));
        QCOMPARE(*parsed(filters, QStringLiteral("1,024")), Value(std::int64_t{1024}));
        for (const char* bad : {"", "-3", "0", "2.5", "many", "99999999999999999999"})
            QVERIFY2(!parsed(filters, QString::fromLatin1(bad)), bad);
        for (const char* good : {"3 × 5", "3x5", "3,5", "3 5", "3*5", "３ × ５"})
            QCOMPARE(*parsed(kernel, QString::fromUtf8(good)), Value(std::vector<std::int64_t>{3, 5}));
        QCOMPARE(*parsed(kernel, QStringLiteral("3")), Value(std::vector<std::int64_t>{3, 3}));
        for (const char* bad : {"", "3 x 3 x 3", "a x b", "0 x 3"})
            QVERIFY2(!parsed(kernel, QString::fromLatin1(bad)), bad);
    }

    void choices_and_ticks_are_steps()
    {
        GraphDocument graph;
        Inspector inspector(graph);
        inspector.show();
        const NodeId id = add(graph, "conv2d");
        graph.select(id);
        const LayerType& type = *find_layer("conv2d");
        auto* list = qobject_cast<QComboBox*>(inspector.field("padding")->editor());
        list->setFocus();
        QTest::keyClick(list, Qt::Key_Down);
        QVERIFY(graph.document().find(id)->values[*type.index_of("padding")] != type.settings[*type.index_of("padding")].fallback);
        QCOMPARE(graph.done(), std::size_t(2));
        QTest::mouseClick(inspector.field("bias")->editor(), Qt::LeftButton, {}, QPoint(8, 14));
        QCOMPARE(graph.document().find(id)->values[*type.index_of("bias")], Value(false));
        graph.undo();
        QVERIFY(qobject_cast<QCheckBox*>(inspector.field("bias")->editor())->isChecked());
        graph.undo();
        QCOMPARE(list->currentIndex(), 0);
    }

    void several_nodes_are_set_in_one_step()
    {
        GraphDocument graph;
        Inspector inspector(graph);
        const NodeId a = add(graph, "dense"), b = add(graph, "dense");
        const std::size_t units = *find_layer("dense")->index_of("units");
        graph.perform(LOOM_TEXT("Set %1 to %2"), {SetSetting{a, units, Value(std::int64_t{7})}});
        graph.select(Selection{{a, b}, {}});
        auto* line = qobject_cast<QLineEdit*>(inspector.field("units")->editor());
        QVERIFY(line->text().isEmpty()); // They differ.
        QTest::keyClicks(line, "12");
        QCOMPARE(graph.document().find(a)->values[units], Value(std::int64_t{12}));
        QCOMPARE(graph.document().find(b)->values[units], Value(std::int64_t{12}));
        graph.undo();
        QCOMPARE(graph.document().find(a)->values[units], Value(std::int64_t{7}));
    }

    void an_output_has_a_loss_of_its_own()
    {
        GraphDocument graph;
        Inspector inspector(graph);
        inspector.show();
        const NodeId id = add(graph, "output");
        graph.select(id);
        auto* list = inspector.findChild<QComboBox*>(QStringLiteral("output-loss"));
        QVERIFY(list);
        QCOMPARE(list->currentIndex(), 0);
        QVERIFY(list->currentText().contains(QLatin1String("Cross-entropy")));
        const int huber = list->findText(QStringLiteral("Huber loss"));
        QVERIFY(huber > 0);
        list->setCurrentIndex(huber);
        Q_EMIT list->activated(huber);
        QVERIFY(graph.document().find(id)->loss && graph.document().find(id)->loss->type == "huber");
        auto* delta = inspector.findChild<QLineEdit*>(QStringLiteral("setting-delta"));
        QVERIFY(delta && delta->isVisible());
        delta->selectAll();
        QTest::keyClicks(delta, "2.5");
        QCOMPARE(graph.document().find(id)->loss->values[0], Value(2.5));
        graph.undo();
        QCOMPARE(graph.document().find(id)->loss->values[0], find_loss("huber")->settings[0].fallback);
        graph.undo();
        QVERIFY(!graph.document().find(id)->loss);
        QCOMPARE(list->currentIndex(), 0);
        QVERIFY(!delta->isVisible());
    }

    void columns_are_typed_or_taken_from_a_list()
    {
        GraphDocument graph;
        Inspector inspector(graph);
        inspector.show();
        DataFacts facts{.sample = {2}};
        facts.columns = {{.name = "age", .place = 0, .shape = {1}}, {.name = "net, income", .place = 1, .shape = {1}}};
        facts.target_column = "kind";
        graph.set_facts(facts);
        const NodeId id = add(graph, "input");
        graph.select(id);
        const std::size_t columns = *find_layer("input")->index_of("columns");
        SettingField* field = inspector.field("columns");
        auto* line = qobject_cast<QLineEdit*>(field->editor());
        auto* menu = field->findChild<QMenu*>(QStringLiteral("columns"));
        QVERIFY(menu);
        const auto take = [&](int i) {
            Q_EMIT menu->aboutToShow();
            menu->actions()[i]->trigger();
        };
        take(1);
        QCOMPARE(graph.document().find(id)->values[columns], Value(std::string("\"net, income\"")));
        take(0);
        QCOMPARE(line->text(), QStringLiteral("\"net, income\", age"));
        Q_EMIT menu->aboutToShow();
        QVERIFY(menu->actions()[0]->isChecked() && menu->actions()[1]->isChecked());
        take(1);
        QCOMPARE(graph.document().find(id)->values[columns], Value(std::string("age")));
        graph.undo();
        graph.undo();
        graph.undo();
        QCOMPARE(graph.document().find(id)->values[columns], Value(std::string()));
    }

    void the_name_is_changed_and_the_language_followed()
    {
        GraphDocument graph;
        Inspector inspector(graph);
        const NodeId id = add(graph, "dense");
        graph.select(id);
        inspector.name_field().selectAll();
        QTest::keyClicks(&inspector.name_field(), "head");
        QTest::keyClick(&inspector.name_field(), Qt::Key_Return);
        QCOMPARE(graph.document().find(id)->name, std::string("head"));
        set_interface_language(Language::Chinese);
        QApplication::processEvents();
        QCOMPARE(inspector.field("units")->editor()->accessibleName(), shown(setting("dense", "units").label));
        set_interface_language(Language::English);
    }
};

QTEST_MAIN(InspectorTest)
#include "inspector_test.moc"
