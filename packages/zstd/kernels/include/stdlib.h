#pragma once
#include <stddef.h>

void *malloc(size_t bytes);
void *calloc(size_t count, size_t bytes);
void free(void *block);
/* Only the trainer that is not linked sorts: declared, never defined. */
void qsort(void *first, size_t count, size_t bytes, int (*compare)(const void *, const void *));
