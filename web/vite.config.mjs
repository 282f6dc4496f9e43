import { defineConfig } from 'vite';

export default defineConfig({
  base: '/',
  publicDir: 'public',
  build: {
    outDir: 'target/classes/web',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: 'manifest.json',
    target: ['chrome111', 'firefox114', 'safari16.4'],
    rollupOptions: {
      input: { style: 'src/style.css', site: 'src/site.ts', operations: 'src/operations.css' },
    },
  },
});
