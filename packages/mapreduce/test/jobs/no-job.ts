export default { name: 'not-defined-by-define-job' };
