import type { CodePlace, ToolReport } from '@oremill/types';

/**
 * Names files as the repository does. Tools name them from other folders: the one where they ran, a root of sources, or
 * that of a container. A file that git does not know is the one whose path ends in the same way, where there is one only.
 */
export function nameFiles(reports: readonly ToolReport[], files: readonly string[]): ToolReport[] {
  const known = new Set(files);
  const byName = Map.groupBy(files, nameOf);
  const found = new Map<string, string>();
  const rename = (file: string): string => {
    if (known.has(file)) return file;
    const name = found.get(file) ?? nearestOf(file, byName.get(nameOf(file)) ?? []) ?? file;
    found.set(file, name);
    return name;
  };
  const move = (place: CodePlace): CodePlace => ({ ...place, file: rename(place.file) });
  const at = (place: CodePlace | undefined) => (place === undefined ? {} : { place: move(place) });
  const renamed = (report: ToolReport): ToolReport => {
    switch (report.kind) {
      case 'tests':
        return { ...report, cases: report.cases.map((one) => ({ ...one, ...at(one.place) })) };
      case 'coverage':
        return { ...report, files: report.files.map((one) => ({ ...one, file: rename(one.file) })) };
      case 'findings':
        return { ...report, findings: report.findings.map((one) => ({ ...one, ...at(one.place) })) };
      case 'duplication': {
        const duplications = report.duplications.map((one) => ({ ...one, places: one.places.map(move) }));
        return { ...report, duplications };
      }
      case 'size':
        return report;
    }
  };
  return reports.map(renamed);
}

/** Of those with the same name, the one that has most of the path in common; of two with as much, none. */
function nearestOf(file: string, candidates: readonly string[]): string | undefined {
  const words = file.split('/').reverse();
  const lengths = candidates.map((candidate) => {
    const own = candidate.split('/').reverse();
    const end = own.findIndex((word, index) => word !== words[index]);
    const common = end === -1 ? own.length : end;
    // One of them has to be the end of the other: else they are two files of one name.
    return common === Math.min(own.length, words.length) ? common : 0;
  });
  const most = Math.max(...lengths);
  const nearest = candidates.filter((_, index) => lengths[index] === most);
  return most > 0 && nearest.length === 1 ? nearest[0] : undefined;
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
