import { z } from 'zod';

// The content security policy forbids eval. Without this zod tries whether it may compile schemas, and the browser
// reports the attempt as a violation. It must run before any schema is made: vite.config.ts puts it beside zod.
z.config({ jitless: true });
