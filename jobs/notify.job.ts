import { SYSTEM } from '@/lib/context';
import { notify as work } from '@/lib/notifications/notify';
import { contextOf } from '@/lib/runtime';
import { defineJob } from './job';

export const notify = defineJob('notify', 1, (system) =>
  work(contextOf(system, SYSTEM), {
    mailer: system.mailer,
    reach: { allowPrivate: system.env.ALLOW_PRIVATE_WEBHOOK_URLS },
  }),
);
