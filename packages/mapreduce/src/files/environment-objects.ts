import { createObjects, type Objects } from '@oremill/runtime/objects';

/** Objects as this process' environment says where `s3://` goes, and with whose rights. */
export const environmentObjects: Objects = createObjects();
