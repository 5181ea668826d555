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
        <source>%1 holds several tables or none.</source>
        <translation>%1 中有多张表，或一张也没有。</translation>
    </message>
    <message>
        <source>Choose one CSV file, or a folder with one table, or with one for training and one for testing.</source>
        <translation>请选择一个 CSV 文件，或含有一张表的文件夹，或含有训练、测试各一张表的文件夹。</translation>
    </message>
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
        <source>Opening the data was stopped.</source>
        <translation>已停止打开数据。</translation>
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
</context>
</TS>
