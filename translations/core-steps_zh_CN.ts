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
    <message>
        <source>Clean texts</source>
        <translation>清洗文本</translation>
    </message>
    <message>
        <source>Takes away what tells nothing: capitals, HTML, links, doubled blanks.</source>
        <translation>去掉没有信息的内容：大小写差别、HTML、链接、多余空格。</translation>
    </message>
    <message>
        <source>Small letters</source>
        <translation>转为小写</translation>
    </message>
    <message>
        <source>“The” and “the” become one.</source>
        <translation>“The”与“the”视为同一个词。</translation>
    </message>
    <message>
        <source>One form of each character (NFKC)</source>
        <translation>统一字符形式（NFKC）</translation>
    </message>
    <message>
        <source>Full-width letters and digits become usual ones, ligatures their letters.</source>
        <translation>全角字母和数字转为半角，连字拆成字母。</translation>
    </message>
    <message>
        <source>Without HTML</source>
        <translation>去除 HTML</translation>
    </message>
    <message>
        <source>Tags, comments, scripts and entities such as &amp;nbsp; are left out.</source>
        <translation>去掉标签、注释、脚本以及 &amp;nbsp; 之类的实体。</translation>
    </message>
    <message>
        <source>Without links</source>
        <translation>去除链接</translation>
    </message>
    <message>
        <source>Web and mail addresses are left out.</source>
        <translation>去掉网址和邮箱地址。</translation>
    </message>
    <message>
        <source>Without digits</source>
        <translation>去除数字</translation>
    </message>
    <message>
        <source>Without marks</source>
        <translation>去除标点</translation>
    </message>
    <message>
        <source>Punctuation, signs and emoji are left out.</source>
        <translation>去掉标点、符号和表情。</translation>
    </message>
    <message>
        <source>Single blanks</source>
        <translation>合并空白</translation>
    </message>
    <message>
        <source>Line ends, tabs and several blanks become one, and none stands at either end.</source>
        <translation>换行、制表符和连续空格合并为一个空格，首尾不留空格。</translation>
    </message>
    <message>
        <source>Generalise values</source>
        <translation>泛化</translation>
    </message>
    <message>
        <source>Numbers become bands, dates years or months, texts their first characters, so that no single person is found by them.</source>
        <translation>数值变为区间，日期变为年或月，文本只留前几个字符，使人无法由此定位到个人。</translation>
    </message>
    <message>
        <source>Width of a band</source>
        <translation>区间宽度</translation>
    </message>
    <message>
        <source>Of numbers: 10 makes 34 to 30–40.</source>
        <translation>用于数值：宽度为 10 时，34 变为 30–40。</translation>
    </message>
    <message>
        <source>Dates</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>The year</source>
        <translation>年</translation>
    </message>
    <message>
        <source>The quarter</source>
        <translation>季度</translation>
    </message>
    <message>
        <source>The month</source>
        <translation>月</translation>
    </message>
    <message>
        <source>Characters</source>
        <translation>字符</translation>
    </message>
    <message>
        <source>Of texts: the first ones stay. Three of a postcode tell the region.</source>
        <translation>用于文本：保留前几个字符。邮编的前三位表示地区。</translation>
    </message>
    <message>
        <source>Hash values</source>
        <translation>加盐散列</translation>
    </message>
    <message>
        <source>Each value becomes a row of digits that nobody turns back without the salt: equal ones stay equal, so that rows can still be told apart or brought together.</source>
        <translation>每个值变为一串数字，没有盐就无法还原；相同的值仍然相同，因此仍可区分或关联各行。</translation>
    </message>
    <message>
        <source>Salt</source>
        <translation>盐</translation>
    </message>
    <message>
        <source>A secret of at least 8 characters. It is kept in the project file: do not hand that on with the data.</source>
        <translation>至少 8 个字符的秘密。它保存在项目文件中：请勿把项目文件与数据一起交出。</translation>
    </message>
    <message>
        <source>Digits</source>
        <translation>位数</translation>
    </message>
    <message>
        <source>Hexadecimal ones; 16 tell billions of values apart.</source>
        <translation>十六进制位数；16 位可区分数十亿个值。</translation>
    </message>
    <message>
        <source>Mask values</source>
        <translation>掩码</translation>
    </message>
    <message>
        <source>Stars in place of all characters but the first and last ones, as on receipts.</source>
        <translation>除首尾若干字符外都用星号代替，与小票上的做法相同。</translation>
    </message>
    <message>
        <source>Keep the first</source>
        <translation>保留前几位</translation>
    </message>
    <message>
        <source>Keep the last</source>
        <translation>保留后几位</translation>
    </message>
    <message>
        <source>Count words (n-grams)</source>
        <translation>统计词频（n-gram）</translation>
    </message>
    <message>
        <source>Each text becomes one number for each of the most frequent words or runs of words: what Dense layers need to tell texts apart by their words.</source>
        <translation>每个文本变为一组数字，每个高频词或词组对应一个：全连接层据此按用词区分文本。</translation>
    </message>
    <message>
        <source>Cut into</source>
        <translation>切分为</translation>
    </message>
    <message>
        <source>Words are found by a dictionary in Chinese.</source>
        <translation>中文按词典分词。</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>词</translation>
    </message>
    <message>
        <source>Between blanks</source>
        <translation>按空白</translation>
    </message>
    <message>
        <source>Runs from</source>
        <translation>最短词组</translation>
    </message>
    <message>
        <source>1: single words.</source>
        <translation>1 表示单个词。</translation>
    </message>
    <message>
        <source>Runs to</source>
        <translation>最长词组</translation>
    </message>
    <message>
        <source>2: pairs of neighbours too, so that “not good” is told apart.</source>
        <translation>2 表示也取相邻的两个词，这样“不 好”可以区分出来。</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>最多</translation>
    </message>
    <message>
        <source>The most frequent ones of the training part.</source>
        <translation>取训练集中最常见的。</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>取值</translation>
    </message>
    <message>
        <source>TF-IDF: how often, less where many texts have it; each text&apos;s values have length 1.</source>
        <translation>TF-IDF：出现次数，在许多文本中都有的词权重更低；每个文本的向量长度为 1。</translation>
    </message>
    <message>
        <source>TF-IDF</source>
        <translation>TF-IDF</translation>
    </message>
    <message>
        <source>How often</source>
        <translation>出现次数</translation>
    </message>
    <message>
        <source>There or not</source>
        <translation>是否出现</translation>
    </message>
    <message>
        <source>Sounds to spectrograms</source>
        <translation>声音转频谱图</translation>
    </message>
    <message>
        <source>Each sound becomes a picture of how loud each pitch is over time: what networks hear best with.</source>
        <translation>每段声音变为一张各音高随时间变化的响度图：最适合网络“听”的形式。</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>Mel: decibels in bands as the ear parts pitch. MFCC: the cosine transform of these, fewer and less related numbers.</source>
        <translation>梅尔：按人耳感知划分频带的分贝值。MFCC：对其做余弦变换，数值更少、相关性更低。</translation>
    </message>
    <message>
        <source>Mel spectrogram</source>
        <translation>梅尔频谱图</translation>
    </message>
    <message>
        <source>MFCC</source>
        <translation>MFCC</translation>
    </message>
    <message>
        <source>Mel bands</source>
        <translation>梅尔频带数</translation>
    </message>
    <message>
        <source>40 to 80 suit speech, 128 music.</source>
        <translation>语音适合 40 到 80，音乐适合 128。</translation>
    </message>
    <message>
        <source>Coefficients</source>
        <translation>系数个数</translation>
    </message>
    <message>
        <source>Of MFCC: the first ones; not more than there are bands.</source>
        <translation>用于 MFCC：取前几个，不超过频带数。</translation>
    </message>
    <message>
        <source>Sample rate</source>
        <translation>采样率</translation>
    </message>
    <message>
        <source>All sounds are brought to it. 0: that of most sounds, at most 16 000.</source>
        <translation>所有声音都转换到该采样率。0：取多数声音的采样率，最高 16 000。</translation>
    </message>
    <message>
        <source>Hz</source>
        <translation>Hz</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>长度</translation>
    </message>
    <message>
        <source>Longer sounds are cut off, shorter ones followed by silence. 0: so long that 19 of 20 sounds fit, at most 10 seconds.</source>
        <translation>更长的声音被截断，更短的补静音。0：取能容纳 20 段中 19 段的长度，最长 10 秒。</translation>
    </message>
    <message>
        <source>s</source>
        <translation>秒</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>窗长</translation>
    </message>
    <message>
        <source>How much sound one column of the picture sees.</source>
        <translation>频谱图的一列覆盖多长的声音。</translation>
    </message>
    <message>
        <source>ms</source>
        <translation>毫秒</translation>
    </message>
    <message>
        <source>From frame to frame</source>
        <translation>帧移</translation>
    </message>
    <message>
        <source>A smaller step makes a wider picture.</source>
        <translation>帧移越小，图越宽。</translation>
    </message>
    <message>
        <source>As</source>
        <translation>形式</translation>
    </message>
    <message>
        <source>A picture suits Conv2D, a sequence suits Conv1D, LSTM and attention.</source>
        <translation>图片适合 Conv2D，序列适合 Conv1D、LSTM 和注意力。</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Sequence</source>
        <translation>序列</translation>
    </message>
    <message>
        <source>Texts to token ids</source>
        <translation>文本转词元编号</translation>
    </message>
    <message>
        <source>Vocabulary</source>
        <translation>词表大小</translation>
    </message>
    <message>
        <source>How many ids there are at most; rarer pieces are unknown ones.</source>
        <translation>编号最多有多少个；更少见的记为未知。</translation>
    </message>
    <message>
        <source>At least so often</source>
        <translation>最少出现次数</translation>
    </message>
    <message>
        <source>Pieces that the training part has more rarely are unknown ones.</source>
        <translation>训练集中出现次数更少的记为未知。</translation>
    </message>
    <message>
        <source>Ids per text; longer texts are cut off, shorter ones filled up. 0: so many that 19 of 20 texts fit, at most 512.</source>
        <translation>每个文本的编号个数；更长的截断，更短的填充。0：取能容纳 20 个文本中 19 个的长度，最多 512。</translation>
    </message>
    <message>
        <source>Fill up</source>
        <translation>填充位置</translation>
    </message>
    <message>
        <source>A recurrent layer that reads to the end learns better when texts are filled up at their beginning.</source>
        <translation>读到末尾的循环层在开头填充时学得更好。</translation>
    </message>
    <message>
        <source>At the end</source>
        <translation>末尾</translation>
    </message>
    <message>
        <source>At the beginning</source>
        <translation>开头</translation>
    </message>
    <message>
        <source>Of long texts keep</source>
        <translation>长文本保留</translation>
    </message>
    <message>
        <source>The end</source>
        <translation>末尾部分</translation>
    </message>
    <message>
        <source>The beginning</source>
        <translation>开头部分</translation>
    </message>
    <message>
        <source>Windows of a series</source>
        <translation>序列滑动窗口</translation>
    </message>
    <message>
        <source>Adds the values of the rows before each row as a sequence, to foretell the row from its past. The target&apos;s own past may be among them. Rows without enough past have no window and are not learned from.</source>
        <translation>为每一行加上它之前若干行的值（一个序列），用过去预测当前行。目标列自己的过去也可以在内。之前的行不够多的行没有窗口，不参与训练。</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行数</translation>
    </message>
    <message>
        <source>How many rows of the past the network sees.</source>
        <translation>网络能看到过去多少行。</translation>
    </message>
    <message>
        <source>Ahead</source>
        <translation>提前量</translation>
    </message>
    <message>
        <source>1: the window ends with the row before. 24 of hourly rows: foretell a day ahead.</source>
        <translation>1：窗口到前一行为止。按小时的数据取 24：提前一天预测。</translation>
    </message>
    <message>
        <source>Order by</source>
        <translation>排序依据</translation>
    </message>
    <message>
        <source>A column of dates or numbers; empty: as the rows stand.</source>
        <translation>日期列或数值列；为空则按行的原有顺序。</translation>
    </message>
    <message>
        <source>Each for itself</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>A column such as the shop or the device, whose series must not run into each other; empty: there is one series.</source>
        <translation>例如门店或设备列，不同组的序列不会相接；为空表示只有一个序列。</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Of the new column.</source>
        <translation>新列的名称。</translation>
    </message>
    <message>
        <source>Blur</source>
        <translation>模糊</translation>
    </message>
    <message>
        <source>Pictures are made blurred at random, with a Gaussian of a width that is drawn.</source>
        <translation>随机对图片做高斯模糊，模糊宽度随机抽取。</translation>
    </message>
    <message>
        <source>The Gaussian&apos;s standard deviation.</source>
        <translation>高斯核的标准差。</translation>
    </message>
    <message>
        <source>px</source>
        <translation>px</translation>
    </message>
    <message>
        <source>Probability</source>
        <translation>概率</translation>
    </message>
    <message>
        <source>How probable it is, from 0 to 1.</source>
        <translation>发生的概率，0 到 1。</translation>
    </message>
    <message>
        <source>Brightness</source>
        <translation>亮度</translation>
    </message>
    <message>
        <source>Pictures are made lighter or darker at random: all values are multiplied alike.</source>
        <translation>随机调亮或调暗图片：所有值乘以同一系数。</translation>
    </message>
    <message>
        <source>0.2: from 0.8 to 1.2 times as light.</source>
        <translation>0.2：亮度为原来的 0.8 到 1.2 倍。</translation>
    </message>
    <message>
        <source>Hue and saturation</source>
        <translation>色相与饱和度</translation>
    </message>
    <message>
        <source>Hue and saturation are changed at random; how light each pixel is stays. Grey pictures stay as they are.</source>
        <translation>随机改变色相和饱和度，每个像素的明暗不变。灰度图片保持原样。</translation>
    </message>
    <message>
        <source>Hue, at most</source>
        <translation>色相最多偏移</translation>
    </message>
    <message>
        <source>So far around the circle of colours, to either side.</source>
        <translation>在色环上向两侧偏移的最大角度。</translation>
    </message>
    <message>
        <source>°</source>
        <translation>°</translation>
    </message>
    <message>
        <source>Saturation, at most</source>
        <translation>饱和度最多变化</translation>
    </message>
    <message>
        <source>0.3: from 0.7 to 1.3 times as much colour; 1: from grey to twice as much.</source>
        <translation>0.3：饱和度为原来的 0.7 到 1.3 倍；1：从灰色到两倍。</translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation>对比度</translation>
    </message>
    <message>
        <source>Pictures get more or less contrast at random, around how light they are on the whole.</source>
        <translation>以图片整体亮度为中心，随机增强或减弱对比度。</translation>
    </message>
    <message>
        <source>0.2: from 0.8 to 1.2 times as much contrast.</source>
        <translation>0.2：对比度为原来的 0.8 到 1.2 倍。</translation>
    </message>
    <message>
        <source>Random crop</source>
        <translation>随机裁剪</translation>
    </message>
    <message>
        <source>A part of each picture, drawn at random, takes the place of the whole, enlarged to its size.</source>
        <translation>随机取图片的一部分，放大到原尺寸代替整张图片。</translation>
    </message>
    <message>
        <source>Smallest part</source>
        <translation>最小部分</translation>
    </message>
    <message>
        <source>As a share of the picture&apos;s area. 0.08 is usual for large sets of photographs, 0.5 and more for small ones.</source>
        <translation>占图片面积的比例。大型照片数据集常用 0.08，小数据集用 0.5 以上。</translation>
    </message>
    <message>
        <source>Stretched at most</source>
        <translation>最大拉伸</translation>
    </message>
    <message>
        <source>How many times wider than high, or higher than wide, the part may be in comparison with the whole.</source>
        <translation>与整张图片相比，所取部分的宽高比最多变为多少倍（或几分之一）。</translation>
    </message>
    <message>
        <source>×</source>
        <translation>×</translation>
    </message>
    <message>
        <source>CutMix</source>
        <translation>CutMix</translation>
    </message>
    <message>
        <source>A rectangle of one picture is laid into another of the batch, and their targets count by area.</source>
        <translation>把一张图片的矩形区域贴到同批的另一张图片中，目标按面积计权。</translation>
    </message>
    <message>
        <source>Alpha</source>
        <translation>Alpha</translation>
    </message>
    <message>
        <source>The rectangle&apos;s share is drawn from Beta(alpha, alpha); 1: all shares alike.</source>
        <translation>矩形所占比例取自 Beta(alpha, alpha)；1 表示各比例机会均等。</translation>
    </message>
    <message>
        <source>Erase</source>
        <translation>随机擦除</translation>
    </message>
    <message>
        <source>A rectangle of random size at a random place is filled with random values, so that the network learns not to rely on a single spot.</source>
        <translation>在随机位置用随机值填充一个随机大小的矩形，使网络不依赖单个局部。</translation>
    </message>
    <message>
        <source>Area, at least</source>
        <translation>面积至少</translation>
    </message>
    <message>
        <source>As a share of the picture&apos;s area.</source>
        <translation>占图片面积的比例。</translation>
    </message>
    <message>
        <source>Area, at most</source>
        <translation>面积最多</translation>
    </message>
    <message>
        <source>Flip</source>
        <translation>翻转</translation>
    </message>
    <message>
        <source>Pictures are mirrored at random. Not for what a mirror changes, such as digits and letters.</source>
        <translation>随机镜像图片。不适用于镜像后含义改变的内容，如数字和字母。</translation>
    </message>
    <message>
        <source>Left–right</source>
        <translation>左右</translation>
    </message>
    <message>
        <source>Upside down</source>
        <translation>上下</translation>
    </message>
    <message>
        <source>For pictures without an above and below, as from a microscope or from the air.</source>
        <translation>用于不分上下的图片，如显微图或航拍图。</translation>
    </message>
    <message>
        <source>Frequency mask</source>
        <translation>频率遮挡</translation>
    </message>
    <message>
        <source>Some bands of pitch, drawn at random, are set to the mean of the whole, so that the network learns from all pitches.</source>
        <translation>随机选取若干频带置为整体均值，使网络从所有音高学习。</translation>
    </message>
    <message>
        <source>How many</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>Each at most</source>
        <translation>每个最多</translation>
    </message>
    <message>
        <source>As a share of the bands.</source>
        <translation>占频带数的比例。</translation>
    </message>
    <message>
        <source>Loudness</source>
        <translation>响度</translation>
    </message>
    <message>
        <source>Sounds are made louder or quieter at random.</source>
        <translation>随机调大或调小声音。</translation>
    </message>
    <message>
        <source>6 dB: from half to twice the amplitude.</source>
        <translation>6 dB：振幅为原来的一半到两倍。</translation>
    </message>
    <message>
        <source>dB</source>
        <translation>dB</translation>
    </message>
    <message>
        <source>Mixup</source>
        <translation>Mixup</translation>
    </message>
    <message>
        <source>Two samples of a batch are laid over each other, and so are their targets: the network learns to be as sure as the shares say.</source>
        <translation>把同批的两个样本按比例叠加，目标也同样叠加：网络学着按比例给出置信度。</translation>
    </message>
    <message>
        <source>Shares are drawn from Beta(alpha, alpha). 0.1 to 0.4 are usual: mostly one sample with a little of the other; 1: all shares alike.</source>
        <translation>比例取自 Beta(alpha, alpha)。常用 0.1 到 0.4：以一个样本为主，掺入少许另一个；1 表示各比例机会均等。</translation>
    </message>
    <message>
        <source>Noise</source>
        <translation>噪声</translation>
    </message>
    <message>
        <source>Every value of a picture gets a random number added, as from a poor camera; how much is drawn for each picture.</source>
        <translation>给图片的每个值加上随机数，如同劣质相机；强度对每张图片随机抽取。</translation>
    </message>
    <message>
        <source>The standard deviation of what is added; values go from 0 to 255.</source>
        <translation>所加噪声的标准差；值域为 0 到 255。</translation>
    </message>
    <message>
        <source>Rotate</source>
        <translation>旋转</translation>
    </message>
    <message>
        <source>Pictures are turned around their middle at random, to either side. What comes in at the corners is the edge&apos;s own colour.</source>
        <translation>以图片中心随机向两侧旋转。角落露出的部分用边缘颜色填充。</translation>
    </message>
    <message>
        <source>10 to 15 suit most pictures, 180 those without an above and below.</source>
        <translation>多数图片适合 10 到 15，不分上下的图片用 180。</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>平移</translation>
    </message>
    <message>
        <source>Pictures are moved at random by whole pixels, in every direction. What comes in is the edge&apos;s own colour.</source>
        <translation>随机向各方向平移整数个像素。移入的部分用边缘颜色填充。</translation>
    </message>
    <message>
        <source>Across, at most</source>
        <translation>水平最多</translation>
    </message>
    <message>
        <source>As a share of the width.</source>
        <translation>占宽度的比例。</translation>
    </message>
    <message>
        <source>Up and down, at most</source>
        <translation>垂直最多</translation>
    </message>
    <message>
        <source>As a share of the height.</source>
        <translation>占高度的比例。</translation>
    </message>
    <message>
        <source>Hiss</source>
        <translation>背景噪声</translation>
    </message>
    <message>
        <source>Sounds get white noise added, as from a poor microphone; how much is drawn for each sound.</source>
        <translation>给声音加上白噪声，如同劣质麦克风；强度对每段声音随机抽取。</translation>
    </message>
    <message>
        <source>Loudest</source>
        <translation>最响</translation>
    </message>
    <message>
        <source>So far below the sound&apos;s mean power.</source>
        <translation>比声音平均功率低多少。</translation>
    </message>
    <message>
        <source>Quietest</source>
        <translation>最轻</translation>
    </message>
    <message>
        <source>Time mask</source>
        <translation>时间遮挡</translation>
    </message>
    <message>
        <source>Some stretches of time, drawn at random, are silenced to the mean of the whole, so that the network learns from all of the sound.</source>
        <translation>随机选取若干时段置为整体均值，使网络从整段声音学习。</translation>
    </message>
    <message>
        <source>As a share of the length.</source>
        <translation>占长度的比例。</translation>
    </message>
    <message>
        <source>Shift in time</source>
        <translation>时间平移</translation>
    </message>
    <message>
        <source>Sounds begin earlier or later at random. What comes in is what stands at that end already.</source>
        <translation>声音随机提前或推后。移入的部分重复该端原有的值。</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>缩放</translation>
    </message>
    <message>
        <source>Pictures are enlarged or made smaller around their middle at random. Around smaller ones the edge&apos;s own colour goes on.</source>
        <translation>以图片中心随机放大或缩小。缩小后四周用边缘颜色填充。</translation>
    </message>
    <message>
        <source>So many times larger or smaller.</source>
        <translation>放大或缩小的最大倍数。</translation>
    </message>
    <message>
        <source>Balance classes</source>
        <translation>平衡类别</translation>
    </message>
    <message>
        <source>While training, rows of rare classes come several times, or rows of frequent ones are left out. The validation and test parts stay as they are. Class weights in the loss do the same without other rows.</source>
        <translation>训练时重复稀有类别的行，或略去常见类别的行。验证集和测试集不变。损失的类别权重不改变行也能起到同样作用。</translation>
    </message>
    <message>
        <source>How</source>
        <translation>方式</translation>
    </message>
    <message>
        <source>Repeat rare classes</source>
        <translation>重复稀有类别</translation>
    </message>
    <message>
        <source>Leave out of frequent ones</source>
        <translation>略去常见类别的部分行</translation>
    </message>
    <message>
        <source>Smallest to largest</source>
        <translation>最小类与最大类之比</translation>
    </message>
    <message>
        <source>1: all classes have as many rows; 0.5: the smallest has at least half as many as the largest.</source>
        <translation>1：各类行数相同；0.5：最小类至少有最大类的一半。</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Another one draws other rows.</source>
        <translation>换一个种子会抽取其他的行。</translation>
    </message>
    <message>
        <source>Crop pictures</source>
        <translation>裁剪图片</translation>
    </message>
    <message>
        <source>The middle of each picture, or what its margins leave, takes the place of the whole. A side that is shorter than asked for stays.</source>
        <translation>用图片的中间部分，或去掉边距后的部分，代替整张图片。比要求更短的边保持不变。</translation>
    </message>
    <message>
        <source>What stays</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>The middle</source>
        <translation>中间部分</translation>
    </message>
    <message>
        <source>All but the margins</source>
        <translation>边距以内</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>宽度</translation>
    </message>
    <message>
        <source>Of the middle.</source>
        <translation>中间部分的尺寸。</translation>
    </message>
    <message>
        <source>Height</source>
        <translation>高</translation>
    </message>
    <message>
        <source>Left margin</source>
        <translation>左边距</translation>
    </message>
    <message>
        <source>Right margin</source>
        <translation>右边距</translation>
    </message>
    <message>
        <source>Top margin</source>
        <translation>上边距</translation>
    </message>
    <message>
        <source>Bottom margin</source>
        <translation>下边距</translation>
    </message>
    <message>
        <source>Make pictures grey</source>
        <translation>图片转灰度</translation>
    </message>
    <message>
        <source>Colours go, how light each pixel is stays: a third of the numbers for the network, where colour says nothing.</source>
        <translation>去掉颜色，保留每个像素的明暗：颜色无关时，网络的输入减为三分之一。</translation>
    </message>
    <message>
        <source>Pad pictures</source>
        <translation>填充图片</translation>
    </message>
    <message>
        <source>Pictures that are smaller get something around them, on all sides alike. A side that is longer already stays.</source>
        <translation>在较小的图片四周对称地填充。已经更长的边保持不变。</translation>
    </message>
    <message>
        <source>Resize pictures</source>
        <translation>调整图片尺寸</translation>
    </message>
    <message>
        <source>All pictures get one size. The network sees them so, while training and in use.</source>
        <translation>把所有图片变为同一尺寸。训练和使用时网络看到的都是这样。</translation>
    </message>
    <message>
        <source>Other proportions</source>
        <translation>宽高比不同时</translation>
    </message>
    <message>
        <source>Cut: nothing is distorted, the longer side loses its ends. Pad: all of the picture is kept, with something around it.</source>
        <translation>裁掉：不变形，长边两端被裁去。填充：保留整张图片，四周补上填充。</translation>
    </message>
    <message>
        <source>Cut off</source>
        <translation>裁去</translation>
    </message>
    <message>
        <source>Pad</source>
        <translation>填充</translation>
    </message>
    <message>
        <source>Stretch</source>
        <translation>拉伸</translation>
    </message>
    <message>
        <source>Convert to one unit</source>
        <translation>换算为同一单位</translation>
    </message>
    <message>
        <source>Multiplies the numbers on one side of a limit, where a column mixes units such as metres and centimetres.</source>
        <translation>把界限一侧的数乘以一个系数，用于一列中混用了米和厘米等不同单位的情形。</translation>
    </message>
    <message>
        <source>Which ones are in the other unit.</source>
        <translation>哪些数用的是另一种单位。</translation>
    </message>
    <message>
        <source>Above the limit</source>
        <translation>大于界限的数</translation>
    </message>
    <message>
        <source>Below the limit</source>
        <translation>小于界限的数</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>界限</translation>
    </message>
    <message>
        <source>It lies between the numbers of the two units.</source>
        <translation>位于两种单位的数值之间。</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>乘以</translation>
    </message>
    <message>
        <source>0.01 makes metres of centimetres.</source>
        <translation>0.01 把厘米换算为米。</translation>
    </message>
    <message>
        <source>Adds a column that is 1 where the date was missing. Its parts stay missing, for a step that fills them in.</source>
        <translation>添加一列，日期缺失处为 1。日期的各部分仍为缺失，留给填补缺失值的步骤。</translation>
    </message>
    <message>
        <source>Change the type</source>
        <translation>更改类型</translation>
    </message>
    <message>
        <source>What cannot be read as the new type becomes missing. The file stays as it is, and what is predicted is changed alike.</source>
        <translation>不能按新类型读取的值记为缺失。源文件不会被改动，预测时的数据同样转换。</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Rename a column</source>
        <translation>重命名列</translation>
    </message>
    <message>
        <source>The steps behind it and the network know the column by its new name. Files, also those that are predicted, keep the old one.</source>
        <translation>后面的步骤和网络使用新列名。文件（包括待预测的文件）仍用原列名。</translation>
    </message>
    <message>
        <source>New name</source>
        <translation>新列名</translation>
    </message>
    <message>
        <source>Cuts each text into words, characters or parts of words and gives each a whole number, as an Embedding layer wants it. 0 fills up, 1 is what the training part does not have.</source>
        <translation>把每个文本切成词、字或子词，各给一个整数编号，供嵌入层使用。0 用于填充，1 表示训练集中没有的。</translation>
    </message>
    <message>
        <source>Words are found by a dictionary in Chinese. Subwords are parts of words, learned from the texts: with them hardly anything is unknown.</source>
        <translation>中文按词典分词。子词是从文本中学到的词的片段：用子词几乎没有未知词。</translation>
    </message>
    <message>
        <source>Subwords (BPE)</source>
        <translation>子词（BPE）</translation>
    </message>
    <message>
        <source>Subwords (unigram)</source>
        <translation>子词（unigram）</translation>
    </message>
    <message>
        <source>Characters covered</source>
        <translation>字符覆盖率</translation>
    </message>
    <message>
        <source>Subwords: the share of all characters that is learned; the rarest of the others are unknown ones. 1 keeps all, as few letters allow.</source>
        <translation>用于子词：学习的字符占全部字符的比例，其余最少见的字符记为未知。1 表示全部保留，适合字母少的文字。</translation>
    </message>
</context>
<context>
    <name>loom::Balance</name>
    <message>
        <source>every class at least %1 % of the largest</source>
        <translation>每个类别至少为最大类的 %1%</translation>
    </message>
    <message>
        <source>the smallest class at least %1 % of any</source>
        <translation>最小类至少为任一类的 %1%</translation>
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
    <name>loom::Blur</name>
    <message>
        <source>deviation up to %1 pixels, in %2 % of the pictures</source>
        <translation>标准差最多 %1 像素，作用于 %2% 的图片</translation>
    </message>
</context>
<context>
    <name>loom::Brightness</name>
    <message>
        <source>up to ±%1 %</source>
        <translation>最多 ±%1%</translation>
    </message>
</context>
<context>
    <name>loom::CastStep</name>
    <message>
        <source>Column “%1” has %2 different values, and yes or no are two.</source>
        <translation>列“%1”有 %2 种不同的值，而“是否”只有两种。</translation>
    </message>
    <message>
        <source>Choose another type, or make them two first.</source>
        <translation>请选择另一种类型，或先把值归为两种。</translation>
    </message>
    <message>
        <source>No value of column “%1” can be read as “%2”.</source>
        <translation>列“%1”没有一个值能读作“%2”。</translation>
    </message>
    <message>
        <source>Choose another type, or clean the column first.</source>
        <translation>请选择另一种类型，或先清理该列。</translation>
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
    <name>loom::CleanText</name>
    <message>
        <source>small letters</source>
        <translation>小写</translation>
    </message>
    <message>
        <source>NFKC</source>
        <translation>NFKC</translation>
    </message>
    <message>
        <source>no HTML</source>
        <translation>去 HTML</translation>
    </message>
    <message>
        <source>no links</source>
        <translation>去链接</translation>
    </message>
    <message>
        <source>no digits</source>
        <translation>去数字</translation>
    </message>
    <message>
        <source>no marks</source>
        <translation>去标点</translation>
    </message>
    <message>
        <source>single blanks</source>
        <translation>合并空白</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
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
    <name>loom::Colour</name>
    <message>
        <source>hue up to ±%1°, saturation up to ±%2 %</source>
        <translation>色相最多 ±%1°，饱和度最多 ±%2%</translation>
    </message>
</context>
<context>
    <name>loom::Contrast</name>
    <message>
        <source>up to ±%1 %</source>
        <translation>最多 ±%1%</translation>
    </message>
</context>
<context>
    <name>loom::ConvertUnit</name>
    <message>
        <source>above %1: × %2</source>
        <translation>大于 %1：× %2</translation>
    </message>
    <message>
        <source>below %1: × %2</source>
        <translation>小于 %1：× %2</translation>
    </message>
</context>
<context>
    <name>loom::CutMix</name>
    <message>
        <source>alpha %1</source>
        <translation>alpha %1</translation>
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
    <name>loom::Erase</name>
    <message>
        <source>in %1 % of the pictures, up to %2 % of the area</source>
        <translation>作用于 %1% 的图片，最多占面积的 %2%</translation>
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
    <name>loom::Flip</name>
    <message>
        <source>left–right %1 %, upside down %2 %</source>
        <translation>左右 %1%，上下 %2%</translation>
    </message>
</context>
<context>
    <name>loom::FrequencyMask</name>
    <message>
        <source>%1 times up to %2 % of the bands</source>
        <translation>%1 处，每处最多 %2% 的频带</translation>
    </message>
</context>
<context>
    <name>loom::Gain</name>
    <message>
        <source>up to ±%1 dB</source>
        <translation>最多 ±%1 dB</translation>
    </message>
</context>
<context>
    <name>loom::Generalize</name>
    <message>
        <source>Bands must be wider than 0.</source>
        <translation>区间宽度必须大于 0。</translation>
    </message>
    <message>
        <source>Type a width such as 10.</source>
        <translation>请输入宽度，例如 10。</translation>
    </message>
    <message>
        <source>bands of %1, %2 characters</source>
        <translation>区间宽 %1，前 %2 个字符</translation>
    </message>
</context>
<context>
    <name>loom::HashValues</name>
    <message>
        <source>The salt is too short: who knows the values could try them all.</source>
        <translation>盐太短：知道可能取值的人可以逐个尝试。</translation>
    </message>
    <message>
        <source>Type at least 8 characters that nobody guesses.</source>
        <translation>请输入至少 8 个不易猜到的字符。</translation>
    </message>
    <message>
        <source>%1 digits of HMAC-SHA-256</source>
        <translation>HMAC-SHA-256 的前 %1 位</translation>
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
    <name>loom::Mask</name>
    <message>
        <source>all but the first %1 and the last %2</source>
        <translation>只留前 %1 位和后 %2 位</translation>
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
    <name>loom::Mixup</name>
    <message>
        <source>alpha %1</source>
        <translation>alpha %1</translation>
    </message>
</context>
<context>
    <name>loom::NGrams</name>
    <message>
        <source>Runs cannot be at least %1 and at most %2 long.</source>
        <translation>词组长度不能既至少为 %1 又至多为 %2。</translation>
    </message>
    <message>
        <source>Make “to” the larger number.</source>
        <translation>请把“最长词组”设为较大的数。</translation>
    </message>
    <message>
        <source>Column “%1” has no text in the training part.</source>
        <translation>列“%1”在训练集中没有文本。</translation>
    </message>
    <message>
        <source>Take the column out of the step, or drop it.</source>
        <translation>请从该步骤中去掉这一列，或删除这一列。</translation>
    </message>
    <message>
        <source>TF-IDF</source>
        <translation>TF-IDF</translation>
    </message>
    <message>
        <source>counts</source>
        <translation>次数</translation>
    </message>
    <message>
        <source>there or not</source>
        <translation>是否出现</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 到 %2</translation>
    </message>
    <message>
        <source>%1 at most</source>
        <translation>最多 %1</translation>
    </message>
</context>
<context>
    <name>loom::PictureCrop</name>
    <message>
        <source>Picture %1 has %2×%3 pixels, and the margins leave nothing of it.</source>
        <translation>第 %1 张图片为 %2×%3 像素，去掉边距后什么也不剩。</translation>
    </message>
    <message>
        <source>Choose smaller margins, or make the pictures one size in a step before.</source>
        <translation>请减小边距，或先用一个步骤统一图片尺寸。</translation>
    </message>
    <message>
        <source>the middle %1×%2</source>
        <translation>中间 %1×%2</translation>
    </message>
    <message>
        <source>margins %1, %2, %3, %4</source>
        <translation>边距 %1、%2、%3、%4</translation>
    </message>
</context>
<context>
    <name>loom::PictureGrey</name>
    <message>
        <source>1 channel</source>
        <translation>1 通道</translation>
    </message>
</context>
<context>
    <name>loom::PictureNoise</name>
    <message>
        <source>deviation up to %1 of 255</source>
        <translation>标准差最多 %1（满值 255）</translation>
    </message>
</context>
<context>
    <name>loom::PicturePad</name>
    <message>
        <source>to %1×%2</source>
        <translation>到 %1×%2</translation>
    </message>
</context>
<context>
    <name>loom::PictureResize</name>
    <message>
        <source>cut to fit</source>
        <translation>裁掉多余</translation>
    </message>
    <message>
        <source>padded to fit</source>
        <translation>填充不足</translation>
    </message>
    <message>
        <source>stretched</source>
        <translation>拉伸</translation>
    </message>
    <message>
        <source>%1×%2, %3</source>
        <translation>%1×%2，%3</translation>
    </message>
</context>
<context>
    <name>loom::RandomCrop</name>
    <message>
        <source>%1 % of the area or more</source>
        <translation>面积的 %1% 以上</translation>
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
    <name>loom::Rename</name>
    <message>
        <source>several columns cannot get one name.</source>
        <translation>多个列不能用同一个名称。</translation>
    </message>
    <message>
        <source>Choose one column, and add a step for each of the others.</source>
        <translation>请只选一列，其他列各加一个步骤。</translation>
    </message>
    <message>
        <source>there is no new name.</source>
        <translation>没有新列名。</translation>
    </message>
    <message>
        <source>Enter one.</source>
        <translation>请输入新列名。</translation>
    </message>
    <message>
        <source>there is a column “%1” already.</source>
        <translation>已经有列“%1”。</translation>
    </message>
    <message>
        <source>Choose another name, or drop or rename that column first.</source>
        <translation>请换一个名称，或先删除或重命名那一列。</translation>
    </message>
    <message>
        <source>to “%1”</source>
        <translation>改为“%1”</translation>
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
    <name>loom::Rotate</name>
    <message>
        <source>up to %1°</source>
        <translation>最多 %1°</translation>
    </message>
</context>
<context>
    <name>loom::Shift</name>
    <message>
        <source>up to %1 % across, %2 % down</source>
        <translation>水平最多 %1%，垂直最多 %2%</translation>
    </message>
</context>
<context>
    <name>loom::SoundNoise</name>
    <message>
        <source>%1 to %2 dB below the sound</source>
        <translation>比声音低 %1 到 %2 dB</translation>
    </message>
</context>
<context>
    <name>loom::Spectrogram</name>
    <message>
        <source>Column “%1” has no sound in the training part.</source>
        <translation>列“%1”在训练集中没有声音。</translation>
    </message>
    <message>
        <source>Take the column out of the step, or drop it.</source>
        <translation>请从该步骤中去掉这一列，或删除这一列。</translation>
    </message>
    <message>
        <source>%1 seconds at %2 samples a second are too many.</source>
        <translation>%1 秒、每秒 %2 个采样太多了。</translation>
    </message>
    <message>
        <source>Choose fewer seconds or a lower rate.</source>
        <translation>请减小时长或采样率。</translation>
    </message>
    <message>
        <source>Column “%1” holds no sounds, which a preparation step makes spectrograms of.</source>
        <translation>列“%1”不是声音，而准备步骤要用它生成频谱图。</translation>
    </message>
    <message>
        <source>Choose a folder of sounds.</source>
        <translation>请选择声音文件夹。</translation>
    </message>
    <message>
        <source>mel</source>
        <translation>梅尔</translation>
    </message>
    <message>
        <source>%1 bands</source>
        <translation>%1 个频带</translation>
    </message>
    <message>
        <source>MFCC</source>
        <translation>MFCC</translation>
    </message>
    <message>
        <source>%1 coefficients</source>
        <translation>%1 个系数</translation>
    </message>
    <message>
        <source>A spectrogram of %1×%2 values is too large.</source>
        <translation>%1×%2 的频谱图太大。</translation>
    </message>
    <message>
        <source>Choose fewer seconds, fewer bands or a longer step from frame to frame.</source>
        <translation>请减小时长或频带数，或增大帧移。</translation>
    </message>
</context>
<context>
    <name>loom::Standardize</name>
    <message>
        <source>mean 0, deviation 1</source>
        <translation>均值 0，标准差 1</translation>
    </message>
</context>
<context>
    <name>loom::TimeMask</name>
    <message>
        <source>%1 stretches of up to %2 % of the length</source>
        <translation>%1 段，每段最多占长度的 %2%</translation>
    </message>
</context>
<context>
    <name>loom::TimeShift</name>
    <message>
        <source>up to %1 % of the length</source>
        <translation>最多占长度的 %1%</translation>
    </message>
</context>
<context>
    <name>loom::Tokens</name>
    <message>
        <source>Column “%1” has no text in the training part.</source>
        <translation>列“%1”在训练集中没有文本。</translation>
    </message>
    <message>
        <source>Take the column out of the step, or drop it.</source>
        <translation>请从该步骤中去掉这一列，或删除这一列。</translation>
    </message>
    <message>
        <source>words</source>
        <translation>词</translation>
    </message>
    <message>
        <source>characters</source>
        <translation>字</translation>
    </message>
    <message>
        <source>parted by blanks</source>
        <translation>按空白</translation>
    </message>
    <message>
        <source>%1 at most</source>
        <translation>最多 %1</translation>
    </message>
    <message>
        <source>length %1</source>
        <translation>长度 %1</translation>
    </message>
    <message>
        <source>BPE subwords</source>
        <translation>BPE 子词</translation>
    </message>
    <message>
        <source>unigram subwords</source>
        <translation>unigram 子词</translation>
    </message>
</context>
<context>
    <name>loom::Windows</name>
    <message>
        <source>There is a column “%1” already.</source>
        <translation>已经有名为“%1”的列。</translation>
    </message>
    <message>
        <source>Give the new column another name.</source>
        <translation>请给新列换个名称。</translation>
    </message>
    <message>
        <source>%1 rows</source>
        <translation>%1 行</translation>
    </message>
    <message>
        <source>%1 ahead</source>
        <translation>提前 %1</translation>
    </message>
    <message>
        <source>There is no column “%1”.</source>
        <translation>没有名为“%1”的列。</translation>
    </message>
    <message>
        <source>An earlier step may have dropped it; choose other columns.</source>
        <translation>前面的步骤可能已把它删除；请选择其他列。</translation>
    </message>
    <message>
        <source>Column “%1” is neither a number nor a date, so rows have no order by it.</source>
        <translation>列“%1”既不是数值也不是日期，无法按它排序。</translation>
    </message>
    <message>
        <source>Choose a column of dates or numbers, or none for the order of the file.</source>
        <translation>请选择日期列或数值列，或留空以按文件顺序。</translation>
    </message>
    <message>
        <source>Column “%1” has the type “%2”, and rows are in no group by it.</source>
        <translation>列“%1”的类型是“%2”，不能按它把行分组。</translation>
    </message>
    <message>
        <source>Choose a column of names or numbers, or none.</source>
        <translation>请选择一个名称列或数值列，或者不选。</translation>
    </message>
</context>
<context>
    <name>loom::Zoom</name>
    <message>
        <source>up to %1 times larger or smaller</source>
        <translation>最多放大或缩小 %1 倍</translation>
    </message>
</context>
<context>
    <name>std</name>
    <message>
        <source>the target is a number and has no classes to balance.</source>
        <translation>目标是数值，没有可平衡的类别。</translation>
    </message>
    <message>
        <source>Take the step out, or choose a target with classes.</source>
        <translation>请移除该步骤，或选择分类目标。</translation>
    </message>
    <message>
        <source>so many rows would be repeated that an epoch had more than %1.</source>
        <translation>重复的行过多，每轮将超过 %1 行。</translation>
    </message>
    <message>
        <source>Choose a smaller share, or leave out rows of frequent classes instead.</source>
        <translation>请减小比例，或改为略去常见类别的行。</translation>
    </message>
</context>
</TS>
