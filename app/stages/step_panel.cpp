#include "stages/step_panel.h"

#include "formula/formula_view.h"
#include "schema/shapes.h"
#include "stages/run_choice.h"
#include "steps/tensor_view.h"
#include "steps/told.h"
#include "theme/controls.h"
#include "theme/language.h"
#include "theme/numbers.h"

#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace loom {
namespace {

constexpr std::size_t most_listed = 8;

void clear(QLayout* layout)
{
    while (QLayoutItem* item = layout->takeAt(0)) {
        if (item->widget())
            item->widget()->deleteLater();
        delete item;
    }
}

QScrollArea* both_ways(QWidget* content)
{
    auto* area = new QScrollArea;
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setWidget(content);
    area->setFocusPolicy(Qt::NoFocus);
    return area;
}

} // namespace

StepPanel::StepPanel(GraphDocument& graph, QWidget* parent)
    : QWidget(parent), graph_(graph), ways_(new SegmentedControl({{}, {}})), formula_(new FormulaView), loss_formula_(new FormulaView),
      step_formula_(new FormulaView), empty_(new EmptyState("step"))
{
    // Left: what happens. Right: the numbers.
    auto* reading = ground("surface");
    auto* text = column(reading, 6);
    text->setContentsMargins(size::panel_padding, 10, size::panel_padding, 12);
    node_name_ = new Label({}, FontRole::Body, "text", true);
    node_help_ = (new Label({}, FontRole::Small, "text2"))->wrap();
    chosen_name_ = new Label({}, FontRole::Small, "text", true);
    told_ = (new Label({}, FontRole::Small, "text"))->wrap()->numbers();
    step_title_ = new Label({}, FontRole::Small, "text", true);
    step_told_ = (new Label({}, FontRole::Small, "text"))->wrap()->numbers();
    loss_title_ = new Label({}, FontRole::Small, "text", true);
    end_told_ = (new Label({}, FontRole::Small, "text"))->wrap()->numbers();
    letters_ = new Label({}, FontRole::Small, "text", true);
    words_ = new QWidget;
    auto* words = new QGridLayout(words_);
    words->setContentsMargins(0, 0, 0, 0);
    words->setHorizontalSpacing(10);
    words->setVerticalSpacing(1);
    words->setColumnStretch(1, 1);
    terms_ = new QWidget;
    auto* terms = new QGridLayout(terms_);
    terms->setContentsMargins(0, 2, 0, 2);
    terms->setHorizontalSpacing(12);
    terms->setVerticalSpacing(1);
    terms->setColumnStretch(0, 1);
    text->addWidget(node_name_);
    text->addWidget(formula_);
    text->addWidget(node_help_);
    text->addWidget(loss_title_);
    text->addWidget(loss_formula_);
    text->addWidget(end_told_);
    text->addWidget(chosen_name_);
    text->addWidget(told_);
    text->addWidget(terms_);
    text->addWidget(step_title_);
    text->addWidget(step_formula_);
    text->addWidget(step_told_);
    text->addWidget(letters_);
    text->addWidget(words_);
    text->addStretch();

    flow_ = ground("surface", "left");
    auto* flow = row(flow_, 24); // From left to right: what comes in, what it meets, what comes out.
    flow->setContentsMargins(16, 10, 16, 12);
    flow->addStretch();

    auto* halves = new QSplitter(Qt::Horizontal);
    halves->setHandleWidth(1);
    halves->setChildrenCollapsible(false);
    halves->addWidget(scrolled(reading));
    halves->addWidget(both_ways(flow_));
    halves->setStretchFactor(0, 1);
    halves->setStretchFactor(1, 1);
    halves->setSizes({450, 460});
    content_ = halves;

    auto* all = column(this);
    all->addWidget(bar());
    all->addWidget(content_, 1);
    all->addWidget(empty_, 1);
    connect(empty_, &EmptyState::acted, this, &StepPanel::begin);
    connect(&graph_, &GraphDocument::selection_changed, this, &StepPanel::refresh);
    connect(&graph_, &GraphDocument::changed, this, &StepPanel::refresh);
    retranslate();
}

QWidget* StepPanel::bar()
{
    auto* head = ground("surface", "bottom");
    auto* tools = row(head, 6);
    tools->setContentsMargins(12, 4, 8, 4);
    tools->addWidget(ways_);
    tools->addSpacing(4);
    previous_ = tool_button("chevron-left", {});
    next_ = tool_button("chevron-right", {});
    place_ = new Label({}, FontRole::Small, "text2");
    place_->numbers();
    tools->addWidget(previous_);
    tools->addWidget(next_);
    tools->addWidget(place_);
    tools->addSpacing(12);
    row_name_ = new Label({}, FontRole::Small, "text2");
    row_ = new QSpinBox;
    row_->setRange(1, 1);
    row_name_->setBuddy(row_);
    tools->addWidget(row_name_);
    tools->addWidget(row_);
    tools->addSpacing(12);
    weights_name_ = new Label({}, FontRole::Small, "text2");
    tools->addWidget(weights_name_);
    tools_ = tools;
    state_ = new Label({}, FontRole::Small, "text3");
    tools->addWidget(state_, 1);

    connect(ways_, &SegmentedControl::changed, this, [this] {
        chosen_tensor_ = std::size_t(-1);
        refresh(); // What is next is another node.
        show_node();
    });
    connect(previous_, &QToolButton::clicked, this, [this] { go(-1); });
    connect(next_, &QToolButton::clicked, this, [this] { go(1); });
    connect(row_, &QSpinBox::valueChanged, this, [this](int row) {
        if (session_)
            session_->choice().set_row(std::uint32_t(row - 1));
    });
    return head;
}

void StepPanel::follow(StepSession& session, RunList& runs)
{
    session_ = &session;
    weights_ = new RunChoice(runs, RunChoice::Untrained::Offered);
    weights_name_->setBuddy(weights_);
    tools_->insertWidget(tools_->indexOf(weights_name_) + 1, weights_);
    weights_->setVisible(offers_choice_);
    connect(weights_, &RunChoice::choice_changed, this, [this] { session_->choice().set_run(weights_->run(), weights_->checkpoint()); });
    connect(&session_->choice(), &SampleChoice::changed, this, &StepPanel::show_choice);
    connect(session_, &StepSession::changed, this, &StepPanel::refresh);
    connect(session_, &StepSession::busy_changed, this, &StepPanel::refresh);
    connect(session_, &StepSession::told, this, &StepPanel::show_reasons);
    show_choice();
    session_->set_on(isVisible());
    refresh();
}

/// Whoever has chosen: the strip above the canvas may have.
void StepPanel::show_choice()
{
    weights_->choose(session_->choice().run(), session_->choice().checkpoint());
    refresh();
}

void StepPanel::offer_choice(bool offered)
{
    offers_choice_ = offered;
    for (QWidget* part : {static_cast<QWidget*>(row_name_), static_cast<QWidget*>(row_), static_cast<QWidget*>(weights_name_)})
        part->setVisible(offered);
    if (weights_)
        weights_->setVisible(offered);
}

void StepPanel::set_way(Way way)
{
    ways_->set_current(int(way));
    chosen_tensor_ = std::size_t(-1);
    refresh();
    show_node();
}

StepPanel::Way StepPanel::way() const
{
    return Way(ways_->current());
}

void StepPanel::go(int steps)
{
    if (!session_)
        return;
    const auto order = session_->order();
    const auto at = session_->node() ? std::ranges::find(order, *session_->node()) : order.end();
    if (at == order.end())
        return begin();
    const auto to = (at - order.begin()) + (way() == Way::Forward ? steps : -steps);
    if (to >= 0 && to < std::ssize(order))
        graph_.reveal(order[std::size_t(to)]);
}

void StepPanel::begin()
{
    if (!session_)
        return;
    const auto order = session_->order();
    if (order.empty() || (session_->node() && std::ranges::find(order, *session_->node()) != order.end()))
        return;
    graph_.reveal(way() == Way::Forward ? order.front() : order.back());
}

bool StepPanel::settled() const
{
    return !session_ || !session_->busy();
}

bool StepPanel::shows_numbers() const
{
    return content_->isVisibleTo(this) && shown_ != nullptr;
}

std::vector<TensorView*> StepPanel::tensors() const
{
    std::vector<TensorView*> shown_ones;
    for (TensorView* view : tensors_)
        if (view->isVisibleTo(flow_))
            shown_ones.push_back(view);
    return shown_ones;
}

QString StepPanel::told() const
{
    return told_->text();
}

void StepPanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (session_)
        session_->set_on(true);
    refresh();
}

void StepPanel::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    if (session_)
        session_->set_on(false);
}

void StepPanel::refresh()
{
    if (!session_)
        return;
    {
        const QSignalBlocker quiet(row_);
        row_->setRange(1, int(std::max<std::uint32_t>(1, session_->rows())));
        row_->setValue(int(session_->choice().row()) + 1);
        row_->setEnabled(session_->rows() > 0);
        row_name_->setText(session_->rows() > 0 ? tr("Sample, of %1").arg(counted(session_->rows())) : tr("Sample"));
    }
    const auto order = session_->order();
    const auto node = session_->node();
    const auto at = node ? std::ranges::find(order, *node) : order.end();
    const auto number = at - order.begin();
    const bool here = at != order.end();
    const bool forward = way() == Way::Forward;
    place_->setText(here ? tr("Node %1 of %2").arg(forward ? number + 1 : std::ssize(order) - number).arg(order.size()) : QString());
    previous_->setEnabled(!here || (forward ? number > 0 : number + 1 < std::ssize(order)));
    next_->setEnabled(!order.empty() && (!here || (forward ? number + 1 < std::ssize(order) : number > 0)));
    state_->setText(session_->busy() ? tr("Computing…") : QString());

    const char* icon = "step";
    QString title, sentence, button;
    if (graph_.document().nodes().empty()) {
        title = tr("There is no network yet");
        sentence = tr("Add layers to the canvas; then one sample can be followed through them.");
    } else if (auto wrong = first_error(graph_.document(), graph_.analysis())) {
        icon = "error";
        title = tr("The network has an error, so no sample can go through it");
        sentence = shown(wrong->message) + QLatin1Char('\n') + shown(wrong->hint);
    } else if (session_->error()) {
        icon = "error";
        title = shown(session_->error()->message);
        sentence = shown(session_->error()->hint);
    } else if (session_->rows() == 0) {
        icon = "data";
        title = session_->data().is_loading() ? tr("The data is being read") : tr("There is no data yet");
        sentence = session_->data().is_loading() ? tr("The sample follows as soon as it is there.")
                                                 : tr("Choose data in Data; a sample of it goes through the network here.");
    } else if (!node) {
        title = tr("No node is chosen");
        sentence = tr("Choose one on the canvas, or begin where the numbers come in.");
        button = tr("Begin at the input");
    }
    const auto view = session_->view();
    const bool nothing = title.isEmpty() && !view;
    empty_->setVisible(!title.isEmpty() || (nothing && !session_->busy()));
    content_->setVisible(!empty_->isVisibleTo(this));
    if (!title.isEmpty())
        empty_->set(icon, title, sentence, button);
    else if (nothing)
        empty_->set(icon, tr("Nothing to show here"), tr("This node takes no part in the network."), {});
    if (view != shown_) {
        if (!view || !shown_ || view->node != shown_->node || view->path != shown_->path)
            chosen_tensor_ = std::size_t(-1); // Another node has other tensors.
        shown_ = view;
        show_node();
    }
}

QString StepPanel::title_of(const StepTensor& t) const
{
    const bool back = way() == Way::Backward;
    switch (t.kind) {
    case StepTensor::Kind::Input:
        return back ? tr("Gradient of input %1").arg(shown(t.name)) : tr("Input %1").arg(shown(t.name));
    case StepTensor::Kind::Weight:
        return back ? tr("Gradient of %1").arg(weight_words(t.name)) : weight_words(t.name);
    case StepTensor::Kind::Output:
        break;
    }
    return back ? tr("Gradient of the output") : tr("Output");
}

/// What an Input or Output knows of the data.
const DataFacts* StepPanel::facts_of(NodeId id) const
{
    const NodeFacts& facts = graph_.facts_of(id);
    return facts.data ? facts.data.get() : graph_.facts();
}

std::vector<std::string> StepPanel::names_of(const StepTensor& t) const
{
    const DataFacts* facts = shown_ ? facts_of(shown_->node) : nullptr;
    if (!facts || t.shape.size() != 1)
        return {};
    const auto values = std::size_t(t.shape[0]);
    const Node* node = shown_ ? graph_.document().find(shown_->node) : nullptr;
    if (node && node->type == "output" && facts->target == DataFacts::Target::Classes && facts->classes.size() == values)
        return facts->classes;
    if (t.kind != StepTensor::Kind::Weight && facts->sample.size() == 1 && facts->features.size() == values && node &&
        (node->type == "input" || t.kind == StepTensor::Kind::Input))
        if (node->type == "input")
            return facts->features;
    return {};
}

void StepPanel::show_node()
{
    if (!shown_)
        return;
    const Node* node = graph_.document().find(shown_->node);
    if (!node)
        return;
    const LayerType* type = find_layer(node->type);
    node_name_->setText(shown(node->name));
    clear(words_->layout());
    std::string formula;
    std::vector<Formula::Word> all_words;
    if (type && type->formula && node->use == Use::Full) {
        const Formula made = type->formula(shown_->values);
        formula = made.text;
        all_words = words_of(made);
    }
    if (const LossType* loss = shown_->end ? find_loss(shown_->end->by.type) : nullptr; loss && loss->formula)
        for (Formula::Word& word : words_of(loss->formula(shown_->end->by.values)))
            if (std::ranges::find(all_words, word.symbol, &Formula::Word::symbol) == all_words.end())
                all_words.push_back(std::move(word));
    if (!all_words.empty()) {
        auto* grid = static_cast<QGridLayout*>(words_->layout());
        int line = 0;
        for (const Formula::Word& word : all_words) {
            auto* symbol = new FormulaView;
            symbol->set_formula(word.symbol);
            symbol->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
            symbol->setFixedSize(symbol->sizeHint());
            grid->addWidget(symbol, line, 0, Qt::AlignLeft | Qt::AlignTop);
            grid->addWidget((new Label(shown(word.meaning), FontRole::Small, "text2"))->wrap(), line++, 1);
        }
    }
    formula_->set_formula(formula);
    formula_->setVisible(!formula.empty());
    words_->setVisible(!formula.empty());
    letters_->setVisible(!formula.empty());
    QString help;
    if (shown_->unit)
        help = tr("This is a unit. Enter it (double-click on the canvas) to walk through what is inside.");
    else if (node->use == Use::Bypassed)
        help = tr("It is bypassed: what comes in goes on as it is.");
    else if (node->use == Use::Muted)
        help = tr("It is muted: nothing comes out.");
    else if (way() == Way::Backward)
        help = tr("A gradient says how much the loss grows when a number grows by 1. Backward begins at the output and goes against the wires.");
    else if (shown_->untrained && std::ranges::any_of(shown_->tensors, [](const StepTensor& t) { return t.kind == StepTensor::Kind::Weight; }))
        help = tr("The weights are as training would begin with them.");
    for (const StepView::Repeated& r : shown_->repeated)
        help += (help.isEmpty() ? QString() : QStringLiteral("\n")) +
                tr("%1 is repeated %n times; this is the first time.", nullptr, int(r.times)).arg(shown(graph_.document().find(r.copy)->name));
    node_help_->setText(help);
    node_help_->setVisible(!help.isEmpty());
    show_end();
    show_tensors();
}

void StepPanel::show_end()
{
    const bool ends = shown_->end.has_value();
    for (QWidget* w : {static_cast<QWidget*>(loss_title_), static_cast<QWidget*>(loss_formula_), static_cast<QWidget*>(end_told_)})
        w->setVisible(ends);
    if (!ends)
        return;
    const StepView::End& end = *shown_->end;
    const LossType* loss = find_loss(end.by.type);
    loss_title_->setText(loss ? shown(loss->title) : QString());
    loss_formula_->set_formula(loss && loss->formula ? loss->formula(end.by.values).text : std::string());
    const DataFacts* facts = facts_of(shown_->node);
    QStringList lines;
    const auto class_name = [&](std::size_t i) {
        return facts && i < facts->classes.size() ? shown(facts->classes[i]) : QString::number(i);
    };
    if (end.classes && !end.scores.empty() && end.target.size() == 1) {
        const auto best = std::size_t(std::ranges::max_element(end.scores) - end.scores.begin());
        const double label = double(end.target[0]);
        const bool binary = end.scores.size() == 1;
        const auto right = std::size_t(std::max(0.0, label));
        if (binary)
            lines << tr("Prediction: %1 for %2.").arg(percent_text(double(end.scores[0])), class_name(1));
        else
            lines << tr("Prediction: %1 with %2.").arg(class_name(best), percent_text(double(end.scores[best])));
        if (label < 0)
            lines << tr("The sample has no target.");
        else if (binary)
            lines << tr("Target: %1.").arg(class_name(right));
        else if (right < end.scores.size())
            lines << (right == best ? tr("Target: %1, so it is right.").arg(class_name(right))
                                    : tr("Target: %1, which got %2.").arg(class_name(right), percent_text(double(end.scores[right]))));
    } else if (!end.scores.empty() && end.scores.size() == end.target.size() && end.scores.size() <= 4) {
        for (std::size_t i = 0; i < end.scores.size(); ++i)
            lines << tr("Prediction %1, target %2.").arg(told_number(double(end.scores[i])), told_number(double(end.target[i])));
    }
    lines << tr("Loss of this sample: %1.").arg(told_number(end.loss));
    if (end.total)
        lines << tr("All outputs together, each by its weight: %1.").arg(told_number(*end.total));
    end_told_->setText(lines.join(QLatin1Char('\n')));
}

void StepPanel::show_tensors()
{
    const bool back = way() == Way::Backward;
    while (tensors_.size() < shown_->tensors.size()) {
        auto* made = new TensorView;
        const std::size_t at = tensors_.size();
        static_cast<QHBoxLayout*>(flow_->layout())->insertWidget(int(at), made, 0, Qt::AlignTop | Qt::AlignLeft);
        connect(&made->grid(), &NumberGrid::asked, this, [this, at](qint64 element) { choose(at, element); });
        tensors_.push_back(made);
    }
    for (std::size_t i = 0; i < tensors_.size(); ++i) {
        if (i >= shown_->tensors.size()) {
            tensors_[i]->hide();
            continue;
        }
        const StepTensor& t = shown_->tensors[i];
        const bool of_sample = t.kind != StepTensor::Kind::Weight;
        const QString shape = shown(value_text(of_sample ? sizes_from_shape(t.shape) : std::vector<std::int64_t>(t.shape.begin(), t.shape.end())));
        const bool has = !back || !t.slopes.empty();
        tensors_[i]->set_title(title_of(t), has ? shape : tr("none: the loss does not depend on it"));
        tensors_[i]->set_numbers(t.shape, of_sample, {shown_, back ? &t.slopes : &t.numbers}, back ? t.steepest : t.largest, names_of(t));
        tensors_[i]->show();
    }
    // A number is explained from the beginning: the largest of the output, or the gradient of a weight, of an input.
    std::size_t at = chosen_tensor_;
    qint64 element = at < shown_->tensors.size() ? tensors_[at]->grid().chosen() : -1;
    const auto numbers = [&](std::size_t i) -> const std::vector<float>& {
        return back ? shown_->tensors[i].slopes : shown_->tensors[i].numbers;
    };
    if (element < 0 || at >= shown_->tensors.size() || std::size_t(element) >= numbers(at).size()) {
        element = -1;
        const auto best = [&](StepTensor::Kind kind) {
            for (std::size_t i = 0; i < shown_->tensors.size() && element < 0; ++i)
                if (shown_->tensors[i].kind == kind && !numbers(i).empty()) {
                    at = i;
                    element = qint64(back ? shown_->tensors[i].steepest : shown_->tensors[i].largest);
                }
        };
        if (back && !shown_->end)
            best(StepTensor::Kind::Weight);
        if (back)
            best(StepTensor::Kind::Input);
        best(StepTensor::Kind::Output);
    }
    if (element >= 0)
        choose(at, element);
    else
        show_reasons();
}

void StepPanel::choose(std::size_t tensor, qint64 element)
{
    if (!shown_ || tensor >= shown_->tensors.size())
        return;
    chosen_tensor_ = tensor;
    for (std::size_t i = 0; i < tensors_.size(); ++i)
        tensors_[i]->grid().choose(i == tensor ? element : -1);
    const StepTensor& t = shown_->tensors[tensor];
    session_->ask({way() == Way::Backward ? t.gradient : t.tensor, std::size_t(element)});
    show_reasons();
}

void StepPanel::show_reasons()
{
    clear(terms_->layout());
    const bool chosen = shown_ && chosen_tensor_ < shown_->tensors.size() && chosen_tensor_ < tensors_.size() &&
                        tensors_[chosen_tensor_]->grid().chosen() >= 0;
    const auto& reasons = session_ ? session_->reasons() : std::nullopt;
    const bool known = chosen && reasons && reasons->spot.element == std::size_t(tensors_[chosen_tensor_]->grid().chosen());
    chosen_name_->setVisible(chosen);
    told_->setVisible(known);
    terms_->setVisible(known);
    const bool step = known && reasons->step;
    step_title_->setVisible(step);
    step_formula_->setVisible(step);
    step_told_->setVisible(step);
    if (!chosen)
        return;
    const StepTensor& t = shown_->tensors[chosen_tensor_];
    chosen_name_->setText(tr("Why %1 %2").arg(title_of(t), tensors_[chosen_tensor_]->grid().told(tensors_[chosen_tensor_]->grid().chosen())));
    if (!known)
        return;
    const bool back = way() == Way::Backward;
    told_->setText(told_number_of(t, back, *reasons).join(QLatin1Char('\n')));
    if (!back && !t.from.empty() && t.kind == StepTensor::Kind::Output)
        return; // Its terms are told where it was made.
    // What it was made of comes into sight: the filter of this channel, the channel that was looked at.
    const auto in_sight = [&](std::size_t i) {
        for (const Reason& reason : reasons->reasons)
            for (const Reason::Term& term : reason.terms)
                for (const Reason::Factor& f : term.factors)
                    if (f.spot.tensor == shown_->tensors[i].tensor || f.spot.tensor == shown_->tensors[i].gradient) {
                        const TensorPlane& plane = tensors_[i]->grid().layout_of();
                        return tensors_[i]->grid().set_plane(std::int64_t(f.spot.element) / std::max<std::int64_t>(1, plane.rows * plane.columns));
                    }
    };
    for (std::size_t i = 0; i < shown_->tensors.size(); ++i)
        if (i != chosen_tensor_)
            in_sight(i);
    QString left;
    auto* grid = static_cast<QGridLayout*>(terms_->layout());
    int line = 0;
    for (const ToldTerm& term : told_terms(*reasons, *session_, most_listed, &left)) {
        auto* what = new Label(term.what, FontRole::Caption, "text2");
        what->setProperty("keeps_end", true); // Which number it is stands there; in units names are long.
        grid->addWidget(what, line, 0);
        auto* numbers = new Label(term.numbers, FontRole::Caption, "text2");
        numbers->numbers();
        numbers->setAlignment(Qt::AlignRight);
        grid->addWidget(numbers, line, 1);
        auto* value = new Label(term.value, FontRole::Caption, "text", true);
        value->numbers();
        value->setAlignment(Qt::AlignRight);
        grid->addWidget(value, line++, 2);
    }
    if (!left.isEmpty())
        grid->addWidget(new Label(left, FontRole::Caption, "text3"), line, 0, 1, 3);
    if (step) {
        const OptimizerType* optimiser = find_optimizer(graph_.document().recipe().optimizer.type);
        step_title_->setText(tr("What a step of training does to it"));
        step_formula_->set_formula(optimiser && optimiser->formula ? optimiser->formula(graph_.document().recipe().optimizer.values).text : std::string());
        step_told_->setText(told_step(*reasons->step, optimiser ? shown(optimiser->title) : QString()));
    }
}

void StepPanel::retranslate()
{
    ways_->set_texts({tr("Forward"), tr("Backward")});
    set_name(previous_, tr("Previous node of the walk"), QKeySequence(Qt::SHIFT | Qt::Key_F7));
    set_name(next_, tr("Next node of the walk"), QKeySequence(Qt::Key_F7));
    row_name_->setText(tr("Sample"));
    weights_name_->setText(tr("Weights"));
    letters_->setText(tr("What the letters stand for"));
    if (weights_)
        weights_->setAccessibleName(tr("Weights"));
    refresh();
    show_node();
}

void StepPanel::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace loom
