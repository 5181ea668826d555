#include "formula/formula_view.h"
#include "schema/types.h"
#include "theme/language.h"
#include "theme/theme.h"

#include <QImage>
#include <QPainter>
#include <QtTest>

#include <cmath>

using namespace loom;

/// Where the parts of a formula stand, and that nothing is drawn outside of the room that a formula says it takes.
class FormulaTest : public QObject {
    Q_OBJECT

    static QFont at(int pixels)
    {
        QFont font = loom::font(FontRole::Heading);
        font.setPixelSize(pixels);
        return font;
    }
    static FormulaBox set(const std::string& text, int pixels = 16, double width = 0)
    {
        const auto part = parse_formula(text);
        return part ? typeset(*part, at(pixels), width) : FormulaBox();
    }
    static const FormulaBox::Piece* piece(const FormulaBox& box, const QString& text)
    {
        for (const auto& p : box.pieces())
            if (p.text == text)
                return &p;
        return nullptr;
    }
    /// The rectangle of what is drawn, from the beginning of the baseline, in logical pixels.
    static QRectF ink(const FormulaBox& box, double ratio = 2)
    {
        const int room = 20;
        QImage image(QSize(int(box.width()) + 2 * room, int(box.height()) + 2 * room) * ratio, QImage::Format_RGB32);
        image.setDevicePixelRatio(ratio);
        image.fill(Qt::white);
        QPainter painter(&image);
        box.paint(painter, {room, room + box.ascent()}, Qt::black);
        painter.end();
        QRect found;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                if (qGray(image.pixel(x, y)) < 140)
                    found |= QRect(x, y, 1, 1);
        return {found.x() / ratio - room, found.y() / ratio - room - box.ascent(), found.width() / ratio, found.height() / ratio};
    }

private slots:
    void initTestCase()
    {
        ThemeManager::instance().install();
        set_interface_language(Language::English);
    }

    void parts_stand_where_they_belong()
    {
        const FormulaBox fraction = set("frac{a}{b} = c");
        const auto *a = piece(fraction, "a"), *b = piece(fraction, "b"), *c = piece(fraction, "c");
        QVERIFY(a && b && c);
        QVERIFY(a->at.y() < c->at.y() && c->at.y() < b->at.y());
        QCOMPARE(c->at.y(), 0.0);
        QVERIFY(fraction.height() > 1.6 * set("c").height());

        const FormulaBox sum = set("sum_{i=1}^{n} x_i");
        const auto *sigma = piece(sum, "Σ"), *n = piece(sum, "n"), *i = piece(sum, "i"), *x = piece(sum, "x");
        QVERIFY(sigma && n && i && x);
        QVERIFY(n->at.y() < sigma->at.y() - 8);
        QVERIFY(i->at.y() > sigma->at.y() + 4);
        QVERIFY(std::abs(n->at.x() - sigma->at.x()) < sum.width() / 3); // Above it, not behind it.
        QVERIFY(x->at.x() > sigma->at.x());
        QCOMPARE(x->at.y(), 0.0);

        const FormulaBox scripts = set("x_i^2");
        QVERIFY(piece(scripts, "2")->at.y() < -2);
        QVERIFY(piece(scripts, "i")->at.y() > 1);
        QVERIFY(piece(scripts, "2")->font.pixelSize() < 16 && piece(scripts, "2")->font.pixelSize() >= 9);

        // Letters slant, names and digits do not.
        const FormulaBox kinds = set("y = max(x, 2)");
        QVERIFY(piece(kinds, "y")->font.italic());
        QVERIFY(!piece(kinds, "max")->font.italic());
        QVERIFY(!piece(kinds, "2")->font.italic());
    }

    void brackets_grow()
    {
        const double low = ink(set("(x)")).height(), high = ink(set("(frac{a}{b})")).height();
        QVERIFY2(high > 1.5 * low, qPrintable(QStringLiteral("%1 %2").arg(low).arg(high)));
        QVERIFY(ink(set("cases{x & x > 0 ;; 0 & x <= 0}")).height() > 1.8 * low);
    }

    void long_lines_go_on_below()
    {
        const std::string text = "y = a + b + c + d + f + g + h + i + j + k";
        const FormulaBox whole = set(text), narrow = set(text, 16, whole.width() / 2.5);
        QVERIFY(narrow.width() <= whole.width() / 2.5 + 1);
        QVERIFY(narrow.height() > 2.5 * whole.height());
        QCOMPARE(narrow.pieces().size(), whole.pieces().size());
        QVERIFY(set("a = 1 ;; b = 2").height() > 1.9 * set("a = 1").height());
    }

    void every_formula_is_drawn_in_its_room()
    {
        int seen = 0;
        const auto look = [&](const TypeInfo& type, const std::function<Formula(const Values&)>& formula) {
            if (!formula)
                return;
            const FormulaBox box = set(formula(defaults(type)).text);
            const QRectF drawn = ink(box);
            const QRectF room(-2, -box.ascent() - 2, box.width() + 4, box.height() + 4);
            QVERIFY2(drawn.width() > 20, type.id.data());
            QVERIFY2(room.contains(drawn), qPrintable(QStringLiteral("%1: %2 %3 %4 %5 in %6×%7")
                                                          .arg(QString::fromUtf8(type.id.data(), qsizetype(type.id.size())))
                                                          .arg(drawn.left()).arg(drawn.top()).arg(drawn.right()).arg(drawn.bottom())
                                                          .arg(box.width()).arg(box.height())));
            ++seen;
        };
        for (const LayerType* type : layer_types())
            look(*type, type->formula);
        for (const LossType* type : loss_types())
            look(*type, type->formula);
        for (const OptimizerType* type : optimizer_types())
            look(*type, type->formula);
        QVERIFY(seen > 90);
    }

    void it_follows_size_and_pixel_ratio()
    {
        const std::string text = "y = frac{1}{1 + e^{-x}}";
        const double small = set(text, 13).width(), large = set(text, 26).width();
        QVERIFY(std::abs(large / small - 2) < 0.25);
        const QRectF coarse = ink(set(text), 1), fine = ink(set(text), 3);
        QVERIFY(std::abs(coarse.width() - fine.width()) < 3);
    }

    void the_view_tells_and_takes_the_height_it_needs()
    {
        FormulaView view;
        view.set_formula("y = a + b + c + d + f + g + h + i + j + k");
        QCOMPARE(view.accessibleName(), QStringLiteral("y = a + b + c + d + f + g + h + i + j + k"));
        QVERIFY(view.heightForWidth(90) > view.heightForWidth(600));
        view.set_formula("y = (");
        QVERIFY(view.sizeHint().width() > 10); // As it is written.
        view.resize(300, 60);
        ThemeManager::instance().set_appearance(Appearance::Dark);
        const QImage dark = view.grab().toImage();
        ThemeManager::instance().set_appearance(Appearance::Light);
        QVERIFY(dark != view.grab().toImage());
    }

    void pictures()
    {
        const QString folder = qEnvironmentVariable("LOOM_PICTURES");
        if (folder.isEmpty())
            QSKIP("only with LOOM_PICTURES");
        std::vector<std::pair<QString, std::string>> all;
        for (const LayerType* type : layer_types())
            if (type->formula)
                all.emplace_back(QString::fromUtf8(type->id.data(), qsizetype(type->id.size())), type->formula(defaults(*type)).text);
        for (const LossType* type : loss_types())
            all.emplace_back(QString::fromUtf8(type->id.data(), qsizetype(type->id.size())), type->formula(defaults(*type)).text);
        for (const OptimizerType* type : optimizer_types())
            all.emplace_back(QString::fromUtf8(type->id.data(), qsizetype(type->id.size())), type->formula(defaults(*type)).text);
        for (std::size_t from = 0, sheet = 0; from < all.size(); from += 24, ++sheet) {
            QImage image(1500, 1500, QImage::Format_RGB32);
            image.fill(theme().surface);
            QPainter painter(&image);
            double y = 10;
            for (std::size_t i = from; i < std::min(from + 24, all.size()); ++i) {
                const FormulaBox box = set(all[i].second, 18, 1200);
                painter.setPen(theme().text3);
                painter.setFont(loom::font(FontRole::Small));
                painter.drawText(QPointF(10, y + box.ascent()), all[i].first);
                box.paint(painter, {220, y + box.ascent()}, theme().text);
                y += box.height() + 14;
            }
            painter.end();
            image.copy(0, 0, 1500, int(std::min(1500.0, y))).save(folder + QStringLiteral("/formulas-%1.png").arg(sheet));
        }
    }
};

QTEST_MAIN(FormulaTest)
#include "formula_test.moc"
