import { defineConfig } from 'vite';
import { icons } from './icons.ts';

/** The pages as files that any server can give out; nothing in them is inline. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [icons()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2024',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
});
