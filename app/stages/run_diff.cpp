#include "stages/run_diff.h"

#include "bridge/sample_image.h"
#include "bridge/sample_words.h"
#include "evaluate/sample_grid.h"
#include "graph/ends.h"
#include "project/difference_words.h"
#include "runs/run_columns.h"
#include "theme/controls.h"
#include "theme/language.h"

#include <QEvent>
#include <QHeaderView>
#include <QListWidget>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableWidget>
#include <QVBoxLayout>

#include <array>
#include <cmath>

namespace loom {

static constexpr std::array judged_parts = {Part::Validation, Part::Test};

RunDiff::RunDiff(Session& session, const RunRecord& before, const RunRecord& after, QWidget* parent) : QDialog(parent), session_(session), runs_{before, after}
{
    setObjectName(QStringLiteral("run-diff"));
    resize(1080, 760);
    auto* lines = column(this);
    auto* bar = ground("surface", "bottom");
    auto* bar_row = row(bar, 12);
    bar_row->setContentsMargins(16, 10, 16, 10);
    title_ = new Label({}, FontRole::Heading, "text", true);
    bar_row->addWidget(title_, 1);
    lines->addWidget(bar);
    auto* split = new QSplitter(Qt::Vertical);
    split->setChildrenCollapsible(false);
    split->setHandleWidth(1);
    split->addWidget(make_top());
    split->addWidget(make_samples());
    split->setSizes({330, 400});
    lines->addWidget(split, 1);
    connect(part_, &SegmentedControl::changed, this, &RunDiff::judge);
    connect(&worker_, &Worker::refused, this, [this](const Error& e) {
        refused_ = e;
        show_flips();
    });
    retranslate();
    judge();
}

QWidget* RunDiff::make_top()
{
    auto* split = new QSplitter(Qt::Horizontal);
    split->setChildrenCollapsible(false);
    split->setHandleWidth(1);
    auto* left = ground("surface", "right");
    auto* left_lines = column(left);
    differences_head_ = new PanelHead;
    differences_ = new QListWidget;
    differences_->setFrameShape(QFrame::NoFrame);
    differences_->setWordWrap(true);
    differences_->setSelectionMode(QAbstractItemView::NoSelection);
    left_lines->addWidget(differences_head_);
    left_lines->addWidget(differences_, 1);
    auto* right = ground("surface");
    auto* right_lines = column(right);
    figures_head_ = new PanelHead;
    figures_ = new QTableWidget(0, 4);
    figures_->setFrameShape(QFrame::NoFrame);
    figures_->setShowGrid(false);
    figures_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    figures_->setSelectionMode(QAbstractItemView::NoSelection);
    figures_->setFocusPolicy(Qt::StrongFocus);
    figures_->verticalHeader()->hide();
    figures_->verticalHeader()->setDefaultSectionSize(size::row);
    figures_->horizontalHeader()->setHighlightSections(false);
    right_lines->addWidget(figures_head_);
    right_lines->addWidget(figures_, 1);
    split->addWidget(left);
    split->addWidget(right);
    split->setSizes({480, 600});
    return split;
}

RunDiff::Side RunDiff::make_side()
{
    Side side;
    side.head = new PanelHead;
    side.pages = new QStackedWidget;
    side.grid = new SampleGrid;
    side.grid->set_least_tile(84);
    auto* padded = new QWidget;
    auto* padding = column(padded);
    padding->setContentsMargins(16, 4, 16, 12);
    padding->addWidget(side.grid);
    padding->addStretch(1);
    side.list = new QListWidget;
    side.list->setFrameShape(QFrame::NoFrame);
    side.pages->addWidget(scrolled(padded));
    side.pages->addWidget(side.list);
    return side;
}

QWidget* RunDiff::make_samples()
{
    auto* whole = ground("surface", "top");
    auto* lines = column(whole);
    samples_head_ = new PanelHead;
    part_ = new SegmentedControl({QString(), QString()});
    part_->setObjectName(QStringLiteral("run-diff-part"));
    part_->set_current(1); // The best epochs were chosen on the validation part.
    samples_head_->add(part_);
    lines->addWidget(samples_head_);
    auto* words = new QWidget;
    auto* word_lines = column(words, 4);
    word_lines->setContentsMargins(16, 4, 16, 8);
    verdict_ = new Label({}, FontRole::Body, "text", true);
    verdict_->wrap();
    sentence_ = new Label({}, FontRole::Small, "text2");
    sentence_->wrap();
    word_lines->addWidget(verdict_);
    word_lines->addWidget(sentence_);
    lines->addWidget(words);
    auto* split = new QSplitter(Qt::Horizontal);
    split->setChildrenCollapsible(false);
    split->setHandleWidth(1);
    mended_ = make_side();
    broken_ = make_side();
    for (const Side* side : {&mended_, &broken_}) {
        auto* panel = ground("surface", side == &mended_ ? "right" : "");
        auto* panel_lines = column(panel);
        panel_lines->addWidget(side->head);
        panel_lines->addWidget(side->pages, 1);
        split->addWidget(panel);
    }
    lines->addWidget(split, 1);
    return whole;
}

QString RunDiff::name(int which) const { return RunList::title_of(runs_[which]); }

void RunDiff::show_differences()
{
    differences_->clear();
    const auto rows = rows_of(difference(runs_[0].document, runs_[1].document), runs_[0].document, runs_[1].document);
    const auto add = [this](const QString& text, FontRole role, bool bold, QColor ink) {
        auto* item = new QListWidgetItem(text, differences_);
        item->setFont(loom::font(role, bold));
        item->setForeground(ink);
        return item;
    };
    const Theme& t = theme();
    std::optional<DifferenceRow::About> about;
    for (const DifferenceRow& row : rows) {
        if (about != row.about) {
            about = row.about;
            add(*about == DifferenceRow::About::Network ? tr("Network") : *about == DifferenceRow::About::Recipe ? tr("Recipe") : tr("Data"), FontRole::Small, true, t.text2);
        }
        add(QStringLiteral("%1  %2").arg(QString::fromUtf8(sign_text(row.sign).data(), qsizetype(sign_text(row.sign).size())), shown(row.what)), FontRole::Small, false,
            row.sign == DifferenceRow::Sign::Added ? t.ok : row.sign == DifferenceRow::Sign::Removed ? t.err : t.text);
    }
    if (runs_[0].data_fingerprint != runs_[1].data_fingerprint)
        add(tr("The data itself is another version: %1, %2").arg(shown(runs_[0].data_fingerprint.substr(0, 8)), shown(runs_[1].data_fingerprint.substr(0, 8))), FontRole::Small, false, t.warn);
    if (runs_[0].device != runs_[1].device)
        add(tr("Trained on %1 and on %2").arg(shown(runs_[0].device), shown(runs_[1].device)), FontRole::Small, false, t.text);
    if (differences_->count() == 0)
        add(tr("Network, recipe and data are the same."), FontRole::Small, false, t.text2);
    differences_head_->set_count(rows.empty() ? QString() : counted(qint64(rows.size())));
}

void RunDiff::show_figures()
{
    figures_->setRowCount(0);
    figures_->setHorizontalHeaderLabels({QString(), name(0), name(1), tr("Difference")});
    const auto columns = run_columns(std::span(runs_));
    for (const RunColumn& c : columns) {
        if (!c.number || c.fact || c.id == "threads" || c.id == "learning_rate")
            continue;
        const double values[] = {c.number(runs_[0]), c.number(runs_[1])};
        if (std::isnan(values[0]) && std::isnan(values[1]))
            continue;
        const int line = figures_->rowCount();
        figures_->insertRow(line);
        const auto put = [&](int at, const QString& text, QColor ink, bool bold, bool digits) {
            auto* item = new QTableWidgetItem(text);
            item->setFont(digits ? number_font(FontRole::Small, bold) : loom::font(FontRole::Small, bold));
            item->setForeground(ink);
            item->setTextAlignment((at == 0 ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
            figures_->setItem(line, at, item);
        };
        const Theme& t = theme();
        const double by = values[1] - values[0];
        const bool judges = c.more_is_better || c.less_is_better;
        const int better = std::isnan(by) || by == 0 || !judges ? 0 : (by > 0) == c.more_is_better ? 1 : -1;
        put(0, c.help, t.text, false, false);
        for (int i = 0; i < 2; ++i)
            put(1 + i, std::isnan(values[i]) ? QStringLiteral("–") : c.number_text(values[i]), t.text, better == (i == 1 ? 1 : -1), true);
        const QString sign = by < 0 ? QStringLiteral("\u2212") : by > 0 ? QStringLiteral("+") : QString();
        put(3, std::isnan(by) ? QStringLiteral("–") : sign + c.number_text(std::abs(by)), better > 0 ? t.ok : better < 0 ? t.err : t.text2, false, true);
    }
    figures_->horizontalHeaderItem(0)->setTextAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    for (int c = 1; c < 4; ++c)
        figures_->horizontalHeaderItem(c)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    figures_->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    figures_->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
}

void RunDiff::judge()
{
    judged_.reset();
    refused_.reset();
    show_flips();
    const auto opened = session_.data().dataset();
    const Document project = session_.graph().document();
    worker_.start<Result<JudgedRuns>>(
        [store = session_.run_list().store(), before = runs_[0], after = runs_[1], part = judged_parts[std::size_t(part_->current())], opened, project,
         device = session_.device(), threads = session_.threads()](Progress& progress) {
            const auto open = [&](const Document& d) -> Result<std::shared_ptr<const Dataset>> {
                // What is open already is not read again.
                if (opened && data_for(d) == data_for(project))
                    return opened;
                return Dataset::open(data_for(d));
            };
            return judge_both(store, before, after, part, project, open, device, threads, &progress);
        },
        [this](Result<JudgedRuns> judged) {
            if (judged)
                judged_ = std::move(*judged);
            else
                refused_ = judged.error();
            show_flips();
        });
    show_flips();
}

/// "7 → 9": what the two runs take a sample for.
QString RunDiff::answers(std::uint32_t row) const
{
    QStringList found;
    for (const Evaluation& e : judged_->told) {
        const auto at = std::ranges::find(e.rows, row);
        const std::size_t i = std::size_t(at - e.rows.begin());
        found.append(at == e.rows.end() ? QString() : shown(e.labels[std::size_t(e.predicted[i])]));
    }
    return found.join(QStringLiteral(" → "));
}

void RunDiff::show_side(Side& side, const std::vector<std::uint32_t>& rows)
{
    const bool pictures = judged_ && judged_->dataset->facts().pictures;
    side.head->set_count(judged_ ? counted(qint64(rows.size())) : QString());
    side.list->clear();
    std::vector<JudgedSample> samples;
    for (const std::uint32_t row : rows) {
        if (pictures)
            samples.push_back({.row = row, .words = answers(row)});
        else
            side.list->addItem(tr("Row %1: %2 · %3").arg(row + 1).arg(answers(row), row_words(*judged_->dataset, row)));
    }
    side.pages->setCurrentIndex(pictures || !judged_ ? 0 : 1);
    side.grid->set_samples(std::move(samples), [data = judged_ ? judged_->dataset : nullptr](std::uint32_t row) { return sample_image(*data, row); }, {}, {});
}

void RunDiff::show_flips()
{
    const auto* f = judged_ && judged_->flipped ? &*judged_->flipped : nullptr;
    if (f) {
        verdict_->setText(shown(verdict_on(*f, utf8(name(0)), utf8(name(1)))));
        sentence_->setText(shown(flips_in_words(*f, utf8(name(0)), utf8(name(1)))));
    } else if (refused_) {
        verdict_->setText(tr("The samples cannot be compared."));
        sentence_->setText(shown(refused_->message));
    } else if (judged_) {
        verdict_->setText(tr("No sample is right or wrong here."));
        sentence_->setText(tr("What is predicted are no classes, or the runs have other ones."));
    } else {
        verdict_->setText(tr("Both runs are being judged"));
        sentence_->clear();
    }
    show_side(mended_, f ? f->mended : std::vector<std::uint32_t>());
    show_side(broken_, f ? f->broken : std::vector<std::uint32_t>());
    samples_head_->set_count(f ? counted(qint64(f->mended.size() + f->broken.size())) : QString());
}

void RunDiff::retranslate()
{
    setWindowTitle(tr("%1 and %2").arg(name(0), name(1)));
    title_->setText(tr("%2 compared with %1").arg(name(0), name(1)));
    differences_head_->set_title(tr("What differs"));
    figures_head_->set_title(tr("What came of it"));
    samples_head_->set_title(tr("Samples that flipped"));
    part_->set_texts({tr("Validation"), tr("Test")});
    part_->setAccessibleName(tr("Judged on"));
    mended_.head->set_title(tr("Right in %1 only").arg(name(1)));
    broken_.head->set_title(tr("Right in %1 only").arg(name(0)));
    differences_->setAccessibleName(tr("What differs"));
    figures_->setAccessibleName(tr("What came of it"));
    for (const Side* side : {&mended_, &broken_})
        for (QWidget* w : {static_cast<QWidget*>(side->grid), static_cast<QWidget*>(side->list)})
            w->setAccessibleName(tr("Right in %1 only").arg(name(side == &mended_)));
    show_differences();
    show_figures();
    show_flips();
}

void RunDiff::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::StyleChange)
        retranslate();
    QDialog::changeEvent(event);
}

} // namespace loom
