<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>loom</name>
    <message>
        <source>%1 does not describe a measurement.</source>
        <translation>%1 没有描述一次测量。</translation>
    </message>
    <message>
        <source>`loom bench` writes such a folder for every side.</source>
        <translation>`loom bench` 会为各方写好这样的文件夹。</translation>
    </message>
    <message>
        <source>It tells %1 losses, not %2.</source>
        <translation>它给出了 %1 个损失值，而不是 %2 个。</translation>
    </message>
    <message>
        <source>One for each checked step of bench.json.</source>
        <translation>bench.json 中每个要核对的步都应有一个。</translation>
    </message>
    <message>
        <source>Its loss at step %1 is %2, ours is %3.</source>
        <translation>它在第 %1 步的损失为 %2，而我们的为 %3。</translation>
    </message>
    <message>
        <source>It computes something else, so its times say nothing.</source>
        <translation>它计算的内容不同，因此其耗时没有意义。</translation>
    </message>
</context>
<context>
    <name>loom::Player</name>
    <message>
        <source>%1 told no times.</source>
        <translation>%1 没有给出耗时。</translation>
    </message>
    <message>
        <source>%1 does not keep to the protocol.</source>
        <translation>%1 没有遵守协议。</translation>
    </message>
    <message>
        <source>The protocol is told in tests/bench/README.md.</source>
        <translation>协议见 tests/bench/README.md。</translation>
    </message>
</context>
<context>
    <name>loom::Worker</name>
    <message>
        <source>This is not understood: %1</source>
        <translation>无法理解：%1</translation>
    </message>
</context>
</TS>
