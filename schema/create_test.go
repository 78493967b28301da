package schema

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/azoth-orm/azoth/expr"
)

// recorder is a database that writes down what it is asked. It is the Executor, the DDLRunner and the DDLConn.
type recorder struct {
	expr.Rows
	log     []string
	present map[string]bool
	alter   bool
	fail    string
}

func (r *recorder) RunDDL(_ context.Context, f func(DDLConn) error) error {
	r.log = append(r.log, "BEGIN")
	err := f(r)
	r.log = append(r.log, map[bool]string{true: "COMMIT", false: "ROLLBACK"}[err == nil])
	return err
}

func (r *recorder) Execute(_ context.Context, s expr.Statement) (expr.Rows, error) {
	line := ""
	switch s := s.(type) {
	case *CreateTable:
		line = fmt.Sprintf("create %s without %d", s.Table, len(s.Omit))
	case *DropTable:
		line = "drop " + s.Table.Name
	case *CreateIndex:
		line = "index " + s.Index.IndexName()
	case *AddConstraint:
		line = "add to " + s.Constraint.On().Name
	case *DropConstraint:
		line = "drop constraint of " + s.Constraint.On().Name
	}
	r.log = append(r.log, line)
	if r.fail != "" && strings.Contains(line, r.fail) {
		return nil, errors.New("refused")
	}
	return r, nil
}

func (r *recorder) Close() error { return nil }

func (r *recorder) HasTable(_ context.Context, _, name string) (bool, error) {
	r.log = append(r.log, name+"?")
	return r.present[name], nil
}

func (r *recorder) SupportsAlter() bool { return r.alter }

func TestCreateAndDropAll(t *testing.T) {
	tree, circle := graph("b: a", "a"), graph("a: b", "b: a")
	tree.Table("a").AddIndex(&tree.Table("a").Column("id").ColumnRef)
	create := (*MetaData).CreateAll
	drop := (*MetaData).DropAll
	for name, c := range map[string]struct {
		meta *MetaData
		do   func(*MetaData, context.Context, expr.Executor) error
		db   *recorder
		want string
	}{
		"create": {tree, create, &recorder{}, "BEGIN b? a? create a without 0 index ix_a_id create b without 0 COMMIT"},
		"create what is missing": {
			tree, create, &recorder{present: map[string]bool{"a": true}},
			"BEGIN b? a? create b without 0 COMMIT",
		},
		"drop":          {tree, drop, &recorder{present: map[string]bool{"a": true, "b": true}}, "BEGIN b? a? drop b drop a COMMIT"},
		"drop nothing":  {tree, drop, &recorder{}, "BEGIN b? a? COMMIT"},
		"circle inline": {circle, create, &recorder{}, "BEGIN a? b? create a without 0 create b without 0 COMMIT"},
		"circle with ALTER": {
			circle, create, &recorder{alter: true},
			"BEGIN a? b? create a without 1 create b without 1 add to a add to b COMMIT",
		},
		"drop circle with ALTER": {
			circle, drop, &recorder{alter: true, present: map[string]bool{"a": true, "b": true}},
			"BEGIN a? b? drop constraint of a drop constraint of b drop b drop a COMMIT",
		},
	} {
		t.Run(name, func(t *testing.T) {
			if err := c.do(c.meta, context.Background(), c.db); err != nil {
				t.Fatal(err)
			}
			if got := strings.Join(c.db.log, " "); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestCreateAllStopsAtAnError(t *testing.T) {
	db := &recorder{fail: "create a"}
	err := graph("a", "b: a").CreateAll(context.Background(), db)
	if err == nil || !slices.Contains(db.log, "ROLLBACK") || slices.Contains(db.log, "create b without 0") {
		t.Errorf("%v: %v", err, db.log)
	}
}

type plain struct{ expr.Executor }

func TestCreateAllNeedsADDLRunner(t *testing.T) {
	err := graph("a").CreateAll(context.Background(), plain{})
	if err == nil || !strings.Contains(err.Error(), "give an Engine or a Connection") {
		t.Error(err)
	}
}

func TestKeysOfDDLAreDistinct(t *testing.T) {
	meta := graph("a: a", "b")
	a, b := meta.Table("a"), meta.Table("b")
	index := a.AddIndex(&a.Column("id").ColumnRef)
	seen := map[string]expr.Statement{}
	for _, s := range []expr.Statement{
		&CreateTable{Table: a}, &CreateTable{Table: b}, &CreateTable{Table: a, IfNotExists: true}, &CreateTable{Table: a, Omit: a.ForeignKeys},
		&DropTable{Table: a}, &DropTable{Table: a, IfExists: true}, &CreateIndex{Index: index}, &DropIndex{Index: index},
		&AddConstraint{Constraint: a.ForeignKeys[0]}, &AddConstraint{Constraint: a.PrimaryKey}, &DropConstraint{Constraint: a.ForeignKeys[0]},
		&CreateSchema{Name: "x"}, &DropSchema{Name: "x"}, &DropSchema{Name: "x", Cascade: true},
	} {
		var k expr.Key
		s.AppendKey(&k)
		if other := seen[string(k.Bytes())]; other != nil {
			t.Errorf("%#v and %#v have the same key", s, other)
		}
		seen[string(k.Bytes())] = s
	}
}
