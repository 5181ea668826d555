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
    <name>loom::CorrelationMatrix</name>
    <message>
        <source>%1 of %2 columns</source>
        <translation>%2 列之间的 %1</translation>
    </message>
    <message>
        <source>%1 and %2: %3</source>
        <translation>%1 与 %2：%3</translation>
    </message>
</context>
<context>
    <name>loom::DetailPanel</name>
    <message>
        <source>Distribution</source>
        <translation>分布</translation>
    </message>
    <message>
        <source>Relations</source>
        <translation>相关</translation>
    </message>
    <message>
        <source>Components</source>
        <translation>主成分</translation>
    </message>
    <message>
        <source>One column · how columns go together · principal components of the rows</source>
        <translation>单列分布 · 列与列的相关 · 各行的主成分</translation>
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
    <message>
        <source>Boxes…</source>
        <translation>边界框…</translation>
    </message>
    <message>
        <source>%1. Boxes are written “cat 0.5 0.5 0.25 0.4; dog …”: the middle, width and height in shares of the picture; or “none”.</source>
        <translation>%1。边界框的写法：“cat 0.5 0.5 0.25 0.4; dog …”，依次为类别、中心 x、中心 y、宽、高，均为占图片的比例；没有物体则写“none”。</translation>
    </message>
</context>
<context>
    <name>loom::PointsView</name>
    <message>
        <source>%1 points: %2 across, %3 up</source>
        <translation>%1 个点：横轴 %2，纵轴 %3</translation>
    </message>
    <message>
        <source>%1 (across) and %2</source>
        <translation>%1（横）与 %2</translation>
    </message>
    <message>
        <source>Row %1</source>
        <translation>第 %1 行</translation>
    </message>
</context>
<context>
    <name>loom::RelationsView</name>
    <message>
        <source>Pearson</source>
        <translation>Pearson</translation>
    </message>
    <message>
        <source>Spearman</source>
        <translation>Spearman</translation>
    </message>
    <message>
        <source>Cramér&apos;s V</source>
        <translation>Cramér V</translation>
    </message>
    <message>
        <source>Pearson: values on a line. Spearman: their ranks. Cramér&apos;s V: categories.</source>
        <translation>Pearson：数值的线性相关。Spearman：秩相关。Cramér V：类别之间的关联。</translation>
    </message>
    <message>
        <source>Across</source>
        <translation>横轴</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>纵轴</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>着色</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Counting</source>
        <translation>正在计算</translation>
    </message>
    <message>
        <source>Needs two columns of numbers</source>
        <translation>需要两个数值列</translation>
    </message>
    <message>
        <source>Needs two columns of categories</source>
        <translation>需要两个类别列</translation>
    </message>
    <message>
        <source>Click a pair</source>
        <translation>点击一对列</translation>
    </message>
    <message>
        <source>Two columns of numbers or of categories are needed.</source>
        <translation>需要两个数值列或两个类别列。</translation>
    </message>
    <message>
        <source>%1 columns are left out.</source>
        <translation>有 %1 列未列入。</translation>
    </message>
    <message>
        <source>First component</source>
        <translation>第一主成分</translation>
    </message>
    <message>
        <source>second</source>
        <translation>第二主成分</translation>
    </message>
    <message>
        <source>All features seen from where rows differ most. The first component holds %1 of the variance, the second %2.</source>
        <translation>从差异最大的方向看全部特征。第一主成分占方差的 %1，第二主成分占 %2。</translation>
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
    <message>
        <source>The data changed while the rows were looked up; nothing was done.</source>
        <translation>查找这些行时数据发生了变化，未做任何更改。</translation>
    </message>
    <message>
        <source>Select the rows once more.</source>
        <translation>请重新选择这些行。</translation>
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
    <name>loom::SamplePreviewView</name>
    <message>
        <source>Two samples, and what some draws mix of them</source>
        <translation>两个样本，以及几次抽取得到的混合</translation>
    </message>
    <message>
        <source>Before, and what some draws make of it</source>
        <translation>之前，以及几次抽取的结果</translation>
    </message>
    <message>
        <source>Before and after</source>
        <translation>之前与之后</translation>
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
    <message>
        <source>In every epoch the %1 training samples are mixed in new pairs.</source>
        <translation>每一轮都把 %1 个训练样本重新配对混合。</translation>
    </message>
    <message>
        <source>Each of the %1 training samples is changed anew in every epoch.</source>
        <translation>每一轮都重新修改 %1 个训练样本。</translation>
    </message>
    <message>
        <source>An epoch has %1 rows, made of the %2 of the training part.</source>
        <translation>每轮有 %1 行，由训练集的 %2 行得到。</translation>
    </message>
    <message>
        <source>%1 of %2 pictures change.</source>
        <translation>%2 张图片中有 %1 张改变。</translation>
    </message>
    <message>
        <source>No picture changes.</source>
        <translation>没有图片改变。</translation>
    </message>
    <message>
        <source>Validation, test and whatever is predicted later stay as they are.</source>
        <translation>验证、测试以及以后的预测都不受影响。</translation>
    </message>
    <message>
        <source>The network sees pictures so while training and in use; what still differs in size is brought to one size.</source>
        <translation>训练和使用时网络看到的都是这样的图片；尺寸仍不同的会统一尺寸。</translation>
    </message>
    <message>
        <source>%1 of them become missing.</source>
        <translation>其中 %1 个变为缺失。</translation>
    </message>
    <message numerus="yes">
        <source>%n column(s) get another name.</source>
        <translation>
            <numerusform>%n 列改名。</numerusform>
        </translation>
    </message>
    <message>
        <source>No value changes, only the type.</source>
        <translation>没有值改变，只改变类型。</translation>
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
    <message>
        <source>no values</source>
        <translation>没有值</translation>
    </message>
    <message>
        <source>Sorted by %1, descending</source>
        <translation>已按“%1”降序排序</translation>
    </message>
    <message>
        <source>Sorted by %1, ascending</source>
        <translation>已按“%1”升序排序</translation>
    </message>
    <message>
        <source>Sort by this column (Alt+Up, Alt+Down; as in the file: Alt+Home)</source>
        <translation>按此列排序（Alt+↑、Alt+↓；恢复文件顺序：Alt+Home）</translation>
    </message>
</context>
</TS>
