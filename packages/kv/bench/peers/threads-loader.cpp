// The strongest loader that we know how to write in C++ with two threads: each parses its half of a mapped file, copies
// records into an arena of its own and collects (hash, address) by partition; then each inserts whole partitions into
// flat tables with linear probing.
//
//   threads-loader FILE KEYS   prints one line of JSON: seconds, pairs, resident bytes, bytes of values, a digest of the
//                              values of the keys in the file KEYS
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

static const unsigned THREADS = 2, PARTITION_BITS = 8, PARTITIONS = 1u << PARTITION_BITS;

struct Record {
  uint32_t keyBytes, valueBytes;
  const char *key() const { return reinterpret_cast<const char *>(this + 1); }
};

struct Entry {
  uint64_t hash;
  Record *record;
};

class Arena {
  char *at_ = nullptr, *end_ = nullptr;

 public:
  char *take(size_t bytes) {
    bytes = (bytes + 7) & ~size_t(7);
    if (at_ == nullptr || at_ + bytes > end_) {
      const size_t block = bytes > (1u << 22) ? bytes : (1u << 22);
      at_ = static_cast<char *>(std::malloc(block));
      end_ = at_ + block;
    }
    char *taken = at_;
    at_ += bytes;
    return taken;
  }
};

static uint64_t hashBytes(const char *bytes, size_t count) {
  uint64_t hash = count * 0x9e3779b97f4a7c15ull;
  for (; count >= 8; bytes += 8, count -= 8) {
    uint64_t word;
    std::memcpy(&word, bytes, 8);
    const __uint128_t product = static_cast<__uint128_t>(hash ^ word) * 0xff51afd7ed558ccdull;
    hash = static_cast<uint64_t>(product) ^ static_cast<uint64_t>(product >> 64);
  }
  uint64_t rest = 0;
  std::memcpy(&rest, bytes, count);
  const __uint128_t product = static_cast<__uint128_t>(hash ^ rest ^ 0xc4ceb9fe1a85ec53ull) * 0x9fb21c651e98df25ull;
  return static_cast<uint64_t>(product) ^ static_cast<uint64_t>(product >> 64);
}

struct Worker {
  Arena arena;
  std::vector<Entry> lists[PARTITIONS];
};

static void parse(const char *at, const char *end, Worker &worker) {
  while (at < end) {
    const char *line = static_cast<const char *>(std::memchr(at, '\n', end - at));
    if (!line) line = end;
    if (const char *tab = static_cast<const char *>(std::memchr(at, '\t', line - at))) {
      const uint32_t keyBytes = tab - at, valueBytes = line - tab - 1;
      auto *record = reinterpret_cast<Record *>(worker.arena.take(sizeof(Record) + keyBytes + valueBytes));
      *record = {keyBytes, valueBytes};
      char *bytes = reinterpret_cast<char *>(record + 1);
      std::memcpy(bytes, at, keyBytes);
      std::memcpy(bytes + keyBytes, tab + 1, valueBytes);
      const uint64_t hash = hashBytes(bytes, keyBytes);
      worker.lists[hash >> (64 - PARTITION_BITS)].push_back({hash, record});
    }
    at = line + 1;
  }
}

struct Table {
  std::vector<Entry> slots;
  size_t pairs = 0;

  void put(const Entry &entry) {
    const size_t mask = slots.size() - 1;
    for (size_t at = entry.hash & mask;; at = (at + 1) & mask) {
      Entry &slot = slots[at];
      if (!slot.record) {
        slot = entry;
        pairs += 1;
        return;
      }
      if (slot.hash == entry.hash && slot.record->keyBytes == entry.record->keyBytes &&
          std::memcmp(slot.record->key(), entry.record->key(), entry.record->keyBytes) == 0) {
        slot = entry;
        return;
      }
    }
  }
};

static const Record *find(const std::vector<Table> &tables, const std::string &key) {
  const uint64_t hash = hashBytes(key.data(), key.size());
  const auto &slots = tables[hash >> (64 - PARTITION_BITS)].slots;
  for (size_t at = hash & (slots.size() - 1);; at = (at + 1) & (slots.size() - 1)) {
    const Record *record = slots[at].record;
    if (!record) return nullptr;
    if (record->keyBytes == key.size() && std::memcmp(record->key(), key.data(), key.size()) == 0) return record;
  }
}

// FNV-1a, as bench/harness/content.ts has it.
static uint32_t mix(uint32_t hash, const char *bytes, size_t count) {
  for (size_t i = 0; i < count; i += 1) hash = (hash ^ static_cast<unsigned char>(bytes[i])) * 16777619u;
  return (hash ^ '\n') * 16777619u;
}

static long residentBytes() {
  long pages = 0, resident = 0;
  if (FILE *file = std::fopen("/proc/self/statm", "r")) {
    if (std::fscanf(file, "%ld %ld", &pages, &resident) != 2) resident = 0;
    std::fclose(file);
  }
  return resident * 4096;
}

int main(int count, char **arguments) {
  if (count < 3) return 2;
  const int file = open(arguments[1], O_RDONLY);
  struct stat status;
  if (file < 0 || fstat(file, &status) != 0) return 1;
  const auto start = std::chrono::steady_clock::now();
  const char *bytes = static_cast<const char *>(mmap(nullptr, status.st_size, PROT_READ, MAP_PRIVATE, file, 0));
  if (bytes == MAP_FAILED) return 1;
  const char *end = bytes + status.st_size;
  const char *middle = static_cast<const char *>(std::memchr(bytes + status.st_size / 2, '\n', end - bytes - status.st_size / 2));
  middle = middle ? middle + 1 : end;

  std::vector<Worker> workers(THREADS);
  std::thread other(parse, middle, end, std::ref(workers[1]));
  parse(bytes, middle, workers[0]);
  other.join();

  std::vector<Table> tables(PARTITIONS);
  const auto insert = [&](unsigned first) {
    for (unsigned partition = first; partition < PARTITIONS; partition += THREADS) {
      size_t entries = 0, size = 16;
      for (const auto &worker : workers) entries += worker.lists[partition].size();
      while (size * 3 < entries * 4) size *= 2;
      tables[partition].slots.resize(size);
      for (const auto &worker : workers)
        for (const auto &entry : worker.lists[partition]) tables[partition].put(entry);
    }
  };
  std::thread inserting(insert, 1);
  insert(0);
  inserting.join();
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();

  size_t pairs = 0;
  unsigned long long valueBytes = 0;
  for (const auto &table : tables) {
    pairs += table.pairs;
    for (const auto &slot : table.slots)
      if (slot.record) valueBytes += slot.record->valueBytes;
  }
  uint32_t sample = 2166136261u;
  std::ifstream sampled(arguments[2]);
  for (std::string key; std::getline(sampled, key);) {
    const Record *record = find(tables, key);
    sample = record ? mix(sample, record->key() + record->keyBytes, record->valueBytes) : mix(sample, "\n", 1);
  }
  std::printf("{\"seconds\":%.6f,\"pairs\":%zu,\"residentBytes\":%ld,\"valueBytes\":%llu,\"sample\":\"%08x\"}\n", seconds,
              pairs, residentBytes(), valueBytes, sample);
}
