import { expect, test } from 'vitest';
import { simulate } from './simulate';

/** Seeds per `npm test`; SIM_SEEDS asks for more, SIM_FIRST says where they begin, SIM_SEED names some alone: "5,11". */
const count = Number(process.env.SIM_SEEDS ?? 40);
const first = Number(process.env.SIM_FIRST ?? 1);
const only = process.env.SIM_SEED;
const numbers = only
  ? only.split(',').map(Number)
  : Array.from({ length: count }, (_, index) => index + first);
const POLICIES = ['newest', 'odoo', 'products_manager', 'manual'] as const;

/** 14 to 19 in turn; in 19's place every other round 20, and in some 19.4, as their source says they are. */
function versionOf(number: number): number {
  const version = 14 + (number % 6);
  if (version !== 19) return version;
  const round = Math.floor(number / 24);
  if (round % 2 === 1) return 20;
  return round % 6 === 4 ? 19.4 : 19;
}

/** Every tenth story has a second Odoo on the same catalogue, of each version in turn. */
function neighbourOf(number: number): number | undefined {
  return number % 10 === 7 ? 14 + (Math.floor(number / 10) % 6) : undefined;
}

test.concurrent.for(numbers)(
  'both sides agree in the end, whatever befalls: seed %i',
  { timeout: 240_000 },
  async (number) => {
    const version = versionOf(number);
    const policy = POLICIES[Math.floor(number / 6) % 4] ?? 'newest';
    const { complaints, story } = await simulate({
      seed: `${number}`,
      version,
      sync: { conflict_policy: policy },
      neighbour: neighbourOf(number),
    });
    expect(complaints, `seed ${number}, Odoo ${version}, policy ${policy}\n${story.join('\n')}\n`).toEqual(
      [],
    );
  },
);
