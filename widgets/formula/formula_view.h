#pragma once
#include "formula/typesetter.h"

#include <QWidget>

namespace loom {

/// A formula, set in the theme's colours as wide as there is room, and read out to screen readers. Its height follows its
/// width.
class FormulaView : public QWidget {
    Q_OBJECT
public:
    explicit FormulaView(QWidget* parent = nullptr);
    /// One that cannot be read is shown as it is written.
    void set_formula(const std::string&);
    const std::string& formula() const { return text_; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int) const override;

protected:
    void paintEvent(QPaintEvent*) override;
    void changeEvent(QEvent*) override;

private:
    void name_it();
    FormulaBox set(double width) const;
    std::string text_;
    std::optional<FormulaPart> part_;
};

} // namespace loom
