-- Events, bytes sent and the highest score, by country and device.
COPY (
  SELECT
    coalesce("user".country, '--') AS country,
    device.kind AS device,
    count(*),
    sum(coalesce(took.bytes, 0)),
    max(score)
  FROM read_json(
    :input,
    format = 'newline_delimited',
    columns = {
      "user": 'STRUCT(country VARCHAR)',
      device: 'STRUCT(kind VARCHAR)',
      took: 'STRUCT(bytes BIGINT)',
      score: 'DOUBLE'
    }
  )
  GROUP BY ALL
  ORDER BY ALL
) TO :output (FORMAT csv, DELIMITER '\t', QUOTE '', ESCAPE '', HEADER false)
