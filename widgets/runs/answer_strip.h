#pragma once
#include <QImage>
#include <QStringList>
#include <QWidget>

#include <vector>

namespace loom {

/// What a network says to the same few samples: pictures in rows of six with its answer and how sure it is below, wrong ones framed; of the chosen one
/// the likeliest classes as bars. A click or the arrow keys choose.
class AnswerStrip : public QWidget {
    Q_OBJECT
public:
    struct Answer {
        QImage picture;        // Null: the true class stands in its place.
        QString truth, words;  // words: for the tip.
        QStringList best;      // Classes, the likeliest first; none where nothing is known.
        std::vector<float> share; // Of these, 0–1.
        bool right = false;
    };
    AnswerStrip();
    /// Keeps the choice.
    void set_answers(std::vector<Answer>);
    const std::vector<Answer>& answers() const { return answers_; }
    int chosen() const { return chosen_; }
    QRect tile(int index) const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void chosen_changed(int index);

protected:
    void paintEvent(QPaintEvent*) override;
    void mousePressEvent(QMouseEvent*) override;
    void keyPressEvent(QKeyEvent*) override;
    bool event(QEvent*) override;
    void changeEvent(QEvent*) override;

private:
    void choose(int index);
    int rows() const;
    int row_height() const;
    int side() const;
    std::vector<Answer> answers_;
    int chosen_ = 0;
};

} // namespace loom
