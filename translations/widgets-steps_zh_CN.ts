<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>loom::TensorView</name>
    <message>
        <source>Channel, 0 to %1</source>
        <translation>通道，0 到 %1</translation>
    </message>
    <message>
        <source>Filter, 0 to %1</source>
        <translation>卷积核，0 到 %1</translation>
    </message>
    <message>
        <source>Filter and channel, 0 to %1</source>
        <translation>卷积核和通道，0 到 %1</translation>
    </message>
</context>
<context>
    <name>loom::Told</name>
    <message>
        <source>the curve</source>
        <translation>激活函数</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>另 %n 项</numerusform>
        </translation>
    </message>
    <message>
        <source>It is given: %1.</source>
        <translation>它是给定的：%1。</translation>
    </message>
    <message>
        <source>Nothing comes here: %1.</source>
        <translation>没有值到达这里：%1。</translation>
    </message>
    <message>
        <source>It is passed on: %1.</source>
        <translation>原样传来：%1。</translation>
    </message>
    <message>
        <source>%1 = %2</source>
        <translation>%1 = %2</translation>
    </message>
    <message numerus="yes">
        <source>The largest of %n value(s) is %1.</source>
        <translation>
            <numerusform>%n 个值中最大的是 %1。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The smallest of %n value(s) is %1.</source>
        <translation>
            <numerusform>%n 个值中最小的是 %1。</numerusform>
        </translation>
    </message>
    <message>
        <source>ReLU makes 0 of it: %1 is not above 0.</source>
        <translation>ReLU 把它变为 0：%1 不大于 0。</translation>
    </message>
    <message>
        <source>ReLU leaves it: %1 is above 0.</source>
        <translation>ReLU 保持不变：%1 大于 0。</translation>
    </message>
    <message>
        <source>%1 makes %3 of %2.</source>
        <translation>%1 把 %2 变为 %3。</translation>
    </message>
    <message>
        <source>No gradient arrives behind %1.</source>
        <translation>没有梯度到达 %1 之后。</translation>
    </message>
    <message>
        <source>%1 is flat here, so nothing of the gradient %2 goes on: 0.</source>
        <translation>%1 在这里是平的，梯度 %2 无法传下去：0。</translation>
    </message>
    <message>
        <source>%1 has slope 1 here, so the gradient goes on as it is: %2.</source>
        <translation>%1 在这里斜率为 1，梯度原样传下去：%2。</translation>
    </message>
    <message>
        <source>Gradient %2 × slope %3 of %1 = %4</source>
        <translation>梯度 %2 × %1 的斜率 %3 = %4</translation>
    </message>
    <message numerus="yes">
        <source>Its share: e^%1 out of the sum of e^x of %n value(s) is %2.</source>
        <translation>
            <numerusform>它的份额：e^%1 占 %n 个值的 e^x 之和的 %2。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The logarithm of its share of %n value(s): %1.</source>
        <translation>
            <numerusform>它在 %n 个值中所占份额的对数：%1。</numerusform>
        </translation>
    </message>
    <message>
        <source>(%1 − mean %2) × %3 × scale %4 + shift %5 = %6</source>
        <translation>(%1 − 均值 %2) × %3 × 缩放 %4 + 平移 %5 = %6</translation>
    </message>
    <message>
        <source>The right class has a share of %1; the loss is −ln of that: %2.</source>
        <translation>正确类别的份额为 %1；损失是它的 −ln：%2。</translation>
    </message>
    <message>
        <source>Share %1 − target %2 = %3</source>
        <translation>份额 %1 − 目标 %2 = %3</translation>
    </message>
    <message>
        <source>It follows from the formula, out of all that comes in.</source>
        <translation>由公式从所有输入算出。</translation>
    </message>
    <message>
        <source>inside</source>
        <translation>层内</translation>
    </message>
    <message>
        <source>given</source>
        <translation>给定</translation>
    </message>
    <message>
        <source>gradient of %1</source>
        <translation>%1 的梯度</translation>
    </message>
    <message numerus="yes">
        <source>%n more: together %1</source>
        <translation>
            <numerusform>另 %n 项，合计 %1</numerusform>
        </translation>
    </message>
    <message>
        <source>A step of training leaves it at %1: the layer is frozen.</source>
        <translation>训练一步后仍为 %1：该层已冻结。</translation>
    </message>
    <message>
        <source>A first step of training on this sample alone (%1, learning rate %2) takes it from %3 to %4.</source>
        <translation>只用这个样本训练第一步（%1，学习率 %2），它从 %3 变为 %4。</translation>
    </message>
    <message>
        <source>The gradient is shortened to %1 of it first.</source>
        <translation>梯度先缩短到原来的 %1。</translation>
    </message>
    <message>
        <source>The gradient is above 0: more of it would make the loss larger, so it goes down.</source>
        <translation>梯度大于 0：它越大损失越大，所以要减小。</translation>
    </message>
    <message>
        <source>The gradient is below 0: more of it would make the loss smaller, so it goes up.</source>
        <translation>梯度小于 0：它越大损失越小，所以要增大。</translation>
    </message>
    <message>
        <source>gradient inside</source>
        <translation>层内的梯度</translation>
    </message>
    <message>
        <source>(%1 − mean of all gradients %2 − normalised value %3 × mean of gradients times values %4) × %5 = %6</source>
        <translation>（%1 − 全部梯度的均值 %2 − 归一化值 %3 × 梯度与归一化值乘积的均值 %4）× %5 = %6</translation>
    </message>
    <message>
        <source>Step %1: forget %2 × state before %3 + input %4 × new %5 = state %6</source>
        <translation>第 %1 步：遗忘门 %2 × 之前的状态 %3 + 输入门 %4 × 新值 %5 = 状态 %6</translation>
    </message>
    <message>
        <source>Output %1 × tanh(%2) = %3</source>
        <translation>输出门 %1 × tanh(%2) = %3</translation>
    </message>
    <message>
        <source>Step %1: (1 − update %2) × new %3 + update %2 × state before %4 = %5; reset is %6</source>
        <translation>第 %1 步：（1 − 更新门 %2）× 新值 %3 + 更新门 %2 × 之前的状态 %4 = %5；重置门为 %6</translation>
    </message>
    <message numerus="yes">
        <source>All ways to spell the %n label(s) in these steps together have probability %1, the likeliest one %2. The loss is −ln of that for each label: %3.</source>
        <translation>
            <numerusform>在这些步中拼出 %n 个标签的所有方式的概率合计为 %1，其中最可能的一种为 %2。损失是合计概率的 −ln，分摊到每个标签：%3。</numerusform>
        </translation>
    </message>
    <message>
        <source>Gradient %1 × scale %2 ÷ √(variance + ε) %3 = %4</source>
        <translation>梯度 %1 × 缩放 %2 ÷ √(方差 + ε) %3 = %4</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 等，另有 %n 个</numerusform>
        </translation>
    </message>
    <message>
        <source>It comes from %1.</source>
        <translation>来自“%1”。</translation>
    </message>
    <message>
        <source>It is the sum over all that go on with this number: %1.</source>
        <translation>它是所有使用这个数的节点传回的梯度之和：%1。</translation>
    </message>
    <message>
        <source>It comes back from %1.</source>
        <translation>由“%1”传回。</translation>
    </message>
    <message>
        <source>weight</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>bias</source>
        <translation>偏置</translation>
    </message>
    <message>
        <source>scale</source>
        <translation>缩放</translation>
    </message>
    <message>
        <source>shift</source>
        <translation>平移</translation>
    </message>
    <message>
        <source>slope</source>
        <translation>斜率</translation>
    </message>
    <message>
        <source>values</source>
        <translation>值</translation>
    </message>
    <message>
        <source>positions</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>query</source>
        <translation>查询</translation>
    </message>
    <message>
        <source>key</source>
        <translation>键</translation>
    </message>
    <message>
        <source>value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>self</source>
        <translation>自注意力</translation>
    </message>
    <message>
        <source>cross</source>
        <translation>交叉注意力</translation>
    </message>
    <message>
        <source>norm</source>
        <translation>归一化</translation>
    </message>
    <message>
        <source>expand</source>
        <translation>扩展</translation>
    </message>
    <message>
        <source>contract</source>
        <translation>收缩</translation>
    </message>
    <message>
        <source>reduce</source>
        <translation>压缩</translation>
    </message>
    <message>
        <source>input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>recurrent</source>
        <translation>循环</translation>
    </message>
    <message>
        <source>backward</source>
        <translation>反向</translation>
    </message>
    <message>
        <source>depthwise</source>
        <translation>逐通道</translation>
    </message>
    <message>
        <source>pointwise</source>
        <translation>逐点</translation>
    </message>
</context>
</TS>
