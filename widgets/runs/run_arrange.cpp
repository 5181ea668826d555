#include "runs/run_table_model.h"

#include "theme/language.h"

#include <algorithm>
#include <cmath>
#include <numeric>

// Which rows the ledger shows, and in which order: filter, groups, sorting.
namespace loom {

std::vector<int> RunTableModel::matching() const
{
    std::vector<int> by_words, by_phrase; // "run 2" is the run of that name, where there is one, and not each run with a 2 in some cell.
    for (int i = 0; i < int(runs_.records().size()); ++i) {
        QString all;
        for (int c = Name; c < columnCount() && !words_.isEmpty(); ++c)
            all += text_of(record(i), c) + QLatin1Char('\n');
        if (std::ranges::all_of(words_, [&](const QString& word) { return all.contains(word, Qt::CaseInsensitive); }))
            by_words.push_back(i);
        if (all.contains(words_.join(QLatin1Char(' ')), Qt::CaseInsensitive))
            by_phrase.push_back(i);
    }
    return by_phrase.empty() ? by_words : by_phrase;
}

/// Smaller first; NaN last, whichever way they are sorted.
static bool number_before(double a, double b, Qt::SortOrder order)
{
    if (std::isnan(a) || std::isnan(b))
        return !std::isnan(a) && std::isnan(b);
    return order == Qt::AscendingOrder ? a < b : a > b;
}

bool RunTableModel::before(int a, int b) const
{
    const RunColumn* c = column(sorted_by_);
    if (c && c->number)
        return number_before(number(record(a), sorted_by_), number(record(b), sorted_by_), order_);
    if (!c && sorted_by_ != State) // The records are the newest first.
        return sorted_by_ >= 0 && (order_ == Qt::AscendingOrder ? a > b : a < b);
    const QString first = text_of(record(a), sorted_by_), second = text_of(record(b), sorted_by_);
    if (first.isEmpty() || second.isEmpty())
        return !first.isEmpty() && second.isEmpty();
    const int order = QString::localeAwareCompare(first, second);
    return order_ == Qt::AscendingOrder ? order < 0 : order > 0;
}

std::vector<RunTableModel::Group> RunTableModel::make_groups(const std::vector<int>& records) const
{
    std::vector<Group> groups;
    const auto put = [&](const QString& key, const QString& title, int i) {
        auto at = std::ranges::find(groups, key, &Group::key);
        if (at == groups.end())
            at = groups.insert(at, {key, title, title, {}});
        at->members.push_back(i);
    };
    const std::vector<std::size_t> seeds = grouping_ == Grouping::Seed ? seed_groups(runs_.records()) : std::vector<std::size_t>();
    for (const int i : records) {
        const RunRecord& r = record(i);
        switch (grouping_) {
        case Grouping::None: break;
        case Grouping::Tag:
            for (const std::string& tag : r.notes.tags)
                put(shown(tag), shown(tag), i);
            if (r.notes.tags.empty())
                put({}, tr("Without a tag"), i);
            break;
        case Grouping::Seed: put(QString::number(seeds[std::size_t(i)]), {}, i); break;
        case Grouping::Device: put(shown(r.device), r.device_text.empty() ? shown(r.device) : shown(r.device_text), i); break;
        case Grouping::Data: put(shown(r.data_fingerprint), r.data_fingerprint.empty() ? tr("Without data") : shown(r.data_fingerprint.substr(0, 8)), i); break;
        }
    }
    for (Group& g : groups)
        if (grouping_ == Grouping::Seed) {
            QStringList names, seen;
            for (const int i : g.members) {
                names.append(RunList::title_of(record(i)));
                seen.append(QString::number(record(i).seed));
            }
            const QString oldest = RunList::title_of(record(std::ranges::max(g.members))); // However they are sorted.
            g.title = g.members.size() == 1 ? oldest : tr("%1 + %2 more").arg(oldest, QString::number(names.size() - 1));
            g.help = tr("%1: seeds %2").arg(names.join(QStringLiteral(", ")), seen.join(QStringLiteral(", ")));
        }
    return groups;
}

void RunTableModel::arrange()
{
    rows_.clear();
    std::vector<int> records = matching();
    std::ranges::stable_sort(records, [this](int a, int b) { return before(a, b); });
    groups_ = make_groups(records);
    if (grouping_ == Grouping::None) {
        for (const int i : records)
            rows_.push_back({i, -1});
        return;
    }
    // Members are in order; groups follow their means where the column has some, else their first members.
    if (const RunColumn* c = column(sorted_by_); c && c->number)
        std::ranges::stable_sort(groups_, [this](const Group& a, const Group& b) { return number_before(group_mean(a, sorted_by_), group_mean(b, sorted_by_), order_); });
    for (int g = 0; g < int(groups_.size()); ++g) {
        rows_.push_back({-1, g});
        if (!folded_.contains(groups_[std::size_t(g)].key))
            for (const int i : groups_[std::size_t(g)].members)
                rows_.push_back({i, g});
    }
}

void RunTableModel::sort(int column, Qt::SortOrder order)
{
    sorted_by_ = column;
    order_ = order;
    beginResetModel();
    arrange();
    endResetModel();
}

void RunTableModel::set_filter(const QString& text)
{
    words_ = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    beginResetModel();
    arrange();
    endResetModel();
}

void RunTableModel::set_grouping(Grouping grouping)
{
    grouping_ = grouping;
    beginResetModel();
    folded_.clear();
    arrange();
    endResetModel();
}

void RunTableModel::set_folded(int row, bool folded)
{
    if (row < 0 || row >= rowCount() || rows_[std::size_t(row)].record >= 0)
        return;
    const QString& key = groups_[std::size_t(rows_[std::size_t(row)].group)].key;
    if (folded == folded_.contains(key))
        return;
    beginResetModel();
    if (folded)
        folded_.insert(key);
    else
        folded_.erase(key);
    arrange();
    endResetModel();
}

} // namespace loom
