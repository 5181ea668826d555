<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>loom</name>
    <message>
        <source>Grid</source>
        <translation>网格</translation>
    </message>
    <message>
        <source>Tries all combinations in a random order: all choices, and five values of each range. It ends when all were tried.</source>
        <translation>按随机顺序尝试所有组合：所有选项，以及每个范围的五个值。全部试过后结束。</translation>
    </message>
    <message>
        <source>Random</source>
        <translation>随机</translation>
    </message>
    <message>
        <source>Draws each setting anew. Better than a grid where few of the settings matter.</source>
        <translation>每次重新随机抽取各个设置。当只有少数设置重要时，比网格更好。</translation>
    </message>
    <message>
        <source>TPE (Bayesian)</source>
        <translation>TPE（贝叶斯）</translation>
    </message>
    <message>
        <source>Begins with ten random trials and then draws where good ones lie closer together than bad ones. The best of the three from about twenty trials on.</source>
        <translation>先做十次随机试验，然后在好的试验比差的试验更密集的地方抽取。大约二十次试验之后，它是三种方式中最好的。</translation>
    </message>
</context>
</TS>
