#pragma once
#include <QWidget>

#include <vector>

class QHBoxLayout;

namespace loom {

/// A row in which nothing is ever cut: where there is no room for all, the less important members step aside whole. A label
/// that wraps does so only where it has no room beside itself alone.
class YieldingRow : public QWidget {
public:
    explicit YieldingRow(int spacing);
    /// A member with a rank may step aside, the highest rank first. Its owner goes on showing and hiding it as usual.
    void add(QWidget*, int rank = 0, int stretch = 0);
    void add_stretch();
    QSize minimumSizeHint() const override;

protected:
    bool event(QEvent*) override;
    void resizeEvent(QResizeEvent*) override;

private:
    struct Member {
        QWidget* box; // Holds the member; it is this that steps aside.
        QWidget* widget;
        int rank;
        bool wanted() const;
        int width() const;
    };
    void arrange();
    int needed(int up_to_rank) const;
    QHBoxLayout* row_;
    std::vector<Member> members_;
};

} // namespace loom
