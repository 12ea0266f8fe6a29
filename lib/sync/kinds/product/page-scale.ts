import type { RemoteTemplate } from '@/lib/odoo/records';

/** Of a page of templates as they are kept while it is worked on, as JSON; in memory it is some times as much. */
const MOST_BYTES = 8 * 2 ** 20;
const FIRST_ROWS = 2_000;
const LEAST_ROWS = 100;
/** Beyond it Odoo is no faster (BY-VERSION.md 15), and its answers take long. */
const MOST_ROWS = 5_000;
/** One of so many templates is weighed. */
const EVERY = 20;

/**
 * How many templates are read at once where all are read. Odoo's fixed cost a call is shared by as many as fit a bound of
 * bytes: what is in memory at a time does not depend on how large a catalogue is, nor on how long its texts are.
 */
export class PageScale {
  rows = FIRST_ROWS;

  /** What came says how large those are that follow. */
  came(templates: readonly RemoteTemplate[]): void {
    const sample = templates.filter((_, index) => index % EVERY === 0);
    if (sample.length === 0) return;
    const bytes = JSON.stringify(sample).length / sample.length;
    this.rows = Math.round(Math.min(MOST_ROWS, Math.max(LEAST_ROWS, MOST_BYTES / bytes)));
  }
}
