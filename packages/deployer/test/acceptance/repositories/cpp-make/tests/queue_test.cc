#include "../queue.h"

#include <gtest/gtest.h>

TEST(Queue, GivesNumbersInTheirOrder) {
  Queue queue(3);
  EXPECT_TRUE(queue.push(1));
  EXPECT_TRUE(queue.push(2));
  EXPECT_EQ(queue.pop(), 1);
  EXPECT_EQ(queue.pop(), 2);
  EXPECT_EQ(queue.pop(), std::nullopt);
}

TEST(Queue, RefusesMoreThanItsLimit) {
  Queue queue(1);
  EXPECT_TRUE(queue.push(1));
  EXPECT_FALSE(queue.push(2));
  EXPECT_EQ(queue.size(), 1u);
}
