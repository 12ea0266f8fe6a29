import { SYSTEM } from '@/lib/context';
import { keepHouse } from '@/lib/housekeeping';
import { contextOf } from '@/lib/runtime';
import { defineJob } from './job';

export const housekeeping = defineJob('housekeeping', 1, async (system) => {
  const ctx = contextOf(system, SYSTEM);
  ctx.logger.info(await keepHouse(ctx, system.env), 'house kept');
});
