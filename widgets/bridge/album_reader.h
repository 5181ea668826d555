#pragma once
#include "base/growing_file.h"
#include "bridge/worker.h"
#include "data/dataset.h"
#include "train/album.h"

#include <QImage>
#include <QObject>
#include <QStringList>

#include <memory>

namespace loom {

/// The album of one run, read on a thread; of a run in progress, page by page as it grows.
class AlbumReader : public QObject {
    Q_OBJECT
public:
    explicit AlbumReader(QObject* parent = nullptr);

    /// Another run, or none (an empty name). `file` is its album; of `data` come the pictures, where it has the fingerprint that the run was trained with
    /// (empty: it is known to be that data).
    void show(const std::string& run, const fs::path& file, std::shared_ptr<const Dataset> data, const std::string& fingerprint);
    /// There may be more pages by now.
    void read_on();
    /// The same where the file is another one than when it was read: whoever trains the run.
    void look();
    const std::string& run() const { return run_; }
    bool busy() const { return worker_.busy(); }
    /// Nothing where the run has none yet.
    const std::optional<Album>& album() const { return album_; }
    /// Of the layout's rows; null ones where the data has no pictures or is not there.
    const std::vector<QImage>& pictures() const { return pictures_; }
    /// What these rows hold besides, for tips; empty where the data is not there.
    const QStringList& words() const { return words_; }
    /// Why there is no album where a file is.
    const std::optional<Error>& error() const { return error_; }

signals:
    void changed();

private:
    void forget();
    void take(std::optional<Album>, std::vector<QImage> pictures, QStringList words);

    std::string run_, fingerprint_;
    fs::path file_;
    std::shared_ptr<const Dataset> data_;
    std::optional<Album> album_;
    std::vector<QImage> pictures_;
    QStringList words_;
    std::optional<Error> error_;
    FileStamp seen_; // When it was read last.
    bool again_ = false; // Asked for while it was reading.
    Worker worker_;
};

} // namespace loom
