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
</context>
</TS>
