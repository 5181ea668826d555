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
        <source>Class weights</source>
        <translation>类别权重</translation>
    </message>
    <message>
        <source>Balanced lets rare classes count more, so that every class counts the same in total.</source>
        <translation>均衡让稀少的类分量更重，各类总分量相同。</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Balanced</source>
        <translation>均衡</translation>
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
</context>
</TS>
