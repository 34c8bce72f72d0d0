export { isMoreBetter, type JudgeOptions, judge, raiseBest } from './gate/judge.ts';
export { countLines } from './measure/count-lines.ts';
export { metricsOf } from './measure/metrics.ts';
export { type FileFormat, FORMATS, type ReadReportOptions, readReport } from './measure/read-report.ts';
export type { ReportLimits } from './measure/report-source.ts';
