#pragma once
#include <cstddef>
#include <optional>
#include <vector>

// A queue that holds so many numbers and no more.
class Queue {
 public:
  explicit Queue(std::size_t limit) : limit_(limit) {}
  bool push(int number);
  std::optional<int> pop();
  std::size_t size() const { return numbers_.size(); }

 private:
  std::size_t limit_;
  std::vector<int> numbers_;
};
