#pragma once
#include "bridge/activation_session.h"
#include "theme/theme.h"

#include <QImage>

#include <unordered_map>

namespace loom {

/// All thumbnails of a graph, and the looks that they are made of, take no more memory together.
inline constexpr std::size_t thumbnail_budget = std::size_t(256) << 20;

/// A look as nodes show it: measure::thumb_width × measure::thumb_side px at most, times `scale`. For any thread.
QImage look_image(const NodeLook&, double scale, const Theme&);
/// The colours of shades 0…255 of a look: of numbers with both signs those for signed values, zero in the middle.
std::array<QRgb, 256> look_colours(const NodeLook&, const Theme&);
QColor colour_of(const NodeLook&, double number, const Theme&);

/// The looks of one graph as images, made once on a thread for each look, theme and pixel ratio. Where all would not fit
/// `budget`, each is made of fewer points.
class Thumbnails : public QObject {
    Q_OBJECT
public:
    explicit Thumbnails(QObject* parent = nullptr, std::size_t budget = thumbnail_budget - most_look_bytes);

    void follow(ActivationSession&);
    ActivationSession* session() const { return session_; }
    void show_graph(const UnitPath&);
    void set_scale(double device_pixel_ratio);

    const NodeLook* look(NodeId) const;
    /// Null where there is none, or none yet.
    const QImage* image(NodeId) const;
    std::size_t bytes() const { return bytes_; }
    bool busy() const { return worker_.busy(); }

signals:
    void changed();

private:
    struct Made {
        std::unordered_map<std::int64_t, QImage> images;
        std::size_t bytes = 0;
    };
    void clear();
    void make();
    static Made make_all(const std::map<NodeId, NodeLook>&, double scale, std::size_t budget, const Theme&, Progress&);

    ActivationSession* session_ = nullptr;
    std::shared_ptr<const NodeLooks> looks_;
    UnitPath path_;
    double scale_ = 1;
    std::size_t budget_, bytes_ = 0;
    std::unordered_map<std::int64_t, QImage> images_;
    Worker worker_;
};

} // namespace loom
