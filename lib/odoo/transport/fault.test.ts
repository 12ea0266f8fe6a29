import { describe, expect, it } from 'vitest';
import type { OdooError } from '../errors';
import { errorOfFault, isNothing } from './fault';
import { recordedBody, VERSIONS, type Version } from './recorded/bodies';
import { decodeAnswer } from './xml-decode';

function faultOf(version: Version, name: string): { code: number | string; text: string } {
  const decoded = decodeAnswer(Buffer.from(recordedBody(version, name).body));
  if (!('fault' in decoded)) throw new Error(`${name} is no fault`);
  return decoded.fault;
}

function errorOf(version: Version, name: string, asked = {}): OdooError {
  const { code, text } = faultOf(version, name);
  return errorOfFault(code, text, asked);
}

describe.each(VERSIONS)('faults of a real %s', (version) => {
  it.each([
    ['20-fault1-unknown-field', 'unknown_field', 'mapping'],
    ['23-fault2-user-error', 'validation', 'validation'],
    ['24-fault2-validation', 'validation', 'validation'],
    ['25-fault2-missing', 'missing_record', 'validation'],
    ['26-fault2-required', 'validation', 'validation'],
    ['27-fault3-access-denied', 'access_denied', 'authentication'],
    ['28-fault4-access-error', 'permission', 'permission'],
    ['29-fault4-record-rule', 'permission', 'permission'],
    ['31-fault1-malformed-xml', 'traceback', 'validation'],
  ])('%s is %s', (name, code, kind) => {
    expect(errorOf(version, name)).toMatchObject({ code, class: kind, sent: 'answered' });
  });

  it('tells an unknown model', () => {
    expect(errorOf(version, '21-fault1-unknown-model', { model: 'no.such.model' }).code).toBe(
      'unknown_model',
    );
  });

  it('tells an unknown database, in any language of PostgreSQL', () => {
    expect(errorOf(version, '30-fault1-unknown-db', { database: 'ct_no_such_db' }).code).toBe(
      'database_not_found',
    );
    const { text } = faultOf(version, '30-fault1-unknown-db');
    const french = text.replace(/database "(.*)" does not exist/, 'la base de données « $1 » n’existe pas');
    expect(french).not.toBe(text);
    expect(errorOfFault(1, french, { database: 'ct_no_such_db' }).code).toBe('database_not_found');
    const crowded = text.replace(/database .*/, 'sorry, too many clients already');
    expect(errorOfFault(1, crowded, { database: 'ct_no_such_db' }).code).toBe('server_error');
  });

  it('names model, operation and groups of a refused right', () => {
    const { params } = errorOf(version, '28-fault4-access-error', {
      model: 'product.template',
      method: 'create',
    });
    expect(params).toMatchObject({ model: 'product.template', operation: 'create' });
    expect(params.groups).toContain(version === 19 ? 'Products/Create' : 'Sales/Administrator');
  });

  it('names the missing record', () => {
    expect(errorOf(version, '25-fault2-missing').params).toMatchObject({
      model: 'product.template',
      ids: [99999999],
    });
  });

  it('takes "cannot marshal None" for nothing, and nothing else', () => {
    const { code, text } = faultOf(version, '22-fault1-none');
    expect(isNothing(code, text)).toBe(true);
    const other = faultOf(version, '20-fault1-unknown-field');
    expect(isNothing(other.code, other.text)).toBe(false);
  });
});

describe('faults by their structure', () => {
  it.each([
    [3, 'Too many login failures, please wait a bit before trying again.', 'login_cooldown'],
    [3, 'Trop de tentatives de connexion, veuillez patienter.', 'login_cooldown'],
    [
      1,
      'Traceback\npsycopg2.errors.SerializationFailure: could not serialize access due to concurrent update',
      'serialization',
    ],
    [1, "Traceback\nKeyError: 'res.users'", 'database_not_found'],
    [1, 'Traceback\nAssertionError: Missing database name', 'database_not_found'],
    [1, 'Traceback\nValueError: Image size excessive, uploaded images must be smaller', 'validation'],
    [
      2,
      "L'enregistrement n'existe pas.\n(Enregistrement : product.template(87, 88), Utilisateur : 2)",
      'missing_record',
    ],
    [
      4,
      "Vous n'êtes pas autorisé à créer 'Article' (product.template).\n\t- Ventes/Administrateur",
      'permission',
    ],
  ])('fault %s %j is %s', (code, text, expected) => {
    expect(errorOfFault(code, text, {}).code).toBe(expected);
  });

  it('reads every id of a missing-record fault and the constraint of a refused one', () => {
    const text = '(Record: product.template(87, 88), User: 2)';
    expect(errorOfFault(2, text, {}).params.ids).toEqual([87, 88]);
    expect(errorOfFault(2, 'product_product_barcode_uniq', {}).params.constraint).toBe(
      'product_product_barcode_uniq',
    );
  });
});
