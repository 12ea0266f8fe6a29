import { odooInstant } from '@/lib/odoo/dialect/instant';
import { readTemplates } from '@/lib/odoo/intentions/read-templates';
import { readWitnesses, type Witness } from '@/lib/odoo/intentions/read-witnesses';
import type { RemoteTemplate } from '@/lib/odoo/records';
import { PRODUCT, TEMPLATE } from '../family';
import type { Surroundings } from '../surroundings';

/** Odoo shows whole seconds: what was written shortly before it was read may have been written again under that date. */
const SECONDS_UNSURE = 10;

/**
 * Templates that somebody has edited in Odoo since they were read, as they are now. A page is read ahead and sent after
 * others: what was typed there meanwhile would be written over, unseen. Two calls side by side per 2,000 records, asked
 * right before values are sent; what they do not show older than it was read (a replica may) is left alone.
 */
export async function editedMeanwhile(
  { run }: Surroundings,
  templates: readonly RemoteTemplate[],
): Promise<RemoteTemplate[]> {
  const [heads, variants] = await Promise.all([
    readWitnesses(
      run.odoo,
      TEMPLATE,
      templates.map(({ id }) => id),
    ),
    readWitnesses(
      run.odoo,
      PRODUCT,
      templates.flatMap((template) => template.variants.map(({ id }) => id)),
    ),
  ]);
  const unsure = odooInstant(new Date(run.odoo.serverTime().getTime() - SECONDS_UNSURE * 1_000));
  const mayDiffer = (read: { id: number; writeDate: string }, now: ReadonlyMap<number, Witness>) =>
    read.writeDate >= unsure || (now.get(read.id)?.writeDate ?? '') > read.writeDate;
  const edited = templates.filter(
    (template) => mayDiffer(template, heads) || template.variants.some((one) => mayDiffer(one, variants)),
  );
  return readTemplates(
    run.odoo,
    edited.map(({ id }) => id),
  );
}
