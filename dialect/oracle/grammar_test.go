package oracle_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/col"
	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/dialect/oracle"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

var (
	table = azoth.NewTable("t", azoth.NewMetaData(), schema.Col("id", types.Integer(), schema.PrimaryKey()), schema.Col("x", types.Float()))
	other = azoth.NewTable("u", table.MetaData, schema.Col("tid", nil, schema.ForeignKeyTo("t.id")))
	t     = azoth.Columns[struct {
		ID col.Int
		X  col.Float64
	}](table)
	u = azoth.Columns[struct{ TID col.Int }](other)
)

func TestRegistered(tt *testing.T) {
	if d, err := dialect.Lookup("oracle"); d != oracle.Dialect || err != nil {
		tt.Errorf("got %v, %v", d, err)
	}
	if _, err := dialect.LookupDriver("oracle", ""); err == nil || !strings.Contains(err.Error(), "oracle has no driver: it only compiles") {
		tt.Errorf("a driver: %v", err)
	}
}

// TestUnsupported wants a typed error that says what to do of what Oracle cannot say.
func TestUnsupported(tt *testing.T) {
	from, linked := expr.MakeDerived(table), azoth.Eq(t.ID, u.TID)
	insert := expr.NewInsertTable(from).Values(t.ID.Set(1))
	stored := azoth.NewTable("s", azoth.NewMetaData(), schema.Col("a", types.Integer(), schema.ComputedOf(expr.NewText("1"), schema.Stored)))
	for name, c := range map[string]struct {
		st   expr.Element
		want string
	}{
		"upsert":            {insert.OnConflict(t.ID).DoNothing().Statement(), "MERGE"},
		"two rows":          {insert.Values(t.ID.Set(2)).Statement(), "run the statement for each row"},
		"update of several": {expr.NewUpdateTable(from).Set(t.X.Set(1)).Where(linked).Statement(), "use EXISTS"},
		"delete of several": {expr.NewDeleteTable(from).Where(linked).Statement(), "use EXISTS"},
		"shift":             {expr.NewBinary(expr.OpShiftLeft, expr.ElementOf(t.ID), expr.ElementOf(expr.Lit(1))), "power of two"},
		"stored":            {&schema.CreateTable{Table: stored}, "say Virtual"},
	} {
		tt.Run(name, func(tt *testing.T) {
			_, err := compiler.Text(c.st, oracle.Dialect.Grammar)
			var unsupported *compiler.UnsupportedError
			if !errors.As(err, &unsupported) || unsupported.Dialect != "oracle" || !strings.Contains(err.Error(), c.want) {
				tt.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}

func TestOnUpdate(tt *testing.T) {
	child := func(a schema.Action) *schema.CreateTable {
		m := azoth.NewMetaData()
		azoth.NewTable("p", m, schema.Col("id", types.Integer(), schema.PrimaryKey()))
		return &schema.CreateTable{Table: azoth.NewTable("c", m, schema.Col("p", nil, schema.ForeignKeyTo("p.id", schema.OnUpdate(a))))}
	}
	if _, err := compiler.Text(child(schema.Cascade), oracle.Dialect.Grammar); err == nil || !strings.Contains(err.Error(), "Deferrable") {
		tt.Errorf("ON UPDATE CASCADE: %v", err)
	}
	if got, err := compiler.Text(child(schema.NoAction), oracle.Dialect.Grammar); err != nil || strings.Contains(got, "ON UPDATE") {
		tt.Errorf("ON UPDATE NO ACTION: %q, %v", got, err)
	}
}

// TestText is what no golden has: where SQLAlchemy writes something else on purpose, or nothing that Oracle takes.
func TestText(tt *testing.T) {
	inner := azoth.Select(t.ID).ForUpdate()
	for want, st := range map[string]expr.Element{
		"SELECT TRUNC(t.id / :1) AS anon_1 \nFROM t":                                     azoth.Select(t.ID.Div(2)).Statement(),
		"SELECT t.x / :1 AS anon_1 \nFROM t":                                             azoth.Select(t.X.Div(2)).Statement(),
		"SELECT t.id \nFROM t \nWHERE t.id IN (SELECT t.id \nFROM t) FOR UPDATE OF t.id": azoth.Select(t.ID).Where(azoth.In(t.ID, inner)).ForUpdate(expr.LockOf(table)).Statement(),
		"INSERT INTO t (id) VALUES (DEFAULT)":                                            expr.NewInsertTable(expr.MakeDerived(table)).Values().Statement(),
	} {
		if got, err := compiler.Text(st, oracle.Dialect.Grammar); err != nil || got != want {
			tt.Errorf("got %q, %v, want %q", got, err, want)
		}
	}
}

func TestTypeNames(tt *testing.T) {
	for want, typ := range map[string]types.Type{
		"VARCHAR2(4000 CHAR)":         types.String(0),
		"TIMESTAMP(3)":                types.DateTimeType{Precision: 3},
		"TIMESTAMP(0) WITH TIME ZONE": types.TimestampType{Precision: -1, TimeZone: true},
		"DATE":                        types.DateTimeType{Precision: -1},
		"INTERVAL DAY TO SECOND(3)":   types.IntervalType{Precision: 3},
		"JSON":                        types.Array(types.Integer()),
		"VECTOR(*,*,*)":               oracle.Vector(0, ""),
		"NUMBER":                      oracle.Number(0, 0),
	} {
		if got, err := oracle.Dialect.Grammar.TypeName(typ); err != nil || got != want {
			tt.Errorf("%s: got %q, %v, want %q", typ.SQLType(), got, err, want)
		}
	}
	if _, err := oracle.Dialect.Grammar.TypeName(types.FloatType{Precision: 24}); err == nil || !strings.Contains(err.Error(), "oracle.Float(79)") {
		tt.Errorf("FLOAT(24): %v", err)
	}
	if got := oracle.Clob().DDL("sqlite"); got != "" {
		tt.Errorf("CLOB is %q on SQLite", got)
	}
}

// TestNames wants names in the way that Oracle folds them, and none that is too long.
func TestNames(tt *testing.T) {
	q := &oracle.Dialect.Grammar.Quoting
	for name, want := range map[string]string{"users": "users", "Users": `"Users"`, "_x": `"_x"`, "x_": "x_", "level": `"level"`, "a$b": "a$b", "1st": `"1st"`} {
		if got := q.Quote(name); got != want {
			tt.Errorf("%s is %s, want %s", name, got, want)
		}
	}
	m := azoth.NewTable("m", azoth.NewMetaData(), schema.Col("id", types.Integer()), schema.Col("ID", types.Integer()))
	s := azoth.Select2(m.C("id"), m.C("ID")).Subquery("s")
	want := "SELECT s.id \nFROM (SELECT m.id AS id, m.\"ID\" AS \"ID_1\" \nFROM m) s"
	if got, err := compiler.Text(azoth.Select(s.C("id")).Statement(), oracle.Dialect.Grammar); err != nil || got != want {
		tt.Errorf("got %q, %v, want %q", got, err, want)
	}
	if err := oracle.Dialect.Grammar.CheckName(strings.Repeat("é", 65)); err == nil {
		tt.Error("a name may have 130 bytes")
	}
}
