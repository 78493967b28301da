package schema

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/types"
)

// recorder is a database that writes down what it is asked. It is the Executor, the DDLRunner and the DDLConn.
type recorder struct {
	expr.Rows
	log      []string
	present  map[string]bool
	alter    bool
	rich     bool // it has sequences, named enumerations and statements of comments
	fail     string
	dialects []string
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
	case *DropIndex:
		line = "drop index " + s.Index.IndexName()
	case *CustomDDL:
		line = s.Text + fmt.Sprint(" of ", s.Table)
	default:
		line = richer(s)
	}
	r.log = append(r.log, line)
	if r.fail != "" && strings.Contains(line, r.fail) {
		return nil, errors.New("refused")
	}
	return r, nil
}

func (r *recorder) HasIndex(_ context.Context, _, table, name string) (bool, error) {
	r.log = append(r.log, "has index "+name)
	return r.present[name], nil
}

func richer(s expr.Statement) string {
	switch s := s.(type) {
	case *CreateSequence:
		return "create " + s.Sequence.Name
	case *DropSequence:
		return "drop " + s.Sequence.Name
	case *CreateEnumType:
		return "create " + s.Type.Name
	case *DropEnumType:
		return "drop " + s.Type.Name
	case *SetTableComment:
		return "comment on " + s.Table.Name
	case *SetColumnComment:
		return "comment on " + s.Column.Table.Name + "." + s.Column.Name
	case *CreateView:
		return "create " + s.View.Name
	case *DropView:
		return "drop " + s.View.Name
	}
	return fmt.Sprintf("%T", s)
}

func (r *recorder) Close() error { return nil }

func (r *recorder) HasTable(_ context.Context, _, name string) (bool, error) {
	r.log = append(r.log, name+"?")
	return r.present[name], nil
}

func (r *recorder) HasSequence(ctx context.Context, schema, name string) (bool, error) {
	return r.HasTable(ctx, schema, name)
}

func (r *recorder) HasEnumType(ctx context.Context, schema, name string) (bool, error) {
	return r.HasTable(ctx, schema, name)
}

func (r *recorder) Abilities() Abilities {
	return Abilities{Dialects: r.dialects, AlterForeignKeys: r.alter, Sequences: r.rich, EnumTypes: r.rich, CommentStatements: r.rich}
}

func TestCreateAndDropAll(t *testing.T) {
	tree, circle := graph("b: a", "a"), graph("a: b", "b: a")
	tree.Table("a").AddIndex(&tree.Table("a").Column("id").ColumnRef)
	create := (*MetaData).CreateAll
	drop := (*MetaData).DropAll
	for name, c := range map[string]struct {
		meta *MetaData
		do   func(*MetaData, context.Context, expr.Executor, ...DDLOption) error
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

// furnished is two tables that share an enumeration, one with another of its own and an array of the first, one sequence that the
// catalogue knows, one that only a column knows, comments, and two views.
func furnished() *MetaData {
	meta := NewMetaData()
	color, size := types.Enum("red", "green").Named("color"), types.Enum("s", "l").Named("size")
	kept := NewSequence(meta, "kept", Counter{})
	used := &Sequence{Name: "used"}
	a := Define("a", meta,
		Col("id", types.BigInteger(), PrimaryKey(), ServerDefault(NextValue(used))), Col("n", types.Integer(), Default(NextValue(kept))),
		Col("color", color, Comment("c")), Col("again", color), Col("checked", types.EnumType{Name: "no", Varchar: true}))
	a.Comment = "t"
	Define("b", meta, Col("id", types.Integer(), PrimaryKey()), Col("colors", types.Array(color)), Col("size", size))
	NewView(meta, "v", new(expr.Query))
	NewView(meta, "w", new(expr.Query))
	return meta
}

func TestCreateAndDropAllOfEverything(t *testing.T) {
	all := map[string]bool{}
	for _, n := range strings.Fields("kept used a b color size v w") {
		all[n] = true
	}
	create, drop := (*MetaData).CreateAll, (*MetaData).DropAll
	for name, c := range map[string]struct {
		do   func(*MetaData, context.Context, expr.Executor, ...DDLOption) error
		db   *recorder
		want string
	}{
		"create": {
			create, &recorder{rich: true},
			"BEGIN a? b? kept? used? create kept create used color? create color create a without 0 comment on a comment on a.color " +
				"size? create size create b without 0 v? w? create v create w COMMIT",
		},
		"create again": {create, &recorder{rich: true, present: all}, "BEGIN a? b? kept? used? v? w? COMMIT"},
		"types exist": {
			create, &recorder{rich: true, present: map[string]bool{"kept": true, "color": true, "a": true, "v": true}},
			"BEGIN a? b? kept? used? create used color? size? create size create b without 0 v? w? create w COMMIT",
		},
		"a database without them": {create, &recorder{}, "BEGIN a? b? create a without 0 create b without 0 v? w? create v create w COMMIT"},
		"drop": {
			drop, &recorder{rich: true, present: all},
			"BEGIN a? b? v? w? drop w drop v drop b drop a color? drop color size? drop size kept? used? drop kept drop used COMMIT",
		},
		"drop what is left": {
			drop, &recorder{rich: true, present: map[string]bool{"size": true, "used": true}},
			"BEGIN a? b? v? w? color? size? drop size kept? used? drop used COMMIT",
		},
	} {
		t.Run(name, func(t *testing.T) {
			if err := c.do(furnished(), context.Background(), c.db); err != nil {
				t.Fatal(err)
			}
			if got := strings.Join(c.db.log, " "); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestSomeTablesWithTheirTypes(t *testing.T) {
	meta, ctx := furnished(), context.Background()
	db := &recorder{rich: true}
	if err := CreateTables(ctx, db, meta.Table("b")); err != nil {
		t.Fatal(err)
	}
	if got, want := strings.Join(db.log, " "), "BEGIN b? color? create color size? create size create b without 0 COMMIT"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	db = &recorder{rich: true, present: map[string]bool{"a": true, "b": true, "color": true, "size": true}}
	if err := DropTables(ctx, db, meta.Table("b")); err != nil {
		t.Fatal(err)
	}
	if got, want := strings.Join(db.log, " "), "BEGIN b? drop b size? drop size COMMIT"; got != want {
		t.Errorf("an enumeration that another table uses:\ngot  %s\nwant %s", got, want)
	}
}

func TestOneNameForTwoEnumerations(t *testing.T) {
	meta := NewMetaData()
	Define("a", meta, Col("x", types.Enum("a").Named("e")))
	Define("b", meta, Col("x", types.Enum("b").Named("e")))
	err := meta.CreateAll(context.Background(), &recorder{rich: true})
	if err == nil || !strings.Contains(err.Error(), "two enumerations are named e") {
		t.Error(err)
	}
}

func TestSequencesAndViewsOfMetaData(t *testing.T) {
	meta := NewMetaData()
	meta.Schema = "app"
	s, other := NewSequence(meta, "s", Counter{}), NewSequence(meta, "other.s", Counter{})
	if s.Key() != "app.s" || meta.Sequence("", "s") != s || meta.Sequence("other", "s") != other || meta.Sequence("", "x") != nil || len(meta.Sequences()) != 2 {
		t.Errorf("sequences %v", meta.Sequences())
	}
	if v := NewView(meta, "x.v", new(expr.Query)); v.Key() != "x.v" || len(meta.Views()) != 1 {
		t.Errorf("view %s of %v", v, meta.Views())
	}
	for want, f := range map[string]func(){
		"has a sequence app.s already": func() { NewSequence(meta, "s", Counter{}) },
		"has a view x.v already":       func() { NewView(meta, "x.v", new(expr.Query)) },
	} {
		if got := message(f); !strings.Contains(got, want) {
			t.Errorf("panic %q, want one with %q", got, want)
		}
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
		&CreateSequence{Sequence: &Sequence{Name: "x"}}, &CreateSequence{Sequence: &Sequence{Name: "x", Type: types.Integer()}},
		&CreateSequence{Sequence: &Sequence{Name: "x", Counter: Counter{Start: new(int64)}}},
		&CreateSequence{Sequence: &Sequence{Name: "x", Counter: Counter{Min: new(int64)}}},
		&CreateSequence{Sequence: &Sequence{Name: "x", Counter: Counter{Cycle: true}}},
		&CreateSequence{Sequence: &Sequence{Name: "x"}, IfNotExists: true}, &CreateSequence{Sequence: &Sequence{Name: "x", Schema: "y"}},
		&DropSequence{Sequence: &Sequence{Name: "x"}}, &DropSequence{Sequence: &Sequence{Name: "x"}, IfExists: true},
		&CreateEnumType{Type: types.Enum("a").Named("x")}, &CreateEnumType{Type: types.Enum("a").Named("y")},
		&CreateEnumType{Type: types.Enum("a").Named("z.x")}, &DropEnumType{Type: types.Enum("a").Named("x")},
		&SetTableComment{Table: a}, &DropTableComment{Table: a}, &SetColumnComment{Column: a.Column("id")}, &DropColumnComment{Column: a.Column("id")},
		&CreateView{View: &View{Name: "x", Definition: "SELECT 1"}}, &CreateView{View: &View{Name: "x", Definition: "SELECT 2"}},
		&CreateView{View: &View{Name: "x", Definition: "SELECT 1"}, OrReplace: true},
		&CreateView{View: &View{Name: "x", Query: expr.NewBind(types.Int64Value(1))}},
		&CreateView{View: &View{Name: "x", Query: expr.NewBind(types.Int64Value(2))}},
		&CreateView{View: &View{Name: "x", Query: expr.NewBind(types.TextValue("2"))}},
		&DropView{View: &View{Name: "x"}}, &DropView{View: &View{Name: "x", Materialized: true}}, &RefreshView{View: &View{Name: "x"}},
	} {
		var k expr.Key
		s.AppendKey(&k)
		if other := seen[string(k.Bytes())]; other != nil {
			t.Errorf("%#v and %#v have the same key", s, other)
		}
		seen[string(k.Bytes())] = s
	}
}

// TestExternalEnum leaves a type that somebody else makes alone.
func TestExternalEnum(t *testing.T) {
	meta := NewMetaData()
	mood := types.Enum("glad", "sad").Named("mood")
	mood.External = true
	Define("t", meta, Col("id", types.Integer(), PrimaryKey()), Col("mood", mood))
	db := &recorder{rich: true}
	if err := meta.CreateAll(context.Background(), db); err != nil {
		t.Fatal(err)
	}
	if got, want := strings.Join(db.log, " "), "BEGIN t? create t without 0 COMMIT"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
