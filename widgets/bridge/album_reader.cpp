#include "bridge/album_reader.h"

#include "bridge/sample_image.h"
#include "bridge/sample_words.h"

namespace loom {
namespace {

struct Read {
    Result<std::optional<Album>> album = std::optional<Album>();
    std::vector<QImage> pictures;
    QStringList words;
};

} // namespace

AlbumReader::AlbumReader(QObject* parent) : QObject(parent) {}

void AlbumReader::show(const std::string& run, const fs::path& file, std::shared_ptr<const Dataset> data, const std::string& fingerprint)
{
    if (run == run_ && file == file_ && data == data_)
        return look();
    worker_.cancel();
    run_ = run;
    file_ = file;
    data_ = std::move(data);
    fingerprint_ = fingerprint;
    forget();
    again_ = false;
    Q_EMIT changed();
    read_on();
}

void AlbumReader::forget()
{
    album_.reset();
    pictures_.clear();
    words_.clear();
    error_.reset();
    seen_ = {};
}

void AlbumReader::look()
{
    if (!run_.empty() && !worker_.busy() && file_stamp(file_) != seen_)
        read_on();
}

void AlbumReader::read_on()
{
    if (run_.empty())
        return;
    if (worker_.busy()) {
        again_ = true;
        return;
    }
    const FileStamp now = file_stamp(file_);
    if (now.bytes < seen_.bytes) // It was cut: the run went on from an earlier epoch.
        forget();
    seen_ = now;
    const std::size_t known = album_ ? album_->pages.size() : 0;
    worker_.start<Read>(
        [file = file_, data = known > 0 ? nullptr : data_, fingerprint = fingerprint_, known](Progress&) {
            Read read{.album = read_album(file, known)};
            if (!read.album || !*read.album || !data || (!fingerprint.empty() && data->fingerprint() != fingerprint))
                return read;
            for (const std::uint32_t row : (*read.album)->layout.rows) {
                if (read.pictures.size() == most_album_samples)
                    break;
                read.pictures.push_back(sample_image(*data, row));
                read.words.append(row_words(*data, row));
            }
            return read;
        },
        [this](Read read) {
            error_ = read.album ? std::nullopt : std::optional(read.album.error());
            take(error_ ? std::nullopt : std::move(*read.album), std::move(read.pictures), std::move(read.words));
            if (std::exchange(again_, false))
                QMetaObject::invokeMethod(this, &AlbumReader::read_on, Qt::QueuedConnection);
        });
}

void AlbumReader::take(std::optional<Album> read, std::vector<QImage> pictures, QStringList words)
{
    const bool first = !album_ || (read && read->layout != album_->layout);
    if (read && first) {
        album_ = std::move(read);
        pictures_ = std::move(pictures);
        words_ = std::move(words);
        Q_EMIT changed();
    } else if (read && !read->pages.empty()) {
        for (AlbumPage& page : read->pages)
            album_->pages.push_back(std::move(page));
        Q_EMIT changed();
    } else if (!album_ || error_) {
        Q_EMIT changed(); // Nothing there, and now that is known.
    }
}

} // namespace loom
