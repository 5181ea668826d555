#pragma once
#include "bridge/run_list.h"
#include "evaluate/evaluation.h"

#include <QComboBox>

namespace loom {

/// Which checkpoint of which run: the best and the last one of each run that has weights, newest first. The run's name
/// stands before the field, so the closed field names the checkpoint only; where untrained weights are offered too, before
/// all, it names both.
class RunChoice : public QComboBox {
    Q_OBJECT
public:
    enum class Untrained { No, Offered };
    explicit RunChoice(RunList&, Untrained = Untrained::No);
    /// Empty where there is none, and for untrained weights.
    std::string run() const;
    Checkpoint checkpoint() const;
    /// Empty: untrained weights, where they are offered.
    void choose(const std::string& run, Checkpoint = Checkpoint::Best);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

signals:
    void choice_changed();

protected:
    void changeEvent(QEvent*) override;
    void paintEvent(QPaintEvent*) override;
    void showPopup() override;

private:
    void renew();
    QString closed_text() const;
    RunList& runs_;
    bool untrained_;
    std::string told_;
};

} // namespace loom
