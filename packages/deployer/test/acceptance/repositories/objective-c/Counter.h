#import <objc/Object.h>

/** Counts up to a limit. */
@interface Counter : Object
{
  int count;
  int limit;
}
+ (Counter *)counterTo:(int)aLimit;
- (BOOL)add;
- (int)count;
@end
