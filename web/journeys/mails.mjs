// The folder that the server writes mails into.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from './harness.mjs';

/** A part of a mail in its transfer encoding, as text. */
function decoded(part) {
  const [head, ...body] = part.split(/\r?\n\r?\n/);
  const text = body.join('\n\n');
  if (/base64/i.test(head)) {
    return Buffer.from(text, 'base64').toString('utf8');
  }
  const bytes = text.replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
  return /quoted-printable/i.test(head) ? Buffer.from(bytes, 'latin1').toString('utf8') : text;
}

function read(path) {
  const raw = readFileSync(path, 'utf8');
  const [, boundary] = raw.match(/boundary="?([^"\r\n;]+)"?/);
  const text = decoded(raw.split(`--${boundary}`)[1].replace(/^\r?\n/, ''));
  const subject = raw.match(/^Subject: (.*)$/m)?.[1] ?? '';
  return { raw, subject, text, link: text.match(/\/(?:en|ar)\/b\/[A-Za-z0-9_-]+/)?.[0] };
}

/** A mail to an address whose subject has the words, once so many have come. */
export async function mailTo(folder, address, words, count = 1) {
  let mails = [];
  await until(`${count} mail to ${address}: ${words}`, async () => {
    const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.eml')) : [];
    mails = files
      .map((name) => read(join(folder, name)))
      .filter(({ raw, subject }) => raw.includes(`To: ${address}`) && subject.includes(words));
    return mails.length >= count;
  });
  return mails[0];
}
