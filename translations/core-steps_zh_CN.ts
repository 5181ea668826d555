<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>loom</name>
    <message>
        <source>Cut into ranges</source>
        <translation>分箱</translation>
    </message>
    <message>
        <source>Numbers become categories, one for each range.</source>
        <translation>把数值变为类别，每个区间一类。</translation>
    </message>
    <message>
        <source>Ranges</source>
        <translation>区间数</translation>
    </message>
    <message>
        <source>Ranges that would be the same are one.</source>
        <translation>相同的区间会合并。</translation>
    </message>
    <message>
        <source>Each holds</source>
        <translation>每个区间</translation>
    </message>
    <message>
        <source>Equally many rows of the training part, or an equally wide range of numbers.</source>
        <translation>包含训练集中同样多的行，或同样宽的数值范围。</translation>
    </message>
    <message>
        <source>Equally many rows</source>
        <translation>行数相等</translation>
    </message>
    <message>
        <source>An equal width</source>
        <translation>宽度相等</translation>
    </message>
    <message>
        <source>Number the categories</source>
        <translation>类别编码</translation>
    </message>
    <message>
        <source>Each category becomes a whole number, as an Embedding layer wants it. Without this step each category gets a place of its own (one-hot).</source>
        <translation>每个类别变为一个整数，供嵌入层使用。没有这个步骤时，每个类别各占一个位置（独热编码）。</translation>
    </message>
    <message>
        <source>Clip outliers</source>
        <translation>截断离群值</translation>
    </message>
    <message>
        <source>Numbers below the lower limit become that limit, numbers above the upper one the upper one.</source>
        <translation>低于下限的数变为下限，高于上限的数变为上限。</translation>
    </message>
    <message>
        <source>Limits are</source>
        <translation>界限是</translation>
    </message>
    <message>
        <source>Shares of the training rows that may lie below, or numbers.</source>
        <translation>按训练集行数的比例，或直接给出数值。</translation>
    </message>
    <message>
        <source>Quantiles</source>
        <translation>分位数</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>Lower limit</source>
        <translation>下限</translation>
    </message>
    <message>
        <source>0: as the smallest of the training part, where limits are quantiles.</source>
        <translation>界限为分位数时，0 表示训练集的最小值。</translation>
    </message>
    <message>
        <source>Upper limit</source>
        <translation>上限</translation>
    </message>
    <message>
        <source>0.99: as the largest but for one in a hundred, where limits are quantiles.</source>
        <translation>界限为分位数时，0.99 表示只有百分之一的值比它大。</translation>
    </message>
    <message>
        <source>Take dates apart</source>
        <translation>拆分日期</translation>
    </message>
    <message>
        <source>A date becomes columns for its year, month, day, weekday (1 is Monday) and hour, so that a network can learn what comes again each week or year.</source>
        <translation>把日期拆成年、月、日、星期（1 为星期一）和小时几列，让网络学到每周或每年重复的规律。</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>年</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>月</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日</translation>
    </message>
    <message>
        <source>Weekday</source>
        <translation>星期</translation>
    </message>
    <message>
        <source>Hour</source>
        <translation>小时</translation>
    </message>
    <message>
        <source>Drop columns</source>
        <translation>删除列</translation>
    </message>
    <message>
        <source>Nothing is learned from these columns. The file stays as it is.</source>
        <translation>这些列不参与学习。源文件不会被改动。</translation>
    </message>
    <message>
        <source>Remove duplicate rows</source>
        <translation>去除重复行</translation>
    </message>
    <message>
        <source>Of rows that are equal, in the chosen columns or in all, only the first one counts. It is done before the rows are split, so that none is in two parts.</source>
        <translation>在所选列（或全部列）上相同的行只算第一行。去重在划分之前进行，因此不会有行同时出现在两个部分中。</translation>
    </message>
    <message>
        <source>Filter rows</source>
        <translation>筛选行</translation>
    </message>
    <message>
        <source>Trains and judges with some of the rows. The file stays as it is, and every row that is predicted later is predicted.</source>
        <translation>只用一部分行来训练和评估。源文件不会被改动，以后要预测的行仍会全部预测。</translation>
    </message>
    <message>
        <source>Condition</source>
        <translation>条件</translation>
    </message>
    <message>
        <source>For example: city = Paris and age &lt; 30, or: price is missing.</source>
        <translation>例如：城市 = 上海 且 年龄 &lt; 30，或：价格 是 缺失。</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>The rows for which the condition is true, or all others.</source>
        <translation>保留满足条件的行，或其余的行。</translation>
    </message>
    <message>
        <source>Matching rows</source>
        <translation>满足条件的行</translation>
    </message>
    <message>
        <source>All others</source>
        <translation>其余的行</translation>
    </message>
    <message>
        <source>Fill in missing values</source>
        <translation>填补缺失值</translation>
    </message>
    <message>
        <source>Puts one value of the training part, or a given one, where there is none. Categories get the most frequent one.</source>
        <translation>用训练集算出的一个值或给定的值填补缺失处。类别列用众数填补。</translation>
    </message>
    <message>
        <source>Fill in</source>
        <translation>填补为</translation>
    </message>
    <message>
        <source>The median is not moved by outliers.</source>
        <translation>中位数不受离群值影响。</translation>
    </message>
    <message>
        <source>Median</source>
        <translation>中位数</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>均值</translation>
    </message>
    <message>
        <source>Most frequent</source>
        <translation>众数</translation>
    </message>
    <message>
        <source>A given value</source>
        <translation>给定的值</translation>
    </message>
    <message>
        <source>Given value</source>
        <translation>给定的值</translation>
    </message>
    <message>
        <source>A number, or the name of a category.</source>
        <translation>一个数，或一个类别的名称。</translation>
    </message>
    <message>
        <source>Mark what was missing</source>
        <translation>标记缺失处</translation>
    </message>
    <message>
        <source>Adds a column that is 1 where the value was missing: that alone may tell something.</source>
        <translation>增加一列，在缺失处为 1：缺失本身可能就有信息。</translation>
    </message>
    <message>
        <source>Logarithm</source>
        <translation>取对数</translation>
    </message>
    <message>
        <source>Takes the logarithm of 1 + x, so that sums of money and counts of very different sizes come closer together. Numbers below 0 keep their sign.</source>
        <translation>取 1 + x 的对数，让相差悬殊的金额和计数彼此接近。小于 0 的数保留符号。</translation>
    </message>
    <message>
        <source>Scale to 0 … 1</source>
        <translation>缩放到 0 … 1</translation>
    </message>
    <message>
        <source>Makes the smallest number of the training part 0 and the largest 1.</source>
        <translation>把训练集中最小的数变为 0，最大的数变为 1。</translation>
    </message>
    <message>
        <source>Join rare categories</source>
        <translation>合并少见类别</translation>
    </message>
    <message>
        <source>Categories that few training rows have become one, and so do categories that come up later for the first time.</source>
        <translation>训练集中少见的类别合并为一类，以后首次出现的类别也归入其中。</translation>
    </message>
    <message>
        <source>Rare is below</source>
        <translation>少见的界限</translation>
    </message>
    <message>
        <source>The share of the training rows.</source>
        <translation>占训练集行数的比例。</translation>
    </message>
    <message>
        <source>Their name</source>
        <translation>合并后的名称</translation>
    </message>
    <message>
        <source>The category that they become.</source>
        <translation>它们合并成的类别。</translation>
    </message>
    <message>
        <source>Scale by quartiles</source>
        <translation>按四分位数缩放</translation>
    </message>
    <message>
        <source>Subtracts the median of the training part and divides by the distance of its quartiles, so that a few outliers change nothing.</source>
        <translation>减去训练集的中位数，再除以四分位距，少数离群值不会影响结果。</translation>
    </message>
    <message>
        <source>Standardise</source>
        <translation>标准化</translation>
    </message>
    <message>
        <source>Subtracts the mean of the training part and divides by its deviation. Networks learn faster from numbers of one size.</source>
        <translation>减去训练集的均值，再除以训练集的标准差。数值大小相近时，网络学得更快。</translation>
    </message>
</context>
<context>
    <name>loom::Bin</name>
    <message>
        <source>%1 of equally many rows</source>
        <translation>%1 段，每段行数相等</translation>
    </message>
    <message>
        <source>%1 of equal width</source>
        <translation>%1 段，每段宽度相等</translation>
    </message>
</context>
<context>
    <name>loom::CategoryCodes</name>
    <message>
        <source>1, 2, …; 0 for unknown ones</source>
        <translation>1、2、…；未知为 0</translation>
    </message>
</context>
<context>
    <name>loom::Clip</name>
    <message>
        <source>%1 to %2 are no limits.</source>
        <translation>%1 到 %2 不能作为界限。</translation>
    </message>
    <message>
        <source>Choose two shares between 0 and 1, the lower one first.</source>
        <translation>请选择 0 到 1 之间的两个比例，小的在前。</translation>
    </message>
    <message>
        <source>Choose two numbers, the lower one first.</source>
        <translation>请选择两个数，小的在前。</translation>
    </message>
    <message>
        <source>to %1 … %2</source>
        <translation>截断到 %1 … %2</translation>
    </message>
    <message>
        <source>to the %1 and %2 quantiles</source>
        <translation>截断到 %1 与 %2 分位数</translation>
    </message>
</context>
<context>
    <name>loom::Drop</name>
    <message>
        <source>not learned from</source>
        <translation>不参与学习</translation>
    </message>
</context>
<context>
    <name>loom::DropDuplicates</name>
    <message>
        <source>one of each stays</source>
        <translation>每种只留一行</translation>
    </message>
</context>
<context>
    <name>loom::FilterRows</name>
    <message>
        <source>keep %1</source>
        <translation>保留 %1</translation>
    </message>
    <message>
        <source>leave out %1</source>
        <translation>排除 %1</translation>
    </message>
</context>
<context>
    <name>loom::Impute</name>
    <message>
        <source>Column “%1” has no value in the training part.</source>
        <translation>列“%1”在训练集中没有任何值。</translation>
    </message>
    <message>
        <source>Take the column out of the step, or drop it.</source>
        <translation>请从该步骤中去掉这一列，或删除这一列。</translation>
    </message>
    <message>
        <source>Column “%1” holds numbers, and “%2” is none.</source>
        <translation>列“%1”是数值列，而“%2”不是数值。</translation>
    </message>
    <message>
        <source>Give a number, or fill the column in another way.</source>
        <translation>请给出一个数，或换一种填补方式。</translation>
    </message>
    <message>
        <source>median</source>
        <translation>中位数</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>均值</translation>
    </message>
    <message>
        <source>most frequent</source>
        <translation>众数</translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>“%1”</translation>
    </message>
</context>
<context>
    <name>loom::Log</name>
    <message>
        <source>ln(1 + x)</source>
        <translation>ln(1 + x)</translation>
    </message>
</context>
<context>
    <name>loom::MinMax</name>
    <message>
        <source>0 to 1</source>
        <translation>0 到 1</translation>
    </message>
</context>
<context>
    <name>loom::RareCategories</name>
    <message>
        <source>below %1% → %2</source>
        <translation>低于 %1% → %2</translation>
    </message>
</context>
<context>
    <name>loom::Robust</name>
    <message>
        <source>median 0, half of them within ±0.5</source>
        <translation>中位数 0，四分位距 1</translation>
    </message>
</context>
<context>
    <name>loom::Standardize</name>
    <message>
        <source>mean 0, deviation 1</source>
        <translation>均值 0，标准差 1</translation>
    </message>
</context>
</TS>
