#import "Counter.h"
#import <objc/runtime.h>

@implementation Counter
+ (Counter *)counterTo:(int)aLimit
{
  Counter *made = class_createInstance(self, 0);
  made->limit = aLimit;
  return made;
}

- (BOOL)add
{
  if (count == limit) return NO;
  count += 1;
  return YES;
}

- (int)count
{
  return count;
}
@end
