/** Files of a bare repository that tell of pushes. */
export const PUSHES_FOLDER = 'oremill/pushes';
export const HOOK = 'hooks/post-receive';
/** The hook that was there before, which ours goes on with. */
export const HOOK_BEFORE = 'hooks/post-receive.before-oremill';

/** What says that a hook is ours. */
export const HOOK_MARK = '# Oremill: leaves word of this push for the platform.';

/**
 * POSIX sh, and no program that a bare machine may not have: no curl, no Node to start. It writes a file and is done;
 * the platform sees the file at once where it runs, and at its next start where it does not. It never fails a push.
 */
export const HOOK_SCRIPT = `#!/bin/sh
${HOOK_MARK}
# It is written by \`deployer hook install\` and taken away by \`deployer hook remove\`.
cd "\${GIT_DIR:-.}" || exit 0
pushes=$(cat)
note=${PUSHES_FOLDER}/$(date +%s).$$
if {
  printf 'by %s\\n' "\${GL_USERNAME:-\${REMOTE_USER:-$(id -un)}}" &&
  printf '%s\\n' "$pushes"
} > "$note.new" 2> /dev/null && mv -f "$note.new" "$note"; then :; else
  echo 'oremill: there is no word left of this push, ask for its run: deployer runs request' >&2
fi
if [ -x ${HOOK_BEFORE} ]; then
  printf '%s\\n' "$pushes" | ${HOOK_BEFORE} "$@"
fi
exit 0
`;
