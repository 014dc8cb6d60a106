/** The innermost states that a state path names: `idle.door.attract` and `idle.comfort` of `idle.(door.attract,comfort)`. */
export function leavesOf(path: string): string[] {
  const [, parent, regions] = /^(.*)\.\((.*)\)$/.exec(path) ?? [];
  return regions === undefined ? [path] : regions.split(',').map((region) => `${parent}.${region}`);
}
