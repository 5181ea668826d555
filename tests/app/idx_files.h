#pragma once
#include <QFile>
#include <QTest>

namespace loom::test {

inline void put(QByteArray& bytes, quint32 v)
{
    for (int shift = 24; shift >= 0; shift -= 8)
        bytes.append(char(v >> shift));
}

/// n pictures of 8 × 8, label i % 4, as a pair of IDX files.
inline void write_idx(const QString& folder, const QString& part, quint32 n)
{
    QByteArray images, labels;
    put(images, 2051);
    put(images, n);
    put(images, 8);
    put(images, 8);
    put(labels, 2049);
    put(labels, n);
    for (quint32 i = 0; i < n; ++i) {
        for (int p = 0; p < 64; ++p)
            images.append(char((i * 7 + quint32(p)) % 256));
        labels.append(char(i % 4));
    }
    for (const auto& [name, bytes] : {std::pair(QStringLiteral("-images-idx3-ubyte"), images), std::pair(QStringLiteral("-labels-idx1-ubyte"), labels)}) {
        QFile file(folder + QLatin1Char('/') + part + name);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }
}

} // namespace loom::test
