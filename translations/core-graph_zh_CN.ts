<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>loom</name>
    <message>
        <source>Add %1</source>
        <translation>添加“%1”</translation>
    </message>
    <message>
        <source>Connect %1 to %2</source>
        <translation>把 %1 连到 %2</translation>
    </message>
    <message>
        <source>Disconnect %1 from %2</source>
        <translation>断开 %1 与 %2</translation>
    </message>
    <message>
        <source>Remove %1 links</source>
        <translation>删除 %1 条连线</translation>
    </message>
    <message>
        <source>Delete %1</source>
        <translation>删除 %1</translation>
    </message>
    <message>
        <source>Delete %1 nodes</source>
        <translation>删除 %1 个节点</translation>
    </message>
    <message>
        <source>Move %1</source>
        <translation>移动 %1</translation>
    </message>
    <message>
        <source>Move %1 nodes</source>
        <translation>移动 %1 个节点</translation>
    </message>
    <message>
        <source>Insert %1 between %2 and %3</source>
        <translation>在“%2”与“%3”之间插入“%1”</translation>
    </message>
    <message>
        <source>Rename %1 to %2</source>
        <translation>把 %1 改名为 %2</translation>
    </message>
    <message>
        <source>Turn on %1</source>
        <translation>打开“%1”</translation>
    </message>
    <message>
        <source>Turn off %1</source>
        <translation>关闭“%1”</translation>
    </message>
    <message>
        <source>Set %1 to %2</source>
        <translation>把“%1”设为 %2</translation>
    </message>
    <message>
        <source>Arrange the nodes</source>
        <translation>整理节点</translation>
    </message>
    <message>
        <source>Paste %1</source>
        <translation>粘贴 %1</translation>
    </message>
    <message>
        <source>Paste %1 nodes</source>
        <translation>粘贴 %1 个节点</translation>
    </message>
    <message>
        <source>That node is not in the graph.</source>
        <translation>图中没有这个节点。</translation>
    </message>
    <message>
        <source>It may have been deleted meanwhile.</source>
        <translation>它可能刚被删除。</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>A unit needs a name.</source>
        <translation>单元需要一个名称。</translation>
    </message>
    <message>
        <source>The unit “%1” has the setting “%2” twice.</source>
        <translation>单元“%1”的设置“%2”出现了两次。</translation>
    </message>
    <message>
        <source>Give one of them another name.</source>
        <translation>给其中一个换个名称。</translation>
    </message>
    <message>
        <source>There is no such unit.</source>
        <translation>没有这个单元。</translation>
    </message>
    <message>
        <source>A frame of %1 by %2 shows nothing.</source>
        <translation>%1 × %2 的分组框什么也显示不了。</translation>
    </message>
    <message>
        <source>%1 is connected in %2.</source>
        <translation>%1 在 %2 中已有连线。</translation>
    </message>
    <message>
        <source>Remove the link first.</source>
        <translation>先删除这条连线。</translation>
    </message>
    <message>
        <source>The value has the wrong type.</source>
        <translation>值的类型不对。</translation>
    </message>
    <message>
        <source>%1 cannot be part of a unit.</source>
        <translation>%1 不能放进单元。</translation>
    </message>
    <message>
        <source>Choose what lies between the ends.</source>
        <translation>请选择两端之间的部分。</translation>
    </message>
    <message>
        <source>%1 has the weights of %2, which would stay outside.</source>
        <translation>%1 使用 %2 的权重，而后者会留在单元之外。</translation>
    </message>
    <message>
        <source>Choose both, or let it have its own weights.</source>
        <translation>请同时选中两者，或让它使用自己的权重。</translation>
    </message>
    <message>
        <source>%1 has the weights of %2, which would go inside.</source>
        <translation>%1 使用 %2 的权重，而后者会进入单元。</translation>
    </message>
    <message>
        <source>Nothing is chosen.</source>
        <translation>尚未选中任何内容。</translation>
    </message>
    <message>
        <source>Choose the nodes that the unit is made of.</source>
        <translation>请选中要组成单元的节点。</translation>
    </message>
    <message>
        <source>What %1 gives flows through %2 and back into the unit.</source>
        <translation>%1 的输出会经过 %2 又流回单元。</translation>
    </message>
    <message>
        <source>Choose what lies between as well.</source>
        <translation>请把中间的部分也选上。</translation>
    </message>
    <message>
        <source>Both %1 and %2 would leave the unit, which gives one value.</source>
        <translation>%1 和 %2 都会离开单元，而单元只有一个输出。</translation>
    </message>
    <message>
        <source>Choose fewer nodes, or put their values together first.</source>
        <translation>请少选一些节点，或先把它们的值合并。</translation>
    </message>
    <message>
        <source>Make the unit %1</source>
        <translation>创建单元 %1</translation>
    </message>
    <message>
        <source>%1 is left out.</source>
        <translation>%1 未参与计算。</translation>
    </message>
    <message>
        <source>Let it take part first.</source>
        <translation>请先让它参与计算。</translation>
    </message>
    <message>
        <source>%1 shares its weights with another copy.</source>
        <translation>%1 与另一个副本共享权重。</translation>
    </message>
    <message>
        <source>Let each have its own first.</source>
        <translation>请先让它们各用各的权重。</translation>
    </message>
    <message>
        <source>Unpack %1</source>
        <translation>展开 %1</translation>
    </message>
    <message>
        <source>Give %1 a unit of its own</source>
        <translation>让 %1 成为独立的单元</translation>
    </message>
    <message>
        <source>Delete the unit %1</source>
        <translation>删除单元 %1</translation>
    </message>
    <message>
        <source>Show %1 on the unit %2</source>
        <translation>在单元 %2 上公开 %1</translation>
    </message>
    <message>
        <source>Take %1 off the unit %2</source>
        <translation>不再在单元 %2 上公开 %1</translation>
    </message>
    <message>
        <source>Set %1 as in the unit</source>
        <translation>%1 恢复为单元中的值</translation>
    </message>
    <message>
        <source>Bypass %1</source>
        <translation>旁路 %1</translation>
    </message>
    <message>
        <source>Bypass %1 nodes</source>
        <translation>旁路 %1 个节点</translation>
    </message>
    <message>
        <source>Mute %1</source>
        <translation>停用 %1</translation>
    </message>
    <message>
        <source>Mute %1 nodes</source>
        <translation>停用 %1 个节点</translation>
    </message>
    <message>
        <source>Let %1 take part</source>
        <translation>启用 %1</translation>
    </message>
    <message>
        <source>Let %1 nodes take part</source>
        <translation>启用 %1 个节点</translation>
    </message>
    <message>
        <source>Pin %1</source>
        <translation>固定 %1</translation>
    </message>
    <message>
        <source>Unpin %1</source>
        <translation>取消固定 %1</translation>
    </message>
    <message>
        <source>Pin %1 nodes</source>
        <translation>固定 %1 个节点</translation>
    </message>
    <message>
        <source>Unpin %1 nodes</source>
        <translation>取消固定 %1 个节点</translation>
    </message>
    <message>
        <source>Let %1 have the weights of %2</source>
        <translation>让 %1 使用 %2 的权重</translation>
    </message>
    <message>
        <source>Give %1 its own weights</source>
        <translation>让 %1 使用自己的权重</translation>
    </message>
    <message>
        <source>Lead the link from %1 to %2</source>
        <translation>调整从 %1 到 %2 的连线走向</translation>
    </message>
    <message>
        <source>Frame %1</source>
        <translation>添加分组框 %1</translation>
    </message>
    <message>
        <source>Add a note</source>
        <translation>添加注释</translation>
    </message>
    <message>
        <source>the note</source>
        <translation>注释</translation>
    </message>
    <message>
        <source>the frame %1</source>
        <translation>分组框 %1</translation>
    </message>
    <message>
        <source>Change %1</source>
        <translation>修改“%1”</translation>
    </message>
    <message>
        <source>Set the bookmark %1</source>
        <translation>设置书签 %1</translation>
    </message>
    <message>
        <source>Delete the bookmark %1</source>
        <translation>删除书签 %1</translation>
    </message>
    <message>
        <source>Align %1 nodes left</source>
        <translation>将 %1 个节点左对齐</translation>
    </message>
    <message>
        <source>Align the middles of %1 nodes</source>
        <translation>将 %1 个节点水平居中对齐</translation>
    </message>
    <message>
        <source>Align %1 nodes right</source>
        <translation>将 %1 个节点右对齐</translation>
    </message>
    <message>
        <source>Align the tops of %1 nodes</source>
        <translation>将 %1 个节点顶端对齐</translation>
    </message>
    <message>
        <source>Align %1 nodes in a row</source>
        <translation>将 %1 个节点垂直居中对齐</translation>
    </message>
    <message>
        <source>Align the bottoms of %1 nodes</source>
        <translation>将 %1 个节点底端对齐</translation>
    </message>
    <message>
        <source>Distribute %1 nodes horizontally</source>
        <translation>将 %1 个节点水平等距分布</translation>
    </message>
    <message>
        <source>Distribute %1 nodes vertically</source>
        <translation>将 %1 个节点垂直等距分布</translation>
    </message>
    <message>
        <source>Reconnect %1 to %2</source>
        <translation>重新连接 %1 与 %2</translation>
    </message>
    <message>
        <source>Reconnect by %1 links</source>
        <translation>用 %1 条连线重新连接</translation>
    </message>
    <message>
        <source>on</source>
        <translation>开</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>Take %1 off</source>
        <translation>去掉 %1</translation>
    </message>
    <message>
        <source>%1 applies %2, and the loss “%3” applies it again.</source>
        <translation>%1 已做 %2，损失“%3”又会再做一次。</translation>
    </message>
    <message>
        <source>This loss wants the values before that curve (logits).</source>
        <translation>这个损失要的是激活之前的值（logits）。</translation>
    </message>
    <message>
        <source>%1 applies softmax to a single value, which always gives 1.</source>
        <translation>%1 对单个值做 softmax，结果永远是 1。</translation>
    </message>
    <message>
        <source>Softmax shares out 1 among several values. One value for yes or no wants sigmoid, which its loss applies itself.</source>
        <translation>Softmax 把 1 分给多个值。是非判断只有一个值，要用 sigmoid，而它的损失会自己做。</translation>
    </message>
    <message>
        <source>%1 ends in %2, which keeps the loss “%3” from seeing all values.</source>
        <translation>%1 以 %2 结尾，损失“%3”因此看不到全部取值。</translation>
    </message>
    <message>
        <source>This loss wants plain values (logits), from far below 0 to far above.</source>
        <translation>这个损失要的是未经激活的值（logits），可以远小于 0，也可以远大于 0。</translation>
    </message>
    <message>
        <source>%1 drops values of the prediction itself.</source>
        <translation>%1 丢弃的是预测值本身。</translation>
    </message>
    <message>
        <source>Dropout belongs before the last layer with weights, not behind it.</source>
        <translation>Dropout 应放在最后一个有权重的层之前，而不是之后。</translation>
    </message>
    <message>
        <source>The loss “%1” compares %2 vectors of equal length, but %3 gives %4 values.</source>
        <translation>损失“%1”比较 %2 个等长的向量，但 %3 给出 %4 个值。</translation>
    </message>
    <message>
        <source>Put the vectors side by side, for example with Concat, so that the values are a multiple of %1.</source>
        <translation>请把这些向量并排放置（例如用拼接），使值的个数为 %1 的倍数。</translation>
    </message>
    <message>
        <source>Set units to %1</source>
        <translation>把单元数设为 %1</translation>
    </message>
    <message>
        <source>Set filters to %1</source>
        <translation>把卷积核数设为 %1</translation>
    </message>
    <message>
        <source>Let %1 give all steps</source>
        <translation>让 %1 给出所有步</translation>
    </message>
    <message>
        <source>The loss “%1” needs a sequence of labels for each sample, but the data has no such labels.</source>
        <translation>损失“%1”要求每个样本有一个标签序列，但数据没有这样的标签。</translation>
    </message>
    <message>
        <source>Cross-entropy takes one label per sample, or one at each place.</source>
        <translation>交叉熵适用于每个样本一个标签，或每个位置一个标签。</translation>
    </message>
    <message>
        <source>The data has %1 classes, so at each step %2 must give as many values, but it gives %3.</source>
        <translation>数据有 %1 个类别，因此 %2 在每一步都要给出同样多的值，但它给出 %3。</translation>
    </message>
    <message>
        <source>The last layer gives one value per class at each step, the first one for no label: a Dense at each place, or a convolution with one filter per class.</source>
        <translation>最后一层在每一步为每个类别给出一个值，第一个表示无标签：可用逐位置的全连接层，或每个类别一个滤波器的卷积。</translation>
    </message>
    <message>
        <source>%1 gives %2 steps, but a sample can have %3 labels.</source>
        <translation>%1 给出 %2 步，但一个样本最多可有 %3 个标签。</translation>
    </message>
    <message>
        <source>Shorten the sequence less: each label needs a step of its own.</source>
        <translation>请少缩短一些序列：每个标签都需要自己的一步。</translation>
    </message>
    <message>
        <source>The loss “%1” needs classes, but the target is a number.</source>
        <translation>损失“%1”要求目标是类别，但目标列是数值。</translation>
    </message>
    <message>
        <source>Choose a loss for numbers, or another target.</source>
        <translation>换一个用于数值的损失，或换一个目标列。</translation>
    </message>
    <message>
        <source>The loss “%1” needs 2 classes, but the data has %2.</source>
        <translation>损失“%1”要求 2 个类别，但数据有 %2 个。</translation>
    </message>
    <message>
        <source>The triplet loss takes any number of classes.</source>
        <translation>三元组损失适用于任意多个类别。</translation>
    </message>
    <message>
        <source>Cross-entropy takes any number of classes.</source>
        <translation>交叉熵可用于任意多个类别。</translation>
    </message>
    <message>
        <source>The loss “%1” compares shares of several values, but the target is one number.</source>
        <translation>损失“%1”比较的是若干值各占的份额，但目标只是一个数值。</translation>
    </message>
    <message>
        <source>Choose a loss for numbers, or a target of several numbers that sum to 1.</source>
        <translation>请选择用于数值的损失，或选择由若干个总和为 1 的数值组成的目标。</translation>
    </message>
    <message>
        <source>The loss “%1” is for numbers, but the target is one of %2 classes.</source>
        <translation>损失“%1”用于数值，而目标是 %2 个类别之一。</translation>
    </message>
    <message>
        <source>Cross-entropy learns classes faster and gives probabilities.</source>
        <translation>交叉熵学习类别更快，并给出概率。</translation>
    </message>
    <message>
        <source>The last layer gives one value per class, or per number to predict.</source>
        <translation>最后一层应为每个类别（或每个要预测的数）给出一个值。</translation>
    </message>
    <message>
        <source>The data has a label at each place, so the network must give %1, but %2 gives %3.</source>
        <translation>数据在每个位置都有标签，网络应给出 %1，但 %2 给出 %3。</translation>
    </message>
    <message>
        <source>The last layer gives one value per class at each place: a Dense at each place, or a convolution with one filter per class.</source>
        <translation>最后一层应在每个位置为每个类别给出一个值：逐位置的全连接层，或每个类别一个滤波器的卷积。</translation>
    </message>
    <message>
        <source>The data has %1 classes, but %2 gives %3.</source>
        <translation>数据有 %1 个类别，但 %2 给出 %3 个值。</translation>
    </message>
    <message>
        <source>The loss “%1” needs 1 value per sample, but %2 gives %3.</source>
        <translation>损失“%1”要求每个样本 1 个值，但 %2 给出 %3。</translation>
    </message>
    <message>
        <source>The loss “%1” needs %2 values per sample, but %3 gives %4.</source>
        <translation>损失“%1”要求每个样本 %2 个值，但 %3 给出 %4。</translation>
    </message>
    <message>
        <source>There is no Input, so no data can flow in.</source>
        <translation>没有“输入”节点，数据无法流入。</translation>
    </message>
    <message>
        <source>Add an Input in front of the first layer.</source>
        <translation>在第一层前面加一个“输入”节点。</translation>
    </message>
    <message>
        <source>Add %1 in front of %2</source>
        <translation>在“%2”前添加“%1”</translation>
    </message>
    <message>
        <source>Add %1 for all %2 open inputs</source>
        <translation>为全部 %2 个未连接的输入端添加“%1”</translation>
    </message>
    <message>
        <source>There is no Output, so there is nothing to learn from.</source>
        <translation>没有“输出”节点，无从学习。</translation>
    </message>
    <message>
        <source>Add an Output behind the last layer.</source>
        <translation>在最后一层后面加一个“输出”节点。</translation>
    </message>
    <message>
        <source>Add %1 behind %2</source>
        <translation>在“%2”后添加“%1”</translation>
    </message>
    <message>
        <source>Use %1 for both</source>
        <translation>两处都用 %1</translation>
    </message>
    <message>
        <source>%1 does not lead to the Output and will not be trained.</source>
        <translation>%1 不通向“输出”，不会参与训练。</translation>
    </message>
    <message>
        <source>Connect it, or delete it.</source>
        <translation>把它连上，或删除它。</translation>
    </message>
    <message>
        <source>There are no layers yet.</source>
        <translation>还没有网络层。</translation>
    </message>
    <message>
        <source>Drag one from the list, or open a template.</source>
        <translation>从列表拖入一层，或打开一个模板。</translation>
    </message>
    <message>
        <source>No data yet, so the input&apos;s shape is an assumption.</source>
        <translation>还没有数据，输入形状只是假设。</translation>
    </message>
    <message>
        <source>Open data in the Data stage.</source>
        <translation>请在“数据”阶段打开数据。</translation>
    </message>
    <message>
        <source>%1 joins two networks that learn against each other, but the loss “%2” trains one.</source>
        <translation>%1 连接两个对抗学习的网络，但损失“%2”只训练一个网络。</translation>
    </message>
    <message>
        <source>Choose the adversarial loss.</source>
        <translation>请选择对抗损失。</translation>
    </message>
    <message>
        <source>The loss “%1” needs a generator and a discriminator, but there is no “%2”.</source>
        <translation>损失“%1”需要生成器和判别器，但没有“%2”层。</translation>
    </message>
    <message>
        <source>Join the data and what the generator makes in one, and put the discriminator behind it.</source>
        <translation>用这样一层把数据和生成器的结果接在一起，再在它后面接判别器。</translation>
    </message>
    <message>
        <source>%1 is a second “%2”; there can be one.</source>
        <translation>%1 是第二个“%2”，只能有一个。</translation>
    </message>
    <message>
        <source>Keep one.</source>
        <translation>请只保留一个。</translation>
    </message>
    <message>
        <source>%1 reaches the discriminator past “%2”, so it does not belong to the made samples.</source>
        <translation>%1 绕过“%2”进入判别器，因此与生成的样本不对应。</translation>
    </message>
    <message>
        <source>Everything behind it must come through it.</source>
        <translation>它后面的一切都必须经过它。</translation>
    </message>
    <message>
        <source>Connect %1</source>
        <translation>连接 %1</translation>
    </message>
    <message>
        <source>No layer has weights, so there is nothing to learn.</source>
        <translation>没有一层有权重，因此没有可学的东西。</translation>
    </message>
    <message>
        <source>Add a layer with weights, for example Dense in front of the Output.</source>
        <translation>请添加有权重的层，例如在输出前加全连接层。</translation>
    </message>
    <message>
        <source>All layers with weights are frozen, so nothing will be learned.</source>
        <translation>所有带权重的层都已冻结，因此什么也学不到。</translation>
    </message>
    <message>
        <source>Take “Frozen” off in the layers that shall learn, or raise their learning rate factor above 0.</source>
        <translation>请在需要学习的层中取消“冻结”，或把学习率倍数调到大于 0。</translation>
    </message>
    <message>
        <source>Let %1 learn</source>
        <translation>让 %1 学习</translation>
    </message>
    <message>
        <source>Let all layers learn</source>
        <translation>让所有层学习</translation>
    </message>
    <message>
        <source>Take the batch at once</source>
        <translation>一次处理整个批次</translation>
    </message>
    <message>
        <source>The loss “%1” compares the samples of a batch with each other, but a batch has only one.</source>
        <translation>损失“%1”在一批样本之间相互比较，但一批只有一个样本。</translation>
    </message>
    <message>
        <source>Choose a batch size that brings several samples of each kind together.</source>
        <translation>请选择更大的批大小，让每一类有几个样本同在一批。</translation>
    </message>
    <message>
        <source>The loss “%1” compares the samples of a batch with each other, and sees only a part of it at a time.</source>
        <translation>损失“%1”要把一个批次中的样本互相比较，而它每次只能看到其中一份。</translation>
    </message>
    <message>
        <source>Take the batch at once, or expect what a smaller batch gives.</source>
        <translation>请一次处理整个批次，否则效果相当于较小的批次。</translation>
    </message>
    <message>
        <source>With the loss “%1” a batch is not cut into parts.</source>
        <translation>使用损失“%1”时，批次不会分份处理。</translation>
    </message>
    <message>
        <source>Choose a smaller batch size where memory is short.</source>
        <translation>内存不足时，请选用较小的批大小。</translation>
    </message>
    <message>
        <source>A batch of %1 samples cannot be cut into %2 parts.</source>
        <translation>%1 个样本的一批无法分成 %2 份。</translation>
    </message>
    <message>
        <source>A part holds at least one sample; so many parts as samples are made.</source>
        <translation>每份至少有一个样本；实际只会分成与样本数一样多的份。</translation>
    </message>
    <message>
        <source>A batch has room for %1 samples, but the data has only %2 in all.</source>
        <translation>一批可容纳 %1 个样本，但数据总共只有 %2 个。</translation>
    </message>
    <message>
        <source>The rest of each batch is computed for nothing, and an epoch is one step.</source>
        <translation>每批其余的位置都是白算的，而且一轮只有一步。</translation>
    </message>
    <message>
        <source>%1 takes the mean over one sample at a time, which leaves 0 of every value.</source>
        <translation>%1 每次只对一个样本求均值，所有值都会变成 0。</translation>
    </message>
    <message>
        <source>%1 takes mean and variance from one sample at a time, so what it keeps for use is uncertain.</source>
        <translation>%1 每次只从一个样本求均值和方差，留给预测时用的统计量因此不可靠。</translation>
    </message>
    <message>
        <source>Take larger batches in fewer parts, or Layer norm or Group norm, which look at one sample anyway.</source>
        <translation>请增大批大小、减少份数，或改用本来就逐样本计算的层归一化或组归一化。</translation>
    </message>
    <message>
        <source>The warm-up takes %1 epochs, but training ends after %2, before the learning rate is reached.</source>
        <translation>预热要 %1 轮，而训练在 %2 轮后就结束，到不了设定的学习率。</translation>
    </message>
    <message>
        <source>A warm-up of a tenth of the epochs is usual.</source>
        <translation>预热通常取总轮数的十分之一。</translation>
    </message>
    <message>
        <source>Class weights are balanced, but the samples of each class are not counted for labels at each place, so all classes count the same.</source>
        <translation>类别权重设为平衡，但逐位置的标签不统计各类样本数，因此各类权重仍然相同。</translation>
    </message>
    <message>
        <source>Choose the focal loss, which lets rare classes count more by itself, or no class weights.</source>
        <translation>请改用焦点损失，它本身就让难分的稀有类别更受重视；或不用类别权重。</translation>
    </message>
    <message>
        <source>Turn class weights off</source>
        <translation>关闭类别权重</translation>
    </message>
    <message>
        <source>Take the scaling of %1 off</source>
        <translation>关闭 %1 的缩放</translation>
    </message>
    <message>
        <source>%1 looks numbers up, but %2 scales them first.</source>
        <translation>%1 按编号查表，但 %2 先对编号做了缩放。</translation>
    </message>
    <message>
        <source>Words and products are whole numbers, which must come as they are.</source>
        <translation>词和商品用整数编号表示，必须原样传入。</translation>
    </message>
    <message>
        <source>%1 skips steps of zeros, but %2 scales them to other numbers first.</source>
        <translation>%1 会跳过全零的步，但 %2 先把它们缩放成了别的数。</translation>
    </message>
    <message>
        <source>Only what is still 0 behind the input counts as filling up.</source>
        <translation>只有经过输入层后仍为 0 的步才算填充。</translation>
    </message>
    <message>
        <source>%1 looks whole numbers up, but what comes in was computed by %2, which could never learn from it.</source>
        <translation>%1 按整数编号查表，但传入的是 %2 算出的值，而且 %2 从中永远学不到东西。</translation>
    </message>
    <message>
        <source>Connect what holds the whole numbers themselves: the Input, for most data.</source>
        <translation>请接上编号本身：多数数据就是输入。</translation>
    </message>
    <message>
        <source>%1 knows %2 whole numbers, but the data has %3; all others count as its last one.</source>
        <translation>%1 只认识 %2 个编号，而数据有 %3 个；其余的都当作最后一个。</translation>
    </message>
    <message>
        <source>Make the vocabulary as large as the data&apos;s, or keep fewer words in Data.</source>
        <translation>请把词表大小设得与数据一致，或在“数据”中保留更少的词。</translation>
    </message>
    <message>
        <source>%1 takes the numbers of words as quantities: word 200 would be twice word 100.</source>
        <translation>%1 把词的编号当作数量：编号 200 的词会是编号 100 的两倍。</translation>
    </message>
    <message>
        <source>Put Embedding before it, which learns what each word means.</source>
        <translation>请在它前面放嵌入层，由它学习每个词的含义。</translation>
    </message>
    <message>
        <source>Set the scaling to automatic</source>
        <translation>把缩放设为自动</translation>
    </message>
    <message>
        <source>%1 passes pixels on as 0–255, which is too large for %2 to learn well.</source>
        <translation>%1 原样传出 0–255 的像素值，对 %2 来说太大，不易学好。</translation>
    </message>
    <message>
        <source>Pixels between 0 and 1 learn faster and more steadily.</source>
        <translation>像素值在 0 到 1 之间时，学得更快也更稳。</translation>
    </message>
    <message>
        <source>%1 divides by 255 as for pixels, but the data holds no pictures.</source>
        <translation>%1 像处理像素那样除以 255，但数据里没有图片。</translation>
    </message>
    <message>
        <source>Columns learn best at mean 0 and deviation 1.</source>
        <translation>列在均值 0、标准差 1 时学得最好。</translation>
    </message>
    <message>
        <source>%1 with 1 unit</source>
        <translation>1 个单元的%1</translation>
    </message>
    <message>
        <source>%1 with %2 units</source>
        <translation>%2 个单元的%1</translation>
    </message>
    <message>
        <source>Insert %1</source>
        <translation>插入“%1”</translation>
    </message>
    <message>
        <source>Insert %1 and %2</source>
        <translation>插入“%1”和“%2”</translation>
    </message>
    <message>
        <source>%1 and %2 do not stand in the same graph.</source>
        <translation>%1 和 %2 不在同一个图中。</translation>
    </message>
    <message>
        <source>Lead it through the entrances of the unit.</source>
        <translation>请经由单元的入口连接。</translation>
    </message>
    <message>
        <source>%1 has no output.</source>
        <translation>%1 没有输出端口。</translation>
    </message>
    <message>
        <source>Start the link at another node.</source>
        <translation>从另一个节点开始连线。</translation>
    </message>
    <message>
        <source>%1 has no such input.</source>
        <translation>%1 没有这个输入端口。</translation>
    </message>
    <message>
        <source>Choose one of the inputs it shows.</source>
        <translation>请选它已有的输入端口。</translation>
    </message>
    <message>
        <source>A link from %1 to %2 would close a circle.</source>
        <translation>从 %1 连到 %2 会形成环。</translation>
    </message>
    <message>
        <source>Data flows one way; connect to a later node.</source>
        <translation>数据只能单向流动，请连到后面的节点。</translation>
    </message>
    <message>
        <source>Paste a frame or note</source>
        <translation>粘贴分组框或注释</translation>
    </message>
    <message>
        <source>Take “%1” out of %2</source>
        <translation>从 %2 中移除“%1”</translation>
    </message>
    <message>
        <source>%1 takes the column “%2”, which is to be predicted.</source>
        <translation>%1 使用了列“%2”，而这一列是要预测的。</translation>
    </message>
    <message>
        <source>A network that is given the answer learns nothing else.</source>
        <translation>直接得到答案的网络学不到别的东西。</translation>
    </message>
    <message>
        <source>%1 takes the column “%2”, which samples of this data do not have.</source>
        <translation>%1 使用了列“%2”，而这些数据的样本中没有这一列。</translation>
    </message>
    <message>
        <source>Choose a column that Data shows as numbers, categories or pictures.</source>
        <translation>请选择“数据”中显示为数值、类别或图片的列。</translation>
    </message>
    <message>
        <source>%1 is left without a column: others take or predict them all.</source>
        <translation>%1 没有剩下任何列：所有列都已被其他节点使用或预测。</translation>
    </message>
    <message>
        <source>Name its columns, or delete it.</source>
        <translation>请为它指定列，或将它删除。</translation>
    </message>
    <message>
        <source>%1 takes the same columns as %2.</source>
        <translation>%1 与 %2 使用相同的列。</translation>
    </message>
    <message>
        <source>Name the columns of each, or use one Input and draw several links from it.</source>
        <translation>请分别指定它们的列，或只用一个“输入”节点并从它引出多条连线。</translation>
    </message>
    <message>
        <source>%1 and %2 both take the column “%3”.</source>
        <translation>%1 和 %2 都使用了列“%3”。</translation>
    </message>
    <message>
        <source>One Input can lead to several layers.</source>
        <translation>一个“输入”节点可以连到多个层。</translation>
    </message>
    <message>
        <source>%1 predicts the column “%2”, which the data does not have, or which cannot be learned.</source>
        <translation>%1 要预测列“%2”，但数据中没有这一列，或它无法作为学习目标。</translation>
    </message>
    <message>
        <source>Choose a column of numbers or categories.</source>
        <translation>请选择数值列或类别列。</translation>
    </message>
    <message>
        <source>Predict the target of the data</source>
        <translation>改为预测数据的目标列</translation>
    </message>
    <message>
        <source>The loss of %1 counts 0, so nothing is learned from it.</source>
        <translation>%1 的损失权重为 0，因此不会从它学到任何东西。</translation>
    </message>
    <message>
        <source>1 is usual.</source>
        <translation>通常用 1。</translation>
    </message>
    <message>
        <source>The loss “%1” of %2 trains two networks against each other, and cannot stand beside another Output.</source>
        <translation>%2 的损失“%1”让两个网络相互对抗，不能与其他“输出”并存。</translation>
    </message>
    <message>
        <source>Choose another loss, or keep one Output.</source>
        <translation>请换一个损失，或只保留一个“输出”。</translation>
    </message>
    <message>
        <source>The loss “%1” cannot compare the prediction of %2 with what is drawn into its second input.</source>
        <translation>损失“%1”无法把 %2 的预测与接入其第二个输入的内容进行比较。</translation>
    </message>
    <message>
        <source>Choose a loss for numbers, or binary cross-entropy for values from 0 to 1.</source>
        <translation>请选择用于数值的损失；值在 0 到 1 之间时也可用二元交叉熵。</translation>
    </message>
    <message>
        <source>The data has objects of %1 classes, so at each cell of a grid %2 must give %3 values, but it gives %4.</source>
        <translation>数据中的物体有 %1 类，因此 %2 在网格的每个单元格上必须给出 %3 个值，但它给出 %4。</translation>
    </message>
    <message>
        <source>The last layer gives 5 values and one per class at each cell: a convolution with so many filters. Its grid is the picture made smaller by strides or pooling, for example 8×8.</source>
        <translation>最后一层在每个单元格上给出 5 个值，再加每个类别一个值：用相应数量卷积核的卷积层。网格是经步幅或池化缩小后的图片，例如 8×8。</translation>
    </message>
    <message>
        <source>The target is objects in pictures and where they are, which the loss “%1” cannot compare.</source>
        <translation>目标是图片中的物体及其位置，损失函数“%1”无法比较。</translation>
    </message>
    <message>
        <source>A loss for boxes compares a grid of predictions with them.</source>
        <translation>用于边界框的损失会把网格上的预测与它们比较。</translation>
    </message>
    <message>
        <source>The loss “%1” needs objects and where they are in each picture, but the data has no such target.</source>
        <translation>损失函数“%1”需要每张图片中的物体及其位置，但数据没有这样的目标。</translation>
    </message>
    <message>
        <source>Choose data with boxes, or a loss for this target.</source>
        <translation>请选择带边界框的数据，或适合该目标的损失函数。</translation>
    </message>
    <message>
        <source>The setting “%1” of the unit “%2” cannot be given times %3.</source>
        <translation>单元“%2”的设置“%1”不能乘以 %3 传递。</translation>
    </message>
    <message>
        <source>The factor must be a number.</source>
        <translation>系数必须是数字。</translation>
    </message>
    <message>
        <source>The setting “%1” needs a number.</source>
        <translation>设置“%1”需要一个数字。</translation>
    </message>
    <message>
        <source>Type one, or take the unit&apos;s.</source>
        <translation>请输入数字，或使用单元的值。</translation>
    </message>
    <message>
        <source>There is no colour %1.</source>
        <translation>没有颜色 %1。</translation>
    </message>
    <message>
        <source>Colours are counted from 0.</source>
        <translation>颜色从 0 开始编号。</translation>
    </message>
    <message>
        <source>With all repetitions the network has more than %1 layers.</source>
        <translation>算上所有重复，网络超过了 %1 层。</translation>
    </message>
    <message>
        <source>Repeat the units less often.</source>
        <translation>请减少单元的重复次数。</translation>
    </message>
    <message>
        <source>Give %1 a unit and weights of its own</source>
        <translation>让 %1 成为独立的单元，并使用自己的权重</translation>
    </message>
    <message>
        <source>Unpack %1 units</source>
        <translation>展开 %1 个单元</translation>
    </message>
    <message>
        <source>%1 of %2 is %3 times what “%4” gives, so it cannot be %5.</source>
        <translation>%2 的“%1”是“%4”所给值的 %3 倍，因此不能是 %5。</translation>
    </message>
    <message>
        <source>Use a multiple of %1, or change the unit.</source>
        <translation>请用 %1 的倍数，或修改单元。</translation>
    </message>
    <message>
        <source>A search can vary no more than %1 settings.</source>
        <translation>一次搜索最多只能改变 %1 个设置。</translation>
    </message>
    <message>
        <source>Leave out those that matter least.</source>
        <translation>请去掉最不重要的设置。</translation>
    </message>
    <message>
        <source>A search needs the name of the setting that it varies.</source>
        <translation>搜索需要知道要改变的设置的名称。</translation>
    </message>
    <message>
        <source>The search varies “%1” twice.</source>
        <translation>搜索两次改变“%1”。</translation>
    </message>
    <message>
        <source>Leave one of them out.</source>
        <translation>请去掉其中一个。</translation>
    </message>
    <message>
        <source>“%1” cannot become these values.</source>
        <translation>“%1”不能取这些值。</translation>
    </message>
    <message>
        <source>Name up to %1 values.</source>
        <translation>请列出最多 %1 个值。</translation>
    </message>
    <message>
        <source>“%1” cannot go from %2 to %3.</source>
        <translation>“%1”不能从 %2 到 %3。</translation>
    </message>
    <message>
        <source>Give the smaller number first.</source>
        <translation>请先写较小的数。</translation>
    </message>
    <message>
        <source>“%1” cannot go from %2 to %3 by factors.</source>
        <translation>“%1”不能按倍数从 %2 到 %3。</translation>
    </message>
    <message>
        <source>Begin above 0, or let it go by differences.</source>
        <translation>请从大于 0 的数开始，或按差值取值。</translation>
    </message>
    <message>
        <source>%1 / %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>%1: %2 to %3</source>
        <translation>%1：%2 到 %3</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1、%2</translation>
    </message>
    <message>
        <source>the usual settings</source>
        <translation>常用设置</translation>
    </message>
    <message>
        <source>%1; %2</source>
        <translation>%1；%2</translation>
    </message>
    <message>
        <source>Choose what a search varies</source>
        <translation>选择搜索改变的设置</translation>
    </message>
    <message>
        <source>Bypassed</source>
        <translation>旁路</translation>
    </message>
    <message>
        <source>What comes in goes on unchanged.</source>
        <translation>输入原样传给后面。</translation>
    </message>
    <message>
        <source>Make %1 a copy of “%2”</source>
        <translation>让“%1”成为“%2”的副本</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单元</translation>
    </message>
    <message>
        <source>Which unit stands here: any with as many entrances and exits. What both units show stays as it is.</source>
        <translation>这里放哪个单元：入口和出口数目相同的单元都可以。两个单元都公开的设置保持不变。</translation>
    </message>
    <message>
        <source>bypassed</source>
        <translation>旁路</translation>
    </message>
    <message>
        <source>%1 cannot be a copy of “%2”.</source>
        <translation>“%1”不能是“%2”的副本。</translation>
    </message>
    <message>
        <source>Choose a unit with as many entrances and exits, which does not stand around it.</source>
        <translation>请选择入口和出口数目相同、且不包含它的单元。</translation>
    </message>
</context>
<context>
    <name>loom::Document</name>
    <message>
        <source>A node needs a name.</source>
        <translation>节点要有名称。</translation>
    </message>
    <message>
        <source>A node with this number exists already.</source>
        <translation>已有相同编号的节点。</translation>
    </message>
    <message>
        <source>The node is still connected.</source>
        <translation>节点仍有连线。</translation>
    </message>
    <message>
        <source>Disconnect it in the same step.</source>
        <translation>在同一步里断开连线。</translation>
    </message>
    <message>
        <source>This input of %1 is taken.</source>
        <translation>%1 的这个输入端口已有连线。</translation>
    </message>
    <message>
        <source>Remove the other link first.</source>
        <translation>先删除另一条连线。</translation>
    </message>
    <message>
        <source>These ports are not connected.</source>
        <translation>这两个端口没有相连。</translation>
    </message>
    <message>
        <source>%1 has no such setting.</source>
        <translation>%1 没有这项设置。</translation>
    </message>
    <message>
        <source>Input %1 of %2 is connected.</source>
        <translation>%2 的第 %1 个输入端口已有连线。</translation>
    </message>
    <message>
        <source>Remove the link first.</source>
        <translation>先删除这条连线。</translation>
    </message>
    <message>
        <source>More than %1 rows cannot be changed by hand.</source>
        <translation>手动修改的行不能超过 %1 行。</translation>
    </message>
    <message>
        <source>Choose fewer rows, or leave rows out by a preparation step.</source>
        <translation>少选一些行，或用预处理步骤排除。</translation>
    </message>
    <message>
        <source>What comes into the unit.</source>
        <translation>进入单元的值。</translation>
    </message>
    <message>
        <source>%1 and %2 do not stand in the same graph.</source>
        <translation>%1 和 %2 不在同一个图中。</translation>
    </message>
    <message>
        <source>Weights are shared inside of one graph.</source>
        <translation>只能在同一个图中共享权重。</translation>
    </message>
    <message>
        <source>%1 has no weights of its own.</source>
        <translation>%1 没有自己的权重。</translation>
    </message>
    <message>
        <source>Choose the node that it shares them with.</source>
        <translation>请选择它所共享的那个节点。</translation>
    </message>
    <message>
        <source>Others have the weights of %1.</source>
        <translation>有其他节点在使用 %1 的权重。</translation>
    </message>
    <message>
        <source>Let them have their own, or those of another node, first.</source>
        <translation>请先让它们使用自己的或其他节点的权重。</translation>
    </message>
    <message>
        <source>There is no such unit.</source>
        <translation>没有这个单元。</translation>
    </message>
    <message>
        <source>It may have been deleted meanwhile.</source>
        <translation>它可能刚被删除。</translation>
    </message>
    <message>
        <source>The unit “%1” cannot stand inside of itself.</source>
        <translation>单元“%1”不能放进它自己里面。</translation>
    </message>
    <message>
        <source>Use another unit.</source>
        <translation>请使用另一个单元。</translation>
    </message>
    <message>
        <source>Only a copy of a unit can have the settings of one.</source>
        <translation>只有单元的副本才能有单元的设置。</translation>
    </message>
    <message>
        <source>Entrances and exits stand inside of units.</source>
        <translation>入口和出口只能放在单元里。</translation>
    </message>
    <message>
        <source>Use “Input” and “Output” here.</source>
        <translation>此处请使用“输入”和“输出”。</translation>
    </message>
    <message>
        <source>A unit takes no data by itself.</source>
        <translation>单元本身不直接读取数据。</translation>
    </message>
    <message>
        <source>Use an entrance or an exit of the unit here.</source>
        <translation>此处请使用单元的入口或出口。</translation>
    </message>
    <message>
        <source>The unit has an entrance %1 already.</source>
        <translation>单元已有入口 %1。</translation>
    </message>
    <message>
        <source>Give it another number.</source>
        <translation>请换一个编号。</translation>
    </message>
    <message>
        <source>%1 cannot be left out.</source>
        <translation>%1 不能不参与计算。</translation>
    </message>
    <message>
        <source>Leave out what is behind or in front of it.</source>
        <translation>可以停用它前面或后面的节点。</translation>
    </message>
    <message>
        <source>There can be no more than %1 units.</source>
        <translation>单元不能超过 %1 个。</translation>
    </message>
    <message>
        <source>Delete some that are not used.</source>
        <translation>请删除一些用不到的。</translation>
    </message>
    <message>
        <source>A unit with this number exists already.</source>
        <translation>这个编号的单元已存在。</translation>
    </message>
    <message>
        <source>The unit “%1” is still in use.</source>
        <translation>单元“%1”仍在使用。</translation>
    </message>
    <message>
        <source>Delete its copies in the same step.</source>
        <translation>请在同一步中删除它的副本。</translation>
    </message>
    <message>
        <source>A frame with this number exists already.</source>
        <translation>这个编号的分组框已存在。</translation>
    </message>
    <message>
        <source>There is no such frame.</source>
        <translation>没有这个分组框。</translation>
    </message>
    <message>
        <source>A bookmark needs a name.</source>
        <translation>书签需要一个名称。</translation>
    </message>
    <message>
        <source>A zoom of %1 shows nothing.</source>
        <translation>缩放比例 %1 什么也显示不了。</translation>
    </message>
    <message>
        <source>A node cannot have the number %1.</source>
        <translation>节点编号不能是 %1。</translation>
    </message>
    <message>
        <source>A network can hold %1 nodes.</source>
        <translation>一个网络最多容纳 %1 个节点。</translation>
    </message>
    <message>
        <source>Delete nodes that are not needed.</source>
        <translation>请删除不需要的节点。</translation>
    </message>
    <message>
        <source>%1 is no Output and has no loss.</source>
        <translation>%1 不是“输出”节点，没有损失。</translation>
    </message>
    <message>
        <source>Choose the loss of an Output, or that of the recipe.</source>
        <translation>请设置“输出”节点的损失，或训练方案的损失。</translation>
    </message>
    <message>
        <source>With the unit “%1” more than %2 units would stand inside of each other.</source>
        <translation>加上单元“%1”，嵌套的单元会超过 %2 层。</translation>
    </message>
    <message>
        <source>Unpack some of them.</source>
        <translation>请展开其中一些单元。</translation>
    </message>
    <message>
        <source>A unit cannot have the number %1.</source>
        <translation>单元编号不能是 %1。</translation>
    </message>
    <message>
        <source>A frame cannot have the number %1.</source>
        <translation>分组框编号不能是 %1。</translation>
    </message>
</context>
<context>
    <name>loom::Id</name>
    <message>
        <source>Numbers go from 1 to 2^53.</source>
        <translation>编号从 1 到 2^53。</translation>
    </message>
</context>
<context>
    <name>loom::Judging</name>
    <message>
        <source>Set %1 to %2</source>
        <translation>把“%1”设为 %2</translation>
    </message>
    <message>
        <source>Use the loss “%1”</source>
        <translation>改用损失“%1”</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>移除 %1</translation>
    </message>
</context>
<context>
    <name>loom::Overview</name>
    <message>
        <source>%1 gives its setting “%2” a value that an inner layer cannot take: %3</source>
        <translation>%1 的设置“%2”取了内部的层不能接受的值：%3</translation>
    </message>
    <message>
        <source>%1 has no input.</source>
        <translation>%1 没有输入。</translation>
    </message>
    <message>
        <source>Input %2 of %1 is not connected.</source>
        <translation>%1 的输入 %2 没有连线。</translation>
    </message>
    <message>
        <source>The unit “%1” has no Exit, so it gives nothing.</source>
        <translation>单元“%1”没有出口，因此没有输出。</translation>
    </message>
    <message>
        <source>Open the unit and add an Exit behind its last layer.</source>
        <translation>打开单元，在最后一层之后添加出口。</translation>
    </message>
    <message>
        <source>The unit “%1” has %2 exits; it can give one value.</source>
        <translation>单元“%1”有 %2 个出口，但只能有一个输出。</translation>
    </message>
    <message>
        <source>Keep one. Concat puts values together.</source>
        <translation>保留一个。可以用拼接层合并多个值。</translation>
    </message>
    <message>
        <source>Delete %1</source>
        <translation>删除 %1</translation>
    </message>
    <message>
        <source>Add an Exit behind %1</source>
        <translation>在 %1 之后添加出口</translation>
    </message>
    <message>
        <source>%1 cannot have the weights of %2: they have other shapes.</source>
        <translation>%1 不能使用 %2 的权重：两者形状不同。</translation>
    </message>
    <message>
        <source>Both layers need the same settings and inputs of the same shape.</source>
        <translation>两层需要相同的设置和相同形状的输入。</translation>
    </message>
    <message>
        <source>Give it a value that the layer inside takes, or leave it as the unit has it.</source>
        <translation>请给出内部的层能接受的值，或保留单元中的值。</translation>
    </message>
    <message>
        <source>Set %1 as in the unit</source>
        <translation>%1 恢复为单元中的值</translation>
    </message>
    <message>
        <source>%1 gives “%2” a value, which its unit does not have as a setting.</source>
        <translation>%1 给“%2”取了值，但它的单元没有这项设置。</translation>
    </message>
    <message>
        <source>%1 gives its setting “%2” a value that nothing inside takes.</source>
        <translation>%1 给设置“%2”取了值，但内部没有任何层使用它。</translation>
    </message>
    <message>
        <source>Take the value away, or show a setting of an inner layer on the unit again.</source>
        <translation>请去掉这个值，或重新把内部层的设置显示在单元上。</translation>
    </message>
    <message>
        <source>Take the value of “%1” away</source>
        <translation>去掉“%1”的值</translation>
    </message>
    <message>
        <source>Give %1 its own weights</source>
        <translation>让 %1 使用自己的权重</translation>
    </message>
    <message>
        <source>%1 cannot have the weights of %2: they are copies of different units.</source>
        <translation>%1 不能使用 %2 的权重：它们是不同单元的副本。</translation>
    </message>
    <message>
        <source>%1 cannot have the weights of %2: they have none in common.</source>
        <translation>%1 不能使用 %2 的权重：两者没有共同的权重。</translation>
    </message>
    <message>
        <source>Let it have its own weights, or those of a node of its own kind.</source>
        <translation>请让它使用自己的权重，或同类节点的权重。</translation>
    </message>
    <message>
        <source>%1 has the weights of %2, which are frozen there: they do not learn here either.</source>
        <translation>%1 使用 %2 的权重，而 %2 已冻结：这些权重在这里也不学习。</translation>
    </message>
    <message>
        <source>%1 is frozen, but its weights are those of %2 and learn there.</source>
        <translation>%1 已冻结，但它使用 %2 的权重，这些权重在 %2 中仍在学习。</translation>
    </message>
    <message>
        <source>Freeze both, or neither.</source>
        <translation>请都冻结，或都不冻结。</translation>
    </message>
    <message>
        <source>In repetition %1 of %2: %3</source>
        <translation>%2 的第 %1 次重复：%3</translation>
    </message>
    <message>
        <source>%1 does not lead to the Output and will not be trained.</source>
        <translation>%1 不通向“输出”，不会参与训练。</translation>
    </message>
    <message>
        <source>In all %1 copies: %2</source>
        <translation>全部 %1 个副本：%2</translation>
    </message>
    <message>
        <source>In all %1 copies, for instance in %2: %3</source>
        <translation>全部 %1 个副本，例如 %2：%3</translation>
    </message>
    <message>
        <source>In %1 of %2 copies, for instance in %3: %4</source>
        <translation>%2 个副本中的 %1 个，例如 %3：%4</translation>
    </message>
</context>
<context>
    <name>loom::Shapes</name>
    <message>
        <source>Let %1 give all steps</source>
        <translation>让 %1 给出所有步</translation>
    </message>
    <message>
        <source>%1 has no input.</source>
        <translation>%1 没有输入。</translation>
    </message>
    <message>
        <source>Input %2 of %1 is not connected.</source>
        <translation>%1 的输入 %2 没有连线。</translation>
    </message>
    <message>
        <source>Draw a link to it from an earlier node.</source>
        <translation>从前面的节点拉一条连线过来。</translation>
    </message>
    <message>
        <source>Connect %1</source>
        <translation>连接 %1</translation>
    </message>
    <message>
        <source>Delete %1</source>
        <translation>删除 %1</translation>
    </message>
    <message>
        <source>Set inputs to %1</source>
        <translation>把输入数设为 %1</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>移除 %1</translation>
    </message>
</context>
<context>
    <name>loom::T</name>
    <message>
        <source>There is no type called “%1”.</source>
        <translation>没有名为“%1”的类型。</translation>
    </message>
    <message>
        <source>It may come from a newer version.</source>
        <translation>它可能来自更新的版本。</translation>
    </message>
</context>
<context>
    <name>loom::Trials</name>
    <message>
        <source>%1 in all %2 copies</source>
        <translation>在全部 %2 个副本中%1</translation>
    </message>
    <message>
        <source>Give %1 a unit of its own: %2</source>
        <translation>让 %1 成为独立的单元：%2</translation>
    </message>
    <message>
        <source>Turn “%1” on</source>
        <translation>打开“%1”</translation>
    </message>
    <message>
        <source>Turn “%1” off</source>
        <translation>关闭“%1”</translation>
    </message>
    <message>
        <source>Set %1 to %2</source>
        <translation>把“%1”设为 %2</translation>
    </message>
    <message>
        <source>Connect %1</source>
        <translation>连接 %1</translation>
    </message>
</context>
</TS>
