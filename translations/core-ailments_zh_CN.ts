<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>loom</name>
    <message>
        <source>“%1” is the first layer that gave %2, for all %3 rows of the batch</source>
        <translation>“%1”是最先给出 %2 的层，这一批的 %3 行全都如此</translation>
    </message>
    <message>
        <source>“%1” is the first layer that gave %2, for %3 of %4 rows of the batch: row %5</source>
        <translation>“%1”是最先给出 %2 的层，这一批 %4 行中有 %3 行：第 %5 行</translation>
    </message>
    <message>
        <source>All layers gave numbers, but the loss became %1</source>
        <translation>各层给出的都是数，但损失变成了 %1</translation>
    </message>
    <message>
        <source>On the way back the gradient became %1 behind “%2”</source>
        <translation>反向传播时，“%2”之后的梯度变成了 %1</translation>
    </message>
    <message>
        <source>All layers and gradients were numbers, but the step made weights too large for one</source>
        <translation>各层的值和梯度都是数，但这一步把权重变得太大，超出了浮点数的范围</translation>
    </message>
    <message>
        <source>%1: step %2 (epoch %3, batch %4).</source>
        <translation>%1：第 %2 步（第 %3 轮第 %4 批）。</translation>
    </message>
    <message>
        <source>These rows hold values that are no numbers, or too large for one. Leave them out, or mend the file.</source>
        <translation>这些行里有不是数的值，或大得超出范围的值。请排除这些行，或修正文件。</translation>
    </message>
    <message>
        <source>Steps were too large, or a division by 0 or a logarithm of 0 is in the way. Make the learning rate smaller, or clip gradients.</source>
        <translation>步子太大，或出现了除以 0、对 0 取对数。请减小学习率，或裁剪梯度。</translation>
    </message>
    <message>
        <source>Leave out row %1</source>
        <translation>排除第 %1 行</translation>
    </message>
    <message>
        <source>Numbers that are none</source>
        <translation>出现 NaN 或 ∞</translation>
    </message>
    <message>
        <source>%1 % of the units of “%2” are dead: they give 0 for every row that was tried, and no gradient reaches them.</source>
        <translation>“%2”有 %1% 的神经元已失活：对试过的每一行都输出 0，也得不到梯度。</translation>
    </message>
    <message>
        <source>Steps that were too large often do this. Use Leaky ReLU in this layer, or a smaller learning rate.</source>
        <translation>步子太大常会这样。请在这一层用 Leaky ReLU，或减小学习率。</translation>
    </message>
    <message>
        <source>Dead units</source>
        <translation>神经元失活</translation>
    </message>
    <message>
        <source>Draw the parts at random</source>
        <translation>随机划分各部分</translation>
    </message>
    <message>
        <source>Validation too easy</source>
        <translation>验证集过于容易（可能泄漏）</translation>
    </message>
    <message>
        <source>Gradients explode: at “%1” they are %2 times as large as at “%3”, the last layer with weights.</source>
        <translation>梯度爆炸：“%1”处的梯度是最后一个带权重的层“%3”处的 %2 倍。</translation>
    </message>
    <message>
        <source>Each layer makes them larger on the way back. Clip gradients, begin with smaller weights, or add Batch norm.</source>
        <translation>反向传播时每过一层梯度都变大。请裁剪梯度、用更小的初始权重，或加批归一化。</translation>
    </message>
    <message>
        <source>Gradients explode: at step %1 their norm was %2, %3 times the usual one.</source>
        <translation>梯度爆炸：第 %1 步的梯度范数为 %2，是平常的 %3 倍。</translation>
    </message>
    <message>
        <source>A single such step can throw the network off. Clip gradients, or make the learning rate smaller.</source>
        <translation>这样的一步就可能毁掉网络。请裁剪梯度，或减小学习率。</translation>
    </message>
    <message>
        <source>Exploding gradients</source>
        <translation>梯度爆炸</translation>
    </message>
    <message>
        <source>“%1” gives numbers from %2 to %3, but the targets lie between %4 and %5: it can never come near %6 % of them.</source>
        <translation>“%1”只能给出 %2 到 %3 之间的数，而目标在 %4 到 %5 之间：其中 %6% 永远够不着。</translation>
    </message>
    <message>
        <source>A last layer that predicts numbers wants no curve.</source>
        <translation>预测数值的最后一层不要激活函数。</translation>
    </message>
    <message>
        <source>Take out “%1”</source>
        <translation>去掉“%1”</translation>
    </message>
    <message>
        <source>Loss and last layer do not fit</source>
        <translation>损失与最后一层不匹配</translation>
    </message>
    <message>
        <source>It is no better than guessing: %1 of the training rows are right, and %2 would be with the most frequent class always.</source>
        <translation>并不比猜好：训练行答对 %1，而总答最多的那一类也能对 %2。</translation>
    </message>
    <message>
        <source>It is no better than guessing: the training loss is %1, and %2 with the same number always.</source>
        <translation>并不比猜好：训练损失为 %1，而总答同一个数也只有 %2。</translation>
    </message>
    <message>
        <source>Look whether the target belongs to the rows, whether inputs say anything about it, and whether another learning rate helps.</source>
        <translation>请检查目标与各行是否对应、输入是否真与目标有关，以及换一个学习率是否有用。</translation>
    </message>
    <message>
        <source>No better than guessing</source>
        <translation>不比猜好</translation>
    </message>
    <message>
        <source>Overfitting</source>
        <translation>过拟合</translation>
    </message>
    <message>
        <source>After epoch %1 the loss is %2; it was %3 before anything was learned.</source>
        <translation>第 %1 轮后损失为 %2；学习之前是 %3。</translation>
    </message>
    <message>
        <source>The training loss has risen from %1 to %2.</source>
        <translation>训练损失从 %1 升到了 %2。</translation>
    </message>
    <message>
        <source>Weights move by %1 times their size in an epoch, but the loss stays at %2.</source>
        <translation>权重在一轮中变动了自身大小的 %1 倍，损失却仍停在 %2。</translation>
    </message>
    <message>
        <source>Learning rate too high</source>
        <translation>学习率过高</translation>
    </message>
    <message>
        <source>A step moves the weights by %1 of their size, a thousandth being usual; after %2 epochs the loss is %3, and it was %4 at first.</source>
        <translation>一步只使权重变动自身大小的 %1，通常是千分之一；%2 轮后损失为 %3，开始时是 %4。</translation>
    </message>
    <message>
        <source>The learning rate is too low. Make it larger; “loom rate” measures which one suits.</source>
        <translation>学习率过低。请增大；“loom rate”可以测出合适的值。</translation>
    </message>
    <message>
        <source>Learning rate too low</source>
        <translation>学习率过低</translation>
    </message>
    <message>
        <source>“%1” is saturated: %2 % of its values lie at an end of its curve, where it passes nothing back.</source>
        <translation>“%1”已饱和：%2% 的值在激活函数的两端，那里几乎不回传梯度。</translation>
    </message>
    <message>
        <source>What comes in is too large. Standardise the inputs, begin with smaller weights, or use ReLU.</source>
        <translation>输入的值太大。请标准化输入、用更小的初始权重，或用 ReLU。</translation>
    </message>
    <message>
        <source>Scale what “%1” takes</source>
        <translation>缩放“%1”的输入</translation>
    </message>
    <message>
        <source>Saturated values</source>
        <translation>激活值饱和</translation>
    </message>
    <message>
        <source>Make pictures %1 pixels wide and high</source>
        <translation>把图片缩为边长 %1 像素</translation>
    </message>
    <message>
        <source>Data slower than the device</source>
        <translation>数据加载慢于设备</translation>
    </message>
    <message>
        <source>Epochs and runs that differ by less cannot be told apart. Hold back more rows, or repeat the training over several folds.</source>
        <translation>相差更小的轮次和训练无法分出高下。请多留一些验证行，或做多折交叉验证。</translation>
    </message>
    <message>
        <source>Only %1 rows are held back for validation.</source>
        <translation>只留出 %1 行作验证。</translation>
    </message>
    <message>
        <source>Only %1 rows are held back for validation: its accuracy is certain to ±%2 points alone.</source>
        <translation>只留出 %1 行作验证：其准确率只能确定到 ±%2 个百分点。</translation>
    </message>
    <message>
        <source>Hold back %1 % of the training rows for validation</source>
        <translation>把训练行的 %1% 留作验证</translation>
    </message>
    <message>
        <source>Validation set too small</source>
        <translation>验证集太小</translation>
    </message>
    <message>
        <source>The network is too small or too simple for what is in the data. Give it more units or layers, or less regularisation.</source>
        <translation>对这些数据来说网络太小或太简单。请增加神经元或层，或减弱正则化。</translation>
    </message>
    <message>
        <source>It underfits: the loss has come to rest with %1 right, but answering as the most similar row does gets %2 right.</source>
        <translation>欠拟合：损失已不再下降，只答对 %1；而照最相似的一行作答就能答对 %2。</translation>
    </message>
    <message>
        <source>It underfits: the loss has come to rest at %1, but answering as the most similar row does gets %2.</source>
        <translation>欠拟合：损失停在 %1；而照最相似的一行作答就只有 %2。</translation>
    </message>
    <message>
        <source>Add a Dense layer of %1 ReLU units before “%2”</source>
        <translation>在“%2”前加一个有 %1 个 ReLU 神经元的全连接层</translation>
    </message>
    <message>
        <source>Underfitting</source>
        <translation>欠拟合</translation>
    </message>
    <message>
        <source>The column “%1” has the same value in every training row, so it says nothing.</source>
        <translation>列“%1”在所有训练行中都是同一个值，没有信息。</translation>
    </message>
    <message>
        <source>Drop it, or look why it never changes.</source>
        <translation>请去掉这一列，或查一查它为何不变。</translation>
    </message>
    <message>
        <source>The network does not use the column “%1”: its prediction does not change with it.</source>
        <translation>网络没有用到列“%1”：预测不随它变化。</translation>
    </message>
    <message>
        <source>Look on the canvas where its values are lost, or drop it.</source>
        <translation>请在画布上查看它的值在哪里丢掉了，或去掉这一列。</translation>
    </message>
    <message>
        <source>The network does not use what “%1” takes: its prediction does not change with it.</source>
        <translation>网络没有用到“%1”的输入：预测不随它变化。</translation>
    </message>
    <message>
        <source>Look on the canvas where its values are lost, or take the Input out.</source>
        <translation>请在画布上查看它的值在哪里丢掉了，或去掉这个输入层。</translation>
    </message>
    <message>
        <source>Drop the column “%1”</source>
        <translation>去掉列“%1”</translation>
    </message>
    <message>
        <source>Unused input</source>
        <translation>未用到的输入</translation>
    </message>
    <message>
        <source>Gradients vanish: at “%1” they are %2 times those at “%3”, so this layer hardly learns.</source>
        <translation>梯度消失：“%1”处的梯度只有“%3”处的 %2 倍，这一层几乎学不到东西。</translation>
    </message>
    <message>
        <source>Each layer makes them smaller on the way back. Use ReLU in place of sigmoid and tanh, add Batch norm, or lead wires past layers (Add).</source>
        <translation>反向传播时每过一层梯度都变小。请用 ReLU 代替 sigmoid 和 tanh，加批归一化，或加跨层连接（相加）。</translation>
    </message>
    <message>
        <source>Use ReLU in place of sigmoid and tanh</source>
        <translation>用 ReLU 代替 sigmoid 和 tanh</translation>
    </message>
    <message>
        <source>Vanishing gradients</source>
        <translation>梯度消失</translation>
    </message>
    <message>
        <source>Data comes more slowly than the device learns: of %1 s in an epoch it waited %2 % for batches and worked %3 %.</source>
        <translation>数据跟不上设备：一轮 %1 秒中，%2% 在等批次，%3% 在计算。</translation>
    </message>
    <message>
        <source>Use smaller pictures, fewer steps that change each sample, more threads, or a faster disk.</source>
        <translation>请用更小的图片、更少的逐样本处理步骤、更多线程或更快的磁盘。</translation>
    </message>
</context>
<context>
    <name>std</name>
    <message>
        <source>The validation loss is %1, and that of as many training rows %2: rows held back are easier than those learned from.</source>
        <translation>验证损失为 %1，而同样多的训练行的损失为 %2：验证集比训练集更容易。</translation>
    </message>
    <message>
        <source>So the validation says too much good. Perhaps its rows give the target away, or lie in the training part several times, or the split is no random one. Look at both in Data.</source>
        <translation>所以验证结果过于乐观。可能是验证行泄漏了目标，或在训练集中重复出现，或划分不是随机的。请在“数据”中查看两个部分。</translation>
    </message>
    <message>
        <source>It overfits: since epoch %1 the validation loss has risen from %2 to %3, while the training loss fell to %4.</source>
        <translation>过拟合：自第 %1 轮起，验证损失从 %2 升到 %3，而训练损失降到了 %4。</translation>
    </message>
    <message>
        <source>It learns rows by heart. Stop early, use a smaller network, Dropout, weight decay or augmentation, or more data.</source>
        <translation>网络在死记训练行。请早停，或用更小的网络、Dropout、权重衰减、数据增强或更多数据。</translation>
    </message>
    <message>
        <source>The learning rate is too high: steps jump over what they look for. Make it smaller; “loom rate” measures which one suits.</source>
        <translation>学习率过高：步子跨过了要找的地方。请减小；“loom rate”可以测出合适的值。</translation>
    </message>
</context>
</TS>
