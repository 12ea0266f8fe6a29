import xmlrpc from 'xmlrpc';
import serializer from 'xmlrpc/lib/serializer.js';
import { OdooError } from '../errors';
import { sendableText } from './xml-characters';

const MAX_INT = 2 ** 31 - 1;

/** Numbers beyond 32 bits: `xmlrpc` would write them as <int>, which Odoo refuses. */
class Double extends xmlrpc.CustomType {
  override tagName = 'double';
}

/** XML of a method call. Text loses what XML cannot carry; undefined members are left out, in lists they are nil. */
export function encodeCall(method: string, params: readonly unknown[]): string {
  return serializer.serializeMethodCall(method, params.map(sendable), 'utf-8');
}

function sendable(value: unknown): unknown {
  if (typeof value === 'string') return sendableText(value);
  if (typeof value === 'number') return sendableNumber(value);
  if (value === undefined || value === null) return null;
  if (Array.isArray(value)) return value.map(sendable);
  if (typeof value === 'object') {
    const members = Object.entries(value).filter(([, member]) => member !== undefined);
    return Object.fromEntries(members.map(([key, member]) => [key, sendable(member)]));
  }
  return value;
}

function sendableNumber(value: number): unknown {
  if (!Number.isFinite(value)) throw new OdooError('mapping', { cause: 'not_a_finite_number' }, 'no');
  return Number.isInteger(value) && Math.abs(value) > MAX_INT ? new Double(String(value)) : value;
}
