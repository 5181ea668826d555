<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="en">
<context>
    <name>loom::AuditPanel</name>
    <message numerus="yes">
        <source>Show %n row(s)</source>
        <translation>
            <numerusform>Show %n row</numerusform>
            <numerusform>Show %n rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 Hz, %n channel(s)</source>
        <translation>
            <numerusform>%1 Hz, %n channel</numerusform>
            <numerusform>%1 Hz, %n channels</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln word(s)</source>
        <translation>
            <numerusform>%Ln word</numerusform>
            <numerusform>%Ln words</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln character(s)</source>
        <translation>
            <numerusform>%Ln character</numerusform>
            <numerusform>%Ln characters</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln piece(s) between blanks</source>
        <translation>
            <numerusform>%Ln piece between blanks</numerusform>
            <numerusform>%Ln pieces between blanks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln subword(s)</source>
        <translation>
            <numerusform>%Ln subword</numerusform>
            <numerusform>%Ln subwords</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>loom::Background</name>
    <message numerus="yes">
        <source>Search: %n trials</source>
        <translation>
            <numerusform>Search: %n trial</numerusform>
            <numerusform>Search: %n trials</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n training(s) wait in the queue.</source>
        <translation>
            <numerusform>%n training waits in the queue.</numerusform>
            <numerusform>%n trainings wait in the queue.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n fold(s)</source>
        <translation>
            <numerusform>%1 of %n fold</numerusform>
            <numerusform>%1 of %n folds</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>loom::DesignStage</name>
    <message numerus="yes">
        <source>%n node(s)</source>
        <translation>
            <numerusform>%n node</numerusform>
            <numerusform>%n nodes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n link(s)</source>
        <translation>
            <numerusform>%n link</numerusform>
            <numerusform>%n links</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>%n selected</numerusform>
            <numerusform>%n selected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>±%1 in %n past run(s)</source>
        <translation>
            <numerusform>±%1 in %n past run</numerusform>
            <numerusform>±%1 in %n past runs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>loom::EndNotice</name>
    <message numerus="yes">
        <source>%1, %2: %n epochs</source>
        <translation>
            <numerusform>%1, %2: %n epoch</numerusform>
            <numerusform>%1, %2: %n epochs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %n trials</source>
        <translation>
            <numerusform>%1: %n trial</numerusform>
            <numerusform>%1: %n trials</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %n fold(s)</source>
        <translation>
            <numerusform>%1: %n fold</numerusform>
            <numerusform>%1: %n folds</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>loom::ErrorPopover</name>
    <message numerus="yes">
        <source>%n more repair(s)</source>
        <translation>
            <numerusform>%n more repair</numerusform>
            <numerusform>%n more repairs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>loom::EvaluateStage</name>
    <message numerus="yes">
        <source>%Ln sample(s)</source>
        <translation>
            <numerusform>%Ln sample</numerusform>
            <numerusform>%Ln samples</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %Ln picture(s)</source>
        <translation>
            <numerusform>in %Ln picture</numerusform>
            <numerusform>in %Ln pictures</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>loom::ExportCard</name>
    <message numerus="yes">
        <source>%n tensor(s)</source>
        <translation>
            <numerusform>%n tensor</numerusform>
            <numerusform>%n tensors</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>on %Ln test sample(s)</source>
        <translation>
            <numerusform>on %Ln test sample</numerusform>
            <numerusform>on %Ln test samples</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>loom::FoldsPage</name>
    <message numerus="yes">
        <source>%1 of %n fold(s)</source>
        <translation>
            <numerusform>%1 of %n fold</numerusform>
            <numerusform>%1 of %n folds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: test accuracy %2 ± %3 (95% interval, %n fold(s))</source>
        <translation>
            <numerusform>%1: test accuracy %2 ± %3 (95% interval, %n fold)</numerusform>
            <numerusform>%1: test accuracy %2 ± %3 (95% interval, %n folds)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: test loss %2 ± %3 (95% interval, %n fold(s))</source>
        <translation>
            <numerusform>%1: test loss %2 ± %3 (95% interval, %n fold)</numerusform>
            <numerusform>%1: test loss %2 ± %3 (95% interval, %n folds)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>loom::ImportanceBars</name>
    <message numerus="yes">
        <source>From %n trial(s) with different results on, it is told here which settings matter. Fewer cannot tell that from chance.</source>
        <translation>
            <numerusform>From %n trial with different results on, it is told here which settings matter. Fewer cannot tell that from chance.</numerusform>
            <numerusform>From %n trials with different results on, it is told here which settings matter. Fewer cannot tell that from chance.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>loom::Inspector</name>
    <message numerus="yes">
        <source>%n node(s) selected</source>
        <translation>
            <numerusform>%n node selected</numerusform>
            <numerusform>%n nodes selected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Changes count in all %n copies, but for what a copy has in its own way.</source>
        <translation>
            <numerusform>Changes count in the one copy, but for what it has in its own way.</numerusform>
            <numerusform>Changes count in all %n copies, but for what a copy has in its own way.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>loom::ProblemsPanel</name>
    <message numerus="yes">
        <source>%n error(s)</source>
        <translation>
            <numerusform>%n error</numerusform>
            <numerusform>%n errors</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s)</source>
        <translation>
            <numerusform>%n warning</numerusform>
            <numerusform>%n warnings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hint(s)</source>
        <translation>
            <numerusform>%n hint</numerusform>
            <numerusform>%n hints</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>loom::QueuePanel</name>
    <message numerus="yes">
        <source>%n epoch(s)</source>
        <translation>
            <numerusform>%n epoch</numerusform>
            <numerusform>%n epochs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>loom::RailItem</name>
    <message numerus="yes">
        <source>%n error(s)</source>
        <translation>
            <numerusform>%n error</numerusform>
            <numerusform>%n errors</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>loom::RecentList</name>
    <message numerus="yes">
        <source>%n minute(s) ago</source>
        <translation>
            <numerusform>%n minute ago</numerusform>
            <numerusform>%n minutes ago</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>loom::RunBin</name>
    <message numerus="yes">
        <source>%n runs are in the bin</source>
        <translation>
            <numerusform>%n run is in the bin</numerusform>
            <numerusform>%n runs are in the bin</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>loom::RunLedger</name>
    <message numerus="yes">
        <source>%n run(s)</source>
        <translation>
            <numerusform>%n run</numerusform>
            <numerusform>%n runs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>loom::RunTableModel</name>
    <message numerus="yes">
        <source>%n run(s)</source>
        <translation>
            <numerusform>%n run</numerusform>
            <numerusform>%n runs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>loom::SearchPage</name>
    <message numerus="yes">
        <source>%n trial(s)</source>
        <translation>
            <numerusform>%n trial</numerusform>
            <numerusform>%n trials</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n trial(s); there is nothing more to try</source>
        <translation>
            <numerusform>%n trial; there is nothing more to try</numerusform>
            <numerusform>%n trials; there is nothing more to try</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n trial(s); the time is used up</source>
        <translation>
            <numerusform>%n trial; the time is used up</numerusform>
            <numerusform>%n trials; the time is used up</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n trial(s); ask for more to go on</source>
        <translation>
            <numerusform>%n trial; ask for more to go on</numerusform>
            <numerusform>%n trials; ask for more to go on</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n trial(s); the time is used up, and the last one is interrupted</source>
        <translation>
            <numerusform>%n trial; the time is used up, and it is interrupted</numerusform>
            <numerusform>%n trials; the time is used up, and the last one is interrupted</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>loom::Session</name>
    <message numerus="yes">
        <source>CPU · %n thread(s)</source>
        <translation>
            <numerusform>CPU · %n thread</numerusform>
            <numerusform>CPU · %n threads</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>loom::StepEditor</name>
    <message numerus="yes">
        <source>%n column(s) are new.</source>
        <translation>
            <numerusform>%n column is new.</numerusform>
            <numerusform>%n columns are new.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n column(s) are left out.</source>
        <translation>
            <numerusform>%n column is left out.</numerusform>
            <numerusform>%n columns are left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The network gets %n number(s) from these columns.</source>
        <translation>
            <numerusform>The network gets %n number from these columns.</numerusform>
            <numerusform>The network gets %n numbers from these columns.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n column(s) get another name.</source>
        <translation>
            <numerusform>%n column gets another name.</numerusform>
            <numerusform>%n columns get another name.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>loom::StepPanel</name>
    <message numerus="yes">
        <source>%1 is repeated %n times; this is the first time.</source>
        <translation>
            <numerusform>%1 is repeated once.</numerusform>
            <numerusform>%1 is repeated %n times; this is the first time.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>loom::StepsSection</name>
    <message numerus="yes">
        <source>%n row(s) left out</source>
        <translation>
            <numerusform>%n row left out</numerusform>
            <numerusform>%n rows left out</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n column(s)</source>
        <translation>
            <numerusform>%n column</numerusform>
            <numerusform>%n columns</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n value(s)</source>
        <translation>
            <numerusform>%n value</numerusform>
            <numerusform>%n values</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) an epoch</source>
        <translation>
            <numerusform>%n row an epoch</numerusform>
            <numerusform>%n rows an epoch</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>loom::SuggestionPanel</name>
    <message numerus="yes">
        <source>It takes the place of the present network (%n layer(s)); Undo brings that back.</source>
        <translation>
            <numerusform>It takes the place of the present network (%n layer); Undo brings that back.</numerusform>
            <numerusform>It takes the place of the present network (%n layers); Undo brings that back.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new step(s)</source>
        <translation>
            <numerusform>%n new step</numerusform>
            <numerusform>%n new steps</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>loom::TableView</name>
    <message numerus="yes">
        <source>%n different</source>
        <translation>
            <numerusform>%n different</numerusform>
            <numerusform>%n different</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>loom::Told</name>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The largest of %n value(s) is %1.</source>
        <translation>
            <numerusform>The largest of %n value is %1.</numerusform>
            <numerusform>The largest of %n values is %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The smallest of %n value(s) is %1.</source>
        <translation>
            <numerusform>The smallest of %n value is %1.</numerusform>
            <numerusform>The smallest of %n values is %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Its share: e^%1 out of the sum of e^x of %n value(s) is %2.</source>
        <translation>
            <numerusform>Its share: e^%1 out of the sum of e^x of %n value is %2.</numerusform>
            <numerusform>Its share: e^%1 out of the sum of e^x of %n values is %2.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The logarithm of its share of %n value(s): %1.</source>
        <translation>
            <numerusform>The logarithm of its share of %n value: %1.</numerusform>
            <numerusform>The logarithm of its share of %n values: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more: together %1</source>
        <translation>
            <numerusform>%n more: %1</numerusform>
            <numerusform>%n more: together %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All ways to spell the %n label(s) in these steps together have probability %1, the likeliest one %2. The loss is −ln of that for each label: %3.</source>
        <translation>
            <numerusform>All ways to spell the %n label in these steps together have probability %1, the likeliest one %2. The loss is −ln of all: %3.</numerusform>
            <numerusform>All ways to spell the %n labels in these steps together have probability %1, the likeliest one %2. The loss is −ln of all, for each label: %3.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>loom::TrainDoctor</name>
    <message numerus="yes">
        <source>%n finding(s)</source>
        <translation>
            <numerusform>%n finding</numerusform>
            <numerusform>%n findings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ignored · show</source>
        <translation>
            <numerusform>%n ignored · show</numerusform>
            <numerusform>%n ignored · show</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>loom::TrainFacts</name>
    <message numerus="yes">
        <source>Queue: %n run(s) after this one</source>
        <translation>
            <numerusform>Queue: %n run after this one</numerusform>
            <numerusform>Queue: %n runs after this one</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>loom::TrainPlots</name>
    <message numerus="yes">
        <source>% · %n core(s)</source>
        <translation>
            <numerusform>% · %n core</numerusform>
            <numerusform>% · %n cores</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 · %n seed(s)</source>
        <translation>
            <numerusform>%1 · %n seed</numerusform>
            <numerusform>%1 · %n seeds</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>loom::TrainStage</name>
    <message numerus="yes">
        <source>%n run(s) cannot be read.</source>
        <translation>
            <numerusform>%n run cannot be read.</numerusform>
            <numerusform>%n runs cannot be read.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>loom::UnitSection</name>
    <message numerus="yes">
        <source>%n copy/copies. What is changed here is changed in each.</source>
        <translation>
            <numerusform>%n copy. What is changed here is changed in it.</numerusform>
            <numerusform>%n copies. What is changed here is changed in each.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>loom::WelcomeStage</name>
    <message numerus="yes">
        <source>%n network(s), without data</source>
        <translation>
            <numerusform>%n network, without data</numerusform>
            <numerusform>%n networks, without data</numerusform>
        </translation>
    </message>
</context>
</TS>
