<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>loom</name>
    <message>
        <source>“%1” has broken characters in %2</source>
        <translation>“%1”有 %2含乱码</translation>
    </message>
    <message>
        <source>Part of the file is not in the encoding it was read in (UTF-8 and GBK mixed, for example). The first is “%1”.</source>
        <translation>文件中有一部分不是读取时所用的编码（例如 UTF-8 与 GBK 混用）。第一处为“%1”。</translation>
    </message>
    <message>
        <source>Broken characters</source>
        <translation>乱码</translation>
    </message>
    <message>
        <source>Classes are unbalanced: “%1” has %2 of the rows, “%3” %4</source>
        <translation>类别不均衡：“%1”占 %2 的行，“%3”占 %4</translation>
    </message>
    <message>
        <source>In the training part these are %1 and %2. Who always answers “%3” is right in %4; look at precision and recall of each class, not at accuracy alone.</source>
        <translation>在训练集中分别为 %1和 %2。总是回答“%3”也有 %4 的准确率；请查看各类的精确率和召回率，不要只看准确率。</translation>
    </message>
    <message>
        <source>1 class is not in the training part</source>
        <translation>1 个类别不在训练集中</translation>
    </message>
    <message>
        <source>%1 classes are not in the training part</source>
        <translation>%1 个类别不在训练集中</translation>
    </message>
    <message>
        <source>Rows in the other parts: %1. What was never seen is never answered, so these are always wrong. Often the same class is written in two ways.</source>
        <translation>在其他数据集中的行数：%1。没见过的类别永远不会被预测出来，这些行必然出错。常见原因是同一类别有两种写法。</translation>
    </message>
    <message>
        <source>1 class has fewer than %1 rows to learn from</source>
        <translation>1 个类别的训练样本少于 %1 行</translation>
    </message>
    <message>
        <source>%1 classes have fewer than %2 rows to learn from</source>
        <translation>%1 个类别的训练样本少于 %2 行</translation>
    </message>
    <message>
        <source>Rows in the training part: %1. So few can neither be learned nor judged well; gather more, or put rare classes together.</source>
        <translation>训练集中的行数：%1。样本太少，既学不好也评估不准；请收集更多数据，或合并稀有类别。</translation>
    </message>
    <message>
        <source>Unbalanced and rare classes</source>
        <translation>类别不均衡与稀有类别</translation>
    </message>
    <message>
        <source>Constant columns</source>
        <translation>常量列</translation>
    </message>
    <message>
        <source>1 picture is there twice</source>
        <translation>1 张图片重复出现</translation>
    </message>
    <message>
        <source>%1 pictures are there already (%2)</source>
        <translation>%1 张图片与前面的图片重复（%2）</translation>
    </message>
    <message>
        <source>They equal an earlier picture in every pixel, and %1 of them have another label than it: one of both is wrong.</source>
        <translation>它们与前面的某张图片逐像素相同，其中 %1 张的标签却不同：两者必有一错。</translation>
    </message>
    <message>
        <source>They equal an earlier picture in every pixel and count twice in training.</source>
        <translation>它们与前面的某张图片逐像素相同，训练时会被重复计算。</translation>
    </message>
    <message>
        <source>1 row is there twice</source>
        <translation>1 行重复出现</translation>
    </message>
    <message>
        <source>%1 rows are there already (%2)</source>
        <translation>%1 行与前面的行重复（%2）</translation>
    </message>
    <message>
        <source>They equal an earlier row in every column. The columns have so few different values that this happens by chance.</source>
        <translation>它们的每一列都与前面的某一行相同。各列的不同取值很少，这属于巧合。</translation>
    </message>
    <message>
        <source>They equal an earlier row in every column and count twice in training. Where the data was measured once per row, one of each is enough.</source>
        <translation>它们的每一列都与前面的某一行相同，训练时会被重复计算。如果每行对应一次观测，各保留一行即可。</translation>
    </message>
    <message>
        <source>Exact duplicates</source>
        <translation>完全重复</translation>
    </message>
    <message>
        <source>“%1” only names the rows: %2 different values in %3</source>
        <translation>“%1”只是行的编号或名称：%3中有 %2 个不同的值</translation>
    </message>
    <message>
        <source>A network would learn it by heart, and new rows have values it has never seen.</source>
        <translation>网络会把它死记下来，而新数据中的值它从未见过。</translation>
    </message>
    <message>
        <source>Columns that only name the rows</source>
        <translation>只用于标识行的列</translation>
    </message>
    <message>
        <source>“%1” lacks %2 of its values</source>
        <translation>“%1”缺失 %2</translation>
    </message>
    <message>
        <source>“%1” is empty</source>
        <translation>“%1”是空列</translation>
    </message>
    <message>
        <source>None of the %1 has a value: there is nothing to learn from it.</source>
        <translation>%1全部没有值：无法从中学到任何东西。</translation>
    </message>
    <message>
        <source>No value in %1 of %2. What is not known cannot be learned: these rows are left out.</source>
        <translation>%2中有 %1 行没有值。未知的目标无法学习：这些行将被排除。</translation>
    </message>
    <message>
        <source>No value in %1 of %2. More is made up than known when they are filled in; dropping the column may be better.</source>
        <translation>%2中有 %1 行没有值。若填补，编造的值将多于已知的值；删除该列可能更好。</translation>
    </message>
    <message>
        <source>No value in %1 of %2. A network needs one in every row.</source>
        <translation>%2中有 %1 行没有值。网络要求每一行都有值。</translation>
    </message>
    <message>
        <source>Missing values</source>
        <translation>缺失值</translation>
    </message>
    <message>
        <source>millimetres and centimetres</source>
        <translation>毫米与厘米</translation>
    </message>
    <message>
        <source>centimetres and metres, cents and euros</source>
        <translation>厘米与米、分与元</translation>
    </message>
    <message>
        <source>grams and kilograms</source>
        <translation>克与千克</translation>
    </message>
    <message>
        <source>centimetres and inches</source>
        <translation>厘米与英寸</translation>
    </message>
    <message>
        <source>pounds and kilograms</source>
        <translation>磅与千克</translation>
    </message>
    <message>
        <source>“%1” seems to mix units: %2 are about %3 times as large as the others</source>
        <translation>“%1”似乎混用了单位：%2的值约为其余行的 %3 倍</translation>
    </message>
    <message>
        <source>“%1” seems to mix units: the others are about %3 times as large as in %2</source>
        <translation>“%1”似乎混用了单位：其余行的值约为其中 %2的 %3 倍</translation>
    </message>
    <message>
        <source>The values fall into two groups, around %1 and around %2, with nothing between them, as with %3.</source>
        <translation>取值分为两组，分别在 %1 和 %2 附近，中间没有值，就像%3混用时那样。</translation>
    </message>
    <message>
        <source>Mixed units</source>
        <translation>单位混用</translation>
    </message>
    <message>
        <source>“%1”: 1 text is nearly the same as an earlier one</source>
        <translation>“%1”：1 条文本与前面的文本几乎相同</translation>
    </message>
    <message>
        <source>“%1”: %2 texts are nearly the same as an earlier one (%3)</source>
        <translation>“%1”：%2 条文本与前面的文本几乎相同（%3）</translation>
    </message>
    <message>
        <source>For example “%1” and “%2”. At least %3 of all runs of five letters or digits are the same. In two parts, such texts make the figures look better than they are.</source>
        <translation>例如“%1”与“%2”。至少 %3 的五字符片段（字母或数字）相同。若分在两个数据集中，这样的文本会使指标虚高。</translation>
    </message>
    <message>
        <source>1 picture looks like an earlier one</source>
        <translation>1 张图片与前面的图片相似</translation>
    </message>
    <message>
        <source>%1 pictures look like an earlier one (%2)</source>
        <translation>%1 张图片与前面的图片相似（%2）</translation>
    </message>
    <message>
        <source>The same picture at another size or quality, or with small changes (correlation in brightness from %1). In two parts, such pictures make the figures look better than they are.</source>
        <translation>同一张图片的不同尺寸或质量，或略有改动（亮度相关系数不低于 %1）。若分在两个数据集中，这样的图片会使指标虚高。</translation>
    </message>
    <message>
        <source>Near duplicates</source>
        <translation>近似重复</translation>
    </message>
    <message>
        <source>“%1” has 1 outlier: %2</source>
        <translation>“%1”有 1 个离群值：%2</translation>
    </message>
    <message>
        <source>“%1” has %2 outliers, up to %3</source>
        <translation>“%1”有 %2 个离群值，最远为 %3</translation>
    </message>
    <message>
        <source>Usual values lie around %1, from %2 to %3. Whether it is a slip or the truth, a few such values can rule the training.</source>
        <translation>正常值在 %1 附近，范围为 %2 到 %3。无论是笔误还是事实，少数这样的值都可能左右训练。</translation>
    </message>
    <message>
        <source>Outliers</source>
        <translation>离群值</translation>
    </message>
    <message>
        <source>“%1” holds e-mail addresses: in %2 (%3)</source>
        <translation>“%1”含有电子邮箱地址：%2（%3）</translation>
    </message>
    <message>
        <source>“%1” holds Chinese identity card numbers: in %2 (%3)</source>
        <translation>“%1”含有居民身份证号码：%2（%3）</translation>
    </message>
    <message>
        <source>“%1” holds Chinese mobile numbers: in %2 (%3)</source>
        <translation>“%1”含有中国大陆手机号：%2（%3）</translation>
    </message>
    <message>
        <source>“%1” holds phone numbers: in %2 (%3)</source>
        <translation>“%1”含有电话号码：%2（%3）</translation>
    </message>
    <message>
        <source>“%1” holds names of people: in about %2 (%3)</source>
        <translation>“%1”含有人名：约 %2（%3）</translation>
    </message>
    <message>
        <source>Who has the model or its data may find the person. Drop the column, or replace it by a salted hash; laws such as GDPR and PIPL ask for it where it is not needed.</source>
        <translation>拿到模型或数据的人可能据此找到本人。请删除该列，或替换为加盐哈希；如非必要，《个人信息保护法》、GDPR 等法律要求这样做。</translation>
    </message>
    <message>
        <source>Personal data</source>
        <translation>个人信息</translation>
    </message>
    <message>
        <source>1 picture is broken</source>
        <translation>1 张图片已损坏</translation>
    </message>
    <message>
        <source>%1 pictures are broken</source>
        <translation>%1 张图片已损坏</translation>
    </message>
    <message>
        <source>It cannot be decoded: %1</source>
        <translation>无法解码：%1</translation>
    </message>
    <message>
        <source>They cannot be decoded; the first: %1</source>
        <translation>无法解码；第一张：%1</translation>
    </message>
    <message>
        <source>1 picture is blank</source>
        <translation>1 张图片是空白的</translation>
    </message>
    <message>
        <source>%1 pictures are blank</source>
        <translation>%1 张图片是空白的</translation>
    </message>
    <message>
        <source>One colour all over: there is nothing to see, but it would be learned with its label.</source>
        <translation>整张只有一种颜色：没有任何内容，却会连同标签一起被学习。</translation>
    </message>
    <message>
        <source>Broken and blank pictures</source>
        <translation>损坏与空白的图片</translation>
    </message>
    <message>
        <source>Rare categories</source>
        <translation>稀有类别值</translation>
    </message>
    <message>
        <source>Cramér&apos;s V = %1, χ² test p %2</source>
        <translation>Cramér&apos;s V = %1，χ² 检验 p %2</translation>
    </message>
    <message>
        <source>Kolmogorov–Smirnov D = %1, p %2</source>
        <translation>KS 检验 D = %1，p %2</translation>
    </message>
    <message>
        <source>“%1” differs between the training and the test part (%2)</source>
        <translation>“%1”在训练集与测试集中的分布不同（%2）</translation>
    </message>
    <message>
        <source>“%1” differs between the training and the validation part (%2)</source>
        <translation>“%1”在训练集与验证集中的分布不同（%2）</translation>
    </message>
    <message>
        <source>What is learned on one part may not hold for the other. Where the parts come from different times or places, that may be the point; else draw them again.</source>
        <translation>在一部分上学到的规律在另一部分上可能不成立。如果两部分来自不同的时间或地点，这也许正是本意；否则请重新划分。</translation>
    </message>
    <message>
        <source>Drift between the parts</source>
        <translation>数据集划分之间的漂移</translation>
    </message>
    <message>
        <source>The same row in two parts</source>
        <translation>同一行出现在两个数据集中</translation>
    </message>
    <message>
        <source>“%1” gives the target away: alone it tells “%2” right in %3 of the rows</source>
        <translation>“%1”泄露了目标：仅凭它就能在 %3 的行中正确预测“%2”</translation>
    </message>
    <message>
        <source>“%1” alone tells “%2” right in %3 of the rows</source>
        <translation>仅凭“%1”就能在 %3 的行中正确预测“%2”</translation>
    </message>
    <message>
        <source>“%1” gives the target away: alone it explains %3 of “%2” (R²)</source>
        <translation>“%1”泄露了目标：仅凭它就能解释“%2”的 %3（R²）</translation>
    </message>
    <message>
        <source>“%1” alone explains %3 of “%2” (R²)</source>
        <translation>仅凭“%1”就能解释“%2”的 %3（R²）</translation>
    </message>
    <message>
        <source>Measured with a small decision tree on rows it had not seen; the limit for this message is %1 of what guessing gets wrong. Will the column be known when there is no answer yet? If not, drop it.</source>
        <translation>用小决策树在未见过的行上测得；提示阈值为：猜众数会答错的部分中答对 %1。在答案未知时，能得到这一列吗？如果不能，请删除它。</translation>
    </message>
    <message>
        <source>Measured with a small decision tree on rows it had not seen; the limit for this message is %1. Will the column be known when there is no answer yet? If not, drop it.</source>
        <translation>用小决策树在未见过的行上测得；提示阈值为 %1。在答案未知时，能得到这一列吗？如果不能，请删除它。</translation>
    </message>
    <message>
        <source>Columns that give the target away</source>
        <translation>泄露目标的列</translation>
    </message>
    <message>
        <source>Set aside: %1 (%2)</source>
        <translation>已搁置：%1（%2）</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>The first is %1: %2</source>
        <translation>第一处为 %1：%2</translation>
    </message>
    <message>
        <source>Rows that cannot be used</source>
        <translation>无法使用的行</translation>
    </message>
    <message>
        <source>1 sound is broken</source>
        <translation>1 段声音已损坏</translation>
    </message>
    <message>
        <source>%1 sounds are broken</source>
        <translation>%1 段声音已损坏</translation>
    </message>
    <message>
        <source>1 sound is silent</source>
        <translation>1 段声音是静音</translation>
    </message>
    <message>
        <source>%1 sounds are silent</source>
        <translation>%1 段声音是静音</translation>
    </message>
    <message>
        <source>Nothing in them is louder than −60 dB: there is nothing to hear, but it would be learned with its label.</source>
        <translation>其中没有响于 −60 dB 的声音：什么都听不到，却会连同标签一起被学习。</translation>
    </message>
    <message>
        <source>1 sound is cut off</source>
        <translation>1 段声音不完整</translation>
    </message>
    <message>
        <source>%1 sounds are cut off</source>
        <translation>%1 段声音不完整</translation>
    </message>
    <message>
        <source>The file ends before the length that it claims, as after a broken download.</source>
        <translation>文件在它声明的长度之前就结束了，像是下载中断。</translation>
    </message>
    <message>
        <source>Broken, silent and cut off sounds</source>
        <translation>损坏、静音和不完整的声音</translation>
    </message>
    <message>
        <source>1 label is probably wrong</source>
        <translation>1 个标签可能有误</translation>
    </message>
    <message>
        <source>%1 labels are probably wrong</source>
        <translation>%1 个标签可能有误</translation>
    </message>
    <message>
        <source>A quick model that had not seen them is as sure of another class as it is of that class&apos;s own rows. Most of all row %1: “%2” is more likely than “%3”. Look at them, then relabel or leave them out.</source>
        <translation>一个没有见过这些行的快速模型判断它们属于另一类，其置信度与对该类自身各行相当。最可疑的是第 %1 行：更可能是“%2”而不是“%3”。请查看后改标签或排除。</translation>
    </message>
    <message>
        <source>Labels that are probably wrong</source>
        <translation>可能有误的标签</translation>
    </message>
    <message>
        <source>%1 are the only ones with their “%2”</source>
        <translation>有 %1在“%2”上独一无二</translation>
    </message>
    <message>
        <source>Only %1 rows share their “%2”</source>
        <translation>只有 %1 行共有同样的“%2”</translation>
    </message>
    <message>
        <source>One row is the only one with its “%1”</source>
        <translation>有一行在“%1”上独一无二</translation>
    </message>
    <message>
        <source>Whoever knows these of a person finds the row: k-anonymity is %1. Where people are in the data, generalise or drop such columns until it is %2 or more.</source>
        <translation>知道某人这些信息的人就能找到对应的行：k 匿名为 %1。若数据涉及个人，请泛化或删除这些列，直到 k 不小于 %2。</translation>
    </message>
    <message>
        <source>People that can be found (k-anonymity)</source>
        <translation>可被识别的个人（k 匿名）</translation>
    </message>
    <message>
        <source>%1 of the test part (%2) have a “%3” that is in the training part too</source>
        <translation>测试集有 %1（%2）的“%3”也出现在训练集中</translation>
    </message>
    <message>
        <source>Right where a network will be asked about the values that it has learned from, as in recommendations. For new ones the test part tells nothing: then split by group.</source>
        <translation>如果以后只会问网络学过的取值（如推荐），这样没有问题。对于新的取值，测试集什么也说明不了：此时请按分组划分。</translation>
    </message>
    <message>
        <source>Knowing it tells %1 of what is to be learned. A network may know it by its other columns, and new ones it has never seen: then the figures of this part look better than the network is. Split by group.</source>
        <translation>知道它就知道了目标的 %1。网络可能从其他列认出它，而新的取值网络从未见过：这一部分的成绩会虚高。请按分组划分。</translation>
    </message>
    <message>
        <source>Rows of one are often alike. If the network will be asked about new ones, the figures of this part look better than it is. Then split by group.</source>
        <translation>同一取值的行往往相似。如果以后要问网络新的取值，这一部分的成绩会虚高，此时请按分组划分。</translation>
    </message>
    <message>
        <source>The same group in two parts</source>
        <translation>同一分组出现在两个部分中</translation>
    </message>
    <message>
        <source>In the training part these are %1 and %2 that show one. Look at the average precision of each class, not at the mean alone.</source>
        <translation>在训练集中，分别有 %1 和 %2 含有该类目标。请查看每个类别的平均精度，而不要只看均值。</translation>
    </message>
</context>
<context>
    <name>std</name>
    <message>
        <source>“%1” is always “%2”</source>
        <translation>“%1”始终为“%2”</translation>
    </message>
    <message>
        <source>There is nothing to tell apart: a network that learns it knows nothing.</source>
        <translation>没有可区分的内容：学会它的网络等于什么也没学到。</translation>
    </message>
    <message>
        <source>All %1 with a value have the same one, so it tells nothing about any of them.</source>
        <translation>有值的 %1全部取同一个值，因此它不提供任何信息。</translation>
    </message>
    <message>
        <source>“%1” is nearly always “%2”</source>
        <translation>“%1”几乎始终为“%2”</translation>
    </message>
    <message>
        <source>Another value is in %1 only; too few to learn from.</source>
        <translation>只有 %1取其他值，太少，无法学习。</translation>
    </message>
    <message>
        <source>“%1”: 1 category is in fewer than %2 rows</source>
        <translation>“%1”：1 个类别少于 %2 行</translation>
    </message>
    <message>
        <source>“%1”: %2 categories are in fewer than %3 rows</source>
        <translation>“%1”：%2 个类别少于 %3 行</translation>
    </message>
    <message>
        <source>For example “%1”, in %2. So few cannot be learned from; together they can.</source>
        <translation>例如“%1”，仅 %2。样本太少无法学习；合并后则可以。</translation>
    </message>
    <message>
        <source>The test part shares %1 with the training part (%2 of it)</source>
        <translation>测试集有 %1也在训练集中（占测试集的 %2）</translation>
    </message>
    <message>
        <source>The validation part shares %1 with the training part (%2 of it)</source>
        <translation>验证集有 %1也在训练集中（占验证集的 %2）</translation>
    </message>
    <message>
        <source>A network may know them by heart: the figures of this part look better than the network is.</source>
        <translation>网络可能已经记住了它们：这部分的指标会比网络的实际水平好看。</translation>
    </message>
    <message>
        <source>The columns have so few different values that rows are equal by chance.</source>
        <translation>各列的不同取值太少，行与行碰巧相同很常见。</translation>
    </message>
</context>
</TS>
