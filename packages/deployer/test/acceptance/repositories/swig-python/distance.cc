#include "distance.h"

int distance(const std::string &one, const std::string &other) {
  if (one.size() != other.size()) return -1;
  int count = 0;
  for (std::size_t index = 0; index < one.size(); index += 1) {
    if (one[index] != other[index]) count += 1;
  }
  return count;
}
