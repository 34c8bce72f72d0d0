/** Of Redis, whose replies these are: clients choose by it what they ask for. */
export const REDIS_VERSION = '7.2.0';

export const SERVER_VERSION = '0.1.0';
