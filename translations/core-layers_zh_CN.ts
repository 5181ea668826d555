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
        <source>Replaces each small window by its average, so the picture shrinks smoothly. It keeps the overall brightness of a channel, where Max pool keeps its peaks.</source>
        <translation>把每个小窗口换成它的平均值，图像平滑地变小。它保留通道的整体亮度，而最大池化保留峰值。</translation>
    </message>
    <message>
        <source>Pictures: height, width and channels.</source>
        <translation>图像：高、宽和通道。</translation>
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
        <source>Slides small learned filters over a picture; each gives one new channel that lights up where its pattern is. The same weights serve every place, so it needs few of them and finds a pattern wherever it lies. Use it for pictures, several behind each other.</source>
        <translation>让学得的小卷积核在图像上滑动；每个核产生一个新通道，在它的图案出现处亮起。所有位置共用同一组权重，因此权重很少，图案在哪里都能找到。用于图像，几层相接。</translation>
    </message>
    <message>
        <source>px</source>
        <translation>px</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>分组</translation>
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
        <source>Adaptive average pool</source>
        <translation>自适应平均池化</translation>
    </message>
    <message>
        <source>Averages as much of the input as is needed to get the size you say, whatever comes in. With size 1 it is Global average pool. Use it where pictures of several sizes shall end in the same Dense.</source>
        <translation>无论输入多大，都按需要对输入分块求平均，得到您指定的尺寸。尺寸为 1 时就是全局平均池化。当大小不同的图片要进入同一个全连接层时使用。</translation>
    </message>
    <message>
        <source>Sequences, pictures or volumes with channels.</source>
        <translation>带通道的序列、图片或三维数据。</translation>
    </message>
    <message>
        <source>Adaptive max pool</source>
        <translation>自适应最大池化</translation>
    </message>
    <message>
        <source>Keeps the largest value of as much of the input as is needed to get the size you say, whatever comes in. With size 1 it is Global max pool.</source>
        <translation>无论输入多大，都按需要对输入分块取最大值，得到您指定的尺寸。尺寸为 1 时就是全局最大池化。</translation>
    </message>
    <message>
        <source>Average</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>The mean of inputs of the same shape, value by value. Several branches vote, and their errors cancel in part.</source>
        <translation>对形状相同的输入逐元素求平均。多个分支共同表决，误差会部分抵消。</translation>
    </message>
    <message>
        <source>Replaces each few steps by their average, so the sequence gets shorter and smoother.</source>
        <translation>把每几步替换为它们的平均值，序列因此变短、变平滑。</translation>
    </message>
    <message>
        <source>Sequences: steps and channels.</source>
        <translation>序列：步数和通道数。</translation>
    </message>
    <message>
        <source>Replaces each small block by its average, so the volume shrinks smoothly.</source>
        <translation>把每个小块替换为它的平均值，三维数据因此平滑地缩小。</translation>
    </message>
    <message>
        <source>Volumes: depth, height, width and channels.</source>
        <translation>三维数据：深度、高度、宽度和通道数。</translation>
    </message>
    <message>
        <source>Clip</source>
        <translation>截断</translation>
    </message>
    <message>
        <source>Keeps every value between a lowest and a highest one: what lies outside becomes the border.</source>
        <translation>把每个值限制在最小值和最大值之间：超出范围的值取边界值。</translation>
    </message>
    <message>
        <source>Lowest value</source>
        <translation>最小值</translation>
    </message>
    <message>
        <source>What values below it become.</source>
        <translation>低于它的值都变成它。</translation>
    </message>
    <message>
        <source>Highest value</source>
        <translation>最大值</translation>
    </message>
    <message>
        <source>What values above it become.</source>
        <translation>高于它的值都变成它。</translation>
    </message>
    <message>
        <source>Slides small learned filters along a sequence; each gives one new channel that lights up where its pattern is, whenever that happens. Use it for signals, sensor readings and text, several behind each other.</source>
        <translation>让学到的小卷积核沿序列滑动；每个卷积核给出一个新通道，它的模式出现在哪一步，那里就会亮起来。适用于信号、传感器读数和文本，可多层叠加。</translation>
    </message>
    <message>
        <source>Slides small learned filters through a volume; each gives one new channel that lights up where its pattern is. Use it for scans and for films, whose pictures lie behind each other. It costs much more than Conv 2D.</source>
        <translation>让学到的小卷积核在三维数据中滑动；每个卷积核给出一个新通道，它的模式在哪里，那里就会亮起来。适用于扫描图像和由连续图片组成的视频。计算量比二维卷积大得多。</translation>
    </message>
    <message>
        <source>Enlarges a sequence by a learned pattern for each step: a convolution backwards. Use it to bring a shortened signal back to its length, as in autoencoders.</source>
        <translation>每一步都展开成一个学到的模式，从而放大序列：即反方向的卷积。用来把缩短的信号恢复到原来的长度，例如在自编码器中。</translation>
    </message>
    <message>
        <source>Enlarges a picture by a learned pattern for each pixel: a convolution backwards. Use it to draw pictures from small maps, as in autoencoders and generators. A kernel that the stride divides avoids a checkerboard.</source>
        <translation>每个像素都展开成一个学到的模式，从而放大图片：即反方向的卷积。用来由小特征图画出图片，例如在自编码器和生成器中。卷积核大小能被步长整除时可避免棋盘格。</translation>
    </message>
    <message>
        <source>Enlarges a volume by a learned pattern for each place: a convolution backwards. Use it to bring a shrunken volume back to its size, as when organs are outlined in scans.</source>
        <translation>每个位置都展开成一个学到的模式，从而放大三维数据：即反方向的卷积。用来把缩小的三维数据恢复到原来的尺寸，例如在扫描图像中勾画器官。</translation>
    </message>
    <message>
        <source>Crop</source>
        <translation>裁剪</translation>
    </message>
    <message>
        <source>Cuts a frame off the input, for example to bring two pictures to one size before they are joined. Nothing is learned.</source>
        <translation>从输入四周裁去一圈，例如在合并之前让两张图片大小一致。不学习任何东西。</translation>
    </message>
    <message>
        <source>Cut off</source>
        <translation>裁去</translation>
    </message>
    <message>
        <source>Depthwise conv 2D</source>
        <translation>二维深度卷积</translation>
    </message>
    <message>
        <source>Slides a filter of its own over each channel of a picture, without mixing channels. It needs very few weights; a 1×1 convolution behind it does the mixing. Use it in small, fast networks.</source>
        <translation>图片的每个通道都用自己的卷积核滑动，通道之间不混合。所需权重很少；混合由后面的 1×1 卷积完成。适用于小而快的网络。</translation>
    </message>
    <message>
        <source>Filters per channel</source>
        <translation>每通道卷积核数</translation>
    </message>
    <message>
        <source>How many patterns are learned for each channel; each gives one output channel.</source>
        <translation>每个通道学习多少种模式；每种模式给出一个输出通道。</translation>
    </message>
    <message>
        <source>Dot</source>
        <translation>点积</translation>
    </message>
    <message>
        <source>Multiplies two inputs value by value and sums up over the channels: one number for two vectors, one per place for two pictures. It says how alike both are, as recommenders and searches need it.</source>
        <translation>把两个输入逐元素相乘并沿通道求和：两个向量得到一个数，两幅图像在每个位置得到一个数。它表示两者有多相似，推荐和检索常用。</translation>
    </message>
    <message>
        <source>Cosine</source>
        <translation>余弦</translation>
    </message>
    <message>
        <source>Divides by the lengths of both, so that only their directions count: 1 is alike, −1 opposite.</source>
        <translation>除以两者的长度，只比较方向：1 表示相同，−1 表示相反。</translation>
    </message>
    <message>
        <source>Drop path</source>
        <translation>随机深度（Drop path）</translation>
    </message>
    <message>
        <source>While training it sets the whole input of a random share of samples to 0 and enlarges the rest; while predicting it does nothing. Put it at the end of a branch before Add: the branch is then skipped at random (stochastic depth), and very deep networks learn better.</source>
        <translation>训练时把随机一部分样本的整个输入置 0，并放大其余样本；预测时不起作用。放在分支末尾、相加之前：分支会被随机跳过（随机深度），很深的网络因此学得更好。</translation>
    </message>
    <message>
        <source>The share of samples that skip the branch in each step. 0.1 to 0.2 is usual.</source>
        <translation>每一步中跳过该分支的样本比例。通常取 0.1 到 0.2。</translation>
    </message>
    <message>
        <source>Gaussian noise</source>
        <translation>高斯噪声</translation>
    </message>
    <message>
        <source>While training it adds random numbers with mean 0; while predicting it does nothing. The network learns not to rely on tiny differences, which helps against overfitting. Denoising autoencoders begin with it.</source>
        <translation>训练时加上均值为 0 的随机数；预测时不起作用。网络因此学会不依赖细微差别，有助于防止过拟合。去噪自编码器以它开头。</translation>
    </message>
    <message>
        <source>Deviation</source>
        <translation>标准差</translation>
    </message>
    <message>
        <source>The standard deviation of the noise, in the units of the input.</source>
        <translation>噪声的标准差，单位与输入相同。</translation>
    </message>
    <message>
        <source>Global max pool</source>
        <translation>全局最大池化</translation>
    </message>
    <message>
        <source>Keeps the largest value of each channel, wherever it lies, so that one value per channel is left. It has no weights and takes inputs of any size. Use it where it matters that something is there, not how much of it.</source>
        <translation>保留每个通道的最大值，不管它在哪里，每个通道只剩一个值。没有权重，可接受任意大小的输入。当重要的是有没有、而不是有多少时使用。</translation>
    </message>
    <message>
        <source>Group norm</source>
        <translation>组归一化</translation>
    </message>
    <message>
        <source>Cuts the channels into groups and brings each group of a sample, with all its places, to mean 0 and deviation 1; then scales and shifts each channel by learned numbers. It replaces Batch norm where batches are small.</source>
        <translation>把通道分成若干组，让样本的每一组连同所有位置的均值为 0、标准差为 1，再用学到的数对每个通道缩放和平移。批很小时用它代替批归一化。</translation>
    </message>
    <message>
        <source>How many groups the channels are cut into. It must divide their number. 1 takes all together; as many as channels make Instance norm.</source>
        <translation>把通道分成多少组，必须能整除通道数。1 表示全部放在一起；与通道数相同就是实例归一化。</translation>
    </message>
    <message>
        <source>Instance norm</source>
        <translation>实例归一化</translation>
    </message>
    <message>
        <source>Brings each channel of each sample to mean 0 and deviation 1 over all its places, then scales and shifts it by learned numbers. It takes contrast and brightness out of a picture; style transfer uses it.</source>
        <translation>让每个样本的每个通道在所有位置上的均值为 0、标准差为 1，再用学到的数缩放和平移。它去掉图片的对比度和亮度，常用于风格迁移。</translation>
    </message>
    <message>
        <source>Formula</source>
        <translation>公式</translation>
    </message>
    <message>
        <source>Puts every value through a formula of your own. It is made of numbers, x, + − * / ^ and the usual functions, and the network learns through it as through any other layer.</source>
        <translation>让每个值经过您自己写的公式。公式由数字、x、+ − * / ^ 和常用函数组成；梯度会像经过其他层一样经过它。</translation>
    </message>
    <message>
        <source>For example max(x, 0) + 0.1 * sin(x). Functions: exp, log, sqrt, abs, sign, min, max, pow, mod, clip, round, floor, ceil, sin, cos, tan, tanh, erf, sigmoid, relu, gelu, silu, elu, softplus, softsign, mish.</source>
        <translation>例如 max(x, 0) + 0.1 * sin(x)。可用函数：exp、log、sqrt、abs、sign、min、max、pow、mod、clip、round、floor、ceil、sin、cos、tan、tanh、erf、sigmoid、relu、gelu、silu、elu、softplus、softsign、mish。</translation>
    </message>
    <message>
        <source>Layer norm</source>
        <translation>层归一化</translation>
    </message>
    <message>
        <source>Brings the channels at each place of a sample to mean 0 and deviation 1, then scales and shifts them by learned numbers. It looks at one sample at a time, so it does the same in training and in use and with any batch size. Transformers and recurrent networks use it.</source>
        <translation>让样本每个位置上的各通道均值为 0、标准差为 1，再用学到的数缩放和平移。它每次只看一个样本，因此训练和使用时行为相同，与批大小无关。Transformer 和循环网络使用它。</translation>
    </message>
    <message>
        <source>Normalise over</source>
        <translation>归一化范围</translation>
    </message>
    <message>
        <source>Channels: the last size as you read it, at each place by itself. Everything: all values of a sample together.</source>
        <translation>通道：即您看到的最后一维，每个位置各自计算。全部：样本的所有值一起计算。</translation>
    </message>
    <message>
        <source>Local response norm</source>
        <translation>局部响应归一化</translation>
    </message>
    <message>
        <source>Divides each value by how strongly the neighbouring channels answer at the same place, so that the strongest stands out. AlexNet used it; today Batch norm mostly takes its place.</source>
        <translation>把每个值除以相邻通道在同一位置的响应强度，使最强的响应更突出。AlexNet 使用过它；如今多由批归一化代替。</translation>
    </message>
    <message>
        <source>Pictures or vectors; each channel or feature is normalised by its neighbours.</source>
        <translation>图片或向量；每个通道或特征由其相邻者归一化。</translation>
    </message>
    <message>
        <source>Neighbours</source>
        <translation>相邻通道数</translation>
    </message>
    <message>
        <source>How many neighbouring channels count, the channel itself included. Odd numbers look equally far both ways.</source>
        <translation>计入多少个相邻通道，包括自身。奇数时两边一样远。</translation>
    </message>
    <message>
        <source>How strongly the mean square of the neighbours counts.</source>
        <translation>相邻通道均方值的作用强度。</translation>
    </message>
    <message>
        <source>The power to which the sum is raised before it divides.</source>
        <translation>作除数之前，和要取的幂次。</translation>
    </message>
    <message>
        <source>Offset</source>
        <translation>偏移</translation>
    </message>
    <message>
        <source>Added to the sum, so that weak neighbours change nothing.</source>
        <translation>加到和上，使弱的相邻通道不产生影响。</translation>
    </message>
    <message>
        <source>Replaces each small window by the p-norm of its values: between average and maximum, as the power says. Signs do not count.</source>
        <translation>把每个小窗口替换为其中各值的 p 范数：介于平均与最大之间，由幂次决定。不计正负号。</translation>
    </message>
    <message>
        <source>Replaces each few steps by the p-norm of their values: between average and maximum, as the power says.</source>
        <translation>把每几步替换为其中各值的 p 范数：介于平均与最大之间，由幂次决定。</translation>
    </message>
    <message>
        <source>Replaces each small block by the p-norm of its values: between average and maximum, as the power says.</source>
        <translation>把每个小块替换为其中各值的 p 范数：介于平均与最大之间，由幂次决定。</translation>
    </message>
    <message>
        <source>Keeps the largest value of each few steps, so the sequence gets shorter and the strongest answer stays. Use it behind Conv 1D.</source>
        <translation>保留每几步中的最大值，序列因此变短，最强的响应留下。用在一维卷积之后。</translation>
    </message>
    <message>
        <source>Keeps the largest value of each small block, so the volume shrinks and the strongest answer stays. Use it behind Conv 3D.</source>
        <translation>保留每个小块中的最大值，三维数据因此缩小，最强的响应留下。用在三维卷积之后。</translation>
    </message>
    <message>
        <source>Maximum</source>
        <translation>取最大值</translation>
    </message>
    <message>
        <source>Keeps the largest value of its inputs at each place. Several branches look for the same thing, and the one that is surest counts.</source>
        <translation>在每个位置保留各输入中的最大值。多个分支寻找同一特征，以响应最强的为准。</translation>
    </message>
    <message>
        <source>Multiply</source>
        <translation>相乘</translation>
    </message>
    <message>
        <source>Multiplies inputs of the same shape, value by value. With a branch that ends in sigmoid it is a gate: the branch decides how much of each value passes.</source>
        <translation>把形状相同的输入逐元素相乘。若某个分支以 Sigmoid 结尾，它就是门控：由该分支决定每个值通过多少。</translation>
    </message>
    <message>
        <source>Padding</source>
        <translation>填充</translation>
    </message>
    <message>
        <source>Puts a frame around the input. Mirrored and repeated borders avoid the dark edges that zeros leave behind convolutions. Nothing is learned.</source>
        <translation>在输入四周加一圈。镜像或重复边界可避免零填充在卷积后留下的暗边。不学习任何东西。</translation>
    </message>
    <message>
        <source>Filled with</source>
        <translation>填充内容</translation>
    </message>
    <message>
        <source>What the frame holds: zeros, the input mirrored at its border, or the border itself again and again.</source>
        <translation>这一圈里放什么：零、以边界为轴的镜像，或一再重复的边界值。</translation>
    </message>
    <message>
        <source>Frame</source>
        <translation>边框</translation>
    </message>
    <message>
        <source>Patch embedding</source>
        <translation>图块嵌入</translation>
    </message>
    <message>
        <source>Cuts a picture into patches and makes one step of a sequence of each: a learned mix of its pixels, with a learned number for its place. Attention can then run over the patches, as in vision transformers.</source>
        <translation>把图片切成图块，每块变成序列的一步：对其像素作学到的混合，并加上表示位置的学到的数。注意力随后可在图块之间进行，如同视觉 Transformer。</translation>
    </message>
    <message>
        <source>Patch</source>
        <translation>图块</translation>
    </message>
    <message>
        <source>Height and width of a patch; they must divide those of the picture.</source>
        <translation>图块的高和宽，必须能整除图片的高和宽。</translation>
    </message>
    <message>
        <source>How many values each patch becomes.</source>
        <translation>每个图块变成多少个值。</translation>
    </message>
    <message>
        <source>Adds learned numbers for each place. Without them attention does not know where a patch lay.</source>
        <translation>为每个位置加上学到的数。没有它们，注意力不知道图块原来在哪里。</translation>
    </message>
    <message>
        <source>Permute</source>
        <translation>交换轴</translation>
    </message>
    <message>
        <source>Puts the axes in another order, for example height against width, or the channels of a sequence against its steps. Nothing is computed and nothing lost.</source>
        <translation>改变各轴的顺序，例如交换高和宽，或交换序列的通道和时间步。不做计算，也不丢失任何值。</translation>
    </message>
    <message>
        <source>Values of two or more axes.</source>
        <translation>有两个或更多轴的值。</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>顺序</translation>
    </message>
    <message>
        <source>The old axes in their new order, counted from 0 on, channels last. 1, 0, 2 turns a picture on its side.</source>
        <translation>原来的各轴按新的顺序排列，从 0 开始计数，通道在最后。1, 0, 2 会把图像转置。</translation>
    </message>
    <message>
        <source>Pixel shuffle</source>
        <translation>像素重排</translation>
    </message>
    <message>
        <source>Makes a larger picture of a smaller one with more channels: each group of channels becomes a small block of pixels. Nothing is computed. With a convolution before it, it enlarges pictures sharply and cheaply.</source>
        <translation>把通道较多的小图片变成大图片：每组通道变成一小块像素。不做任何计算。前面加一个卷积，就能又清晰又省力地放大图片。</translation>
    </message>
    <message>
        <source>Factor</source>
        <translation>倍数</translation>
    </message>
    <message>
        <source>How many times as high and wide the picture becomes. It needs the factor&apos;s square times as many channels.</source>
        <translation>图片的高和宽变为原来的多少倍。所需通道数为倍数的平方倍。</translation>
    </message>
    <message>
        <source>PReLU</source>
        <translation>PReLU</translation>
    </message>
    <message>
        <source>Like leaky ReLU, but learns for each channel how much of the values below 0 it lets through.</source>
        <translation>与 Leaky ReLU 类似，但每个通道会学习让多少负值通过。</translation>
    </message>
    <message>
        <source>First slope</source>
        <translation>初始斜率</translation>
    </message>
    <message>
        <source>The slope below 0 before anything is learned.</source>
        <translation>学习之前负半轴的斜率。</translation>
    </message>
    <message>
        <source>Random mask</source>
        <translation>随机遮挡</translation>
    </message>
    <message>
        <source>While training it hides random patches by setting them to 0; while predicting it does nothing. A network that must fill the gaps learns from data without labels. A second one with the same seed and sizes gives the mask itself: multiplied with result and target, it makes only hidden places count in the loss.</source>
        <translation>训练时随机把一些图块置 0 来遮挡；预测时不起作用。必须补全空缺的网络可以从没有标签的数据中学习。用相同的种子和尺寸再放一个，可给出遮挡本身：与结果和目标相乘，损失就只计算被遮挡的位置。</translation>
    </message>
    <message>
        <source>How large a patch is along each axis. One number counts for all axes.</source>
        <translation>图块沿每个轴的大小。只写一个数则用于所有轴。</translation>
    </message>
    <message>
        <source>The share of patches that are hidden. 0.75 is usual for pictures.</source>
        <translation>被遮挡图块的比例。图片通常取 0.75。</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Layers with the same seed hide the same patches.</source>
        <translation>种子相同的层遮挡相同的图块。</translation>
    </message>
    <message>
        <source>Gives</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>The input with its patches hidden, or the mask: 1 where something is hidden, else 0.</source>
        <translation>遮挡后的输入，或遮挡本身：被遮挡处为 1，否则为 0。</translation>
    </message>
    <message>
        <source>Resize</source>
        <translation>缩放</translation>
    </message>
    <message>
        <source>Brings the input to the size you say, larger or smaller, without learning anything. Use it to join inputs of different sizes.</source>
        <translation>把输入放大或缩小到您指定的尺寸，不学习任何东西。用来合并大小不同的输入。</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>How large the result is along each axis: height and width for pictures. One number counts for all axes.</source>
        <translation>结果沿每个轴的大小：图片为高和宽。只写一个数则用于所有轴。</translation>
    </message>
    <message>
        <source>RMS norm</source>
        <translation>RMS 归一化</translation>
    </message>
    <message>
        <source>Divides the channels at each place by their root mean square, then scales them by learned numbers: Layer norm without the mean, a little cheaper and mostly as good. Large language models use it.</source>
        <translation>把每个位置上的各通道除以它们的均方根，再用学到的数缩放：即不减均值的层归一化，稍省计算，效果大多一样好。大语言模型使用它。</translation>
    </message>
    <message>
        <source>Separable conv 2D</source>
        <translation>二维可分离卷积</translation>
    </message>
    <message>
        <source>A convolution in two cheap steps: a filter of its own for each channel, then a 1×1 convolution that mixes the channels. It needs a fraction of the weights and work of Conv 2D and is often as good.</source>
        <translation>分两步的省力卷积：先让每个通道用自己的卷积核，再用 1×1 卷积混合各通道。所需权重和计算只是二维卷积的一小部分，效果常常一样好。</translation>
    </message>
    <message>
        <source>How many filters slide over each channel before the channels are mixed.</source>
        <translation>混合通道之前，每个通道上滑动多少个卷积核。</translation>
    </message>
    <message>
        <source>Slice</source>
        <translation>切片</translation>
    </message>
    <message>
        <source>Takes a run of elements along one axis and leaves the rest: some channels, some rows of a picture, or a part of a vector.</source>
        <translation>沿一个轴取连续的一段元素，舍去其余：几个通道、图像的几行或向量的一部分。</translation>
    </message>
    <message>
        <source>Along which axis elements are taken: 0 is the height of a picture, 1 its width, −1 the channels.</source>
        <translation>沿哪个轴取元素：0 是图像的高，1 是宽，−1 是通道。</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>起点</translation>
    </message>
    <message>
        <source>How many elements are passed over.</source>
        <translation>跳过多少个元素。</translation>
    </message>
    <message>
        <source>How many elements are taken.</source>
        <translation>取多少个元素。</translation>
    </message>
    <message>
        <source>Softmax</source>
        <translation>Softmax</translation>
    </message>
    <message>
        <source>Turns the channels at each place into shares between 0 and 1 that sum to 1; of a vector all values. Losses from logits apply it themselves.</source>
        <translation>把每个位置的各通道变成 0 到 1 之间、总和为 1 的份额；对向量则是所有值。直接使用 logits 的损失会自行应用它。</translation>
    </message>
    <message>
        <source>Logarithm</source>
        <translation>取对数</translation>
    </message>
    <message>
        <source>Gives the logarithms of the shares, which stay exact where a share is almost 0.</source>
        <translation>给出份额的对数；份额接近 0 时仍然精确。</translation>
    </message>
    <message>
        <source>Spatial dropout</source>
        <translation>空间 Dropout</translation>
    </message>
    <message>
        <source>While training it sets a random share of whole channels to 0 and enlarges the rest; while predicting it does nothing. Neighbouring values are much alike, so that dropping single ones hides little: behind convolutions use this instead of Dropout.</source>
        <translation>训练时把随机一部分整个通道置 0，并放大其余通道；预测时不起作用。相邻的值十分相似，只丢弃单个值遮不住多少信息：在卷积之后用它代替 Dropout。</translation>
    </message>
    <message>
        <source>The share of channels that are dropped in each step. 0.1 to 0.3 is usual.</source>
        <translation>每一步丢弃的通道比例。通常取 0.1 到 0.3。</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>划分</translation>
    </message>
    <message>
        <source>Cuts its input into equal parts along one axis and gives one of them. Beside each other, layers with other parts lead each to a branch of its own.</source>
        <translation>沿一个轴把输入切成相等的几份，并给出其中一份。并排使用取不同份的层，就能各自通向一个分支。</translation>
    </message>
    <message>
        <source>Along which axis it is cut: 0 is the height of a picture, 1 its width, −1 the channels.</source>
        <translation>沿哪个轴切分：0 是图像的高，1 是宽，−1 是通道。</translation>
    </message>
    <message>
        <source>Parts</source>
        <translation>份数</translation>
    </message>
    <message>
        <source>Into how many parts it is cut.</source>
        <translation>切成多少份。</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>部分</translation>
    </message>
    <message>
        <source>Which part goes on; the first is 1.</source>
        <translation>取哪一份；第一份是 1。</translation>
    </message>
    <message>
        <source>Squeeze and excite</source>
        <translation>压缩与激励（SE）</translation>
    </message>
    <message>
        <source>Averages each channel, lets a small network judge from that which channels matter for this sample, and multiplies each by its mark between 0 and 1. It makes convolutional networks a little better for few weights; put it at the end of a block.</source>
        <translation>先对每个通道求平均，由一个小网络据此判断哪些通道对当前样本重要，再把每个通道乘以 0 到 1 之间的分数。用很少的权重就能让卷积网络更好一些；放在模块末尾。</translation>
    </message>
    <message>
        <source>Ratio</source>
        <translation>压缩比</translation>
    </message>
    <message>
        <source>How many times fewer values the small network has inside than there are channels; at least one.</source>
        <translation>小网络内部的值是通道数的几分之一；至少一个。</translation>
    </message>
    <message>
        <source>Subtract</source>
        <translation>相减</translation>
    </message>
    <message>
        <source>Takes the second input from the first, value by value. What is left shows how two branches differ, for example two pictures of the same thing.</source>
        <translation>用第一个输入逐元素减去第二个。剩下的是两个分支的差别，例如同一事物的两幅图像。</translation>
    </message>
    <message>
        <source>Upsample</source>
        <translation>上采样</translation>
    </message>
    <message>
        <source>Enlarges the input a whole number of times without learning anything. With a convolution behind it, it draws without the checkerboard that transposed convolutions can leave.</source>
        <translation>把输入放大整数倍，不学习任何东西。后面加一个卷积，就能避免转置卷积可能留下的棋盘格。</translation>
    </message>
    <message>
        <source>How many times as large the result is along each axis. One number counts for all axes.</source>
        <translation>结果沿每个轴是原来的多少倍。只写一个数则用于所有轴。</translation>
    </message>
    <message>
        <source>Exponent</source>
        <translation>指数</translation>
    </message>
    <message>
        <source>Transformer decoder block</source>
        <translation>Transformer 解码器块</translation>
    </message>
    <message>
        <source>Causal attention to what is written so far, attention to what an encoder has read, and feed-forward, in one. For translating one sequence to another.</source>
        <translation>对已写内容的因果注意力、对编码器所读内容的注意力和前馈层合在一起。用于把一个序列翻译成另一个序列。</translation>
    </message>
    <message>
        <source>Transformer encoder block</source>
        <translation>Transformer 编码器块</translation>
    </message>
    <message>
        <source>Attention and feed-forward in one: every step gathers what matters to it from all steps and thinks it over. Stack several. With Causal on it is the block of networks that write text.</source>
        <translation>注意力和前馈层合在一起：每一步从所有步收集对自己重要的内容并加工。可以叠放多个。打开“因果”就是写文本的网络所用的块。</translation>
    </message>
    <message>
        <source>Gives every sample the same values, whatever comes in: a mask, a pattern, a number to add or to multiply with. Learned, they start so and are trained with the rest, as the class token of a Vision Transformer.</source>
        <translation>无论输入什么，都给每个样本同样的值：掩码、图样，或用来相加、相乘的数。设为可学习时，它们以这些值开始，与其余权重一起训练，例如 Vision Transformer 的类别词元。</translation>
    </message>
    <message>
        <source>The length of a vector, steps and features of a sequence, or height, width and channels of a picture.</source>
        <translation>向量的长度，序列的步数和特征数，或图片的高、宽和通道数。</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>值</translation>
    </message>
    <message>
        <source>One number that fills the whole shape, or all of them in the order in which people read, channels last, with blanks or commas in between.</source>
        <translation>一个数，填满整个形状；或按阅读顺序（通道在最后）写出全部的数，以空格或逗号隔开。</translation>
    </message>
    <message>
        <source>Whether training changes the values, or they stay as they are.</source>
        <translation>训练是否会改变这些值，还是保持不变。</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>重置门位置</translation>
    </message>
    <message>
        <source>Where the reset gate works: behind the product with the recurrent weights, as in PyTorch and cuDNN, or in front of it, as in the first paper and where Keras&apos;s reset_after is off.</source>
        <translation>重置门作用的位置：在与循环权重相乘之后，如 PyTorch 和 cuDNN；或在相乘之前，如最初的论文以及 Keras 关闭 reset_after 时。</translation>
    </message>
    <message>
        <source>Behind the product</source>
        <translation>相乘之后</translation>
    </message>
    <message>
        <source>In front of the product</source>
        <translation>相乘之前</translation>
    </message>
    <message>
        <source>Constant values</source>
        <translation>常量</translation>
    </message>
    <message>
        <source>At each place</source>
        <translation>逐位置</translation>
    </message>
    <message>
        <source>The steps of a sequence or the places of a picture stay, and the values at each of them go through the same units.</source>
        <translation>保留序列的各个时间步或图片的各个位置，每个位置上的值都经过同一组单元。</translation>
    </message>
    <message>
        <source>Noise</source>
        <translation>噪声</translation>
    </message>
    <message>
        <source>Draws random numbers with mean 0 and deviation 1 for every sample, other ones in every step. A generator makes its samples from them.</source>
        <translation>为每个样本抽取均值为 0、标准差为 1 的随机数，每一步都不同。生成器由它们生成样本。</translation>
    </message>
    <message>
        <source>How many numbers each sample gets. 64 to 128 is usual.</source>
        <translation>每个样本得到多少个数。通常取 64 到 128。</translation>
    </message>
    <message>
        <source>The data has a label for each step of a sequence, or for each place of a picture, and so has the prediction.</source>
        <translation>数据为序列的每个时间步或图片的每个位置各有一个标签，预测也是如此。</translation>
    </message>
    <message>
        <source>Real and made</source>
        <translation>真实与生成</translation>
    </message>
    <message>
        <source>Where two networks play against each other: it hands real samples and those that a generator makes on to the same discriminator, which learns to tell them apart while the generator learns to deceive it. It needs the adversarial loss.</source>
        <translation>两个网络在此对抗：真实样本和生成器生成的样本都交给同一个判别器，判别器学习区分二者，生成器学习骗过它。需要对抗损失。</translation>
    </message>
    <message>
        <source>Samples of the data.</source>
        <translation>数据中的样本。</translation>
    </message>
    <message>
        <source>What the generator makes.</source>
        <translation>生成器生成的样本。</translation>
    </message>
    <message>
        <source>Expand</source>
        <translation>扩展</translation>
    </message>
    <message>
        <source>Repeats what comes in along sizes of 1, for example a vector at every place of a picture, so that it can be added to one or multiplied with it. Sizes that are new come first.</source>
        <translation>沿大小为 1 的轴重复输入，例如把一个向量放到图像的每个位置，这样就能与图像相加或相乘。新增的轴写在最前面。</translation>
    </message>
    <message>
        <source>Height, width and channels of the result, or steps and channels. −1: as it comes in.</source>
        <translation>结果的高、宽和通道数，或步数和通道数。−1 表示与输入相同。</translation>
    </message>
    <message>
        <source>Global Lp pool</source>
        <translation>全局 Lp 池化</translation>
    </message>
    <message>
        <source>Keeps the p-norm of each channel over all places, so that one value per channel is left: the higher the power, the more the strongest places count. Signs do not count.</source>
        <translation>对每个通道在所有位置上取 p 范数，每个通道只留下一个值：幂次越高，最强的位置影响越大。不考虑符号。</translation>
    </message>
    <message>
        <source>Power</source>
        <translation>幂次</translation>
    </message>
    <message>
        <source>p in (Σ |x|ᵖ)^(1/p) over all places. 1 sums up sizes, 2 is the Euclidean length, larger ones come close to Global max pool.</source>
        <translation>所有位置上 (Σ |x|ᵖ)^(1/p) 中的 p。1 为绝对值之和，2 为欧几里得长度，更大的值接近全局最大池化。</translation>
    </message>
    <message>
        <source>Squeeze</source>
        <translation>压缩维度</translation>
    </message>
    <message>
        <source>Leaves out every size of 1: a picture of one channel becomes a sequence of its rows, one place with channels a vector. Nothing is computed.</source>
        <translation>去掉所有大小为 1 的轴：单通道图像变成由各行组成的序列，只有一个位置的多通道数据变成向量。不做任何计算。</translation>
    </message>
    <message>
        <source>What happens to raw values first. Automatic divides pixels by 255, standardises tables and leaves ids of words as they are. Standardise subtracts the mean of the training part and divides by its deviation.</source>
        <translation>原始值首先如何处理。“自动”把像素除以 255、对表格做标准化，词的编号保持不变。“标准化”减去训练集的均值，再除以其标准差。</translation>
    </message>
    <message>
        <source>Dot-product attention</source>
        <translation>点积注意力</translation>
    </message>
    <message>
        <source>The heart of attention: each query is compared with all keys, and takes a mixture of the values of those that are like it. Dense layers in front make queries, keys and values.</source>
        <translation>注意力的核心：每个查询与所有键比较，取出与它相似的键所对应的值的加权混合。查询、键和值由前面的全连接层得到。</translation>
    </message>
    <message>
        <source>The sequence that looks.</source>
        <translation>发起查看的序列。</translation>
    </message>
    <message>
        <source>What each step of the other sequence is found by.</source>
        <translation>用来找到另一序列每一步的键。</translation>
    </message>
    <message>
        <source>What is taken from each step of the other sequence.</source>
        <translation>从另一序列每一步取出的值。</translation>
    </message>
    <message>
        <source>Token scores</source>
        <translation>词元打分</translation>
    </message>
    <message>
        <source>Compares what comes in with one learned row for each number of a vocabulary: the more alike, the higher its score (logit). Language models let it share the weights of the Embedding, so that a word is told by the same row that it is read by.</source>
        <translation>把输入与词表中每个编号的一行权重比较：越相似，得分（logit）越高。语言模型让它与嵌入层共享权重，使读入和输出同一个词时用的是同一行。</translation>
    </message>
    <message>
        <source>A vector, or one vector per step.</source>
        <translation>一个向量，或每一步一个向量。</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单元</translation>
    </message>
    <message>
        <source>A copy of a graph of its own. What is changed inside of a unit is changed in all of its copies.</source>
        <translation>一个可复用子图的副本。修改单元内部，所有副本都会随之改变。</translation>
    </message>
    <message>
        <source>Repetitions</source>
        <translation>重复次数</translation>
    </message>
    <message>
        <source>How often it stands here, one behind the other. What comes into the first entrance goes from one to the next; the other entrances get the same.</source>
        <translation>在此首尾相接重复多少次。第一个入口的值逐个传递，其他入口每次都得到相同的值。</translation>
    </message>
    <message>
        <source>Share the weights</source>
        <translation>共享权重</translation>
    </message>
    <message>
        <source>All repetitions have the same weights, as in ALBERT.</source>
        <translation>所有重复使用同一组权重，如 ALBERT。</translation>
    </message>
    <message>
        <source>Frozen</source>
        <translation>冻结</translation>
    </message>
    <message>
        <source>No layer inside learns.</source>
        <translation>内部各层都不学习。</translation>
    </message>
    <message>
        <source>Entrance</source>
        <translation>入口</translation>
    </message>
    <message>
        <source>Where values come into a unit. Each entrance is an input of the unit&apos;s copies.</source>
        <translation>值进入单元的地方。每个入口对应单元副本的一个输入。</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>数字</translation>
    </message>
    <message>
        <source>Which input of the unit&apos;s copies it is, counted from 1.</source>
        <translation>对应单元副本的第几个输入，从 1 数起。</translation>
    </message>
    <message>
        <source>Exit</source>
        <translation>出口</translation>
    </message>
    <message>
        <source>What a unit gives. There is one in each unit.</source>
        <translation>单元的输出。每个单元有一个。</translation>
    </message>
    <message>
        <source>Unknown operator</source>
        <translation>未知算子</translation>
    </message>
    <message>
        <source>Stands where a network from an ONNX file does something that no layer here does. Such a network can be looked at and changed; it computes once something else stands there.</source>
        <translation>代表 ONNX 文件中没有对应层的运算。这样的网络可以查看和修改；换上别的层之后才能计算。</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>算子</translation>
    </message>
    <message>
        <source>What the file calls it.</source>
        <translation>文件中的名称。</translation>
    </message>
    <message>
        <source>Attributes</source>
        <translation>属性</translation>
    </message>
    <message>
        <source>How the file sets it.</source>
        <translation>文件中的设置。</translation>
    </message>
    <message>
        <source>How many values come in.</source>
        <translation>输入多少个值。</translation>
    </message>
    <message>
        <source>The shape of what comes out, channels last, as the file states it. Empty where it does not.</source>
        <translation>文件所写的输出形状，通道在最后。文件没有写时为空。</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>The columns of the data that it takes, with commas between them. Empty: all that no other Input names and no Output predicts.</source>
        <translation>它使用的数据列，用英文逗号分隔。留空：使用其他“输入”没有指定、“输出”也不预测的所有列。</translation>
    </message>
    <message>
        <source>Compared with</source>
        <translation>比较对象</translation>
    </message>
    <message>
        <source>A column of the data, or whatever is drawn into a second input: the Input itself for a network that rebuilds its samples.</source>
        <translation>数据中的一列，或接入第二个输入的任何内容：对于重建样本的网络，就是“输入”本身。</translation>
    </message>
    <message>
        <source>The target</source>
        <translation>目标列</translation>
    </message>
    <message>
        <source>A second input</source>
        <translation>第二个输入</translation>
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
    <message>
        <source>all values in turn</source>
        <translation>依次取所有值</translation>
    </message>
</context>
<context>
    <name>loom::AdaptiveAvgPool</name>
    <message>
        <source>to %1</source>
        <translation>变为 %1</translation>
    </message>
</context>
<context>
    <name>loom::AdaptiveMaxPool</name>
    <message>
        <source>to %1</source>
        <translation>变为 %1</translation>
    </message>
</context>
<context>
    <name>loom::Add</name>
    <message>
        <source>same shape</source>
        <translation>形状相同</translation>
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
        <source>The steps of another sequence come neither before nor after those that look.</source>
        <translation>另一个序列的各步，与查询序列的各步之间没有先后关系。</translation>
    </message>
    <message>
        <source>Turn Causal off. It is for a sequence that looks at itself.</source>
        <translation>请关闭“因果”，它只用于序列的自注意力。</translation>
    </message>
    <message>
        <source>Turn Causal off</source>
        <translation>关闭“因果”</translation>
    </message>
    <message>
        <source>query: what the step looks for</source>
        <translation>查询：该步要找什么</translation>
    </message>
    <message>
        <source>key: what the step offers</source>
        <translation>键：该步提供什么</translation>
    </message>
    <message>
        <source>value: what the step gives</source>
        <translation>值：该步给出什么</translation>
    </message>
    <message>
        <source>step r of the second input; under the sum, all its steps</source>
        <translation>第二个输入的第 r 步；求和号下为其所有步</translation>
    </message>
</context>
<context>
    <name>loom::Average</name>
    <message>
        <source>same shape</source>
        <translation>形状相同</translation>
    </message>
</context>
<context>
    <name>loom::BatchNormLayer</name>
    <message>
        <source>momentum %1 · ε %2</source>
        <translation>动量 %1 · ε %2</translation>
    </message>
    <message>
        <source>which channel</source>
        <translation>第几个通道</translation>
    </message>
    <message>
        <source>mean of the channel: of the batch while training, else the one kept from training</source>
        <translation>该通道的均值：训练时取自批，否则用训练中保存的</translation>
    </message>
    <message>
        <source>variance of the channel, likewise</source>
        <translation>该通道的方差，同上</translation>
    </message>
</context>
<context>
    <name>loom::Clip</name>
    <message>
        <source>The lowest value %1 is not below the highest value %2.</source>
        <translation>最小值 %1 不小于最大值 %2。</translation>
    </message>
    <message>
        <source>Make the highest value larger.</source>
        <translation>请增大最大值。</translation>
    </message>
    <message>
        <source>Set the highest value to %1</source>
        <translation>将最大值设为 %1</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 到 %2</translation>
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
    <message>
        <source>Input %1 is %2, input %3 is %4. The number of steps must agree.</source>
        <translation>输入 %1 是 %2，输入 %3 是 %4。步数必须一致。</translation>
    </message>
    <message>
        <source>Insert Adaptive average pool to %1</source>
        <translation>插入自适应平均池化到 %1</translation>
    </message>
</context>
<context>
    <name>loom::Constant</name>
    <message>
        <source>learned</source>
        <translation>可学习</translation>
    </message>
    <message>
        <source>all %1</source>
        <translation>全为 %1</translation>
    </message>
    <message>
        <source>learned numbers, the same for every sample</source>
        <translation>学得的数，对每个样本都相同</translation>
    </message>
</context>
<context>
    <name>loom::Crop</name>
    <message>
        <source>Set it to %1</source>
        <translation>设为 %1</translation>
    </message>
    <message>
        <source>Cropping by %1 leaves nothing of %2.</source>
        <translation>裁去 %1 后，%2 什么也不剩。</translation>
    </message>
    <message>
        <source>Cut off less, or pool less before it.</source>
        <translation>少裁一些，或在它之前少做池化。</translation>
    </message>
    <message>
        <source>places cut off in front, along each axis: %1</source>
        <translation>每个轴前端裁掉的位置数：%1</translation>
    </message>
    <message>
        <source>which channel</source>
        <translation>第几个通道</translation>
    </message>
</context>
<context>
    <name>loom::DecoderBlock</name>
    <message>
        <source>1 head</source>
        <translation>1 个头</translation>
    </message>
    <message>
        <source>%1 heads</source>
        <translation>%1 个头</translation>
    </message>
    <message>
        <source>%1 hidden</source>
        <translation>隐藏 %1</translation>
    </message>
    <message>
        <source>The sequence that is written, so far.</source>
        <translation>目前已写出的序列。</translation>
    </message>
    <message>
        <source>The sequence that an encoder has read.</source>
        <translation>编码器读到的序列。</translation>
    </message>
    <message>
        <source>The whole numbers of the sequence that is looked at.</source>
        <translation>被查看的序列的整数编号。</translation>
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
    <name>loom::DepthwiseConv2d</name>
    <message>
        <source>%1 per channel</source>
        <translation>每通道 %1</translation>
    </message>
</context>
<context>
    <name>loom::Dot</name>
    <message>
        <source>cosine</source>
        <translation>余弦</translation>
    </message>
    <message>
        <source>over channels</source>
        <translation>沿通道</translation>
    </message>
    <message>
        <source>first input</source>
        <translation>第一个输入</translation>
    </message>
    <message>
        <source>second input</source>
        <translation>第二个输入</translation>
    </message>
</context>
<context>
    <name>loom::DotProductAttention</name>
    <message>
        <source>Queries and keys are equally wide, and each key has its value.</source>
        <translation>查询和键宽度相同，每个键对应一个值。</translation>
    </message>
    <message>
        <source>The keys are %1, but the queries need them to be %2.</source>
        <translation>键的形状是 %1，而查询要求 %2。</translation>
    </message>
    <message>
        <source>The values are %1, but the keys need them to be %2.</source>
        <translation>值的形状是 %1，而键要求 %2。</translation>
    </message>
    <message>
        <source>1 head</source>
        <translation>1 个头</translation>
    </message>
    <message>
        <source>%1 heads</source>
        <translation>%1 个头</translation>
    </message>
    <message>
        <source>causal</source>
        <translation>因果</translation>
    </message>
    <message>
        <source>query: the first input</source>
        <translation>查询：第一个输入</translation>
    </message>
    <message>
        <source>key: the second input</source>
        <translation>键：第二个输入</translation>
    </message>
    <message>
        <source>value: the third input</source>
        <translation>值：第三个输入</translation>
    </message>
</context>
<context>
    <name>loom::DropPath</name>
    <message>
        <source>drops %1% of the samples</source>
        <translation>丢弃 %1% 的样本</translation>
    </message>
    <message>
        <source>drawn from 0 to 1 for each sample while training; in use y = x</source>
        <translation>训练时对每个样本在 0 到 1 间随机抽取；使用时 y = x</translation>
    </message>
</context>
<context>
    <name>loom::DropoutLayer</name>
    <message>
        <source>drops %1%</source>
        <translation>丢弃 %1%</translation>
    </message>
    <message>
        <source>drawn from 0 to 1 for each value while training; in use y = x</source>
        <translation>训练时对每个值在 0 到 1 间随机抽取；使用时 y = x</translation>
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
    <message>
        <source>whole number at step t</source>
        <translation>第 t 步的整数</translation>
    </message>
    <message>
        <source>learned table, a row for each number</source>
        <translation>学得的表，每个整数一行</translation>
    </message>
</context>
<context>
    <name>loom::EncoderBlock</name>
    <message>
        <source>1 head</source>
        <translation>1 个头</translation>
    </message>
    <message>
        <source>%1 heads</source>
        <translation>%1 个头</translation>
    </message>
    <message>
        <source>%1 hidden</source>
        <translation>隐藏 %1</translation>
    </message>
    <message>
        <source>causal</source>
        <translation>因果</translation>
    </message>
    <message>
        <source>A sequence: steps and features.</source>
        <translation>一个序列：步和特征。</translation>
    </message>
    <message>
        <source>The whole numbers of the sequence.</source>
        <translation>序列的整数编号。</translation>
    </message>
</context>
<context>
    <name>loom::Entrance</name>
    <message>
        <source>input %1 of the unit</source>
        <translation>单元的输入 %1</translation>
    </message>
</context>
<context>
    <name>loom::Exit</name>
    <message>
        <source>what the unit gives</source>
        <translation>单元的输出</translation>
    </message>
</context>
<context>
    <name>loom::ExpandLayer</name>
    <message>
        <source>The target shape has %1 sizes, but one to four make sense.</source>
        <translation>目标形状有 %1 个尺寸，但只有一到四个才有意义。</translation>
    </message>
    <message>
        <source>Write height, width and channels of a picture, steps and channels of a sequence, or the length of a vector.</source>
        <translation>请写图片的高、宽和通道数，序列的步数和通道数，或向量的长度。</translation>
    </message>
    <message>
        <source>A size of 0 in the target shape holds no values.</source>
        <translation>目标形状中有尺寸 0，装不下任何值。</translation>
    </message>
    <message>
        <source>Write sizes of at least 1, or −1 for a size that stays as it is.</source>
        <translation>请填写不小于 1 的大小，或用 −1 表示保持不变。</translation>
    </message>
    <message>
        <source>%1 has more sizes than the target shape %2.</source>
        <translation>%1 的维数比目标形状 %2 多。</translation>
    </message>
    <message>
        <source>Write a size for each one that comes in, and those that are new in front.</source>
        <translation>请为输入的每一维各写一个大小，新增的写在前面。</translation>
    </message>
    <message>
        <source>%1 would need %2 values, more than any machine can hold.</source>
        <translation>“%1”需要 %2 个值，任何机器都装不下。</translation>
    </message>
    <message>
        <source>Choose smaller sizes.</source>
        <translation>请选小一些的尺寸。</translation>
    </message>
    <message>
        <source>A size of %1 cannot be repeated to %2.</source>
        <translation>大小 %1 无法重复成 %2。</translation>
    </message>
    <message>
        <source>Only sizes of 1 are repeated. Write −1 where the size should stay.</source>
        <translation>只有大小为 1 的轴可以重复。需要保持不变的位置请写 −1。</translation>
    </message>
    <message>
        <source>Set the shape to %1</source>
        <translation>把形状设为 %1</translation>
    </message>
    <message>
        <source>size of the input along the first axis: 1, or that of the result</source>
        <translation>输入沿第一个轴的大小：1 或与结果相同</translation>
    </message>
    <message>
        <source>size of the input along the next axis, likewise</source>
        <translation>输入沿下一个轴的大小，同上</translation>
    </message>
</context>
<context>
    <name>loom::FeedForward</name>
    <message>
        <source>%1 hidden</source>
        <translation>隐藏 %1</translation>
    </message>
    <message>
        <source>which hidden unit</source>
        <translation>第几个隐藏单元</translation>
    </message>
    <message>
        <source>learned weights of the second product</source>
        <translation>第二次乘积的学得权重</translation>
    </message>
    <message>
        <source>its bias</source>
        <translation>其偏置</translation>
    </message>
</context>
<context>
    <name>loom::Flatten</name>
    <message>
        <source>to one vector</source>
        <translation>变成一个向量</translation>
    </message>
    <message>
        <source>rows of the input</source>
        <translation>输入的行数</translation>
    </message>
    <message>
        <source>columns of the input</source>
        <translation>输入的列数</translation>
    </message>
    <message>
        <source>which channel</source>
        <translation>第几个通道</translation>
    </message>
    <message>
        <source>place in the vector</source>
        <translation>在向量中的位置</translation>
    </message>
</context>
<context>
    <name>loom::GaussianNoise</name>
    <message>
        <source>deviation %1</source>
        <translation>标准差 %1</translation>
    </message>
    <message>
        <source>drawn from a standard normal distribution while training; in use y = x</source>
        <translation>训练时从标准正态分布抽取；使用时 y = x</translation>
    </message>
</context>
<context>
    <name>loom::GlobalAvgPool</name>
    <message>
        <source>over height and width</source>
        <translation>按高度和宽度求平均</translation>
    </message>
    <message>
        <source>which channel</source>
        <translation>第几个通道</translation>
    </message>
    <message>
        <source>all places</source>
        <translation>所有位置</translation>
    </message>
    <message>
        <source>number of places</source>
        <translation>位置数</translation>
    </message>
</context>
<context>
    <name>loom::GlobalLpPool</name>
    <message>
        <source>over all places</source>
        <translation>所有位置</translation>
    </message>
    <message>
        <source>power %1</source>
        <translation>幂次 %1</translation>
    </message>
    <message>
        <source>which channel</source>
        <translation>第几个通道</translation>
    </message>
    <message>
        <source>all places</source>
        <translation>所有位置</translation>
    </message>
</context>
<context>
    <name>loom::GlobalMaxPool</name>
    <message>
        <source>over all places</source>
        <translation>所有位置</translation>
    </message>
    <message>
        <source>which channel</source>
        <translation>第几个通道</translation>
    </message>
    <message>
        <source>all places</source>
        <translation>所有位置</translation>
    </message>
</context>
<context>
    <name>loom::GroupNorm</name>
    <message>
        <source>%1 groups</source>
        <translation>%1 组</translation>
    </message>
    <message>
        <source>mean of the channel&apos;s group (one of %1) at all places of the sample</source>
        <translation>该通道所在组（共 %1 组）在样本所有位置上的均值</translation>
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
    <message>
        <source>It standardises each place by itself; its scaling must be None.</source>
        <translation>它对每个位置分别做标准化；请把缩放设为“无”。</translation>
    </message>
    <message>
        <source>the sample as the data has it</source>
        <translation>数据中的原始样本</translation>
    </message>
    <message>
        <source>scaling as the data&apos;s kind wants: pixels to 0…1, columns to mean 0 and deviation 1, else none</source>
        <translation>按数据种类的缩放：像素到 0…1，列到均值 0、标准差 1，其余不缩放</translation>
    </message>
    <message>
        <source>mean of the feature or channel in the training part</source>
        <translation>该特征或通道在训练集中的均值</translation>
    </message>
    <message>
        <source>its standard deviation</source>
        <translation>其标准差</translation>
    </message>
</context>
<context>
    <name>loom::InstanceNorm</name>
    <message>
        <source>ε %1</source>
        <translation>ε %1</translation>
    </message>
    <message>
        <source>mean of the channel at all places of the sample</source>
        <translation>该通道在样本所有位置上的均值</translation>
    </message>
</context>
<context>
    <name>loom::LayerNormLayer</name>
    <message>
        <source>Channels</source>
        <translation>通道</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>It normalises all steps together.</source>
        <translation>它把所有步放在一起归一化。</translation>
    </message>
    <message>
        <source>mean of all channels at the place</source>
        <translation>该位置所有通道的均值</translation>
    </message>
    <message>
        <source>mean of all values of the sample</source>
        <translation>样本所有值的均值</translation>
    </message>
</context>
<context>
    <name>loom::LocalResponseNorm</name>
    <message>
        <source>%1 channels</source>
        <translation>%1 通道</translation>
    </message>
    <message>
        <source>which channel</source>
        <translation>第几个通道</translation>
    </message>
    <message>
        <source>neighbouring channels, as far as there are any</source>
        <translation>相邻通道（存在的）</translation>
    </message>
</context>
<context>
    <name>loom::Maximum</name>
    <message>
        <source>same shape</source>
        <translation>形状相同</translation>
    </message>
</context>
<context>
    <name>loom::Multiply</name>
    <message>
        <source>same shape</source>
        <translation>形状相同</translation>
    </message>
</context>
<context>
    <name>loom::Noise</name>
    <message>
        <source>1 number</source>
        <translation>1 个数值</translation>
    </message>
    <message>
        <source>%1 numbers</source>
        <translation>%1 个数值</translation>
    </message>
    <message>
        <source>drawn from a standard normal distribution, other ones each time</source>
        <translation>从标准正态分布抽取，每次不同</translation>
    </message>
</context>
<context>
    <name>loom::Opaque</name>
    <message>
        <source>Nothing here does what the operator %1 of the ONNX file does.</source>
        <translation>ONNX 文件的算子 %1 在此没有对应的层。</translation>
    </message>
    <message>
        <source>Put layers in its place that do the same, or take it out.</source>
        <translation>请换上作用相同的层，或将其取出。</translation>
    </message>
    <message>
        <source>Take it out</source>
        <translation>取出该层</translation>
    </message>
    <message>
        <source>The operator %1 has no form here.</source>
        <translation>算子 %1 在此无法写出。</translation>
    </message>
    <message>
        <source>what the operator of the ONNX file does</source>
        <translation>ONNX 文件中该算子的运算</translation>
    </message>
    <message>
        <source>what comes in</source>
        <translation>输入</translation>
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
    <message>
        <source>Predict at each step</source>
        <translation>在每个时间步预测</translation>
    </message>
    <message>
        <source>The prediction: one value per class, or one per number of the target.</source>
        <translation>预测：每个类别一个值，或目标的每个数值一个值。</translation>
    </message>
    <message>
        <source>What the prediction is compared with, for example the Input itself. Nothing is learned by way of it.</source>
        <translation>与预测进行比较的内容，例如“输入”本身。不会沿这条路径学习。</translation>
    </message>
    <message>
        <source>The prediction is %1, but it is compared with %2.</source>
        <translation>预测是 %1，但与之比较的是 %2。</translation>
    </message>
    <message>
        <source>Both need the same number of values.</source>
        <translation>两者的数值个数必须相同。</translation>
    </message>
    <message>
        <source>compared with its second input</source>
        <translation>与第二个输入比较</translation>
    </message>
    <message>
        <source>prediction, which the loss compares with the target</source>
        <translation>预测值，损失将它与目标比较</translation>
    </message>
    <message>
        <source>Predict at each place</source>
        <translation>在每个位置预测</translation>
    </message>
    <message>
        <source>objects of %1 classes</source>
        <translation>%1 类物体</translation>
    </message>
</context>
<context>
    <name>loom::PRelu</name>
    <message>
        <source>starts at %1</source>
        <translation>初值 %1</translation>
    </message>
    <message>
        <source>learned slope below 0, one for each channel</source>
        <translation>小于 0 时学得的斜率，每个通道一个</translation>
    </message>
</context>
<context>
    <name>loom::PadLayer</name>
    <message>
        <source>%1 places cannot be mirrored from an axis of %2.</source>
        <translation>长度为 %2 的轴不能镜像出 %1 个位置。</translation>
    </message>
    <message>
        <source>The border itself is not repeated, so fewer places than the axis is long can be mirrored.</source>
        <translation>边界本身不重复，因此能镜像的位置少于轴的长度。</translation>
    </message>
    <message>
        <source>Repeat the border instead</source>
        <translation>改为重复边界</translation>
    </message>
    <message>
        <source>Zeros</source>
        <translation>全零</translation>
    </message>
    <message>
        <source>Mirrored</source>
        <translation>镜像</translation>
    </message>
    <message>
        <source>Border repeated</source>
        <translation>重复边界</translation>
    </message>
    <message>
        <source>places added in front, along each axis: %1</source>
        <translation>每个轴前端添加的位置数：%1</translation>
    </message>
    <message>
        <source>size of the input along the axis</source>
        <translation>输入沿该轴的大小</translation>
    </message>
    <message>
        <source>which channel</source>
        <translation>第几个通道</translation>
    </message>
</context>
<context>
    <name>loom::PatchEmbedding</name>
    <message>
        <source>A picture of %1 cannot be cut into patches of %2.</source>
        <translation>%1 的图片不能切成 %2 的图块。</translation>
    </message>
    <message>
        <source>Choose a patch whose height and width divide the picture&apos;s.</source>
        <translation>请选择高和宽能整除图片高和宽的图块。</translation>
    </message>
    <message>
        <source>Set it to %1</source>
        <translation>设为 %1</translation>
    </message>
    <message>
        <source>%1 wide</source>
        <translation>宽 %1</translation>
    </message>
    <message>
        <source>which patch, line by line</source>
        <translation>第几个图块，逐行计</translation>
    </message>
    <message>
        <source>patches in a line</source>
        <translation>每行的图块数</translation>
    </message>
    <message>
        <source>learned numbers for each patch</source>
        <translation>每个图块学得的数</translation>
    </message>
</context>
<context>
    <name>loom::PermuteLayer</name>
    <message>
        <source>The order %1 does not name each of the %2 axes of %3 once.</source>
        <translation>顺序 %1 没有把 %3 的 %2 个轴各列出一次。</translation>
    </message>
    <message>
        <source>Axes are counted from 0 on, channels last.</source>
        <translation>轴从 0 开始计数，通道在最后。</translation>
    </message>
    <message>
        <source>Keep the order</source>
        <translation>保持原顺序</translation>
    </message>
    <message>
        <source>places along the axes: height, width, channels</source>
        <translation>沿各轴的位置：高、宽、通道</translation>
    </message>
</context>
<context>
    <name>loom::PixelShuffle</name>
    <message>
        <source>×%1</source>
        <translation>×%1</translation>
    </message>
    <message>
        <source>which channel</source>
        <translation>第几个通道</translation>
    </message>
    <message>
        <source>row in the input</source>
        <translation>输入中的行</translation>
    </message>
    <message>
        <source>column in the input</source>
        <translation>输入中的列</translation>
    </message>
    <message>
        <source>row among the pixels of one place</source>
        <translation>一个位置内像素的行</translation>
    </message>
    <message>
        <source>column among them</source>
        <translation>其中的列</translation>
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
    <message>
        <source>learned numbers for each step</source>
        <translation>每一步学得的数</translation>
    </message>
    <message>
        <source>which pair of values, counted from 0</source>
        <translation>第几对值，从 0 数起</translation>
    </message>
</context>
<context>
    <name>loom::RandomMask</name>
    <message>
        <source>hides %1%</source>
        <translation>遮挡 %1%</translation>
    </message>
    <message>
        <source>Input without the patches</source>
        <translation>遮挡后的输入</translation>
    </message>
    <message>
        <source>Mask</source>
        <translation>遮挡</translation>
    </message>
    <message>
        <source>0 in patches that are drawn to be hidden while training, else 1; in use always 1</source>
        <translation>训练时在被抽中遮住的图块里为 0，其余为 1；使用时总为 1</translation>
    </message>
</context>
<context>
    <name>loom::RealAndMade</name>
    <message>
        <source>Real samples are %1, but those made are %2. Both must have the same shape.</source>
        <translation>真实样本是 %1，生成的样本却是 %2。两者形状必须相同。</translation>
    </message>
    <message>
        <source>Change the last layers of the generator until it makes what the data holds.</source>
        <translation>调整生成器的最后几层，使它生成的形状与数据一致。</translation>
    </message>
    <message>
        <source>one behind the other</source>
        <translation>前后相接</translation>
    </message>
    <message>
        <source>Insert Reshape to %1</source>
        <translation>插入变形为 %1</translation>
    </message>
    <message>
        <source>Insert Dense with %1 units</source>
        <translation>插入 %1 个单元的全连接</translation>
    </message>
    <message>
        <source>real samples</source>
        <translation>真实样本</translation>
    </message>
    <message>
        <source>samples that were made, behind them in the batch</source>
        <translation>生成的样本，在批中排在其后</translation>
    </message>
</context>
<context>
    <name>loom::ReshapeLayer</name>
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
        <translation>“%1”需要 %2 个值，任何机器都装不下。</translation>
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
        <source>Set the shape to %1</source>
        <translation>把形状设为 %1</translation>
    </message>
    <message>
        <source>The target shape has %1 sizes, but one to four make sense.</source>
        <translation>目标形状有 %1 个尺寸，但只有一到四个才有意义。</translation>
    </message>
    <message>
        <source>Write height, width and channels of a picture, steps and channels of a sequence, or the length of a vector.</source>
        <translation>请写图片的高、宽和通道数，序列的步数和通道数，或向量的长度。</translation>
    </message>
    <message>
        <source>the values in their order, which stays, under another shape</source>
        <translation>各值按原有顺序，只是换了形状</translation>
    </message>
</context>
<context>
    <name>loom::ResizeLayer</name>
    <message>
        <source>to %1</source>
        <translation>变为 %1</translation>
    </message>
</context>
<context>
    <name>loom::RmsNorm</name>
    <message>
        <source>ε %1</source>
        <translation>ε %1</translation>
    </message>
</context>
<context>
    <name>loom::SeparableConv2d</name>
    <message>
        <source>%1 per channel</source>
        <translation>每通道 %1</translation>
    </message>
    <message>
        <source>learned filter of each channel</source>
        <translation>每个通道学得的卷积核</translation>
    </message>
    <message>
        <source>what the first step makes</source>
        <translation>第一步的结果</translation>
    </message>
</context>
<context>
    <name>loom::SliceLayer</name>
    <message>
        <source>%1 from %2 on</source>
        <translation>从 %2 起取 %1 个</translation>
    </message>
    <message>
        <source>It takes a part of the steps.</source>
        <translation>它只取其中一部分步。</translation>
    </message>
    <message>
        <source>place along the chosen axis</source>
        <translation>沿所选轴的位置</translation>
    </message>
</context>
<context>
    <name>loom::SoftmaxLayer</name>
    <message>
        <source>logarithm</source>
        <translation>对数</translation>
    </message>
    <message>
        <source>over channels</source>
        <translation>沿通道</translation>
    </message>
    <message>
        <source>which channel</source>
        <translation>第几个通道</translation>
    </message>
    <message>
        <source>all channels in turn</source>
        <translation>依次取所有通道</translation>
    </message>
    <message>
        <source>place, where there are several</source>
        <translation>位置（有多个时）</translation>
    </message>
</context>
<context>
    <name>loom::SpatialDropout</name>
    <message>
        <source>drops %1% of the channels</source>
        <translation>丢弃 %1% 的通道</translation>
    </message>
    <message>
        <source>drawn from 0 to 1 for each channel while training; in use y = x</source>
        <translation>训练时对每个通道在 0 到 1 间随机抽取；使用时 y = x</translation>
    </message>
</context>
<context>
    <name>loom::Split</name>
    <message>
        <source>part %1 of %2</source>
        <translation>第 %1 份，共 %2 份</translation>
    </message>
    <message>
        <source>place along the chosen axis</source>
        <translation>沿所选轴的位置</translation>
    </message>
    <message>
        <source>size of each of the %1 parts</source>
        <translation>%1 份中每份的大小</translation>
    </message>
</context>
<context>
    <name>loom::Squeeze</name>
    <message>
        <source>sizes of 1 left out</source>
        <translation>去掉大小为 1 的轴</translation>
    </message>
    <message>
        <source>the values in their order, without the sizes of 1</source>
        <translation>各值按原有顺序，去掉大小为 1 的轴</translation>
    </message>
</context>
<context>
    <name>loom::SqueezeExcite</name>
    <message>
        <source>ratio %1</source>
        <translation>压缩比 %1</translation>
    </message>
    <message>
        <source>mean of the channel</source>
        <translation>该通道的均值</translation>
    </message>
    <message>
        <source>which of the inner units, a share of 1/%1 of the channels</source>
        <translation>第几个内部单元，数量为通道数的 1/%1</translation>
    </message>
    <message>
        <source>inner unit</source>
        <translation>内部单元</translation>
    </message>
    <message>
        <source>place</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>number of places</source>
        <translation>位置数</translation>
    </message>
    <message>
        <source>learned weights back to the channels</source>
        <translation>回到通道的学得权重</translation>
    </message>
    <message>
        <source>learned bias of these</source>
        <translation>其学得的偏置</translation>
    </message>
</context>
<context>
    <name>loom::Subtract</name>
    <message>
        <source>a − b</source>
        <translation>a − b</translation>
    </message>
</context>
<context>
    <name>loom::TokenScores</name>
    <message>
        <source>%1 ids</source>
        <translation>%1 个编号</translation>
    </message>
    <message>
        <source>which token of the vocabulary</source>
        <translation>词表中的第几个词元</translation>
    </message>
</context>
<context>
    <name>loom::UnitCopy</name>
    <message>
        <source>%1 times with the same weights</source>
        <translation>重复 %1 次 · 权重相同</translation>
    </message>
    <message>
        <source>%1 times</source>
        <translation>重复 %1 次</translation>
    </message>
    <message>
        <source>frozen</source>
        <translation>已冻结</translation>
    </message>
    <message>
        <source>once</source>
        <translation>一次</translation>
    </message>
</context>
<context>
    <name>loom::Upsample</name>
    <message>
        <source>×%1</source>
        <translation>×%1</translation>
    </message>
</context>
<context>
    <name>std</name>
    <message>
        <source>Vectors, or pictures of the same height and width.</source>
        <translation>向量，或高、宽相同的图像。</translation>
    </message>
    <message>
        <source>%1 needs one whole number per step, but %2 comes in.</source>
        <translation>“%1”每步需要一个整数，但输入是 %2。</translation>
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
    <message>
        <source>%1 channels cannot be shared out to %2 groups.</source>
        <translation>%1 个通道不能均分到 %2 组。</translation>
    </message>
    <message>
        <source>Choose a number of groups that divides the channels.</source>
        <translation>请选择能整除通道数的组数。</translation>
    </message>
    <message>
        <source>Set groups to %1</source>
        <translation>把分组设为 %1</translation>
    </message>
    <message>
        <source>Set the formula to x</source>
        <translation>将公式设为 x</translation>
    </message>
    <message>
        <source>%1 channels cannot be shared out to %2 pixels each.</source>
        <translation>%1 个通道不能按每组 %2 个像素均分。</translation>
    </message>
    <message>
        <source>The number of channels must be a multiple of the factor&apos;s square.</source>
        <translation>通道数必须是倍数平方的整数倍。</translation>
    </message>
    <message>
        <source>Insert 1×1 convolution</source>
        <translation>插入 1×1 卷积</translation>
    </message>
    <message>
        <source>Elements %1 to %2 are wanted, but there are only %3.</source>
        <translation>需要第 %1 到第 %2 个元素，但只有 %3 个。</translation>
    </message>
    <message>
        <source>Begin earlier, or take fewer.</source>
        <translation>请提前起点，或少取一些。</translation>
    </message>
    <message>
        <source>Set the size to %1</source>
        <translation>将大小设为 %1</translation>
    </message>
    <message>
        <source>Set the beginning to %1</source>
        <translation>将起点设为 %1</translation>
    </message>
    <message>
        <source>Part %1 of %2 does not exist.</source>
        <translation>不存在第 %1 份（共 %2 份）。</translation>
    </message>
    <message>
        <source>Parts are counted from 1 on.</source>
        <translation>份从 1 开始计数。</translation>
    </message>
    <message>
        <source>Set the part to %1</source>
        <translation>改取第 %1 份</translation>
    </message>
    <message>
        <source>%1 elements cannot be shared out evenly to %2 parts.</source>
        <translation>%1 个元素无法平均分成 %2 份。</translation>
    </message>
    <message>
        <source>Choose a number of parts that divides them, or take a run of them with Slice.</source>
        <translation>请选择能整除的份数，或用切片取其中一段。</translation>
    </message>
    <message>
        <source>Set the parts to %1</source>
        <translation>将份数设为 %1</translation>
    </message>
    <message>
        <source>The shape has %1 sizes, but one to four make sense.</source>
        <translation>形状有 %1 个尺寸，但应为一到四个。</translation>
    </message>
    <message>
        <source>Write the length of a vector, or the sizes along each axis, channels last.</source>
        <translation>请写向量的长度，或各轴的尺寸，通道在最后。</translation>
    </message>
    <message>
        <source>Set the shape to %1</source>
        <translation>把形状设为 %1</translation>
    </message>
    <message>
        <source>There are %1 values for the shape %2, which holds %3.</source>
        <translation>给出了 %1 个值，但形状 %2 需要 %3 个。</translation>
    </message>
    <message>
        <source>“%1” is not a list of numbers.</source>
        <translation>“%1”不是一列数。</translation>
    </message>
    <message>
        <source>Write one number that fills the whole shape, or as many as it holds, with blanks or commas in between.</source>
        <translation>请写一个填满整个形状的数，或写出它所需的全部的数，以空格或逗号隔开。</translation>
    </message>
    <message>
        <source>Fill it with %1</source>
        <translation>用 %1 填满</translation>
    </message>
    <message>
        <source>Apply it at each step</source>
        <translation>在每个时间步应用</translation>
    </message>
    <message>
        <source>Values of any shape.</source>
        <translation>任意形状的值。</translation>
    </message>
</context>
</TS>
