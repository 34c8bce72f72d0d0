#include "queue.h"

bool Queue::push(int number) {
  if (numbers_.size() == limit_) return false;
  numbers_.push_back(number);
  return true;
}

std::optional<int> Queue::pop() {
  if (numbers_.empty()) return std::nullopt;
  int first = numbers_.front();
  numbers_.erase(numbers_.begin());
  return first;
}
