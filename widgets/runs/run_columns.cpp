#include "runs/run_columns.h"

#include "bridge/run_list.h"
#include "graph/value_words.h"
#include "schema/recipe.h"
#include "theme/language.h"
#include "theme/numbers.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <nlohmann/json.hpp>

#include <cmath>
#include <map>

namespace loom {

namespace {

class Columns {
    Q_DECLARE_TR_FUNCTIONS(loom::RunColumns)

public:
    static std::vector<RunColumn> of(std::span<const RunRecord> runs);

private:
    static std::vector<RunColumn> measures();
    static std::vector<RunColumn> facts();
    static RunColumn setting(const RunField&, std::span<const RunRecord>);
    static RunColumn continued(std::span<const RunRecord>);
};

double json_number(const nlohmann::json& v)
{
    return v.is_number() ? v.get<double>() : not_measured;
}

const RunField& field(std::string_view id)
{
    return *std::ranges::find(run_fields(), id, &RunField::id);
}

RunColumn number_column(std::string_view id, const QString& title, const QString& help, std::function<QString(double)> text, const QString& widest)
{
    return {.id = std::string(id), .title = title, .help = help,
            .number = [of = field(id).of](const RunRecord& r) { return json_number(of(r)); }, .number_text = std::move(text), .widest = widest};
}

RunColumn text_column(std::string_view id, const QString& title, const QString& help, std::function<QString(const RunRecord&)> text, const QString& widest)
{
    return {.id = std::string(id), .title = title, .help = help, .text = std::move(text), .widest = widest};
}

QString percent(double v) { return QString::number(v, 'f', 2); }
QString loss_text(double v) { return std::abs(v) < 100 ? QString::number(v, 'f', 4) : measure_text(v); }
QString whole(double v) { return counted(qint64(std::llround(v))); }
QString rate_text(double v) { return axis_number(v, 4); }
QString plain(double v) { return QString::fromStdString(number_text(v)); }

std::function<double(const RunRecord&)> times_100(std::string_view id)
{
    return [of = field(id).of](const RunRecord& r) { return json_number(of(r)) * 100; };
}

/// "2026-11-28 14:05" where the user is.
QString time_text(const std::string& utc)
{
    const QDateTime when = QDateTime::fromString(QString::fromStdString(utc), Qt::ISODate);
    return when.isValid() ? when.toLocalTime().toString(QStringLiteral("yyyy-MM-dd HH:mm")) : QString();
}

} // namespace

QString clock_text(double seconds)
{
    const qint64 s = std::llround(seconds);
    return s < 3600 ? QStringLiteral("%1:%2").arg(s / 60).arg(s % 60, 2, 10, QLatin1Char('0'))
                    : QStringLiteral("%1:%2:%3").arg(s / 3600).arg(s % 3600 / 60, 2, 10, QLatin1Char('0')).arg(s % 60, 2, 10, QLatin1Char('0'));
}

std::vector<RunColumn> Columns::measures()
{
    const QString loss = QStringLiteral("0.0000");
    std::vector<RunColumn> all;
    all.push_back(number_column("best_val_accuracy", tr("Val. acc. %"), tr("Validation accuracy of the best epoch, in percent"), percent, QStringLiteral("100.00")));
    all.back().number = times_100("best_val_accuracy");
    all.back().more_is_better = true;
    all.push_back(number_column("best_val_loss", tr("Val. loss"), tr("Validation loss of the best epoch"), loss_text, loss));
    all.back().less_is_better = true;
    all.push_back(number_column("best_epoch", tr("Best ep."), tr("Best epoch"), whole, QStringLiteral("1,000")));
    all.push_back(number_column("seconds", tr("Time"), tr("Training time, pauses left out"), clock_text, QStringLiteral("59:59")));
    all.back().number = [](const RunRecord& r) { return r.seconds > 0 ? r.seconds : not_measured; };
    all.push_back(number_column("learning_rate", tr("Rate"), tr("Learning rate"), rate_text, loss));
    all.push_back(number_column("parameters", tr("Params"), tr("Parameters"), whole, QStringLiteral("10,000,000")));
    all.push_back(number_column("test_accuracy", tr("Test acc. %"), tr("Test accuracy, in percent"), percent, QStringLiteral("100.00")));
    all.back().number = times_100("test_accuracy");
    all.back().more_is_better = true;
    for (RunColumn& c : all)
        c.usual = true;
    all.push_back(number_column("test_loss", tr("Test loss"), tr("Test loss"), loss_text, loss));
    all.back().less_is_better = true;
    return all;
}

std::vector<RunColumn> Columns::facts()
{
    std::vector<RunColumn> all;
    all.push_back(number_column("epochs", tr("Epochs"), tr("Epochs asked for"), whole, QStringLiteral("1,000")));
    all.push_back(number_column("batch_size", tr("Batch"), tr("Batch size"), whole, QStringLiteral("1,000")));
    all.push_back(text_column("loss", tr("Loss"), tr("Loss"), [](const RunRecord& r) {
        const auto* type = find_loss(r.document.recipe().loss.type);
        return type ? shown(type->title) : shown(r.document.recipe().loss.type);
    }, tr("Cross-entropy")));
    all.push_back(text_column("optimizer", tr("Optimiser"), tr("Optimiser"), [](const RunRecord& r) {
        const auto* type = find_optimizer(r.document.recipe().optimizer.type);
        return type ? shown(type->title) : shown(r.document.recipe().optimizer.type);
    }, QStringLiteral("RMSprop")));
    all.push_back(number_column("seed", tr("Seed"), tr("Seed"), [](double v) { return QString::number(v, 'f', 0); }, QStringLiteral("1000")));
    all.push_back(text_column("device", tr("Device"), tr("Device"), [](const RunRecord& r) { return r.device_text.empty() ? shown(r.device) : shown(r.device_text); }, QStringLiteral("CPU, oneDNN")));
    all.push_back(text_column("data", tr("Data"), tr("Version of the data"), [](const RunRecord& r) { return shown(r.data_fingerprint.substr(0, 8)); }, QStringLiteral("0a1b2c3d")));
    for (RunColumn& c : all)
        c.fact = true;
    return all;
}

RunColumn Columns::setting(const RunField& f, std::span<const RunRecord> runs)
{
    RunColumn column{.id = f.id, .title = shown(f.title), .help = shown(f.title)};
    bool numbers = true;
    for (const RunRecord& r : runs)
        if (const auto v = f.of(r); !v.is_number() && !v.is_null())
            numbers = false;
    if (numbers) {
        column.number = [of = f.of](const RunRecord& r) { return json_number(of(r)); };
        column.number_text = plain;
        column.widest = QStringLiteral("0.0000");
    } else {
        column.text = [id = f.id](const RunRecord& r) {
            for (const RecipeFact& fact : recipe_facts(r))
                if (fact.id == id)
                    return shown(value_words(*fact.setting, fact.value));
            return QString();
        };
        for (const RunRecord& r : runs)
            if (const QString text = column.text(r); text.size() > column.widest.size())
                column.widest = text.left(24);
    }
    column.fact = true;
    return column;
}

/// "Run 1, epoch 3": from where a run went on that is none of its own beginning. The other one by its title, where it is still there.
RunColumn Columns::continued(std::span<const RunRecord> runs)
{
    std::map<std::string, QString> titles;
    for (const RunRecord& r : runs)
        titles.emplace(r.name, RunList::title_of(r));
    RunColumn column = text_column("continued", tr("Continues"), tr("The run, and its epoch, from which this one went on"), [titles](const RunRecord& r) {
        if (r.continued.run.empty())
            return QString();
        const auto other = titles.find(r.continued.run);
        return tr("%1, epoch %2").arg(other == titles.end() ? RunList::title(r.continued.run) : other->second, counted(r.continued.epoch));
    }, QString());
    for (const RunRecord& r : runs)
        if (const QString text = column.text(r); text.size() > column.widest.size())
            column.widest = text.left(24);
    column.usual = !column.widest.isEmpty();
    return column;
}

std::vector<RunColumn> Columns::of(std::span<const RunRecord> runs)
{
    std::vector<RunColumn> all = measures();
    for (RunColumn& c : facts())
        all.push_back(std::move(c));
    all.push_back(continued(runs));
    for (const RunField& f : differing_fields(runs))
        all.push_back(setting(f, runs));
    all.push_back(number_column("threads", tr("Threads"), tr("Threads"), whole, QStringLiteral("100")));
    all.push_back(text_column("started", tr("Started"), tr("Started"), [](const RunRecord& r) { return time_text(r.started); }, QStringLiteral("2026-11-28 14:05")));
    all.push_back(number_column("peak_bytes", tr("Memory"), tr("Most memory that was held"), [](double v) { return bytes_text(v); }, QStringLiteral("1000 MiB")));
    all.push_back(text_column("build", tr("Version"), tr("Version of Layerloom"), [](const RunRecord& r) { return shown(r.build); }, QStringLiteral("0.10.0")));
    all.push_back(text_column("tags", tr("Tags"), tr("Tags"), [](const RunRecord& r) { return shown(tags_text(r.notes.tags)); }, QString()));
    all.back().usual = true;
    all.push_back(text_column("note", tr("Note"), tr("Note"), [](const RunRecord& r) {
        const QString note = !r.failure.empty() && r.notes.note.empty() ? shown(Message{Text{r.failure}}) : shown(r.notes.note.empty() ? r.note : r.notes.note);
        return note.simplified();
    }, QString()));
    all.back().usual = true;
    return all;
}

std::vector<RunColumn> run_columns(std::span<const RunRecord> runs) { return Columns::of(runs); }

} // namespace loom
