-- No line has the delimiter in it, so each is one column.
COPY (
  SELECT word, count(*)
  FROM (
    SELECT unnest(string_split(line, ' ')) AS word
    FROM read_csv(
      :input,
      auto_detect = false,
      header = false,
      delim = '\x01',
      quote = '',
      escape = '',
      columns = {line: 'VARCHAR'}
    )
  )
  GROUP BY word
  ORDER BY word
) TO :output (FORMAT csv, DELIMITER '\t', QUOTE '', ESCAPE '', HEADER false)
