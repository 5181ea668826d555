#pragma once
#include "base/text.h"

#include <QString>

namespace loom {

/// Switches window and core to a language, live: every widget gets a LanguageChange event (answer it in changeEvent).
void set_interface_language(Language);

/// A sentence of core in the current language.
QString shown(const Message&);
QString shown(Text);
/// The user's own words, as they are.
QString shown(const std::string&);
std::string utf8(const QString&);

/// 12,345 with commas in both languages.
QString counted(qint64);
/// 82 MiB, 371 KiB, 12 bytes: three significant digits.
QString bytes_text(double bytes);
/// 8 min 7 s / 8 分 7 秒; 72 ms; 2.1 s.
QString duration_text(double seconds);
/// 11.1 M, 3.61 M, 962 K: three significant digits, for multiply-adds and parameters.
QString short_count(double);
/// 0.994 → 99.4%.
QString percent_text(double share, int decimals = 1);

} // namespace loom
