<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>loom</name>
    <message>
        <source>Use the settings of trial %1</source>
        <translation>采用试验 %1 的设置</translation>
    </message>
</context>
<context>
    <name>loom::FoldModel</name>
    <message>
        <source>Repeat</source>
        <translation>重复</translation>
    </message>
    <message>
        <source>Fold</source>
        <translation>折</translation>
    </message>
    <message>
        <source>Test accuracy</source>
        <translation>测试准确率</translation>
    </message>
    <message>
        <source>Test loss</source>
        <translation>测试损失</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差值</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
</context>
<context>
    <name>loom::FoldsPage</name>
    <message>
        <source>Write a whole number from %1 to %2.</source>
        <translation>请写 %1 到 %2 之间的整数。</translation>
    </message>
    <message>
        <source>%1 has the network, the recipe and the data of this project.</source>
        <translation>%1 的网络、训练方案和数据与本项目相同。</translation>
    </message>
    <message>
        <source>Change something, or choose another one to compare with.</source>
        <translation>改动一处，或另选一个来比较。</translation>
    </message>
    <message>
        <source>Compare with a project</source>
        <translation>与另一个项目比较</translation>
    </message>
    <message>
        <source>Layerloom projects (*.loom)</source>
        <translation>层织项目 (*.loom)</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>another project…</source>
        <translation>另一个项目…</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>Preparing</source>
        <translation>准备中</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练中</translation>
    </message>
    <message>
        <source>Pausing</source>
        <translation>正在暂停</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n fold(s)</source>
        <translation>
            <numerusform>%1 / %n 折</numerusform>
        </translation>
    </message>
    <message>
        <source>Epoch %1 of %2</source>
        <translation>第 %1 轮，共 %2 轮</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>The folds are being prepared</source>
        <translation>正在准备各折</translation>
    </message>
    <message>
        <source>How good is it on what it has not seen?</source>
        <translation>对没见过的数据，它有多好？</translation>
    </message>
    <message>
        <source>The data is cut into equal parts. For each part in turn the network is trained on all the others and judged on it, each as a run of its own. The mean of them says more than one split, and two networks can be compared fold by fold. Repeats draw other parts and begin with other seeds.</source>
        <translation>数据被切成相等的几份。轮流留出一份，在其余各份上训练网络并用留出的那份评判，每次都是一次单独的运行。它们的平均值比单次划分更可靠，两个网络还可以逐折比较。重复时会换别的份，并从别的随机种子开始。</translation>
    </message>
    <message>
        <source>%1: %2, one fold</source>
        <translation>%1：%2，只有一折</translation>
    </message>
    <message numerus="yes">
        <source>%1: test accuracy %2 ± %3 (95% interval, %n fold(s))</source>
        <translation>
            <numerusform>%1：测试准确率 %2 ± %3（95% 区间，%n 折）</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: test loss %2 ± %3 (95% interval, %n fold(s))</source>
        <translation>
            <numerusform>%1：测试损失 %2 ± %3（95% 区间，%n 折）</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 (p = %2).</source>
        <translation>%1（p = %2）。</translation>
    </message>
    <message>
        <source>Folds</source>
        <translation>折数</translation>
    </message>
    <message>
        <source>Repeats</source>
        <translation>重复次数</translation>
    </message>
    <message>
        <source>Epochs each</source>
        <translation>每折轮数</translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation>与之比较</translation>
    </message>
    <message>
        <source>Into how many parts the rows are cut</source>
        <translation>把各行切成几份</translation>
    </message>
    <message>
        <source>How often, each time with other parts and another seed</source>
        <translation>做几遍，每遍换别的份和别的随机种子</translation>
    </message>
    <message>
        <source>Empty: as many as the recipe says</source>
        <translation>留空：按训练方案的轮数</translation>
    </message>
    <message>
        <source>A run, or the file of another project, that is judged on the same folds</source>
        <translation>一次运行或另一个项目的文件，在同样的折上评判</translation>
    </message>
    <message>
        <source>as the recipe</source>
        <translation>同训练方案</translation>
    </message>
    <message>
        <source>Begin anew</source>
        <translation>重新开始</translation>
    </message>
    <message>
        <source>New folds, also where the same was asked before</source>
        <translation>重新做各折，即使以前问过同样的问题</translation>
    </message>
</context>
<context>
    <name>loom::ImportanceBars</name>
    <message>
        <source>What each setting explains by itself</source>
        <translation>各设置单独的影响</translation>
    </message>
    <message>
        <source>How much of the differences between trials each setting explains by itself. What is left of 100% is said by several together.</source>
        <translation>各设置单独能解释多少试验之间的差异。其余部分由多项设置共同解释。</translation>
    </message>
    <message numerus="yes">
        <source>From %n trial(s) with different results on, it is told here which settings matter. Fewer cannot tell that from chance.</source>
        <translation>
            <numerusform>至少有 %n 个结果不同的试验之后，这里才说明哪些设置重要。更少则无法与偶然区分。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>loom::ParallelPlot</name>
    <message>
        <source>Trials by settings and result</source>
        <translation>各试验的设置与结果</translation>
    </message>
    <message>
        <source>Drag along an axis to keep the trials that pass there.</source>
        <translation>沿坐标轴拖动，只保留经过该段的试验。</translation>
    </message>
</context>
<context>
    <name>loom::ParetoPlot</name>
    <message>
        <source>Trials that were trained to their end stand here by what they cost.</source>
        <translation>训练完成的试验按其代价显示在这里。</translation>
    </message>
    <message>
        <source>Result by cost</source>
        <translation>结果与代价</translation>
    </message>
</context>
<context>
    <name>loom::PinList</name>
    <message>
        <source>Nothing is pinned, so a search varies these. The pin beside any setting, here and in Design, chooses others.</source>
        <translation>未选定任何设置，因此搜索会改变以下各项。点击任一设置旁的图钉（此处或“设计”中）可另选。</translation>
    </message>
    <message>
        <source>The pin beside any setting, here and in Design, adds it.</source>
        <translation>点击任一设置旁的图钉（此处或“设计”中）即可加入。</translation>
    </message>
    <message>
        <source>%1, from</source>
        <translation>%1，下限</translation>
    </message>
    <message>
        <source>%1, to</source>
        <translation>%1，上限</translation>
    </message>
    <message>
        <source>by factors</source>
        <translation>按倍数</translation>
    </message>
    <message>
        <source>Equal factors are tried equally often, not equal differences: 0.001 to 0.01 as often as 0.01 to 0.1.</source>
        <translation>按相等的倍数而不是相等的差值取值：0.001 到 0.01 与 0.01 到 0.1 尝试得一样多。</translation>
    </message>
    <message>
        <source>%1, by factors</source>
        <translation>%1，按倍数</translation>
    </message>
    <message>
        <source>%1, values</source>
        <translation>%1，取值</translation>
    </message>
    <message>
        <source>Do not vary %1</source>
        <translation>不改变%1</translation>
    </message>
    <message>
        <source>Name at least one value, with commas between them.</source>
        <translation>至少写一个值，用逗号分隔。</translation>
    </message>
</context>
<context>
    <name>loom::SearchFields</name>
    <message>
        <source>Write a number up to %1, or nothing.</source>
        <translation>请填写不超过 %1 的数，或留空。</translation>
    </message>
    <message>
        <source>Way of searching</source>
        <translation>搜索方式</translation>
    </message>
    <message>
        <source>Trials</source>
        <translation>试验</translation>
    </message>
    <message>
        <source>Epochs each</source>
        <translation>每个的轮数</translation>
    </message>
    <message>
        <source>Stop bad trials early</source>
        <translation>早停较差的试验</translation>
    </message>
    <message>
        <source>Minutes at most</source>
        <translation>最多分钟数</translation>
    </message>
    <message>
        <source>Parameters at most</source>
        <translation>最多参数量</translation>
    </message>
    <message>
        <source>Prediction at most, ms</source>
        <translation>预测耗时上限，ms</translation>
    </message>
    <message>
        <source>How the next trial is chosen</source>
        <translation>如何选择下一个试验</translation>
    </message>
    <message>
        <source>How many trials in all, with those that are there already</source>
        <translation>试验总数，包括已有的</translation>
    </message>
    <message>
        <source>Empty: as many as the recipe says</source>
        <translation>留空：按训练方案的轮数</translation>
    </message>
    <message>
        <source>After 1, N, N·N … epochs only the best Nth of the trials goes on</source>
        <translation>在 1、N、N·N … 轮之后，只有最好的 N 分之一试验继续</translation>
    </message>
    <message>
        <source>The search ends after so many minutes of training. A trial in progress is interrupted; it goes on when there is more time.</source>
        <translation>训练满这么多分钟后搜索结束。进行中的试验会中断，有更多时间时再继续。</translation>
    </message>
    <message>
        <source>Larger networks are passed over</source>
        <translation>跳过更大的网络</translation>
    </message>
    <message>
        <source>Networks that take longer to predict one sample, on the device in use, are passed over. It is measured before each trial.</source>
        <translation>跳过在所用设备上预测一个样本耗时更长的网络。每个试验开始前测量。</translation>
    </message>
    <message>
        <source>as the recipe</source>
        <translation>同训练方案</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>the worse half</source>
        <translation>较差的一半</translation>
    </message>
    <message>
        <source>all but a third</source>
        <translation>只留三分之一</translation>
    </message>
    <message>
        <source>all but a quarter</source>
        <translation>只留四分之一</translation>
    </message>
</context>
<context>
    <name>loom::SearchPage</name>
    <message>
        <source>The search is being opened</source>
        <translation>正在打开搜索</translation>
    </message>
    <message>
        <source>Trial %1 of %2</source>
        <translation>试验 %1 / %2</translation>
    </message>
    <message numerus="yes">
        <source>%n trial(s)</source>
        <translation>
            <numerusform>%n 个试验</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n trial(s); there is nothing more to try</source>
        <translation>
            <numerusform>%n 个试验；没有更多可尝试的</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n trial(s); the time is used up</source>
        <translation>
            <numerusform>%n 个试验；时间已用完</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n trial(s); ask for more to go on</source>
        <translation>
            <numerusform>%n 个试验；增加试验数即可继续</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 trials; it goes on where it was left</source>
        <translation>%1 / %2 个试验；将从中断处继续</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>Preparing</source>
        <translation>准备中</translation>
    </message>
    <message>
        <source>Searching</source>
        <translation>搜索中</translation>
    </message>
    <message>
        <source>Pausing</source>
        <translation>正在暂停</translation>
    </message>
    <message>
        <source>Epoch %1 of %2</source>
        <translation>第 %1 轮，共 %2 轮</translation>
    </message>
    <message>
        <source>%1 of training</source>
        <translation>训练用时 %1</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Start search</source>
        <translation>开始搜索</translation>
    </message>
    <message>
        <source>A search finds good settings</source>
        <translation>搜索可以找到合适的设置</translation>
    </message>
    <message>
        <source>It trains the network again and again with other settings, each as a run of its own, learns from the results what to try next, and says which settings are best and which matter.</source>
        <translation>它用不同的设置反复训练网络，每次都是一次独立的运行；根据结果决定下一次尝试什么，并说明哪些设置最好、哪些设置重要。</translation>
    </message>
    <message>
        <source>time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>parameters</source>
        <translation>参数量</translation>
    </message>
    <message>
        <source>No trial has a result yet</source>
        <translation>还没有试验得出结果</translation>
    </message>
    <message>
        <source>Best: %1</source>
        <translation>最佳：%1</translation>
    </message>
    <message>
        <source>Trials</source>
        <translation>试验</translation>
    </message>
    <message>
        <source>Begin anew</source>
        <translation>重新开始</translation>
    </message>
    <message>
        <source>A new search, also where the same was asked before</source>
        <translation>新建搜索，即使之前有相同的搜索</translation>
    </message>
    <message>
        <source>What is varied</source>
        <translation>改变哪些设置</translation>
    </message>
    <message>
        <source>All trials</source>
        <translation>全部试验</translation>
    </message>
    <message>
        <source>Which settings matter</source>
        <translation>哪些设置重要</translation>
    </message>
    <message>
        <source>Result and cost</source>
        <translation>结果与代价</translation>
    </message>
    <message>
        <source>Use these settings</source>
        <translation>采用这些设置</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数量</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>代价</translation>
    </message>
    <message numerus="yes">
        <source>%n trial(s); the time is used up, and the last one is interrupted</source>
        <translation>
            <numerusform>%n 个试验；时间已用完，最后一个已中断</numerusform>
        </translation>
    </message>
    <message>
        <source>Measured where there is a limit on it</source>
        <translation>设有上限时才测量</translation>
    </message>
    <message>
        <source>one prediction</source>
        <translation>一次预测</translation>
    </message>
    <message>
        <source>Prediction</source>
        <translation>预测耗时</translation>
    </message>
    <message>
        <source>Layerloom</source>
        <translation>层织</translation>
    </message>
    <message>
        <source>What is asked now is not what %1 asked.</source>
        <translation>现在要搜索的与 %1 不同。</translation>
    </message>
    <message>
        <source>The network, the recipe, what is varied or how it is searched has changed since. Going on tries more of what %1 varies, from the settings it had.</source>
        <translation>网络、训练方案、变动的设置或搜索方式在那之后改过。继续则按 %1 原来的设置再试它所变动的内容。</translation>
    </message>
    <message>
        <source>Go on with %1</source>
        <translation>继续 %1</translation>
    </message>
    <message>
        <source>Begin a new search</source>
        <translation>开始新的搜索</translation>
    </message>
    <message>
        <source>No row is held back for validation, so trials are compared by how well they know what they trained on. Give the validation part a share in Data to find what holds for new rows.</source>
        <translation>没有留出验证集，因此试验之间比较的是训练集上的表现。请在“数据”中为验证集分出一部分，才能找到对新数据也好的设置。</translation>
    </message>
</context>
<context>
    <name>loom::StudyWords</name>
    <message>
        <source>Accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Trial %1</source>
        <translation>试验 %1</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
</context>
<context>
    <name>loom::TrialModel</name>
    <message>
        <source>Trial</source>
        <translation>试验</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>轮数</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数量</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Prediction</source>
        <translation>预测耗时</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>未测量</translation>
    </message>
</context>
<context>
    <name>loom::TrialTable</name>
    <message>
        <source>Trials</source>
        <translation>试验</translation>
    </message>
</context>
</TS>
