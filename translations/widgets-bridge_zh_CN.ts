<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>layers</name>
    <message>
        <source>Input and output</source>
        <translation>输入与输出</translation>
    </message>
    <message>
        <source>Dense</source>
        <translation>全连接</translation>
    </message>
    <message>
        <source>Convolution</source>
        <translation>卷积</translation>
    </message>
    <message>
        <source>Pooling and shape</source>
        <translation>池化与形状</translation>
    </message>
    <message>
        <source>Normalise and drop</source>
        <translation>归一化与 Dropout</translation>
    </message>
    <message>
        <source>Activation</source>
        <translation>激活函数</translation>
    </message>
    <message>
        <source>Recurrent</source>
        <translation>循环</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>注意力</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>合并</translation>
    </message>
</context>
<context>
    <name>loom</name>
    <message>
        <source>%1 must be at least %2.</source>
        <translation>“%1”不得小于 %2。</translation>
    </message>
    <message>
        <source>%1 must be at most %2.</source>
        <translation>“%1”不得大于 %2。</translation>
    </message>
    <message>
        <source>%1 needs %2 numbers.</source>
        <translation>“%1”需要 %2 个数。</translation>
    </message>
    <message>
        <source>%1 is a whole number.</source>
        <translation>“%1”应为整数。</translation>
    </message>
    <message>
        <source>%1 is a number.</source>
        <translation>“%1”应为数字。</translation>
    </message>
    <message>
        <source>%1 are whole numbers, such as 3 × 3.</source>
        <translation>“%1”应为整数，例如 3 × 3。</translation>
    </message>
    <message>
        <source>Join a loudspeaker or headphones, or choose the device in the system&apos;s settings.</source>
        <translation>接上扬声器或耳机，或在系统设置中选择设备。</translation>
    </message>
    <message>
        <source>Sounds cannot be played: the library libasound.so.2 is missing.</source>
        <translation>无法播放声音：缺少库 libasound.so.2。</translation>
    </message>
    <message>
        <source>Install the package libasound2.</source>
        <translation>安装软件包 libasound2。</translation>
    </message>
    <message>
        <source>There is no sound device: %1.</source>
        <translation>没有声音设备：%1。</translation>
    </message>
    <message>
        <source>The sound device does not take this sound: %1.</source>
        <translation>声音设备不接受这段声音：%1。</translation>
    </message>
    <message>
        <source>The sound device stopped: %1.</source>
        <translation>声音设备停止了：%1。</translation>
    </message>
    <message>
        <source>Another program works on this queue.</source>
        <translation>另一个程序正在处理这个队列。</translation>
    </message>
    <message>
        <source>Wait for its end, or end it there.</source>
        <translation>请等它结束，或在那里结束它。</translation>
    </message>
</context>
<context>
    <name>loom::Addable</name>
    <message>
        <source>Add %1</source>
        <translation>添加“%1”</translation>
    </message>
</context>
<context>
    <name>loom::Boxes</name>
    <message>
        <source>no objects</source>
        <translation>没有物体</translation>
    </message>
</context>
<context>
    <name>loom::DataSession</name>
    <message>
        <source>Open %1</source>
        <translation>打开 %1</translation>
    </message>
    <message>
        <source>Make the data “%1”</source>
        <translation>生成数据“%1”</translation>
    </message>
    <message>
        <source>Reading was cancelled.</source>
        <translation>读取已取消。</translation>
    </message>
    <message>
        <source>Open the data again when it suits.</source>
        <translation>可以随时重新打开数据。</translation>
    </message>
</context>
<context>
    <name>loom::DesktopNotice</name>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
</context>
<context>
    <name>loom::QueueSession</name>
    <message>
        <source>This one is being trained.</source>
        <translation>这一项正在训练。</translation>
    </message>
    <message>
        <source>Stop its training first.</source>
        <translation>请先停止它的训练。</translation>
    </message>
</context>
<context>
    <name>loom::RunBin</name>
    <message>
        <source>%1 is in the bin</source>
        <translation>%1 已在回收站里</translation>
    </message>
    <message numerus="yes">
        <source>%n runs are in the bin</source>
        <translation>
            <numerusform>%n 次运行在回收站里</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>loom::RunList</name>
    <message>
        <source>Run %1</source>
        <translation>运行 %1</translation>
    </message>
</context>
<context>
    <name>loom::SettingField</name>
    <message>
        <source>on</source>
        <translation>开</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>different</source>
        <translation>各不相同</translation>
    </message>
    <message>
        <source>Columns of the data</source>
        <translation>数据的列</translation>
    </message>
    <message>
        <source>The target of the data</source>
        <translation>数据的目标列</translation>
    </message>
    <message>
        <source>No data yet</source>
        <translation>还没有数据</translation>
    </message>
</context>
<context>
    <name>loom::SettingsForm</name>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>More settings</source>
        <translation>更多设置</translation>
    </message>
    <message>
        <source>Vary in a search: %1</source>
        <translation>在搜索中改变：%1</translation>
    </message>
    <message>
        <source>A search varies this setting. Click to leave it as it is.</source>
        <translation>搜索会改变这项设置。点击则保持不变。</translation>
    </message>
    <message>
        <source>Let a search vary this setting</source>
        <translation>让搜索改变这项设置</translation>
    </message>
</context>
<context>
    <name>loom::UnitShelf</name>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>“%1” is in my library already</source>
        <translation>“%1”已在我的单元库中</translation>
    </message>
    <message>
        <source>“%1” is in my library now</source>
        <translation>“%1”已存入我的单元库</translation>
    </message>
    <message>
        <source>“%1” in my library is the new one; the one before is in the bin</source>
        <translation>我的单元库中的“%1”已换成新的，原来的在回收站中</translation>
    </message>
    <message>
        <source>In my library it is called “%1” now</source>
        <translation>在我的单元库中已改名为“%1”</translation>
    </message>
    <message>
        <source>%1 is in the desktop&apos;s bin</source>
        <translation>%1 已移到桌面的回收站</translation>
    </message>
</context>
</TS>
