-- Keys that are equal are put in order by their values, which is how they came: ORDER BY alone keeps no order.
COPY (
  SELECT key, value
  FROM read_csv(
    :input,
    auto_detect = false,
    header = false,
    delim = '\t',
    quote = '',
    escape = '',
    columns = {key: 'VARCHAR', value: 'VARCHAR'}
  )
  ORDER BY key, value
) TO :output (FORMAT csv, DELIMITER '\t', QUOTE '', ESCAPE '', HEADER false)
