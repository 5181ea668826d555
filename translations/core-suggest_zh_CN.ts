<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>loom</name>
    <message>
        <source>Input standardises %1 numbers per row</source>
        <translation>输入层标准化每行的 %1 个数值</translation>
    </message>
    <message>
        <source>Columns of very different size count alike, and exported models take raw values.</source>
        <translation>数值大小悬殊的列同样受重视，导出的模型也直接接受原始值。</translation>
    </message>
    <message>
        <source>%1 rows to learn from</source>
        <translation>可供学习的有 %1 行</translation>
    </message>
    <message>
        <source>One hidden layer of %1 units</source>
        <translation>1 个隐藏层，%1 个单元</translation>
    </message>
    <message>
        <source>%1 hidden layers of %2 units</source>
        <translation>%1 个隐藏层，单元数 %2</translation>
    </message>
    <message>
        <source>%1: enough to learn how columns act together.</source>
        <translation>%1：足以学习各列之间的相互作用。</translation>
    </message>
    <message>
        <source>Batch norm behind each hidden layer</source>
        <translation>每个隐藏层之后做批归一化</translation>
    </message>
    <message>
        <source>%1: batches are large enough for steady means, and training goes faster.</source>
        <translation>%1：批次足够大，均值稳定，训练更快。</translation>
    </message>
    <message>
        <source>Dropout of %1</source>
        <translation>Dropout %1</translation>
    </message>
    <message>
        <source>Against overfitting: %1, and a first layer with %2 weights.</source>
        <translation>防止过拟合：%1，而第一层有 %2 个权重。</translation>
    </message>
    <message>
        <source>%1 pictures to learn from</source>
        <translation>可供学习的有 %1 张图片</translation>
    </message>
    <message>
        <source>%1 convolutions with pooling, then a dense layer</source>
        <translation>%1 个带池化的卷积，然后是全连接层</translation>
    </message>
    <message>
        <source>Against overfitting: %1.</source>
        <translation>防止过拟合：%1。</translation>
    </message>
    <message>
        <source>%1 residual blocks, then the mean of each channel</source>
        <translation>%1 个残差块，然后取各通道的均值</translation>
    </message>
    <message>
        <source>%1 filters at first</source>
        <translation>起始 %1 个卷积核</translation>
    </message>
    <message>
        <source>%1: few, so a narrow network.</source>
        <translation>%1：较少，因此用较窄的网络。</translation>
    </message>
    <message>
        <source>%1: enough for usual widths.</source>
        <translation>%1：足以使用常规宽度。</translation>
    </message>
    <message>
        <source>One value at the end</source>
        <translation>末端输出 1 个值</translation>
    </message>
    <message>
        <source>“%1” has 2 classes: the probability of one of them is enough.</source>
        <translation>“%1”有 2 个类别：给出其中一个的概率即可。</translation>
    </message>
    <message>
        <source>%1 values at the end</source>
        <translation>末端输出 %1 个值</translation>
    </message>
    <message>
        <source>“%1” has %2 classes, and each gets a probability.</source>
        <translation>“%1”有 %2 个类别，各有一个概率。</translation>
    </message>
    <message>
        <source>“%1” is a number, around %2 ± %3 as networks give them by themselves.</source>
        <translation>“%1”是数值，约为 %2 ± %3，网络本身就能给出这样的值。</translation>
    </message>
    <message>
        <source>One value at the end, times %1 plus %2</source>
        <translation>末端输出 1 个值，乘以 %1 再加 %2</translation>
    </message>
    <message>
        <source>“%1” is a number, around %2 ± %3. A network&apos;s own values lie around 0 ± 1; the formula brings them there.</source>
        <translation>“%1”是数值，约为 %2 ± %3。网络本身的值约为 0 ± 1，公式把它们换算过去。</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>One “%1” lies %2 deviations from the mean; squared, a few such values would rule the training.</source>
        <translation>有一个“%1”偏离均值 %2 个标准差；平方之后，少数这样的值会左右训练。</translation>
    </message>
    <message>
        <source>No “%1” lies more than %2 deviations from the mean, so large errors may count most.</source>
        <translation>没有“%1”偏离均值超过 %2 个标准差，因此可以让大误差占更大比重。</translation>
    </message>
    <message>
        <source>%1, classes weighted</source>
        <translation>%1，按类别加权</translation>
    </message>
    <message>
        <source>The rarest class has %1 rows, the most frequent one %2. Without weights the network would hardly ever name the rare one.</source>
        <translation>最少的类别有 %1 行，最多的有 %2 行。不加权的话，网络几乎不会给出少的类别。</translation>
    </message>
    <message>
        <source>%1 classes with %2 to %3 rows: even enough to do without weights.</source>
        <translation>%1 个类别，每类 %2 到 %3 行：足够均衡，不必加权。</translation>
    </message>
    <message>
        <source>%1 classes with %2 rows each.</source>
        <translation>%1 个类别，每类 %2 行。</translation>
    </message>
    <message>
        <source>%1, learning rate %2, down to 0 along a cosine</source>
        <translation>%1，学习率 %2，沿余弦降到 0</translation>
    </message>
    <message>
        <source>Large steps at first and fine ones at the end; weight decay holds the weights small.</source>
        <translation>开始时步子大，结束时步子细；权重衰减使权重保持较小。</translation>
    </message>
    <message>
        <source>Batches of %1</source>
        <translation>批大小 %1</translation>
    </message>
    <message>
        <source>%1 training rows make %2 steps per epoch.</source>
        <translation>%1 行训练数据，每轮 %2 步。</translation>
    </message>
    <message>
        <source>Up to %1 epochs, the best weights are kept</source>
        <translation>最多 %1 轮，保留最好的权重</translation>
    </message>
    <message>
        <source>%1 steps in all. It ends after %2 epochs without a better loss on the %3 rows for validation.</source>
        <translation>共 %1 步。在 %3 行验证数据上连续 %2 轮损失没有改善时结束。</translation>
    </message>
    <message>
        <source>%1 epochs</source>
        <translation>%1 轮</translation>
    </message>
    <message>
        <source>%1 steps in all. There are no rows for validation that could tell when it is enough.</source>
        <translation>共 %1 步。没有验证数据可以判断何时足够。</translation>
    </message>
    <message>
        <source>batches of %1</source>
        <translation>批大小 %1</translation>
    </message>
    <message>
        <source>Preparation</source>
        <translation>数据准备</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>训练方案</translation>
    </message>
    <message>
        <source>All rows are of one class, “%1”: there is nothing to tell apart.</source>
        <translation>所有行都属于同一类别“%1”，没有可以区分的内容。</translation>
    </message>
    <message>
        <source>Choose another target column, or data with rows of several classes.</source>
        <translation>选择其他目标列，或包含多个类别的数据。</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1、%2</translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1 等，另有 %2 个</translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>“%1”</translation>
    </message>
    <message>
        <source>Spectrograms of %1</source>
        <translation>%1 的频谱图</translation>
    </message>
    <message>
        <source>Pictures of %1</source>
        <translation>%1 的图片</translation>
    </message>
    <message>
        <source>%1 sounds to learn from</source>
        <translation>有 %1 段声音可学</translation>
    </message>
    <message>
        <source>%1: small, so a few convolutions see all of them.</source>
        <translation>%1：尺寸小，几层卷积即可看到全图。</translation>
    </message>
    <message>
        <source>%1: large, so each block halves them, and the short ways keep a deep network easy to train.</source>
        <translation>%1：尺寸大，每个模块把边长减半，捷径使深层网络仍易于训练。</translation>
    </message>
    <message>
        <source>%1 texts to learn from</source>
        <translation>有 %1 个文本可学</translation>
    </message>
    <message>
        <source>Each of %1 words as %2 numbers</source>
        <translation>%1 个词各用 %2 个数表示</translation>
    </message>
    <message>
        <source>Words that mean alike come to lie close together. %1.</source>
        <translation>意思相近的词会彼此靠近。%1。</translation>
    </message>
    <message>
        <source>%1 patterns of five words each</source>
        <translation>%1 个五词模式</translation>
    </message>
    <message>
        <source>Each looks for a phrase anywhere among the %1 places of a text; the strongest match counts.</source>
        <translation>每个模式在文本的 %1 个位置上寻找短语，取最强的匹配。</translation>
    </message>
    <message>
        <source>A convolution that keeps every fourth step</source>
        <translation>保留四分之一步的卷积</translation>
    </message>
    <message>
        <source>%1 steps: a recurrent layer takes them one by one.</source>
        <translation>共 %1 步：循环层要逐步读取。</translation>
    </message>
    <message>
        <source>GRU with %1 units</source>
        <translation>%1 个单元的 GRU</translation>
    </message>
    <message>
        <source>It reads %1 steps in their order and remembers what matters at the end; %2.</source>
        <translation>按顺序读取 %1 步，到最后记住重要的内容；%2。</translation>
    </message>
    <message>
        <source>%1: few, so a small network; a large one would learn them by heart.</source>
        <translation>%1：较少，因此用小网络；大网络会把它们死记下来。</translation>
    </message>
    <message>
        <source>Of %1 rows drawn from %2: %3</source>
        <translation>从 %2 行中抽取的 %1 行里：%3</translation>
    </message>
    <message>
        <source>A grid of boxes behind convolutions</source>
        <translation>卷积层之后的边界框网格</translation>
    </message>
    <message>
        <source>The target is objects of %1 classes in pictures: each cell says whether the middle of one lies in it, where it is, and which.</source>
        <translation>目标是图片中的 %1 类物体：每个单元格指出是否有物体的中心落在其中、它在哪里、属于哪一类。</translation>
    </message>
</context>
<context>
    <name>loom::Advisor</name>
    <message>
        <source>No preparation needed</source>
        <translation>无需准备</translation>
    </message>
    <message>
        <source>%1 columns without gaps, long tails or rare categories.</source>
        <translation>%1 列没有缺失、长尾或稀有类别。</translation>
    </message>
    <message>
        <source>%1: too little is left to learn from.</source>
        <translation>%1：剩下的太少，无法学习。</translation>
    </message>
    <message>
        <source>Drop %1</source>
        <translation>删除%1</translation>
    </message>
    <message>
        <source>Leave out %1</source>
        <translation>不使用%1</translation>
    </message>
    <message>
        <source>Free text and names of rows. A network for tables learns from numbers, categories and dates.</source>
        <translation>自由文本和行的名称。表格网络从数值、类别和日期学习。</translation>
    </message>
    <message>
        <source>“%1” goes from %2 to %3</source>
        <translation>“%1”从 %2 到 %3</translation>
    </message>
    <message>
        <source>Take %1 apart into what comes again</source>
        <translation>把%1拆成周期性的部分</translation>
    </message>
    <message>
        <source>%1. As one number a date only grows; its parts tell of seasons, weekdays and hours.</source>
        <translation>%1。日期作为一个数只会增大；拆开后能反映季节、星期和钟点。</translation>
    </message>
    <message>
        <source>“%1” lacks %2 of its values</source>
        <translation>“%1”缺失 %2</translation>
    </message>
    <message>
        <source>Fill the gaps of %1 with the median and mark them</source>
        <translation>用中位数填补%1的缺失并加标记</translation>
    </message>
    <message>
        <source>%1. That a value is missing may tell something too, so a column says where.</source>
        <translation>%1。缺失本身也可能说明问题，因此另用一列标出。</translation>
    </message>
    <message>
        <source>Fill the gaps of %1 with the median</source>
        <translation>用中位数填补%1的缺失</translation>
    </message>
    <message>
        <source>%1: too few to tell something by themselves.</source>
        <translation>%1：太少，本身说明不了问题。</translation>
    </message>
    <message>
        <source>The gaps of %1 become a category</source>
        <translation>把%1的缺失作为一个类别</translation>
    </message>
    <message>
        <source>%1. Missing is then an answer like the others, for new rows too.</source>
        <translation>%1。缺失从此和其他取值一样，对新的行也是如此。</translation>
    </message>
    <message>
        <source>Clip %1 to %2 … %3</source>
        <translation>把%1截断到 %2 … %3</translation>
    </message>
    <message>
        <source>Take the logarithm of %1</source>
        <translation>对%1取对数</translation>
    </message>
    <message>
        <source>%1 of %2 categories of “%3” are in fewer than %4 training rows</source>
        <translation>“%3”的 %2 个类别中有 %1 个少于 %4 行训练数据</translation>
    </message>
    <message>
        <source>Join the rare categories of %1</source>
        <translation>合并%1的稀有类别</translation>
    </message>
    <message>
        <source>%1. So few cannot be learned from; together they can, and so can new ones.</source>
        <translation>%1。这么少无法学习；合在一起就可以，新类别也归入其中。</translation>
    </message>
    <message>
        <source>Half of “%1” is at most %2, but the largest value is %3; the logarithm brings them closer together.</source>
        <translation>“%1”有一半不超过 %2，而最大值为 %3；取对数使它们更接近。</translation>
    </message>
    <message>
        <source>%1. Without this the mean of all dates would stand there, whose parts hardly any date has.</source>
        <translation>%1。否则那里会是所有日期的平均值，而几乎没有日期具有这样的年月日。</translation>
    </message>
    <message>
        <source>“%1” has %2 categories</source>
        <translation>“%1”有 %2 个类别</translation>
    </message>
    <message>
        <source>A place for each category of %1</source>
        <translation>%1 的每个类别各占一位</translation>
    </message>
    <message>
        <source>%1. The first layer learns a vector for each place, as an Embedding would; measured on census data, that is no better.</source>
        <translation>%1。第一层会为每一位学到一个向量，与嵌入层相同；在人口普查数据上实测，嵌入层并不更好。</translation>
    </message>
</context>
</TS>
