import { describe, expect, it } from 'vitest';
import { parseVersion } from './transport/server-version';
import { isNewer, KNOWN_UP_TO, OFFERED_VERSIONS, parseOdooVersion, sameSerie, serieOf } from './version';

describe('versions of Odoo', () => {
  it.each([
    ['17', 17, 0, '17.0'],
    ['17.0', 17, 0, '17.0'],
    ['17.0+', 17, 0, '17.0'],
    ['17.0+e', 17, 0, '17.0'],
    ['20.0', 20, 0, '20.0'],
    ['20.0rc1', 20, 0, '20.0'],
    ['saas~19.1+e', 19, 1, 'saas~19.1'],
    ['saas-19.4', 19, 4, 'saas~19.4'],
    ['saas~20.1', 20, 1, 'saas~20.1'],
    ['19.5a1', 19, 5, '19.5'],
    ['19.5a1+e', 19, 5, '19.5'],
    ['17.0-20240101', 17, 0, '17.0'],
    [' 16.0 ', 16, 0, '16.0'],
  ])('%s is major %i, minor %i', (written, major, minor, serie) => {
    const parsed = parseOdooVersion(written);
    expect(parsed).toMatchObject({ major, minor });
    expect(parsed && serieOf(parsed)).toBe(serie);
  });

  it.each(['', 'v17', 'seventeen', '17.x', '17.0.1', '1700', 'saas', '-17', '17.0 e'])(
    '%j is none',
    (written) => {
      expect(parseOdooVersion(written)).toBeNull();
    },
  );

  it('reads every one that is offered, none of them newer than known', () => {
    for (const offered of OFFERED_VERSIONS) {
      const parsed = parseOdooVersion(offered);
      expect(parsed && serieOf(parsed)).toBe(offered);
      expect(parsed && isNewer(parsed, KNOWN_UP_TO)).toBe(false);
    }
  });

  it('knows newer from older, and series apart', () => {
    const of = (text: string) => parseOdooVersion(text) ?? KNOWN_UP_TO;
    expect(isNewer(of('saas~20.1'), KNOWN_UP_TO)).toBe(true);
    expect(isNewer(of('21.3'), KNOWN_UP_TO)).toBe(true);
    expect(isNewer(of('19.5a1'), KNOWN_UP_TO)).toBe(false);
    expect(sameSerie(of('17'), of('17.0+e'))).toBe(true);
    expect(sameSerie(of('19.0'), of('saas~19.1+e'))).toBe(false);
  });
});

describe('what a server says of its version', () => {
  it.each([
    [{ server_version: '17.0+e', server_version_info: [17, 0, 0, 'final', 0, 'e'] }, 17, '17.0'],
    [
      {
        server_version: 'saas~19.1+e',
        server_version_info: ['saas~19', 1, 0, 'final', 0, 'e'],
        server_serie: 'saas~19.1',
      },
      19,
      'saas~19.1',
    ],
    [{ version: 'saas~19.4+e', version_info: ['saas~19', 4, 0, 'final', 0, 'e'] }, 19, 'saas~19.4'],
    [{ version: '19.5a1', version_info: [19, 5, 0, 'alpha', 1, ''] }, 19, '19.5'],
    [{ server_version: '20.0 (Odoo fork)', server_version_info: [20, 0, 0, 'final', 0, ''] }, 20, '20.0'],
  ])('%j', (answer, major, serie) => {
    expect(parseVersion(answer)).toMatchObject({ major, serie });
  });

  it('takes something else for no Odoo', () => {
    expect(() => parseVersion({ server_version: 'unknown' })).toThrow('not_odoo');
    expect(() => parseVersion('17.0')).toThrow('not_odoo');
  });
});
