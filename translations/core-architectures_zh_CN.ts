<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>loom</name>
    <message>
        <source>Encoder</source>
        <translation>编码器</translation>
    </message>
    <message>
        <source>Squeezes the picture into a code.</source>
        <translation>把图片压缩成编码。</translation>
    </message>
    <message>
        <source>Length of the code</source>
        <translation>编码长度</translation>
    </message>
    <message>
        <source>Decoder</source>
        <translation>解码器</translation>
    </message>
    <message>
        <source>Makes the picture of the code.</source>
        <translation>由编码还原图片。</translation>
    </message>
    <message>
        <source>Autoencoder</source>
        <translation>自编码器</translation>
    </message>
    <message>
        <source>Squeezes a picture into a few numbers and makes the picture of them again: for compression, de-noising, and to find what is odd.</source>
        <translation>把图片压缩成少量数字，再由它们还原图片：用于压缩、去噪和发现异常。</translation>
    </message>
    <message>
        <source>Generator</source>
        <translation>生成器</translation>
    </message>
    <message>
        <source>Makes a picture of random numbers.</source>
        <translation>由随机数生成图片。</translation>
    </message>
    <message>
        <source>Discriminator</source>
        <translation>判别器</translation>
    </message>
    <message>
        <source>Tells real pictures from made ones.</source>
        <translation>分辨真实图片与生成图片。</translation>
    </message>
    <message>
        <source>DCGAN</source>
        <translation>DCGAN</translation>
    </message>
    <message>
        <source>Two networks that learn against each other: one makes pictures, the other tells them from real ones.</source>
        <translation>两个相互对抗着学习的网络：一个生成图片，另一个分辨它们与真实图片。</translation>
    </message>
    <message>
        <source>GPT-2 small</source>
        <translation>GPT-2 small</translation>
    </message>
    <message>
        <source>A Transformer that says of each token which one comes next; its last products share the rows of its Embedding.</source>
        <translation>逐个预测下一个词元的 Transformer；最后的输出与嵌入层共享权重。</translation>
    </message>
    <message>
        <source>GRU classifier</source>
        <translation>GRU 分类器</translation>
    </message>
    <message>
        <source>Reads a text word by word and says at its end which of two kinds it is.</source>
        <translation>逐词读完一段文本，最后判断它属于两类中的哪一类。</translation>
    </message>
    <message>
        <source>LeNet-5</source>
        <translation>LeNet-5</translation>
    </message>
    <message>
        <source>The first convolutional network that read digits on cheques.</source>
        <translation>最早用于识别支票数字的卷积网络。</translation>
    </message>
    <message>
        <source>LSTM classifier</source>
        <translation>LSTM 分类器</translation>
    </message>
    <message>
        <source>MobileNetV2</source>
        <translation>MobileNetV2</translation>
    </message>
    <message>
        <source>Small and fast enough for phones.</source>
        <translation>小而快，适合手机。</translation>
    </message>
    <message>
        <source>ResNet-18</source>
        <translation>ResNet-18</translation>
    </message>
    <message>
        <source>Eighteen layers with shortcuts: a good first try for pictures.</source>
        <translation>十八层、带捷径连接：图片任务的首选尝试。</translation>
    </message>
    <message>
        <source>ResNet-50</source>
        <translation>ResNet-50</translation>
    </message>
    <message>
        <source>Fifty layers with shortcuts, in blocks that narrow and widen: the yardstick for pictures.</source>
        <translation>五十层、带捷径连接，由先收窄再放宽的块组成：图片任务的标尺。</translation>
    </message>
    <message>
        <source>Transformer encoder</source>
        <translation>Transformer 编码器</translation>
    </message>
    <message>
        <source>Reads a text at once, each word in the light of all others, and says which of two kinds it is.</source>
        <translation>一次读完整段文本，每个词都参照其他所有词，再判断它属于两类中的哪一类。</translation>
    </message>
    <message>
        <source>U-Net</source>
        <translation>U-Net</translation>
    </message>
    <message>
        <source>Says of each pixel what it belongs to: down to the whole picture and up again to every detail.</source>
        <translation>判断每个像素属于什么：先向下概括整幅图，再向上恢复每个细节。</translation>
    </message>
    <message>
        <source>VGG-16</source>
        <translation>VGG-16</translation>
    </message>
    <message>
        <source>Thirteen small convolutions and three dense layers: simple, large, and still a good extractor of features.</source>
        <translation>十三个小卷积加三个全连接层：结构简单、体积较大，至今仍是好用的特征提取器。</translation>
    </message>
    <message>
        <source>Patches</source>
        <translation>图块</translation>
    </message>
    <message>
        <source>Class token</source>
        <translation>类别词元</translation>
    </message>
    <message>
        <source>ViT-B/16</source>
        <translation>ViT-B/16</translation>
    </message>
    <message>
        <source>A Transformer that reads a picture as a sequence of patches of 16×16 pixels.</source>
        <translation>把图片当作 16×16 像素图块的序列来读的 Transformer。</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>起点</translation>
    </message>
    <message>
        <source>End</source>
        <translation>终点</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>问答</translation>
    </message>
    <message>
        <source>Reads a question and a text behind it, and says where in the text its answer begins and where it ends: two Outputs of one encoder.</source>
        <translation>读入问题和其后的文本，指出答案在文本中从哪里开始、到哪里结束：同一个编码器的两个输出。</translation>
    </message>
    <message>
        <source>BERT mini</source>
        <translation>迷你 BERT</translation>
    </message>
    <message>
        <source>A small Transformer that reads a text in both directions and says which words are missing; then it can be taught to tell kinds of texts apart.</source>
        <translation>一个小型 Transformer，双向阅读文本并填出缺失的词；之后可以再教它区分不同类别的文本。</translation>
    </message>
    <message>
        <source>ResNet for small pictures</source>
        <translation>小图片 ResNet</translation>
    </message>
    <message>
        <source>Twenty layers with shortcuts for pictures of 32 by 32 pixels, with label smoothing and one cycle of the learning rate.</source>
        <translation>用于 32×32 像素图片的二十层残差网络，带标签平滑和单周期学习率。</translation>
    </message>
    <message>
        <source>Place of the customer</source>
        <translation>客户的位置</translation>
    </message>
    <message>
        <source>Customer groups</source>
        <translation>客户分群</translation>
    </message>
    <message>
        <source>Squeezes what is known of a customer into two numbers that still tell it all: groups can be seen, and drawn, there.</source>
        <translation>把客户的信息压缩成两个仍能还原它的数：在这里可以看出并画出客户群。</translation>
    </message>
    <message>
        <source>Digits GAN</source>
        <translation>数字 GAN</translation>
    </message>
    <message>
        <source>Two small networks that learn against each other: one draws digits of 28 by 28 pixels, the other tells them from real ones.</source>
        <translation>两个相互对抗学习的小网络：一个画 28×28 像素的数字，另一个把它们与真实数字区分开。</translation>
    </message>
    <message>
        <source>House price</source>
        <translation>房价预测</translation>
    </message>
    <message>
        <source>Two dense layers from what a house is like to its price.</source>
        <translation>两个全连接层，由房屋的特征得出价格。</translation>
    </message>
    <message>
        <source>Sees what is left of the picture.</source>
        <translation>看图片中没有被遮住的部分。</translation>
    </message>
    <message>
        <source>Draws the whole picture.</source>
        <translation>画出整张图片。</translation>
    </message>
    <message>
        <source>Masked digits</source>
        <translation>遮挡数字</translation>
    </message>
    <message>
        <source>Fills in what is hidden in a picture, without any labels; what its encoder has learned helps a classifier that has few of them.</source>
        <translation>不用任何标签，补全图片中被遮住的部分；编码器学到的内容可以帮助只有少量标签的分类器。</translation>
    </message>
    <message>
        <source>Poet</source>
        <translation>诗人</translation>
    </message>
    <message>
        <source>A small Transformer that writes letter by letter: poems, plays, whatever it has read.</source>
        <translation>一个逐字写作的小型 Transformer：诗歌、剧本，读过什么就写什么。</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>商品</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>Rating</source>
        <translation>评分</translation>
    </message>
    <message>
        <source>Liked</source>
        <translation>是否喜欢</translation>
    </message>
    <message>
        <source>Recommender</source>
        <translation>推荐系统</translation>
    </message>
    <message>
        <source>Two learned vectors, of a person and of a product, lead to a rating and to whether it is liked: two answers of one network.</source>
        <translation>由用户和商品各一个学到的向量，得出评分以及是否喜欢：一个网络的两个答案。</translation>
    </message>
    <message>
        <source>Sales forecast</source>
        <translation>销量预测</translation>
    </message>
    <message>
        <source>Reads what was sold in the last steps and says what the next twelve will bring.</source>
        <translation>读入最近若干步的销量，预测接下来的十二步。</translation>
    </message>
    <message>
        <source>Written date</source>
        <translation>书写的日期</translation>
    </message>
    <message>
        <source>Result so far</source>
        <translation>已写出的结果</translation>
    </message>
    <message>
        <source>Dates, translated</source>
        <translation>日期翻译</translation>
    </message>
    <message>
        <source>Reads a date as people write it and writes it as 2026-11-28: one part reads, the other writes and looks back at what was read.</source>
        <translation>读入人们书写的日期，写成 2026-11-28 的形式：一部分负责读，另一部分负责写，并回看读到的内容。</translation>
    </message>
    <message>
        <source>Voice</source>
        <translation>声纹</translation>
    </message>
    <message>
        <source>Who is speaking</source>
        <translation>说话人识别</translation>
    </message>
    <message>
        <source>Makes a vector of how somebody speaks: near for the same voice, far for another. Here it says which of six people it was.</source>
        <translation>把一个人的说话方式变成向量：同一个声音相近，不同的声音相远。这里用来判断是六个人中的哪一个。</translation>
    </message>
    <message>
        <source>Spoken digits</source>
        <translation>语音数字</translation>
    </message>
    <message>
        <source>Looks at the picture of a sound (its log-mel spectrogram) and says which digit was spoken.</source>
        <translation>查看声音的图像（对数梅尔频谱图），判断说的是哪个数字。</translation>
    </message>
    <message>
        <source>Three sentences</source>
        <translation>三句话</translation>
    </message>
    <message>
        <source>The smallest generator: two blocks of a Transformer learn three sentences by heart and complete them from their beginnings.</source>
        <translation>最小的生成模型：Transformer 的两个块背下三句话，并能从开头把它们补全。</translation>
    </message>
    <message>
        <source>Picture tower</source>
        <translation>图片塔</translation>
    </message>
    <message>
        <source>Brings a picture into the shared space.</source>
        <translation>把图片映射到共同空间。</translation>
    </message>
    <message>
        <source>Text tower</source>
        <translation>文本塔</translation>
    </message>
    <message>
        <source>Brings a text into the shared space.</source>
        <translation>把文本映射到共同空间。</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Two towers</source>
        <translation>双塔模型</translation>
    </message>
    <message>
        <source>One network for pictures and one for texts lead into the same space, where what belongs together lies close: pictures are found by words, and words by pictures.</source>
        <translation>一个处理图片、一个处理文本的网络映射到同一空间，相配的彼此靠近：可以用文字找图片，也可以用图片找文字。</translation>
    </message>
    <message>
        <source>Wide</source>
        <translation>宽</translation>
    </message>
    <message>
        <source>Deep</source>
        <translation>深</translation>
    </message>
    <message>
        <source>Wide and deep</source>
        <translation>宽与深</translation>
    </message>
    <message>
        <source>A table by two ways at once: some columns straight to the answer, as in a linear model, the others through a deep network.</source>
        <translation>同时用两条路径处理表格：一些列像线性模型那样直达答案，另一些列经过深层网络。</translation>
    </message>
    <message>
        <source>Find objects</source>
        <translation>查找物体</translation>
    </message>
    <message>
        <source>Says where in a picture which objects are, in one pass: each cell of a grid gives a box and its class.</source>
        <translation>一次完成，指出图片中哪里有哪些物体：网格的每个单元格给出一个边界框及其类别。</translation>
    </message>
</context>
</TS>
