#include "stages/data_audit.h"

#include "bridge/box_paint.h"
#include "bridge/sample_image.h"
#include "datasets/text_pieces.h"
#include "datasets/tile_image.h"
#include "project/repair.h"
#include "schema/boxes.h"
#include "session.h"
#include "theme/language.h"

#include <QApplication>
#include <QLocale>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

#include <numeric>

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
    /// Its picture comes later.
    void show_row(const Dataset& from, std::uint32_t row, const RowLook& look)
    {
        const bool objects = holds_boxes(from.facts());
        row_ = row;
        boxes_ = objects ? boxes_of(look.label) : std::vector<ShownBox>();
        const auto words = [&](const QString& label) { return objects ? objects_in_words(label) : label; };
        const TileKind kind = tile_kind(from);
        const Column* column = tile_column(from);
        has_box_ = kind != TileKind::Texts;
        lines_.clear();
        lines_.append({AuditPanel::tr("Row"), counted(qint64(row) + 1)});
        if (!look.label.isEmpty())
            lines_.append({QString::fromStdString(from.target()),
                           look.before.isEmpty() ? words(look.label) : QStringLiteral("%1 → %2").arg(words(look.before), words(look.label))});
        const QString parts[] = {AuditPanel::tr("Training"), AuditPanel::tr("Validation"), AuditPanel::tr("Test")};
        lines_.append({AuditPanel::tr("Part"), look.excluded ? AuditPanel::tr("Excluded by hand")
                                               : look.part   ? parts[std::size_t(*look.part)]
                                                             : AuditPanel::tr("Left out")});
        if (!look.note.isEmpty())
            lines_.append({AuditPanel::tr("Note"), look.note});
        if (kind == TileKind::Pictures) {
            const PictureShape s = from.encoder().picture;
            lines_.append({AuditPanel::tr("Size"), QStringLiteral("%1×%2×%3").arg(s.height).arg(s.width).arg(s.channels)});
        } else if (kind == TileKind::Sounds) {
            const SoundShape s = column->sounds()->shape(row);
            lines_.append({AuditPanel::tr("Length"), duration_text(s.seconds())});
            lines_.append({AuditPanel::tr("Sampled"), AuditPanel::tr("%1 Hz, %n channel(s)", nullptr, s.channels).arg(counted(s.rate))});
            // The ends of both scales of the spectrogram.
            lines_.append({AuditPanel::tr("Pitch, upwards"), AuditPanel::tr("0 to %1 Hz").arg(counted(s.rate / 2))});
            lines_.append({AuditPanel::tr("Loudness, dark to light"), AuditPanel::tr("−80 to 0 dB")});
        }
        if (column && kind != TileKind::Texts && !column->text(row).empty())
            lines_.append({AuditPanel::tr("File"), QString::fromStdString(column->text(row))});
        QStringList read;
        for (const auto& [key, value] : lines_)
            read << AuditPanel::tr("%1: %2").arg(key, value);
        setAccessibleName(read.join(QLatin1Char('\n')));
        updateGeometry();
        update();
    }
    /// Of a text: into how many pieces it falls, and why into these.
    void set_pieces(const TextPieces& pieces)
    {
        const QString names[] = {AuditPanel::tr("%Ln word(s)", nullptr, int(pieces.count)), AuditPanel::tr("%Ln character(s)", nullptr, int(pieces.count)),
                                 AuditPanel::tr("%Ln piece(s) between blanks", nullptr, int(pieces.count)), AuditPanel::tr("%Ln subword(s)", nullptr, int(pieces.count))};
        pieces_ = {pieces.step ? AuditPanel::tr("Cut by step %1").arg(pieces.step) : AuditPanel::tr("Cut into words"),
                   names[pieces.subwords ? std::size(names) - 1 : std::size_t(pieces.kind)]};
        updateGeometry();
        update();
    }
    void set_picture(QImage picture, std::uint32_t of)
    {
        picture_ = std::move(picture);
        picture_of_ = of;
        update();
    }
    QSize sizeHint() const override
    {
        return {200, (has_box_ ? 260 : 0) + int(lines_.size() + !pieces_.first.isEmpty()) * line_of() + 2 * size::panel_padding};
    }
    void clear()
    {
        picture_ = {};
        picture_of_.reset();
        boxes_.clear();
        lines_.clear();
        pieces_ = {};
        update();
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        const Theme& t = theme();
        QPainter p(this);
        const int pad = size::panel_padding, side = width() - 2 * pad;
        const QRect box(pad, pad, side, has_box_ ? side : 0);
        p.fillRect(box, t.sunken);
        if (lines_.isEmpty()) {
            p.setFont(loom::font(FontRole::Small));
            p.setPen(t.text3);
            p.drawText(box.adjusted(pad, 0, -pad, 0), Qt::AlignCenter | Qt::TextWordWrap,
                       AuditPanel::tr("Choose a tile in the gallery"));
            return;
        }
        p.setRenderHint(QPainter::SmoothPixmapTransform, std::max(picture_.width(), picture_.height()) > 64);
        const QSize fitted = picture_.size().scaled(box.size(), Qt::KeepAspectRatio);
        const QRect seen(box.topLeft() + QPoint((side - fitted.width()) / 2, (side - fitted.height()) / 2), fitted);
        p.drawImage(seen, picture_);
        if (picture_of_ == row_)
            paint_boxes(p, seen, boxes_);
        const int high = line_of();
        QRect line(pad, box.bottom() + 9, side, high);
        auto lines = lines_;
        if (!pieces_.first.isEmpty())
            lines.append(pieces_);
        for (const auto& [key, value] : lines) {
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
    static int line_of() { return std::max(24, line_height(FontRole::Small) + 8); }

    QImage picture_;
    std::uint32_t row_ = 0;
    std::optional<std::uint32_t> picture_of_;
    std::vector<ShownBox> boxes_;
    bool has_box_ = true;
    QList<std::pair<QString, QString>> lines_;
    std::pair<QString, QString> pieces_;
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
    around_findings_ = qobject_cast<QScrollArea*>(scrolled(findings_));
    pages_->addWidget(around_findings_);
    auto* large = new QWidget;
    auto* parts = column(large);
    text_ = new QPlainTextEdit;
    text_->setReadOnly(true);
    text_->setFrameShape(QFrame::NoFrame);
    play_ = button({}, "play");
    play_->hide();
    silence_ = new Label({}, FontRole::Small, "warn");
    silence_->wrap();
    silence_->hide();
    auto* text = column(text_box_ = new QWidget);
    text->setContentsMargins(size::panel_padding, size::panel_padding, size::panel_padding, 0);
    text->addWidget(text_);
    parts->addWidget(text_box_, 2);
    parts->addWidget(sample_, 1);
    auto* hear = row(nullptr, 8);
    hear->setContentsMargins(size::panel_padding, 0, size::panel_padding, size::panel_padding);
    hear->addWidget(play_);
    hear->addWidget(silence_, 1);
    parts->addLayout(hear);
    pages_->addWidget(large);
    connect(play_, &QPushButton::clicked, this, &AuditPanel::play);
    connect(&player_, &SoundPlayer::changed, this, &AuditPanel::name_play);
    connect(&player_, &SoundPlayer::failed, this, [this](const Error& error) {
        silence_->setText(shown(error.message) + QLatin1Char('\n') + shown(error.hint));
        silence_->show();
    });
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
    connect(tabs_, &QTabBar::currentChanged, this, [this](int index) {
        pages_->setCurrentIndex(index);
        show_findings();
    });
    show_data(nullptr);
}

void AuditPanel::show_data(std::shared_ptr<const Dataset> fresh)
{
    const bool same_rows = data_ && fresh && data_->source_table() == fresh->source_table();
    data_ = std::move(fresh);
    refusal_.reset();
    if (!same_rows) { // Else what was found holds until it is looked for again.
        found_.reset();
        order_.clear();
    }
    const TileKind kind = data_ ? tile_kind(*data_) : TileKind::None;
    head_->setVisible(kind == TileKind::None);
    tab_head_->setVisible(kind != TileKind::None);
    text_box_->setVisible(kind == TileKind::Texts);
    play_->setVisible(kind == TileKind::Sounds);
    if (kind == TileKind::None)
        tabs_->setCurrentIndex(0);
    if (!same_rows) {
        row_.reset();
        player_.stop();
        listener_.cancel();
        silence_->hide();
        text_->clear();
        sample_->clear();
    }
    show_findings();
}

void AuditPanel::show_refusal(const Error& error)
{
    refusal_ = error;
    show_findings();
}

void AuditPanel::set_findings(std::vector<DataFinding> found)
{
    // The same ones, looked for again behind a step, stay where they are.
    const bool same = found_ && std::ranges::equal(*found_, found, {}, &DataFinding::title, &DataFinding::title);
    if (!same)
        order_.clear();
    found_ = std::move(found);
    show_findings();
}

void AuditPanel::show_sample(std::uint32_t row, const RowLook& look)
{
    if (tile_kind(*data_) == TileKind::None)
        return;
    row_ = row;
    sample_->show_row(*data_, row, look);
    show_large();
    tabs_->setCurrentIndex(1);
}

/// Pictures may be large, the look of a sound is computed, the pieces of a text are looked for.
void AuditPanel::show_large()
{
    const TileKind kind = tile_kind(*data_);
    if (kind == TileKind::Texts)
        return show_text();
    if (kind == TileKind::Sounds) {
        player_.stop();
        silence_->hide();
        sample_->set_picture({}, *row_);
    }
    listener_.start<QImage>(
        [data = data_, row = *row_, kind, dark = theme().dark](Progress&) {
            if (kind == TileKind::Pictures)
                return sample_image(*data, row);
            const auto sound = tile_column(*data)->sounds()->sound(row, 0);
            return sound ? sound_picture(*sound, {280, 280}, dark) : QImage();
        },
        [this, row = *row_](QImage picture) { sample_->set_picture(std::move(picture), row); });
}

void AuditPanel::show_text()
{
    constexpr std::size_t longest = 200'000;
    const std::string_view text = std::get<Texts>(tile_column(*data_)->cells)[*row_].substr(0, longest);
    text_->setPlainText(QString::fromUtf8(text.data(), qsizetype(text.size())));
    listener_.start<TextPieces>(
        [data = data_, text, column = tile_column(*data_)](Progress&) { return pieces_of(text, data->setup(), data->encoder(), *column); },
        [this](const TextPieces& pieces) {
            // In turn on two grounds: where one ends is seen.
            const Theme& t = theme();
            const QColor grounds[] = {mixed(t.accent, t.sunken, 0.22), mixed(t.text3, t.sunken, 0.16)};
            QList<QTextEdit::ExtraSelection> marks;
            for (const auto& [begin, length] : pieces.places) {
                QTextEdit::ExtraSelection mark;
                mark.cursor = QTextCursor(text_->document());
                mark.cursor.setPosition(begin);
                mark.cursor.setPosition(begin + length, QTextCursor::KeepAnchor);
                mark.format.setBackground(grounds[marks.size() % 2]);
                marks.append(mark);
            }
            text_->setExtraSelections(marks);
            sample_->set_pieces(pieces);
        });
}

void AuditPanel::play()
{
    if (!row_ || !data_ || tile_kind(*data_) != TileKind::Sounds)
        return;
    silence_->hide();
    if (player_.is_playing())
        return player_.stop();
    player_.play([data = data_, row = *row_] { return tile_column(*data)->sounds()->sound(row, 0); });
}

void AuditPanel::renew_sample(const RowLook& look)
{
    if (row_)
        sample_->show_row(*data_, *row_, look);
}

static bool is_done(const std::optional<Mending>& way)
{
    return way && way->edits.empty();
}

static Chip::Kind kind_of(Severity severity)
{
    constexpr Chip::Kind kinds[] = {Chip::Err, Chip::Warn, Chip::Info};
    return kinds[std::size_t(severity)];
}

void AuditPanel::add(const DataFinding& f, const std::optional<Mending>& way)
{
    const bool mended = is_done(way);
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

/// What is left to do comes first.
void AuditPanel::sort_findings(const std::vector<std::optional<Mending>>& ways)
{
    order_.resize(ways.size());
    std::iota(order_.begin(), order_.end(), std::size_t{0});
    open_ = std::size_t(std::ranges::stable_partition(order_, [&](std::size_t i) { return !is_done(ways[i]); }).begin() - order_.begin());
}

void AuditPanel::show_findings()
{
    auto* list = static_cast<QVBoxLayout*>(findings_->layout());
    // The button that was pressed goes: the next one takes its place, and nothing moves.
    const int at = around_findings_->verticalScrollBar()->value();
    int focused = -1;
    for (int i = 0; i < list->count() && focused < 0; ++i)
        if (QWidget* card = list->itemAt(i)->widget(); card && card->isAncestorOf(QApplication::focusWidget()))
            focused = i;
    if (focused >= 0)
        QApplication::focusWidget()->clearFocus();
    while (QLayoutItem* item = list->takeAt(0)) {
        if (QWidget* card = item->widget()) {
            card->hide();
            card->deleteLater(); // It may be the one that was clicked.
        }
        delete item;
    }
    counts_of_ = {};
    steps_ = session_.graph().document().data().steps;
    loss_ = session_.graph().document().recipe().loss;
    int mendable = 0;
    if (refusal_) {
        list->addWidget(new FindingCard(Chip::Warn, shown(refusal_->message), shown(refusal_->hint)));
    } else if (data_ && !found_) {
        auto* wait = (new Label(tr("Looking through the data…"), FontRole::Small, "text2"))->wrap();
        wait->setContentsMargins(size::panel_padding, 10, size::panel_padding, 10);
        list->addWidget(wait);
    } else if (data_) {
        std::vector<std::optional<Mending>> ways;
        for (const DataFinding& f : *found_)
            ways.push_back(mending(f, session_.graph().document(), *data_));
        if (order_.empty())
            sort_findings(ways);
        const auto add_from = [&](std::size_t begin, std::size_t end) {
            for (std::size_t i = begin; i < end; ++i)
                add((*found_)[order_[i]], ways[order_[i]]);
        };
        add_from(0, open_);
        for (const auto* notes : {&data_->table().notes, &data_->notes()})
            for (const Message& note : *notes) {
                list->addWidget(new FindingCard(Chip::Info, shown(note), {}));
                ++counts_of_[2];
            }
        add_from(open_, order_.size());
        mendable = int(std::ranges::count_if(ways, [](const auto& way) { return way && !is_done(way); }));
        if (list->count() == 0)
            list->addWidget(new FindingCard(Chip::Ok, tr("Nothing stands out"), tr("All checks were done.")));
    }
    list->addStretch(1);
    list->activate();
    around_findings_->verticalScrollBar()->setValue(at);
    for (int i = std::max(focused, 0); focused >= 0 && i < list->count(); ++i)
        if (QWidget* card = list->itemAt(i)->widget())
            if (auto* next = card->findChild<QPushButton*>()) {
                next->setFocus(Qt::OtherFocusReason);
                break;
            }
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
    text_->setAccessibleName(tr("Text of the sample"));
    name_play();
    show_findings();
}

void AuditPanel::name_play()
{
    play_->setText(player_.is_playing() ? tr("Stop") : tr("Play"));
    play_->setToolTip(QStringLiteral("%1 (%2)").arg(play_->text(), tr("Space")));
    set_button_icon(play_, player_.is_playing() ? "stop" : "play");
}

} // namespace loom
