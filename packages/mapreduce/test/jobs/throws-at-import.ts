throw new Error('this module throws at import');
