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
        <source>Schedule</source>
        <translation>学习率调度</translation>
    </message>
    <message>
        <source>How the learning rate changes. Step: times the factor every so many epochs. Exponential: the same, smoothly. Cosine: down to the factor over the whole run. One cycle: up for 30 % of the run, then down to nearly 0. Plateau: times the factor after so many epochs without a better validation loss.</source>
        <translation>学习率如何变化。阶梯：每隔若干轮乘以系数。指数：同样的衰减，但平滑进行。余弦：在整个训练中降到系数所定的比例。单周期：前 30 % 上升，随后降到接近 0。平台：若干轮验证损失没有改善后乘以系数。</translation>
    </message>
    <message>
        <source>Constant</source>
        <translation>恒定</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>阶梯</translation>
    </message>
    <message>
        <source>Exponential</source>
        <translation>指数</translation>
    </message>
    <message>
        <source>Cosine</source>
        <translation>余弦</translation>
    </message>
    <message>
        <source>One cycle</source>
        <translation>单周期</translation>
    </message>
    <message>
        <source>Reduce on plateau</source>
        <translation>平台衰减</translation>
    </message>
    <message>
        <source>Warm-up</source>
        <translation>预热</translation>
    </message>
    <message>
        <source>Lets the learning rate grow from 0 over the first epochs (or a part of one), which keeps Transformers and large batches from going astray. 0 turns it off.</source>
        <translation>让学习率在最初几轮（或不足一轮）内从 0 逐渐升高，避免 Transformer 和大批量训练一开始就跑偏。0 表示关闭。</translation>
    </message>
    <message>
        <source>Schedule factor</source>
        <translation>调度系数</translation>
    </message>
    <message>
        <source>By how much the schedule multiplies the learning rate; for Cosine, what is left of it at the end. Constant and One cycle do without.</source>
        <translation>调度每次让学习率乘以的系数；对余弦来说，是最后剩下的比例。恒定和单周期不使用它。</translation>
    </message>
    <message>
        <source>Schedule interval</source>
        <translation>调度间隔</translation>
    </message>
    <message>
        <source>After how many epochs Step and Exponential have applied the factor once, and how many Plateau waits.</source>
        <translation>阶梯和指数每隔多少轮应用一次系数，以及平台等待多少轮。</translation>
    </message>
    <message>
        <source>Gradient clipping</source>
        <translation>梯度裁剪</translation>
    </message>
    <message>
        <source>Scales all gradients down together when their norm exceeds this, so that a single batch cannot throw the network off. 1 is usual; 0 turns it off.</source>
        <translation>当所有梯度的总范数超过此值时按比例一起缩小，使单个批次不会带偏整个网络。常用 1；0 表示关闭。</translation>
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
