<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>loom</name>
    <message>
        <source>Activation</source>
        <translation>激活函数</translation>
    </message>
    <message>
        <source>Bends every value with a fixed curve and learns nothing itself. Without such a bend, layers behind each other could only do what a single one can. ReLU is the usual start.</source>
        <translation>用一条固定的曲线弯折每个值，本身不学习任何东西。没有这样的弯折，再多层叠加也只相当于一层。通常从 ReLU 开始。</translation>
    </message>
    <message>
        <source>Values of any shape.</source>
        <translation>任意形状的值。</translation>
    </message>
    <message>
        <source>Curve</source>
        <translation>曲线</translation>
    </message>
    <message>
        <source>The curve every value goes through. Softmax turns a vector into shares that sum to 1; losses from logits apply it themselves.</source>
        <translation>每个值经过的曲线。Softmax 把向量变成总和为 1 的份额；以 logits 为输入的损失会自己做这一步。</translation>
    </message>
    <message>
        <source>Slope below 0</source>
        <translation>负半轴斜率</translation>
    </message>
    <message>
        <source>What leaky ReLU multiplies values below 0 with.</source>
        <translation>Leaky ReLU 对小于 0 的值所乘的系数。</translation>
    </message>
    <message>
        <source>Alpha</source>
        <translation>Alpha</translation>
    </message>
    <message>
        <source>How far below 0 ELU can go: down to −alpha.</source>
        <translation>ELU 在 0 以下能到多低：最低为 −alpha。</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>相加</translation>
    </message>
    <message>
        <source>Adds inputs of the same shape, value by value. It closes a shortcut around some layers, as in residual networks, so that deep networks still learn.</source>
        <translation>把形状相同的输入逐个值相加。像残差网络那样，在若干层旁接一条捷径，让很深的网络也学得动。</translation>
    </message>
    <message>
        <source>Inputs</source>
        <translation>输入数</translation>
    </message>
    <message>
        <source>How many inputs come together.</source>
        <translation>汇合的输入有几个。</translation>
    </message>
    <message>
        <source>Average pool</source>
        <translation>平均池化</translation>
    </message>
    <message>
        <source>Replaces each small window by its average, so the picture shrinks smoothly. It keeps the overall brightness of a channel, where Max pool keeps its peaks.</source>
        <translation>把每个小窗口换成它的平均值，图像平滑地变小。它保留通道的整体亮度，而最大池化保留峰值。</translation>
    </message>
    <message>
        <source>Pictures: height, width and channels.</source>
        <translation>图像：高、宽和通道。</translation>
    </message>
    <message>
        <source>Count padding</source>
        <translation>计入填充</translation>
    </message>
    <message>
        <source>Counts the zeros around the picture in the average, which darkens its border.</source>
        <translation>求平均时把图像四周补的零也算进去，边缘会变暗。</translation>
    </message>
    <message>
        <source>Batch norm</source>
        <translation>批归一化</translation>
    </message>
    <message>
        <source>Brings each channel to mean 0 and deviation 1 over the batch, then scales and shifts it by learned numbers. Deep networks learn faster and bear larger learning rates. While predicting it uses averages kept from training. Put it between a convolution and its activation.</source>
        <translation>在一批样本上把每个通道变为均值 0、标准差 1，再用学得的数缩放和平移。深层网络因此学得更快，也能承受更大的学习率。预测时使用训练中累积的均值和方差。放在卷积与激活函数之间。</translation>
    </message>
    <message>
        <source>Pictures or vectors; each channel or feature is normalised by itself.</source>
        <translation>图像或向量；每个通道或特征单独归一化。</translation>
    </message>
    <message>
        <source>Momentum</source>
        <translation>动量</translation>
    </message>
    <message>
        <source>The share of the running mean and variance that is kept in each step, as in Keras. PyTorch writes the rest instead: 0.9 here is 0.1 there.</source>
        <translation>每一步中滑动均值和方差保留的比例，与 Keras 相同。PyTorch 写的是其余部分：此处的 0.9 即彼处的 0.1。</translation>
    </message>
    <message>
        <source>Epsilon</source>
        <translation>Epsilon</translation>
    </message>
    <message>
        <source>Added to the variance, so that a channel without any does not divide by 0.</source>
        <translation>加到方差上，避免方差为 0 的通道被 0 除。</translation>
    </message>
    <message>
        <source>Concat</source>
        <translation>拼接</translation>
    </message>
    <message>
        <source>Puts its inputs behind each other: channels of pictures of the same size, or values of vectors. Nothing is computed, so the next layer sees everything and decides what to use.</source>
        <translation>把各个输入接在一起：尺寸相同的图像接通道，向量接数值。不做计算，下一层看得到全部，由它决定用什么。</translation>
    </message>
    <message>
        <source>Conv 2D</source>
        <translation>二维卷积</translation>
    </message>
    <message>
        <source>Slides small learned filters over a picture; each gives one new channel that lights up where its pattern is. The same weights serve every place, so it needs few of them and finds a pattern wherever it lies. Use it for pictures, several behind each other.</source>
        <translation>让学得的小卷积核在图像上滑动；每个核产生一个新通道，在它的图案出现处亮起。所有位置共用同一组权重，因此权重很少，图案在哪里都能找到。用于图像，几层相接。</translation>
    </message>
    <message>
        <source>Filters</source>
        <translation>卷积核数</translation>
    </message>
    <message>
        <source>How many patterns are learned; each gives one output channel.</source>
        <translation>学习多少种图案；每种产生一个输出通道。</translation>
    </message>
    <message>
        <source>Kernel</source>
        <translation>核大小</translation>
    </message>
    <message>
        <source>Height and width of a filter. 3×3 is usual; larger ones see more and cost more.</source>
        <translation>卷积核的高和宽。常用 3×3；更大的看得更广，计算也更多。</translation>
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
        <source>How far the filter moves each time, down and across. 2 halves the picture.</source>
        <translation>卷积核每次移动的距离，先纵后横。2 使图像减半。</translation>
    </message>
    <message>
        <source>Dilation</source>
        <translation>膨胀率</translation>
    </message>
    <message>
        <source>Distance between the pixels that a filter looks at. 2 leaves every second one out, so a 3×3 filter spans 5×5.</source>
        <translation>卷积核所看像素之间的间隔。2 表示隔一个看一个，3×3 的核便跨 5×5。</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>Splits the channels into groups that do not see each other. As many groups as channels make a depthwise convolution.</source>
        <translation>把通道分成互不相见的组。组数等于通道数时就是深度卷积。</translation>
    </message>
    <message>
        <source>Bias</source>
        <translation>偏置</translation>
    </message>
    <message>
        <source>Adds a learned number to each result. Not needed where Batch norm follows.</source>
        <translation>给每个结果加一个学得的数。后面接批归一化时不需要。</translation>
    </message>
    <message>
        <source>Dense</source>
        <translation>全连接</translation>
    </message>
    <message>
        <source>Each unit sums all incoming values, every one times a learned weight, and adds a bias. It mixes everything with everything, so it stands where place no longer matters: in tables and at the end of networks for pictures.</source>
        <translation>每个单元把所有输入值各乘一个学得的权重后求和，再加上偏置。它把一切与一切混合，所以用在位置不再重要的地方：表格数据，以及图像网络的末端。</translation>
    </message>
    <message>
        <source>One vector of values per sample.</source>
        <translation>每个样本一个向量。</translation>
    </message>
    <message>
        <source>Units</source>
        <translation>单元数</translation>
    </message>
    <message>
        <source>How many values come out. The last layer before Output needs one per class.</source>
        <translation>输出多少个值。输出之前的最后一层每个类别需要一个。</translation>
    </message>
    <message>
        <source>Dropout</source>
        <translation>Dropout</translation>
    </message>
    <message>
        <source>While training it sets a random share of the values to 0 and enlarges the rest to keep the sum; while predicting it does nothing. No unit can lean on a single other one, which helps against overfitting.</source>
        <translation>训练时随机把一部分值置 0，并放大其余的值以保持总和；预测时什么也不做。任何单元都不能只依赖另一个单元，有助于防止过拟合。</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>比率</translation>
    </message>
    <message>
        <source>The share of values that are dropped in each step. 0.2 to 0.5 is usual.</source>
        <translation>每一步丢弃的值所占的比例。常用 0.2 到 0.5。</translation>
    </message>
    <message>
        <source>Flatten</source>
        <translation>展平</translation>
    </message>
    <message>
        <source>Lays all values of a sample in one row: a picture becomes a vector, channel after channel. Nothing is computed and nothing lost. It stands between the picture part of a network and Dense.</source>
        <translation>把一个样本的所有值排成一行：图像按通道依次变成向量。不做计算，也不丢失信息。放在网络的图像部分与全连接之间。</translation>
    </message>
    <message>
        <source>Global average pool</source>
        <translation>全局平均池化</translation>
    </message>
    <message>
        <source>Averages each channel over the whole picture, so that one value per channel is left. It has no weights and takes pictures of any size. It often replaces Flatten in front of the last Dense.</source>
        <translation>把每个通道在整幅图像上求平均，每个通道只剩一个值。它没有权重，图像多大都行。常用来代替最后一个全连接之前的展平。</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Where the samples enter the network. It brings raw values to a size that learns well: pixels from 0–255 to 0–1, columns of a table to mean 0 and deviation 1. The scaling is part of the model, so an exported model takes raw values too.</source>
        <translation>样本从这里进入网络。它把原始值变成便于学习的大小：像素从 0–255 变到 0–1，表格的列变为均值 0、标准差 1。缩放是模型的一部分，所以导出的模型同样接受原始值。</translation>
    </message>
    <message>
        <source>Scaling</source>
        <translation>缩放</translation>
    </message>
    <message>
        <source>What happens to raw values first. Automatic divides pixels by 255 and standardises tables. Standardise subtracts the mean of the training part and divides by its deviation.</source>
        <translation>原始值先做什么。自动：像素除以 255，表格标准化。标准化：减去训练部分的均值，再除以标准差。</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Pixels / 255</source>
        <translation>像素 / 255</translation>
    </message>
    <message>
        <source>Standardise</source>
        <translation>标准化</translation>
    </message>
    <message>
        <source>Shape without data</source>
        <translation>无数据时的形状</translation>
    </message>
    <message>
        <source>The shape of a sample while the project has no data: height, width and channels of a picture, or one number of features. With data, the data&apos;s own shape is used.</source>
        <translation>项目还没有数据时样本的形状：图像的高、宽和通道数，或一个特征数。有数据时使用数据自己的形状。</translation>
    </message>
    <message>
        <source>Max pool</source>
        <translation>最大池化</translation>
    </message>
    <message>
        <source>Keeps the largest value of each small window, so the picture shrinks and the strongest answer stays. It makes a network faster and less sensitive to small shifts. Use it behind convolutions.</source>
        <translation>只保留每个小窗口中最大的值，图像变小，最强的响应留下。网络因此更快，对微小平移更不敏感。用在卷积之后。</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>Where the prediction leaves the network and meets the target. For classes it wants one value per class; the loss turns these into probabilities itself. For numbers it wants one value per number.</source>
        <translation>预测从这里离开网络，与目标比较。分类时每个类别需要一个值，由损失自己变成概率。预测数值时每个数值需要一个值。</translation>
    </message>
    <message>
        <source>The prediction: one value per class, or one per number of the target.</source>
        <translation>预测：每个类别一个值，或目标的每个数值一个值。</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标列</translation>
    </message>
    <message>
        <source>The column that is predicted. Empty: the target that is chosen in Data.</source>
        <translation>要预测的列。留空则用“数据”中选定的目标列。</translation>
    </message>
    <message>
        <source>Loss weight</source>
        <translation>损失权重</translation>
    </message>
    <message>
        <source>How much this output counts in the loss, beside other outputs.</source>
        <translation>与其他输出相比，此输出在损失中占多大分量。</translation>
    </message>
    <message>
        <source>Reshape</source>
        <translation>变形</translation>
    </message>
    <message>
        <source>Gives the same values another shape, for example a row of 784 values the shape of a 28×28 picture. Nothing is computed: values stay in their order, channel after channel.</source>
        <translation>给同样的值换一个形状，例如把一行 784 个值变成 28×28 的图像。不做计算：值按通道依次排列，顺序不变。</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>形状</translation>
    </message>
    <message>
        <source>Height, width and channels of a picture, or one number for a vector. One size may be −1: it follows from the others.</source>
        <translation>图像的高、宽和通道数，或一个数表示向量。其中一个可以是 −1，由其他尺寸推出。</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>注意力</translation>
    </message>
    <message>
        <source>Every step looks at all steps, finds those that matter to it and takes a mixture of them. Several heads look for different things. It knows no order: put Positions in front, or turn rotary positions on.</source>
        <translation>每一步都查看所有步，找出对自己重要的步，取它们的混合。多个头各看不同的方面。注意力不知道先后次序：请在前面放位置编码，或打开旋转位置编码。</translation>
    </message>
    <message>
        <source>Look at another sequence</source>
        <translation>查看另一个序列</translation>
    </message>
    <message>
        <source>Keys and values come from a second input, as where a decoder looks at what an encoder has read.</source>
        <translation>键和值来自第二个输入，就像解码器查看编码器读到的内容。</translation>
    </message>
    <message>
        <source>Embedding</source>
        <translation>嵌入</translation>
    </message>
    <message>
        <source>Gives every whole number – a word, a letter, a user, a product – a row of learned values, so that what is used alike comes to lie close together. Numbers below 0 count as 0, and those past the end as the last one; keep that one for what is unknown. The input&apos;s scaling must be None.</source>
        <translation>给每个整数（词、字、用户、商品）一行可学习的值，用法相近的会靠得更近。小于 0 的数按 0 算，超出末尾的按最后一个算；请把最后一个留给未知项。输入的缩放必须为“无”。</translation>
    </message>
    <message>
        <source>One whole number per step, counted from 0.</source>
        <translation>每步一个整数，从 0 数起。</translation>
    </message>
    <message>
        <source>Vocabulary</source>
        <translation>词表大小</translation>
    </message>
    <message>
        <source>How many different numbers there are, the unknown one included.</source>
        <translation>一共有多少个不同的数，包括未知项。</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>宽度</translation>
    </message>
    <message>
        <source>How many values each number gets. 16 to 256 is usual.</source>
        <translation>每个数得到多少个值。常用 16 到 256。</translation>
    </message>
    <message>
        <source>Padding number</source>
        <translation>填充编号</translation>
    </message>
    <message>
        <source>The number that only fills sequences up: its values are 0 and it learns nothing. −1: none.</source>
        <translation>只用来补齐序列的编号：它的值为 0，也不学习。−1 表示没有。</translation>
    </message>
    <message>
        <source>GRU</source>
        <translation>GRU</translation>
    </message>
    <message>
        <source>Walks over a sequence like an LSTM, with one gate less: fewer weights and often as good. For text, time series and sound.</source>
        <translation>像 LSTM 一样逐步读序列，但少一个门：权重更少，效果往往相当。适合文本、时间序列和声音。</translation>
    </message>
    <message>
        <source>A sequence: steps and features.</source>
        <translation>一个序列：步和特征。</translation>
    </message>
    <message>
        <source>LSTM</source>
        <translation>LSTM</translation>
    </message>
    <message>
        <source>Walks over a sequence and remembers what matters, over many steps: gates decide what to keep, what to forget and what to show. For text, time series and sound.</source>
        <translation>逐步读序列，能跨很多步记住要紧的内容：由门决定保留什么、忘记什么、输出什么。适合文本、时间序列和声音。</translation>
    </message>
    <message>
        <source>Positions</source>
        <translation>位置编码</translation>
    </message>
    <message>
        <source>Adds to every step&apos;s values a pattern that tells its place, for attention knows no order. Put it behind Embedding.</source>
        <translation>给每一步的值加上表示其位置的图样，因为注意力不知道先后次序。请放在嵌入层之后。</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>Waves of sine and cosine are fixed; learned positions start small and hold for sequences of this length alone.</source>
        <translation>正弦和余弦波是固定的；可学习的位置从小值开始，只适用于这一长度的序列。</translation>
    </message>
    <message>
        <source>Sine and cosine</source>
        <translation>正弦和余弦</translation>
    </message>
    <message>
        <source>Learned</source>
        <translation>可学习</translation>
    </message>
    <message>
        <source>The curve that each step&apos;s result goes through.</source>
        <translation>每一步的结果所经过的激活函数。</translation>
    </message>
    <message>
        <source>Tanh</source>
        <translation>Tanh</translation>
    </message>
    <message>
        <source>ReLU</source>
        <translation>ReLU</translation>
    </message>
    <message>
        <source>RNN</source>
        <translation>RNN</translation>
    </message>
    <message>
        <source>The simplest layer over steps: each result follows from the step&apos;s values and the result before. It forgets quickly; LSTM and GRU remember longer.</source>
        <translation>最简单的循环层：每个结果由这一步的值和上一步的结果得出。它忘得快；LSTM 和 GRU 记得更久。</translation>
    </message>
    <message>
        <source>Feed-forward</source>
        <translation>前馈层</translation>
    </message>
    <message>
        <source>Two Dense layers with a curve between them, the same ones for every step: it thinks over what attention has gathered. As many features come out as went in.</source>
        <translation>两个全连接层，中间隔一个激活函数，每一步都用同样的权重：对注意力收集到的内容进行加工。输出的特征数与输入相同。</translation>
    </message>
    <message>
        <source>Hidden units</source>
        <translation>隐藏单元</translation>
    </message>
    <message>
        <source>How many values each step has in between. Four times the features is usual.</source>
        <translation>中间每一步有多少个值。常用特征数的四倍。</translation>
    </message>
</context>
<context>
    <name>loom::Activation</name>
    <message>
        <source>Softmax</source>
        <translation>Softmax</translation>
    </message>
    <message>
        <source>slope %1</source>
        <translation>斜率 %1</translation>
    </message>
    <message>
        <source>alpha %1</source>
        <translation>alpha %1</translation>
    </message>
</context>
<context>
    <name>loom::Add</name>
    <message>
        <source>same shape</source>
        <translation>形状相同</translation>
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
        <source>Insert Flatten</source>
        <translation>插入展平</translation>
    </message>
    <message>
        <source>Insert Global average pool</source>
        <translation>插入全局平均池化</translation>
    </message>
</context>
<context>
    <name>loom::AttentionLayer</name>
    <message>
        <source>1 head</source>
        <translation>1 个头</translation>
    </message>
    <message>
        <source>%1 heads</source>
        <translation>%1 个头</translation>
    </message>
    <message>
        <source>across</source>
        <translation>交叉</translation>
    </message>
    <message>
        <source>causal</source>
        <translation>因果</translation>
    </message>
</context>
<context>
    <name>loom::AvgPool</name>
    <message>
        <source>Average pool</source>
        <translation>平均池化</translation>
    </message>
</context>
<context>
    <name>loom::BatchNormLayer</name>
    <message>
        <source>momentum %1 · ε %2</source>
        <translation>动量 %1 · ε %2</translation>
    </message>
</context>
<context>
    <name>loom::ConcatLayer</name>
    <message>
        <source>along channels</source>
        <translation>沿通道</translation>
    </message>
    <message>
        <source>Input %1 is %2, but another input is a vector. They cannot be joined.</source>
        <translation>输入 %1 是 %2，但另一个输入是向量，无法拼接。</translation>
    </message>
    <message>
        <source>Make a vector of it with Flatten, or with Global average pool.</source>
        <translation>请用展平或全局平均池化把它变成向量。</translation>
    </message>
    <message>
        <source>Insert Flatten</source>
        <translation>插入展平</translation>
    </message>
    <message>
        <source>Input %1 is %2, input %3 is %4. Height and width must agree.</source>
        <translation>输入 %1 是 %2，输入 %3 是 %4，高和宽必须一致。</translation>
    </message>
    <message>
        <source>Pool the larger picture, or give convolutions in front padding “same”.</source>
        <translation>请对较大的图像做池化，或把前面卷积的填充设为“same”。</translation>
    </message>
    <message>
        <source>Insert Max pool %1</source>
        <translation>插入 %1 最大池化</translation>
    </message>
</context>
<context>
    <name>loom::Conv2d</name>
    <message>
        <source>%1 input channels cannot be shared out to %2 groups.</source>
        <translation>%1 个输入通道无法平分成 %2 组。</translation>
    </message>
    <message>
        <source>%1 filters cannot be shared out to %2 groups.</source>
        <translation>%1 个卷积核无法平分成 %2 组。</translation>
    </message>
    <message>
        <source>Choose a number of groups that divides both the channels and the filters.</source>
        <translation>组数应能同时整除通道数和卷积核数。</translation>
    </message>
    <message>
        <source>Set groups to 1</source>
        <translation>把分组设为 1</translation>
    </message>
    <message>
        <source>Set groups to %1</source>
        <translation>把分组设为 %1</translation>
    </message>
    <message>
        <source>%1 groups</source>
        <translation>%1 组</translation>
    </message>
</context>
<context>
    <name>loom::Dense</name>
    <message>
        <source>1 unit</source>
        <translation>1 单元</translation>
    </message>
    <message>
        <source>%1 units</source>
        <translation>%1 单元</translation>
    </message>
</context>
<context>
    <name>loom::DropoutLayer</name>
    <message>
        <source>drops %1%</source>
        <translation>丢弃 %1%</translation>
    </message>
</context>
<context>
    <name>loom::Embedding</name>
    <message>
        <source>%1 ids</source>
        <translation>%1 个编号</translation>
    </message>
    <message>
        <source>width %1</source>
        <translation>宽度 %1</translation>
    </message>
</context>
<context>
    <name>loom::FeedForward</name>
    <message>
        <source>%1 hidden</source>
        <translation>隐藏 %1</translation>
    </message>
</context>
<context>
    <name>loom::Flatten</name>
    <message>
        <source>to one vector</source>
        <translation>变成一个向量</translation>
    </message>
</context>
<context>
    <name>loom::GlobalAvgPool</name>
    <message>
        <source>Take %1 out</source>
        <translation>取出%1</translation>
    </message>
    <message>
        <source>over height and width</source>
        <translation>按高度和宽度求平均</translation>
    </message>
</context>
<context>
    <name>loom::Input</name>
    <message>
        <source>The data&apos;s samples hold no values.</source>
        <translation>数据的样本不含任何值。</translation>
    </message>
    <message>
        <source>Choose at least one column or picture as input in Data.</source>
        <translation>请在“数据”中至少选一列或图像作为输入。</translation>
    </message>
    <message>
        <source>The shape has %1 sizes, but one to three make sense.</source>
        <translation>形状有 %1 个尺寸，但应为一到三个。</translation>
    </message>
    <message>
        <source>Write height, width and channels of a picture, or the number of features.</source>
        <translation>请写图像的高、宽和通道数，或特征数。</translation>
    </message>
    <message>
        <source>Set the shape to %1</source>
        <translation>把形状设为 %1</translation>
    </message>
    <message>
        <source>values as they are</source>
        <translation>原值</translation>
    </message>
    <message>
        <source>pixels / 255</source>
        <translation>像素 / 255</translation>
    </message>
    <message>
        <source>standardised</source>
        <translation>已标准化</translation>
    </message>
    <message>
        <source>1 channel</source>
        <translation>1 通道</translation>
    </message>
    <message>
        <source>%1 channels</source>
        <translation>%1 通道</translation>
    </message>
    <message>
        <source>1 feature</source>
        <translation>1 个特征</translation>
    </message>
    <message>
        <source>%1 features</source>
        <translation>%1 个特征</translation>
    </message>
</context>
<context>
    <name>loom::MaxPool</name>
    <message>
        <source>Max pool</source>
        <translation>最大池化</translation>
    </message>
</context>
<context>
    <name>loom::Output</name>
    <message>
        <source>target %1</source>
        <translation>目标列 %1</translation>
    </message>
    <message>
        <source>%1 classes</source>
        <translation>%1 类</translation>
    </message>
    <message>
        <source>1 number</source>
        <translation>1 个数值</translation>
    </message>
    <message>
        <source>%1 numbers</source>
        <translation>%1 个数值</translation>
    </message>
    <message>
        <source>weight %1</source>
        <translation>权重 %1</translation>
    </message>
    <message>
        <source>prediction</source>
        <translation>预测</translation>
    </message>
</context>
<context>
    <name>loom::Positions</name>
    <message>
        <source>learned</source>
        <translation>可学习</translation>
    </message>
    <message>
        <source>sine and cosine</source>
        <translation>正弦和余弦</translation>
    </message>
</context>
<context>
    <name>loom::ReshapeLayer</name>
    <message>
        <source>The target shape has %1 sizes, but one to three make sense.</source>
        <translation>目标形状有 %1 个尺寸，但应为一到三个。</translation>
    </message>
    <message>
        <source>Write height, width and channels of a picture, or the length of a vector.</source>
        <translation>请写图像的高、宽和通道数，或向量的长度。</translation>
    </message>
    <message>
        <source>A size of 0 in the target shape holds no values.</source>
        <translation>目标形状中有尺寸 0，装不下任何值。</translation>
    </message>
    <message>
        <source>Write sizes of at least 1, or −1 for the one that follows from the others.</source>
        <translation>尺寸至少为 1；由其他尺寸推出的那个写 −1。</translation>
    </message>
    <message>
        <source>The target shape has more than one −1.</source>
        <translation>目标形状中有不止一个 −1。</translation>
    </message>
    <message>
        <source>Only one size can follow from the others; write the rest as numbers.</source>
        <translation>只有一个尺寸能由其他尺寸推出，其余请写明。</translation>
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
        <source>%1 values cannot be shared out evenly to %2.</source>
        <translation>%1 个值无法平均分配到 %2。</translation>
    </message>
    <message>
        <source>The sizes beside −1 must divide %1.</source>
        <translation>−1 以外的尺寸之积必须整除 %1。</translation>
    </message>
    <message>
        <source>%1 holds %2 values, but the target shape %3 holds %4.</source>
        <translation>%1 含 %2 个值，但目标形状 %3 含 %4 个。</translation>
    </message>
    <message>
        <source>A new shape must hold exactly the same number of values.</source>
        <translation>新形状所含的值必须一样多。</translation>
    </message>
    <message>
        <source>to %1</source>
        <translation>变为 %1</translation>
    </message>
    <message>
        <source>Set the shape to %1</source>
        <translation>把形状设为 %1</translation>
    </message>
</context>
<context>
    <name>std</name>
    <message>
        <source>Values of the same shape as the other inputs.</source>
        <translation>与其他输入形状相同的值。</translation>
    </message>
    <message>
        <source>Vectors, or pictures of the same height and width.</source>
        <translation>向量，或高、宽相同的图像。</translation>
    </message>
    <message>
        <source>The sequence that looks.</source>
        <translation>发起查看的序列。</translation>
    </message>
    <message>
        <source>The sequence that is looked at.</source>
        <translation>被查看的序列。</translation>
    </message>
    <message>
        <source>The whole numbers of the sequence that is looked at.</source>
        <translation>被查看的序列的整数编号。</translation>
    </message>
    <message>
        <source>%1 needs one whole number per step, but %2 comes in.</source>
        <translation>%1每步需要一个整数，但输入是 %2。</translation>
    </message>
    <message>
        <source>GRU</source>
        <translation>GRU</translation>
    </message>
    <message>
        <source>LSTM</source>
        <translation>LSTM</translation>
    </message>
    <message>
        <source>RNN</source>
        <translation>RNN</translation>
    </message>
</context>
</TS>
