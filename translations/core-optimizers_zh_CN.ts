<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>loom</name>
    <message>
        <source>AdaGrad</source>
        <translation>AdaGrad</translation>
    </message>
    <message>
        <source>Divides each parameter&apos;s step by the size of all its past gradients, so that seldom used ones still learn. Steps only ever get smaller, so long trainings come to rest.</source>
        <translation>每个参数的步长除以它以往全部梯度的大小，很少用到的参数也能学到。步长只会越来越小，长时间训练会停下来。</translation>
    </message>
    <message>
        <source>Initial sum</source>
        <translation>初始累积</translation>
    </message>
    <message>
        <source>What the sum of squared gradients starts at. Above 0 the first steps are smaller.</source>
        <translation>梯度平方和的起始值。大于 0 时最初几步较小。</translation>
    </message>
    <message>
        <source>Adam</source>
        <translation>Adam</translation>
    </message>
    <message>
        <source>Gives every parameter its own step, from the mean and the size of its past gradients. It works well without much tuning and is the usual start.</source>
        <translation>根据以往梯度的均值和大小，给每个参数各自的步长。不用多调就很好用，通常从它开始。</translation>
    </message>
    <message>
        <source>AdamW</source>
        <translation>AdamW</translation>
    </message>
    <message>
        <source>Adam with weight decay apart from the gradient, so that the decay acts alike on all parameters. The usual choice for large networks and Transformers.</source>
        <translation>把权重衰减与梯度分开的 Adam，衰减对所有参数作用相同。大型网络和 Transformer 的常用选择。</translation>
    </message>
    <message>
        <source>RMSProp</source>
        <translation>RMSProp</translation>
    </message>
    <message>
        <source>Divides each parameter&apos;s step by the size of its recent gradients, so that steep and flat directions move alike. An older relative of Adam, still liked for recurrent networks.</source>
        <translation>每个参数的步长除以它近期梯度的大小，陡的方向和平的方向走得一样快。Adam 的前身，循环网络仍爱用。</translation>
    </message>
    <message>
        <source>Rho</source>
        <translation>Rho</translation>
    </message>
    <message>
        <source>The share of the mean squared gradient that is kept from step to step.</source>
        <translation>梯度平方均值逐步保留的比例。</translation>
    </message>
    <message>
        <source>SGD</source>
        <translation>SGD</translation>
    </message>
    <message>
        <source>Goes a step against the gradient, the same rate for every parameter. With momentum it often ends at better networks for pictures than Adam, but the learning rate must be found with care.</source>
        <translation>沿梯度的反方向走一步，所有参数学习率相同。配合动量，图像网络的结果常优于 Adam，但学习率需要仔细选。</translation>
    </message>
    <message>
        <source>Nesterov</source>
        <translation>Nesterov</translation>
    </message>
    <message>
        <source>Looks one step ahead along the momentum, which brakes earlier. Needs momentum above 0.</source>
        <translation>沿动量先看一步，因此更早刹车。需要动量大于 0。</translation>
    </message>
    <message>
        <source>Lion</source>
        <translation>Lion</translation>
    </message>
    <message>
        <source>Every parameter takes a step of the same size; only its direction follows the gradients. It needs half of Adam&apos;s memory, and a learning rate three to ten times smaller.</source>
        <translation>每个参数的步长相同，只有方向由梯度决定。所需内存是 Adam 的一半，学习率应小三到十倍。</translation>
    </message>
</context>
<context>
    <name>loom::AdaGrad</name>
    <message>
        <source>sum of past squared gradients, %1 at the start</source>
        <translation>过去梯度平方之和，开始时为 %1</translation>
    </message>
</context>
<context>
    <name>loom::Adam</name>
    <message>
        <source>mean of past gradients, 0 at the start</source>
        <translation>过去梯度的均值，开始时为 0</translation>
    </message>
    <message>
        <source>mean of their squares, 0 at the start</source>
        <translation>其平方的均值，开始时为 0</translation>
    </message>
    <message>
        <source>which step, from 1</source>
        <translation>第几步，从 1 数起</translation>
    </message>
</context>
<context>
    <name>loom::AdamW</name>
    <message>
        <source>mean of past gradients, 0 at the start</source>
        <translation>过去梯度的均值，开始时为 0</translation>
    </message>
    <message>
        <source>mean of their squares, 0 at the start</source>
        <translation>其平方的均值，开始时为 0</translation>
    </message>
    <message>
        <source>which step, from 1</source>
        <translation>第几步，从 1 数起</translation>
    </message>
</context>
<context>
    <name>loom::Lion</name>
    <message>
        <source>mean of past gradients, 0 at the start</source>
        <translation>过去梯度的均值，开始时为 0</translation>
    </message>
</context>
<context>
    <name>loom::RmsProp</name>
    <message>
        <source>mean of past squared gradients, 0 at the start</source>
        <translation>过去梯度平方的均值，开始时为 0</translation>
    </message>
    <message>
        <source>momentum: past moves, 0 at the start</source>
        <translation>动量：过去的移动，开始时为 0</translation>
    </message>
</context>
<context>
    <name>loom::Sgd</name>
    <message>
        <source>momentum: past gradients, 0 at the start</source>
        <translation>动量：过去的梯度，开始时为 0</translation>
    </message>
</context>
</TS>
