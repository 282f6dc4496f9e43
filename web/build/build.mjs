// Builds the files that pages load into target/classes/web: hashed, minified, compressed, and held against their budgets.
// Fetches packages first where they are not those of the lock file. Does nothing when nothing has changed.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { installPackages, readOr, run } from './packages.mjs';

const home = dirname(dirname(fileURLToPath(import.meta.url)));
const out = join(home, 'target', 'classes', 'web');
const stamp = join(home, 'target', 'built');
// Bytes after brotli, by the beginning of the file's name.
const BUDGETS = { 'style-': 12 * 1024, 'site-': 12 * 1024, 'operations-': 2 * 1024 };

function files(path) {
  return statSync(path).isDirectory() ? readdirSync(path).sort().flatMap((name) => files(join(path, name))) : [path];
}

function digest(paths) {
  const hash = createHash('sha256');
  for (const path of paths.flatMap(files)) {
    hash.update(relative(home, path)).update('\0').update(readFileSync(path)).update('\0');
  }
  return hash.digest('hex');
}

function compress() {
  let within = true;
  for (const path of files(join(out, 'assets'))) {
    const name = path.slice(path.lastIndexOf('/') + 1);
    if (!/\.(css|js|svg)$/.test(name)) {
      continue;
    }
    const bytes = readFileSync(path);
    const brotli = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
    writeFileSync(`${path}.br`, brotli);
    writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
    const budget = Object.entries(BUDGETS).find(([start]) => name.startsWith(start));
    if (budget && brotli.length > budget[1]) {
      console.error(`${name}: ${brotli.length} bytes after brotli, and its budget is ${budget[1]}`);
      within = false;
    }
  }
  if (!within) {
    throw new Error('over budget');
  }
}

const sources = ['src', 'public', 'build', 'package.json', 'package-lock.json', 'tsconfig.json', 'vite.config.mjs'].map(
  (name) => join(home, name),
);
try {
  const inputs = digest(sources);
  if (readOr(stamp, '') !== inputs || !existsSync(join(out, 'manifest.json'))) {
    installPackages('pages');
    run(process.execPath, [join(home, 'node_modules', 'typescript', 'bin', 'tsc'), '--noEmit']);
    rmSync(out, { recursive: true, force: true });
    run(process.execPath, [join(home, 'node_modules', 'vite', 'bin', 'vite.js'), 'build', '--logLevel', 'warn']);
    compress();
    mkdirSync(dirname(stamp), { recursive: true });
    writeFileSync(stamp, inputs);
  }
} catch (e) {
  console.error(`web: ${e.message}`);
  process.exit(1);
}
