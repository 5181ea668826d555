#pragma once
#include "base/random.h"
#include "train/ailment.h"
#include "train_kit.h"

#include <functional>

namespace loom::test {

/// A file of rows with these column names; `row` fills the values of the row with that number, the last one being the target as text.
inline DataSetup rows_in(const Folder& folder, const std::string& header, int rows, const std::function<std::string(int, Random&)>& row)
{
    std::string text = header + "\n";
    for (int i = 0; i < rows; ++i) {
        Random random(7, stream_of("doctor's rows") + std::uint64_t(i));
        text += row(i, random) + "\n";
    }
    DataSetup setup;
    setup.source = "csv";
    setup.path = (folder.path / "rows.csv").string();
    setup.target = header.substr(header.rfind(',') + 1);
    EXPECT_TRUE(write_file(setup.path, text));
    return setup;
}

inline std::string fields(const std::vector<double>& values, const std::string& target)
{
    std::string line;
    for (const double v : values)
        line += number_text(v) + ",";
    return line + target;
}

/// Clouds around three corners: easy.
inline DataSetup clouds(const Folder& folder, int rows)
{
    return rows_in(folder, "a,b,kind", rows, [](int i, Random& r) {
        const int k = i % 3;
        return fields({(k == 1 ? 3 : 0) + r.normal() * 0.5, (k == 2 ? 3 : 0) + r.normal() * 0.5}, "k" + std::to_string(k));
    });
}

/// y = 2a − b + ½c, with a little noise.
inline DataSetup sums(const Folder& folder, int rows, double scale = 1)
{
    return rows_in(folder, "a,b,c,y", rows, [scale](int, Random& r) {
        const double a = scale * r.normal(), b = scale * r.normal(), c = scale * r.normal();
        return fields({a, b, c}, number_text((2 * a - b + c / 2) / scale + 0.05 * r.normal()));
    });
}

struct Examined {
    std::string run;
    std::vector<Diagnosis> findings;
    std::vector<EpochPoint> epochs;
    std::optional<Outcome> outcome;

    const Diagnosis* find(std::string_view ailment) const
    {
        const auto found = std::ranges::find(findings, ailment, &Diagnosis::ailment);
        return found == findings.end() ? nullptr : &*found;
    }
    std::string all() const
    {
        std::string text;
        for (const Diagnosis& d : findings)
            text += d.ailment + ": " + render(d.message, Language::English) + "\n";
        if (outcome && outcome->error)
            text += render(outcome->error->message, Language::English) + "\n";
        for (const EpochPoint& p : epochs)
            text += number_text(p.loss) + "/" + number_text(p.val_loss) + " ";
        return text;
    }
};

/// Trains on one thread, and gives what the doctor said.
inline Examined train_watched(const Document& document, const Folder& folder)
{
    Job job = job_for(document, folder.path / "p.loom", "auto");
    job.threads = 1;
    Monitor monitor;
    const auto name = train(job, monitor);
    EXPECT_TRUE(name) << render(name.error().message);
    auto news = monitor.take();
    return {name ? *name : "", std::move(news.findings), std::move(news.epochs), std::move(news.outcome)};
}

/// The document once the remedy is made. There must be one.
inline Document cured(Document document, const Diagnosis& d)
{
    const auto remedy = remedy_of(d, document);
    EXPECT_TRUE(remedy) << d.ailment;
    if (remedy)
        for (const Edit& edit : remedy->edits)
            perform(document, edit);
    return document;
}

} // namespace loom::test
