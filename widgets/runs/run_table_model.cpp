#include "runs/run_table_model.h"

#include "theme/controls.h"
#include "theme/language.h"
#include "train/run_table.h"

#include <algorithm>
#include <cmath>

namespace loom {

RunTableModel::RunTableModel(RunList& runs, TrainingSession& training, QObject* parent)
    : QAbstractTableModel(parent), runs_(runs), training_(training)
{
    connect(&runs_, &RunList::changed, this, &RunTableModel::renew);
    const auto refresh = [this] {
        follow_unfinished();
        find_best();
        if (rowCount() > 0)
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    };
    connect(&training_, &TrainingSession::epochs_done, this, refresh);
    connect(&training_, &TrainingSession::state_changed, this, refresh);
    connect(&runs_, &RunList::grown, this, refresh);
    renew();
}

void RunTableModel::renew()
{
    beginResetModel();
    if (project_ != runs_.project()) {
        project_ = runs_.project();
        overlays_.clear();
        seen_.clear();
        folded_.clear();
    }
    std::erase_if(overlays_, [this](const Overlay& o) { return !runs_.find(o.run); });
    follow_unfinished();
    make_columns();
    find_best();
    arrange();
    endResetModel();
    // The newest run is shown without asking.
    if (!runs_.records().empty()) {
        const std::string& newest = runs_.records().front().name;
        if (seen_.insert(newest).second)
            set_ticked(newest, true);
    }
    Q_EMIT overlays_changed();
}

void RunTableModel::make_columns()
{
    const std::string sorted = column(sorted_by_) ? column(sorted_by_)->id : std::string();
    columns_ = run_columns(runs_.records());
    differs_.assign(std::size_t(columnCount()), false);
    for (int c = FirstColumn; c < columnCount(); ++c)
        if (column(c)->fact && !runs_.records().empty()) {
            const QString first = text_of(record(0), c);
            differs_[std::size_t(c)] = std::ranges::any_of(runs_.records(), [&](const RunRecord& r) { return text_of(r, c) != first; });
        }
    if (!sorted.empty())
        sorted_by_ = section(sorted);
}

void RunTableModel::follow_unfinished()
{
    ahead_.clear();
    for (const RunRecord& saved : runs_.records()) {
        if (saved.state != RunRecord::State::Unfinished)
            continue;
        std::vector<EpochPoint> epochs = runs_.epochs(saved.name);
        if (is_own(saved)) {
            // The disk has what was there when it was gone on with.
            const std::vector<EpochPoint>& since = training_.metrics().epochs;
            if (!since.empty())
                std::erase_if(epochs, [&](const EpochPoint& p) { return p.epoch >= since.front().epoch; });
            epochs.insert(epochs.end(), since.begin(), since.end());
        }
        ahead_.emplace(saved.name, so_far(saved, epochs));
    }
}

const RunRecord& RunTableModel::record(int i) const
{
    const RunRecord& saved = runs_.records()[std::size_t(i)];
    const auto ahead = ahead_.find(saved.name);
    return ahead != ahead_.end() ? ahead->second : saved;
}

const RunRecord* RunTableModel::run_at(int row) const
{
    if (row < 0 || row >= rowCount() || rows_[std::size_t(row)].record < 0)
        return nullptr;
    return &record(rows_[std::size_t(row)].record);
}

int RunTableModel::row_of(const std::string& run) const
{
    for (int row = 0; row < rowCount(); ++row)
        if (const RunRecord* r = run_at(row); r && r->name == run)
            return row;
    return -1;
}

const RunColumn* RunTableModel::column(int section) const
{
    const std::size_t i = std::size_t(section - FirstColumn);
    return section >= FirstColumn && i < columns_.size() ? &columns_[i] : nullptr;
}

int RunTableModel::section(std::string_view id) const
{
    const auto at = std::ranges::find(columns_, id, &RunColumn::id);
    return at == columns_.end() ? -1 : FirstColumn + int(at - columns_.begin());
}

const RunRecord* RunTableModel::baseline() const
{
    const auto at = std::ranges::find(runs_.records(), true, &RunRecord::baseline);
    return at == runs_.records().end() ? nullptr : &*at;
}

int RunTableModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : int(rows_.size()); }

int RunTableModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : FirstColumn + int(columns_.size()); }

bool RunTableModel::is_own(const RunRecord& r) const { return training_.trains(runs_.project(), r.name); }

bool RunTableModel::is_live(const RunRecord& r) const { return is_own(r) || runs_.is_trained(r.name); }

RunTableModel::StateLook RunTableModel::state_look(const RunRecord& r) const
{
    const bool live = is_live(r);
    const QString text = shown(state_text(live ? RunRecord::State::Unfinished : r.state, live));
    if (is_own(r))
        switch (training_.state()) {
        case TrainingSession::State::Paused:
        case TrainingSession::State::Pausing: return {Chip::Warn, "pause", tr("Paused")};
        case TrainingSession::State::Stopping: return {Chip::Info, "stop", tr("Stopping")};
        default: break;
        }
    if (live)
        return {Chip::Info, "play", text};
    switch (r.state) {
    case RunRecord::State::Unfinished: return {Chip::Warn, "pause", text};
    case RunRecord::State::Finished: return {Chip::Ok, "check", text};
    case RunRecord::State::Stopped: return {Chip::Warn, "stop", text};
    case RunRecord::State::Failed: break;
    }
    return {Chip::Err, "error", text};
}

double RunTableModel::number(const RunRecord& r, int section) const
{
    const RunColumn* c = column(section);
    return c && c->number ? c->number(r) : not_measured;
}

double RunTableModel::group_mean(const Group& group, int section) const
{
    std::vector<double> values;
    for (const int i : group.members)
        values.push_back(number(record(i), section));
    return spread(values).mean;
}

QString RunTableModel::number_text_of(double v, int section) const
{
    return std::isnan(v) ? QStringLiteral("–") : column(section)->number_text(v);
}

QString RunTableModel::text_of(const RunRecord& r, int section) const
{
    switch (section) {
    case Tick: return {};
    case Name: return RunList::title_of(r);
    case State: return state_look(r).text;
    default: break;
    }
    const RunColumn* c = column(section);
    return !c ? QString() : c->number ? number_text_of(c->number(r), section) : c->text(r);
}

void RunTableModel::find_best()
{
    best_.assign(std::size_t(columnCount()), not_measured);
    for (int i = 0; i < int(runs_.records().size()); ++i)
        for (int c = FirstColumn; c < columnCount(); ++c) {
            const bool more = column(c)->more_is_better;
            if (!more && !column(c)->less_is_better)
                continue;
            const double v = number(record(i), c);
            double& best = best_[std::size_t(c)];
            if (!std::isnan(v) && (std::isnan(best) || (more ? v > best : v < best)))
                best = v;
        }
}

/// "+0.12" in the way the column writes its numbers.
static QString signed_text(const RunColumn& column, double v)
{
    return (v < 0 ? QStringLiteral("\u2212") : QStringLiteral("+")) + column.number_text(std::abs(v));
}

QVariant RunTableModel::delta(const RunRecord& r, int section, int role) const
{
    const RunColumn* c = column(section);
    const RunRecord* other = baseline();
    if (!c || !c->number || !other || other->name == r.name || !(c->more_is_better || c->less_is_better))
        return {};
    const double by = number(r, section) - number(*other, section);
    if (std::isnan(by))
        return {};
    return role == BetterRole ? QVariant(by == 0 ? 0 : (by > 0) == c->more_is_better ? 1 : -1) : QVariant(signed_text(*c, by));
}

QVariant RunTableModel::run_data(const RunRecord& r, int section, int role) const
{
    const RunColumn* c = column(section);
    switch (role) {
    case RunRole: return QString::fromStdString(r.name);
    case Qt::CheckStateRole: return section == Tick ? QVariant(is_ticked(r.name) ? Qt::Checked : Qt::Unchecked) : QVariant();
    case SeriesRole: {
        const auto at = std::ranges::find(overlays_, r.name, &Overlay::run);
        return at == overlays_.end() ? -1 : at->series;
    }
    case BestRole: {
        const double best = best_[std::size_t(section)];
        return !std::isnan(best) && number(r, section) == best && runs_.records().size() > 1;
    }
    case BaselineRole: return r.baseline;
    case DeltaRole:
    case BetterRole: return delta(r, section, role);
    case TagsRole: {
        QStringList tags;
        for (const std::string& tag : r.notes.tags)
            tags.append(shown(tag));
        return tags;
    }
    case CopyRole: {
        if (c && c->number) {
            const double v = c->number(r);
            return std::isnan(v) ? QString() : QString::number(v, 'g', 10);
        }
        return c && c->id == "note" && !r.notes.note.empty() ? shown(r.notes.note) : text_of(r, section);
    }
    case Qt::EditRole: return section == Name ? QVariant(text_of(r, section)) : section >= FirstColumn && c->id == "tags" ? QVariant(text_of(r, section)) : QVariant();
    case Qt::ToolTipRole:
        if (section == Name && !r.notes.title.empty())
            return QStringLiteral("%1 (%2)").arg(shown(r.notes.title), RunList::title(r.name));
        if (const QVariant by = delta(r, section, DeltaRole); by.isValid())
            return tr("%1: %2 from the baseline, %3").arg(c->help, by.toString(), RunList::title_of(*baseline()));
        return c && (c->id == "note" || c->id == "tags" || c->id == "device") ? QVariant(text_of(r, section)) : QVariant();
    case Qt::AccessibleTextRole:
        if (section == Tick)
            return tr("Show %1 in the plots").arg(RunList::title_of(r));
        if (section == Name && r.baseline)
            return tr("%1, baseline").arg(text_of(r, section));
        if (const QVariant by = delta(r, section, DeltaRole); by.isValid())
            return tr("%1, %2 from the baseline").arg(text_of(r, section), by.toString());
        return text_of(r, section);
    case Qt::DisplayRole: return text_of(r, section);
    default: return {};
    }
}

QVariant RunTableModel::group_data(const Group& group, int section, int role) const
{
    switch (role) {
    case GroupRole: return true;
    case FoldedRole: return folded_.contains(group.key);
    case SeriesRole: return -1;
    case Qt::ToolTipRole: return section == Name ? QVariant(group.help) : QVariant();
    case Qt::AccessibleTextRole:
        if (section == Name)
            return (folded_.contains(group.key) ? tr("Group %1, folded") : tr("Group %1, open")).arg(group.title);
        [[fallthrough]];
    case CopyRole:
    case Qt::DisplayRole: break;
    default: return {};
    }
    if (section == Name)
        return group.title;
    if (section == State)
        return tr("%n run(s)", nullptr, int(group.members.size()));
    const RunColumn* c = column(section);
    if (!c || !c->number) {
        if (!c || group.members.empty() || c->id == "tags" || c->id == "note")
            return {};
        const QString first = text_of(record(group.members.front()), section);
        return std::ranges::all_of(group.members, [&](int i) { return text_of(record(i), section) == first; }) ? QVariant(first) : QVariant();
    }
    std::vector<double> values;
    for (const int i : group.members)
        values.push_back(number(record(i), section));
    const Spread s = spread(values);
    if (s.count == 0)
        return QStringLiteral("–");
    if (std::isnan(s.deviation) || (s.deviation == 0 && !c->more_is_better && !c->less_is_better))
        return c->number_text(s.mean);
    return QStringLiteral("%1 ± %2").arg(c->number_text(s.mean), c->number_text(s.deviation));
}

QVariant RunTableModel::data(const QModelIndex& i, int role) const
{
    if (!i.isValid() || i.row() >= rowCount() || i.column() >= columnCount())
        return {};
    if (role == Qt::TextAlignmentRole)
        return headerData(i.column(), Qt::Horizontal, role);
    const Row& row = rows_[std::size_t(i.row())];
    return row.record < 0 ? group_data(groups_[std::size_t(row.group)], i.column(), role) : run_data(record(row.record), i.column(), role);
}

QVariant RunTableModel::headerData(int section, Qt::Orientation o, int role) const
{
    if (o != Qt::Horizontal)
        return {};
    const RunColumn* c = column(section);
    switch (role) {
    case Qt::TextAlignmentRole: return int((c && c->number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::ToolTipRole: return c && c->help != c->title ? QVariant(c->help) : QVariant();
    case Qt::AccessibleTextRole:
        if (c)
            return c->help;
        [[fallthrough]];
    case Qt::DisplayRole: return c ? c->title : section == Name ? tr("Run") : section == State ? tr("State") : QVariant();
    default: return {};
    }
}

Qt::ItemFlags RunTableModel::flags(const QModelIndex& i) const
{
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    if (!run_at(i.row()))
        return flags;
    if (i.column() == Tick)
        flags |= Qt::ItemIsUserCheckable;
    if (i.column() == Name || i.column() == section("tags"))
        flags |= Qt::ItemIsEditable;
    return flags;
}

bool RunTableModel::setData(const QModelIndex& i, const QVariant& value, int role)
{
    const RunRecord* r = run_at(i.row());
    if (!r)
        return false;
    if (role == Qt::CheckStateRole && i.column() == Tick) {
        set_ticked(r->name, value.toInt() == Qt::Checked);
        return true;
    }
    if (role != Qt::EditRole || !(flags(i) & Qt::ItemIsEditable))
        return false;
    const std::string text = utf8(value.toString().simplified());
    if (text == utf8(data(i, Qt::EditRole).toString()))
        return true;
    const bool named = i.column() == Name;
    const bool usual = text == utf8(RunList::title(r->name));
    const auto done = runs_.change_notes({r->name}, [&](RunNotes& notes) {
        if (named)
            notes.title = usual ? std::string() : text;
        else
            notes.tags = tags_in(text);
    });
    if (!done)
        Q_EMIT failed(done.error());
    return bool(done);
}

bool RunTableModel::is_ticked(const std::string& run) const
{
    return std::ranges::find(overlays_, run, &Overlay::run) != overlays_.end();
}

void RunTableModel::set_ticked(const std::string& run, bool on)
{
    if (on == is_ticked(run))
        return;
    if (on) {
        int series = 0;
        while (std::ranges::find(overlays_, series, &Overlay::series) != overlays_.end())
            ++series;
        overlays_.push_back({run, series});
    } else {
        std::erase_if(overlays_, [&](const Overlay& o) { return o.run == run; });
    }
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, Tick), index(rowCount() - 1, Tick));
    Q_EMIT overlays_changed();
}

QString RunTableModel::values_text(QChar separator) const
{
    const auto cell = [&](QString text) {
        text.replace(QChar(0x2212), QLatin1Char('-'));
        if (text == QStringLiteral("–"))
            text.clear();
        if (text.contains(separator) || text.contains(QLatin1Char('"')) || text.contains(QLatin1Char('\n')))
            text = QLatin1Char('"') + text.replace(QLatin1Char('"'), QStringLiteral("\"\"")) + QLatin1Char('"');
        return text;
    };
    QString out;
    const auto line = [&](const auto& text) {
        for (int c = Name; c < columnCount(); ++c)
            out += (c > Name ? QString(separator) : QString()) + cell(text(c));
        out += QLatin1Char('\n');
    };
    line([this](int c) { return headerData(c, Qt::Horizontal, Qt::DisplayRole).toString(); });
    for (int row = 0; row < rowCount(); ++row)
        if (run_at(row))
            line([this, row](int c) { return data(index(row, c), CopyRole).toString(); });
    return out;
}

} // namespace loom
