<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>loom</name>
    <message>
        <source>%1 · trained %2</source>
        <translation>%1 · 训练于 %2</translation>
    </message>
    <message>
        <source>Reads one picture of %1 pixels.</source>
        <translation>读入一张 %1 像素的图片。</translation>
    </message>
    <message>
        <source>Reads one row of %1 numbers: %2.</source>
        <translation>读入一行 %1 个数：%2。</translation>
    </message>
    <message>
        <source>Reads one sample of shape %1.</source>
        <translation>读入一个形状为 %1 的样本。</translation>
    </message>
    <message>
        <source>Answers with one of %1 classes: %2.</source>
        <translation>给出 %1 个类别之一：%2。</translation>
    </message>
    <message>
        <source>Answers with %1 numbers.</source>
        <translation>给出 %1 个数。</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>95% interval</source>
        <translation>95% 区间</translation>
    </message>
    <message>
        <source>Test samples</source>
        <translation>测试样本</translation>
    </message>
    <message>
        <source>Where it errs</source>
        <translation>错在哪里</translation>
    </message>
    <message>
        <source>No errors on the test part.</source>
        <translation>在测试集上没有错误。</translation>
    </message>
    <message>
        <source>Most often takes %1 for %2 (%3 of %4). Weakest class: %5, F1 %6.</source>
        <translation>最常把 %1 当作 %2（%4 个中有 %3 个）。最弱的类别：%5，F1 %6。</translation>
    </message>
    <message>
        <source>How good it is</source>
        <translation>效果如何</translation>
    </message>
    <message>
        <source>Mean absolute error</source>
        <translation>平均绝对误差</translation>
    </message>
    <message>
        <source>Root mean square error</source>
        <translation>均方根误差</translation>
    </message>
    <message>
        <source>R²</source>
        <translation>R²</translation>
    </message>
    <message>
        <source>It was not judged on test samples.</source>
        <translation>尚未用测试样本评估。</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Train, validation, test</source>
        <translation>训练、验证、测试</translation>
    </message>
    <message>
        <source>Fingerprint</source>
        <translation>指纹</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数量</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Optimiser</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>Best epoch</source>
        <translation>最佳轮次</translation>
    </message>
    <message>
        <source>Repeat it</source>
        <translation>如何复现</translation>
    </message>
    <message>
        <source>Seed %1, %2, %3 threads. With these the weights come out the same, bit for bit.</source>
        <translation>随机种子 %1，%2，%3 个线程。照此重复，权重逐位相同。</translation>
    </message>
    <message>
        <source>Run %1</source>
        <translation>运行 %1</translation>
    </message>
    <message>
        <source>Seed %1, %2, one thread. With these the weights come out the same, bit for bit.</source>
        <translation>随机种子 %1，%2，单线程。以此重训，权重逐位一致。</translation>
    </message>
    <message>
        <source>It is being judged on the test samples.</source>
        <translation>正在用测试样本评估。</translation>
    </message>
    <message>
        <source>As the data gives it</source>
        <translation>数据自带</translation>
    </message>
    <message>
        <source>Random</source>
        <translation>随机</translation>
    </message>
    <message>
        <source>Random, by class</source>
        <translation>分层随机</translation>
    </message>
    <message>
        <source>By group</source>
        <translation>按分组</translation>
    </message>
    <message>
        <source>By time</source>
        <translation>按时间</translation>
    </message>
    <message>
        <source>k-fold</source>
        <translation>k 折交叉验证</translation>
    </message>
    <message>
        <source>Gives %1 answers at once: %2.</source>
        <translation>一次给出 %1 个答案：%2。</translation>
    </message>
    <message>
        <source>Its other answers</source>
        <translation>其他输出</translation>
    </message>
    <message>
        <source>%1, accuracy</source>
        <translation>%1，准确率</translation>
    </message>
    <message>
        <source>%1, R²</source>
        <translation>%1，R²</translation>
    </message>
    <message>
        <source>Finds objects of %1 classes: %2.</source>
        <translation>查找 %1 类物体：%2。</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精确率</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>召回率</translation>
    </message>
    <message>
        <source>mAP@0.5</source>
        <translation>mAP@0.5</translation>
    </message>
</context>
<context>
    <name>loom::ArchitectureCard</name>
    <message>
        <source>%1 parameters</source>
        <translation>%1 个参数</translation>
    </message>
</context>
<context>
    <name>loom::AuditPanel</name>
    <message>
        <source>Row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>部分</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Show the column</source>
        <translation>查看该列</translation>
    </message>
    <message>
        <source>Audit</source>
        <translation>数据体检</translation>
    </message>
    <message>
        <source>Data audit</source>
        <translation>数据体检</translation>
    </message>
    <message>
        <source>Sample</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>Step %1 mends it.</source>
        <translation>第 %1 步已处理。</translation>
    </message>
    <message>
        <source>The recipe takes care of it.</source>
        <translation>训练配方已处理。</translation>
    </message>
    <message>
        <source>Show the first %1 rows</source>
        <translation>查看前 %1 行</translation>
    </message>
    <message numerus="yes">
        <source>Show %n row(s)</source>
        <translation>
            <numerusform>查看 %n 行</numerusform>
        </translation>
    </message>
    <message>
        <source>Mend “%1”</source>
        <translation>处理“%1”</translation>
    </message>
    <message>
        <source>Mend all findings</source>
        <translation>处理全部问题</translation>
    </message>
    <message>
        <source>Looking through the data…</source>
        <translation>正在检查数据…</translation>
    </message>
    <message>
        <source>Nothing stands out</source>
        <translation>没有发现问题</translation>
    </message>
    <message>
        <source>All checks were done.</source>
        <translation>已完成全部检查。</translation>
    </message>
    <message>
        <source>Mend all %1</source>
        <translation>修复全部 %1 项</translation>
    </message>
    <message>
        <source>can be undone</source>
        <translation>可撤销</translation>
    </message>
    <message>
        <source>Excluded by hand</source>
        <translation>已手动排除</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>未使用</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>时长</translation>
    </message>
    <message>
        <source>Sampled</source>
        <translation>采样</translation>
    </message>
    <message numerus="yes">
        <source>%1 Hz, %n channel(s)</source>
        <translation>
            <numerusform>%1 Hz，%n 个声道</numerusform>
        </translation>
    </message>
    <message>
        <source>Pitch, upwards</source>
        <translation>音高（自下而上）</translation>
    </message>
    <message>
        <source>0 to %1 Hz</source>
        <translation>0–%1 Hz</translation>
    </message>
    <message>
        <source>Loudness, dark to light</source>
        <translation>响度（由暗到亮）</translation>
    </message>
    <message>
        <source>−80 to 0 dB</source>
        <translation>−80–0 dB</translation>
    </message>
    <message>
        <source>Choose a tile in the gallery</source>
        <translation>在图库中选择一个样本</translation>
    </message>
    <message>
        <source>Text of the sample</source>
        <translation>样本的文本</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>空格</translation>
    </message>
    <message>
        <source>The split takes care of it.</source>
        <translation>划分方式已处理此问题。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln word(s)</source>
        <translation>
            <numerusform>%Ln 个词</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln character(s)</source>
        <translation>
            <numerusform>%Ln 个字符</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln piece(s) between blanks</source>
        <translation>
            <numerusform>按空白分为 %Ln 段</numerusform>
        </translation>
    </message>
    <message>
        <source>Cut by step %1</source>
        <translation>由第 %1 步切分</translation>
    </message>
    <message>
        <source>Cut into words</source>
        <translation>按词切分</translation>
    </message>
    <message numerus="yes">
        <source>%Ln subword(s)</source>
        <translation>
            <numerusform>%Ln 个子词</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>loom::Background</name>
    <message>
        <source>Layerloom</source>
        <translation>层织</translation>
    </message>
    <message>
        <source>A search is in progress.</source>
        <translation>正在搜索。</translation>
    </message>
    <message>
        <source>%1 is in progress.</source>
        <translation>%1 正在进行。</translation>
    </message>
    <message>
        <source>It can go on without the window. What is left goes on later from where it was; nothing is lost.</source>
        <translation>关闭窗口后可以继续在后台训练。退出则以后可以从中断处继续，不会丢失任何结果。</translation>
    </message>
    <message>
        <source>Close, keep training</source>
        <translation>关闭窗口，继续训练</translation>
    </message>
    <message>
        <source>Quit, go on later</source>
        <translation>退出，以后继续</translation>
    </message>
    <message>
        <source>Show Layerloom</source>
        <translation>显示层织</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Stop and keep best</source>
        <translation>停止并保留最佳</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message numerus="yes">
        <source>Search: %n trials</source>
        <translation>
            <numerusform>搜索：%n 次试验</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: epoch %2 of %3, %4 left</source>
        <translation>%1：第 %2 轮，共 %3 轮，剩余 %4</translation>
    </message>
    <message>
        <source>Training has ended</source>
        <translation>训练已结束</translation>
    </message>
    <message numerus="yes">
        <source>%n training(s) wait in the queue.</source>
        <translation>
            <numerusform>队列中有 %n 个训练在等待。</numerusform>
        </translation>
    </message>
    <message>
        <source>A k-fold is in progress.</source>
        <translation>交叉验证正在进行。</translation>
    </message>
    <message>
        <source>A run is in progress.</source>
        <translation>有训练正在进行。</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n fold(s)</source>
        <translation>
            <numerusform>%1 / %n 折</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>loom::ColumnMenu</name>
    <message>
        <source>Predict this column</source>
        <translation>设为目标列</translation>
    </message>
    <message>
        <source>Predict “%1”</source>
        <translation>把“%1”设为目标列</translation>
    </message>
    <message>
        <source>Take “%1” as %2</source>
        <translation>把“%1”的类型改为%2</translation>
    </message>
    <message>
        <source>Sort descending</source>
        <translation>降序排序</translation>
    </message>
    <message>
        <source>Sort ascending</source>
        <translation>升序排序</translation>
    </message>
    <message>
        <source>As in the file</source>
        <translation>恢复文件顺序</translation>
    </message>
</context>
<context>
    <name>loom::CommandList</name>
    <message>
        <source>No command has this name</source>
        <translation>没有这样的命令</translation>
    </message>
</context>
<context>
    <name>loom::CompareView</name>
    <message>
        <source>The project as it is now</source>
        <translation>项目当前的样子</translation>
    </message>
    <message>
        <source>A project file…</source>
        <translation>项目文件…</translation>
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
        <source>%1 parameters</source>
        <translation>%1 个参数</translation>
    </message>
    <message>
        <source>Recipe: </source>
        <translation>训练方案：</translation>
    </message>
    <message>
        <source>Data: </source>
        <translation>数据：</translation>
    </message>
    <message>
        <source>added</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>更改</translation>
    </message>
    <message>
        <source>Comparing…</source>
        <translation>正在比较…</translation>
    </message>
    <message>
        <source>Network, recipe and data are the same.</source>
        <translation>网络、训练方案和数据都相同。</translation>
    </message>
    <message>
        <source>%1 added</source>
        <translation>新增 %1</translation>
    </message>
    <message>
        <source>%1 removed</source>
        <translation>删除 %1</translation>
    </message>
    <message>
        <source>%1 changed</source>
        <translation>更改 %1</translation>
    </message>
    <message>
        <source>Back to the graph</source>
        <translation>返回网络图</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>List of differences</source>
        <translation>差异列表</translation>
    </message>
    <message>
        <source>First graph</source>
        <translation>第一个网络图</translation>
    </message>
    <message>
        <source>Second graph</source>
        <translation>第二个网络图</translation>
    </message>
    <message>
        <source>Leave %1</source>
        <translation>离开“%1”</translation>
    </message>
</context>
<context>
    <name>loom::DataStage</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Open a data file…</source>
        <translation>打开数据文件…</translation>
    </message>
    <message>
        <source>Open a data folder…</source>
        <translation>打开数据文件夹…</translation>
    </message>
    <message>
        <source>Sources</source>
        <translation>数据源</translation>
    </message>
    <message>
        <source>Open a data file</source>
        <translation>打开数据文件</translation>
    </message>
    <message>
        <source>Open a data folder</source>
        <translation>打开数据文件夹</translation>
    </message>
    <message>
        <source>Gallery</source>
        <translation>图库</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>No data yet</source>
        <translation>还没有数据</translation>
    </message>
    <message>
        <source>Reading the data</source>
        <translation>正在读取数据</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Size of the tiles</source>
        <translation>图块大小</translation>
    </message>
    <message>
        <source>No data</source>
        <translation>没有数据</translation>
    </message>
    <message>
        <source>%1 pictures, %2 set aside</source>
        <translation>%1 张图片，搁置 %2 张</translation>
    </message>
    <message>
        <source>%1 rows, %2 set aside</source>
        <translation>%1 行，搁置 %2 行</translation>
    </message>
    <message>
        <source>Data audit</source>
        <translation>数据体检</translation>
    </message>
    <message>
        <source>The data cannot be opened</source>
        <translation>无法打开数据</translation>
    </message>
    <message>
        <source>The bar at the top says why. Open other data, or undo the step.</source>
        <translation>原因见顶部的提示条。可以打开其他数据，或撤销这一步。</translation>
    </message>
    <message>
        <source>Making the data</source>
        <translation>正在生成数据</translation>
    </message>
    <message>
        <source>Reading %1</source>
        <translation>正在读取 %1</translation>
    </message>
    <message>
        <source>%1 pictures</source>
        <translation>%1 张图片</translation>
    </message>
    <message>
        <source>%1 rows</source>
        <translation>%1 行</translation>
    </message>
    <message>
        <source>Source files are never changed</source>
        <translation>源文件不会被改动</translation>
    </message>
    <message>
        <source>Data (*.csv *.tsv *.txt *.json *.jsonl *.ndjson *.xlsx *.npz *.npy *.zip *.tar *.tgz *.gz *.xz *.bz2 *.zst *.bin *-ubyte);;All files (*)</source>
        <translation>数据 (*.csv *.tsv *.txt *.json *.jsonl *.ndjson *.xlsx *.npz *.npy *.zip *.tar *.tgz *.gz *.xz *.bz2 *.zst *.bin *-ubyte);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Condition on the rows</source>
        <translation>行的筛选条件</translation>
    </message>
    <message>
        <source>Show all rows</source>
        <translation>显示全部行</translation>
    </message>
    <message>
        <source>Conditions such as: city = Paris and age &lt; 30</source>
        <translation>条件，如：城市 = 上海 且 年龄 &lt; 30</translation>
    </message>
    <message>
        <source>Open a table (CSV, Excel, JSON, NumPy), or a folder of pictures, sounds or texts with one sub-folder per class; archives too. Or drop them here.</source>
        <translation>请打开表格（CSV、Excel、JSON、NumPy），或按类别分子文件夹的图片、声音、文本文件夹，压缩包也可以。也可拖到这里。</translation>
    </message>
    <message>
        <source>Row %1</source>
        <translation>第 %1 行</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>改过的</translation>
    </message>
    <message>
        <source>No row was changed by hand</source>
        <translation>没有手动改过的行</translation>
    </message>
    <message>
        <source>The data has no pictures, sounds or long texts</source>
        <translation>数据中没有图片、声音或较长的文本</translation>
    </message>
    <message>
        <source>First %1 rows; the rest is being read</source>
        <translation>前 %1 行；其余正在读取</translation>
    </message>
    <message>
        <source>%1 of %2 rows looked through</source>
        <translation>已查看 %1 / %2 行</translation>
    </message>
    <message>
        <source>Valid.</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>Sorting the rows…</source>
        <translation>正在排序…</translation>
    </message>
    <message>
        <source>%1, descending</source>
        <translation>按“%1”降序</translation>
    </message>
    <message>
        <source>%1, ascending</source>
        <translation>按“%1”升序</translation>
    </message>
    <message>
        <source>Sorted by %1. Show the rows as in the file.</source>
        <translation>已按“%1”排序。点击恢复文件顺序。</translation>
    </message>
    <message>
        <source>Filter: %1</source>
        <translation>筛选：%1</translation>
    </message>
</context>
<context>
    <name>loom::DesignStage</name>
    <message>
        <source>%1 / sample</source>
        <translation>%1 / 样本</translation>
    </message>
    <message numerus="yes">
        <source>%n node(s)</source>
        <translation>
            <numerusform>%n 个节点</numerusform>
        </translation>
    </message>
    <message>
        <source>, </source>
        <translation>，</translation>
    </message>
    <message numerus="yes">
        <source>%n link(s)</source>
        <translation>
            <numerusform>%n 条连线</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>已选 %n 个</numerusform>
        </translation>
    </message>
    <message>
        <source>Drag a wire to empty canvas to see layers that fit</source>
        <translation>把连线拖到空白处，可查看能接上的层</translation>
    </message>
    <message>
        <source>main graph</source>
        <translation>主图</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数量</translation>
    </message>
    <message>
        <source>Multiply-adds</source>
        <translation>乘加次数</translation>
    </message>
    <message>
        <source>Activations</source>
        <translation>激活内存</translation>
    </message>
    <message>
        <source>Arrange automatically</source>
        <translation>自动排列</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>网络层</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>每步</translation>
    </message>
    <message numerus="yes">
        <source>±%1 in %n past run(s)</source>
        <translation>
            <numerusform>%n 次历史运行中误差不超过 %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Find a node</source>
        <translation>查找节点</translation>
    </message>
    <message>
        <source>Save the graph as a picture</source>
        <translation>将网络图保存为图片</translation>
    </message>
    <message>
        <source>SVG, lines and text (*.svg)</source>
        <translation>SVG，线条与文字 (*.svg)</translation>
    </message>
    <message>
        <source>PDF, one page (*.pdf)</source>
        <translation>PDF，单页 (*.pdf)</translation>
    </message>
    <message>
        <source>PNG, 192 points an inch (*.png)</source>
        <translation>PNG，每英寸 192 点 (*.png)</translation>
    </message>
    <message>
        <source>Saved: %1</source>
        <translation>已保存：%1</translation>
    </message>
    <message>
        <source>Back to %1</source>
        <translation>返回%1</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Compare this graph with a run or with another project</source>
        <translation>把当前网络图与某次运行或另一个项目比较</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>代码</translation>
    </message>
    <message>
        <source>Show the network as PyTorch or Keras source</source>
        <translation>以 PyTorch 或 Keras 源码显示网络</translation>
    </message>
    <message>
        <source>Compare with…</source>
        <translation>比较…</translation>
    </message>
    <message>
        <source>Show the source of the network</source>
        <translation>显示网络的源码</translation>
    </message>
    <message>
        <source>Show in each node what it gives for a sample (%1)</source>
        <translation>在每个节点里显示它对一个样本给出的值（%1）</translation>
    </message>
    <message>
        <source>Activations need data: choose some in Data</source>
        <translation>激活值需要数据：先在“数据”中选择</translation>
    </message>
    <message>
        <source>Add a note</source>
        <translation>添加注释</translation>
    </message>
    <message>
        <source>Frame the selection</source>
        <translation>给所选节点加分组框</translation>
    </message>
    <message>
        <source>Activations</source>
        <comment>values that nodes give</comment>
        <translation>激活值</translation>
    </message>
    <message>
        <source>Show activations in the nodes</source>
        <translation>在节点里显示激活值</translation>
    </message>
    <message>
        <source>Step through: follow one sample through the network and back</source>
        <translation>逐步查看：跟随一个样本走过网络再返回</translation>
    </message>
    <message>
        <source>Step to the next node</source>
        <translation>走到下一个节点</translation>
    </message>
    <message>
        <source>Step to the previous node</source>
        <translation>走到上一个节点</translation>
    </message>
    <message>
        <source>Step through</source>
        <translation>逐步查看</translation>
    </message>
    <message>
        <source>Memory to train, batch %1</source>
        <translation>训练所需内存，批大小 %1</translation>
    </message>
</context>
<context>
    <name>loom::DropArea</name>
    <message>
        <source>or drop a file or a folder here</source>
        <translation>或把文件、文件夹拖到这里</translation>
    </message>
    <message>
        <source>Tables, pictures, sounds, texts, ZIP</source>
        <translation>表格、图片、声音、文本、ZIP</translation>
    </message>
</context>
<context>
    <name>loom::EndNotice</name>
    <message>
        <source>Training has failed</source>
        <translation>训练失败</translation>
    </message>
    <message>
        <source>%1, %2: %3</source>
        <translation>%1，%2：%3</translation>
    </message>
    <message numerus="yes">
        <source>%1, %2: %n epochs</source>
        <translation>
            <numerusform>%1，%2：%n 轮</numerusform>
        </translation>
    </message>
    <message>
        <source>loss %1</source>
        <translation>损失 %1</translation>
    </message>
    <message>
        <source>accuracy %1</source>
        <translation>准确率 %1</translation>
    </message>
    <message>
        <source>%1, the best was number %2: %3</source>
        <translation>%1，最佳为第 %2 轮：%3</translation>
    </message>
    <message>
        <source>Training has finished</source>
        <translation>训练完成</translation>
    </message>
    <message>
        <source>The search has failed</source>
        <translation>搜索失败</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message numerus="yes">
        <source>%1: %n trials</source>
        <translation>
            <numerusform>%1：%n 次试验</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, best %2</source>
        <translation>%1，最佳 %2</translation>
    </message>
    <message>
        <source>The search has ended</source>
        <translation>搜索结束</translation>
    </message>
    <message>
        <source>The k-fold has failed</source>
        <translation>交叉验证失败</translation>
    </message>
    <message>
        <source>The k-fold has ended</source>
        <translation>交叉验证已结束</translation>
    </message>
    <message numerus="yes">
        <source>%1: %n fold(s)</source>
        <translation>
            <numerusform>%1：%n 折</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>loom::EpochPanel</name>
    <message>
        <source>Tick a run in the ledger to see what its network was like after each epoch.</source>
        <translation>在下方选中一次运行，即可查看网络在每一轮之后的样子。</translation>
    </message>
    <message>
        <source>Reading the epochs of this run…</source>
        <translation>正在读取此次运行的各轮记录…</translation>
    </message>
    <message>
        <source>After the first epoch: what the network answers to the same few samples, epoch by epoch.</source>
        <translation>第一轮结束后，这里逐轮显示网络对同一组样本的回答。</translation>
    </message>
    <message>
        <source>This run has kept no record of its epochs.</source>
        <translation>此次运行没有留下各轮的记录。</translation>
    </message>
    <message>
        <source>epoch %1</source>
        <translation>第 %1 轮</translation>
    </message>
    <message>
        <source>live</source>
        <translation>实时</translation>
    </message>
    <message>
        <source>newest</source>
        <translation>最新</translation>
    </message>
    <message>
        <source>earlier</source>
        <translation>回看</translation>
    </message>
    <message>
        <source>Fixed samples</source>
        <translation>固定样本</translation>
    </message>
    <message>
        <source>Confusion matrix</source>
        <translation>混淆矩阵</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>各层</translation>
    </message>
    <message>
        <source>Filters</source>
        <translation>卷积核</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Gradients</source>
        <translation>梯度</translation>
    </message>
    <message>
        <source>Outputs</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>What is shown of the layers</source>
        <translation>显示各层的哪种数值</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>轮</translation>
    </message>
    <message>
        <source>Back through the epochs: samples, matrix, layers, filters, and a line in the curves</source>
        <translation>回看各轮：样本、混淆矩阵、各层、卷积核，以及曲线上的一条线</translation>
    </message>
    <message>
        <source>Gradients of weights</source>
        <translation>权重梯度</translation>
    </message>
    <message>
        <source>This run has kept none of these.</source>
        <translation>此次运行没有保存这一类数值。</translation>
    </message>
    <message>
        <source>How the numbers are spread: the ridge is this epoch&apos;s, below it all epochs, the first at the top. Gradients are those of the loss by what a layer gave, gradients of weights those by its weights.</source>
        <translation>数值的分布：山形是这一轮的，下方色带是所有轮，第一轮在最上面。梯度是损失对该层输出的梯度，权重梯度是损失对该层权重的梯度。</translation>
    </message>
    <message>
        <source>What this run has kept of its epochs is damaged.</source>
        <translation>此次运行保存的各轮记录已损坏。</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>loom::EvaluateStage</name>
    <message>
        <source>%1 of %2 samples</source>
        <translation>%1 / %2 个样本</translation>
    </message>
    <message>
        <source>by name</source>
        <translation>按名称</translation>
    </message>
    <message>
        <source>by F1</source>
        <translation>按 F1</translation>
    </message>
    <message>
        <source>by samples</source>
        <translation>按样本数</translation>
    </message>
    <message>
        <source>Row %1 of the data</source>
        <translation>数据的第 %1 行</translation>
    </message>
    <message>
        <source>True %1, predicted %2</source>
        <translation>真实 %1，预测 %2</translation>
    </message>
    <message>
        <source>No run</source>
        <translation>没有运行</translation>
    </message>
    <message>
        <source>The data has no such part.</source>
        <translation>数据没有这一部分。</translation>
    </message>
    <message>
        <source>The data has changed since this run</source>
        <translation>数据在这次运行之后变过</translation>
    </message>
    <message>
        <source>No data yet</source>
        <translation>还没有数据</translation>
    </message>
    <message>
        <source>A network is judged on samples it has not learned from.</source>
        <translation>网络要用它没有学过的样本来评估。</translation>
    </message>
    <message>
        <source>Open data</source>
        <translation>打开数据</translation>
    </message>
    <message>
        <source>Nothing is trained yet</source>
        <translation>还没有训练过</translation>
    </message>
    <message>
        <source>Train a network, then see here how good it is and where it errs.</source>
        <translation>训练一个网络，然后在这里查看它有多好、错在哪里。</translation>
    </message>
    <message>
        <source>Go to Train</source>
        <translation>转到“训练”</translation>
    </message>
    <message>
        <source>This part has no samples</source>
        <translation>这一部分没有样本</translation>
    </message>
    <message>
        <source>Choose the other part, or set aside samples in Data.</source>
        <translation>请选择另一部分，或在“数据”中划出样本。</translation>
    </message>
    <message>
        <source>Judging %1</source>
        <translation>正在评估%1</translation>
    </message>
    <message>
        <source>Could not be judged</source>
        <translation>无法评估</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再试一次</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Judged in %1</source>
        <translation>评估用时 %1</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>95% interval %1–%2</source>
        <translation>95% 区间 %1–%2</translation>
    </message>
    <message>
        <source>Macro F1</source>
        <translation>宏平均 F1</translation>
    </message>
    <message>
        <source>lowest: %1</source>
        <translation>最低：%1</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>%1 wrong</source>
        <translation>%1 个错误</translation>
    </message>
    <message>
        <source>Mean absolute error</source>
        <translation>平均绝对误差</translation>
    </message>
    <message>
        <source>Root mean square error</source>
        <translation>均方根误差</translation>
    </message>
    <message>
        <source>1 is perfect, 0 is the mean</source>
        <translation>1 为完美，0 相当于取均值</translation>
    </message>
    <message>
        <source>Largest errors</source>
        <translation>误差最大的样本</translation>
    </message>
    <message>
        <source>least confident first</source>
        <translation>置信度最低的在前</translation>
    </message>
    <message>
        <source>most confident errors first</source>
        <translation>置信度最高的错误在前</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>Row %</source>
        <translation>按行 %</translation>
    </message>
    <message>
        <source>Confusion matrix</source>
        <translation>混淆矩阵</translation>
    </message>
    <message>
        <source>Predicted against true</source>
        <translation>预测值与真实值</translation>
    </message>
    <message>
        <source>click a cell to see its samples</source>
        <translation>点击格子查看样本</translation>
    </message>
    <message>
        <source>Per class</source>
        <translation>各类别</translation>
    </message>
    <message>
        <source>scale %1 to 100%</source>
        <translation>刻度 %1 到 100%</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message numerus="yes">
        <source>%Ln sample(s)</source>
        <translation>
            <numerusform>%Ln 个样本</numerusform>
        </translation>
    </message>
    <message>
        <source>Reading the data</source>
        <translation>正在读取数据</translation>
    </message>
    <message>
        <source>No samples in this cell</source>
        <translation>这一格没有样本</translation>
    </message>
    <message>
        <source>Click a picture to see which row of the data it is</source>
        <translation>点击图片查看它在数据中的行号</translation>
    </message>
    <message>
        <source>Rows are the true class, columns the answer. Errors darken with the logarithm of their count.</source>
        <translation>行为真实类别，列为预测类别；错误的颜色深浅按数量的对数。</translation>
    </message>
    <message>
        <source>Dots on the dashed line are predicted exactly.</source>
        <translation>落在虚线上的点预测完全准确。</translation>
    </message>
    <message>
        <source>Click a class to see its right answers, the least confident first</source>
        <translation>点击类别查看判对的样本，置信度低的在前</translation>
    </message>
    <message>
        <source>Not judged</source>
        <translation>尚未评估</translation>
    </message>
    <message>
        <source>Judging was cancelled.</source>
        <translation>评估已取消。</translation>
    </message>
    <message>
        <source>Judge now</source>
        <translation>立即评估</translation>
    </message>
    <message>
        <source>%1: accuracy %2</source>
        <translation>%1：准确率 %2</translation>
    </message>
    <message>
        <source>%1: R² %2</source>
        <translation>%1：R² %2</translation>
    </message>
    <message>
        <source>%1: mAP@0.5 %2</source>
        <translation>%1：mAP@0.5 %2</translation>
    </message>
    <message>
        <source>mean of the average precision of all classes</source>
        <translation>各类别平均精确率的均值</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精确率</translation>
    </message>
    <message>
        <source>of what was found from 50% on</source>
        <translation>占置信度 50% 以上的检出物体的比例</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>召回率</translation>
    </message>
    <message>
        <source>of what is there</source>
        <translation>占真实物体的比例</translation>
    </message>
    <message>
        <source>Objects</source>
        <translation>物体数</translation>
    </message>
    <message numerus="yes">
        <source>in %Ln picture(s)</source>
        <translation>
            <numerusform>在 %Ln 张图片中</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 found</source>
        <translation>找到 %1 个</translation>
    </message>
    <message>
        <source>%1 missed</source>
        <translation>漏掉 %1 个</translation>
    </message>
    <message>
        <source>most mistakes first</source>
        <translation>错误最多的在前</translation>
    </message>
    <message>
        <source>Objects true and found</source>
        <translation>真实物体与找到的物体</translation>
    </message>
    <message>
        <source>Objects of the class %1</source>
        <translation>类别 %1 的物体</translation>
    </message>
    <message>
        <source>Blue: true objects. Orange and dashed: found ones, and how sure the network is of them.</source>
        <translation>蓝色：真实物体。橙色虚线：找到的物体及其置信度。</translation>
    </message>
    <message>
        <source>Click a class to see its objects alone</source>
        <translation>点击类别，只查看该类的物体</translation>
    </message>
    <message>
        <source>Go to Data</source>
        <translation>转到“数据”</translation>
    </message>
</context>
<context>
    <name>loom::ExportCard</name>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>Checking</source>
        <translation>核对中</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>已核对</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Largest difference</source>
        <translation>最大差异</translation>
    </message>
    <message>
        <source>Same answer</source>
        <translation>答案一致</translation>
    </message>
    <message>
        <source>Read back</source>
        <translation>读回</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message numerus="yes">
        <source>%n tensor(s)</source>
        <translation>
            <numerusform>%n 个张量</numerusform>
        </translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>One sample</source>
        <translation>单个样本</translation>
    </message>
    <message>
        <source>Export again</source>
        <translation>再次导出</translation>
    </message>
    <message>
        <source>Export and check</source>
        <translation>导出并核对</translation>
    </message>
    <message>
        <source>Show file</source>
        <translation>显示文件</translation>
    </message>
    <message>
        <source>about %1</source>
        <translation>约 %1</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>核对方式</translation>
    </message>
    <message numerus="yes">
        <source>on %Ln test sample(s)</source>
        <translation>
            <numerusform>用 %Ln 个测试样本</numerusform>
        </translation>
    </message>
    <message>
        <source>on random samples</source>
        <translation>用随机样本</translation>
    </message>
    <message>
        <source>weights read back</source>
        <translation>逐个读回权重</translation>
    </message>
    <message>
        <source>by Python, where installed</source>
        <translation>用 Python 运行（若已安装）</translation>
    </message>
    <message>
        <source>Opset %1</source>
        <translation>算子集版本 %1</translation>
    </message>
    <message>
        <source>Version of ONNX&apos;s operators</source>
        <translation>ONNX 算子集版本</translation>
    </message>
    <message>
        <source>Version of ONNX&apos;s operators. Later ones are shorter; older programs read only earlier ones.</source>
        <translation>ONNX 算子集版本。较新的版本更简洁；较旧的程序只能读取较早的版本。</translation>
    </message>
</context>
<context>
    <name>loom::ForecastCard</name>
    <message>
        <source>%1 min</source>
        <translation>%1 分</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 小时</translation>
    </message>
    <message>
        <source>The forecast needs data and a network without errors.</source>
        <translation>预测需要数据和没有错误的网络。</translation>
    </message>
    <message>
        <source>%1 parameters, %2 multiply-adds per sample, %3 steps per epoch</source>
        <translation>%1 个参数，每个样本 %2 次乘加，每轮 %3 步</translation>
    </message>
    <message>
        <source>The pace is being measured …</source>
        <translation>正在测量速度…</translation>
    </message>
    <message>
        <source>Batches of up to %1 fit into the memory that is free.</source>
        <translation>空闲内存最大可容纳的批大小为 %1。</translation>
    </message>
    <message>
        <source>%1 of each step is waiting for data.</source>
        <translation>每步有 %1 的时间在等待数据。</translation>
    </message>
    <message>
        <source>An epoch draws about %1 J, with all else that this machine does.</source>
        <translation>每轮约耗电 %1 J(含本机其他程序)。</translation>
    </message>
    <message>
        <source>The learning rate is %1 times what the schedule says.</source>
        <translation>学习率为调度值的 %1 倍。</translation>
    </message>
    <message>
        <source>Memory is short: each batch is taken in %1 parts, one after the other. What is learned stays the same.</source>
        <translation>内存不足:每批依次分 %1 份计算,学到的结果不变。</translation>
    </message>
    <message>
        <source>Forecast and actual</source>
        <translation>预测与实际</translation>
    </message>
    <message>
        <source>Forecast</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>Actual</source>
        <translation>实际</translation>
    </message>
    <message>
        <source>Off by</source>
        <translation>误差</translation>
    </message>
    <message>
        <source>Memory to train</source>
        <translation>训练所需内存</translation>
    </message>
    <message>
        <source>Per epoch</source>
        <translation>每轮</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>As the network is now: %1 to train, %2 per epoch.</source>
        <translation>网络现在的样子：训练需 %1，每轮 %2。</translation>
    </message>
    <message>
        <source>As the network is now: %1 to train.</source>
        <translation>网络现在的样子：训练需 %1。</translation>
    </message>
</context>
<context>
    <name>loom::MainWindow</name>
    <message>
        <source>Welcome</source>
        <translation>欢迎</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Design</source>
        <translation>设计</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Evaluate</source>
        <translation>评估</translation>
    </message>
    <message>
        <source>Ship</source>
        <translation>交付</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>New project</source>
        <translation>新建项目</translation>
    </message>
    <message>
        <source>Open a project…</source>
        <translation>打开项目…</translation>
    </message>
    <message>
        <source>Close the project</source>
        <translation>关闭项目</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Search commands</source>
        <translation>搜索命令</translation>
    </message>
    <message>
        <source>Switch the language</source>
        <translation>切换语言</translation>
    </message>
    <message>
        <source>Switch between light and dark</source>
        <translation>切换浅色与深色</translation>
    </message>
    <message>
        <source>Always show the menu bar</source>
        <translation>始终显示菜单栏</translation>
    </message>
    <message>
        <source>Start the tour</source>
        <translation>开始导览</translation>
    </message>
    <message>
        <source>Next panel</source>
        <translation>下一个面板</translation>
    </message>
    <message>
        <source>Previous panel</source>
        <translation>上一个面板</translation>
    </message>
    <message>
        <source>Go to Welcome</source>
        <translation>转到“欢迎”</translation>
    </message>
    <message>
        <source>Go to Data</source>
        <translation>转到“数据”</translation>
    </message>
    <message>
        <source>Go to Design</source>
        <translation>转到“设计”</translation>
    </message>
    <message>
        <source>Go to Train</source>
        <translation>转到“训练”</translation>
    </message>
    <message>
        <source>Go to Evaluate</source>
        <translation>转到“评估”</translation>
    </message>
    <message>
        <source>Go to Ship</source>
        <translation>转到“交付”</translation>
    </message>
    <message>
        <source>Go to Settings</source>
        <translation>转到“设置”</translation>
    </message>
    <message>
        <source>Go</source>
        <translation>转到</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>编辑</translation>
    </message>
    <message>
        <source>Open a project</source>
        <translation>打开项目</translation>
    </message>
    <message>
        <source>Layerloom projects (*.loom)</source>
        <translation>层织项目 (*.loom)</translation>
    </message>
    <message>
        <source>&amp;Project</source>
        <translation>项目(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Go</source>
        <translation>转到(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>Layerloom</source>
        <translation>层织</translation>
    </message>
    <message>
        <source>%1 (not saved yet)</source>
        <translation>%1（尚未保存）</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>未命名</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>全局</translation>
    </message>
    <message>
        <source>Import a network…</source>
        <translation>导入网络…</translation>
    </message>
    <message>
        <source>Import a network</source>
        <translation>导入网络</translation>
    </message>
    <message>
        <source>ONNX networks (*.onnx)</source>
        <translation>ONNX 网络 (*.onnx)</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
</context>
<context>
    <name>loom::QueuePanel</name>
    <message>
        <source>Training</source>
        <translation>训练中</translation>
    </message>
    <message>
        <source>Reading the data</source>
        <translation>正在读取数据</translation>
    </message>
    <message>
        <source>Interrupted, goes on first</source>
        <translation>已中断，最先继续</translation>
    </message>
    <message>
        <source>Not before %1</source>
        <translation>最早：%1</translation>
    </message>
    <message>
        <source>Waits</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>number %1</source>
        <translation>第 %1 项</translation>
    </message>
    <message>
        <source>Start time of %1</source>
        <translation>%1的开始时间</translation>
    </message>
    <message>
        <source>Move %1 up</source>
        <translation>将%1上移</translation>
    </message>
    <message>
        <source>Move %1 down</source>
        <translation>将%1下移</translation>
    </message>
    <message>
        <source>Take %1 out of the queue</source>
        <translation>将%1移出队列</translation>
    </message>
    <message numerus="yes">
        <source>%n epoch(s)</source>
        <translation>
            <numerusform>%n 轮</numerusform>
        </translation>
    </message>
    <message>
        <source>batches of %1</source>
        <translation>批大小 %1</translation>
    </message>
    <message>
        <source>Layerloom</source>
        <translation>层织</translation>
    </message>
    <message>
        <source>Take this training out of the queue?</source>
        <translation>要将这个训练移出队列吗？</translation>
    </message>
    <message>
        <source>Take out</source>
        <translation>移出</translation>
    </message>
    <message>
        <source>Let it go on</source>
        <translation>继续队列</translation>
    </message>
    <message>
        <source>Pause the queue</source>
        <translation>暂停队列</translation>
    </message>
    <message>
        <source>Another program works on this queue. It can be changed when that has ended.</source>
        <translation>另一个程序正在处理这个队列。等它结束后才能更改。</translation>
    </message>
    <message>
        <source>Paused: nothing begins by itself. What is being trained goes on to its end.</source>
        <translation>已暂停：不会自动开始新的训练。正在进行的训练会继续到结束。</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
</context>
<context>
    <name>loom::QueueTime</name>
    <message>
        <source>tomorrow %1</source>
        <translation>明天 %1</translation>
    </message>
    <message>
        <source>Start time</source>
        <translation>开始时间</translation>
    </message>
    <message>
        <source>It does not begin before:</source>
        <translation>不早于此时间开始：</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>确定</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>It begins %1, or later where others are being trained then.</source>
        <translation>%1 开始；如果届时有其他训练在进行，则顺延。</translation>
    </message>
    <message>
        <source>Write a time of the day, such as 22:00, or a day and a time, such as 2026-11-30 22:00. Without one it begins when it is its turn.</source>
        <translation>请输入时刻（如 22:00），或日期加时刻（如 2026-11-30 22:00）。留空则轮到它时开始。</translation>
    </message>
</context>
<context>
    <name>loom::RailItem</name>
    <message numerus="yes">
        <source>%n error(s)</source>
        <translation>
            <numerusform>%n 个错误</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>loom::RecentList</name>
    <message>
        <source>just now</source>
        <translation>刚刚</translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s) ago</source>
        <translation>
            <numerusform>%n 分钟前</numerusform>
        </translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>昨天</translation>
    </message>
    <message>
        <source>Projects that were opened appear here.</source>
        <translation>打开过的项目会出现在这里。</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>未命名</translation>
    </message>
    <message>
        <source>Not saved yet</source>
        <translation>尚未保存</translation>
    </message>
    <message>
        <source>Move to the bin</source>
        <translation>移到回收站</translation>
    </message>
    <message>
        <source>Take off this list</source>
        <translation>从列表中移除</translation>
    </message>
</context>
<context>
    <name>loom::RecoveryCard</name>
    <message>
        <source>“%1” was not closed properly</source>
        <translation>“%1”上次没有正常关闭</translation>
    </message>
    <message>
        <source>Its changes were kept.</source>
        <translation>已找回关闭前的修改。</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
</context>
<context>
    <name>loom::RunChoice</name>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>%1 · best checkpoint, epoch %2</source>
        <translation>%1 · 最佳检查点，第 %2 轮</translation>
    </message>
    <message>
        <source>%1 · last checkpoint</source>
        <translation>%1 · 最后的检查点</translation>
    </message>
    <message>
        <source>No checkpoint</source>
        <translation>没有检查点</translation>
    </message>
    <message>
        <source>Best checkpoint, epoch %1</source>
        <translation>最佳检查点，第 %1 轮</translation>
    </message>
    <message>
        <source>Last checkpoint</source>
        <translation>最后的检查点</translation>
    </message>
    <message>
        <source>Untrained, as training would begin</source>
        <translation>未训练，即训练开始时的权重</translation>
    </message>
    <message>
        <source>Untrained</source>
        <translation>未训练</translation>
    </message>
</context>
<context>
    <name>loom::RunDiff</name>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>训练方案</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>The data itself is another version: %1, %2</source>
        <translation>数据本身的版本不同：%1，%2</translation>
    </message>
    <message>
        <source>Trained on %1 and on %2</source>
        <translation>训练设备分别为 %1 和 %2</translation>
    </message>
    <message>
        <source>Network, recipe and data are the same.</source>
        <translation>网络、训练方案和数据都相同。</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差值</translation>
    </message>
    <message>
        <source>Row %1: %2 · %3</source>
        <translation>第 %1 行：%2 · %3</translation>
    </message>
    <message>
        <source>The samples cannot be compared.</source>
        <translation>无法比较样本。</translation>
    </message>
    <message>
        <source>No sample is right or wrong here.</source>
        <translation>这里的样本没有对错之分。</translation>
    </message>
    <message>
        <source>What is predicted are no classes, or the runs have other ones.</source>
        <translation>预测的不是类别，或者两次运行的类别不同。</translation>
    </message>
    <message>
        <source>Both runs are being judged</source>
        <translation>正在评判两次运行</translation>
    </message>
    <message>
        <source>%1 and %2</source>
        <translation>%1 与 %2</translation>
    </message>
    <message>
        <source>%2 compared with %1</source>
        <translation>%2 与 %1 的比较</translation>
    </message>
    <message>
        <source>What differs</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>What came of it</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Samples that flipped</source>
        <translation>判断翻转的样本</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>Judged on</source>
        <translation>评判所用的数据</translation>
    </message>
    <message>
        <source>Right in %1 only</source>
        <translation>仅“%1”判断正确</translation>
    </message>
</context>
<context>
    <name>loom::RunLedger</name>
    <message>
        <source>No groups</source>
        <translation>不分组</translation>
    </message>
    <message>
        <source>By tag</source>
        <translation>按标签</translation>
    </message>
    <message>
        <source>Runs that differ in the seed alone</source>
        <translation>仅随机种子不同的运行</translation>
    </message>
    <message>
        <source>By device</source>
        <translation>按设备</translation>
    </message>
    <message>
        <source>By version of the data</source>
        <translation>按数据版本</translation>
    </message>
    <message>
        <source>Bring back %1</source>
        <translation>恢复“%1”</translation>
    </message>
    <message numerus="yes">
        <source>%n run(s)</source>
        <translation>
            <numerusform>%n 次运行</numerusform>
        </translation>
    </message>
    <message>
        <source>Tags, with commas between them</source>
        <translation>标签，用逗号分隔</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>重命名…</translation>
    </message>
    <message>
        <source>Tags…</source>
        <translation>标签…</translation>
    </message>
    <message>
        <source>Note…</source>
        <translation>备注…</translation>
    </message>
    <message>
        <source>No longer the baseline</source>
        <translation>取消基线</translation>
    </message>
    <message>
        <source>Pin as baseline</source>
        <translation>设为基线</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Bring back network, recipe and data</source>
        <translation>恢复网络、训练方案和数据</translation>
    </message>
    <message>
        <source>Move to bin</source>
        <translation>移到回收站</translation>
    </message>
    <message>
        <source>Save runs</source>
        <translation>保存运行记录</translation>
    </message>
    <message>
        <source>runs</source>
        <translation>运行记录</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>运行记录</translation>
    </message>
    <message>
        <source>Filter runs</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>Choose two runs, with Ctrl for the second, and see what differs between them</source>
        <translation>选中两次运行（按住 Ctrl 选第二次），查看它们之间的差异</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Table as CSV…</source>
        <translation>表格存为 CSV…</translation>
    </message>
    <message>
        <source>Curves for TensorBoard…</source>
        <translation>曲线导出到 TensorBoard…</translation>
    </message>
    <message>
        <source>Choose a folder for TensorBoard</source>
        <translation>选择 TensorBoard 的文件夹</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>One more epoch</source>
        <translation>再训练一轮</translation>
    </message>
    <message>
        <source>Continue from a checkpoint…</source>
        <translation>从检查点继续…</translation>
    </message>
    <message>
        <source>Epoch %1</source>
        <translation>第 %1 轮</translation>
    </message>
    <message>
        <source>Epoch %1, step %2</source>
        <translation>第 %1 轮，第 %2 步</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>A new run goes on from there, with the network and the recipe that the project has now.
This one stays as it is.</source>
        <translation>新的运行从那里继续，使用项目当前的网络和训练方案。
这次运行保持不变。</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
</context>
<context>
    <name>loom::SampleCard</name>
    <message>
        <source>Handwritten digits</source>
        <translation>手写数字</translation>
    </message>
    <message>
        <source>Convolution · 28×28 pictures</source>
        <translation>卷积网络 · 28×28 图片</translation>
    </message>
    <message>
        <source>Digits, the simple way</source>
        <translation>手写数字入门</translation>
    </message>
    <message>
        <source>Dense layers · 28×28 pictures</source>
        <translation>全连接网络 · 28×28 图片</translation>
    </message>
    <message>
        <source>Small photos</source>
        <translation>小照片</translation>
    </message>
    <message>
        <source>Convolution · 32×32 photos</source>
        <translation>卷积网络 · 32×32 照片</translation>
    </message>
    <message>
        <source>First network</source>
        <translation>第一个网络</translation>
    </message>
    <message>
        <source>Two features · two classes</source>
        <translation>两个特征 · 两个类别</translation>
    </message>
    <message>
        <source>Open a copy of this sample</source>
        <translation>打开这个示例的副本</translation>
    </message>
    <message>
        <source>on MNIST</source>
        <translation>MNIST 测试集</translation>
    </message>
    <message>
        <source>on CIFAR-10</source>
        <translation>CIFAR-10 测试集</translation>
    </message>
    <message>
        <source>on its own points</source>
        <translation>自带数据点</translation>
    </message>
    <message>
        <source>Printed digits</source>
        <translation>印刷体数字</translation>
    </message>
    <message>
        <source>Printed digits, simply</source>
        <translation>印刷体数字入门</translation>
    </message>
    <message>
        <source>drawn from fonts</source>
        <translation>由字体绘制</translation>
    </message>
</context>
<context>
    <name>loom::SampleStrip</name>
    <message>
        <source>of %1</source>
        <translation>共 %1</translation>
    </message>
    <message>
        <source>The data is being read</source>
        <translation>正在读取数据</translation>
    </message>
    <message>
        <source>No layers yet</source>
        <translation>还没有网络层</translation>
    </message>
    <message>
        <source>Sample</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Class of the sample</source>
        <translation>样本的类别</translation>
    </message>
    <message>
        <source>Previous sample</source>
        <translation>上一个样本</translation>
    </message>
    <message>
        <source>Next sample</source>
        <translation>下一个样本</translation>
    </message>
    <message>
        <source>Any sample</source>
        <translation>随机选一个样本</translation>
    </message>
    <message>
        <source>Of any class</source>
        <translation>任意类别</translation>
    </message>
    <message>
        <source>Computing the activations</source>
        <translation>正在计算激活值</translation>
    </message>
    <message>
        <source>Shown once the errors are mended</source>
        <translation>修复错误后显示</translation>
    </message>
    <message>
        <source>As far as the network runs</source>
        <translation>显示到网络能运行的部分</translation>
    </message>
</context>
<context>
    <name>loom::Session</name>
    <message>
        <source>Undo: %1</source>
        <translation>可撤销：%1</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo: %1</source>
        <translation>重做：%1</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>另存为…</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>未命名</translation>
    </message>
    <message>
        <source>Layerloom project (*.loom)</source>
        <translation>层织项目 (*.loom)</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>参考设备</translation>
    </message>
    <message numerus="yes">
        <source>CPU · %n thread(s)</source>
        <translation>
            <numerusform>CPU · %n 线程</numerusform>
        </translation>
    </message>
    <message>
        <source>No NVIDIA driver found. The CPU trains as usual.</source>
        <translation>未找到 NVIDIA 驱动。CPU 可以正常训练。</translation>
    </message>
    <message>
        <source>%1 files were given, but one source is opened at a time.</source>
        <translation>给了 %1 个文件，但一次只能打开一个数据源。</translation>
    </message>
    <message>
        <source>Open the folder that holds them.</source>
        <translation>打开它们所在的文件夹。</translation>
    </message>
    <message>
        <source>A run is in progress, and its files move with the project.</source>
        <translation>训练正在进行，其文件会随项目一起移动。</translation>
    </message>
    <message>
        <source>Wait for its end or stop it, then save. Until then the project is kept as it is.</source>
        <translation>请等它结束或先停止，再保存。在此之前，项目会原样保留。</translation>
    </message>
    <message>
        <source>A run of this project is in progress.</source>
        <translation>该项目的一次训练正在进行。</translation>
    </message>
    <message>
        <source>Stop it first.</source>
        <translation>请先停止它。</translation>
    </message>
    <message>
        <source>%1 cannot be moved to the bin.</source>
        <translation>无法将 %1 移到回收站。</translation>
    </message>
    <message>
        <source>Delete it with the desktop&apos;s file manager.</source>
        <translation>请用桌面的文件管理器删除它。</translation>
    </message>
    <message>
        <source>A search is in progress, and its files move with the project.</source>
        <translation>搜索正在进行，它的文件会随项目移动。</translation>
    </message>
    <message>
        <source>Move to the bin</source>
        <translation>移到回收站</translation>
    </message>
    <message>
        <source>A k-fold is in progress, and its files move with the project.</source>
        <translation>交叉验证正在进行，它的文件会随项目一起移动。</translation>
    </message>
</context>
<context>
    <name>loom::SettingsStage</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Computing</source>
        <translation>计算</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Size of text</source>
        <translation>文字大小</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>标准</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>较大</translation>
    </message>
    <message>
        <source>One third larger</source>
        <translation>大三分之一</translation>
    </message>
    <message>
        <source>Motion</source>
        <translation>动画</translation>
    </message>
    <message>
        <source>Reduce motion</source>
        <translation>减少动画</translation>
    </message>
    <message>
        <source>Menu bar</source>
        <translation>菜单栏</translation>
    </message>
    <message>
        <source>Always show the menu bar</source>
        <translation>始终显示菜单栏</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>线程数</translation>
    </message>
    <message>
        <source>Automatic (%1)</source>
        <translation>自动（%1）</translation>
    </message>
    <message>
        <source>Runs with the same number of threads repeat bit for bit. A running run keeps its own.</source>
        <translation>线程数相同的运行逐位可复现。正在进行的运行不受影响。</translation>
    </message>
    <message>
        <source>Every change acts at once</source>
        <translation>改动立即生效</translation>
    </message>
    <message>
        <source>When training ends</source>
        <translation>训练结束时</translation>
    </message>
    <message>
        <source>Notify</source>
        <translation>提醒</translation>
    </message>
    <message>
        <source>Desktop notification</source>
        <translation>桌面通知</translation>
    </message>
    <message>
        <source>Play a sound</source>
        <translation>播放提示音</translation>
    </message>
    <message>
        <source>The notification comes while the window is not in use.</source>
        <translation>仅在窗口未被使用时显示通知。</translation>
    </message>
</context>
<context>
    <name>loom::ShipStage</name>
    <message>
        <source>No run</source>
        <translation>没有运行</translation>
    </message>
    <message>
        <source>%1 parameters</source>
        <translation>%1 个参数</translation>
    </message>
    <message>
        <source>%1 parameters · test accuracy %2</source>
        <translation>%1 个参数 · 测试准确率 %2</translation>
    </message>
    <message>
        <source>Nothing to deliver yet</source>
        <translation>还没有可交付的内容</translation>
    </message>
    <message>
        <source>Train a network first; then its files are made and checked here.</source>
        <translation>先训练一个网络，再在这里生成并核对它的文件。</translation>
    </message>
    <message>
        <source>Go to Train</source>
        <translation>转到“训练”</translation>
    </message>
    <message>
        <source>Save model card</source>
        <translation>保存模型卡</translation>
    </message>
    <message>
        <source>%1 cannot be written.</source>
        <translation>无法写入 %1。</translation>
    </message>
    <message>
        <source>Choose another folder.</source>
        <translation>请选择其他文件夹。</translation>
    </message>
    <message>
        <source>Export %1</source>
        <translation>导出 %1</translation>
    </message>
    <message>
        <source>%1 of %2 formats verified</source>
        <translation>%2 种格式中已核对 %1 种</translation>
    </message>
    <message>
        <source>Every file is run before you get it</source>
        <translation>每个文件交付前都运行过</translation>
    </message>
    <message>
        <source>Up to 1,000 test samples go through the written file and through this model. A file that gives other answers is not kept.</source>
        <translation>最多取 1,000 个测试样本，分别经过写出的文件和这个模型。结果不一致的文件不会保留。</translation>
    </message>
    <message>
        <source>Model card</source>
        <translation>模型卡</translation>
    </message>
    <message>
        <source>Save the model card as PDF</source>
        <translation>将模型卡存为 PDF</translation>
    </message>
    <message>
        <source>Save the model card as HTML</source>
        <translation>将模型卡存为 HTML</translation>
    </message>
    <message>
        <source>The card of the model appears here once a network is trained.</source>
        <translation>训练好网络后，这里显示它的模型卡。</translation>
    </message>
</context>
<context>
    <name>loom::ShortcutSheet</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>On the canvas</source>
        <translation>画布上</translation>
    </message>
    <message>
        <source>Mouse and touch</source>
        <translation>鼠标与触控</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
</context>
<context>
    <name>loom::SourcesPanel</name>
    <message>
        <source>Set %1 of the source</source>
        <translation>修改数据源的“%1”</translation>
    </message>
    <message>
        <source>%1 pictures · %2 classes</source>
        <translation>%1 张图片 · %2 个类别</translation>
    </message>
    <message>
        <source>%1 rows · %2 columns</source>
        <translation>%1 行 · %2 列</translation>
    </message>
    <message>
        <source>Sources</source>
        <translation>数据源</translation>
    </message>
    <message>
        <source>Open data</source>
        <translation>打开数据</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>click to filter</source>
        <translation>点击筛选</translation>
    </message>
    <message>
        <source>Suggest a network</source>
        <translation>推荐网络</translation>
    </message>
    <message>
        <source>pictures · click to filter</source>
        <translation>图片数 · 点击筛选</translation>
    </message>
</context>
<context>
    <name>loom::SplitSection</name>
    <message>
        <source>Split: %1</source>
        <translation>划分方式：%1</translation>
    </message>
    <message>
        <source>Split without groups</source>
        <translation>划分时不按分组</translation>
    </message>
    <message>
        <source>Split by “%1”</source>
        <translation>按“%1”划分</translation>
    </message>
    <message>
        <source>Set the number of folds to %1</source>
        <translation>把折数设为 %1</translation>
    </message>
    <message>
        <source>Test on fold %1</source>
        <translation>用第 %1 折测试</translation>
    </message>
    <message>
        <source>Give each fold its share of each class</source>
        <translation>各折按类别分层</translation>
    </message>
    <message>
        <source>Make folds whatever the class</source>
        <translation>各折不按类别分层</translation>
    </message>
    <message>
        <source>Set the validation part to %1%</source>
        <translation>把验证集设为 %1%</translation>
    </message>
    <message>
        <source>Set the test part to %1%</source>
        <translation>把测试集设为 %1%</translation>
    </message>
    <message>
        <source>Set the seed of the split to %1</source>
        <translation>把划分的随机种子设为 %1</translation>
    </message>
    <message>
        <source>(none)</source>
        <translation>（无）</translation>
    </message>
    <message>
        <source>Time column</source>
        <translation>时间列</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Valid.</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>划分</translation>
    </message>
    <message>
        <source>Way of splitting</source>
        <translation>划分方式</translation>
    </message>
    <message>
        <source>How rows come to the training, the validation and the test part</source>
        <translation>各行如何分到训练集、验证集和测试集</translation>
    </message>
    <message>
        <source>Folds</source>
        <translation>折数</translation>
    </message>
    <message>
        <source>Test on fold</source>
        <translation>测试用第几折</translation>
    </message>
    <message>
        <source>Each class in its share</source>
        <translation>按类别分层</translation>
    </message>
    <message>
        <source>Validation, of training</source>
        <translation>验证集，占训练部分</translation>
    </message>
    <message>
        <source>Test, of all rows</source>
        <translation>测试集，占全部行</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Column to split by</source>
        <translation>划分所依据的列</translation>
    </message>
    <message>
        <source>Objects</source>
        <translation>物体数</translation>
    </message>
</context>
<context>
    <name>loom::StepPanel</name>
    <message>
        <source>Node %1 of %2</source>
        <translation>节点 %1 / %2</translation>
    </message>
    <message>
        <source>Computing…</source>
        <translation>正在计算…</translation>
    </message>
    <message>
        <source>There is no network yet</source>
        <translation>还没有网络</translation>
    </message>
    <message>
        <source>Add layers to the canvas; then one sample can be followed through them.</source>
        <translation>在画布上添加层，之后就能跟随一个样本走过它们。</translation>
    </message>
    <message>
        <source>The network has an error, so no sample can go through it</source>
        <translation>网络有错误，样本无法通过</translation>
    </message>
    <message>
        <source>The data is being read</source>
        <translation>正在读取数据</translation>
    </message>
    <message>
        <source>There is no data yet</source>
        <translation>还没有数据</translation>
    </message>
    <message>
        <source>The sample follows as soon as it is there.</source>
        <translation>数据读好后即显示样本。</translation>
    </message>
    <message>
        <source>No node is chosen</source>
        <translation>没有选中节点</translation>
    </message>
    <message>
        <source>Choose one on the canvas, or begin where the numbers come in.</source>
        <translation>在画布上选择一个，或从数字进入的地方开始。</translation>
    </message>
    <message>
        <source>Begin at the input</source>
        <translation>从输入开始</translation>
    </message>
    <message>
        <source>Nothing to show here</source>
        <translation>这里没有可显示的内容</translation>
    </message>
    <message>
        <source>This node takes no part in the network.</source>
        <translation>这个节点不参与网络计算。</translation>
    </message>
    <message>
        <source>Gradient of input %1</source>
        <translation>输入 %1 的梯度</translation>
    </message>
    <message>
        <source>Input %1</source>
        <translation>输入 %1</translation>
    </message>
    <message>
        <source>Gradient of %1</source>
        <translation>%1的梯度</translation>
    </message>
    <message>
        <source>Gradient of the output</source>
        <translation>输出的梯度</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>This is a unit. Enter it (double-click on the canvas) to walk through what is inside.</source>
        <translation>这是一个单元。进入它（在画布上双击）即可逐步查看内部。</translation>
    </message>
    <message>
        <source>It is bypassed: what comes in goes on as it is.</source>
        <translation>已绕过：输入原样传下去。</translation>
    </message>
    <message>
        <source>It is muted: nothing comes out.</source>
        <translation>已静音：没有输出。</translation>
    </message>
    <message>
        <source>A gradient says how much the loss grows when a number grows by 1. Backward begins at the output and goes against the wires.</source>
        <translation>梯度表示一个数增加 1 时损失增加多少。反向从输出开始，逆着连线走。</translation>
    </message>
    <message>
        <source>The weights are as training would begin with them.</source>
        <translation>权重是训练开始时的样子。</translation>
    </message>
    <message>
        <source>Prediction: %1 for %2.</source>
        <translation>预测：%2 的概率为 %1。</translation>
    </message>
    <message>
        <source>Prediction: %1 with %2.</source>
        <translation>预测：%1，概率 %2。</translation>
    </message>
    <message>
        <source>Target: %1.</source>
        <translation>目标：%1。</translation>
    </message>
    <message>
        <source>Target: %1, so it is right.</source>
        <translation>目标：%1，预测正确。</translation>
    </message>
    <message>
        <source>Target: %1, which got %2.</source>
        <translation>目标：%1，只得到 %2。</translation>
    </message>
    <message>
        <source>Prediction %1, target %2.</source>
        <translation>预测 %1，目标 %2。</translation>
    </message>
    <message>
        <source>Loss of this sample: %1.</source>
        <translation>该样本的损失：%1。</translation>
    </message>
    <message>
        <source>none: the loss does not depend on it</source>
        <translation>无：损失不取决于它</translation>
    </message>
    <message>
        <source>Why %1 %2</source>
        <translation>为什么：%1 %2</translation>
    </message>
    <message>
        <source>What a step of training does to it</source>
        <translation>训练一步会怎样改变它</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>前向</translation>
    </message>
    <message>
        <source>Backward</source>
        <translation>反向</translation>
    </message>
    <message>
        <source>Previous node of the walk</source>
        <translation>上一个节点</translation>
    </message>
    <message>
        <source>Next node of the walk</source>
        <translation>下一个节点</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>What the letters stand for</source>
        <translation>字母的含义</translation>
    </message>
    <message>
        <source>All outputs together, each by its weight: %1.</source>
        <translation>所有输出按权重相加：%1。</translation>
    </message>
    <message>
        <source>Sample, of %1</source>
        <translation>样本，共 %1</translation>
    </message>
    <message>
        <source>Sample</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>Choose data in Data; a sample of it goes through the network here.</source>
        <translation>在“数据”中选择数据，其中一个样本会在这里走过网络。</translation>
    </message>
    <message numerus="yes">
        <source>%1 is repeated %n times; this is the first time.</source>
        <translation>
            <numerusform>“%1”重复 %n 次，这里显示第 1 次。</numerusform>
        </translation>
    </message>
    <message>
        <source>The sample has no target.</source>
        <translation>这个样本没有目标值。</translation>
    </message>
</context>
<context>
    <name>loom::StepsSection</name>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Add the step “%1”</source>
        <translation>添加步骤“%1”</translation>
    </message>
    <message>
        <source>Change the step “%1”</source>
        <translation>修改步骤“%1”</translation>
    </message>
    <message>
        <source>Move the step “%1”</source>
        <translation>移动步骤“%1”</translation>
    </message>
    <message>
        <source>Switch on the step “%1”</source>
        <translation>启用步骤“%1”</translation>
    </message>
    <message>
        <source>Switch off the step “%1”</source>
        <translation>停用步骤“%1”</translation>
    </message>
    <message>
        <source>Delete the step “%1”</source>
        <translation>删除步骤“%1”</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>编辑…</translation>
    </message>
    <message>
        <source>Switch off</source>
        <translation>停用</translation>
    </message>
    <message>
        <source>Switch on</source>
        <translation>启用</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>下移</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) left out</source>
        <translation>
            <numerusform>排除 %n 行</numerusform>
        </translation>
    </message>
    <message>
        <source>no column fits</source>
        <translation>没有适用的列</translation>
    </message>
    <message>
        <source>all columns that fit</source>
        <translation>所有适用的列</translation>
    </message>
    <message numerus="yes">
        <source>%n column(s)</source>
        <translation>
            <numerusform>%n 列</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n value(s)</source>
        <translation>
            <numerusform>%n 处</numerusform>
        </translation>
    </message>
    <message>
        <source>Resize</source>
        <translation>缩放</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>不使用</translation>
    </message>
    <message>
        <source>Fill gaps with the mean</source>
        <translation>用均值填补缺失</translation>
    </message>
    <message>
        <source>Dates as days</source>
        <translation>日期转为天数</translation>
    </message>
    <message>
        <source>One-hot</source>
        <translation>独热编码</translation>
    </message>
    <message>
        <source>Scale, in the Input layer</source>
        <translation>在输入层中缩放</translation>
    </message>
    <message>
        <source>Preparation steps</source>
        <translation>准备步骤</translation>
    </message>
    <message>
        <source>Add a step</source>
        <translation>添加步骤</translation>
    </message>
    <message>
        <source>Add a preparation step…</source>
        <translation>添加准备步骤…</translation>
    </message>
    <message>
        <source>Steps fill in, scale or leave out what the network should not see as it is. The file is never changed.</source>
        <translation>准备步骤把网络不宜直接看到的内容填补、缩放或去掉。源文件不会被改动。</translation>
    </message>
    <message>
        <source>Fitted on the training set only; prediction and export do the same.</source>
        <translation>只在训练集上拟合；预测和导出时照样执行。</translation>
    </message>
    <message>
        <source>Then, by itself</source>
        <translation>随后自动进行</translation>
    </message>
    <message>
        <source>training alone</source>
        <translation>仅训练时</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) an epoch</source>
        <translation>
            <numerusform>每轮 %n 行</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>loom::SuggestionPanel</name>
    <message>
        <source>Looking at the columns…</source>
        <translation>正在查看各列…</translation>
    </message>
    <message numerus="yes">
        <source>It takes the place of the present network (%n layer(s)); Undo brings that back.</source>
        <translation>
            <numerusform>将取代现有网络（%n 层）；撤销可以恢复。</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing is changed until you take it; Undo takes it back.</source>
        <translation>采用之前不会改变任何内容；采用后可以撤销。</translation>
    </message>
    <message numerus="yes">
        <source>%n new step(s)</source>
        <translation>
            <numerusform>%n 个新步骤</numerusform>
        </translation>
    </message>
    <message>
        <source>Suggest a network</source>
        <translation>推荐网络</translation>
    </message>
    <message>
        <source>Suggested for this data</source>
        <translation>为这份数据推荐</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Apply and go to Design</source>
        <translation>应用并进入设计</translation>
    </message>
</context>
<context>
    <name>loom::TopBar</name>
    <message>
        <source>Menu</source>
        <translation>菜单</translation>
    </message>
    <message>
        <source>Where the network is computed</source>
        <translation>网络在哪里计算</translation>
    </message>
    <message>
        <source>Search commands, layers, samples</source>
        <translation>搜索命令、网络层、样本</translation>
    </message>
    <message>
        <source>No project open</source>
        <translation>未打开项目</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>已保存</translation>
    </message>
    <message>
        <source>Not saved yet</source>
        <translation>尚未保存</translation>
    </message>
    <message>
        <source>Use the light theme</source>
        <translation>换用浅色主题</translation>
    </message>
    <message>
        <source>Use the dark theme</source>
        <translation>换用深色主题</translation>
    </message>
</context>
<context>
    <name>loom::TourBar</name>
    <message>
        <source>Look at the data</source>
        <translation>看数据</translation>
    </message>
    <message>
        <source>Build the network</source>
        <translation>搭网络</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>See where it errs</source>
        <translation>看错在哪</translation>
    </message>
    <message>
        <source>Ship</source>
        <translation>交付</translation>
    </message>
    <message>
        <source>Meet the 10 classes and how even they are</source>
        <translation>认识 10 个类别，看是否均衡</translation>
    </message>
    <message>
        <source>Drag in a layer, watch the shapes change</source>
        <translation>拖一层，看形状怎么变</translation>
    </message>
    <message>
        <source>Watch the curves while it learns</source>
        <translation>看曲线，听诊断</translation>
    </message>
    <message>
        <source>Click the matrix, see the samples</source>
        <translation>点混淆矩阵，看样本</translation>
    </message>
    <message>
        <source>Export, checked automatically</source>
        <translation>导出并自动核对</translation>
    </message>
    <message>
        <source>Tour, step %1 of %2</source>
        <translation>导览第 %1 步，共 %2 步</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>上一步</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Leave the tour</source>
        <translation>离开导览</translation>
    </message>
</context>
<context>
    <name>loom::TrainBar</name>
    <message>
        <source>New run</source>
        <translation>新的运行</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
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
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>正在停止</translation>
    </message>
    <message>
        <source>Validating</source>
        <translation>验证中</translation>
    </message>
    <message>
        <source>Testing</source>
        <translation>测试中</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练中</translation>
    </message>
    <message>
        <source>Epoch %1 of %2</source>
        <translation>第 %1 轮，共 %2 轮</translation>
    </message>
    <message>
        <source>step %1 of %2</source>
        <translation>第 %1 步，共 %2 步</translation>
    </message>
    <message>
        <source>%1, epoch %2</source>
        <translation>%1，第 %2 轮</translation>
    </message>
    <message>
        <source>Resume %1</source>
        <translation>继续%1</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Resume training</source>
        <translation>继续训练</translation>
    </message>
    <message>
        <source>Pause training</source>
        <translation>暂停训练</translation>
    </message>
    <message>
        <source>Time left</source>
        <translation>剩余时间</translation>
    </message>
    <message>
        <source>Samples per second</source>
        <translation>每秒样本数</translation>
    </message>
    <message>
        <source>Best so far</source>
        <translation>目前最佳</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始训练</translation>
    </message>
    <message>
        <source>Add to queue</source>
        <translation>加入队列</translation>
    </message>
    <message>
        <source>Network, recipe and data as they are now are trained when it is their turn</source>
        <translation>按现在的网络、训练方案和数据排队，轮到时开始训练</translation>
    </message>
    <message>
        <source>Stop and keep best</source>
        <translation>停止并保留最佳</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>Start training</source>
        <translation>开始训练</translation>
    </message>
    <message>
        <source>Add to queue with a start time…</source>
        <translation>加入队列并指定开始时间…</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>As the schedule says</source>
        <translation>恢复为调度值</translation>
    </message>
    <message>
        <source>One more epoch</source>
        <translation>再训练一轮</translation>
    </message>
    <message>
        <source>Discard this run</source>
        <translation>放弃这次运行</translation>
    </message>
    <message>
        <source>Pausing</source>
        <translation>正在暂停</translation>
    </message>
</context>
<context>
    <name>loom::TrainDoctor</name>
    <message>
        <source>Doctor</source>
        <translation>训练诊断</translation>
    </message>
    <message>
        <source>Before the start</source>
        <translation>开始之前</translation>
    </message>
    <message numerus="yes">
        <source>%n finding(s)</source>
        <translation>
            <numerusform>%n 条发现</numerusform>
        </translation>
    </message>
    <message>
        <source>No findings in this run.</source>
        <translation>这次运行没有发现问题。</translation>
    </message>
    <message>
        <source>Nothing stands in the way of training.</source>
        <translation>没有妨碍训练的问题。</translation>
    </message>
    <message>
        <source>The data is being read</source>
        <translation>正在读取数据</translation>
    </message>
    <message>
        <source>There is no data to learn from.</source>
        <translation>没有可供学习的数据。</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>Stop and keep best</source>
        <translation>停止并保留最佳</translation>
    </message>
    <message>
        <source>Ignore</source>
        <translation>忽略</translation>
    </message>
    <message>
        <source>It is not shown for this run any more</source>
        <translation>在这次运行里不再显示它</translation>
    </message>
    <message numerus="yes">
        <source>%n ignored · show</source>
        <translation>
            <numerusform>已忽略 %n 条 · 显示</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>loom::TrainFacts</name>
    <message>
        <source>Checkpoint saved %1 ago</source>
        <translation>检查点保存于 %1前</translation>
    </message>
    <message>
        <source>No checkpoint yet</source>
        <translation>还没有检查点</translation>
    </message>
    <message>
        <source>Energy %1 J</source>
        <translation>耗能 %1 J</translation>
    </message>
    <message>
        <source>Energy %1 Wh</source>
        <translation>耗能 %1 Wh</translation>
    </message>
    <message>
        <source>%1 training samples, %2 validation samples</source>
        <translation>%1 个训练样本，%2 个验证样本</translation>
    </message>
    <message>
        <source>Data loader waits %1 of the time</source>
        <translation>%1 的时间在等数据</translation>
    </message>
    <message numerus="yes">
        <source>Queue: %n run(s) after this one</source>
        <translation>
            <numerusform>队列：之后还有 %n 次运行</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>loom::TrainPlots</name>
    <message>
        <source>valid.</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>轮次</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>x axis</source>
        <translation>横轴</translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation>平滑</translation>
    </message>
    <message>
        <source>epoch</source>
        <translation>轮次</translation>
    </message>
    <message>
        <source>step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>秒</translation>
    </message>
    <message>
        <source>Epoch %1</source>
        <translation>第 %1 轮</translation>
    </message>
    <message>
        <source>Step %1</source>
        <translation>第 %1 步</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Samples/s</source>
        <translation>样本/秒</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message numerus="yes">
        <source>% · %n core(s)</source>
        <translation>
            <numerusform>% · %n 核</numerusform>
        </translation>
    </message>
    <message>
        <source>Steps on a log scale</source>
        <translation>步数用对数坐标</translation>
    </message>
    <message>
        <source>Processor time of the program over the time on the clock; 100% is one core</source>
        <translation>程序占用的处理器时间与实际时间之比，单核满载为 100%</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message numerus="yes">
        <source>%1 · %n seed(s)</source>
        <translation>
            <numerusform>%1 · %n 个种子</numerusform>
        </translation>
    </message>
    <message>
        <source>Mean of seeds</source>
        <translation>种子均值</translation>
    </message>
    <message>
        <source>Runs that differ in nothing but the seed are one line, their mean, in a band of one standard deviation to both sides</source>
        <translation>仅种子不同的运行合成一条均值曲线，并带上下各一个标准差的带</translation>
    </message>
    <message>
        <source>Mean of training loss and gradient norm over the last steps; 0 shows every step as it was</source>
        <translation>训练损失与梯度范数在最近若干步上的均值；0 表示逐步显示原值</translation>
    </message>
    <message>
        <source>Gradient norm</source>
        <translation>梯度范数</translation>
    </message>
    <message>
        <source>Of all weights that learn, before penalties and clipping; measured at the first hundred steps, then at every tenth</source>
        <translation>所有可学习权重的梯度范数，在惩罚项和裁剪之前；前一百步逐步测量，之后每十步测一次</translation>
    </message>
    <message>
        <source>All outputs</source>
        <translation>全部输出</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>Whose loss and accuracy are shown; the loss of one output is without its weight</source>
        <translation>显示哪个输出的损失和准确率；单个输出的损失不含其权重</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
</context>
<context>
    <name>loom::TrainStage</name>
    <message>
        <source>There is no data to learn from.</source>
        <translation>没有可供学习的数据。</translation>
    </message>
    <message>
        <source>Open data first.</source>
        <translation>请先打开数据。</translation>
    </message>
    <message>
        <source>The network cannot be trained as it is.</source>
        <translation>网络目前无法训练。</translation>
    </message>
    <message>
        <source>Look at the problems at the right.</source>
        <translation>请看右侧的问题。</translation>
    </message>
    <message>
        <source>No data yet</source>
        <translation>还没有数据</translation>
    </message>
    <message>
        <source>Training needs samples to learn from.</source>
        <translation>训练需要可供学习的样本。</translation>
    </message>
    <message>
        <source>Open data</source>
        <translation>打开数据</translation>
    </message>
    <message>
        <source>The network is not ready</source>
        <translation>网络还没有就绪</translation>
    </message>
    <message>
        <source>Join Input and Output and mend the problems.</source>
        <translation>把输入和输出连起来，并修复问题。</translation>
    </message>
    <message>
        <source>Go to Design</source>
        <translation>转到“设计”</translation>
    </message>
    <message>
        <source>No runs yet</source>
        <translation>还没有运行</translation>
    </message>
    <message>
        <source>Curves and figures of each run appear here.</source>
        <translation>每次运行的曲线和数字会显示在这里。</translation>
    </message>
    <message>
        <source>Start training</source>
        <translation>开始训练</translation>
    </message>
    <message>
        <source>in use, read-only</source>
        <translation>使用中，只读</translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) cannot be read.</source>
        <translation>
            <numerusform>有 %n 次运行无法读取。</numerusform>
        </translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>训练方案</translation>
    </message>
    <message>
        <source>The data is being read</source>
        <translation>正在读取数据</translation>
    </message>
    <message>
        <source>Training can start when it is there.</source>
        <translation>读完即可开始训练。</translation>
    </message>
    <message>
        <source>Doctor and forecast</source>
        <translation>训练诊断与预测</translation>
    </message>
    <message>
        <source>A search is in progress.</source>
        <translation>正在搜索。</translation>
    </message>
    <message>
        <source>Pause it first; it goes on where it was left.</source>
        <translation>请先暂停搜索；之后会从中断处继续。</translation>
    </message>
    <message>
        <source>A run is in progress.</source>
        <translation>有训练正在进行。</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>运行记录</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>A k-fold is in progress.</source>
        <translation>交叉验证正在进行。</translation>
    </message>
    <message>
        <source>Folds</source>
        <translation>交叉验证</translation>
    </message>
    <message>
        <source>Runs, search or folds</source>
        <translation>运行、搜索或交叉验证</translation>
    </message>
</context>
<context>
    <name>loom::WelcomeStage</name>
    <message>
        <source>Choose a folder…</source>
        <translation>选择文件夹…</translation>
    </message>
    <message>
        <source>Open a project</source>
        <translation>打开项目</translation>
    </message>
    <message>
        <source>Layerloom projects (*.loom)</source>
        <translation>层织项目 (*.loom)</translation>
    </message>
    <message>
        <source>Choose a folder of data</source>
        <translation>选择数据文件夹</translation>
    </message>
    <message>
        <source>Layerloom</source>
        <translation>层织</translation>
    </message>
    <message>
        <source>From data to a model you can explain</source>
        <translation>把数据变成能用、说得清的模型</translation>
    </message>
    <message>
        <source>Start from my data</source>
        <translation>从我的数据开始</translation>
    </message>
    <message>
        <source>Blank project</source>
        <translation>空白项目</translation>
    </message>
    <message>
        <source>Recent projects</source>
        <translation>最近的项目</translation>
    </message>
    <message>
        <source>Learn from a sample</source>
        <translation>从示例学起</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Five-minute tour</source>
        <translation>五分钟导览</translation>
    </message>
    <message>
        <source>Start the tour</source>
        <translation>开始导览</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>Works offline; data stay on this machine</source>
        <translation>离线运行，数据不出本机</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>选择文件…</translation>
    </message>
    <message>
        <source>Choose a data file</source>
        <translation>选择数据文件</translation>
    </message>
    <message>
        <source>Data come along, except for the photos</source>
        <translation>除“小照片”外，都自带数据</translation>
    </message>
    <message>
        <source>In the first sample, hands on; leave at any time</source>
        <translation>在第一个示例中动手操作；随时可以离开</translation>
    </message>
    <message>
        <source>Begin with an architecture</source>
        <translation>从现成的架构开始</translation>
    </message>
    <message>
        <source>Name, or what it is for</source>
        <translation>名称或用途</translation>
    </message>
    <message>
        <source>Search architectures</source>
        <translation>搜索架构</translation>
    </message>
    <message>
        <source>No architecture of that name.</source>
        <translation>没有叫这个名称的架构。</translation>
    </message>
    <message numerus="yes">
        <source>%n network(s), without data</source>
        <translation>
            <numerusform>%n 个网络，不带数据</numerusform>
        </translation>
    </message>
</context>
</TS>
