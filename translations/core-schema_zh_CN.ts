<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>loom</name>
    <message>
        <source>ReLU</source>
        <translation>ReLU</translation>
    </message>
    <message>
        <source>Leaky ReLU</source>
        <translation>Leaky ReLU</translation>
    </message>
    <message>
        <source>Tanh</source>
        <translation>Tanh</translation>
    </message>
    <message>
        <source>Sigmoid</source>
        <translation>Sigmoid</translation>
    </message>
    <message>
        <source>GELU</source>
        <translation>GELU</translation>
    </message>
    <message>
        <source>SiLU</source>
        <translation>SiLU</translation>
    </message>
    <message>
        <source>ELU</source>
        <translation>ELU</translation>
    </message>
    <message>
        <source>Softplus</source>
        <translation>Softplus</translation>
    </message>
    <message>
        <source>Hard sigmoid</source>
        <translation>Hard sigmoid</translation>
    </message>
    <message>
        <source>Hard swish</source>
        <translation>Hard swish</translation>
    </message>
    <message>
        <source>ReLU6</source>
        <translation>ReLU6</translation>
    </message>
    <message>
        <source>Softmax</source>
        <translation>Softmax</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>%1: %2 has the wrong type.</source>
        <translation>%1：%2的类型不对。</translation>
    </message>
    <message>
        <source>%1: %2 is %3, but must be at least %4.</source>
        <translation>%1：%2为 %3，但至少应为 %4。</translation>
    </message>
    <message>
        <source>%1: %2 is %3, but must be at most %4.</source>
        <translation>%1：%2为 %3，但至多应为 %4。</translation>
    </message>
    <message>
        <source>%1: %2 has no choice “%3”.</source>
        <translation>%1：%2没有“%3”这个选项。</translation>
    </message>
    <message>
        <source>%1: %2 needs %3 numbers, not %4.</source>
        <translation>%1：%2需要 %3 个数，而不是 %4 个。</translation>
    </message>
    <message>
        <source>%1 has %2 settings, but %3 are given.</source>
        <translation>%1有 %2 个设置，却给了 %3 个。</translation>
    </message>
    <message>
        <source>Glorot uniform</source>
        <translation>Glorot 均匀</translation>
    </message>
    <message>
        <source>Glorot normal</source>
        <translation>Glorot 正态</translation>
    </message>
    <message>
        <source>He uniform</source>
        <translation>He 均匀</translation>
    </message>
    <message>
        <source>He normal</source>
        <translation>He 正态</translation>
    </message>
    <message>
        <source>LeCun uniform</source>
        <translation>LeCun 均匀</translation>
    </message>
    <message>
        <source>LeCun normal</source>
        <translation>LeCun 正态</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>正态</translation>
    </message>
    <message>
        <source>Uniform</source>
        <translation>均匀</translation>
    </message>
    <message>
        <source>Zeros</source>
        <translation>全零</translation>
    </message>
    <message>
        <source>The padding %1 is not smaller than the window %2, so a window could lie outside the picture.</source>
        <translation>填充 %1 不小于窗口 %2，窗口可能完全落在图像之外。</translation>
    </message>
    <message>
        <source>Choose less padding than the window is large.</source>
        <translation>填充应小于窗口大小。</translation>
    </message>
    <message>
        <source>Set padding to same</source>
        <translation>把填充设为 same</translation>
    </message>
    <message>
        <source>stride %1</source>
        <translation>步长 %1</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>轮数</translation>
    </message>
    <message>
        <source>How many times the network sees every training sample. Validation tells when it is enough.</source>
        <translation>网络把每个训练样本看多少遍。验证结果会告诉何时足够。</translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation>批大小</translation>
    </message>
    <message>
        <source>How many samples share one step. Larger is faster per sample and needs more memory; smaller often learns a little better.</source>
        <translation>每一步用多少个样本。越大，单个样本越快、内存越多；越小往往学得略好。</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Where the random numbers start: first weights, order of samples, Dropout. The same seed gives the same run.</source>
        <translation>随机数的起点：初始权重、样本顺序、Dropout。种子相同，运行就相同。</translation>
    </message>
    <message>
        <source>Early stopping</source>
        <translation>早停</translation>
    </message>
    <message>
        <source>Stops after so many epochs without a better validation loss. 0 turns it off.</source>
        <translation>连续这么多轮验证损失没有变好就停止。0 表示关闭。</translation>
    </message>
    <message>
        <source>epochs</source>
        <translation>轮</translation>
    </message>
    <message>
        <source>Keep the best weights</source>
        <translation>保留最佳权重</translation>
    </message>
    <message>
        <source>Ends with the weights of the epoch with the lowest validation loss, not with the last ones.</source>
        <translation>以验证损失最低的那一轮的权重收尾，而不是最后一轮的。</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>训练方案</translation>
    </message>
    <message>
        <source>How the network is trained: how long, in what portions, and when it is enough.</source>
        <translation>网络如何训练：多久、每次多少、何时足够。</translation>
    </message>
    <message>
        <source>1 filter</source>
        <translation>1 核</translation>
    </message>
    <message>
        <source>%1 filters</source>
        <translation>%1 核</translation>
    </message>
    <message>
        <source>%1 inputs</source>
        <translation>%1 个输入</translation>
    </message>
    <message>
        <source>%1 would need %2 values, more than any machine can hold.</source>
        <translation>%1需要 %2 个值，任何机器都装不下。</translation>
    </message>
    <message>
        <source>Choose smaller sizes.</source>
        <translation>请选小一些的尺寸。</translation>
    </message>
    <message>
        <source>%1 needs a vector, but %2 comes in.</source>
        <translation>%1需要向量，但输入是 %2。</translation>
    </message>
    <message>
        <source>Put Flatten before it; it makes one vector of %1 values.</source>
        <translation>在它之前放一个展平层，变成含 %1 个值的向量。</translation>
    </message>
    <message>
        <source>Insert Flatten</source>
        <translation>插入展平</translation>
    </message>
    <message>
        <source>%1 slides over pictures, but %2 comes in.</source>
        <translation>%1在图像上滑动，但输入是 %2。</translation>
    </message>
    <message>
        <source>A picture has a height, a width and channels. Put Reshape before it if these values are a picture; otherwise use Dense.</source>
        <translation>图像有高、宽和通道。如果这些值是一幅图像，在它之前放一个变形层；否则请用全连接。</translation>
    </message>
    <message>
        <source>Insert Reshape to %1</source>
        <translation>插入变形为 %1</translation>
    </message>
    <message>
        <source>Valid</source>
        <translation>valid</translation>
    </message>
    <message>
        <source>Same</source>
        <translation>same</translation>
    </message>
    <message>
        <source>Explicit</source>
        <translation>自定</translation>
    </message>
    <message>
        <source>Axis</source>
        <translation>轴</translation>
    </message>
    <message>
        <source>There is no axis %1 in %2.</source>
        <translation>%2 中没有轴 %1。</translation>
    </message>
    <message>
        <source>Axes are counted from 0 on, channels last; −1 is the last one.</source>
        <translation>轴从 0 开始计数，通道在最后；−1 是最后一个轴。</translation>
    </message>
    <message>
        <source>Set the axis to −1</source>
        <translation>将轴设为 −1</translation>
    </message>
    <message>
        <source>Mish</source>
        <translation>Mish</translation>
    </message>
    <message>
        <source>GELU (tanh)</source>
        <translation>GELU（tanh 近似）</translation>
    </message>
    <message>
        <source>SELU</source>
        <translation>SELU</translation>
    </message>
    <message>
        <source>Softsign</source>
        <translation>Softsign</translation>
    </message>
    <message>
        <source>Write a formula of x, for example max(x, 0) + 0.1 * sin(x).</source>
        <translation>请写一个关于 x 的公式，例如 max(x, 0) + 0.1 * sin(x)。</translation>
    </message>
    <message>
        <source>Input %1 has %2 channels, input %3 has %4. Both must have the same shape.</source>
        <translation>输入 %1 有 %2 个通道，输入 %3 有 %4 个，两者形状必须相同。</translation>
    </message>
    <message>
        <source>Input %1 is %2, input %3 is %4. Both must have the same shape.</source>
        <translation>输入 %1 是 %2，输入 %3 是 %4，两者形状必须相同。</translation>
    </message>
    <message>
        <source>Change the layers in front, or bring one input to the shape of the other.</source>
        <translation>请修改前面的层，或把一个输入变成另一个的形状。</translation>
    </message>
    <message>
        <source>Insert 1×1 convolution</source>
        <translation>插入 1×1 卷积</translation>
    </message>
    <message>
        <source>Insert Average pool</source>
        <translation>插入平均池化</translation>
    </message>
    <message>
        <source>Insert 1×1 convolution with stride %1</source>
        <translation>插入步长 %1 的 1×1 卷积</translation>
    </message>
    <message>
        <source>Insert Dense with %1 units</source>
        <translation>插入 %1 个单元的全连接</translation>
    </message>
    <message>
        <source>Insert Global average pool</source>
        <translation>插入全局平均池化</translation>
    </message>
    <message>
        <source>Values of the same shape as the other inputs.</source>
        <translation>与其他输入形状相同的值。</translation>
    </message>
</context>
<context>
    <name>loom::P</name>
    <message>
        <source>Activation</source>
        <translation>激活函数</translation>
    </message>
    <message>
        <source>The curve that every result goes through at the end. Without one, layers behind each other could only do what a single one can.</source>
        <translation>每个结果最后经过的曲线。没有它，再多层叠加也只相当于一层。</translation>
    </message>
    <message>
        <source>Initialiser</source>
        <translation>初始化</translation>
    </message>
    <message>
        <source>How the weights start. Glorot keeps the size of values alike from layer to layer; He suits ReLU; LeCun suits tanh-like curves. Zeros hardly ever learn.</source>
        <translation>权重的起始值。Glorot 让各层数值大小相近；He 适合 ReLU；LeCun 适合类似 tanh 的曲线。全零几乎学不动。</translation>
    </message>
    <message>
        <source>Pool size</source>
        <translation>池化大小</translation>
    </message>
    <message>
        <source>Height and width of the window that becomes one value.</source>
        <translation>合并为一个值的窗口的高和宽。</translation>
    </message>
    <message>
        <source>px</source>
        <translation>px</translation>
    </message>
    <message>
        <source>Stride</source>
        <translation>步长</translation>
    </message>
    <message>
        <source>How far the window moves each time, down and across. 0: as far as it is large.</source>
        <translation>窗口每次移动的距离，先纵后横。0 表示与窗口一样大。</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>How far each step goes. Too large and the loss jumps or becomes NaN; too small and nothing happens. Change it by factors of 3.</source>
        <translation>每一步走多远。太大则损失跳动或变成 NaN，太小则毫无进展。按 3 倍来增减。</translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation>权重衰减</translation>
    </message>
    <message>
        <source>Pulls all parameters, biases included, a little towards 0 in every step, against overfitting. 0 turns it off.</source>
        <translation>每一步把所有参数（包括偏置）向 0 拉近一点，以防过拟合。0 表示关闭。</translation>
    </message>
    <message>
        <source>Momentum</source>
        <translation>动量</translation>
    </message>
    <message>
        <source>The share of the last step that is kept, so that steps in the same direction add up. 0.9 is usual; 0 turns it off.</source>
        <translation>上一步保留下来的比例，同方向的步会累加。常用 0.9；0 表示关闭。</translation>
    </message>
    <message>
        <source>Epsilon</source>
        <translation>Epsilon</translation>
    </message>
    <message>
        <source>A tiny number that keeps the division from blowing up where gradients are 0.</source>
        <translation>一个极小的数，避免梯度为 0 时除法结果爆炸。</translation>
    </message>
    <message>
        <source>Beta 1</source>
        <translation>Beta 1</translation>
    </message>
    <message>
        <source>The share of the mean gradient that is kept from step to step.</source>
        <translation>梯度均值逐步保留的比例。</translation>
    </message>
    <message>
        <source>Beta 2</source>
        <translation>Beta 2</translation>
    </message>
    <message>
        <source>The share of the mean squared gradient that is kept from step to step.</source>
        <translation>梯度平方均值逐步保留的比例。</translation>
    </message>
    <message>
        <source>Padding</source>
        <translation>填充</translation>
    </message>
    <message>
        <source>What lies around the picture. Valid: nothing, so the result shrinks. Same: zeros, so that at stride 1 the size stays. Explicit: as many rows and columns as you say.</source>
        <translation>图像四周补什么。valid：不补，结果会变小。same：补零，步长为 1 时尺寸不变。自定：补指定的行数和列数。</translation>
    </message>
    <message>
        <source>Explicit padding</source>
        <translation>自定填充</translation>
    </message>
    <message>
        <source>Rows and columns added at the top, left, bottom and right. Used with explicit padding only.</source>
        <translation>在上、左、下、右补的行数和列数。仅用于自定填充。</translation>
    </message>
    <message>
        <source>Inputs</source>
        <translation>输入数</translation>
    </message>
    <message>
        <source>How many inputs come together.</source>
        <translation>汇合的输入有几个。</translation>
    </message>
</context>
<context>
    <name>loom::Parser</name>
    <message>
        <source>The formula is longer than %1 characters.</source>
        <translation>公式超过 %1 个字符。</translation>
    </message>
    <message>
        <source>The formula ends too early.</source>
        <translation>公式不完整。</translation>
    </message>
    <message>
        <source>The formula cannot be read from character %1 on: “%2”.</source>
        <translation>从第 %1 个字符起无法读懂公式：“%2”。</translation>
    </message>
    <message>
        <source>The formula has too many brackets inside each other.</source>
        <translation>公式的括号嵌套过深。</translation>
    </message>
</context>
<context>
    <name>loom::Sliding</name>
    <message>
        <source>The window of %1 spans %2, but the picture with its padding is only %3.</source>
        <translation>%1的窗口跨 %2，但图像连同填充只有 %3。</translation>
    </message>
    <message>
        <source>Choose a smaller window or padding “same”, or pool less before it.</source>
        <translation>请用小一些的窗口或填充“same”，或减少之前的池化。</translation>
    </message>
    <message>
        <source>Set padding to same</source>
        <translation>把填充设为 same</translation>
    </message>
    <message>
        <source>stride %1</source>
        <translation>步长 %1</translation>
    </message>
    <message>
        <source>dilation %1</source>
        <translation>膨胀率 %1</translation>
    </message>
    <message>
        <source>same</source>
        <translation>same</translation>
    </message>
    <message>
        <source>padding %1</source>
        <translation>填充 %1</translation>
    </message>
</context>
</TS>
