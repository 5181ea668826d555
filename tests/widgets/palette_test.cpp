#include "bridge/layers.h"
#include "graph/document.h"
#include "palette/palette.h"
#include "theme/controls.h"
#include "theme/language.h"
#include "theme/theme.h"

#include <QSignalSpy>
#include <QtTest>

using namespace loom;

class PaletteTest : public QObject {
    Q_OBJECT

    static QStringList listed(const Palette& palette)
    {
        QStringList all;
        const auto* model = palette.tree().model();
        for (int g = 0; g < model->rowCount(); ++g)
            for (int r = 0; r < model->rowCount(model->index(g, 0)); ++r)
                all << model->index(r, 0, model->index(g, 0)).data().toString();
        return all;
    }

    /// Units have a list of their own.
    static qsizetype listed_types()
    {
        return std::ranges::count_if(layer_types(), [](const LayerType* type) { return is_offered(type->id); });
    }

private slots:
    void initTestCase()
    {
        ThemeManager::instance().install();
        set_interface_language(Language::English);
    }

    void it_lists_every_layer_in_the_current_language()
    {
        Palette palette;
        QCOMPARE(listed(palette).first(), QStringLiteral("Input")); // With which every network begins.
        QCOMPARE(listed(palette).size(), listed_types());
        QVERIFY(listed(palette).contains(QStringLiteral("Dense")));
        set_interface_language(Language::Chinese);
        QApplication::processEvents();
        QVERIFY(listed(palette).contains(QString::fromUtf8("全连接")));
        set_interface_language(Language::English);
    }

    void search_by_word_id_and_pinyin()
    {
        Palette palette;
        QTest::keyClicks(&palette.search(), "qlj");
        QCOMPARE(listed(palette), QStringList{QStringLiteral("Dense")});
        palette.search().clear();
        QTest::keyClicks(&palette.search(), "batch_norm");
        QCOMPARE(listed(palette).size(), qsizetype(1));
        palette.search().clear();
        QCOMPARE(listed(palette).size(), listed_types());
    }

    void enter_and_double_click_choose()
    {
        Palette palette;
        palette.resize(184, 800);
        palette.show();
        QSignalSpy chosen(&palette, &Palette::chosen);
        QTest::keyClicks(&palette.search(), "flatten");
        QTest::keyClick(&palette.search(), Qt::Key_Return);
        QCOMPARE(chosen.size(), 1);
        const auto* model = palette.tree().model();
        const QModelIndex row = model->index(0, 0, model->index(0, 0));
        QTest::mouseDClick(palette.tree().viewport(), Qt::LeftButton, {}, palette.tree().visualRect(row).center());
        QCOMPARE(chosen.size(), 2);
        QVERIFY(chosen.last().first().value<Addable>().type == find_layer("flatten"));
    }

    void categories_fold_and_stay_folded_after_a_search()
    {
        Palette palette;
        palette.resize(184, 800);
        palette.show();
        LayerTree& tree = palette.tree();
        QTest::mouseClick(tree.viewport(), Qt::LeftButton, {}, tree.visualRect(tree.model()->index(0, 0)).center());
        QVERIFY(!tree.isExpanded(tree.model()->index(0, 0)));
        QTest::keyClicks(&palette.search(), "input");
        QVERIFY(tree.isExpanded(tree.model()->index(0, 0)));
        palette.search().clear();
        QVERIFY(!tree.isExpanded(tree.model()->index(0, 0)));
    }
};

QTEST_MAIN(PaletteTest)
#include "palette_test.moc"
