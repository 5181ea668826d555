<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>loom::LegendRow</name>
    <message>
        <source>Click hides or shows, double-click shows only this run</source>
        <translation>单击隐藏或显示，双击只显示这次运行</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>training</source>
        <translation>训练</translation>
    </message>
</context>
<context>
    <name>loom::PlotView</name>
    <message>
        <source>Save “%1”</source>
        <translation>保存“%1”</translation>
    </message>
    <message>
        <source>%1 cannot be written. Choose another folder.</source>
        <translation>无法写入 %1。请选择其他文件夹。</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>Copy values</source>
        <translation>复制数值</translation>
    </message>
    <message>
        <source>Save values as CSV…</source>
        <translation>将数值存为 CSV…</translation>
    </message>
    <message>
        <source>Save as PNG…</source>
        <translation>存为 PNG…</translation>
    </message>
    <message>
        <source>Save as SVG…</source>
        <translation>存为 SVG…</translation>
    </message>
    <message>
        <source>Save as PDF…</source>
        <translation>存为 PDF…</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>跟随</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>%1 · single steps may lie beyond</source>
        <translation>%1 · 个别步的值可能在图外</translation>
    </message>
    <message>
        <source>%1 · cut below %2</source>
        <translation>%1 · 低于 %2 的部分已截去</translation>
    </message>
    <message>
        <source>log scale</source>
        <translation>对数坐标</translation>
    </message>
    <message>
        <source>%1 · log scale</source>
        <translation>%1 · 对数坐标</translation>
    </message>
    <message>
        <source>Values on a log scale</source>
        <translation>数值用对数坐标</translation>
    </message>
    <message>
        <source>No value is above 0 yet, and a log scale shows only those</source>
        <translation>还没有大于 0 的值，对数坐标只能显示大于 0 的值</translation>
    </message>
    <message>
        <source>%1 less 1 SD</source>
        <translation>%1 减 1 个标准差</translation>
    </message>
    <message>
        <source>%1 plus 1 SD</source>
        <translation>%1 加 1 个标准差</translation>
    </message>
</context>
</TS>
