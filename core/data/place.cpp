#include "data/place.h"
#include "data/archive.h"

namespace loom {
namespace {

/// An archive that cannot be read.
class Unreadable : public FileTree {
public:
    explicit Unreadable(Error error) : error_(std::move(error)) {}
    Kind kind(const std::string& name) const override { return name.empty() ? Kind::File : Kind::None; }
    std::vector<std::string> list(const std::string&) const override { return {}; }
    std::uint64_t size(const std::string&) const override { return 0; }
    Result<std::string> read(const std::string&) const override { return error_; }
    Result<std::string> beginning(const std::string&, std::size_t) const override { return error_; }

private:
    Error error_;
};

} // namespace

Place::Place(const std::string& path) : root_(path)
{
    std::error_code ignored;
    if (!fs::is_regular_file(root_, ignored))
        return;
    auto tree = open_archive(root_);
    if (!tree) {
        tree_ = std::make_shared<Unreadable>(tree.error());
        return;
    }
    tree_ = std::move(*tree);
    while (is_folder()) {
        auto inside = entries();
        std::erase_if(inside, [](const Place& p) { return p.name().starts_with('.') || p.name() == "__MACOSX"; });
        if (inside.size() != 1 || !inside.front().is_folder())
            break;
        below_ = inside.front().below_;
    }
}

bool Place::is_file() const
{
    std::error_code ignored;
    return tree_ ? tree_->kind(below_) == FileTree::Kind::File : fs::is_regular_file(root_, ignored);
}

bool Place::is_folder() const
{
    std::error_code ignored;
    return tree_ ? tree_->kind(below_) == FileTree::Kind::Folder : fs::is_directory(root_, ignored);
}

std::vector<Place> Place::entries() const
{
    std::vector<Place> found;
    if (tree_) {
        for (const std::string& name : tree_->list(below_))
            found.push_back(*this / name);
        return found;
    }
    std::error_code error;
    for (fs::directory_iterator it(root_, fs::directory_options::skip_permission_denied, error), end; !error && it != end;
         it.increment(error))
        found.push_back(Place(OnDisk{}, it->path()));
    return found;
}

Place Place::operator/(const std::string& name) const
{
    return tree_ ? Place(tree_, root_, below_.empty() ? name : below_ + "/" + name) : Place(OnDisk{}, root_ / name);
}

Place Place::parent() const
{
    if (!tree_)
        return Place(OnDisk{}, root_.parent_path());
    const auto slash = below_.rfind('/');
    return Place(tree_, root_, slash == below_.npos ? std::string() : below_.substr(0, slash));
}

std::uint64_t Place::size() const
{
    if (tree_)
        return is_file() ? tree_->size(below_) : 0;
    std::error_code error;
    const auto size = fs::file_size(root_, error);
    return error ? 0 : size;
}

Result<std::string> Place::read(std::size_t limit) const
{
    if (!tree_)
        return read_file(root_, limit);
    if (!is_file())
        return system_error(LOOM_TEXT("%1 cannot be read."), path(), is_folder() ? EISDIR : ENOENT);
    if (tree_->size(below_) > limit)
        return Error{Message(LOOM_TEXT("%1 is larger than such a file can be."), path_text(path())),
                     LOOM_TEXT("Check that it is the right file.")};
    return tree_->read(below_);
}

Result<std::string> Place::beginning(std::size_t size) const
{
    if (!tree_)
        return read_beginning(root_, size);
    if (!is_file())
        return system_error(LOOM_TEXT("%1 cannot be read."), path(), is_folder() ? EISDIR : ENOENT);
    return tree_->beginning(below_, size);
}

Result<std::shared_ptr<const Bytes>> Place::bytes() const
{
    if (!tree_)
        return open_bytes(root_);
    auto content = read(std::size_t{1} << 36);
    if (!content)
        return content.error();
    return bytes_in_memory(std::move(*content));
}

} // namespace loom
