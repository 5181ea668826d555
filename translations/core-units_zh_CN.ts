<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>loom</name>
    <message>
        <source>Bottleneck block</source>
        <translation>瓶颈块</translation>
    </message>
    <message>
        <source>A residual block that narrows before its 3×3 convolution and widens behind it, as the deeper ResNets have it (He et al. 2016). The shortcut has a convolution of its own where the shape changes; take “Plain shortcut” off there.</source>
        <translation>在 3×3 卷积之前收窄、之后放宽的残差块，用于较深的 ResNet（He 等 2016）。形状改变处，捷径上有自己的卷积：在那里关闭“直接相连”。</translation>
    </message>
    <message>
        <source>Filters in the middle</source>
        <translation>中间卷积核数</translation>
    </message>
    <message>
        <source>Stride</source>
        <translation>步长</translation>
    </message>
    <message>
        <source>Plain shortcut</source>
        <translation>直接相连</translation>
    </message>
    <message>
        <source>Cross-attention</source>
        <translation>交叉注意力</translation>
    </message>
    <message>
        <source>Every step of one sequence looks at all steps of another, as a decoder looks at what an encoder has read (Vaswani et al. 2017).</source>
        <translation>一个序列的每一步查看另一个序列的所有步，如解码器查看编码器读到的内容（Vaswani 等 2017）。</translation>
    </message>
    <message>
        <source>Heads together</source>
        <translation>合并各头</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>宽度</translation>
    </message>
    <message>
        <source>Heads</source>
        <translation>头数</translation>
    </message>
    <message>
        <source>Double convolution</source>
        <translation>双卷积</translation>
    </message>
    <message>
        <source>Two 3×3 convolutions with ReLU that keep height and width: what each level of a U-Net does on its way down and up (Ronneberger et al. 2015).</source>
        <translation>两个保持高宽的 3×3 卷积加 ReLU：U-Net 每一级在下行和上行时所做的事（Ronneberger 等 2015）。</translation>
    </message>
    <message>
        <source>Filters</source>
        <translation>卷积核数</translation>
    </message>
    <message>
        <source>Inverted residual block</source>
        <translation>倒残差块</translation>
    </message>
    <message>
        <source>Widens, looks at each channel by itself and narrows again, with a shortcut between the narrow ends: cheap on phones (Sandler et al. 2018). Take the shortcut off where the shape changes.</source>
        <translation>先放宽，逐通道卷积，再收窄，窄的两端之间有捷径：适合手机（Sandler 等 2018）。形状改变处请去掉捷径。</translation>
    </message>
    <message>
        <source>Filters in between</source>
        <translation>中间卷积核数</translation>
    </message>
    <message>
        <source>Without widening</source>
        <translation>不放宽</translation>
    </message>
    <message>
        <source>Without shortcut</source>
        <translation>不用捷径</translation>
    </message>
    <message>
        <source>Multi-head attention</source>
        <translation>多头注意力</translation>
    </message>
    <message>
        <source>Every step looks at all steps of a sequence and takes a mixture of what it finds, in several heads (Vaswani et al. 2017).</source>
        <translation>每一步用多个头查看序列的所有步，取出所见内容的加权混合（Vaswani 等 2017）。</translation>
    </message>
    <message>
        <source>Causal</source>
        <translation>因果</translation>
    </message>
    <message>
        <source>Residual block</source>
        <translation>残差块</translation>
    </message>
    <message>
        <source>Two convolutions and a shortcut around them, so that deep networks still learn (He et al. 2016). The shortcut has a convolution of its own where the shape changes; take “Plain shortcut” off there.</source>
        <translation>两个卷积加一条绕过它们的捷径，让很深的网络也能学习（He 等 2016）。形状改变处，捷径上有自己的卷积：在那里关闭“直接相连”。</translation>
    </message>
    <message>
        <source>Squeeze and excitation</source>
        <translation>压缩与激励</translation>
    </message>
    <message>
        <source>Weighs each channel by what the whole picture holds (Hu et al. 2018): the mean of each channel, two small products, and a factor between 0 and 1 for each channel. Height and width are those of what comes in.</source>
        <translation>根据整幅图的内容给每个通道加权（Hu 等 2018）：每个通道取平均，经两个小的全连接层，得到 0 到 1 之间的系数。高和宽与输入相同。</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>通道</translation>
    </message>
    <message>
        <source>Squeezed channels</source>
        <translation>压缩后的通道数</translation>
    </message>
    <message>
        <source>Height, width, −1</source>
        <translation>高、宽、−1</translation>
    </message>
    <message>
        <source>Transformer decoder block</source>
        <translation>Transformer 解码器块</translation>
    </message>
    <message>
        <source>What an encoder block does, and between attention and the two products a look at the encoder&apos;s result, its second input (Vaswani et al. 2017, in the order of Xiong et al. 2020).</source>
        <translation>与编码器块相同，另在注意力和前馈之间查看编码器的结果，即第二个输入（Vaswani 等 2017，顺序按 Xiong 等 2020）。</translation>
    </message>
    <message>
        <source>Hidden units</source>
        <translation>隐藏单元</translation>
    </message>
    <message>
        <source>Transformer encoder block</source>
        <translation>Transformer 编码器块</translation>
    </message>
    <message>
        <source>Multi-head attention and two products at each step, each behind a layer norm and with a shortcut around it (Vaswani et al. 2017, in the order of Xiong et al. 2020). With Causal on it is a block of a GPT.</source>
        <translation>多头注意力和每一步的前馈，各在层归一化之后、带一条捷径（Vaswani 等 2017，顺序按 Xiong 等 2020）。打开“因果”就是 GPT 的块。</translation>
    </message>
    <message>
        <source>Activation</source>
        <translation>激活函数</translation>
    </message>
    <message>
        <source>Epsilon</source>
        <translation>Epsilon</translation>
    </message>
    <message>
        <source>U-Net level</source>
        <translation>U-Net 层级</translation>
    </message>
    <message>
        <source>One step up of a U-Net: twice as high and wide, beside it what the way down had there, its second input, and two convolutions (Ronneberger et al. 2015).</source>
        <translation>U-Net 上行的一级：高宽加倍，与下行时同级的特征（第二个输入）拼接，再做两次卷积（Ronneberger 等 2015）。</translation>
    </message>
    <message>
        <source>Beside</source>
        <translation>同级特征</translation>
    </message>
    <message>
        <source>Encoder’s result</source>
        <translation>编码器的结果</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>键</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Queries</source>
        <translation>查询</translation>
    </message>
</context>
</TS>
