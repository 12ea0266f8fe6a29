import { AppError } from '@/lib/errors';

/** Reads a request's body, at most `maxBytes` of it. @throws AppError payload_too_large before reading more. */
export async function readBody(request: Request, maxBytes: number): Promise<Buffer> {
  const tooLarge = () => new AppError('payload_too_large', { limit: inWords(maxBytes) });
  const announced = Number(request.headers.get('content-length') ?? 0);
  if (announced > maxBytes) throw tooLarge();
  if (!request.body) return Buffer.alloc(0);
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(chunks);
    size += value.byteLength;
    if (size > maxBytes) {
      await reader.cancel();
      throw tooLarge();
    }
    chunks.push(value);
  }
}

/** @throws AppError unsupported_media_type, invalid_json */
export function parseJson(body: Buffer, contentType: string | null): unknown {
  if (body.length === 0) return {};
  if (contentType && !/^application\/([a-z.+-]+\+)?json\b/i.test(contentType)) {
    throw new AppError('unsupported_media_type', { expected: 'application/json' });
  }
  try {
    return JSON.parse(body.toString('utf8'));
  } catch (cause) {
    throw new AppError('invalid_json', {}, { cause });
  }
}

/** The fields and files of a multipart body. @throws AppError unsupported_media_type */
export async function parseForm(body: Buffer, contentType: string | null): Promise<FormData> {
  try {
    return await new Response(new Uint8Array(body), {
      headers: { 'content-type': contentType ?? '' },
    }).formData();
  } catch (cause) {
    throw new AppError('unsupported_media_type', { expected: 'multipart/form-data' }, { cause });
  }
}

function inWords(bytes: number): string {
  return bytes >= 1024 * 1024 ? `${Math.floor(bytes / 1024 / 1024)} MiB` : `${Math.floor(bytes / 1024)} KiB`;
}
