import { describe, expect, it } from 'vitest';
import { forecast } from './forecast';

const base = { windowDays: 90, leadDays: 14, coverDays: 30, alertThreshold: null };

describe('forecast', () => {
  it('says how long the stock lasts and what is missing for lead and cover', () => {
    expect(forecast({ ...base, stock: '10', sold: '90' })).toEqual({
      daily: '1',
      daysOfCover: '10',
      suggested: '34',
    });
  });

  it('suggests nothing for goods that do not sell, unless they are under their threshold', () => {
    expect(forecast({ ...base, stock: '0', sold: '0' })).toEqual({
      daily: '0',
      daysOfCover: null,
      suggested: '0',
    });
    expect(forecast({ ...base, stock: '2', sold: '0', alertThreshold: '5' }).suggested).toBe('3');
  });

  it('counts what is owed when the stock is negative', () => {
    expect(forecast({ ...base, stock: '-4', sold: '90' })).toMatchObject({
      daysOfCover: '0',
      suggested: '48',
    });
  });

  it('never orders one more for a rounding', () => {
    expect(
      forecast({ ...base, windowDays: 3, leadDays: 0, coverDays: 3, stock: '2', sold: '2' }).suggested,
    ).toBe('0');
  });

  it('takes returns as no sale', () => {
    expect(forecast({ ...base, stock: '5', sold: '-3' })).toEqual({
      daily: '0',
      daysOfCover: null,
      suggested: '0',
    });
  });
});
