#pragma once
#include <string>

// How many letters have to change to make one word of another, of the same length; -1 of another length.
int distance(const std::string &one, const std::string &other);
