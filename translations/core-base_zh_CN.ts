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
</TS>
