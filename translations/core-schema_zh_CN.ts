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
        <source>%1 cannot share %2 features out evenly to %3 heads in pairs.</source>
        <translation>%1无法把 %2 个特征成对地平均分给 %3 个头。</translation>
    </message>
    <message>
        <source>%1 cannot share %2 features out evenly to %3 heads.</source>
        <translation>%1无法把 %2 个特征平均分给 %3 个头。</translation>
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
        <source>%1 walks over steps, but %2 comes in.</source>
        <translation>%1逐步处理序列，但输入是 %2。</translation>
    </message>
    <message>
        <source>A sequence has steps and features. Put Embedding before it if these are whole numbers that stand for words or letters; put Reshape before it if they are values one after the other.</source>
        <translation>序列有步和特征。如果这些是代表词或字的整数，请在前面放嵌入层；如果是先后排列的数值，请在前面放“变形”。</translation>
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
        <source>Stacked layers</source>
        <translation>层数</translation>
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
