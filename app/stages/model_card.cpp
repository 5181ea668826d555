#include "stages/model_card.h"
#include "graph/ends.h"

#include "schema/types.h"
#include "schema/boxes.h"
#include "theme/language.h"
#include "theme/numbers.h"
#include "theme/theme.h"

#include <QBuffer>
#include <QDateTime>
#include <QLocale>

#include <cmath>

namespace loom {
namespace {

/// Sentences of one language, escaped.
struct Words {
    Language language;
    QString operator()(const Message& m) const { return QString::fromStdString(render(m, language)).toHtmlEscaped(); }
};

std::string text_of(const QString& s) { return s.toStdString(); }

QString picture_tag(const QImage& picture)
{
    QImage enlarged = picture;
    if (picture.width() <= 64) // Without smoothing: the pixels are the data.
        enlarged = picture.scaled(40, 40, Qt::KeepAspectRatio, Qt::FastTransformation);
    else
        enlarged = picture.scaled(40, 40, Qt::KeepAspectRatio, Qt::SmoothTransformation);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    enlarged.save(&buffer, "PNG");
    return QStringLiteral("<img width=\"40\" height=\"40\" src=\"data:image/png;base64,%1\">&nbsp;").arg(QString::fromLatin1(bytes.toBase64()));
}

QString class_list(const std::vector<std::string>& classes)
{
    QStringList names;
    for (const std::string& c : classes) {
        if (names.size() == 12) {
            names.append(QStringLiteral("…"));
            break;
        }
        names.append(QString::fromStdString(c));
    }
    return names.join(QStringLiteral(", "));
}

} // namespace

QString model_card_html(const CardFacts& f, Language language, bool own_page)
{
    const Words say{language};
    const Theme& t = own_page ? light_theme() : theme();
    const DataFacts& data = f.run.facts;
    QString body;
    // In a text document headings keep their own size; there they are paragraphs.
    const auto heading = [&](const Message& m) { body += (own_page ? QStringLiteral("<h2>%1</h2>") : QStringLiteral("<p class=\"h2\">%1</p>")).arg(say(m)); };
    const auto paragraph = [&](const Message& m) { body += QStringLiteral("<p>%1</p>").arg(say(m)); };
    const auto line = [&](const Message& name, const QString& value) {
        body += QStringLiteral("<tr><td class=\"name\">%1</td><td align=\"right\"><b>%2</b></td></tr>").arg(say(name), value.toHtmlEscaped());
    };

    body += (own_page ? QStringLiteral("<h1>%1</h1>") : QStringLiteral("<p class=\"h1\">%1</p>")).arg(f.project.toHtmlEscaped());
    const QDateTime when = QDateTime::fromString(QString::fromStdString(f.run.ended.empty() ? f.run.started : f.run.ended), Qt::ISODate);
    const QLocale locale = language == Language::Chinese ? QLocale(QLocale::Chinese, QLocale::China) : QLocale(QLocale::English, QLocale::UnitedKingdom);
    const bool numbered = f.run.name.starts_with("run-");
    const std::string run_name = numbered ? render(Message(LOOM_TEXT("Run %1"), f.run.name.substr(4)), language) : f.run.name;
    body += QStringLiteral("<p class=\"quiet\">%1</p>")
                .arg(say(Message(LOOM_TEXT("%1 · trained %2"), run_name, text_of(when.isValid() ? locale.toString(when.date(), QLocale::LongFormat) : QStringLiteral("–")))));

    if (data.pictures)
        paragraph(Message(LOOM_TEXT("Reads one picture of %1 pixels."), text_of(QString::fromStdString(shape_text(data.sample)))));
    else if (!data.features.empty())
        paragraph(Message(LOOM_TEXT("Reads one row of %1 numbers: %2."), data.features.size(), text_of(class_list(data.features))));
    else
        paragraph(Message(LOOM_TEXT("Reads one sample of shape %1."), shape_text(data.sample)));
    if (const auto outputs = output_names(f.run.document, data); outputs.size() > 1)
        paragraph(Message(LOOM_TEXT("Gives %1 answers at once: %2."), outputs.size(), text_of(class_list(outputs))));
    else if (data.target == DataFacts::Target::Classes)
        paragraph(Message(LOOM_TEXT("Answers with one of %1 classes: %2."), data.classes.size(), text_of(class_list(data.classes))));
    else if (holds_boxes(data))
        paragraph(Message(LOOM_TEXT("Finds objects of %1 classes: %2."), data.classes.size(), text_of(class_list(data.classes))));
    else
        paragraph(Message(LOOM_TEXT("Answers with %1 numbers."), data.target_width));

    if (f.evaluation && f.evaluation->classes) {
        const ClassificationReport& r = f.evaluation->report;
        const auto right = std::int64_t(std::llround(r.accuracy * double(r.samples)));
        const Interval i = wilson(right, r.samples);
        body += QStringLiteral("<table class=\"figures\" width=\"100%\" cellspacing=\"0\" cellpadding=\"0\"><tr><td class=\"quiet\">%1</td><td class=\"quiet\">%2</td><td class=\"quiet\">%3</td></tr>"
                               "<tr><td class=\"figure\">%4</td><td class=\"value\">%5–%6</td><td class=\"value\">%7</td></tr></table>")
                    .arg(say(LOOM_TEXT("Accuracy")), say(LOOM_TEXT("95% interval")), say(LOOM_TEXT("Test samples")), percent_text(r.accuracy, 2),
                         QString::number(i.low * 100, 'f', 2), QString::number(i.high * 100, 'f', 2), counted(r.samples));
        heading(LOOM_TEXT("Where it errs"));
        QString pictures;
        for (const QImage& p : f.errors)
            pictures += picture_tag(p);
        if (!pictures.isEmpty())
            body += QStringLiteral("<p>%1</p>").arg(pictures);
        std::int64_t most = 0;
        std::size_t truth = 0, predicted = 0, weakest = 0;
        for (std::size_t a = 0; a < r.confusion.size(); ++a) {
            for (std::size_t b = 0; b < r.confusion.size(); ++b)
                if (a != b && r.confusion[a][b] > most) {
                    most = r.confusion[a][b];
                    truth = a;
                    predicted = b;
                }
            if (r.classes[a].support > 0 && r.classes[a].f1 < r.classes[weakest].f1)
                weakest = a;
        }
        const auto& labels = f.evaluation->labels;
        const auto name = [&](std::size_t c) { return c < labels.size() ? labels[c] : std::to_string(c); };
        if (most == 0)
            paragraph(LOOM_TEXT("No errors on the test part."));
        else
            paragraph(Message(LOOM_TEXT("Most often takes %1 for %2 (%3 of %4). Weakest class: %5, F1 %6."), name(truth), name(predicted), text_of(counted(most)),
                              text_of(counted(r.classes[truth].support)), name(weakest), text_of(QString::number(r.classes[weakest].f1, 'f', 4))));
    } else if (f.evaluation && f.evaluation->boxes) {
        const BoxReport& r = *f.evaluation->boxes;
        heading(LOOM_TEXT("How good it is"));
        body += QStringLiteral("<table width=\"100%\" cellspacing=\"0\" cellpadding=\"0\">");
        line(LOOM_TEXT("mAP@0.5"), percent_text(r.map, 2));
        line(LOOM_TEXT("Precision"), percent_text(r.precision, 2));
        line(LOOM_TEXT("Recall"), percent_text(r.recall, 2));
        line(LOOM_TEXT("Test samples"), counted(r.pictures));
        body += QStringLiteral("</table>");
    } else if (f.evaluation) {
        const RegressionReport& r = f.evaluation->regression;
        heading(LOOM_TEXT("How good it is"));
        body += QStringLiteral("<table width=\"100%\" cellspacing=\"0\" cellpadding=\"0\">");
        line(LOOM_TEXT("Mean absolute error"), measure_text(r.mae));
        line(LOOM_TEXT("Root mean square error"), measure_text(r.rmse));
        line(LOOM_TEXT("R²"), axis_number(r.r2, 4));
        line(LOOM_TEXT("Test samples"), counted(r.samples));
        body += QStringLiteral("</table>");
    } else {
        paragraph(f.judging ? LOOM_TEXT("It is being judged on the test samples.") : LOOM_TEXT("It was not judged on test samples."));
    }

    if (f.evaluation && !f.evaluation->others.empty()) {
        heading(LOOM_TEXT("Its other answers"));
        body += QStringLiteral("<table width=\"100%\" cellspacing=\"0\" cellpadding=\"0\">");
        for (const Evaluation& other : f.evaluation->others)
            line(other.classes ? Message(LOOM_TEXT("%1, accuracy"), other.output) : Message(LOOM_TEXT("%1, R²"), other.output),
                 other.classes ? percent_text(other.report.accuracy, 2) : axis_number(other.regression.r2, 4));
        body += QStringLiteral("</table>");
    }
    heading(LOOM_TEXT("Data"));
    body += QStringLiteral("<table width=\"100%\" cellspacing=\"0\" cellpadding=\"0\">");
    line(LOOM_TEXT("Train, validation, test"),
         QStringLiteral("%1 · %2 · %3").arg(counted(f.train), counted(f.validation), counted(f.test)));
    if (!f.run.data_fingerprint.empty())
        line(LOOM_TEXT("Fingerprint"), QString::fromStdString(f.run.data_fingerprint));
    body += QStringLiteral("</table>");

    heading(LOOM_TEXT("Network"));
    body += QStringLiteral("<table width=\"100%\" cellspacing=\"0\" cellpadding=\"0\">");
    line(LOOM_TEXT("Parameters"), counted(f.run.parameters));
    if (const auto* loss = find_loss(f.run.document.recipe().loss.type))
        line(LOOM_TEXT("Loss"), QString::fromStdString(render(Message(loss->title), language)));
    if (const auto* optimizer = find_optimizer(f.run.document.recipe().optimizer.type))
        line(LOOM_TEXT("Optimiser"), QString::fromStdString(render(Message(optimizer->title), language)));
    line(LOOM_TEXT("Best epoch"), QStringLiteral("%1 / %2").arg(f.run.best_epoch).arg(f.run.epochs));
    body += QStringLiteral("</table>");

    heading(LOOM_TEXT("Repeat it"));
    const Message device(Text{f.run.device_text}); // It may be a sentence of ours.
    paragraph(f.run.threads == 1
                  ? Message(LOOM_TEXT("Seed %1, %2, one thread. With these the weights come out the same, bit for bit."), f.run.seed, device)
                  : Message(LOOM_TEXT("Seed %1, %2, %3 threads. With these the weights come out the same, bit for bit."), f.run.seed, device, f.run.threads));
    const QString command = QStringLiteral("loom train %1 --epochs %2 --seed %3 --device %4 --threads %5")
                                .arg(f.file).arg(f.run.epochs).arg(f.run.seed).arg(QString::fromStdString(f.run.device)).arg(f.run.threads);
    body += QStringLiteral("<table width=\"100%\" cellspacing=\"0\" cellpadding=\"6\"><tr><td class=\"code\"><code>%1</code></td></tr></table>").arg(command.toHtmlEscaped());
    body += QStringLiteral("<p class=\"quiet\">Layerloom %1</p>").arg(QString::fromStdString(f.run.build).toHtmlEscaped());

    const QString family = language == Language::Chinese ? QStringLiteral("'Noto Sans CJK SC', sans-serif") : QStringLiteral("Inter, 'Noto Sans', sans-serif");
    // The page of its own has fixed sizes; beside the cards the text follows the interface.
    const double scale = own_page ? 1 : ThemeManager::instance().font_scale();
    const auto px = [scale](int size) { return QString::number(std::lround(size * scale)) + QStringLiteral("px"); };
    const QString style =
        QStringLiteral("body { font-family: %1; font-size: %2; color: %3; background-color: %4; } .name { color: %5; }")
            .arg(family, px(13), t.text.name(), t.surface.name(), t.text2.name()) +
        QStringLiteral("h1, .h1 { font-size: %1; font-weight: bold; margin: 0 0 2px 0; } h2, .h2 { font-size: %2; font-weight: bold; margin: 18px 0 6px 0; }")
            .arg(px(20), px(15)) +
        QStringLiteral("p { margin: 0 0 6px 0; } td { padding: 2px 0; } .quiet { color: %1; font-size: %2; } .figures { margin-top: 12px; }")
            .arg(t.text3.name(), px(11)) +
        QStringLiteral(".figure { font-size: %1; font-weight: bold; } .value { font-size: %2; font-weight: bold; vertical-align: middle; } .code { background-color: %3; }")
            .arg(px(20), px(15), t.sunken.name());
    return QStringLiteral("<!DOCTYPE html>\n<html lang=\"%1\"><head><meta charset=\"utf-8\"><title>%2</title><style>%3%4</style></head><body>%5</body></html>\n")
        .arg(language == Language::Chinese ? QStringLiteral("zh-CN") : QStringLiteral("en"), f.project.toHtmlEscaped(), style,
             own_page ? QStringLiteral(" body { max-width: 640px; margin: 32px auto; padding: 0 16px; }") : QString(), body);
}

} // namespace loom
