package inspect_test

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/driver"
	"github.com/azoth-orm/azoth/engine"
	"github.com/azoth-orm/azoth/inspect"
)

// dump is all that a database tells of its tables by means of its own, so that the inspector is not compared with itself.
func dump(t testing.TB, db string, e *engine.Engine) string {
	t.Helper()
	var out []string
	switch db {
	case sqliteDB:
		out = dumpSQLite(t, e)
	case postgresqlDB:
		for _, sql := range postgresqlDump {
			for _, line := range lines(t, e, sql) {
				out = append(out, withoutCasts(line))
			}
		}
	case mariaDB:
		out = dumpMariaDB(t, e)
	}
	slices.Sort(out)
	return strings.Join(out, "\n")
}

// withoutCasts leaves out casts and parentheses: PostgreSQL casts 'a' = ANY (ARRAY[...]) in one way when it reads x IN ('a'), and in another
// when it reads what it has written itself.
func withoutCasts(sql string) string { return casts.ReplaceAllString(sql, "") }

var casts = regexp.MustCompile(`::[a-z ]+[a-z](\[\])?|[()]`)

// dumpSQLite cuts the texts of tables into their lines, for the order of constraints is not told by anything else.
func dumpSQLite(t testing.TB, e *engine.Engine) []string {
	t.Helper()
	var out []string
	for _, sql := range lines(t, e, "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL") {
		for i, line := range strings.Split(sql, "\n") {
			name := strings.SplitN(sql, "(", 2)[0]
			if i > 0 {
				line = name + strings.TrimSuffix(strings.TrimSpace(line), ",")
			}
			for _, a := range []string{" ON DELETE NO ACTION", " ON UPDATE NO ACTION"} {
				line = strings.ReplaceAll(line, a, "")
			}
			out = append(out, line)
		}
	}
	return out
}

// counters is where a table has come to in counting: data, not DDL.
var counters = regexp.MustCompile(` AUTO_INCREMENT=\d+`)

func dumpMariaDB(t testing.TB, e *engine.Engine) []string {
	t.Helper()
	ctx := context.Background()
	relations, err := inspect.New(e).Relations(ctx)
	if err != nil {
		t.Fatal(err)
	}
	name, err := inspect.New(e).DefaultSchema(ctx)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	err = e.RunCatalog(ctx, func(c dialect.CatalogConn) error {
		for _, r := range relations {
			if r.Kind == dialect.PlainView {
				continue
			}
			q := dialect.Query{SQL: "SHOW CREATE TABLE " + e.Dialect().Grammar.Quoting.Force(r.Name)}
			err := c.Query(ctx, q, func(row driver.Rows) error {
				sql := strings.ReplaceAll(row.Text(1), "`"+name+"`.", "")
				for line := range strings.SplitSeq(counters.ReplaceAllString(sql, ""), "\n") {
					out = append(out, r.Name+": "+strings.TrimSuffix(line, ","))
				}
				return nil
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

var postgresqlDump = []string{
	`SELECT (to_jsonb(c) - 'table_catalog' - 'udt_catalog' - 'collation_catalog' - 'domain_catalog' - 'ordinal_position' - 'dtd_identifier')::text
		FROM information_schema.columns c WHERE table_schema NOT IN ('pg_catalog', 'information_schema')`,
	`SELECT attrelid::regclass::text || ' ' || attname || ' ' || format_type(atttypid, atttypmod) || coalesce((SELECT collname FROM pg_collation c WHERE c.oid = attcollation), '')
		FROM pg_attribute JOIN pg_class c ON c.oid = attrelid JOIN pg_namespace n ON n.oid = relnamespace
		WHERE attnum > 0 AND nspname NOT LIKE 'pg\_%' AND nspname <> 'information_schema' AND relkind = 'r'`,
	`SELECT conrelid::regclass::text || ' ' || conname || ' ' || pg_get_constraintdef(k.oid) || ' ' || condeferrable || condeferred
		FROM pg_constraint k JOIN pg_namespace n ON n.oid = connamespace WHERE nspname NOT IN ('pg_catalog', 'information_schema')`,
	`SELECT pg_get_indexdef(indexrelid) FROM pg_index JOIN pg_class c ON c.oid = indexrelid JOIN pg_namespace n ON n.oid = relnamespace
		WHERE nspname NOT LIKE 'pg\_%' AND nspname <> 'information_schema'`,
	`SELECT (to_jsonb(s) - 'last_value')::text FROM pg_sequences s`,
	`SELECT objoid::regclass::text || ' ' || objsubid || ' ' || description FROM pg_description
		WHERE classoid = 'pg_class'::regclass AND objoid >= 16384`,
	`SELECT t.typname || ' ' || string_agg(enumlabel, ',' ORDER BY enumsortorder) FROM pg_enum JOIN pg_type t ON t.oid = enumtypid GROUP BY t.typname`,
	`SELECT oid::regclass::text || ' ' || reloptions::text FROM pg_class WHERE reloptions IS NOT NULL AND oid >= 16384`,
}
