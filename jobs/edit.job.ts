import { SYSTEM } from '@/lib/context';
import { workOnEdit } from '@/lib/edits/work';
import { contextOf } from '@/lib/runtime';
import { storeOf } from '@/lib/storage/open-store';
import { defineJob } from './job';

export const edit = defineJob('edit', 1, (system, { edit_id: id }, signal) =>
  workOnEdit(contextOf(system, SYSTEM, { edit_id: id }), storeOf(system.env), id, signal),
);
