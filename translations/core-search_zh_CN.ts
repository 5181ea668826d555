<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>loom</name>
    <message>
        <source>%1 ± %2 points</source>
        <translation>%1 ± %2 个百分点</translation>
    </message>
    <message>
        <source>%1 ± %2 of loss</source>
        <translation>%1 ± %2（损失）</translation>
    </message>
    <message>
        <source>%1 is better than %2 by %3; %4 of %5 repeats</source>
        <translation>%1 比 %2 好 %3；%5 次重复中有 %4 次</translation>
    </message>
    <message>
        <source>%1 is not clearly better than %2: %3; %4 of %5 repeats</source>
        <translation>%1 并不明显好于 %2：%3；%5 次重复中有 %4 次</translation>
    </message>
    <message>
        <source>The rows are split by time, and folds would learn from later rows than those that they are judged on.</source>
        <translation>各行按时间划分，而 k 折会用比评估的行更晚的行来学习。</translation>
    </message>
    <message>
        <source>Choose another way of splitting, or judge by the newest rows alone.</source>
        <translation>请选择其他划分方式，或只用最新的行评估。</translation>
    </message>
    <message>
        <source>There is no setting “%1” to search over.</source>
        <translation>没有设置“%1”可供搜索。</translation>
    </message>
    <message>
        <source>Write batch_size, learning_rate, or a node&apos;s number or name, a dot and the key of its setting, as in 4.units.</source>
        <translation>请写 batch_size、learning_rate，或节点的编号或名称，加一个点和设置的键，如 4.units。</translation>
    </message>
    <message>
        <source>“%1” says no range or values to search over.</source>
        <translation>“%1”没有给出要搜索的范围或取值。</translation>
    </message>
    <message>
        <source>Write KEY=LOW..HIGH, KEY=LOW..HIGH:log or KEY=A,B,C.</source>
        <translation>请写 KEY=LOW..HIGH、KEY=LOW..HIGH:log 或 KEY=A,B,C。</translation>
    </message>
    <message>
        <source>%1, an entry</source>
        <translation>%1，条目</translation>
    </message>
    <message>
        <source>%1: “%2” has the wrong type.</source>
        <translation>%1：“%2”的类型不对。</translation>
    </message>
    <message>
        <source>A search cannot vary %1: %2</source>
        <translation>搜索无法改变 %1：%2</translation>
    </message>
    <message>
        <source>it names columns of the data.</source>
        <translation>它指定数据的列。</translation>
    </message>
    <message>
        <source>there is no whole number in that range.</source>
        <translation>这个范围内没有整数。</translation>
    </message>
    <message>
        <source>Make the range wider.</source>
        <translation>请扩大范围。</translation>
    </message>
    <message>
        <source>it is no number.</source>
        <translation>它不是数字。</translation>
    </message>
    <message>
        <source>Name the values that it may have.</source>
        <translation>请列出它可以取的值。</translation>
    </message>
    <message>
        <source>There is no usual range for %1.</source>
        <translation>%1 没有常用的范围。</translation>
    </message>
    <message>
        <source>Another program is busy with %1.</source>
        <translation>另一个程序正在使用 %1。</translation>
    </message>
    <message>
        <source>Wait for it, or begin a new one with --new.</source>
        <translation>请等它结束，或用 --new 重新开始。</translation>
    </message>
    <message>
        <source>The folder for studies, %1, cannot be made.</source>
        <translation>无法创建研究文件夹 %1。</translation>
    </message>
    <message>
        <source>Nothing with the number %1 waits in the queue.</source>
        <translation>队列中没有编号为 %1 的等待项。</translation>
    </message>
    <message>
        <source>%1 lacks an entry or has one of the wrong type.</source>
        <translation>%1 缺少条目，或有条目类型不对。</translation>
    </message>
    <message>
        <source>Begin a new one with --new.</source>
        <translation>请用 --new 重新开始。</translation>
    </message>
    <message>
        <source>%1 does not hold the trials of this search.</source>
        <translation>%1 中的试验不属于这次搜索。</translation>
    </message>
    <message>
        <source>There is no unit “%1” that can stand in the place of %2.</source>
        <translation>没有名为“%1”的单元可以放在“%2”的位置。</translation>
    </message>
    <message>
        <source>Choose one of: %1.</source>
        <translation>请从中选择：%1。</translation>
    </message>
    <message>
        <source>No other unit can stand in the place of %1, and it cannot be left out.</source>
        <translation>没有别的单元可以放在“%1”的位置，它也不能被旁路。</translation>
    </message>
    <message>
        <source>Make a unit with as many entrances and exits first.</source>
        <translation>请先做一个入口和出口数目相同的单元。</translation>
    </message>
    <message>
        <source>Stopped early</source>
        <translation>早停</translation>
    </message>
    <message>
        <source>Passed over</source>
        <translation>已跳过</translation>
    </message>
    <message>
        <source>The time of one prediction could not be measured, and the limit on it was not held against this trial: %1</source>
        <translation>无法测量一次预测的耗时，因此没有用时间上限衡量这次试验：%1</translation>
    </message>
    <message>
        <source>%1 cannot be moved beside the other project.</source>
        <translation>无法把 %1 移到另一个项目旁。</translation>
    </message>
    <message>
        <source>%1 asks for %2 folds and %3 repeats, and that cannot be.</source>
        <translation>%1 要求 %2 折、%3 次重复，这是不可能的。</translation>
    </message>
</context>
<context>
    <name>loom::FoldStudy</name>
    <message>
        <source>There must be at least 2 folds, not %1.</source>
        <translation>至少要有 2 折，而不是 %1 折。</translation>
    </message>
    <message>
        <source>5 and 10 are usual.</source>
        <translation>通常取 5 或 10。</translation>
    </message>
    <message>
        <source>Fold %1 of repeat %2 failed: %3</source>
        <translation>第 %2 次重复的第 %1 折失败：%3</translation>
    </message>
    <message>
        <source>Mend that, and begin anew with --new.</source>
        <translation>请修正它，然后用 --new 重新开始。</translation>
    </message>
    <message>
        <source>The test part is empty, and nothing is left to judge the runs by.</source>
        <translation>测试集是空的，无法评判这些运行。</translation>
    </message>
    <message>
        <source>Give the test part a share of the rows.</source>
        <translation>请分给测试集一部分行。</translation>
    </message>
    <message>
        <source>The run with the seed %1 failed: %2</source>
        <translation>种子为 %1 的运行失败：%2</translation>
    </message>
    <message>
        <source>%1 and %2 would be judged on other rows.</source>
        <translation>%1 和 %2 判断所用的行不同。</translation>
    </message>
    <message>
        <source>%1 and %2 would be judged on other rows, so their folds are not the same.</source>
        <translation>%1 和 %2 判断所用的行不同，因此它们的折不相同。</translation>
    </message>
    <message>
        <source>Give both the same data, target and way of splitting, with the same seed.</source>
        <translation>请让两者使用相同的数据、目标列、划分方式和种子。</translation>
    </message>
    <message>
        <source>%1 and %2 have other losses, and one of them says nothing of the other.</source>
        <translation>%1 和 %2 的损失函数不同，数值无法相互比较。</translation>
    </message>
    <message>
        <source>Give both the same loss.</source>
        <translation>请让两者使用相同的损失函数。</translation>
    </message>
</context>
<context>
    <name>loom::Queue</name>
    <message>
        <source>The queue %1 cannot be kept there.</source>
        <translation>队列 %1 无法保存在那里。</translation>
    </message>
    <message>
        <source>Another program is busy with the queue %1.</source>
        <translation>另一个程序正在使用队列 %1。</translation>
    </message>
    <message>
        <source>%1: “%2” has the wrong type.</source>
        <translation>%1：“%2”的类型不对。</translation>
    </message>
    <message>
        <source>Wait for it, or keep another queue with --in.</source>
        <translation>请等它结束，或用 --in 另存一个队列。</translation>
    </message>
</context>
<context>
    <name>loom::Study</name>
    <message>
        <source>There is no way of searching called “%1”.</source>
        <translation>没有名为“%1”的搜索方式。</translation>
    </message>
    <message>
        <source>Choose one of: %1.</source>
        <translation>请从中选择：%1。</translation>
    </message>
    <message>
        <source>It has %1 parameters, more than %2.</source>
        <translation>它有 %1 个参数，超过 %2 个。</translation>
    </message>
    <message>
        <source>One prediction takes %1 ms, more than %2 ms.</source>
        <translation>一次预测需要 %1 ms，超过 %2 ms。</translation>
    </message>
</context>
</TS>
