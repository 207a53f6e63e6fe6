/// Memory of the command line: small pieces by size, from pages that hold one size each. `replay` keeps millions of
/// small values, and spent a fifth of its time in the C library's allocator, whose pieces are joined and parted again
/// and again. Nothing goes back to the system before the process ends; more than kMost bytes are the C library's.
#include <sys/mman.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <new>

// The sanitizers look for mistakes in memory: there it stays theirs.
#ifndef WAYMARK_SANITIZED

namespace {

constexpr std::size_t kStep = 16;
constexpr std::size_t kMost = 512;
constexpr std::size_t kSizes = kMost / kStep;
constexpr unsigned kPageBits = 16;
constexpr std::size_t kPageBytes = std::size_t{1} << kPageBits;
/// Addresses, not memory: the system gives a page when it is first written.
constexpr std::size_t kRegionBytes = std::size_t{1} << 36;
constexpr std::size_t kPages = kRegionBytes >> kPageBits;

struct Free {
  Free* next;
};

/// What each thread has at hand. A piece another thread gave is as good.
thread_local Free* free_pieces[kSizes];
thread_local char* fresh_begin[kSizes];
thread_local char* fresh_end[kSizes];

struct Region {
  char* begin = nullptr;
  std::size_t used = 0;               ///< Pages.
  std::uint8_t size_of[kPages] = {};  ///< Of the pieces in each page, in steps.
};
Region region;

char* new_page(std::size_t size) {
  static char* const begin = [] {
    void* const got =
        mmap(nullptr, kRegionBytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (got == MAP_FAILED) return static_cast<char*>(nullptr);
    return region.begin = static_cast<char*>(got);
  }();
  if (!begin) return nullptr;
  const std::size_t page = __atomic_fetch_add(&region.used, 1, __ATOMIC_RELAXED);
  if (page >= kPages) return nullptr;
  region.size_of[page] = static_cast<std::uint8_t>(size);
  char* const fresh = begin + (page << kPageBits);
#ifdef MADV_POPULATE_WRITE
  // All of it at once: a fault for each of the system's pages takes four times as long. Where it knows no such advice,
  // they come one by one.
  madvise(fresh, kPageBytes, MADV_POPULATE_WRITE);
#endif
  return fresh;
}

[[gnu::noinline]] void* from_library(std::size_t bytes) {
  void* const piece = std::malloc(bytes);
  if (!piece) std::abort();
  return piece;
}

[[gnu::noinline]] void* from_new_page(std::size_t size) {
  char* const page = new_page(size);
  if (!page) return from_library(size * kStep + kStep);
  const std::size_t bytes = size * kStep + kStep;
  fresh_begin[size] = page + bytes;
  fresh_end[size] = page + kPageBytes / bytes * bytes;
  return page;
}

inline void* take(std::size_t bytes) {
  if (bytes > kMost) return from_library(bytes);
  const std::size_t size = bytes == 0 ? 0 : (bytes - 1) / kStep;
  if (Free* const piece = free_pieces[size]) {
    free_pieces[size] = piece->next;
    return piece;
  }
  char* const fresh = fresh_begin[size];
  if (fresh == fresh_end[size]) return from_new_page(size);
  fresh_begin[size] = fresh + size * kStep + kStep;
  return fresh;
}

inline void give_back(void* piece) {
  const std::size_t at = static_cast<std::size_t>(static_cast<char*>(piece) - region.begin);
  if (!region.begin || at >= kRegionBytes) return std::free(piece);
  const std::size_t size = region.size_of[at >> kPageBits];
  auto* const free = static_cast<Free*>(piece);
  free->next = free_pieces[size];
  free_pieces[size] = free;
}

}  // namespace

void* operator new(std::size_t bytes) { return take(bytes); }
void* operator new[](std::size_t bytes) { return take(bytes); }
void operator delete(void* piece) noexcept { give_back(piece); }
void operator delete[](void* piece) noexcept { give_back(piece); }
void operator delete(void* piece, std::size_t) noexcept { give_back(piece); }
void operator delete[](void* piece, std::size_t) noexcept { give_back(piece); }

#endif
