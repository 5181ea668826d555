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
        <source>Average</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>The mean of inputs of the same shape, value by value. Several branches vote, and their errors cancel in part.</source>
        <translation>对形状相同的输入逐元素求平均。多个分支共同表决，误差会部分抵消。</translation>
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
        <source>Maximum</source>
        <translation>取最大值</translation>
    </message>
    <message>
        <source>Keeps the largest value of its inputs at each place. Several branches look for the same thing, and the one that is surest counts.</source>
        <translation>在每个位置保留各输入中的最大值。多个分支寻找同一特征，以最有把握的为准。</translation>
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
        <source>Size</source>
        <translation>尺寸</translation>
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
        <source>Subtract</source>
        <translation>相减</translation>
    </message>
    <message>
        <source>Takes the second input from the first, value by value. What is left shows how two branches differ, for example two pictures of the same thing.</source>
        <translation>用第一个输入逐元素减去第二个。剩下的是两个分支的差别，例如同一事物的两幅图像。</translation>
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
</context>
<context>
    <name>loom::Average</name>
    <message>
        <source>same shape</source>
        <translation>形状相同</translation>
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
    <name>loom::Dot</name>
    <message>
        <source>cosine</source>
        <translation>余弦</translation>
    </message>
    <message>
        <source>over channels</source>
        <translation>沿通道</translation>
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
    <name>loom::PRelu</name>
    <message>
        <source>starts at %1</source>
        <translation>初值 %1</translation>
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
    <name>loom::SliceLayer</name>
    <message>
        <source>%1 from %2 on</source>
        <translation>从 %2 起取 %1 个</translation>
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
</context>
<context>
    <name>loom::Split</name>
    <message>
        <source>part %1 of %2</source>
        <translation>第 %1 份，共 %2 份</translation>
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
    <name>std</name>
    <message>
        <source>Vectors, or pictures of the same height and width.</source>
        <translation>向量，或高、宽相同的图像。</translation>
    </message>
    <message>
        <source>Set the formula to x</source>
        <translation>将公式设为 x</translation>
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
</context>
</TS>
