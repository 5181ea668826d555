<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>loom::Canvas</name>
    <message>
        <source>Canvas</source>
        <translation>画布</translation>
    </message>
    <message>
        <source>No layers yet</source>
        <translation>还没有网络层</translation>
    </message>
    <message>
        <source>Drag one here or press Tab.</source>
        <translation>把一个层拖到这里，或按 Tab。</translation>
    </message>
    <message>
        <source>Open a template</source>
        <translation>打开模板</translation>
    </message>
    <message>
        <source>Name of the node</source>
        <translation>节点名称</translation>
    </message>
    <message>
        <source>Output of %1</source>
        <translation>%1 的输出</translation>
    </message>
    <message>
        <source>Input %1: %2</source>
        <translation>输入 %1：%2</translation>
    </message>
    <message>
        <source>Let go on the empty canvas to see the layers that fit</source>
        <translation>在空白处松开，可查看能接上的层</translation>
    </message>
    <message>
        <source>Add a layer…</source>
        <translation>添加层…</translation>
    </message>
    <message>
        <source>Start a link</source>
        <translation>开始连线</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>剪切</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>再制</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Delete and reconnect</source>
        <translation>删除并接上</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>全选</translation>
    </message>
    <message>
        <source>Next problem</source>
        <translation>下一个问题</translation>
    </message>
    <message>
        <source>Take the first repair</source>
        <translation>采用第一个修复</translation>
    </message>
    <message>
        <source>Arrange automatically</source>
        <translation>自动排列</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>Zoom to 100%</source>
        <translation>缩放到 100%</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>the clipboard</source>
        <translation>剪贴板</translation>
    </message>
    <message>
        <source>The clipboard holds no layers. Copy nodes on a canvas first.</source>
        <translation>剪贴板里没有网络层。先在画布上复制节点。</translation>
    </message>
    <message>
        <source>The clipboard holds no layers: %1</source>
        <translation>剪贴板里没有网络层：%1</translation>
    </message>
    <message>
        <source>No input fits the output of %1.</source>
        <translation>没有能接 %1 输出的输入。</translation>
    </message>
    <message>
        <source>Link to %1: arrows choose, Enter connects, Esc leaves</source>
        <translation>连到 %1：方向键选择，Enter 连接，Esc 退出</translation>
    </message>
    <message>
        <source>%1, %2, has an error, output %3</source>
        <translation>%1，%2，有错误，输出 %3</translation>
    </message>
    <message>
        <source>%1, %2, output %3, %4 parameters, %5 multiply-adds</source>
        <translation>%1，%2，输出 %3，%4 个参数，乘加次数 %5</translation>
    </message>
    <message>
        <source>Suggest a network</source>
        <translation>推荐网络</translation>
    </message>
</context>
<context>
    <name>loom::ErrorPopover</name>
    <message>
        <source>no parameters</source>
        <translation>不增加参数</translation>
    </message>
    <message>
        <source>%1 params</source>
        <translation>%1 个参数</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>现为</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>应为</translation>
    </message>
    <message numerus="yes">
        <source>%n more repair(s)</source>
        <translation>
            <numerusform>另有 %n 种修复</numerusform>
        </translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>问题</translation>
    </message>
</context>
<context>
    <name>loom::LayerSearch</name>
    <message>
        <source>Add a layer</source>
        <translation>添加层</translation>
    </message>
    <message>
        <source>Search layers</source>
        <translation>搜索网络层</translation>
    </message>
    <message>
        <source>No layer fits here.</source>
        <translation>这里没有能接上的层。</translation>
    </message>
    <message>
        <source>No layer of that name fits here.</source>
        <translation>没有叫这个名字又能接上的层。</translation>
    </message>
</context>
<context>
    <name>loom::OutlineModel</name>
    <message>
        <source>from %1</source>
        <translation>来自 %1</translation>
    </message>
</context>
<context>
    <name>loom::ProblemRow</name>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
</context>
<context>
    <name>loom::ProblemsPanel</name>
    <message>
        <source>Problems</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Outline</source>
        <translation>大纲</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>Outline of the graph</source>
        <translation>图的大纲</translation>
    </message>
    <message>
        <source>History of changes</source>
        <translation>更改历史</translation>
    </message>
    <message>
        <source>No problems found.</source>
        <translation>没有发现问题。</translation>
    </message>
    <message numerus="yes">
        <source>%n error(s)</source>
        <translation>
            <numerusform>%n 个错误</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s)</source>
        <translation>
            <numerusform>%n 个警告</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hint(s)</source>
        <translation>
            <numerusform>%n 条提示</numerusform>
        </translation>
    </message>
    <message>
        <source>Start</source>
        <translation>起点</translation>
    </message>
</context>
</TS>
