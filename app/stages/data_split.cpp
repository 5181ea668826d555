#include "stages/data_split.h"

#include "data/split_setup.h"
#include "schema/boxes.h"
#include "session.h"
#include "theme/language.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QPainter>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <cmath>

namespace loom {

namespace {

constexpr std::size_t most_classes = 10; // Of which each has a line.

/// The choices: a way, or Random with each class in its share.
struct Way {
    std::string_view id;
    SplitWay way;
    bool stratified;
    Text title;
};
constexpr std::array<Way, 6> ways = {{{"given", SplitWay::Given, true, LOOM_TEXT("As the data gives it")},
                                      {"random", SplitWay::Random, false, LOOM_TEXT("Random")},
                                      {"stratified", SplitWay::Random, true, LOOM_TEXT("Random, by class")},
                                      {"group", SplitWay::Group, true, LOOM_TEXT("By group")},
                                      {"time", SplitWay::Time, true, LOOM_TEXT("By time")},
                                      {"k-fold", SplitWay::Folds, true, LOOM_TEXT("k-fold")}}};

const Way& way_called(const QString& id)
{
    return *std::ranges::find(ways, id.toStdString(), &Way::id);
}

bool brings(const Table& table, Part part)
{
    return table.scored_on_all || std::ranges::find(table.split, part) != table.split.end();
}

bool brings_parts(const Table& table)
{
    return brings(table, Part::Test) || brings(table, Part::Validation);
}

/// The choice that a setup is, for this data.
const Way& way_of(const DataSetup& setup, const Dataset& data)
{
    if (setup.split == SplitWay::Given && brings_parts(data.table()))
        return ways[0];
    if (setup.split == SplitWay::Given || setup.split == SplitWay::Random)
        return ways[setup.stratified && data.facts().target == DataFacts::Target::Classes ? 2 : 1];
    return *std::ranges::find(ways, setup.split, &Way::way);
}

/// A column that the way can use; the likely one first.
std::string column_for(const Dataset& data, SplitWay way)
{
    if (auto likely = guess_split_column(data.table(), way, data.target()); !likely.empty())
        return likely;
    for (const Column& c : data.table().columns)
        if (c.name != data.target() && can_split_by(c, way))
            return c.name;
    return {};
}

} // namespace

/// How many rows, or objects, of each class each part has.
class ClassTable : public QWidget {
public:
    ClassTable() { setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed); }

    struct Line {
        QString name;
        std::array<QString, 3> counts;
    };
    /// `what` is counted; empty: rows, of which each has one class.
    void set(const QString& what, const std::array<QString, 3>& parts, QList<Line> lines)
    {
        what_ = what;
        parts_ = parts;
        lines_ = std::move(lines);
        QStringList words;
        if (!what_.isEmpty())
            words << what_;
        for (const Line& line : lines_)
            words << QStringLiteral("%1: %2 %3, %4 %5, %6 %7")
                         .arg(line.name, parts[0], line.counts[0], parts[1], line.counts[1], parts[2], line.counts[2]);
        setAccessibleName(words.join(QStringLiteral("; ")));
        setVisible(!lines_.isEmpty());
        updateGeometry();
        update();
    }
    QSize sizeHint() const override { return {200, high() * int(lines_.size() + 1)}; }

protected:
    void paintEvent(QPaintEvent*) override
    {
        const Theme& t = theme();
        QPainter p(this);
        const int column = std::min(60, width() / 4), names = width() - 3 * column;
        const auto number = [&](int c, int y, const QString& text) {
            p.drawText(QRect(names + c * column, y, column, high()), Qt::AlignRight | Qt::AlignVCenter, text);
        };
        p.setFont(loom::font(FontRole::Caption));
        p.setPen(t.text3);
        p.drawText(QRect(0, 0, names, high()), Qt::AlignLeft | Qt::AlignVCenter, what_);
        for (int c = 0; c < 3; ++c)
            number(c, 0, parts_[std::size_t(c)]);
        for (int i = 0; i < lines_.size(); ++i) {
            const int y = (i + 1) * high();
            p.setFont(loom::font(FontRole::Caption));
            p.setPen(t.text2);
            p.drawText(QRect(0, y, names, high()), Qt::AlignLeft | Qt::AlignVCenter,
                       p.fontMetrics().elidedText(lines_[i].name, Qt::ElideRight, names - 8));
            p.setFont(number_font(FontRole::Caption));
            p.setPen(t.text);
            for (int c = 0; c < 3; ++c)
                number(c, y, lines_[i].counts[std::size_t(c)]);
        }
    }
    void changeEvent(QEvent* e) override
    {
        if (e->type() == QEvent::StyleChange)
            updateGeometry();
        QWidget::changeEvent(e);
    }

private:
    static int high() { return line_height(FontRole::Caption) + 2; }

    QString what_;
    std::array<QString, 3> parts_;
    QList<Line> lines_;
};

// --- The section -----------------------------------------------------------------------------------------------------

SplitSection::SplitSection(Session& session) : session_(session)
{
    auto* all = column(this);
    head_ = new PanelHead;
    all->addWidget(separator(Qt::Horizontal));
    all->addWidget(head_);
    way_ = list("split-way");
    auto* first = row(nullptr);
    first->setContentsMargins(size::panel_padding, 8, size::panel_padding, 4);
    first->addWidget(way_, 1);
    all->addLayout(first);
    column_ = list("split-column");
    folds_ = number(2, 100, "");
    fold_ = number(1, 100, "");
    by_class_ = new QCheckBox;
    by_class_->setObjectName(QStringLiteral("split-by-class"));
    validation_ = number(0, 90, "%");
    test_ = number(0, 90, "%");
    seed_ = number(0, 1'000'000, "");
    column_field_ = field("split-column", column_);
    folds_field_ = field("split-folds", folds_);
    fold_field_ = field("split-fold", fold_);
    auto* tick = row(nullptr);
    tick->setContentsMargins(size::panel_padding, 2, size::panel_padding, 2);
    tick->addWidget(by_class_);
    all->addLayout(tick);
    validation_field_ = field("split-validation", validation_);
    test_field_ = field("split-test", test_);
    seed_field_ = field("split-seed", seed_);

    parts_ = new QWidget;
    auto* parts = column(parts_, 8);
    parts->setContentsMargins(size::panel_padding, 8, size::panel_padding, 8);
    bar_ = new SplitBar;
    classes_ = new ClassTable;
    parts->addWidget(bar_);
    parts->addWidget(classes_);
    all->addWidget(parts_);
    connect_fields();
}

QComboBox* SplitSection::list(const char* name)
{
    auto* box = new QComboBox;
    box->setObjectName(QString::fromLatin1(name));
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(6);
    box->setFocusPolicy(Qt::StrongFocus); // The wheel scrolls the panel.
    box->installEventFilter(this);
    return box;
}

QSpinBox* SplitSection::number(int least, int most, const char* unit)
{
    auto* box = new QSpinBox;
    box->setRange(least, most);
    box->setSuffix(QString::fromLatin1(unit));
    box->setKeyboardTracking(false);
    box->setFocusPolicy(Qt::StrongFocus);
    box->installEventFilter(this);
    return box;
}

SplitSection::Field SplitSection::field(const char* name, QWidget* editor)
{
    const Field made{new QWidget, (new Label({}, FontRole::Small, "text2"))->wrap()};
    editor->setObjectName(QString::fromLatin1(name));
    editor->setMinimumWidth(88);
    made.label->setBuddy(editor);
    auto* line = row(made.line, 8);
    line->setContentsMargins(size::panel_padding, 2, size::panel_padding, 2);
    line->addWidget(made.label, 1);
    line->addWidget(editor, qobject_cast<QComboBox*>(editor) ? 2 : 0);
    layout()->addWidget(made.line);
    return made;
}

bool SplitSection::eventFilter(QObject* object, QEvent* event)
{
    if (event->type() == QEvent::Wheel && !static_cast<QWidget*>(object)->hasFocus()) {
        event->ignore();
        return true;
    }
    return QWidget::eventFilter(object, event);
}

// --- Changes ---------------------------------------------------------------------------------------------------------

void SplitSection::change(const Message& name, const std::function<void(DataSetup&)>& set, const std::string& merge_key)
{
    DataSetup setup = session_.graph().document().data();
    set(setup);
    if (setup != session_.graph().document().data())
        session_.data().change(name, setup, merge_key);
}

void SplitSection::choose_way(const QString& id)
{
    const Way& way = way_called(id);
    change(Message(LOOM_TEXT("Split: %1"), way.title), [&](DataSetup& s) {
        const bool groups_are_known = s.split == SplitWay::Group && way.way == SplitWay::Folds;
        s.split = way.way;
        s.stratified = way.stratified;
        if (way.way == SplitWay::Group || way.way == SplitWay::Time)
            s.split_column = column_for(*data_, way.way);
        else if (!groups_are_known)
            s.split_column.clear();
    });
}

void SplitSection::connect_fields()
{
    connect(way_, &QComboBox::activated, this, [this] { choose_way(way_->currentData().toString()); });
    connect(column_, &QComboBox::activated, this, [this] {
        const std::string name = column_->currentData().toString().toStdString();
        change(name.empty() ? Message(LOOM_TEXT("Split without groups")) : Message(LOOM_TEXT("Split by “%1”"), name),
               [&](DataSetup& s) { s.split_column = name; });
    });
    connect(folds_, &QSpinBox::valueChanged, this, [this](int v) {
        change(Message(LOOM_TEXT("Set the number of folds to %1"), v),
               [v](DataSetup& s) {
                   s.folds = v;
                   s.fold = std::min<std::int64_t>(s.fold, v);
               },
               "split-folds");
    });
    connect(fold_, &QSpinBox::valueChanged, this, [this](int v) {
        change(Message(LOOM_TEXT("Test on fold %1"), v), [v](DataSetup& s) { s.fold = v; }, "split-fold");
    });
    connect(by_class_, &QCheckBox::clicked, this, [this](bool on) {
        change(on ? LOOM_TEXT("Give each fold its share of each class") : LOOM_TEXT("Make folds whatever the class"),
               [on](DataSetup& s) { s.stratified = on; });
    });
    connect(validation_, &QSpinBox::valueChanged, this, [this](int v) {
        change(Message(LOOM_TEXT("Set the validation part to %1%"), v), [v](DataSetup& s) { s.validation_share = v / 100.0; }, "split");
    });
    connect(test_, &QSpinBox::valueChanged, this, [this](int v) {
        change(Message(LOOM_TEXT("Set the test part to %1%"), v), [v](DataSetup& s) { s.test_share = v / 100.0; }, "split");
    });
    connect(seed_, &QSpinBox::valueChanged, this, [this](int v) {
        change(Message(LOOM_TEXT("Set the seed of the split to %1"), v), [v](DataSetup& s) { s.split_seed = v; }, "split");
    });
}

// --- What is shown ---------------------------------------------------------------------------------------------------

void SplitSection::show_data(std::shared_ptr<const Dataset> fresh)
{
    data_ = std::move(fresh);
    if (!data_)
        return;
    show_ways();
    show_columns();
    show_fields();
    show_parts();
}

/// Ways that this data has nothing for are left out, the chosen one never.
void SplitSection::show_ways()
{
    const Way& chosen = way_of(session_.graph().document().data(), *data_);
    way_->clear();
    for (const Way& way : ways) {
        const bool fits = way.id == "given"        ? brings_parts(data_->table())
                          : way.id == "stratified" ? data_->facts().target == DataFacts::Target::Classes
                          : way.id == "group" || way.id == "time" ? !column_for(*data_, way.way).empty()
                                                                  : true;
        if (!fits && &way != &chosen)
            continue;
        way_->addItem(shown(way.title), QString::fromUtf8(way.id.data(), qsizetype(way.id.size())));
        if (&way == &chosen)
            way_->setCurrentIndex(way_->count() - 1);
    }
}

void SplitSection::show_columns()
{
    const DataSetup& setup = session_.graph().document().data();
    column_->clear();
    if (setup.split == SplitWay::Folds)
        column_->addItem(tr("(none)"), QString());
    for (const Column& c : data_->table().columns)
        if (c.name != data_->target() && can_split_by(c, setup.split))
            column_->addItem(QString::fromStdString(c.name), QString::fromStdString(c.name));
    const QString name = QString::fromStdString(setup.split_column);
    if (column_->findData(name) < 0) // What the data does not have, or has no use for: the error says so.
        column_->addItem(name, name);
    column_->setCurrentIndex(column_->findData(name));
}

void SplitSection::show_fields()
{
    const DataSetup& setup = session_.graph().document().data();
    const QSignalBlocker quiet[] = {QSignalBlocker(folds_), QSignalBlocker(fold_), QSignalBlocker(validation_), QSignalBlocker(test_),
                                    QSignalBlocker(seed_)};
    folds_->setValue(int(setup.folds));
    fold_->setMaximum(int(setup.folds));
    fold_->setValue(int(setup.fold));
    validation_->setValue(int(std::lround(100 * setup.validation_share)));
    test_->setValue(int(std::lround(100 * setup.test_share)));
    seed_->setValue(int(setup.split_seed));
    by_class_->setChecked(setup.stratified);

    const Table& table = data_->table();
    const bool given = setup.split == SplitWay::Given, folds = setup.split == SplitWay::Folds, time = setup.split == SplitWay::Time;
    const bool draws_test = !folds && !(given && brings(table, Part::Test));
    const bool draws_validation = !(given && (table.scored_on_all || brings(table, Part::Validation)));
    column_field_.line->setVisible(folds || time || setup.split == SplitWay::Group);
    column_field_.label->setText(time ? tr("Time column") : tr("Groups"));
    folds_field_.line->setVisible(folds);
    fold_field_.line->setVisible(folds);
    by_class_->setVisible(folds && setup.split_column.empty() && data_->facts().target == DataFacts::Target::Classes);
    validation_field_.line->setVisible(draws_validation);
    test_field_.line->setVisible(draws_test);
    seed_field_.line->setVisible(!time && (folds || draws_test || draws_validation));
}

/// Where the split cannot be made, what is shown has other parts: those are nobody's business.
void SplitSection::show_parts()
{
    parts_->setVisible(session_.data().dataset() == data_);
    const std::array<QString, 3> names = {tr("Train"), tr("Valid."), tr("Test")};
    QList<SplitBar::Part> parts;
    std::array<std::vector<std::size_t>, 3> counts;
    for (const Part part : {Part::Train, Part::Validation, Part::Test}) {
        parts.append({names[std::size_t(part)], qint64(data_->rows(part).size())});
        counts[std::size_t(part)] = data_->class_counts(part);
    }
    bar_->set_parts(parts);
    QList<ClassTable::Line> lines;
    const auto& classes = data_->facts().classes;
    for (std::size_t k = 0; k < classes.size() && classes.size() <= most_classes; ++k)
        lines.append({QString::fromStdString(classes[k]), {counted(qint64(counts[0][k])), counted(qint64(counts[1][k])), counted(qint64(counts[2][k]))}});
    classes_->set(holds_boxes(data_->facts()) ? tr("Objects") : QString(), names, std::move(lines));
}

void SplitSection::retranslate()
{
    head_->set_title(tr("Split"));
    way_->setAccessibleName(tr("Way of splitting"));
    way_->setToolTip(tr("How rows come to the training, the validation and the test part"));
    folds_field_.label->setText(tr("Folds"));
    fold_field_.label->setText(tr("Test on fold"));
    by_class_->setText(tr("Each class in its share"));
    validation_field_.label->setText(tr("Validation, of training"));
    test_field_.label->setText(tr("Test, of all rows"));
    seed_field_.label->setText(tr("Seed"));
    const auto named = [](QWidget* editor, const QString& name) { editor->setAccessibleName(name); };
    named(column_, tr("Column to split by"));
    named(folds_, tr("Folds"));
    named(fold_, tr("Test on fold"));
    named(validation_, tr("Validation, of training"));
    named(test_, tr("Test, of all rows"));
    named(seed_, tr("Seed"));
    show_data(data_);
}

} // namespace loom
