import { describe, expect, it } from 'vitest';
import { FLOORS } from './replay/floors';
import { KNOWN_DIFFERENCES, keyOf } from './replay/known-differences';
import { replay } from './replay/replay';
import { RECORDED_VERSIONS } from './version';

/** Areas whose every disagreement is listed by name; the others may not agree less often than FLOORS says. */
const listed = (area: string): boolean => !(area in FLOORS);

describe.each(RECORDED_VERSIONS)('the recorded calls of Odoo %i', (version) => {
  it('are answered alike, but for the known differences', async () => {
    const report = await replay(version);
    const found = report.disagreements.filter((one) => listed(one.area));
    const known = KNOWN_DIFFERENCES.filter((one) => one.versions.includes(version)).map(keyOf);
    const detail = new Map(found.map((one) => [keyOf(one), one.why]));
    const worse = [...detail].filter(([key]) => !known.includes(key)).map(([key, why]) => `${key}: ${why}`);
    const gone = known.filter((key) => !detail.has(key));
    expect({ worse, gone }).toEqual({ worse: [], gone: [] });
    for (const [area, floor] of Object.entries(FLOORS)) {
      expect(report.areas[area]?.agreed ?? 0, `${area} of ${version}`).toBeGreaterThanOrEqual(floor[version]);
    }
  }, 60_000);
});
