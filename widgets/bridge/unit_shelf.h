#pragma once
#include "bridge/units.h"
#include "project/unit_library.h"

#include <QFileSystemWatcher>
#include <QObject>
#include <QThreadPool>
#include <QTimer>

namespace loom {

/// The user's library of units, as it is on the disk, whoever changes it. It is read and written on a thread of its own;
/// what is removed or replaced goes to the desktop's bin.
class UnitShelf : public QObject {
    Q_OBJECT
public:
    explicit UnitShelf(std::filesystem::path folder = unit_library_folder(), QObject* parent = nullptr);
    /// Waits for what is being written.
    ~UnitShelf() override;

    /// Sound ones by their names, then those whose files are damaged.
    const std::vector<UnitPtr>& units() const { return units_; }
    const std::filesystem::path& folder() const { return folder_; }
    /// Nothing is being read or written.
    bool settled() const { return pending_ == 0 && !again_.isActive(); }

    /// A kept_piece(). Where another unit has the name: occupied(), and nothing is done.
    void keep(Document piece);
    void replace(Document piece);
    void rename(const std::filesystem::path& file, const QString& name);
    void remove(const std::filesystem::path& file);

signals:
    void changed();
    /// The unit is in the library now, or was there already; the file it is in, under a new name too.
    void kept(const QString& file);
    void occupied(std::shared_ptr<const loom::Document> piece);
    /// What was done, for the status bar.
    void said(const QString&);
    void failed(const loom::Error&);

private:
    template <class T>
    void do_it(std::function<T()> work, std::function<void(T)> done);
    void read();
    void take(UnitLibrary);
    void wrote(const Result<std::filesystem::path>&, const QString& sentence);

    std::filesystem::path folder_;
    std::vector<UnitPtr> units_;
    QFileSystemWatcher watcher_;
    QTimer again_;
    QThreadPool thread_; // One: things happen in their order.
    int pending_ = 0;
};

} // namespace loom
