// What atbr is at its heart: lines of a TSV into google::sparse_hash_map<string, string>, one thread.
// Built with the string of 2012 (-D_GLIBCXX_USE_CXX11_ABI=0), whose copies share their bytes: with today's, sparse
// groups copy every string when they shift, and loading takes four times as long.
//
//   sparse-loader FILE GETS KEYS   prints one line of JSON: seconds, pairs, resident bytes, a digest of the values of the
//                                  keys in the file KEYS, nanoseconds a get
#include <sparsehash/sparse_hash_map>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <string>
#include <vector>

using Clock = std::chrono::steady_clock;

static double secondsSince(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

static long residentBytes() {
  long pages = 0, resident = 0;
  if (FILE *file = std::fopen("/proc/self/statm", "r")) {
    if (std::fscanf(file, "%ld %ld", &pages, &resident) != 2) resident = 0;
    std::fclose(file);
  }
  return resident * 4096;
}

struct HashBytes {
  size_t operator()(const std::string &text) const {
    uint64_t hash = 14695981039346656037ull;
    for (unsigned char byte : text) hash = (hash ^ byte) * 1099511628211ull;
    return hash ^ (hash >> 32);
  }
};

// FNV-1a, as bench/harness/content.ts has it.
static uint32_t mix(uint32_t hash, const char *bytes, size_t count) {
  for (size_t i = 0; i < count; i += 1) hash = (hash ^ static_cast<unsigned char>(bytes[i])) * 16777619u;
  return (hash ^ '\n') * 16777619u;
}

int main(int count, char **arguments) {
  if (count < 4) return 2;
  FILE *file = std::fopen(arguments[1], "rb");
  if (!file) return 1;
  const long before = residentBytes();
  google::sparse_hash_map<std::string, std::string, HashBytes> table;
  const auto start = Clock::now();
  char *line = nullptr;
  size_t capacity = 0;
  for (ssize_t length; (length = getline(&line, &capacity, file)) > 0;) {
    if (line[length - 1] == '\n') length -= 1;
    const char *tab = static_cast<const char *>(std::memchr(line, '\t', length));
    if (!tab) continue;
    table[std::string(line, tab - line)] = std::string(tab + 1, line + length - tab - 1);
  }
  const double loadSeconds = secondsSince(start);
  const long resident = residentBytes() - before;

  std::vector<std::string> keys;
  const size_t gets = std::strtoul(arguments[2], nullptr, 10);
  const size_t step = gets == 0 ? 1 : table.size() / gets + 1;
  size_t index = 0;
  for (const auto &pair : table)
    if (index++ % step == 0) keys.emplace_back(pair.first.data(), pair.first.size());
  uint64_t shuffle = 88172645463325252ull;
  for (size_t i = keys.size(); i > 1; i -= 1) {
    shuffle ^= shuffle << 13, shuffle ^= shuffle >> 7, shuffle ^= shuffle << 17;
    keys[i - 1].swap(keys[shuffle % i]);
  }
  uint64_t checksum = 0;
  const auto getStart = Clock::now();
  for (const auto &key : keys) {
    const auto found = table.find(key);
    if (found != table.end()) checksum += found->second.size();
  }
  const double getSeconds = secondsSince(getStart);
  uint64_t valueBytes = 0;
  for (const auto &pair : table) valueBytes += pair.second.size();
  uint32_t sample = 2166136261u;
  std::ifstream sampled(arguments[3]);
  for (std::string key; std::getline(sampled, key);) {
    const auto found = table.find(key);
    sample = found == table.end() ? mix(sample, "\n", 1) : mix(sample, found->second.data(), found->second.size());
  }
  std::printf("{\"seconds\":%.6f,\"pairs\":%zu,\"residentBytes\":%ld,\"valueBytes\":%llu,\"getNs\":%.1f,\"sample\":\"%08x\"}\n",
              loadSeconds, table.size(), resident, static_cast<unsigned long long>(valueBytes),
              keys.empty() ? 0.0 : getSeconds * 1e9 / keys.size(), sample);
  // What was read is used, or the compiler would leave the gets out.
  return checksum == 1 ? 3 : 0;
}
