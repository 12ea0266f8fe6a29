import { z } from 'zod';
import * as value from '../dialect/values';
import { isTooMuchAtOnce, OdooError } from '../errors';
import type { RemoteImage } from '../records';
import { countRows, searchRead } from '../rows';
import type { OdooSession } from '../session';
import { BundleScale } from './bundle-scale';

/** What came of one picture: its bytes; null when there is none any more; or why it alone could not be had. */
export type Downloaded = Buffer | null | OdooError;

type Take<Image> = (image: Image, downloaded: Downloaded) => Promise<void>;

/** One scale a session: what was too much for this Odoo once is not asked of it again. */
const scales = new WeakMap<OdooSession, BundleScale>();

/**
 * The bytes behind fingerprints, as many in a call as fit its bound (`settings.imageBundleBytes`), with as many calls
 * in flight as the session has workers. Each is handed to `take` as it comes and let go of before its worker asks for
 * more, so that what is held never grows with the number of pictures. What makes a bundle fail is found by halving it.
 *
 * @throws OdooError when it is the connection that fails, or a whole field that may not be read
 */
export async function downloadImages<Image extends RemoteImage>(
  odoo: OdooSession,
  images: readonly Image[],
  take: Take<Image>,
): Promise<void> {
  const scale = scales.get(odoo) ?? new BundleScale(odoo.settings.imageBundleBytes);
  scales.set(odoo, scale);
  const waiting = byField(images);
  const next = () => nextBundle(scale, waiting);
  const work = async () => {
    for (let bundle = next(); bundle.length > 0; bundle = next()) await download(odoo, scale, bundle, take);
  };
  const workers = Array.from({ length: Math.max(1, odoo.settings.workers) }, () =>
    work().catch((error: unknown) => {
      // What is under way elsewhere is let come to its end; nothing new is begun.
      waiting.length = 0;
      throw error;
    }),
  );
  for (const done of await Promise.allSettled(workers)) {
    if (done.status === 'rejected') throw done.reason;
  }
}

/** How many calls `downloadImages` makes for these, where nothing goes wrong. */
export function callsToDownload(odoo: OdooSession, images: readonly RemoteImage[]): number {
  const scale = new BundleScale(odoo.settings.imageBundleBytes);
  const waiting = byField(images);
  let calls = 0;
  while (nextBundle(scale, waiting).length > 0) calls++;
  return calls;
}

function byField<Image extends RemoteImage>(images: readonly Image[]): Image[][] {
  return [...Map.groupBy(images, ({ ref }) => `${ref.model} ${ref.field}`).values()];
}

function nextBundle<Image extends RemoteImage>(scale: BundleScale, waiting: Image[][]): Image[] {
  const [list] = waiting;
  const bundle = list?.splice(0, scale.fitting(list)) ?? [];
  if (list?.length === 0) waiting.shift();
  return bundle;
}

async function download<Image extends RemoteImage>(
  odoo: OdooSession,
  scale: BundleScale,
  bundle: readonly Image[],
  take: Take<Image>,
): Promise<void> {
  const [first, second] = bundle;
  if (!first) return;
  try {
    const bytes = await readBytes(odoo, bundle);
    scale.came([...bytes.values()]);
    for (const image of bundle) await take(image, bytes.get(image.ref.id) ?? null);
    return;
  } catch (error) {
    if (!(error instanceof OdooError && MAY_BE_ONE.has(error.code))) throw error;
    if (isTooMuchAtOnce(error)) scale.halve();
    if (!second) {
      // Odoo that answers nothing at all says so here; else it is this picture.
      if (error.class === 'transient') await countRows(odoo, first.ref.model, [['id', '=', first.ref.id]]);
      return take(first, error);
    }
  }
  const middle = Math.ceil(bundle.length / 2);
  await download(odoo, scale, bundle.slice(0, middle), take);
  await download(odoo, scale, bundle.slice(middle), take);
}

/** Failures that a single picture can bring on all that are asked for with it. */
const MAY_BE_ONE: ReadonlySet<string> = new Set([
  'timeout',
  'too_large',
  'bad_answer',
  'server_error',
  'traceback',
  'validation',
  'missing_record',
]);

/** By record id, of pictures of one field; what is gone is absent. Has a time-out of its own. */
async function readBytes(
  odoo: OdooSession,
  bundle: readonly RemoteImage[],
): Promise<Map<number, Buffer | OdooError | null>> {
  const [image] = bundle;
  if (!image) return new Map();
  const { model, field } = image.ref;
  const Row = z.looseObject({ id: value.id });
  const ids = bundle.map(({ ref }) => ref.id);
  const rows = await searchRead(odoo, model, Row, [['id', 'in', ids]], [field], {
    context: { bin_size: false },
    timeoutMs: odoo.settings.imageTimeoutMs,
    divisible: bundle.length > 1,
  });
  return new Map(
    rows.map((row) => {
      const bytes = value.binary.safeParse(row[field]);
      return [
        row.id,
        bytes.success ? bytes.data : new OdooError('bad_answer', { model, field, ids: [row.id] }),
      ];
    }),
  );
}
