import type { ServerResponse } from 'node:http';
import type { RunningOdoo } from '../server';
import { editProduct } from './edit';
import { demoPage } from './page';

/** Answers the pages of the demonstration; false for every other path. */
export async function serveDemo(
  odoo: RunningOdoo,
  path: string,
  body: Buffer,
  response: ServerResponse,
): Promise<boolean> {
  const form = new URLSearchParams(body.toString('utf8'));
  if (path === '/demo/edit') {
    await editProduct(odoo, form);
    redirect(response, '/');
    return true;
  }
  if (path === '/demo/search') {
    redirect(response, `/demo/1/${encodeURIComponent(form.get('q') ?? '')}`);
    return true;
  }
  const list = path === '/' ? ['', '1', ''] : /^\/demo\/(\d+)\/(.*)$/.exec(path);
  if (list === null) return false;
  const html = await demoPage(odoo, decodeURIComponent(list[2] ?? ''), Number(list[1] ?? 1));
  response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' });
  response.end(html);
  return true;
}

function redirect(response: ServerResponse, to: string): void {
  response.writeHead(303, { Location: to });
  response.end();
}
