<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>loom::Palette</name>
    <message>
        <source>Layers</source>
        <translation>网络层</translation>
    </message>
    <message>
        <source>Fold or unfold all</source>
        <translation>全部折叠或展开</translation>
    </message>
    <message>
        <source>Search, for example qlj</source>
        <translation>搜索，如 qlj</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Search layers</source>
        <translation>搜索网络层</translation>
    </message>
    <message>
        <source>My units</source>
        <translation>我的单元</translation>
    </message>
    <message>
        <source>Add to the canvas</source>
        <translation>添加到画布</translation>
    </message>
    <message>
        <source>Keep in my library</source>
        <translation>存入我的单元库</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Remove from my library</source>
        <translation>从我的单元库移除</translation>
    </message>
    <message>
        <source>Show the folder of my library</source>
        <translation>显示我的单元库的文件夹</translation>
    </message>
    <message>
        <source>Ready-made units</source>
        <translation>现成的单元</translation>
    </message>
</context>
</TS>
