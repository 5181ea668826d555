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
        <source>It is damaged or no file of numpy&apos;s. Fetch it again, or use another one.</source>
        <translation>文件已损坏，或不是 numpy 的文件。请重新获取，或换一个文件。</translation>
    </message>
    <message>
        <source>The arrays have more than 4 GiB, or are more than 65,535.</source>
        <translation>数组总计超过 4 GiB，或多于 65,535 个。</translation>
    </message>
    <message>
        <source>Export safetensors or ONNX instead.</source>
        <translation>请改为导出 safetensors 或 ONNX。</translation>
    </message>
    <message>
        <source>%1 does not begin as numpy&apos;s arrays do.</source>
        <translation>%1 的开头不是 numpy 数组的开头。</translation>
    </message>
    <message>
        <source>%1 has version %2 of numpy&apos;s format, which cannot be read.</source>
        <translation>%1 采用 numpy 格式的第 %2 版，无法读取。</translation>
    </message>
    <message>
        <source>%1 ends before its header does.</source>
        <translation>%1 在文件头结束之前就中断了。</translation>
    </message>
    <message>
        <source>The header of %1 is not that of a plain array.</source>
        <translation>%1 的文件头不是普通数组的文件头。</translation>
    </message>
    <message>
        <source>%1 holds elements of type %2, which cannot be read.</source>
        <translation>%1 的元素类型为 %2，无法读取。</translation>
    </message>
    <message>
        <source>Save it as float32, float64, int32, int64, uint8 or bool, little-endian.</source>
        <translation>请保存为小端序的 float32、float64、int32、int64、uint8 或 bool。</translation>
    </message>
    <message>
        <source>%1 holds its elements column by column, which cannot be read.</source>
        <translation>%1 按列存放元素，无法读取。</translation>
    </message>
    <message>
        <source>Save numpy.ascontiguousarray(array).</source>
        <translation>请保存 numpy.ascontiguousarray(array)。</translation>
    </message>
    <message>
        <source>The shape of %1 does not agree with its bytes.</source>
        <translation>%1 的形状与其字节数不符。</translation>
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
    <name>loom::Npz</name>
    <message>
        <source>%1 is no npz file: the directory of its arrays is missing.</source>
        <translation>%1 不是 npz 文件：缺少数组目录。</translation>
    </message>
    <message>
        <source>%1 is one part of a split archive.</source>
        <translation>%1 是分卷压缩包的一部分。</translation>
    </message>
    <message>
        <source>%1: the directory of its arrays is not where it should be.</source>
        <translation>%1：数组目录不在应在的位置。</translation>
    </message>
    <message>
        <source>%1: the directory of its arrays is damaged.</source>
        <translation>%1：数组目录已损坏。</translation>
    </message>
    <message>
        <source>%1: “%2” is encrypted.</source>
        <translation>%1：“%2”已加密。</translation>
    </message>
    <message>
        <source>%1: “%2” is packed in a way that cannot be read.</source>
        <translation>%1：“%2”的压缩方式无法读取。</translation>
    </message>
    <message>
        <source>%1: “%2” is larger than 4 GiB.</source>
        <translation>%1：“%2”超过 4 GiB。</translation>
    </message>
    <message>
        <source>%1: “%2” is no array.</source>
        <translation>%1：“%2”不是数组。</translation>
    </message>
    <message>
        <source>%1: “%2” is not where the directory says.</source>
        <translation>%1：“%2”不在目录所说的位置。</translation>
    </message>
    <message>
        <source>%1: “%2” claims more bytes than it can have.</source>
        <translation>%1：“%2”声称的字节数超出可能。</translation>
    </message>
    <message>
        <source>%1 says “%2” twice in one place.</source>
        <translation>%1 在同一处两次写了“%2”。</translation>
    </message>
    <message>
        <source>%1: its arrays overlap each other.</source>
        <translation>%1：其中的数组互相重叠。</translation>
    </message>
    <message>
        <source>%1 cannot be unpacked.</source>
        <translation>%1 无法解压。</translation>
    </message>
    <message>
        <source>%1 is damaged: its checksum is another one.</source>
        <translation>%1 已损坏：校验和不符。</translation>
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
        <source>Node “%1” (%2) of the ONNX file gives a type that cannot be read.</source>
        <translation>ONNX 文件的节点“%1”（%2）给出的数据类型无法读取。</translation>
    </message>
    <message>
        <source>The file is damaged, or made by another program.</source>
        <translation>文件已损坏，或由别的程序生成。</translation>
    </message>
    <message>
        <source>The file is damaged, or uses what this version cannot read.</source>
        <translation>文件已损坏，或用到了此版本读不了的内容。</translation>
    </message>
    <message>
        <source>Tensor “%1” lies outside the ONNX file.</source>
        <translation>张量“%1”存放在 ONNX 文件之外。</translation>
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
        <source>Node “%1” (%2) of the ONNX file makes a shape out of values that are not known before it runs.</source>
        <translation>ONNX 文件的节点“%1”（%2）用运行前未知的数值决定形状。</translation>
    </message>
</context>
<context>
    <name>loom::onnx_import::Import</name>
    <message>
        <source>The ONNX model uses opset %1.</source>
        <translation>该 ONNX 模型使用 opset %1。</translation>
    </message>
    <message>
        <source>Opsets up to 17 can be read.</source>
        <translation>可以读取 opset 17 及以下的模型。</translation>
    </message>
    <message>
        <source>Tensor “%1” of the ONNX file has a type that cannot be read.</source>
        <translation>ONNX 文件中张量“%1”的数据类型无法读取。</translation>
    </message>
    <message>
        <source>Node “%1” (%2) of the ONNX file uses a value that does not exist.</source>
        <translation>ONNX 文件中的节点“%1”（%2）用到了不存在的值。</translation>
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
        <source>Node “%1” of the ONNX file has an operator or a form that cannot be read: %2.</source>
        <translation>ONNX 文件中的节点“%1”用到了读不了的算子或形式：%2。</translation>
    </message>
    <message>
        <source>Node “%1” (%2) of the ONNX file gives no value.</source>
        <translation>ONNX 文件中的节点“%1”（%2）没有输出。</translation>
    </message>
    <message>
        <source>A value of node “%1” (%2) of the ONNX file would have an impossible size.</source>
        <translation>ONNX 文件的节点“%1”（%2）的某个值大小不可能成立。</translation>
    </message>
    <message>
        <source>Node “%1” of the ONNX file calls functions without end: %2.</source>
        <translation>ONNX 文件的节点“%1”无休止地调用函数：%2。</translation>
    </message>
</context>
<context>
    <name>loom::onnx_import::Node</name>
    <message>
        <source>Node “%1” of the ONNX file has an operator or a form that cannot be read: %2.</source>
        <translation>ONNX 文件中的节点“%1”用到了读不了的算子或形式：%2。</translation>
    </message>
    <message>
        <source>Node “%1” (%2) of the ONNX file uses a value that does not exist.</source>
        <translation>ONNX 文件中的节点“%1”（%2）用到了不存在的值。</translation>
    </message>
    <message>
        <source>A value of node “%1” (%2) of the ONNX file would have an impossible size.</source>
        <translation>ONNX 文件的节点“%1”（%2）的某个值大小不可能成立。</translation>
    </message>
</context>
</TS>
