import { z } from 'zod';

/**
 * Progress and state changes travel as events. `id` grows within one server process (`<boot>-<sequence>`); a
 * client that reconnects sends the last one it saw and gets what came after, or a fresh snapshot where the
 * server no longer has it.
 */
export const eventIdSchema = z.string().regex(/^[0-9a-z]+-\d+$/);

export function eventSchema<Topic extends string, Data extends z.ZodType>(topic: Topic, data: Data) {
  return z.object({ id: eventIdSchema, topic: z.literal(topic), data });
}
