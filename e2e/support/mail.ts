import { SMTPServer } from 'smtp-server';

/** A mail server that keeps what it is given. */
export interface MailServer {
  readonly url: string;
  /** Letters as they came, oldest first; soft line ends undone. */
  readonly letters: readonly string[];
  /** The newest link to choose a password in a letter to that address: what stands behind its #. */
  tokenFor(email: string): string | undefined;
  close(): Promise<void>;
}

/** Listens on 127.0.0.1; 0: a free port. */
export async function startMailServer(port = 0): Promise<MailServer> {
  const letters: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, _session, done) => {
      let text = '';
      stream.on('data', (part: Buffer) => {
        text += part.toString('utf8');
      });
      stream.on('end', () => {
        letters.push(text.replaceAll('=\r\n', '').replaceAll('=3D', '='));
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.server.address();
  if (!address || typeof address === 'string') throw new Error('No port');
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    letters,
    tokenFor: (email) => {
      const letter = letters.findLast((one) => one.toLowerCase().includes(`to: ${email.toLowerCase()}`));
      return /\/choose-password#(\S+)/.exec(letter ?? '')?.[1];
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
