<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>loom</name>
    <message>
        <source>Add %1</source>
        <translation>添加%1</translation>
    </message>
    <message>
        <source>Connect %1 to %2</source>
        <translation>把 %1 连到 %2</translation>
    </message>
    <message>
        <source>Disconnect %1 from %2</source>
        <translation>断开 %1 与 %2</translation>
    </message>
    <message>
        <source>Remove %1 links</source>
        <translation>删除 %1 条连线</translation>
    </message>
    <message>
        <source>Delete %1</source>
        <translation>删除 %1</translation>
    </message>
    <message>
        <source>Delete %1 nodes</source>
        <translation>删除 %1 个节点</translation>
    </message>
    <message>
        <source>Move %1</source>
        <translation>移动 %1</translation>
    </message>
    <message>
        <source>Move %1 nodes</source>
        <translation>移动 %1 个节点</translation>
    </message>
    <message>
        <source>Insert %1 between %2 and %3</source>
        <translation>在 %2 与 %3 之间插入%1</translation>
    </message>
    <message>
        <source>Rename %1 to %2</source>
        <translation>把 %1 改名为 %2</translation>
    </message>
    <message>
        <source>Turn on %1</source>
        <translation>打开“%1”</translation>
    </message>
    <message>
        <source>Turn off %1</source>
        <translation>关闭“%1”</translation>
    </message>
    <message>
        <source>Set %1 to %2</source>
        <translation>把%1设为 %2</translation>
    </message>
    <message>
        <source>Arrange the nodes</source>
        <translation>整理节点</translation>
    </message>
    <message>
        <source>Paste %1</source>
        <translation>粘贴 %1</translation>
    </message>
    <message>
        <source>Paste %1 nodes</source>
        <translation>粘贴 %1 个节点</translation>
    </message>
    <message>
        <source>That node is not in the graph.</source>
        <translation>图中没有这个节点。</translation>
    </message>
    <message>
        <source>It may have been deleted meanwhile.</source>
        <translation>它可能刚被删除。</translation>
    </message>
</context>
<context>
    <name>loom::Analyst</name>
    <message>
        <source>%1 is part of a circle, or behind one.</source>
        <translation>%1 在环上，或在环的后面。</translation>
    </message>
    <message>
        <source>Data flows one way. Remove one of the links.</source>
        <translation>数据只能单向流动，请删除其中一条连线。</translation>
    </message>
    <message>
        <source>%1 has no input.</source>
        <translation>%1 没有输入。</translation>
    </message>
    <message>
        <source>Input %2 of %1 is not connected.</source>
        <translation>%1 的输入 %2 没有连线。</translation>
    </message>
    <message>
        <source>Draw a link to it from an earlier node.</source>
        <translation>从前面的节点拉一条连线过来。</translation>
    </message>
    <message>
        <source>Connect %1</source>
        <translation>连接 %1</translation>
    </message>
    <message>
        <source>There are no layers yet.</source>
        <translation>还没有网络层。</translation>
    </message>
    <message>
        <source>Drag one from the list, or open a template.</source>
        <translation>从列表拖入一层，或打开一个模板。</translation>
    </message>
    <message>
        <source>There is no Input, so no data can flow in.</source>
        <translation>没有“输入”节点，数据无法流入。</translation>
    </message>
    <message>
        <source>Add an Input in front of the first layer.</source>
        <translation>在第一层前面加一个“输入”节点。</translation>
    </message>
    <message>
        <source>There is no Output, so there is nothing to learn from.</source>
        <translation>没有“输出”节点，无从学习。</translation>
    </message>
    <message>
        <source>Add an Output behind the last layer.</source>
        <translation>在最后一层后面加一个“输出”节点。</translation>
    </message>
    <message>
        <source>%1 is a second Input; the data has one.</source>
        <translation>%1 是第二个“输入”，而数据只有一个。</translation>
    </message>
    <message>
        <source>Use one Input and draw several links from it.</source>
        <translation>只用一个“输入”，从它拉出多条连线。</translation>
    </message>
    <message>
        <source>%1 is a second Output; the data has one target.</source>
        <translation>%1 是第二个“输出”，而数据只有一个目标列。</translation>
    </message>
    <message>
        <source>Keep one Output.</source>
        <translation>只保留一个“输出”。</translation>
    </message>
    <message>
        <source>%1 does not lead to the Output and will not be trained.</source>
        <translation>%1 不通向“输出”，不会参与训练。</translation>
    </message>
    <message>
        <source>Connect it, or delete it.</source>
        <translation>把它连上，或删除它。</translation>
    </message>
    <message>
        <source>Delete %1</source>
        <translation>删除 %1</translation>
    </message>
    <message>
        <source>%1 applies %2, and the loss “%3” applies it again.</source>
        <translation>%1 已做 %2，损失“%3”又会再做一次。</translation>
    </message>
    <message>
        <source>This loss wants the values before that curve (logits).</source>
        <translation>这个损失要的是激活之前的值（logits）。</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>移除 %1</translation>
    </message>
    <message>
        <source>Take %1 off</source>
        <translation>去掉 %1</translation>
    </message>
    <message>
        <source>Use the loss “%1”</source>
        <translation>改用损失“%1”</translation>
    </message>
    <message>
        <source>The loss “%1” needs classes, but the target is a number.</source>
        <translation>损失“%1”要求目标是类别，但目标列是数值。</translation>
    </message>
    <message>
        <source>Choose a loss for numbers, or another target.</source>
        <translation>换一个用于数值的损失，或换一个目标列。</translation>
    </message>
    <message>
        <source>The loss “%1” needs 2 classes, but the data has %2.</source>
        <translation>损失“%1”要求 2 个类别，但数据有 %2 个。</translation>
    </message>
    <message>
        <source>Cross-entropy takes any number of classes.</source>
        <translation>交叉熵可用于任意多个类别。</translation>
    </message>
    <message>
        <source>The data has %1 classes, but %2 gives %3.</source>
        <translation>数据有 %1 个类别，但 %2 给出 %3 个值。</translation>
    </message>
    <message>
        <source>The loss “%1” needs %2 value per sample, but %3 gives %4.</source>
        <translation>损失“%1”要求每个样本 %2 个值，但 %3 给出 %4。</translation>
    </message>
    <message>
        <source>The last layer gives one value per class, or per number to predict.</source>
        <translation>最后一层应为每个类别（或每个要预测的数）给出一个值。</translation>
    </message>
    <message>
        <source>Set units to %1</source>
        <translation>把单元数设为 %1</translation>
    </message>
    <message>
        <source>Insert %1 with %2 units</source>
        <translation>插入 %2 个单元的%1</translation>
    </message>
    <message>
        <source>No data yet, so the input&apos;s shape is an assumption.</source>
        <translation>还没有数据，输入形状只是假设。</translation>
    </message>
    <message>
        <source>Open data in the Data stage.</source>
        <translation>请在“数据”阶段打开数据。</translation>
    </message>
</context>
<context>
    <name>loom::Document</name>
    <message>
        <source>A node needs a name.</source>
        <translation>节点要有名称。</translation>
    </message>
    <message>
        <source>A node with this number exists already.</source>
        <translation>已有相同编号的节点。</translation>
    </message>
    <message>
        <source>The node is still connected.</source>
        <translation>节点仍有连线。</translation>
    </message>
    <message>
        <source>Disconnect it in the same step.</source>
        <translation>在同一步里断开连线。</translation>
    </message>
    <message>
        <source>%1 has no output.</source>
        <translation>%1 没有输出端口。</translation>
    </message>
    <message>
        <source>Start the link at another node.</source>
        <translation>从另一个节点开始连线。</translation>
    </message>
    <message>
        <source>%1 has no such input.</source>
        <translation>%1 没有这个输入端口。</translation>
    </message>
    <message>
        <source>Choose one of the inputs it shows.</source>
        <translation>请选它已有的输入端口。</translation>
    </message>
    <message>
        <source>This input of %1 is taken.</source>
        <translation>%1 的这个输入端口已有连线。</translation>
    </message>
    <message>
        <source>Remove the other link first.</source>
        <translation>先删除另一条连线。</translation>
    </message>
    <message>
        <source>A link from %1 to %2 would close a circle.</source>
        <translation>从 %1 连到 %2 会形成环。</translation>
    </message>
    <message>
        <source>Data flows one way; connect to a later node.</source>
        <translation>数据只能单向流动，请连到后面的节点。</translation>
    </message>
    <message>
        <source>These ports are not connected.</source>
        <translation>这两个端口没有相连。</translation>
    </message>
    <message>
        <source>%1 has no such setting.</source>
        <translation>%1 没有这项设置。</translation>
    </message>
    <message>
        <source>Input %1 of %2 is connected.</source>
        <translation>%2 的第 %1 个输入端口已有连线。</translation>
    </message>
    <message>
        <source>Remove the link first.</source>
        <translation>先删除这条连线。</translation>
    </message>
</context>
<context>
    <name>loom::T</name>
    <message>
        <source>There is no type called “%1”.</source>
        <translation>没有名为“%1”的类型。</translation>
    </message>
    <message>
        <source>It may come from a newer version.</source>
        <translation>它可能来自更新的版本。</translation>
    </message>
</context>
</TS>
