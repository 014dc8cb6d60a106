import { isBuiltin } from 'node:module';
import type { Plugin } from 'vite';

/** One import of a bundle, as the bundler writes it: names, a default, or all of a module. */
const imports = /^import (?:(\{[^}]*\})|\* as ([\w$]+)|([\w$]+)) from "([^"]+)";$/gm;

/**
 * Rolldown plugin: bundles take Node's own modules as they are. An `import` of one builds its ECMAScript facade
 * first, which reads every property of the module; some of them load a whole library when they are read
 * (`http.WebSocket` brings undici, `crypto.webcrypto` the Web Cryptography API). A start pays for that.
 */
export function plainBuiltins(): Plugin {
  return {
    name: 'tongban:plain-builtins',
    renderChunk(code) {
      return code.replace(
        imports,
        (line, names?: string, all?: string, single?: string, module: string = '') => {
          if (!isBuiltin(module)) return line;
          const target = names?.replaceAll(/([\w$]+) as ([\w$]+)/g, '$1: $2') ?? all ?? single;
          return `const ${target} = globalThis.process.getBuiltinModule("${module}");`;
        },
      );
    },
  };
}
