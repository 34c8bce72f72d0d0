#pragma once
/* The trainer's clock paces its progress messages, of which there are none. */
typedef long clock_t;
#define CLOCKS_PER_SEC 1000
#define clock() ((clock_t)0)
