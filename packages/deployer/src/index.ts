export { type ChangesWorld, type NewChange, recordChange } from './access/changes.ts';
export { findTokens, type TokenFinder } from './access/tokens.ts';
export { isMoreBetter, type JudgeOptions, judge, raiseBest } from './gate/judge.ts';
export { countLines } from './measure/count-lines.ts';
export { metricsOf } from './measure/metrics.ts';
export { type FileFormat, FORMATS, type ReadReportOptions, readReport } from './measure/read-report.ts';
export type { ReportLimits } from './measure/report-source.ts';
export { type OpenedState, openState, type State } from './state/open-state.ts';
