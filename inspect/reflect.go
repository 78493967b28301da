package inspect

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/schema"
)

// Reflect reads tables into meta, and those that their foreign keys lead to: what MetaData.Reflect and MetaData.ReflectTable do. It gives
// the tables that o asks for, in the order of o.Only or by name; those that meta has already stay as they are.
//
// It reads level by level: all tables of a schema at once, then at once, for each schema, the tables that foreign keys lead to and that are
// not there yet. So a schema that leads nowhere else takes a fixed number of queries.
func Reflect(ctx context.Context, from dialect.CatalogRunner, meta *schema.MetaData, o schema.Reflection) (out []*schema.Table, err error) {
	err = from.RunCatalog(ctx, func(c dialect.CatalogConn) error {
		k, err := catalogOf(c)
		if err != nil {
			return err
		}
		r := &reflector{conn: c, catalog: k, meta: meta, o: o}
		out, err = r.run(ctx)
		return err
	})
	return out, err
}

// reflector reads tables into a MetaData.
type reflector struct {
	conn    dialect.CatalogConn
	catalog dialect.Catalog
	meta    *schema.MetaData
	o       schema.Reflection
	fresh   []reflected
	broken  error // what could not be read
	// renamed are the names of columns in the database to which the program gives others.
	renamed map[*schema.Column]string
	// sequences are those that columns take numbers from, by schema and name.
	sequences map[[2]string]*schema.Sequence
}

// reflected is a table that was read and added.
type reflected struct {
	from  *dialect.ReflectedTable
	table *schema.Table
}

func (r *reflector) run(ctx context.Context) ([]*schema.Table, error) {
	names, err := r.wanted(ctx)
	if err != nil {
		return nil, err
	}
	asked, err := r.ask(ctx, names)
	if err != nil {
		return nil, err
	}
	if !r.o.Alone {
		if err := r.follow(ctx); err != nil {
			return nil, err
		}
	}
	for _, f := range r.fresh {
		r.addForeignKeys(f)
	}
	return asked, r.broken
}

// wanted are the names to read; nil is all.
func (r *reflector) wanted(ctx context.Context) ([]string, error) {
	if r.o.If == nil {
		return r.o.Only, nil
	}
	all, err := r.catalog.Relations(ctx, r.conn, r.o.Schema)
	if err != nil {
		return nil, err
	}
	names := []string{}
	for _, x := range all {
		if x.Kind&r.kinds() != 0 && !x.Temporary && r.o.If(x.Name) {
			names = append(names, x.Name)
		}
	}
	return names, nil
}

func (r *reflector) kinds() dialect.RelationKind {
	if r.o.Views {
		return dialect.AnyTable
	}
	return dialect.BaseTable
}

const reflectedParts = dialect.PartAll &^ dialect.PartDefinition

// ask reads the tables that were asked for.
func (r *reflector) ask(ctx context.Context, names []string) ([]*schema.Table, error) {
	todo := names
	if names != nil {
		todo = r.unknown(r.o.Schema, names)
	}
	var found []*dialect.ReflectedTable
	if todo = possible(todo); todo == nil || len(todo) > 0 {
		var err error
		s := dialect.Selection{Schema: r.o.Schema, Names: todo, Kinds: r.kinds(), Parts: reflectedParts}
		if found, err = r.catalog.Describe(ctx, r.conn, s); err != nil {
			return nil, err
		}
	}
	if names == nil {
		return r.addAll(found), nil
	}
	for _, n := range names {
		if find(found, n) == nil && r.meta.TableIn(r.o.Schema, n) == nil {
			return nil, &NoSuchTableError{Schema: r.o.Schema, Name: n}
		}
	}
	r.addAll(found)
	var out []*schema.Table
	for _, n := range names {
		t := r.meta.TableIn(r.o.Schema, n)
		if x := find(found, n); t == nil && x != nil { // the case of a name may be another in the database
			t = r.meta.TableIn(r.o.Schema, x.Name)
		}
		if t != nil {
			out = append(out, t)
		}
	}
	return out, nil
}

// unknown are the names that meta does not have.
func (r *reflector) unknown(in string, names []string) []string {
	out := []string{}
	for _, n := range names {
		if r.meta.TableIn(in, n) == nil {
			out = append(out, n)
		}
	}
	return out
}

// find is the table of that name: exactly, or else, in a database that takes it so, in another case.
func find(tables []*dialect.ReflectedTable, name string) *dialect.ReflectedTable {
	var other *dialect.ReflectedTable
	for _, t := range tables {
		if t.Name == name {
			return t
		}
		if strings.EqualFold(t.Name, name) {
			other = t
		}
	}
	return other
}

// addAll adds tables to meta, and gives those that it has then.
func (r *reflector) addAll(found []*dialect.ReflectedTable) []*schema.Table {
	var out []*schema.Table
	for _, x := range found {
		t := r.meta.TableIn(x.Schema, x.Name)
		if t == nil && x.Err != nil {
			r.broken = errors.Join(r.broken, &UnreflectableError{Schema: x.Schema, Name: x.Name, Err: x.Err})
			continue
		}
		if t == nil {
			t = build(r, x)
			r.fresh = append(r.fresh, reflected{x, t})
		}
		out = append(out, t)
	}
	return out
}

// follow reads the tables that foreign keys lead to, until there are no more. A target that does not exist is left out: a statement that
// needs it says so.
func (r *reflector) follow(ctx context.Context) error {
	tried := map[[2]string]bool{}
	for from := 0; from < len(r.fresh); {
		targets := r.targets(r.fresh[from:], tried)
		from = len(r.fresh)
		for _, in := range slices.Sorted(maps.Keys(targets)) {
			s := dialect.Selection{Schema: in, Names: targets[in], Kinds: dialect.BaseTable, Parts: reflectedParts}
			found, err := r.catalog.Describe(ctx, r.conn, s)
			if err != nil {
				return err
			}
			r.addAll(found)
		}
	}
	return nil
}

// targets are by schema the tables that foreign keys of some tables lead to, and that neither meta has nor was looked for.
func (r *reflector) targets(of []reflected, tried map[[2]string]bool) map[string][]string {
	out := map[string][]string{}
	for _, x := range of {
		for _, f := range x.from.ForeignKeys {
			target := [2]string{f.RefSchema, f.RefTable}
			if tried[target] || r.meta.TableIn(f.RefSchema, f.RefTable) != nil {
				continue
			}
			tried[target] = true
			out[f.RefSchema] = append(out[f.RefSchema], f.RefTable)
		}
	}
	return out
}
