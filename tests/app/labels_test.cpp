// Changing rows by hand in the Data stage: labels, exclusions and notes by keyboard, and what is chosen by mouse and keys.
#include "idx_files.h"
#include "session.h"
#include "stage.h"

#include "bridge/data_session.h"
#include "datasets/class_bars.h"
#include "datasets/column_detail.h"
#include "datasets/gallery.h"
#include "datasets/label_strip.h"
#include "datasets/row_list.h"
#include "datasets/table_view.h"
#include "project/document_json.h"
#include "theme/controls.h"
#include "theme/language.h"

#include <QAction>
#include <QApplication>
#include <QDropEvent>
#include <QMimeData>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QUrl>

#include <zlib.h>

using namespace loom;
using namespace loom::test;

namespace {

void le(QByteArray& bytes, quint32 v, int n)
{
    for (int i = 0; i < n; ++i)
        bytes.append(char(v >> (8 * i)));
}

/// A ZIP of files that are stored as they are.
QByteArray zip(const QList<std::pair<QByteArray, QByteArray>>& files)
{
    QByteArray out, index;
    for (const auto& [name, content] : files) {
        const auto crc = quint32(crc32(0, reinterpret_cast<const Bytef*>(content.constData()), uInt(content.size())));
        QByteArray head;
        le(head, 20, 2), le(head, 0x800, 2), le(head, 0, 2), le(head, 0x21, 4), le(head, crc, 4);
        QByteArray sizes;
        le(sizes, quint32(content.size()), 4), le(sizes, quint32(content.size()), 4), le(sizes, quint32(name.size()), 2), le(sizes, 0, 2);
        le(index, 0x02014b50, 4), le(index, 20, 2);
        index += head + sizes;
        le(index, 0, 2), le(index, 0, 2), le(index, 0, 2), le(index, 0, 4), le(index, quint32(out.size()), 4);
        index += name;
        le(out, 0x04034b50, 4);
        out += head + sizes + name + content;
    }
    QByteArray end;
    le(end, 0x06054b50, 4), le(end, 0, 4), le(end, quint32(files.size()), 2), le(end, quint32(files.size()), 2);
    le(end, quint32(index.size()), 4), le(end, quint32(out.size()), 4), le(end, 0, 2);
    return out + index + end;
}

} // namespace

class LabelsTest : public QObject {
    Q_OBJECT
    QTemporaryDir dir_;
    std::unique_ptr<Session> session_;
    std::unique_ptr<Stage> stage_;

    template <class T>
    T* child(const char* name = nullptr) const
    {
        return name ? stage_->findChild<T*>(QLatin1String(name)) : stage_->findChild<T*>();
    }
    void open(const QString& path)
    {
        session_->data().open_path(path);
        QTRY_VERIFY_WITH_TIMEOUT(!session_->data().is_loading(), 20000);
        QVERIFY(session_->data().dataset());
        settle();
    }
    void settle() { QTRY_VERIFY_WITH_TIMEOUT(stage_->settled(), 30000); }
    QString write(const QString& name, const QByteArray& bytes) const
    {
        QFile file(dir_.filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? file.fileName() : QString();
    }
    /// 40 points of two classes.
    QString points() const
    {
        QByteArray text("x,y,kind\n");
        for (int i = 0; i < 40; ++i)
            text += QByteArray::number(i) + "," + QByteArray::number(i * 2.5) + (i % 2 ? ",ant\n" : ",bee\n");
        return write(QStringLiteral("points.csv"), text);
    }
    static QByteArray content(const QString& path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    std::string text() const { return document_text(session_->graph().document()); }
    const RowEdits& edits() const { return session_->graph().document().data().row_edits; }
    QString undo_text() const { return session_->undo_action()->text(); }
    void undo_all(int steps)
    {
        for (int i = 0; i < steps; ++i)
            session_->undo_action()->trigger();
        settle();
    }

private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        qputenv("XDG_STATE_HOME", dir_.path().toUtf8());
        QCoreApplication::setOrganizationName(QStringLiteral("layerloom-test"));
        ThemeManager::instance().install();
        set_interface_language(Language::English);
        QVERIFY(QDir(dir_.path()).mkdir(QStringLiteral("idx")));
        write_idx(dir_.filePath(QStringLiteral("idx")), QStringLiteral("train"), 160);
        write_idx(dir_.filePath(QStringLiteral("idx")), QStringLiteral("t10k"), 40);
    }

    void init()
    {
        session_ = std::make_unique<Session>();
        stage_.reset(stage_factory(QStringLiteral("data"))(*session_));
        stage_->resize(1376, 832);
        stage_->show();
        QVERIFY(QTest::qWaitForWindowExposed(stage_.get()));
    }

    void cleanup()
    {
        stage_.reset();
        session_.reset();
    }

    void twenty_pictures_are_relabelled_by_keyboard()
    {
        const QString labels = dir_.filePath(QStringLiteral("idx/train-labels-idx1-ubyte"));
        const QByteArray file = content(labels);
        open(dir_.filePath(QStringLiteral("idx")));
        const std::string before = text();
        const std::string fingerprint = session_->data().dataset()->fingerprint();
        auto* gallery = child<Gallery>();
        auto* strip = child<LabelStrip>();
        auto* bars = child<ClassBars>();
        QTest::mouseClick(bars, Qt::LeftButton, {}, QPoint(60, 2 * 24 + 12));
        QTRY_COMPARE(gallery->rows().size(), std::size_t(50));
        const std::vector<std::uint32_t> shown_rows = gallery->rows().listed();
        QVERIFY(!strip->isVisible());
        gallery->setFocus();
        QTest::keyClick(gallery, Qt::Key_Home);
        QVERIFY(strip->isVisible());
        QVERIFY(strip->height() >= 52);
        QVERIFY(!gallery->is_flashing());
        for (int i = 0; i < 20; ++i)
            QTest::keyClick(gallery, Qt::Key_3);
        QVERIFY(gallery->is_flashing());
        QTRY_VERIFY(!gallery->is_flashing());
        QCOMPARE(edits().size(), std::size_t(20));
        QCOMPARE(gallery->current(), 20); // Each moved on to the next.
        QCOMPARE(undo_text(), QStringLiteral("Undo: Label a row “3”"));
        settle();
        const auto data = session_->data().dataset();
        for (std::size_t i = 0; i < 50; ++i)
            QCOMPARE(data->label(shown_rows[i]), i < 20 ? 3 : 2);
        QVERIFY(data->fingerprint() != fingerprint);
        QCOMPARE(gallery->rows().listed(), shown_rows); // They stay in sight, and so does the filter.
        QCOMPARE(gallery->current(), 20);
        QCOMPARE(bars->chosen(), 2);
        QCOMPARE(content(labels), file);
        // The label of the file is no change.
        QTest::keyClick(gallery, Qt::Key_Home);
        QTest::keyClick(gallery, Qt::Key_2);
        QCOMPARE(edits().size(), std::size_t(19));
        undo_all(21);
        QCOMPARE(text(), before);
        QCOMPARE(session_->data().dataset()->fingerprint(), fingerprint);
        QCOMPARE(content(labels), file);
    }

    void rows_are_chosen_by_mouse_and_keys()
    {
        open(dir_.filePath(QStringLiteral("idx")));
        auto* gallery = child<Gallery>();
        auto* list = child<RowList>();
        const auto click = [&](int index, Qt::KeyboardModifiers keys) {
            QTest::mouseClick(gallery->viewport(), Qt::LeftButton, keys, gallery->tile_rect(index).center());
        };
        click(2, {});
        click(6, Qt::ShiftModifier);
        QCOMPARE(list->chosen_count(), 5);
        click(4, Qt::ControlModifier);
        QCOMPARE(list->chosen(99), (std::vector<std::uint32_t>{2, 3, 5, 6}));
        click(12, Qt::ControlModifier);
        QCOMPARE(list->chosen_count(), 5);
        QTest::keyClick(gallery, Qt::Key_Right, Qt::ShiftModifier);
        QCOMPARE(list->chosen(99), (std::vector<std::uint32_t>{12, 13}));
        QTest::keyClick(gallery, Qt::Key_Right, Qt::ControlModifier); // Only goes there.
        QTest::keyClick(gallery, Qt::Key_Right, Qt::ControlModifier);
        QTest::keyClick(gallery, Qt::Key_Space);
        QCOMPARE(list->chosen(99), (std::vector<std::uint32_t>{12, 13, 15}));
        QTest::keyClick(gallery, Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(list->chosen_count(), 200);
        QTest::keyClick(gallery, Qt::Key_Escape);
        QCOMPARE(list->chosen_count(), 0);
        QVERIFY(!child<LabelStrip>()->isVisible());
    }

    void many_are_changed_at_once()
    {
        open(dir_.filePath(QStringLiteral("idx")));
        const std::string before = text();
        auto* gallery = child<Gallery>();
        auto* list = child<RowList>();
        QTest::mouseClick(gallery->viewport(), Qt::LeftButton, {}, gallery->tile_rect(0).center());
        QTest::keyClick(gallery, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClick(gallery, Qt::Key_0);
        settle();
        QCOMPARE(edits().size(), std::size_t(150)); // A quarter of the 200 is of class 0 already.
        QCOMPARE(list->chosen_count(), 200);        // Several stay chosen.
        QCOMPARE(undo_text(), QStringLiteral("Undo: Label 200 rows “0”"));
        QCOMPARE(session_->data().dataset()->facts().classes.size(), std::size_t(1));
        undo_all(1);
        QCOMPARE(text(), before);
        QCOMPARE(session_->data().dataset()->facts().classes.size(), std::size_t(4));
    }

    void rows_are_excluded_noted_and_found_again()
    {
        open(dir_.filePath(QStringLiteral("idx")));
        const std::string before = text();
        auto* gallery = child<Gallery>();
        auto* strip = child<LabelStrip>();
        auto* parts = child<SegmentedControl>("shown-part");
        QTest::mouseClick(gallery->viewport(), Qt::LeftButton, {}, gallery->tile_rect(5).center());
        QTest::keyClick(gallery, Qt::Key_Right, Qt::ShiftModifier);
        const QImage bright = gallery->viewport()->grab(gallery->tile_rect(5)).toImage();
        QTest::keyClick(gallery, Qt::Key_X);
        QCOMPARE(edits().size(), std::size_t(2));
        QVERIFY(edits().find("", 5)->excluded && edits().find("", 6)->excluded);
        QCOMPARE(undo_text(), QStringLiteral("Undo: Exclude 2 rows"));
        QVERIFY(gallery->viewport()->grab(gallery->tile_rect(5)).toImage() != bright);
        QVERIFY2(gallery->accessibleDescription().startsWith(QStringLiteral("Row 7")), qPrintable(gallery->accessibleDescription()));
        settle();
        QCOMPARE(session_->data().dataset()->facts().rows, std::int64_t(198));
        // A note on another one.
        QTest::mouseClick(gallery->viewport(), Qt::LeftButton, {}, gallery->tile_rect(9).center());
        QTest::keyClick(gallery, Qt::Key_N);
        auto* field = strip->findChild<QLineEdit*>(QStringLiteral("row-text"));
        QVERIFY(field->isVisible() && field->hasFocus());
        QTest::keyClicks(field, QStringLiteral("x3 or 8"));
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(edits().find("", 9)->note, std::string("x3 or 8"));
        QVERIFY(!field->isVisible() && gallery->hasFocus());
        QTest::keyClick(gallery, Qt::Key_N);
        QCOMPARE(field->text(), QStringLiteral("x3 or 8"));
        QTest::keyClicks(field, QStringLiteral("other"));
        QTest::keyClick(field, Qt::Key_Escape);
        QCOMPARE(edits().find("", 9)->note, std::string("x3 or 8"));
        settle();
        // Changed by hand: these three alone.
        for (int i = 0; i < 4; ++i)
            QTest::keyClick(parts, Qt::Key_Right);
        QTRY_COMPARE(gallery->rows().listed(), (std::vector<std::uint32_t>{5, 6, 9}));
        // X again includes them.
        gallery->setFocus();
        QTest::keyClick(gallery, Qt::Key_Home);
        QTest::keyClick(gallery, Qt::Key_Right, Qt::ShiftModifier);
        QTest::keyClick(gallery, Qt::Key_Delete);
        QCOMPARE(edits().size(), std::size_t(1));
        QCOMPARE(undo_text(), QStringLiteral("Undo: Include 2 rows again"));
        undo_all(3);
        QCOMPARE(text(), before);
        QCOMPARE(session_->data().dataset()->facts().rows, std::int64_t(200));
    }

    void what_was_changed_is_seen_by_a_stage_that_is_made_later()
    {
        open(dir_.filePath(QStringLiteral("idx")));
        auto* gallery = child<Gallery>();
        QTest::mouseClick(gallery->viewport(), Qt::LeftButton, {}, gallery->tile_rect(5).center());
        QTest::keyClick(gallery, Qt::Key_X);
        settle();
        stage_.reset(stage_factory(QStringLiteral("data"))(*session_));
        stage_->show();
        settle();
        QVERIFY(child<RowList>()->look(5).excluded);
        QVERIFY(!child<RowList>()->look(5).part);
        QVERIFY(child<RowList>()->look(6).part);
    }

    void rows_of_a_table_are_labelled_too()
    {
        const QString path = points();
        const QByteArray file = content(path);
        open(path);
        DataSetup setup = session_->graph().document().data();
        setup.target = "kind";
        session_->data().change(LOOM_TEXT("Target"), setup);
        settle();
        const std::string before = text();
        auto* table = child<TableView>();
        auto* strip = child<LabelStrip>();
        table->setFocus();
        QTest::keyClick(table, Qt::Key_Home);
        QTest::keyClick(table, Qt::Key_1); // ant, in place of bee.
        QCOMPARE(edits().find("", 0)->label, std::string("ant"));
        QCOMPARE(child<RowList>()->look(0).before, QStringLiteral("bee"));
        // A class that nobody had.
        QTest::keyClick(table, Qt::Key_F2);
        auto* field = strip->findChild<QLineEdit*>(QStringLiteral("row-text"));
        QVERIFY(field->isVisible());
        field->selectAll();
        QTest::keyClicks(field, QStringLiteral("cicada"));
        QTest::keyClick(field, Qt::Key_Return);
        settle();
        QCOMPARE(session_->data().dataset()->facts().classes, (std::vector<std::string>{"ant", "bee", "cicada"}));
        QTest::keyClick(table, Qt::Key_3); // It has a key now.
        settle();
        QCOMPARE(session_->data().dataset()->label(2), 2);
        QCOMPARE(content(path), file);
        undo_all(3);
        QCOMPARE(text(), before);
    }

    void numbers_are_typed()
    {
        open(points()); // The target is y, by its name.
        QCOMPARE(session_->data().dataset()->target(), std::string("y"));
        auto* table = child<TableView>();
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->row_rect(3).center());
        QTest::keyClick(table, Qt::Key_F2);
        auto* field = child<LabelStrip>()->findChild<QLineEdit*>(QStringLiteral("row-text"));
        QCOMPARE(field->text(), QStringLiteral("7.5"));
        field->selectAll();
        QTest::keyClicks(field, QStringLiteral("much"));
        QTest::keyClick(field, Qt::Key_Return);
        QVERIFY(field->isVisible() && !field->property("error").toString().isEmpty());
        QVERIFY(edits().empty());
        field->selectAll();
        QTest::keyClicks(field, QStringLiteral("-8.25"));
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(edits().find("", 3)->label, std::string("-8.25"));
        settle();
        QVERIFY(session_->data().dataset());
    }

    void without_a_target_there_is_nothing_to_label()
    {
        LabelStrip strip;
        strip.set_target({}, {}, Given::Class);
        strip.resize(800, 60);
        strip.show();
        strip.show_choice(1, {}, false, {});
        for (const QPushButton* button : strip.findChildren<QPushButton*>())
            QVERIFY(!button->isVisible() || !button->text().contains(QStringLiteral("F2")));
        QWidget view;
        strip.watch(&view);
        QTest::keyClick(&view, Qt::Key_F2);
        QVERIFY(!strip.findChild<QLineEdit*>(QStringLiteral("row-text"))->isVisible());
        strip.set_target(QStringLiteral("kind"), {}, Given::Class);
        QTest::keyClick(&view, Qt::Key_F2);
        QVERIFY(strip.findChild<QLineEdit*>(QStringLiteral("row-text"))->isVisible());
    }

    void a_click_on_a_bar_shows_its_rows()
    {
        open(points());
        auto* table = child<TableView>();
        auto* detail = child<ColumnDetail>();
        table->set_current_column(0);
        QTest::mouseClick(detail, Qt::LeftButton, {}, detail->bar_rect(0).center());
        settle();
        const auto low = table->rows();
        QVERIFY(!low.empty() && low.size() < 40);
        QCOMPARE(low[0], 0u);
        std::size_t all = 0;
        for (int bar = 0; !detail->bar_rect(bar).isEmpty(); ++bar) {
            QTest::mouseClick(detail, Qt::LeftButton, {}, detail->bar_rect(bar).center());
            settle();
            all += table->rows().size();
        }
        QCOMPARE(all, std::size_t(40)); // Each row is in one bar.
        QVERIFY(child<SearchField>()->property("error").toString().isEmpty());
        table->set_current_column(2);
        QTest::mouseClick(detail, Qt::LeftButton, {}, detail->bar_rect(1).center());
        QTRY_COMPARE(table->rows().size(), std::size_t(20));
    }

    void a_bar_of_few_whole_numbers_is_one_number()
    {
        QByteArray text("grade,kind\n");
        for (int i = 0; i < 30; ++i)
            text += QByteArray::number(999998 + i % 3) + (i % 2 ? ",a\n" : ",b\n");
        open(write(QStringLiteral("grades.csv"), text));
        auto* detail = child<ColumnDetail>();
        child<TableView>()->set_current_column(0);
        QSignalSpy wanted(detail, &ColumnDetail::condition_wanted);
        QTest::mouseClick(detail, Qt::LeftButton, {}, detail->bar_rect(2).center());
        QCOMPARE(wanted.takeFirst().constFirst().toString(), QStringLiteral("\"grade\" = 1000000"));
        QTRY_COMPARE(child<TableView>()->rows().size(), std::size_t(10));
    }

    void an_archive_that_is_dropped_is_read_in_place()
    {
        QByteArray bmp("BM");
        le(bmp, 54 + 48, 4), le(bmp, 0, 4), le(bmp, 54, 4), le(bmp, 40, 4), le(bmp, 4, 4), le(bmp, 4, 4), le(bmp, 1, 2), le(bmp, 24, 2);
        for (int i = 0; i < 6; ++i)
            le(bmp, 0, 4);
        QList<std::pair<QByteArray, QByteArray>> files;
        for (int i = 0; i < 24; ++i)
            files.append({QByteArray("set/") + (i % 2 ? "ant/" : "蜂/") + QByteArray::number(i) + ".bmp", bmp + QByteArray(48, char(5 * i))});
        const QString path = write(QStringLiteral("set.zip"), zip(files));
        QMimeData mime;
        mime.setUrls({QUrl::fromLocalFile(path)});
        QDragEnterEvent enter(QPoint(300, 300), Qt::CopyAction, &mime, Qt::LeftButton, {});
        QApplication::sendEvent(stage_.get(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop(QPointF(300, 300), Qt::CopyAction, &mime, Qt::LeftButton, {});
        QApplication::sendEvent(stage_.get(), &drop);
        QTRY_VERIFY_WITH_TIMEOUT(!session_->data().is_loading(), 20000);
        QVERIFY2(session_->data().dataset(), session_->data().error() ? qPrintable(shown(session_->data().error()->message)) : "");
        settle();
        QCOMPARE(session_->graph().document().data().source, std::string("image_folder"));
        QCOMPARE(session_->data().dataset()->facts().classes, (std::vector<std::string>{"ant", "蜂"}));
        auto* gallery = child<Gallery>();
        QVERIFY(gallery->isVisible());
        QCOMPARE(gallery->rows().size(), std::size_t(24));
        // Its pictures are labelled as any others: by name.
        QTest::mouseClick(gallery->viewport(), Qt::LeftButton, {}, gallery->tile_rect(0).center());
        QTest::keyClick(gallery, Qt::Key_2);
        QCOMPARE(edits().size(), std::size_t(1));
        QVERIFY(QString::fromStdString(edits().all()[0].name).endsWith(QStringLiteral(".bmp")));
        session_->undo_action()->trigger();
        session_->undo_action()->trigger();
        QTRY_VERIFY(!session_->data().dataset());
    }
};

QTEST_MAIN(LabelsTest)
#include "labels_test.moc"
