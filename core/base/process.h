#pragma once
#include <cstddef>
#include <string>

namespace loom {

/// Memory that this process holds now, in bytes; 0 where the system does not tell. Allocates nothing.
std::size_t resident_bytes();
/// Of it, what is in no file: what the system cannot take back.
std::size_t private_bytes();
/// The most it has held so far.
std::size_t peak_resident_bytes();

/// From now on large blocks of memory go back to the system when they are freed, so that a process holds what it uses. Of
/// itself the C library keeps ever larger ones: 23 MiB of a training of 1.9 million weights.
void return_large_blocks();

/// What all threads of this process have spent on processors so far, in seconds.
double processor_seconds();
/// What the calling thread has.
double thread_seconds();

/// How long its threads that live now were ready to run but had no processor, in seconds, all added up; 0 where the system does not tell.
double queued_seconds();

/// What could be taken still, by the machine and by the control group; 0 where the system does not tell.
std::size_t free_memory_bytes();

/// "2026-11-23T07:40:00Z"
std::string utc_now();

} // namespace loom
