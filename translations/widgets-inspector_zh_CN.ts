<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>loom::CopySection</name>
    <message>
        <source>The unit shows no settings. Open it, select a layer, and choose what its copies can have in their own way.</source>
        <translation>该单元没有公开任何设置。打开它，选中一个层，再选择各副本可以单独取值的设置。</translation>
    </message>
    <message>
        <source>Open the unit</source>
        <translation>打开单元</translation>
    </message>
    <message>
        <source>As in the unit</source>
        <translation>与单元一致</translation>
    </message>
    <message>
        <source>Takes back what this copy has in its own way.</source>
        <translation>撤去此副本单独取的值。</translation>
    </message>
    <message>
        <source>Set all as in the unit</source>
        <translation>全部恢复为单元中的值</translation>
    </message>
    <message>
        <source>%1 in %2, which has this copy inside</source>
        <translation>在包含此副本的“%2”中为 %1</translation>
    </message>
</context>
<context>
    <name>loom::Inspector</name>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>In</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Out</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数量</translation>
    </message>
    <message>
        <source>Multiply-adds</source>
        <translation>乘加次数</translation>
    </message>
    <message>
        <source>Activations</source>
        <translation>激活内存</translation>
    </message>
    <message>
        <source>The whole model</source>
        <translation>整个模型</translation>
    </message>
    <message>
        <source>Shape and cost</source>
        <translation>形状与开销</translation>
    </message>
    <message numerus="yes">
        <source>%n node(s) selected</source>
        <translation>
            <numerusform>已选 %n 个节点</numerusform>
        </translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Settings are shown for nodes of one type.</source>
        <translation>选中同一类型的节点才显示设置。</translation>
    </message>
    <message>
        <source>Select a node to see its settings. Tab on the canvas adds one.</source>
        <translation>选中一个节点即可查看设置。在画布上按 Tab 可添加。</translation>
    </message>
    <message>
        <source>This copy</source>
        <translation>此副本</translation>
    </message>
    <message>
        <source>In the network</source>
        <translation>在网络中</translation>
    </message>
    <message>
        <source>This unit</source>
        <translation>此单元</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message numerus="yes">
        <source>Changes count in all %n copies, but for what a copy has in its own way.</source>
        <translation>
            <numerusform>此处的修改对全部 %n 个副本生效，副本单独取值的设置除外。</numerusform>
        </translation>
    </message>
    <message>
        <source>Cost of this copy</source>
        <translation>此副本的开销</translation>
    </message>
    <message>
        <source>%1 in this copy, %2 in the unit</source>
        <translation>此副本中为 %1，单元中为 %2</translation>
    </message>
    <message>
        <source>A pin here varies a setting in all of them at once. To vary it in one copy, show it on the unit, then pin it at that copy.</source>
        <translation>点击这里的图钉，搜索会在所有副本里一起改变该设置。若只想改变一个副本，请先在单元上公开该设置，再点击那个副本里它旁边的图钉。</translation>
    </message>
</context>
<context>
    <name>loom::LossSection</name>
    <message>
        <source>What this Output learns by. With several Outputs each can have a loss of its own; the losses are added up by their weights.</source>
        <translation>此“输出”学习时使用的损失。有多个“输出”时，各自可以有不同的损失；各损失按权重相加。</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Set %1 to %2</source>
        <translation>把“%1”设为 %2</translation>
    </message>
    <message>
        <source>Let %1 learn by the recipe&apos;s loss</source>
        <translation>让 %1 使用训练方案的损失</translation>
    </message>
    <message>
        <source>Let %1 learn by “%2”</source>
        <translation>让 %1 使用损失“%2”</translation>
    </message>
    <message>
        <source>the recipe&apos;s: %1</source>
        <translation>训练方案的：%1</translation>
    </message>
</context>
<context>
    <name>loom::PartSection</name>
    <message>
        <source>Takes part</source>
        <translation>参与计算</translation>
    </message>
    <message>
        <source>Bypassed</source>
        <translation>旁路</translation>
    </message>
    <message>
        <source>Muted</source>
        <translation>停用</translation>
    </message>
    <message>
        <source>Bypassed: what comes into its first input goes on. Muted: it gives nothing, and layers of any number of inputs do without it.</source>
        <translation>旁路：第一个输入原样传给后面。停用：没有输出，可接任意多输入的层会略过它。</translation>
    </message>
    <message>
        <source>Two layers with the same weights learn together: what one learns, the other has learned.</source>
        <translation>两层使用同一组权重时一起学习：一层学到的，另一层也就学到了。</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>stays where it is</source>
        <translation>保持原位</translation>
    </message>
    <message>
        <source>Pinned</source>
        <translation>固定</translation>
    </message>
    <message>
        <source>its own</source>
        <translation>自己的</translation>
    </message>
    <message>
        <source>those of %1</source>
        <translation>%1 的权重</translation>
    </message>
    <message>
        <source>How it takes part</source>
        <translation>参与方式</translation>
    </message>
</context>
<context>
    <name>loom::UnitSection</name>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message numerus="yes">
        <source>%n copy/copies. What is changed here is changed in each.</source>
        <translation>
            <numerusform>%n 个副本。此处的修改对每个副本都生效。</numerusform>
        </translation>
    </message>
    <message>
        <source>The copies no longer have this setting</source>
        <translation>副本不再有此设置</translation>
    </message>
    <message>
        <source>Take off %1</source>
        <translation>去掉 %1</translation>
    </message>
    <message>
        <source>Show on the unit</source>
        <translation>在单元上公开</translation>
    </message>
    <message>
        <source>Which settings of this layer each copy of the unit can have in its own way</source>
        <translation>该层的哪些设置可以由单元的各副本单独取值</translation>
    </message>
</context>
</TS>
