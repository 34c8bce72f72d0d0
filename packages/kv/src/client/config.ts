/** A caller names the variable that holds a password: it is no configuration of ours. */
export function environmentVariable(name: string): string | undefined {
  return process.env[name];
}
