// The main job by hand, as fast as one knows how: `tag-statistics <input> <output> <threads>`. It shows what this
// machine can do. simdjson's DOM checks the whole grammar of each line and its UTF-8, as the engine does; unlike
// JSON.parse it refuses lone surrogates and numbers beyond a double, neither of which the sample has.

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string_view>
#include <thread>
#include <vector>

#include "simdjson.h"

namespace {

constexpr size_t BLOCK_BYTES = 1 << 20;
constexpr size_t WRITE_BYTES = 1 << 20;
constexpr int LENGTH_LIMIT = 10;

[[noreturn]] void fail(const char *what) {
  perror(what);
  exit(1);
}

// Rows of one thread, one behind the other in chunks that stay where they are.
class Rows {
 public:
  // Room for one more row; what is not used is given back by `keep`.
  char *room(size_t bytes) {
    if (free_ < bytes) {
      free_ = std::max(bytes, CHUNK_BYTES);
      chunks_.emplace_back(new char[free_]);
      at_ = chunks_.back().get();
    }
    return at_;
  }

  void keep(const char *end) {
    views_.emplace_back(at_, end - at_);
    free_ -= end - at_;
    at_ += end - at_;
  }

  std::vector<std::string_view> views_;

 private:
  static constexpr size_t CHUNK_BYTES = 4 << 20;
  std::vector<std::unique_ptr<char[]>> chunks_;
  char *at_ = nullptr;
  size_t free_ = 0;
};

struct Tags {
  int64_t count = 0;
  int64_t sum = 0;
  int64_t lengths[LENGTH_LIMIT] = {};
};

bool read_tags(simdjson::dom::element value, Tags &tags) {
  tags = {};
  simdjson::dom::array array;
  if (value.get(array)) return false;
  for (simdjson::dom::element tag : array) {
    simdjson::dom::object object;
    if (tag.get(object)) return false;
    std::string_view term;
    bool has_term = false;
    // The last of two names counts.
    for (auto field : object)
      if (field.key == "term") has_term = !field.value.get(term);
    if (!has_term) return false;
    tags.count += 1;
    int length = 0;
    for (char byte : term) length += (byte & 0xc0) != 0x80;
    if (length >= LENGTH_LIMIT) continue;
    tags.sum += length;
    tags.lengths[length] += 1;
  }
  return tags.count > 0;
}

char *put(char *at, std::string_view text) {
  memcpy(at, text.data(), text.size());
  return at + text.size();
}

char *put_integer(char *at, int64_t value) { return std::to_chars(at, at + 24, value).ptr; }

// The shortest form that reads back the same, whole numbers with `.0`.
char *put_float(char *at, double value) {
  if (value == static_cast<int64_t>(value)) return put(put_integer(at, static_cast<int64_t>(value)), ".0");
  return std::to_chars(at, at + 32, value, std::chars_format::fixed).ptr;
}

bool is_plain(std::string_view text) { return text.find_first_of("\t\n\r") == std::string_view::npos; }

// `Sun, 06 Sep 2009 11:36:20 +0000` without its commas, in parts; false when there are too few.
bool split_date(std::string_view updated, std::vector<char> &scratch, std::string_view (&parts)[6]) {
  scratch.clear();
  for (char byte : updated)
    if (byte != ',') scratch.push_back(byte);
  std::string_view rest(scratch.data(), scratch.size());
  std::string_view words[5];
  for (int word = 0; word < 5; word += 1) {
    size_t space = rest.find(' ');
    if (space == std::string_view::npos && word < 4) return false;
    words[word] = rest.substr(0, space);
    rest = space == std::string_view::npos ? std::string_view() : rest.substr(space + 1);
  }
  std::string_view clock = words[4];
  for (int piece = 0; piece < 3; piece += 1) {
    size_t colon = clock.find(':');
    if (colon == std::string_view::npos && piece < 2) return false;
    parts[3 + piece] = clock.substr(0, colon);
    clock = colon == std::string_view::npos ? std::string_view() : clock.substr(colon + 1);
  }
  parts[0] = words[0];
  parts[1] = words[2];
  parts[2] = words[3];
  return true;
}

enum class Outcome { kept, skipped, uncounted };

Outcome map_line(simdjson::dom::parser &parser, const char *line, size_t bytes, std::vector<char> &scratch,
                 Rows &rows) {
  simdjson::dom::object record;
  // The buffer has room behind the line, so the parser need not copy it.
  if (parser.parse(line, bytes, false).get(record)) return Outcome::skipped;
  Tags tags;
  bool has_tags = false, are_tags = false, has_updated = false, has_id = false;
  std::string_view updated, id;
  for (auto field : record) {
    if (field.key == "tags") {
      has_tags = true;
      are_tags = read_tags(field.value, tags);
    } else if (field.key == "updated") {
      has_updated = !field.value.get(updated);
    } else if (field.key == "id") {
      has_id = !field.value.get(id);
    }
  }
  if (!has_tags) return Outcome::uncounted;
  if (!are_tags || !has_updated || !has_id || !is_plain(id)) return Outcome::skipped;
  std::string_view parts[6];
  if (!split_date(updated, scratch, parts)) return Outcome::skipped;
  for (std::string_view part : parts)
    if (!is_plain(part)) return Outcome::skipped;

  char *at = put(rows.room(id.size() + updated.size() + 512), id);
  for (std::string_view part : parts) {
    *at++ = '\t';
    at = put(at, part);
  }
  *at++ = '\t';
  at = put_integer(at, tags.count);
  *at++ = '\t';
  at = put_float(at, static_cast<double>(tags.sum));
  *at++ = '\t';
  at = put_float(at, static_cast<double>(tags.sum) / static_cast<double>(tags.count));
  for (int64_t length : tags.lengths) {
    *at++ = '\t';
    at = put_integer(at, length);
  }
  *at++ = '\n';
  rows.keep(at);
  return Outcome::kept;
}

size_t read_fully(int file, char *to, size_t bytes, size_t offset) {
  size_t done = 0;
  while (done < bytes) {
    ssize_t read = pread(file, to + done, bytes - done, static_cast<off_t>(offset + done));
    if (read < 0) fail("read");
    if (read == 0) break;
    done += static_cast<size_t>(read);
  }
  return done;
}

struct Counts {
  size_t kept = 0, skipped = 0;
};

// A line belongs to the block in which it begins.
void map_block(int file, size_t start, std::vector<char> &buffer, simdjson::dom::parser &parser,
               std::vector<char> &scratch, Rows &rows, Counts &counts) {
  // One byte more in front shows whether a line begins at `start`.
  size_t from = start == 0 ? 0 : start - 1;
  size_t wanted = start + BLOCK_BYTES - from;
  buffer.resize(std::max(buffer.size(), wanted + simdjson::SIMDJSON_PADDING));
  size_t used = read_fully(file, buffer.data(), wanted, from);
  size_t block_end = used;
  bool is_last = used < wanted;
  // The last line ends in a later block.
  while (!is_last && memrchr(buffer.data() + block_end - 1, '\n', used - block_end + 1) == nullptr) {
    size_t more = BLOCK_BYTES / 8;
    buffer.resize(std::max(buffer.size(), used + more + simdjson::SIMDJSON_PADDING));
    size_t read = read_fully(file, buffer.data() + used, more, from + used);
    is_last = read < more;
    used += read;
  }
  const char *end = buffer.data() + used;
  const char *line = buffer.data();
  if (start > 0) {
    const char *newline = static_cast<const char *>(memchr(line, '\n', used));
    if (newline == nullptr) return;
    line = newline + 1;
  }
  while (line < buffer.data() + block_end) {
    const char *newline = static_cast<const char *>(memchr(line, '\n', end - line));
    const char *line_end = newline == nullptr ? end : newline;
    Outcome outcome = map_line(parser, line, line_end - line, scratch, rows);
    counts.kept += outcome == Outcome::kept;
    counts.skipped += outcome == Outcome::skipped;
    line = line_end + 1;
  }
}

// Rows share how their ids begin; eight bytes behind that decide nearly every comparison.
void sort_rows(std::vector<std::string_view> &rows) {
  if (rows.empty()) return;
  size_t shared = rows[0].size();
  for (std::string_view row : rows) {
    size_t same = 0;
    size_t limit = std::min(shared, row.size());
    while (same < limit && row[same] == rows[0][same]) same += 1;
    shared = same;
  }
  struct Entry {
    uint64_t prefix;
    std::string_view row;
  };
  std::vector<Entry> entries;
  entries.reserve(rows.size());
  for (std::string_view row : rows) {
    uint64_t prefix = 0;
    memcpy(&prefix, row.data() + shared, std::min<size_t>(8, row.size() - shared));
    entries.push_back({__builtin_bswap64(prefix), row});
  }
  std::sort(entries.begin(), entries.end(), [](const Entry &a, const Entry &b) {
    return a.prefix != b.prefix ? a.prefix < b.prefix : a.row < b.row;
  });
  for (size_t index = 0; index < rows.size(); index += 1) rows[index] = entries[index].row;
}

void write_fully(int file, const char *from, size_t bytes) {
  while (bytes > 0) {
    ssize_t written = write(file, from, bytes);
    if (written < 0) fail("write");
    from += written;
    bytes -= static_cast<size_t>(written);
  }
}

// Few threads: the smallest head is found by looking at each.
void write_merged(const std::vector<Rows> &rows, int file) {
  std::vector<size_t> heads(rows.size(), 0);
  std::vector<char> buffer;
  buffer.reserve(WRITE_BYTES + (64 << 10));
  while (true) {
    const std::string_view *least = nullptr;
    size_t from = 0;
    for (size_t run = 0; run < rows.size(); run += 1) {
      if (heads[run] == rows[run].views_.size()) continue;
      const std::string_view *head = &rows[run].views_[heads[run]];
      if (least == nullptr || *head < *least) {
        least = head;
        from = run;
      }
    }
    if (least == nullptr) break;
    heads[from] += 1;
    buffer.insert(buffer.end(), least->begin(), least->end());
    if (buffer.size() >= WRITE_BYTES) {
      write_fully(file, buffer.data(), buffer.size());
      buffer.clear();
    }
  }
  write_fully(file, buffer.data(), buffer.size());
}

}  // namespace

int main(int argc, char **argv) {
  if (argc != 4) {
    fprintf(stderr, "tag-statistics <input> <output> <threads>\n");
    return 2;
  }
  int input = open(argv[1], O_RDONLY);
  struct stat about;
  if (input < 0 || fstat(input, &about) < 0) fail(argv[1]);
  size_t bytes = static_cast<size_t>(about.st_size);
  size_t threads = static_cast<size_t>(std::max(1, atoi(argv[3])));

  std::vector<Rows> rows(threads);
  std::vector<Counts> counts(threads);
  std::atomic<size_t> next{0};
  std::vector<std::thread> workers;
  for (size_t worker = 0; worker < threads; worker += 1) {
    workers.emplace_back([&, worker] {
      std::vector<char> buffer, scratch;
      simdjson::dom::parser parser;
      Counts own;
      for (size_t start; (start = next.fetch_add(BLOCK_BYTES)) < bytes;)
        map_block(input, start, buffer, parser, scratch, rows[worker], own);
      sort_rows(rows[worker].views_);
      counts[worker] = own;
    });
  }
  for (std::thread &worker : workers) worker.join();

  int output = open(argv[2], O_WRONLY | O_CREAT | O_TRUNC, 0644);
  if (output < 0) fail(argv[2]);
  write_merged(rows, output);
  if (close(output) < 0) fail(argv[2]);
  Counts all;
  for (const Counts &own : counts) {
    all.kept += own.kept;
    all.skipped += own.skipped;
  }
  printf("kept %zu, skipped %zu\n", all.kept, all.skipped);
  return 0;
}
