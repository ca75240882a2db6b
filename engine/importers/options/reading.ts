import { z } from 'zod';

/** How times and amounts of a table without a format of its own are to be read; stated, never guessed. */
export const timeOptions = {
  time_unit: z.enum(['auto', 'iso', 's', 'ms', 'us', 'day-first', 'month-first']).default('auto').meta({
    title: 'Time as',
    description: 'auto: ISO 8601, or a Unix time whose count of digits tells its unit.',
  }),
  time_zone: z
    .string()
    .default('UTC')
    .meta({ title: 'Time zone', description: 'For times that do not state their own.' }),
};

export const amountOptions = {
  amount_unit: z.enum(['token', 'base']).default('token').meta({
    title: 'Amounts in',
    description: 'token: whole coins; base: the smallest unit (wei, satoshi).',
  }),
  decimals: z
    .number()
    .int()
    .min(0)
    .max(77)
    .nullable()
    .default(null)
    .meta({ title: 'Decimals', description: 'Of amounts in base units; left empty, they stay unknown.' }),
};
