#include "datasets/relations_view.h"
#include "datasets/correlation_matrix.h"
#include "datasets/points_view.h"
#include "datasets/table_view.h"
#include "theme/controls.h"
#include "theme/flow.h"
#include "theme/language.h"

#include <QComboBox>
#include <QEvent>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <utility>

namespace loom {
namespace {

constexpr std::size_t most_points = 4000, most_classes = 6;

bool has_values(const Column& c)
{
    return !c.pixels() && !c.sounds() && !std::holds_alternative<Texts>(c.cells) && !std::holds_alternative<Vectors>(c.cells);
}

/// The values of a column that stand for kinds: categories, what is learned as a class, whole numbers of which there are few.
Codes kinds_of(const Dataset& data, const Column& c, std::span<const std::uint32_t> rows)
{
    if (const auto* codes = std::get_if<Codes>(&c.cells))
        return *codes;
    if (c.type != ColumnType::Integer)
        return {};
    std::string text;
    Codes few = to_codes(rows.size(), [&](std::size_t i) -> std::string_view { return text = c.text(rows[i]); });
    if (few.names.size() > most_classes && !(c.name == data.target() && !data.facts().classes.empty()))
        return {};
    std::vector<std::int32_t> of_table(c.size(), -1);
    for (std::size_t i = 0; i < rows.size(); ++i)
        of_table[rows[i]] = few.codes[i];
    return {std::move(of_table), std::move(few.names)};
}

/// The colours of rows by a column: its classes, the most frequent first and at most six, or its values on a scale.
void colour_by(PointsView::Points& points, const Dataset& data, const Column& c)
{
    if (const Codes codes = kinds_of(data, c, points.rows); !codes.names.empty()) {
        std::vector<std::size_t> count(codes.names.size()), order(codes.names.size());
        for (const std::uint32_t row : points.rows)
            if (codes.codes[row] >= 0)
                ++count[std::size_t(codes.codes[row])];
        for (std::size_t i = 0; i < order.size(); ++i)
            order[i] = i;
        std::ranges::stable_sort(order, std::greater(), [&](std::size_t i) { return count[i]; });
        order.resize(std::min(order.size(), most_classes));
        std::ranges::sort(order); // As everywhere else: in the order of their names.
        for (const std::size_t i : order)
            points.classes << QString::fromStdString(codes.names[i]);
        for (const std::uint32_t row : points.rows) {
            const auto at = std::ranges::find(order, std::size_t(std::max(0, codes.codes[row])));
            points.colour.push_back(codes.codes[row] < 0 || at == order.end() ? -1.0f : float(at - order.begin()));
        }
        return;
    }
    double least = std::numeric_limits<double>::infinity(), largest = -least;
    for (const std::uint32_t row : points.rows)
        if (const double v = c.number(row); std::isfinite(v)) {
            least = std::min(least, v);
            largest = std::max(largest, v);
        }
    for (const std::uint32_t row : points.rows) {
        const double v = c.number(row);
        points.colour.push_back(!std::isfinite(v) || largest <= least ? 0.5f : float((v - least) / (largest - least)));
    }
}

} // namespace

RelationsView::RelationsView(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    pages_ = new QStackedWidget;
    auto* all = column(this);
    all->addWidget(pages_);

    auto* columns = new QWidget;
    auto* side_by_side = row(columns, 16);
    side_by_side->setContentsMargins(size::panel_padding, 8, size::panel_padding, 8);
    auto* left = column(nullptr, 6);
    measure_ = new SegmentedControl({{}, {}, {}});
    matrix_ = new CorrelationMatrix;
    pair_ = new Label({}, FontRole::Caption, "text2");
    left->addWidget(measure_, 0, Qt::AlignLeft);
    left->addWidget(matrix_, 1);
    left->addWidget(pair_);
    side_by_side->addLayout(left, 2);
    auto* right = column(nullptr, 4);
    reserved_ = new QWidget;
    right->addWidget(reserved_);
    auto* choices = new FlowRow(12, 4);
    const auto choice = [&](Label*& title, QComboBox*& box) {
        title = new Label({}, FontRole::Caption, "text3");
        box = new QComboBox;
        box->setMinimumContentsLength(6);
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        auto* pair = new QWidget;
        auto* beside = row(pair, 6);
        beside->addWidget(title);
        beside->addWidget(box);
        choices->addWidget(pair);
        connect(box, &QComboBox::currentIndexChanged, this, &RelationsView::show_points);
    };
    choice(across_title_, across_);
    choice(up_title_, up_);
    choice(colour_title_, colour_);
    right->addLayout(choices);
    points_ = new PointsView;
    right->addWidget(points_, 1);
    side_by_side->addLayout(right, 5);
    pages_->addWidget(columns);

    auto* plane = new QWidget;
    auto* beside = row(plane, 16);
    beside->setContentsMargins(size::panel_padding, 8, size::panel_padding, 8);
    plane_ = new PointsView;
    beside->addWidget(plane_, 1);
    auto* words = column(nullptr, 6);
    plane_words_ = new Label({}, FontRole::Small, "text2");
    plane_words_->wrap();
    plane_words_->setFixedWidth(176);
    legend_ = new Label({}, FontRole::Small, "text2");
    legend_->wrap();
    words->addSpacing(size::large);
    words->addWidget(plane_words_);
    words->addWidget(legend_);
    words->addStretch(1);
    beside->addLayout(words);
    pages_->addWidget(plane);

    connect(measure_, &SegmentedControl::changed, this, &RelationsView::show_matrix);
    connect(matrix_, &CorrelationMatrix::current_changed, this, &RelationsView::pair_chosen);
    connect(points_, &PointsView::row_chosen, this, &RelationsView::row_chosen);
    connect(plane_, &PointsView::row_chosen, this, &RelationsView::row_chosen);
    connect(&ThemeManager::instance(), &ThemeManager::changed, this, &RelationsView::show_plane);
    connect(&correlating_, &Worker::busy_changed, this, &RelationsView::busy_changed);
    connect(&projecting_, &Worker::busy_changed, this, &RelationsView::busy_changed);
    retranslate();
}

void RelationsView::retranslate()
{
    measure_->set_texts({tr("Pearson"), tr("Spearman"), tr("Cramér's V")});
    measure_->setToolTip(tr("Pearson: values on a line. Spearman: their ranks. Cramér's V: categories."));
    across_title_->setText(tr("Across"));
    up_title_->setText(tr("Up"));
    colour_title_->setText(tr("Colour"));
    for (const auto& [box, title] : {std::pair(across_, across_title_), {up_, up_title_}, {colour_, colour_title_}})
        box->setAccessibleName(title->text());
    if (colour_->count() > 0)
        colour_->setItemText(0, tr("None"));
    show_matrix();
    show_plane();
}

void RelationsView::set_data(std::shared_ptr<const Dataset> dataset)
{
    if (dataset == data_)
        return;
    data_ = std::move(dataset);
    correlating_.cancel();
    projecting_.cancel();
    correlations_.reset();
    projection_.reset();
    fill_columns();
    show_matrix();
    show_plane();
    if (!shown_)
        return;
    show_points();
    compute();
}

void RelationsView::show_page(Page page)
{
    page_ = page;
    pages_->setCurrentIndex(int(page));
    if (!std::exchange(shown_, true))
        show_points();
    compute();
}

void RelationsView::reserve_head(int pixels)
{
    reserved_->setFixedHeight(pixels);
}

void RelationsView::compute()
{
    if (!data_)
        return;
    if (page_ == Columns && !correlations_ && !correlating_.busy())
        correlating_.start<Correlations>([data = data_](Progress&) { return correlations(data->table()); },
                                         [this](Correlations made) {
                                             correlations_ = std::move(made);
                                             show_matrix();
                                         });
    if (page_ == Plane && !projection_ && !projecting_.busy())
        projecting_.start<Projection>([data = data_](Progress&) { return projection(*data); },
                                      [this](Projection made) {
                                          projection_ = std::move(made);
                                          show_plane();
                                      });
}

const std::vector<std::size_t>& RelationsView::matrix_columns() const
{
    return measure_->current() == 2 ? correlations_->categories : correlations_->numbers;
}

void RelationsView::show_matrix()
{
    if (!correlations_) {
        matrix_->set_values({}, {}, {});
        pair_->setText(data_ ? tr("Counting") : QString());
        return;
    }
    const bool numbers = correlations_->numbers.size() > 1, categories = correlations_->categories.size() > 1;
    for (const int i : {0, 1})
        measure_->set_item_enabled(i, numbers, tr("Needs two columns of numbers"));
    measure_->set_item_enabled(2, categories, tr("Needs two columns of categories"));
    if (!numbers && categories && measure_->current() != 2)
        measure_->set_current(2);
    QStringList names;
    for (const std::size_t i : matrix_columns())
        names << QString::fromStdString(data_->table().columns[i].name);
    const std::vector<double>* const values[] = {&correlations_->pearson, &correlations_->spearman, &correlations_->cramers_v};
    const QString measures[] = {tr("Pearson"), tr("Spearman"), tr("Cramér's V")};
    matrix_->set_values(names, *values[measure_->current()], measures[measure_->current()]);
    pair_->setText(names.size() > 1 ? tr("Click a pair") : tr("Two columns of numbers or of categories are needed."));
    pair_->setToolTip(correlations_->left_out ? tr("%1 columns are left out.").arg(correlations_->left_out) : QString());
}

void RelationsView::pair_chosen(int row, int column)
{
    pair_->setText(matrix_->accessibleDescription());
    const auto& columns = matrix_columns();
    const QSignalBlocker quiet_across(across_), quiet_up(up_);
    across_->setCurrentIndex(across_->findData(qulonglong(columns[std::size_t(column)])));
    up_->setCurrentIndex(up_->findData(qulonglong(columns[std::size_t(row)])));
    show_points();
}

void RelationsView::fill_columns()
{
    const QSignalBlocker quiet_across(across_), quiet_up(up_), quiet_colour(colour_);
    for (QComboBox* box : {across_, up_, colour_})
        box->clear();
    if (!data_)
        return;
    colour_->addItem(tr("None"), qulonglong(~std::size_t{0}));
    const auto& columns = data_->table().columns;
    int first_number = -1, second_number = -1;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (!has_values(columns[i]))
            continue;
        const QString name = QString::fromStdString(columns[i].name);
        for (QComboBox* box : {across_, up_, colour_})
            box->addItem(name, qulonglong(i));
        const bool number = columns[i].type == ColumnType::Integer || columns[i].type == ColumnType::Number;
        if (columns[i].name == data_->target())
            colour_->setCurrentIndex(colour_->count() - 1);
        else if (number && first_number < 0)
            first_number = across_->count() - 1;
        else if (number && second_number < 0)
            second_number = across_->count() - 1;
    }
    across_->setCurrentIndex(std::max(0, first_number));
    up_->setCurrentIndex(second_number >= 0 ? second_number : std::max(0, first_number));
}

void RelationsView::set_column(int column)
{
    const int at = up_->findData(qulonglong(column)), before = up_->currentIndex();
    if (at < 0 || at == before)
        return;
    if (at == across_->currentIndex()) { // A column beside itself tells nothing.
        const QSignalBlocker quiet(across_);
        across_->setCurrentIndex(before);
    }
    up_->setCurrentIndex(at);
}

void RelationsView::show_points()
{
    if (!shown_)
        return;
    PointsView::Points points;
    if (data_ && across_->currentIndex() >= 0 && up_->currentIndex() >= 0) {
        const Table& table = data_->table();
        const Column &x = table.columns[across_->currentData().toULongLong()], &y = table.columns[up_->currentData().toULongLong()];
        const auto axis = [](const Column& c) {
            const auto* codes = std::get_if<Codes>(&c.cells);
            return Column{c.name, c.type, codes ? Cells(Codes{{}, codes->names}) : Cells(ColumnArray<double>())};
        };
        points.x_axis = axis(x);
        points.y_axis = axis(y);
        const std::size_t step = std::max<std::size_t>(1, (table.rows + most_points - 1) / most_points);
        for (std::size_t i = 0; i < table.rows; i += step) {
            const double across = x.number(i), up = y.number(i);
            if (!std::isfinite(across) || !std::isfinite(up))
                continue;
            points.rows.push_back(std::uint32_t(i));
            points.x.push_back(across);
            points.y.push_back(up);
        }
        if (colour_->currentIndex() > 0)
            colour_by(points, *data_, table.columns[colour_->currentData().toULongLong()]);
    }
    points_->set_points(std::move(points));
}

void RelationsView::show_plane()
{
    PointsView::Points points;
    if (!projection_) {
        plane_words_->setText(data_ ? tr("Counting") : QString());
        legend_->setText({});
        return plane_->set_points(std::move(points));
    }
    const Projection& p = *projection_;
    points.x_axis = {tr("First component").toStdString(), ColumnType::Number, ColumnArray<double>()};
    points.y_axis = {tr("second").toStdString(), ColumnType::Number, ColumnArray<double>()};
    const std::size_t step = std::max<std::size_t>(1, (p.rows.size() + most_points - 1) / most_points);
    for (std::size_t i = 0; i < p.rows.size(); i += step) {
        points.rows.push_back(p.rows[i]);
        points.x.push_back(double(p.x[i]));
        points.y.push_back(double(p.y[i]));
    }
    if (const Column* target = data_->table().find(data_->target()); target && has_values(*target))
        colour_by(points, *data_, *target);
    plane_words_->setText(tr("All features seen from where rows differ most. The first component holds %1 of the variance, the second %2.")
                              .arg(percent_text(p.explained[0]), percent_text(p.explained[1])));
    QStringList classes;
    static const QString shapes[] = {QStringLiteral("●"), QStringLiteral("▲"), QStringLiteral("■"), QStringLiteral("◆"), QStringLiteral("▬"), QStringLiteral("▮")};
    for (qsizetype k = 0; k < points.classes.size(); ++k)
        classes << QStringLiteral("<span style=\"color:%1\">%2</span> %3").arg(theme().series(int(k)).name(), shapes[k], points.classes[k].toHtmlEscaped());
    legend_->setTextFormat(Qt::RichText);
    legend_->setText(classes.join(QStringLiteral("<br>")));
    plane_->set_points(std::move(points));
}

void RelationsView::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace loom
