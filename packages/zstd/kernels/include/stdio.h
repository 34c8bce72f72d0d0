#pragma once
/* The trainer tells its progress only when asked to; here nobody listens. */
#define fprintf(...) ((void)0)
#define fflush(...) ((void)0)
