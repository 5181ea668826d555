<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>loom</name>
    <message>
        <source>It may come from a newer version of Layerloom.</source>
        <translation>它可能来自更新版本的层织。</translation>
    </message>
    <message>
        <source>%1: the settings are not an object.</source>
        <translation>%1：设置不是 JSON 对象。</translation>
    </message>
    <message>
        <source>Mend that place, or use a copy.</source>
        <translation>请修正该处，或使用副本。</translation>
    </message>
    <message>
        <source>%1 has no setting “%2”.</source>
        <translation>%1 没有设置项“%2”。</translation>
    </message>
    <message>
        <source>%1: the setting “%2” has the wrong type.</source>
        <translation>%1：设置项“%2”的类型不对。</translation>
    </message>
    <message>
        <source>%1, recipe</source>
        <translation>%1，训练方案</translation>
    </message>
    <message>
        <source>%1, loss</source>
        <translation>%1，损失</translation>
    </message>
    <message>
        <source>%1, optimiser</source>
        <translation>%1，优化器</translation>
    </message>
    <message>
        <source>%1, data</source>
        <translation>%1，数据</translation>
    </message>
    <message>
        <source>%1: the source “%2” is unknown.</source>
        <translation>%1：未知数据来源“%2”。</translation>
    </message>
    <message>
        <source>%1: a share of %2 is not between 0 and 1.</source>
        <translation>%1：比例 %2 不在 0 与 1 之间。</translation>
    </message>
    <message>
        <source>%1: pictures of %2 pixels a side cannot be made.</source>
        <translation>%1：无法生成边长 %2 像素的图片。</translation>
    </message>
    <message>
        <source>%1: “%2” has the wrong type.</source>
        <translation>%1：“%2”的类型不对。</translation>
    </message>
    <message>
        <source>%1: there are settings without a source.</source>
        <translation>%1：有设置但没有数据来源。</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1 has %2 nodes; more than %3 cannot be opened.</source>
        <translation>%1 有 %2 个节点，最多只能打开 %3 个。</translation>
    </message>
    <message>
        <source>%1, a node</source>
        <translation>%1，某个节点</translation>
    </message>
    <message>
        <source>%1: the number %2 is not allowed.</source>
        <translation>%1：不允许使用编号 %2。</translation>
    </message>
    <message>
        <source>%1, node “%2” (%3): the layer type “%4” is unknown.</source>
        <translation>%1，节点“%2”（%3）：未知的层类型“%4”。</translation>
    </message>
    <message>
        <source>%1, node “%2” (%3)</source>
        <translation>%1，节点“%2”（%3）</translation>
    </message>
    <message>
        <source>%1, a link</source>
        <translation>%1，某条连线</translation>
    </message>
    <message>
        <source>%1, the link from %2 to %3</source>
        <translation>%1，从 %2 到 %3 的连线</translation>
    </message>
    <message>
        <source>Choose a project file (.loom), or fetch it from a copy.</source>
        <translation>请选择一个项目文件（.loom），或从副本取回它。</translation>
    </message>
    <message>
        <source>%1 is empty.</source>
        <translation>%1 是空的。</translation>
    </message>
    <message>
        <source>%1 is not a Layerloom project.</source>
        <translation>%1 不是 Layerloom 项目。</translation>
    </message>
    <message>
        <source>%1 does not say its version.</source>
        <translation>%1 没有注明版本。</translation>
    </message>
    <message>
        <source>%1 was made by a newer Layerloom: its version is %2, this program knows %3.</source>
        <translation>%1 由更新的 Layerloom 生成：它的版本是 %2，本程序只认识 %3。</translation>
    </message>
    <message>
        <source>Open it with the newer program. It is unchanged.</source>
        <translation>请用更新的程序打开。文件没有变动。</translation>
    </message>
    <message>
        <source>%1: “%2” is unknown.</source>
        <translation>%1：未知条目“%2”。</translation>
    </message>
    <message>
        <source>%1 holds no document.</source>
        <translation>%1 中没有文档。</translation>
    </message>
    <message>
        <source>Handwritten digits</source>
        <translation>手写数字</translation>
    </message>
    <message>
        <source>Convolutional network · MNIST</source>
        <translation>卷积网络 · MNIST</translation>
    </message>
    <message>
        <source>Conv 32 · MaxPool · Dense 128 · Dense 10</source>
        <translation>卷积 32 · 最大池化 · 全连接 128 · 全连接 10</translation>
    </message>
    <message>
        <source>Handwritten digits, dense</source>
        <translation>手写数字（全连接）</translation>
    </message>
    <message>
        <source>Two dense layers · MNIST</source>
        <translation>两个全连接层 · MNIST</translation>
    </message>
    <message>
        <source>Dense 100 · Dense 10</source>
        <translation>全连接 100 · 全连接 10</translation>
    </message>
    <message>
        <source>Small colour pictures</source>
        <translation>彩色小图片</translation>
    </message>
    <message>
        <source>Convolutional network · CIFAR-10</source>
        <translation>卷积网络 · CIFAR-10</translation>
    </message>
    <message>
        <source>Conv 32 · Conv 64 · Conv 64 · Dense 64 · Dense 10</source>
        <translation>卷积 32 · 卷积 64 · 卷积 64 · 全连接 64 · 全连接 10</translation>
    </message>
    <message>
        <source>Colour pictures of 32×32 pixels in ten classes: the binary files of CIFAR-10, which have to be given.</source>
        <translation>十类 32×32 像素的彩色图片：CIFAR-10 的二进制文件，需要自行提供。</translation>
    </message>
    <message>
        <source>The first network</source>
        <translation>第一个网络</translation>
    </message>
    <message>
        <source>Two features · decision boundary</source>
        <translation>两个特征 · 决策边界</translation>
    </message>
    <message>
        <source>Dense 10 · Dense 1</source>
        <translation>全连接 10 · 全连接 1</translation>
    </message>
    <message>
        <source>100 points on a line in two classes, made by rule.</source>
        <translation>一条直线上的 100 个点，分两类，按规则生成。</translation>
    </message>
    <message>
        <source>There is no sample project called “%1”.</source>
        <translation>没有名为“%1”的示例项目。</translation>
    </message>
    <message>
        <source>Choose one of these: %1.</source>
        <translation>请从中选择：%1。</translation>
    </message>
    <message>
        <source>%1: the type “%2” is unknown.</source>
        <translation>%1：未知类型“%2”。</translation>
    </message>
    <message>
        <source>%1, step %2</source>
        <translation>%1，步骤 %2</translation>
    </message>
    <message>
        <source>%1 cannot be written.</source>
        <translation>无法写入 %1。</translation>
    </message>
    <message>
        <source>Pictures of digits, 28×28 pixels: MNIST, where it is installed. Else digits are drawn from the installed fonts.</source>
        <translation>28×28 像素的数字图片：已安装 MNIST 时用 MNIST，否则用已安装的字体绘制数字。</translation>
    </message>
    <message>
        <source>Printed digits</source>
        <translation>印刷体数字</translation>
    </message>
    <message>
        <source>Printed digits, dense</source>
        <translation>印刷体数字（全连接）</translation>
    </message>
    <message>
        <source>%1: “%2” is no way of splitting.</source>
        <translation>%1：“%2”不是划分方式。</translation>
    </message>
    <message>
        <source>%1: there is no fold %2 of %3.</source>
        <translation>%1：没有第 %2 折（共 %3 折）。</translation>
    </message>
    <message>
        <source>%1, a changed row</source>
        <translation>%1，改过的一行</translation>
    </message>
    <message>
        <source>%1: “label” and “column” belong together.</source>
        <translation>%1：“label”和“column”必须同时出现。</translation>
    </message>
    <message>
        <source>%1, changed rows</source>
        <translation>%1，改过的行</translation>
    </message>
    <message>
        <source>%1, a unit</source>
        <translation>%1 的一个单元</translation>
    </message>
    <message>
        <source>%1, a setting of the unit “%2”</source>
        <translation>%1，单元“%2”的一个设置</translation>
    </message>
    <message>
        <source>%1, a frame</source>
        <translation>%1 的一个分组框</translation>
    </message>
    <message>
        <source>%1, a bookmark</source>
        <translation>%1 的一个书签</translation>
    </message>
    <message>
        <source>%1: %2 → %3</source>
        <translation>%1：%2 → %3</translation>
    </message>
    <message>
        <source>%1: the place %2, %3 is not on the canvas.</source>
        <translation>%1：位置 %2, %3 不在画布上。</translation>
    </message>
    <message>
        <source>Another program is changing %1.</source>
        <translation>另一个程序正在修改 %1。</translation>
    </message>
    <message>
        <source>Try again in a moment.</source>
        <translation>稍后再试。</translation>
    </message>
    <message>
        <source>My library has a unit %1 already.</source>
        <translation>我的单元库中已有单元 %1。</translation>
    </message>
    <message>
        <source>Choose another name, or replace it.</source>
        <translation>换一个名称，或替换原有的单元。</translation>
    </message>
    <message>
        <source>%1 cannot be moved to the bin.</source>
        <translation>无法将 %1 移到回收站。</translation>
    </message>
    <message>
        <source>Delete it with the desktop&apos;s file manager.</source>
        <translation>用桌面的文件管理器删除它。</translation>
    </message>
    <message>
        <source>There is no folder for a library of units.</source>
        <translation>没有可放单元库的文件夹。</translation>
    </message>
    <message>
        <source>Set HOME to your folder and start again.</source>
        <translation>将 HOME 设为自己的文件夹后重新启动。</translation>
    </message>
    <message>
        <source>%1 holds no unit: it must hold one copy of a unit and nothing beside it.</source>
        <translation>%1 中没有单元：其中应恰好有一个单元的副本，别无其他。</translation>
    </message>
    <message>
        <source>Keep the unit again, or remove the file.</source>
        <translation>重新存入该单元，或移除该文件。</translation>
    </message>
    <message>
        <source>%1, a setting to search over</source>
        <translation>%1，要搜索的设置</translation>
    </message>
</context>
<context>
    <name>loom::Entries</name>
    <message>
        <source>%1 is not an object.</source>
        <translation>%1 不是 JSON 对象。</translation>
    </message>
    <message>
        <source>%1: “%2” is unknown.</source>
        <translation>%1：未知条目“%2”。</translation>
    </message>
    <message>
        <source>%1: “%2” has the wrong type.</source>
        <translation>%1：“%2”的类型不对。</translation>
    </message>
</context>
<context>
    <name>loom::Entries::T</name>
    <message>
        <source>%1: “%2” has the wrong type.</source>
        <translation>%1：“%2”的类型不对。</translation>
    </message>
    <message>
        <source>%1: “%2” cannot be “%3”.</source>
        <translation>%1：“%2”不能是“%3”。</translation>
    </message>
</context>
<context>
    <name>loom::Lock</name>
    <message>
        <source>%1 is open in another program (process %2 on %3).</source>
        <translation>%1 已在另一个程序中打开（%3 上的进程 %2）。</translation>
    </message>
    <message>
        <source>Close it there first, or work on a copy. If it does not run there any more, delete %1.</source>
        <translation>请先在那里关闭它，或使用副本。如果它已不在那里运行，请删除 %1。</translation>
    </message>
</context>
<context>
    <name>loom::T</name>
    <message>
        <source>%1: the type “%2” is unknown.</source>
        <translation>%1：未知类型“%2”。</translation>
    </message>
</context>
<context>
    <name>loom::Words</name>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Optimiser</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Input %1</source>
        <translation>输入 %1</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>no data</source>
        <translation>没有数据</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>数据来源</translation>
    </message>
    <message>
        <source>File or folder</source>
        <translation>文件或文件夹</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标列</translation>
    </message>
    <message>
        <source>by itself</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Type of the column “%1”</source>
        <translation>列“%1”的类型</translation>
    </message>
    <message>
        <source>Side of the pictures</source>
        <translation>图片边长</translation>
    </message>
    <message>
        <source>Rows changed by hand</source>
        <translation>手工更改的行</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>划分</translation>
    </message>
    <message>
        <source>As the data gives it</source>
        <translation>数据自带</translation>
    </message>
    <message>
        <source>Random</source>
        <translation>随机</translation>
    </message>
    <message>
        <source>By group</source>
        <translation>按分组</translation>
    </message>
    <message>
        <source>By time</source>
        <translation>按时间</translation>
    </message>
    <message>
        <source>k-fold</source>
        <translation>k 折交叉验证</translation>
    </message>
    <message>
        <source>Share for validation</source>
        <translation>验证集占比</translation>
    </message>
    <message>
        <source>Share for testing</source>
        <translation>测试集占比</translation>
    </message>
    <message>
        <source>Seed of the split</source>
        <translation>划分的随机种子</translation>
    </message>
    <message>
        <source>Each class gives its share</source>
        <translation>各类按比例划分</translation>
    </message>
    <message>
        <source>on</source>
        <translation>开</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>Column to split by</source>
        <translation>划分所依据的列</translation>
    </message>
    <message>
        <source>Folds</source>
        <translation>折数</translation>
    </message>
    <message>
        <source>Fold for testing</source>
        <translation>用作测试集的折</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>The preparation steps have another order</source>
        <translation>预处理步骤的顺序不同</translation>
    </message>
    <message>
        <source>%1, switched on</source>
        <translation>%1，已启用</translation>
    </message>
    <message>
        <source>%1, switched off</source>
        <translation>%1，已停用</translation>
    </message>
    <message>
        <source>%1, other settings</source>
        <translation>%1，设置不同</translation>
    </message>
    <message>
        <source>takes part</source>
        <translation>参与计算</translation>
    </message>
    <message>
        <source>bypassed</source>
        <translation>旁路</translation>
    </message>
    <message>
        <source>muted</source>
        <translation>停用</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>参与方式</translation>
    </message>
    <message>
        <source>its own</source>
        <translation>自己的</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单元</translation>
    </message>
    <message>
        <source>as the unit has it</source>
        <translation>与单元一致</translation>
    </message>
    <message>
        <source>Settings of copies</source>
        <translation>副本的设置</translation>
    </message>
    <message>
        <source>the recipe&apos;s</source>
        <translation>训练方案的损失</translation>
    </message>
    <message>
        <source>the unit “%1”</source>
        <translation>单元“%1”</translation>
    </message>
    <message>
        <source>the main graph</source>
        <translation>主图</translation>
    </message>
    <message>
        <source>Graph</source>
        <translation>图</translation>
    </message>
    <message>
        <source>settings of copies reach other layers, or in another way</source>
        <translation>副本的设置作用于其他层，或作用方式不同</translation>
    </message>
    <message>
        <source>%1 / %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Search over</source>
        <translation>搜索范围</translation>
    </message>
</context>
<context>
    <name>loom::Words::Find</name>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
</context>
</TS>
