#include "stages/data_audit.h"

#include "bridge/sample_image.h"
#include "project/repair.h"
#include "session.h"
#include "theme/language.h"

#include <QLocale>
#include <QPainter>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

namespace loom {

/// How many findings of each kind: an icon and a number each.
class StateCounts : public QWidget {
public:
    StateCounts() { setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed); }

    /// Errors, warnings, remarks.
    void set(const std::array<int, 3>& counts)
    {
        counts_ = {{Chip::Err, counts[0]}, {Chip::Warn, counts[1]}, {Chip::Info, counts[2]}};
        counts_.removeIf([](const auto& c) { return c.second == 0; });
        updateGeometry();
        update();
    }
    QSize sizeHint() const override
    {
        int width = 0;
        for (const auto& [kind, n] : counts_)
            width += 26 + QFontMetrics(number_font(FontRole::Small, true)).horizontalAdvance(QString::number(n));
        return {width, line_height(FontRole::Small)};
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter p(this);
        p.setFont(number_font(FontRole::Small, true));
        int x = 0;
        for (const auto& [kind, n] : counts_) {
            const QString text = QString::number(n);
            const int width = p.fontMetrics().horizontalAdvance(text);
            paint_icon(p, state_icon(kind), QPointF(x, (height() - 14) / 2.0), 14, theme().*state_colour(kind));
            p.setPen(theme().text);
            p.drawText(QRect(x + 18, 0, width + 2, height()), Qt::AlignLeft | Qt::AlignVCenter, text);
            x += 26 + width;
        }
    }

private:
    QList<std::pair<Chip::Kind, int>> counts_;
};

/// One sample, large: what it is called, its part, its size.
class SampleView : public QWidget {
public:
    void show_row(const Dataset& from, std::uint32_t row, Part part)
    {
        picture_ = sample_image(from, row);
        lines_.clear();
        lines_.append({AuditPanel::tr("Row"), counted(qint64(row))});
        if (const std::int32_t label = from.label(row); label >= 0)
            lines_.append({QString::fromStdString(from.target()),
                           QString::fromStdString(from.facts().classes[std::size_t(label)])});
        const QString parts[] = {AuditPanel::tr("Training"), AuditPanel::tr("Validation"), AuditPanel::tr("Test")};
        lines_.append({AuditPanel::tr("Part"), parts[std::size_t(part)]});
        const PictureShape s = from.encoder().picture;
        lines_.append({AuditPanel::tr("Size"), QStringLiteral("%1×%2×%3").arg(s.height).arg(s.width).arg(s.channels)});
        if (const Column* c = from.table().image_column(); c && c->pixels() && !c->pixels()->name(row).empty())
            lines_.append({AuditPanel::tr("File"), QString::fromStdString(c->pixels()->name(row))});
        update();
    }
    void clear()
    {
        picture_ = {};
        lines_.clear();
        update();
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        const Theme& t = theme();
        QPainter p(this);
        const int pad = size::panel_padding, side = width() - 2 * pad;
        const QRect box(pad, pad, side, side);
        p.fillRect(box, t.sunken);
        if (lines_.isEmpty()) {
            p.setFont(loom::font(FontRole::Small));
            p.setPen(t.text3);
            p.drawText(box.adjusted(pad, 0, -pad, 0), Qt::AlignCenter | Qt::TextWordWrap,
                       AuditPanel::tr("Choose a picture in the gallery"));
            return;
        }
        p.setRenderHint(QPainter::SmoothPixmapTransform, std::max(picture_.width(), picture_.height()) > 64);
        const QSize fitted = picture_.size().scaled(box.size(), Qt::KeepAspectRatio);
        p.drawImage(QRect(box.topLeft() + QPoint((side - fitted.width()) / 2, (side - fitted.height()) / 2), fitted),
                    picture_);
        const int high = std::max(24, line_height(FontRole::Small) + 8);
        QRect line(pad, box.bottom() + 9, side, high);
        for (const auto& [key, value] : lines_) {
            p.setFont(loom::font(FontRole::Small));
            p.setPen(t.text2);
            p.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, key);
            const int taken = p.fontMetrics().horizontalAdvance(key) + 12;
            p.setFont(loom::font(FontRole::Small, true));
            p.setPen(t.text);
            p.drawText(line, Qt::AlignRight | Qt::AlignVCenter,
                       p.fontMetrics().elidedText(value, Qt::ElideMiddle, line.width() - taken));
            line.translate(0, high);
        }
    }

private:
    QImage picture_;
    QList<std::pair<QString, QString>> lines_;
};

// --- The panel -------------------------------------------------------------------------------------------------------

AuditPanel::AuditPanel(Session& session) : session_(session)
{
    setProperty("ground", QStringLiteral("surface"));
    auto* all = column(this);
    head_ = new PanelHead;
    head_->set_icon("shield");
    counts_ = new StateCounts;
    head_->add(counts_);
    all->addWidget(head_);
    // Rows have no large view: the tabs are there for pictures only.
    tab_head_ = new QWidget;
    tab_head_->setMinimumHeight(size::panel_head);
    tabs_ = new QTabBar;
    tabs_->setDrawBase(false);
    tabs_->addTab({});
    tabs_->addTab({});
    tab_counts_ = new StateCounts;
    auto* line = row(tab_head_, 8);
    line->setContentsMargins(0, 0, 6, 0);
    line->addWidget(tabs_, 0, Qt::AlignBottom);
    line->addStretch(1);
    line->addWidget(tab_counts_);
    all->addWidget(tab_head_);
    all->addWidget(separator(Qt::Horizontal));
    pages_ = new QStackedWidget;
    findings_ = new QWidget;
    column(findings_);
    sample_ = new SampleView;
    pages_->addWidget(scrolled(findings_));
    pages_->addWidget(sample_);
    all->addWidget(pages_, 1);
    foot_ = new QWidget;
    auto* foot = column(foot_);
    foot->addWidget(separator(Qt::Horizontal));
    auto* acts = row(nullptr, 8);
    acts->setContentsMargins(12, 10, 12, 10);
    mend_all_ = button({});
    mend_all_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    undoable_ = new Label({}, FontRole::Small, "text2");
    acts->addWidget(mend_all_, 1);
    acts->addWidget(undoable_);
    foot->addLayout(acts);
    all->addWidget(foot_);
    connect(mend_all_, &QPushButton::clicked, this, &AuditPanel::mend_all);
    connect(&session_.graph(), &GraphDocument::changed, this, [this] {
        const Document& d = session_.graph().document();
        if (steps_ != d.data().steps || loss_ != d.recipe().loss)
            show_findings();
    });
    connect(tabs_, &QTabBar::currentChanged, this, [this](int page) {
        pages_->setCurrentIndex(page);
        show_findings();
    });
    show_data(nullptr);
}

void AuditPanel::show_data(std::shared_ptr<const Dataset> fresh)
{
    const bool same_rows = data_ && fresh && &data_->table() == &fresh->table();
    data_ = std::move(fresh);
    if (!same_rows) // Else what was found holds until it is looked for again.
        found_.reset();
    const bool pictures = data_ && data_->encoder().pictures();
    head_->setVisible(!pictures);
    tab_head_->setVisible(pictures);
    if (!pictures)
        tabs_->setCurrentIndex(0);
    sample_->clear();
    show_findings();
}

void AuditPanel::set_findings(std::vector<DataFinding> found)
{
    found_ = std::move(found);
    show_findings();
}

void AuditPanel::show_sample(std::uint32_t row, Part part)
{
    sample_->show_row(*data_, row, part);
    tabs_->setCurrentIndex(1);
}

static Chip::Kind kind_of(Severity severity)
{
    constexpr Chip::Kind kinds[] = {Chip::Err, Chip::Warn, Chip::Info};
    return kinds[std::size_t(severity)];
}

bool AuditPanel::add(const DataFinding& f)
{
    const auto way = mending(f, session_.graph().document(), *data_);
    const bool mended = way && way->edits.empty();
    QString reason = shown(f.reason), show;
    if (mended)
        reason += QLatin1Char('\n') + (way->step       ? tr("Step %1 mends it.").arg(way->step)
                                         : way->of_split ? tr("The split takes care of it.")
                                                         : tr("The recipe takes care of it."));
    const Column* column = f.columns.size() == 1 ? data_->table().find(f.columns[0]) : nullptr;
    if (!f.rows.empty())
        show = f.row_count > f.rows.size() ? tr("Show the first %1 rows").arg(counted(qint64(f.rows.size())))
                                           : tr("Show %n row(s)", nullptr, int(f.row_count));
    else if (column)
        show = tr("Show the column");
    auto* card = new FindingCard(mended ? Chip::Ok : kind_of(f.severity), shown(f.title), reason,
                                 way && !mended ? shown(way->title) : QString(), show);
    findings_->layout()->addWidget(card);
    if (!mended)
        ++counts_of_[std::size_t(f.severity)];
    connect(card, &FindingCard::repaired, this, [this, edits = way ? way->edits : std::vector<Edit>(), title = f.title] {
        session_.graph().perform(Message(LOOM_TEXT("Mend “%1”"), title), edits);
    });
    connect(card, &FindingCard::shown, this, [this, rows = f.rows, title = f.title, column] {
        if (!rows.empty())
            Q_EMIT rows_wanted(rows, shown(title));
        else
            Q_EMIT column_wanted(int(column - data_->table().columns.data()));
    });
    return way && !mended;
}

void AuditPanel::mend_all()
{
    // Each on what the ones before it leave; what comes out is one step.
    Document all = session_.graph().document();
    for (const DataFinding& f : *found_)
        if (const auto way = mending(f, all, *data_))
            for (const Edit& edit : way->edits)
                if (!all.apply(edit))
                    return;
    session_.graph().perform(LOOM_TEXT("Mend all findings"), {SetRecipe{all.recipe()}, SetData{all.data()}});
}

void AuditPanel::show_findings()
{
    auto* list = static_cast<QVBoxLayout*>(findings_->layout());
    while (QLayoutItem* item = list->takeAt(0)) {
        if (item->widget())
            item->widget()->deleteLater(); // It may be the one that was clicked.
        delete item;
    }
    counts_of_ = {};
    steps_ = session_.graph().document().data().steps;
    loss_ = session_.graph().document().recipe().loss;
    int mendable = 0;
    if (data_ && !found_) {
        auto* wait = (new Label(tr("Looking through the data…"), FontRole::Small, "text2"))->wrap();
        wait->setContentsMargins(size::panel_padding, 10, size::panel_padding, 10);
        list->addWidget(wait);
    } else if (data_) {
        for (const DataFinding& f : *found_)
            mendable += add(f);
        for (const auto* notes : {&data_->table().notes, &data_->notes()})
            for (const Message& note : *notes) {
                list->addWidget(new FindingCard(Chip::Info, shown(note), {}));
                ++counts_of_[2];
            }
        if (list->isEmpty())
            list->addWidget(new FindingCard(Chip::Ok, tr("Nothing stands out"), tr("All checks were done.")));
    }
    list->addStretch(1);
    mend_all_->setText(tr("Mend all %1").arg(mendable));
    undoable_->setText(tr("can be undone"));
    foot_->setVisible(mendable > 1 && tabs_->currentIndex() == 0);
    counts_->set(counts_of_);
    tab_counts_->set(counts_of_);
    tabs_->setTabText(0, tr("Audit"));
    Q_EMIT counted_anew();
}

void AuditPanel::retranslate()
{
    head_->set_title(tr("Data audit"));
    tabs_->setTabText(1, tr("Sample"));
    show_findings();
}

} // namespace loom
