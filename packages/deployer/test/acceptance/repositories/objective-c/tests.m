#import "Counter.h"
#include <stdio.h>

/* A plain program of tests, which writes what JUnit would. */
static FILE *report;
static int failed;

static void test(const char *name, BOOL hasPassed)
{
  fprintf(report, "<testcase classname=\"Counter\" name=\"%s\">", name);
  if (!hasPassed) fprintf(report, "<failure message=\"%s: it does not\"/>", name);
  fprintf(report, "</testcase>\n");
  failed += !hasPassed;
}

int main(int count, char **arguments)
{
  report = fopen(count > 1 ? arguments[1] : "tests.xml", "w");
  if (report == NULL) return 2;
  fprintf(report, "<testsuite name=\"Counter\">\n");
  Counter *counter = [Counter counterTo:2];
  test("begins at none", [counter count] == 0);
  test("counts", [counter add] && [counter add] && [counter count] == 2);
  test("stops at its limit", ![counter add] && [counter count] == 2);
  fprintf(report, "</testsuite>\n");
  fclose(report);
  return failed == 0 ? 0 : 1;
}
