<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>loom</name>
    <message>
        <source>The trained weights lack the tensor “%1” in the shape that the network has.</source>
        <translation>训练好的权重中缺少形状与网络相符的张量“%1”。</translation>
    </message>
    <message>
        <source>Use a run that was trained with this network.</source>
        <translation>请使用以这个网络训练的结果。</translation>
    </message>
    <message>
        <source>%1 has no trained weights yet.</source>
        <translation>%1 还没有训练好的权重。</translation>
    </message>
    <message>
        <source>Train for at least one epoch first.</source>
        <translation>请先训练至少一轮。</translation>
    </message>
    <message>
        <source>Choose data like that the model was trained with.</source>
        <translation>请选择与训练时相同类型的数据。</translation>
    </message>
    <message>
        <source>The data&apos;s labels are not those that the model has learned.</source>
        <translation>数据的标签不是模型学过的那些。</translation>
    </message>
    <message>
        <source>The evaluation was cancelled.</source>
        <translation>评估已取消。</translation>
    </message>
    <message>
        <source>%1 cannot be written.</source>
        <translation>无法写入 %1。</translation>
    </message>
    <message>
        <source>The written file gives other results than the network: they differ by %1.</source>
        <translation>写出的文件与网络的结果不同：相差 %1。</translation>
    </message>
    <message>
        <source>Nothing was kept. Report this with the project file.</source>
        <translation>没有留下任何文件。请连同项目文件一起报告此问题。</translation>
    </message>
    <message>
        <source>ONNX</source>
        <translation>ONNX</translation>
    </message>
    <message>
        <source>Network and weights in one file that ONNX Runtime and many other programs run. It takes raw samples; the scaling is inside.</source>
        <translation>网络和权重在同一个文件里，ONNX Runtime 和许多其他程序都能运行。它接受原始样本；缩放已包含在内。</translation>
    </message>
    <message>
        <source>safetensors</source>
        <translation>safetensors</translation>
    </message>
    <message>
        <source>Only the weights, by name, for programs that build the network themselves.</source>
        <translation>只有按名称存放的权重，供自行搭建网络的程序使用。</translation>
    </message>
    <message>
        <source>The part “%1” of the data has no rows.</source>
        <translation>数据的“%1”部分没有任何行。</translation>
    </message>
    <message>
        <source>Choose another part, or give this one a share of the data.</source>
        <translation>请选择其他部分，或为这一部分划分一定比例的数据。</translation>
    </message>
    <message>
        <source>%1 Choose another name or place.</source>
        <translation>%1请换一个名称或位置。</translation>
    </message>
    <message>
        <source>A file that ends in .loom is a project.</source>
        <translation>以 .loom 结尾的文件是项目。</translation>
    </message>
    <message>
        <source>It is the project itself.</source>
        <translation>这是项目文件本身。</translation>
    </message>
    <message>
        <source>It lies in the folder of the project&apos;s runs.</source>
        <translation>它在本项目的运行文件夹里。</translation>
    </message>
    <message>
        <source>It belongs to the project&apos;s data.</source>
        <translation>它属于本项目的数据。</translation>
    </message>
    <message>
        <source>With the loss “%1” a network gives vectors, which are not right or wrong by themselves.</source>
        <translation>用损失“%1”训练的网络给出的是向量，向量本身没有对错之分。</translation>
    </message>
    <message>
        <source>Compare runs by their validation and test loss.</source>
        <translation>请按验证损失和测试损失比较各次运行。</translation>
    </message>
    <message>
        <source>The written file does not run with the Python of this machine: %1</source>
        <translation>写出的文件无法用本机的 Python 运行：%1</translation>
    </message>
    <message>
        <source>%1 would be both the source and its weights.</source>
        <translation>%1 会既是源码又是权重。</translation>
    </message>
    <message>
        <source>Choose a name that ends in .py.</source>
        <translation>请选择以 .py 结尾的名称。</translation>
    </message>
    <message>
        <source>%1 lies where the weights belong, and no export has written it.</source>
        <translation>%1 占着权重文件的位置，而它不是导出写成的。</translation>
    </message>
    <message>
        <source>Choose another name or place.</source>
        <translation>请换一个名称或位置。</translation>
    </message>
    <message>
        <source>PyTorch source</source>
        <translation>PyTorch 源码</translation>
    </message>
    <message>
        <source>A Python file that builds the network with PyTorch, to read and to go on from, and its weights beside it as .npz.</source>
        <translation>用 PyTorch 搭建该网络的 Python 文件，可阅读、可接着修改；权重以 .npz 放在旁边。</translation>
    </message>
    <message>
        <source>Keras source</source>
        <translation>Keras 源码</translation>
    </message>
    <message>
        <source>A Python file that builds the network with Keras 3, to read and to go on from, and its weights beside it as .npz.</source>
        <translation>用 Keras 3 搭建该网络的 Python 文件，可阅读、可接着修改；权重以 .npz 放在旁边。</translation>
    </message>
    <message>
        <source>The written file has no input or output “%1”.</source>
        <translation>写出的文件没有名为“%1”的输入或输出。</translation>
    </message>
    <message>
        <source>Of %1 samples both have %2 right and %3 wrong; %4 has %5 right that %6 has wrong, and %7 the other way round (McNemar&apos;s test: p %8).</source>
        <translation>在 %1 个样本中，两者都判断正确的有 %2 个，都判断错误的有 %3 个；“%4”正确而“%6”错误的有 %5 个，反过来的有 %7 个（McNemar 检验：p %8）。</translation>
    </message>
    <message>
        <source>%1 and %2 have the same samples right.</source>
        <translation>“%1”和“%2”判断正确的样本完全相同。</translation>
    </message>
    <message>
        <source>Chance alone can explain that %1 and %2 differ so.</source>
        <translation>“%1”和“%2”的这种差异，仅凭偶然就可以解释。</translation>
    </message>
    <message>
        <source>%1 is better than %2, by more than chance explains.</source>
        <translation>“%1”优于“%2”，差异超出偶然所能解释的范围。</translation>
    </message>
    <message>
        <source>The runs learned from different data, so one may have seen what the other is judged on.</source>
        <translation>两次运行使用的数据不同，其中一次可能见过另一次用来评判的样本。</translation>
    </message>
    <message>
        <source>The data has changed since the runs, so they may be judged on rows that they learned from.</source>
        <translation>数据在两次运行之后已经改变，因此可能会用训练过的行来评判。</translation>
    </message>
</context>
<context>
    <name>loom::NetworkProbe</name>
    <message>
        <source>Row %1 cannot be read.</source>
        <translation>第 %1 行无法读取。</translation>
    </message>
    <message>
        <source>Choose another one.</source>
        <translation>请选择另一行。</translation>
    </message>
</context>
</TS>
