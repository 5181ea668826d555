#pragma once
#include "bridge/activation_session.h"
#include "bridge/data_session.h"
#include "bridge/folds_session.h"
#include "bridge/forecast_session.h"
#include "bridge/graph_document.h"
#include "bridge/queue_session.h"
#include "bridge/run_bin.h"
#include "bridge/run_list.h"
#include "bridge/search_session.h"
#include "bridge/training_session.h"
#include "project/lock.h"
#include "train/runs.h"

#include <QDateTime>
#include <QList>
#include <QObject>
#include <QString>
#include <QThreadPool>
#include <QTimer>

#include <chrono>
#include <map>

class QAction;

namespace loom {

struct RecentProject {
    QString path;
    QString name;
    /// "image", "table", "text" or "audio": its picture.
    QString kind;
    QDateTime opened; // A draft: last changed.
    bool draft = false; // Never saved; its path is one in the user's state folder. The name may be empty.
    bool interrupted = false; // A draft whose program ended without a word.
};

/// What all stages share: the open project with its document, data and runs, and what is remembered between starts.
///
/// A project that has a file is written to it within a second of each edit; one that was never saved is a draft, a file of
/// its own in the user's state folder, written the same way. What is left for another project, or by quitting, is there
/// before it is left, and is among the recent ones; only a sample nothing was done with is not kept.
class Session : public QObject {
    Q_OBJECT
public:
    explicit Session(QObject* parent = nullptr);
    ~Session() override;

    GraphDocument& graph() { return graph_; }
    DataSession& data() { return data_; }
    /// The file that runs lie beside and data paths are relative to; of a draft, in the user's state folder.
    fs::path project_file() const;
    /// What lies there, newest first.
    RunList& run_list() { return run_list_; }
    TrainingSession& training() { return training_; }
    /// What undo brings back first.
    RunBin& bin() { return bin_; }
    SearchSession& search() { return search_; }
    FoldsSession& folds() { return folds_; }
    /// A search or a k-fold is in progress: nothing else trains beside it.
    bool studies() const { return search_.active() || folds_.active(); }
    QueueSession& queue() { return queue_; }
    ForecastSession& forecast() { return forecast_; }
    /// The row and the weights that Design shows.
    SampleChoice& sample() { return sample_; }
    ActivationSession& activations() { return activations_; }

    bool has_project() const { return has_project_; }
    /// Empty while the project was never saved.
    QString project_path() const { return path_; }
    QString project_name() const;
    bool is_saved() const { return saved_; }

    /// Empty id: an empty canvas. The errors of these four are also told by failed().
    bool new_project(const QString& template_id = {});
    bool open_project(const QString& path);
    /// An ONNX file's network as a new project that was never saved, with its weights as a run; read on a thread.
    void import_network(const QString& onnx);
    bool importing() const { return importer_.busy(); }
    /// Under another name; the runs of a draft come along.
    bool save_as(const QString& path);
    bool save();
    bool close_project();
    /// Writes what is not written yet. False where that could not be done; failed() tells why.
    bool put_away();

    /// Files or a folder of the user's own: opened, in a new project where there is none; an ONNX file is imported.
    void bring_data(const QStringList& paths);
    /// What was dropped on the window: a project is opened, anything else brought.
    void bring(const QList<QUrl>&);

    /// The drafts and the projects that were opened, the newest first. What kind a draft is, is looked up on a thread;
    /// recent_changed() tells when it is known.
    QList<RecentProject> recent_projects();
    bool open_recent(const RecentProject&);
    /// A draft goes to the desktop's bin; of another project only the mention goes.
    void forget_recent(const RecentProject&);

    /// Their texts name what they do ("Undo: Set filters to 64").
    QAction* undo_action() const { return undo_; }
    QAction* redo_action() const { return redo_; }

    /// Save and Save as…: for the project's menu.
    QList<QAction*> project_actions() const { return {save_, save_as_}; }

    /// The device and the threads that training takes: "auto", "cpu" or "reference"; 0 threads: all that are allowed.
    std::string device() const;
    int threads() const;
    void set_device(const std::string& id, int threads);
    /// "CPU · 2 threads"
    QString device_text() const;
    /// Why the graphics card is not used, or nothing.
    QString device_note() const;

Q_SIGNALS:
    void project_changed();
    void saved_changed();
    void recent_changed();
    void device_changed();
    /// Something the user asked for could not be done.
    void failed(const loom::Error&);
    /// The user brought files or a folder of his own ("Start from my data", a drop).
    void data_brought(const QStringList& paths);
    /// A network came from a file, and its project is open.
    void network_imported();
    /// A network for the data is asked for, where another stage is seen.
    void suggestion_wanted();

private:
    bool open(const fs::path& file, const QString& path, const QString& name);
    void take(Document, const QString& path, const fs::path& draft, const QString& name, std::optional<Lock>);
    bool begin_draft(const QString& name, fs::path& file, std::optional<Lock>& lock);
    bool is_untouched() const;
    void leave();
    void undo();
    void edited();
    void keep();
    void retranslate();
    void remember(const QString& path);
    void ask_save_as();

    GraphDocument graph_;
    DataSession data_{graph_};
    RunList run_list_;
    TrainingSession training_;
    RunBin bin_{run_list_, training_};
    SearchSession search_;
    FoldsSession folds_;
    QueueSession queue_{data_, training_, search_};
    ForecastSession forecast_{graph_, data_, training_, run_list_};
    SampleChoice sample_;
    ActivationSession activations_{graph_, data_, run_list_, sample_};
    QString path_, name_;
    fs::path draft_; // Where the project is kept while it has no path.
    bool has_project_ = false, saved_ = true;
    std::optional<Document> kept_; // What the disk has.
    std::optional<Document> begun_; // A draft of this session: as it was before the first edit.
    std::optional<Lock> lock_;
    QAction *undo_, *redo_, *save_, *save_as_;
    using DraftStand = std::pair<fs::path, std::chrono::system_clock::time_point>; // A draft and its last change.
    std::map<DraftStand, QString> draft_kinds_;
    Worker draft_reader_, importer_;
    QTimer timer_;       // From the first edit that is not on the disk.
    QThreadPool writer_; // One thread: writes are in order.
};

} // namespace loom
