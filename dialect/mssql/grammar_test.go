package mssql_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/col"
	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/dialect/mssql"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/fn"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

var (
	table = azoth.NewTable("t", azoth.NewMetaData(), schema.Col("id", types.Integer(), schema.PrimaryKey()), schema.Col("doc", types.JSON()))
	t     = azoth.Columns[struct {
		ID  col.Int
		Doc col.NullJSON[any]
	}](table)
)

func TestRegistered(tt *testing.T) {
	if d, err := dialect.Lookup("mssql"); d != mssql.Dialect || err != nil {
		tt.Errorf("got %v, %v", d, err)
	}
	if _, err := dialect.LookupDriver("mssql", ""); err == nil || !strings.Contains(err.Error(), "mssql has no driver: it only compiles") {
		tt.Errorf("a driver: %v", err)
	}
}

// TestUnsupported wants a typed error that says what to do of what SQL Server cannot say.
func TestUnsupported(tt *testing.T) {
	insert := expr.NewInsertTable(expr.MakeDerived(table)).Values(t.ID.Set(1))
	for name, c := range map[string]struct {
		st   expr.Element
		want string
	}{
		"offset without order":     {azoth.Select(t.ID).Offset(5).Statement(), "say OrderBy"},
		"limit of a set operation": {azoth.Select(t.ID).Union(azoth.Select(t.ID)).Limit(5).Statement(), "say OrderBy"},
		"upsert":                   {insert.OnConflict(t.ID).DoNothing().Statement(), "MERGE"},
		"temporary table":          {&schema.CreateTableAs{Name: "x", Query: azoth.Select(t.ID).Statement(), Temporary: true}, "begins with #"},
		"table if it is not there": {&schema.CreateTableAs{Name: "x", Query: azoth.Select(t.ID).Statement(), IfNotExists: true}, "look for the table before"},
		"regular expression":       {expr.NewBinary(expr.OpRegexp, expr.ElementOf(t.ID), expr.ElementOf(expr.Lit("x"))), "no regular expressions"},
	} {
		tt.Run(name, func(tt *testing.T) {
			_, err := compiler.Text(c.st, mssql.Dialect.Grammar)
			var unsupported *compiler.UnsupportedError
			if !errors.As(err, &unsupported) || unsupported.Dialect != "mssql" || !strings.Contains(err.Error(), c.want) {
				tt.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}

// TestText is what no golden has: where SQLAlchemy writes something else on purpose, or nothing that the server takes.
func TestText(tt *testing.T) {
	union := azoth.Select(t.ID).Union(azoth.Select(t.ID)).OrderBy(t.ID).Limit(5)
	for want, st := range map[string]expr.Element{
		"SELECT t.id \nFROM t UNION SELECT t.id \nFROM t ORDER BY id\n OFFSET 0 ROWS\n FETCH FIRST @p1 ROWS ONLY": union.Statement(),
		"JSON_VALUE(t.doc, @p1)":                                                 expr.ElementOf(t.Doc.Key("a").AsText()),
		"CAST(JSON_VALUE(t.doc, @p1) AS INTEGER)":                                expr.ElementOf(t.Doc.Key("a").AsInt()),
		"CASE JSON_VALUE(t.doc, @p1) WHEN 'true' THEN 1 WHEN 'false' THEN 0 END": expr.ElementOf(t.Doc.Key("a").AsBool()),
		"DATEPART(dayofyear, t.doc)":                                             expr.ElementOf(fn.Extract("doy", t.Doc)),
	} {
		if got, err := compiler.Text(st, mssql.Dialect.Grammar); err != nil || got != want {
			tt.Errorf("got %q, %v, want %q", got, err, want)
		}
	}
}

func TestTypeNames(tt *testing.T) {
	for want, typ := range map[string]types.Type{
		"DATETIME2":                              types.Timestamp(),
		"DATETIMEOFFSET(3)":                      types.TimestampType{Precision: 3, TimeZone: true},
		"DATETIME2(3)":                           types.DateTimeType{Precision: 3},
		"DATETIME2(0)":                           types.DateTimeType{Precision: -1},
		"NVARCHAR(max)":                          types.Array(types.Integer()),
		"VARCHAR(10) COLLATE Latin1_General_BIN": types.StringType{Length: 10, Collation: "Latin1_General_BIN"},
		"CHAR(3)":                                types.Char(3),
		"VARBINARY(20)":                          types.LargeBinaryType{Length: 20},
		"DATETIME2(7)":                           mssql.DateTime2(7),
	} {
		if got, err := mssql.Dialect.Grammar.TypeName(typ); err != nil || got != want {
			tt.Errorf("%s: got %q, %v, want %q", typ.SQLType(), got, err, want)
		}
	}
	if got := mssql.Money().DDL("sqlite"); got != "" {
		tt.Errorf("MONEY is %q on SQLite", got)
	}
}

// TestNames wants a bracket in a name to end nothing, and no name that is too long.
func TestNames(tt *testing.T) {
	q := &mssql.Dialect.Grammar.Quoting
	for name, want := range map[string]string{
		"users": "users", "Users": "[Users]", "_x": "_x", "top": "[top]", "a]b": "[a]]b]", "]; DROP TABLE t; --": "[]]; DROP TABLE t; --]", `a"b`: `[a"b]`,
	} {
		if got := q.Quote(name); got != want {
			tt.Errorf("%s is %s, want %s", name, got, want)
		}
	}
	if err := mssql.Dialect.Grammar.CheckName(strings.Repeat("é", 128)); err != nil {
		tt.Error(err)
	}
	if err := mssql.Dialect.Grammar.CheckName(strings.Repeat("x", 129)); err == nil {
		tt.Error("a name may have 129 characters")
	}
}
