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
</context>
</TS>
