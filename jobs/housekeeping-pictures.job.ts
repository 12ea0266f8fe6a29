import { removeForgottenPictures } from '@/lib/catalogue/images/remove-forgotten';
import { SYSTEM } from '@/lib/context';
import { contextOf } from '@/lib/runtime';
import { storeOf } from '@/lib/storage/open-store';
import { defineJob } from './job';

export const housekeepingPictures = defineJob(
  'housekeeping.pictures',
  1,
  async (system, _payload, signal) => {
    const ctx = contextOf(system, SYSTEM);
    const removed = await removeForgottenPictures(
      ctx,
      storeOf(system.env),
      system.env.KEEP_PICTURES_DAYS,
      signal,
    );
    ctx.logger.info({ removed }, 'forgotten pictures removed');
  },
);
