<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>loom</name>
    <message>
        <source>%1 belongs to another version of Layerloom.</source>
        <translation>%1 属于另一个版本的 Layerloom。</translation>
    </message>
    <message>
        <source>Install Layerloom again.</source>
        <translation>请重新安装 Layerloom。</translation>
    </message>
    <message>
        <source>This build has no oneDNN device.</source>
        <translation>此构建不含 oneDNN 设备。</translation>
    </message>
    <message>
        <source>Use the reference device, or build with LOOM_WITH_ONEDNN=ON.</source>
        <translation>请使用参考设备（reference），或以 LOOM_WITH_ONEDNN=ON 构建。</translation>
    </message>
    <message>
        <source>The oneDNN device cannot be loaded: %1</source>
        <translation>无法加载 oneDNN 设备：%1</translation>
    </message>
    <message>
        <source>Install the package libdnnl2 or libdnnl3 of your system.</source>
        <translation>请安装系统的软件包 libdnnl2 或 libdnnl3。</translation>
    </message>
    <message>
        <source>This build has no CUDA device.</source>
        <translation>此构建不含 CUDA 设备。</translation>
    </message>
    <message>
        <source>Use the device cpu.</source>
        <translation>请使用设备 cpu。</translation>
    </message>
    <message>
        <source>No NVIDIA driver was found.</source>
        <translation>未找到 NVIDIA 驱动程序。</translation>
    </message>
    <message>
        <source>There is no device “%1”.</source>
        <translation>没有设备“%1”。</translation>
    </message>
    <message>
        <source>Choose auto, cpu, cuda or reference.</source>
        <translation>请选择 auto、cpu、cuda 或 reference。</translation>
    </message>
    <message>
        <source>oneDNN refused: %1</source>
        <translation>oneDNN 拒绝执行：%1</translation>
    </message>
    <message>
        <source>Try the reference device; if it works there, please report this.</source>
        <translation>请改用参考设备（reference）；如果在那里可以运行，请报告此问题。</translation>
    </message>
    <message>
        <source>There is not enough memory: this model needs %1 MB.</source>
        <translation>内存不足：此模型需要 %1 MB。</translation>
    </message>
    <message>
        <source>Choose a smaller batch or a smaller model, or close other programs.</source>
        <translation>请减小批大小、缩小模型，或关闭其他程序。</translation>
    </message>
    <message>
        <source>There is not enough memory to prepare this model.</source>
        <translation>内存不足，无法准备这个模型。</translation>
    </message>
</context>
<context>
    <name>loom::ReferenceBackend</name>
    <message>
        <source>Reference, double precision, 1 thread</source>
        <translation>参考设备，双精度，1 个线程</translation>
    </message>
    <message>
        <source>There is not enough memory: this model needs %1 MB.</source>
        <translation>内存不足：此模型需要 %1 MB。</translation>
    </message>
    <message>
        <source>Choose a smaller batch or a smaller model, or close other programs.</source>
        <translation>请减小批大小、缩小模型，或关闭其他程序。</translation>
    </message>
</context>
</TS>
