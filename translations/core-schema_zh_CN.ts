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
        <translation>%1：“%2”的类型不对。</translation>
    </message>
    <message>
        <source>%1: %2 is %3, but must be at least %4.</source>
        <translation>%1：“%2”为 %3，但至少应为 %4。</translation>
    </message>
    <message>
        <source>%1: %2 is %3, but must be at most %4.</source>
        <translation>%1：“%2”为 %3，但至多应为 %4。</translation>
    </message>
    <message>
        <source>%1: %2 has no choice “%3”.</source>
        <translation>%1：“%2”没有“%3”这个选项。</translation>
    </message>
    <message>
        <source>%1: %2 needs %3 numbers, not %4.</source>
        <translation>%1：“%2”需要 %3 个数，而不是 %4 个。</translation>
    </message>
    <message>
        <source>%1 has %2 settings, but %3 are given.</source>
        <translation>“%1”有 %2 个设置，却给了 %3 个。</translation>
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
        <source>epochs</source>
        <translation>轮</translation>
    </message>
    <message>
        <source>Keep the best weights</source>
        <translation>保留最佳权重</translation>
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
        <translation>“%1”需要 %2 个值，任何机器都装不下。</translation>
    </message>
    <message>
        <source>Choose smaller sizes.</source>
        <translation>请选小一些的尺寸。</translation>
    </message>
    <message>
        <source>%1 needs a vector, but %2 comes in.</source>
        <translation>“%1”需要向量，但输入是 %2。</translation>
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
        <translation>“%1”在图像上滑动，但输入是 %2。</translation>
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
        <source>Schedule interval</source>
        <translation>调度间隔</translation>
    </message>
    <message>
        <source>Gradient clipping</source>
        <translation>梯度裁剪</translation>
    </message>
    <message>
        <source>Scales all gradients down together when their norm exceeds this, so that a single batch cannot throw the network off. 1 is usual; 0 turns it off.</source>
        <translation>当所有梯度的总范数超过此值时按比例一起缩小，使单个批次不会带偏整个网络。常用 1；0 表示关闭。</translation>
    </message>
    <message>
        <source>%1 cannot share %2 features out evenly to %3 heads in pairs.</source>
        <translation>“%1”无法把 %2 个特征成对地平均分给 %3 个头。</translation>
    </message>
    <message>
        <source>%1 cannot share %2 features out evenly to %3 heads.</source>
        <translation>“%1”无法把 %2 个特征平均分给 %3 个头。</translation>
    </message>
    <message>
        <source>Choose a number of heads that divides the number of features.</source>
        <translation>请选择能整除特征数的头数。</translation>
    </message>
    <message>
        <source>Set heads to %1</source>
        <translation>把头数设为 %1</translation>
    </message>
    <message>
        <source>An odd number of features has no pairs. Use Positions in front instead.</source>
        <translation>奇数个特征无法成对。请改为在前面使用位置编码。</translation>
    </message>
    <message>
        <source>Turn rotary positions off</source>
        <translation>关闭旋转位置编码</translation>
    </message>
    <message>
        <source>The sequence has %1 steps, but its whole numbers are %2.</source>
        <translation>序列有 %1 步，但它的整数编号是 %2。</translation>
    </message>
    <message>
        <source>Join the same numbers to this input that go into Embedding.</source>
        <translation>请把进入嵌入层的同一组编号接到这个输入。</translation>
    </message>
    <message>
        <source>Set the padding to None</source>
        <translation>把填充设为“无”</translation>
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
    <message>
        <source>Take %1 out</source>
        <translation>取出“%1”</translation>
    </message>
    <message>
        <source>Nearest</source>
        <translation>最近邻</translation>
    </message>
    <message>
        <source>Linear</source>
        <translation>线性</translation>
    </message>
    <message>
        <source>%1 walks over steps, but %2 comes in.</source>
        <translation>“%1”逐步处理序列，但输入是 %2。</translation>
    </message>
    <message>
        <source>A sequence has steps and features. Put Embedding before it if these are whole numbers that stand for words or letters; put Reshape before it if they are values one after the other.</source>
        <translation>序列有步和特征。如果这些是代表词或字的整数，请在前面放嵌入层；如果是先后排列的数值，请在前面放“变形”。</translation>
    </message>
    <message>
        <source>%1 slides over sequences, but %2 comes in.</source>
        <translation>%1 在序列上滑动，但输入是 %2。</translation>
    </message>
    <message>
        <source>%1 slides over volumes, but %2 comes in.</source>
        <translation>%1 在三维数据上滑动，但输入是 %2。</translation>
    </message>
    <message>
        <source>A sequence has steps and channels. Put Reshape before it if these values are a sequence; otherwise use the layer for pictures or volumes.</source>
        <translation>序列有步数和通道数。如果这些值是序列，请在前面加“变形”；否则请用处理图片或三维数据的层。</translation>
    </message>
    <message>
        <source>A volume has a depth, a height, a width and channels. Put Reshape before it if these values are a volume; otherwise use the layer for pictures.</source>
        <translation>三维数据有深度、高度、宽度和通道数。如果这些值是三维数据，请在前面加“变形”；否则请用处理图片的层。</translation>
    </message>
    <message>
        <source>“%1” has %2 entries, but %3 has %4 axes.</source>
        <translation>“%1”有 %2 项，但 %3 有 %4 个轴。</translation>
    </message>
    <message>
        <source>Write one number for all axes, or one for each.</source>
        <translation>请写一个数用于所有轴，或每个轴写一个数。</translation>
    </message>
    <message>
        <source>Set it to %1</source>
        <translation>设为 %1</translation>
    </message>
    <message>
        <source>px</source>
        <translation>px</translation>
    </message>
    <message>
        <source>Its steps look at later ones; turn Causal on.</source>
        <translation>它的步会看到后面的步；请打开“因果”。</translation>
    </message>
    <message>
        <source>It looks at another sequence as a whole.</source>
        <translation>它要看另一个完整的序列。</translation>
    </message>
    <message>
        <source>It takes all steps together for one vector.</source>
        <translation>它把所有步当作一个向量。</translation>
    </message>
    <message>
        <source>Parts of a batch</source>
        <translation>批次分份</translation>
    </message>
    <message>
        <source>Works each batch through in so many parts, one after the other, and adds up their gradients before the step. Needs less memory and learns as the whole batch does, but for Batch norm, which sees a part at a time. 1 takes the batch at once.</source>
        <translation>把每个批次分成这么多份依次处理，梯度累加后再更新一步（梯度累积）。占用内存较少，学习效果与整个批次相同；只有批归一化每次只看到一份。1 表示一次处理整个批次。</translation>
    </message>
    <message>
        <source>Averaging of the weights</source>
        <translation>权重平均</translation>
    </message>
    <message>
        <source>Keeps a mean of the weights beside them: after each step it stays at this share of itself and takes the rest from the weights (EMA). The mean, which often judges better, is what is validated, kept and tested. 0.999 is usual; 0 turns it off.</source>
        <translation>在权重之外保留它们的平均值：每步之后保留自身的这一份额，其余取自权重（EMA）。平均值往往判断得更好，验证、保存和测试用的都是它。常用 0.999；0 表示关闭。</translation>
    </message>
    <message>
        <source>Same bits everywhere</source>
        <translation>结果逐位可重现</translation>
    </message>
    <message>
        <source>Chooses how to compute by rule in place of by measuring what is fastest here, so that another run with the same seed, device and threads gives the very same numbers. A run that goes on does so in any case.</source>
        <translation>计算方式按固定规则选择，而不是通过测速选择本机上最快的方式；这样，使用相同的随机种子、设备和线程数再次训练，会得到完全相同的数值。继续训练一次运行时，无论如何都是如此。</translation>
    </message>
    <message>
        <source>Frozen</source>
        <translation>冻结</translation>
    </message>
    <message>
        <source>Leaves this layer&apos;s weights as they are while the others learn. A frozen Batch norm uses its running values and does not move them.</source>
        <translation>其他层学习时，该层的权重保持不变。冻结的批归一化使用其滑动统计值，并且不更新它们。</translation>
    </message>
    <message>
        <source>Learning rate factor</source>
        <translation>学习率倍数</translation>
    </message>
    <message>
        <source>Multiplies the learning rate for this layer&apos;s weights: 0.1 lets a layer that has learned before change slowly.</source>
        <translation>该层权重的学习率要乘以它：0.1 让已经学过的层缓慢变化。</translation>
    </message>
    <message>
        <source>to %1</source>
        <translation>变为 %1</translation>
    </message>
    <message>
        <source>Insert Adaptive average pool to %1</source>
        <translation>插入自适应平均池化到 %1</translation>
    </message>
    <message>
        <source>Insert Dense with %1 units at each place</source>
        <translation>逐位置插入 %1 个单元的全连接</translation>
    </message>
    <message>
        <source>%1: %2 has %3 numbers, but can have at most %4.</source>
        <translation>%1：%2 有 %3 个数，最多只能有 %4 个。</translation>
    </message>
    <message>
        <source>Begin with the weights of</source>
        <translation>起始权重来自</translation>
    </message>
    <message>
        <source>The name of a run of this project: layers that it has too begin with its weights instead of drawn ones, as for a network that was imported or is trained further on other data.</source>
        <translation>本项目中一次运行的名称：它也有的层从其权重开始，而不是随机初始化，适用于导入的网络或换数据继续训练。</translation>
    </message>
    <message>
        <source>what comes in</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>what comes out</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>learned weights</source>
        <translation>学得的权重</translation>
    </message>
    <message>
        <source>learned bias</source>
        <translation>学得的偏置</translation>
    </message>
    <message>
        <source>the sum before the curve</source>
        <translation>激活函数之前的和</translation>
    </message>
    <message>
        <source>which channel or value of the input</source>
        <translation>输入的第几个通道或值</translation>
    </message>
    <message>
        <source>channels or values of the input</source>
        <translation>输入的通道数或值的个数</translation>
    </message>
    <message>
        <source>which channel or value of the result</source>
        <translation>结果的第几个通道或值</translation>
    </message>
    <message>
        <source>place: row or step</source>
        <translation>位置：行或步</translation>
    </message>
    <message>
        <source>place: column</source>
        <translation>位置：列</translation>
    </message>
    <message>
        <source>place: depth</source>
        <translation>位置：深度</translation>
    </message>
    <message>
        <source>row or step within the window</source>
        <translation>窗口内的行或步</translation>
    </message>
    <message>
        <source>column within the window</source>
        <translation>窗口内的列</translation>
    </message>
    <message>
        <source>depth within the window</source>
        <translation>窗口内的深度</translation>
    </message>
    <message>
        <source>zeros in front of the input</source>
        <translation>输入前端补的零</translation>
    </message>
    <message>
        <source>which step</source>
        <translation>第几步</translation>
    </message>
    <message>
        <source>number of steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>number of values</source>
        <translation>值的个数</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>均值</translation>
    </message>
    <message>
        <source>standard deviation</source>
        <translation>标准差</translation>
    </message>
    <message>
        <source>learned scale</source>
        <translation>学得的缩放</translation>
    </message>
    <message>
        <source>learned shift</source>
        <translation>学得的平移</translation>
    </message>
    <message>
        <source>probability by the network</source>
        <translation>网络给出的概率</translation>
    </message>
    <message>
        <source>loss of the sample</source>
        <translation>该样本的损失</translation>
    </message>
    <message>
        <source>gradient of the weight</source>
        <translation>权重的梯度</translation>
    </message>
    <message>
        <source>learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>gradient with the pull of weight decay</source>
        <translation>加上权重衰减的梯度</translation>
    </message>
    <message>
        <source>first input</source>
        <translation>第一个输入</translation>
    </message>
    <message>
        <source>second input, and so on</source>
        <translation>第二个输入，依此类推</translation>
    </message>
    <message>
        <source>mean of (x − μ)² over the same values</source>
        <translation>同一些值上 (x − μ)² 的均值</translation>
    </message>
    <message>
        <source>which channel</source>
        <translation>第几个通道</translation>
    </message>
    <message>
        <source>places in front of the input, which hold no values</source>
        <translation>输入前端的位置，不含值</translation>
    </message>
    <message>
        <source>places of the window that lie in the input</source>
        <translation>窗口中落在输入内的位置数</translation>
    </message>
    <message>
        <source>places from ⌊i·n/m⌋ to before ⌈(i + 1)·n/m⌉ along each axis of n places, m being %1</source>
        <translation>沿有 n 个位置的每个轴，从 ⌊i·n/m⌋ 到 ⌈(i + 1)·n/m⌉ 之前的位置，m 为 %1</translation>
    </message>
    <message>
        <source>place in the result</source>
        <translation>结果中的位置</translation>
    </message>
    <message>
        <source>place in the input</source>
        <translation>输入中的位置</translation>
    </message>
    <message>
        <source>size of the input along the axis</source>
        <translation>输入沿该轴的大小</translation>
    </message>
    <message>
        <source>size of the result along the axis</source>
        <translation>结果沿该轴的大小</translation>
    </message>
    <message>
        <source>where in the input place i lies</source>
        <translation>位置 i 在输入中的位置</translation>
    </message>
    <message>
        <source>largest singular value of the weights</source>
        <translation>权重的最大奇异值</translation>
    </message>
    <message>
        <source>At most steps</source>
        <translation>最多步数</translation>
    </message>
    <message>
        <source>Ends after so many steps, also within an epoch, and plans the learning rate for them. 0 leaves it to the epochs.</source>
        <translation>训练这么多步后结束，可在一轮中途结束，学习率也按此步数安排。0 表示由轮数决定。</translation>
    </message>
    <message>
        <source>At most minutes</source>
        <translation>最多分钟数</translation>
    </message>
    <message>
        <source>Ends after so many minutes of training, also within an epoch. 0 leaves it to the epochs.</source>
        <translation>训练这么多分钟后结束，可在一轮中途结束。0 表示由轮数决定。</translation>
    </message>
    <message>
        <source>minutes</source>
        <translation>分钟</translation>
    </message>
    <message>
        <source>How the learning rate changes. Step: times the factor every so many epochs. Exponential: the same, smoothly. Polynomial: down to the factor over the whole run, as (1 − progress) to the power. Cosine: down to the factor over the whole run by half a cosine. Restarts: the same within each interval, then from the top again. One cycle: up for 30 % of the run, then down to nearly 0. Plateau: times the factor after so many epochs without a better validation loss.</source>
        <translation>学习率如何变化。阶梯：每隔若干轮乘以系数。指数：同样的衰减，但平滑进行。多项式：在整个训练中按（1 − 进度）的幂降到系数所定的比例。余弦：在整个训练中按半个余弦降到系数所定的比例。重启：在每个间隔内同样下降，然后重新从最高处开始。单周期：前 30 % 上升，随后降到接近 0。平台：若干轮验证损失没有改善后乘以系数。</translation>
    </message>
    <message>
        <source>Polynomial</source>
        <translation>多项式</translation>
    </message>
    <message>
        <source>Cosine with restarts</source>
        <translation>余弦重启</translation>
    </message>
    <message>
        <source>By how much the schedule multiplies the learning rate; for Polynomial, Cosine and Restarts, what is left of it at the end. Constant and One cycle do without.</source>
        <translation>调度每次让学习率乘以的系数；对多项式、余弦和重启来说，是最后剩下的比例。恒定和单周期不使用它。</translation>
    </message>
    <message>
        <source>After how many epochs Step and Exponential have applied the factor once, how many Plateau waits, and after how many Restarts begins anew for the first time.</source>
        <translation>阶梯和指数每隔多少轮应用一次系数，平台等待多少轮，以及重启在多少轮后第一次重新开始。</translation>
    </message>
    <message>
        <source>Schedule power</source>
        <translation>调度幂次</translation>
    </message>
    <message>
        <source>The power of Polynomial: 1 goes down in a straight line, 2 falls fast at first.</source>
        <translation>多项式的幂次：1 沿直线下降，2 开始时下降得快。</translation>
    </message>
    <message>
        <source>Growth of the intervals</source>
        <translation>间隔增长倍数</translation>
    </message>
    <message>
        <source>How many times as long as the one before each interval of Restarts is.</source>
        <translation>重启的每个间隔是前一个间隔的多少倍长。</translation>
    </message>
    <message>
        <source>Clip each value</source>
        <translation>按值裁剪</translation>
    </message>
    <message>
        <source>Cuts every number of a gradient off at plus and minus this. Changes the gradient&apos;s direction, unlike clipping by the norm. 0 turns it off.</source>
        <translation>把梯度的每个数值限制在正负此值之间。与按范数裁剪不同，会改变梯度的方向。0 表示关闭。</translation>
    </message>
    <message>
        <source>Adaptive clipping</source>
        <translation>自适应裁剪</translation>
    </message>
    <message>
        <source>Makes a gradient of a unit at most this share of the unit&apos;s weights, which lets large batches train without Batch norm. 0.01 is usual; 0 turns it off.</source>
        <translation>让每个神经元的梯度范数最多为其权重范数的这个比例，这样大批次在没有批归一化时也能训练。常用 0.01；0 表示关闭。</translation>
    </message>
    <message>
        <source>Best by</source>
        <translation>最佳依据</translation>
    </message>
    <message>
        <source>Which measure of the validation says what is best, and when it is time to stop. Where numbers are predicted there is no accuracy, and the loss decides.</source>
        <translation>用验证集的哪个指标判断什么最好、何时停止。预测数值时没有准确率，由损失决定。</translation>
    </message>
    <message>
        <source>Validation loss</source>
        <translation>验证损失</translation>
    </message>
    <message>
        <source>Validation accuracy</source>
        <translation>验证准确率</translation>
    </message>
    <message>
        <source>Stops after so many epochs without a better validation. 0 turns it off.</source>
        <translation>连续这么多轮验证结果没有变好就停止。0 表示关闭。</translation>
    </message>
    <message>
        <source>Least improvement</source>
        <translation>最小改善</translation>
    </message>
    <message>
        <source>By how much the validation must be better for Early stopping to wait on. The best weights are kept however small the step was.</source>
        <translation>验证结果至少要改善多少，早停才继续等待。无论改善多小，最佳权重都会保留。</translation>
    </message>
    <message>
        <source>Ends with the weights of the best validation, not with the last ones.</source>
        <translation>以验证结果最好时的权重收尾，而不是最后的权重。</translation>
    </message>
    <message>
        <source>Validate every</source>
        <translation>验证间隔</translation>
    </message>
    <message>
        <source>Validates, and keeps what is best, after so many steps within an epoch too: for epochs that take long. 0 validates at the end of each epoch alone.</source>
        <translation>在一轮之中也每隔这么多步验证一次，并保留最好的权重：适合耗时很长的轮次。0 表示只在每轮结束时验证。</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>步</translation>
    </message>
    <message>
        <source>Save every</source>
        <translation>保存间隔</translation>
    </message>
    <message>
        <source>Saves the state of a long epoch after so many minutes, so that a power cut costs no more. 0 saves at the end of each epoch alone.</source>
        <translation>耗时长的一轮中每隔这么多分钟保存一次状态，断电时最多损失这段时间。0 表示只在每轮结束时保存。</translation>
    </message>
    <message>
        <source>L1 penalty</source>
        <translation>L1 惩罚</translation>
    </message>
    <message>
        <source>Pulls this layer&apos;s weights, but not its biases, towards 0 by the same amount in every step, so that many become 0. The loss that is shown does not count it. 0 turns it off.</source>
        <translation>每一步把本层权重（不含偏置）以相同的量拉向 0，使许多权重变为 0。显示的损失不包含此项。0 表示关闭。</translation>
    </message>
    <message>
        <source>L2 penalty</source>
        <translation>L2 惩罚</translation>
    </message>
    <message>
        <source>Pulls this layer&apos;s weights, but not its biases, towards 0, large ones more, against overfitting. The loss that is shown does not count it. 0 turns it off.</source>
        <translation>每一步把本层权重（不含偏置）拉向 0，权重越大拉得越多，用来防止过拟合。显示的损失不包含此项。0 表示关闭。</translation>
    </message>
    <message>
        <source>Keep a checkpoint every</source>
        <translation>保留检查点间隔</translation>
    </message>
    <message>
        <source>Keeps the state after so many epochs as a file of its own in the run&apos;s folder, from which another run can go on. 0 keeps the best and the last state alone.</source>
        <translation>每隔这么多轮，把状态作为单独的文件保留在运行的文件夹中，另一次运行可以从那里继续。0 表示只保留最好的和最后的状态。</translation>
    </message>
    <message>
        <source>Checkpoints that stay</source>
        <translation>检查点保留个数</translation>
    </message>
    <message>
        <source>How many of these checkpoints stay, the newest ones; an older one goes when a newer one is safe. 0 keeps them all.</source>
        <translation>保留最新的几个检查点；新的写好之后，旧的才会删除。0 表示全部保留。</translation>
    </message>
</context>
<context>
    <name>loom::Attention</name>
    <message>
        <source>the step that looks</source>
        <translation>在看的那一步</translation>
    </message>
    <message>
        <source>the step that is looked at</source>
        <translation>被看的那一步</translation>
    </message>
    <message>
        <source>all steps that can be looked at</source>
        <translation>可以看的所有步</translation>
    </message>
    <message>
        <source>how much of step r goes into step t</source>
        <translation>第 r 步有多少进入第 t 步</translation>
    </message>
    <message>
        <source>how well query t and key r match</source>
        <translation>查询 t 与键 r 的匹配程度</translation>
    </message>
    <message>
        <source>values of a head: the width shared out to %1 heads</source>
        <translation>每个头的值数：宽度分给 %1 个头</translation>
    </message>
    <message>
        <source>turns each pair of values by an angle that grows with the step</source>
        <translation>把每对值旋转一个随步数增大的角度</translation>
    </message>
</context>
<context>
    <name>loom::AveragePooling</name>
    <message>
        <source>Average pool 1D</source>
        <translation>一维平均池化</translation>
    </message>
    <message>
        <source>Average pool</source>
        <translation>平均池化</translation>
    </message>
    <message>
        <source>Average pool 3D</source>
        <translation>三维平均池化</translation>
    </message>
    <message>
        <source>Count padding</source>
        <translation>计入填充</translation>
    </message>
    <message>
        <source>Counts the zeros around the input in the average, which weakens its border.</source>
        <translation>求平均时计入输入周围的零，这会使边缘变弱。</translation>
    </message>
</context>
<context>
    <name>loom::Convolution</name>
    <message>
        <source>It looks at several steps at once.</source>
        <translation>它同时看多个步。</translation>
    </message>
</context>
<context>
    <name>loom::Filters</name>
    <message>
        <source>channels of the same one of %1 groups</source>
        <translation>同一组（共 %1 组）的通道</translation>
    </message>
</context>
<context>
    <name>loom::LayerType</name>
    <message>
        <source>frozen</source>
        <translation>已冻结</translation>
    </message>
</context>
<context>
    <name>loom::Maker</name>
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
    <message>
        <source>Write a formula of x, for example max(x, 0) + 0.1 * sin(x).</source>
        <translation>请写一个关于 x 的公式，例如 max(x, 0) + 0.1 * sin(x)。</translation>
    </message>
</context>
<context>
    <name>loom::MaxPooling</name>
    <message>
        <source>Max pool 1D</source>
        <translation>一维最大池化</translation>
    </message>
    <message>
        <source>Max pool</source>
        <translation>最大池化</translation>
    </message>
    <message>
        <source>Max pool 3D</source>
        <translation>三维最大池化</translation>
    </message>
</context>
<context>
    <name>loom::NormPooling</name>
    <message>
        <source>Lp pool 1D</source>
        <translation>一维 Lp 池化</translation>
    </message>
    <message>
        <source>Lp pool</source>
        <translation>Lp 池化</translation>
    </message>
    <message>
        <source>Lp pool 3D</source>
        <translation>三维 Lp 池化</translation>
    </message>
    <message>
        <source>power %1</source>
        <translation>幂次 %1</translation>
    </message>
    <message>
        <source>Power</source>
        <translation>幂次</translation>
    </message>
    <message>
        <source>p in (Σ |x|ᵖ)^(1/p) over each window. 1 sums up sizes, 2 is the Euclidean length, larger ones come close to Max pool.</source>
        <translation>每个窗口上 (Σ |x|ᵖ)^(1/p) 中的 p。1 为绝对值之和，2 为欧几里得长度，更大的值接近最大池化。</translation>
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
        <source>Stride</source>
        <translation>步长</translation>
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
        <source>Explicit padding</source>
        <translation>自定填充</translation>
    </message>
    <message>
        <source>Heads</source>
        <translation>头数</translation>
    </message>
    <message>
        <source>How many attentions look at the sequence side by side, each at its share of the features.</source>
        <translation>有多少个注意力并排查看序列，每个看一部分特征。</translation>
    </message>
    <message>
        <source>Causal</source>
        <translation>因果</translation>
    </message>
    <message>
        <source>Each step sees only itself and those before it, as a network that writes text or forecasts must.</source>
        <translation>每一步只看到自己和之前的步，写文本或做预测的网络必须如此。</translation>
    </message>
    <message>
        <source>Which steps at the end only fill up and must not be looked at: none, those whose values are all 0, or those where a second input, the whole numbers themselves, holds the padding number.</source>
        <translation>末尾哪些步只是补齐、不能查看：没有；值全为 0 的步；或另一个输入（整数编号本身）等于填充编号的步。</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Steps of zeros</source>
        <translation>全零的步</translation>
    </message>
    <message>
        <source>From the numbers</source>
        <translation>依编号</translation>
    </message>
    <message>
        <source>Padding number</source>
        <translation>填充编号</translation>
    </message>
    <message>
        <source>The number that only fills sequences up.</source>
        <translation>只用来补齐序列的编号。</translation>
    </message>
    <message>
        <source>Dropout</source>
        <translation>Dropout</translation>
    </message>
    <message>
        <source>The share of values that are dropped in each step of training.</source>
        <translation>训练的每一步中丢弃的值所占的比例。</translation>
    </message>
    <message>
        <source>Rotary positions</source>
        <translation>旋转位置编码</translation>
    </message>
    <message>
        <source>Turns queries and keys by their place, so that attention sees how far apart steps are. Instead of Positions in front.</source>
        <translation>按位置旋转查询和键，使注意力看到各步相距多远。用它就不必在前面放位置编码。</translation>
    </message>
    <message>
        <source>How many places on each side. One number counts for all sides; one for each axis counts for both of its sides; twice as many say first what lies before, then what lies behind: top, left, bottom, right.</source>
        <translation>每一侧多少个位置。只写一个数则用于所有侧；每个轴写一个数则用于该轴两侧；写两倍个数则先写前侧、再写后侧：上、左、下、右。</translation>
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
        <source>How far a filter reaches along each axis: height and width for pictures. 3 is usual; larger ones see more and cost more.</source>
        <translation>卷积核沿每个轴的大小：图片为高和宽。通常取 3；更大的看得更多，计算也更多。</translation>
    </message>
    <message>
        <source>How far the filter moves each time along each axis. 2 halves the size.</source>
        <translation>卷积核每次沿每个轴移动多远。2 使尺寸减半。</translation>
    </message>
    <message>
        <source>Dilation</source>
        <translation>膨胀率</translation>
    </message>
    <message>
        <source>Distance between the places that a filter looks at. 2 leaves every second one out, so a filter of 3 spans 5.</source>
        <translation>卷积核所看位置之间的距离。2 表示隔一个看一个，大小为 3 的卷积核因此跨越 5。</translation>
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
        <source>Inputs</source>
        <translation>输入数</translation>
    </message>
    <message>
        <source>How many inputs come together.</source>
        <translation>汇合的输入有几个。</translation>
    </message>
    <message>
        <source>Learned scale</source>
        <translation>可学习的缩放</translation>
    </message>
    <message>
        <source>Multiplies the normalised values by learned numbers, which start at 1.</source>
        <translation>把归一化后的值乘以学到的数，初始为 1。</translation>
    </message>
    <message>
        <source>Learned shift</source>
        <translation>可学习的平移</translation>
    </message>
    <message>
        <source>Adds learned numbers to the normalised values, which start at 0.</source>
        <translation>给归一化后的值加上学到的数，初始为 0。</translation>
    </message>
    <message>
        <source>Added to the variance, so that values without any do not divide by 0.</source>
        <translation>加到方差上，使没有变化的值不会除以 0。</translation>
    </message>
    <message>
        <source>How large the window is that becomes one value, along each axis: height and width for pictures.</source>
        <translation>变成一个值的窗口沿每个轴的大小：图片为高和宽。</translation>
    </message>
    <message>
        <source>How far the window moves each time along each axis. 0: as far as it is large.</source>
        <translation>窗口每次沿每个轴移动多远。0：与窗口大小相同。</translation>
    </message>
    <message>
        <source>Result size</source>
        <translation>结果大小</translation>
    </message>
    <message>
        <source>How many values are made along each axis. One number counts for all axes.</source>
        <translation>沿每个轴得到多少个值。只写一个数则用于所有轴。</translation>
    </message>
    <message>
        <source>Units</source>
        <translation>单元数</translation>
    </message>
    <message>
        <source>How many values the layer remembers and gives per step.</source>
        <translation>这一层记住并在每步给出多少个值。</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>The last step alone, as one vector for a Dense layer, or every step, as a sequence for a further layer over steps.</source>
        <translation>只给最后一步（一个向量，供全连接层使用），或给每一步（一个序列，供下一个循环层或注意力层使用）。</translation>
    </message>
    <message>
        <source>Last step</source>
        <translation>最后一步</translation>
    </message>
    <message>
        <source>All steps</source>
        <translation>所有步</translation>
    </message>
    <message>
        <source>Both directions</source>
        <translation>双向</translation>
    </message>
    <message>
        <source>Also reads from the end to the beginning, with weights of its own, and puts both results side by side. Not for forecasts: the future is not known there.</source>
        <translation>另用一组权重从末尾读到开头，并把两个结果并排放在一起。不适合预测：那时未来是未知的。</translation>
    </message>
    <message>
        <source>Stacked layers</source>
        <translation>层数</translation>
    </message>
    <message>
        <source>How many of these stand behind each other.</source>
        <translation>前后叠放多少层。</translation>
    </message>
    <message>
        <source>Dropout between layers</source>
        <translation>层间 Dropout</translation>
    </message>
    <message>
        <source>The share of values that are dropped between two layers.</source>
        <translation>两层之间丢弃的值所占的比例。</translation>
    </message>
    <message>
        <source>Recurrent dropout</source>
        <translation>循环 Dropout</translation>
    </message>
    <message>
        <source>The share of remembered values that are dropped on their way to the next step, the same ones at every step of a sample.</source>
        <translation>记住的值在传往下一步时丢弃的比例，一个样本的每一步丢弃相同的值。</translation>
    </message>
    <message>
        <source>Skip padding</source>
        <translation>跳过填充</translation>
    </message>
    <message>
        <source>Steps at the end whose values are all 0 only fill up: the layer stops before them. Embedding gives its padding number such values.</source>
        <translation>末尾值全为 0 的步只是补齐：这一层在它们之前停下。嵌入层会给填充编号这样的值。</translation>
    </message>
    <message>
        <source>Between places</source>
        <translation>插值方式</translation>
    </message>
    <message>
        <source>Nearest takes the value of the nearest place, so edges stay hard. Linear blends the neighbours (bilinear in pictures), so the result is smooth.</source>
        <translation>最近邻取最近位置的值，边缘保持锐利。线性混合相邻的值（图片上即双线性），结果平滑。</translation>
    </message>
    <message>
        <source>What lies around the input. Valid: nothing, so the result shrinks. Same: zeros, so that at stride 1 the size stays. Explicit: as many rows and columns as you say.</source>
        <translation>输入周围放什么。Valid：什么也不放，结果会缩小。Same：放零，步长为 1 时尺寸不变。显式：按您指定的行数和列数。</translation>
    </message>
    <message>
        <source>What is added before on each axis, then what is added behind: top, left, bottom and right of a picture. Used with explicit padding only.</source>
        <translation>先写每个轴前侧添加多少，再写后侧添加多少：图片为上、左、下、右。仅用于显式填充。</translation>
    </message>
    <message>
        <source>Hidden units</source>
        <translation>隐藏单元</translation>
    </message>
    <message>
        <source>How many values each step has in between. Four times the features is usual.</source>
        <translation>中间每一步有多少个值。常用特征数的四倍。</translation>
    </message>
    <message>
        <source>Layer norm</source>
        <translation>层归一化</translation>
    </message>
    <message>
        <source>Before each part learns more steadily and is usual today; behind each sum is how the first Transformers were.</source>
        <translation>放在每个部分之前学得更稳，是现在的常用做法；放在每次相加之后是最初 Transformer 的做法。</translation>
    </message>
    <message>
        <source>Before each part</source>
        <translation>每个部分之前</translation>
    </message>
    <message>
        <source>Behind each sum</source>
        <translation>每次相加之后</translation>
    </message>
    <message>
        <source>Spectral norm</source>
        <translation>谱归一化</translation>
    </message>
    <message>
        <source>Divides the weights by their largest singular value, so that no input comes out stretched. It keeps the network steady that judges pictures in a GAN.</source>
        <translation>把权重除以其最大奇异值，使任何输入都不会被放大。它让 GAN 中评判图片的网络保持稳定。</translation>
    </message>
    <message>
        <source>It mixes the values of several steps.</source>
        <translation>它会混合多个步的值。</translation>
    </message>
    <message>
        <source>Class weights</source>
        <translation>类别权重</translation>
    </message>
    <message>
        <source>Balanced lets rare classes count more, so that every class counts the same in total.</source>
        <translation>“均衡”让稀少的类别权重更大，使各类别的总权重相同。</translation>
    </message>
    <message>
        <source>Balanced</source>
        <translation>均衡</translation>
    </message>
    <message>
        <source>Gamma</source>
        <translation>Gamma</translation>
    </message>
    <message>
        <source>How strongly samples that are already right lose their say. 0 is cross-entropy; 2 is usual.</source>
        <translation>已经判对的样本的影响减弱得有多快。0 即交叉熵；常用 2。</translation>
    </message>
    <message>
        <source>Margin</source>
        <translation>间隔</translation>
    </message>
    <message>
        <source>How much farther away than what belongs together the rest must be before it counts no longer.</source>
        <translation>其余的要比属于一起的远多少，才不再计入损失。</translation>
    </message>
</context>
<context>
    <name>loom::Reader</name>
    <message>
        <source>“%1” closes nothing.</source>
        <translation>“%1”没有对应的开括号。</translation>
    </message>
    <message>
        <source>The formula has an empty line.</source>
        <translation>公式中有空行。</translation>
    </message>
    <message>
        <source>Write something on it or take it out.</source>
        <translation>在其中写些内容，或去掉该行。</translation>
    </message>
    <message>
        <source>“%1” wants braces behind it.</source>
        <translation>“%1”后面需要花括号。</translation>
    </message>
    <message>
        <source>“%1” is not closed.</source>
        <translation>“%1”没有闭合。</translation>
    </message>
    <message>
        <source>The formula has more than %1 brackets within each other.</source>
        <translation>公式的括号嵌套超过 %1 层。</translation>
    </message>
    <message>
        <source>Two of “_” or “^” stand behind each other.</source>
        <translation>“_”或“^”连续出现了两个。</translation>
    </message>
    <message>
        <source>Behind “_” and “^” something must follow.</source>
        <translation>“_”和“^”后面必须有内容。</translation>
    </message>
    <message>
        <source>“%1” is not part of the notation.</source>
        <translation>“%1”不属于这种记法。</translation>
    </message>
    <message>
        <source>A case wants “&amp;” and when it holds.</source>
        <translation>每种情形需要“&amp;”和成立的条件。</translation>
    </message>
</context>
<context>
    <name>loom::Reader::A</name>
    <message>
        <source>It is character %1 of the formula.</source>
        <translation>它是公式的第 %1 个字符。</translation>
    </message>
</context>
<context>
    <name>loom::RecurrentLayer</name>
    <message>
        <source>1 unit</source>
        <translation>1 单元</translation>
    </message>
    <message>
        <source>%1 units</source>
        <translation>%1 单元</translation>
    </message>
    <message>
        <source>%1 layers</source>
        <translation>%1 层</translation>
    </message>
    <message>
        <source>both directions</source>
        <translation>双向</translation>
    </message>
    <message>
        <source>last step</source>
        <translation>最后一步</translation>
    </message>
    <message>
        <source>all steps</source>
        <translation>所有步</translation>
    </message>
    <message>
        <source>what comes in at step t</source>
        <translation>第 t 步的输入</translation>
    </message>
    <message>
        <source>what the layer says after step t; 0 before the first</source>
        <translation>第 t 步后该层的输出；第一步之前为 0</translation>
    </message>
    <message>
        <source>learned weights of the input</source>
        <translation>输入的学得权重</translation>
    </message>
    <message>
        <source>learned weights of what was said before</source>
        <translation>前一步输出的学得权重</translation>
    </message>
    <message>
        <source>how much of the new goes into memory</source>
        <translation>新内容有多少进入记忆</translation>
    </message>
    <message>
        <source>how much of memory is kept</source>
        <translation>记忆保留多少</translation>
    </message>
    <message>
        <source>what is new</source>
        <translation>新的内容</translation>
    </message>
    <message>
        <source>how much of memory is shown</source>
        <translation>记忆显露多少</translation>
    </message>
    <message>
        <source>what the cell remembers</source>
        <translation>单元记住的内容</translation>
    </message>
    <message>
        <source>how much stays as it was</source>
        <translation>有多少保持不变</translation>
    </message>
    <message>
        <source>how much of the past the new one sees</source>
        <translation>新内容能看到多少过去</translation>
    </message>
    <message>
        <source>second bias, behind the recurrent weights</source>
        <translation>第二个偏置，在循环权重之后</translation>
    </message>
    <message>
        <source>the same from the last step to the first, with weights of its own</source>
        <translation>同样的计算，从最后一步到第一步，使用自己的权重</translation>
    </message>
    <message>
        <source>what comes in at step t; of %1 stacked layers, h of the one below</source>
        <translation>第 t 步的输入；在 %1 个堆叠层中，是下一层的 h</translation>
    </message>
</context>
<context>
    <name>loom::Sliding</name>
    <message>
        <source>Choose a smaller window or padding “same”, or pool less before it.</source>
        <translation>请用小一些的窗口或填充“same”，或减少之前的池化。</translation>
    </message>
    <message>
        <source>Set padding to same</source>
        <translation>把填充设为 same</translation>
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
    <message>
        <source>The window of %1 spans %2, but the input with its padding is only %3.</source>
        <translation>%1 的窗口跨越 %2，但输入连同填充只有 %3。</translation>
    </message>
</context>
<context>
    <name>loom::TransformerBlock</name>
    <message>
        <source>layer norm, with learned scale and shift</source>
        <translation>层归一化，带学得的缩放和平移</translation>
    </message>
    <message>
        <source>how much of step r goes into step t</source>
        <translation>第 r 步有多少进入第 t 步</translation>
    </message>
    <message>
        <source>value, query and key: learned products of what comes in</source>
        <translation>值、查询和键：输入与学得权重的乘积</translation>
    </message>
    <message>
        <source>values of a head: the width shared out to %1 heads</source>
        <translation>每个头的值数：宽度分给 %1 个头</translation>
    </message>
    <message>
        <source>the second input: what was read</source>
        <translation>第二个输入：读到的内容</translation>
    </message>
    <message>
        <source>query; it and the key are turned by their step</source>
        <translation>查询；它和键按步旋转</translation>
    </message>
</context>
<context>
    <name>loom::TransposedConvolution</name>
    <message>
        <source>Stride</source>
        <translation>步长</translation>
    </message>
    <message>
        <source>How far apart neighbouring inputs lie in the result. 2 doubles the size.</source>
        <translation>相邻输入在结果中相距多远。2 使尺寸加倍。</translation>
    </message>
    <message>
        <source>Padding</source>
        <translation>填充</translation>
    </message>
    <message>
        <source>What is cut off around the result. Valid: nothing. Same: so much that the result is as large as the input times the stride. Explicit: as many rows and columns as you say.</source>
        <translation>结果四周裁去多少。Valid：不裁。Same：裁到结果等于输入乘以步长。显式：按您指定的行数和列数。</translation>
    </message>
    <message>
        <source>Explicit padding</source>
        <translation>自定填充</translation>
    </message>
    <message>
        <source>What is cut off before on each axis, then what is cut off behind. Used with explicit padding only.</source>
        <translation>先写每个轴前侧裁去多少，再写后侧裁去多少。仅用于显式填充。</translation>
    </message>
    <message>
        <source>Output padding</source>
        <translation>输出填充</translation>
    </message>
    <message>
        <source>Enlarges the result at its end, because several sizes lead to the same one when a stride shrinks them. Smaller than the stride; not used with padding “same”.</source>
        <translation>在结果末端补大，因为按步长缩小时多个尺寸会变成同一个。必须小于步长；填充为 same 时不使用。</translation>
    </message>
</context>
<context>
    <name>loom::TransposedFilters</name>
    <message>
        <source>The output padding %1 is not smaller than the stride %2.</source>
        <translation>输出填充 %1 不小于步长 %2。</translation>
    </message>
    <message>
        <source>Output padding chooses among the sizes that the stride cannot tell apart, so it must be smaller.</source>
        <translation>输出填充用来在步长无法区分的尺寸中选择，因此必须更小。</translation>
    </message>
    <message>
        <source>Set output padding to %1</source>
        <translation>把输出填充设为 %1</translation>
    </message>
    <message>
        <source>The padding %1 cuts off everything that %2 makes of %3.</source>
        <translation>填充 %1 裁掉了 %2 由 %3 得到的全部内容。</translation>
    </message>
    <message>
        <source>Choose less padding or padding “same”.</source>
        <translation>请减少填充，或把填充设为 same。</translation>
    </message>
    <message>
        <source>Set padding to same</source>
        <translation>把填充设为 same</translation>
    </message>
    <message>
        <source>output padding %1</source>
        <translation>输出填充 %1</translation>
    </message>
    <message>
        <source>place in the input: row or step</source>
        <translation>输入中的位置：行或步</translation>
    </message>
    <message>
        <source>place in the input: column</source>
        <translation>输入中的位置：列</translation>
    </message>
    <message>
        <source>place in the input: depth</source>
        <translation>输入中的位置：深度</translation>
    </message>
    <message>
        <source>place: depth</source>
        <translation>位置：深度</translation>
    </message>
    <message>
        <source>places cut off in front of the result</source>
        <translation>结果前端裁掉的位置</translation>
    </message>
    <message>
        <source>channels of the same one of %1 groups</source>
        <translation>同一组（共 %1 组）的通道</translation>
    </message>
</context>
<context>
    <name>std</name>
    <message>
        <source>Conv 1D</source>
        <translation>一维卷积</translation>
    </message>
    <message>
        <source>Conv 2D</source>
        <translation>二维卷积</translation>
    </message>
    <message>
        <source>Conv 3D</source>
        <translation>三维卷积</translation>
    </message>
    <message>
        <source>Transposed conv 1D</source>
        <translation>一维转置卷积</translation>
    </message>
    <message>
        <source>Transposed conv 2D</source>
        <translation>二维转置卷积</translation>
    </message>
    <message>
        <source>Transposed conv 3D</source>
        <translation>三维转置卷积</translation>
    </message>
    <message>
        <source>(%1) over (%2)</source>
        <translation>(%1) 除以 (%2)</translation>
    </message>
    <message>
        <source>root of (%1)</source>
        <translation>(%1) 的平方根</translation>
    </message>
    <message>
        <source>sum</source>
        <translation>求和</translation>
    </message>
    <message>
        <source>product</source>
        <translation>求积</translation>
    </message>
    <message>
        <source>%1 over %2 of</source>
        <translation>对 %2 %1：</translation>
    </message>
    <message>
        <source>%1 over %2 to %3 of</source>
        <translation>对 %2 到 %3 %1：</translation>
    </message>
    <message>
        <source>size of (%1)</source>
        <translation>(%1) 的绝对值</translation>
    </message>
    <message>
        <source>length of (%1)</source>
        <translation>(%1) 的长度</translation>
    </message>
    <message>
        <source>(%1) rounded down</source>
        <translation>(%1) 向下取整</translation>
    </message>
    <message>
        <source>(%1) rounded up</source>
        <translation>(%1) 向上取整</translation>
    </message>
    <message>
        <source>%1 where %2</source>
        <translation>%2 时为 %1</translation>
    </message>
</context>
</TS>
