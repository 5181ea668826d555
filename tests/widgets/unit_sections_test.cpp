#include "graph/kit.h"
#include "graph/unit_change.h"
#include "graph/varied.h"
#include "inspector/inspector.h"
#include "inspector/unit_sections.h"

#include "bridge/setting_field.h"
#include "theme/language.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QTest>

#include <algorithm>
#include <set>

using namespace loom;

/// The settings panel where units are: what copies have in their own way, what a unit shows, how a node takes part.
class UnitSectionsTest : public QObject {
    Q_OBJECT

    std::unique_ptr<GraphDocument> graph_;
    std::unique_ptr<Inspector> panel_;

    const Document& document() const { return graph_->document(); }
    NodeId first_of(std::string_view type, UnitId in = main_graph) const
    {
        for (const NodeId id : document().members(in))
            if (document().find(id)->type == type)
                return id;
        return {};
    }
    template <class T>
    T* child(const char* name) const
    {
        auto* found = panel_->findChild<T*>(QString::fromLatin1(name));
        return found && found->isVisibleTo(panel_.get()) ? found : nullptr;
    }
    std::int64_t parameters() const { return graph_->analysis().total.parameters; }
    void choose(QComboBox* box, int i)
    {
        box->setCurrentIndex(i);
        Q_EMIT box->activated(i);
    }

private slots:
    void init()
    {
        graph_ = std::make_unique<GraphDocument>();
        Chain c;
        const UnitId block = unit_of(c, "residual_block");
        c.add("input", {{"shape", std::vector<std::int64_t>{16, 16, 64}}}).copy(block).copy(block).add("global_avg_pool").add("dense").add("output");
        graph_->open(c.finish(default_recipe()));
        panel_ = std::make_unique<Inspector>(*graph_);
        panel_->resize(320, 900);
        panel_->show();
    }

    /// Inside of a unit its settings have the words that its copies' have.
    void settings_have_the_same_words_inside_and_outside()
    {
        set_interface_language(Language::Chinese);
        const NodeId copy = first_of("unit");
        const auto words = [&] {
            std::set<QString> texts;
            for (const QLabel* label : panel_->findChildren<QLabel*>())
                if (label->isVisibleTo(panel_.get()))
                    texts.insert(label->text());
            return texts;
        };
        graph_->select(copy);
        const auto outside = words();
        QVERIFY(graph_->enter(copy));
        const auto inside = words();
        for (const Exposed& exposed : document().find(document().find(copy)->unit)->exposed) {
            const QString label = shown(Text{exposed.label});
            QVERIFY2(label != shown(exposed.label), exposed.label.c_str());
            const bool told = std::ranges::any_of(outside, [&](const QString& text) { return text.startsWith(label); }); // Its unit stands behind it.
            QVERIFY2(told, qPrintable(QStringList(outside.begin(), outside.end()).join(QLatin1Char('|'))));
            QVERIFY2(inside.contains(label), qPrintable(QStringList(inside.begin(), inside.end()).join(QLatin1Char('|'))));
        }
        set_interface_language(Language::English);
    }

    void a_copy_has_settings_of_its_own()
    {
        const NodeId copy = first_of("unit");
        const auto before = parameters();
        graph_->select(copy);
        auto* stride = child<QLineEdit>("setting-stride");
        auto* plain = child<QCheckBox>("setting-plain");
        QVERIFY(stride && plain);
        QVERIFY(plain->isChecked());
        QTest::mouseClick(plain, Qt::LeftButton, {}, QPoint(8, plain->height() / 2));
        QCOMPARE(document().find(copy)->given.at("plain"), Value(false));
        QCOMPARE(parameters(), before + 64 * 64 + 2 * 64);
        stride->selectAll();
        QTest::keyClicks(stride, QStringLiteral("2, 2"));
        QTest::keyClick(stride, Qt::Key_Return);
        QCOMPARE(*graph_->facts_of(copy).output, (Shape{64, 8, 8}));
        QPushButton* all = nullptr;
        for (QPushButton* b : panel_->findChildren<QPushButton*>())
            if (b->text() == QStringLiteral("As in the unit"))
                all = b;
        QVERIFY(all && all->isEnabled());
        QTest::mouseClick(all, Qt::LeftButton);
        QVERIFY(document().find(copy)->given.empty());
        QCOMPARE(parameters(), before);
        QVERIFY(graph_->undo());
        QCOMPARE(document().find(copy)->given.size(), std::size_t(2));
    }

    void another_unit_stands_in_a_copy_and_a_search_chooses()
    {
        const NodeId copy = first_of("unit");
        const UnitId block = document().find(copy)->unit;
        graph_->select(copy);
        QVERIFY(child<QComboBox>("setting-unit"));
        QCOMPARE(child<QComboBox>("setting-unit")->count(), 1); // Nothing else fits, but a search can leave it out.
        Change own = detaching(document(), copy);
        QVERIFY(graph_->perform(own.name, own.edits));
        const UnitId other = document().find(copy)->unit;
        QVERIFY(other != block);
        auto* units = child<QComboBox>("setting-unit");
        QVERIFY(units);
        QCOMPARE(units->count(), 2);
        QCOMPARE(units->currentText(), shown(document().find(other)->name));
        QVERIFY(QTest::qWaitForWindowActive(panel_.get()));
        units->setFocus();
        choose(units, 0);
        QTRY_COMPARE(document().find(copy)->unit, block);
        QVERIFY(child<QComboBox>("setting-unit")->hasFocus()); // The keyboard can go on choosing.
        QCOMPARE(child<QComboBox>("setting-unit")->currentIndex(), 0);
        QVERIFY(graph_->undo()); // One step.
        QCOMPARE(document().find(copy)->unit, other);
        QCOMPARE(child<QComboBox>("setting-unit")->currentIndex(), 1);

        auto* pin = child<QAbstractButton>("pin-unit");
        QVERIFY(pin && !pin->isChecked());
        QTest::mouseClick(pin, Qt::LeftButton);
        QCOMPARE(document().search().size(), std::size_t(1));
        const Varied& v = document().search().front();
        QVERIFY(v.node == copy && v.key == unit_key && (v.choices == std::vector<Value>{unit_value(block), unit_value(other)}));
        QVERIFY(child<QAbstractButton>("pin-unit")->isChecked());
        // Another name is told at once.
        const Change renamed = renaming_unit(document(), other, "Plain block");
        QVERIFY(graph_->perform(renamed.name, renamed.edits));
        QCOMPARE(child<QComboBox>("setting-unit")->itemText(1), QStringLiteral("Plain block"));
        QVERIFY(child<QAbstractButton>("pin-unit")->isChecked());
        QTest::mouseClick(child<QAbstractButton>("pin-unit"), Qt::LeftButton);
        QVERIFY(document().search().empty());
        QVERIFY(graph_->undo());
        QVERIFY(child<QAbstractButton>("pin-unit")->isChecked());
    }

    void a_search_varies_what_a_unit_shows_in_one_copy()
    {
        const NodeId copy = first_of("unit");
        const UnitId block = document().find(copy)->unit;
        graph_->select(copy);
        auto* pin = child<QAbstractButton>("pin-plain");
        QVERIFY(pin && !pin->isChecked());
        QTest::mouseClick(pin, Qt::LeftButton);
        QVERIFY((document().search() == std::vector<Varied>{{.of = Varied::Of::Node, .node = copy, .key = "plain", .choices = {false, true}}}));
        QVERIFY(child<QAbstractButton>("pin-plain")->isChecked());
        for (const NodeId other : document().copies(block))
            if (other != copy) {
                graph_->select(other);
                QVERIFY(!child<QAbstractButton>("pin-plain")->isChecked()); // It is the other copy's.
            }
        // Inside, it is said that a pin is for all copies, and how one of them is varied.
        QVERIFY(graph_->enter(copy));
        graph_->select(first_of("batch_norm", block));
        QVERIFY(panel_->findChild<QAbstractButton*>(QStringLiteral("pin-momentum")));
        const auto labels = panel_->findChildren<QLabel*>();
        QVERIFY(std::ranges::any_of(labels, [&](const QLabel* l) { return l->isVisibleTo(panel_.get()) && l->text().contains(QStringLiteral("A pin here varies a setting in all of them")); }));
        graph_->leave_to(0);
        // A name that the copy itself has means that one: no pin for the other.
        Unit named = *document().find(block);
        std::ranges::find(named.exposed, "plain", &Exposed::key)->key = "repeat";
        QVERIFY(graph_->perform(LOOM_TEXT("x"), {SetUnit{block, named}}));
        graph_->select(copy);
        QCOMPARE(panel_->findChildren<QAbstractButton*>(QStringLiteral("pin-repeat")).size(), qsizetype(1));
    }

    void a_layer_inside_shows_a_setting_on_the_unit()
    {
        const NodeId copy = first_of("unit");
        const UnitId unit = document().find(copy)->unit;
        const auto before = document().find(unit)->exposed.size();
        QVERIFY(graph_->enter(copy));
        auto* name = child<QLineEdit>("unit-name");
        QVERIFY(name);
        name->selectAll();
        QTest::keyClicks(name, QStringLiteral("Block"));
        QTest::keyClick(name, Qt::Key_Return);
        QCOMPARE(document().find(unit)->name, std::string("Block"));

        graph_->select(first_of("batch_norm", unit));
        auto* expose = child<QPushButton>("expose");
        QVERIFY(expose);
        Q_EMIT expose->menu()->aboutToShow();
        QVERIFY(!expose->menu()->actions().constFirst()->isChecked());
        expose->menu()->actions().constFirst()->trigger(); // Momentum.
        QCOMPARE(document().find(unit)->exposed.size(), before + 1);
        Q_EMIT expose->menu()->aboutToShow();
        QVERIFY(expose->menu()->actions().constFirst()->isChecked());
        // It is listed for the unit, and taken off there.
        graph_->select(Selection{});
        QList<QPushButton*> offs;
        for (QPushButton* b : panel_->findChildren<QPushButton*>())
            if (b->accessibleName().startsWith(QStringLiteral("Take off")) && b->isVisible())
                offs << b;
        QCOMPARE(offs.size(), qsizetype(before + 1));
        QTest::mouseClick(offs.last(), Qt::LeftButton);
        QCOMPARE(document().find(unit)->exposed.size(), before);
        graph_->leave_to(0);
        QVERIFY(!child<QLineEdit>("unit-name"));
    }

    void a_node_is_bypassed_muted_and_pinned()
    {
        const NodeId pool = first_of("global_avg_pool");
        graph_->select(pool);
        auto* use = child<QComboBox>("use");
        QVERIFY(use);
        choose(use, 1);
        QVERIFY(document().find(pool)->use == Use::Bypassed);
        graph_->undo();
        QCOMPARE(use->currentIndex(), 0);
        auto* pinned = child<QCheckBox>("pinned");
        QVERIFY(pinned);
        QTest::mouseClick(pinned, Qt::LeftButton, {}, QPoint(8, pinned->height() / 2));
        QVERIFY(document().find(pool)->pinned);
        graph_->select(first_of("input"));
        QVERIFY(!child<QComboBox>("use")->isEnabled());
    }

    void copies_share_their_weights()
    {
        const auto& copies = document().copies(document().units().begin()->first);
        const NodeId first = *copies.begin(), second = *std::next(copies.begin());
        const auto before = parameters();
        graph_->select(second);
        auto* weights = child<QComboBox>("weights");
        QVERIFY(weights);
        QCOMPARE(weights->count(), 2);
        choose(weights, 1);
        QCOMPARE(document().find(second)->shares, first);
        QVERIFY(parameters() < before);
        graph_->select(first);
        QVERIFY(!child<QComboBox>("weights")->isEnabled()); // Others have its weights.
        graph_->perform(LOOM_TEXT("Delete %1"), removal(document(), {second}, Reconnect::No));
        QVERIFY(child<QComboBox>("use"));
    }
};

QTEST_MAIN(UnitSectionsTest)
#include "unit_sections_test.moc"
