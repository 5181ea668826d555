<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>loom::cli</name>
    <message>
        <source>%1 can be trained.</source>
        <translation>%1 可以训练。</translation>
    </message>
    <message>
        <source>Says what is wrong with a project, and how to mend it.</source>
        <translation>说明项目哪里有问题，以及如何修复。</translation>
    </message>
    <message>
        <source>The project file.</source>
        <translation>项目文件。</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1 of %2 rows cannot be used; they are left out.</source>
        <translation>%2 行中有 %1 行无法使用，已略去。</translation>
    </message>
    <message>
        <source>%1 missing</source>
        <translation>缺失 %1 个</translation>
    </message>
    <message>
        <source>%1 rows · %2 columns · %3</source>
        <translation>%1 行 · %2 列 · %3</translation>
    </message>
    <message>
        <source>Says what a file or folder of data holds.</source>
        <translation>说明数据文件或文件夹里有什么。</translation>
    </message>
    <message>
        <source>A file or a folder.</source>
        <translation>文件或文件夹。</translation>
    </message>
    <message>
        <source>One JSON object a line on standard output.</source>
        <translation>在标准输出上每行给出一个 JSON 对象。</translation>
    </message>
    <message>
        <source>Lists what can compute here, and why not where it cannot.</source>
        <translation>列出本机可用的计算设备；不可用的说明原因。</translation>
    </message>
    <message>
        <source>%1 · %2 samples · RMSE %3 · MAE %4 · R² %5</source>
        <translation>%1 · %2 个样本 · RMSE %3 · MAE %4 · R² %5</translation>
    </message>
    <message>
        <source>%1 · %2 samples · accuracy %3 (95%: %4 to %5) · loss %6</source>
        <translation>%1 · %2 个样本 · 准确率 %3（95% 置信区间 %4 至 %5）· 损失 %6</translation>
    </message>
    <message>
        <source>class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>precision</source>
        <translation>精确率</translation>
    </message>
    <message>
        <source>recall</source>
        <translation>召回率</translation>
    </message>
    <message>
        <source>samples</source>
        <translation>样本数</translation>
    </message>
    <message>
        <source>There is no split called “%1”.</source>
        <translation>没有名为“%1”的划分。</translation>
    </message>
    <message>
        <source>Choose train, validation or test.</source>
        <translation>请选择 train、validation 或 test。</translation>
    </message>
    <message>
        <source>Judges a trained network on one part of the data.</source>
        <translation>用数据的一部分评估训练好的网络。</translation>
    </message>
    <message>
        <source>Which run; without it, the last finished one.</source>
        <translation>哪次运行；不指定时为最近完成的一次。</translation>
    </message>
    <message>
        <source>Which part: train, validation or test.</source>
        <translation>哪一部分：train、validation 或 test。</translation>
    </message>
    <message>
        <source>There is no format called “%1”.</source>
        <translation>没有名为“%1”的格式。</translation>
    </message>
    <message>
        <source>Choose one of these: %1.</source>
        <translation>请从中选择：%1。</translation>
    </message>
    <message>
        <source>%1 is written and checked: on %2 samples it differs from the trained network by at most %3.</source>
        <translation>%1 已写好并核对：在 %2 个样本上，与训练好的网络最多相差 %3。</translation>
    </message>
    <message>
        <source>%1 is written and checked: every weight reads back unchanged.</source>
        <translation>%1 已写好并核对：每个权重读回后都没有变化。</translation>
    </message>
    <message>
        <source>Writes a trained network for other programs, and checks the file.</source>
        <translation>把训练好的网络写成其他程序可用的文件，并核对该文件。</translation>
    </message>
    <message>
        <source>The file to write.</source>
        <translation>要写入的文件。</translation>
    </message>
    <message>
        <source>%1 parameters, %2 multiply-adds</source>
        <translation>%1 个参数，%2 次乘加</translation>
    </message>
    <message>
        <source>Training needs about %1 of memory</source>
        <translation>训练约需 %1 内存</translation>
    </message>
    <message>
        <source>Says what a project&apos;s network is made of and what it costs.</source>
        <translation>说明项目的网络由什么组成、开销多大。</translation>
    </message>
    <message>
        <source>Lists the layers a network can be made of.</source>
        <translation>列出可用来搭建网络的网络层。</translation>
    </message>
    <message>
        <source>%1 is ready.</source>
        <translation>%1 已建好。</translation>
    </message>
    <message>
        <source>It has no data yet. Name a file or folder with --data when training it.</source>
        <translation>它还没有数据。训练时请用 --data 指定文件或文件夹。</translation>
    </message>
    <message>
        <source>The project file to make.</source>
        <translation>要新建的项目文件。</translation>
    </message>
    <message>
        <source>Which sample; `loom templates` lists them.</source>
        <translation>哪个示例；`loom templates` 会列出全部。</translation>
    </message>
    <message>
        <source>The data to learn from: a file or a folder.</source>
        <translation>用来学习的数据：文件或文件夹。</translation>
    </message>
    <message>
        <source>%1 cannot be read.</source>
        <translation>无法读取 %1。</translation>
    </message>
    <message>
        <source>%1 has no data yet.</source>
        <translation>%1 还没有数据。</translation>
    </message>
    <message>
        <source>Name a file or folder with --data, or choose it on the Data page of the window.</source>
        <translation>请用 --data 指定文件或文件夹，或在窗口的“数据”页中选择。</translation>
    </message>
    <message>
        <source>%1 has no finished run.</source>
        <translation>%1 没有已完成的运行。</translation>
    </message>
    <message>
        <source>Train it first: loom train %1</source>
        <translation>请先训练：loom train %1</translation>
    </message>
    <message>
        <source>Standard output cannot be written.</source>
        <translation>无法写入标准输出。</translation>
    </message>
    <message>
        <source>error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 分 %2 秒</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 小时 %2 分</translation>
    </message>
    <message>
        <source>Asks a trained network about new samples.</source>
        <translation>让训练好的网络判断新样本。</translation>
    </message>
    <message>
        <source>Pictures, tables or folders with the samples.</source>
        <translation>含有样本的图片、表格或文件夹。</translation>
    </message>
    <message>
        <source>%1 · %2 left</source>
        <translation>%1 · 还剩 %2</translation>
    </message>
    <message>
        <source>%1 of %2 comparisons with the reference device passed on %3.</source>
        <translation>%3：与参考设备的 %2 项比较中，%1 项通过。</translation>
    </message>
    <message>
        <source>Compares a device with the reference, layer by layer.</source>
        <translation>逐层比较某个设备与参考设备。</translation>
    </message>
    <message>
        <source>The device: auto, cpu, cuda or reference.</source>
        <translation>设备：auto、cpu、cuda 或 reference。</translation>
    </message>
    <message>
        <source>Training has stopped. Finished epochs are saved; go on with: loom train %1 --resume</source>
        <translation>训练已停止。已完成的轮次都已保存；继续训练：loom train %1 --resume</translation>
    </message>
    <message>
        <source>There is no unfinished run; a new one begins.</source>
        <translation>没有未完成的运行，开始新的运行。</translation>
    </message>
    <message>
        <source>Training ended without a result.</source>
        <translation>训练结束，但没有结果。</translation>
    </message>
    <message>
        <source>Test accuracy %1 (%2, best epoch %3)</source>
        <translation>测试准确率 %1（%2，最佳轮次 %3）</translation>
    </message>
    <message>
        <source>Test loss %1 (%2, best epoch %3)</source>
        <translation>测试损失 %1（%2，最佳轮次 %3）</translation>
    </message>
    <message>
        <source>Trains a project&apos;s network. Ctrl+C leaves a run that --resume goes on with.</source>
        <translation>训练项目的网络。按 Ctrl+C 停下后，可用 --resume 继续。</translation>
    </message>
    <message>
        <source>How many epochs in all.</source>
        <translation>总共训练多少轮。</translation>
    </message>
    <message>
        <source>How many threads; without it, as many as this process may use.</source>
        <translation>线程数；不指定时，用本进程可用的全部处理器。</translation>
    </message>
    <message>
        <source>Where the random numbers start.</source>
        <translation>随机种子。</translation>
    </message>
    <message>
        <source>Learn from other data this time: a file or a folder.</source>
        <translation>这次改用其他数据：文件或文件夹。</translation>
    </message>
    <message>
        <source>This is not understood: %1</source>
        <translation>无法理解：%1</translation>
    </message>
    <message>
        <source>A command is missing.</source>
        <translation>缺少命令。</translation>
    </message>
    <message>
        <source>%1 is missing.</source>
        <translation>缺少 %1。</translation>
    </message>
    <message>
        <source>This value has the wrong form: %1</source>
        <translation>这个值的形式不对：%1</translation>
    </message>
    <message>
        <source>%1 has the wrong number of values.</source>
        <translation>%1 的值的个数不对。</translation>
    </message>
    <message>
        <source>The command line is wrong: %1</source>
        <translation>命令行有误：%1</translation>
    </message>
    <message>
        <source>Shows this help.</source>
        <translation>显示本帮助。</translation>
    </message>
    <message>
        <source>Usage</source>
        <translation>用法</translation>
    </message>
    <message>
        <source>COMMAND</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Arguments</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>选项</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>(needed)</source>
        <translation>（必需）</translation>
    </message>
    <message>
        <source>Builds, trains, judges and ships neural networks: Layerloom without its window.</source>
        <translation>搭建、训练、评估和交付神经网络：不带窗口的层织。</translation>
    </message>
    <message>
        <source>Shows the version.</source>
        <translation>显示版本。</translation>
    </message>
    <message>
        <source>The language of what is said: en or zh. Without it, the language of the environment.</source>
        <translation>输出所用的语言：en 或 zh。不指定时，按环境的语言。</translation>
    </message>
    <message>
        <source>Exit codes: 0 good, 1 the input is wrong, 2 the call is wrong, 3 the machine refused.
`loom COMMAND --help` says more about a command.</source>
        <translation>退出码：0 正常，1 输入有误，2 调用有误，3 机器拒绝。
`loom 命令 --help` 给出该命令的详细说明。</translation>
    </message>
    <message>
        <source>`%1 --help` says how to call it.</source>
        <translation>`%1 --help` 说明如何调用。</translation>
    </message>
    <message>
        <source>options</source>
        <translation>选项</translation>
    </message>
    <message>
        <source>There is no command called “%1”.</source>
        <translation>没有名为“%1”的命令。</translation>
    </message>
    <message>
        <source>The data has changed since %1. Its parts were drawn anew, so it may be judged here on rows that it learned from.</source>
        <translation>自 %1 以来，数据已经改变。各部分已重新划分，因此评估所用的行可能包含训练时学过的行。</translation>
    </message>
    <message>
        <source>%1 of %2 rows cannot be used and are left out. The first: %3: %4</source>
        <translation>%2 行中有 %1 行无法使用，已略去。第一处：%3：%4</translation>
    </message>
    <message>
        <source>--%1: %2</source>
        <translation>--%1：%2</translation>
    </message>
    <message>
        <source>Leave it out to take all that this process may use.</source>
        <translation>不写则使用本进程可用的全部线程。</translation>
    </message>
    <message>
        <source>The disk is full. Free some space, or choose another place.</source>
        <translation>磁盘已满。请腾出空间，或换一个位置。</translation>
    </message>
    <message>
        <source>%1, batches of %2, %3 threads, %4 steps a round</source>
        <translation>%1，批大小 %2，%3 个线程，每轮 %4 步</translation>
    </message>
    <message>
        <source>min ms</source>
        <translation>最短毫秒</translation>
    </message>
    <message>
        <source>median ms</source>
        <translation>中位数毫秒</translation>
    </message>
    <message>
        <source>95% ms</source>
        <translation>95% 毫秒</translation>
    </message>
    <message>
        <source>CPU ms</source>
        <translation>CPU 毫秒</translation>
    </message>
    <message>
        <source>of the peak</source>
        <translation>占峰值</translation>
    </message>
    <message>
        <source>ready after s</source>
        <translation>准备秒数</translation>
    </message>
    <message>
        <source>first step ms</source>
        <translation>首步毫秒</translation>
    </message>
    <message>
        <source>memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>ratio</source>
        <translation>比值</translation>
    </message>
    <message>
        <source>%1 × as fast as the best peer (%2)</source>
        <translation>速度是最快对手（%2）的 %1 倍</translation>
    </message>
    <message>
        <source>Peak %1 GFLOP/s with one thread, %2 with %3; load %4 before, %5 after; %6</source>
        <translation>峰值：单线程 %1 GFLOP/s，%3 个线程 %2 GFLOP/s；系统负载：测前 %4，测后 %5；%6</translation>
    </message>
    <message>
        <source>%1 is %2, but must be between %3 and %4.</source>
        <translation>%1 为 %2，但必须在 %3 到 %4 之间。</translation>
    </message>
    <message>
        <source>Leave it out to take what is usual.</source>
        <translation>省略此选项即采用默认值。</translation>
    </message>
    <message>
        <source>Name a project file or a sample; `loom templates` lists them.</source>
        <translation>请给出项目文件或示例名称；用 `loom templates` 列出示例。</translation>
    </message>
    <message>
        <source>Measures training steps of networks, beside other programs that compute the same.</source>
        <translation>测量网络训练步的耗时，并与计算相同内容的其他程序对比。</translation>
    </message>
    <message>
        <source>Project files or samples; their data is made up.</source>
        <translation>项目文件或示例；数据由程序生成。</translation>
    </message>
    <message>
        <source>Samples in a batch.</source>
        <translation>批大小。</translation>
    </message>
    <message>
        <source>How many batches take turns.</source>
        <translation>轮流使用多少个批次。</translation>
    </message>
    <message>
        <source>How often the sides take turns.</source>
        <translation>各方轮流多少轮。</translation>
    </message>
    <message>
        <source>Steps in a round; without it, as many as fill a tenth of a second.</source>
        <translation>每轮的步数；省略则取约十分之一秒内能完成的步数。</translation>
    </message>
    <message>
        <source>A command that does the same, as a shell reads it; tests/bench/README.md says what it must understand. Several times for several peers.</source>
        <translation>执行相同计算的命令（按 shell 语法书写），须遵守 tests/bench/README.md 中的协议。可多次给出以对比多个对手。</translation>
    </message>
    <message>
        <source>Says where a step&apos;s time goes.</source>
        <translation>列出一步中各部分的耗时。</translation>
    </message>
    <message>
        <source>Be a peer of such a measurement: serve the job in this folder.</source>
        <translation>作为测量的一方：执行此文件夹中的任务。</translation>
    </message>
    <message>
        <source>onnx, safetensors, pytorch or keras.</source>
        <translation>onnx、safetensors、pytorch 或 keras。</translation>
    </message>
    <message>
        <source>The format “%1” has no opsets.</source>
        <translation>格式“%1”没有算子集版本。</translation>
    </message>
    <message>
        <source>Leave --opset out.</source>
        <translation>请去掉 --opset。</translation>
    </message>
    <message>
        <source>Opset %1 cannot be written.</source>
        <translation>无法写出算子集版本 %1。</translation>
    </message>
    <message>
        <source>Choose one from %1 to %2.</source>
        <translation>请选择 %1 到 %2 之间的版本。</translation>
    </message>
    <message>
        <source>The version of ONNX&apos;s operators, %1 to %2; without it %3.</source>
        <translation>ONNX 算子集版本，%1 到 %2；不写则为 %3。</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>%1: %2. %3</source>
        <translation>%1：%2。%3</translation>
    </message>
    <message>
        <source>Looks into data, converts and splits it.</source>
        <translation>查看、转换和划分数据。</translation>
    </message>
    <message>
        <source>%1 is there already.</source>
        <translation>%1 已经存在。</translation>
    </message>
    <message>
        <source>Choose another name, or write over it with --force.</source>
        <translation>请换一个名称，或用 --force 覆盖。</translation>
    </message>
    <message>
        <source>%1 has no ending that says what to write.</source>
        <translation>%1 的扩展名没有说明要写成什么格式。</translation>
    </message>
    <message>
        <source>Endings are .csv, .tsv, .jsonl and .npz.</source>
        <translation>扩展名可以是 .csv、.tsv、.jsonl 和 .npz。</translation>
    </message>
    <message>
        <source>One file of rows has no parts; `loom data split %1 --output FOLDER` writes one for each.</source>
        <translation>单个数据行文件不含划分；`loom data split %1 --output FOLDER` 为每一部分各写一个文件。</translation>
    </message>
    <message>
        <source>%1 was written, but what is read from it is not the same.</source>
        <translation>%1 已写入，但从中读回的内容与原来不同。</translation>
    </message>
    <message>
        <source>Choose another ending: .jsonl keeps the most.</source>
        <translation>请换一个扩展名：.jsonl 保留得最完整。</translation>
    </message>
    <message>
        <source>%1 · %2 rows · %3 columns · %4</source>
        <translation>%1 · %2 行 · %3 列 · %4</translation>
    </message>
    <message>
        <source>Writes a table in another format, reads it again and compares.</source>
        <translation>把表格写成另一种格式，再读回来比较。</translation>
    </message>
    <message>
        <source>The file to write: .csv, .tsv, .jsonl or .npz.</source>
        <translation>要写入的文件：.csv、.tsv、.jsonl 或 .npz。</translation>
    </message>
    <message>
        <source>Write what the preparation steps of this project make of it.</source>
        <translation>写入经过此项目的准备步骤处理后的数据。</translation>
    </message>
    <message>
        <source>Write over what is there.</source>
        <translation>覆盖已有的文件。</translation>
    </message>
    <message>
        <source>There is no way of splitting called “%1”.</source>
        <translation>没有名为“%1”的划分方式。</translation>
    </message>
    <message>
        <source>Ways are given, random, stratified, group, time and k-fold.</source>
        <translation>划分方式有 given、random、stratified、group、time 和 k-fold。</translation>
    </message>
    <message>
        <source>--column has no meaning here.</source>
        <translation>--column 在这里没有意义。</translation>
    </message>
    <message>
        <source>It belongs to --by group, time and k-fold.</source>
        <translation>它用于 --by group、time 和 k-fold。</translation>
    </message>
    <message>
        <source>--k and --fold have no meaning here.</source>
        <translation>--k 和 --fold 在这里没有意义。</translation>
    </message>
    <message>
        <source>They belong to --by k-fold.</source>
        <translation>它们用于 --by k-fold。</translation>
    </message>
    <message>
        <source>There is no fold %1 of %2.</source>
        <translation>没有第 %1 折：共 %2 折。</translation>
    </message>
    <message>
        <source>Two folds or more, numbered from 1.</source>
        <translation>至少 2 折，从 1 开始编号。</translation>
    </message>
    <message>
        <source>A share of %1 is not between 0 and 1.</source>
        <translation>比例 %1 不在 0 到 1 之间。</translation>
    </message>
    <message>
        <source>0.2 is a fifth.</source>
        <translation>0.2 即五分之一。</translation>
    </message>
    <message>
        <source>Column “%1” is no class, so it has no classes to share out.</source>
        <translation>列“%1”不是类别，无法分层。</translation>
    </message>
    <message>
        <source>There is no column of classes to share out.</source>
        <translation>没有可用于分层的类别列。</translation>
    </message>
    <message>
        <source>Name one with --target, or split --by random.</source>
        <translation>请用 --target 指定一列，或用 --by random 划分。</translation>
    </message>
    <message>
        <source>The folder %1 cannot be made.</source>
        <translation>无法创建文件夹 %1。</translation>
    </message>
    <message>
        <source>%1 cannot be deleted.</source>
        <translation>无法删除 %1。</translation>
    </message>
    <message>
        <source>Writes the training, validation and test part of a table as CSV files.</source>
        <translation>把表格的训练集、验证集和测试集写成 CSV 文件。</translation>
    </message>
    <message>
        <source>given (by the data, else as stratified), random, stratified (each class in its share), group (equal values of the column stay together), time (the newest rows are the test part), k-fold. Without it: given.</source>
        <translation>given（数据自带，没有时同 stratified）、random（随机）、stratified（按类别分层）、group（该列取值相同的行不分开）、time（最新的行作测试集）、k-fold（k 折）。默认 given。</translation>
    </message>
    <message>
        <source>The column of the groups or of the times.</source>
        <translation>分组列或时间列。</translation>
    </message>
    <message>
        <source>The column of the classes; without it, the likely one.</source>
        <translation>类别列；默认取最可能的一列。</translation>
    </message>
    <message>
        <source>How many folds; without it, 5.</source>
        <translation>折数；默认 5。</translation>
    </message>
    <message>
        <source>Which fold is the test part, from 1 on.</source>
        <translation>用第几折作测试集，从 1 开始。</translation>
    </message>
    <message>
        <source>The share of the training rows that validates; without it, 0.1.</source>
        <translation>验证集占训练行的比例；默认 0.1。</translation>
    </message>
    <message>
        <source>The share of all rows that tests; without it, 0.2.</source>
        <translation>测试集占全部行的比例；默认 0.2。</translation>
    </message>
    <message>
        <source>Another number draws other rows; without it, 1.</source>
        <translation>随机种子；默认 1。</translation>
    </message>
    <message>
        <source>The folder for train.csv, validation.csv and test.csv.</source>
        <translation>存放 train.csv、validation.csv 和 test.csv 的文件夹。</translation>
    </message>
    <message>
        <source>%1 · AUC %2</source>
        <translation>%1 · AUC %2</translation>
    </message>
    <message>
        <source>A new project begins with a sample or with a suggestion.</source>
        <translation>新项目要从示例项目或推荐开始。</translation>
    </message>
    <message>
        <source>Give either --template ID or --suggest.</source>
        <translation>给出 --template ID 或 --suggest 其中之一。</translation>
    </message>
    <message>
        <source>There is no data to suggest a network for.</source>
        <translation>没有可供推荐网络的数据。</translation>
    </message>
    <message>
        <source>Name a file or folder with --data.</source>
        <translation>用 --data 指定文件或文件夹。</translation>
    </message>
    <message>
        <source>--target and --json go with --suggest only.</source>
        <translation>--target 和 --json 只能与 --suggest 一起使用。</translation>
    </message>
    <message>
        <source>A sample has its own target; leave them out.</source>
        <translation>示例项目有自己的目标列；请去掉这些选项。</translation>
    </message>
    <message>
        <source>Makes a project from a sample, or one that fits your data. An existing file is never overwritten.</source>
        <translation>从示例项目新建项目，或新建适合自己数据的项目。从不覆盖已有文件。</translation>
    </message>
    <message>
        <source>Preparation steps, a network and a recipe by what the data is, with the reasons.</source>
        <translation>根据数据推荐准备步骤、网络和训练方案，并说明理由。</translation>
    </message>
    <message>
        <source>With --suggest: the column to predict; without it, it is guessed.</source>
        <translation>与 --suggest 一起：要预测的列；不给出时自动判断。</translation>
    </message>
    <message>
        <source>With --suggest: the proposal as a JSON object on standard output.</source>
        <translation>与 --suggest 一起：把推荐结果作为 JSON 对象写到标准输出。</translation>
    </message>
    <message>
        <source>%1: %2 rows have nothing to predict from and are left out.</source>
        <translation>%1：有 %2 行没有可用于预测的内容，已跳过。</translation>
    </message>
    <message>
        <source>Lists the sample projects, and the networks that are known by their name.</source>
        <translation>列出示例项目和以名称为人所知的网络。</translation>
    </message>
    <message>
        <source>There is no framework called “%1”.</source>
        <translation>没有名为“%1”的框架。</translation>
    </message>
    <message>
        <source>Prints a project&apos;s network, trained or not, as Python source that runs.</source>
        <translation>把项目的网络打印成可运行的 Python 源码，无论训练与否。</translation>
    </message>
    <message>
        <source>torch or keras.</source>
        <translation>torch 或 keras。</translation>
    </message>
    <message>
        <source>With the lines of each node, as one JSON object.</source>
        <translation>输出一个 JSON 对象，含每个节点所在的行。</translation>
    </message>
    <message>
        <source>There is only one network to compare.</source>
        <translation>只有一个网络，无从比较。</translation>
    </message>
    <message>
        <source>Name a second project, or runs of the first with --run and --with-run.</source>
        <translation>再给出一个项目，或用 --run 和 --with-run 指定第一个项目的运行。</translation>
    </message>
    <message>
        <source>Network, recipe and data are the same.</source>
        <translation>网络、训练方案和数据都相同。</translation>
    </message>
    <message>
        <source>Says what differs between two projects or runs: network, recipe and data.</source>
        <translation>说明两个项目或两次运行有何不同：网络、训练方案和数据。</translation>
    </message>
    <message>
        <source>What it is compared with; without it, the same project.</source>
        <translation>与之比较的项目；不给出则为同一个项目。</translation>
    </message>
    <message>
        <source>A run of the first, in place of the project as it is.</source>
        <translation>取第一个项目的某次运行，代替项目当前的样子。</translation>
    </message>
    <message>
        <source>A run of the second, in place of the project as it is.</source>
        <translation>取第二个项目的某次运行，代替项目当前的样子。</translation>
    </message>
    <message>
        <source>As one JSON object.</source>
        <translation>输出一个 JSON 对象。</translation>
    </message>
    <message>
        <source>Its weights are %1, with which training begins.</source>
        <translation>其权重为 %1，训练将从它开始。</translation>
    </message>
    <message>
        <source>Nothing here does what %1 (%2) does: %3</source>
        <translation>%1（%2）的运算在此没有对应的层：%3</translation>
    </message>
    <message>
        <source>Makes a project of the network in an ONNX file, with its weights. An existing file is never overwritten.</source>
        <translation>用 ONNX 文件中的网络及其权重新建项目。已有文件绝不覆盖。</translation>
    </message>
    <message>
        <source>The ONNX file.</source>
        <translation>ONNX 文件。</translation>
    </message>
    <message>
        <source>One JSON object on standard output.</source>
        <translation>在标准输出上给出一个 JSON 对象。</translation>
    </message>
    <message>
        <source>The weights were imported, so nothing says how files become samples.</source>
        <translation>权重是导入的，因此没有说明如何把文件变成样本。</translation>
    </message>
    <message>
        <source>Choose data and train for an epoch, beginning with these weights.</source>
        <translation>请选择数据，并从这些权重开始训练一轮。</translation>
    </message>
    <message>
        <source>%1 has several Inputs or Outputs; networks with one of each are measured.</source>
        <translation>%1 有多个“输入”或“输出”；只能测量各有一个的网络。</translation>
    </message>
    <message>
        <source>Choose another network, or measure a part of it.</source>
        <translation>请选择其他网络，或只测量它的一部分。</translation>
    </message>
    <message>
        <source>%1 · loss of all outputs %2</source>
        <translation>%1 · 所有输出的总损失 %2</translation>
    </message>
    <message>
        <source>%1: test accuracy %2, loss %3</source>
        <translation>%1：测试准确率 %2，损失 %3</translation>
    </message>
    <message>
        <source>%1: test loss %2</source>
        <translation>%1：测试损失 %2</translation>
    </message>
    <message>
        <source>Its layers and the file give the same numbers: they differ by at most %1 of the largest.</source>
        <translation>导入的网络与文件给出相同的数值：相差至多为最大值的 %1 倍。</translation>
    </message>
    <message>
        <source>%1 · %2 pictures · mAP@0.5 %3 · precision %4 · recall %5 · loss %6</source>
        <translation>%1 · %2 张图片 · mAP@0.5 %3 · 精确率 %4 · 召回率 %5 · 损失 %6</translation>
    </message>
    <message>
        <source>average precision</source>
        <translation>平均精确率</translation>
    </message>
    <message>
        <source>objects</source>
        <translation>物体数</translation>
    </message>
    <message>
        <source>Unit “%1”</source>
        <translation>单元“%1”</translation>
    </message>
    <message>
        <source>as in %1; copies: %2</source>
        <translation>如 %1 中所示；副本数：%2</translation>
    </message>
    <message>
        <source>in no copy that takes part</source>
        <translation>没有参与的副本</translation>
    </message>
    <message>
        <source>Says what differs between two runs: network, recipe, data, figures, and which samples they judge otherwise.</source>
        <translation>列出两次运行的不同之处：网络、训练配方、数据、指标，以及哪些样本的判断不同。</translation>
    </message>
    <message>
        <source>The run that is compared with.</source>
        <translation>作为比较基准的运行。</translation>
    </message>
    <message>
        <source>The run that is compared.</source>
        <translation>与之比较的运行。</translation>
    </message>
    <message>
        <source>On which part samples are judged: train, validation or test.</source>
        <translation>在哪一部分上判断样本：train、validation 或 test。</translation>
    </message>
    <message>
        <source>--json and --csv exclude each other.</source>
        <translation>--json 和 --csv 不能同时使用。</translation>
    </message>
    <message>
        <source>Choose one of them.</source>
        <translation>请选择其中之一。</translation>
    </message>
    <message>
        <source>%1 is damaged and left out: %2</source>
        <translation>%1 已损坏，未列出：%2</translation>
    </message>
    <message>
        <source>There are no runs yet.</source>
        <translation>还没有运行。</translation>
    </message>
    <message>
        <source>A table with all that is known of each run, as CSV.</source>
        <translation>以 CSV 表格输出每次运行的全部信息。</translation>
    </message>
    <message>
        <source>Its layers could not be compared with the file: %1</source>
        <translation>导入的网络未能与文件比较：%1</translation>
    </message>
    <message>
        <source>--baseline and --no-baseline exclude each other.</source>
        <translation>--baseline 和 --no-baseline 不能同时使用。</translation>
    </message>
    <message>
        <source>Nothing says which run is meant.</source>
        <translation>没有说明指的是哪次运行。</translation>
    </message>
    <message>
        <source>Name it behind the project, as in: loom runs FILE.loom run-1 --note &quot;…&quot;</source>
        <translation>请在项目之后写出它，例如：loom runs FILE.loom run-1 --note &quot;…&quot;</translation>
    </message>
    <message>
        <source>--title, --baseline and --restore are for one run.</source>
        <translation>--title、--baseline 和 --restore 只用于一次运行。</translation>
    </message>
    <message>
        <source>Name one run behind the project.</source>
        <translation>请在项目之后写出一次运行。</translation>
    </message>
    <message>
        <source>%1 is the project as %2 was trained.</source>
        <translation>%1 是 %2 训练时的项目。</translation>
    </message>
    <message>
        <source>notes</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>baseline</source>
        <translation>基线</translation>
    </message>
    <message>
        <source>Lists the runs of a project: how they were trained and what came of it. Writes notes to them, and what other programs read.</source>
        <translation>列出项目的所有运行：如何训练以及结果如何。也可以为运行写备注，或写成其他程序可读的文件。</translation>
    </message>
    <message>
        <source>The runs that are meant; without them, all.</source>
        <translation>所指的运行；不写则为全部。</translation>
    </message>
    <message>
        <source>Calls the run so; empty: as its folder.</source>
        <translation>为运行取名；留空则与文件夹同名。</translation>
    </message>
    <message>
        <source>Writes a note to the runs, in place of the one that is there.</source>
        <translation>为运行写备注，取代原有的备注。</translation>
    </message>
    <message>
        <source>Gives the runs a tag, beside those that they have.</source>
        <translation>为运行添加一个标签，保留已有的标签。</translation>
    </message>
    <message>
        <source>Takes a tag off the runs.</source>
        <translation>去掉运行的一个标签。</translation>
    </message>
    <message>
        <source>Pins the run as the one that others are compared with.</source>
        <translation>把这次运行设为基线，供其他运行比较。</translation>
    </message>
    <message>
        <source>No run is pinned any more.</source>
        <translation>取消基线。</translation>
    </message>
    <message>
        <source>Writes the runs&apos; curves as event files of TensorBoard, a folder for each.</source>
        <translation>把运行的曲线写成 TensorBoard 的事件文件，每次运行一个文件夹。</translation>
    </message>
    <message>
        <source>Makes a new project of what the run was trained with: network, recipe and data.</source>
        <translation>用这次运行训练时的网络、训练方案和数据新建一个项目。</translation>
    </message>
    <message>
        <source>Runs written: %1. See them with: tensorboard --logdir %2</source>
        <translation>已写出的运行：%1 次。查看方式：tensorboard --logdir %2</translation>
    </message>
    <message>
        <source>%1 has no run that could be examined.</source>
        <translation>%1 没有可供诊断的运行。</translation>
    </message>
    <message>
        <source>The run has no finding “%1”.</source>
        <translation>这次运行没有发现“%1”。</translation>
    </message>
    <message>
        <source>“loom doctor %1 --json” lists them.</source>
        <translation>“loom doctor %1 --json”会列出所有结果。</translation>
    </message>
    <message>
        <source>No edit of this project is a remedy for “%1”.</source>
        <translation>这个项目没有能解决“%1”的修改。</translation>
    </message>
    <message>
        <source>Done in %1: %2</source>
        <translation>已在 %1 中完成：%2</translation>
    </message>
    <message>
        <source>Nothing was found in %1.</source>
        <translation>在 %1 中没有发现问题。</translation>
    </message>
    <message>
        <source>Tells what was found while a run was trained, and what helps.</source>
        <translation>说明训练中发现的问题，以及解决办法。</translation>
    </message>
    <message>
        <source>The run; without it, the newest.</source>
        <translation>哪次运行；不指定时为最近一次。</translation>
    </message>
    <message>
        <source>Makes the remedy for this finding in the project.</source>
        <translation>在项目中执行对这个问题的解决办法。</translation>
    </message>
    <message>
        <source>An epoch takes about %1, all of the recipe about %2</source>
        <translation>每轮约需 %1,全部训练约需 %2</translation>
    </message>
    <message>
        <source>%1 of each step is waiting for data</source>
        <translation>每步有 %1 的时间在等待数据</translation>
    </message>
    <message>
        <source>Batches of up to %1 fit into the memory that is free</source>
        <translation>空闲内存最大可容纳的批大小为 %1</translation>
    </message>
    <message>
        <source>Not even one sample at a time fits into the memory that is free</source>
        <translation>空闲内存连单个样本也容纳不下</translation>
    </message>
    <message>
        <source>An epoch draws about %1 J, with all else that this machine does</source>
        <translation>每轮约耗电 %1 J(含本机其他程序)</translation>
    </message>
    <message>
        <source>Trains for about a second, keeps nothing of it, and says how long an epoch takes and which batches fit.</source>
        <translation>试训练约一秒,不保留任何结果,并说明每轮用时和可容纳的批大小。</translation>
    </message>
    <message>
        <source>%1 · repeat %2 · fold %3 · %4 (%5)</source>
        <translation>%1 · 第 %2 次重复 · 第 %3 折 · %4（%5）</translation>
    </message>
    <message>
        <source>%1: test accuracy %2 ± %3 (95 % interval, %4 folds)</source>
        <translation>%1：测试准确率 %2 ± %3（95 % 置信区间，%4 折）</translation>
    </message>
    <message>
        <source>%1: test loss %2 ± %3 (95 % interval, %4 folds)</source>
        <translation>%1：测试损失 %2 ± %3（95 % 置信区间，%4 折）</translation>
    </message>
    <message>
        <source>--repeats must be at least 1.</source>
        <translation>--repeats 至少为 1。</translation>
    </message>
    <message>
        <source>The k-fold has stopped. The same call goes on with it: loom kfold %1</source>
        <translation>k 折已停止。用同样的命令可以继续：loom kfold %1</translation>
    </message>
    <message>
        <source>%1 (p = %2).</source>
        <translation>%1（p = %2）。</translation>
    </message>
    <message>
        <source>Trains a project on all but one of several equal parts of its data, for each part in turn, and says how good it is on what it has not seen. The same call goes on where it was interrupted.</source>
        <translation>把数据分成若干等份，轮流留出一份、用其余部分训练项目，并说明它在没见过的数据上有多好。中断后用同样的命令可以继续。</translation>
    </message>
    <message>
        <source>Another project, judged on the same folds and compared with the first.</source>
        <translation>另一个项目，在相同的折上评估并与第一个比较。</translation>
    </message>
    <message>
        <source>How many parts.</source>
        <translation>分成多少折。</translation>
    </message>
    <message>
        <source>How often, each time with other folds and another seed.</source>
        <translation>重复多少次，每次使用不同的折和种子。</translation>
    </message>
    <message>
        <source>How many epochs each.</source>
        <translation>每次训练多少轮。</translation>
    </message>
    <message>
        <source>Begin anew, also where the same was asked before.</source>
        <translation>重新开始，即使以前做过同样的。</translation>
    </message>
    <message>
        <source>%1 · %2 begins</source>
        <translation>%1 · %2 开始</translation>
    </message>
    <message>
        <source>%1 · %2 failed: %3</source>
        <translation>%1 · %2 失败：%3</translation>
    </message>
    <message>
        <source>%1 · %2 is trained (%3)</source>
        <translation>%1 · %2 训练完成（%3）</translation>
    </message>
    <message>
        <source>The queue goes on; %1 trainings wait in it.</source>
        <translation>队列继续进行；其中有 %1 个训练在等待。</translation>
    </message>
    <message>
        <source>The queue has stopped. The same call goes on with it: loom queue %1</source>
        <translation>队列已停止。用同样的命令可以继续：loom queue %1</translation>
    </message>
    <message>
        <source>%1 trained, %2 failed.</source>
        <translation>已训练 %1 个，失败 %2 个。</translation>
    </message>
    <message>
        <source>Trains projects one after another. The order is kept in a file: the same call goes on where it was interrupted.</source>
        <translation>依次训练多个项目。顺序保存在文件中：中断后用同样的命令可以继续。</translation>
    </message>
    <message>
        <source>The project files, in their order.</source>
        <translation>项目文件，按顺序。</translation>
    </message>
    <message>
        <source>The file that keeps the order; without it, one beside the first project&apos;s runs.</source>
        <translation>保存顺序的文件；不指定时放在第一个项目的运行记录旁。</translation>
    </message>
    <message>
        <source>The optimiser of this recipe has no learning rate.</source>
        <translation>这个配方的优化器没有学习率。</translation>
    </message>
    <message>
        <source>Choose another optimiser.</source>
        <translation>请换一个优化器。</translation>
    </message>
    <message>
        <source>%1 has this learning rate now.</source>
        <translation>%1 现在使用这个学习率。</translation>
    </message>
    <message>
        <source>Learning rate %1 (the loss falls fastest at %2)</source>
        <translation>学习率 %1（损失在 %2 处下降最快）</translation>
    </message>
    <message>
        <source>It goes astray at %1</source>
        <translation>在 %1 处发散</translation>
    </message>
    <message>
        <source>The loss fell at no learning rate that was tried.</source>
        <translation>试过的学习率都没有使损失下降。</translation>
    </message>
    <message>
        <source>Try others with --from and --to, or look in Check what keeps the network from learning.</source>
        <translation>请用 --from 和 --to 试其他值，或在“检查”中查看是什么妨碍了网络学习。</translation>
    </message>
    <message>
        <source>Finds a learning rate: trains a little while it grows, and looks at the loss. Keeps no run.</source>
        <translation>寻找学习率：边增大学习率边训练一小会儿，观察损失。不留下运行。</translation>
    </message>
    <message>
        <source>The first learning rate, 0.000001 without it.</source>
        <translation>第一个学习率；不写则为 0.000001。</translation>
    </message>
    <message>
        <source>The last one, 10 without it.</source>
        <translation>最后一个学习率；不写则为 10。</translation>
    </message>
    <message>
        <source>How many steps it takes, 150 without it.</source>
        <translation>共多少步；不写则为 150。</translation>
    </message>
    <message>
        <source>Writes the suggestion into the project.</source>
        <translation>把建议写入项目。</translation>
    </message>
    <message>
        <source>%1: %2 trials</source>
        <translation>%1：%2 次试验</translation>
    </message>
    <message>
        <source>%1: %2 trials; there is nothing more to try</source>
        <translation>%1：%2 次试验；没有更多可试的组合</translation>
    </message>
    <message>
        <source>%1: %2 trials; the time is used up</source>
        <translation>%1：%2 次试验；时间已用完</translation>
    </message>
    <message>
        <source>No other is better with as few parameters: trials %1</source>
        <translation>在同样少的参数下没有更好的：试验 %1</translation>
    </message>
    <message>
        <source>No other is better in as short a time: trials %1</source>
        <translation>在同样短的时间内没有更好的：试验 %1</translation>
    </message>
    <message>
        <source>trial</source>
        <translation>试验</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>epochs</source>
        <translation>轮</translation>
    </message>
    <message>
        <source>parameters</source>
        <translation>参数量</translation>
    </message>
    <message>
        <source>time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>state</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>%1 explains %2 of the differences by itself.</source>
        <translation>%1 单独解释了 %2 的差异。</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>trial %1 of %2</source>
        <translation>第 %1/%2 次试验</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>--trials must be at least 1, --halving 2 or more, and limits above 0.</source>
        <translation>--trials 至少为 1，--halving 至少为 2，各项限制必须大于 0。</translation>
    </message>
    <message>
        <source>No row is held back for validation, so trials are compared by how well they know what they trained on. Give the validation part a share of the data to find what holds for new rows.</source>
        <translation>没有留出验证集，因此各次试验按它们在训练集上的表现来比较。若要找到对新数据也有效的设置，请为验证集分配一部分数据。</translation>
    </message>
    <message>
        <source>%1 goes on; %2 trials are there already.</source>
        <translation>%1 继续进行；已有 %2 次试验。</translation>
    </message>
    <message>
        <source>The search has stopped. The same call goes on with it: loom search %1</source>
        <translation>搜索已停止。用同样的命令可以继续：loom search %1</translation>
    </message>
    <message>
        <source>Tries other settings of a project, each as a run of its own, and says which are best. The same call goes on with a search that was interrupted.</source>
        <translation>尝试项目的其他设置，每种设置单独运行一次，并说明哪些最好。搜索中断后用同样的命令可以继续。</translation>
    </message>
    <message>
        <source>How many trials in all.</source>
        <translation>总共多少次试验。</translation>
    </message>
    <message>
        <source>How the next is chosen: tpe, random or grid.</source>
        <translation>如何选择下一次试验：tpe、random 或 grid。</translation>
    </message>
    <message>
        <source>After 1, N, N·N … epochs only the best Nth of the trials goes on.</source>
        <translation>在第 1、N、N·N … 轮之后，只有最好的 N 分之一试验继续。</translation>
    </message>
    <message>
        <source>Networks with more parameters are passed over.</source>
        <translation>跳过参数更多的网络。</translation>
    </message>
    <message>
        <source>Where the search&apos;s random numbers start; trials begin with the recipe&apos;s.</source>
        <translation>搜索的随机数起点；各次试验从训练方案的种子开始。</translation>
    </message>
    <message>
        <source>--memory is %1, but must be between 1 and %2.</source>
        <translation>--memory 为 %1,但必须介于 1 与 %2 之间。</translation>
    </message>
    <message>
        <source>Leave it out to take what is free.</source>
        <translation>省略则使用空闲内存。</translation>
    </message>
    <message>
        <source>Memory is short: each batch is taken in %1 parts, one after the other. What is learned stays the same.</source>
        <translation>内存不足:每批依次分 %1 份计算,学到的结果不变。</translation>
    </message>
    <message>
        <source>How many MB training may take; batches are taken in parts where they need more. Without it, what is free.</source>
        <translation>训练可用的内存(MB);需要更多时分份计算每批。省略则使用空闲内存。</translation>
    </message>
    <message>
        <source>%1 · %2 waits until %3</source>
        <translation>%1 · %2 等到 %3</translation>
    </message>
    <message>
        <source>%1 · %2 waits: another program is training it</source>
        <translation>%1 · %2 在等待：另一个程序正在训练它</translation>
    </message>
    <message>
        <source>When they may begin, by the clocks here: a time of the day (22:00), a day and a time (2026-11-30 22:00), or now.</source>
        <translation>最早何时开始（本地时间）：时刻（22:00）、日期加时刻（2026-11-30 22:00），或 now（立即）。</translation>
    </message>
    <message>
        <source>latency (ms)</source>
        <translation>延迟 (ms)</translation>
    </message>
    <message>
        <source>No other is better with as fast a prediction: trials %1</source>
        <translation>没有其他试验预测同样快而效果更好：试验 %1</translation>
    </message>
    <message>
        <source>Trial %1 was interrupted; the same call with more --minutes goes on with it.</source>
        <translation>试验 %1 已中断；用相同的命令并加大 --minutes 即可继续。</translation>
    </message>
    <message>
        <source>It ends after so many minutes of training. A trial in progress goes on when more are given.</source>
        <translation>训练满这么多分钟后结束。给出更多时间时，进行中的试验会继续。</translation>
    </message>
    <message>
        <source>Networks whose prediction of one sample takes longer here are passed over.</source>
        <translation>跳过在本机上预测一个样本耗时更长的网络。</translation>
    </message>
    <message>
        <source>Which settings matter is told from %1 trials with results on; there are %2.</source>
        <translation>至少有 %1 个有结果的试验，才能说明哪些设置重要；现在有 %2 个。</translation>
    </message>
    <message>
        <source>A setting to vary, in place of those of the project: KEY, KEY=LOW..HIGH, KEY=LOW..HIGH:log or KEY=A,B,C; of a node, NODE.KEY; of a copy of a unit, NODE.unit=UNIT,UNIT or NODE.unit=UNIT,bypass.</source>
        <translation>要改变的设置，代替项目中所选的：KEY、KEY=LOW..HIGH、KEY=LOW..HIGH:log 或 KEY=A,B,C；节点的设置写作 NODE.KEY；单元的副本写作 NODE.unit=UNIT,UNIT 或 NODE.unit=UNIT,bypass。</translation>
    </message>
    <message>
        <source>--threads is %1, but must be between 1 and %2.</source>
        <translation>--threads 为 %1，但必须在 1 到 %2 之间。</translation>
    </message>
    <message>
        <source>Move its folder away, or name the run that is meant behind the project.</source>
        <translation>请移走它的文件夹，或在项目之后写明所指的运行。</translation>
    </message>
    <message>
        <source>Found in %1:</source>
        <translation>在 %1 中发现：</translation>
    </message>
    <message>
        <source>Forecast: an epoch takes about %1, all of them %2 (until about %3), and %4 of memory.</source>
        <translation>预计：每轮约 %1，全部约 %2（约到 %3），需要 %4 内存。</translation>
    </message>
    <message>
        <source>Time: %1 foretold for what was trained, %2 taken (%3).</source>
        <translation>用时：已训练的部分预计 %1，实际 %2（%3）。</translation>
    </message>
    <message>
        <source>Time: %1 foretold, %2 taken (%3).</source>
        <translation>用时：预计 %1，实际 %2（%3）。</translation>
    </message>
    <message>
        <source>Memory: %1 foretold, %2 taken (%3).</source>
        <translation>内存：预计 %1，实际 %2（%3）。</translation>
    </message>
    <message>
        <source>--folds must be at least 2.</source>
        <translation>--folds 至少为 2。</translation>
    </message>
    <message>
        <source>Entries and places are counted from 1; “--list” shows them.</source>
        <translation>条目和位置都从 1 数起；“--list”会列出它们。</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>等待</translation>
    </message>
    <message>
        <source>begun</source>
        <translation>已开始</translation>
    </message>
    <message>
        <source>number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>project</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>The queue is empty.</source>
        <translation>队列是空的。</translation>
    </message>
    <message>
        <source>The queue is paused: nothing begins by itself. It goes on with --go-on, or when it is called.</source>
        <translation>队列已暂停：不会自动开始任何训练。用 --go-on，或再次调用队列时继续。</translation>
    </message>
    <message>
        <source>--pause and --go-on exclude each other.</source>
        <translation>--pause 和 --go-on 不能同时使用。</translation>
    </message>
    <message>
        <source>--epochs, --seed and --at are for what is put into the queue.</source>
        <translation>--epochs、--seed 和 --at 用于加入队列的训练。</translation>
    </message>
    <message>
        <source>Leave them out, or call the queue without --list, --remove, --move, --pause and --go-on.</source>
        <translation>请去掉它们，或调用队列时不带 --list、--remove、--move、--pause 和 --go-on。</translation>
    </message>
    <message>
        <source>Shows what is in the queue, and trains nothing.</source>
        <translation>列出队列中的内容，不训练。</translation>
    </message>
    <message>
        <source>Takes an entry that has not ended out of the queue; a run that was begun stays.</source>
        <translation>从队列中移除一个尚未结束的条目；已开始的运行会保留。</translation>
    </message>
    <message>
        <source>Puts the entry N at a place among those that wait, counted from 1.</source>
        <translation>把条目 N 放到等待条目中的某个位置，从 1 数起。</translation>
    </message>
    <message>
        <source>Nothing begins by itself any more: the window leaves the queue alone.</source>
        <translation>不再自动开始任何训练：窗口不会动这个队列。</translation>
    </message>
    <message>
        <source>Ends a pause, and trains nothing itself.</source>
        <translation>结束暂停，本身不训练。</translation>
    </message>
    <message>
        <source>%1 · seed %2 · %3 (%4)</source>
        <translation>%1 · 种子 %2 · %3（%4）</translation>
    </message>
    <message>
        <source>seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>均值</translation>
    </message>
    <message>
        <source>standard deviation</source>
        <translation>标准差</translation>
    </message>
    <message>
        <source>95 % interval of the mean: ±</source>
        <translation>平均值的 95% 区间：±</translation>
    </message>
    <message>
        <source>%1: test accuracy</source>
        <translation>%1：测试准确率</translation>
    </message>
    <message>
        <source>%1: test loss</source>
        <translation>%1：测试损失</translation>
    </message>
    <message>
        <source>The runs have stopped. The same call goes on with them: loom seeds %1</source>
        <translation>这些运行已停止。用同样的调用继续：loom seeds %1</translation>
    </message>
    <message>
        <source>--delete, --undelete and --bin exclude each other.</source>
        <translation>--delete、--undelete 和 --bin 不能同时使用。</translation>
    </message>
    <message>
        <source>Notes are written to runs that are not in the bin.</source>
        <translation>只能给不在回收站中的运行写备注。</translation>
    </message>
    <message>
        <source>Bring the run back first, or write before it goes.</source>
        <translation>请先恢复这次运行，或在删除之前写。</translation>
    </message>
    <message>
        <source>%1 is being trained at this moment.</source>
        <translation>此刻正在训练 %1。</translation>
    </message>
    <message>
        <source>Stop it first: loom tell %1 %2 discard</source>
        <translation>请先停止它：loom tell %1 %2 discard</translation>
    </message>
    <message>
        <source>%1 is in the bin. Back with: loom runs %2 %3 --undelete</source>
        <translation>%1 已移入回收站。恢复：loom runs %2 %3 --undelete</translation>
    </message>
    <message>
        <source>%1 is back as %2.</source>
        <translation>%1 已恢复，名为 %2。</translation>
    </message>
    <message>
        <source>The bin is empty.</source>
        <translation>回收站是空的。</translation>
    </message>
    <message>
        <source>Moves the runs into the bin beside the others, where nothing is lost.</source>
        <translation>把这些运行移入旁边的回收站，不会丢失任何内容。</translation>
    </message>
    <message>
        <source>Fetches the runs back out of the bin.</source>
        <translation>从回收站恢复这些运行。</translation>
    </message>
    <message>
        <source>Lists the runs in the bin.</source>
        <translation>列出回收站中的运行。</translation>
    </message>
    <message>
        <source>--runs must be at least 2.</source>
        <translation>--runs 至少为 2。</translation>
    </message>
    <message>
        <source>One run says nothing of how others with another seed would scatter.</source>
        <translation>只有一次运行，看不出换种子后的波动。</translation>
    </message>
    <message>
        <source>Trains a project several times, each time with the next seed and all else the same, and says how far what comes of it scatters. The same call goes on where it was interrupted.</source>
        <translation>把项目训练多次，每次只换下一个种子，其余不变，并说明结果的波动有多大。中断后用同样的调用继续。</translation>
    </message>
    <message>
        <source>Another project, trained with the same seeds and compared with the first.</source>
        <translation>另一个项目，用同样的种子训练，并与第一个比较。</translation>
    </message>
    <message>
        <source>How many runs, 5 without it.</source>
        <translation>运行次数，不写则为 5。</translation>
    </message>
    <message>
        <source>%1 has taken the order “%2”.</source>
        <translation>%1 已接受命令“%2”。</translation>
    </message>
    <message>
        <source>Tells a run that another program here trains what to do: “loom train” or the window.</source>
        <translation>对本机另一个程序（“loom train”或窗口）正在训练的运行下命令。</translation>
    </message>
    <message>
        <source>The run.</source>
        <translation>运行。</translation>
    </message>
    <message>
        <source>pause, go-on, stop (and keep the best), discard, more-epochs N, or rate X: so many times what the recipe says.</source>
        <translation>pause（暂停）、go-on（继续）、stop（停止并保留最佳）、discard（放弃）、more-epochs N（增加轮数），或 rate X：学习率为训练方案的多少倍。</translation>
    </message>
    <message>
        <source>Of more-epochs and rate.</source>
        <translation>用于 more-epochs 和 rate。</translation>
    </message>
    <message>
        <source>Move its folder away, name the run that is to go on behind --resume, or train without it.</source>
        <translation>请移走它的文件夹，在 --resume 之后写明要继续的运行，或去掉它再训练。</translation>
    </message>
    <message>
        <source>%1 belongs to %2, which goes on with it by itself.</source>
        <translation>%1 属于 %2，由后者自己继续。</translation>
    </message>
    <message>
        <source>Call the search or the k-fold again as it was called.</source>
        <translation>请像原来那样再次调用这次搜索或 k 折。</translation>
    </message>
    <message>
        <source>%1 has ended; only a run that was interrupted can go on.</source>
        <translation>%1 已结束；只有中断的运行才能继续。</translation>
    </message>
    <message>
        <source>Name another one, or train without --resume.</source>
        <translation>请换一个，或去掉 --resume 再训练。</translation>
    </message>
    <message>
        <source>%1 goes on.</source>
        <translation>继续 %1。</translation>
    </message>
    <message>
        <source>Go on with this unfinished run; without a name, with the newest, and begin one where there is none.</source>
        <translation>继续这次未完成的运行；不写名称则继续最新的一次，没有时开始新的运行。</translation>
    </message>
    <message>
        <source>Begin at once, without foretelling memory and time.</source>
        <translation>立即开始，不预计内存和用时。</translation>
    </message>
    <message>
        <source>--resume and --continue exclude each other.</source>
        <translation>--resume 与 --continue 不能同时使用。</translation>
    </message>
    <message>
        <source>--resume goes on with a run, --continue begins a new one from a state of it.</source>
        <translation>--resume 继续原来的运行，--continue 从它的某个状态开始一次新的运行。</translation>
    </message>
    <message>
        <source>--epoch and --more-epochs need --continue.</source>
        <translation>--epoch 和 --more-epochs 需要 --continue。</translation>
    </message>
    <message>
        <source>Name the run: --continue RUN.</source>
        <translation>请写明运行：--continue RUN。</translation>
    </message>
    <message>
        <source>--epochs and --more-epochs exclude each other.</source>
        <translation>--epochs 与 --more-epochs 不能同时使用。</translation>
    </message>
    <message>
        <source>--epoch and --more-epochs must be 1 or more.</source>
        <translation>--epoch 和 --more-epochs 必须不小于 1。</translation>
    </message>
    <message>
        <source>Leave them out for the newest state and the recipe&apos;s epochs.</source>
        <translation>不写则取最新的状态和训练方案中的轮数。</translation>
    </message>
    <message>
        <source>Begins a new run from a state of this one, with its curve and its optimiser&apos;s state; the old one stays as it is. The recipe is the project&apos;s.</source>
        <translation>从这次运行的某个状态开始一次新的运行，带上它的曲线和优化器状态；原来的运行保持不变。训练方案取自项目。</translation>
    </message>
    <message>
        <source>With --continue: the state after this epoch; without it, the newest.</source>
        <translation>与 --continue 一起：取这一轮结束时的状态；不写则取最新的。</translation>
    </message>
    <message>
        <source>With --continue: so many epochs from there, whatever the recipe says of its end; its schedule stays as it was planned.</source>
        <translation>与 --continue 一起：从那里再训练这么多轮，不管训练方案规定何时结束；学习率计划保持原来的安排。</translation>
    </message>
</context>
<context>
    <name>loom::cli::Folder</name>
    <message>
        <source>%1 cannot be written.</source>
        <translation>无法写入 %1。</translation>
    </message>
</context>
<context>
    <name>loom::cli::TrainingProgress</name>
    <message>
        <source>epoch %1 of %2 · loss %3</source>
        <translation>第 %1 轮，共 %2 轮 · 损失 %3</translation>
    </message>
    <message>
        <source>%1 · %2 samples/s</source>
        <translation>%1 · 每秒 %2 个样本</translation>
    </message>
    <message>
        <source>%1 · accuracy %2</source>
        <translation>%1 · 准确率 %2</translation>
    </message>
    <message>
        <source>%1 · validation loss %2</source>
        <translation>%1 · 验证损失 %2</translation>
    </message>
    <message>
        <source>%1 · validation accuracy %2</source>
        <translation>%1 · 验证准确率 %2</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
</context>
<context>
    <name>std</name>
    <message>
        <source>%1 to %2, mean %3</source>
        <translation>%1 至 %2，平均 %3</translation>
    </message>
    <message>
        <source>%1 different</source>
        <translation>%1 种不同的值</translation>
    </message>
    <message>
        <source>Usage</source>
        <translation>用法</translation>
    </message>
    <message>
        <source>Arguments</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>选项</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>%1:</source>
        <translation>%1：</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1 to %2 s, %3 samples a second</source>
        <translation>%1 至 %2 秒，采样率 %3 Hz</translation>
    </message>
    <message>
        <source>note</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>Repair: %1</source>
        <translation>修复：%1</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>未测量</translation>
    </message>
    <message>
        <source>from %1</source>
        <translation>从 %1 起</translation>
    </message>
</context>
</TS>
