#pragma once
#include "schema/recipe.h"

#include <QWidget>

#include <vector>

namespace loom {

/// The learning rate of a recipe over its epochs, drawn. What hangs on the validation is drawn as if it went on getting better.
class ScheduleCurve : public QWidget {
    Q_OBJECT
public:
    explicit ScheduleCurve(QWidget* parent = nullptr);

    /// `rate`: the optimiser's own.
    void show_recipe(const RecipeSettings&, double rate);
    /// The rates drawn, evenly spaced over the recipe.
    const std::vector<double>& rates() const { return rates_; }

protected:
    void paintEvent(QPaintEvent*) override;
    bool event(QEvent*) override;
    void changeEvent(QEvent*) override;

private:
    void tell();
    QRectF field() const;
    QString rate_at(double share) const;

    RecipeSettings recipe_;
    double epochs_ = 0; // Drawn; what ends it in steps is not known without data, and left out.
    std::vector<double> rates_;
};

} // namespace loom
