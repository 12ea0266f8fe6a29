import { chooseIdentity } from '@/lib/integrations/identity';
import { work } from '../faults';
import { look } from '../views';
import { latestRun, type World } from '../world';
import type { Edit } from './edit';
import { showAll } from './sight-odoo';
import { reopen } from './warehouse-odoo';

/** Bringing a backup back takes longer than the second in which Odoo tells when a record was made. */
const RESTORING_MS = 2_000;

const backUp: Edit = async (world) => {
  if (world.houseClosed) return null;
  const restore = world.odoo.db.backup();
  const sales = new Map(world.sales);
  world.backup = () => {
    restore();
    world.sales.clear();
    for (const [id, kinds] of sales) world.sales.set(id, kinds);
  };
  return 'odoo: a backup is made';
};

/** What was typed in Odoo since is nobody's any more; what was typed here is owed again where it is still shown here. */
const bringBack: Edit = async (world) => {
  if (!world.backup) return null;
  await showAll(world);
  await reopen(world);
  world.backup();
  world.odooLater(RESTORING_MS);
  world.wentBack = true;
  const { pairs } = await look(world);
  world.journal.reopen(({ record, field, value }) =>
    pairs.some(({ localId, here }) => localId === record && here?.fields[field] === value),
  );
  world.ledger.close();
  return 'odoo: the backup is brought back';
};

const backUpHere: Edit = async (world) => {
  if (world.backupHere) return null;
  world.backupHere = await world.runtime.database.backup();
  return 'here: a backup is made';
};

/** What was typed here since and is in Odoo comes back from there; what had not left yet is lost with the disk. */
const bringBackHere: Edit = async (world) => {
  if (!world.backupHere) return null;
  await world.backupHere();
  delete world.backupHere;
  const { pairs } = await look(world);
  world.journal.loseUnsent(({ record, field, value }) =>
    pairs.some(({ localId, odoo }) => localId === record && odoo?.fields[field] === value),
  );
  world.ledger.close();
  return 'here: the backup is brought back';
};

/** Whoever reads the banner chooses whose word counts. @returns whether there was one */
export async function answerBanner(world: World): Promise<boolean> {
  const run = await latestRun(world);
  if (run?.error?.code !== 'odoo_went_back') return false;
  if (!world.wentBack)
    world.falseAlarms.push(`halted, though Odoo never went back: ${JSON.stringify(run.error)}`);
  const choice = world.dice.pick(['send_again', 'take_odoo'] as const);
  if (choice === 'take_odoo') world.journal.forgive();
  const { run_id } = await chooseIdentity(world.runtime.ctx, world.integrationId, choice);
  await work(world, run_id, null);
  world.story.push(`chosen after Odoo went back: ${choice}; ${(await latestRun(world))?.status}`);
  return true;
}

export const EDITS_OF_BACKUPS: readonly Edit[] = [backUp, bringBack, backUpHere, bringBackHere];
