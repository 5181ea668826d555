#include "canvas/problems.h"

#include "bridge/repairs.h"
#include "canvas/error_popover.h"
#include "canvas/outline.h"
#include "graph/finding_place.h"
#include "theme/controls.h"
#include "theme/language.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QListView>
#include <QPainter>
#include <QStackedWidget>
#include <QStringListModel>
#include <QVBoxLayout>

#include <algorithm>

namespace loom {
namespace {

constexpr std::size_t most_rows = 200; // More problems than anyone reads at once.

Chip::Kind kind_of(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return Chip::Err;
    case Severity::Warning:
        return Chip::Warn;
    case Severity::Info:
        return Chip::Info;
    }
    return Chip::Info;
}

/// An icon of a state that follows the theme.
class StateIcon : public QWidget {
public:
    explicit StateIcon(Severity severity) : severity_(severity) { setFixedSize(16, 16); }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        const Chip::Kind kind = kind_of(severity_);
        paint_icon(painter, state_icon(kind), QPointF(0, 0), 16, theme().*state_colour(kind));
    }

private:
    Severity severity_;
};

} // namespace

// ---- ProblemRow -----------------------------------------------------------------------------------------------------

ProblemRow::ProblemRow(GraphDocument& graph, const Finding& finding, Findings all)
    : graph_(graph), finding_(finding)
{
    setFixedHeight(size::problem_row);
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    auto* layout = row(this, 8);
    layout->setContentsMargins(12, 0, 12, 0);
    layout->addWidget(new StateIcon(finding.severity));
    const QString way = shown(way_text(graph.document(), finding));
    name_ = new Label(way.isEmpty() ? tr("Model") : way, FontRole::Small, "text", true);
    layout->addWidget(name_);
    const QString sentence = shown(finding.message);
    auto* what = new Label(sentence, FontRole::Small, "text");
    what->setToolTip(finding.hint.empty() ? sentence : sentence + QLatin1Char('\n') + shown(finding.hint));
    layout->addWidget(what, 1);
    if (!finding.fixes.empty()) {
        auto* repair = button(shown(finding.fixes.front().label), nullptr, "small");
        connect(repair, &QPushButton::clicked, this, [this, finding, all = std::move(all)] { loom::repair(graph_, all(), finding); });
        layout->addWidget(repair);
        repair->installEventFilter(this);
    }
    setAccessibleName((way.isEmpty() ? QString() : way + QStringLiteral(": ")) + sentence);
}

/// What the repair costs is worked out when somebody asks.
bool ProblemRow::eventFilter(QObject* of, QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const Fix& fix = finding_.fixes.front();
        static_cast<QWidget*>(of)->setToolTip(shown(fix.label) + QLatin1Char('\n') + ErrorPopover::cost_of(graph_, fix));
    }
    return QWidget::eventFilter(of, event);
}

void ProblemRow::show_selection()
{
    const auto& chosen = graph_.selection().nodes;
    selected_ = std::ranges::any_of(bearers(graph_.document(), finding_, graph_.path()), [&](NodeId id) { return chosen.contains(id); });
    update();
}

int ProblemRow::name_width() const
{
    return name_->sizeHint().width();
}

void ProblemRow::set_name_width(int width)
{
    name_->setFixedWidth(width);
}

void ProblemRow::paintEvent(QPaintEvent*)
{
    const Theme& t = theme();
    QPainter painter(this);
    if (selected_ || underMouse())
        painter.fillRect(rect(), selected_ ? t.accentbg : t.hover);
    painter.fillRect(0, height() - 1, width(), 1, t.line);
}

void ProblemRow::mousePressEvent(QMouseEvent*)
{
    graph_.reveal(finding_);
}

void ProblemRow::keyPressEvent(QKeyEvent* event)
{
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && finding_.node)
        return graph_.reveal(finding_);
    if (event->key() == Qt::Key_Down || event->key() == Qt::Key_Up) {
        if (event->key() == Qt::Key_Down)
            focusNextChild();
        else
            focusPreviousChild();
        return;
    }
    QWidget::keyPressEvent(event);
}

// ---- ProblemsPanel --------------------------------------------------------------------------------------------------

ProblemsPanel::ProblemsPanel(GraphDocument& graph, QWidget* parent)
    : QFrame(parent), graph_(graph), pages_(new QButtonGroup(this)), stack_(new QStackedWidget), rows_(new QWidget),
      outline_(new Outline(graph)), history_(new QListView), steps_(new QStringListModel(this))
{
    setProperty("ground", QStringLiteral("surface"));
    auto* layout = column(this);
    auto* head = ground("surface", "bottom");
    head->setFixedHeight(size::panel_head);
    tabs_ = row(head, 4);
    tabs_->setContentsMargins(size::panel_padding - 9, 0, 8, 0); // The buttons bring air of their own.
    add_page(scrolled(rows_));
    tabs_->addSpacing(8);
    for (int i = 0; i < 3; ++i) {
        counts_[i] = {new StateIcon(Severity(i)), new Label({}, FontRole::Small, "text2")};
        counts_[i].number->numbers()->reserve({QStringLiteral("00")});
        tabs_->addWidget(counts_[i].icon);
        tabs_->addWidget(counts_[i].number);
        tabs_->addSpacing(4);
    }
    tabs_->addStretch();
    add_page(outline_);
    add_page(history_);
    layout->addWidget(head);

    auto* rows_layout = column(rows_);
    fine_ = new Label({}, FontRole::Small, "text3");
    fine_->setContentsMargins(12, 8, 12, 8);
    rows_layout->addWidget(fine_);
    rows_layout->addStretch();
    history_->setModel(steps_);
    history_->setFrameShape(QFrame::NoFrame);
    history_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    history_->setUniformItemSizes(true);
    connect(history_, &QListView::activated, this,
            [this](const QModelIndex& index) { graph_.go_to(std::size_t(index.row())); });
    connect(history_, &QListView::clicked, this,
            [this](const QModelIndex& index) { graph_.go_to(std::size_t(index.row())); });
    layout->addWidget(stack_, 1);

    connect(pages_, &QButtonGroup::idClicked, this, &ProblemsPanel::show_page);
    connect(&graph_, &GraphDocument::changed, this, &ProblemsPanel::refresh);
    connect(&graph_, &GraphDocument::selection_changed, this, &ProblemsPanel::show_selection);
    retranslate();
    show_page(Problems);
}

int ProblemsPanel::add_page(QWidget* page)
{
    auto* made = tool_button(nullptr, {}, true);
    made->setCheckable(true);
    made->setProperty("kind", QStringLiteral("tab"));
    pages_->addButton(made, stack_->count());
    tabs_->addWidget(made);
    return stack_->addWidget(page);
}

void ProblemsPanel::set_page_title(int page, const QString& title)
{
    QToolButton* of = tab(page);
    of->setText(title);
    of->setAccessibleName(title);
    // The open one is bold; its neighbours must not move.
    of->setMinimumWidth(QFontMetrics(loom::font(FontRole::Body, true)).horizontalAdvance(title) + 8);
}

QToolButton* ProblemsPanel::tab(int page) const
{
    return static_cast<QToolButton*>(pages_->button(page));
}

int ProblemsPanel::page() const
{
    return stack_->currentIndex();
}

void ProblemsPanel::show_page(int page)
{
    tab(page)->setChecked(true);
    stack_->setCurrentIndex(page);
    fill_history();
    Q_EMIT page_shown(page);
}

void ProblemsPanel::retranslate()
{
    const QString names[] = {tr("Problems"), tr("Outline"), tr("History")};
    for (int i = 0; i < 3; ++i)
        set_page_title(i, names[i]);
    outline_->setAccessibleName(tr("Outline of the graph"));
    history_->setAccessibleName(tr("History of changes"));
    fine_->setText(tr("No problems found."));
    refresh();
}

void ProblemsPanel::refresh()
{
    fill_problems();
    fill_history();
}

void ProblemsPanel::set_beside(ProblemRow::Findings beside)
{
    beside_ = std::move(beside);
    fill_problems();
}

std::vector<Finding> ProblemsPanel::findings() const
{
    auto all = graph_.analysis().findings;
    if (beside_)
        for (Finding& finding : beside_())
            all.push_back(std::move(finding));
    std::ranges::stable_sort(all, {}, &Finding::severity);
    return all;
}

// Rows are made anew only where what they say is different: most edits change no finding.
void ProblemsPanel::fill_problems()
{
    int counts[3] = {};
    const auto all = findings();
    std::vector<std::string> words{std::to_string(int(language()))};
    for (const Finding& finding : all) {
        ++counts[int(finding.severity)];
        if (words.size() > most_rows)
            continue;
        words.push_back(finding.code + (finding.node ? std::to_string(std::int64_t(*finding.node)) : std::string()) + way_text(graph_.document(), finding));
        for (const NodeId copy : finding.path)
            words.back() += ' ' + std::to_string(std::int64_t(copy));
        words.back() += loom::render(finding.message) + (finding.fixes.empty() ? std::string() : loom::render(finding.fixes.front().label));
    }
    if (words == shown_words_)
        return;
    shown_words_ = std::move(words);
    for (ProblemRow* old : problem_rows_) {
        old->hide();
        old->deleteLater(); // It may be the one whose button was just pressed.
    }
    problem_rows_.clear();
    auto* layout = static_cast<QVBoxLayout*>(rows_->layout());
    for (const Finding& finding : all) {
        if (problem_rows_.size() >= most_rows)
            break;
        auto* problem = new ProblemRow(graph_, finding, [this] { return findings(); });
        layout->insertWidget(int(problem_rows_.size()), problem);
        problem->show(); // Now, not with the next event: a list that was emptied is never seen empty.
        problem_rows_.push_back(problem);
    }
    constexpr int least = 108, most = 220; // Of the names: so wide as they need.
    int width = least;
    for (const ProblemRow* problem : problem_rows_)
        width = std::clamp(problem->name_width(), width, most);
    for (ProblemRow* problem : problem_rows_)
        problem->set_name_width(width);
    const QString told[] = {tr("%n error(s)", nullptr, counts[0]), tr("%n warning(s)", nullptr, counts[1]),
                            tr("%n hint(s)", nullptr, counts[2])};
    for (int i = 0; i < 3; ++i) {
        counts_[i].number->setText(counted(counts[i]));
        counts_[i].icon->setVisible(counts[i] > 0);
        counts_[i].number->setVisible(counts[i] > 0);
        counts_[i].icon->setToolTip(told[i]);
        counts_[i].number->setAccessibleName(told[i]);
    }
    fine_->setVisible(problem_rows_.empty());
    show_selection();
}

void ProblemsPanel::fill_history()
{
    if (stack_->currentIndex() != History)
        return;
    QStringList names{tr("Start")};
    for (const Message& step : graph_.steps())
        names << shown(step);
    steps_->setStringList(names);
    history_->setCurrentIndex(steps_->index(int(graph_.done())));
}

void ProblemsPanel::show_selection()
{
    for (ProblemRow* problem : problem_rows_)
        problem->show_selection();
}

QWidget* ProblemsPanel::row_at(int at) const
{
    return std::size_t(at) < problem_rows_.size() ? problem_rows_[std::size_t(at)] : nullptr;
}

void ProblemsPanel::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::FontChange)
        retranslate();
    QFrame::changeEvent(event);
}

} // namespace loom
