package mysql

import (
	"strings"
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

func TestRefine(t *testing.T) {
	for version, want := range map[string]*dialect.Dialect{
		"10.11.6-MariaDB-log":            MariaDB,
		"10.5.0-MariaDB":                 MariaDB,
		"11.4.2-mariadb-ubu2404":         MariaDB,
		"5.5.5-10.6.1-MariaDB":           MariaDB,
		"10.4.34-MariaDB":                Dialect,
		"5.5.68-MariaDB":                 Dialect,
		"8.0.36":                         Dialect,
		"8.0.36-0ubuntu0.22.04.1":        Dialect,
		"nonsense-MariaDB":               Dialect,
		"":                               Dialect,
		"8.0.mysql_aurora.3.04.0":        Dialect,
		"5.7.25-TiDB-v7.1.0-not-a-maria": Dialect,
	} {
		for _, d := range []*dialect.Dialect{Dialect, MariaDB} {
			if got := d.Refine(version); got != want {
				t.Errorf("%s: %s of %q is %s, want %s", d, d, version, got, want)
			}
		}
	}
}

func TestRegistered(t *testing.T) {
	for _, d := range []*dialect.Dialect{Dialect, MariaDB} {
		if got, err := dialect.Lookup(d.Name); got != d || err != nil {
			t.Errorf("%s: got %v, %v", d, got, err)
		}
	}
}

// TestReturning compiles RETURNING for both.
func TestReturning(t *testing.T) {
	users := azoth.NewTable("users", azoth.NewMetaData(), schema.Col("id", types.Integer(), schema.PrimaryKey()))
	id := &users.Columns[0].ColumnRef
	back := []expr.SelectItem{{Element: id}}
	five := expr.NewBind(types.Int64Value(5))
	const no = "it has no RETURNING"
	for _, w := range []struct {
		st             expr.Element
		mysql, mariadb string
	}{
		{
			&expr.InsertStatement{Table: users, Columns: []*expr.ColumnRef{id}, Rows: [][]expr.Element{{five}}, Returning: back},
			no, "INSERT INTO users (id) VALUES (?) RETURNING users.id",
		},
		{&expr.DeleteStatement{Table: users, AllRows: true, Returning: back}, no, "DELETE FROM users RETURNING users.id"},
		{&expr.UpdateStatement{Table: users, AllRows: true, Set: []expr.Assignment{{Column: id, Value: five}}, Returning: back}, no, no},
	} {
		for _, of := range []struct {
			d    *dialect.Dialect
			want string
		}{{Dialect, w.mysql}, {MariaDB, w.mariadb}} {
			sql, err := compiler.Text(w.st, of.d.Grammar)
			if err != nil {
				sql = err.Error()
			}
			if !strings.Contains(sql, of.want) {
				t.Errorf("%s: got %s, want %s", of.d, sql, of.want)
			}
		}
	}
	if Dialect.Features.Returning || !MariaDB.Features.Returning || Dialect.Features.Sequences || !MariaDB.Features.Sequences {
		t.Error("the features do not say what the grammars do")
	}
}
