<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>loom</name>
    <message>
        <source>Get the file again.</source>
        <translation>请重新获取该文件。</translation>
    </message>
    <message>
        <source>CIFAR-10</source>
        <translation>CIFAR-10</translation>
    </message>
    <message>
        <source>Small colour pictures in the binary files of CIFAR-10.</source>
        <translation>CIFAR-10 二进制文件中的小幅彩色图片。</translation>
    </message>
    <message>
        <source>As found</source>
        <translation>自动识别</translation>
    </message>
    <message>
        <source>Table (CSV)</source>
        <translation>表格 (CSV)</translation>
    </message>
    <message>
        <source>Rows of text with a delimiter: CSV, TSV and their kin, in any encoding.</source>
        <translation>用分隔符分开的文本行：CSV、TSV 及类似格式，编码不限。</translation>
    </message>
    <message>
        <source>Delimiter</source>
        <translation>分隔符</translation>
    </message>
    <message>
        <source>What stands between two fields.</source>
        <translation>两个字段之间的符号。</translation>
    </message>
    <message>
        <source>Comma</source>
        <translation>逗号</translation>
    </message>
    <message>
        <source>Semicolon</source>
        <translation>分号</translation>
    </message>
    <message>
        <source>Tab</source>
        <translation>制表符</translation>
    </message>
    <message>
        <source>Vertical bar</source>
        <translation>竖线</translation>
    </message>
    <message>
        <source>Spaces</source>
        <translation>空格</translation>
    </message>
    <message>
        <source>Quotes</source>
        <translation>引号</translation>
    </message>
    <message>
        <source>What stands around fields that hold delimiters or line ends.</source>
        <translation>含有分隔符或换行的字段两边的符号。</translation>
    </message>
    <message>
        <source>Double (&quot;)</source>
        <translation>双引号 (&quot;)</translation>
    </message>
    <message>
        <source>Single (&apos;)</source>
        <translation>单引号 (&apos;)</translation>
    </message>
    <message>
        <source>No quotes</source>
        <translation>没有引号</translation>
    </message>
    <message>
        <source>Header</source>
        <translation>表头</translation>
    </message>
    <message>
        <source>Whether the first row holds the names of the columns.</source>
        <translation>第一行是否是列名。</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>No</source>
        <translation>否</translation>
    </message>
    <message>
        <source>Decimal mark</source>
        <translation>小数点</translation>
    </message>
    <message>
        <source>What stands before the fraction of a number.</source>
        <translation>小数部分之前的符号。</translation>
    </message>
    <message>
        <source>Point (1.5)</source>
        <translation>点 (1.5)</translation>
    </message>
    <message>
        <source>Comma (1,5)</source>
        <translation>逗号 (1,5)</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>How characters are stored, for example UTF-8, GB18030, Big5 or windows-1252. Empty: as found.</source>
        <translation>字符的存储方式，例如 UTF-8、GB18030、Big5 或 windows-1252。留空则自动识别。</translation>
    </message>
    <message>
        <source>Generated digits</source>
        <translation>生成的数字</translation>
    </message>
    <message>
        <source>Digits drawn from the installed fonts, shifted, turned, made thicker and noisy. Needs no data.</source>
        <translation>用已安装的字体绘制数字，加上平移、旋转、加粗和噪声。不需要数据。</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行数</translation>
    </message>
    <message>
        <source>How many pictures; every digit gets a tenth of them.</source>
        <translation>图片的数量；每个数字各占十分之一。</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Height and width of the pictures.</source>
        <translation>图片的高和宽。</translation>
    </message>
    <message>
        <source>px</source>
        <translation>px</translation>
    </message>
    <message>
        <source>Test share</source>
        <translation>测试比例</translation>
    </message>
    <message>
        <source>Which share of the rows is kept for the test at the end.</source>
        <translation>留给最后测试的行所占的比例。</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>The same seed gives the same rows.</source>
        <translation>相同的种子得到相同的行。</translation>
    </message>
    <message>
        <source>%1 is cut off or damaged: %2 bytes were expected, %3 were found.</source>
        <translation>%1 不完整或已损坏：应为 %2 字节，实际有 %3 字节。</translation>
    </message>
    <message>
        <source>%1 is no IDX file: it begins with %2 %3 %4 %5.</source>
        <translation>%1 不是 IDX 文件：它以 %2 %3 %4 %5 开头。</translation>
    </message>
    <message>
        <source>An IDX file begins with 0 0 8 and the number of its dimensions. Choose another file.</source>
        <translation>IDX 文件以 0 0 8 和维数开头。请选择另一个文件。</translation>
    </message>
    <message>
        <source>%1 holds values of kind %2; only whole numbers from 0 to 255 (kind 8) can be read.</source>
        <translation>%1 中的值属于第 %2 种；只能读取 0 到 255 的整数（第 8 种）。</translation>
    </message>
    <message>
        <source>Write the file again with unsigned bytes.</source>
        <translation>请用无符号字节重新写出该文件。</translation>
    </message>
    <message>
        <source>%1 is damaged: it claims to hold more values than it can.</source>
        <translation>%1 已损坏：它声称的值多于它能容纳的。</translation>
    </message>
    <message>
        <source>%1 is damaged: it goes on after the %2 bytes that its header tells of.</source>
        <translation>%1 已损坏：在文件头所说的 %2 字节之后还有内容。</translation>
    </message>
    <message>
        <source>%1 is damaged: its checksum is wrong.</source>
        <translation>%1 已损坏：校验和不对。</translation>
    </message>
    <message>
        <source>IDX pictures</source>
        <translation>IDX 图片</translation>
    </message>
    <message>
        <source>Pictures and labels in IDX files, as those of MNIST and Fashion-MNIST, packed (.gz) or not.</source>
        <translation>IDX 文件中的图片和标签，如 MNIST 和 Fashion-MNIST，压缩 (.gz) 与否均可。</translation>
    </message>
    <message>
        <source>Folder of pictures</source>
        <translation>图片文件夹</translation>
    </message>
    <message>
        <source>PNG, JPEG, WebP and BMP pictures, those of each class in a folder with its name; on top of these there may be folders train, validation and test.</source>
        <translation>PNG、JPEG、WebP 和 BMP 图片，每个类别的图片放在以它命名的文件夹中；其上一层可以有 train、validation 和 test 文件夹。</translation>
    </message>
    <message>
        <source>Two features</source>
        <translation>两个特征</translation>
    </message>
    <message>
        <source>Points in the plane of two classes, for a first network.</source>
        <translation>平面上两个类别的点，用于第一个网络。</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>形状</translation>
    </message>
    <message>
        <source>How the two classes lie. “Line” is 100 fixed rows, scored on all of them.</source>
        <translation>两个类别的分布方式。“直线”是固定的 100 行，在全部行上评分。</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>直线</translation>
    </message>
    <message>
        <source>Moons</source>
        <translation>月牙</translation>
    </message>
    <message>
        <source>Circles</source>
        <translation>圆环</translation>
    </message>
    <message>
        <source>Spirals</source>
        <translation>螺旋</translation>
    </message>
    <message>
        <source>How many points; both classes get half of them.</source>
        <translation>点的数量；两个类别各占一半。</translation>
    </message>
    <message>
        <source>Noise</source>
        <translation>噪声</translation>
    </message>
    <message>
        <source>How far points stray from their shape (standard deviation).</source>
        <translation>点偏离其形状的程度（标准差）。</translation>
    </message>
    <message>
        <source>%1 is larger than such a file can be.</source>
        <translation>%1 过大，不可能是这类文件。</translation>
    </message>
    <message>
        <source>Check that it is the right file.</source>
        <translation>请确认文件是否正确。</translation>
    </message>
    <message>
        <source>%1 needs %2 MB of memory, but only %3 MB are free.</source>
        <translation>%1 需要 %2 MB 内存，但只有 %3 MB 可用。</translation>
    </message>
    <message>
        <source>Close other programs, or take less data.</source>
        <translation>请关闭其他程序，或使用较少的数据。</translation>
    </message>
    <message>
        <source>Folder of sounds</source>
        <translation>音频文件夹</translation>
    </message>
    <message>
        <source>WAV, FLAC, OGG and MP3 sounds, those of each class in a folder with its name, or with the class in their names; on top of the folders there may be train, validation and test.</source>
        <translation>WAV、FLAC、OGG 和 MP3 音频，每个类别放在以其命名的文件夹中，或在文件名中注明类别；上层还可以有 train、validation 和 test 文件夹。</translation>
    </message>
    <message>
        <source>Classes from</source>
        <translation>类别来源</translation>
    </message>
    <message>
        <source>What says which class a sound is of.</source>
        <translation>由什么决定音频的类别。</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Names of files</source>
        <translation>文件名</translation>
    </message>
    <message>
        <source>Pattern of names</source>
        <translation>文件名模式</translation>
    </message>
    <message>
        <source>What the names of the files say, for example {digit}_{speaker}_{index}. Empty: as found.</source>
        <translation>文件名的含义，例如 {digit}_{speaker}_{index}。留空则自动识别。</translation>
    </message>
    <message>
        <source>Lines passed over</source>
        <translation>跳过的行数</translation>
    </message>
    <message>
        <source>How many lines stand in front of the table, such as a title or a line that counts the rows. −1: as found.</source>
        <translation>表格之前有多少行，例如标题或记录行数的一行。−1 表示自动识别。</translation>
    </message>
    <message>
        <source>Rows of names</source>
        <translation>表头行数</translation>
    </message>
    <message>
        <source>How many rows hold the names of the columns, one above the other. 0: as found.</source>
        <translation>列名占多少行（多级表头）。0 表示自动识别。</translation>
    </message>
    <message>
        <source>Mend what is odd</source>
        <translation>修正异常</translation>
    </message>
    <message>
        <source>Takes off a b&apos;…&apos; around the text, and full stops that stand behind the values in one part only; gives numbers of classes the names from the first line or from a file class.txt.</source>
        <translation>去掉文本外层的 b&apos;…&apos;，以及只在某一部分的值末尾出现的句点；按首行或 class.txt 文件为类别编号命名。</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>A list of JSON objects, one a row, or an object of columns. Objects in objects are flattened.</source>
        <translation>JSON 对象列表，每个对象一行；或按列存放的对象。嵌套对象会被展平。</translation>
    </message>
    <message>
        <source>List</source>
        <translation>列表</translation>
    </message>
    <message>
        <source>Which of the file&apos;s lists holds the rows. Empty: as found.</source>
        <translation>文件中哪个列表是行。留空：自动判断。</translation>
    </message>
    <message>
        <source>JSON lines</source>
        <translation>JSON Lines</translation>
    </message>
    <message>
        <source>One JSON object a line (.jsonl, .ndjson). Names are columns; objects in objects are flattened.</source>
        <translation>每行一个 JSON 对象（.jsonl、.ndjson）。名称即列名；嵌套对象会被展平。</translation>
    </message>
    <message>
        <source>Arrays (NumPy)</source>
        <translation>数组（NumPy）</translation>
    </message>
    <message>
        <source>Pictures, numbers and labels in numpy&apos;s files: .npz, or .npy files in a folder. Names such as x_train and test_labels tell the parts.</source>
        <translation>numpy 文件中的图片、数值和标签：.npz，或文件夹中的 .npy 文件。x_train、test_labels 之类的名称说明所属部分。</translation>
    </message>
    <message>
        <source>Folder of texts</source>
        <translation>文本文件夹</translation>
    </message>
    <message>
        <source>Text files, each one document, those of each class in a folder with its name; on top of these there may be folders train, validation and test.</source>
        <translation>文本文件，每个文件一篇文档，每个类别放在以其命名的文件夹中；上层还可以有 train、validation 和 test 文件夹。</translation>
    </message>
    <message>
        <source>Lines of text</source>
        <translation>文本行</translation>
    </message>
    <message>
        <source>A text file, one text a line; or texts of several lines with an empty line or a % between them.</source>
        <translation>文本文件，每行一条文本；或以空行或 % 行分隔的多行文本。</translation>
    </message>
    <message>
        <source>Texts end at</source>
        <translation>文本分隔</translation>
    </message>
    <message>
        <source>What stands between two texts.</source>
        <translation>两条文本之间的分隔方式。</translation>
    </message>
    <message>
        <source>Line ends</source>
        <translation>换行</translation>
    </message>
    <message>
        <source>Empty lines</source>
        <translation>空行</translation>
    </message>
    <message>
        <source>Lines with %</source>
        <translation>% 行</translation>
    </message>
    <message>
        <source>Open it in a spreadsheet program and save it again as .xlsx, or as CSV.</source>
        <translation>请用电子表格程序打开，重新另存为 .xlsx 或 CSV。</translation>
    </message>
    <message>
        <source>%1: the sheet has %2 rows and %3 columns, which is more than fits into memory.</source>
        <translation>%1：工作表有 %2 行、%3 列，内存放不下。</translation>
    </message>
    <message>
        <source>A cell far away from the others makes a sheet large. Take it away, or save the sheet as CSV.</source>
        <translation>远离其他内容的单元格会使工作表变得很大。请将其删除，或把工作表另存为 CSV。</translation>
    </message>
    <message>
        <source>Excel</source>
        <translation>Excel</translation>
    </message>
    <message>
        <source>The values of one sheet of a workbook (.xlsx): numbers, texts, dates, and what formulas gave last.</source>
        <translation>工作簿（.xlsx）中一个工作表的值：数字、文本、日期，以及公式最近一次的结果。</translation>
    </message>
    <message>
        <source>Sheet</source>
        <translation>工作表</translation>
    </message>
    <message>
        <source>Its name. Empty: the first one that holds anything.</source>
        <translation>工作表名称。留空：第一个含内容的工作表。</translation>
    </message>
    <message>
        <source>Pictures with boxes</source>
        <translation>带边界框的图片</translation>
    </message>
    <message>
        <source>Pictures, and where which objects are in them: a text file for each as YOLO has it, an XML file for each as Pascal VOC has it, or one JSON file as COCO has it. They may lie in folders train, validation and test.</source>
        <translation>图片，以及其中有哪些物体、在什么位置：每张图片一个 YOLO 格式的文本文件、一个 Pascal VOC 格式的 XML 文件，或共用一个 COCO 格式的 JSON 文件。可以放在 train、validation 和 test 文件夹中。</translation>
    </message>
    <message>
        <source>Generated shapes</source>
        <translation>生成的形状</translation>
    </message>
    <message>
        <source>Circles, squares and triangles of any colour on noisy grounds, and where they are. Needs no data.</source>
        <translation>带噪声的背景上各种颜色的圆形、正方形和三角形，以及它们的位置。不需要数据。</translation>
    </message>
    <message>
        <source>How many pictures.</source>
        <translation>图片的数量。</translation>
    </message>
    <message>
        <source>Objects</source>
        <translation>物体数</translation>
    </message>
    <message>
        <source>How many shapes a picture has at most.</source>
        <translation>一张图片中最多有几个形状。</translation>
    </message>
</context>
<context>
    <name>loom::AudioFolder</name>
    <message>
        <source>%1 holds no WAV, FLAC, OGG or MP3 sounds.</source>
        <translation>%1 中没有 WAV、FLAC、OGG 或 MP3 音频。</translation>
    </message>
    <message>
        <source>Put the sounds of each class in a folder with the name of the class.</source>
        <translation>请将每个类别的音频放入以类别命名的文件夹。</translation>
    </message>
    <message>
        <source>None of the %1 sounds in %2 can be read. The first: %3</source>
        <translation>%2 中的 %1 个音频都无法读取。第一个：%3</translation>
    </message>
    <message>
        <source>Check the files, or choose another folder.</source>
        <translation>请检查这些文件，或选择另一个文件夹。</translation>
    </message>
    <message>
        <source>%1 files are no sounds and were passed over.</source>
        <translation>%1 个文件不是音频，已跳过。</translation>
    </message>
    <message>
        <source>%1 sounds end before the length that their headers claim; what is there is used. The first: %2</source>
        <translation>%1 个音频的实际长度短于文件头声明的长度，已使用现有部分。第一个：%2</translation>
    </message>
    <message>
        <source>%1 of %2 sounds cannot be read and were set aside.</source>
        <translation>%2 个音频中有 %1 个无法读取，已搁置。</translation>
    </message>
    <message>
        <source>The names of the files are read as %1. “Pattern of names” in the settings of the source overrules that.</source>
        <translation>文件名按 %1 解析；可在数据源设置的“文件名模式”中更改。</translation>
    </message>
    <message>
        <source>%1 names of files do not fit %2; their parts are missing.</source>
        <translation>%1 个文件名不符合 %2，相应部分记为缺失。</translation>
    </message>
    <message>
        <source>One file is no sound and was passed over.</source>
        <translation>有 1 个文件不是音频，已跳过。</translation>
    </message>
</context>
<context>
    <name>loom::BoxFolder</name>
    <message>
        <source>%1 holds no pictures with files about the objects in them.</source>
        <translation>%1 中没有带物体标注文件的图片。</translation>
    </message>
    <message>
        <source>Put a text file as YOLO has it or an XML file as Pascal VOC has it beside each picture, or one JSON file as COCO has it.</source>
        <translation>请在每张图片旁放一个 YOLO 格式的文本文件或 Pascal VOC 格式的 XML 文件，或放一个 COCO 格式的 JSON 文件。</translation>
    </message>
    <message>
        <source>None of the %1 pictures in %2 can be used. The first: %3</source>
        <translation>%2 中的 %1 张图片都无法使用。第一张：%3</translation>
    </message>
    <message>
        <source>Check the files, or choose another folder.</source>
        <translation>请检查这些文件，或选择另一个文件夹。</translation>
    </message>
    <message>
        <source>%1 of %2 pictures, or what is said about them, cannot be read and were set aside.</source>
        <translation>%2 张图片中有 %1 张（或其标注）无法读取，已被搁置。</translation>
    </message>
    <message>
        <source>%1 names the picture “%2” a second time.</source>
        <translation>%1 第二次提到图片“%2”。</translation>
    </message>
    <message>
        <source>Give pictures names of their own, also those in different folders.</source>
        <translation>请给每张图片不同的名称，不同文件夹中的也一样。</translation>
    </message>
    <message>
        <source>The names of the classes in %1 cannot be read; classes are called by their numbers.</source>
        <translation>无法读取 %1 中的类别名称；类别以编号表示。</translation>
    </message>
    <message>
        <source>%1 was not read: it tells something else of the pictures than boxes, or the same pictures again.</source>
        <translation>未读取 %1：其内容不是图片的边界框，或与已读取的图片重复。</translation>
    </message>
    <message>
        <source>No file in this folder tells boxes of its pictures as COCO has them.</source>
        <translation>此文件夹中没有以 COCO 格式描述图片边界框的文件。</translation>
    </message>
    <message>
        <source>It needs images with id, file_name, width and height, categories with id and name, and annotations with image_id, category_id and bbox.</source>
        <translation>需要带 id、file_name、width 和 height 的 images，带 id 和 name 的 categories，以及带 image_id、category_id 和 bbox 的 annotations。</translation>
    </message>
</context>
<context>
    <name>loom::Cifar</name>
    <message>
        <source>%1 holds no CIFAR batches.</source>
        <translation>%1 中没有 CIFAR 批文件。</translation>
    </message>
    <message>
        <source>Choose the folder with data_batch_1.bin … and test_batch.bin.</source>
        <translation>请选择含有 data_batch_1.bin … 和 test_batch.bin 的文件夹。</translation>
    </message>
    <message>
        <source>%1 is damaged or cut off: it has %2 bytes, which is no multiple of %3.</source>
        <translation>%1 已损坏或不完整：它有 %2 字节，不是 %3 的倍数。</translation>
    </message>
    <message>
        <source>Get the file again.</source>
        <translation>请重新获取该文件。</translation>
    </message>
    <message>
        <source>%1: picture %2 is of class %3, but there are only %4 classes.</source>
        <translation>%1：第 %2 张图片的类别是 %3，但只有 %4 个类别。</translation>
    </message>
</context>
<context>
    <name>loom::Csv</name>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1 is empty.</source>
        <translation>%1 是空的。</translation>
    </message>
    <message>
        <source>Choose a file with at least one row of data.</source>
        <translation>请选择至少有一行数据的文件。</translation>
    </message>
    <message>
        <source>The text was read as %1.</source>
        <translation>文本按 %1 读取。</translation>
    </message>
    <message>
        <source>%1 characters could not be read as %2.</source>
        <translation>有 %1 个字符无法按 %2 读取。</translation>
    </message>
    <message>
        <source>The text was wrapped in b&apos;…&apos;, as Python writes bytes. The wrapper was taken off; “Mend what is odd” in the settings of the source overrules that.</source>
        <translation>文本被 b&apos;…&apos; 包裹（Python 字节串的写法），已去掉外层；可在数据源设置的“修正异常”中更改。</translation>
    </message>
    <message>
        <source>Column “%1”: its numbers got the names that the list of classes beside the table gives. “Mend what is odd” in the settings of the source overrules that.</source>
        <translation>列“%1”：其数字已按表格旁的类别列表命名。可在数据源设置的“修正异常”中更改。</translation>
    </message>
    <message>
        <source>%1 holds no table.</source>
        <translation>%1 中没有表格。</translation>
    </message>
    <message>
        <source>Choose a CSV file, or a folder with one.</source>
        <translation>请选择 CSV 文件，或含有一个 CSV 文件的文件夹。</translation>
    </message>
    <message>
        <source>%1 holds %2 tables: %3.</source>
        <translation>%1 中有 %2 个表格：%3。</translation>
    </message>
    <message>
        <source>Unpack the archive and choose one of these files. Only tables named train, validation and test are opened together.</source>
        <translation>请解压后选择其中一个文件。只有名为 train、validation 和 test 的表格会一起打开。</translation>
    </message>
    <message>
        <source>Choose one of these files. Only tables named train, validation and test are opened together.</source>
        <translation>请选择其中一个文件。只有名为 train、validation 和 test 的表格会一起打开。</translation>
    </message>
</context>
<context>
    <name>loom::GeneratedDigits</name>
    <message>
        <source>No font with digits is installed, so no digits can be drawn.</source>
        <translation>没有安装含有数字的字体，无法绘制数字。</translation>
    </message>
    <message>
        <source>Install a font, for example the package fonts-dejavu-core.</source>
        <translation>请安装字体，例如软件包 fonts-dejavu-core。</translation>
    </message>
    <message>
        <source>Drawn from %1 installed fonts.</source>
        <translation>用已安装的 %1 种字体绘制。</translation>
    </message>
</context>
<context>
    <name>loom::IdxSource</name>
    <message>
        <source>%1 holds no IDX files.</source>
        <translation>%1 中没有 IDX 文件。</translation>
    </message>
    <message>
        <source>Choose the folder with train-images-idx3-ubyte and train-labels-idx1-ubyte, packed (.gz) or not.</source>
        <translation>请选择含有 train-images-idx3-ubyte 和 train-labels-idx1-ubyte 的文件夹，压缩 (.gz) 与否均可。</translation>
    </message>
    <message>
        <source>%1 has %2 dimensions; pictures need 3 (number, height, width).</source>
        <translation>%1 有 %2 维；图片需要 3 维（数量、高、宽）。</translation>
    </message>
    <message>
        <source>Choose a file of pictures; labels alone cannot be learned from.</source>
        <translation>请选择图片文件；只有标签无法学习。</translation>
    </message>
    <message>
        <source>%1 has pictures of %2×%3 pixels, the files before it %4×%5.</source>
        <translation>%1 的图片是 %2×%3 像素，之前的文件是 %4×%5。</translation>
    </message>
    <message>
        <source>All pictures must be of one size.</source>
        <translation>所有图片的尺寸必须相同。</translation>
    </message>
    <message>
        <source>%1 holds %2 labels, but %3 holds %4 pictures.</source>
        <translation>%1 有 %2 个标签，而 %3 有 %4 张图片。</translation>
    </message>
    <message>
        <source>Choose files that belong together.</source>
        <translation>请选择相互对应的文件。</translation>
    </message>
    <message>
        <source>%1 holds no pictures.</source>
        <translation>%1 中没有图片。</translation>
    </message>
    <message>
        <source>Choose other data.</source>
        <translation>请选择其他数据。</translation>
    </message>
</context>
<context>
    <name>loom::ImageFolder</name>
    <message>
        <source>%1 holds no PNG, JPEG, WebP or BMP pictures.</source>
        <translation>%1 中没有 PNG、JPEG、WebP 或 BMP 图片。</translation>
    </message>
    <message>
        <source>Put the pictures of each class in a folder with the name of the class.</source>
        <translation>请把每个类别的图片放进以类别命名的文件夹。</translation>
    </message>
    <message>
        <source>None of the %1 pictures in %2 can be read. The first: %3</source>
        <translation>%2 中的 %1 张图片都无法读取。第一张：%3</translation>
    </message>
    <message>
        <source>Check the files, or choose another folder.</source>
        <translation>请检查这些文件，或选择另一个文件夹。</translation>
    </message>
    <message>
        <source>%1 files are no pictures and were passed over.</source>
        <translation>有 %1 个文件不是图片，已跳过。</translation>
    </message>
    <message>
        <source>%1 of %2 pictures cannot be read and were set aside.</source>
        <translation>%2 张图片中有 %1 张无法读取，已放到一边。</translation>
    </message>
    <message>
        <source>One file is no picture and was passed over.</source>
        <translation>有 1 个文件不是图片，已跳过。</translation>
    </message>
</context>
<context>
    <name>loom::Json</name>
    <message>
        <source>%1 has no rows.</source>
        <translation>%1 没有数据行。</translation>
    </message>
    <message>
        <source>Choose a file with at least one row of data.</source>
        <translation>请选择至少有一行数据的文件。</translation>
    </message>
    <message>
        <source>%1 is no table: %2 of %3 elements are no rows. The first is in line %4: %5</source>
        <translation>%1 不是表格：%3 个元素中有 %2 个不是行。第一处在第 %4 行：%5</translation>
    </message>
    <message>
        <source>%1 elements are no JSON objects; they were set aside.</source>
        <translation>%1 个元素不是 JSON 对象，已搁置。</translation>
    </message>
    <message>
        <source>A list of objects is read, [{&quot;name&quot;: value, …}, …], also as a part of an object; or an object of lists of equal length, one a column; or one row alone.</source>
        <translation>可读取对象列表 [{&quot;name&quot;: value, …}, …]（也可以是某个对象的一部分），由等长列表组成的对象（每个列表为一列），或单独一行。</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1 is damaged or cut off: line %2 is no valid JSON.</source>
        <translation>%1 已损坏或不完整：第 %2 行不是有效的 JSON。</translation>
    </message>
    <message>
        <source>Mend that place, or use a copy.</source>
        <translation>请修正该处，或使用副本。</translation>
    </message>
    <message>
        <source>%1 begins as no JSON table does.</source>
        <translation>%1 的开头不是 JSON 表格的开头。</translation>
    </message>
    <message>
        <source>The rows are those of the list “%1”; there are %2 lists.</source>
        <translation>行取自列表“%1”；共有 %2 个列表。</translation>
    </message>
    <message>
        <source>%1 holds no list “%2” of objects.</source>
        <translation>%1 中没有由对象组成的列表“%2”。</translation>
    </message>
    <message>
        <source>%1 holds lists of columns, which cannot stand beside other files.</source>
        <translation>%1 按列存放，不能与其他文件并列。</translation>
    </message>
    <message>
        <source>Choose this file alone.</source>
        <translation>请单独选择此文件。</translation>
    </message>
    <message>
        <source>%1 holds no list of rows.</source>
        <translation>%1 中没有行的列表。</translation>
    </message>
    <message>
        <source>%1: line %2: %3</source>
        <translation>%1：第 %2 行：%3</translation>
    </message>
    <message>
        <source>%1: the list “%2” has other rows than “%3”.</source>
        <translation>%1：列表“%2”与“%3”的行不一致。</translation>
    </message>
</context>
<context>
    <name>loom::JsonLines</name>
    <message>
        <source>%1 holds several tables or none.</source>
        <translation>%1 中有多张表，或一张也没有。</translation>
    </message>
    <message>
        <source>Choose one file, or a folder with one table, or with one for training and one for testing.</source>
        <translation>请选择一个文件，或只含一个表格的文件夹，或训练、测试各含一个表格的文件夹。</translation>
    </message>
    <message>
        <source>%1 is empty.</source>
        <translation>%1 是空的。</translation>
    </message>
    <message>
        <source>Choose a file with at least one row of data.</source>
        <translation>请选择至少有一行数据的文件。</translation>
    </message>
    <message>
        <source>%1 is no file of JSON lines: %2 of %3 lines are none. The first is line %4: %5</source>
        <translation>%1 不是 JSON Lines 文件：%3 行中有 %2 行不是 JSON 对象。第一处在第 %4 行：%5</translation>
    </message>
    <message>
        <source>Each line must be an object: {&quot;name&quot;: value, …}.</source>
        <translation>每行必须是一个对象：{&quot;name&quot;: value, …}。</translation>
    </message>
    <message>
        <source>%1 lines are no JSON objects; they were set aside.</source>
        <translation>%1 行不是 JSON 对象，已搁置。</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>loom::NpzSource</name>
    <message>
        <source>%1 It was passed over.</source>
        <translation>%1已跳过。</translation>
    </message>
</context>
<context>
    <name>loom::TableBuilder</name>
    <message>
        <source>%1 holds no arrays that can be read as rows.</source>
        <translation>%1 中没有可按行读取的数组。</translation>
    </message>
    <message>
        <source>It needs pictures (number, height, width, colours) or numbers (number, columns), and labels (number).</source>
        <translation>需要图片（数量, 高, 宽, 通道）或数值（数量, 列数），以及标签（数量）。</translation>
    </message>
    <message>
        <source>The array “%1” of shape %2 was passed over.</source>
        <translation>已跳过形状为 %2 的数组“%1”。</translation>
    </message>
    <message>
        <source>The part “%1” has no array “%2” and was left out.</source>
        <translation>“%1”部分没有数组“%2”，已略去。</translation>
    </message>
    <message>
        <source>%1: “%2” holds %3 labels, but “%4” has %5 rows.</source>
        <translation>%1：“%2”有 %3 个标签，而“%4”有 %5 行。</translation>
    </message>
    <message>
        <source>Choose a file in which inputs and labels belong together.</source>
        <translation>请选择输入与标签相对应的文件。</translation>
    </message>
    <message>
        <source>%1: “%2” has the shape %3, but “%4” has %5.</source>
        <translation>%1：“%2”的形状为 %3，而“%4”为 %5。</translation>
    </message>
    <message>
        <source>All parts need rows of one shape.</source>
        <translation>各部分的行必须形状相同。</translation>
    </message>
    <message>
        <source>%1 has %2 columns; more than %3 cannot be opened.</source>
        <translation>%1 有 %2 列；超过 %3 列无法打开。</translation>
    </message>
    <message>
        <source>Choose an array with fewer columns.</source>
        <translation>请选择列数较少的数组。</translation>
    </message>
    <message>
        <source>The values of “%1” lie between 0 and 1; they are read as brightness.</source>
        <translation>“%1”的值介于 0 与 1 之间，按亮度读取。</translation>
    </message>
    <message>
        <source>Column “%1”: %2 values are too large for a number and count as missing.</source>
        <translation>列“%1”：有 %2 个值太大，无法作为数字，按缺失处理。</translation>
    </message>
</context>
<context>
    <name>loom::TextFolder</name>
    <message>
        <source>%1 holds no texts.</source>
        <translation>%1 中没有文本。</translation>
    </message>
    <message>
        <source>Put the texts of each class, one a file, in a folder with the name of the class.</source>
        <translation>请将每个类别的文本（一个文件一篇）放入以类别命名的文件夹。</translation>
    </message>
    <message>
        <source>None of the %1 texts in %2 can be read. The first: %3</source>
        <translation>%2 中的 %1 篇文本都无法读取。第一篇：%3</translation>
    </message>
    <message>
        <source>Check the files, or choose another folder.</source>
        <translation>请检查这些文件，或选择另一个文件夹。</translation>
    </message>
    <message>
        <source>%1 files are no texts and were passed over.</source>
        <translation>%1 个文件不是文本，已跳过。</translation>
    </message>
    <message>
        <source>%1 texts were read as %2.</source>
        <translation>%1 篇文本按 %2 编码读取。</translation>
    </message>
    <message>
        <source>%1 characters could not be read as %2.</source>
        <translation>有 %1 个字符无法按 %2 读取。</translation>
    </message>
    <message>
        <source>%1 of %2 texts cannot be read and were set aside.</source>
        <translation>%2 篇文本中有 %1 篇无法读取，已搁置。</translation>
    </message>
    <message>
        <source>The file holds zero bytes, which are no text.</source>
        <translation>文件含有零字节，不是文本。</translation>
    </message>
    <message>
        <source>The file is empty.</source>
        <translation>文件是空的。</translation>
    </message>
    <message>
        <source>One file is no text and was passed over.</source>
        <translation>有 1 个文件不是文本，已跳过。</translation>
    </message>
</context>
<context>
    <name>loom::TextLines</name>
    <message>
        <source>%1 holds several texts or none.</source>
        <translation>%1 中没有文本，或有多个文本。</translation>
    </message>
    <message>
        <source>Choose one text file, or put one for training and one for testing in the folder.</source>
        <translation>请选择一个文本文件，或在文件夹中放置训练和测试各一个文件。</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>The text was read as %1.</source>
        <translation>文本按 %1 读取。</translation>
    </message>
    <message>
        <source>%1 characters could not be read as %2.</source>
        <translation>有 %1 个字符无法按 %2 读取。</translation>
    </message>
    <message>
        <source>%1 is empty.</source>
        <translation>%1 是空的。</translation>
    </message>
    <message>
        <source>Choose a file with at least one line of text.</source>
        <translation>请选择至少有一行文本的文件。</translation>
    </message>
    <message>
        <source>The texts are divided by lines with a % and nothing else.</source>
        <translation>文本之间以只含 % 的行分隔。</translation>
    </message>
    <message>
        <source>%1 empty lines were passed over.</source>
        <translation>已跳过 %1 个空行。</translation>
    </message>
    <message>
        <source>%1 signs that colour a terminal were taken out of the texts.</source>
        <translation>已从文本中去掉 %1 个终端颜色控制符。</translation>
    </message>
    <message>
        <source>%1 texts hold zero bytes and were set aside.</source>
        <translation>%1 条文本含有零字节，已搁置。</translation>
    </message>
    <message>
        <source>The text holds zero bytes, which are no text.</source>
        <translation>文本含有零字节。</translation>
    </message>
</context>
<context>
    <name>loom::Workbook</name>
    <message>
        <source>%1 is damaged: “%2” cannot be read.</source>
        <translation>%1 已损坏：无法读取“%2”。</translation>
    </message>
    <message>
        <source>%1: “%2” unpacks to %3 MB, which is more than can be read.</source>
        <translation>%1：“%2”解压后有 %3 MB，超出可读取的大小。</translation>
    </message>
    <message>
        <source>Save the sheet as CSV.</source>
        <translation>请把工作表另存为 CSV。</translation>
    </message>
</context>
<context>
    <name>loom::Xlsx</name>
    <message>
        <source>%1 holds several tables or none.</source>
        <translation>%1 中有多张表，或一张也没有。</translation>
    </message>
    <message>
        <source>Choose one file, or a folder with one table, or with one for training and one for testing.</source>
        <translation>请选择一个文件，或只含一个表格的文件夹，或训练、测试各含一个表格的文件夹。</translation>
    </message>
    <message>
        <source>%1 is encrypted, or an Excel file of the old kind (.xls).</source>
        <translation>%1 已加密，或是旧格式的 Excel 文件（.xls）。</translation>
    </message>
    <message>
        <source>Open it in a spreadsheet program and save it as .xlsx without a password, or as CSV.</source>
        <translation>请用电子表格程序打开，另存为不带密码的 .xlsx 或 CSV。</translation>
    </message>
    <message>
        <source>The sheet “%1” was read; there are %2 sheets.</source>
        <translation>读取的是工作表“%1”；共有 %2 个工作表。</translation>
    </message>
    <message>
        <source>%1 cells hold an error (such as #N/A) and count as missing.</source>
        <translation>%1 个单元格为错误值（如 #N/A），按缺失处理。</translation>
    </message>
    <message>
        <source>%1 has no sheet with anything in it.</source>
        <translation>%1 中没有含内容的工作表。</translation>
    </message>
    <message>
        <source>Choose a file with at least one row of data.</source>
        <translation>请选择至少有一行数据的文件。</translation>
    </message>
    <message>
        <source>%1 has no sheet “%2” with anything in it.</source>
        <translation>%1 中没有含内容的工作表“%2”。</translation>
    </message>
    <message>
        <source>Its sheets: %1.</source>
        <translation>其中的工作表：%1。</translation>
    </message>
</context>
</TS>
