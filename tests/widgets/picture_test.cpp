#include "bridge/layer_picture.h"
#include "bridge/layer_tip.h"
#include "canvas/picture.h"
#include "graph/arrange.h"
#include "graph/chain.h"
#include "graph/change.h"
#include "theme/language.h"
#include "theme/theme.h"

#include <QImage>
#include <QPainter>
#include <QRegularExpression>
#include <QSvgRenderer>
#include <QTemporaryDir>
#include <QTextDocument>
#include <QXmlStreamReader>
#include <QtTest>

using namespace loom;

/// Pictures of the graph for papers, and of what each layer does.
class PictureTest : public QObject {
    Q_OBJECT

    static Document network()
    {
        Chain chain;
        chain.add("input").add("conv2d").add("max_pool").add("flatten").add("dense").add("output");
        return chain.finish(default_recipe());
    }
    static QByteArray content(const QString& path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    QString path(const char* name) const { return folder_.filePath(QString::fromLatin1(name)); }
    static Status save(const QString& path, const Document& document, double scale = 1)
    {
        return save_picture(fs::path(path.toStdString()), document, analyse(document, nullptr), nullptr, scale);
    }
    static int inked(const QImage& image)
    {
        int count = 0;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                count += image.pixel(x, y) != image.pixel(0, 0);
        return count;
    }
    static QImage drawn(const LayerType& type, const Values& values, const Theme& theme, double scale)
    {
        QImage image((layer_picture_size * scale).toSize(), QImage::Format_ARGB32_Premultiplied);
        image.fill(theme.raised);
        QPainter painter(&image);
        paint_layer_picture(painter, QRectF(image.rect()), type, values, theme);
        return image;
    }

    QTemporaryDir folder_;

private slots:
    void initTestCase()
    {
        ThemeManager::instance().install();
        set_interface_language(Language::English);
    }
    void cleanup() { set_interface_language(Language::English); }

    void an_svg_is_lines_and_text_in_both_languages()
    {
        for (const Language l : {Language::English, Language::Chinese}) {
            set_interface_language(l);
            const Document document = network();
            QVERIFY(save(path("graph.svg"), document));
            const QByteArray bytes = content(path("graph.svg"));
            QXmlStreamReader xml(bytes);
            QString words;
            int images = 0;
            while (!xml.atEnd()) {
                xml.readNext();
                images += xml.isStartElement() && xml.name() == QLatin1String("image");
                if (xml.isCharacters())
                    words += xml.text();
            }
            QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
            QCOMPARE(images, 0);
            for (const auto& [id, node] : document.nodes())
                QVERIFY2(words.contains(shown(node.name)), qPrintable(shown(node.name)));
            QVERIFY(words.contains(QStringLiteral("26×26×32")));
            QSvgRenderer renderer(bytes);
            QVERIFY(renderer.isValid());
            const QSizeF size = picture_size(document);
            QVERIFY(std::abs(renderer.viewBoxF().width() - size.width()) < 1 && std::abs(renderer.viewBoxF().height() - size.height()) < 1);
        }
    }

    void a_pdf_has_one_page_of_its_size()
    {
        for (const Language l : {Language::English, Language::Chinese}) {
            set_interface_language(l);
            const Document document = network();
            QVERIFY(save(path("graph.pdf"), document));
            const QByteArray bytes = content(path("graph.pdf"));
            QVERIFY(bytes.startsWith("%PDF-"));
            QVERIFY(bytes.contains("/Count 1\n"));
            QVERIFY(bytes.contains("/FontFile2") || bytes.contains("/FontFile3")); // Its fonts are inside.
            const auto box = QRegularExpression(QStringLiteral("/MediaBox \\[0 0 ([0-9.]+) ([0-9.]+)\\]")).match(QString::fromLatin1(bytes));
            QVERIFY(box.hasMatch());
            const QSizeF size = picture_size(document) * 0.75;
            QVERIFY2(std::abs(box.captured(1).toDouble() - size.width()) <= 1 && std::abs(box.captured(2).toDouble() - size.height()) <= 1,
                     qPrintable(box.captured(0)));
        }
    }

    void a_png_has_the_size_that_was_asked()
    {
        const Document document = network();
        for (const double scale : {0.5, 1.0, 3.0}) {
            QVERIFY(save(path("graph.png"), document, scale));
            const QImage image(path("graph.png"));
            const QSizeF size = picture_size(document) * scale;
            QCOMPARE(image.size(), QSize(int(std::ceil(size.width())), int(std::ceil(size.height()))));
            QVERIFY(inked(image) > image.width() * image.height() / 20);
        }
    }

    void what_cannot_be_drawn_is_told_and_writes_nothing()
    {
        Document far = network();
        (void)far.apply(MoveNode{far.nodes().begin()->first, {40000, 0}});
        const std::tuple<const char*, Document, double> wrong[] = {
            {"graph.gif", network(), 1}, {"graph", network(), 1}, {"none.svg", Document(), 1}, {"large.png", far, 1}, {"scale.png", network(), 0},
            {"no/such/folder.svg", network(), 1}};
        for (const auto& [name, document, scale] : wrong) {
            const Status status = save(path(name), document, scale);
            QVERIFY2(!status, name);
            QVERIFY(!shown(status.error().message).isEmpty());
            QVERIFY(!QFile::exists(path(name)));
        }
        QVERIFY(save(path("far.svg"), far));
        QVERIFY(save(path("far.pdf"), far));
    }

    void every_layer_has_a_picture_of_its_own()
    {
        for (const LayerType* type : layer_types()) {
            const QByteArray name(type->id.data(), qsizetype(type->id.size()));
            QVERIFY2(has_own_picture(*type), name.constData());
            for (const Theme* theme : {&light_theme(), &dark_theme()})
                for (const double scale : {1.0, 2.0}) {
                    const QImage image = drawn(*type, defaults(*type), *theme, scale);
                    const int ink = inked(image);
                    QVERIFY2(ink > 300 * scale * scale && ink < 0.9 * image.width() * image.height(), name.constData());
                    // Nothing is cut: the edge stays free.
                    for (int x = 0; x < image.width(); ++x)
                        QVERIFY2(image.pixel(x, 0) == image.pixel(0, 0) && image.pixel(x, image.height() - 1) == image.pixel(0, 0), name.constData());
                }
        }
    }

    void pictures_follow_the_settings()
    {
        const auto differs = [](const char* id, const char* key, const Value& value) {
            const LayerType& type = *find_layer(id);
            Values values = defaults(type);
            values[*type.index_of(key)] = value;
            return drawn(type, values, light_theme(), 1) != drawn(type, defaults(type), light_theme(), 1);
        };
        QVERIFY(differs("conv2d", "kernel", std::vector<std::int64_t>{5, 5}));
        QVERIFY(differs("conv2d", "stride", std::vector<std::int64_t>{2, 2}));
        QVERIFY(differs("dropout", "rate", 0.1));
        for (const char* curve : {"leaky_relu", "tanh", "sigmoid", "gelu", "softplus", "softmax"})
            QVERIFY2(differs("activation", "curve", std::string(curve)), curve);
    }

    void the_tip_shows_the_picture_and_the_words()
    {
        const LayerType& type = *find_layer("conv2d");
        QTextDocument tip;
        tip.setHtml(layer_tip(type, defaults(type), QStringLiteral("3 < 5 & so on"), 2));
        QVERIFY(tip.toPlainText().contains(QLatin1String("3 < 5 & so on")));
        QVERIFY(tip.size().width() >= layer_picture_size.width() && tip.size().height() >= layer_picture_size.height());
        const auto picture = QRegularExpression(QStringLiteral("base64,([^\"]+)")).match(layer_tip(type, defaults(type), {}, 2)).captured(1);
        QCOMPARE(QImage::fromData(QByteArray::fromBase64(picture.toLatin1())).size(), (layer_picture_size * 2).toSize());
    }
};

QTEST_MAIN(PictureTest)
#include "picture_test.moc"
