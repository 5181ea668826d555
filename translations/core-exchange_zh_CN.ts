<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>loom</name>
    <message>
        <source>The model is larger than the 2 GiB that an ONNX file can hold.</source>
        <translation>模型超过了 ONNX 文件 2 GiB 的上限。</translation>
    </message>
    <message>
        <source>Export it as safetensors.</source>
        <translation>请导出为 safetensors。</translation>
    </message>
    <message>
        <source>It is damaged or no safetensors file. Fetch it again, or use another one.</source>
        <translation>文件已损坏，或不是 safetensors 文件。请重新获取，或换一个文件。</translation>
    </message>
    <message>
        <source>%1 ends before its header does.</source>
        <translation>%1 在文件头结束之前就中断了。</translation>
    </message>
    <message>
        <source>%1 is too short for a safetensors file.</source>
        <translation>%1 太短，不是完整的 safetensors 文件。</translation>
    </message>
    <message>
        <source>%1: the header claims %2 bytes; more than %3 are not allowed.</source>
        <translation>%1：文件头声称有 %2 字节，上限是 %3 字节。</translation>
    </message>
    <message>
        <source>%1: the header does not begin with “{”.</source>
        <translation>%1：文件头不以“{”开头。</translation>
    </message>
    <message>
        <source>%1: there is a gap before tensor “%2”.</source>
        <translation>%1：张量“%2”之前有空隙。</translation>
    </message>
    <message>
        <source>%1: tensor “%2” overlaps another one.</source>
        <translation>%1：张量“%2”与另一个张量重叠。</translation>
    </message>
    <message>
        <source>%1: the shape of tensor “%2” does not agree with its bytes.</source>
        <translation>%1：张量“%2”的形状与字节数不符。</translation>
    </message>
    <message>
        <source>%1 has %2 bytes, but its header describes %3.</source>
        <translation>%1 有 %2 字节，但文件头描述的是 %3 字节。</translation>
    </message>
    <message>
        <source>Such a file may be whole, but nothing that large is read. Write fewer or smaller tensors into one file.</source>
        <translation>文件本身可能完好，但超出了可读取的上限。请在一个文件中写入更少或更小的张量。</translation>
    </message>
</context>
<context>
    <name>loom::HeaderReader</name>
    <message>
        <source>%1: the size of tensor “%2” is too large.</source>
        <translation>%1：张量“%2”的尺寸过大。</translation>
    </message>
    <message>
        <source>%1: tensor “%2” has more than %3 axes.</source>
        <translation>%1：张量“%2”的维数超过 %3。</translation>
    </message>
    <message>
        <source>%1: tensor “%2” holds elements of type %3, which cannot be read.</source>
        <translation>%1：张量“%2”的元素类型为 %3，无法读取。</translation>
    </message>
    <message>
        <source>%1: tensor “%2” lacks its type, shape or place.</source>
        <translation>%1：张量“%2”缺少类型、形状或位置。</translation>
    </message>
    <message>
        <source>%1: tensor “%2” has the unknown entry “%3”.</source>
        <translation>%1：张量“%2”有未知条目“%3”。</translation>
    </message>
    <message>
        <source>%1 says “%2” twice in one place.</source>
        <translation>%1 在同一处两次写了“%2”。</translation>
    </message>
    <message>
        <source>%1 has more than %2 entries.</source>
        <translation>%1 的条目超过 %2 个。</translation>
    </message>
    <message>
        <source>%1: the place of tensor “%2” is not a begin and an end.</source>
        <translation>%1：张量“%2”的位置不是一个起点和一个终点。</translation>
    </message>
    <message>
        <source>%1: the header is not valid JSON.</source>
        <translation>%1：文件头不是有效的 JSON。</translation>
    </message>
    <message>
        <source>%1: the header has a value of the wrong type at “%2”.</source>
        <translation>%1：文件头中“%2”处的值类型不对。</translation>
    </message>
    <message>
        <source>Save it with F32, F64, I32, I64, U8 or BOOL.</source>
        <translation>请保存为 F32、F64、I32、I64、U8 或 BOOL。</translation>
    </message>
</context>
<context>
    <name>loom::Proto</name>
    <message>
        <source>%1 is not a whole ONNX file.</source>
        <translation>%1 不是完整的 ONNX 文件。</translation>
    </message>
    <message>
        <source>Export it again, or choose another file.</source>
        <translation>请重新导出，或换一个文件。</translation>
    </message>
</context>
<context>
    <name>loom::Script</name>
    <message>
        <source>“%1” is a layer (%2) that has no form in %3.</source>
        <translation>“%1”（%2）在 %3 中没有对应的写法。</translation>
    </message>
    <message>
        <source>Export ONNX, or put other layers in its place.</source>
        <translation>请导出 ONNX，或换用其他层。</translation>
    </message>
    <message>
        <source>“%1” cannot be written for %2: %3</source>
        <translation>“%1”无法写成 %2 源码：%3</translation>
    </message>
    <message>
        <source>The trained weights lack the tensor “%1” in the shape that the network has.</source>
        <translation>训练好的权重中缺少形状与网络相符的张量“%1”。</translation>
    </message>
    <message>
        <source>Use a run that was trained with this network.</source>
        <translation>请使用以这个网络训练的结果。</translation>
    </message>
    <message>
        <source>The scores of the loss “%1” have no form in %2.</source>
        <translation>损失“%1”的得分在 %2 中没有对应的写法。</translation>
    </message>
    <message>
        <source>Export ONNX, or train with another loss.</source>
        <translation>请导出 ONNX，或用其他损失训练。</translation>
    </message>
    <message>
        <source>“%1” has the weights of another kind of layer, which has no form in %2.</source>
        <translation>“%1”使用另一种层的权重，在 %2 中无法表示。</translation>
    </message>
    <message>
        <source>Export ONNX, or let it have its own weights.</source>
        <translation>请导出 ONNX，或让它使用自己的权重。</translation>
    </message>
    <message>
        <source>“%1” cannot be written for %2: its tensor “%3” has no place there.</source>
        <translation>“%1”无法写成 %2 代码：其张量“%3”没有对应的位置。</translation>
    </message>
    <message>
        <source>Export ONNX, and report this with the project file.</source>
        <translation>请导出 ONNX，并连同项目文件报告此问题。</translation>
    </message>
    <message>
        <source>“%1” has the weights of “%2” but other settings, which has no form in %3.</source>
        <translation>“%1”使用“%2”的权重但设置不同，在 %3 中无法表示。</translation>
    </message>
    <message>
        <source>Export ONNX, give both the same settings, or let it have its own weights.</source>
        <translation>请导出 ONNX，或让两者设置相同，或让它使用自己的权重。</translation>
    </message>
</context>
<context>
    <name>loom::Writer</name>
    <message>
        <source>The instruction %1 has no form in ONNX.</source>
        <translation>指令 %1 在 ONNX 中没有对应形式。</translation>
    </message>
    <message>
        <source>Only the forward part of a network can be exported.</source>
        <translation>只能导出网络的前向部分。</translation>
    </message>
</context>
<context>
    <name>loom::onnx_import</name>
    <message>
        <source>The file is damaged, or made by another program.</source>
        <translation>文件已损坏，或由别的程序生成。</translation>
    </message>
    <message>
        <source>Tensor “%1” of the ONNX file has a type that cannot be read.</source>
        <translation>ONNX 文件中张量“%1”的数据类型无法读取。</translation>
    </message>
    <message>
        <source>Tensor “%1” of the ONNX file has an impossible shape.</source>
        <translation>ONNX 文件中张量“%1”的形状不合理。</translation>
    </message>
    <message>
        <source>The bytes of tensor “%1” of the ONNX file do not agree with its shape.</source>
        <translation>ONNX 文件中张量“%1”的字节数与形状不符。</translation>
    </message>
    <message>
        <source>it takes elements from where there are none</source>
        <translation>它要从没有元素的地方取元素</translation>
    </message>
    <message>
        <source>it is read for numbers, not for bool</source>
        <translation>它只支持数值类型，不支持 bool</translation>
    </message>
    <message>
        <source>it has more than %1 steps</source>
        <translation>它的步数超过 %1</translation>
    </message>
    <message>
        <source>alpha is 0</source>
        <translation>alpha 为 0</translation>
    </message>
    <message>
        <source>it draws at random; export the model for inference</source>
        <translation>它含有随机抽样；请以推理模式导出模型</translation>
    </message>
    <message>
        <source>fractions need fmod = 1</source>
        <translation>浮点数需要 fmod = 1</translation>
    </message>
    <message>
        <source>it gives a type that cannot be read</source>
        <translation>它输出的数据类型无法读取</translation>
    </message>
    <message>
        <source>A value of node “%1” (%2) of the ONNX file would have an impossible size.</source>
        <translation>ONNX 文件的节点“%1”（%2）的某个值大小不可能成立。</translation>
    </message>
    <message>
        <source>it makes a shape out of the values of “%1”, which are not known before it runs</source>
        <translation>它用“%1”的值来决定形状，而这些值在运行之前未知</translation>
    </message>
    <message>
        <source>it does not say of what by what</source>
        <translation>它没有说明对什么求导、求谁的导数</translation>
    </message>
    <message>
        <source>“%1” is no value that is computed before it</source>
        <translation>“%1”不是在它之前算出的值</translation>
    </message>
    <message>
        <source>“%1” is no input of the model</source>
        <translation>“%1”不是模型的输入</translation>
    </message>
    <message>
        <source>axis %1 has no elements</source>
        <translation>轴 %1 没有元素</translation>
    </message>
    <message>
        <source>its pads cut off more than there is along axis %1</source>
        <translation>它的填充在轴 %1 上裁掉的比现有的还多</translation>
    </message>
    <message>
        <source>axis %1 with %2 elements cannot get %3</source>
        <translation>轴 %1 有 %2 个元素，无法变成 %3 个</translation>
    </message>
    <message>
        <source>clip bounds what its cells see, which cannot be read</source>
        <translation>它用 clip 限制单元的输入，这种形式无法读取</translation>
    </message>
    <message>
        <source>it has %1 steps; up to %2 in all can be read where it starts from a state, has peepholes, gives its cells, or is of type double</source>
        <translation>它有 %1 步；带初始状态、带窥视孔连接、输出细胞状态或类型为 double 时，整个模型最多可读取 %2 步</translation>
    </message>
    <message>
        <source>there is no axis %1 among %2</source>
        <translation>共 %2 个轴，没有轴 %1</translation>
    </message>
    <message>
        <source>%1 elements cannot be divided by %2</source>
        <translation>%1 个元素不能被 %2 整除</translation>
    </message>
    <message>
        <source>axis %1 has %2 elements; only one of 1 can go</source>
        <translation>轴 %1 有 %2 个元素；只有大小为 1 的轴才能去掉</translation>
    </message>
    <message>
        <source>it has no axes</source>
        <translation>它没有给出轴（axes）</translation>
    </message>
    <message>
        <source>its parts have %1 elements together; there are %2</source>
        <translation>它的各部分共 %1 个元素，而实际有 %2 个</translation>
    </message>
    <message>
        <source>a step is %1</source>
        <translation>步长为 %1</translation>
    </message>
    <message>
        <source>it has no value that can be read</source>
        <translation>它没有可读取的值</translation>
    </message>
    <message>
        <source>it would have no end, or too many elements</source>
        <translation>它将没有终点，或元素过多</translation>
    </message>
    <message>
        <source>a size of %1 has no whole blocks of %2</source>
        <translation>大小 %1 不是块大小 %2 的整数倍</translation>
    </message>
    <message>
        <source>a matrix with rows of %1 cannot be multiplied by one with columns of %2</source>
        <translation>行长为 %1 的矩阵不能与列长为 %2 的矩阵相乘</translation>
    </message>
    <message>
        <source>the equation does not fit its operands</source>
        <translation>等式与操作数不符</translation>
    </message>
    <message>
        <source>a value has %1 axes; it must have %2 or fewer</source>
        <translation>某个值有 %1 个轴；最多只能有 %2 个</translation>
    </message>
    <message>
        <source>%1 channels cannot be divided into %2 groups</source>
        <translation>%1 个通道不能分成 %2 组</translation>
    </message>
    <message>
        <source>its strides and its padding do not lead from one shape to the other</source>
        <translation>它的步幅和填充无法由一个形状得到另一个形状</translation>
    </message>
    <message>
        <source>it has nothing to normalise</source>
        <translation>没有可归一化的内容</translation>
    </message>
    <message>
        <source>its roi has %1, which must be a number between −%2 and %2</source>
        <translation>它的 roi 中有 %1，应为 −%2 到 %2 之间的数</translation>
    </message>
</context>
<context>
    <name>loom::onnx_import::A</name>
    <message>
        <source>The file is damaged, or uses what this version cannot read.</source>
        <translation>文件已损坏，或用到了此版本读不了的内容。</translation>
    </message>
</context>
<context>
    <name>loom::onnx_import::F</name>
    <message>
        <source>it has %1 inputs; it must have 2 and %2 for each parameter</source>
        <translation>它有 %1 个输入；应为 2 个，外加每个参数 %2 个</translation>
    </message>
</context>
<context>
    <name>loom::onnx_import::Import</name>
    <message>
        <source>Tensor “%1” of the ONNX file has a type that cannot be read.</source>
        <translation>ONNX 文件中张量“%1”的数据类型无法读取。</translation>
    </message>
    <message>
        <source>Nothing gives the output “%1” of the ONNX model.</source>
        <translation>ONNX 模型的输出“%1”没有来源。</translation>
    </message>
    <message>
        <source>The file is damaged, or made by another program.</source>
        <translation>文件已损坏，或由别的程序生成。</translation>
    </message>
    <message>
        <source>The ONNX model has no output.</source>
        <translation>该 ONNX 模型没有输出。</translation>
    </message>
    <message>
        <source>The file is damaged, or uses what this version cannot read.</source>
        <translation>文件已损坏，或用到了此版本读不了的内容。</translation>
    </message>
    <message>
        <source>Input “%1” of the ONNX model has a type that cannot be read.</source>
        <translation>ONNX 模型的输入“%1”的数据类型无法读取。</translation>
    </message>
    <message>
        <source>Input “%1” of the ONNX model has no usable shape.</source>
        <translation>ONNX 模型的输入“%1”没有可用的形状。</translation>
    </message>
    <message>
        <source>Node “%1” (%2) of the ONNX file gives no value.</source>
        <translation>ONNX 文件中的节点“%1”（%2）没有输出。</translation>
    </message>
    <message>
        <source>Node “%1” of the ONNX file calls functions without end: %2.</source>
        <translation>ONNX 文件的节点“%1”无休止地调用函数：%2。</translation>
    </message>
    <message>
        <source>Two tensors of the ONNX file have the name “%1”.</source>
        <translation>ONNX 文件中有两个张量都叫“%1”。</translation>
    </message>
    <message>
        <source>Two inputs of the ONNX model have the name “%1”.</source>
        <translation>ONNX 模型有两个输入都叫“%1”。</translation>
    </message>
    <message>
        <source>Node “%1” of the ONNX file has an operator that is not known: %2.</source>
        <translation>ONNX 文件的节点“%1”使用了未知的算子：%2。</translation>
    </message>
    <message>
        <source>Node “%1” (%2) of the ONNX file cannot give its output “%3”.</source>
        <translation>ONNX 文件的节点“%1”（%2）无法给出它的输出“%3”。</translation>
    </message>
    <message>
        <source>Node “%1” (%2) of the ONNX file gives “%3”, which is the name of another value.</source>
        <translation>ONNX 文件的节点“%1”（%2）的输出“%3”与另一个值重名。</translation>
    </message>
    <message>
        <source>Node “%1” (%2) of the ONNX file asks for more tables than one model may have.</source>
        <translation>ONNX 文件中的节点“%1”（%2）要求的表超出了一个模型允许的总量。</translation>
    </message>
    <message>
        <source>Node “%1” (%2) of the ONNX file works on “%3”, whose shape the file does not say.</source>
        <translation>ONNX 文件的节点“%1”（%2）使用“%3”，而文件没有说明其形状。</translation>
    </message>
    <message>
        <source>The ONNX model uses opset %1. Opsets up to %2 can be read.</source>
        <translation>该 ONNX 模型使用算子集版本 %1，可读取的最高版本是 %2。</translation>
    </message>
    <message>
        <source>Export the model again with a lower opset.</source>
        <translation>用较低的算子集版本重新导出模型。</translation>
    </message>
</context>
<context>
    <name>loom::onnx_import::Node</name>
    <message>
        <source>Node “%1” (%2) of the ONNX file cannot be read: %3.</source>
        <translation>ONNX 文件的节点“%1”（%2）无法读取：%3。</translation>
    </message>
    <message>
        <source>it has no input number %1</source>
        <translation>它没有第 %1 个输入</translation>
    </message>
    <message>
        <source>Node “%1” (%2) of the ONNX file uses “%3” before it is made.</source>
        <translation>ONNX 文件的节点“%1”（%2）在“%3”产生之前就使用了它。</translation>
    </message>
    <message>
        <source>Node “%1” (%2) of the ONNX file uses “%3”, which nothing gives.</source>
        <translation>ONNX 文件的节点“%1”（%2）使用了“%3”，但它没有来源。</translation>
    </message>
    <message>
        <source>there is no axis %1 among %2</source>
        <translation>共 %2 个轴，没有轴 %1</translation>
    </message>
    <message>
        <source>it names an axis twice</source>
        <translation>它把同一个轴写了两次</translation>
    </message>
    <message>
        <source>%1 cannot become %2</source>
        <translation>%1 无法变成 %2</translation>
    </message>
    <message>
        <source>%1 axes cannot become %2</source>
        <translation>%1 个轴无法变成 %2 个</translation>
    </message>
    <message>
        <source>%1 elements along axis %2 cannot become %3</source>
        <translation>轴 %2 上的 %1 个元素无法变成 %3 个</translation>
    </message>
    <message>
        <source>the shapes %1 and %2 do not go together</source>
        <translation>形状 %1 与 %2 不相配</translation>
    </message>
    <message>
        <source>it is read for float and double, not for %1</source>
        <translation>它只支持 float 和 double，不支持 %1</translation>
    </message>
    <message>
        <source>%1 has the type %2; it must be %3</source>
        <translation>%1 的类型为 %2；必须是 %3</translation>
    </message>
    <message>
        <source>it mixes the types %1 and %2</source>
        <translation>它混用了类型 %1 和 %2</translation>
    </message>
    <message>
        <source>a value has %1 axes; it must have %2 or more</source>
        <translation>某个值有 %1 个轴；至少要有 %2 个</translation>
    </message>
    <message>
        <source>a value has %1 axes; it must have %2 or fewer</source>
        <translation>某个值有 %1 个轴；最多只能有 %2 个</translation>
    </message>
    <message>
        <source>%1 has the shape %2; it must be %3</source>
        <translation>%1 的形状为 %2；必须是 %3</translation>
    </message>
    <message>
        <source>%1 is %2; it must be %3 or more</source>
        <translation>%1 为 %2；必须不小于 %3</translation>
    </message>
    <message>
        <source>%1 is %2; it must be %3 or less</source>
        <translation>%1 为 %2；必须不大于 %3</translation>
    </message>
    <message>
        <source>the size of %1 is %2; it must be %3 or more</source>
        <translation>%1 的大小为 %2；必须不小于 %3</translation>
    </message>
    <message>
        <source>the size of %1 is %2; it must be %3 or less</source>
        <translation>%1 的大小为 %2；必须不大于 %3</translation>
    </message>
    <message>
        <source>the number of values of %1 is %2; it must be %3</source>
        <translation>%1 有 %2 个值；必须是 %3 个</translation>
    </message>
    <message>
        <source>%1 is “%2”; it must be one of: %3</source>
        <translation>%1 为“%2”；必须是以下之一：%3</translation>
    </message>
    <message>
        <source>it is read for numbers, not for bool</source>
        <translation>它只支持数值类型，不支持 bool</translation>
    </message>
    <message>
        <source>what it has per channel does not have %1 values</source>
        <translation>它的逐通道参数不是 %1 个值</translation>
    </message>
    <message>
        <source>its indices are of type %1; they must be int32 or int64</source>
        <translation>它的索引类型为 %1；必须是 int32 或 int64</translation>
    </message>
</context>
<context>
    <name>loom::onnx_network</name>
    <message>
        <source>it begins with a state, ends rows early, runs backwards alone or gives its cells</source>
        <translation>它从给定状态开始、提前结束某些行、只反向运行或输出细胞状态</translation>
    </message>
    <message>
        <source>its curves are not the usual ones</source>
        <translation>它的激活函数不是通常的那些</translation>
    </message>
    <message>
        <source>it mixes samples</source>
        <translation>它会混合不同的样本</translation>
    </message>
    <message>
        <source>its samples do not lie one behind the other</source>
        <translation>它的样本不是依次排列的</translation>
    </message>
    <message>
        <source>it cuts along several axes</source>
        <translation>它沿多个轴切取</translation>
    </message>
    <message>
        <source>it takes more than one place</source>
        <translation>它取出不止一个位置</translation>
    </message>
    <message>
        <source>it goes over several axes at once</source>
        <translation>它同时沿多个轴进行</translation>
    </message>
    <message>
        <source>its constant differs from sample to sample</source>
        <translation>它的常量因样本而异</translation>
    </message>
    <message>
        <source>it repeats values along new axes</source>
        <translation>它沿新的轴重复数值</translation>
    </message>
    <message>
        <source>its settings do not go with its axes</source>
        <translation>它的设置与轴数不符</translation>
    </message>
    <message>
        <source>its dilation differs from axis to axis</source>
        <translation>它各轴的膨胀率不同</translation>
    </message>
    <message>
        <source>its sizes are rounded up</source>
        <translation>它的尺寸向上取整</translation>
    </message>
    <message>
        <source>its weights are not known, or it has no place to slide along</source>
        <translation>它的权重未知，或没有可滑动的轴</translation>
    </message>
    <message>
        <source>its padding follows from a wanted size</source>
        <translation>它的填充由目标尺寸决定</translation>
    </message>
    <message>
        <source>it does not go over all places of a channel</source>
        <translation>它没有遍历一个通道的所有位置</translation>
    </message>
    <message>
        <source>it takes other places than the layer</source>
        <translation>它取的位置与该层不同</translation>
    </message>
    <message>
        <source>it cuts off, or pads more than places</source>
        <translation>它会裁剪，或填充空间位置以外的轴</translation>
    </message>
    <message>
        <source>it works on constants or whole numbers</source>
        <translation>它处理的是常量或整数</translation>
    </message>
</context>
<context>
    <name>loom::onnx_network::Draft</name>
    <message>
        <source>one of its inputs is a constant</source>
        <translation>它的某个输入是常量</translation>
    </message>
    <message>
        <source>its samples do not lie one behind the other</source>
        <translation>它的样本不是依次排列的</translation>
    </message>
    <message>
        <source>its values have more axes than layers have</source>
        <translation>它的数值的轴比层能有的更多</translation>
    </message>
    <message>
        <source>it works across samples</source>
        <translation>它跨样本运算</translation>
    </message>
    <message>
        <source>one of its settings is outside of what the layer takes</source>
        <translation>它的某个设置超出该层的范围</translation>
    </message>
    <message>
        <source>its weights have another shape than the layer&apos;s</source>
        <translation>它的权重形状与该层不同</translation>
    </message>
    <message>
        <source>it works on constants or whole numbers</source>
        <translation>它处理的是常量或整数</translation>
    </message>
    <message>
        <source>Input “%1” of the ONNX model has the shape %2; a batch of samples has two to five axes.</source>
        <translation>ONNX 模型的输入“%1”的形状为 %2；一批样本应有二到五个轴。</translation>
    </message>
    <message>
        <source>Export the model with an input of samples, the batch in front.</source>
        <translation>请以样本为输入重新导出模型，批维在最前。</translation>
    </message>
    <message>
        <source>no layer does this</source>
        <translation>没有层能做到</translation>
    </message>
    <message>
        <source>The output “%1” of the ONNX model does not depend on its inputs.</source>
        <translation>ONNX 模型的输出“%1”与输入无关。</translation>
    </message>
    <message>
        <source>The file is damaged, or made by another program.</source>
        <translation>文件已损坏，或由别的程序生成。</translation>
    </message>
</context>
<context>
    <name>std</name>
    <message>
        <source>The ONNX file does not say rightly where tensor “%1” lies outside it.</source>
        <translation>ONNX 文件没有正确说明文件之外的张量“%1”存放在哪里。</translation>
    </message>
    <message>
        <source>The bytes of tensor “%1” of the ONNX file do not agree with its shape.</source>
        <translation>ONNX 文件中张量“%1”的字节数与形状不符。</translation>
    </message>
    <message>
        <source>Tensor “%1” lies outside the ONNX file.</source>
        <translation>张量“%1”存放在 ONNX 文件之外。</translation>
    </message>
    <message>
        <source>Export the model with its weights inside the file.</source>
        <translation>请把权重放在文件之内，重新导出模型。</translation>
    </message>
    <message>
        <source>With tensor “%1” the ONNX model has more than %2 GiB of values outside its file.</source>
        <translation>加上张量“%1”，该 ONNX 模型在文件之外的数据超过 %2 GiB。</translation>
    </message>
    <message>
        <source>Export a smaller model.</source>
        <translation>请导出更小的模型。</translation>
    </message>
    <message>
        <source>The values of tensor “%1” lie outside the ONNX file: %2</source>
        <translation>张量“%1”的数据存放在 ONNX 文件之外：%2</translation>
    </message>
    <message>
        <source>its labels are of type %1; they must be int32 or int64</source>
        <translation>它的标签类型为 %1；必须是 int32 或 int64</translation>
    </message>
    <message>
        <source>axis %1 has no elements</source>
        <translation>轴 %1 没有元素</translation>
    </message>
    <message>
        <source>its window reaches over %1 elements, of which there are only %2 with the padding</source>
        <translation>它的窗口跨越 %1 个元素，而连同填充只有 %2 个</translation>
    </message>
    <message>
        <source>one of its numbers is not finite</source>
        <translation>它的某个数不是有限值</translation>
    </message>
</context>
</TS>
