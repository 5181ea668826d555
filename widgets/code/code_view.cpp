#include "code/code_view.h"

#include "code/code_text.h"
#include "theme/controls.h"
#include "theme/language.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QScopedValueRollback>
#include <QVBoxLayout>

#include <algorithm>

namespace loom {
namespace {

constexpr NodeId nobody{-1};
constexpr int delay = 200; // ms

/// Whether both are written alike: where things lie and what stands beside them is in no source.
bool written_alike(const Document& a, const Document& b)
{
    const auto same_name = [](const auto& x, const auto& y) { return x.first == y.first && x.second.name == y.second.name; };
    return same_network(a, b) && a.recipe() == b.recipe() && a.data() == b.data() && std::ranges::equal(a.nodes(), b.nodes(), same_name) &&
           std::ranges::equal(a.units(), b.units(), same_name);
}

} // namespace

CodeView::CodeView(GraphDocument& graph, QWidget* parent)
    : QWidget(parent), graph_(graph),
      frameworks_(new SegmentedControl({QStringLiteral("PyTorch"), QStringLiteral("Keras")})),
      state_(new Label({}, FontRole::Small, "text3")), copy_(tool_button("copy", {}, true)), text_(new CodeText)
{
    auto* head = ground("surface", "bottom");
    auto* tools = row(head, 12);
    tools->setContentsMargins(12, 4, 8, 4);
    tools->addWidget(frameworks_);
    tools->addWidget(state_, 1);
    tools->addWidget(copy_);
    auto* all = column(this);
    all->addWidget(head);
    all->addWidget(text_, 1);

    soon_.setSingleShot(true);
    soon_.setInterval(delay);
    connect(&soon_, &QTimer::timeout, this, &CodeView::write);
    connect(frameworks_, &SegmentedControl::changed, this, [this] {
        of_.reset();
        follow();
    });
    connect(copy_, &QToolButton::clicked, this, [this] { QApplication::clipboard()->setText(QString::fromStdString(source_.text)); });
    connect(text_, &CodeText::line_chosen, this, &CodeView::choose);
    connect(&graph_, &GraphDocument::opened, this, &CodeView::follow_anew);
    connect(&graph_, &GraphDocument::changed, this, &CodeView::follow);
    connect(&graph_, &GraphDocument::selection_changed, this, [this] { show_selection(!following_); });
    connect(&worker_, &Worker::refused, this, [this](const Error& error) { take({{}, error}); });
    retranslate();
    show_state();
}

void CodeView::set_name(const QString& name)
{
    const std::string fresh = name.isEmpty() ? "Network" : utf8(name);
    if (fresh == std::exchange(name_, fresh))
        return;
    of_.reset();
    follow();
}

/// The source of another project is none of this one.
void CodeView::follow_anew()
{
    of_.reset();
    worker_.cancel();
    source_ = {};
    place_of_line_.clear();
    text_->show_source({});
}

void CodeView::follow()
{
    if (!isVisible())
        return; // showEvent() looks again.
    if (auto error = first_error(graph_.document(), graph_.analysis())) {
        soon_.stop();
        worker_.cancel();
        of_.reset();
        error_ = std::move(error);
        return show_state();
    }
    const DataFacts* facts = graph_.facts();
    if (of_ && written_alike(*of_, graph_.document()) && (facts ? of_facts_ == *facts : !of_facts_))
        return;
    worker_.cancel(); // What is being written is of a graph that is gone.
    soon_.start();
}

void CodeView::showEvent(QShowEvent*)
{
    follow();
    if (soon_.isActive()) { // Nobody is typing.
        soon_.stop();
        write();
    }
}

void CodeView::write()
{
    of_ = graph_.document();
    const auto framework = frameworks_->current() == 0 ? Framework::Torch : Framework::Keras;
    of_facts_ = graph_.facts() ? std::optional(*graph_.facts()) : std::nullopt;
    worker_.start<Written>(
        [framework, document = *of_, facts = of_facts_, name = name_](Progress&) {
            auto source = write_network(framework, document, facts ? &*facts : nullptr, {name});
            return source ? Written{std::move(*source), {}} : Written{{}, source.error()};
        },
        [this](Written written) { take(std::move(written)); });
}

void CodeView::take(Written written)
{
    if (written.error) {
        error_ = std::move(written.error);
        return show_state();
    }
    error_.reset();
    source_ = std::move(written.source);
    place_of_line_.assign(std::size_t(std::ranges::count(source_.text, '\n')) + 2, {{}, nobody});
    const auto put = [this](const UnitPath& path, const auto& lines) {
        for (const auto& [id, places] : lines)
            for (const auto& [first, last] : places)
                std::fill_n(place_of_line_.begin() + first, last - first + 1, std::pair(path, id));
    };
    if (source_.within.empty())
        put({}, source_.lines);
    for (const auto& [path, lines] : source_.within) // What lies deeper comes later.
        put(path, lines);
    text_->show_source(QString::fromStdString(source_.text));
    show_state();
    show_selection(false);
}

/// Of the nodes that are shown, in the copy that they are shown in.
const std::map<NodeId, std::vector<Lines>>& CodeView::lines_here() const
{
    static const std::map<NodeId, std::vector<Lines>> none;
    if (source_.within.empty())
        return source_.lines;
    const auto found = source_.within.find(graph_.path());
    return found == source_.within.end() ? none : found->second;
}

void CodeView::show_selection(bool reveal)
{
    std::vector<int> lines;
    const auto& here = lines_here();
    for (const NodeId id : graph_.selection().nodes)
        if (const auto found = here.find(id); found != here.end())
            for (const auto& [first, last] : found->second)
                for (int line = first; line <= last; ++line)
                    lines.push_back(line);
    std::ranges::sort(lines);
    text_->mark_lines(std::move(lines), reveal);
    show_state();
}

void CodeView::show_state()
{
    const bool any = !source_.text.empty();
    text_->set_stale(error_ && any);
    copy_->setEnabled(any && !error_);
    QString words;
    const char* ink = "text3";
    if (error_) {
        ink = "warn";
        words = any ? tr("As it was before this error: %1").arg(shown(error_->message))
                    : tr("No source yet: %1").arg(shown(error_->message));
    } else if (!source_.unwritten.empty()) {
        ink = "warn";
        words = shown(source_.unwritten.front().second.message);
        if (source_.unwritten.size() > 1)
            words = tr("%1 (%2 in all)").arg(words).arg(source_.unwritten.size());
    } else if (const auto& chosen = graph_.selection().nodes; chosen.size() == 1 && any && !lines_here().contains(*chosen.begin())) {
        if (const Node* node = graph_.document().find(*chosen.begin()))
            words = tr("%1 has no line of its own: values go on as they are").arg(shown(node->name));
    } else if (any) {
        words = tr("Follows the graph; a click on a line selects its node");
    }
    state_->set_ink(ink);
    state_->setText(words);
    state_->setToolTip(error_ && !error_->hint.empty() ? words + QLatin1Char('\n') + shown(error_->hint) : words);
}

void CodeView::choose(int line)
{
    const auto [path, id] = std::size_t(line) < place_of_line_.size() ? place_of_line_[std::size_t(line)] : std::pair(UnitPath(), nobody);
    if (id == nobody || !graph_.document().find(id))
        return;
    const QScopedValueRollback guard(following_, true);
    graph_.follow(path);
    graph_.reveal(id);
}

void CodeView::retranslate()
{
    loom::set_name(copy_, tr("Copy"));
    copy_->setToolTip(tr("Copy the whole source"));
    frameworks_->setAccessibleName(tr("Framework"));
    text_->setAccessibleName(tr("Source of the network"));
}

void CodeView::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        show_state();
    }
    QWidget::changeEvent(event);
}

} // namespace loom
