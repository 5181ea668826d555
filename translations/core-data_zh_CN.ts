<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>loom</name>
    <message>
        <source>The description of the samples is damaged.</source>
        <translation>样本的描述已损坏。</translation>
    </message>
    <message>
        <source>Train again, or take the file from a backup.</source>
        <translation>请重新训练，或从备份中取回该文件。</translation>
    </message>
    <message>
        <source>%1 cannot be opened.</source>
        <translation>无法打开 %1。</translation>
    </message>
    <message>
        <source>%1 holds no data that can be read.</source>
        <translation>%1 中没有可以读取的数据。</translation>
    </message>
    <message>
        <source>%1 cannot be read as data.</source>
        <translation>无法把 %1 作为数据读取。</translation>
    </message>
    <message>
        <source>Choose a folder with IDX files, CIFAR batches, one CSV file, or pictures in one folder per class.</source>
        <translation>请选择含有 IDX 文件、CIFAR 批文件、一个 CSV 文件，或按类别分文件夹存放图片的文件夹。</translation>
    </message>
    <message>
        <source>Choose a CSV or IDX file, a CIFAR batch, or a folder.</source>
        <translation>请选择 CSV 或 IDX 文件、CIFAR 批文件，或文件夹。</translation>
    </message>
    <message>
        <source>Open the picture in another program and save it again, or take it away.</source>
        <translation>请用其他程序打开该图片并重新保存，或把它移走。</translation>
    </message>
    <message>
        <source>The picture is damaged or cut off.</source>
        <translation>图片已损坏或不完整。</translation>
    </message>
    <message>
        <source>The picture has no pixels.</source>
        <translation>图片没有像素。</translation>
    </message>
    <message>
        <source>The picture says that it has %1 × %2 pixels; more than %3 million are not opened.</source>
        <translation>图片声称有 %1 × %2 像素；超过 %3 百万像素的图片不会打开。</translation>
    </message>
    <message>
        <source>Make the picture smaller in another program, or take it away.</source>
        <translation>请用其他程序缩小该图片，或把它移走。</translation>
    </message>
    <message>
        <source>The picture is an animation.</source>
        <translation>图片是动画。</translation>
    </message>
    <message>
        <source>This kind of BMP picture cannot be read.</source>
        <translation>无法读取这种 BMP 图片。</translation>
    </message>
    <message>
        <source>The file is empty.</source>
        <translation>文件是空的。</translation>
    </message>
    <message>
        <source>The file is not a PNG, JPEG, WebP or BMP picture.</source>
        <translation>文件不是 PNG、JPEG、WebP 或 BMP 图片。</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Integer</source>
        <translation>整数</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>数字</translation>
    </message>
    <message>
        <source>Date and time</source>
        <translation>日期时间</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Yes or no</source>
        <translation>是否</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>音频</translation>
    </message>
    <message>
        <source>Identifier</source>
        <translation>标识符</translation>
    </message>
    <message>
        <source>Column “%1” has the type “%2” and cannot be read as “%3”.</source>
        <translation>列“%1”的类型是“%2”，无法作为“%3”读取。</translation>
    </message>
    <message>
        <source>Choose another type for the column.</source>
        <translation>请为该列选择另一种类型。</translation>
    </message>
    <message>
        <source>The text cannot be read as %1.</source>
        <translation>无法按 %1 读取该文本。</translation>
    </message>
    <message>
        <source>Choose another encoding.</source>
        <translation>请选择另一种编码。</translation>
    </message>
    <message>
        <source>Column “%1” has neither “%2” nor “%3”.</source>
        <translation>“%1”列既没有“%2”也没有“%3”。</translation>
    </message>
    <message>
        <source>Choose data like that the model was trained with.</source>
        <translation>请选择与训练时相同类型的数据。</translation>
    </message>
    <message>
        <source>Column “%1” has no number in the training part.</source>
        <translation>列“%1”在训练集中没有任何数值。</translation>
    </message>
    <message>
        <source>Take the column out of the step, or drop it.</source>
        <translation>请从该步骤中去掉这一列，或删除这一列。</translation>
    </message>
    <message>
        <source>Step “%1”: %2</source>
        <translation>步骤“%1”：%2</translation>
    </message>
    <message>
        <source>There is no preparation step “%1”.</source>
        <translation>没有准备步骤“%1”。</translation>
    </message>
    <message>
        <source>A newer Layerloom may know it.</source>
        <translation>较新的层织可能支持它。</translation>
    </message>
    <message>
        <source>%1 has no setting “%2”.</source>
        <translation>%1 没有设置项“%2”。</translation>
    </message>
    <message>
        <source>there is no column “%1”.</source>
        <translation>没有列“%1”。</translation>
    </message>
    <message>
        <source>An earlier step may have dropped it; choose other columns.</source>
        <translation>前面的步骤可能已把它删除；请选择其他列。</translation>
    </message>
    <message>
        <source>column “%1” is what is learned, and steps leave it alone.</source>
        <translation>列“%1”是学习目标，准备步骤不会改动它。</translation>
    </message>
    <message>
        <source>Choose other columns, or another target.</source>
        <translation>请选择其他列，或换一个目标列。</translation>
    </message>
    <message>
        <source>column “%1” has the type “%2”, which it does not take.</source>
        <translation>列“%1”的类型是“%2”，此步骤不能处理。</translation>
    </message>
    <message>
        <source>Choose other columns, or another type for this one.</source>
        <translation>请选择其他列，或更改这一列的类型。</translation>
    </message>
    <message>
        <source>There is no column “%1”, which a preparation step changes.</source>
        <translation>没有列“%1”，而一个准备步骤要修改它。</translation>
    </message>
    <message>
        <source>Add the column, or take it out of the step.</source>
        <translation>请补上这一列，或从该步骤中去掉它。</translation>
    </message>
    <message>
        <source>What a preparation step has learned is damaged.</source>
        <translation>某个准备步骤学到的内容已损坏。</translation>
    </message>
    <message>
        <source>There is no kind of data “%1”.</source>
        <translation>没有“%1”这种数据。</translation>
    </message>
    <message>
        <source>Rows to use</source>
        <translation>选用的行</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Missing values and outliers</source>
        <translation>缺失值与离群值</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>Categories</source>
        <translation>类别</translation>
    </message>
</context>
<context>
    <name>loom::CsvColumn</name>
    <message>
        <source>Column “%1”: %2 values are too large for a number and count as missing.</source>
        <translation>列“%1”：有 %2 个值太大，无法作为数字，按缺失处理。</translation>
    </message>
    <message>
        <source>Column “%1”: commas are read as marks between thousands.</source>
        <translation>列“%1”：逗号按千位分隔符读取。</translation>
    </message>
    <message>
        <source>Column “%1” is not read as numbers because of “%2” in line %3; %4 of %5 values are numbers.</source>
        <translation>列“%1”没有按数字读取，因为第 %3 行是“%2”；%5 个值中有 %4 个是数字。</translation>
    </message>
    <message>
        <source>Column “%1”: the month is taken to stand before the day.</source>
        <translation>列“%1”：按月在前、日在后读取。</translation>
    </message>
</context>
<context>
    <name>loom::DatasetBuilder</name>
    <message>
        <source>Column “%1”: there is no type “%2”.</source>
        <translation>列“%1”：没有“%2”这种类型。</translation>
    </message>
    <message>
        <source>Types are integer, number, datetime, category, boolean, text and id.</source>
        <translation>类型有 integer、number、datetime、category、boolean、text 和 id。</translation>
    </message>
    <message>
        <source>Column “%1”: %2 values do not fit the type “%3” and count as missing.</source>
        <translation>列“%1”：有 %2 个值不符合类型“%3”，按缺失处理。</translation>
    </message>
    <message>
        <source>The data has no column “%1”.</source>
        <translation>数据中没有列“%1”。</translation>
    </message>
    <message>
        <source>Its columns are: %1.</source>
        <translation>它的列有：%1。</translation>
    </message>
    <message>
        <source>The pictures in %1 have no classes.</source>
        <translation>%1 中的图片没有类别。</translation>
    </message>
    <message>
        <source>Put the pictures of each class in a folder with the name of the class.</source>
        <translation>请把每个类别的图片放进以类别命名的文件夹。</translation>
    </message>
    <message>
        <source>%1 has no column that can be learned.</source>
        <translation>%1 中没有可以学习的列。</translation>
    </message>
    <message>
        <source>A column of numbers or of categories is needed; give the right column such a type.</source>
        <translation>需要一列数字或类别；请把相应的列设为这样的类型。</translation>
    </message>
    <message>
        <source>Column “%1” cannot be learned: its type is “%2”.</source>
        <translation>无法学习列“%1”：它的类型是“%2”。</translation>
    </message>
    <message>
        <source>Choose another target column, or another type for it.</source>
        <translation>请选择另一个目标列，或为它选择另一种类型。</translation>
    </message>
    <message>
        <source>Column “%1” has %2 different values in %3 rows; that is too many to be classes.</source>
        <translation>列“%1”在 %3 行中有 %2 个不同的值，作为类别太多了。</translation>
    </message>
    <message>
        <source>All rows are of one class, “%1”: there is nothing to tell apart.</source>
        <translation>所有行都属于同一类别“%1”，没有可以区分的内容。</translation>
    </message>
    <message>
        <source>%1 rows have no value in “%2” and are left out.</source>
        <translation>有 %1 行在“%2”中没有值，未被使用。</translation>
    </message>
    <message>
        <source>The pictures have %1 sizes, from %2 to %3 pixels; they are scaled to %4.</source>
        <translation>图片有 %1 种尺寸，从 %2 到 %3 像素；统一缩放为 %4。</translation>
    </message>
    <message>
        <source>%1 holds no picture that can be read.</source>
        <translation>%1 中没有可以读取的图片。</translation>
    </message>
    <message>
        <source>Check the pictures that were set aside, or choose other data.</source>
        <translation>请检查放到一边的图片，或选择其他数据。</translation>
    </message>
    <message>
        <source>Opening the data was stopped.</source>
        <translation>已停止打开数据。</translation>
    </message>
    <message>
        <source>%1 of %2 pictures cannot be read and are left out; the first is %3</source>
        <translation>%2 张图片中有 %1 张无法读取，未被使用；第一张：%3</translation>
    </message>
    <message>
        <source>%1 has no rows left to train on.</source>
        <translation>%1 没有剩下可供训练的行。</translation>
    </message>
    <message>
        <source>Choose data with more rows, or make the validation and test parts smaller.</source>
        <translation>请选择行数更多的数据，或缩小验证集和测试集。</translation>
    </message>
    <message>
        <source>Column “%1” has the type “%2” and is not used.</source>
        <translation>列“%1”的类型是“%2”，未被使用。</translation>
    </message>
    <message>
        <source>Column “%1” has %2 categories; the %3 most frequent ones are told apart.</source>
        <translation>列“%1”有 %2 个类别；只区分最常见的 %3 个。</translation>
    </message>
    <message>
        <source>Column “%1” is empty in the training part and is not used.</source>
        <translation>列“%1”在训练集中为空，未被使用。</translation>
    </message>
    <message>
        <source>%1 has no column to learn “%2” from.</source>
        <translation>%1 中没有可用来学习“%2”的列。</translation>
    </message>
    <message>
        <source>At least one more column of numbers or categories is needed.</source>
        <translation>至少还需要一列数字或类别。</translation>
    </message>
    <message>
        <source>Column “%1” is taken for the target, from its name or its place.</source>
        <translation>按列名或位置，将“%1”列作为目标列。</translation>
    </message>
    <message>
        <source>Preparation steps leave %1 of %2 rows out.</source>
        <translation>准备步骤排除了 %2 行中的 %1 行。</translation>
    </message>
</context>
<context>
    <name>loom::FilterParser</name>
    <message>
        <source>“and” or “or” is expected</source>
        <translation>此处应为“且”或“或”</translation>
    </message>
    <message>
        <source>Condition, character %1: %2.</source>
        <translation>条件，第 %1 个字符：%2。</translation>
    </message>
    <message>
        <source>Write conditions like: city = Paris and age &lt; 30, or: price is missing.</source>
        <translation>条件可写成：城市 = 上海 且 年龄 &lt; 30，或：价格 是 缺失。</translation>
    </message>
    <message>
        <source>there are too many brackets</source>
        <translation>括号太多</translation>
    </message>
    <message>
        <source>a closing bracket is expected</source>
        <translation>此处应为右括号</translation>
    </message>
    <message>
        <source>there is no column “%1”</source>
        <translation>没有列“%1”</translation>
    </message>
    <message>
        <source>the name of a column is expected</source>
        <translation>此处应为列名</translation>
    </message>
    <message>
        <source>=, ≠, &lt;, ≤, &gt;, ≥, “in”, “contains” or “is missing” is expected</source>
        <translation>此处应为 =、≠、&lt;、≤、&gt;、≥、“属于”、“包含”或“是 缺失”</translation>
    </message>
    <message>
        <source>a value is expected</source>
        <translation>此处应为一个值</translation>
    </message>
    <message>
        <source>column “%1” holds numbers, and “%2” is none</source>
        <translation>列“%1”是数值列，而“%2”不是数值</translation>
    </message>
    <message>
        <source>column “%1” holds dates, and “%2” is none</source>
        <translation>列“%1”是日期列，而“%2”不是日期</translation>
    </message>
    <message>
        <source>an opening bracket is expected</source>
        <translation>此处应为左括号</translation>
    </message>
</context>
<context>
    <name>loom::Reading</name>
    <message>
        <source>Opening the data was stopped.</source>
        <translation>已停止打开数据。</translation>
    </message>
    <message>
        <source>%1 rows have a wrong number of fields or a quote that is not closed; they were set aside.</source>
        <translation>%1 行的字段数不对或引号没有闭合，已放到一边。</translation>
    </message>
    <message>
        <source>%1 has other columns than %2.</source>
        <translation>%1 的列与 %2 不同。</translation>
    </message>
    <message>
        <source>Files of one table need the same columns in the same order.</source>
        <translation>同一张表的各个文件必须有相同的列，顺序也要相同。</translation>
    </message>
    <message>
        <source>%1 has %2 columns; more than %3 cannot be opened.</source>
        <translation>%1 有 %2 列；超过 %3 列无法打开。</translation>
    </message>
    <message>
        <source>Check that the right delimiter is chosen.</source>
        <translation>请检查分隔符是否选对。</translation>
    </message>
    <message>
        <source>%1 has no rows.</source>
        <translation>%1 没有数据行。</translation>
    </message>
    <message>
        <source>Choose a file with at least one row of data.</source>
        <translation>请选择至少有一行数据的文件。</translation>
    </message>
    <message>
        <source>%1 is no regular table: %2 of %3 rows do not have %4 fields. The first is line %5 with %6.</source>
        <translation>%1 不是规则的表：%3 行中有 %2 行不是 %4 个字段。第一处是第 %5 行，有 %6 个。</translation>
    </message>
    <message>
        <source>Choose the right delimiter and quotes in the settings of the source, or mend the file.</source>
        <translation>请在数据源设置中选对分隔符和引号，或修正该文件。</translation>
    </message>
</context>
<context>
    <name>loom::Samples</name>
    <message>
        <source>%1 holds no pictures, but the network takes pictures.</source>
        <translation>%1 中没有图片，而网络需要图片。</translation>
    </message>
    <message>
        <source>Choose pictures, or an IDX or CIFAR file.</source>
        <translation>请选择图片，或 IDX、CIFAR 文件。</translation>
    </message>
    <message>
        <source>%1 has no column “%2”, which the network needs.</source>
        <translation>%1 没有网络所需的列“%2”。</translation>
    </message>
    <message>
        <source>Add the column, or choose data with the same columns as in training.</source>
        <translation>请添加该列，或选择与训练时列相同的数据。</translation>
    </message>
</context>
<context>
    <name>std</name>
    <message>
        <source>A quote is opened and not closed.</source>
        <translation>引号打开后没有闭合。</translation>
    </message>
    <message>
        <source>%1 fields were found, %2 were expected.</source>
        <translation>找到 %1 个字段，应为 %2 个。</translation>
    </message>
    <message>
        <source>The row holds zero bytes, which are no text.</source>
        <translation>该行含有零字节，不是文本。</translation>
    </message>
</context>
</TS>
