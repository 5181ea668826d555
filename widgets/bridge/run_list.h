#pragma once
#include "base/growing_file.h"
#include "train/runs.h"

#include <QObject>
#include <QTimer>

#include <map>
#include <set>

namespace loom {

/// The runs beside the open project, newest first, as the window shows them.
class RunList : public QObject {
    Q_OBJECT
public:
    explicit RunList(QObject* parent = nullptr);

    /// Empty: no project file, so no runs.
    void set_project(const fs::path&);
    const fs::path& project() const { return project_; }
    /// Reads the folder again.
    void refresh();
    const std::vector<RunRecord>& records() const { return records_; }
    const std::vector<std::pair<std::string, Error>>& damaged() const { return damaged_; }
    const RunRecord* find(const std::string& name) const;
    /// It is being trained at this moment, here or by another program.
    bool is_trained(const std::string& name) const { return trained_.contains(name); }
    /// Those with best weights, newest first.
    std::vector<const RunRecord*> usable() const;
    /// Those that it has kept by now, whoever trains it; only what was added is read.
    const std::vector<EpochPoint>& epochs(const std::string& name);
    /// As Runs::discard(). Session::bin() can take it back.
    Result<std::string> discard(const std::string& name);
    /// Why notes or the baseline are not told.
    const std::vector<Error>& unread() const { return unread_; }
    /// Of each of these runs; the first one that cannot be changed is the error.
    Status change_notes(const std::vector<std::string>& names, const std::function<void(RunNotes&)>& change);
    /// Empty: none.
    Status pin_baseline(const std::string& name);
    Runs store() const { return Runs(project_); }

    /// "Run 14" for "run-14"; other names as they are.
    static QString title(const std::string& name);
    /// As the user calls it, or the same.
    static QString title_of(const RunRecord&);
    QString title_of(const std::string& name) const;

signals:
    void changed();
    /// Some that have not ended have more epochs than before.
    void grown();

private:
    struct Log {
        GrowingFile file;
        std::vector<EpochPoint> epochs;
    };
    std::set<std::string> find_trained() const;
    std::map<std::string, FileStamp> find_stamps() const;
    std::vector<const RunRecord*> unfinished() const;
    bool read_on();
    void look();

    fs::path project_;
    std::vector<RunRecord> records_;
    std::vector<std::pair<std::string, Error>> damaged_;
    std::vector<Error> unread_;
    std::map<std::string, Log> logs_;
    std::set<std::string> trained_;
    std::map<std::string, FileStamp> stamps_; // Of the records of all runs.
    QTimer timer_; // Other programs begin runs, add to them, and let go of them.
};

} // namespace loom
