<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>loom::CodeView</name>
    <message>
        <source>As it was before this error: %1</source>
        <translation>以下是出现此错误之前的源码：%1</translation>
    </message>
    <message>
        <source>No source yet: %1</source>
        <translation>还没有源码：%1</translation>
    </message>
    <message>
        <source>%1 (%2 in all)</source>
        <translation>%1（共 %2 处）</translation>
    </message>
    <message>
        <source>%1 has no line of its own: values go on as they are</source>
        <translation>%1 没有自己的代码行：数值原样传递</translation>
    </message>
    <message>
        <source>Follows the graph; a click on a line selects its node</source>
        <translation>随网络图更新；点击某行即选中对应节点</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the whole source</source>
        <translation>复制全部源码</translation>
    </message>
    <message>
        <source>Framework</source>
        <translation>框架</translation>
    </message>
    <message>
        <source>Source of the network</source>
        <translation>网络源码</translation>
    </message>
</context>
</TS>
