#include "session.h"

#include "base/threads.h"
#include "project/project.h"
#include "project/recovery.h"
#include "project/templates.h"
#include "theme/language.h"
#include "theme/theme.h"

#include <QAction>
#include <QApplication>
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
    connect(undo_, &QAction::triggered, &graph_, &GraphDocument::undo);
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
    connect(this, &Session::device_changed, this, [this] { forecast_.set_device(device(), threads()); });
    forecast_.set_device(device(), threads());
    find_recoveries();
    retranslate();
}

Session::~Session()
{
    if (timer_.isActive())
        keep();
    writer_.waitForDone();
    // A project without a file was kept for the case of a crash only if nothing was put into it.
    if (has_project_ && path_.isEmpty() && graph_.document() == Document())
        discard_autosave({});
}

void Session::retranslate()
{
    const auto undo = graph_.next_undo(), redo = graph_.next_redo();
    undo_->setText(undo ? tr("Undo: %1").arg(shown(*undo)) : tr("Undo"));
    redo_->setText(redo ? tr("Redo: %1").arg(shown(*redo)) : tr("Redo"));
    save_->setText(tr("Save"));
    save_as_->setText(tr("Save as…"));
    save_->setEnabled(has_project_);
    save_as_->setEnabled(has_project_);
    undo_->setEnabled(undo.has_value());
    redo_->setEnabled(redo.has_value());
}

void Session::edited()
{
    retranslate();
    if (!has_project_ && graph_.document() != Document()) {
        // The first thing done without a project begins one.
        has_project_ = true;
        name_.clear();
        Q_EMIT project_changed();
    }
    if (!has_project_ || graph_.document() == kept_)
        return;
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
    const Document document = graph_.document();
    const fs::path file = path_.isEmpty() ? fs::path() : native(path_);
    writer_.start([this, self = QPointer<Session>(this), document, file] {
        const Status status = file.empty() ? write_autosave(file, document) : save_project({file, document});
        QMetaObject::invokeMethod(
            this,
            [this, status, document, file] {
                if (!status) {
                    Q_EMIT failed(status.error());
                    return;
                }
                if (file != (path_.isEmpty() ? fs::path() : native(path_)))
                    return;
                kept_ = document;
                const bool now = !file.empty() && graph_.document() == kept_;
                if (now != saved_) {
                    saved_ = now;
                    Q_EMIT saved_changed();
                }
            },
            Qt::QueuedConnection);
    });
}

void Session::take(Document document, const QString& path, const QString& name, bool saved)
{
    if (timer_.isActive())
        keep();
    writer_.waitForDone();
    path_ = path;
    name_ = name;
    has_project_ = true;
    saved_ = saved;
    kept_ = saved ? document : Document();
    graph_.open(std::move(document));
    retranslate();
    Q_EMIT project_changed();
    Q_EMIT saved_changed();
}

QString Session::project_name() const
{
    // In the language of now, not of when it was begun.
    return has_project_ && name_.isEmpty() ? tr("Untitled") : name_;
}

fs::path Session::project_file() const
{
    if (!path_.isEmpty())
        return native(path_);
    const auto kept = autosave_file({});
    return kept ? kept->parent_path() / kept->stem() : fs::temp_directory_path() / "layerloom-untitled.loom";
}

Runs Session::runs() const
{
    return Runs(project_file());
}

bool Session::new_project(const QString& template_id)
{
    if (template_id.isEmpty()) {
        lock_.reset();
        take(Document(), {}, {}, false);
        return true;
    }
    auto document = make_template(template_id.toStdString());
    if (!document) {
        Q_EMIT failed(document.error());
        return false;
    }
    lock_.reset();
    take(std::move(*document), {}, shown(find_template(template_id.toStdString())->title), false);
    timer_.start();
    return true;
}

bool Session::open_project(const QString& path)
{
    const fs::path file = native(QFileInfo(path).absoluteFilePath());
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
    auto recovery = find_recovery(file);
    lock_ = std::move(*lock);
    take(std::move(project->document), shown_path(file), QFileInfo(path).completeBaseName(), true);
    if (recovery) {
        std::erase_if(recoveries_, [&](const Recovery& r) { return r.project == recovery->project; });
        recoveries_.insert(recoveries_.begin(), std::move(*recovery));
        Q_EMIT recovery_changed();
    }
    remember(path_);
    return true;
}

bool Session::save_as(const QString& path)
{
    const fs::path file = native(QFileInfo(path).absoluteFilePath()), before = project_file();
    auto lock = Lock::take(file);
    if (!lock) {
        Q_EMIT failed(lock.error());
        return false;
    }
    if (const Status status = save_project({file, graph_.document()}); !status) {
        Q_EMIT failed(status.error());
        return false;
    }
    // The runs of a project without a file move; those of another project stay with it.
    const fs::path runs = Runs::beside(before), beside = Runs::beside(file);
    std::error_code error;
    if (path_.isEmpty() && fs::exists(runs, error) && !fs::exists(beside, error)) {
        fs::rename(runs, beside, error);
        if (error) // Another disk.
            fs::copy(runs, beside, fs::copy_options::recursive, error);
    }
    if (path_.isEmpty())
        discard_autosave({});
    lock_ = std::move(*lock);
    path_ = shown_path(file);
    name_ = QFileInfo(path).completeBaseName();
    kept_ = graph_.document();
    saved_ = true;
    has_project_ = true;
    remember(path_);
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

void Session::close_project()
{
    if (timer_.isActive())
        keep();
    writer_.waitForDone();
    lock_.reset();
    path_.clear();
    name_.clear();
    has_project_ = false;
    saved_ = true;
    kept_ = Document();
    graph_.open(Document());
    retranslate();
    Q_EMIT project_changed();
    Q_EMIT saved_changed();
}

void Session::find_recoveries()
{
    recoveries_ = find_unnamed_recoveries();
    for (const RecentProject& recent : recent_projects())
        if (auto found = find_recovery(native(recent.path)))
            recoveries_.push_back(std::move(*found));
    std::ranges::sort(recoveries_, std::ranges::greater(), &Recovery::when);
}

Session::Recovered Session::recovered() const
{
    if (recoveries_.empty())
        return {};
    const Recovery& r = recoveries_.front();
    return {r.project.empty() ? tr("Untitled") : QFileInfo(shown_path(r.project)).completeBaseName(),
            shown_path(r.project), 0,
            QDateTime::fromSecsSinceEpoch(
                std::chrono::duration_cast<std::chrono::seconds>(r.when.time_since_epoch()).count())};
}

void Session::open_recovered()
{
    if (recoveries_.empty())
        return;
    const Recovery r = recoveries_.front();
    if (!r.project.empty() && !open_project(shown_path(r.project)))
        return;
    if (r.project.empty()) {
        lock_.reset();
        take(r.document, {}, {}, false);
        // The runs of that project come along.
        std::error_code ignored;
        fs::rename(Runs::beside(fs::path(r.autosave).replace_extension()), Runs::beside(project_file()), ignored);
    } else {
        graph_.open(r.document);
    }
    drop_recovered();
    keep();
}

void Session::drop_recovered()
{
    if (recoveries_.empty())
        return;
    std::error_code ignored;
    fs::remove(recoveries_.front().autosave, ignored);
    recoveries_.erase(recoveries_.begin());
    Q_EMIT recovery_changed();
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
    if (!has_project_)
        new_project();
    if (data_.open_path(paths.first()))
        Q_EMIT data_brought(paths);
    else
        Q_EMIT failed(*data_.error());
}

void Session::ask_save_as()
{
    const QString path = QFileDialog::getSaveFileName(QApplication::activeWindow(), tr("Save as…"),
                                                      path_.isEmpty() ? project_name() + QStringLiteral(".loom") : path_,
                                                      tr("Layerloom project (*.loom)"));
    if (!path.isEmpty())
        save_as(path.endsWith(QStringLiteral(".loom")) ? path : path + QStringLiteral(".loom"));
}

QList<RecentProject> Session::recent_projects() const
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
    auto list = recent_projects();
    const std::string& source = graph_.document().data().source;
    const bool pictures = source == "idx" || source == "cifar" || source == "image_folder" || source == "generated_digits";
    list.removeIf([&](const RecentProject& r) { return r.path == path; });
    list.prepend({path, QFileInfo(path).completeBaseName(),
                  pictures ? QStringLiteral("image") : QStringLiteral("table"), QDateTime::currentDateTime()});
    while (list.size() > 20)
        list.removeLast();
    store(list);
    Q_EMIT recent_changed();
}

void Session::forget_recent(const QString& path)
{
    auto list = recent_projects();
    list.removeIf([&](const RecentProject& r) { return r.path == path; });
    store(list);
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
