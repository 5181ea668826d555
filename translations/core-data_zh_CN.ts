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
        <source>Unpack it yourself if you trust it, and choose the folder.</source>
        <translation>如果信任它，请自行解压后选择文件夹。</translation>
    </message>
    <message>
        <source>%1 is refused: “%2” would lie outside of the folder.</source>
        <translation>已拒绝 %1：“%2”会落到文件夹之外。</translation>
    </message>
    <message>
        <source>Drop the column</source>
        <translation>删除该列</translation>
    </message>
    <message>
        <source>Leave these rows out</source>
        <translation>排除这些行</translation>
    </message>
    <message>
        <source>Keep one of each</source>
        <translation>每组保留一个</translation>
    </message>
    <message>
        <source>Fill in the missing values</source>
        <translation>填补缺失值</translation>
    </message>
    <message>
        <source>Clip to the usual range</source>
        <translation>截断到正常范围</translation>
    </message>
    <message>
        <source>Convert to one unit</source>
        <translation>换算为同一单位</translation>
    </message>
    <message>
        <source>Put rare categories together</source>
        <translation>合并稀有类别</translation>
    </message>
    <message>
        <source>Replace by a salted hash</source>
        <translation>替换为加盐哈希</translation>
    </message>
    <message>
        <source>Weight by class</source>
        <translation>按类别加权</translation>
    </message>
    <message>
        <source>Draw the parts again</source>
        <translation>重新划分数据集</translation>
    </message>
    <message>
        <source>Choose the encoding</source>
        <translation>选择编码</translation>
    </message>
    <message>
        <source>1 row</source>
        <translation>1 行</translation>
    </message>
    <message>
        <source>%1 rows</source>
        <translation>%1 行</translation>
    </message>
    <message>
        <source>Column “%1”: “%2” is taken for a value like the others, not for a missing one.</source>
        <translation>列“%1”：“%2”按普通取值处理，不视为缺失值。</translation>
    </message>
    <message>
        <source>Column “%1”: in the part “%2” a full stop stands behind every value. It was taken off, so that the values are those of the other part; “Mend what is odd” in the settings of the source overrules that.</source>
        <translation>列“%1”：在“%2”部分中，每个值末尾都多一个句点。已将其去掉，使取值与其他部分一致；可在数据源设置的“修正异常”中更改。</translation>
    </message>
    <message>
        <source>Column “%1”: its numbers got the names that the first line gives. “Mend what is odd” in the settings of the source overrules that.</source>
        <translation>列“%1”：其数字已按首行给出的名称命名。可在数据源设置的“修正异常”中更改。</translation>
    </message>
    <message>
        <source>Choose a folder with IDX files, CIFAR batches, one table, arrays of numpy, or pictures in one folder per class.</source>
        <translation>请选择含有 IDX 文件、CIFAR 批次、一个表格、numpy 数组或按类别分文件夹存放的图片的文件夹。</translation>
    </message>
    <message>
        <source>Choose a table (CSV, Excel, JSON), an IDX file, a CIFAR batch, arrays of numpy (NPZ), a folder, or a ZIP or TAR archive of these.</source>
        <translation>请选择表格（CSV、Excel、JSON）、IDX 文件、CIFAR 批次、numpy 数组（NPZ）、文件夹，或装有这些内容的 ZIP 或 TAR 压缩包。</translation>
    </message>
    <message>
        <source>It is no sound that can be read.</source>
        <translation>无法作为音频读取。</translation>
    </message>
    <message>
        <source>WAV, FLAC, OGG and MP3 files can be read.</source>
        <translation>支持 WAV、FLAC、OGG 和 MP3 文件。</translation>
    </message>
    <message>
        <source>Choose another file.</source>
        <translation>请选择其他文件。</translation>
    </message>
    <message>
        <source>The sound has no samples.</source>
        <translation>音频中没有采样点。</translation>
    </message>
    <message>
        <source>The sound is longer than %1 samples.</source>
        <translation>音频超过 %1 个采样点。</translation>
    </message>
    <message>
        <source>Cut it into shorter pieces.</source>
        <translation>请将其切成较短的片段。</translation>
    </message>
    <message>
        <source>The sound has %1 samples a second and cannot be brought to %2.</source>
        <translation>音频采样率为 %1 Hz，无法重采样到 %2 Hz。</translation>
    </message>
    <message>
        <source>Choose a rate that is nearer.</source>
        <translation>请选择更接近的采样率。</translation>
    </message>
    <message>
        <source>There is no part for training; the rows of %1 are learned from.</source>
        <translation>没有训练集部分，使用 %1 的行进行训练。</translation>
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
    <message>
        <source>%1 is refused: the name “%2” … is too long or too deep.</source>
        <translation>已拒绝 %1：名称“%2”…过长或层级过深。</translation>
    </message>
    <message>
        <source>Column “%1”: the month is taken to stand before the day.</source>
        <translation>列“%1”：按月在前、日在后读取。</translation>
    </message>
    <message>
        <source>The program ends.</source>
        <translation>程序即将退出。</translation>
    </message>
    <message>
        <source>Texts</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Sounds</source>
        <translation>声音</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Series</source>
        <translation>时间序列</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>隐私</translation>
    </message>
    <message>
        <source>Vector</source>
        <translation>向量</translation>
    </message>
    <message>
        <source>Split by group</source>
        <translation>按分组划分</translation>
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
        <source>No column is chosen to split the rows by.</source>
        <translation>没有选择划分所依据的列。</translation>
    </message>
    <message>
        <source>The rows are to be split by the column “%1”, which the data does not have.</source>
        <translation>要按列“%1”划分，但数据中没有这一列。</translation>
    </message>
    <message>
        <source>The rows cannot be split by “%1”: it is what is to be learned.</source>
        <translation>无法按“%1”划分：它是要学习的目标。</translation>
    </message>
    <message>
        <source>The rows cannot be split in time by “%1”: its type is “%2”, not a date or a number.</source>
        <translation>无法按“%1”的时间先后划分：它的类型是“%2”，不是日期或数值。</translation>
    </message>
    <message>
        <source>The rows cannot be split by “%1”: its type is “%2”.</source>
        <translation>无法按“%1”划分：它的类型是“%2”。</translation>
    </message>
    <message>
        <source>The rows cannot be split by “%1”: it has no two different values.</source>
        <translation>无法按“%1”划分：它没有两个不同的取值。</translation>
    </message>
    <message>
        <source>Choose fewer folds.</source>
        <translation>请减少折数。</translation>
    </message>
    <message>
        <source>%1 folds cannot be made of %2 rows.</source>
        <translation>无法把 %2 行分成 %1 折。</translation>
    </message>
    <message>
        <source>%1 folds cannot be made of %2 groups, the values of “%3”.</source>
        <translation>无法把 %2 个分组（“%3”的取值）分成 %1 折。</translation>
    </message>
    <message>
        <source>%1 rows have no value in “%2”, by which the rows are split: they are in the training part.</source>
        <translation>%1 行在划分所依据的“%2”中没有值，已归入训练集。</translation>
    </message>
    <message>
        <source>“%1” has too few different values for all three parts: one is empty.</source>
        <translation>“%1”的不同取值太少，不够分成三部分：其中一部分为空。</translation>
    </message>
    <message>
        <source>Column “%1” cannot be written as text: its type is “%2”.</source>
        <translation>列“%1”无法写成文本：它的类型是“%2”。</translation>
    </message>
    <message>
        <source>The pictures have several sizes (%1×%2, %3×%4): an array holds one.</source>
        <translation>图片有多种尺寸（%1×%2、%3×%4）：一个数组只能容纳一种。</translation>
    </message>
    <message>
        <source>Bring the pictures to one size first.</source>
        <translation>请先把图片统一成一种尺寸。</translation>
    </message>
    <message>
        <source>Arrays hold numbers, so the values of “%1” are numbered: %2.</source>
        <translation>数组只能存放数值，因此“%1”的取值改为编号：%2。</translation>
    </message>
    <message>
        <source>Column “%1” cannot be written as an array of numbers: its type is “%2”.</source>
        <translation>列“%1”无法写成数值数组：它的类型是“%2”。</translation>
    </message>
    <message>
        <source>Choose a name that ends in .csv or .jsonl, or leave the column out.</source>
        <translation>请使用以 .csv 或 .jsonl 结尾的名称，或去掉这一列。</translation>
    </message>
    <message>
        <source>%1 rows were written, %2 are read back.</source>
        <translation>写入了 %1 行，读回 %2 行。</translation>
    </message>
    <message>
        <source>%1 columns were written, %2 are read back.</source>
        <translation>写入了 %1 列，读回 %2 列。</translation>
    </message>
    <message>
        <source>Column “%1” is read back as “%2”.</source>
        <translation>列“%1”读回后名为“%2”。</translation>
    </message>
    <message>
        <source>Column “%1” has the type “%2” and is read back with the type “%3”.</source>
        <translation>列“%1”的类型是“%2”，读回后是“%3”。</translation>
    </message>
    <message>
        <source>Column “%1”: %2 values are read back as others. The first is in row %3: “%4” for “%5”.</source>
        <translation>列“%1”：%2 个值读回后不同。第一处在第 %3 行：原为“%5”，读回“%4”。</translation>
    </message>
    <message>
        <source>Row %1</source>
        <translation>第 %1 行</translation>
    </message>
    <message>
        <source>Column “%1”: its values are read back as their numbers.</source>
        <translation>列“%1”：读回后取值变为其编号。</translation>
    </message>
    <message>
        <source>Column “%1” holds no pictures, which a preparation step changes.</source>
        <translation>列“%1”不是图片，而准备步骤要修改图片。</translation>
    </message>
    <message>
        <source>Choose pictures, or an IDX or CIFAR file.</source>
        <translation>请选择图片，或 IDX、CIFAR 文件。</translation>
    </message>
    <message>
        <source>Augmentation</source>
        <translation>数据增强</translation>
    </message>
    <message>
        <source>%1 rows with %2 numbers each take %3 GB, more than half of the free memory.</source>
        <translation>%1 行、每行 %2 个数需要 %3 GB，超过可用内存的一半。</translation>
    </message>
    <message>
        <source>Choose a smaller length or fewer features, or filter the rows first.</source>
        <translation>请减小长度或特征数，或先筛选行。</translation>
    </message>
    <message>
        <source>no column is chosen.</source>
        <translation>没有选择列。</translation>
    </message>
    <message>
        <source>Choose at least one column.</source>
        <translation>请至少选择一列。</translation>
    </message>
    <message>
        <source>The columns are read back in another order.</source>
        <translation>读回后各列的顺序不同。</translation>
    </message>
    <message>
        <source>Sounds stay the files that they are: copy their folder.</source>
        <translation>声音仍以原来的文件保存：请复制其所在文件夹。</translation>
    </message>
    <message>
        <source>Pictures of one size can be written as arrays: choose a name that ends in .npz. Others stay the files that they are: copy their folder.</source>
        <translation>尺寸一致的图片可以写成数组：请选择以 .npz 结尾的文件名。其他图片仍以原来的文件保存：请复制其所在文件夹。</translation>
    </message>
    <message>
        <source>%1 is empty (0 bytes).</source>
        <translation>%1 是空文件（0 字节）。</translation>
    </message>
    <message>
        <source>Perhaps copying it was cut off. Choose another file.</source>
        <translation>可能复制时中断了。请选择其他文件。</translation>
    </message>
    <message>
        <source>Line %1: %2.</source>
        <translation>第 %1 行：%2。</translation>
    </message>
    <message>
        <source>there are more than %1 objects in one picture</source>
        <translation>一张图片中的物体超过 %1 个</translation>
    </message>
    <message>
        <source>“%1” is no number</source>
        <translation>“%1”不是数字</translation>
    </message>
    <message>
        <source>%1 numbers stand there, not a class, x, y, width and height</source>
        <translation>这里有 %1 个数字，而不是类别、x、y、宽和高</translation>
    </message>
    <message>
        <source>a class is a whole number from 0 on, not %1</source>
        <translation>类别应为从 0 开始的整数，而不是 %1</translation>
    </message>
    <message>
        <source>there is no class %1, only %2 of them</source>
        <translation>没有类别 %1，总共只有 %2 个</translation>
    </message>
    <message>
        <source>elements lie in each other too deeply</source>
        <translation>元素嵌套过深</translation>
    </message>
    <message>
        <source>an object has no box of xmin, ymin, xmax and ymax</source>
        <translation>一个物体没有由 xmin、ymin、xmax 和 ymax 组成的边界框</translation>
    </message>
    <message>
        <source>the XML is damaged, cut off, or has a document type</source>
        <translation>XML 已损坏、不完整，或带有文档类型声明</translation>
    </message>
    <message>
        <source>It is about a picture of %1×%2 pixels, but that has %3×%4.</source>
        <translation>它描述的是 %1×%2 像素的图片，但该图片为 %3×%4。</translation>
    </message>
    <message>
        <source>%1 is no list of boxes as COCO has it: %2.</source>
        <translation>%1 不是 COCO 格式的边界框列表：%2。</translation>
    </message>
    <message>
        <source>It needs images with id, file_name, width and height, categories with id and name, and annotations with image_id, category_id and bbox.</source>
        <translation>需要带 id、file_name、width 和 height 的 images，带 id 和 name 的 categories，以及带 image_id、category_id 和 bbox 的 annotations。</translation>
    </message>
    <message>
        <source>it has no list “%1”</source>
        <translation>它没有列表“%1”</translation>
    </message>
    <message>
        <source>entry %1 of “%2” has no id of its own or no name</source>
        <translation>“%2”的第 %1 项没有唯一的 id 或没有名称</translation>
    </message>
    <message>
        <source>entry %1 of “%2” has no id of its own, file_name, width or height</source>
        <translation>“%2”的第 %1 项没有唯一的 id，或缺少 file_name、width 或 height</translation>
    </message>
    <message>
        <source>entry %1 of “%2” is about no picture of “images”</source>
        <translation>“%2”的第 %1 项不对应“images”中的任何图片</translation>
    </message>
    <message>
        <source>its class is none of “categories”</source>
        <translation>它的类别不在“categories”中</translation>
    </message>
    <message>
        <source>its bbox is not four numbers</source>
        <translation>它的 bbox 不是四个数字</translation>
    </message>
    <message>
        <source>Entry %1 of “annotations” in %2: %3.</source>
        <translation>%2 中“annotations”的第 %1 项：%3。</translation>
    </message>
    <message>
        <source>a class has no name, or one with blanks around it</source>
        <translation>一个类别没有名称，或名称前后有空格</translation>
    </message>
    <message>
        <source>the name of a class has %1 bytes, more than %2</source>
        <translation>一个类别的名称有 %1 字节，超过 %2</translation>
    </message>
    <message>
        <source>a class cannot be called “%1”</source>
        <translation>类别不能叫作“%1”</translation>
    </message>
    <message>
        <source>a box goes from %1, %2 to %3, %4 and so leaves the picture, whose edges are 0 and 1</source>
        <translation>一个边界框从 %1, %2 到 %3, %4，超出了图片（图片边缘为 0 和 1）</translation>
    </message>
    <message>
        <source>a box has no area</source>
        <translation>一个边界框没有面积</translation>
    </message>
    <message>
        <source>“%1” is not a class and four numbers</source>
        <translation>“%1”不是一个类别加四个数字</translation>
    </message>
    <message>
        <source>The step “%1” moves what is in a picture, and its boxes would stay where they are.</source>
        <translation>步骤“%1”会移动图片中的内容，而边界框会留在原处。</translation>
    </message>
    <message>
        <source>Take it out of the list, or switch it off. Steps that change colours and brightness suit boxes, and so does “Resize pictures” that stretches.</source>
        <translation>请将它从列表中移除或关闭。改变颜色和亮度的步骤适合边界框，以拉伸方式进行的“调整图片尺寸”也适合。</translation>
    </message>
</context>
<context>
    <name>loom::Augmentation</name>
    <message>
        <source>Step “%1” is not for such samples.</source>
        <translation>步骤“%1”不适用于这类样本。</translation>
    </message>
    <message>
        <source>It changes pictures or spectrograms in decibels, as its help says; take it out of the list.</source>
        <translation>它只修改图片或分贝频谱图，见其说明；请把它从列表中移除。</translation>
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
        <source>Column “%1”: every value has the mark “%2”; the numbers were read without it.</source>
        <translation>列“%1”：每个值都带有符号“%2”；已去掉该符号按数值读取。</translation>
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
    <message>
        <source>%1 rows have nothing in “%2” behind the preparation steps and are left out.</source>
        <translation>准备步骤之后，有 %1 行在“%2”中没有值，不参与训练。</translation>
    </message>
    <message>
        <source>%1 rows are left out by hand.</source>
        <translation>手动排除了 %1 行。</translation>
    </message>
    <message>
        <source>%1 changes made by hand do not fit the data as it is now and are not applied. The first: %2</source>
        <translation>有 %1 处手动修改与现在的数据对不上，未应用。第一处：%2</translation>
    </message>
    <message>
        <source>%1 rows have a “%2” that was given by hand.</source>
        <translation>%1 行的“%2”是手动给定的。</translation>
    </message>
    <message>
        <source>%1 rows were given a “%2” by hand; it is not the target now and stays as it is in the file.</source>
        <translation>%1 行手动给定过“%2”，但它现在不是目标列，仍取文件中的值。</translation>
    </message>
    <message>
        <source>An epoch of training goes through %1 rows, balanced from %2.</source>
        <translation>每轮训练使用 %1 行，由 %2 行平衡而来。</translation>
    </message>
    <message>
        <source>Column “%1” holds ids of tokens beside other columns, and a network takes them for quantities unless it looks them up: put a Slice layer (%2 from %3 on) in front of an Embedding layer (%4 ids), drop the other columns, or use the step “%5” instead.</source>
        <translation>列“%1”是词元编号，旁边还有其他列；网络若不查表，就会把编号当作数量：请在嵌入层（%4 个编号）前放一个切片层（从 %3 起取 %2 个），或删除其他列，或改用步骤“%5”。</translation>
    </message>
    <message>
        <source>Column “%1” names %2 different classes of objects; that is too many.</source>
        <translation>列“%1”中有 %2 种不同的物体类别，太多了。</translation>
    </message>
    <message>
        <source>Choose another target column.</source>
        <translation>请选择另一个目标列。</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1 rows were given a “%2” by hand that cannot be learned; they keep what the file says. The first: %3.</source>
        <translation>%1 行手动给定的“%2”无法学习，仍用文件中的值。第一处：%3。</translation>
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
    <name>loom::Guard</name>
    <message>
        <source>%1 holds more than %2 files.</source>
        <translation>%1 中的文件超过 %2 个。</translation>
    </message>
    <message>
        <source>%1 is refused: it has %2 bytes and unpacks to far more than any data would.</source>
        <translation>已拒绝 %1：它只有 %2 字节，解压后却远远超出任何数据应有的大小。</translation>
    </message>
    <message>
        <source>Such files are made to fill memory and disk. Get the data from somebody you trust.</source>
        <translation>这类文件是为占满内存和磁盘而制作的。请从可信的来源获取数据。</translation>
    </message>
</context>
<context>
    <name>loom::JsonRowReader</name>
    <message>
        <source>It holds a number that is too large.</source>
        <translation>其中有过大的数。</translation>
    </message>
    <message>
        <source>It is no valid JSON at byte %1.</source>
        <translation>第 %1 字节处不是有效的 JSON。</translation>
    </message>
    <message>
        <source>It would make the table wider than %1 columns.</source>
        <translation>它会使表格超过 %1 列。</translation>
    </message>
    <message>
        <source>It is nested more than %1 deep.</source>
        <translation>嵌套超过 %1 层。</translation>
    </message>
    <message>
        <source>It is no object with names and values.</source>
        <translation>它不是由名称和值组成的对象。</translation>
    </message>
</context>
<context>
    <name>loom::JsonRows</name>
    <message>
        <source>It is no valid JSON at byte %1.</source>
        <translation>第 %1 字节处不是有效的 JSON。</translation>
    </message>
    <message>
        <source>%1 has %2 columns in %3 rows, which is more than fits into memory.</source>
        <translation>%1 有 %3 行、%2 列，内存放不下。</translation>
    </message>
    <message>
        <source>Keys that hardly any row has make such a table. Bring the values into fewer keys.</source>
        <translation>几乎没有哪行用到的键会造成这样的表格。请把值归并到较少的键中。</translation>
    </message>
</context>
<context>
    <name>loom::LargeText</name>
    <message>
        <source>The decoded text cannot be read again.</source>
        <translation>无法再次读取解码后的文本。</translation>
    </message>
    <message>
        <source>Make room on the disk, and try again.</source>
        <translation>请腾出磁盘空间后重试。</translation>
    </message>
</context>
<context>
    <name>loom::NamePattern</name>
    <message>
        <source>“%1” is no pattern of file names.</source>
        <translation>“%1”不是有效的文件名模式。</translation>
    </message>
    <message>
        <source>A brace is closed that was not opened.</source>
        <translation>有多余的右花括号。</translation>
    </message>
    <message>
        <source>Close each brace: {digit}_{speaker}_{index}.</source>
        <translation>请闭合每个花括号，例如 {digit}_{speaker}_{index}。</translation>
    </message>
    <message>
        <source>Give each part a name of its own: {digit}_{speaker}_{index}.</source>
        <translation>请给每个部分取一个不重复的名称，例如 {digit}_{speaker}_{index}。</translation>
    </message>
    <message>
        <source>Something must stand between two parts, as in {digit}_{speaker}_{index}.</source>
        <translation>两个部分之间必须有分隔符，例如 {digit}_{speaker}_{index}。</translation>
    </message>
    <message>
        <source>Put the name of each part in braces: {digit}_{speaker}_{index}.</source>
        <translation>请用花括号括住每个部分的名称，例如 {digit}_{speaker}_{index}。</translation>
    </message>
</context>
<context>
    <name>loom::P</name>
    <message>
        <source>Around it</source>
        <translation>四周填充</translation>
    </message>
    <message>
        <source>Black</source>
        <translation>黑色</translation>
    </message>
    <message>
        <source>White</source>
        <translation>白色</translation>
    </message>
    <message>
        <source>The edge&apos;s own colour</source>
        <translation>边缘颜色</translation>
    </message>
</context>
<context>
    <name>loom::Place</name>
    <message>
        <source>%1 cannot be read.</source>
        <translation>无法读取 %1。</translation>
    </message>
    <message>
        <source>%1 is larger than such a file can be.</source>
        <translation>%1 过大，不可能是这类文件。</translation>
    </message>
    <message>
        <source>Check that it is the right file.</source>
        <translation>请确认文件是否正确。</translation>
    </message>
</context>
<context>
    <name>loom::Reading</name>
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
    <message>
        <source>The first line, “%1”, counts rows and columns and is no row of the table. It was passed over; “Lines passed over” in the settings of the source overrules that.</source>
        <translation>首行“%1”只记录行数和列数，不是表格数据，已跳过；可在数据源设置的“跳过的行数”中更改。</translation>
    </message>
    <message>
        <source>The first %1 lines, “%2” …, are no rows of the table. They were passed over; “Lines passed over” in the settings of the source overrules that.</source>
        <translation>开头 %1 行（“%2”……）不是表格数据，已跳过；可在数据源设置的“跳过的行数”中更改。</translation>
    </message>
    <message>
        <source>The first line counts %1 rows; the file has %2. It may have been cut off.</source>
        <translation>首行记录有 %1 行，而文件中有 %2 行，文件可能不完整。</translation>
    </message>
    <message>
        <source>The first %1 rows hold names, one above the other; they were joined to one name a column. “Rows of names” in the settings of the source overrules that.</source>
        <translation>开头 %1 行都是列名（多级表头），已合并为每列一个名称；可在数据源设置的“表头行数”中更改。</translation>
    </message>
    <message>
        <source>%1 has changed while it was read.</source>
        <translation>%1 在读取过程中被修改了。</translation>
    </message>
    <message>
        <source>Open it again when the other program has written it.</source>
        <translation>请等另一个程序写完后再打开。</translation>
    </message>
</context>
<context>
    <name>loom::Reading::H</name>
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
    <message>
        <source>Column “%1” holds %2 in each row, but the network was trained with %3.</source>
        <translation>列“%1”每行是 %2，而网络训练时用的是 %3。</translation>
    </message>
    <message>
        <source>Choose data like that the model was trained with.</source>
        <translation>请选择与训练时相同类型的数据。</translation>
    </message>
</context>
<context>
    <name>loom::TarTree</name>
    <message>
        <source>%1 is refused: “%2” is a link or a device.</source>
        <translation>已拒绝 %1：“%2”是链接或设备。</translation>
    </message>
    <message>
        <source>%1 unpacks to more than the %2 MB that can be held in memory.</source>
        <translation>%1 解压后超过内存可容纳的 %2 MB。</translation>
    </message>
    <message>
        <source>Unpack it and choose the folder, or pack it as ZIP.</source>
        <translation>请解压后选择文件夹，或改用 ZIP 打包。</translation>
    </message>
    <message>
        <source>%1 is damaged or cut off.</source>
        <translation>%1 已损坏或不完整。</translation>
    </message>
    <message>
        <source>It is damaged. Fetch it again, or use another one.</source>
        <translation>文件已损坏。请重新获取，或换一个文件。</translation>
    </message>
</context>
<context>
    <name>loom::Window</name>
    <message>
        <source>%1 has a line of more than %2 MB; that is no table.</source>
        <translation>%1 中有一行超过 %2 MB，不是表格。</translation>
    </message>
    <message>
        <source>Choose a file with rows.</source>
        <translation>请选择按行存放数据的文件。</translation>
    </message>
</context>
<context>
    <name>loom::ZipTree</name>
    <message>
        <source>%1 is refused: “%2” is a link or a device.</source>
        <translation>已拒绝 %1：“%2”是链接或设备。</translation>
    </message>
    <message>
        <source>%1 is refused: it holds “%2” twice.</source>
        <translation>已拒绝 %1：“%2”出现了两次。</translation>
    </message>
</context>
<context>
    <name>std</name>
    <message>
        <source>Choose another column for the split, or another way of splitting.</source>
        <translation>请为划分选择另一列，或换一种划分方式。</translation>
    </message>
</context>
</TS>
