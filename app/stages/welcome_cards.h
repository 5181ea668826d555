#pragma once
#include "canvas/architecture_shelf.h"
#include "theme/controls.h"

#include <QAbstractButton>

namespace loom {

class Session;

/// A sample project as Welcome shows it; its network and what it reaches come from the template of the same id.
struct Sample {
    enum Kind { Tables, Pictures };
    const char* template_id;
    Kind kind;
    // Marked for translation in the context loom::SampleCard.
    const char* title;
    const char* facts;     // "Convolution · 28×28 pictures"
    const char* scored_on; // What the template's figure was measured on: "on MNIST".
    // With data that are drawn for it, where the real ones are not there; null: there are none such.
    const char* title_generated = nullptr;
};
std::span<const Sample> samples();

/// Painted picture, name, network and data, what it reaches.
class SampleCard : public QAbstractButton {
    Q_OBJECT
public:
    explicit SampleCard(const Sample&);
    const Sample& sample() const { return sample_; }
    void retranslate();
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {180, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent*) override;
    void changeEvent(QEvent*) override;
    void enterEvent(QEnterEvent*) override { update(); }
    void leaveEvent(QEvent*) override { update(); }

private:
    const char* title() const { return generated_ ? sample_.title_generated : sample_.title; }
    QString data() const; // "on MNIST"; "drawn from fonts".
    const Sample& sample_;
    const bool generated_;
    QPixmap picture_;
};

/// A network that is known by its name: its shape, what it is for, how many parameters it has.
class ArchitectureCard : public QAbstractButton {
    Q_OBJECT
public:
    explicit ArchitectureCard(const ArchitectureShelf::Entry&);
    const Architecture& architecture() const { return *entry_.what; }
    const SearchTerms& terms() const { return entry_.terms; }
    void retranslate();
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {180, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent*) override;
    void changeEvent(QEvent*) override;
    void enterEvent(QEnterEvent*) override { update(); }
    void leaveEvent(QEvent*) override { update(); }

private:
    QString size_words() const;
    const ArchitectureShelf::Entry& entry_;
};

/// "Or drop files here", dashed; lit while something is dragged over the stage.
class DropArea : public QWidget {
    Q_OBJECT
public:
    DropArea();
    void set_lit(bool);
    void retranslate();

protected:
    void paintEvent(QPaintEvent*) override;

private:
    Label *sentence_, *kinds_;
    bool lit_ = false;
};

/// Icon, name, where and when.
class RecentItem : public QAbstractButton {
    Q_OBJECT
public:
    RecentItem(const QString& name, const QString& note, const QString& when, const char* icon);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent*) override;
    void enterEvent(QEnterEvent*) override { update(); }
    void leaveEvent(QEvent*) override { update(); }

private:
    QString name_, note_, when_;
    const char* icon_;
};

/// The projects of before and the drafts, but for the one the recovery card speaks of; an empty list says so.
class RecentList : public QWidget {
    Q_OBJECT
public:
    explicit RecentList(Session&);
    void refresh();

Q_SIGNALS:
    void opened();

private:
    Session& session_;
};

/// A draft that was not closed properly: what was found again, and a button that goes on with it.
class RecoveryCard : public QFrame {
    Q_OBJECT
public:
    explicit RecoveryCard(Session&);
    void refresh();

Q_SIGNALS:
    void opened();

protected:
    void paintEvent(QPaintEvent*) override;

private:
    Session& session_;
    Label *title_, *sentence_;
    QPushButton* go_on_;
};

/// One step of the tour.
class TourStep : public QFrame {
    Q_OBJECT
public:
    explicit TourStep(int step);
    void retranslate();

protected:
    void paintEvent(QPaintEvent*) override;

private:
    int step_;
    Label *title_, *sentence_;
};

} // namespace loom
