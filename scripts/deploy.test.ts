import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { EnvError, readEnv } from '@/lib/env';

const text = (file: string) => readFile(file, 'utf8');
const command = z.object({ command: z.array(z.string()).optional() });

/** `npm start`, `npm run worker`, `npm run cli -- migrate`: that package.json and the command line have them. */
async function expectCommand(words: readonly string[]): Promise<void> {
  const { scripts } = z
    .object({ scripts: z.record(z.string(), z.string()) })
    .parse(JSON.parse(await text('package.json')));
  const [npm, verb = '', ...rest] = words;
  expect(npm).toMatch(/npm$/);
  const script = verb === 'run' ? (rest[0] ?? '') : verb;
  expect(Object.keys(scripts)).toContain(script);
  if (script !== 'cli') return;
  expect(await text('scripts/cli.ts')).toContain(`.command('${rest[2]}')`);
}

test('compose.yaml: every command of ours is one, and the environment it sets is complete', async () => {
  const file = z
    .object({
      services: z.record(
        z.string(),
        command.extend({
          build: z.string().optional(),
          environment: z.record(z.string(), z.string()).optional(),
        }),
      ),
    })
    .parse(parse(await text('compose.yaml'), { merge: true }));
  const ours = Object.values(file.services).filter(({ build }) => build !== undefined);
  expect(ours).toHaveLength(3);
  for (const service of ours) await expectCommand(service.command ?? []);
  const filled = Object.fromEntries(
    Object.entries(ours[0]?.environment ?? {}).map(([name, value]) => [
      name,
      name === 'ENCRYPTION_KEYS'
        ? `2026:${Buffer.alloc(32).toString('base64')}`
        : value.replaceAll(/\$\{\w+:\?\}/g, 'x'.repeat(40)),
    ]),
  );
  expect(() => readEnv(filled)).not.toThrow(EnvError);
  const asked = [...(await text('compose.yaml')).matchAll(/\$\{(\w+):\?\}/g)].map(([, name]) => name);
  const example = await text('.env.example');
  for (const name of asked) expect(example).toContain(`\n${name}=`);
});

test('systemd units and Kubernetes manifests name commands that exist', async () => {
  for (const unit of ['products-manager-web.service', 'products-manager-worker@.service']) {
    const start = /^ExecStart=(.+)$/m.exec(await text(`deploy/systemd/${unit}`))?.[1] ?? '';
    await expectCommand(start.split(' '));
  }
  const containers = z.object({
    spec: z.object({ template: z.object({ spec: z.object({ containers: z.array(command) }) }) }),
  });
  const manifests = parseAllDocuments(await text('deploy/kubernetes/products-manager.yaml')).map(
    (document) => {
      expect(document.errors).toEqual([]);
      return containers.safeParse(document.toJS()).data;
    },
  );
  const commands = manifests.flatMap((manifest) => manifest?.spec.template.spec.containers ?? []);
  expect(commands).toHaveLength(3);
  for (const container of commands) await expectCommand(container.command ?? []);
});

test('the image runs as an ordinary user, starts what exists and asks the address that says it lives', async () => {
  const image = await text('Dockerfile');
  expect(image).toMatch(/^USER node$/m);
  const start = /^CMD (\[.+\])$/m.exec(image)?.[1] ?? '[]';
  await expectCommand(z.array(z.string()).parse(JSON.parse(start)));
  expect(image).toContain('/api/health');
});
