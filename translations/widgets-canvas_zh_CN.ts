<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>gestures</name>
    <message>
        <source>Add a layer</source>
        <translation>添加层</translation>
    </message>
    <message>
        <source>Double click on empty canvas, or drag it from the list</source>
        <translation>双击画布空白处，或从列表拖入</translation>
    </message>
    <message>
        <source>Tab</source>
        <translation>Tab</translation>
    </message>
    <message>
        <source>Add a layer behind a node</source>
        <translation>在节点之后添加层</translation>
    </message>
    <message>
        <source>Drag a wire from its output to empty canvas</source>
        <translation>从它的输出端口拖线到画布空白处</translation>
    </message>
    <message>
        <source>Choose the node, Tab</source>
        <translation>选中节点，按 Tab</translation>
    </message>
    <message>
        <source>Put a layer into a link</source>
        <translation>在连线中插入层</translation>
    </message>
    <message>
        <source>Drop it on the link, or double click the link</source>
        <translation>放到连线上，或双击连线</translation>
    </message>
    <message>
        <source>K chooses the link, then Tab</source>
        <translation>K 选择连线，再按 Tab</translation>
    </message>
    <message>
        <source>Link two nodes</source>
        <translation>连接两个节点</translation>
    </message>
    <message>
        <source>Drag from port to port</source>
        <translation>从端口拖到端口</translation>
    </message>
    <message>
        <source>L, arrows choose the port, Enter</source>
        <translation>L，方向键选择端口，Enter</translation>
    </message>
    <message>
        <source>Remove a link</source>
        <translation>删除连线</translation>
    </message>
    <message>
        <source>Drag its end from the input to empty canvas</source>
        <translation>将输入端的线头拖到画布空白处</translation>
    </message>
    <message>
        <source>K chooses the link, then Delete</source>
        <translation>K 选择连线，再按 Delete</translation>
    </message>
    <message>
        <source>Choose a node</source>
        <translation>选择节点</translation>
    </message>
    <message>
        <source>Click</source>
        <translation>单击</translation>
    </message>
    <message>
        <source>Arrows follow links</source>
        <translation>方向键沿连线移动</translation>
    </message>
    <message>
        <source>Choose several</source>
        <translation>选择多个节点</translation>
    </message>
    <message>
        <source>Drag a rectangle, or with Alt a lasso; Shift adds, Ctrl takes out</source>
        <translation>拖出矩形，按住 Alt 则为套索；Shift 加选，Ctrl 减选</translation>
    </message>
    <message>
        <source>Shift+arrows, Ctrl+Shift+Up grows</source>
        <translation>Shift+方向键，Ctrl+Shift+上方向键扩大选择</translation>
    </message>
    <message>
        <source>Move nodes</source>
        <translation>移动节点</translation>
    </message>
    <message>
        <source>Drag; Alt leaves out the alignment</source>
        <translation>拖动；按住 Alt 时不自动对齐</translation>
    </message>
    <message>
        <source>Alt+arrows</source>
        <translation>Alt+方向键</translation>
    </message>
    <message>
        <source>Settings of a node</source>
        <translation>节点的设置</translation>
    </message>
    <message>
        <source>Double click</source>
        <translation>双击</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Commands for what is chosen</source>
        <translation>所选内容的命令</translation>
    </message>
    <message>
        <source>Right click</source>
        <translation>右键单击</translation>
    </message>
    <message>
        <source>Menu key, or Shift+F10</source>
        <translation>菜单键，或 Shift+F10</translation>
    </message>
    <message>
        <source>Move the view</source>
        <translation>移动视图</translation>
    </message>
    <message>
        <source>Middle button or Space and drag; two fingers</source>
        <translation>按住中键或空格拖动；双指拖动</translation>
    </message>
    <message>
        <source>Arrows bring the chosen node into sight</source>
        <translation>方向键使所选节点进入视野</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>缩放</translation>
    </message>
    <message>
        <source>Wheel, Ctrl+wheel on a touchpad, or pinch</source>
        <translation>滚轮；触控板上用 Ctrl+滚轮，或双指捏合</translation>
    </message>
    <message>
        <source>Ctrl+plus, Ctrl+minus, Ctrl+0, Ctrl+9</source>
        <translation>Ctrl+加号、Ctrl+减号、Ctrl+0、Ctrl+9</translation>
    </message>
    <message>
        <source>Reconnect after deleting</source>
        <translation>删除后重新连接</translation>
    </message>
    <message>
        <source>Click the offer</source>
        <translation>点击提示</translation>
    </message>
    <message>
        <source>R</source>
        <translation>R</translation>
    </message>
    <message>
        <source>Leave what was begun</source>
        <translation>放弃进行中的操作</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>The graph as a list</source>
        <translation>以列表查看网络图</translation>
    </message>
    <message>
        <source>Outline, below the canvas</source>
        <translation>画布下方的大纲</translation>
    </message>
    <message>
        <source>F6 leads there</source>
        <translation>按 F6 到达</translation>
    </message>
    <message>
        <source>Move a frame with its nodes</source>
        <translation>连同节点移动分组框</translation>
    </message>
    <message>
        <source>Drag its title; its edges change the size</source>
        <translation>拖动标题；拖动边可改变大小</translation>
    </message>
    <message>
        <source>Shift+F chooses it, Alt+arrows, Alt+Shift+arrows</source>
        <translation>Shift+F 选中，Alt+方向键移动，Alt+Shift+方向键改变大小</translation>
    </message>
    <message>
        <source>Write on a frame or note</source>
        <translation>写分组框或注释的文字</translation>
    </message>
    <message>
        <source>F2; Ctrl+Enter keeps a note</source>
        <translation>F2；注释按 Ctrl+Enter 保存</translation>
    </message>
    <message>
        <source>Lead a link by a point</source>
        <translation>让连线经过一个点</translation>
    </message>
    <message>
        <source>Alt+click on the link, then drag the point</source>
        <translation>按住 Alt 点击连线，再拖动该点</translation>
    </message>
    <message>
        <source>K chooses the link, J adds a point, Alt+arrows move it</source>
        <translation>K 选中连线，J 添加点，Alt+方向键移动</translation>
    </message>
    <message>
        <source>Places to come back to</source>
        <translation>可以回到的位置</translation>
    </message>
    <message>
        <source>Right click, Bookmarks</source>
        <translation>右键，书签</translation>
    </message>
    <message>
        <source>Alt+1 to 9 sets a bookmark, 1 to 9 goes there</source>
        <translation>Alt+1 到 9 设置书签，1 到 9 前往</translation>
    </message>
    <message>
        <source>Right click, or a finger that rests</source>
        <translation>右键单击，或手指长按</translation>
    </message>
</context>
<context>
    <name>loom</name>
    <message>
        <source>%1 is no kind of picture that can be written.</source>
        <translation>%1 不是能写出的图片格式。</translation>
    </message>
    <message>
        <source>Let the name end in .svg, .pdf or .png.</source>
        <translation>文件名须以 .svg、.pdf 或 .png 结尾。</translation>
    </message>
    <message>
        <source>There are no layers to draw.</source>
        <translation>没有可绘制的层。</translation>
    </message>
    <message>
        <source>Add a layer first.</source>
        <translation>先添加一个层。</translation>
    </message>
    <message>
        <source>A scale of %1 cannot be drawn.</source>
        <translation>无法按 %1 的比例绘制。</translation>
    </message>
    <message>
        <source>Choose one between 0 and 100.</source>
        <translation>选择 0 到 100 之间的比例。</translation>
    </message>
    <message>
        <source>The picture would have %1 × %2 points, too many for a PNG.</source>
        <translation>图片将有 %1 × %2 像素，超出 PNG 的上限。</translation>
    </message>
    <message>
        <source>Choose a smaller scale, or SVG or PDF, which have no points.</source>
        <translation>选择更小的比例，或改用不受像素限制的 SVG 或 PDF。</translation>
    </message>
    <message>
        <source>There is not enough memory for the picture.</source>
        <translation>内存不足，无法生成图片。</translation>
    </message>
    <message>
        <source>Choose a smaller scale.</source>
        <translation>选择更小的比例。</translation>
    </message>
    <message>
        <source>The picture could not be drawn.</source>
        <translation>无法绘制图片。</translation>
    </message>
</context>
<context>
    <name>loom::ArchitectureSearch</name>
    <message>
        <source>Choose an architecture</source>
        <translation>选择架构</translation>
    </message>
    <message>
        <source>Name, or what it is for</source>
        <translation>名称或用途</translation>
    </message>
    <message>
        <source>Suggest a network for the data</source>
        <translation>为数据推荐网络</translation>
    </message>
    <message>
        <source>Proposes layers and a recipe, with the reasons</source>
        <translation>给出网络层、训练方案和理由</translation>
    </message>
    <message>
        <source>%1 · %2 parameters</source>
        <translation>%1 · %2 个参数</translation>
    </message>
    <message>
        <source>%1 · fits the data</source>
        <translation>%1 · 适合数据</translation>
    </message>
    <message>
        <source>No architecture of that name.</source>
        <translation>没有叫这个名称的架构。</translation>
    </message>
</context>
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
        <source>%1, %2, output %3, %4 parameters, %5 multiply-adds</source>
        <translation>%1，%2，输出 %3，%4 个参数，乘加次数 %5</translation>
    </message>
    <message>
        <source>Takes the place of the link from %1</source>
        <translation>将取代来自 %1 的连线</translation>
    </message>
    <message>
        <source>Find a node…</source>
        <translation>查找节点…</translation>
    </message>
    <message>
        <source>Save the graph as a picture…</source>
        <translation>将网络图保存为图片…</translation>
    </message>
    <message>
        <source>%1, %2, output %3</source>
        <translation>%1，%2，输出 %3</translation>
    </message>
    <message>
        <source>%1. Error: %2</source>
        <translation>%1。错误：%2</translation>
    </message>
    <message>
        <source>%1. Warning: %2</source>
        <translation>%1。警告：%2</translation>
    </message>
    <message>
        <source>Select</source>
        <translation>选择</translation>
    </message>
    <message>
        <source>Invert the selection</source>
        <translation>反选</translation>
    </message>
    <message>
        <source>Select what leads here</source>
        <translation>选择上游节点</translation>
    </message>
    <message>
        <source>Select what follows</source>
        <translation>选择下游节点</translation>
    </message>
    <message>
        <source>Grow the selection along links</source>
        <translation>沿连线扩大选择</translation>
    </message>
    <message>
        <source>Choose the next link of the node</source>
        <translation>选择节点的下一条连线</translation>
    </message>
    <message>
        <source>Draw a lasso</source>
        <translation>套索选择</translation>
    </message>
    <message>
        <source>Drag round the nodes; Shift adds, Ctrl takes out</source>
        <translation>围绕节点拖动；Shift 加选，Ctrl 减选</translation>
    </message>
    <message>
        <source>Align</source>
        <translation>对齐</translation>
    </message>
    <message>
        <source>Align left</source>
        <translation>左对齐</translation>
    </message>
    <message>
        <source>Align the middles of columns</source>
        <translation>水平居中对齐</translation>
    </message>
    <message>
        <source>Align right</source>
        <translation>右对齐</translation>
    </message>
    <message>
        <source>Align tops</source>
        <translation>顶端对齐</translation>
    </message>
    <message>
        <source>Align the middles of rows</source>
        <translation>垂直居中对齐</translation>
    </message>
    <message>
        <source>Align bottoms</source>
        <translation>底端对齐</translation>
    </message>
    <message>
        <source>Distribute horizontally</source>
        <translation>水平等距分布</translation>
    </message>
    <message>
        <source>Distribute vertically</source>
        <translation>垂直等距分布</translation>
    </message>
    <message>
        <source>Arrange</source>
        <translation>排列</translation>
    </message>
    <message>
        <source>Arrange downwards</source>
        <translation>自上而下排列</translation>
    </message>
    <message>
        <source>Arrange the selection</source>
        <translation>排列所选节点</translation>
    </message>
    <message>
        <source>Arrange the selection downwards</source>
        <translation>自上而下排列所选节点</translation>
    </message>
    <message>
        <source>Reconnect what was joined</source>
        <translation>重新连接断开处</translation>
    </message>
    <message>
        <source>Link from %1 to %2: Tab puts a layer into it, Delete removes it</source>
        <translation>从 %1 到 %2 的连线：Tab 在其中插入层，Delete 将其删除</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Insert a unit…</source>
        <translation>插入单元…</translation>
    </message>
    <message>
        <source>Add an entrance</source>
        <translation>添加入口</translation>
    </message>
    <message>
        <source>Add an exit</source>
        <translation>添加出口</translation>
    </message>
    <message>
        <source>Make a unit of the selection</source>
        <translation>将所选内容创建为单元</translation>
    </message>
    <message>
        <source>Open the unit</source>
        <translation>打开单元</translation>
    </message>
    <message>
        <source>Leave the unit</source>
        <translation>离开单元</translation>
    </message>
    <message>
        <source>Unpack the unit</source>
        <translation>展开单元</translation>
    </message>
    <message>
        <source>Make the copy a unit of its own</source>
        <translation>让副本成为独立单元</translation>
    </message>
    <message>
        <source>Take part</source>
        <translation>参与计算</translation>
    </message>
    <message>
        <source>Bypass</source>
        <translation>旁路</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>停用</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>固定</translation>
    </message>
    <message>
        <source>sample %1</source>
        <translation>样本 %1</translation>
    </message>
    <message>
        <source>Bookmark %1 is set; the key %1 goes there</source>
        <translation>书签 %1 已设置；按 %1 前往</translation>
    </message>
    <message>
        <source>There is no bookmark %1; Alt+%1 sets it</source>
        <translation>没有书签 %1；按 Alt+%1 设置</translation>
    </message>
    <message>
        <source>The graph of bookmark %1 is not used any more</source>
        <translation>书签 %1 所在的图已不再使用</translation>
    </message>
    <message>
        <source>Bookmarks</source>
        <translation>书签</translation>
    </message>
    <message>
        <source>Go to bookmark %1 in %2</source>
        <translation>前往书签 %1（%2）</translation>
    </message>
    <message>
        <source>main graph</source>
        <translation>主图</translation>
    </message>
    <message>
        <source>Set bookmark %1 here</source>
        <translation>在此设置书签 %1</translation>
    </message>
    <message>
        <source>Delete bookmark %1</source>
        <translation>删除书签 %1</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <translation>%1。%2</translation>
    </message>
    <message>
        <source>Show activations in the nodes</source>
        <translation>在节点里显示激活值</translation>
    </message>
    <message>
        <source>values from %1 to %2</source>
        <translation>值从 %1 到 %2</translation>
    </message>
    <message>
        <source>%1; not finite: %2</source>
        <translation>%1；非有限值：%2 个</translation>
    </message>
    <message>
        <source>channels 1 to %1</source>
        <translation>第 1 至 %1 通道</translation>
    </message>
    <message>
        <source>%1 parameters</source>
        <translation>%1 个参数</translation>
    </message>
    <message>
        <source>Note: %1</source>
        <translation>注释：%1</translation>
    </message>
    <message>
        <source>Frame %1, nodes: %2, %3 parameters</source>
        <translation>分组框 %1，节点：%2，%3 个参数</translation>
    </message>
    <message>
        <source>Frames and notes</source>
        <translation>分组框与注释</translation>
    </message>
    <message>
        <source>Frame the selection</source>
        <translation>给所选节点加分组框</translation>
    </message>
    <message>
        <source>Add a note</source>
        <translation>添加注释</translation>
    </message>
    <message>
        <source>Choose the next frame or note</source>
        <translation>选中下一个分组框或注释</translation>
    </message>
    <message>
        <source>Edit the text of the frame or note</source>
        <translation>编辑分组框或注释的文字</translation>
    </message>
    <message>
        <source>Next colour of the frame</source>
        <translation>分组框的下一种颜色</translation>
    </message>
    <message>
        <source>Points of a link</source>
        <translation>连线经过的点</translation>
    </message>
    <message>
        <source>Lead the link by a point</source>
        <translation>让连线经过一个点</translation>
    </message>
    <message>
        <source>Remove the points of the link</source>
        <translation>去掉连线经过的点</translation>
    </message>
    <message>
        <source>%1. F2 edits its text, C its colour, Alt+arrows move it, Alt+Shift+arrows its size</source>
        <translation>%1。F2 编辑文字，C 换颜色，Alt+方向键移动，Alt+Shift+方向键改变大小</translation>
    </message>
    <message>
        <source>Colour of the frame</source>
        <translation>分组框的颜色</translation>
    </message>
    <message>
        <source>Text of the note</source>
        <translation>注释的文字</translation>
    </message>
    <message>
        <source>Move the note</source>
        <translation>移动注释</translation>
    </message>
    <message>
        <source>Move the frame %1</source>
        <translation>移动分组框 %1</translation>
    </message>
    <message>
        <source>Point of the link: Alt+arrows move it, Delete removes it</source>
        <translation>连线上的点：Alt+方向键移动，Delete 删除</translation>
    </message>
    <message>
        <source>New frame</source>
        <translation>新分组框</translation>
    </message>
    <message>
        <source>New note</source>
        <translation>新注释</translation>
    </message>
    <message>
        <source>The graph was changed meanwhile and is not arranged</source>
        <translation>其间网络有改动，未作排列</translation>
    </message>
    <message>
        <source>The nodes are being arranged</source>
        <translation>正在排列节点</translation>
    </message>
    <message>
        <source>Choose an architecture…</source>
        <translation>选择架构…</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单元</translation>
    </message>
    <message>
        <source>Keep in my library</source>
        <translation>存入我的单元库</translation>
    </message>
    <message>
        <source>Replace the unit in my library</source>
        <translation>替换我的单元库中的单元</translation>
    </message>
    <message>
        <source>Begin with %1</source>
        <translation>从“%1”开始</translation>
    </message>
    <message>
        <source>Only a unit can be kept. Make a unit of the selection first (Ctrl+G).</source>
        <translation>只能存入单元。先将所选节点做成单元（Ctrl+G）。</translation>
    </message>
    <message>
        <source>Replace “%1” in my library</source>
        <translation>替换我的单元库中的“%1”</translation>
    </message>
    <message>
        <source>My library has another “%1”. Rename the unit, or replace the other one (%2); that goes to the bin.</source>
        <translation>我的单元库中另有一个“%1”。可重命名该单元，或替换原有的（%2），原有的移到回收站。</translation>
    </message>
    <message>
        <source>The clipboard holds plain text, no layers. Copy nodes on a canvas first.</source>
        <translation>剪贴板里是普通文字，不是网络层。先在画布上复制节点。</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>Output: %1</source>
        <translation>输出：%1</translation>
    </message>
    <message>
        <source>Output: %1 · %2 parameters · %3 multiply-adds</source>
        <translation>输出：%1 · %2 个参数 · %3 次乘加</translation>
    </message>
    <message>
        <source>Error: %1</source>
        <translation>错误：%1</translation>
    </message>
    <message>
        <source>Warning: %1</source>
        <translation>警告：%1</translation>
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
    <name>loom::NodeSearch</name>
    <message>
        <source>Find a node</source>
        <translation>查找节点</translation>
    </message>
    <message>
        <source>Name or kind of a node</source>
        <translation>节点名称或类型</translation>
    </message>
    <message>
        <source>There are no nodes yet.</source>
        <translation>还没有节点。</translation>
    </message>
    <message>
        <source>No node of that name or kind.</source>
        <translation>没有这个名称或类型的节点。</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%1，在“%2”中</translation>
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
<context>
    <name>loom::UnitSearch</name>
    <message>
        <source>Insert a unit</source>
        <translation>插入单元</translation>
    </message>
    <message>
        <source>Name of a unit</source>
        <translation>单元名称</translation>
    </message>
    <message>
        <source>No unit of that name.</source>
        <translation>没有这个名称的单元。</translation>
    </message>
</context>
</TS>
