#include "bridge/album_reader.h"

#include "bridge/sample_image.h"
#include "bridge/sample_words.h"

namespace loom {
namespace {

struct Read {
    std::optional<Album> album;
    std::vector<QImage> pictures;
    QStringList words;
};

} // namespace

AlbumReader::AlbumReader(QObject* parent) : QObject(parent) {}

void AlbumReader::show(const std::string& run, const fs::path& file, std::shared_ptr<const Dataset> data, const std::string& fingerprint)
{
    if (run == run_ && file == file_ && data == data_)
        return;
    worker_.cancel();
    run_ = run;
    file_ = file;
    data_ = std::move(data);
    fingerprint_ = fingerprint;
    album_.reset();
    pictures_.clear();
    words_.clear();
    again_ = false;
    Q_EMIT changed();
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
    const std::size_t known = album_ ? album_->pages.size() : 0;
    worker_.start<Read>(
        [file = file_, data = known > 0 ? nullptr : data_, fingerprint = fingerprint_, known](Progress&) {
            Read read;
            if (auto found = read_album(file, known)) // What cannot be read tells nothing; the run is there all the same.
                read.album = std::move(*found);
            if (!read.album || !data || (!fingerprint.empty() && data->fingerprint() != fingerprint))
                return read;
            for (const std::uint32_t row : read.album->layout.rows) {
                if (read.pictures.size() == most_album_samples)
                    break;
                read.pictures.push_back(sample_image(*data, row));
                read.words.append(row_words(*data, row));
            }
            return read;
        },
        [this](Read read) {
            const bool first = !album_ || (read.album && read.album->layout != album_->layout);
            if (read.album && first) {
                album_ = std::move(read.album);
                pictures_ = std::move(read.pictures);
                words_ = std::move(read.words);
                Q_EMIT changed();
            } else if (read.album && !read.album->pages.empty()) {
                for (AlbumPage& page : read.album->pages)
                    album_->pages.push_back(std::move(page));
                Q_EMIT changed();
            } else if (!album_) {
                Q_EMIT changed(); // Nothing there, and now that is known.
            }
            if (std::exchange(again_, false))
                QMetaObject::invokeMethod(this, &AlbumReader::read_on, Qt::QueuedConnection);
        });
}

} // namespace loom
