<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>loom::ClassBars</name>
    <message>
        <source>Classes</source>
        <translation>类别</translation>
    </message>
</context>
<context>
    <name>loom::ColumnDetail</name>
    <message>
        <source>Missing</source>
        <translation>缺失</translation>
    </message>
    <message>
        <source>Different values</source>
        <translation>不同取值</translation>
    </message>
    <message>
        <source>Smallest</source>
        <translation>最小</translation>
    </message>
    <message>
        <source>Median</source>
        <translation>中位数</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>Largest</source>
        <translation>最大</translation>
    </message>
    <message>
        <source>Deviation</source>
        <translation>标准差</translation>
    </message>
    <message>
        <source>95% are below</source>
        <translation>95% 低于</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行数</translation>
    </message>
    <message>
        <source>A click on a bar shows its rows alone</source>
        <translation>点击一个条形，只看其中的行</translation>
    </message>
</context>
<context>
    <name>loom::Gallery</name>
    <message>
        <source>Gallery</source>
        <translation>图库</translation>
    </message>
    <message>
        <source>excluded</source>
        <translation>已排除</translation>
    </message>
</context>
<context>
    <name>loom::LabelStrip</name>
    <message>
        <source>Label as %1</source>
        <translation>标为 %1</translation>
    </message>
    <message>
        <source>%1 selected</source>
        <translation>已选 %1 个</translation>
    </message>
    <message>
        <source>Label as</source>
        <translation>标为</translation>
    </message>
    <message>
        <source>Value…</source>
        <translation>数值…</translation>
    </message>
    <message>
        <source>Other…</source>
        <translation>其他…</translation>
    </message>
    <message>
        <source>Include again</source>
        <translation>重新纳入</translation>
    </message>
    <message>
        <source>Exclude</source>
        <translation>排除</translation>
    </message>
    <message>
        <source>Note…</source>
        <translation>备注…</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Enter takes it, Esc leaves it</source>
        <translation>回车确定，Esc 放弃</translation>
    </message>
    <message>
        <source>A number such as 12.5 is needed.</source>
        <translation>需要一个数字，例如 12.5。</translation>
    </message>
    <message>
        <source>A label cannot be empty. Exclude the row instead.</source>
        <translation>标签不能为空；可改为排除这一行。</translation>
    </message>
</context>
<context>
    <name>loom::RowChanges</name>
    <message>
        <source>%1 rows are selected; at most %2 can be changed at once.</source>
        <translation>已选 %1 行；一次最多修改 %2 行。</translation>
    </message>
    <message>
        <source>Select fewer rows, or leave rows out by a preparation step.</source>
        <translation>少选一些行，或用预处理步骤排除。</translation>
    </message>
    <message>
        <source>Label a row “%1”</source>
        <translation>将 1 行标为“%1”</translation>
    </message>
    <message>
        <source>Label %1 rows “%2”</source>
        <translation>将 %1 行标为“%2”</translation>
    </message>
    <message>
        <source>Exclude a row</source>
        <translation>排除 1 行</translation>
    </message>
    <message>
        <source>Include a row again</source>
        <translation>重新纳入 1 行</translation>
    </message>
    <message>
        <source>Exclude %1 rows</source>
        <translation>排除 %1 行</translation>
    </message>
    <message>
        <source>Include %1 rows again</source>
        <translation>重新纳入 %1 行</translation>
    </message>
    <message>
        <source>Note on a row</source>
        <translation>为 1 行写备注</translation>
    </message>
    <message>
        <source>Note on %1 rows</source>
        <translation>为 %1 行写备注</translation>
    </message>
</context>
<context>
    <name>loom::RowList</name>
    <message>
        <source>train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>valid.</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>缺失</translation>
    </message>
    <message>
        <source>Row %1</source>
        <translation>第 %1 行</translation>
    </message>
    <message>
        <source>was %1</source>
        <translation>原为 %1</translation>
    </message>
    <message>
        <source>excluded</source>
        <translation>已排除</translation>
    </message>
    <message>
        <source>Note: %1</source>
        <translation>备注：%1</translation>
    </message>
</context>
<context>
    <name>loom::StepEditor</name>
    <message>
        <source>Computing the preview…</source>
        <translation>正在计算预览…</translation>
    </message>
    <message>
        <source>Choose at least one column.</source>
        <translation>请至少选择一列。</translation>
    </message>
    <message>
        <source>%1 of %2 rows are left out.</source>
        <translation>%2 行中排除 %1 行。</translation>
    </message>
    <message>
        <source>All %1 rows stay.</source>
        <translation>%1 行全部保留。</translation>
    </message>
    <message>
        <source>There is no column for this step.</source>
        <translation>没有适用于此步骤的列。</translation>
    </message>
    <message>
        <source>%1 of %2 values change, in %3 of %4 rows.</source>
        <translation>%2 个值中有 %1 个改变，涉及 %4 行中的 %3 行。</translation>
    </message>
    <message numerus="yes">
        <source>%n column(s) are new.</source>
        <translation>
            <numerusform>新增 %n 列。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n column(s) are left out.</source>
        <translation>
            <numerusform>去掉 %n 列。</numerusform>
        </translation>
    </message>
    <message>
        <source>No value changes.</source>
        <translation>没有值改变。</translation>
    </message>
    <message>
        <source>Training and judging use the rows that stay. Whatever is predicted later is never left out.</source>
        <translation>训练和评估只用保留的行；以后预测的行一律不会被排除。</translation>
    </message>
    <message>
        <source>The steps behind it go on from here.</source>
        <translation>后面的步骤在此结果上继续。</translation>
    </message>
    <message>
        <source>The network gets nothing of these columns.</source>
        <translation>网络不会得到这些列的任何内容。</translation>
    </message>
    <message numerus="yes">
        <source>The network gets %n number(s) from these columns.</source>
        <translation>
            <numerusform>网络从这些列得到 %n 个数。</numerusform>
        </translation>
    </message>
    <message>
        <source>Each category is one of them (one-hot).</source>
        <translation>每个类别占其中一个（独热编码）。</translation>
    </message>
    <message>
        <source>All columns</source>
        <translation>所有列</translation>
    </message>
    <message>
        <source>All that fit (%1)</source>
        <translation>所有适用的列（%1）</translation>
    </message>
    <message>
        <source>Not among the columns that this step can take</source>
        <translation>此步骤不能用于这一列</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Columns of the step</source>
        <translation>此步骤的列</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>应用</translation>
    </message>
    <message>
        <source>new step</source>
        <translation>新步骤</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>第 %1 步</translation>
    </message>
    <message>
        <source>Step: %1</source>
        <translation>步骤：%1</translation>
    </message>
</context>
<context>
    <name>loom::StepList</name>
    <message>
        <source>Preparation steps</source>
        <translation>准备步骤</translation>
    </message>
    <message>
        <source>%1, %2 of %3: %4, %5, %6</source>
        <translation>%1，第 %2 个，共 %3 个：%4，%5，%6</translation>
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
        <source>Enter opens a step, Space switches it on and off, Alt+Up and Alt+Down move it, Delete takes it out.</source>
        <translation>回车打开步骤，空格启用或停用，Alt+上/下移动，Delete 删除。</translation>
    </message>
</context>
<context>
    <name>loom::StepPreviewView</name>
    <message>
        <source>missing</source>
        <translation>缺失</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Effect</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>stays</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>排除</translation>
    </message>
    <message>
        <source>before</source>
        <translation>之前</translation>
    </message>
    <message>
        <source>before, then gone</source>
        <translation>之前，随后去掉</translation>
    </message>
    <message>
        <source>new column</source>
        <translation>新列</translation>
    </message>
    <message>
        <source>after: %1</source>
        <translation>之后：%1</translation>
    </message>
    <message>
        <source>after</source>
        <translation>之后</translation>
    </message>
    <message>
        <source>Rows before and after the step</source>
        <translation>步骤前后的行</translation>
    </message>
    <message>
        <source>what is struck through is left out</source>
        <translation>带删除线的会被排除</translation>
    </message>
</context>
<context>
    <name>loom::StepSearch</name>
    <message>
        <source>Add a step</source>
        <translation>添加步骤</translation>
    </message>
    <message>
        <source>Search steps</source>
        <translation>搜索步骤</translation>
    </message>
    <message>
        <source>No step fits this data.</source>
        <translation>没有适用于这份数据的步骤。</translation>
    </message>
    <message>
        <source>No step of that name fits this data.</source>
        <translation>没有这个名称且适用于这份数据的步骤。</translation>
    </message>
</context>
<context>
    <name>loom::TableView</name>
    <message>
        <source>Table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>target</source>
        <translation>目标列</translation>
    </message>
    <message>
        <source>all different</source>
        <translation>各不相同</translation>
    </message>
    <message numerus="yes">
        <source>%n different</source>
        <translation>
            <numerusform>%n 个不同取值</numerusform>
        </translation>
    </message>
    <message>
        <source>missing</source>
        <translation>缺失</translation>
    </message>
    <message>
        <source> · missing %1</source>
        <translation> · 缺失 %1</translation>
    </message>
</context>
</TS>
