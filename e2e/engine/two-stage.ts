import { afterEach, beforeEach, expect } from 'vitest';
import type { RunningOdoo } from '@/e2e/odoo/server';
import { openStage, type Stage } from './stage';

/** One catalogue joined to two Odoos of different versions, anew for each test of the file. */
export let stage: Stage;
export let north: RunningOdoo;
export let south: RunningOdoo;
export let joined: { north: string; south: string };
export function openTwo(): void {
  beforeEach(async () => {
    stage = await openStage();
    north = await stage.odoo({ version: '15.0' });
    south = await stage.odoo({ version: '18.0' });
    joined = {
      north: await stage.join(north, { conflict_policy: 'newest' }),
      south: await stage.join(south, { conflict_policy: 'newest' }),
    };
  });
  afterEach(() => stage.close());
}

export async function sync(...sides: ('north' | 'south')[]): Promise<void> {
  for (const side of sides)
    expect(await stage.run(joined[side])).toMatchObject({ status: 'succeeded', error: null });
}

export const names = (odoo: RunningOdoo) =>
  odoo.as('admin', (env) => {
    const model = env.model('product.template');
    return model
      .search([], { order: 'id' })
      .map((id) => model.text(id, 'name'))
      .toSorted();
  });
