%module distance
%include <std_string.i>
%{
#include "distance.h"
%}
%include "distance.h"
