package hostile

import (
	"errors"
	"fmt"
	"slices"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/schema"
)

// The positions of what is in the catalogue.

// probeTables creates a table of each name, writes it, reads it, and drops it.
func probeTables(w *world, names []string) error {
	for i, n := range names {
		t := w.table(n, key("id"), integer("v"))
		if err := w.create(t); err != nil {
			return err
		}
		if err := w.lives(t, i); err != nil {
			return err
		}
		for _, x := range []string{n, n + "x"} {
			has, err := w.conn.HasTable(ctx, "", x)
			if err != nil || has != (x == n) && !slices.Contains(names, x) {
				return fmt.Errorf("HasTable(%s) is %v: %w", Show(x), has, err)
			}
		}
	}
	got, err := w.tables()
	if err := errors.Join(err, same("tables", got, names)); err != nil {
		return err
	}
	for _, t := range w.made {
		if err := w.exec(&schema.DropTable{Table: t}); err != nil {
			return err
		}
	}
	w.made = nil
	got, err = w.tables()
	return errors.Join(err, same("dropped tables", got, nil))
}

// lives writes a row of a table with the columns id and v, changes it, finds it and deletes it.
func (w *world) lives(t *schema.Table, i int) error {
	id, v := t.C("id"), t.C("v")
	if err := w.insert(t, 1, i); err != nil {
		return err
	}
	if err := w.reads(azoth.Select2(id, v).Where(v.Eq(i)).OrderBy(id).Statement(), 1, i); err != nil {
		return err
	}
	if err := w.wrote(1, azoth.UpdateTable(t).Set(v.Set(i+1)).Where(v.Eq(i)).Statement()); err != nil {
		return err
	}
	if err := w.reads(azoth.Select(v).Where(id.Eq(1)).Statement(), i+1); err != nil {
		return err
	}
	return w.wrote(1, azoth.DeleteFrom(t).Where(v.Eq(i+1)).Statement())
}

// probeColumns makes one table with a column of each name.
func probeColumns(w *world, names []string) error {
	t := w.table("t")
	var values []any
	var items []expr.Element
	for i, n := range names {
		c := t.AddColumn(integer(n))
		items = append(items, &c.ColumnRef)
		values = append(values, i)
	}
	if err := w.create(t); err != nil {
		return err
	}
	if err := w.insert(t, values...); err != nil {
		return err
	}
	got, rows, err := w.query(&expr.Query{Items: itemsOf(items), Order: items})
	if err != nil {
		return err
	}
	if !slices.Equal(got, names) {
		return fmt.Errorf("the columns of the result are %s, want %s", show(got), show(names))
	}
	for i := range names {
		if want := fmt.Sprint(i); len(rows) != 1 || rows[0][i] != want {
			return fmt.Errorf("column %s is wrong", Show(names[i]))
		}
		c := t.C(names[i])
		if err := w.reads(azoth.Select(c).Where(c.Eq(i)).GroupBy(c).OrderBy(c.Desc()).Statement(), i); err != nil {
			return fmt.Errorf("column %s: %w", Show(names[i]), err)
		}
	}
	return nil
}

// probeSchemas creates a schema of each name with a table in it.
func probeSchemas(w *world, names []string) error {
	for i, n := range names {
		if err := w.createSchema(n); err != nil {
			return err
		}
		t := w.table("t", key("id"), integer("v"))
		t.Schema = n
		if err := w.exec(&schema.CreateTable{Table: t}); err != nil {
			return err
		}
		if err := w.exec(&schema.CreateIndex{Index: t.AddIndex(&t.Columns[1].ColumnRef)}); err != nil {
			return err
		}
		if err := w.lives(t, i); err != nil {
			return err
		}
		if has, err := w.conn.HasTable(ctx, n, "t"); err != nil || !has {
			return fmt.Errorf("HasTable is %v: %w", has, err)
		}
	}
	got, err := w.names(map[kind]string{
		sqlite:     "SELECT name FROM pragma_database_list",
		postgresql: "SELECT nspname FROM pg_catalog.pg_namespace WHERE nspname !~ '^pg_'",
		mariadb:    "SELECT schema_name FROM information_schema.schemata",
	}[w.kind], "main", "temp", "public", "information_schema", "mysql", "performance_schema", "sys", "azoth", "test")
	want := slices.DeleteFunc(slices.Clone(names), func(n string) bool { return n == "public" })
	if err := errors.Join(err, same("schemas", got, want)); err != nil {
		return err
	}
	return w.dropSchemas()
}

// createSchema is CREATE SCHEMA, which SQLite calls ATTACH.
func (w *world) createSchema(name string) error {
	if w.kind != sqlite {
		w.schemas = append(w.schemas, name)
		return w.exec(&schema.CreateSchema{Name: name, IfNotExists: name == "public"})
	}
	g := w.db.Dialect().Grammar
	if err := g.CheckName(name); err != nil {
		return err
	}
	w.schemas = append(w.schemas, name)
	return w.raw("ATTACH '' AS " + g.Quoting.Force(name))
}

// dropSchemas drops what createSchema created, in the same transaction where that can be: a probe that fails leaves nothing behind.
// DETACH is not possible in a transaction.
func (w *world) dropSchemas() error {
	schemas := w.schemas
	w.schemas = nil
	for _, n := range schemas {
		var err error
		switch {
		case w.kind == sqlite:
			err = w.raw("DETACH " + w.db.Dialect().Grammar.Quoting.Force(n))
		case n == "public" && w.kind == postgresql: // it was there before
		default:
			err = w.exec(&schema.DropSchema{Name: n, Cascade: w.kind == postgresql, IfExists: true})
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// probeIndexes creates an index of each name.
func probeIndexes(w *world, names []string) error {
	t := w.table("t", key("id"), integer("v"))
	if err := w.create(t); err != nil {
		return err
	}
	for _, n := range names {
		i := t.AddIndex(&t.Columns[1].ColumnRef)
		i.Name = n
		if err := w.exec(&schema.CreateIndex{Index: i}); err != nil {
			return err
		}
	}
	if err := w.hasIndexes(names); err != nil {
		return err
	}
	for _, i := range t.Indexes {
		if err := w.exec(&schema.DropIndex{Index: i}); err != nil {
			return err
		}
	}
	return w.hasIndexes(nil)
}

func (w *world) hasIndexes(names []string) error {
	got, err := w.names(map[kind]string{
		sqlite:     "SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL",
		postgresql: "SELECT c.relname FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid WHERE NOT i.indisprimary AND i.indrelid = 't'::regclass",
		mariadb:    "SELECT DISTINCT index_name FROM information_schema.statistics WHERE table_schema = database() AND index_name <> 'PRIMARY'",
	}[w.kind])
	return errors.Join(err, same("indexes", got, names))
}

// violation is what a row that violates a constraint must give.
type violation struct {
	class error
	// named says that the database tells the name of the constraint.
	named func(kind) bool
}

func always(kind) bool      { return true }
func notSQLite(k kind) bool { return k != sqlite }

// constrained makes one table with a constraint of each name, on a column of its own, and violates each.
func (w *world) constrained(names []string, catalogue map[kind]string, v violation, add func(t *schema.Table, c *schema.Column, name string)) error {
	t := w.table("t", key("id"))
	row := []any{1}
	for i, n := range names {
		add(t, t.AddColumn(integer(fmt.Sprintf("c%d", i))), n)
		row = append(row, 1)
	}
	if err := w.create(t); err != nil {
		return err
	}
	got, err := w.names(catalogue[w.kind])
	if err := errors.Join(err, same("constraints", got, names)); err != nil && (w.kind != sqlite || catalogue[sqlite] != "") {
		return err
	}
	if err := w.insert(t, row...); err != nil {
		return err
	}
	for i, n := range names {
		if err := w.violated(t, i, n, v); err != nil {
			return fmt.Errorf("%s: %w", Show(n), err)
		}
	}
	return nil
}

// violated inserts a row that violates the constraint of column i and no other.
func (w *world) violated(t *schema.Table, i int, name string, v violation) error {
	nested, err := w.conn.BeginNested(ctx) // an error ends the innermost transaction
	if err != nil {
		return err
	}
	defer nested.Rollback(ctx)
	bad := 1
	if v.class != dialect.ErrUnique {
		bad = -1
	}
	st := azoth.InsertInto(t).Values(t.C("id").Set(i+2), t.C(fmt.Sprintf("c%d", i)).Set(bad)).Statement()
	err = w.exec(st)
	var e *dialect.Error
	switch {
	case !errors.Is(err, v.class) || !errors.As(err, &e):
		return fmt.Errorf("the violation is %w, want %w", err, v.class)
	case v.named(w.kind) && e.Constraint != name:
		return fmt.Errorf("the violation names %s: %w", Show(e.Constraint), err)
	}
	return nil
}

func probeUniques(w *world, names []string) error {
	return w.constrained(names, map[kind]string{
		postgresql: constraintsPostgreSQL + "'u'",
		mariadb:    constraintsMariaDB + "'UNIQUE'",
	}, violation{dialect.ErrUnique, notSQLite}, func(t *schema.Table, c *schema.Column, name string) { t.AddUnique(c).Name = name })
}

func probeChecks(w *world, names []string) error {
	return w.constrained(names, map[kind]string{
		postgresql: constraintsPostgreSQL + "'c'",
		mariadb:    constraintsMariaDB + "'CHECK'",
	}, violation{dialect.ErrCheck, always}, func(t *schema.Table, c *schema.Column, name string) {
		t.AddCheck(expr.ElementOf(expr.MakeDynamic(c).Gt(0))).Name = name
	})
}

func probeForeignKeys(w *world, names []string) error {
	parent := w.table("parent", key("id"))
	if err := w.create(parent); err != nil {
		return err
	}
	if err := w.insert(parent, 1); err != nil {
		return err
	}
	return w.constrained(names, map[kind]string{
		postgresql: constraintsPostgreSQL + "'f'",
		mariadb:    constraintsMariaDB + "'FOREIGN KEY'",
	}, violation{dialect.ErrForeignKey, notSQLite}, func(t *schema.Table, c *schema.Column, name string) {
		t.AddForeignKey([]*schema.Column{c}, parent.Columns).Name = name
	})
}

const (
	constraintsPostgreSQL = "SELECT conname FROM pg_catalog.pg_constraint WHERE conrelid = 't'::regclass AND contype = "
	constraintsMariaDB    = "SELECT constraint_name FROM information_schema.table_constraints WHERE table_schema = database() AND table_name = 't' AND constraint_type = "
)

// raw runs SQL outside of a transaction: a connection begins one by itself, so the engine has to do it.
func (w *world) raw(sql string) error {
	err := errors.Join(w.conn.Commit(ctx), w.conn.Close())
	if err == nil {
		_, err = azoth.Text[int](sql).Exec(ctx, w.db)
	}
	c, again := w.db.Connect(ctx)
	if again != nil {
		return errors.Join(err, again)
	}
	w.conn = c
	return err
}
