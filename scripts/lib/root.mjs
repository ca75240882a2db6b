import { join } from 'node:path';

/** The checkout. */
export const root = join(import.meta.dirname, '..', '..');

/** @param {string[]} parts */
export const at = (...parts) => join(root, ...parts);
