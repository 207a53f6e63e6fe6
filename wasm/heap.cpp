#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <new>

#include "heap_sizes.h"

// malloc and operator new of the Wasm build: a list of free blocks for each size of heap_sizes.h, and fresh memory
// where a list is empty. Nothing is split or joined: a size keeps what it once needed. In return it is a fifth of
// emmalloc, and grows the memory by itself: the glue needs no JavaScript to do it.

/// Where the linker ends its own data and stack.
extern unsigned char __heap_base;

namespace {

constexpr std::size_t kPage = 65'536;
/// Pages asked for at once: 1 MiB.
constexpr std::size_t kLeastPages = 16;

/// A block: the size it has stands in front of what the caller gets, which is where a free one has its link.
struct Block {
  std::uint32_t size_class;
  Block* next;
};
constexpr std::size_t kHead = sizeof(std::uint32_t);

Block* free_blocks[waymark::heap::kClasses];
/// Start of the memory never used; the blocks lie so that what their callers get is on 8 bytes.
std::uintptr_t fresh = 0;

Block* take_fresh(std::size_t bytes) {
  if (fresh == 0) fresh = ((reinterpret_cast<std::uintptr_t>(&__heap_base) + 11) & ~std::uintptr_t{7}) - kHead;
  const std::size_t room = __builtin_wasm_memory_size(0) * kPage - fresh;
  if (room < bytes) {
    std::size_t pages = (bytes - room) / kPage + 1;
    if (pages < kLeastPages) pages = kLeastPages;
    if (__builtin_wasm_memory_grow(0, pages) == SIZE_MAX) std::abort();
  }
  auto* block = reinterpret_cast<Block*>(fresh);
  fresh += bytes;
  return block;
}

}  // namespace

extern "C" [[gnu::noinline]] void* malloc(std::size_t size) {
  if (size > waymark::heap::kLargest) std::abort();
  const std::uint32_t wanted = waymark::heap::class_of(static_cast<std::uint32_t>(size + kHead));
  Block* block = free_blocks[wanted];
  if (block) {
    free_blocks[wanted] = block->next;
  } else {
    block = take_fresh(waymark::heap::bytes_of(wanted));
    block->size_class = wanted;
  }
  return &block->next;
}

extern "C" [[gnu::noinline]] void free(void* pointer) {
  if (!pointer) return;
  auto* block = reinterpret_cast<Block*>(static_cast<char*>(pointer) - kHead);
  block->next = free_blocks[block->size_class];
  free_blocks[block->size_class] = block;
}

void* operator new(std::size_t size) { return malloc(size); }
void* operator new[](std::size_t size) { return malloc(size); }
void operator delete(void* pointer) noexcept { free(pointer); }
void operator delete[](void* pointer) noexcept { free(pointer); }
void operator delete(void* pointer, std::size_t) noexcept { free(pointer); }
void operator delete[](void* pointer, std::size_t) noexcept { free(pointer); }
