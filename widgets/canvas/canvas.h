#pragma once
#include "bridge/graph_document.h"
#include "bridge/units.h"
#include "canvas/paint.h"
#include "graph/align.h"
#include "graph/arrange.h"

#include <QWidget>

#include <memory>
#include <variant>

class QAction;
class QHelpEvent;
class QLineEdit;
class QMenu;
class QNativeGestureEvent;
class QPlainTextEdit;
class QTimer;
class QTouchEvent;
class QVariantAnimation;

namespace loom {

struct Architecture;
class ArchitectureSearch;
class EmptyState;
class ErrorPopover;
class LayerSearch;
class Minimap;
class NodeSearch;
class Notice;
class UnitSearch;
class UnitShelf;
class Offer;
class ActivationSession;
class Thumbnails;
class Worker;

/// The graph as one painted widget. It changes the document by GraphDocument::perform alone.
class Canvas : public QWidget {
    Q_OBJECT
public:
    explicit Canvas(GraphDocument&, QWidget* parent = nullptr);
    ~Canvas() override;

    double zoom() const { return zoom_; }
    /// The point of the view that stays where it is.
    void set_zoom(double, QPointF fixed);
    void zoom_by(double factor);
    /// All nodes in sight, at 100% at most.
    void fit();
    /// One step. Of a large graph it comes later, unless an edit comes before.
    void arrange() { arrange_nodes(Flow::Right, {}); }
    void show_node(NodeId);
    /// Chosen in a list: behind the selected node where it fits there, else in a free place.
    void add(const Addable&);
    /// Dragged in from a list, at a point of this widget.
    void drag_layer(const Addable&, QPointF at);
    void drop_layer(const Addable&, QPointF at);
    void leave_layer();
    /// Search-to-add at the pointer or in the middle.
    void open_search();
    void open_find();
    /// The units of the project, of the user's library and those that come with the program, to choose one from.
    void open_units();
    /// The networks that are known by a name, to begin with one.
    void open_architectures();
    bool settled() const;
    /// For menus, in groups (see set_submenu()); null between them.
    const QList<QAction*>& commands() const { return commands_; }
    QAction* arrange_action() const { return arrange_; }
    QAction* find_action() const { return find_; }
    QAction* fit_action() const { return fit_; }
    QAction* frame_action() const { return frame_; }
    QAction* note_action() const { return note_; }
    /// The frame or note that is chosen; null where none is.
    const Remark* chosen_remark() const;

    QPointF to_scene(QPointF view) const { return view / zoom_ + origin_; }
    QPointF to_view(QPointF scene) const { return (scene - origin_) * zoom_; }
    const Scene& scene() const { return scene_; }
    QRectF visible_area() const { return {origin_, QSizeF(size()) / zoom_}; }
    GraphDocument& graph() const { return graph_; }

    /// Whose looks nodes show where thumbnails are on and there is data.
    void follow(ActivationSession&);
    /// The library that units are kept in and taken from.
    void follow(UnitShelf&);
    void set_thumbnails(bool);
    bool thumbnails_on() const { return thumbnails_on_; }
    measure::Form form() const;
    const Thumbnails& thumbnails() const { return *thumbnails_; }
    QAction* thumbnails_action() const { return thumbnails_action_; }

signals:
    void thumbnails_changed(bool on);
    void zoom_changed(double);
    /// Another part of the scene is seen, or at another zoom.
    void view_changed();
    /// Enter, or a double click on a node.
    void settings_wanted();
    /// A network made for the data.
    void suggestion_wanted();
    /// “Save the graph as a picture…”
    void picture_wanted();
    /// What is happening, for the status bar; empty when it is over.
    void said(const QString&);

protected:
    /// What lies at the view's upper left corner, and how large it is.
    using View = std::pair<QPointF, double>;
    /// All of an area of the scene in sight, at 100% at most; `past_minimap`: above it or beside it, whichever is larger.
    View view_of(const QRectF& area, bool past_minimap) const;
    /// Whether a node would lie under the minimap.
    bool minimap_hides(const View&) const;
    /// `origin`: what lies at the view's upper left corner.
    void set_view(QPointF origin, double zoom);
    void glide_to(QPointF origin, double zoom);

    bool event(QEvent*) override;
    bool eventFilter(QObject*, QEvent*) override;
    void changeEvent(QEvent*) override;
    void paintEvent(QPaintEvent*) override;
    void resizeEvent(QResizeEvent*) override;
    void showEvent(QShowEvent*) override;
    void hideEvent(QHideEvent*) override;
    void mousePressEvent(QMouseEvent*) override;
    void mouseMoveEvent(QMouseEvent*) override;
    void mouseReleaseEvent(QMouseEvent*) override;
    void mouseDoubleClickEvent(QMouseEvent*) override;
    void leaveEvent(QEvent*) override;
    void wheelEvent(QWheelEvent*) override;
    void keyPressEvent(QKeyEvent*) override;
    void keyReleaseEvent(QKeyEvent*) override;
    void focusOutEvent(QFocusEvent*) override;
    void contextMenuEvent(QContextMenuEvent*) override;

private:
    friend class Minimap;
    struct Idle {};
    struct Panning {
        QPointF last;
    };
    struct Pressed {
        NodeId id;
        QPointF start;
        bool only_this;
    };
    struct Dragging {
        std::set<NodeId> nodes;
        NodeId held;
        QPointF start, by;
        std::optional<Link> into;
    };
    enum class Take { Fresh, More, Less };
    struct Band {
        QPointF start, now;
        Selection before;
        Take take = Take::Fresh;
        QPolygonF lasso = {}; // In the scene; empty for a rectangle.
    };
    struct Drawing {
        PortRef from;
        std::optional<Link> taken = {};     // The link whose end was picked up.
        QPointF now = {};                   // In the scene.
        std::optional<PortRef> target = {}; // Snapped to.
        QPointF snapped_from = {};          // Where its end was seen before.
        bool by_keys = false, moved = false;
    };
    struct Carrying {
        Addable what;
        QPointF at;
        std::optional<Link> into;
    };
    struct MovingRemark {
        RemarkId id;
        Qt::Edges edges; // None: all of it.
        std::set<NodeId> nodes;
        QPointF start, by;
    };
    struct MovingPoint {
        Link link;
        std::size_t index;
        std::vector<Point> by; // All points of the link, as they are now.
        QPointF start;
        bool moved;
    };
    using Gesture = std::variant<Idle, Panning, Pressed, Dragging, Band, Drawing, Carrying, MovingRemark, MovingPoint>;

    // view.cpp: what is seen, from where.
    View view_of_all() const;
    QRectF minimap_place() const;
    bool shows_minimap() const;
    void close_lists();
    void refuse(const QString& why);
    void refuse(const Error&);
    void follow_size();
    void bring_into_sight(const QRectF&);
    /// Nothing happens for one of another graph.
    void bring_into_sight(NodeId);
    void rebuild();
    void place_overlays();
    void show_problem(NodeId);
    void close_problem();
    void selection_changed();
    void retranslate();
    void show_empty();

    // paint events
    void paint_dots(QPainter&);
    void paint_wires(QPainter&, const std::vector<int>&);
    void paint_boxes(QPainter&, const std::vector<int>&);
    void paint_far(QPainter&, const QRectF& area);
    void paint_gesture(QPainter&);
    void paint_ports(QPainter&, const Box&);
    PortMark mark_of(const PortRef&, bool error);

    // gestures.cpp
    void hover(QPointF view);
    QString unit_help(const Node&) const;
    void take_band(Band&);
    void begin_drawing(PortRef, QPointF scene);
    void move_drawing(QPointF scene);
    QPointF end_of(const Drawing&) const;
    void finish_drawing();
    void finish_drag();
    void abandon();
    QPointF aligned(const Box&, QPointF corner) const;
    std::optional<Link> link_under(const QRectF&, std::optional<NodeId> moving) const;
    const std::optional<Message>& refusal_of(const PortRef& target);
    QString replaced_by(const Drawing&) const;
    std::optional<Link> link_between(const PortRef&, const PortRef&) const;

    // touch.cpp
    void touch(QTouchEvent*);
    void hold_touch();
    bool native_gesture(QNativeGestureEvent*);

    // selecting.cpp: what is chosen, brought in line, found and joined again.
    void make_selecting_commands();
    void make_placing_commands();
    void select_nodes(std::set<NodeId>);
    void choose_link();
    void align(Alignment);
    void distribute(Axis);
    void arrange_nodes(Flow, std::set<NodeId> only);
    static Change arranging(const Document&, const Arranging&);
    void take_arranged(const Change&, const std::set<NodeId>& only);
    void check_arranging();
    void look_at(NodeId);
    void offer_bridge(const Change&, const QRectF& scene);
    void withdraw_offer();
    void take_offer();

    // unit_commands.cpp
    void make_unit_commands();
    void add_end(std::string_view type);
    void make_unit();
    void unpack_units();
    void leave_unit();
    void follow_graph();
    void use_selected(Use);
    void pin_selected();
    void take_architecture(const Architecture&);
    void keep_unit();
    void offer_replacing(std::shared_ptr<const Document> piece);
    std::function<double(const Node&)> node_height(measure::Form) const;
    // remarks.cpp: frames, notes, and the points that links are led by.
    void make_remark_commands();
    void choose_remark(RemarkId);
    void choose_next_remark();
    void frame_selected();
    void add_note();
    void write_first_text(RemarkId);
    void edit_remark();
    bool finish_remark(bool keep);
    void change_remark(const Remark&);
    void next_colour();
    void set_colour(int);
    void add_colours(QMenu&);
    bool remove_mark();
    bool nudge_mark(QPointF by, bool size);
    Change moving_remark(RemarkId, Qt::Edges, QPointF by) const;
    bool press_remark(QPointF scene);
    void move_remark(MovingRemark&, QPointF scene);
    void finish_remark_move();
    bool press_point(QPointF scene);
    void choose_point(const Link&, std::size_t index);
    void move_point(MovingPoint&, QPointF scene);
    void finish_point();
    std::vector<Point> route_of(const Link&) const;
    void add_point(const Wire&, QPointF scene);
    void add_point_to_chosen();
    void remove_points();
    void paint_remarks(QPainter&, const QRectF& area);
    void paint_points(QPainter&, const std::vector<int>& wires);
    Document chosen_piece() const;
    QPointF free_room(QPointF wished, QSizeF) const;
    QPointF free_place_for(const Document& piece, QPointF wished) const;
    static void take_frames_along(const Document&, UnitId graph, Change&);

    // bookmarks.cpp
    void set_bookmark(int number);
    void go_to_bookmark(int number);
    void add_bookmarks(QMenu&);

    // activations.cpp
    bool show_thumbnail_tip(QHelpEvent*);
    QString sample_words() const;

    // keys.cpp
    void make_commands();
    QAction* command(const char* text, const QKeySequence&, Qt::ShortcutContext, std::function<void()>);
    QAction* command(const char* text, const QKeySequence& keys, Qt::ShortcutContext context, void (Canvas::*act)())
    {
        return command(text, keys, context, [this, act] { (this->*act)(); });
    }
    bool perform(const Change&, const std::string& merge_key = {});
    void copy();
    void cut();
    void paste();
    void duplicate();
    void select_all();
    void remove() { remove_selected(Reconnect::No); }
    void remove_and_join() { remove_selected(Reconnect::Yes); }
    void remove_selected(Reconnect);
    void rename();
    void next_problem();
    void repair();
    void start_wire();
    void actual_size();
    void zoom_in() { zoom_by(1.25); }
    void zoom_out() { zoom_by(0.8); }
    void step_selection(int key, bool extend);
    void nudge(int key, bool size);
    void cycle_target(int by);
    void insert_chosen(const Addable&);
    std::vector<UnitPtr> units_to_add() const;
    void open_search_at(QPointF scene, std::optional<PortRef> from);
    void open_search_in(const Link&);
    void open_search_behind(const Box&);
    std::function<bool(const Addable&)> fitting(const PortRef& from) const;
    QPointF place_for(const Addable&) const;

    GraphDocument& graph_;
    Scene scene_;
    double zoom_ = 1;
    QPointF origin_{-24, -24}; // What lies at the view's upper left corner.
    bool placed_ = false;      // The user, or fit(), has chosen what is seen.
    Gesture gesture_;
    std::optional<NodeId> hovered_box_;
    std::optional<PortRef> hovered_port_;
    std::optional<Link> hovered_wire_;
    std::map<std::tuple<NodeId, bool, int>, std::optional<Message>> refusals_; // While a wire is drawn.
    bool space_ = false;
    QPointF pointer_;               // Last place of the mouse, in the view.
    std::optional<NodeId> problem_; // With its pop-over open.
    /// By way, node and code.
    using KnownFaults = std::set<std::tuple<UnitPath, NodeId, std::string>>;
    KnownFaults known_faults_;
    bool just_opened_ = true; // Faults of a project that is opened are listed, not shown.
    std::vector<PortRef> reachable_; // By keys, nearest first.
    QPointF search_at_;
    std::optional<PortRef> search_from_;
    std::optional<Link> search_into_;
    std::optional<NodeId> search_behind_; // What is chosen comes behind this node.
    bool lasso_next_ = false; // The next drag on empty canvas draws a lasso.
    std::optional<NodeId> walked_links_; // Whose links are chosen one after the other.
    std::optional<NodeId> looked_at_;    // By the search for nodes.
    std::pair<QPointF, double> before_find_;
    UnitPath shown_path_;
    bool other_graph_ = false; // Is to be seen from now on.
    std::map<UnitPath, std::pair<QPointF, double>> views_; // Of the graphs that were left.
    Change offered_;
    std::shared_ptr<const Document> offered_piece_; // To take the place of one in the library.
    QRectF offered_at_; // In the scene.
    struct {
        bool down = false, pinching = false;
        bool held = false; // Long enough for the menu: until it is lifted, the finger means nothing more.
        QPointF centre, pressed;
        double spread = 0;
        ulong tapped = 0; // When, in ms.
        QPointF tap;
    } touch_;
    bool thumbnails_on_ = false;
    std::optional<RemarkId> chosen_remark_, hovered_remark_, edited_remark_;
    std::optional<std::size_t> fresh_remark_; // While its first text is written: how many steps were done with it.
    std::optional<std::pair<Link, std::size_t>> chosen_point_;
    QPixmap dots_;
    double dots_zoom_ = 0;

    QList<QAction*> commands_;
    QList<std::pair<QAction*, const char*>> command_texts_;
    QAction *thumbnails_action_ = nullptr, *arrange_ = nullptr, *fit_ = nullptr, *find_ = nullptr, *reconnect_ = nullptr, *replace_ = nullptr;
    QAction *entrance_ = nullptr, *exit_ = nullptr, *leave_ = nullptr; // Inside of units only.
    QAction *frame_ = nullptr, *note_ = nullptr;
    QList<QAction*> with_nodes_, with_two_, with_three_, with_any_, with_text_, with_remark_, with_link_;
    EmptyState* empty_;
    Minimap* minimap_;
    ErrorPopover* popover_;
    LayerSearch* search_;
    NodeSearch* find_list_;
    UnitSearch* unit_list_;
    ArchitectureSearch* architectures_;
    UnitShelf* shelf_ = nullptr;
    Offer* offer_;
    Notice* notice_;
    QLineEdit* name_field_;
    QPlainTextEdit* note_field_ = nullptr; // Made when it is first needed.
    QVariantAnimation *glide_, *snap_;
    QTimer* hold_; // One finger rests.
    Thumbnails* thumbnails_;
    Worker* arranger_; // Of large graphs,
    std::shared_ptr<const Document> arranged_; // and what it works on.
};

} // namespace loom
