<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>loom::Lowering</name>
    <message>
        <source>Samples of %1 are no sequences, so none can be written.</source>
        <translation>%1 的样本不是序列，因此无法生成序列。</translation>
    </message>
    <message>
        <source>Choose text or other sequences in Data.</source>
        <translation>请在数据中选择文本或其他序列。</translation>
    </message>
    <message>
        <source>A network with several Inputs writes no sequences.</source>
        <translation>有多个“输入”的网络不能生成序列。</translation>
    </message>
    <message>
        <source>Use a network with one Input.</source>
        <translation>请使用只有一个“输入”的网络。</translation>
    </message>
</context>
<context>
    <name>loom::Walked</name>
    <message>
        <source>It joins steps with something that is no sequence of them.</source>
        <translation>它把序列的步与并非序列的内容合在一起。</translation>
    </message>
    <message>
        <source>%1 needs the whole sequence, so this network cannot write one step by step.</source>
        <translation>%1 需要整个序列，因此这个网络无法逐步生成序列。</translation>
    </message>
</context>
</TS>
