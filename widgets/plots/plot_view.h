#pragma once
#include "plots/curve.h"

#include <QFrame>
#include <QSet>

#include <optional>

class QLabel;
class QMenu;
class QPushButton;
class QToolButton;

namespace loom {

class Label;
class PlotOverlay;

/// One plot in its card. Every point is kept; what is drawn is the least and the largest per pixel column. It follows
/// the data until the user zooms, and again after "Follow". Wheel zooms at the pointer, a dragged rectangle zooms in,
/// plus and minus zoom the keys, Backspace goes one step back, a double-click or Home shows all. Values that were not
/// zoomed fit what is there.
class PlotView : public QFrame {
    Q_OBJECT
public:
    struct Options {
        bool log = false;       // Values begin on a logarithmic axis.
        bool from_zero = false; // The value axis begins at 0.
        bool cut = false;       // The value axis may leave out the first, far worse values; the caption then says so.
        bool small = false;     // The newest value in the head instead of tools; they are in the context menu.
        int decimals = -1;      // Of values in the tip; −1: four significant digits.
    };
    explicit PlotView(Options);

    /// `key_name` ("epoch") stands between the labels of the keys, as far to the right as there is room; `key_point` heads the tip, with %1 for the number.
    void set_texts(const QString& title, const QString& unit, const QString& key_name, const QString& key_point);
    void set_unit(const QString&);
    QString title() const;
    /// Keys count something (epochs, steps): no labels between whole numbers.
    void set_whole_keys(bool);
    /// Values, keys on a logarithmic axis; what is 0 or less is then not shown.
    void set_log(bool);
    bool log() const { return log_; }
    void set_log_keys(bool);
    bool log_keys() const { return log_keys_; }
    /// Whether the menu offers keys on a logarithmic axis; its words there.
    void offer_log_keys(const QString& words);

    int add_curve(CurveLook);
    /// Those behind them move up.
    void remove_curves(int first, int count);
    int curve_count() const { return int(curves_.size()); }
    const CurveLook& look(int curve) const { return curves_[std::size_t(curve)]->look(); }
    const Series& points(int curve) const { return *curves_[std::size_t(curve)]->points; }
    void rename(int curve, const QString& name, const QString& column);
    void append(int curve, double x, double y);
    void clear_points(int curve);
    /// Points (not null) that whoever gave them may make longer, and then says so.
    void set_points(int curve, std::shared_ptr<Series>);
    void points_added() { touch(Due::Growth); }
    /// The edges of a band around the curve, point by point; null: none.
    void set_band(int curve, std::shared_ptr<const Series> low, std::shared_ptr<const Series> high);
    void set_best(int curve, std::optional<double> x);
    /// The keys reach at least this far: the planned end of the run.
    void set_reach(double x);
    void set_hidden(const QSet<QString>& runs);
    bool is_shown(int curve) const;
    /// Data arrive faster than ten times a second: drawn without smoothing of edges.
    void set_live(bool);
    /// The newest value, in the head of a small plot.
    void set_value(const QString&);

    bool following() const { return following_; }
    void follow();
    QCPRange key_range() const;
    QCPRange value_range() const;
    void zoom_to(const QCPRange& keys, const QCPRange& values);
    void zoom_back();
    /// As another plot of the group did it: the keys are shared, the values stay those of this plot. No signals.
    void share_keys(const QCPRange& keys, bool step);
    void share_back();
    void share_follow();

    /// The shared crosshair; the tip is shown where the pointer is.
    void show_crosshair(std::optional<double> x, bool with_tip);
    /// What the tip says, line by line, cells apart by tabs.
    QStringList tip_lines(double x) const;

    /// All points of the visible curves: run, part, x and y.
    QString values_text(QChar separator) const;
    bool save_csv(const QString& path) const;
    bool save_picture(const QString& path); // By suffix: png, svg, pdf. What was there stays until the new one is whole.
    void fill_menu(QMenu*);

    /// Draws when something changed since; true when it did.
    bool flush();
    QCustomPlot* plot() const { return plot_; }

signals:
    void touched();
    void crosshair_moved(std::optional<double> x);
    void following_changed(bool);
    /// Zoomed here. `step`: what was seen before is one step back from here.
    void keys_zoomed(const QCPRange& keys, bool step);
    void went_back();
    void followed();
    /// Chosen in the menu; the view has done it already.
    void log_chosen(bool);
    void log_keys_chosen(bool);
    /// Menu entries that write files ask with a dialog; this says what went wrong.
    void failed(const QString& sentence);

protected:
    bool eventFilter(QObject*, QEvent*) override;
    void changeEvent(QEvent*) override;
    void keyPressEvent(QKeyEvent*) override;
    void contextMenuEvent(QContextMenuEvent*) override;
    void resizeEvent(QResizeEvent*) override;

private:
    friend class PlotOverlay;
    /// What has to be drawn again: the curves that grew, where all else is as it was, or everything.
    enum class Due { Nothing, Growth, All };
    void touch(Due = Due::All);
    QList<const PlotCurve*> told_curves() const;
    bool draw_picture(const QString& path);
    Due settle();
    Due find_growth();
    void apply_theme();
    void retranslate();
    void fit_keys();
    void fit_values();
    void count_labels();
    std::optional<double> name_end(const QVector<double>& ticks, const QVector<QString>& labels, double left, double width) const;
    void leave_room_for_name(double left, double width);
    void place_key_name();
    double least_positive(double high) const;
    bool any_positive() const;
    void set_following(bool);
    void show_value();
    void remember_view();
    void turn_wheel(const QWheelEvent&);
    std::optional<double> snapped(double x) const;
    void step_crosshair(int by);
    void ask_and_save(const QString& suffix, const QString& filter);

    Options options_;
    QCustomPlot* plot_;
    PlotOverlay* overlay_ = nullptr; // Null while the view is being built.
    std::vector<PlotCurve*> curves_; // Owned by the plot.
    QSet<QString> hidden_;
    double reach_ = 0;
    bool following_ = true;
    Due due_ = Due::All;
    QCPLayer* growing_ = nullptr; // Its curves are drawn apart from the rest. Null while no curve has grown.
    bool own_values_ = false; // The user zoomed them.
    bool log_ = false, log_keys_ = false, whole_keys_ = false;
    QString log_keys_words_; // Empty: not offered.
    struct Seen {
        QCPRange keys, values;
        bool own_values;
    };
    std::vector<Seen> zooms_; // What was seen before each step of zooming; the first is everything.
    qint64 last_wheel_ = 0;
    std::optional<double> cut_; // The value axis leaves out values below.
    bool raw_cut_ = false;      // Some unsmoothed values lie beyond the value axis.
    std::optional<double> crosshair_;
    bool tip_ = false;
    QString unit_text_, key_point_;
    Label *title_, *unit_, *value_;
    QPushButton* follow_;
    QToolButton* menu_;
    QCPItemText* key_name_;
};

} // namespace loom
