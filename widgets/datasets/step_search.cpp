#include "datasets/step_search.h"

#include "theme/controls.h"
#include "theme/language.h"
#include "theme/search.h"

#include <QKeyEvent>
#include <QListView>
#include <QScreen>
#include <QStandardItemModel>
#include <QVBoxLayout>

#include <algorithm>

namespace loom {

const char* step_icon(StepGroup group)
{
    switch (group) {
    case StepGroup::Rows: return "filter";
    case StepGroup::Columns: return "table";
    case StepGroup::Repair: return "wrench";
    case StepGroup::Numbers: return "settings";
    case StepGroup::Categories: return "category";
    case StepGroup::Texts: return "text";
    case StepGroup::Sounds: return "audio";
    case StepGroup::Pictures: return "image";
    case StepGroup::Series: return "train";
    case StepGroup::Privacy: return "eye-off";
    case StepGroup::Augmentation: return "copy";
    }
    return "settings";
}

namespace {

SearchTerms terms_of(const StepType& type)
{
    return SearchTerms({QString::fromStdString(render(type.title, Language::English)),
                        QString::fromStdString(render(type.title, Language::Chinese))});
}

} // namespace

StepSearch::StepSearch(QWidget* parent) : QFrame(parent, Qt::Popup)
{
    setProperty("ground", QStringLiteral("raised"));
    setProperty("edges", QStringLiteral("left right top bottom"));
    auto* all = column(this, 4);
    all->setContentsMargins(8, 8, 8, 8);
    field_ = new SearchField;
    field_->installEventFilter(this);
    list_ = new QListView;
    model_ = new QStandardItemModel(this);
    list_->setModel(model_);
    list_->setObjectName(QStringLiteral("step-types"));
    list_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    list_->setFrameShape(QFrame::NoFrame);
    list_->setIconSize(QSize(16, 16));
    list_->setFocusPolicy(Qt::NoFocus);
    list_->setMouseTracking(true);
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    nothing_ = (new Label({}, FontRole::Small, "text3"))->wrap();
    help_ = (new Label({}, FontRole::Caption, "text2"))->wrap();
    help_->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    all->addWidget(field_);
    all->addWidget(nothing_);
    all->addWidget(list_, 1);
    all->addWidget(separator(Qt::Horizontal));
    all->addWidget(help_);
    connect(field_, &QLineEdit::textChanged, this, &StepSearch::fill);
    connect(list_->selectionModel(), &QItemSelectionModel::currentChanged, this, &StepSearch::show_help);
    connect(list_, &QListView::clicked, this, [this](const QModelIndex& index) {
        list_->setCurrentIndex(index);
        choose();
    });
    hide();
}

void StepSearch::open(const QRect& at, const std::function<bool(const StepType&)>& fits)
{
    types_.clear();
    for (const StepType* type : step_types())
        if (fits(*type))
            types_.push_back(type);
    std::ranges::stable_sort(types_, {}, &StepType::group);
    field_->clear();
    fill();
    setAccessibleName(tr("Add a step"));
    field_->setAccessibleName(tr("Search steps"));
    field_->setPlaceholderText(tr("Search steps"));
    const double grown = std::clamp(ThemeManager::instance().font_scale(), 1.0, 1.5);
    const int help = 4 * line_height(FontRole::Caption);
    help_->setFixedHeight(help);
    int wanted = field_->sizeHint().height() + help + 34;
    for (int i = 0; i < model_->rowCount(); ++i)
        wanted += model_->item(i)->sizeHint().height();
    const QRect room = screen() ? parentWidget()->screen()->availableGeometry() : QRect(0, 0, 1440, 900);
    resize(int(280 * grown), std::min({wanted, int(560 * grown), room.height() - 16}));
    const int below = at.bottom() + 4 + height() <= room.bottom() ? at.bottom() + 4 : std::max(room.top() + 8, room.bottom() - height() - 8);
    move(std::clamp(at.left(), room.left() + 8, std::max(room.left() + 8, room.right() - width() - 8)), below);
    show();
    field_->setFocus(Qt::PopupFocusReason);
}

void StepSearch::fill()
{
    model_->clear();
    const QString query = field_->text().trimmed();
    std::optional<StepGroup> group;
    for (const StepType* type : types_) {
        if (!query.isEmpty() && terms_of(*type).rank(query) <= 0)
            continue;
        if (group != type->group) {
            group = type->group;
            auto* head = new QStandardItem(shown(step_group_title(type->group)));
            head->setFlags(Qt::NoItemFlags);
            head->setData(loom::font(FontRole::Caption), Qt::FontRole);
            head->setSizeHint(QSize(0, line_height(FontRole::Caption) + 8));
            model_->appendRow(head);
        }
        auto* item = new QStandardItem(shown(type->title));
        item->setIcon(icon(step_icon(type->group)));
        item->setToolTip(shown(type->help));
        item->setData(QVariant::fromValue(type), Qt::UserRole);
        item->setSizeHint(QSize(0, std::max(size::row, line_height(FontRole::Small) + 10)));
        model_->appendRow(item);
    }
    const bool some = model_->rowCount() > 0;
    nothing_->setVisible(!some);
    list_->setVisible(some);
    nothing_->setText(types_.empty() ? tr("No step fits this data.") : tr("No step of that name fits this data."));
    list_->setCurrentIndex({});
    go(1);
    show_help();
}

void StepSearch::go(int by)
{
    for (int row = list_->currentIndex().row() + by; row >= 0 && row < model_->rowCount(); row += by)
        if (model_->item(row)->isEnabled()) {
            list_->setCurrentIndex(model_->index(row, 0));
            // The title of the first group comes into sight with it.
            list_->scrollTo(model_->index(row == 1 ? 0 : row, 0));
            return;
        }
}

void StepSearch::show_help()
{
    const auto* type = list_->currentIndex().data(Qt::UserRole).value<const StepType*>();
    help_->setText(type ? shown(type->help) : QString());
}

void StepSearch::choose()
{
    const auto* type = list_->currentIndex().data(Qt::UserRole).value<const StepType*>();
    if (!type)
        return;
    hide();
    Q_EMIT chosen(type);
}

bool StepSearch::eventFilter(QObject* object, QEvent* event)
{
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Escape) {
            hide();
            return true;
        }
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            choose();
            return true;
        }
        if (key == Qt::Key_Up || key == Qt::Key_Down) {
            go(key == Qt::Key_Down ? 1 : -1);
            return true;
        }
        if (key == Qt::Key_Tab || key == Qt::Key_Backtab)
            return true;
    }
    return QFrame::eventFilter(object, event);
}

void StepSearch::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        hide();
    QFrame::changeEvent(event);
}

} // namespace loom
