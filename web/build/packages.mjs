// Fetches the packages of the lock file, once and again when it has changed:
//   node build/packages.mjs     all of them: those that pages are built with, and the tools of tests
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const home = dirname(dirname(fileURLToPath(import.meta.url)));

// The lock file that the packages were fetched by, whoever else sees to them; `all` are more than enough for pages.
const STAMPS = { all: ['.fetched-lock.json'], pages: ['.fetched-lock-of-pages.json', '.fetched-lock.json'] };

export function readOr(path, otherwise) {
  return existsSync(path) ? readFileSync(path, 'utf8') : otherwise;
}

export function run(command, args) {
  const result = spawnSync(command, args, { cwd: home, stdio: ['ignore', 'inherit', 'inherit'] });
  if (result.error) {
    throw new Error(`${command} could not be run (${result.error.code}): web/ needs Node 20 or newer with npm`);
  }
  if (result.status !== 0) {
    throw new Error(`${command} ${args.join(' ')} ended with ${result.status}`);
  }
}

/** @param which all, or pages: what pages are built with */
export function installPackages(which) {
  const lock = readFileSync(join(home, 'package-lock.json'), 'utf8');
  const stamps = STAMPS[which].map((name) => join(home, 'node_modules', name));
  if (!stamps.some((stamp) => readOr(stamp, '') === lock)) {
    const omit = which === 'pages' ? ['--omit=dev'] : [];
    run('npm', ['ci', ...omit, '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error']);
    writeFileSync(stamps[0], lock);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  installPackages('all');
}
