#include "stages/data_audit.h"

#include "bridge/sample_image.h"
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

    void set(int warnings, int infos)
    {
        counts_ = {{Chip::Warn, warnings}, {Chip::Info, infos}};
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

AuditPanel::AuditPanel()
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
    connect(tabs_, &QTabBar::currentChanged, pages_, &QStackedWidget::setCurrentIndex);
    show_data(nullptr);
}

void AuditPanel::show_data(std::shared_ptr<const Dataset> fresh)
{
    data_ = std::move(fresh);
    statistics_.clear();
    const bool pictures = data_ && data_->encoder().pictures();
    head_->setVisible(!pictures);
    tab_head_->setVisible(pictures);
    if (!pictures)
        tabs_->setCurrentIndex(0);
    sample_->clear();
    show_findings();
}

void AuditPanel::show_statistics(const std::vector<ColumnStatistics>& statistics)
{
    statistics_ = statistics;
    show_findings();
}

void AuditPanel::show_sample(std::uint32_t row, Part part)
{
    sample_->show_row(*data_, row, part);
    tabs_->setCurrentIndex(1);
}

FindingCard* AuditPanel::add(Chip::Kind kind, const QString& title, const QString& reason, const QString& show)
{
    auto* card = new FindingCard(kind, title, reason, {}, show);
    findings_->layout()->addWidget(card);
    ++(kind == Chip::Warn ? warnings_ : infos_);
    return card;
}

void AuditPanel::add_balance()
{
    const auto counts = data_->class_counts(Part::Train);
    if (counts.size() < 2)
        return;
    const auto [least, most] = std::ranges::minmax_element(counts);
    const auto name = [&](auto at) { return QString::fromStdString(data_->facts().classes[at - counts.begin()]); };
    if (*most <= 4 * std::max<std::size_t>(1, *least)) {
        add(Chip::Info, tr("Classes are even"),
            tr("%1 to %2 samples each in the training part. No weighting needed.")
                .arg(counted(qint64(*least)), counted(qint64(*most))));
        return;
    }
    const int rare = int(least - counts.begin());
    auto* card = add(Chip::Warn, tr("Classes are uneven"),
                     tr("“%1” has %2 samples, “%3” only %4. Look at precision and recall of each class, not at accuracy "
                        "alone.")
                         .arg(name(most), counted(qint64(*most)), name(least), counted(qint64(*least))),
                     tr("Show “%1”").arg(name(least)));
    connect(card, &FindingCard::shown, this, [this, rare] { Q_EMIT class_wanted(rare); });
}

void AuditPanel::add_gaps()
{
    constexpr double many = 0.05; // Fewer gaps are filled without a word; the head of the column tells them.
    for (std::size_t c = 0; c < statistics_.size(); ++c) {
        const ColumnStatistics& s = statistics_[c];
        if (!s.rows || double(s.missing) < many * double(s.rows))
            continue;
        const QString name = QString::fromStdString(data_->table().columns[c].name);
        auto* card = add(Chip::Warn,
                         tr("“%1” lacks %2 of its values").arg(name, percent_text(double(s.missing) / double(s.rows))),
                         tr("%1 of %2 rows have none.").arg(counted(qint64(s.missing)), counted(qint64(s.rows))),
                         tr("Show the column"));
        connect(card, &FindingCard::shown, this, [this, c] { Q_EMIT column_wanted(int(c)); });
    }
}

void AuditPanel::show_findings()
{
    auto* list = static_cast<QVBoxLayout*>(findings_->layout());
    while (QLayoutItem* item = list->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    warnings_ = infos_ = 0;
    if (data_) {
        const Table& table = data_->table();
        const int bad = int(table.bad_row_count);
        if (bad) {
            constexpr std::size_t named = 4;
            QStringList reasons;
            for (const BadRow& row : std::span(table.bad_rows).first(std::min(named, table.bad_rows.size())))
                reasons.append(QString::fromStdString(row.place) + QStringLiteral(": ") + shown(row.reason));
            if (table.bad_row_count > named)
                reasons.append(tr("and %1 more").arg(counted(qint64(table.bad_row_count - named))));
            add(Chip::Warn,
                data_->encoder().pictures() ? tr("%n file(s) cannot be read", nullptr, bad)
                                            : tr("%n row(s) set aside", nullptr, bad),
                reasons.join(QLatin1Char('\n')));
        }
        add_balance();
        add_gaps();
        for (const auto* notes : {&table.notes, &data_->notes()})
            for (const Message& note : *notes)
                add(Chip::Info, shown(note), {});
    }
    list->addStretch(1);
    counts_->set(warnings_, infos_);
    tab_counts_->set(warnings_, infos_);
    tabs_->setTabText(0, tr("Audit"));
}

void AuditPanel::retranslate()
{
    head_->set_title(tr("Data audit"));
    tabs_->setTabText(1, tr("Sample"));
    show_findings();
}

} // namespace loom
