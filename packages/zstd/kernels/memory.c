/* What zstd asks of a C library, for a WebAssembly memory of our own: blocks of bytes, and moving them. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define PAGE_BYTES 65536u
#define HEADER_BYTES 16u
/* Sizes of blocks are 1, 1.25, 1.5 and 1.75 times a power of two: a fifth is wasted at most. */
#define STEPS 4u
#define CLASSES (32u * STEPS)
/* So all are multiples of 16, and so are addresses. */
#define LEAST_BITS 6u

typedef struct Block {
  uint32_t class;
  struct Block *next;
} Block;

extern unsigned char __heap_base;
static uintptr_t heapEnd;
/* Blocks that were given back, by size: each fits whoever asks for that size again. */
static Block *given[CLASSES];

static uint32_t classOf(size_t bytes) {
  if (bytes <= (1u << LEAST_BITS)) return 0;
  uint32_t bits = 31u - (uint32_t)__builtin_clz((uint32_t)bytes - 1);
  uint32_t step = (uint32_t)((bytes - 1) >> (bits - 2)) & (STEPS - 1);
  return (bits - LEAST_BITS) * STEPS + step + 1;
}

static size_t bytesOf(uint32_t class) {
  if (class == 0) return 1u << LEAST_BITS;
  uint32_t bits = (class - 1) / STEPS + LEAST_BITS;
  return (size_t)(STEPS + (class - 1) % STEPS + 1) << (bits - 2);
}

void *malloc(size_t bytes) {
  /* Beyond it the sum below could overflow; nothing of zstd is as large in 32 bits. */
  if (bytes > 0x7fff0000u) return 0;
  uint32_t class = classOf(bytes + HEADER_BYTES);
  Block *block = given[class];
  if (block) {
    given[class] = block->next;
    return (unsigned char *)block + HEADER_BYTES;
  }
  if (heapEnd == 0) heapEnd = ((uintptr_t)&__heap_base + HEADER_BYTES - 1) & ~(uintptr_t)(HEADER_BYTES - 1);
  uint64_t end = (uint64_t)heapEnd + bytesOf(class);
  uint64_t pages = (end + PAGE_BYTES - 1) / PAGE_BYTES;
  size_t present = __builtin_wasm_memory_size(0);
  if (pages > present && __builtin_wasm_memory_grow(0, (size_t)(pages - present)) == (size_t)-1) return 0;
  block = (Block *)heapEnd;
  heapEnd = (uintptr_t)end;
  block->class = class;
  return (unsigned char *)block + HEADER_BYTES;
}

void *calloc(size_t count, size_t bytes) {
  uint64_t all = (uint64_t)count * bytes;
  if (all > 0x7fff0000u) return 0;
  void *block = malloc((size_t)all);
  if (block) memset(block, 0, (size_t)all);
  return block;
}

void free(void *pointer) {
  if (!pointer) return;
  Block *block = (Block *)((unsigned char *)pointer - HEADER_BYTES);
  block->next = given[block->class];
  given[block->class] = block;
}

/* One instruction each: the engine's own copy, which beats a loop from a few dozen bytes on. */
void *memcpy(void *restrict target, const void *restrict source, size_t bytes) {
  __builtin_memcpy(target, source, bytes);
  return target;
}

void *memmove(void *target, const void *source, size_t bytes) {
  __builtin_memmove(target, source, bytes);
  return target;
}

void *memset(void *target, int value, size_t bytes) {
  __builtin_memset(target, value, bytes);
  return target;
}

int memcmp(const void *left, const void *right, size_t bytes) {
  const unsigned char *a = left;
  const unsigned char *b = right;
  for (size_t index = 0; index < bytes; index++)
    if (a[index] != b[index]) return a[index] < b[index] ? -1 : 1;
  return 0;
}
