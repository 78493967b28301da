package schema

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/types"
)

// A copy is a table of its own: what is done to it does not touch the original.
func TestCopiesAreTheirOwn(t *testing.T) {
	from, to := NewMetaData(), NewMetaData()
	a := Define("t", from, Col("id", types.Integer(), PrimaryKey(), WithInfo(Info{"x": 1})), Col("self", nil, ForeignKeyTo("t.id")), Col("late", nil, ForeignKeyTo("later.id")))
	a.Options, a.Info = map[string]string{"mysql": "ENGINE=InnoDB"}, Info{"y": 2}
	a.Temporary = true
	b := a.ToMetaData(to)
	b.Options["mysql"], b.Info["y"], b.Column("id").Info["x"] = "", 0, 0
	b.AddColumn(NewColumn("more", types.Integer()))
	b.Column("id").Comment = "copy"
	if a.Options["mysql"] == "" || a.Info["y"] != 2 || a.Column("id").Info["x"] != 1 || len(a.Columns) != 3 || a.Column("id").Comment != "" {
		t.Errorf("the original has changed: %+v", a)
	}
	if b.MetaData != to || !b.Temporary || to.Table("t") != b || b.Column("id").Table != b || b.Column("id").Number == a.Column("id").Number {
		t.Error("the copy is not a table of its own")
	}
	if r, err := b.ForeignKeys[0].RefTable(); err != nil || r != b {
		t.Errorf("the copy references %v, %v", r, err)
	}
	if _, err := b.ForeignKeys[1].RefTable(); err == nil {
		t.Error("a target that the new catalogue does not have was found")
	}
	later := Define("later", to, Col("id", types.Integer(), PrimaryKey()))
	if r, err := b.ForeignKeys[1].RefTable(); err != nil || r != later {
		t.Errorf("the copy references %v, %v", r, err)
	}
	if got := message(func() { a.ToMetaData(to) }); !strings.Contains(got, "has a table t already") {
		t.Errorf("a second copy: %q", got)
	}
}

func TestCopiesKeepConventions(t *testing.T) {
	from, to := NewMetaData(), NewMetaData()
	to.Naming.Check, to.Naming.Index = "ck_%(table_name)s_%(column_0_name)s", "i_%(column_0_name)s"
	a := Define("t", from, Col("n", types.Integer()))
	a.AddCheck(expr.ElementOf(a.C("n").Gt(5)))
	a.AddIndex(expr.OrderingElement(a.C("n").Desc()))
	b := a.ToMetaData(to, CopyAs("u"))
	if got, _, err := NameOf(b.Checks[0]); got != "ck_u_n" || err != nil {
		t.Errorf("the check is called %q, %v", got, err)
	}
	if got := b.Indexes[0].IndexName(); got != "i_n" {
		t.Errorf("the index is called %q", got)
	}
}

func TestCatalogues(t *testing.T) {
	m := NewMetaData()
	m.Schema = "app"
	a, b := Define("a", m, Col("id", types.Integer(), PrimaryKey())), Define("other.b", m, Col("a", nil, ForeignKeyTo("a.id")))
	NewTableIn(m, "", "plain")
	NewSequence(m, "third.s", Counter{})
	if got := m.Schemas(); !slices.Equal(got, []string{"app", "other", "third"}) {
		t.Errorf("the schemas are %q", got)
	}
	m.Remove(a)
	m.Remove(a)
	if m.Table("a") != nil || len(m.Tables()) != 2 {
		t.Error("a is still there")
	}
	if _, err := b.ForeignKeys[0].RefTable(); err == nil {
		t.Error("a foreign key to a table that was removed finds it")
	}
	again := Define("a", m, Col("id", types.Integer(), PrimaryKey()))
	m.Remove(a)
	if m.Table("a") != again {
		t.Error("another table of the name was removed")
	}
	m.Clear()
	if len(m.Tables())+len(m.Sequences())+len(m.Schemas()) != 0 || m.Table("a") != nil {
		t.Error("something is left")
	}
	Define("a", m)
}

func TestExistingTables(t *testing.T) {
	m := NewMetaData()
	first := Define("t", m, Col("id", types.Integer(), PrimaryKey()), Col("a", types.Integer()), Col("b", types.Integer(), PrimaryKey()))
	id := first.Column("id")
	if KeepExisting("t", m, Col("c", types.Integer())) != first || first.Column("c") != nil {
		t.Error("KeepExisting has changed the table")
	}
	if KeepExisting("u", m, Col("c", types.Integer())).Column("c") == nil || ExtendExisting("v", m, Col("c", types.Integer())).Column("c") == nil {
		t.Error("a table that was missing has no columns")
	}
	got := ExtendExisting("t", m, Col("id", types.BigInteger(), PrimaryKey(), Comment("new")), Col("a", types.Text(), PrimaryKey(), Unique()), Col("b", types.Integer()), Col("d", types.Integer(), Indexed()), UniqueOf("d"))
	if got != first || first.Column("id") != id || id.Type != types.Type(types.BigInteger()) || id.Comment != "new" || id.Table != first {
		t.Errorf("the column is %+v", id)
	}
	if len(first.Columns) != 4 || len(first.Uniques) != 2 || len(first.Indexes) != 1 || columnNames(first.PrimaryKey.Columns) != "id, a" || first.Column("a").Nullable {
		t.Errorf("the table is %+v", first)
	}
}

func TestDependsOn(t *testing.T) {
	m := NewMetaData()
	a, b, c := Define("a", m), Define("b", m), Define("c", m)
	a.DependsOn(b, a)
	b.DependsOn(c)
	sorted, err := m.SortedTables()
	if err != nil || names(sorted) != "c b a" {
		t.Fatalf("sorted %s, %v", names(sorted), err)
	}
	c.DependsOn(a)
	_, err = m.SortedTables()
	var circular *CircularError
	if !errors.As(err, &circular) || len(circular.Tables) != 3 || !strings.Contains(err.Error(), "a, b, c") {
		t.Errorf("a circle: %v", err)
	}
}

// A circle of foreign keys is broken, and what DependsOn says holds all the same.
func TestDependsOnInACircle(t *testing.T) {
	m := NewMetaData()
	a := Define("a", m, Col("id", types.Integer(), PrimaryKey()), Col("b", nil, ForeignKeyTo("b.id")))
	b := Define("b", m, Col("id", types.Integer(), PrimaryKey()), Col("a", nil, ForeignKeyTo("a.id")))
	a.DependsOn(b)
	if sorted, err := m.SortedTables(); err != nil || names(sorted) != "b a" {
		t.Errorf("sorted %s, %v", names(sorted), err)
	}
}
