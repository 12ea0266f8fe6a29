import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SERVERS, type Server, startServer } from '@/e2e/support/odoo-servers';
import { addUser, CATALOGUE, SALESMAN } from '@/e2e/support/odoo-users';
import { createMissingVariants } from '../intentions/create-variants';
import { downloadImages } from '../intentions/download-images';
import { findByExternalIds } from '../intentions/lookup';
import { categoriesUnder, readCategories } from '../intentions/read-categories';
import { readCompany } from '../intentions/read-company';
import { readTaxes } from '../intentions/read-taxes';
import { readTemplates } from '../intentions/read-templates';
import { readWarehouses } from '../intentions/read-warehouses';
import { writeImage } from '../intentions/write-images';
import { createCategories, createTemplates, updateTemplates } from '../intentions/write-products';
import type { RemoteImage } from '../records';
import type { OdooSession } from '../session';

function picture(colour: string): Promise<Buffer> {
  return sharp({ create: { width: 40, height: 30, channels: 3, background: colour } })
    .png()
    .toBuffer();
}

function sha1(bytes: Buffer): string {
  return createHash('sha1').update(bytes).digest('hex');
}

describe.each(SERVERS)('around products on Odoo $version over $transport', ({ version, transport }) => {
  let server: Server;
  let odoo: OdooSession;
  let clerk: OdooSession;
  let salesman: OdooSession;

  beforeAll(async () => {
    server = await startServer(version, transport);
    odoo = await server.open();
    clerk = await server.open({ username: 'clerk', apiKey: await addUser(server.odoo, 'clerk', CATALOGUE) });
    const apiKey = await addUser(server.odoo, 'salesman', SALESMAN);
    salesman = await server.open({ username: 'salesman', apiKey });
  });
  afterAll(() => server.close());

  async function newTemplate(externalId: string): Promise<number> {
    const [made] = await createTemplates(odoo, [{ externalId, values: { name: externalId } }]);
    if (!made?.ok) throw made?.error;
    return made.id;
  }

  async function imagesOf(session: OdooSession, id: number): Promise<(RemoteImage | null)[]> {
    const [template] = await readTemplates(session, [id]);
    return [template?.image ?? null, ...(template?.variants.map((variant) => variant.ownImage) ?? [])];
  }

  async function bytesOf(session: OdooSession, image: RemoteImage | null | undefined): Promise<unknown> {
    const came: unknown[] = [];
    await downloadImages(session, image ? [image] : [], async (_, bytes) => void came.push(bytes));
    return came[0];
  }

  it('keeps a picture byte for byte and tells it by its checksum', async () => {
    const id = await newTemplate('picture');
    const bytes = await picture('red');
    expect(await imagesOf(odoo, id)).toEqual([null, null]);
    await writeImage(odoo, { model: 'product.template', id, field: 'image_1920' }, bytes);
    const [image] = await imagesOf(odoo, id);
    expect(image).toMatchObject({ sha1: sha1(bytes), size: bytes.length, contentType: 'image/png' });
    expect(await bytesOf(odoo, image)).toEqual(bytes);
    await writeImage(odoo, { model: 'product.template', id, field: 'image_1920' }, null);
    expect(await imagesOf(odoo, id)).toEqual([null, null]);
  });

  it("keeps a variant's own picture apart from its template's", async () => {
    const id = await newTemplate('own_picture');
    const [common, own] = [await picture('green'), await picture('blue')];
    await writeImage(odoo, { model: 'product.template', id, field: 'image_1920' }, common);
    const [template] = await readTemplates(odoo, [id]);
    const variantId = template?.variants[0]?.id ?? 0;
    await writeImage(odoo, { model: 'product.product', id: variantId, field: 'image_variant_1920' }, own);
    expect((await imagesOf(odoo, id)).map((image) => image?.sha1)).toEqual([sha1(common), sha1(own)]);
  });

  it('tells pictures without the right to checksums', async () => {
    const id = await newTemplate('hidden_checksum');
    const bytes = await picture('yellow');
    await writeImage(odoo, { model: 'product.template', id, field: 'image_1920' }, bytes);
    const [image] = await imagesOf(clerk, id);
    if (version <= 16) expect(image).toMatchObject({ sha1: null, hint: expect.stringMatching(/bytes|Kb/) });
    else expect(image).toMatchObject({ sha1: sha1(bytes), hint: null });
    expect(await bytesOf(clerk, image)).toEqual(bytes);
  });

  it('reads the company, its taxes and its warehouses', async () => {
    const company = await readCompany(clerk);
    expect(company).toMatchObject({ currencyRounding: '0.01', priceDigits: version >= 19 ? null : 2 });
    expect(company.priceIncluded).toBe(version >= 18 ? false : null);
    const [warehouse] = await readWarehouses(clerk);
    expect(warehouse).toMatchObject({ name: 'WH/Stock', code: 'WH', active: true });
    const taxId = await odoo.call('account.tax', 'create', [
      {
        name: 'VAT 20 incl',
        amount: 20,
        ...(version >= 18 ? { price_include_override: 'tax_included' } : { price_include: true }),
      },
    ]);
    const tax = (await readTaxes(clerk)).find(({ id }) => id === taxId);
    expect(tax).toMatchObject({ amount: '20', amountType: 'percent', priceIncluded: true, active: true });
  });

  it('refuses to create for who may not, row by row, naming the group', async () => {
    const results = await createTemplates(salesman, [
      { externalId: 'refused_1', values: { name: 'Refused 1' } },
      { externalId: 'refused_2', values: { name: 'Refused 2' } },
    ]);
    for (const result of results) {
      expect(result.ok === false && result.error).toMatchObject({
        code: 'permission',
        params: { model: 'product.template', operation: 'create' },
      });
    }
    const id = await newTemplate('not_his');
    const [updated] = await updateTemplates(salesman, [{ id, values: { name: 'His' } }]);
    expect(updated?.ok === false && updated.error.code).toBe('permission');
  });

  it('finds what it made by external id, with or without the right to the register', async () => {
    const id = await newTemplate('to_find');
    const names = ['to_find', 'never_made'];
    expect(await findByExternalIds(odoo, 'product.template', names)).toEqual(new Map([['to_find', id]]));
    expect(await findByExternalIds(clerk, 'product.template', names)).toEqual(new Map([['to_find', id]]));
  });

  it('reads a branch of categories', async () => {
    const [root] = await createCategories(odoo, [
      { externalId: 'root', values: { name: 'Root', parentId: null } },
    ]);
    const rootId = root?.ok ? root.id : 0;
    const [leaf] = await createCategories(odoo, [
      { externalId: 'leaf', values: { name: 'Leaf', parentId: rootId } },
    ]);
    const leafId = leaf?.ok ? leaf.id : 0;
    expect((await categoriesUnder(odoo, [rootId])).toSorted()).toEqual([rootId, leafId].toSorted());
    expect((await readCategories(odoo)).map(({ id }) => id)).toContain(leafId);
  });

  it('makes variants of a dynamic attribute once', async () => {
    const templateId = await newTemplate('dynamic');
    const attributeId = await odoo.call('product.attribute', 'create', [
      { name: 'Gravure', create_variant: 'dynamic' },
    ]);
    const valueIds = await odoo.call('product.attribute.value', 'create', [
      [
        { name: 'Ami', attribute_id: attributeId },
        { name: 'Amie', attribute_id: attributeId },
      ],
    ]);
    const line = { attribute_id: attributeId, value_ids: [[6, 0, valueIds]] };
    await odoo.call('product.template', 'write', [[templateId], { attribute_line_ids: [[0, 0, line]] }]);
    const [before] = await readTemplates(odoo, [templateId]);
    const wanted = before?.lines[0]?.values.map(({ ptavId }) => ({ templateId, ptavIds: [ptavId] })) ?? [];
    const made = await createMissingVariants(odoo, wanted);
    expect(made.map((result) => result.ok)).toEqual([true, true]);
    expect(await createMissingVariants(odoo, wanted)).toEqual(made);
    const [after] = await readTemplates(odoo, [templateId]);
    const active = after?.variants.filter((variant) => variant.active) ?? [];
    expect(active.map((variant) => variant.attributes)).toEqual([{ Gravure: 'Ami' }, { Gravure: 'Amie' }]);
  });
});
