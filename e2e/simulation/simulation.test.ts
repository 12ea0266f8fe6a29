import { expect, test } from 'vitest';
import { chance } from '@/e2e/odoo/seed/random';
import { capabilitiesOf, ODOO_VERSIONS } from '@/e2e/odoo/version';
import { seeds } from './seeds';
import { type SimulationOptions, simulate } from './simulate';

const POLICIES = ['newest', 'odoo', 'products_manager', 'manual'] as const;
const PROTOCOLS = ['auto', 'xmlrpc', 'json2'] as const;

/** Versions in turn, as many stories each; the rest is drawn. Every tenth has a second Odoo on the same catalogue. */
function draw(number: number): SimulationOptions {
  const dice = chance(`world ${number}`);
  const version = ODOO_VERSIONS[number % ODOO_VERSIONS.length] ?? 20;
  return {
    seed: `${number}`,
    version,
    transport: capabilitiesOf(version).json2 ? dice.pick(PROTOCOLS) : 'auto',
    sync: { conflict_policy: dice.pick(POLICIES) },
    rounds: Number(process.env.SIM_ROUNDS ?? 4),
    neighbour: dice.hit(0.1) ? dice.pick(ODOO_VERSIONS) : undefined,
  };
}

test.concurrent.for(seeds(24))(
  'both sides agree in the end, whatever befalls: seed %i',
  { timeout: 240_000 },
  async (number) => {
    const world = draw(number);
    const { complaints, story } = await simulate(world);
    expect(complaints, `${JSON.stringify(world)}\n${story.join('\n')}\n`).toEqual([]);
  },
);
