import { removeForgottenPictures } from '@/lib/catalogue/images/remove-forgotten';
import { SYSTEM } from '@/lib/context';
import { removeReadFiles } from '@/lib/imports/remove-files';
import { contextOf } from '@/lib/runtime';
import { storeOf } from '@/lib/storage/open-store';
import { defineJob } from './job';

export const housekeepingPictures = defineJob(
  'housekeeping.pictures',
  1,
  async (system, _payload, signal) => {
    const ctx = contextOf(system, SYSTEM);
    const store = storeOf(system.env);
    const pictures = await removeForgottenPictures(ctx, store, system.env.KEEP_PICTURES_DAYS, signal);
    const files = await removeReadFiles(ctx, store);
    ctx.logger.info({ pictures, files }, 'forgotten pictures and read files removed');
  },
);
