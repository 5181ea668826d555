#include "bridge/graph_document.h"
#include "bridge/setting_field.h"
#include "graph/varied.h"
#include "runs/recipe_form.h"
#include "schema/recipe.h"
#include "theme/controls.h"
#include "theme/theme.h"

#include <QAbstractButton>
#include <QClipboard>
#include <QGuiApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

using namespace loom;

class RecipeFormTest : public QObject {
    Q_OBJECT

    static RecipeSettings settings(const GraphDocument& g) { return unpack_recipe(g.document().recipe().settings); }
    static void type(QLineEdit* field, const QString& text)
    {
        field->setFocus();
        field->selectAll();
        QTest::keyClicks(field, text);
    }

private slots:
    void initTestCase() { ThemeManager::instance().install(); }

    void typing_a_number_is_one_step_that_can_be_undone()
    {
        GraphDocument graph;
        RecipeForm form(graph);
        form.show();
        QVERIFY(QTest::qWaitForWindowActive(&form));
        auto* batch = form.findChild<QLineEdit*>("setting-batch_size");
        QVERIFY(batch);
        const auto before = settings(graph).batch_size;
        type(batch, "128");
        QTest::keyClick(batch, Qt::Key_Return);
        QCOMPARE(settings(graph).batch_size, std::int64_t(128));
        QVERIFY(graph.undo());
        QCOMPARE(settings(graph).batch_size, before);
        QCOMPARE(batch->text(), QString::number(before));
        QVERIFY(!graph.undo());
        QVERIFY(graph.redo());
        QCOMPARE(batch->text(), QStringLiteral("128"));
    }

    void what_is_not_valid_changes_nothing_and_says_so()
    {
        GraphDocument graph;
        RecipeForm form(graph);
        form.show();
        QVERIFY(QTest::qWaitForWindowActive(&form));
        auto* epochs = form.findChild<QLineEdit*>("setting-epochs");
        const auto before = settings(graph).epochs;
        type(epochs, "0");
        QCOMPARE(settings(graph).epochs, before);
        QVERIFY(!epochs->toolTip().isEmpty());
        QTest::keyClick(epochs, Qt::Key_Return);
        QCOMPARE(epochs->text(), QStringLiteral("0"));
        QVERIFY(!epochs->toolTip().isEmpty());
        QTest::keyClick(epochs, Qt::Key_Escape);
        QCOMPARE(epochs->text(), QString::number(before));
        QCOMPARE(epochs->property("error").toString(), QString());
        epochs->selectAll();
        QGuiApplication::clipboard()->setText(QString::fromUtf8("１２")); // Full-width digits.
        epochs->paste();
        QCOMPARE(settings(graph).epochs, std::int64_t(12));
        QTest::keyClick(epochs, Qt::Key_Up);
        QCOMPARE(settings(graph).epochs, std::int64_t(13));
    }

    void what_is_out_of_range_is_neither_changed_nor_half_taken()
    {
        GraphDocument graph;
        RecipeForm form(graph);
        form.show();
        QVERIFY(QTest::qWaitForWindowActive(&form));
        auto* rate = form.findChild<QLineEdit*>("setting-learning_rate");
        auto* other = form.findChild<QLineEdit*>("setting-epochs");
        QVERIFY(rate && other);
        const Recipe before = graph.document().recipe();
        for (const char* wrong : {"1e6", "1000000", "-5", "abc", ""}) {
            rate->setFocus();
            rate->selectAll();
            QTest::keyClick(rate, Qt::Key_Backspace);
            QTest::keyClicks(rate, QString::fromLatin1(wrong));
            other->setFocus(Qt::TabFocusReason); // The field is left,
            QCOMPARE(rate->text(), QString::fromLatin1(wrong)); // and keeps what was typed,
            const QString why = rate->property("error").toString();
            QVERIFY2(!why.isEmpty(), wrong); // with a red edge and the sentence below it.
            bool below = false;
            for (const QLabel* label : rate->parentWidget()->findChildren<QLabel*>())
                below |= label->isVisible() && label->text() == why;
            QVERIFY(below);
            QVERIFY2(graph.document().recipe() == before, wrong); // The 1 of 1e6 is not in force either.
        }
        type(rate, "0.01");
        QTest::keyClick(rate, Qt::Key_Return);
        QCOMPARE(rate->property("error").toString(), QString());
        QVERIFY(graph.document().recipe() != before);
        // Another project does not find what was typed here.
        type(rate, "abc");
        graph.open(graph.document());
        QCOMPARE(rate->text(), QStringLiteral("0.01"));
    }

    void another_optimiser_brings_its_own_settings()
    {
        GraphDocument graph;
        RecipeForm form(graph);
        form.show();
        QVERIFY(QTest::qWaitForWindowActive(&form));
        auto* method = form.findChild<QComboBox*>("recipe-method");
        method->setFocus();
        const int sgd = method->findData("sgd");
        QVERIFY(sgd >= 0);
        method->setCurrentIndex(sgd);
        Q_EMIT method->activated(sgd);
        QCOMPARE(graph.document().recipe().optimizer.type, std::string("sgd"));
        QVERIFY(form.findChild<QWidget*>("setting-momentum"));
        graph.undo();
        QCOMPARE(graph.document().recipe().optimizer.type, std::string("adam"));
        QCOMPARE(method->currentData().toString(), QStringLiteral("adam"));
    }

    void a_pin_lets_a_search_vary_a_setting_and_can_be_undone()
    {
        GraphDocument graph;
        RecipeForm form(graph);
        form.show();
        QVERIFY(QTest::qWaitForWindowActive(&form));
        auto* pin = form.findChild<QAbstractButton*>("pin-learning_rate");
        auto* batch = form.findChild<QAbstractButton*>("pin-batch_size");
        QVERIFY(pin && batch);
        QVERIFY(!pin->isChecked());
        QVERIFY(pin->accessibleName().contains(QStringLiteral("Learning rate")));
        QTest::mouseClick(pin, Qt::LeftButton);
        QVERIFY(pin->isChecked());
        QCOMPARE(graph.document().search().size(), std::size_t(1));
        const Varied& v = graph.document().search().front();
        QVERIFY(v.of == Varied::Of::Optimizer && v.key == "learning_rate" && v.log);
        const double rate = std::get<double>(*value_of(graph.document(), v));
        QVERIFY(v.low < rate && rate < v.high);
        batch->setFocus(); // By the keyboard too.
        QTest::keyClick(batch, Qt::Key_Space);
        QCOMPARE(graph.document().search().size(), std::size_t(2));
        QVERIFY(batch->isChecked() && pin->isChecked());
        QVERIFY(graph.undo());
        QVERIFY(!batch->isChecked() && pin->isChecked());
        QTest::mouseClick(pin, Qt::LeftButton);
        QVERIFY(graph.document().search().empty());
        // What is not pinned is seen only under the pointer or where the focus is.
        batch->setFocus();
        const QImage seen = batch->grab().toImage();
        form.findChild<QLineEdit*>("setting-epochs")->setFocus();
        QVERIFY(batch->grab().toImage() != seen);
    }

    void while_a_run_uses_it_it_can_only_be_read()
    {
        GraphDocument graph;
        RecipeForm form(graph);
        Recipe used = graph.document().recipe();
        used.settings[*recipe_type().index_of("epochs")] = std::int64_t(77);
        form.show_run(&used);
        auto* epochs = form.findChild<QLineEdit*>("setting-epochs");
        QVERIFY(epochs->isReadOnly());
        QCOMPARE(epochs->text(), QStringLiteral("77"));
        form.show_run(nullptr);
        QVERIFY(!epochs->isReadOnly());
        QVERIFY(epochs->text() != QStringLiteral("77"));
    }

    void fields_take_what_people_write()
    {
        const auto as = [](Value like, const char* text) {
            const auto value = parsed(Setting{.key = "k", .label = {}, .help = {}, .fallback = std::move(like)}, QString::fromUtf8(text));
            return value ? std::optional(*value) : std::nullopt;
        };
        const Value list = std::vector<std::int64_t>{}, number = 0.5, whole = std::int64_t(0);
        QVERIFY(as(list, "3 x 5") == Value(std::vector<std::int64_t>{3, 5}));
        QVERIFY(as(number, "1e-3") == Value(0.001));
        QVERIFY(as(number, "10%") == Value(0.1));
        QVERIFY(as(number, "１０％") == Value(0.1));
        QVERIFY(as(number, "−0.5") == Value(-0.5));
        QVERIFY(as(number, "12,544.5") == Value(12544.5));
        QVERIFY(as(whole, "12,544") == Value(std::int64_t(12544)));
        for (const char* bad : {"abc", "", "0,5", "1,5", "inf", "nan"}) // Not fifteen where one and a half is meant.
            QVERIFY2(!as(number, bad), bad);
        for (const char* bad : {"1.5", "1,5", "12,54", "10%"})
            QVERIFY2(!as(whole, bad), bad);
    }

    void what_is_being_typed_is_not_overwritten()
    {
        GraphDocument graph;
        RecipeForm form(graph);
        form.show();
        QVERIFY(QTest::qWaitForWindowActive(&form));
        auto* batch = form.findChild<QLineEdit*>("setting-batch_size");
        const auto before = settings(graph).batch_size;
        type(batch, "12");
        QTest::keyClicks(batch, "x");
        graph.set_facts(DataFacts{}); // Something else changes meanwhile.
        QCOMPARE(batch->text(), QStringLiteral("12x"));
        QVERIFY(!batch->toolTip().isEmpty());
        QTest::keyClick(batch, Qt::Key_Escape);
        QCOMPARE(batch->text(), QString::number(before)); // The 12 of 12x is nobody's wish.
        QTest::keyClick(batch, Qt::Key_Up, Qt::ShiftModifier);
        QCOMPARE(settings(graph).batch_size, before + 10);
        graph.undo(); // What was typed and stepped is one number.
        QCOMPARE(settings(graph).batch_size, before);
        QCOMPARE(batch->text(), QString::number(before));
    }

    void an_error_stands_in_words_below_its_field()
    {
        GraphDocument graph;
        RecipeForm form(graph);
        form.show();
        auto* field = qobject_cast<SettingField*>(form.findChild<QLineEdit*>("setting-epochs")->parentWidget());
        QVERIFY(field);
        auto* sentence = field->findChild<Label*>();
        QVERIFY(!sentence->isVisible());
        type(form.findChild<QLineEdit*>("setting-epochs"), "0");
        QVERIFY(sentence->isVisible());
        QVERIFY2(sentence->text().contains(QLatin1Char('1')), qPrintable(sentence->text()));
        type(form.findChild<QLineEdit*>("setting-epochs"), "5");
        QVERIFY(!sentence->isVisible());
    }
};

QTEST_MAIN(RecipeFormTest)
#include "recipe_form_test.moc"
