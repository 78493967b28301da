package schema

import (
	"context"
	"errors"
	"slices"
	"testing"

	"github.com/azoth-orm/azoth/types"
)

func TestSortTablesAndConstraints(t *testing.T) {
	m := graph("x: a", "a: b", "b: a", "y", "late: y")
	m.Table("late").ForeignKeys[0].UseAlter = true
	order, rest, err := SortTablesAndConstraints(m.Tables()...)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]int{}
	var tables []*Table
	for _, s := range order {
		tables, got[s.Table.Name] = append(tables, s.Table), len(s.ForeignKeys)
	}
	if names(tables) != "a b y late x" || got["x"] != 1 || got["a"]+got["b"]+got["y"]+got["late"] != 0 {
		t.Errorf("%s with foreign keys %v", names(tables), got)
	}
	var late []string
	for _, f := range rest {
		late = append(late, f.On().Name)
	}
	slices.Sort(late)
	if !slices.Equal(late, []string{"a", "b", "late"}) {
		t.Errorf("the foreign keys of %v wait", late)
	}
	sorted, err := SortTables(m.Tables()...)
	if err != nil || !slices.Equal(sorted, tables) {
		t.Errorf("%s, %v", names(sorted), err)
	}
	if sorted, err = SortTables(m.Table("x"), m.Table("y")); err != nil || names(sorted) != "x y" {
		t.Errorf("%s, %v: a foreign key to another table counts", names(sorted), err)
	}
}

func TestSortTablesErrors(t *testing.T) {
	m := graph("a", "b")
	m.Table("a").DependsOn(m.Table("b"))
	m.Table("b").DependsOn(m.Table("a"))
	circle := (*CircularError)(nil)
	if _, err := SortTables(m.Tables()...); !errors.As(err, &circle) || len(circle.Tables) != 2 {
		t.Errorf("%v, want a CircularError", err)
	}
	if _, _, err := SortTablesAndConstraints(graph("a: missing").Tables()...); err == nil {
		t.Error("a foreign key to a missing table is not reported")
	}
}

func TestEnumByItself(t *testing.T) {
	color, ctx := types.Enum("red", "blue").Named("color"), context.Background()
	for name, c := range map[string]struct {
		r     *recorder
		check CheckFirst
		want  []string
	}{
		"unchecked": {&recorder{rich: true}, CheckNothing, []string{"BEGIN", "create color", "COMMIT", "BEGIN", "drop color", "COMMIT"}},
		"missing":   {&recorder{rich: true}, CheckTypes, []string{"BEGIN", "color?", "create color", "COMMIT", "BEGIN", "color?", "COMMIT"}},
		"present": {
			&recorder{rich: true, present: map[string]bool{"color": true}}, CheckTypes,
			[]string{"BEGIN", "color?", "COMMIT", "BEGIN", "color?", "drop color", "COMMIT"},
		},
		"without types": {&recorder{}, CheckNothing, []string{"BEGIN", "COMMIT", "BEGIN", "COMMIT"}},
	} {
		t.Run(name, func(t *testing.T) {
			if err := errors.Join(CreateEnum(ctx, c.r, color, Checking(c.check)), DropEnum(ctx, c.r, color, Checking(c.check))); err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(c.r.log, c.want) {
				t.Errorf("%q, want %q", c.r.log, c.want)
			}
		})
	}
	r := &recorder{rich: true}
	for _, e := range []types.EnumType{types.Enum("a"), {Name: "a", Check: true}} {
		if err := errors.Join(CreateEnum(ctx, r, e)); err == nil || len(r.log) > 0 {
			t.Errorf("%v, %q: the enumeration is no type", err, r.log)
		}
	}
}
