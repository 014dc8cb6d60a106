import { rmSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { defineConfig, type Plugin } from 'vite';
import { plainBuiltins } from './scripts/plain-builtins.ts';

/**
 * Everything that is not the screen, bundled: the command line, the host, its drivers, the simulators and the
 * Electron shell. Electron does not strip types, and a kiosk starts faster from a few files than from some hundred.
 * `npm run build` writes dist/cli, dist/host, dist/driver, dist/bench, dist/documents, dist/draw, dist/electron. What
 * carries native code, and Electron itself, stay packages.
 */
const packages = [
  'electron',
  'better-sqlite3',
  '@serialport/bindings-cpp',
  'node-hid',
  'usb',
  '@napi-rs/canvas',
];
const root = import.meta.dirname;

/**
 * Sources find data files relative to their own folder (`import.meta.dirname`). A bundle lies elsewhere, so
 * each module keeps its original folder, seen from the application's root. Every output file lies two
 * folders below that root, which is what `../..` relies on.
 */
function keepSourceFolders(): Plugin {
  return {
    name: 'tongban:keep-source-folders',
    transform(code, id) {
      if (!id.startsWith(root + sep) || id.includes('node_modules') || !code.includes('import.meta.'))
        return null;
      const [file = id] = id.split('?');
      const fromRoot = relative(root, file).split(sep).join('/');
      const folder = fromRoot.split('/').slice(0, -1).join('/');
      return code
        .replaceAll('import.meta.dirname', `(import.meta.dirname + ${JSON.stringify(`/../../${folder}`)})`)
        .replaceAll(
          'import.meta.url',
          `new URL(${JSON.stringify(`../../${fromRoot}`)}, import.meta.url).href`,
        );
    },
  };
}

export default defineConfig({
  plugins: [keepSourceFolders(), plainBuiltins()],
  resolve: {
    alias: {
      // The half that has `renderToString`: the package's own entry loads both, and a starting host waits for it.
      'react-dom/server': join(root, 'node_modules/react-dom/cjs/react-dom-server-legacy.node.production.js'),
    },
  },
  publicDir: false,
  environments: {
    main: {
      consumer: 'server',
      resolve: { noExternal: true, external: packages, conditions: ['node'] },
      build: {
        outDir: 'dist',
        emptyOutDir: false,
        target: 'node24',
        minify: false,
        rolldownOptions: {
          input: {
            'cli/tongban': join(root, 'host', 'cli', 'tongban.js'),
            'electron/main': join(root, 'electron', 'main.ts'),
            'host/main': join(root, 'host', 'main.ts'),
            'driver/main': join(root, 'host', 'driver.ts'),
            'bench/main': join(root, 'host', 'simulators.ts'),
            'documents/main': join(root, 'host', 'documents', 'worker.ts'),
          },
          output: {
            format: 'es',
            entryFileNames: '[name].js',
            chunkFileNames: 'shared/[name]-[hash].js',
            assetFileNames: 'shared/[name]-[hash][extname]',
          },
        },
      },
    },
    // What draws the first page. Its packages as modules: of the icons only those that are used come along.
    draw: {
      consumer: 'server',
      define: { 'process.env.NODE_ENV': '"production"' },
      resolve: { noExternal: true },
      build: {
        outDir: 'dist/draw',
        target: 'node24',
        minify: false,
        rolldownOptions: {
          input: { main: join(root, 'renderer', 'citizen', 'draw.tsx') },
          output: { format: 'es', entryFileNames: '[name].js' },
          onwarn(warning, warn) {
            // "use client" means nothing here: there is one bundle, and it draws once.
            if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') warn(warning);
          },
        },
      },
    },
    // A sandboxed preload is a CommonJS script that can load nothing but Electron.
    preload: {
      consumer: 'server',
      resolve: { noExternal: true, external: ['electron'] },
      build: {
        outDir: 'dist/electron',
        emptyOutDir: false,
        target: 'chrome140',
        minify: false,
        rolldownOptions: {
          input: { preload: join(root, 'electron', 'preload.ts') },
          output: { format: 'cjs', entryFileNames: '[name].cjs' },
        },
      },
    },
  },
  builder: {
    async buildApp(builder) {
      // Chunks carry a hash in their name: those of earlier builds would stay.
      for (const folder of ['bench', 'cli', 'documents', 'driver', 'electron', 'host', 'shared'])
        rmSync(join(root, 'dist', folder), { recursive: true, force: true });
      for (const name of ['main', 'draw', 'preload']) await builder.build(builder.environments[name]!);
    },
  },
});
