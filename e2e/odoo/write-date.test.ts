import { describe, expect, it } from 'vitest';
import { isRecord, type Wire } from './orm/values';
import { recordedCases } from './replay/cases';
import { directCalls } from './replay/direct';
import { actionOf, makeWatched, writeDates } from './replay/write-date-actions';
import { newDatabase } from './server';
import { RECORDED_VERSIONS, type RecordedVersion } from './version';

interface RecordedAction {
  readonly action: string;
  readonly moved: readonly string[];
}

function recordedActions(version: RecordedVersion): RecordedAction[] {
  const cases = recordedCases(version)['12-write-date-bumps'] ?? [];
  const observed: Wire[] = cases.flatMap((one) => (Array.isArray(one.observed) ? one.observed : []));
  return observed.flatMap((entry) => {
    if (!isRecord(entry)) return [];
    const moved = entry['write_date moved on'];
    return [{ action: String(entry.action), moved: Array.isArray(moved) ? moved.map(String) : [] }];
  });
}

describe.each(RECORDED_VERSIONS)('what moves write_date in Odoo %i', (version) => {
  it('moves here too, and nothing else does', async () => {
    const db = newDatabase({ version });
    const call = directCalls(db);
    await call('res.lang', 'write', [[2], { active: true }]);
    const watched = await makeWatched(call);
    const recorded: Record<string, readonly string[]> = {};
    const here: Record<string, readonly string[]> = {};
    for (const { action, moved } of recordedActions(version)) {
      const todo = actionOf(action, watched);
      const target = todo ? watched[todo.on] : undefined;
      if (!todo || !target) continue;
      const before = writeDates(db, watched);
      await call(
        target.model,
        'write',
        [[target.id], todo.vals],
        todo.lang ? { context: { lang: todo.lang } } : {},
      );
      const after = writeDates(db, watched);
      recorded[action] = [...moved].sort();
      here[action] = [...after].flatMap(([name, date]) => (before.get(name) === date ? [] : [name])).sort();
    }
    expect(Object.keys(recorded).length).toBeGreaterThan(45);
    expect(here).toEqual(recorded);
  });
});
