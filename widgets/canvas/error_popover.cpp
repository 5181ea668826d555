#include "canvas/error_popover.h"

#include "bridge/repairs.h"
#include "graph/copy_repairs.h"
#include "theme/controls.h"
#include "theme/language.h"

#include <QGridLayout>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QVBoxLayout>

namespace loom {

static constexpr int usual_width = 212;

ErrorPopover::ErrorPopover(GraphDocument& graph, QWidget* canvas) : QFrame(canvas), graph_(graph)
{
    setFixedWidth(usual_width);
    column_ = column(this);
    column_->setContentsMargins(13, 13, 13, 11);
    hide();
}

QString ErrorPopover::cost_of(const GraphDocument& graph, const Fix& fix)
{
    Document trial = graph.document();
    for (const Edit& edit : fix.edits)
        if (!trial.apply(edit))
            return {};
    const auto more = analyse_untried(trial, graph.facts()).total.parameters - graph.analysis().total.parameters;
    if (more == 0)
        return tr("no parameters");
    const QString number = (more > 0 ? QStringLiteral("+") : QString()) + counted(more);
    return tr("%1 params").arg(number);
}

void ErrorPopover::show_finding(const Finding& finding)
{
    QString words = shown(finding.message) + QString::number(theme().dark) +
                    QString::number(ThemeManager::instance().font_scale());
    for (const Fix& fix : finding.fixes)
        words += QLatin1Char('\n') + shown(fix.label);
    if (words == words_)
        return;
    words_ = std::move(words);
    if (content_) {
        // It may be the one whose button was just pressed.
        content_->hide();
        column_->removeWidget(content_);
        content_->deleteLater();
    }
    content_ = new QWidget(this);
    auto* rows = column(content_, 8);
    column_->addWidget(content_);

    auto* head = row(nullptr, 8);
    auto* mark = new QLabel;
    mark->setPixmap(icon_pixmap("error", 16, theme().err, devicePixelRatioF()));
    mark->setAlignment(Qt::AlignTop);
    auto* what = new Label(shown(finding.message), FontRole::Body, "text", true);
    what->wrap();
    head->addWidget(mark);
    head->addWidget(what, 1);
    rows->addLayout(head);

    if (finding.found || finding.expected) {
        auto* grid = new QGridLayout;
        grid->setContentsMargins(0, 0, 0, 0);
        grid->setHorizontalSpacing(12);
        grid->setVerticalSpacing(4);
        grid->setColumnStretch(1, 1);
        const auto add = [&](int line, const QString& key, const loom::Shape& shape, const char* ink) {
            grid->addWidget(new Label(key, FontRole::Small, "text2"), line, 0);
            auto* value = new Label(QString::fromStdString(shape_text(shape)), FontRole::Small, ink, true);
            value->numbers();
            grid->addWidget(value, line, 1);
        };
        if (finding.found)
            add(0, tr("Found"), *finding.found, "err");
        if (finding.expected)
            add(1, tr("Expected"), *finding.expected, "text");
        rows->addLayout(grid);
    } else if (!finding.hint.empty()) {
        auto* hint = new Label(shown(finding.hint), FontRole::Small, "text2");
        hint->wrap();
        rows->addWidget(hint);
    }

    const auto apply = [this, seen = finding](const Message& label) { repair(graph_, graph_.analysis().findings, seen, &label); };
    if (!finding.fixes.empty()) {
        const Fix first = finding.fixes.front();
        auto* primary = button(shown(first.label), "wrench", "primary");
        primary->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        primary->setToolTip(shown(first.label));
        connect(primary, &QPushButton::clicked, this, [apply, label = first.label] { apply(label); });
        rows->addWidget(primary);
        auto* foot = row(nullptr, 4);
        foot->addWidget(new Label(cost_of(graph_, first), FontRole::Caption, "text3"));
        foot->addStretch();
        if (finding.fixes.size() > 1) {
            auto* more = button(tr("%n more repair(s)", nullptr, int(finding.fixes.size()) - 1), nullptr, "link small");
            auto* menu = new QMenu(more);
            for (std::size_t i = 1; i < finding.fixes.size(); ++i) {
                const Message label = finding.fixes[i].label;
                menu->addAction(icon("wrench"), shown(label), this, [apply, label] { apply(label); });
            }
            connect(more, &QPushButton::clicked, menu,
                    [menu, more] { menu->popup(more->mapToGlobal(QPoint(0, more->height()))); });
            foot->addWidget(more);
        }
        rows->addLayout(foot);
    }
    setAccessibleName(tr("Problem"));
    setAccessibleDescription(shown(finding.message));
    content_->show();
    // With large type a button may need more than the usual width.
    const QMargins margins = column_->contentsMargins();
    setFixedWidth(std::max(usual_width, content_->minimumSizeHint().width() + margins.left() + margins.right()));
    setFixedHeight(column_->heightForWidth(width()));
}

bool ErrorPopover::place(const QRectF& node, const std::function<bool(const QRectF&)>& free)
{
    constexpr double away = 20;
    const QRectF inside = QRectF(parentWidget()->rect()).adjusted(8, 8, -8, -8);
    if (inside.width() < width() || inside.height() < height())
        return false;
    const double left = std::clamp(node.center().x() - width() / 2.0, inside.left(), inside.right() - width());
    const double top = std::clamp(node.top() - 16, inside.top(), inside.bottom() - height());
    const QPointF places[] = {{node.right() + away, top},
                              {node.left() - away - width(), top},
                              {left, node.bottom() + away},
                              {left, node.top() - away - height()}};
    std::optional<QPointF> best;
    for (const bool only_free : {true, false})
        for (const QPointF& at : places) {
            const QRectF there(at, QSizeF(size()));
            if (!best && inside.contains(there) && (!only_free || free(there)))
                best = at;
        }
    move(best.value_or(QPointF(left, top)).toPoint());
    return true;
}

void ErrorPopover::keyPressEvent(QKeyEvent* event)
{
    if (event->key() != Qt::Key_Escape)
        return QFrame::keyPressEvent(event);
    parentWidget()->setFocus();
    Q_EMIT closed();
}

void ErrorPopover::paintEvent(QPaintEvent*)
{
    const Theme& t = theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(t.err, 1));
    painter.setBrush(t.raised);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), size::radius_card, size::radius_card);
}

} // namespace loom
