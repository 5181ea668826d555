#pragma once
#include "main_window.h"
#include "schema/recipe.h"
#include "session.h"
#include "stages/train_stage.h"

#include <QApplication>
#include <QMessageBox>
#include <QPushButton>
#include <QTest>
#include <QTimer>

namespace loom::test {

inline void start_training(Session& session, MainWindow& window, std::int64_t epochs)
{
    Recipe recipe = session.graph().document().recipe();
    recipe.settings[*recipe_type().index_of("epochs")] = epochs;
    QVERIFY(session.graph().perform(LOOM_TEXT("Set the recipe"), {SetRecipe{recipe}}));
    window.show_stage(QStringLiteral("train"));
    auto* stage = qobject_cast<TrainStage*>(window.stage(QStringLiteral("train")));
    QTRY_VERIFY_WITH_TIMEOUT(stage->start_button()->isEnabled(), 60'000);
    QTest::mouseClick(stage->start_button(), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(session.training().state() == TrainingSession::State::Training && !session.training().run().empty(), 60'000);
}

/// Closes the window and answers the question that comes with the button of this name, or with Cancel where there is none.
inline void close_and_click(MainWindow& window, const char* name)
{
    bool asked = false;
    QTimer::singleShot(0, &window, [&asked, name] {
        const auto* box = qobject_cast<QMessageBox*>(QApplication::activeModalWidget());
        asked = box != nullptr;
        if (!box)
            return;
        if (QAbstractButton* b = box->findChild<QAbstractButton*>(QLatin1String(name)))
            b->click();
        else
            box->button(QMessageBox::Cancel)->click();
    });
    window.close();
    QTRY_VERIFY(asked);
}

} // namespace loom::test
