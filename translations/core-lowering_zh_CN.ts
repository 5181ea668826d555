<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>loom</name>
    <message>
        <source>The network of %1 nodes cannot be built.</source>
        <translation>这个有 %1 个节点的网络无法构建。</translation>
    </message>
</context>
</TS>
