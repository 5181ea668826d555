<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>loom</name>
    <message>
        <source>Binary cross-entropy</source>
        <translation>二元交叉熵</translation>
    </message>
    <message>
        <source>For yes or no. It turns each value (logit) into a probability with sigmoid and asks how far it is from the truth. With two classes, one unit is enough: its probability is that of the second class.</source>
        <translation>用于是与否。它用 sigmoid 把每个值（logit）变成概率，再看与真实情况相差多少。只有两类时一个单元就够：它的概率就是第二类的概率。</translation>
    </message>
    <message>
        <source>Weight of yes</source>
        <translation>“是”的权重</translation>
    </message>
    <message>
        <source>How much more a missed yes counts than a missed no. Above 1 where yes is rare.</source>
        <translation>漏掉一个“是”比漏掉一个“否”重多少。“是”较少时应大于 1。</translation>
    </message>
    <message>
        <source>Label smoothing</source>
        <translation>标签平滑</translation>
    </message>
    <message>
        <source>Moves yes and no this share of the way towards the middle, so that the network stays less sure of itself.</source>
        <translation>把是与否按此比例向中间移动，使网络不至于过分自信。</translation>
    </message>
    <message>
        <source>Cross-entropy</source>
        <translation>交叉熵</translation>
    </message>
    <message>
        <source>For one class out of several. It turns the network&apos;s values (logits) into probabilities with softmax and asks how much probability the right class got: 0 where it got all, more the less it got.</source>
        <translation>用于从若干类中选一类。它用 softmax 把网络的值（logits）变成概率，再看正确的类得到多少概率：全部得到则为 0，得到越少损失越大。</translation>
    </message>
    <message>
        <source>Takes this share of the target from the right class and spreads it over all classes, so that the network stays less sure of itself. 0.1 is usual.</source>
        <translation>从正确类的目标中取出这一比例，平摊给所有类，使网络不至于过分自信。常用 0.1。</translation>
    </message>
    <message>
        <source>Huber loss</source>
        <translation>Huber 损失</translation>
    </message>
    <message>
        <source>For numbers. Small differences count squared, large ones in proportion, so it learns as finely as the squared error and is not led by outliers.</source>
        <translation>用于数值。小差距按平方计，大差距按比例计，因此既像平方误差一样精细，又不被离群值带偏。</translation>
    </message>
    <message>
        <source>Delta</source>
        <translation>Delta</translation>
    </message>
    <message>
        <source>The difference at which it changes from squared to proportional, in units of the target.</source>
        <translation>从平方变为按比例的差距，以目标的单位计。</translation>
    </message>
    <message>
        <source>Mean absolute error</source>
        <translation>平均绝对误差</translation>
    </message>
    <message>
        <source>For numbers. The size of the difference between prediction and target, averaged. It is told in the target&apos;s own unit and is not led by outliers.</source>
        <translation>用于数值。预测与目标之差的绝对值，取平均。它的单位就是目标的单位，不被离群值带偏。</translation>
    </message>
    <message>
        <source>Mean squared error</source>
        <translation>均方误差</translation>
    </message>
    <message>
        <source>For numbers. The difference between prediction and target, squared and averaged. Large errors count far more than small ones, so a few outliers can lead the training.</source>
        <translation>用于数值。预测与目标之差的平方，取平均。大误差远比小误差重，少数离群值就能左右训练。</translation>
    </message>
    <message>
        <source>Adversarial</source>
        <translation>对抗损失</translation>
    </message>
    <message>
        <source>For a generator and a discriminator that learn against each other, joined by “Real and made”. The discriminator gives one value: high for real samples, low for those made. In every step first the discriminator learns, then the generator. The loss shown is the discriminator&apos;s.</source>
        <translation>用于由“真实与生成”连接、相互对抗学习的生成器和判别器。判别器给出一个值：真实样本高，生成的样本低。每一步先由判别器学习，再由生成器学习。显示的是判别器的损失。</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>形式</translation>
    </message>
    <message>
        <source>Cross-entropy is the usual one. Least squares and hinge push less hard where the discriminator is sure, which can be steadier.</source>
        <translation>常用的是交叉熵。最小二乘和合页在判别器置信度高时推动较小，可能更稳定。</translation>
    </message>
    <message>
        <source>Least squares</source>
        <translation>最小二乘</translation>
    </message>
    <message>
        <source>Hinge</source>
        <translation>合页</translation>
    </message>
    <message>
        <source>Real samples are to be judged this much less than fully real, so that the discriminator stays less sure of itself. Not used by hinge.</source>
        <translation>真实样本的目标比完全真实低这么多，使判别器不至于过于自信。合页形式不使用。</translation>
    </message>
    <message>
        <source>Binary focal loss</source>
        <translation>二元焦点损失</translation>
    </message>
    <message>
        <source>For yes or no, where one of them is rare and most samples are easy: those that the network gets right already count little. It applies sigmoid itself.</source>
        <translation>用于是或否的判断，适合其中一方很少、多数样本又很容易的情形：网络已经判对的样本几乎不计。它自带 Sigmoid。</translation>
    </message>
    <message>
        <source>Alpha</source>
        <translation>Alpha</translation>
    </message>
    <message>
        <source>The share of the weight that yes gets, from 0 to 1; no gets the rest. 0.5 treats both alike, 0.25 is usual with gamma 2.</source>
        <translation>“是”所占的权重份额，从 0 到 1，其余归“否”。0.5 表示两者同等对待；Gamma 为 2 时常用 0.25。</translation>
    </message>
    <message>
        <source>Contrastive loss</source>
        <translation>对比损失</translation>
    </message>
    <message>
        <source>For pairs: the Output gets the vectors of both side by side, and the label says whether they belong together (the second of two classes) or not. Pairs are drawn together, others pushed apart up to the margin.</source>
        <translation>用于成对的样本：输出层得到并排放置的两个向量，标签说明二者是否属于一起（两个类别中的第二个）。属于一起的被拉近，其余的被推开，直到间隔为止。</translation>
    </message>
    <message>
        <source>CTC</source>
        <translation>CTC</translation>
    </message>
    <message>
        <source>For a sequence of labels that is shorter than the network&apos;s steps, where nobody knows which label belongs to which step: speech, handwriting. Class 0 stands for no label (blank). It applies softmax at each step itself.</source>
        <translation>用于标签序列比网络的步数短、又不知道哪个标签对应哪一步的情形：语音、手写。类别 0 表示无标签（空白）。它自带每一步的 Softmax。</translation>
    </message>
    <message>
        <source>Skip what cannot fit</source>
        <translation>跳过放不下的样本</translation>
    </message>
    <message>
        <source>A sample with more labels than the steps can hold costs nothing and teaches nothing. Otherwise its loss is infinite and ends the training.</source>
        <translation>标签多到步数容纳不下的样本既不计损失也不参与学习。否则其损失为无穷大，训练会因此结束。</translation>
    </message>
    <message>
        <source>Focal loss</source>
        <translation>焦点损失</translation>
    </message>
    <message>
        <source>Cross-entropy that looks at the hard samples: those that the network gets right already count little. For one class out of several, where easy samples are by far the most.</source>
        <translation>关注困难样本的交叉熵：网络已经判对的样本几乎不计。用于多个类别选其一、且容易的样本占绝大多数的情形。</translation>
    </message>
    <message>
        <source>InfoNCE</source>
        <translation>InfoNCE</translation>
    </message>
    <message>
        <source>For learning without labels: the Output gets two views of every sample side by side, and each must find its partner among those of the whole batch. Large batches make it harder and teach more.</source>
        <translation>用于无标签学习：输出层得到每个样本并排放置的两个视图，每个视图都要在整个批次中找到自己的另一半。批次越大越难，学到的也越多。</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>温度</translation>
    </message>
    <message>
        <source>Divides the similarities, which are between −1 and 1. The smaller, the more the most similar of the others count. 0.07 to 0.5 is usual.</source>
        <translation>相似度（介于 −1 和 1 之间）要除以它。越小，其他样本中最相似者的影响越大。常用 0.07 到 0.5。</translation>
    </message>
    <message>
        <source>KL divergence</source>
        <translation>KL 散度</translation>
    </message>
    <message>
        <source>For shares that sum to 1, such as another network&apos;s probabilities. It turns the network&apos;s values (logits) into probabilities with softmax and asks how far these are from the target&apos;s: 0 where both are equal.</source>
        <translation>用于总和为 1 的份额，例如另一个网络给出的概率。它用 Softmax 把网络的值（logits）变成概率，再看与目标相差多远：两者相等时为 0。</translation>
    </message>
    <message>
        <source>Divides the logits before softmax. Above 1 where the target&apos;s probabilities were softened in the same way (distillation).</source>
        <translation>在 Softmax 之前除以它。如果目标的概率也这样软化过（蒸馏），则取大于 1 的值。</translation>
    </message>
    <message>
        <source>Triplet loss</source>
        <translation>三元组损失</translation>
    </message>
    <message>
        <source>For vectors that lie near each other where samples are of one class. Each sample is compared with the farthest of its class and the nearest of another in the batch; the latter must be farther away, by the margin. Batches need several samples of each class.</source>
        <translation>使同类样本的向量彼此靠近。每个样本与批次中同类里最远的、异类里最近的样本比较；后者必须更远，并超出间隔。每个批次中各类都要有若干样本。</translation>
    </message>
    <message>
        <source>Unit length</source>
        <translation>单位长度</translation>
    </message>
    <message>
        <source>Brings all vectors to length 1 first, so that distances are between 0 and 2 and only directions count.</source>
        <translation>先把所有向量的长度变为 1，于是距离介于 0 和 2 之间，只有方向起作用。</translation>
    </message>
    <message>
        <source>Triplet loss of given triplets</source>
        <translation>给定三元组的损失</translation>
    </message>
    <message>
        <source>For samples that are triplets: the Output gets the vectors of an anchor, one of its kind and one of another kind side by side, and the second must be nearer to the anchor than the third, by the margin.</source>
        <translation>用于样本本身就是三元组的情形：输出层得到并排放置的锚点、同类和异类三个向量，第二个必须比第三个更靠近锚点，并超出间隔。</translation>
    </message>
    <message>
        <source>Swap anchor</source>
        <translation>交换锚点</translation>
    </message>
    <message>
        <source>Measures the third vector&apos;s distance from whichever of the other two it is nearer to, which makes the triplet harder.</source>
        <translation>第三个向量的距离按前两个中较近的一个来量，三元组因此更难。</translation>
    </message>
    <message>
        <source>Boxes</source>
        <translation>边界框</translation>
    </message>
    <message>
        <source>For finding objects in pictures. Each cell of the prediction&apos;s grid says whether the middle of an object lies in it, where its box is, and of which class it is: 5 values and one for each class. Of several objects in one cell, the smallest is learned.</source>
        <translation>用于在图片中查找物体。预测网格的每个单元格给出：是否有物体的中心落在其中、它的边界框在哪里、属于哪个类别，即 5 个值，再加每个类别一个值。同一单元格中有多个物体时，学习最小的那个。</translation>
    </message>
    <message>
        <source>Weight of boxes</source>
        <translation>边界框的权重</translation>
    </message>
    <message>
        <source>How much it counts where a box lies and how large it is, beside whether there is an object.</source>
        <translation>与“是否有物体”相比，边界框的位置和大小在损失中所占的分量。</translation>
    </message>
    <message>
        <source>Weight of classes</source>
        <translation>类别的权重</translation>
    </message>
    <message>
        <source>How much it counts of which class an object is.</source>
        <translation>物体属于哪个类别在损失中所占的分量。</translation>
    </message>
</context>
<context>
    <name>loom::AdversarialLoss</name>
    <message>
        <source>judgement of a real sample</source>
        <translation>对真实样本的判断</translation>
    </message>
    <message>
        <source>judgement of a sample that was made</source>
        <translation>对生成样本的判断</translation>
    </message>
    <message>
        <source>the generator&apos;s loss</source>
        <translation>生成器的损失</translation>
    </message>
    <message>
        <source>the discriminator&apos;s loss</source>
        <translation>判别器的损失</translation>
    </message>
    <message>
        <source>sigmoid</source>
        <translation>sigmoid</translation>
    </message>
</context>
<context>
    <name>loom::BinaryCrossEntropyLoss</name>
    <message>
        <source>target: 1 or 0</source>
        <translation>目标：1 或 0</translation>
    </message>
    <message>
        <source>logits: what the network says</source>
        <translation>logits：网络给出的值</translation>
    </message>
    <message>
        <source>all values of the target</source>
        <translation>目标的所有值</translation>
    </message>
    <message>
        <source>how many these are</source>
        <translation>它们的个数</translation>
    </message>
</context>
<context>
    <name>loom::BinaryFocalLoss</name>
    <message>
        <source>logits: what the network says</source>
        <translation>logits：网络给出的值</translation>
    </message>
    <message>
        <source>target: 1 or 0</source>
        <translation>目标：1 或 0</translation>
    </message>
    <message>
        <source>all values of the target</source>
        <translation>目标的所有值</translation>
    </message>
    <message>
        <source>how many these are</source>
        <translation>它们的个数</translation>
    </message>
</context>
<context>
    <name>loom::BoxesLoss</name>
    <message>
        <source>all cells of the grid in turn</source>
        <translation>依次为网格的所有单元格</translation>
    </message>
    <message>
        <source>those that hold the middle of an object</source>
        <translation>其中包含物体中心的那些单元格</translation>
    </message>
    <message>
        <source>how many these are</source>
        <translation>它们的个数</translation>
    </message>
    <message>
        <source>how likely the cell&apos;s truth is, object or none, by sigmoid of its logit</source>
        <translation>该单元格的真实情况（有物体或没有）的概率，由其 logit 经 sigmoid 得到</translation>
    </message>
    <message>
        <source>shared area of the true and the predicted box, divided by the area that both cover</source>
        <translation>真实框与预测框的相交面积，除以两者共同覆盖的面积</translation>
    </message>
    <message>
        <source>distance of their middles</source>
        <translation>两者中心的距离</translation>
    </message>
    <message>
        <source>diagonal of the smallest box around both</source>
        <translation>包住两者的最小框的对角线</translation>
    </message>
    <message>
        <source>probability of the right class, by softmax of the cell&apos;s classes</source>
        <translation>正确类别的概率，由该单元格的各类别经 softmax 得到</translation>
    </message>
</context>
<context>
    <name>loom::ContrastiveLoss</name>
    <message>
        <source>first vector of the pair</source>
        <translation>一对中的第一个向量</translation>
    </message>
    <message>
        <source>second vector of the pair</source>
        <translation>一对中的第二个向量</translation>
    </message>
    <message>
        <source>1 where both belong together, else 0</source>
        <translation>两者属于一起时为 1，否则为 0</translation>
    </message>
</context>
<context>
    <name>loom::CrossEntropyLoss</name>
    <message>
        <source>logits: what the network says</source>
        <translation>logits：网络给出的值</translation>
    </message>
    <message>
        <source>the right class</source>
        <translation>正确的类别</translation>
    </message>
    <message>
        <source>which class</source>
        <translation>第几个类别</translation>
    </message>
    <message>
        <source>all classes in turn</source>
        <translation>依次取所有类别</translation>
    </message>
    <message>
        <source>number of classes</source>
        <translation>类别数</translation>
    </message>
</context>
<context>
    <name>loom::CtcLoss</name>
    <message>
        <source>all ways to spell the labels in T steps, with blanks between</source>
        <translation>在 T 步内拼出标签的所有方式，中间可有空白</translation>
    </message>
    <message>
        <source>number of labels</source>
        <translation>标签数</translation>
    </message>
    <message>
        <source>probability of a class at step t, by softmax of the logits</source>
        <translation>第 t 步某类别的概率，由 logits 的 softmax 得出</translation>
    </message>
</context>
<context>
    <name>loom::FocalLoss</name>
    <message>
        <source>logits: what the network says</source>
        <translation>logits：网络给出的值</translation>
    </message>
    <message>
        <source>the right class</source>
        <translation>正确的类别</translation>
    </message>
    <message>
        <source>which class</source>
        <translation>第几个类别</translation>
    </message>
    <message>
        <source>all classes in turn</source>
        <translation>依次取所有类别</translation>
    </message>
</context>
<context>
    <name>loom::HuberLoss</name>
    <message>
        <source>prediction</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>all values of the target</source>
        <translation>目标的所有值</translation>
    </message>
    <message>
        <source>how many these are</source>
        <translation>它们的个数</translation>
    </message>
    <message>
        <source>target value</source>
        <translation>目标值</translation>
    </message>
</context>
<context>
    <name>loom::InfoNceLoss</name>
    <message>
        <source>first view of each sample</source>
        <translation>每个样本的第一个视图</translation>
    </message>
    <message>
        <source>second view of each sample</source>
        <translation>每个样本的第二个视图</translation>
    </message>
    <message>
        <source>this sample</source>
        <translation>当前样本</translation>
    </message>
    <message>
        <source>all samples of the batch</source>
        <translation>批中的所有样本</translation>
    </message>
</context>
<context>
    <name>loom::KlDivergenceLoss</name>
    <message>
        <source>logits: what the network says</source>
        <translation>logits：网络给出的值</translation>
    </message>
    <message>
        <source>target: a probability for each class</source>
        <translation>目标：每个类别的概率</translation>
    </message>
    <message>
        <source>which class</source>
        <translation>第几个类别</translation>
    </message>
    <message>
        <source>all classes in turn</source>
        <translation>依次取所有类别</translation>
    </message>
</context>
<context>
    <name>loom::MaeLoss</name>
    <message>
        <source>prediction</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>all values of the target</source>
        <translation>目标的所有值</translation>
    </message>
    <message>
        <source>how many these are</source>
        <translation>它们的个数</translation>
    </message>
    <message>
        <source>target value</source>
        <translation>目标值</translation>
    </message>
</context>
<context>
    <name>loom::MseLoss</name>
    <message>
        <source>prediction</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>all values of the target</source>
        <translation>目标的所有值</translation>
    </message>
    <message>
        <source>how many these are</source>
        <translation>它们的个数</translation>
    </message>
    <message>
        <source>target value</source>
        <translation>目标值</translation>
    </message>
</context>
<context>
    <name>loom::TripletLoss</name>
    <message>
        <source>distance between samples i and j of the batch</source>
        <translation>批中样本 i 与 j 的距离</translation>
    </message>
    <message>
        <source>samples of the same class</source>
        <translation>同类样本</translation>
    </message>
    <message>
        <source>samples of other classes</source>
        <translation>其他类别的样本</translation>
    </message>
    <message>
        <source>this sample</source>
        <translation>当前样本</translation>
    </message>
</context>
<context>
    <name>loom::TripletMarginLoss</name>
    <message>
        <source>the vector that is compared</source>
        <translation>用来比较的向量</translation>
    </message>
    <message>
        <source>the one that belongs to it</source>
        <translation>与它同属的向量</translation>
    </message>
    <message>
        <source>the one that does not</source>
        <translation>与它不同属的向量</translation>
    </message>
</context>
</TS>
