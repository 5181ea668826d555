<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>loom</name>
    <message>
        <source>%1 cannot be read.</source>
        <translation>无法读取 %1。</translation>
    </message>
    <message>
        <source>%1 cannot be written.</source>
        <translation>无法写入 %1。</translation>
    </message>
    <message>
        <source>There is no such file or folder. Check the path.</source>
        <translation>没有这个文件或文件夹。请检查路径。</translation>
    </message>
    <message>
        <source>Access is not allowed. Change the rights, or choose another place.</source>
        <translation>没有访问权限。请修改权限，或换一个位置。</translation>
    </message>
    <message>
        <source>The disk is full. Free some space, or choose another place. What was there before is unchanged.</source>
        <translation>磁盘已满。请腾出空间，或换一个位置。原有的内容没有变动。</translation>
    </message>
    <message>
        <source>The disk is read-only. Choose another place.</source>
        <translation>磁盘是只读的。请换一个位置。</translation>
    </message>
    <message>
        <source>It is a folder; a file is needed here.</source>
        <translation>这是一个文件夹，此处需要文件。</translation>
    </message>
    <message>
        <source>A part of the path is a file, not a folder.</source>
        <translation>路径中有一段是文件，不是文件夹。</translation>
    </message>
    <message>
        <source>The name is too long. Choose a shorter one.</source>
        <translation>名称太长。请换一个短些的名称。</translation>
    </message>
    <message>
        <source>There is such a file already. Choose another name.</source>
        <translation>已有同名文件。请换一个名称。</translation>
    </message>
    <message>
        <source>The disk reports a fault. Save in another place.</source>
        <translation>磁盘报告故障。请保存到别的位置。</translation>
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
        <source>It was cut off. Fetch it again, or use a copy.</source>
        <translation>文件被截断。请重新获取，或使用副本。</translation>
    </message>
    <message>
        <source>%1 is damaged at line %2, column %3.</source>
        <translation>%1 在第 %2 行第 %3 列处损坏。</translation>
    </message>
    <message>
        <source>It is not valid JSON there. Mend that place, or use a copy.</source>
        <translation>该处不是有效的 JSON。请修正该处，或使用副本。</translation>
    </message>
    <message>
        <source>%1 holds a number that is too large.</source>
        <translation>%1 中有一个数过大。</translation>
    </message>
    <message>
        <source>Mend that place, or use a copy.</source>
        <translation>请修正该处，或使用副本。</translation>
    </message>
    <message>
        <source>%1 says “%2” twice in one place.</source>
        <translation>%1 在同一处两次写了“%2”。</translation>
    </message>
    <message>
        <source>Keep one of them. A merge may have left both.</source>
        <translation>请只保留一个。可能是合并时两个都留了下来。</translation>
    </message>
    <message>
        <source>%1 ends in the middle, at byte %2 in line %3.</source>
        <translation>%1 在中途结束（第 %3 行，第 %2 字节）。</translation>
    </message>
    <message>
        <source>It is a device, a pipe or a socket; a regular file is needed here.</source>
        <translation>这是设备、管道或套接字，此处需要普通文件。</translation>
    </message>
    <message>
        <source>Its symbolic links lead in a circle. Mend them, or choose another place.</source>
        <translation>符号链接形成了循环。请修正链接，或换一个位置。</translation>
    </message>
    <message>
        <source>The system refuses. Try again, or choose another place. (%1: %2)</source>
        <translation>系统拒绝了此操作。请重试，或换一个位置。（错误 %1：%2）</translation>
    </message>
    <message>
        <source>There is not enough memory.</source>
        <translation>内存不足。</translation>
    </message>
    <message>
        <source>Close other programs, or take less data, a smaller batch or a smaller network.</source>
        <translation>请关闭其他程序，或使用较少的数据、较小的批大小或较小的网络。</translation>
    </message>
    <message>
        <source>The system starts no further thread.</source>
        <translation>系统无法再启动线程。</translation>
    </message>
    <message>
        <source>Close other programs, or raise the limits of memory and processes (ulimit).</source>
        <translation>请关闭其他程序，或提高内存和进程数的上限（ulimit）。</translation>
    </message>
    <message>
        <source>The system refuses what is needed here.</source>
        <translation>系统拒绝了所需的操作。</translation>
    </message>
    <message>
        <source>It must be a file in the same folder or below it, without “..”.</source>
        <translation>它必须是同一文件夹或其子文件夹中的文件，路径中不能有“..”。</translation>
    </message>
    <message>
        <source>Its path leads over a symbolic link; put the file itself there.</source>
        <translation>它的路径经过符号链接；请把文件本身放在那里。</translation>
    </message>
    <message>
        <source>The file has a second name elsewhere (a hard link); put a copy there.</source>
        <translation>该文件在别处另有一个名字（硬链接）；请在此处放一份副本。</translation>
    </message>
    <message>
        <source>It does not have the bytes that are asked for. Copy the whole file anew.</source>
        <translation>它没有所需的字节。请重新复制整个文件。</translation>
    </message>
    <message>
        <source>It is damaged or no file of numpy&apos;s. Fetch it again, or use another one.</source>
        <translation>文件已损坏，或不是 numpy 的文件。请重新获取，或换一个文件。</translation>
    </message>
    <message>
        <source>The arrays have more than 4 GiB, or are more than 65,535.</source>
        <translation>数组总计超过 4 GiB，或多于 65,535 个。</translation>
    </message>
    <message>
        <source>Export safetensors or ONNX instead.</source>
        <translation>请改为导出 safetensors 或 ONNX。</translation>
    </message>
    <message>
        <source>%1 does not begin as numpy&apos;s arrays do.</source>
        <translation>%1 的开头不是 numpy 数组的开头。</translation>
    </message>
    <message>
        <source>%1 has version %2 of numpy&apos;s format, which cannot be read.</source>
        <translation>%1 采用 numpy 格式的第 %2 版，无法读取。</translation>
    </message>
    <message>
        <source>%1 ends before its header does.</source>
        <translation>%1 在文件头结束之前就中断了。</translation>
    </message>
    <message>
        <source>The header of %1 is not that of a plain array.</source>
        <translation>%1 的文件头不是普通数组的文件头。</translation>
    </message>
    <message>
        <source>%1 holds elements of type %2, which cannot be read.</source>
        <translation>%1 的元素类型为 %2，无法读取。</translation>
    </message>
    <message>
        <source>Save it as float32, float64, int32, int64, uint8 or bool, little-endian.</source>
        <translation>请保存为小端序的 float32、float64、int32、int64、uint8 或 bool。</translation>
    </message>
    <message>
        <source>The shape of %1 does not agree with its bytes.</source>
        <translation>%1 的形状与其字节数不符。</translation>
    </message>
    <message>
        <source>Opening the data was stopped.</source>
        <translation>已停止打开数据。</translation>
    </message>
    <message>
        <source>“%1” is no time.</source>
        <translation>“%1”不是时间。</translation>
    </message>
    <message>
        <source>Write a time of the day, such as 22:00, or a day and a time, such as 2026-11-30 22:00.</source>
        <translation>请输入时刻（如 22:00），或日期加时刻（如 2026-11-30 22:00）。</translation>
    </message>
    <message>
        <source>The clocks here never show %1: they are put forward then.</source>
        <translation>本地没有 %1 这个时间：那时时钟会拨快。</translation>
    </message>
    <message>
        <source>Write another time, an hour later for example.</source>
        <translation>请换一个时间，例如晚一个小时。</translation>
    </message>
    <message>
        <source>%1 has passed already; it is %2 now.</source>
        <translation>%1 已经过去；现在是 %2。</translation>
    </message>
    <message>
        <source>Write a time that is still to come.</source>
        <translation>请输入一个将来的时间。</translation>
    </message>
</context>
<context>
    <name>loom::Child</name>
    <message>
        <source>%1 cannot be started.</source>
        <translation>无法启动 %1。</translation>
    </message>
    <message>
        <source>What it said about that stands above.</source>
        <translation>它给出的相关信息见上文。</translation>
    </message>
    <message>
        <source>%1 was ended by signal %2.</source>
        <translation>%1 被信号 %2 终止。</translation>
    </message>
    <message>
        <source>%1 has ended with exit code %2.</source>
        <translation>%1 已退出，退出码为 %2。</translation>
    </message>
    <message>
        <source>%1 cannot be written to.</source>
        <translation>无法向 %1 写入。</translation>
    </message>
    <message>
        <source>%1 says too much in one line.</source>
        <translation>%1 的一行输出过长。</translation>
    </message>
    <message>
        <source>%1 has said nothing for %2 s.</source>
        <translation>%1 已有 %2 秒没有输出。</translation>
    </message>
    <message>
        <source>%1 cannot be read.</source>
        <translation>无法读取 %1。</translation>
    </message>
</context>
<context>
    <name>loom::FileBytes</name>
    <message>
        <source>%1 has become shorter while it was read.</source>
        <translation>%1 在读取时变短了。</translation>
    </message>
    <message>
        <source>Open it again when the other program has written it.</source>
        <translation>请等另一个程序写完后再打开。</translation>
    </message>
</context>
<context>
    <name>loom::Npz</name>
    <message>
        <source>%1: “%2” is no array.</source>
        <translation>%1：“%2”不是数组。</translation>
    </message>
    <message>
        <source>%1 says “%2” twice in one place.</source>
        <translation>%1 在同一处两次写了“%2”。</translation>
    </message>
    <message>
        <source>%1: “%2” is larger than 4 GiB.</source>
        <translation>%1：“%2”超过 4 GiB。</translation>
    </message>
</context>
<context>
    <name>loom::Zip</name>
    <message>
        <source>%1: its directory is not where it should be.</source>
        <translation>%1：目录不在应有的位置。</translation>
    </message>
    <message>
        <source>%1 is no whole ZIP archive: its directory is missing.</source>
        <translation>%1 不是完整的 ZIP 压缩包：缺少目录。</translation>
    </message>
    <message>
        <source>%1 is one part of a split archive.</source>
        <translation>%1 是分卷压缩包的一部分。</translation>
    </message>
    <message>
        <source>%1: its directory is too long.</source>
        <translation>%1：目录过长。</translation>
    </message>
    <message>
        <source>%1: its directory is damaged.</source>
        <translation>%1：目录已损坏。</translation>
    </message>
    <message>
        <source>%1: “%2” claims more bytes than it can have.</source>
        <translation>%1：“%2”声称的字节数超出可能。</translation>
    </message>
    <message>
        <source>%1: “%2” is encrypted.</source>
        <translation>%1：“%2”已加密。</translation>
    </message>
    <message>
        <source>Unpack it with its password, and choose what was in it.</source>
        <translation>请用密码解压，再选择其中的内容。</translation>
    </message>
    <message>
        <source>%1: “%2” is packed in a way that cannot be read.</source>
        <translation>%1：“%2”的压缩方式无法读取。</translation>
    </message>
    <message>
        <source>Pack it again as ZIP with “deflate”, or unpack it and choose the folder.</source>
        <translation>请用 deflate 方法重新压缩为 ZIP，或解压后选择文件夹。</translation>
    </message>
    <message>
        <source>%1: “%2” is not where the directory says.</source>
        <translation>%1：“%2”不在目录所说的位置。</translation>
    </message>
    <message>
        <source>%1: what it holds overlaps: “%2”.</source>
        <translation>%1：条目互相重叠：“%2”。</translation>
    </message>
    <message>
        <source>%1: “%2” cannot be unpacked.</source>
        <translation>%1：“%2”无法解压。</translation>
    </message>
    <message>
        <source>%1: “%2” is damaged: its checksum is another one.</source>
        <translation>%1：“%2”已损坏：校验和不符。</translation>
    </message>
</context>
<context>
    <name>std</name>
    <message>
        <source>It is damaged. Fetch it again, or use another one.</source>
        <translation>文件已损坏。请重新获取，或换一个文件。</translation>
    </message>
</context>
</TS>
