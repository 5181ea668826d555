<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>loom::AnswerStrip</name>
    <message>
        <source>%1 of %2 right</source>
        <translation>%2 个中答对 %1 个</translation>
    </message>
    <message>
        <source>True: %1</source>
        <translation>真实：%1</translation>
    </message>
</context>
<context>
    <name>loom::RateCurveView</name>
    <message>
        <source>Loss over the learning rates that were tried</source>
        <translation>各个试过的学习率下的损失</translation>
    </message>
    <message>
        <source>%1 is suggested.</source>
        <translation>建议 %1。</translation>
    </message>
    <message>
        <source>None is suggested.</source>
        <translation>没有建议。</translation>
    </message>
    <message>
        <source>loss %1</source>
        <translation>损失 %1</translation>
    </message>
    <message>
        <source>learning rate, log</source>
        <translation>学习率（对数）</translation>
    </message>
    <message>
        <source>Learning rate %1: loss %2</source>
        <translation>学习率 %1：损失 %2</translation>
    </message>
</context>
<context>
    <name>loom::RateFinderBox</name>
    <message>
        <source>Set %1 to %2</source>
        <translation>把“%1”设为 %2</translation>
    </message>
    <message>
        <source>The loss falls fastest at %1.</source>
        <translation>损失在 %1 处下降最快。</translation>
    </message>
    <message>
        <source>The loss fell at no learning rate that was tried.</source>
        <translation>试过的学习率都没有使损失下降。</translation>
    </message>
    <message>
        <source>It goes astray at %1.</source>
        <translation>在 %1 处发散。</translation>
    </message>
    <message>
        <source>Trains a little while the rate grows, and looks at the loss. Keeps no run.</source>
        <translation>训练片刻，其间学习率逐步增大，观察损失。不留下运行。</translation>
    </message>
    <message>
        <source>Use %1</source>
        <translation>采用 %1</translation>
    </message>
    <message>
        <source>Find a learning rate</source>
        <translation>寻找学习率</translation>
    </message>
    <message>
        <source>Learning rates are tried</source>
        <translation>正在尝试各个学习率</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>loom::RecipeForm</name>
    <message>
        <source>Set %1 to %2</source>
        <translation>把“%1”设为 %2</translation>
    </message>
    <message>
        <source>Set loss to %1</source>
        <translation>将损失设为 %1</translation>
    </message>
    <message>
        <source>Set optimiser to %1</source>
        <translation>将优化器设为 %1</translation>
    </message>
    <message>
        <source>Objective</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Optimiser</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>Batches</source>
        <translation>批次</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>Run on</source>
        <translation>运行于</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>线程数</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>GPU</source>
        <translation>GPU</translation>
    </message>
    <message>
        <source>reference</source>
        <translation>参考实现</translation>
    </message>
    <message>
        <source>all %1</source>
        <translation>全部 %1</translation>
    </message>
</context>
<context>
    <name>loom::RunColumns</name>
    <message>
        <source>Val. acc. %</source>
        <translation>验证准确率 %</translation>
    </message>
    <message>
        <source>Validation accuracy of the best epoch, in percent</source>
        <translation>最佳轮次的验证准确率（%）</translation>
    </message>
    <message>
        <source>Val. loss</source>
        <translation>验证损失</translation>
    </message>
    <message>
        <source>Validation loss of the best epoch</source>
        <translation>最佳轮次的验证损失</translation>
    </message>
    <message>
        <source>Best ep.</source>
        <translation>最佳轮次</translation>
    </message>
    <message>
        <source>Best epoch</source>
        <translation>最佳轮次</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>Training time, pauses left out</source>
        <translation>训练用时（不含暂停）</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Params</source>
        <translation>参数量</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数量</translation>
    </message>
    <message>
        <source>Test acc. %</source>
        <translation>测试准确率 %</translation>
    </message>
    <message>
        <source>Test accuracy, in percent</source>
        <translation>测试准确率（%）</translation>
    </message>
    <message>
        <source>Test loss</source>
        <translation>测试损失</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>轮数</translation>
    </message>
    <message>
        <source>Epochs asked for</source>
        <translation>要求的轮数</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>批大小</translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation>批大小</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Cross-entropy</source>
        <translation>交叉熵</translation>
    </message>
    <message>
        <source>Optimiser</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Version of the data</source>
        <translation>数据版本</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>线程数</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>开始时间</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>Most memory that was held</source>
        <translation>内存峰值</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Version of Layerloom</source>
        <translation>层织的版本</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Continues</source>
        <translation>接续自</translation>
    </message>
    <message>
        <source>The run, and its epoch, from which this one went on</source>
        <translation>这次运行从哪次运行的哪一轮继续</translation>
    </message>
    <message>
        <source>%1, epoch %2</source>
        <translation>%1 第 %2 轮</translation>
    </message>
</context>
<context>
    <name>loom::RunList</name>
    <message>
        <source>Run %1</source>
        <translation>运行 %1</translation>
    </message>
</context>
<context>
    <name>loom::RunTable</name>
    <message>
        <source>As at the beginning</source>
        <translation>恢复默认</translation>
    </message>
</context>
<context>
    <name>loom::RunTableModel</name>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>正在停止</translation>
    </message>
    <message>
        <source>Show %1 in the plots</source>
        <translation>在图中显示%1</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Without a tag</source>
        <translation>无标签</translation>
    </message>
    <message>
        <source>Without data</source>
        <translation>无数据</translation>
    </message>
    <message>
        <source>%1 + %2 more</source>
        <translation>%1 等另外 %2 次</translation>
    </message>
    <message>
        <source>%1: seeds %2</source>
        <translation>%1：随机种子 %2</translation>
    </message>
    <message>
        <source>baseline</source>
        <translation>基线</translation>
    </message>
    <message>
        <source>Name of the run</source>
        <translation>运行名称</translation>
    </message>
    <message>
        <source>Tags, with commas between them</source>
        <translation>标签，用逗号分隔</translation>
    </message>
    <message>
        <source>%1: %2 from the baseline, %3</source>
        <translation>%1：与基线“%3”相差 %2</translation>
    </message>
    <message>
        <source>%1, baseline</source>
        <translation>%1，基线</translation>
    </message>
    <message>
        <source>%1, %2 from the baseline</source>
        <translation>%1，与基线相差 %2</translation>
    </message>
    <message>
        <source>Group %1, folded</source>
        <translation>分组“%1”，已折叠</translation>
    </message>
    <message>
        <source>Group %1, open</source>
        <translation>分组“%1”，已展开</translation>
    </message>
    <message numerus="yes">
        <source>%n run(s)</source>
        <translation>
            <numerusform>%n 次运行</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>loom::ScheduleCurve</name>
    <message>
        <source>Learning rate over the epochs</source>
        <translation>各轮的学习率</translation>
    </message>
    <message>
        <source>From %1 at the start to %2 at the end; between %3 and %4.</source>
        <translation>从开始的 %1 到结束的 %2;介于 %3 与 %4 之间。</translation>
    </message>
    <message>
        <source>Epoch %1: %2</source>
        <translation>第 %1 轮:%2</translation>
    </message>
    <message>
        <source>at most %1</source>
        <translation>最大 %1</translation>
    </message>
    <message>
        <source>at the end %1</source>
        <translation>结束时 %1</translation>
    </message>
    <message>
        <source>epoch %1</source>
        <translation>第 %1 轮</translation>
    </message>
    <message>
        <source>less when it stalls</source>
        <translation>停滞时降低</translation>
    </message>
</context>
<context>
    <name>loom::SpreadRows</name>
    <message>
        <source>%1, epoch %2: from %3 to %4</source>
        <translation>%1，第 %2 轮：从 %3 到 %4</translation>
    </message>
</context>
</TS>
