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
        <source>Save it with F32, F64, I32, I64 or U8.</source>
        <translation>请以 F32、F64、I32、I64 或 U8 保存。</translation>
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
    <name>loom::Safetensors</name>
    <message>
        <source>%1 is too short for a safetensors file.</source>
        <translation>%1 太短，不是完整的 safetensors 文件。</translation>
    </message>
    <message>
        <source>%1: the header claims %2 bytes; more than %3 are not allowed.</source>
        <translation>%1：文件头声称有 %2 字节，上限是 %3 字节。</translation>
    </message>
    <message>
        <source>%1 ends before its header does.</source>
        <translation>%1 在文件头结束之前就中断了。</translation>
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
