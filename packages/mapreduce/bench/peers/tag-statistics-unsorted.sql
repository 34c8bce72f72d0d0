-- One row a bookmark: the parts of its date, then number and lengths of its tags.
-- Rows come in any order, as no MapReduce output does: the least that DuckDB can be asked for.
COPY (
  SELECT
    id,
    date[1], date[3], date[4], clock[1], clock[2], clock[3],
    tag_count,
    length_sum,
    length_sum / tag_count,
    len(list_filter(lengths, lambda l: l = 0)),
    len(list_filter(lengths, lambda l: l = 1)),
    len(list_filter(lengths, lambda l: l = 2)),
    len(list_filter(lengths, lambda l: l = 3)),
    len(list_filter(lengths, lambda l: l = 4)),
    len(list_filter(lengths, lambda l: l = 5)),
    len(list_filter(lengths, lambda l: l = 6)),
    len(list_filter(lengths, lambda l: l = 7)),
    len(list_filter(lengths, lambda l: l = 8)),
    len(list_filter(lengths, lambda l: l = 9))
  FROM (
    SELECT *, string_split(date[5], ':') AS clock, coalesce(list_sum(lengths), 0)::DOUBLE AS length_sum
    FROM (
      SELECT
        id,
        string_split(replace(updated, ',', ''), ' ') AS date,
        len(tags) AS tag_count,
        list_filter(list_transform(tags, lambda tag: length(tag.term)), lambda l: l < 10) AS lengths
      FROM read_json(
        :input,
        format = 'newline_delimited',
        columns = {id: 'VARCHAR', updated: 'VARCHAR', tags: 'STRUCT(term VARCHAR)[]'},
        ignore_errors = true
      )
      WHERE len(tags) > 0 AND id IS NOT NULL AND updated IS NOT NULL
    )
  )
) TO :output (FORMAT csv, DELIMITER '\t', QUOTE '', ESCAPE '', HEADER false)
