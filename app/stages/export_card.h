#pragma once
#include "evaluate/delivery.h"

#include <QFrame>
#include <QWidget>

#include <optional>

class QComboBox;
class QPushButton;
class QToolButton;
class QVBoxLayout;

namespace loom {

class Chip;
class KeyValueRow;
class Label;

/// One format of delivery: what it is, Export, and what the check of the written file found.
class ExportCard : public QFrame {
    Q_OBJECT
public:
    explicit ExportCard(const DeliveryFormat&);
    enum class State { Ready, Checking, Verified, Failed };
    State state() const { return state_; }
    const DeliveryFormat& format() const { return format_; }
    /// What the network is, so that the card can say what to expect before anything is written.
    void set_possible(bool, std::int64_t parameters, std::int64_t test_samples);
    static constexpr std::int64_t most_samples = 1000; // That a check runs through the file.
    void show_ready();
    void show_checking();
    void show_verified(const Delivery&, const QString& path);
    void show_failed(const Error&);
    QPushButton* export_button() const { return export_; }
    /// Which of the format's versions to write; hidden where there is nothing to choose.
    QComboBox* version_choice() const { return version_; }
    int version() const;
    QString value(int row) const;

signals:
    void export_wanted();

protected:
    void changeEvent(QEvent*) override;

private:
    void retranslate();
    void show_rows();
    const DeliveryFormat& format_;
    State state_ = State::Ready;
    bool possible_ = false;
    std::int64_t parameters_ = 0, test_samples_ = 0;
    std::optional<Delivery> found_;
    std::optional<Error> error_;
    QString path_;
    Label *title_, *help_, *error_text_;
    Chip* chip_;
    KeyValueRow* rows_[4];
    QPushButton* export_;
    QToolButton* show_;
    QComboBox* version_;
};

} // namespace loom
