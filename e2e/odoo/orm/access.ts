import type { Env } from './env';
import { accessError } from './faults';
import type { Model } from './model';
import type { Operation } from './model-spec';

const VERBS: Record<Operation, string> = {
  read: 'access',
  write: 'modify',
  create: 'create',
  unlink: 'delete',
};

/** Labels of the groups that may do this; later specs win. Models that say nothing belong to the settings group. */
function groupsFor(model: Model, op: Operation): true | readonly string[] {
  const spec = model.cls.specs.findLast((one) => one.access);
  return (
    spec?.access?.(model.env, op) ?? [
      model.env.caps.version >= 19 ? 'Role / Administrator' : 'Administration/Settings',
    ]
  );
}

export function hasAccess(model: Model, op: Operation): boolean {
  if (model.env.su) return true;
  const groups = groupsFor(model, op);
  if (groups === true) return true;
  const own = groupLabels(model.env);
  return groups.some((label) => own.has(label));
}

/** @throws AccessError in the words of the servers (FACTS.md A, Rights) */
export function checkAccess(model: Model, op: Operation): void {
  if (hasAccess(model, op)) return;
  const groups = groupsFor(model, op);
  const list = groups === true ? [] : [...groups].sort(byCategory);
  const who =
    list.length > 0
      ? `This operation is allowed for the following groups:\n${list.map((label) => `\t- ${label}`).join('\n')}`
      : 'No group currently allows this operation.';
  throw accessError(
    `You are not allowed to ${VERBS[op]} '${model.cls.label(model.env)}' (${model.name}) records.\n\n${who}\n\nContact your administrator to request access if necessary.`,
  );
}

/** Groups of a category ("Sales/Administrator") before the others, each by name. */
function byCategory(a: string, b: string): number {
  const loose = (label: string): number => (/\S\/\S/.test(label) ? 0 : 1);
  return loose(a) - loose(b) || (a < b ? -1 : 1);
}

/** Full names of the user's groups, implied ones included. */
export function groupLabels(env: Env): ReadonlySet<string> {
  const groups = env.db.table('res.groups');
  const labels = new Set<string>();
  for (const id of groupIds(env, env.uid)) {
    const label = groups.rows.get(id)?.full_name;
    if (typeof label === 'string') labels.add(label);
  }
  return labels;
}

/** Ids of a user's groups with everything they imply. */
export function groupIds(env: Env, uid: number): number[] {
  const groups = env.db.table('res.groups');
  const direct = env.db.table('res.users').rows.get(uid)?.[env.caps.groupsField];
  const open = Array.isArray(direct) ? [...direct] : [];
  const seen = new Set<number>();
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    const implied = groups.rows.get(id)?.implied_ids;
    if (Array.isArray(implied)) open.push(...implied);
  }
  return [...seen];
}

/** Whether record rules let this user see or change a record. */
export function visible(model: Model, id: number, op: Operation): boolean {
  if (model.env.su) return true;
  return (
    !model.env.db.hidden.get(model.name)?.has(id) && model.cls.rules.every((rule) => rule(model, id, op))
  );
}

/** Whether any record rule concerns the model. */
export function isRuled(model: Model): boolean {
  return model.cls.rules.length > 0 || model.env.db.hidden.has(model.name);
}

/** @throws AccessError when a rule forbids one of the records (texts differ by version) */
export function checkRules(model: Model, ids: readonly number[], op: Operation): void {
  if (model.env.su || !isRuled(model)) return;
  const forbidden = ids.filter((id) => model.table.rows.has(id) && !visible(model, id, op));
  if (forbidden.length === 0) return;
  const { caps, uid } = model.env;
  const name = String(model.env.user().name ?? '');
  const label = model.cls.label(model.env);
  if (caps.version >= 17) {
    const companies =
      caps.version >= 18 && model.name.startsWith('product.')
        ? '\n\nThis seems to be a multi-company issue, but you do not have access to the proper company to access the record anyhow.'
        : '';
    throw accessError(
      `Uh-oh! Looks like you have stumbled upon some top-secret records.\n\nSorry, ${name} (id=${uid}) doesn't have '${op}' access to:\n- ${label} (${model.name})\n\nIf you really, really need access, perhaps you can win over your friendly administrator with a batch of freshly baked cookies.${companies}`,
    );
  }
  const records = forbidden.map((id) => `${model.sudo().displayName(id)} (id=${id})`).join(', ');
  const rules =
    caps.version === 15
      ? `Records: ${records}\nUser: ${name} (id=${uid})\n\nThis restriction is due to the following rules:\n- Product multi-company\n\nNote: this might be a multi-company issue.\n\n`
      : '';
  throw accessError(
    `Due to security restrictions, you are not allowed to access '${label}' (${model.name}) records.\n\n${rules}Contact your administrator to request access if necessary.`,
  );
}
