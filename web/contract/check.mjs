/*
 * Holds the server's OpenAPI document to its word: Redocly and Spectral must have nothing to say, and a TypeScript client made of it
 * must compile. `npm run contract -- openapi.json DIRECTORY`; what is made goes into DIRECTORY.
 */
import { spawn } from "node:child_process";
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const modules = join(here, "..", "node_modules");
const document = resolve(process.argv[2]);
const out = resolve(process.argv[3]);

function run(script, ...args) {
  return new Promise((done) => {
    const child = spawn(process.execPath, [join(modules, script), ...args], {
      cwd: out,
      env: { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true", NO_COLOR: "1" },
    });
    let text = "";
    let errors = "";
    child.stdout.on("data", (bytes) => (text += bytes));
    child.stderr.on("data", (bytes) => (errors += bytes));
    child.on("close", (status) => done({ script, status, text, errors }));
  });
}

async function client() {
  const types = await run(
    "openapi-typescript/bin/cli.js",
    document,
    "--default-non-nullable=false",
    "--output",
    join(out, "api.ts"),
  );
  if (types.status !== 0) {
    return types;
  }
  copyFileSync(join(here, "client.ts"), join(out, "client.ts"));
  // Beside what is made: node_modules are looked for from there, so they are named.
  const config = {
    extends: join(here, "tsconfig.json"),
    compilerOptions: {
      allowImportingTsExtensions: true,
      paths: { "openapi-fetch": [join(modules, "openapi-fetch")] },
    },
    files: ["client.ts"],
    include: [],
  };
  writeFileSync(join(out, "tsconfig.json"), JSON.stringify(config));
  return run("typescript/bin/tsc", "--project", join(out, "tsconfig.json"));
}

mkdirSync(out, { recursive: true });

async function lint() {
  const linted = await run("@redocly/cli/bin/cli.js", "lint", "--config", join(here, "redocly.yaml"), "--format", "json", document);
  // With warnings it ends well, too.
  const found = linted.text.startsWith("{") ? JSON.parse(linted.text).problems.length : 1;
  return { ...linted, status: found };
}

const results = [
  await lint(),
  ...(await Promise.all([
    run("@stoplight/spectral-cli/dist/index.js", "lint", "--ruleset", join(here, "spectral.yaml"), "--fail-severity", "hint", document),
    client(),
  ])),
];
const failed = results.filter((result) => result.status !== 0);
failed.forEach((result) => console.log(`${result.script}:\n${result.text}${result.errors}`));
process.exit(failed.length === 0 ? 0 : 1);
