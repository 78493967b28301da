package golden_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/azoth-orm/azoth/internal/golden"
)

// Some things stand in nearly every table of MySQL or Oracle, or in nearly every limit of SQL Server, and are said in another way on purpose
// (docs/differences.md): so the expected text is changed here, instead of leaving out the cases. Every other difference is a case of
// skips_test.go.

// adapted is the statements of a golden as they are expected.
func adapted(s golden.Section) []golden.Statement {
	if s.Dialect == "postgresql" {
		return adaptPlaces(s.Statements)
	}
	adapt, ok := adaptations[s.Dialect]
	if !ok {
		return s.Statements
	}
	out := make([]golden.Statement, len(s.Statements))
	for i, st := range s.Statements {
		out[i] = golden.Statement{SQL: adapt(st.SQL), Binds: st.Binds}
	}
	return out
}

// adaptations change expected texts, by dialect.
var adaptations = map[string]func(sql string) string{
	"mysql": adaptMySQL, "mariadb": adaptMySQL, "mssql": adaptSQLServer, "oracle": adaptOracle,
}

var (
	top     = regexp.MustCompile(`\bTOP (@p\d+|\d+) `)
	unsized = regexp.MustCompile(`\bVARCHAR2\b([^(]|$)`)

	truthOfJSON = regexp.MustCompile(`(CASE JSON_VALUE\([^()]*\)) WHEN NULL THEN NULL (WHEN 'true' THEN 1 WHEN 'false' THEN 0) ELSE CAST\(JSON_VALUE\([^()]*\) AS BIT\) END`)
	valueOfJSON = regexp.MustCompile(`CASE JSON_VALUE\([^()]*\) WHEN NULL THEN NULL ELSE (JSON_VALUE\([^()]*\)|CAST\(JSON_VALUE\([^()]*\) AS \w+(?:\([\d, ]+\))?\)) END`)
)

// adaptSQLServer is the text with TOP (n), for SQL Server takes a placeholder in parentheses only, and without the CASE WHEN NULL around a value
// of a document, which never holds.
func adaptSQLServer(sql string) string {
	sql = top.ReplaceAllString(sql, "TOP ($1) ")
	sql = truthOfJSON.ReplaceAllString(sql, "$1 $2 END")
	return valueOfJSON.ReplaceAllString(sql, "$1")
}

// adaptOracle is the text with a length for every VARCHAR2, which Oracle asks for.
func adaptOracle(sql string) string { return unsized.ReplaceAllString(sql, "VARCHAR2(4000 CHAR)$1") }

func TestAdaptSQLServer(t *testing.T) {
	for in, want := range map[string]string{
		"SELECT TOP @p1 a FROM (SELECT DISTINCT TOP @p12 a FROM t)": "SELECT TOP (@p1) a FROM (SELECT DISTINCT TOP (@p12) a FROM t)",
		"SELECT TOP 5 a": "SELECT TOP (5) a",
		"CASE JSON_VALUE(d, @p1) WHEN NULL THEN NULL ELSE JSON_VALUE(d, @p1) END = @p2":                                               "JSON_VALUE(d, @p1) = @p2",
		"CASE JSON_VALUE(d, @p1) WHEN NULL THEN NULL ELSE CAST(JSON_VALUE(d, @p1) AS NUMERIC(10, 2)) END":                             "CAST(JSON_VALUE(d, @p1) AS NUMERIC(10, 2))",
		"CASE JSON_VALUE(d, 'x') WHEN NULL THEN NULL WHEN 'true' THEN 1 WHEN 'false' THEN 0 ELSE CAST(JSON_VALUE(d, 'x') AS BIT) END": "CASE JSON_VALUE(d, 'x') WHEN 'true' THEN 1 WHEN 'false' THEN 0 END",
	} {
		if got := adaptSQLServer(in); got != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
	}
}

func TestAdaptOracle(t *testing.T) {
	for in, want := range map[string]string{
		"a VARCHAR2, \n\tb VARCHAR2(5 CHAR), \n\tc NVARCHAR2(5)": "a VARCHAR2(4000 CHAR), \n\tb VARCHAR2(5 CHAR), \n\tc NVARCHAR2(5)",
		"a VARCHAR2": "a VARCHAR2(4000 CHAR)",
	} {
		if got := adaptOracle(in); got != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
	}
}

// A place in a document of PostgreSQL is written in parentheses wherever it stands, and the keys of a path in quotes: a key may hold a comma.
var (
	inParentheses = regexp.MustCompile(`\((docs\.doc (?:->>?|#>>?) \$\d+)\)`)
	place         = regexp.MustCompile(`docs\.doc (?:->>?|#>>?) \$\d+`)
	path          = regexp.MustCompile(`"\{([a-z0-9, ]+)\}"`)
)

func adaptPlaces(ss []golden.Statement) []golden.Statement {
	out := make([]golden.Statement, len(ss))
	for i, s := range ss {
		sql := place.ReplaceAllString(inParentheses.ReplaceAllString(s.SQL, "$1"), "($0)")
		binds := path.ReplaceAllStringFunc(s.Binds, func(p string) string {
			return `"{\"` + strings.ReplaceAll(strings.Trim(p, `"{}`), ", ", `\",\"`) + `\"}"`
		})
		out[i] = golden.Statement{SQL: sql, Binds: binds}
	}
	return out
}

var (
	timeType  = regexp.MustCompile(`\b(DATETIME|TIMESTAMP|TIME)\b(\(\d\))?`)
	nowOfTime = regexp.MustCompile(`(\(6\).*) DEFAULT (?:\(now\(\)\)|CURRENT_TIMESTAMP)`)
)

// adaptMySQL is the text with microseconds, and with utf8mb4 behind every table that names no characters.
func adaptMySQL(sql string) string {
	sql = timeType.ReplaceAllStringFunc(sql, func(name string) string {
		if strings.HasSuffix(name, ")") {
			return name
		}
		return name + "(6)"
	})
	sql = nowOfTime.ReplaceAllString(sql, "$1 DEFAULT CURRENT_TIMESTAMP(6)")
	if !strings.HasPrefix(sql, "CREATE TABLE") && !strings.HasPrefix(sql, "CREATE TEMPORARY TABLE") {
		return sql
	}
	if !strings.Contains(sql, "\n)") { // CREATE TABLE ... AS SELECT
		return sql
	}
	end := strings.LastIndex(sql, "\n)") + len("\n)")
	columns, options := sql[:end], sql[end:]
	if !strings.Contains(options, "CHARSET") {
		columns += " DEFAULT CHARSET=utf8mb4"
	}
	if options != "" {
		columns += " " + options
	}
	return columns
}

func TestAdaptMySQL(t *testing.T) {
	for in, want := range map[string]string{
		"CREATE TABLE t (\n\ta INTEGER\n)":                                    "CREATE TABLE t (\n\ta INTEGER\n) DEFAULT CHARSET=utf8mb4",
		"CREATE TABLE t (\n\ta INTEGER\n)COMMENT='x'":                         "CREATE TABLE t (\n\ta INTEGER\n) DEFAULT CHARSET=utf8mb4 COMMENT='x'",
		"CREATE TABLE t (\n\ta INTEGER\n)ENGINE=InnoDB CHARSET=utf8mb4":       "CREATE TABLE t (\n\ta INTEGER\n) ENGINE=InnoDB CHARSET=utf8mb4",
		"CAST(a AS DATETIME), CAST(b AS TIME), CAST(c AS DATETIME(3))":        "CAST(a AS DATETIME(6)), CAST(b AS TIME(6)), CAST(c AS DATETIME(3))",
		"\ta DATETIME DEFAULT (now()), \n\tb DATETIME NOT NULL DEFAULT now()": "\ta DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6), \n\tb DATETIME(6) NOT NULL DEFAULT now()",
		"a TIMESTAMP NULL DEFAULT CURRENT_TIMESTAMP":                          "a TIMESTAMP(6) NULL DEFAULT CURRENT_TIMESTAMP(6)",
		"SELECT CURRENT_TIMESTAMP":                                            "SELECT CURRENT_TIMESTAMP",
	} {
		if got := adaptMySQL(in); got != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
	}
}
