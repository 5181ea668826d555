#include "session.h"

#include "base/threads.h"
#include "graph/kit.h"
#include "train/import_network.h"
#include "project/drafts.h"
#include "project/project.h"
#include "project/templates.h"
#include "search/bring_runs.h"
#include "theme/language.h"
#include "theme/theme.h"

#include <QAction>
#include <QApplication>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QPointer>
#include <QSettings>

namespace loom {
namespace {

constexpr int keep_after = 500; // ms; together with the writing itself less than the second that is promised.

fs::path native(const QString& path)
{
    return fs::path(path.toStdU16String());
}
QString shown_path(const fs::path& path)
{
    return QString::fromStdString(path_text(path));
}

} // namespace

Session::Session(QObject* parent) : QObject(parent)
{
    undo_ = new QAction(this);
    undo_->setShortcut(QKeySequence::Undo);
    redo_ = new QAction(this);
    redo_->setShortcuts({QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z), QKeySequence(Qt::CTRL | Qt::Key_Y)});
    save_ = new QAction(this);
    save_->setShortcut(QKeySequence::Save);
    save_as_ = new QAction(this);
    save_as_->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S));
    connect(save_, &QAction::triggered, this, [this] {
        if (path_.isEmpty())
            ask_save_as();
        else
            save();
    });
    connect(save_as_, &QAction::triggered, this, &Session::ask_save_as);
    connect(undo_, &QAction::triggered, this, &Session::undo);
    connect(&bin_, &RunBin::changed, this, &Session::retranslate);
    connect(this, &Session::project_changed, &bin_, &RunBin::forget);
    connect(redo_, &QAction::triggered, &graph_, &GraphDocument::redo);
    connect(&graph_, &GraphDocument::changed, this, &Session::edited);
    connect(&graph_, &GraphDocument::refused, this, &Session::failed);
    timer_.setSingleShot(true);
    timer_.setInterval(keep_after);
    connect(&timer_, &QTimer::timeout, this, &Session::keep);
    writer_.setMaxThreadCount(1);
    connect(&ThemeManager::instance(), &ThemeManager::changed, this, &Session::retranslate); // Also on a new language.
    connect(this, &Session::project_changed, this, [this] { run_list_.set_project(has_project_ ? project_file() : fs::path()); });
    connect(&training_, &TrainingSession::run_known, &run_list_, &RunList::refresh);
    connect(&folds_, &FoldsSession::state_changed, this, [this] { queue_.hold(folds_.active()); });
    connect(&folds_, &FoldsSession::results_changed, &run_list_, &RunList::refresh); // Each fold is a run.
    connect(this, &Session::project_changed, this, [this] { queue_.set_project(has_project_ ? project_file() : fs::path()); });
    const auto follow_device = [this] {
        forecast_.set_device(device(), threads());
        queue_.set_device(device(), threads());
    };
    connect(this, &Session::device_changed, this, follow_device);
    follow_device();
    retranslate();
}

Session::~Session()
{
    put_away();
    leave();
}

void Session::retranslate()
{
    const auto undo = graph_.next_undo(), redo = graph_.next_redo();
    undo_->setText(!bin_.is_empty() ? tr("Undo: %1").arg(tr("Move to the bin")) : undo ? tr("Undo: %1").arg(shown(*undo)) : tr("Undo"));
    redo_->setText(redo ? tr("Redo: %1").arg(shown(*redo)) : tr("Redo"));
    save_->setText(tr("Save"));
    save_as_->setText(tr("Save as…"));
    save_->setEnabled(has_project_);
    save_as_->setEnabled(has_project_);
    undo_->setEnabled(undo || !bin_.is_empty());
    redo_->setEnabled(redo.has_value());
}

/// What went to the bin comes back before an edit does: it was done later.
void Session::undo()
{
    if (bin_.is_empty())
        graph_.undo();
    else if (const Status back = bin_.bring_back(); !back)
        Q_EMIT failed(back.error());
}

void Session::edited()
{
    retranslate();
    if (!has_project_ && graph_.document() != Document()) {
        // The first thing done without a project begins one.
        if (!begin_draft({}, draft_, lock_))
            return;
        has_project_ = true;
        begun_ = Document();
        kept_.reset();
        name_.clear();
        Q_EMIT project_changed();
    }
    if (!has_project_ || graph_.document() == kept_)
        return;
    bin_.forget();
    if (saved_) {
        saved_ = false;
        Q_EMIT saved_changed();
    }
    if (!timer_.isActive())
        timer_.start();
}

void Session::keep()
{
    timer_.stop();
    writer_.start([this, document = graph_.document(), file = project_file()] {
        const Status status = save_project({file, document});
        QMetaObject::invokeMethod(
            this,
            [this, status, document, file] {
                if (!status) {
                    Q_EMIT failed(status.error());
                    return;
                }
                if (!has_project_ || file != project_file())
                    return;
                kept_ = document;
                const bool now = !path_.isEmpty() && graph_.document() == kept_;
                if (now != saved_) {
                    saved_ = now;
                    Q_EMIT saved_changed();
                }
            },
            Qt::QueuedConnection);
    });
}

bool Session::put_away()
{
    timer_.stop();
    writer_.waitForDone();
    if (!has_project_ || kept_ == graph_.document() || is_untouched())
        return true;
    if (const Status status = save_project({project_file(), graph_.document()}); !status) {
        Q_EMIT failed(status.error());
        return false;
    }
    kept_ = graph_.document();
    return true;
}

/// A sample, or an empty canvas, that nothing was done with: opening it again gives the same.
bool Session::is_untouched() const
{
    std::error_code error;
    return path_.isEmpty() && begun_ == graph_.document() && !training_.active() &&
           !fs::exists(Runs::beside(project_file()), error);
}

/// What is open is open no longer; it was put away before.
void Session::leave()
{
    if (has_project_ && is_untouched())
        remove_draft(draft_);
    lock_.reset();
}

bool Session::begin_draft(const QString& name, fs::path& file, std::optional<Lock>& lock)
{
    auto made = new_draft(utf8(name));
    if (!made) {
        Q_EMIT failed(made.error());
        return false;
    }
    auto taken = Lock::take(*made);
    if (!taken) {
        Q_EMIT failed(taken.error());
        return false;
    }
    file = *made;
    lock = std::move(*taken);
    return true;
}

/// After put_away(): another project, in place of the one that is open.
void Session::take(Document document, const QString& path, const fs::path& draft, const QString& name,
                   std::optional<Lock> lock)
{
    leave();
    path_ = path;
    draft_ = draft;
    name_ = name;
    lock_ = std::move(lock);
    has_project_ = true;
    saved_ = !path.isEmpty();
    kept_ = document;
    begun_.reset();
    graph_.open(std::move(document));
    search_.recall(project_file());
    folds_.recall(project_file(), utf8(project_name()));
    retranslate();
    Q_EMIT project_changed();
    Q_EMIT saved_changed();
    Q_EMIT recent_changed();
}

QString Session::project_name() const
{
    // In the language of now, not of when it was begun.
    return has_project_ && name_.isEmpty() ? tr("Untitled") : name_;
}

fs::path Session::project_file() const
{
    return path_.isEmpty() ? draft_ : native(path_);
}

bool Session::new_project(const QString& template_id)
{
    Document document;
    QString name;
    if (!template_id.isEmpty()) {
        auto made = make_template(template_id.toStdString());
        if (!made) {
            Q_EMIT failed(made.error());
            return false;
        }
        document = std::move(*made);
        const Template* sample = find_template(template_id.toStdString());
        name = shown(sample ? title_with(*sample, document.data()) : find_architecture(template_id.toStdString())->title);
    }
    fs::path draft;
    std::optional<Lock> lock;
    if (!put_away() || !begin_draft(name, draft, lock))
        return false;
    const Document begun = document;
    take(std::move(document), {}, draft, name, std::move(lock));
    begun_ = begun;
    kept_.reset();
    if (begun != Document())
        timer_.start();
    return true;
}

bool Session::open_project(const QString& path)
{
    const fs::path file = native(QFileInfo(path).absoluteFilePath());
    if (!open(file, shown_path(file), QFileInfo(path).completeBaseName()))
        return false;
    remember(path_);
    return true;
}

void Session::import_network(const QString& onnx)
{
    struct Brought {
        fs::path project;
        std::optional<Error> error;
    };
    const QString name = QFileInfo(onnx).completeBaseName();
    importer_.start<Brought>(
        [file = native(QFileInfo(onnx).absoluteFilePath()), name = utf8(name)](Progress&) -> Brought {
            auto draft = new_draft(name);
            if (!draft)
                return {{}, draft.error()};
            if (auto made = import_onnx(file, *draft); !made) {
                remove_draft(*draft);
                return {{}, made.error()};
            }
            return {std::move(*draft), {}};
        },
        [this, name](const Brought& brought) {
            if (brought.error)
                Q_EMIT failed(*brought.error);
            else if (open(brought.project, {}, name))
                Q_EMIT network_imported();
        });
}

/// `path`: empty for a draft.
bool Session::open(const fs::path& file, const QString& path, const QString& name)
{
    if (has_project_ && file == project_file())
        return true;
    auto lock = Lock::take(file);
    if (!lock) {
        Q_EMIT failed(lock.error());
        return false;
    }
    auto project = load_project(file);
    if (!project) {
        Q_EMIT failed(project.error());
        return false;
    }
    if (!put_away())
        return false;
    take(std::move(project->document), path, path.isEmpty() ? file : fs::path(), name, std::move(*lock));
    return true;
}

bool Session::save_as(const QString& path)
{
    const fs::path file = native(QFileInfo(path).absoluteFilePath()), before = project_file();
    if (path_.isEmpty() && (training_.active() || studies())) {
        Q_EMIT failed(Error{training_.active()  ? LOOM_TEXT("A run is in progress, and its files move with the project.")
                            : search_.active() ? LOOM_TEXT("A search is in progress, and its files move with the project.")
                                               : LOOM_TEXT("A k-fold is in progress, and its files move with the project."),
                            LOOM_TEXT("Wait for its end or stop it, then save. Until then the project is kept as it is.")});
        return false;
    }
    if (has_project_ && file == project_file())
        return save();
    auto lock = Lock::take(file);
    if (!lock) {
        Q_EMIT failed(lock.error());
        return false;
    }
    if (const Status status = save_project({file, graph_.document()}); !status) {
        Q_EMIT failed(status.error());
        return false;
    }
    // The runs of a draft move, and its queue; those of another project stay with it.
    queue_.let_go();
    if (path_.isEmpty() && has_project_) {
        if (const Status brought = bring_runs(before, file); brought)
            remove_draft(before);
        else
            Q_EMIT failed(brought.error());
    }
    draft_.clear();
    begun_.reset();
    lock_ = std::move(*lock);
    path_ = shown_path(file);
    name_ = QFileInfo(path).completeBaseName();
    kept_ = graph_.document();
    saved_ = true;
    has_project_ = true;
    remember(path_);
    search_.recall(file); // Where its studies lie now.
    folds_.recall(file, utf8(name_));
    Q_EMIT project_changed();
    Q_EMIT saved_changed();
    return true;
}

bool Session::save()
{
    if (path_.isEmpty())
        return false;
    keep();
    return true;
}

bool Session::close_project()
{
    if (!put_away())
        return false;
    leave();
    path_.clear();
    draft_.clear();
    name_.clear();
    has_project_ = false;
    saved_ = true;
    kept_ = Document();
    begun_.reset();
    graph_.open(Document());
    search_.recall({});
    folds_.recall({}, {});
    retranslate();
    Q_EMIT project_changed();
    Q_EMIT saved_changed();
    Q_EMIT recent_changed();
    return true;
}

void Session::bring(const QList<QUrl>& urls)
{
    QStringList paths;
    for (const QUrl& url : urls)
        if (url.isLocalFile())
            paths << url.toLocalFile();
    if (paths.size() == 1 && paths[0].endsWith(QLatin1String(".loom")))
        open_project(paths[0]);
    else
        bring_data(paths);
}

void Session::bring_data(const QStringList& paths)
{
    if (paths.isEmpty())
        return;
    if (paths.size() > 1) {
        Q_EMIT failed(Error{Message(LOOM_TEXT("%1 files were given, but one source is opened at a time."), paths.size()),
                            LOOM_TEXT("Open the folder that holds them.")});
        return;
    }
    if (paths.first().endsWith(QStringLiteral(".onnx"), Qt::CaseInsensitive))
        return import_network(paths.first());
    if (!has_project_ && !new_project())
        return;
    data_.open_path(paths.first());
    Q_EMIT data_brought(paths); // Whether it can be read is told where it would be seen.
}

void Session::ask_save_as()
{
    const QString path = QFileDialog::getSaveFileName(QApplication::activeWindow(), tr("Save as…"),
                                                      path_.isEmpty() ? project_name() + QStringLiteral(".loom") : path_,
                                                      tr("Layerloom project (*.loom)"));
    if (!path.isEmpty())
        save_as(path.endsWith(QStringLiteral(".loom")) ? path : path + QStringLiteral(".loom"));
}

/// The projects with a file, as the settings have them.
static QList<RecentProject> remembered()
{
    QList<RecentProject> out;
    QSettings settings;
    const int n = settings.beginReadArray(QStringLiteral("recent"));
    for (int i = 0; i < n; ++i) {
        settings.setArrayIndex(i);
        const QString path = settings.value(QStringLiteral("path")).toString();
        if (QFileInfo::exists(path))
            out.append({path, QFileInfo(path).completeBaseName(),
                        settings.value(QStringLiteral("kind"), QStringLiteral("table")).toString(),
                        settings.value(QStringLiteral("opened")).toDateTime()});
    }
    settings.endArray();
    return out;
}

static QString kind_of(const Document& document)
{
    const std::string& source = document.data().source;
    const bool pictures = source == "idx" || source == "cifar" || source == "image_folder" || source == "generated_digits" || source == "box_folder" || source == "generated_shapes";
    return pictures ? QStringLiteral("image") : QStringLiteral("table");
}

QList<RecentProject> Session::recent_projects()
{
    auto all = remembered();
    std::vector<DraftStand> unknown;
    for (const Draft& draft : drafts()) {
        if (has_project_ && draft.file == project_file() && is_untouched())
            continue;
        const DraftStand stand{draft.file, draft.when};
        const auto kind = draft_kinds_.find(stand);
        if (kind == draft_kinds_.end())
            unknown.push_back(stand);
        all.append({shown_path(draft.file), QString::fromStdString(draft.name),
                    kind == draft_kinds_.end() ? QStringLiteral("table") : kind->second,
                    QDateTime::fromSecsSinceEpoch(
                        std::chrono::duration_cast<std::chrono::seconds>(draft.when.time_since_epoch()).count()),
                    true, draft.interrupted});
    }
    std::ranges::stable_sort(all, std::ranges::greater(), &RecentProject::opened);
    using Kinds = std::map<DraftStand, QString>;
    if (!unknown.empty() && !draft_reader_.busy())
        draft_reader_.start<Kinds>(
            [unknown](Progress& progress) {
                Kinds kinds;
                for (const DraftStand& stand : unknown)
                    if (!progress.cancelled) {
                        const auto project = load_project(stand.first); // A damaged one says so when it is opened.
                        kinds[stand] = project ? kind_of(project->document) : QStringLiteral("table");
                    }
                return kinds;
            },
            [this](Kinds kinds) {
                draft_kinds_.merge(kinds);
                Q_EMIT recent_changed();
            });
    return all;
}

bool Session::open_recent(const RecentProject& recent)
{
    return recent.draft ? open(native(recent.path), {}, recent.name) : open_project(recent.path);
}

static void store(const QList<RecentProject>& list)
{
    QSettings settings;
    settings.beginWriteArray(QStringLiteral("recent"), int(list.size()));
    for (int i = 0; i < list.size(); ++i) {
        settings.setArrayIndex(i);
        settings.setValue(QStringLiteral("path"), list[i].path);
        settings.setValue(QStringLiteral("kind"), list[i].kind);
        settings.setValue(QStringLiteral("opened"), list[i].opened);
    }
    settings.endArray();
}

void Session::remember(const QString& path)
{
    auto list = remembered();
    list.removeIf([&](const RecentProject& r) { return r.path == path; });
    list.prepend({path, QFileInfo(path).completeBaseName(), kind_of(graph_.document()), QDateTime::currentDateTime()});
    while (list.size() > 20)
        list.removeLast();
    store(list);
    Q_EMIT recent_changed();
}

void Session::forget_recent(const RecentProject& recent)
{
    if (recent.draft) {
        if (training_.active() && training_.job().project == native(recent.path)) {
            Q_EMIT failed(Error{LOOM_TEXT("A run of this project is in progress."), LOOM_TEXT("Stop it first.")});
            return;
        }
        if (has_project_ && native(recent.path) == project_file() && !close_project())
            return;
        const QString folder = QFileInfo(recent.path).path();
        if (QFileInfo::exists(folder) && !QFile::moveToTrash(folder))
            Q_EMIT failed(Error{Message(LOOM_TEXT("%1 cannot be moved to the bin."), utf8(folder)),
                                LOOM_TEXT("Delete it with the desktop's file manager.")});
    } else {
        auto list = remembered();
        list.removeIf([&](const RecentProject& r) { return r.path == recent.path; });
        store(list);
    }
    Q_EMIT recent_changed();
}

std::string Session::device() const
{
    return QSettings().value(QStringLiteral("device"), QStringLiteral("auto")).toString().toStdString();
}
int Session::threads() const
{
    return QSettings().value(QStringLiteral("threads"), 0).toInt();
}

void Session::set_device(const std::string& id, int threads)
{
    QSettings settings;
    settings.setValue(QStringLiteral("device"), QString::fromStdString(id));
    settings.setValue(QStringLiteral("threads"), threads);
    Q_EMIT device_changed();
}

QString Session::device_text() const
{
    const int n = threads() > 0 ? threads() : allowed_processors();
    return device() == "reference" ? tr("Reference") : tr("CPU · %n thread(s)", nullptr, n);
}

QString Session::device_note() const
{
    return QFileInfo::exists(QStringLiteral("/proc/driver/nvidia/version"))
               ? QString()
               : tr("No NVIDIA driver found. The CPU trains as usual.");
}

} // namespace loom
