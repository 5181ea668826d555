#include "bridge/unit_shelf.h"

#include "theme/language.h"

#include <QFile>

#include <algorithm>

namespace loom {
namespace {

QString native(const std::filesystem::path& path)
{
    return QFile::decodeName(path.c_str());
}

bool to_bin(const std::filesystem::path& file)
{
    return QFile::moveToTrash(native(file));
}

} // namespace

UnitShelf::UnitShelf(std::filesystem::path folder, QObject* parent) : QObject(parent), folder_(std::move(folder))
{
    thread_.setMaxThreadCount(1);
    again_.setSingleShot(true);
    again_.setInterval(150); // A file that is being copied in changes several times.
    connect(&again_, &QTimer::timeout, this, &UnitShelf::read);
    const auto look_again = [this] { again_.start(); };
    connect(&watcher_, &QFileSystemWatcher::directoryChanged, this, look_again);
    connect(&watcher_, &QFileSystemWatcher::fileChanged, this, look_again);
    std::error_code ignored;
    if (!folder_.empty() && (std::filesystem::create_directories(folder_, ignored), std::filesystem::is_directory(folder_, ignored)))
        watcher_.addPath(native(folder_));
    read();
}

UnitShelf::~UnitShelf()
{
    thread_.waitForDone();
}

template <class T>
void UnitShelf::do_it(std::function<T()> work, std::function<void(T)> done)
{
    ++pending_;
    thread_.start([this, work = std::move(work), done = std::move(done)] {
        QMetaObject::invokeMethod(
            this,
            [this, done, result = work()]() mutable {
                --pending_;
                done(std::move(result));
            },
            Qt::QueuedConnection);
    });
}

void UnitShelf::read()
{
    do_it<UnitLibrary>([folder = folder_] { return read_unit_library(folder); }, [this](UnitLibrary found) { take(std::move(found)); });
}

void UnitShelf::take(UnitLibrary found)
{
    std::vector<UnitPtr> units;
    QStringList files;
    std::map<std::string, int> named;
    for (const auto& kept : found.units)
        ++named[unit_of(kept.piece).name];
    for (auto& kept : found.units) {
        const Unit& unit = unit_of(kept.piece);
        QString name = shown(unit.name);
        files << native(kept.file);
        if (named[unit.name] > 1) // As far as the file tells them apart.
            name = tr("%1 (%2)").arg(name, native(kept.file.stem()));
        const QString help = shown(unit.help);
        units.push_back(std::make_shared<UnitEntry>(UnitEntry{.name = name,
                                                              .help = help,
                                                              .terms = SearchTerms({name}),
                                                              .piece = std::make_shared<Document>(std::move(kept.piece)),
                                                              .file = kept.file}));
    }
    std::ranges::stable_sort(units, [](const UnitPtr& a, const UnitPtr& b) { return a->name.localeAwareCompare(b->name) < 0; });
    for (auto& refused : found.refused) {
        const QString name = native(refused.file.filename());
        files << native(refused.file);
        units.push_back(std::make_shared<UnitEntry>(UnitEntry{.name = name,
                                                              .help = shown(refused.why.message) + QLatin1Char(' ') + shown(refused.why.hint),
                                                              .terms = SearchTerms({name}),
                                                              .file = refused.file,
                                                              .damage = refused.why}));
    }
    const QStringList watched = watcher_.files();
    files.removeIf([&](const QString& file) { return watched.contains(file); });
    if (!files.isEmpty())
        watcher_.addPaths(files);
    // What was written here is seen twice.
    if (std::ranges::equal(units, units_, [](const UnitPtr& a, const UnitPtr& b) {
            return a->file == b->file && a->name == b->name && a->help == b->help && (a->piece && b->piece ? *a->piece == *b->piece : a->piece == b->piece);
        }))
        return;
    units_ = std::move(units);
    Q_EMIT changed();
}

void UnitShelf::wrote(const Result<std::filesystem::path>& file, const QString& sentence)
{
    if (!file)
        return Q_EMIT failed(file.error());
    Q_EMIT said(sentence);
    read();
}

void UnitShelf::keep(Document piece)
{
    struct Outcome {
        Result<std::filesystem::path> file;
        bool same = false, other = false;
    };
    const auto shared = std::make_shared<const Document>(std::move(piece));
    const QString name = shown(unit_of(*shared).name);
    do_it<Outcome>(
        [folder = folder_, shared]() -> Outcome {
            auto made = keep_unit(folder, *shared);
            if (made)
                return {std::move(made)};
            const auto file = unit_file(folder, unit_of(*shared).name);
            std::error_code ignored;
            if (!std::filesystem::exists(file, ignored))
                return {std::move(made)};
            const auto there = read_unit(file);
            const bool same = there && *there == *shared;
            return {file, same, !same};
        },
        [this, shared, name](const Outcome& outcome) {
            if (outcome.other)
                return Q_EMIT occupied(shared);
            wrote(outcome.file, outcome.same ? tr("“%1” is in my library already").arg(name) : tr("“%1” is in my library now").arg(name));
            if (outcome.file)
                Q_EMIT kept(native(*outcome.file));
        });
}

void UnitShelf::replace(Document piece)
{
    const QString name = shown(unit_of(piece).name);
    using File = Result<std::filesystem::path>;
    do_it<std::shared_ptr<File>>(
        [folder = folder_, piece = std::make_shared<const Document>(std::move(piece))] { return std::make_shared<File>(replace_unit(folder, *piece, to_bin)); },
        [this, name](const std::shared_ptr<File>& file) {
            wrote(*file, tr("“%1” in my library is the new one; the one before is in the bin").arg(name));
            if (*file)
                Q_EMIT kept(native(**file));
        });
}

void UnitShelf::rename(const std::filesystem::path& file, const QString& name)
{
    using File = Result<std::filesystem::path>;
    do_it<std::shared_ptr<File>>([file, to = utf8(name)] { return std::make_shared<File>(rename_unit(file, to)); },
                                 [this, name](const std::shared_ptr<File>& renamed) {
                                     wrote(*renamed, tr("In my library it is called “%1” now").arg(name));
                                     if (*renamed)
                                         Q_EMIT kept(native(**renamed));
                                 });
}

void UnitShelf::remove(const std::filesystem::path& file)
{
    do_it<std::shared_ptr<Status>>([file] { return std::make_shared<Status>(remove_unit(file, to_bin)); },
                                   [this, file](const std::shared_ptr<Status>& gone) {
                                       wrote(*gone ? Result<std::filesystem::path>(file) : Result<std::filesystem::path>(gone->error()),
                                             tr("%1 is in the desktop's bin").arg(native(file.filename())));
                                   });
}

} // namespace loom
