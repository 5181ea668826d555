<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>loom</name>
    <message>
        <source>This run cannot go on. Discard it and train again.</source>
        <translation>这次运行无法继续。请丢弃它并重新训练。</translation>
    </message>
    <message>
        <source>There is no data to learn from.</source>
        <translation>没有可供学习的数据。</translation>
    </message>
    <message>
        <source>Choose a data set in Data.</source>
        <translation>请在“数据”中选择数据集。</translation>
    </message>
    <message>
        <source>The training part of the data is empty.</source>
        <translation>数据的训练部分为空。</translation>
    </message>
    <message>
        <source>Give the validation and test parts smaller shares, or use more data.</source>
        <translation>请减小验证和测试部分的比例，或使用更多数据。</translation>
    </message>
    <message>
        <source>%1 lacks an entry or has one of the wrong type.</source>
        <translation>%1 缺少条目，或有条目类型不对。</translation>
    </message>
    <message>
        <source>The run cannot be used. Train again, or restore the file from a copy.</source>
        <translation>这次运行无法使用。请重新训练，或用副本恢复该文件。</translation>
    </message>
    <message>
        <source>There is not enough memory for this training.</source>
        <translation>内存不足以进行这次训练。</translation>
    </message>
    <message>
        <source>Choose a smaller batch size or smaller layers, or close other programs.</source>
        <translation>请减小批大小或层的规模，或关闭其他程序。</translation>
    </message>
    <message>
        <source>Take the changes back to go on with it, or start a new run.</source>
        <translation>请撤销改动再继续，或开始新的运行。</translation>
    </message>
    <message>
        <source>The data setup has changed since %1 began.</source>
        <translation>自 %1 开始以来，数据设置已经改变。</translation>
    </message>
    <message>
        <source>The recipe has changed since %1 began.</source>
        <translation>自 %1 开始以来，训练方案已经改变。</translation>
    </message>
    <message>
        <source>The network has changed since %1 began.</source>
        <translation>自 %1 开始以来，网络已经改变。</translation>
    </message>
    <message>
        <source>Training would need about %1 GiB of memory; %2 GiB are free.</source>
        <translation>训练约需 %1 GiB 内存，而可用的只有 %2 GiB。</translation>
    </message>
    <message>
        <source>Set %1 to %2</source>
        <translation>把“%1”设为 %2</translation>
    </message>
    <message>
        <source>Rows cannot be mixed for the loss “%1”: it does not judge each by a target of its own.</source>
        <translation>损失“%1”不能混合样本：它不按各自的目标逐行评判。</translation>
    </message>
    <message>
        <source>Take Mixup and CutMix out of the preparation steps, or choose another loss.</source>
        <translation>请从准备步骤中移除 Mixup 和 CutMix，或选择其他损失。</translation>
    </message>
    <message>
        <source>Rows cannot be mixed for a network with several Inputs or Outputs.</source>
        <translation>网络有多个“输入”或“输出”时不能混合样本行。</translation>
    </message>
    <message>
        <source>Take Mixup and CutMix out of the preparation steps.</source>
        <translation>请从准备步骤中移除 Mixup 和 CutMix。</translation>
    </message>
    <message>
        <source>The layers that %1 became give other numbers than the file itself: they differ by %2 of the largest.</source>
        <translation>由 %1 得到的各层与文件本身给出的数值不同：相差为最大值的 %2 倍。</translation>
    </message>
    <message>
        <source>That is a fault of this program. Report it with the file; nothing has been written.</source>
        <translation>这是本程序的错误，可连同文件一起报告；没有写入任何内容。</translation>
    </message>
    <message>
        <source>run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>state</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>best epoch</source>
        <translation>最佳轮次</translation>
    </message>
    <message>
        <source>epochs</source>
        <translation>轮</translation>
    </message>
    <message>
        <source>validation loss</source>
        <translation>验证损失</translation>
    </message>
    <message>
        <source>validation accuracy</source>
        <translation>验证准确率</translation>
    </message>
    <message>
        <source>test loss</source>
        <translation>测试损失</translation>
    </message>
    <message>
        <source>test accuracy</source>
        <translation>测试准确率</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>秒</translation>
    </message>
    <message>
        <source>parameters</source>
        <translation>参数量</translation>
    </message>
    <message>
        <source>started</source>
        <translation>开始时间</translation>
    </message>
    <message>
        <source>ended</source>
        <translation>结束时间</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>optimiser</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>batch size</source>
        <translation>批大小</translation>
    </message>
    <message>
        <source>seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>threads</source>
        <translation>线程数</translation>
    </message>
    <message>
        <source>data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>peak memory</source>
        <translation>峰值内存</translation>
    </message>
    <message>
        <source>failure</source>
        <translation>失败原因</translation>
    </message>
    <message>
        <source>%1 does not hold the steps of a run.</source>
        <translation>%1 的内容不是训练步的记录。</translation>
    </message>
    <message>
        <source>Move it away; the run&apos;s epochs stay.</source>
        <translation>请将它移走；各轮次的记录仍会保留。</translation>
    </message>
    <message>
        <source>a normalisation of the file works by each batch&apos;s own mean</source>
        <translation>文件中有一处归一化使用每个批次自身的均值</translation>
    </message>
    <message>
        <source>on the samples drawn it gives nothing but 0, or no finite number</source>
        <translation>对抽取的样本，它只给出 0 或没有给出任何有限的数</translation>
    </message>
    <message>
        <source>title</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>baseline</source>
        <translation>基线</translation>
    </message>
    <message>
        <source>The folder %1 cannot be made.</source>
        <translation>无法创建文件夹 %1。</translation>
    </message>
    <message>
        <source>notes</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1 is no list of findings.</source>
        <translation>%1 不是诊断结果的列表。</translation>
    </message>
    <message>
        <source>Move it away; the next run makes its own.</source>
        <translation>请把它移走；下一次运行会生成自己的。</translation>
    </message>
    <message>
        <source>Learning rates from %1 to %2 in %3 steps cannot be tried.</source>
        <translation>无法用 %3 步试从 %1 到 %2 的学习率。</translation>
    </message>
    <message>
        <source>Begin above 0, end higher, and take at least %1 steps.</source>
        <translation>起点须大于 0，终点须更大，且至少 %1 步。</translation>
    </message>
    <message>
        <source>The loss is no number before anything was learned, whatever the learning rate.</source>
        <translation>还没开始学习，损失就已不是数，与学习率无关。</translation>
    </message>
    <message>
        <source>Train it: the doctor finds the layer and the rows.</source>
        <translation>请训练一次：诊断会找出是哪一层、哪些行。</translation>
    </message>
    <message>
        <source>The forecast was cancelled.</source>
        <translation>预测已取消。</translation>
    </message>
    <message>
        <source>changes of the learning rate</source>
        <translation>学习率改动</translation>
    </message>
    <message>
        <source>parts of a batch</source>
        <translation>每批份数</translation>
    </message>
    <message>
        <source>foretold seconds</source>
        <translation>预计秒数</translation>
    </message>
    <message>
        <source>study</source>
        <translation>研究</translation>
    </message>
    <message>
        <source>trial</source>
        <translation>试验</translation>
    </message>
    <message>
        <source>repeat</source>
        <translation>重复</translation>
    </message>
    <message>
        <source>fold</source>
        <translation>折</translation>
    </message>
    <message>
        <source>This training needs about %1 MB of memory, but only %2 MB are free.</source>
        <translation>这次训练约需 %1 MB 内存，但只有 %2 MB 可用。</translation>
    </message>
    <message>
        <source>The run will take each batch in %1 parts, one after the other. What is learned stays the same.</source>
        <translation>训练会将每批依次分 %1 份计算,学到的结果不变。</translation>
    </message>
    <message>
        <source>It would fit with batches in %1 parts, but then each part is judged by itself (Batch norm, losses that compare rows), which learns something else.</source>
        <translation>每批分 %1 份即可容纳,但各份会单独计算(批归一化、比较样本的损失),学到的结果会不同。</translation>
    </message>
    <message>
        <source>Take batches in %1 parts</source>
        <translation>每批分 %1 份</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练中</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation>已中断</translation>
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
        <source>The recipe begins with the weights of “%1”: %2</source>
        <translation>训练方案的起始权重来自“%1”：%2</translation>
    </message>
    <message>
        <source>Name another run as the beginning, or none.</source>
        <translation>请改为另一次运行，或留空。</translation>
    </message>
    <message>
        <source>No layer of this network has weights like those of “%1”.</source>
        <translation>本网络没有任何层的权重与“%1”的相符。</translation>
    </message>
    <message>
        <source>There is no order “%1”.</source>
        <translation>没有命令“%1”。</translation>
    </message>
    <message>
        <source>A run can be told: pause, go-on, stop, discard, more-epochs N, rate X.</source>
        <translation>可用的命令：pause、go-on、stop、discard、more-epochs N、rate X。</translation>
    </message>
    <message>
        <source>“%1” stands by itself, without a number.</source>
        <translation>“%1”单独使用，不带数字。</translation>
    </message>
    <message>
        <source>“%1” needs a number.</source>
        <translation>“%1”需要一个数。</translation>
    </message>
    <message>
        <source>More epochs are counted from 1, in whole numbers.</source>
        <translation>增加的轮数应为不小于 1 的整数。</translation>
    </message>
    <message>
        <source>For example: more-epochs 2</source>
        <translation>例如：more-epochs 2</translation>
    </message>
    <message>
        <source>The learning rate is multiplied by a number above 0.</source>
        <translation>学习率要乘以大于 0 的数。</translation>
    </message>
    <message>
        <source>For example: rate 0.5, for half of what the recipe says.</source>
        <translation>例如：rate 0.5，即训练方案所写的一半。</translation>
    </message>
    <message>
        <source>Nobody trains %1 at this moment.</source>
        <translation>此刻没有程序在训练 %1。</translation>
    </message>
    <message>
        <source>Only a run that is in progress can be told something.</source>
        <translation>只能对正在进行的运行下命令。</translation>
    </message>
    <message>
        <source>Who trains %1 does not listen.</source>
        <translation>训练 %1 的程序没有在听。</translation>
    </message>
    <message>
        <source>“loom train” and the window do; trials of a search, folds and what “loom queue” trains are left by ending their program.</source>
        <translation>“loom train”和窗口会听；搜索的试验、各折以及“loom queue”训练的运行，要通过结束相应程序来中断。</translation>
    </message>
    <message>
        <source>It would fit with batches in %1 parts, but then each part is judged by itself (Batch norm, losses that compare rows), which learns something else. Set “Parts of a batch” to %1 in the recipe if that is meant, or choose a smaller batch size.</source>
        <translation>每批分 %1 份即可容纳,但各份会单独计算(批归一化、比较样本的损失),学到的结果会不同。若确需如此,请在训练方案中将“批次分份”设为 %1,或选择更小的批大小。</translation>
    </message>
    <message>
        <source>%1 lacks the tensor “%2” in the shape that the network has.</source>
        <translation>%1 中缺少形状与网络相符的张量“%2”。</translation>
    </message>
    <message>
        <source>%1 has no state that a training could go on from.</source>
        <translation>%1 没有可以继续训练的状态。</translation>
    </message>
    <message>
        <source>Choose another run.</source>
        <translation>请选择另一次运行。</translation>
    </message>
    <message>
        <source>%1 keeps no state of epoch %2.</source>
        <translation>%1 没有保留第 %2 轮的状态。</translation>
    </message>
    <message>
        <source>It keeps those of these epochs: %1. “Keep a checkpoint every” in the recipe keeps more.</source>
        <translation>它保留了这些轮的状态：%1。训练方案中的“保留检查点间隔”可以保留更多。</translation>
    </message>
    <message>
        <source>continued from</source>
        <translation>接续自</translation>
    </message>
    <message>
        <source>continued from epoch</source>
        <translation>接续自第几轮</translation>
    </message>
    <message>
        <source>The data has changed since %1 began.</source>
        <translation>%1 开始之后，数据已经改变。</translation>
    </message>
    <message>
        <source>Bring the old data back to go on with it, or start a new run.</source>
        <translation>请换回原来的数据再继续，或开始新的运行。</translation>
    </message>
    <message>
        <source>An epoch of %1 has %2 steps, one of this recipe %3.</source>
        <translation>%1 的一轮有 %2 步，这个训练方案的一轮有 %3 步。</translation>
    </message>
    <message>
        <source>Take the batch size of %1 to go on from it, or begin with its weights alone (“Begin with the weights of” in the recipe).</source>
        <translation>要从 %1 继续，请使用它的批大小；或只用它的权重开始（训练方案中的“起始权重来自”）。</translation>
    </message>
    <message>
        <source>%1 does not say how far the run was.</source>
        <translation>%1 中没有训练进度。</translation>
    </message>
    <message>
        <source>Go on from another state, or from another run.</source>
        <translation>请从另一个状态或另一次运行继续。</translation>
    </message>
    <message>
        <source>Bring the file back from a copy, or begin a new run with the weights of %1 (“Begin with the weights of” in the recipe).</source>
        <translation>请从备份恢复这个文件，或用 %1 的权重开始一次新的运行（训练方案中的“起始权重来自”）。</translation>
    </message>
    <message>
        <source>%1 holds %2 steps, but %3 were made: it was shortened or deleted.</source>
        <translation>%1 中有 %2 步，但已经训练了 %3 步：它被截短或删除了。</translation>
    </message>
    <message>
        <source>%1 holds %2 epochs, but %3 were trained: it was shortened or deleted.</source>
        <translation>%1 中有 %2 轮，但已经训练了 %3 轮：它被截短或删除了。</translation>
    </message>
    <message>
        <source>%1 does not hold the epochs of a run.</source>
        <translation>%1 中不是一次运行的各轮记录。</translation>
    </message>
    <message>
        <source>Move it away; the run&apos;s curves stay.</source>
        <translation>把它移走；该运行的曲线会保留。</translation>
    </message>
    <message>
        <source>%1 cannot be written.</source>
        <translation>无法写入 %1。</translation>
    </message>
    <message>
        <source>Finding a learning rate was cancelled.</source>
        <translation>寻找学习率已取消。</translation>
    </message>
    <message>
        <source>%1 holds %2 marks of the first epoch, but %3 or more were made: it was shortened or deleted.</source>
        <translation>%1 中有 %2 个第一轮内的标记，但至少做过 %3 个：它被截短或删除了。</translation>
    </message>
</context>
<context>
    <name>loom::CheckpointFiles</name>
    <message>
        <source>%1 does not say how far the run was.</source>
        <translation>%1 中没有训练进度。</translation>
    </message>
    <message>
        <source>The folder for checkpoints, %1, cannot be made.</source>
        <translation>无法建立检查点文件夹 %1。</translation>
    </message>
</context>
<context>
    <name>loom::Runs</name>
    <message>
        <source>There is no run called “%1”.</source>
        <translation>没有名为“%1”的运行。</translation>
    </message>
    <message>
        <source>Choose one of the runs beside the project.</source>
        <translation>请选择项目旁边已有的一次运行。</translation>
    </message>
    <message>
        <source>The folder for runs, %1, cannot be made.</source>
        <translation>无法创建存放运行的文件夹 %1。</translation>
    </message>
    <message>
        <source>The run %1 cannot be moved to the bin.</source>
        <translation>无法把运行 %1 移到回收站。</translation>
    </message>
    <message>
        <source>The newest run, %1, is damaged: %2</source>
        <translation>最新的运行 %1 已损坏：%2</translation>
    </message>
    <message>
        <source>Name the run that is meant with --run, or move %1 away.</source>
        <translation>请用 --run 指明所要的运行，或将 %1 移走。</translation>
    </message>
    <message>
        <source>There is no run called “%1” in the bin.</source>
        <translation>回收站中没有名为“%1”的运行。</translation>
    </message>
    <message>
        <source>The bin is the folder %1.</source>
        <translation>回收站是文件夹 %1。</translation>
    </message>
    <message>
        <source>The run %1 cannot be fetched out of the bin.</source>
        <translation>无法从回收站恢复运行 %1。</translation>
    </message>
</context>
<context>
    <name>loom::T</name>
    <message>
        <source>%1 lacks an entry or has one of the wrong type.</source>
        <translation>%1 缺少条目，或有条目类型不对。</translation>
    </message>
    <message>
        <source>Move it away or restore it from a copy; what was trained is not in it.</source>
        <translation>请将它移开，或用副本恢复；其中不含训练结果。</translation>
    </message>
</context>
<context>
    <name>loom::TrainingRun</name>
    <message>
        <source>%1 The weights of epoch %2 are kept.</source>
        <translation>%1第 %2 轮的权重已保留。</translation>
    </message>
    <message>
        <source>Make the learning rate smaller, by factors of 10, and check that the data has no extreme values.</source>
        <translation>请按 10 倍减小学习率，并检查数据中有没有极端值。</translation>
    </message>
    <message>
        <source>The validation loss became %1 in epoch %2.</source>
        <translation>验证损失在第 %2 轮变成了 %1。</translation>
    </message>
    <message>
        <source>The loss is %1 at the first step, before anything was learned.</source>
        <translation>第一步的损失就是 %1，此时还没有学到任何东西。</translation>
    </message>
    <message>
        <source>Look in the data for values that are extreme or no numbers, and in formulas for a division by 0 or a logarithm of 0 or less.</source>
        <translation>请检查数据中是否有极端值或非数值，以及公式中是否除以 0 或对不大于 0 的数取对数。</translation>
    </message>
    <message>
        <source>The loss became %1 in epoch %2, at step %3.</source>
        <translation>损失在第 %2 轮第 %3 步变成了 %1。</translation>
    </message>
    <message>
        <source>A value of %1 became infinite or NaN in epoch %2.</source>
        <translation>%1 中有值在第 %2 轮变成了无穷大或 NaN。</translation>
    </message>
    <message>
        <source>%1 has finished %2 epochs already, more than the %3 asked for.</source>
        <translation>%1 已完成 %2 轮，多于所要求的 %3 轮。</translation>
    </message>
    <message>
        <source>Ask for more epochs to go on with it, or start a new run.</source>
        <translation>请要求更多轮数再继续，或开始新的运行。</translation>
    </message>
    <message>
        <source>%1 is being trained already.</source>
        <translation>%1 正在训练中。</translation>
    </message>
    <message>
        <source>Wait for it, or stop it in its window.</source>
        <translation>请等它结束，或在它的窗口中停止。</translation>
    </message>
    <message>
        <source>%1 has %2 epochs behind it there, and the recipe asks for %3: nothing is left to train.</source>
        <translation>%1 到那里已训练 %2 轮，而训练方案要求 %3 轮：没有可训练的了。</translation>
    </message>
    <message>
        <source>Ask for more epochs.</source>
        <translation>请要求更多轮数。</translation>
    </message>
    <message>
        <source>Take the network and the optimiser that it was trained with, or begin with its weights alone (“Begin with the weights of” in the recipe).</source>
        <translation>请使用训练它时的网络和优化器，或只用它的权重开始（训练方案中的“起始权重来自”）。</translation>
    </message>
</context>
</TS>
