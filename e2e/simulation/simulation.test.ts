import { expect, test } from 'vitest';
import { simulate } from './simulate';

/** Seeds per `npm test`; SIM_SEEDS asks for more, SIM_FIRST says where they begin, SIM_SEED names one alone. */
const count = Number(process.env.SIM_SEEDS ?? 200);
const first = Number(process.env.SIM_FIRST ?? 1);
const only = process.env.SIM_SEED;
const numbers = only ? [Number(only)] : Array.from({ length: count }, (_, index) => index + first);
const POLICIES = ['newest', 'odoo', 'products_manager', 'manual'] as const;

test.concurrent.for(numbers)(
  'both sides agree in the end, whatever befalls: seed %i',
  { timeout: 120_000 },
  async (number) => {
    const version = 14 + (number % 6);
    const policy = POLICIES[Math.floor(number / 6) % 4] ?? 'newest';
    const { complaints, story } = await simulate({
      seed: `${number}`,
      version,
      sync: { conflict_policy: policy },
    });
    expect(complaints, `seed ${number}, Odoo ${version}, policy ${policy}\n${story.join('\n')}\n`).toEqual(
      [],
    );
  },
);
