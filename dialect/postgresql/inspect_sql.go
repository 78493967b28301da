package postgresql

// The queries of the catalogue. They are constants into which nothing is put; names are bound, lists of them as JSON, and lists of oids as the
// text of an array. Casts to text make every driver send and give the same.

const (
	defaultSchema = `SELECT pg_catalog.current_schema()::text`

	schemaNames = `SELECT nspname::text FROM pg_catalog.pg_namespace
WHERE nspname NOT LIKE 'pg\_%' AND nspname <> 'information_schema' ORDER BY nspname`

	relationList = `SELECT c.relname::text, c.relkind::text, c.relpersistence = 't'
FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm', 'S')
  AND CASE WHEN $1::text IS NULL THEN pg_catalog.pg_table_is_visible(c.oid) AND n.nspname <> 'pg_catalog' ELSE n.nspname = $1::text END
ORDER BY c.relname`

	// tableList are the tables that are described: $2 are their names, or NULL for all of the kinds $3; $4 asks for the definitions of views.
	tableList = `SELECT c.oid::bigint, c.relname::text, c.relkind::text, c.relpersistence = 't',
  pg_catalog.obj_description(c.oid, 'pg_class'),
  CASE WHEN $4::text = 'y' AND c.relkind IN ('v', 'm') THEN pg_catalog.pg_get_viewdef(c.oid) END,
  pg_catalog.array_to_json(c.reloptions)::text,
  CASE WHEN am.amname <> pg_catalog.current_setting('default_table_access_method') THEN am.amname::text END,
  ts.spcname::text,
  CASE WHEN c.relkind = 'p' THEN pg_catalog.pg_get_partkeydef(c.oid) END,
  CASE WHEN NOT c.relispartition THEN
    (SELECT pg_catalog.json_agg(i.inhparent::pg_catalog.regclass::text ORDER BY i.inhseqno) FROM pg_catalog.pg_inherits i WHERE i.inhrelid = c.oid)::text END,
  c.relpersistence = 'u'
FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_am am ON am.oid = c.relam AND c.relkind = 'r'
LEFT JOIN pg_catalog.pg_tablespace ts ON ts.oid = c.reltablespace
WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm')
  AND c.relkind::text IN (SELECT pg_catalog.json_array_elements_text($3::text::json))
  AND CASE WHEN $1::text IS NULL THEN pg_catalog.pg_table_is_visible(c.oid) AND n.nspname <> 'pg_catalog' ELSE n.nspname = $1::text END
  AND CASE WHEN $2::text IS NULL THEN c.relpersistence <> 't'
      ELSE c.relname::text IN (SELECT pg_catalog.json_array_elements_text($2::text::json)) END
ORDER BY c.relname`

	// columnList are the columns of the tables $1. Of an array the type is that of its elements.
	columnList = `SELECT a.attrelid::bigint, a.attname::text, NOT a.attnotnull,
  pg_catalog.pg_get_expr(d.adbin, d.adrelid), a.attgenerated::text, a.attidentity::text, o.description,
  pg_catalog.format_type(a.atttypid, a.atttypmod), a.atttypmod,
  e.oid IS NOT NULL, t.typtype::text, t.typname::text, n.nspname::text, pg_catalog.pg_type_is_visible(t.oid),
  CASE WHEN t.typtype = 'e' THEN
    (SELECT pg_catalog.json_agg(l.enumlabel::text ORDER BY l.enumsortorder) FROM pg_catalog.pg_enum l WHERE l.enumtypid = t.oid)::text END,
  co.collname::text, CASE WHEN NOT pg_catalog.pg_collation_is_visible(co.oid) THEN cn.nspname::text END,
  CASE WHEN d.oid IS NOT NULL AND a.attgenerated = '' AND a.atttypid IN (20, 21, 23) THEN (SELECT pg_catalog.json_build_object('schema', sn.nspname::text, 'name', sc.relname::text,
      'visible', pg_catalog.pg_table_is_visible(sc.oid), 'type', pg_catalog.format_type(s.seqtypid, NULL), 'start', s.seqstart,
      'increment', s.seqincrement, 'min', s.seqmin, 'max', s.seqmax, 'cache', s.seqcache, 'cycle', s.seqcycle,
      'owned', EXISTS (SELECT FROM pg_catalog.pg_depend w WHERE w.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND w.objid = sc.oid
        AND w.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND w.refobjid = a.attrelid AND w.refobjsubid = a.attnum AND w.deptype = 'a'))::text
    FROM pg_catalog.pg_depend p
    JOIN pg_catalog.pg_sequence s ON s.seqrelid = p.refobjid
    JOIN pg_catalog.pg_class sc ON sc.oid = s.seqrelid
    JOIN pg_catalog.pg_namespace sn ON sn.oid = sc.relnamespace
    WHERE p.classid = 'pg_catalog.pg_attrdef'::pg_catalog.regclass AND p.objid = d.oid
      AND p.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass LIMIT 1)
  WHEN a.attidentity <> '' THEN (SELECT pg_catalog.json_build_object('type', pg_catalog.format_type(s.seqtypid, NULL), 'start', s.seqstart,
      'increment', s.seqincrement, 'min', s.seqmin, 'max', s.seqmax, 'cache', s.seqcache, 'cycle', s.seqcycle)::text
    FROM pg_catalog.pg_depend p JOIN pg_catalog.pg_sequence s ON s.seqrelid = p.objid
    WHERE p.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND p.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
      AND p.refobjid = a.attrelid AND p.refobjsubid = a.attnum AND p.deptype = 'i' LIMIT 1) END
FROM pg_catalog.pg_attribute a
JOIN pg_catalog.pg_type b ON b.oid = a.atttypid
LEFT JOIN pg_catalog.pg_type e ON e.oid = b.typelem AND e.typarray = b.oid
JOIN pg_catalog.pg_type t ON t.oid = COALESCE(e.oid, b.oid)
JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum AND a.atthasdef
LEFT JOIN pg_catalog.pg_description o ON o.objoid = a.attrelid AND o.objsubid = a.attnum AND o.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass
LEFT JOIN pg_catalog.pg_collation co ON co.oid = a.attcollation AND a.attcollation <> b.typcollation
LEFT JOIN pg_catalog.pg_namespace cn ON cn.oid = co.collnamespace
WHERE a.attrelid IN (SELECT pg_catalog.unnest($1::text::oid[])) AND a.attnum > 0 AND NOT a.attisdropped
ORDER BY a.attrelid, a.attnum`

	// constraintList are the constraints of the tables $1 of the kinds $2, a row for each column of a key.
	constraintList = `SELECT k.conrelid::bigint, k.conname::text, k.contype::text, k.condeferrable, k.condeferred, a.attname::text,
  CASE WHEN k.contype = 'c' THEN pg_catalog.pg_get_expr(k.conbin, k.conrelid) END,
  rn.nspname::text, rc.relname::text, pg_catalog.pg_table_is_visible(rc.oid), ra.attname::text,
  k.confdeltype::text, k.confupdtype::text, k.confmatchtype::text, o.description,
  CASE WHEN k.contype = 'u' THEN (SELECT (pg_catalog.to_jsonb(i) ->> 'indnullsnotdistinct') = 'true' FROM pg_catalog.pg_index i WHERE i.indexrelid = k.conindid) END
FROM pg_catalog.pg_constraint k
LEFT JOIN LATERAL unnest(CASE WHEN k.contype <> 'c' THEN k.conkey END, k.confkey) WITH ORDINALITY u(num, ref, ord) ON true
LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.num
LEFT JOIN pg_catalog.pg_attribute ra ON ra.attrelid = k.confrelid AND ra.attnum = u.ref
LEFT JOIN pg_catalog.pg_class rc ON rc.oid = k.confrelid AND k.contype = 'f'
LEFT JOIN pg_catalog.pg_namespace rn ON rn.oid = rc.relnamespace
LEFT JOIN pg_catalog.pg_description o ON o.objoid = k.oid AND o.classoid = 'pg_catalog.pg_constraint'::pg_catalog.regclass
WHERE k.conrelid IN (SELECT pg_catalog.unnest($1::text::oid[]))
  AND k.contype::text IN (SELECT pg_catalog.json_array_elements_text($2::text::json))
ORDER BY k.conrelid, k.conname, u.ord`

	// indexList are the indexes of the tables $1, a row for each element. The definition is read only of those that have elements that are
	// more than columns with a direction.
	indexList = `SELECT i.indrelid::bigint, ic.relname::text, i.indisunique, pg_catalog.pg_get_expr(i.indpred, i.indrelid),
  CASE WHEN am.amname <> 'btree' THEN am.amname::text END, k.conname::text,
  CASE WHEN i.indisunique THEN (pg_catalog.to_jsonb(i) ->> 'indnullsnotdistinct') = 'true' END, o.description,
  a.attname::text, u.ord > i.indnkeyatts, CASE WHEN u.ord <= i.indnkeyatts THEN i.indoption[u.ord - 1] END::int,
  CASE WHEN u.ord <= i.indnkeyatts AND (a.attname IS NULL OR i.indcollation[u.ord - 1] <> a.attcollation OR NOT q.opcdefault)
    THEN pg_catalog.pg_get_indexdef(i.indexrelid) END
FROM pg_catalog.pg_index i
JOIN pg_catalog.pg_class ic ON ic.oid = i.indexrelid
JOIN pg_catalog.pg_am am ON am.oid = ic.relam
CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY u(num, ord)
LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = u.num AND u.num > 0
LEFT JOIN pg_catalog.pg_opclass q ON q.oid = i.indclass[u.ord - 1]
LEFT JOIN pg_catalog.pg_constraint k ON k.conindid = i.indexrelid AND k.conrelid = i.indrelid AND k.contype IN ('p', 'u', 'x')
LEFT JOIN pg_catalog.pg_description o ON o.objoid = i.indexrelid AND o.objsubid = 0 AND o.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass
WHERE i.indrelid IN (SELECT pg_catalog.unnest($1::text::oid[])) AND NOT i.indisprimary
ORDER BY i.indrelid, ic.relname, u.ord`

	// sequenceList are the sequences of the schema $1 and what owns them.
	sequenceList = `SELECT c.relname::text, pg_catalog.format_type(s.seqtypid, NULL), s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache, s.seqcycle,
  t.relname::text, a.attname::text, COALESCE(d.deptype = 'i', false)
FROM pg_catalog.pg_sequence s
JOIN pg_catalog.pg_class c ON c.oid = s.seqrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid
  AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i')
LEFT JOIN pg_catalog.pg_class t ON t.oid = d.refobjid
LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
WHERE CASE WHEN $1::text IS NULL THEN pg_catalog.pg_table_is_visible(c.oid) AND n.nspname <> 'pg_catalog' ELSE n.nspname = $1::text END
ORDER BY c.relname`

	enumList = `SELECT t.typname::text, n.nspname::text, pg_catalog.obj_description(t.oid, 'pg_type'),
  (SELECT pg_catalog.json_agg(l.enumlabel::text ORDER BY l.enumsortorder) FROM pg_catalog.pg_enum l WHERE l.enumtypid = t.oid)::text
FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
WHERE t.typtype = 'e'
  AND CASE WHEN $1::text IS NULL THEN pg_catalog.pg_type_is_visible(t.oid) AND n.nspname <> 'pg_catalog' ELSE n.nspname = $1::text END
ORDER BY t.typname`

	// domainList are the domains of the schema $1, with their checks.
	domainList = `SELECT t.typname::text, n.nspname::text, pg_catalog.obj_description(t.oid, 'pg_type'), NOT t.typnotnull, t.typdefault,
  pg_catalog.format_type(t.typbasetype, t.typtypmod), t.typtypmod, e.oid IS NOT NULL, y.typtype::text, y.typname::text, yn.nspname::text,
  pg_catalog.pg_type_is_visible(y.oid),
  CASE WHEN y.typtype = 'e' THEN
    (SELECT pg_catalog.json_agg(l.enumlabel::text ORDER BY l.enumsortorder) FROM pg_catalog.pg_enum l WHERE l.enumtypid = y.oid)::text END,
  co.collname::text, CASE WHEN NOT pg_catalog.pg_collation_is_visible(co.oid) THEN cn.nspname::text END,
  (SELECT pg_catalog.json_agg(pg_catalog.json_build_object('name', k.conname::text, 'sql', pg_catalog.pg_get_expr(k.conbin, 0)) ORDER BY k.conname)
    FROM pg_catalog.pg_constraint k WHERE k.contypid = t.oid AND k.contype = 'c')::text
FROM pg_catalog.pg_type t
JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
JOIN pg_catalog.pg_type b ON b.oid = t.typbasetype
LEFT JOIN pg_catalog.pg_type e ON e.oid = b.typelem AND e.typarray = b.oid
JOIN pg_catalog.pg_type y ON y.oid = COALESCE(e.oid, b.oid)
JOIN pg_catalog.pg_namespace yn ON yn.oid = y.typnamespace
LEFT JOIN pg_catalog.pg_collation co ON co.oid = t.typcollation AND t.typcollation <> b.typcollation
LEFT JOIN pg_catalog.pg_namespace cn ON cn.oid = co.collnamespace
WHERE t.typtype = 'd'
  AND CASE WHEN $1::text IS NULL THEN pg_catalog.pg_type_is_visible(t.oid) AND n.nspname <> 'pg_catalog' ELSE n.nspname = $1::text END
ORDER BY t.typname`

	// copyCertain has a row if COPY into the table $1 does what INSERT does, with the sequence of its column $2, or 0 if that is none. All
	// partitions count. Whoever may not use the sequence of an identity column can insert all the same, but not draw from it.
	copyCertain = `WITH RECURSIVE part AS (
  SELECT pg_catalog.to_regclass($1::text)::oid AS oid
  UNION
  SELECT i.inhrelid FROM part JOIN pg_catalog.pg_inherits i ON i.inhparent = part.oid JOIN pg_catalog.pg_class p ON p.oid = i.inhrelid AND p.relispartition
), key AS (
  SELECT a.attrelid, a.attnum, a.attidentity FROM pg_catalog.pg_attribute a
  WHERE a.attrelid = pg_catalog.to_regclass($1::text)::oid AND a.attname::text = $2::text AND a.attnum > 0 AND NOT a.attisdropped
), source AS (
  SELECT p.objid AS oid FROM key JOIN pg_catalog.pg_depend p
    ON p.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND p.refobjid = key.attrelid AND p.refobjsubid = key.attnum
    AND p.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND p.deptype = 'i'
  WHERE key.attidentity <> ''
  UNION ALL
  SELECT p.refobjid FROM key JOIN pg_catalog.pg_attrdef d ON d.adrelid = key.attrelid AND d.adnum = key.attnum
  JOIN pg_catalog.pg_depend p
    ON p.classid = 'pg_catalog.pg_attrdef'::pg_catalog.regclass AND p.objid = d.oid AND p.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
  WHERE key.attidentity = ''
    AND pg_catalog.pg_get_expr(d.adbin, d.adrelid) = 'nextval(' || pg_catalog.quote_literal(p.refobjid::pg_catalog.regclass::text) || '::regclass)'
), sequence AS (
  SELECT s.seqrelid FROM source JOIN pg_catalog.pg_sequence s ON s.seqrelid = source.oid
  WHERE s.seqincrement > 0 AND s.seqmin > 0 AND NOT s.seqcycle AND pg_catalog.has_sequence_privilege(s.seqrelid, 'USAGE, UPDATE')
)
SELECT coalesce((SELECT seqrelid FROM sequence), 0)::bigint::text
FROM pg_catalog.pg_class c
WHERE c.oid = pg_catalog.to_regclass($1::text)::oid
  AND ($2::text = '' OR (SELECT count(*) FROM sequence) = 1)
  AND pg_catalog.has_table_privilege(c.oid, 'SELECT')
  AND NOT EXISTS (SELECT 1 FROM part JOIN pg_catalog.pg_class p ON p.oid = part.oid
    WHERE p.relkind NOT IN ('r', 'p') OR p.relhasrules OR p.relrowsecurity)
  AND NOT EXISTS (SELECT 1 FROM part JOIN pg_catalog.pg_trigger t ON t.tgrelid = part.oid WHERE NOT t.tgisinternal AND t.tgtype & 4 <> 0)
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_attribute a
    WHERE a.attrelid = c.oid AND a.attnum > 0 AND a.attidentity = 'a' AND a.attname::text <> $2::text)`

	// nextNumber is the next number of the column $2 of the table $1, which counts up.
	nextNumber = `SELECT pg_catalog.nextval(pg_catalog.pg_get_serial_sequence($1::text, $2::text)::pg_catalog.regclass)`

	// drawnKeys are the next $2 values of the sequence with the oid $1.
	drawnKeys = `SELECT pg_catalog.nextval($1::text::oid::pg_catalog.regclass) FROM pg_catalog.generate_series(1, $2::int)`
)
