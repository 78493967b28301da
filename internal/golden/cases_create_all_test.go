package golden_test

import (
	"context"
	"slices"
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

// ddlRecorder stands for a database: it keeps the statements of CreateAll and DropAll.
type ddlRecorder struct {
	dialect *dialect.Dialect
	exists  bool
	got     list
}

func (r *ddlRecorder) RunDDL(_ context.Context, f func(schema.DDLConn) error) error { return f(r) }

func (r *ddlRecorder) Execute(_ context.Context, s expr.Statement) (expr.Rows, error) {
	r.got = append(r.got, s)
	return noRows{}, nil
}

func (r *ddlRecorder) HasTable(context.Context, string, string) (bool, error) { return r.exists, nil }

func (r *ddlRecorder) HasIndex(context.Context, string, string, string) (bool, error) {
	return r.exists, nil
}

func (r *ddlRecorder) HasSequence(context.Context, string, string) (bool, error) {
	return r.exists, nil
}

func (r *ddlRecorder) HasEnumType(context.Context, string, string) (bool, error) {
	return r.exists, nil
}

func (r *ddlRecorder) Abilities() schema.Abilities {
	can := r.dialect.Grammar.Features.DDL
	return schema.Abilities{
		AlterForeignKeys: r.dialect.Features.AlterForeignKeys, Sequences: can.Sequences != compiler.SequenceNever, EnumTypes: can.EnumTypes,
		CommentStatements: can.Comments == compiler.CommentStatement, Dialects: r.dialect.Grammar.Names(),
	}
}

type noRows struct{ expr.Rows }

func (noRows) Close() error { return nil }

func TestGoldenCreateAll(t *testing.T) {
	cs := cases{}
	for name, meta := range map[string]*schema.MetaData{
		"parent-and-child": parentAndChild(),
		"independent":      independent(),
		"chain":            chain(),
		"self-reference":   selfReference(),
		"cycle":            cycle(),
		"use-alter":        cycle(schema.UseAlter()),
		"indexes":          indexes(),
		"enums":            enums(),
		"comments":         comments(),
		"sequences":        sequences(),
		"views":            views(),
		"all-tables":       base.MetaData(),
	} {
		created, dropped := perDialect{}, perDialect{}
		for d := range grammars {
			created[d] = record(t, d, false, meta.CreateAll)
			dropped[d] = record(t, d, true, meta.DropAll)
		}
		cs[name], cs[name+"-drop"] = created, dropped
	}
	check(t, "create_all", cs)
}

func record(t *testing.T, name string, exists bool, run func(context.Context, expr.Executor, ...schema.DDLOption) error) list {
	d, err := dialect.Lookup(name)
	if err != nil {
		t.Fatal(err)
	}
	r := &ddlRecorder{dialect: d, exists: exists}
	if err := run(context.Background(), r); err != nil {
		t.Fatal(err)
	}
	return inOrder(r.got)
}

// inOrder is the statements with every run of indexes sorted by name, as in the golden files: SQLAlchemy keeps them in sets.
func inOrder(sts list) list {
	out := slices.Clone(sts)
	for i := 0; i < len(out); {
		j := i
		for j < len(out) && indexName(out[j]) != "" {
			j++
		}
		slices.SortFunc(out[i:j], func(a, b any) int {
			if indexName(a) < indexName(b) {
				return -1
			}
			return 1
		})
		i = max(j, i+1)
	}
	return out
}

func indexName(st any) string {
	if c, ok := st.(*schema.CreateIndex); ok {
		return c.Index.IndexName()
	}
	return ""
}

func reference(name, target string, options ...schema.ForeignKeyOption) schema.Item {
	return schema.Col(name, nil, schema.ForeignKeyTo(target, options...))
}

func parentAndChild() *schema.MetaData {
	m := azoth.NewMetaData()
	azoth.NewTable("child", m, key(), reference("p", "parent.id"))
	azoth.NewTable("parent", m, key())
	return m
}

func independent() *schema.MetaData {
	m := azoth.NewMetaData()
	for _, name := range []string{"b", "c", "a"} {
		azoth.NewTable(name, m, key())
	}
	return m
}

func chain() *schema.MetaData {
	m := azoth.NewMetaData()
	azoth.NewTable("a", m, key(), reference("b", "b.id"))
	azoth.NewTable("b", m, key(), reference("c", "c.id"))
	azoth.NewTable("c", m, key())
	return m
}

func selfReference() *schema.MetaData {
	m := azoth.NewMetaData()
	azoth.NewTable("t", m, key(), reference("p", "t.id"))
	return m
}

// cycle is two tables that reference each other; the options are those of the first one's foreign key.
func cycle(options ...schema.ForeignKeyOption) *schema.MetaData {
	m := azoth.NewMetaData()
	azoth.NewTable("a", m, key(), reference("b", "b.id", append(options, schema.Name("fk_a_b"))...))
	azoth.NewTable("b", m, key(), reference("a", "a.id", schema.Name("fk_b_a")))
	return m
}

func indexes() *schema.MetaData {
	m := azoth.NewMetaData()
	azoth.NewTable("t", m, key(), column("a", schema.Indexed()), schema.Col("b", types.String(5), schema.Indexed()),
		schema.UniqueIndexOf("ix_unique_ab", "a", "b"))
	azoth.NewTable("u", m, schema.Col("id", nil, schema.ForeignKeyTo("t.id"), schema.PrimaryKey()), column("x", schema.Indexed()))
	return m
}

func enums() *schema.MetaData {
	m := azoth.NewMetaData()
	color := types.Enum("red", "green").Named("color")
	azoth.NewTable("a", m, key(), schema.Col("c", color), schema.Col("d", color), schema.Col("s", types.Enum("s", "l").Named("size")))
	azoth.NewTable("b", m, key(), schema.Col("c", color))
	return m
}

func comments() *schema.MetaData {
	m := azoth.NewMetaData()
	t := azoth.NewTable("t", m, key(), column("a", schema.Comment("it's a"), schema.Indexed()), column("b", schema.Comment("b")))
	t.Comment = "a table"
	return m
}

func sequences() *schema.MetaData {
	m := azoth.NewMetaData()
	schema.NewSequence(m, "free", schema.Counter{Start: ptr[int64](5)})
	own := schema.NewSequence(m, "own", schema.Counter{})
	azoth.NewTable("t", m, key(), column("n", schema.ServerDefault(schema.NextValue(own))))
	return m
}

func views() *schema.MetaData {
	m := azoth.NewMetaData()
	t := azoth.NewTable("t", m, key(), column("a"))
	id, a := azoth.Typed[int](t.C("id")), azoth.Typed[int](t.C("a"))
	schema.NewView(m, "v", azoth.Select(id).Where(a.Gt(5)).Statement())
	schema.NewView(m, "w", azoth.Select(a).Where(id.Gt(5)).Statement())
	return m
}
