package schema

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/types"
)

// told is a hook that writes down what it is told.
func told(r *recorder, name string) DDLHook {
	return func(_ context.Context, e DDLEvent) error {
		r.log = append(r.log, name+" "+[]string{"before create", "after create", "before drop", "after drop"}[e.Moment]+" "+names(e.Tables))
		return nil
	}
}

func TestHooksAreCalled(t *testing.T) {
	m, r := NewMetaData(), &recorder{present: map[string]bool{}}
	b := Define("b", m, Col("id", types.Integer(), PrimaryKey(), Indexed()), Col("a", nil, ForeignKeyTo("a.id")))
	Define("a", m, Col("id", types.Integer(), PrimaryKey()))
	for at := BeforeCreate; at <= AfterDrop; at++ {
		b.Listen(at, told(r, "b"))
		m.Listen(at, told(r, "all"))
	}
	if err := m.CreateAll(context.Background(), r, Checking(CheckNothing)); err != nil {
		t.Fatal(err)
	}
	want := []string{
		"BEGIN", "all before create a b", "create a without 0", "b before create ", "create b without 0", "index ix_b_id", "b after create ",
		"all after create a b", "COMMIT",
	}
	if !slices.Equal(r.log, want) {
		t.Errorf("CreateAll: %q\nwant %q", r.log, want)
	}
	r.log = nil
	if err := m.DropAll(context.Background(), r, Checking(CheckNothing)); err != nil {
		t.Fatal(err)
	}
	want = []string{"BEGIN", "all before drop a b", "b before drop ", "drop b", "b after drop ", "drop a", "all after drop a b", "COMMIT"}
	if !slices.Equal(r.log, want) {
		t.Errorf("DropAll: %q\nwant %q", r.log, want)
	}
}

func TestHooksEndWithAnError(t *testing.T) {
	no := errors.New("no")
	for at := BeforeCreate; at <= AfterDrop; at++ {
		for _, ofTable := range []bool{true, false} {
			m, r := NewMetaData(), &recorder{}
			table := Define("t", m)
			refuse := func(context.Context, DDLEvent) error { return no }
			if ofTable {
				table.Listen(at, refuse)
			} else {
				m.Listen(at, refuse)
			}
			run := m.CreateAll
			if at >= BeforeDrop {
				run = m.DropAll
			}
			if err := run(context.Background(), r, Checking(CheckNothing)); !errors.Is(err, no) || r.log[len(r.log)-1] != "ROLLBACK" {
				t.Errorf("moment %d, of the table %v: %v, %q", at, ofTable, err, r.log)
			}
		}
	}
}

func TestHooksThatRun(t *testing.T) {
	m, r := NewMetaData(), &recorder{dialects: []string{"mariadb", "mysql"}}
	table := Define("t", m)
	table.Listen(AfterCreate, Run(DDL("everywhere")))
	table.Listen(AfterCreate, Run(DDL("here").On("sqlite", "mysql")))
	table.Listen(AfterCreate, Run(DDL("elsewhere").On("postgresql")))
	table.Listen(AfterCreate, Run(DDL("asked").If(func(dialect string) bool { return dialect == "mariadb" })))
	table.Listen(AfterCreate, Run(DDL("refused").If(func(dialect string) bool { return dialect == "mysql" })))
	m.Listen(AfterCreate, Run(DDL("at the end")))
	m.Listen(AfterCreate, Run(&DropIndex{Index: table.AddIndex(expr.NewText("x"))}))
	if err := table.Create(context.Background(), r); err != nil {
		t.Fatal(err)
	}
	want := "BEGIN,create t without 0,index ix_t,everywhere of t,here of t,asked of t,COMMIT"
	if got := strings.Join(r.log, ","); got != want {
		t.Errorf("it ran %s\nwant %s", got, want)
	}
	r.log = nil
	if err := m.CreateAll(context.Background(), r, Checking(CheckNothing)); err != nil || !strings.HasSuffix(strings.Join(r.log, ","), "at the end of <nil>,drop index ix_t,COMMIT") {
		t.Errorf("it ran %q, %v", r.log, err)
	}
}

func TestSingleThings(t *testing.T) {
	m := NewMetaData()
	table := Define("t", m, Col("id", types.Integer(), PrimaryKey()))
	i, s, v := table.AddIndex(&table.Columns[0].ColumnRef), NewSequence(m, "s", Counter{}), &View{Name: "v"}
	type run = func(context.Context, expr.Executor, ...DDLOption) error
	for name, c := range map[string]struct {
		create, drop run
		check        CheckFirst
		present      string
		created      string
		dropped      string
	}{
		"table":    {table.Create, table.Drop, CheckTables, "t", "create t without 0,index ix_t_id", "drop t"},
		"index":    {i.Create, i.Drop, CheckIndexes, "ix_t_id", "index ix_t_id", "drop index ix_t_id"},
		"sequence": {s.Create, s.Drop, CheckSequences, "s", "create s", "drop s"},
		"view":     {v.Create, v.Drop, CheckViews, "v", "create v", "drop v"},
	} {
		t.Run(name, func(t *testing.T) {
			for _, present := range []bool{true, false} {
				for _, check := range []CheckFirst{CheckNothing, c.check} {
					r := &recorder{rich: true, present: map[string]bool{c.present: present}}
					if err := errors.Join(c.create(context.Background(), r, Checking(check)), c.drop(context.Background(), r, Checking(check))); err != nil {
						t.Fatal(err)
					}
					log := strings.Join(slices.DeleteFunc(r.log, func(l string) bool {
						return strings.HasPrefix(l, "has ") || strings.HasSuffix(l, "?") || l == "BEGIN" || l == "COMMIT"
					}), ",")
					want := c.created + "," + c.dropped
					switch {
					case check != CheckNothing && present:
						want = c.dropped
					case check != CheckNothing:
						want = c.created
					}
					if log != want {
						t.Errorf("present %v, looked for %v: %s\nwant %s", present, check != CheckNothing, log, want)
					}
				}
			}
		})
	}
}

func TestConditions(t *testing.T) {
	yes, no := func(string) bool { return true }, func(string) bool { return false }
	for _, c := range []struct {
		when  When
		names []string
		want  bool
	}{
		{When{}, nil, true},
		{When{}, []string{"sqlite"}, true},
		{When{Dialects: []string{"mysql"}}, []string{"mariadb", "mysql"}, true},
		{When{Dialects: []string{"mariadb"}}, []string{"mariadb", "mysql"}, true},
		{When{Dialects: []string{"mariadb"}}, []string{"mysql"}, false},
		{When{Dialects: []string{"mysql"}, If: no}, []string{"mysql"}, false},
		{When{If: yes}, []string{"mysql"}, true},
		{When{If: yes}, nil, false},
	} {
		if got := c.when.Holds(c.names...); got != c.want {
			t.Errorf("%+v holds for %q: %v", c.when, c.names, got)
		}
	}
}
