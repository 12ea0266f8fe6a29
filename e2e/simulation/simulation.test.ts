import { expect, test } from 'vitest';
import { simulate } from './simulate';

/** Seeds per `npm test`; SIM_SEEDS asks for more, SIM_FIRST says where they begin, SIM_SEED names one alone. */
const count = Number(process.env.SIM_SEEDS ?? 200);
const first = Number(process.env.SIM_FIRST ?? 1);
const only = process.env.SIM_SEED;
const numbers = only ? [Number(only)] : Array.from({ length: count }, (_, index) => index + first);
const POLICIES = ['newest', 'odoo', 'products_manager', 'manual'] as const;

/** 14 to 19 in turn; every other round 20 in 19's place, as its source says it is. */
function versionOf(number: number): number {
  const version = 14 + (number % 6);
  return version === 19 && Math.floor(number / 24) % 2 === 1 ? 20 : version;
}

test.concurrent.for(numbers)(
  'both sides agree in the end, whatever befalls: seed %i',
  { timeout: 120_000 },
  async (number) => {
    const version = versionOf(number);
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
